import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { createAdapter, type TeamsAdapter } from '../../../bot/teams/adapter.ts';
import type { NoToken } from '../../../bot/teams/own-token.ts';
import { startServer } from '../../../bot/teams/server.ts';
import { TokenWatch } from '../../../bot/teams/token-watch.ts';
import { until } from '../store/documents.ts';
import { APP, TEAMS, TENANT } from './given.ts';

/** The login service as a real server; what it answers is the test's to say. */
let server: Server;
let loginUrl: string;
let asked: { readonly path: string; readonly body: URLSearchParams }[];
let answer: readonly [status: number, body: unknown] | 'hangs';
let lines: string[];
let words: string[];
let adapter: TeamsAdapter;

const adapterWith = (sendMs: number): TeamsAdapter =>
  createAdapter(TEAMS, createLog('info', { write: (line) => lines.push(line) }), {
    sendMs,
    onNoToken: ({ message }) => words.push(message),
    authority: { loginUrl, openIdMetadataUrl: `${loginUrl}/openid` },
  });

const granted = [200, { token_type: 'Bearer', expires_in: 3599, access_token: 'a-token' }] as const;
const refused = (error: string, ...numbers: number[]) =>
  [
    401,
    { error, error_description: `AADSTS${numbers[0]}: not-a-real-password`, error_codes: numbers },
  ] as const;

beforeEach(async () => {
  [asked, lines, words, answer] = [[], [], [], granted];
  server = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      asked.push({ path: req.url ?? '', body: new URLSearchParams(text) });
      if (answer === 'hangs') return;
      res.writeHead(answer[0], { 'content-type': 'application/json' });
      res.end(JSON.stringify(answer[1]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  adapter = adapterWith(30_000);
});
afterEach(async () => {
  adapter.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const tokens = () => asked.filter(({ path }) => path.endsWith('/token'));

describe('a token of the bot’s own', () => {
  test('is asked for at the start, of its tenant, and the bot is ready with it', async () => {
    adapter.warm();
    await adapter.ready();
    expect(tokens().map(({ path, body }) => [path, body.get('client_id'), body.get('scope')])).toEqual([
      [`/${TENANT}/oauth2/v2.0/token`, APP, 'https://api.botframework.com/.default'],
    ]);
    await adapter.ready();
    expect(tokens()).toHaveLength(1);
    expect(words).toEqual([]);
  });

  test.each<[string, typeof answer, string, RegExp]>([
    ['a wrong secret', refused('invalid_client', 7000215), 'bot_secret', /^MicrosoftAppPassword is not/],
    ['an expired secret', refused('invalid_client', 7000222), 'bot_secret_expired', /has expired/],
    ['another app', refused('unauthorized_client', 700016), 'bot_app', /^MicrosoftAppId/],
    ['another tenant', refused('invalid_request', 90002), 'bot_tenant', /^MicrosoftAppTenantId/],
    ['a refusal of a new kind', refused('invalid_client', 1), 'bot_secret', /^MicrosoftAppPassword/],
    ['trouble of its own', [503, {}], 'login', /login service/],
    ['a page', [200, '<html>'], 'login', /login service/],
    ['no answer', 'hangs', 'login', /login service/],
  ])(
    'is missed at the start and by /readyz for %s, without a word of the secret',
    async (_what, said, reason, help) => {
      answer = said;
      if (said === 'hangs') adapter = adapterWith(200);
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
      expect(words).toEqual([expect.stringMatching(help)]);
      expect(lines.join('')).toContain(`"reason":"${reason}"`);
      expect([...lines, ...words].join('')).not.toContain('not-a-real-password');
    },
  );
});

test('what is wrong is looked at again, and told when it changes', async () => {
  const { NoToken: Trouble } = await import('../../../bot/teams/own-token.ts');
  let trouble: NoToken | undefined = new Trouble('bot_secret');
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
