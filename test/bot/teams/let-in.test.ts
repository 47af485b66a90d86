import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';
import { anna, localTenantId, type LocalPerson } from '../../../bot/local/people.ts';
import type { InboundActivity } from '../../../bot/local/activities.ts';
import { start, type Running } from '../../../bot/main.ts';
import { createAdapter, type TeamsAdapter } from '../../../bot/teams/adapter.ts';
import { startServer, type RunningServer } from '../../../bot/teams/server.ts';
import { startTeams, type Teams } from '../../teams/person.ts';
import { until } from '../store/documents.ts';
import { ChannelService, hmacOfPublicKey, seconds, STRANGER, type Forged } from './channel-service.ts';

/** Who is let in: the whole bot with an identity in Teams, behind its own HTTP server, and a channel service that signs. */

const APP = '11111111-1111-4111-8111-111111111111';
const HOME = '22222222-2222-4222-8222-222222222222';
const ELSEWHERE = '9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77';
const MINUTE = 60_000;

const CONFIG = {
  ...readConfig({
    PORT: '0',
    MicrosoftAppId: APP,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: HOME,
    MicrosoftAppPassword: 'not-a-real-password',
    ALLOWED_TENANTS: `${localTenantId}:${anna.aadObjectId}`,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'let-in-')),
    NOTIFY_PER_SECOND: '0',
  }),
  host: '127.0.0.1',
};

/** Works for another company, whose tenant may not use the bot. */
const eve: LocalPerson = { ...anna, key: 'eve', id: '29:1EveSynthetic', tenantId: ELSEWHERE };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Posts an activity with these headers, of which one may come twice. */
function post(
  port: number,
  activity: InboundActivity,
  headers: Readonly<Record<string, string | string[]>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        method: 'POST',
        path: '/api/messages',
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(activity));
  });
}

const unauthorized: Answer = { status: 401, body: { error: 'unauthorized' } };
const nothing: Answer = { status: 200, body: undefined };

