import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig, storeIdentity, type Config, type Identity } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';
import { graphTokens } from '../../../bot/mailbox/graph-token.ts';
import { createAdapter, type TeamsAdapter } from '../../../bot/teams/adapter.ts';
import { endingOf } from '../../../bot/teams/credential-watch.ts';
import { NoToken } from '../../../bot/teams/own-token.ts';
import { startServer } from '../../../bot/teams/server.ts';
import { TokenWatch } from '../../../bot/teams/token-watch.ts';
import { until } from '../store/documents.ts';
import { certificateFor } from './certificate.ts';
import { Entra } from './entra.ts';
import { APP, TENANT } from './given.ts';

const ELSEWHERE = '33333333-3333-4333-8333-333333333333';
const SECRET = 'not-a-real-password';
const OLD_SECRET = 'not-a-real-password-either';
const SCOPE = 'https://api.botframework.com/.default';
/** The library keeps tokens of an identity for the whole process: each test has another. */
let identities = 0;
const newIdentity = (): string => `55555555-5555-4555-8555-${String((identities += 1)).padStart(12, '0')}`;

const folder = mkdtempSync(join(tmpdir(), 'own-token-'));
const registered = certificateFor(365);
const over = certificateFor(-1);
const soon = certificateFor(12.5);
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const PEM = file('registered.pem', registered.pem);

let entra: Entra;
let lines: string[];
let words: string[];
let adapter: TeamsAdapter;

/** The configuration of a bot that proves itself by this. */
function configWith(credential: Readonly<Record<string, string>>): Config {
  return readConfig({
    MicrosoftAppId: APP,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    ALLOWED_TENANTS: `${TENANT}:${APP}`,
    DATA_DIR: 'kept',
    ...credential,
  });
}

function identityWith(credential: Readonly<Record<string, string>>): Identity {
  const config = configWith(credential);
  if (config.mode === 'local') throw new Error('no identity');
  return config.identity;
}

function adapterWith(credential: Readonly<Record<string, string>>, sendMs = 30_000): TeamsAdapter {
  return createAdapter(configWith(credential), createLog('info', { write: (line) => lines.push(line) }), {
    sendMs,
    onNoToken: ({ message }) => words.push(message),
    onEnding: ({ message }) => words.push(message),
    authority: { loginUrl: entra.url, openIdMetadataUrl: `${entra.url}/openid` },
  });
}

// The library learns once for the whole process where managed identities are.
beforeAll(async () => {
  entra = await Entra.start();
  Object.assign(process.env, entra.environment);
});
beforeEach(() => {
  [lines, words] = [[], []];
  entra.forget();
  entra.register(TENANT, APP, {
    secrets: [SECRET],
    overSecrets: [OLD_SECRET],
    certificates: [registered, over, soon].map(({ certificate }) => certificate),
  });
});
afterEach(() => adapter.close());
afterAll(async () => {
  for (const name of Object.keys(entra.environment)) delete process.env[name];
  await entra.close();
  rmSync(folder, { recursive: true });
});

