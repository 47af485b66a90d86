import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import type { IncomingActivity } from '../../../bot/teams/activity.ts';
import { createAdapter } from '../../../bot/teams/adapter.ts';
import { DeliveryFailed } from '../../../bot/teams/outcomes.ts';
import type { AdapterOptions, TeamsAdapter } from '../../../bot/teams/adapter.ts';
import type { ConversationReference } from '../../../bot/teams/reference.ts';
import { readConfig } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown> | undefined;
}

const APP = '11111111-1111-4111-8111-111111111111';
const TENANT = '22222222-2222-4222-8222-222222222222';
const LOCAL = readConfig({});
const TEAMS = readConfig({
  MicrosoftAppId: APP,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: 'not-a-real-password',
  ALLOWED_TENANTS: `${TENANT}:${APP}`,
  DATA_DIR: 'kept',
});

let connector: Server;
let serviceUrl: string;
let calls: Call[];
let answer: (res: ServerResponse, req: IncomingMessage) => void;
let lines: string[];
let adapter: TeamsAdapter;

function create(config = LOCAL, options: AdapterOptions = {}): TeamsAdapter {
  return createAdapter(config, createLog('info', { write: (line) => lines.push(line) }), options);
}

function reply(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(body === undefined ? undefined : JSON.stringify(body));
}

beforeEach(async () => {
  calls = [];
  lines = [];
  answer = (res) => reply(res, 201, { id: 'new' });
  connector = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      calls.push({
        method: req.method ?? '',
        path: req.url ?? '',
        authorization: req.headers.authorization,
        body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
      });
      answer(res, req);
    });
  });
  await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', () => resolve()));
  serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
  adapter = create();
});

afterEach(async () => {
  adapter.close();
  connector.closeAllConnections();
  await new Promise((resolve) => connector.close(resolve));
});

const reference = (): ConversationReference => ({
  serviceUrl,
  channelId: 'msteams',
  conversation: { id: '19:x@thread.tacv2;messageid=1', tenantId: TENANT },
  bot: { id: '28:bot' },
  user: { id: '29:1' },
});
const PATH = '/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D1/activities';

const activity = (more: Record<string, unknown> = {}): IncomingActivity =>
  ({
    type: 'message',
    id: 'incoming',
    serviceUrl,
    channelId: 'msteams',
    from: { id: '29:1', name: 'Anna' } as IncomingActivity['from'],
    recipient: { id: '28:bot' } as IncomingActivity['recipient'],
    conversation: { id: 'a:1' } as IncomingActivity['conversation'],
    text: 'private words',
    timestamp: '2020-05-01T10:00:00.000Z',
    ...more,
  }) as IncomingActivity;

const press = () =>
  activity({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'x' } } });

async function turn(
  body: IncomingActivity,
  logic: (context: TurnContext) => Promise<void>,
  authorization?: string,
): Promise<{ status: number; body: unknown }> {
  const seen = { status: 0, text: '', headersSent: false };
  await adapter.process(
    { body, headers: { authorization } },
    {
      get headersSent() {
        return seen.headersSent;
      },
      writeHead(status: number) {
        seen.status = status;
        seen.headersSent = true;
      },
      end(text = '') {
        seen.text = text;
      },
    },
    logic,
  );
  return { status: seen.status, body: seen.text === '' ? undefined : JSON.parse(seen.text) };
}

const echo = async (context: TurnContext) => {
  await context.sendActivity(`you said ${context.activity.text}`);
};