describe('a request to the running bot', () => {
  let service: ChannelService;
  let running: Running;
  let teams: Teams;
  let lines: string[];
  /** What Anna's Teams sends. */
  let message: InboundActivity;
  let number = 0;

  const token = (forged: Forged = {}): string => service.token(APP, teams.serviceUrl, forged);
  const again = (over: Partial<InboundActivity> = {}): InboundActivity => ({
    ...message,
    id: `activity-${(number += 1)}`,
    ...over,
  });
  /** What the bot did: the bytes that it keeps, and its calls to Teams. */
  const done = (): readonly unknown[] => [
    teams.connector.requests.length,
    ...readdirSync(CONFIG.dataDir)
      .toSorted()
      .map((file) =>
        createHash('sha256')
          .update(readFileSync(join(CONFIG.dataDir, file)))
          .digest('hex'),
      ),
  ];
  /** Waits until the bot has done nothing for some looks: what it let in may be followed by work of its own. */
  async function settled(): Promise<void> {
    let [before, quiet] = ['', 0];
    await until(async () => {
      const now = JSON.stringify(done());
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      return quiet === 3;
    });
  }

  beforeAll(async () => {
    service = await ChannelService.start();
    service.publish(['one'], ['webchat', ['webchat', 'directline']]);
    lines = [];
    running = await start(
      CONFIG,
      createLog('info', { write: (line) => lines.push(line) }),
      { answerTimeout: () => () => undefined, storeMs: 60_000 },
      { authority: { openIdMetadataUrl: service.metadataUrl, token: async () => 'outgoing' } },
    );
    teams = await startTeams(`http://127.0.0.1:${running.port}`, {
      people: [anna, eve],
      authorize: () => ({ authorization: token() }),
    });
    await teams.person('anna').install();
    await teams.person('anna').say('help');
    message = teams.connector.sent.at(-1)?.activity as InboundActivity;
    await settled();
  });
  beforeEach(() => {
    lines.length = 0;
  });
  afterAll(async () => {
    await running.close();
    await teams.close();
    await service.close();
    rmSync(CONFIG.dataDir, { recursive: true });
  });

  test.each<[string, () => string]>([
    ['that the service signed', () => token()],
    ['that ended 4 minutes ago by our clock', () => token({ claims: { exp: seconds(-240) } })],
    ['that begins in 4 minutes by our clock', () => token({ claims: { nbf: seconds(240) } })],
    ['without nbf', () => token({ claims: { nbf: undefined } })],
  ])('with a token %s is let in, kept and answered', async (_what, authorization) => {
    const before = done();
    expect(
      await post(running.port, again({ text: `private ${number}` }), { authorization: authorization() }),
    ).toEqual(nothing);
    const after = done();
    expect(after[0]).toBeGreaterThan(Number(before[0]));
    expect(after).not.toEqual(before);
    expect(teams.connector.requests.at(-1)?.headers.authorization).toBe('Bearer outgoing');
    await settled();
  });

  const emulator = { tid: HOME, appid: APP, azp: APP };
  const skill = { tid: HOME, appid: ELSEWHERE, azp: ELSEWHERE };
  const microsoft = 'https://login.microsoftonline.com';

  describe('is 401, and nothing is run or kept', () => {
    test.each<[string, () => string | undefined]>([
      ['with no token', () => undefined],
      ['with an empty one', () => ''],
      ['with a scheme and nothing', () => 'Bearer '],
      ['with what is no JWT', () => 'Bearer x'],
      ['with half a JWT', () => 'Bearer a.b'],
      ['with parts that are no JSON', () => 'Bearer YQ.YQ.YQ'],
      ['with a part too many', () => `${token()}.YQ`],
      ['with another scheme', () => token().replace('Bearer', 'Basic')],
      ['with the scheme in lower case', () => token().replace('Bearer', 'bearer')],
      ['without a scheme', () => token().slice('Bearer '.length)],
      ['with two tokens in one', () => `${token()}, ${token()}`],
      ['with a token of absurd size', () => token({ claims: { pad: 'x'.repeat(8_000) } })],
      ['signed by a stranger', () => token({ key: STRANGER })],
      [
        'with another body than what was signed',
        () => token().replace(/\.[^.]+\./, token({ claims: { a: 1 } }).match(/\.[^.]+\./)?.[0] ?? ''),
      ],
      ['signed by nobody', () => token({ header: { alg: 'none' }, signature: () => '' })],
      ['signed by nobody, and something there', () => token({ header: { alg: 'none' } })],
      [
        'signed with the public key as a secret',
        () => token({ header: { alg: 'HS256' }, signature: hmacOfPublicKey }),
      ],
      ['the same, called RS256', () => token({ signature: hmacOfPublicKey })],
      ['signed as another algorithm than it says', () => token({ header: { alg: 'RS512' } })],
      [
        'with a key of its own',
        () => token({ header: { jwk: {}, jku: 'https://evil.example/keys' }, key: STRANGER }),
      ],
      ['with a key that nobody knows', () => token({ header: { kid: 'two' } })],
      ['with no key named', () => token({ header: { kid: undefined } })],
      ['with a key that may not speak for Teams', () => token({ header: { kid: 'webchat' } })],
      ['for another app', () => token({ claims: { aud: ELSEWHERE } })],
      ['for several apps', () => token({ claims: { aud: [APP] } })],
      ['for nobody', () => token({ claims: { aud: undefined } })],
      ['that ended 6 minutes ago', () => token({ claims: { exp: seconds(-360) } })],
      ['that begins in 6 minutes', () => token({ claims: { nbf: seconds(360) } })],
      ['that never ends', () => token({ claims: { exp: undefined } })],
      ['that ends in words', () => token({ claims: { exp: 'never' } })],
      ['that begins in words', () => token({ claims: { nbf: 'now' } })],
      ['of another service URL', () => token({ claims: { serviceurl: 'https://smba.trafficmanager.net/' } })],
      ['of no service URL', () => token({ claims: { serviceurl: undefined } })],
      ['by another issuer', () => token({ claims: { iss: 'https://evil.example' } })],
      ['by no issuer', () => token({ claims: { iss: undefined } })],
      [
        'by the government’s channel service',
        () => token({ claims: { iss: 'https://api.botframework.us' } }),
      ],
      [
        'by the Emulator, version 1',
        () => token({ claims: { iss: `https://sts.windows.net/${HOME}/`, ver: '1.0', ...emulator } }),
      ],
      [
        'by the Emulator, version 2',
        () => token({ claims: { iss: `${microsoft}/${HOME}/v2.0`, ver: '2.0', ...emulator } }),
      ],
      [
        'by a skill, version 1',
        () => token({ claims: { iss: `https://sts.windows.net/${HOME}/`, ver: '1.0', ...skill } }),
      ],
      [
        'by a skill, version 2',
        () => token({ claims: { iss: `${microsoft}/${HOME}/v2.0`, ver: '2.0', ...skill } }),
      ],
    ])('%s', async (_what, authorization) => {
      const before = done();
      const value = authorization();
      const headers = value === undefined ? {} : { authorization: value };
      expect(await post(running.port, again({ text: 'private words' }), headers)).toEqual(unauthorized);
      expect(done()).toEqual(before);
      expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
        { event: 'turn.refused', status: 401, code: 'unauthorized' },
      ]);
      expect(lines.join('')).not.toMatch(/private|Anna|eyJ/);
    });
  });

  test.each<[string, () => Answer, () => Record<string, string | string[]>]>([
    [
      'two tokens',
      () => ({ status: 400, body: { error: 'two_authorizations' } }),
      () => ({ authorization: [token(), token({ key: STRANGER })] }),
    ],
    [
      'more than fits into headers',
      () => ({ status: 431, body: undefined }),
      () => ({ authorization: `Bearer ${'x'.repeat(20_000)}` }),
    ],
  ])('with %s is refused before anything is looked at', async (_what, answer, headers) => {
    const before = done();
    expect(await post(running.port, again(), headers())).toEqual(answer());
    expect(done()).toEqual(before);
  });

  const elsewhere = { tenant: { id: ELSEWHERE } };
  const invoke = {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: 'home', data: {} } },
  };
  test.each<[string, () => Partial<InboundActivity>, Answer]>([
    [
      'of a tenant that is not allowed',
      () => ({ conversation: { ...message.conversation, tenantId: ELSEWHERE }, channelData: elsewhere }),
      nothing,
    ],
    [
      'of one tenant by its conversation, and another by its channel data',
      () => ({ channelData: elsewhere }),
      nothing,
    ],
    [
      'of another tenant by its conversation alone',
      () => ({ conversation: { ...message.conversation, tenantId: ELSEWHERE } }),
      nothing,
    ],
    [
      'of no tenant',
      () => ({ conversation: { id: message.conversation.id } as never, channelData: {} }),
      nothing,
    ],
    [
      'pressed in a tenant that is not allowed',
      () => ({
        ...invoke,
        conversation: { ...message.conversation, tenantId: ELSEWHERE },
        channelData: elsewhere,
      }),
      {
        status: 403,
        body: {
          statusCode: 403,
          type: 'application/vnd.microsoft.error',
          value: { code: 'Forbidden', message: 'This tenant may not use the bot.' },
        },
      },
    ],
  ])('%s is dropped, though it is signed', async (_what, over, answer) => {
    const before = done();
    expect(await post(running.port, again(over()), { authorization: token() })).toEqual(answer);
    expect(done()).toEqual(before);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { event: 'turn.dropped', code: 'tenant' },
    ]);
  });

  test.each(['webchat', 'directline', 'emulator', 'skype'])(
    'of the channel %s is not let in by a key of Teams, nor answered by its own',
    async (channelId) => {
      const before = done();
      expect(await post(running.port, again({ channelId }), { authorization: token() })).toEqual(
        unauthorized,
      );
      const own = await post(running.port, again({ channelId }), {
        authorization: token({ header: { kid: 'webchat' } }),
      });
      expect(own).toEqual(['webchat', 'directline'].includes(channelId) ? nothing : unauthorized);
      expect(done()).toEqual(before);
    },
  );

  test.each(['messageUpdate', 'messageDelete', 'messageReaction', 'conversationUpdate', 'event', 'typing'])(
    'of the type %s and without what Teams puts beside it fails nobody',
    async (type) => {
      const { channelData: _none, ...bare } = again({ type });
      expect((await post(running.port, bare, { authorization: token() })).status).toBe(200);
      expect(lines.filter((line) => line.includes('turn.failed'))).toEqual([]);
    },
  );

  test('by somebody of a tenant that is not allowed gets no word, whatever they do', async () => {
    const before = done();
    await teams.person('eve').install();
    await teams.person('eve').say('help');
    expect(
      teams
        .person('eve')
        .messages()
        .filter(({ from }) => from === 'bot'),
    ).toEqual([]);
    expect(done()).toEqual(before);
  });

  test('that comes twice, at once and later, is done once', async () => {
    const twice = again({ text: 'set up' });
    const before = teams.person('anna').messages().length;
    const send = () => post(running.port, twice, { authorization: token() });
    expect(await Promise.all([send(), send()])).toEqual([nothing, nothing]);
    await settled();
    const once = done();
    expect(await send()).toEqual(nothing);
    expect(done()).toEqual(once);
    expect(teams.person('anna').messages()).toHaveLength(before + 1);
  });
});