describe('a token of the bot’s own', () => {
  test.each<[string, () => Record<string, string>, string]>([
    ['a secret', () => ({ MicrosoftAppPassword: SECRET }), 'client_secret'],
    ['a certificate', () => ({ MicrosoftAppCertificatePath: PEM }), 'client_assertion'],
    [
      'a certificate with its chain, before its key',
      () => ({
        MicrosoftAppCertificatePath: file(
          'chain.pem',
          over.certificate + registered.certificate + registered.key,
        ),
      }),
      'client_assertion',
    ],
    [
      'a federated credential',
      () => {
        const clientId = newIdentity();
        entra.identities = [clientId];
        entra.register(TENANT, APP, { trusts: [clientId] });
        return { MicrosoftAppFederatedClientId: clientId };
      },
      'client_assertion',
    ],
  ])('comes by %s, at the start, of its tenant, and the bot is ready with it', async (_what, given, by) => {
    adapter = adapterWith(given());
    adapter.warm();
    await adapter.ready();
    expect(words).toEqual([]);
    expect(entra.asked).toHaveLength(1);
    const [{ tenantId, body } = { tenantId: '', body: new URLSearchParams() }] = entra.asked;
    expect([tenantId, body.get('client_id'), body.get('scope'), body.has(by)]).toEqual([
      TENANT,
      APP,
      SCOPE,
      true,
    ]);
    await adapter.ready();
    expect(entra.asked).toHaveLength(1);
  });

  test('comes of a managed identity, which needs nothing else', async () => {
    const clientId = newIdentity();
    entra.identities = [clientId];
    adapter = adapterWith({ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: clientId });
    adapter.warm();
    await adapter.ready();
    expect([words, entra.asked]).toEqual([[], []]);
  });

  test('comes by a renewed certificate without a restart', async () => {
    const path = file('renewed.pem', over.pem);
    adapter = adapterWith({ MicrosoftAppCertificatePath: path });
    adapter.warm();
    await expect(adapter.ready()).rejects.toMatchObject({ reason: 'bot_certificate_expired' });
    file('renewed.pem', registered.pem);
    adapter.warm();
    await until(async () => lines.join('').includes('token.ready'));
    await adapter.ready();
  });

  const answers =
    (status: number, body: unknown) =>
    (res: ServerResponse): void => {
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(body));
    };
  const refuses = (error: string, ...error_codes: number[]) => answers(401, { error, error_codes });
  const withSecret = { MicrosoftAppPassword: SECRET };
  const pem = (name: string, content: string) => () => ({ MicrosoftAppCertificatePath: file(name, content) });
  const encrypted = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
  }).privateKey;
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  test.each<[string, () => Record<string, string>, string, RegExp]>([
    [
      'a wrong secret',
      () => ({ MicrosoftAppPassword: 'wrong' }),
      'bot_secret',
      /^MicrosoftAppPassword is not/,
    ],
    ['an expired secret', () => ({ MicrosoftAppPassword: OLD_SECRET }), 'bot_secret_expired', /has expired/],
    [
      'another app',
      () => ({ ...withSecret, MicrosoftAppId: ELSEWHERE }),
      'bot_app',
      /^MicrosoftAppId is no app/,
    ],
    [
      'another tenant',
      () => ({ ...withSecret, MicrosoftAppTenantId: ELSEWHERE }),
      'bot_tenant',
      /^MicrosoftAppTenantId/,
    ],
    [
      'a certificate that the app does not have',
      pem('strange.pem', certificateFor(9).pem),
      'bot_certificate',
      /upload it/,
    ],
    ['an expired certificate', pem('over.pem', over.pem), 'bot_certificate_expired', /has expired/],
    [
      'no file',
      () => ({ MicrosoftAppCertificatePath: join(folder, 'none.pem') }),
      'bot_certificate_file',
      /no PEM/,
    ],
    ['a folder', () => ({ MicrosoftAppCertificatePath: folder }), 'bot_certificate_file', /no PEM/],
    [
      'a certificate without a key',
      pem('bare.pem', registered.certificate),
      'bot_certificate_file',
      /private key/,
    ],
    ['a key without a certificate', pem('key.pem', registered.key), 'bot_certificate_file', /certificate/],
    [
      'a key of another certificate',
      pem('mixed.pem', registered.key + soon.certificate),
      'bot_certificate_file',
      /its/,
    ],
    [
      'an encrypted key',
      pem('secret.pem', encrypted + registered.certificate),
      'bot_certificate_file',
      /encrypted/,
    ],
    [
      'a key that is not RSA',
      pem('ec.pem', elliptic.export({ type: 'pkcs8', format: 'pem' }) + registered.certificate),
      'bot_certificate_file',
      /RSA/,
    ],
    ['a .pfx', pem('bot.pfx', '\u0000\u0001\u0002'.repeat(900)), 'bot_certificate_file', /\.pfx/],
    [
      'a file without end',
      pem('large.pem', `${'x'.repeat(70_000)}${registered.pem}`),
      'bot_certificate_file',
      /PEM/,
    ],
    [
      'a clock that is a day off',
      () => {
        entra.ahead = 86_400;
        return { MicrosoftAppCertificatePath: PEM };
      },
      'clock',
      /clock of this machine/,
    ],
    [
      'an identity that the app does not trust',
      () => {
        entra.identities = [newIdentity()];
        return { MicrosoftAppFederatedClientId: String(entra.identities[0]) };
      },
      'bot_federated',
      /no federated credential/,
    ],
    [
      'an identity that is not assigned here',
      () => ({ MicrosoftAppFederatedClientId: newIdentity() }),
      'bot_federated_identity',
      /MicrosoftAppFederatedClientId gives no token/,
    ],
    [
      'a managed identity that is not assigned here',
      () => ({ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: newIdentity() }),
      'bot_identity',
      /MicrosoftAppId gives no token/,
    ],
    [
      'a refusal of a new kind',
      () => {
        entra.trouble = refuses('invalid_client', 1);
        return withSecret;
      },
      'bot_secret',
      /^MicrosoftAppPassword/,
    ],
    [
      'trouble of its own',
      () => {
        entra.trouble = answers(503, {});
        return withSecret;
      },
      'login',
      /login service/,
    ],
    [
      'a page',
      () => {
        entra.trouble = answers(200, '<html>');
        return withSecret;
      },
      'login',
      /login service/,
    ],
    [
      'no answer',
      () => {
        entra.trouble = () => undefined;
        return withSecret;
      },
      'login',
      /login service/,
    ],
  ])(
    'is missed at the start and by /readyz for %s, without a word of what was given',
    async (what, given, reason, help) => {
      const env = given();
      adapter = adapterWith(env, what === 'no answer' ? 200 : 30_000);
      adapter.warm();
      const running = await startServer({
        host: '127.0.0.1',
        port: 0,
        log: createLog('silent'),
        onActivity: () => Promise.resolve(),
        ready: () => adapter.ready(),
        limits: { readyMs: 60_000 },
      });
      try {
        const response = await fetch(`http://127.0.0.1:${running.port}/readyz`);
        expect([response.status, await response.json()]).toEqual([503, { error: 'token_not_ready', reason }]);
      } finally {
        await running.close(0);
      }
      expect(words).toEqual(expect.arrayContaining([expect.stringMatching(help)]));
      expect(lines.join('')).toContain(`"reason":"${reason}"`);
      const { MicrosoftAppType: _type, ...values } = env;
      for (const value of Object.values(values)) expect([...lines, ...words].join('')).not.toContain(value);
    },
  );
});

