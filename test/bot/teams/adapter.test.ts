import { DeliveryFailed } from '../../../bot/teams/outcomes.ts';
import { describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { LOCAL, aroundEach, create, reply, activity, press, turn, echo, teams } from './given.ts';

aroundEach();

describe('a turn in local mode', () => {
  test('replies through the connector, as dates and strings', async () => {
    let stamp: unknown;
    const done = await turn(activity(), async (context) => {
      stamp = context.activity.timestamp;
      const sent = await context.sendActivity({ id: 'mine', text: 'hello' });
      await context.updateActivity({ type: 'message', id: sent?.id ?? '', text: 'changed' });
      await context.deleteActivity('old');
    });
    expect(done).toEqual({ status: 200, body: undefined });
    expect((stamp as Date).toISOString()).toBe('2020-05-01T10:00:00.000Z');
    expect(teams.calls).toMatchObject([
      { method: 'POST', path: '/v3/conversations/a%3A1/activities/incoming', body: { text: 'hello' } },
      { method: 'PUT', path: '/v3/conversations/a%3A1/activities/new', body: { text: 'changed' } },
      { method: 'DELETE', path: '/v3/conversations/a%3A1/activities/old', body: undefined },
    ]);
    expect(teams.calls[0]?.body).not.toHaveProperty('id');
  });

  test('gives the invoke response without calling the connector', async () => {
    const value = { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' } };
    const done = await turn(press(), async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value });
    });
    expect(done).toEqual(value);
    expect(teams.calls).toEqual([]);
  });

  test('an invoke that nobody answered is 501, one that failed is 500, without a word', async () => {
    expect((await turn(press(), async () => undefined)).status).toBe(501);
    const failed = await turn(press(), () => Promise.reject(new Error('private words')));
    expect(failed).toEqual({ status: 500, body: { error: 'internal' } });
  });

  test('a failure is logged without its message, and the person is told by the hook', async () => {
    teams.adapter = create(LOCAL, {
      async onFailure(context) {
        await context.sendActivity('sorry');
      },
    });
    const done = await turn(activity(), () => Promise.reject(new TypeError('private words of Anna')));
    expect(done).toEqual({ status: 200, body: undefined });
    expect(teams.calls).toMatchObject([{ body: { text: 'sorry' } }]);
    expect(teams.lines.join('')).toContain('TypeError');
    expect(teams.lines.join('')).not.toMatch(/private|Anna/);
  });

  test('a hook that fails too changes nothing', async () => {
    teams.adapter = create(LOCAL, { onFailure: () => Promise.reject(new Error('again')) });
    expect((await turn(activity(), () => Promise.reject(new Error('first')))).status).toBe(200);
    expect(teams.lines.join('')).toContain('turn.failure_not_told');
  });

  test('a refused reply is thrown with its outcome', async () => {
    teams.answer = (res) => reply(res, 403, { error: { code: 'BotDisabledByAdmin' } });
    let thrown: unknown;
    await turn(activity(), async (context) => {
      await echo(context).catch((error: unknown) => (thrown = error));
    });
    expect(thrown).toBeInstanceOf(DeliveryFailed);
    expect(thrown).toMatchObject({ name: 'DeliveryRefused', outcome: { kind: 'disabledByAdmin' } });
  });

  test('a service URL elsewhere is refused before anything is called', async () => {
    let ran = false;
    for (const elsewhere of ['https://evil.example/', 'http://evil.example/', 'https://127.0.0.1/']) {
      const done = await turn(activity({ serviceUrl: elsewhere }), async () => {
        ran = true;
      });
      expect(done).toEqual({ status: 403, body: { error: 'service_url' } });
    }
    expect(ran).toBe(false);
  });

  test('connector clients are built once for each service URL', async () => {
    const clients = new Set<unknown>();
    const logic = async (context: TurnContext) => {
      clients.add(context.turnState.get(teams.adapter.cloud.ConnectorClientKey));
    };
    await turn(activity(), logic);
    await turn(activity(), logic);
    expect(clients.size).toBe(1);
    await turn(activity({ serviceUrl: `${teams.serviceUrl}other/` }), logic);
    expect(clients.size).toBe(2);
  });

  test('the stock way in is shut', async () => {
    await expect(teams.adapter.cloud.process({ headers: {} }, {} as never, echo)).rejects.toThrow(
      'createAdapter',
    );
  });
});
