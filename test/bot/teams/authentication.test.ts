import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { APP, TEAMS, aroundEach, create, reply, reference, activity, turn, echo, teams } from './given.ts';
import { ChannelService } from './channel-service.ts';

aroundEach();

describe('a turn in Teams', () => {
  let service: ChannelService;
  const token = (claims: Record<string, unknown> = {}): string =>
    service.token(APP, teams.serviceUrl, { claims });

  beforeEach(async () => {
    service = await ChannelService.start();
    teams.adapter = create(TEAMS, {
      authority: { openIdMetadataUrl: service.metadataUrl, token: async () => 'outgoing' },
    });
  });
  afterEach(() => service.close());

  test('a signed request is let in, and its replies are signed', async () => {
    expect(await turn(activity(), echo, token())).toEqual({ status: 200, body: undefined });
    expect(teams.calls).toMatchObject([
      { authorization: 'Bearer outgoing', body: { text: 'you said private words' } },
    ]);
    expect(await teams.adapter.send(reference(), {})).toEqual({ kind: 'delivered', id: 'new' });
    expect(teams.calls.at(-1)?.authorization).toBe('Bearer outgoing');
  });

  test("what the SDK calls by itself is signed with the bot's own token", async () => {
    const logic = async (context: TurnContext) => {
      const client = context.turnState.get<{
        conversations: { getConversationMembers(id: string): Promise<unknown> };
      }>(teams.adapter.cloud.ConnectorClientKey);
      await client.conversations.getConversationMembers('a:1');
    };
    teams.answer = (res) => reply(res, 200, []);
    expect(await turn(activity(), logic, token())).toEqual({ status: 200, body: undefined });
    expect(teams.calls).toMatchObject([
      { method: 'GET', path: '/v3/conversations/a%3A1/members', authorization: 'Bearer outgoing' },
    ]);
  });

  test('plain http to another machine is refused, whatever the token says', async () => {
    const clear = 'http://smba.trafficmanager.net/';
    const done = await turn(activity({ serviceUrl: clear }), echo, token({ serviceurl: clear }));
    expect(done).toEqual({ status: 403, body: { error: 'service_url' } });
  });

  test('without a token of its own nothing is sent', async () => {
    const authority = {
      openIdMetadataUrl: service.metadataUrl,
      token: () => Promise.reject(new Error('secret')),
    };
    teams.adapter = create(TEAMS, { authority });
    expect(await teams.adapter.send(reference(), {})).toEqual({
      kind: 'unknown',
      reason: 'token',
      sent: 'no',
    });
    expect(teams.calls).toEqual([]);
  });
});