describe('a token for Graph', () => {
  const signal = new AbortController().signal;
  const graph = 'https://graph.microsoft.com/.default';

  test.each<[string, () => Record<string, string>]>([
    ['a secret', () => ({ MicrosoftAppPassword: SECRET })],
    ['a certificate', () => ({ MicrosoftAppCertificatePath: PEM })],
  ])('comes by %s, of the mailbox’s tenant', async (_what, given) => {
    adapter = adapterWith(given());
    entra.register(ELSEWHERE, APP, { secrets: [SECRET], certificates: [registered.certificate] });
    const token = graphTokens(identityWith(given()), { tenantId: ELSEWHERE }, entra.url);
    expect(await token(signal)).toBe(`token-for-${graph}-in-${ELSEWHERE}`);
    await token(signal);
    expect(entra.asked.map(({ tenantId, body }) => [tenantId, body.get('scope')])).toEqual([
      [ELSEWHERE, graph],
    ]);
  });

  test('that cannot be had is a failure that passes, and nobody waits for it who has gone', async () => {
    adapter = adapterWith({ MicrosoftAppPassword: SECRET });
    const token = graphTokens(
      identityWith({ MicrosoftAppPassword: 'wrong' }),
      { tenantId: TENANT },
      entra.url,
    );
    await expect(token(signal)).rejects.toMatchObject({
      trouble: 'passing',
      code: 'token',
      cause: { reason: 'bot_secret' },
    });
    entra.trouble = () => undefined;
    await expect(token(AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'token' });
    await expect(token(AbortSignal.abort())).rejects.toMatchObject({ code: 'token' });
  });
});

