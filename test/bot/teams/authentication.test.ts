import { generateKeyPairSync, sign } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import {
  APP,
  TENANT,
  TEAMS,
  aroundEach,
  create,
  reply,
  reference,
  activity,
  turn,
  echo,
  teams,
} from './given.ts';

aroundEach();

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a turn in Teams', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const now = Math.floor(Date.now() / 1000);

  function token(
    claims: Record<string, unknown> = {},
    key = privateKey,
    header: Record<string, unknown> = {},
  ): string {
    const head = base64url({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header });
    const body = base64url({
      iss: 'https://api.botframework.com',
      aud: APP,
      serviceurl: teams.serviceUrl,
      nbf: now - 60,
      exp: now + 3600,
      ...claims,
    });
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), key).toString('base64url');
    return `Bearer ${head}.${body}.${signature}`;
  }

  // The SDK prints to the console when a token does not hold.
  afterEach(() => {
    jest.restoreAllMocks();
  });
  beforeEach(() => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const keys = [
      { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] },
    ];
    teams.answer = (res, req) => {
      if (req.url === '/openid') reply(res, 200, { jwks_uri: `${teams.serviceUrl}keys` });
      else if (req.url === '/keys') reply(res, 200, { keys });
      else reply(res, 201, { id: 'new' });
    };
    teams.adapter = create(TEAMS, {
      authority: { openIdMetadataUrl: `${teams.serviceUrl}openid`, token: async () => 'outgoing' },
    });
  });

  test('a signed request is let in, and its replies are signed', async () => {
    expect(await turn(activity(), echo, token())).toEqual({ status: 200, body: undefined });
    const sent = teams.calls.filter(({ path }) => path.startsWith('/v3'));
    expect(sent).toMatchObject([
      { authorization: 'Bearer outgoing', body: { text: 'you said private words' } },
    ]);
    expect(await teams.adapter.send(reference(), {})).toEqual({ kind: 'delivered', id: 'new' });
    expect(teams.calls.at(-1)?.authorization).toBe('Bearer outgoing');
  });

  test.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['an empty one', () => ''],
    ['no JWT', () => 'Bearer x'],
    ['half a JWT', () => 'Bearer a.b'],
    ['a payload that is no JSON', () => 'Bearer YQ.YQ.YQ'],
    ['another scheme', () => token().replace('Bearer', 'Basic')],
    ['another signature', () => token({}, other)],
    ['no signature', () => token({}, privateKey, { alg: 'none' }).replace(/\.[^.]+$/, '.')],
    ['an unknown key', () => token({}, privateKey, { kid: 'k2' })],
    ['another audience', () => token({ aud: TENANT })],
    ['an expired one', () => token({ exp: now - 3600 })],
    ['one of another service URL', () => token({ serviceurl: 'https://smba.trafficmanager.net/' })],
    ['one without a service URL', () => token({ serviceurl: undefined })],
    ['another issuer', () => token({ iss: 'https://evil.example' })],
    [
      'one as the Emulator has',
      () => token({ iss: `https://sts.windows.net/${TENANT}/`, tid: TENANT, appid: APP }),
    ],
  ])('%s is 401 and runs nothing', async (_name, authorization) => {
    let ran = false;
    const logic = async () => {
      ran = true;
    };
    expect(await turn(activity(), logic, authorization())).toEqual({
      status: 401,
      body: { error: 'unauthorized' },
    });
    expect(ran).toBe(false);
    expect(teams.lines.join('')).not.toMatch(/private|Anna|eyJ/);
  });

  test('keys that cannot be had are 503, and the turn is not run', async () => {
    const unavailable = { status: 503, body: { error: 'keys_unavailable' } };
    for (const broken of [
      (res: ServerResponse) => reply(res, 500, undefined),
      (res: ServerResponse) => void res.destroy(),
      () => undefined,
    ]) {
      teams.answer = broken;
      teams.adapter = create(TEAMS, {
        authenticateMs: 100,
        authority: {
          openIdMetadataUrl: `${teams.serviceUrl}openid?${Math.random()}`,
          token: async () => 'x',
        },
      });
      expect(await turn(activity(), echo, token())).toEqual(unavailable);
    }
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
      openIdMetadataUrl: `${teams.serviceUrl}openid`,
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
