import { expect, test } from '@jest/globals';
import { newDocument } from '../../../domain/store/documents.ts';
import { customerDocId } from '../../../domain/store/ids.ts';
import { allOf } from '../../../domain/store/pages.ts';
import { MemoryStore } from './memory-store.ts';

const T = 't';

async function storeWith(count: number): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (let n = 0; n < count; n += 1) {
    const doc = newDocument('customer', T, customerDocId(String(n)), { name: `n${n}`, searchName: `n${n}` });
    await store.commit(T, [{ op: 'create', doc }]);
  }
  return store;
}

test.each([
  [0, 1],
  [100, 1],
  [101, 2],
  [250, 3],
])('%i documents come one after another, on %i pages', async (count, pages) => {
  const store = await storeWith(count);
  const names: string[] = [];
  for await (const { doc } of allOf(store, T, { kind: 'customer' })) names.push(doc.name);
  expect(new Set(names).size).toBe(count);
  expect([names.length, store.calls.query]).toEqual([count, pages]);
});

test('a walk that ends early asks for no further page', async () => {
  const store = await storeWith(150);
  for await (const _ of allOf(store, T, { kind: 'customer' })) break;
  expect(store.calls.query).toBe(1);
});

test.each([
  [9, 1],
  [10, 1],
  [11, 2],
  [110, 2],
  [111, 3],
])('%i documents after a first page of ten, on %i pages', async (count, pages) => {
  const store = await storeWith(count);
  const names: string[] = [];
  for await (const { doc } of allOf(store, T, { kind: 'customer' }, 10)) names.push(doc.name);
  expect(new Set(names).size).toBe(count);
  expect([names.length, store.calls.query]).toEqual([count, pages]);
});
