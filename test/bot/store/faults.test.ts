import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Stored, Write } from '../../../domain/ports.ts';
import { connectCosmosStore } from '../../../bot/store/cosmos-store.ts';
import type { ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { EMBEDDED_ENDPOINT, engineHttpClient } from '../../../bot/store/embedded/http-client.ts';
import type { HttpClient } from '../../../bot/store/embedded/http-client.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { failureOf, inFolder, parseSample, sample } from './documents.ts';

const TENANT = 'tenant';
const create = (id: string): Write => ({ op: 'create', doc: sample(TENANT, id) });

type Send = HttpClient['sendRequest'];
/** What happens to one request on its way: `pass` lets the engine answer it. */
type Fault = (request: Parameters<Send>[0], pass: Send) => ReturnType<Send>;

/** A store whose requests for documents meet the next fault in the list, and none when it is used up. */
function withFaults(
  faults: Fault[],
  use: (store: ClosableStore, left: Fault[]) => Promise<void>,
  deadlineMs?: number,
): Promise<void> {
  return inFolder(async (folder) => {
    const engine = openEngine({ file: join(folder, 'programme.sqlite') });
    const { sendRequest: pass } = engineHttpClient(engine);
    const store = await connectCosmosStore({
      endpoint: EMBEDDED_ENDPOINT,
      httpClient: {
        sendRequest: (request) => {
          const fault = request.url.includes('/docs') ? faults.shift() : undefined;
          return fault ? fault(request, pass) : pass(request);
        },
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
    request.abortSignal?.addEventListener('abort', give);
  });
const answering =
  (
    status: number,
    body: unknown = { message: `status ${status}` },
    headers: Record<string, string> = {},
  ): Fault =>
  async (request, pass) => {
    // A harmless request, for an answer of the right make.
    const answer = await pass({ ...request, headers: request.headers, method: 'OPTIONS' });
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    return { ...answer, status, bodyAsText: JSON.stringify(body) };
  };

test('a connection reset before the commit: unknown, and nothing is there', () =>
  withFaults([lost('ECONNRESET')], async (store) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    expect(await store.read(TENANT, 'a')).toBeUndefined();
  }));

test('a connection reset after the commit: unknown, and it is there', () =>
  withFaults([lostAfterwards], async (store) => {
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    expect(await store.read(TENANT, 'a')).toMatchObject({ doc: sample(TENANT, 'a') });
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
      for (const call of [store.read(TENANT, 'a'), store.query(TENANT, { kind: 'voucher', limit: 1 })])
        expect(await failureOf(call)).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
    },
    30,
  ));

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
    expect(await store.read(TENANT, 'a')).toBeUndefined();
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
    expect(((await store.read(TENANT, 'b')) as Stored).doc).toEqual(sample(TENANT, 'b'));
  }),
);

test('reads and queries are tried again too', () =>
  withFaults([answering(429), answering(429)], async (store) => {
    expect(await store.read(TENANT, 'a')).toBeUndefined();
    expect(await store.query(TENANT, { kind: 'voucher', limit: 1 })).toEqual({ items: [] });
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

test.each(['before', 'after'])('a socket closed %s the commit leaves a write unknown', (moment) =>
  inFolder(async (folder) => {
    const server = await serve({ file: join(folder, 'programme.sqlite') });
    const proxy = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const isBatch = request.headers['x-ms-cosmos-is-batch-request'] !== undefined;
        if (isBatch && moment === 'before') return request.socket.destroy();
        const body = Buffer.concat(chunks);
        const answer = await fetch(`${server.url}${request.url ?? ''}`, {
          method: request.method ?? 'GET',
          headers: Object.entries(request.headers)
            .filter(([name]) => name.startsWith('x-ms'))
            .map(([name, value]): [string, string] => [name, String(value)]),
          ...(body.length > 0 ? { body } : {}),
        });
        if (isBatch) return request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        return response.end(await answer.text());
      })();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const store = await connectCosmosStore({
      endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      database: 'planning',
      parse: parseSample,
    });
    const failure = await failureOf(store.commit(TENANT, [create('a')]));
    expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unknown' });
    const there = (await store.read(TENANT, 'a')) !== undefined;
    expect(there).toBe(moment === 'after');
    await store.close();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    await server.close();
  }),
);
