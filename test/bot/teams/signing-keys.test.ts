import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { SigningKeys } from '../../../bot/teams/signing-keys.ts';
import { until } from '../store/documents.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = publicKey.export({ format: 'jwk' });
const keyOf = (kid: string) => ({ ...jwk, kid, endorsements: ['msteams'] });

/** Where the keys are, as a real server; what it answers is the test's to say. */
let server: Server;
let url: string;
let asked: string[];
let open: Set<Socket>;
let answer: (res: ServerResponse, path: string) => void;
let now: number;
let lines: string[];
let keys: SigningKeys;

const json = (res: ServerResponse, body: unknown, status = 200): void => {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
};
const has =
  (...ids: string[]) =>
  (res: ServerResponse, path: string): void =>
    json(res, path === '/keys' ? { keys: ids.map(keyOf) } : { jwks_uri: `${url}/keys` });
const hangs = (): void => undefined;
const fails = (res: ServerResponse): void => json(res, {}, 500);
const found = async (id: string): Promise<boolean | string> =>
  keys.find(id).then(
    (key) => key !== undefined,
    (error: Error) => error.name,
  );

beforeEach(async () => {
  [asked, open, now, lines] = [[], new Set(), 0, []];
  answer = has('one');
  server = createServer((req, res) => {
    asked.push(req.url ?? '');
    answer(res, req.url ?? '');
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = createLog('info', { write: (line) => lines.push(line) });
  keys = new SigningKeys({ metadataUrl: `${url}/openid`, deadlineMs: 2_000, log, now: () => now });
});
afterEach(async () => {
  keys.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('signing keys', () => {
  test('are learnt once for all who ask, and known for a day', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => found('one')));
    expect(new Set(all)).toEqual(new Set([true]));
    now += 23 * HOUR;
    expect(await found('one')).toBe(true);
    expect(asked).toEqual(['/openid', '/keys']);
    now += 2 * HOUR;
    answer = has('one', 'two');
    expect(await found('one')).toBe(true);
    await until(async () => asked.length === 4);
    await until(async () => (await found('two')) === true);
  });

  test('that were changed are learnt when a token brings one, and the old one is no more', async () => {
    expect(await found('one')).toBe(true);
    answer = has('two');
    now += 5 * MINUTE;
    expect(await found('two')).toBe(true);
    expect(await found('one')).toBe(false);
  });

  test('are looked up by forged tokens at most once in five minutes', async () => {
    expect(await found('one')).toBe(true);
    for (let minute = 0; minute < 60; minute += 1) {
      const forged = await Promise.all(Array.from({ length: 20 }, (_, n) => found(`forged-${minute}-${n}`)));
      expect(new Set(forged)).toEqual(new Set([false]));
      now += MINUTE;
    }
    // The first one, and one for every five of sixty minutes but the first five.
    expect(asked.filter((path) => path === '/openid')).toHaveLength(12);
    expect(await found('one')).toBe(true);
  });

  test.each([
    ['hangs', hangs],
    ['fails', fails],
  ])('that are known serve for another day while the service %s, and no longer', async (_what, trouble) => {
    expect(await found('one')).toBe(true);
    answer = trouble;
    for (now += 25 * HOUR; now < 48 * HOUR; now += 11 * HOUR) expect(await found('one')).toBe(true);
    now = 49 * HOUR;
    expect(await found('one')).toBe('KeysUnavailable');
    expect(lines.join('')).toContain('keys.unavailable');
    now += MINUTE;
    answer = has('one');
    expect(await found('one')).toBe(true);
  });
});

describe('a service that does not answer', () => {
  test('has one connection of ours, whatever comes in, and it ends at the deadline', async () => {
    answer = hangs;
    const waiting = Array.from({ length: 1200 }, (_, n) => found(`forged-${n}`));
    await until(async () => asked.length > 0);
    expect(open.size).toBe(1);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['KeysUnavailable']));
    await until(async () => open.size === 0);
    expect(asked).toEqual(['/openid']);
  });

  test('ends also when it hangs in the middle of an answer', async () => {
    answer = (res, path) => {
      if (path === '/openid') json(res, { jwks_uri: `${url}/keys` });
      else {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.write('{"keys":[');
      }
    };
    expect(await found('one')).toBe('KeysUnavailable');
    await until(async () => open.size === 0);
  });

  test('lets wait no more than a hundred: the others are told at once', async () => {
    const patient = new SigningKeys({
      metadataUrl: `${url}/openid`,
      deadlineMs: 60_000,
      log: createLog('silent'),
    });
    const held: ServerResponse[] = [];
    answer = (res) => held.push(res);
    let told = 0;
    const waiting = Array.from({ length: 150 }, () =>
      patient
        .find('one')
        .catch(() => undefined)
        .finally(() => (told += 1)),
    );
    await until(async () => told === 50 && held.length === 1);
    answer = has('one');
    for (const res of held) answer(res, '/openid');
    expect((await Promise.all(waiting)).filter((key) => key !== undefined)).toHaveLength(100);
  });

  test('is asked again after some seconds, not by every request', async () => {
    answer = fails;
    for (let n = 0; n < 20; n += 1) {
      expect(await found('one')).toBe('KeysUnavailable');
      now += 1000;
    }
    expect(asked).toHaveLength(4);
  });
});

test.each<[string, (res: ServerResponse, path: string) => void]>([
  ['no JSON', (res) => res.end('<html>')],
  ['no address of the keys', (res) => json(res, {})],
  ['keys in the clear elsewhere', (res) => json(res, { jwks_uri: 'http://keys.example/' })],
  ['no keys', (res, path) => json(res, path === '/keys' ? { keys: [] } : { jwks_uri: `${url}/keys` })],
  [
    'keys of another kind',
    (res, path) =>
      json(res, path === '/keys' ? { keys: [{ kty: 'EC', kid: 'one' }] } : { jwks_uri: `${url}/keys` }),
  ],
  ['too much', (res) => res.end(`"${'x'.repeat(1024 * 1024)}"`)],
  [
    'another place',
    (res) => {
      res.writeHead(302, { location: `${url}/elsewhere` });
      res.end();
    },
  ],
])('an answer with %s takes nothing from what is known', async (_what, broken) => {
  expect(await found('one')).toBe(true);
  answer = broken;
  now += 5 * MINUTE;
  expect(await found('two')).toBe(false);
  expect(await found('one')).toBe(true);
  expect(asked.filter((path) => path === '/openid')).toHaveLength(2);
  expect(asked).not.toContain('/elsewhere');
});