describe('the keys of the channel service', () => {
  const serviceUrl = 'http://127.0.0.1:9/';
  const activity = {
    type: 'message',
    serviceUrl,
    channelId: 'msteams',
    from: { id: '29:1' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:1' },
  } as unknown as InboundActivity;
  let service: ChannelService;
  let adapter: TeamsAdapter;
  let server: RunningServer;
  let ran: number;
  let now: number;

  const send = (
    kid = 'one',
    headers = { authorization: service.token(APP, serviceUrl, { header: { kid } }) },
  ) => post(server.port, activity, headers);

  /** The answers to so many at once, each kind of answer once. */
  async function together(many: number, sending: (n: number) => Promise<Answer>): Promise<readonly string[]> {
    const answers = await Promise.all(Array.from({ length: many }, (_, n) => sending(n)));
    const kinds = answers.map(({ status, body }) => [status, ...Object.values(body ?? {})].join(' '));
    return [...new Set(kinds)];
  }

  /** An adapter behind a server, that knows no key yet. */
  async function open(authenticateMs: number): Promise<void> {
    const log = createLog('silent');
    adapter = createAdapter(CONFIG, log, {
      authenticateMs,
      authority: { openIdMetadataUrl: service.metadataUrl, token: async () => 'outgoing', now: () => now },
    });
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      log,
      ready: async () => undefined,
      onActivity: (req, res) => adapter.process(req, res, async () => void (ran += 1)),
    });
  }

  beforeEach(async () => {
    service = await ChannelService.start();
    [ran, now] = [0, 0];
  });
  afterEach(async () => {
    adapter.close();
    await server.close(0);
    await service.close();
  });

  test('are looked up once for all who come with a new one', async () => {
    await open(30_000);
    expect(await together(50, () => send())).toEqual(['200']);
    expect(service.lookUps).toBe(1);
    service.publish(['two']);
    now += 5 * MINUTE;
    expect(await together(50, () => send('two'))).toEqual(['200']);
    expect(service.lookUps).toBe(2);
    expect(await send('one')).toEqual(unauthorized);
    expect(ran).toBe(100);
  });

  test('are not looked up for every one that nobody knows', async () => {
    await open(30_000);
    expect(await send()).toEqual(nothing);
    now += 5 * MINUTE;
    for (let n = 0; n < 30; n += 1) {
      expect(await together(5, (k) => send(`forged-${n}-${k}`))).toEqual(['401 unauthorized']);
    }
    expect(service.lookUps).toBe(2);
    expect([await send(), ran]).toEqual([nothing, 2]);
  });

  test('are not looked up for a token that is another’s by its own word', async () => {
    await open(30_000);
    for (const forged of [
      { header: { alg: 'none' } },
      { header: { kid: undefined } },
      { claims: { aud: ELSEWHERE } },
      { claims: { iss: 'https://evil.example' } },
      { claims: { exp: seconds(-360) } },
      { claims: { nbf: seconds(360) } },
      { claims: { serviceurl: 'https://evil.example/' } },
    ])
      expect(await send('', { authorization: service.token(APP, serviceUrl, forged) })).toEqual(unauthorized);
    expect([service.asked, ran]).toEqual([[], 0]);
  });

  const json = (res: ServerResponse, body: unknown, status = 200): void => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  const withKeys =
    (keys: unknown) =>
    (res: ServerResponse, path: string): void => {
      if (path === '/keys') json(res, keys);
      else json(res, { jwks_uri: `${service.url}/keys` });
    };
  test.each<[string, (res: ServerResponse, path: string) => void]>([
    ['fails', (res) => json(res, { jwks_uri: `${service.url}/keys` }, 500)],
    ['is gone', (res) => void res.destroy()],
    ['hangs', () => undefined],
    [
      'says where its keys are, and hangs there',
      (res, path) => path === '/openid' && service.answer(res, path),
    ],
    ['sends a page', (res) => res.end('<html>')],
    ['says nothing of its keys', (res) => json(res, { issuer: 'x' })],
    ['says that its keys are no address', (res) => json(res, { jwks_uri: 'keys' })],
    ['sends a list', (res) => json(res, [])],
    ['has no keys there', withKeys([])],
    [
      'has keys that are none',
      withKeys({ keys: [null, 7, 'one', {}, { kty: 'RSA', kid: 'one', n: '', e: '' }] }),
    ],
    ['has a secret for a key', withKeys({ keys: [{ kty: 'oct', kid: 'one', k: 'c2VjcmV0' }] })],
    [
      'sends too much',
      (res, path) => withKeys({ keys: service.keys, pad: 'x'.repeat(300 * 1024) })(res, path),
    ],
  ])('cannot be had from one that %s: 503, and 200 when it is well', async (what, trouble) => {
    await open(what.includes('hangs') ? 1_000 : 30_000);
    service.trouble = trouble;
    const unavailable = { status: 503, body: { error: 'keys_unavailable' } };
    expect(await send()).toEqual(unavailable);
    expect(ran).toBe(0);
    // It is left alone for a moment.
    service.trouble = undefined;
    const { lookUps } = service;
    expect(await send()).toEqual(unavailable);
    expect(service.lookUps).toBe(lookUps);
    await until(async () => {
      now += 5_000;
      return (await send()).status === 200;
    });
    expect(ran).toBe(1);
  });

  test('are waited for while the service is slow', async () => {
    await open(30_000);
    const held: (() => void)[] = [];
    service.trouble = (res, path) => held.push(() => service.answer(res, path));
    const waiting = Promise.all([send(), send()]);
    await until(async () => held.length === 1);
    held[0]?.();
    await until(async () => held.length === 2);
    expect(ran).toBe(0);
    held[1]?.();
    expect(await waiting).toEqual([nothing, nothing]);
  });
});
