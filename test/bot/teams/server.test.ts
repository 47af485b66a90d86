import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import {
  startServer,
  type ActivityRequest,
  type RunningServer,
  type ServerSettings,
} from '../../../bot/teams/server.ts';

const MESSAGE = {
  type: 'message',
  serviceUrl: 'http://127.0.0.1:1/',
  channelId: 'msteams',
  from: { id: '29:1' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  text: 'Zażółć',
};

let server: RunningServer;
let lines: string[];
let received: ActivityRequest['body'][];

async function start(settings: Partial<ServerSettings> = {}): Promise<RunningServer> {
  return startServer({
    host: '127.0.0.1',
    port: 0,
    log: createLog('info', { write: (line) => lines.push(line) }),
    async onActivity(req, res) {
      received.push(req.body);
      res.json(200, { seen: req.body.type });
    },
    ready: async () => undefined,
    ...settings,
  });
}

beforeEach(async () => {
  lines = [];
  received = [];
  server = await start();
});
afterEach(() => server.close(0));

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url('/api/messages'), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Writes bytes as they are; gives everything that came back until the other side closed, or answered once. */
function raw(...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    for (const part of parts) socket.write(part);
  });
}

const status = (answer: string) => Number(/(?:^|\n)HTTP\/1\.1 (?!100)(\d{3})/.exec(answer)?.[1]);

async function stillAnswers(): Promise<void> {
  expect(await post(JSON.stringify(MESSAGE))).toEqual({ status: 200, body: { seen: 'message' } });
}

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a body that is no activity', () => {
  test.each<[string, string, number, string]>([
    ['nothing', '', 400, 'not_json'],
    ['text', 'hello', 400, 'not_json'],
    ['half of it', JSON.stringify(MESSAGE).slice(0, -1), 400, 'not_json'],
    ['an array', '[]', 400, 'not_an_object'],
    ['null', 'null', 400, 'not_an_object'],
    ['a number', '7', 400, 'not_an_object'],
    ['{}', '{}', 400, 'not_an_activity'],
    ['wrong types', JSON.stringify({ ...MESSAGE, text: ['x'] }), 400, 'not_an_activity'],
    ['an invoke without a name', JSON.stringify({ ...MESSAGE, type: 'invoke' }), 400, 'not_an_activity'],
    [
      'a card press without an action',
      JSON.stringify({ ...MESSAGE, type: 'invoke', name: 'adaptiveCard/action', value: {} }),
      400,
      'not_an_activity',
    ],
    ['objects without end', nested(40_000), 400, 'too_deep'],
    ['arrays without end', '{"a":'.concat('['.repeat(100_000), ']'.repeat(100_000), '}'), 400, 'too_deep'],
    [
      'a __proto__ key',
      JSON.stringify(MESSAGE).replace('{', '{"__proto__":{"admin":true},'),
      400,
      'forbidden_key',
    ],
    ['a hidden __proto__ key', '{"a":[{"\\u005f_proto__":1}]}', 400, 'forbidden_key'],
    ['more than 256 KB', JSON.stringify({ ...MESSAGE, pad: 'x'.repeat(256 * 1024) }), 413, 'body_too_large'],
  ])('%s', async (_name, body, expected, error) => {
    expect(await post(body)).toMatchObject({ status: expected, body: { error } });
    expect(received).toEqual([]);
    await stillAnswers();
  });

  test('half a character is none', async () => {
    const text = JSON.stringify({ ...MESSAGE, text: 'a\ud83d', value: { inner: ['\udc00b', '\u{1f600}'] } });
    expect(await post(text)).toMatchObject({ status: 200 });
    expect(received.at(-1)).toMatchObject({ text: 'a\ufffd', value: { inner: ['\ufffdb', '\u{1f600}'] } });
    received.length = 0;
  });

  test('names the path and never the value', async () => {
    const { body } = await post(JSON.stringify({ ...MESSAGE, from: { id: { secret: 'Anna' } } }));
    expect(body).toEqual({ error: 'not_an_activity', at: 'from.id' });
    expect(lines.join('')).not.toContain('Anna');
  });

  test('bytes that are not UTF-8', async () => {
    const bytes = Uint8Array.from([...Buffer.from('{"a":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    expect(await post(bytes)).toEqual({ status: 400, body: { error: 'not_utf8' } });
    await stillAnswers();
  });
});

describe('a body of another kind', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/jsonp',
  ])('%s', async (type) => {
    const answer = await post('type=message', { 'content-type': type });
    expect(answer).toEqual({ status: 415, body: { error: 'not_json_type' } });
    await stillAnswers();
  });

  test('no type at all', async () => {
    expect(status(await raw('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}'))).toBe(
      415,
    );
    await stillAnswers();
  });

  test.each([
    ['that calls itself gzip and is not', Buffer.from('not gzip')],
    ['that is gzip', gzipSync(JSON.stringify(MESSAGE))],
    ['that is a gzip bomb', gzipSync(Buffer.alloc(50 * 1024 * 1024))],
  ])('one %s', async (_name, body) => {
    const answer = await post(Uint8Array.from(body), { 'content-encoding': 'gzip' });
    expect(answer).toEqual({ status: 415, body: { error: 'encoding_not_supported' } });
    await stillAnswers();
  });
});

