import { getEventListeners } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as aTurnOfTheLoop } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { httpTransport, type TransportRequest } from '../../../bot/store/transport.ts';
import { SELF_SIGNED } from './account.ts';
import { failureOf } from './documents.ts';

/** What is sent where `server` is. */
type Ask = (more?: Partial<TransportRequest>) => TransportRequest;

async function serving(server: Server, use: (ask: Ask, server: Server) => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scheme = server instanceof SecureServer ? 'https' : 'http';
  const ask: Ask = (more) => ({
    endpoint: `${scheme}://127.0.0.1:${port}/`,
    method: 'GET',
    path: '/dbs/planning',
    headers: {},
    body: '',
    signal: undefined,
    timeoutMs: 60_000,
    ...more,
  });
  try {
    await use(ask, server);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const send = httpTransport();
const plain = (listener: RequestListener, use: (ask: Ask, server: Server) => Promise<void>): Promise<void> =>
  serving(createServer(listener), use);

test('carries method, path, headers and body there, and status, headers and body back', () =>
  plain(
    (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const { method, url, headers } = req;
        res.writeHead(207, { 'x-ms-request-charge': '6.00' });
        res.end(
          JSON.stringify({
            method,
            url,
            version: headers['x-ms-version'],
            length: headers['content-length'],
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
    },
    async (ask) => {
      const request = ask({ method: 'POST', headers: { 'x-ms-version': '1' }, body: '["ü"]' });
      const answer = await send({ ...request, endpoint: `${request.endpoint}emulator/` });
      expect(answer).toMatchObject({ status: 207, headers: { 'x-ms-request-charge': '6.00' } });
      expect(JSON.parse(answer.body)).toEqual({
        method: 'POST',
        url: '/emulator/dbs/planning',
        version: '1',
        length: '6',
        body: '["ü"]',
      });
    },
  ));

test('a letter that comes in two parts is whole', () =>
  plain(
    (_, res) => {
      const [first, ...rest] = Buffer.from('ü');
      res.write(Buffer.from([first ?? 0]), () => setImmediate(() => res.end(Buffer.from(rest))));
    },
    async (ask) => {
      expect((await send(ask())).body).toBe('ü');
    },
  ));

test('a connection serves one request after another', () =>
  plain(
    (_, res) => res.end('{}'),
    async (ask, server) => {
      let connections = 0;
      server.on('connection', () => (connections += 1));
      for (let times = 0; times < 3; times += 1) {
        await send(ask());
        await aTurnOfTheLoop();
      }
      expect(connections).toBe(1);
      // One that was used just now rests until then: what asks at once takes another, and the two by turns.
      for (let times = 0; times < 6; times += 1) await send(ask());
      expect(connections).toBe(2);
    },
  ));

/** Half of the answer is on its way, and then `next` is called. */
function half(res: ServerResponse, next?: () => void): void {
  res.setHeader('content-length', 2);
  res.write('{', next);
}

const stuck: readonly (readonly [string, RequestListener])[] = [
  ['with no answer', () => undefined],
  ['within the answer', (_, res) => half(res)],
];

test.each(stuck)('ends when it is aborted %s, and lets go of connection and signal', (_, listener) =>
  plain(listener, async (ask, server) => {
    const abort = new AbortController();
    const closed = new Promise((resolve) =>
      server.on('connection', (socket) => socket.once('close', resolve)),
    );
    server.once('request', () => setTimeout(() => abort.abort(), 20));
    expect(await failureOf(send(ask({ signal: abort.signal })))).toMatchObject({ name: 'AbortError' });
    await closed;
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  }),
);

test.each(stuck)('ends when its time is over %s, and lets go of the connection', (_, listener) =>
  plain(listener, async (ask, server) => {
    const closed = new Promise((resolve) =>
      server.on('connection', (socket) => socket.once('close', resolve)),
    );
    expect(await failureOf(send(ask({ timeoutMs: 50 })))).toMatchObject({ name: 'TimeoutError' });
    await closed;
  }),
);

test('sends nothing when it was aborted before', () =>
  plain(
    () => {
      throw new Error('nothing was to be sent');
    },
    async (ask) => {
      expect(await failureOf(send(ask({ signal: AbortSignal.abort() })))).toMatchObject({
        name: 'AbortError',
      });
    },
  ));

test('after an answer its signal is left with no listener', () =>
  plain(
    (_, res) => res.end('{}'),
    async (ask) => {
      const { signal } = new AbortController();
      await send(ask({ signal }));
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    },
  ));

test('an answer that is not HTTP is nothing that passes', () =>
  plain(
    (req) => void req.socket.end('SSH-2.0\r\n'),
    async (ask) => {
      expect(await failureOf(send(ask()))).toMatchObject({ code: 'HPE_INVALID' });
    },
  ));

test.each<[string, RequestListener]>([
  ['before the answer', (req) => void req.socket.destroy()],
  ['within the answer', (req, res) => half(res, () => req.socket.destroy())],
  [
    'within the last answer',
    (req, res) => {
      res.setHeader('connection', 'close');
      half(res, () => req.socket.end());
    },
  ],
  [
    'within an answer in parts',
    (req, res) => {
      res.setHeader('connection', 'close');
      res.write('{', () => req.socket.destroy());
    },
  ],
])('a connection that breaks %s is ECONNRESET', (_, listener) =>
  plain(listener, async (ask) => {
    expect(await failureOf(send(ask()))).toMatchObject({ code: 'ECONNRESET' });
  }),
);

test('a certificate that nobody signed is refused, unless it was said to be taken', () =>
  serving(
    createSecureServer(SELF_SIGNED, (_, res) => res.end('{}')),
    async (ask) => {
      expect(await failureOf(send(ask()))).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(await httpTransport(true)(ask())).toMatchObject({ status: 200, body: '{}' });
    },
  ));
