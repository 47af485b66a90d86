import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lookAtEndpoint } from '../../../bot/doctor/endpoint.ts';
import { createLog } from '../../../bot/log.ts';
import { createAdapter, type TeamsAdapter } from '../../../bot/teams/adapter.ts';
import { startServer, type RunningServer } from '../../../bot/teams/server.ts';
import { LOCAL, TEAMS } from '../teams/given.ts';
import { Loopback, Outside } from './outside.ts';

const log = createLog('silent');

describe('the bot itself', () => {
  let outside: Outside;
  let adapter: TeamsAdapter;
  let bot: RunningServer;
  let notReady: Error | undefined;

  const begin = async (config = TEAMS): Promise<URL> => {
    const { loginUrl, metadataUrl } = outside.places;
    adapter = createAdapter(config, log, { authority: { loginUrl, openIdMetadataUrl: metadataUrl } });
    bot = await startServer({
      host: '127.0.0.1',
      port: 0,
      log,
      onActivity: (req, res) => adapter.process(req, res, () => Promise.resolve()),
      ready: () => (notReady === undefined ? Promise.resolve() : Promise.reject(notReady)),
    });
    return new URL(`http://127.0.0.1:${bot.port}`);
  };
  beforeEach(async () => {
    notReady = undefined;
    outside = await Outside.start();
  });
  afterEach(async () => {
    await bot.close(0);
    adapter.close();
    await outside.close();
  });

  test('is known by its own answers', async () => {
    const url = await begin();
    const fine = ["healthz is the bot's", 'readyz: it is ready', 'is refused by the bot'].map((saw) => ({
      state: 'ok',
      saw: expect.stringContaining(saw),
    }));
    expect(await lookAtEndpoint(url)).toEqual(fine);
    expect(await lookAtEndpoint(new URL('/api/messages', url))).toEqual(fine);
  });

  test('is not where another path leads', async () => {
    expect(await lookAtEndpoint(new URL('/bot', await begin()))).toContainEqual(
      expect.objectContaining({ state: 'not_ok', todo: expect.stringMatching(/\/api\/messages$/) }),
    );
  });

  test('that is not ready says why', async () => {
    notReady = Object.assign(new Error(), { part: 'token', reason: 'bot_secret_expired' });
    expect(await lookAtEndpoint(await begin())).toContainEqual(
      expect.objectContaining({ state: 'not_ok', saw: '/readyz: token_not_ready (bot_secret_expired)' }),
    );
  });

  test('without an identity lets anybody in', async () => {
    // Local mode takes no service URL elsewhere; one that asks for no token would.
    const url = await begin(LOCAL);
    const messages = (await lookAtEndpoint(url)).at(-1);
    expect(messages).toMatchObject({ state: 'not_ok', saw: 'POST /api/messages: 403 (service_url)' });
  });
});

/** What a server says that is not the bot. */
const says =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}) =>
  (_req: IncomingMessage, res: ServerResponse): void => {
    res.writeHead(status, headers);
    res.end(body);
  };

describe('something else', () => {
  test.each<[string, (req: IncomingMessage, res: ServerResponse) => void, RegExp, RegExp]>([
    [
      'a login page',
      says(200, '<!DOCTYPE html><title>Sign in</title>'),
      /gives a page \(200\)/,
      /unauthenticated access/,
    ],
    [
      'a redirect to a login',
      says(302, '', { location: 'https://login.microsoftonline.com/x' }),
      /leads to login\.microsoftonline\.com/,
      /unauthenticated access/,
    ],
    ['a gateway that asks for a login', says(401, ''), /is refused \(401\)/, /unauthenticated access/],
    ['no such path', says(404, '<html>'), /gives a page \(404\)/, /which host and port/],
    ['a gateway without the bot', says(502, '<html>'), /502, the bot does not run/, /its log/],
    ['nobody who answers', () => undefined, /no answer in time/, /from the internet/],
    ['a bot that lets anybody in', says(200, '{"status":"ok"}'), /is let in \(200\)/, /off the internet/],
  ])('in its place is named: %s', async (_what, answer, saw, todo) => {
    const front = await Loopback.start(answer);
    try {
      expect(await lookAtEndpoint(new URL(front.url), 500)).toContainEqual({
        state: 'not_ok',
        saw: expect.stringMatching(saw),
        todo: expect.stringMatching(todo),
      });
    } finally {
      await front.close();
    }
  });

  test('that lets only the messages through is in nobody’s way', async () => {
    const front = await Loopback.start((req, res) =>
      says(req.url === '/api/messages' ? 401 : 404, '{"error":"unauthorized"}')(req, res),
    );
    const findings = await lookAtEndpoint(new URL(front.url));
    await front.close();
    expect(findings.map(({ state }) => state)).toEqual(['unchecked', 'ok']);
  });

  test('nobody at all, and no https', async () => {
    expect(await lookAtEndpoint(new URL('http://127.0.0.1:9'))).toContainEqual(
      expect.objectContaining({ state: 'not_ok', saw: '/healthz: no connection' }),
    );
    expect(await lookAtEndpoint(new URL('http://bot.contoso.invalid'))).toContainEqual(
      expect.objectContaining({ state: 'not_ok', saw: 'http://bot.contoso.invalid is not https' }),
    );
  });
});