describe('a credential that is about to end', () => {
  const told = () =>
    lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => event === 'credential.expires');
  const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

  test.each<[string, () => Record<string, string>, string, number]>([
    ['a certificate', () => ({ MicrosoftAppCertificatePath: file('soon.pem', soon.pem) }), 'certificate', 12],
    [
      'a certificate that has ended',
      () => ({ MicrosoftAppCertificatePath: file('over.pem', over.pem) }),
      'certificate',
      0,
    ],
    ['a secret', () => ({ MicrosoftAppPassword: SECRET, MicrosoftAppPasswordExpires: day(10) }), 'secret', 9],
    [
      'a secret that has ended',
      () => ({ MicrosoftAppPassword: SECRET, MicrosoftAppPasswordExpires: day(-90) }),
      'secret',
      0,
    ],
  ])('is told at the start: %s', async (_what, given, kind, count) => {
    adapter = adapterWith(given());
    adapter.warm();
    await until(async () => told().length > 0);
    expect(told()).toMatchObject([{ level: 'warn', kind, count }]);
    expect(words.join('\n')).toContain(`The bot's ${kind} is about to end, days left: ${count};`);
    expect(words.join('')).not.toContain(SECRET);
  });

  test.each<[string, Record<string, string>]>([
    ['a certificate with a year to go', { MicrosoftAppCertificatePath: PEM }],
    ['a certificate that is not there', { MicrosoftAppCertificatePath: join(folder, 'none.pem') }],
    ['a secret of which nobody knows', { MicrosoftAppPassword: SECRET }],
    ['a secret with a year to go', { MicrosoftAppPassword: SECRET, MicrosoftAppPasswordExpires: day(365) }],
    ['a federated one', { MicrosoftAppFederatedClientId: ELSEWHERE }],
  ])('is not told of %s', async (_what, given) => {
    adapter = adapterWith(given);
    const identity = identityWith(given);
    if (identity.appType !== 'SingleTenant') throw new Error('no credential');
    expect(await endingOf(identity.credential, Date.now())).toBeUndefined();
  });

  test('is told from the thirtieth day on', async () => {
    adapter = adapterWith({ MicrosoftAppPassword: SECRET });
    const credential = { kind: 'secret', value: SECRET, expires: '2027-05-31' } as const;
    const at = (when: string) => endingOf(credential, Date.parse(when));
    expect(await at('2027-04-29T23:00:00Z')).toBeUndefined();
    expect(await at('2027-04-30T01:00:00Z')).toMatchObject({ days: 30 });
    expect(await at('2027-05-30T01:00:00Z')).toMatchObject({ days: 0 });
  });
});

test('the store is asked with the managed identity that the bot has, if any', () => {
  adapter = adapterWith({ MicrosoftAppPassword: SECRET });
  expect(storeIdentity(configWith({ MicrosoftAppPassword: SECRET }))).toBeUndefined();
  expect(storeIdentity(configWith({ MicrosoftAppFederatedClientId: ELSEWHERE }))).toBe(ELSEWHERE);
  expect(storeIdentity(configWith({ MicrosoftAppType: 'UserAssignedMSI' }))).toBe(APP);
});

test('what is wrong is looked at again, and told when it changes', async () => {
  adapter = adapterWith({ MicrosoftAppPassword: SECRET });
  let trouble: NoToken | undefined = new NoToken('bot_secret');
  const told: (string | undefined)[] = [];
  let looks = 0;
  const watch = new TokenWatch(
    () => {
      looks += 1;
      return trouble === undefined ? Promise.resolve() : Promise.reject(trouble);
    },
    (now) => told.push(now?.reason),
  );
  watch.start();
  await expect(watch.ready()).rejects.toMatchObject({ reason: 'bot_secret' });
  trouble = undefined;
  watch.start();
  await until(async () => told.length === 2);
  await watch.ready();
  watch.close();
  expect([looks, told]).toEqual([2, ['bot_secret', undefined]]);
});
