import { describe, expect, test } from '@jest/globals';
import type { AnyDocument } from '../../../domain/store/documents.ts';
import { storeContract } from '../../bot/store/contract.ts';
import { failureOf, parseSample, sample } from '../../bot/store/documents.ts';
import { MemoryStore } from './memory-store.ts';

storeContract(
  'the store in memory keeps the contract of every store',
  () => Promise.resolve(new MemoryStore({ parse: parseSample, clock: Date })),
  'memory',
);

const kept = (store: MemoryStore): readonly string[] => store.all('t').map(({ id }) => id);

const create = (store: MemoryStore, doc: AnyDocument): Promise<unknown> =>
  failureOf(store.commit('t', [{ op: 'create', doc }]));

describe('the store in memory', () => {
  test('fails as it is told: unchanged, in doubt without the write, in doubt with it', async () => {
    const store = new MemoryStore({ parse: parseSample });
    for (const fault of ['unchanged', 'lostBefore', 'lostAfter'] as const) store.failNext('commit', fault);
    expect(await create(store, sample('t', 'a'))).toMatchObject({ certainty: 'unchanged' });
    expect(await create(store, sample('t', 'b'))).toMatchObject({ certainty: 'unknown' });
    expect(kept(store)).toEqual([]);
    expect(await create(store, sample('t', 'c'))).toMatchObject({ certainty: 'unknown' });
    expect(await create(store, sample('t', 'd'))).toMatchObject({ resolved: { outcome: 'committed' } });
    expect(kept(store)).toEqual(['c', 'd']);
  });

  test('a read that fails has changed nothing', async () => {
    const store = new MemoryStore({ parse: parseSample });
    store.failNext('read', 'lostAfter');
    expect(await failureOf(store.read('t', 'voucher', 'a'))).toMatchObject({ certainty: 'unchanged' });
    expect(await failureOf(store.read('t', 'voucher', 'a'))).toEqual({ resolved: undefined });
  });

  test('forgets a document when its time to live has passed since the last write', async () => {
    let now = 0;
    const store = new MemoryStore({ parse: parseSample, clock: { now: () => now } });
    await create(store, sample('t', 'a', { ttl: 10 }));
    now = 9_999;
    expect(kept(store)).toEqual(['a']);
    now = 10_000;
    expect(kept(store)).toEqual([]);
  });
});