const refusal = (code: string) => ({ error: { code, message: 'Anna is not here' } });
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('send and update', () => {
  test('one call each, addressed, and unsigned in local mode', async () => {
    expect(await adapter.send(reference(), { text: 'hello' })).toEqual({ kind: 'delivered', id: 'new' });
    expect(await adapter.update(reference(), 'a/b', { text: 'changed' })).toEqual({
      kind: 'delivered',
      id: 'a/b',
    });
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: PATH,
        authorization: undefined,
        body: {
          type: 'message',
          text: 'hello',
          from: { id: '28:bot' },
          recipient: { id: '29:1' },
          conversation: { id: '19:x@thread.tacv2;messageid=1' },
        },
      },
      { method: 'PUT', path: `${PATH}/a%2Fb`, body: { id: 'a/b', text: 'changed' } },
    ]);
  });

  test.each<[number, unknown, Record<string, string>, unknown]>([
    [403, refusal('ConversationBlockedByUser'), {}, { kind: 'blocked' }],
    [403, { subCode: 'MessageWritesBlocked' }, {}, { kind: 'blocked' }],
    [403, refusal('BotNotInConversationRoster'), {}, { kind: 'notInstalled' }],
    [403, refusal('BotDisabledByAdmin'), {}, { kind: 'disabledByAdmin' }],
    [403, undefined, {}, { kind: 'blocked' }],
    [404, refusal('ConversationNotFound'), {}, { kind: 'notFound', what: 'conversation' }],
    [404, refusal('ActivityNotFoundInConversation'), {}, { kind: 'notFound', what: 'activity' }],
    [400, refusal('ActivityNotFoundInConversation'), {}, { kind: 'notFound', what: 'activity' }],
    [404, 'gone', {}, { kind: 'notFound', what: 'conversation' }],
    [412, refusal('PreconditionFailed'), {}, { kind: 'throttled' }],
    [413, refusal('MessageSizeTooBig'), {}, { kind: 'tooLarge' }],
    [413, undefined, {}, { kind: 'tooLarge' }],
    [429, refusal('Throttled'), { 'retry-after': '3' }, { kind: 'throttled', retryAfterMs: 3000 }],
    [429, undefined, { 'retry-after': '999999' }, { kind: 'throttled', retryAfterMs: 3_600_000 }],
    [429, undefined, { 'retry-after': 'soon' }, { kind: 'throttled' }],
    [400, refusal('BadSyntax'), {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 400 }],
    [401, undefined, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 401 }],
    [302, undefined, { location: '/x' }, { kind: 'unknown', reason: 'status', sent: 'no', status: 302 }],
    [500, undefined, {}, { kind: 'unknown', reason: 'status', sent: 'maybe', status: 500 }],
    [502, '<html>', {}, { kind: 'unknown', reason: 'status', sent: 'maybe', status: 502 }],
    [
      503,
      undefined,
      { 'retry-after': '1' },
      { kind: 'unknown', reason: 'status', sent: 'maybe', status: 503, retryAfterMs: 1000 },
    ],
  ])('%i %j %j is one call with a typed outcome', async (status, body, headers, expected) => {
    answer = (res) => reply(res, status, body, headers);
    expect(await adapter.send(reference(), { text: 'x' })).toEqual(expected);
    expect(calls).toHaveLength(1);
  });

  test('Retry-After as a date', async () => {
    answer = (res) =>
      reply(res, 429, undefined, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    const outcome = await adapter.send(reference(), {});
    expect(outcome.kind).toBe('throttled');
    expect(outcome).toHaveProperty('retryAfterMs', expect.any(Number));
  });

  test('a 404 without a code, for an update, is about the message', async () => {
    answer = (res) => reply(res, 404, undefined);
    expect(await adapter.update(reference(), 'a', {})).toEqual({ kind: 'notFound', what: 'activity' });
  });

  test('no answer in time is unknown: it may have arrived', async () => {
    adapter.close();
    adapter = create(LOCAL, { sendMs: 50 });
    answer = () => undefined;
    expect(await adapter.send(reference(), {})).toEqual({
      kind: 'unknown',
      reason: 'timeout',
      sent: 'maybe',
    });
  });

  test('a connection that breaks is unknown: it may have arrived', async () => {
    answer = (res) => res.destroy();
    expect(await adapter.send(reference(), {})).toEqual({
      kind: 'unknown',
      reason: 'connection',
      sent: 'maybe',
    });
  });

  test('cut off after a good status, it did arrive', async () => {
    answer = (res) => {
      res.writeHead(201, { 'content-length': 100 });
      res.write('{"id":', () => res.destroy());
    };
    expect(await adapter.send(reference(), {})).toEqual({ kind: 'delivered', id: '' });
  });

  test('nobody there is certain not to have got it', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', () => resolve()));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const outcome = await adapter.send({ ...reference(), serviceUrl: `http://127.0.0.1:${port}` }, {});
    expect(outcome).toEqual({ kind: 'unknown', reason: 'connection', sent: 'no' });
  });

  test.each(['https://smba.trafficmanager.net/', 'http://10.0.0.1/', 'http://127.0.0.1@evil.example/', 'x'])(
    'local mode never calls %s',
    async (elsewhere) => {
      const outcome = await adapter.send({ ...reference(), serviceUrl: elsewhere }, {});
      expect(outcome).toEqual({ kind: 'unknown', reason: 'serviceUrl', sent: 'no' });
    },
  );

  test('what cannot be written as JSON is not sent', async () => {
    const outcome = await adapter.send(reference(), { value: 1n });
    expect(outcome).toEqual({ kind: 'unknown', reason: 'activity', sent: 'no' });
  });
});

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
    expect(calls).toMatchObject([
      { method: 'POST', path: '/v3/conversations/a%3A1/activities/incoming', body: { text: 'hello' } },
      { method: 'PUT', path: '/v3/conversations/a%3A1/activities/new', body: { text: 'changed' } },
      { method: 'DELETE', path: '/v3/conversations/a%3A1/activities/old', body: undefined },
    ]);
    expect(calls[0]?.body).not.toHaveProperty('id');
  });

  test('gives the invoke response without calling the connector', async () => {
    const value = { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' } };
    const done = await turn(press(), async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value });
    });
    expect(done).toEqual(value);
    expect(calls).toEqual([]);
  });

  test('an invoke that nobody answered is 501, one that failed is 500, without a word', async () => {
    expect((await turn(press(), async () => undefined)).status).toBe(501);
    const failed = await turn(press(), () => Promise.reject(new Error('private words')));
    expect(failed).toEqual({ status: 500, body: { error: 'internal' } });
  });

  test('a failure is logged without its message, and the person is told by the hook', async () => {
    adapter = create(LOCAL, {
      async onFailure(context) {
        await context.sendActivity('sorry');
      },
    });
    const done = await turn(activity(), () => Promise.reject(new TypeError('private words of Anna')));
    expect(done).toEqual({ status: 200, body: undefined });
    expect(calls).toMatchObject([{ body: { text: 'sorry' } }]);
    expect(lines.join('')).toContain('TypeError');
    expect(lines.join('')).not.toMatch(/private|Anna/);
  });

  test('a hook that fails too changes nothing', async () => {
    adapter = create(LOCAL, { onFailure: () => Promise.reject(new Error('again')) });
    expect((await turn(activity(), () => Promise.reject(new Error('first')))).status).toBe(200);
    expect(lines.join('')).toContain('turn.failure_not_told');
  });

  test('a refused reply is thrown with its outcome', async () => {
    answer = (res) => reply(res, 403, { error: { code: 'BotDisabledByAdmin' } });
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
      clients.add(context.turnState.get(adapter.cloud.ConnectorClientKey));
    };
    await turn(activity(), logic);
    await turn(activity(), logic);
    expect(clients.size).toBe(1);
    await turn(activity({ serviceUrl: `${serviceUrl}other/` }), logic);
    expect(clients.size).toBe(2);
  });

  test('the stock way in is shut', async () => {
    await expect(adapter.cloud.process({ headers: {} }, {} as never, echo)).rejects.toThrow('createAdapter');
  });
});

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
      serviceurl: serviceUrl,
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
    answer = (res, req) => {
      if (req.url === '/openid') reply(res, 200, { jwks_uri: `${serviceUrl}keys` });
      else if (req.url === '/keys') reply(res, 200, { keys });
      else reply(res, 201, { id: 'new' });
    };
    adapter = create(TEAMS, {
      authority: { openIdMetadataUrl: `${serviceUrl}openid`, token: async () => 'outgoing' },
    });
  });

  test('a signed request is let in, and its replies are signed', async () => {
    expect(await turn(activity(), echo, token())).toEqual({ status: 200, body: undefined });
    const sent = calls.filter(({ path }) => path.startsWith('/v3'));
    expect(sent).toMatchObject([
      { authorization: 'Bearer outgoing', body: { text: 'you said private words' } },
    ]);
    expect(await adapter.send(reference(), {})).toEqual({ kind: 'delivered', id: 'new' });
    expect(calls.at(-1)?.authorization).toBe('Bearer outgoing');
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
    expect(lines.join('')).not.toMatch(/private|Anna|eyJ/);
  });

  test('keys that cannot be had are 503, and the turn is not run', async () => {
    const unavailable = { status: 503, body: { error: 'keys_unavailable' } };
    for (const broken of [
      (res: ServerResponse) => reply(res, 500, undefined),
      (res: ServerResponse) => void res.destroy(),
      () => undefined,
    ]) {
      answer = broken;
      adapter = create(TEAMS, {
        authenticateMs: 100,
        authority: { openIdMetadataUrl: `${serviceUrl}openid?${Math.random()}`, token: async () => 'x' },
      });
      expect(await turn(activity(), echo, token())).toEqual(unavailable);
    }
  });

  test("calls are signed by the SDK's credentials, from the bot's own tenant", async () => {
    let credentials: unknown;
    const logic = async (context: TurnContext) => {
      ({ credentials } = context.turnState.get<{ credentials: unknown }>(adapter.cloud.ConnectorClientKey));
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
      openIdMetadataUrl: `${serviceUrl}openid`,
      token: () => Promise.reject(new Error('secret')),
    };
    adapter = create(TEAMS, { authority });
    expect(await adapter.send(reference(), {})).toEqual({ kind: 'unknown', reason: 'token', sent: 'no' });
    expect(calls).toEqual([]);
  });
});
