import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Stored, Write } from '../../../domain/store/ports.ts';
import { connectCosmosStore, type ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { EMBEDDED_ENDPOINT, engineTransport } from '../../../bot/store/embedded/transport.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import type { Transport } from '../../../bot/store/transport.ts';
import { failureOf, inFolder, parseSample, sample } from './documents.ts';

const TENANT = 'tenant';
const create = (id: string): Write => ({ op: 'create', doc: sample(TENANT, id) });

/** What happens to one request on its way: `pass` lets the engine answer it. */
type Fault = (request: Parameters<Transport>[0], pass: Transport) => ReturnType<Transport>;

/** A store whose requests for documents meet the next fault in the list, and none when it is used up. */
function withFaults(
  faults: Fault[],
  use: (store: ClosableStore, left: Fault[]) => Promise<void>,
  deadlineMs?: number,
): Promise<void> {
  return inFolder(async (folder) => {
    const engine = openEngine({ file: join(folder, 'programme.sqlite') });
    const pass = engineTransport(engine);
    const store = await connectCosmosStore({
      endpoint: EMBEDDED_ENDPOINT,
      transport: (request) => {
        const fault = request.path.includes('/docs') ? faults.shift() : undefined;
        return fault ? fault(request, pass) : pass(request);
      },
      database: 'planning',
      parse: parseSample,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
    await use(store, faults);
    await store.close();
    engine.close();
  });
}

const lost =
  (code: string): Fault =>
  () =>
    Promise.reject(Object.assign(new Error(`the connection failed: ${code}`), { code }));
const lostAfterwards: Fault = async (request, pass) => {
  await pass(request);
  throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
};
/** Answers nothing until the caller gives up. */
const silent: Fault = (request) =>
  new Promise((_, reject) => {
    const give = (): void => reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
    request.signal?.addEventListener('abort', give);
  });
const answering =
  (
    status: number,
    body: unknown = { message: `status ${status}` },
    headers: Record<string, string> = {},
  ): Fault =>
  () =>
    Promise.resolve({ status, headers, body: JSON.stringify(body) });

test('a connection reset before the commit: unknown, and nothing is there', () =>
  withFaults([lost('ECONNRESET')], async (store) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    expect(await store.read(TENANT, 'voucher', 'a')).toBeUndefined();
  }));

test('a connection reset after the commit: unknown, and it is there', () =>
  withFaults([lostAfterwards], async (store) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    expect(await store.read(TENANT, 'voucher', 'a')).toMatchObject({ doc: sample(TENANT, 'a') });
    expect(await store.commit(TENANT, [create('a')])).toEqual({ outcome: 'conflict', at: 0, status: 409 });
  }));

test('a write that is never answered ends at the deadline: unknown', () =>
  withFaults(
    [silent],
    async (store) => {
      const failure = await failureOf(store.commit(TENANT, [create('a')]));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    },
    30,
  ));

test('a read and a query that are never answered end at the deadline: unchanged', () =>
  withFaults(
    [silent, silent, silent],
    async (store) => {
      const calls = [store.read(TENANT, 'voucher', 'a'), store.query(TENANT, { kind: 'voucher', limit: 1 })];
      for (const failure of await Promise.all(calls.map(failureOf)))
        expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
    },
    30,
  ));

test('reads that go together fail together, and are asked anew the next time', () =>
  withFaults([], async (store, faults) => {
    await store.commit(TENANT, [create('a'), create('b')]);
    faults.push(answering(400));
    const read = (id: string): Promise<unknown> => failureOf(store.read(TENANT, 'voucher', id));
    for (const failure of await Promise.all([read('a'), read('b')]))
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
    expect(faults).toEqual([]);
    for (const [found, id] of (await Promise.all([read('a'), read('b')])).map((one, at) => [one, 'ab'[at]]))
      expect(found).toMatchObject({ resolved: { doc: { id } } });
  }));

test('reads that go together are tried again where it passes', () =>
  withFaults([], async (store, faults) => {
    await store.commit(TENANT, [create('a'), create('b')]);
    faults.push(answering(503), lost('ECONNRESET'));
    const found = await Promise.all([store.read(TENANT, 'voucher', 'a'), store.read(TENANT, 'voucher', 'b')]);
    expect(found.map((stored) => stored?.doc.id)).toEqual(['a', 'b']);
    expect(faults).toEqual([]);
  }));

test.each([
  ['ECONNREFUSED', 'unchanged'],
  ['ENOTFOUND', 'unchanged'],
  ['EPIPE', 'unknown'],
  ['ETIMEDOUT', 'unknown'],
  ['REQUEST_SEND_ERROR', 'unknown'],
])('a write that fails with %s is %s', (code, certainty) =>
  withFaults([lost(code)], async (store, left) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty });
    expect(left).toEqual([]);
  }),
);

