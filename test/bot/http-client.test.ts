import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { HttpClient, HttpFailure } from '../../bot/http-client.ts';

type Client = ConstructorParameters<typeof HttpClient>[0];

async function serving(
  listener: RequestListener,
  use: (origin: string, server: Server) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const asking = (client: HttpClient, origin: string, timeoutMs = 60_000, signal?: AbortSignal) =>
  client.exchange({ origin, method: 'POST', path: '/', headers: {}, body: 'x', timeoutMs, signal });

async function failureOf(exchange: Promise<unknown>): Promise<HttpFailure> {
  try {
    await exchange;
  } catch (error) {
    if (error instanceof HttpFailure) return error;
    throw error;
  }
  throw new Error('it has an answer');
}

const withClient = async (of: Partial<Client>, use: (client: HttpClient) => Promise<void>): Promise<void> => {
  const client = new HttpClient({ idleMs: 1_000, ...of });
  try {
    await use(client);
  } finally {
    client.close();
  }
};

test('what gave up while it waited for a connection is certainly not sent', () => {
  let answer = (): void => undefined;
  let served = 0;
  let connections = 0;
  return serving(
    (_, res) => {
      served += 1;
      answer = () => res.end('{}');
    },
    (origin, server) =>
      withClient({ connections: 1 }, async (client) => {
        const arrived = new Promise((resolve) => server.once('request', resolve));
        server.on('connection', () => (connections += 1));
        const first = asking(client, origin);
        await arrived;
        const abort = new AbortController();
        const [late, aborted] = [asking(client, origin, 30), asking(client, origin, 60_000, abort.signal)];
        abort.abort();
        expect(await failureOf(late)).toMatchObject({ name: 'TimeoutError', sent: 'no' });
        expect(await failureOf(aborted)).toMatchObject({ name: 'AbortError', sent: 'no' });
        answer();
        expect((await first).body).toBe('{}');
        // The connection goes on with who waits still, and with nobody who gave up.
        const next = asking(client, origin);
        await new Promise((resolve) => server.once('request', resolve));
        answer();
        expect((await next).status).toBe(200);
        expect({ served, connections }).toEqual({ served: 2, connections: 1 });
      }),
  );
});

test('what waited too long for its answer may have arrived', () =>
  serving(
    () => undefined,
    (origin) =>
      withClient({}, async (client) => {
        expect(await failureOf(asking(client, origin, 50))).toMatchObject({
          name: 'TimeoutError',
          sent: 'maybe',
          status: undefined,
        });
      }),
  ));

test('an answer that is too long is cut off, and its status is known', () =>
  serving(
    (_, res) => {
      res.statusCode = 201;
      res.end('x'.repeat(2_000));
    },
    (origin) =>
      withClient({ maxAnswerBytes: 1_000 }, async (client) => {
        expect(await failureOf(asking(client, origin))).toMatchObject({ sent: 'maybe', status: 201 });
      }),
  ));

test('a header that cannot be written is a failure, and nothing is sent', () =>
  serving(
    () => {
      throw new Error('nothing was to be sent');
    },
    (origin) =>
      withClient({}, async (client) => {
        const headers = { authorization: 'Bearer a\r\nb: c' };
        const request = { origin, method: 'GET', path: '/', headers, body: '', timeoutMs: 60_000 };
        expect(await failureOf(client.exchange(request))).toMatchObject({ sent: 'no' });
      }),
  ));

test('after its end it fails at once, and so does what was under way', () =>
  serving(
    () => undefined,
    (origin, server) =>
      withClient({}, async (client) => {
        const under = asking(client, origin);
        await new Promise((resolve) => server.once('request', resolve));
        client.close();
        expect(await failureOf(under)).toMatchObject({ sent: 'maybe' });
        expect(await failureOf(asking(client, origin))).toMatchObject({ sent: 'no' });
        expect(await failureOf(asking(client, 'http://127.0.0.1:9'))).toMatchObject({ sent: 'no' });
      }),
  ));
