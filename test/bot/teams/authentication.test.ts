import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { APP, TEAMS, TENANT, aroundEach, create, reference, activity, turn, echo, teams } from './given.ts';
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

  test("calls are signed by the SDK's credentials, from the bot's own tenant", async () => {
    let credentials: unknown;
    const logic = async (context: TurnContext) => {
      ({ credentials } = context.turnState.get<{ credentials: unknown }>(
        teams.adapter.cloud.ConnectorClientKey,
      ));
    };
    await turn(activity(), logic, token());
    expect(credentials).toMatchObject({
      appId: APP,
      oAuthScope: 'https://api.botframework.com',
      oAuthEndpoint: `https://login.microsoftonline.com/${TENANT}`,
      getToken: expect.any(Function),
    });
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
