import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { CommitResult } from '../../../domain/store/ports.ts';
import { containerDefinition } from '../../../bot/store/container.ts';
import { connectCosmosStore, type ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { EMBEDDED_ENDPOINT, engineTransport } from '../../../bot/store/embedded/transport.ts';
import { failureOf, inFolder, parseSample, sample } from './documents.ts';

const TENANT = 'tenant';
/** Of 4 KB: room for the empty file and some documents. */
const PAGES = 80;

/** A store whose file may grow to {@link PAGES}; SQLite answers as on a disk that is full then. */
async function onSmallDisk(dataDir: string, maxPages?: number): Promise<ClosableStore> {
  const engine = openEngine({
    file: join(dataDir, 'programme.sqlite'),
    definition: containerDefinition(),
    ...(maxPages === undefined ? {} : { maxPages }),
  });
  const store = await connectCosmosStore({
    endpoint: EMBEDDED_ENDPOINT,
    transport: engineTransport(engine),
    database: 'planning',
    parse: parseSample,
  }).catch((error: unknown) => {
    engine.close();
    throw error;
  });
  return {
    read: (tenantId, kind, id) => store.read(tenantId, kind, id),
    query: (tenantId, query) => store.query(tenantId, query),
    count: (tenantId, counted) => store.count(tenantId, counted),
    commit: (tenantId, writes) => store.commit(tenantId, writes),
    ready: () => store.ready(),
    close: async () => {
      await store.close();
      engine.close();
    },
  };
}

const create = (store: ClosableStore, id: string, bytes: number): Promise<CommitResult> =>
  store.commit(TENANT, [{ op: 'create', doc: sample(TENANT, id, { note: 'x'.repeat(bytes) }) }]);

/** Writes until nothing fits, first of much and then of little; the ids that were committed. */
async function fill(store: ClosableStore): Promise<string[]> {
  const ids: string[] = [];
  for (const bytes of [3000, 300, 1])
    for (let n = 0; n < 1000; n += 1) {
      const id = `${bytes}-${n}`;
      const failure = await failureOf(create(store, id, bytes));
      if (failure instanceof Error) {
        expect(failure).toMatchObject({
          name: 'StoreFailure',
          certainty: 'unchanged',
          message: expect.stringContaining('no room'),
        });
        expect(await store.read(TENANT, 'voucher', id)).toBeUndefined();
        break;
      }
      ids.push(id);
    }
  return ids;
}

test('a full disk: nothing is half written, it is said, and a later write works once there is room', () =>
  inFolder(async (dataDir) => {
    const store = await onSmallDisk(dataDir, PAGES);
    const ids = await fill(store);
    expect(ids.length).toBeGreaterThan(3);
    const [first = ''] = ids;
    expect(await store.read(TENANT, 'voucher', first)).toBeDefined();
    expect(await failureOf(store.ready())).toMatchObject({
      name: 'StoreNotReady',
      reason: 'full',
      certainty: 'unchanged',
      message: expect.stringMatching(/no room left.*make room/),
    });
    const batch = await failureOf(
      store.commit(TENANT, [
        { op: 'delete', id: first },
        { op: 'create', doc: sample(TENANT, 'large', { note: 'x'.repeat(500_000) }) },
      ]),
    );
    expect(batch).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
    expect(await store.read(TENANT, 'voucher', first)).toBeDefined();

    // Deleting needs no more pages.
    expect(
      await store.commit(
        TENANT,
        ids.filter((id) => id.startsWith('3000-')).map((id) => ({ op: 'delete', id })),
      ),
    ).toMatchObject({ outcome: 'committed' });
    expect(await create(store, 'later', 300)).toMatchObject({ outcome: 'committed' });
    await expect(store.ready()).resolves.toBeUndefined();
    await store.close();
  }));

test('a disk that was full and has room again: the file is whole, and ready comes back by itself', () =>
  inFolder(async (dataDir) => {
    const full = await onSmallDisk(dataDir, PAGES);
    const ids = await fill(full);
    await full.close();
    const store = await onSmallDisk(dataDir);
    for (const id of ids) expect((await store.read(TENANT, 'voucher', id))?.doc.id).toBe(id);
    expect(await create(store, 'later', 300)).toMatchObject({ outcome: 'committed' });
    await expect(store.ready()).resolves.toBeUndefined();
    await store.close();
  }));

test('a file with no room for the container is refused with what helps, and not half made', () =>
  inFolder(async (dataDir) => {
    expect(await failureOf(onSmallDisk(dataDir, 4))).toMatchObject({
      reason: 'full',
      certainty: 'unchanged',
    });
    const store = await onSmallDisk(dataDir);
    expect(await create(store, 'a', 300)).toMatchObject({ outcome: 'committed' });
    await store.close();
  }));
