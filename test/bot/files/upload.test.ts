import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NO_JITTER } from '../../../bot/backoff.ts';
import { uploadFile } from '../../../bot/files/upload.ts';

const AGAIN = { firstMs: 1, jitter: NO_JITTER };
const BYTES = new TextEncoder().encode('synthetic');

let url: string;
let seen: { readonly headers: IncomingMessage['headers']; readonly body: string }[];
/** How each request is answered, in turn; a function does it itself. */
let answers: (number | ((response: ServerResponse) => void))[];
let close: () => Promise<void>;

beforeEach(async () => {
  seen = [];
  answers = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ headers: request.headers, body });
      const answer = answers.shift() ?? 201;
      if (typeof answer === 'function') return answer(response);
      response.writeHead(answer);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/place`;
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
});
afterEach(() => close());

const upload = (to = url, bytes: Uint8Array = BYTES) =>
  uploadFile(to, bytes, { mode: 'local', again: AGAIN, deadline: 300 });
const cut = (response: ServerResponse): void => {
  response.destroy();
};

test('a file goes to its place whole, in one request, and nothing of ours with it', async () => {
  expect(await upload()).toBe('there');
  expect(seen).toHaveLength(1);
  expect(seen[0]?.body).toBe('synthetic');
  expect(seen[0]?.headers).toMatchObject({ 'content-range': 'bytes 0-8/9', 'content-length': '9' });
  expect(seen[0]?.headers).not.toHaveProperty('authorization');
  expect(seen[0]?.headers).not.toHaveProperty('cookie');
});

test('what goes wrong in passing is tried again, and not for ever', async () => {
  answers = [503, 429, cut];
  expect(await upload()).toBe('there');
  expect(seen).toHaveLength(4);
  answers = [429, 429, 429, 429, 201];
  expect(await upload()).toBe('notTaken');
  expect(seen).toHaveLength(8);
});

test('what is not wanted any more is not tried again', async () => {
  answers = [503];
  const isWanted = () => Promise.resolve(false);
  expect(await uploadFile(url, BYTES, { mode: 'local', again: AGAIN, isWanted })).toBe('unsure');
  expect(seen).toHaveLength(1);
});

test('a place that is gone is expired; after a try without an answer nobody knows', async () => {
  for (const status of [404, 410, 401, 403]) {
    answers = [status];
    expect(await upload()).toBe('expired');
  }
  answers = [cut, 404];
  expect(await upload()).toBe('unsure');
  answers = [() => undefined, 404];
  expect(await upload()).toBe('unsure');
  answers = [500, 500, 500, 500];
  expect(await upload()).toBe('unsure');
});

test('what is refused for what it is, is not tried again', async () => {
  answers = [413];
  expect(await upload()).toBe('notTaken');
  expect(seen).toHaveLength(1);
});

test('nothing is sent elsewhere, nor more than is taken at once', async () => {
  for (const elsewhere of [
    'https://attacker.example/place',
    'http://10.0.0.1/place',
    'http://user:pass@127.0.0.1/place',
    'file:///etc/passwd',
    'not a url',
  ])
    expect(await upload(elsewhere)).toBe('expired');
  expect(await uploadFile(url, BYTES, { mode: 'teams', again: AGAIN })).toBe('expired');
  expect(await upload(url, new Uint8Array(50 * 1024 * 1024 + 1))).toBe('tooLarge');
  expect(seen).toHaveLength(0);
});

test('a name of Teams’ that leads into our own network is not connected to', async () => {
  const lookup = (
    _host: string,
    _options: unknown,
    done: (error: null, address: string, family: number) => void,
  ): void => done(null, '127.0.0.1', 4);
  const host = url.replace('http://127.0.0.1', 'https://synthetic-my.sharepoint.com').replace(/:\d+/u, '');
  expect(await uploadFile(host, BYTES, { mode: 'teams', again: AGAIN, lookup })).not.toBe('there');
  expect(seen).toHaveLength(0);
});