test.each([
  [400, 'unchanged'],
  [401, 'unchanged'],
  [403, 'unchanged'],
  [404, 'unchanged'],
  [408, 'unknown'],
  [410, 'unknown'],
  [413, 'unchanged'],
  [500, 'unknown'],
  [503, 'unknown'],
])('a write that is answered %i is %s, and is not tried again', (status, certainty) =>
  withFaults([answering(status)], async (store) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty });
    expect(await store.read(TENANT, 'voucher', 'a')).toBeUndefined();
  }),
);

test.each<[string, Fault]>([
  ['429 with a time to wait', answering(429, { message: 'busy' }, { 'x-ms-retry-after-ms': '1' })],
  ['429 without one', answering(429)],
  ['449', answering(449)],
  ['429 for one operation', answering(207, [{ statusCode: 429 }, { statusCode: 424 }])],
])('%s is tried again, and the write happens once', (_, fault) =>
  withFaults([fault, fault], async (store) => {
    const result = await store.commit(TENANT, [create('a'), create('b')]);
    expect(result).toMatchObject({ outcome: 'committed' });
    expect(((await store.read(TENANT, 'voucher', 'b')) as Stored).doc).toEqual(sample(TENANT, 'b'));
  }),
);

const cutOff: Fault = async (request, pass) => {
  const answer = await pass(request);
  return { ...answer, body: answer.body.slice(0, -1) };
};

test.each<[string, Fault]>([
  ['408', answering(408)],
  ['410', answering(410)],
  ['429', answering(429)],
  ['449', answering(449)],
  ['500', answering(500)],
  ['502', answering(502)],
  ['503', answering(503)],
  ['504', answering(504)],
  ['a connection reset', lost('ECONNRESET')],
  ['a broken pipe', lost('EPIPE')],
  ['a connection that timed out', lost('ETIMEDOUT')],
  ['an answer whose JSON is cut off', cutOff],
])('reads and queries are tried again after %s', (_, fault) =>
  withFaults([], async (store, faults) => {
    await store.commit(TENANT, [create('a')]);
    faults.push(fault);
    expect(await store.read(TENANT, 'voucher', 'a')).toMatchObject({ doc: sample(TENANT, 'a') });
    faults.push(fault);
    expect((await store.query(TENANT, { kind: 'voucher', limit: 1 })).items).toHaveLength(1);
    expect(faults).toEqual([]);
  }),
);

test.each<[string, Fault]>([
  ['400', answering(400)],
  ['401', answering(401)],
  ['403', answering(403)],
  ['a refused connection', lost('ECONNREFUSED')],
  ['a certificate that is not trusted', lost('DEPTH_ZERO_SELF_SIGNED_CERT')],
])('a read is not tried again after %s: it would fail the same way', (_, fault) =>
  withFaults([fault, answering(500)], async (store, left) => {
    expect(await failureOf(store.read(TENANT, 'voucher', 'a'))).toMatchObject({
      name: 'StoreFailure',
      certainty: 'unchanged',
    });
    expect(left).toHaveLength(1);
  }),
);

test('a read that keeps failing is given up, unchanged', () =>
  withFaults(
    Array.from({ length: 20 }, () => answering(503)),
    async (store, left) => {
      expect(await failureOf(store.read(TENANT, 'voucher', 'a'))).toMatchObject({
        name: 'StoreFailure',
        certainty: 'unchanged',
      });
      expect(left).toHaveLength(14);
    },
  ));

test('an answer to a write whose JSON is cut off leaves it unknown, and it is not tried again', () =>
  withFaults([cutOff, answering(500)], async (store, left) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    expect(left).toHaveLength(1);
  }));

test('a store that stays busy is given up, unchanged', () =>
  withFaults(
    Array.from({ length: 20 }, () => answering(429, { message: 'busy' }, { 'x-ms-retry-after-ms': '0' })),
    async (store, left) => {
      const failure = await failureOf(store.commit(TENANT, [create('a')]));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
      expect(left).toHaveLength(14);
    },
  ));

test('a wait that would pass the deadline is not begun', () =>
  withFaults(
    [answering(429, { message: 'busy' }, { 'x-ms-retry-after-ms': '60000' })],
    async (store, left) => {
      const failure = await failureOf(store.commit(TENANT, [create('a')]));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
      expect(left).toEqual([]);
    },
  ));

test('an answer that does not fit the writes is unknown', () =>
  withFaults([answering(200, [])], async (store) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
  }));

