import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Graph } from '../../../bot/mailbox/graph.ts';
import { failureOf } from '../store/documents.ts';

/** What Graph answers next; afterwards an empty page. */
const answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];
const asked: IncomingMessage[] = [];
let base: string;
let elsewhere: string;
const others: IncomingMessage[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  request.resume();
  const answer = answers.shift();
  if (answer !== undefined) return answer(request, response);
  response.end(JSON.stringify({ value: [], '@odata.deltaLink': `${base}/users/x/delta?$deltatoken=1` }));
});
const other = createServer((request, response) => {
  others.push(request);
  response.end('{}');
});
const closing = new AbortController();
let graph: Graph;

beforeAll(async () => {
  for (const one of [server, other])
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`;
  elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1.0`;
  graph = new Graph({ baseUrl: base, token: () => Promise.resolve('synthetic'), closing: closing.signal });
});
afterAll(() => {
  for (const one of [server, other]) {
    one.closeAllConnections();
    one.close();
  }
});
beforeEach(() => {
  answers.length = 0;
  asked.length = 0;
  others.length = 0;
});

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(code, headers);
    response.end('{}');
  };
const json = (body: unknown) => (_: IncomingMessage, response: ServerResponse) =>
  response.end(JSON.stringify(body));

describe('a call to Graph', () => {
  test('carries the token, and asks for ids that stay', async () => {
    await graph.changes('a b@partner.example', undefined);
    expect(asked[0]?.url).toMatch(
      /^\/v1\.0\/users\/a%20b%40partner\.example\/mailFolders\/inbox\/messages\/delta\?/,
    );
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer synthetic',
      prefer: expect.stringContaining('IdType="ImmutableId"') as unknown,
    });
  });

  test('goes to no other host, whatever link it was given', async () => {
    for (const link of [
      `${elsewhere}/users/x/delta`,
      `${base}.evil.example/x`,
      'https://graph.microsoft.com/v1.0/x',
    ])
      expect(await failureOf(graph.changes('x', link))).toMatchObject({
        trouble: 'refused',
        code: 'other_host',
      });
    expect([asked, others]).toEqual([[], []]);
  });

  test('follows no redirect', async () => {
    answers.push(status(302, { location: `${elsewhere}/x` }));
    expect(await failureOf(graph.raw('x', 'm'))).toMatchObject({ trouble: 'refused', status: 302 });
    expect(others).toEqual([]);
  });

  test.each([
    [404, 'gone', 1],
    [410, 'resync', 1],
    [400, 'refused', 1],
    [403, 'refused', 1],
    [500, 'passing', 4],
    [429, 'passing', 4],
    [503, 'passing', 4],
  ])('that is answered %i is %s, after %i tries', async (code, trouble, tries) => {
    answers.push(...Array.from({ length: tries }, () => status(code)));
    expect(await failureOf(graph.changes('x', undefined))).toMatchObject({ trouble, status: code });
    expect(asked).toHaveLength(tries);
  });

  test('waits as long as Graph says, in seconds or by a date, and gives up where that is too long', async () => {
    answers.push(status(429, { 'retry-after': '1' }));
    const began = performance.now();
    await graph.changes('x', undefined);
    expect(performance.now() - began).toBeGreaterThanOrEqual(999);
    const hour = new Date(Date.now() + 3600_000).toUTCString();
    for (const header of ['3600', hour]) {
      answers.push(status(429, { 'retry-after': header }));
      const failure = (await failureOf(graph.changes('x', undefined))) as { retryAfterMs: number };
      // A quarter of an hour at most, whatever it asks for.
      expect(failure.retryAfterMs).toBe(900_000);
    }
    expect(asked).toHaveLength(4);
  });

  test.each([
    ['no JSON', '<html>'],
    ['another shape', '{"value":{}}'],
    ['neither a next page nor an end', '{"value":[]}'],
    ['both', `{"value":[],"@odata.nextLink":"x","@odata.deltaLink":"x"}`],
  ])('that is answered with %s is one to try later', async (_, body) => {
    answers.push((_request, response) => response.end(body));
    expect(await failureOf(graph.changes('x', undefined))).toMatchObject({ trouble: 'passing' });
  });

  test('takes of a page what is a message, whatever else is in it', async () => {
    const from = { emailAddress: { name: 'A', address: 'a@partner.example' } };
    const receivedDateTime = '2026-11-20T10:00:00Z';
    answers.push(
      json({
        value: [
          { id: 'one', subject: null, from, receivedDateTime, categories: ['x'] },
          { id: 'two', '@removed': { reason: 'deleted' } },
          { subject: 'no id' },
          'nothing',
          { id: 'three' },
        ],
        '@odata.nextLink': `${base}/next`,
      }),
    );
    const page = await graph.changes('x', undefined);
    expect(page).toMatchObject({ strange: 2, next: `${base}/next` });
    expect(page.messages).toMatchObject([
      {
        id: 'one',
        subject: '',
        from: 'a@partner.example',
        receivedAt: Date.parse(receivedDateTime),
        categories: ['x'],
      },
      { id: 'three', from: '', categories: [] },
    ]);
  });

  test('that makes a subscription is not made again when its answer was lost', async () => {
    answers.push((_, response) => response.destroy());
    const wanted = { resource: 'r', url: 'u', clientState: 's', until: Date.now() };
    expect(await failureOf(graph.subscribe(wanted))).toMatchObject({
      trouble: 'passing',
      code: 'connection',
    });
    expect(asked).toHaveLength(1);
  });

  test('is made by nobody who has no token', async () => {
    const refused = new Graph({
      baseUrl: base,
      token: () => Promise.reject(new Error('no token')),
      closing: closing.signal,
    });
    await expect(refused.changes('x', undefined)).rejects.toThrow('no token');
    expect(asked).toEqual([]);
  });
});