describe('on the wire', () => {
  const HEAD = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

  test('an oversized length is refused before the body is read', async () => {
    expect(status(await raw(`${HEAD}Content-Length: 300000\r\n\r\n{`))).toBe(413);
    await stillAnswers();
  });

  test('an oversized chunked body is refused, however long it goes on', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const answer = await raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, ...Array<string>(5).fill(chunk));
    expect(status(answer)).toBe(413);
    await raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, ...Array<string>(60).fill(chunk));
    await stillAnswers();
  });

  test('a chunked body of the right size is read', async () => {
    const body = Buffer.from(JSON.stringify(MESSAGE));
    const chunks = [body.subarray(0, 9), body.subarray(9)].flatMap((part) => [
      `${part.length.toString(16)}\r\n`,
      part,
      '\r\n',
    ]);
    const answer = await raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, ...chunks, '0\r\n\r\n');
    expect(status(answer)).toBe(200);
    expect(received).toMatchObject([{ text: 'Zażółć' }]);
  });

  test.each([
    ['a Host that is no host', 'GET /healthz HTTP/1.1\r\nHost: [\r\n\r\n', 400],
    ['a target that is no URL', 'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    ['a broken escape', 'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    ['two slashes', 'GET //healthz HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    [
      'an upgrade',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      200,
    ],
    ['an unknown expectation', 'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n', 417],
    ['not HTTP', 'hello\r\n\r\n', 400],
    ['two lengths', `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['a negative length', `${HEAD}Content-Length: -1\r\n\r\n{}`, 400],
  ])('%s', async (_name, bytes, expected) => {
    expect(status(await raw(bytes))).toBe(expected);
    await stillAnswers();
  });

  test('a sender that leaves in the middle of its body', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(`${HEAD}Content-Length: 100\r\n\r\n{"type":`, () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    await stillAnswers();
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test('a sender that never ends its body is timed out', async () => {
    await server.close(0);
    // Long enough for the next one, which ends its body.
    server = await start({ limits: { requestMs: 3_000, headersMs: 2_000, checkMs: 50 } });
    const answer = await raw(`${HEAD}Content-Length: 100\r\n\r\n{`);
    expect(status(answer)).toBe(408);
    await stillAnswers();
  });
});

describe('routes', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/api'],
    ['POST', '/api/messages/'],
    ['GET', '/healthz/x'],
    ['GET', '/.env'],
  ])('%s %s is not there', async (method, path) => {
    const response = await fetch(url(path), { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'not_found' });
  });

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('%s is no way to send an activity', async (method) => {
    const response = await fetch(url('/api/messages'), { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toEqual({ error: 'method_not_allowed' });
  });

  test('every answer has the same headers, and none says what the server is', async () => {
    for (const path of ['/healthz', '/readyz', '/nothing']) {
      const { headers } = await fetch(url(path));
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('server')).toBeNull();
    }
  });

  test('an activity arrives as it was sent', async () => {
    const extra = { ...MESSAGE, channelData: { tenant: { id: 't' }, other: [1] } };
    expect(await post(JSON.stringify(extra), { 'content-type': 'application/json; charset=utf-8' })).toEqual({
      status: 200,
      body: { seen: 'message' },
    });
    expect(received).toMatchObject([extra]);
  });

  test('one more route, and a failure in it that says nothing', async () => {
    await server.close(0);
    server = await start({
      routes: [
        {
          method: 'GET',
          path: '/',
          async handle(_req, res) {
            res.writeHead(302, { Location: '/elsewhere' });
            res.end();
          },
        },
        {
          method: 'POST',
          path: '/api/mailbox',
          json: true,
          handle: () => Promise.reject(new Error('secret')),
        },
      ],
    });
    const redirect = await fetch(url('/?x=1'), { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, '/elsewhere']);
    const failed = await fetch(url('/api/mailbox'), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([failed.status, await failed.json()]).toEqual([500, { error: 'internal' }]);
    expect(lines.join('')).not.toContain('secret');
    expect(lines.join('')).toContain('request.failed');
  });

  test('a route for every path of one more part, and for no other', async () => {
    await server.close(0);
    server = await start({
      routes: [
        {
          method: 'GET',
          path: '/v/',
          isParent: true,
          async handle(req, res) {
            res.json(200, { asked: req.url });
          },
        },
      ],
    });
    for (const path of ['/v/', '/v/a', '/v/a?x=/b', `/v/${'%D0%96'.repeat(64)}`])
      expect(await (await fetch(url(path))).json()).toEqual({ asked: path });
    for (const path of ['/v', '/v/a/', '/v/a/b', '/w/a', '/v//a'])
      expect((await fetch(url(path))).status).toBe(404);
    expect((await fetch(url('/v/a'), { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(url('/healthz'))).status).toBe(200);
  });
});

describe('health', () => {
  test('is ready when the store is', async () => {
    const response = await fetch(url('/readyz'));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  test.each([
    ['fails', 'unknown', () => Promise.reject(new Error('down'))],
    [
      'fails with a reason',
      'other_container',
      () => Promise.reject(Object.assign(new Error('down'), { reason: 'other_container' })),
    ],
    [
      'fails with prose for a reason',
      'unknown',
      () => Promise.reject(Object.assign(new Error('down'), { reason: 'the key sk+1 is wrong' })),
    ],
    [
      'throws',
      'unknown',
      (): Promise<void> => {
        throw new Error('down');
      },
    ],
    ['never answers', 'late', () => new Promise<void>(() => undefined)],
  ])(
    'is not ready when the store %s: %s; the process is healthy all the same',
    async (_name, reason, ready) => {
      await server.close(0);
      server = await start({ ready, limits: { readyMs: 50 } });
      const response = await fetch(url('/readyz'));
      expect([response.status, await response.json()]).toEqual([503, { error: 'store_not_ready', reason }]);
      expect((await fetch(url('/healthz'))).status).toBe(200);
    },
  );
});

describe('stopping', () => {
  test('lets a running request end and takes no new one', async () => {
    await server.close(0);
    const begun = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    server = await start({
      async onActivity(_req, res) {
        begun.resolve();
        await held.promise;
        res.json(200, { done: true });
      },
    });
    const running = post(JSON.stringify(MESSAGE));
    await begun.promise;
    const closed = server.close();
    await expect(fetch(url('/healthz'))).rejects.toThrow();
    held.resolve();
    expect(await running).toEqual({ status: 200, body: { done: true } });
    await closed;
  });

  test('cuts what does not end in time', async () => {
    await server.close(0);
    const begun = Promise.withResolvers<void>();
    server = await start({
      onActivity: () => {
        begun.resolve();
        return new Promise(() => undefined);
      },
    });
    const running = post(JSON.stringify(MESSAGE));
    const cut = expect(running).rejects.toThrow();
    await begun.promise;
    await server.close(20);
    await cut;
  });

  test('a port that is taken is an error at start', async () => {
    await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('in local mode, which is open to everyone on the machine', () => {
  const ask = (host: string) => raw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  beforeEach(async () => {
    await server.close(0);
    server = await start({ loopbackOnly: true });
  });

  test.each(['localhost', 'LOCALHOST:3978', '127.0.0.1', '127.0.0.1:3978', '[::1]', '[::1]:3978'])(
    'the host %s is answered',
    async (host) => {
      expect(status(await ask(host))).toBe(200);
    },
  );

  test.each([
    'bot.example.com',
    'bot.example.com:3978',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '127.0.0.1@example.com',
    '10.0.0.1',
    '0.0.0.0',
    '[::]',
  ])('the host %s, a name pointed at the machine, is refused', async (host) => {
    const answer = await ask(host);
    expect(status(answer)).toBe(403);
    expect(answer).toContain('{"error":"host"}');
  });

  test('a foreign host reaches no turn, and the next request is answered', async () => {
    const body = JSON.stringify(MESSAGE);
    const head = [
      'Host: bot.example.com',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    const answer = await raw(`POST /api/messages HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`, body);
    expect(status(answer)).toBe(403);
    expect(received).toEqual([]);
    await stillAnswers();
  });
});

test('outside local mode any host is answered', async () => {
  expect(
    status(await raw('GET /healthz HTTP/1.1\r\nHost: bot.example.com\r\nConnection: close\r\n\r\n')),
  ).toBe(200);
});