test('a container that is gone is a failure, not an absent document', () =>
  withFaults([answering(404, { message: 'gone' }, { 'x-ms-substatus': '1003' })], async (store) => {
    expect(await failureOf(store.ready())).toMatchObject({ name: 'StoreNotReady', reason: 'unusable' });
  }));

/** A store whose answers come through a socket that `cut` may close; the rest goes through. */
function throughSocket(
  cut: (
    request: IncomingMessage,
    response: ServerResponse,
    answer: () => Promise<Answer>,
  ) => Promise<boolean>,
  use: (store: ClosableStore) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const server = await serve({ file: join(folder, 'programme.sqlite') });
    const proxy = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        const answer = async (): Promise<Answer> => {
          const { status, text } = await fetch(`${server.url}${request.url ?? ''}`, {
            method: request.method ?? 'GET',
            headers: Object.entries(request.headers)
              .filter(([name]) => name.startsWith('x-ms'))
              .map(([name, value]): [string, string] => [name, String(value)]),
            ...(body.length > 0 ? { body } : {}),
          }).then(async (came) => ({ status: came.status, text: await came.text() }));
          return { status, text };
        };
        if (await cut(request, response, answer)) return;
        const { status, text } = await answer();
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(text);
      })();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const store = await connectCosmosStore({
      endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      database: 'planning',
      parse: parseSample,
    });
    await use(store);
    await store.close();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    await server.close();
  });
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const isBatch = ({ headers }: IncomingMessage): boolean =>
  headers['x-ms-cosmos-is-batch-request'] !== undefined;

test.each(['before', 'after'])('a socket closed %s the commit leaves a write unknown', (moment) =>
  throughSocket(
    async (request, _response, answer) => {
      if (!isBatch(request)) return false;
      if (moment === 'after') await answer();
      request.socket.destroy();
      return true;
    },
    async (store) => {
      const failure = await failureOf(store.commit(TENANT, [create('a')]));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
      const there = (await store.read(TENANT, 'voucher', 'a')) !== undefined;
      expect(there).toBe(moment === 'after');
    },
  ),
);

/** Says how long the body is, and closes the socket within it. */
async function closeWithin(response: ServerResponse, { status, text }: Answer): Promise<void> {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  await new Promise((resolve) => response.write(text.slice(0, text.length / 2), resolve));
  response.destroy();
}

test('a body that a closed socket cuts off: a read is tried again, a write is unknown and happened once', () => {
  let cuts = 0;
  return throughSocket(
    async (request, response, answer) => {
      if (!request.url?.includes('/docs') || cuts === 0) return false;
      cuts -= 1;
      await closeWithin(response, await answer());
      return true;
    },
    async (store) => {
      await store.commit(TENANT, [create('a')]);
      cuts = 2;
      expect(await store.read(TENANT, 'voucher', 'a')).toMatchObject({ doc: sample(TENANT, 'a') });
      cuts = 2;
      expect((await store.query(TENANT, { kind: 'voucher', limit: 1 })).items).toHaveLength(1);
      expect(cuts).toBe(0);
      cuts = 1;
      const failure = await failureOf(store.commit(TENANT, [create('b')]));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
      expect(await store.commit(TENANT, [create('b')])).toEqual({ outcome: 'conflict', at: 0, status: 409 });
    },
  );
});

test('writes in doubt: not ready after a write that found no room, until one succeeds', () =>
  withFaults([], async (store, faults) => {
    const full = answering(403, { message: 'no room' }, { 'x-ms-substatus': '1014' });
    await expect(store.ready()).resolves.toBeUndefined();
    faults.push(full);
    expect(await failureOf(store.commit(TENANT, [create('a')]))).toMatchObject({ certainty: 'unchanged' });
    // One request to read, and one to write, which fails as before.
    faults.push((request, pass) => pass(request), full);
    expect(await failureOf(store.ready())).toMatchObject({
      name: 'StoreNotReady',
      reason: 'full',
      certainty: 'unchanged',
      message: expect.stringContaining('make room'),
    });
    await expect(store.ready()).resolves.toBeUndefined();
    // Nothing is in doubt any more, so that nothing is written.
    faults.push((request, pass) => pass(request), full);
    await expect(store.ready()).resolves.toBeUndefined();
    expect(faults).toHaveLength(1);
  }));

test('a write that was refused for what it asked leaves nothing in doubt', () =>
  withFaults([answering(413)], async (store, faults) => {
    expect(await failureOf(store.commit(TENANT, [create('a')]))).toMatchObject({ certainty: 'unchanged' });
    faults.push((request, pass) => pass(request), answering(403));
    await expect(store.ready()).resolves.toBeUndefined();
    expect(faults).toHaveLength(1);
  }));
