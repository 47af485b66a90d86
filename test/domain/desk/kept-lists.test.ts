import { describe, expect, test } from '@jest/globals';
import { array, assert, asyncProperty, boolean, constantFrom, option, tuple } from 'fast-check';
import { KeptLists, type VoucherList } from '../../../domain/desk/kept-lists.ts';
import type { VoucherDocument } from '../../../domain/store/documents.ts';

interface Part {
  readonly id: string;
  readonly due: string;
}

const MOST = 4;
const MINUTE_MS = 60_000;

/** What a list looks at of a voucher; `due` absent = it is not on the list. */
const voucher = (id: string, due?: string): VoucherDocument =>
  ({ kind: 'voucher', id, due }) as unknown as VoucherDocument;

const byDue = (a: Part, b: Part): number =>
  a.due === b.due ? (a.id < b.id ? -1 : 1) : a.due < b.due ? -1 : 1;

/** A store of a few vouchers, and how often it was asked. */
class Asked {
  readonly vouchers = new Map<string, VoucherDocument>();
  times = 0;
  /** What has to happen before it answers. */
  before: Promise<unknown> = Promise.resolve();

  put(doc: VoucherDocument): VoucherDocument {
    this.vouchers.set(doc.id, doc);
    return doc;
  }

  list(isFirst = true): VoucherList<Part> {
    const of = ({ id, due }: VoucherDocument): Part | undefined =>
      due === undefined ? undefined : { id, due };
    return {
      key: 'all',
      of,
      ...(isFirst && { first: { most: MOST, compare: byDue } }),
      ask: async () => {
        this.times += 1;
        const all = [...this.vouchers.values()].filter((doc) => of(doc) !== undefined);
        const sorted = all.toSorted((a, b) => byDue(of(a) as Part, of(b) as Part));
        await this.before;
        return { docs: sorted.slice(0, MOST), isWhole: sorted.length <= MOST };
      },
    };
  }
}

const idsOf = ({ parts }: { readonly parts: readonly Part[] }): readonly string[] =>
  parts.map(({ id }) => id);

describe('a list that is kept', () => {
  test('is asked for once a minute, and when it must be fresh; a clock that was set back asks again', async () => {
    const [lists, store] = [new KeptLists(), new Asked()];
    store.put(voucher('a', '1'));
    const find = async (now: number, fresh = false) => idsOf(await lists.find('t', store.list(), now, fresh));
    expect(await find(1_000)).toEqual(['a']);
    store.put(voucher('b', '2'));
    expect(await find(1_000 + MINUTE_MS - 1)).toEqual(['a']);
    expect(await find(1_000 + MINUTE_MS)).toEqual(['a', 'b']);
    store.put(voucher('c', '3'));
    expect(await find(1_000)).toEqual(['a', 'b', 'c']);
    expect(await find(1_000, true)).toEqual(['a', 'b', 'c']);
    expect(store.times).toBe(4);
  });

  test('is another one in another tenant', async () => {
    const [lists, store] = [new KeptLists(), new Asked()];
    store.put(voucher('a', '1'));
    await lists.find('t', store.list(), 1, false);
    lists.written('u', voucher('b', '2'));
    lists.doubt('u');
    expect(idsOf(await lists.find('t', store.list(), 1, false))).toEqual(['a']);
    await lists.find('u', store.list(), 1, false);
    expect(store.times).toBe(2);
  });

  test('is, after whatever was written, what the store would give', async () => {
    const id = constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const due = option(constantFrom('1', '2', '3', '4', '5'), { nil: undefined });
    await assert(
      asyncProperty(
        array(tuple(id, due), { maxLength: 8 }),
        array(tuple(id, due, boolean()), { maxLength: 30 }),
        async (there, written) => {
          const [lists, store] = [new KeptLists(), new Asked()];
          for (const [one, day] of there) store.put(voucher(one, day));
          for (const [one, day, isAsked] of written) {
            lists.written('t', store.put(voucher(one, day)));
            if (!isAsked) continue;
            const kept = await lists.find('t', store.list(), 1, false);
            const { docs, isWhole } = await store.list().ask();
            // Which of those that are due on one day come first is nobody's business.
            expect(kept.parts.map((part) => part.due)).toEqual(docs.map((doc) => doc.due));
            expect(kept.parts.every((part) => store.vouchers.get(part.id)?.due === part.due)).toBe(true);
            if (kept.isWhole) expect(isWhole).toBe(true);
          }
        },
      ),
    );
  });

  test('of enough is asked for again when one of them leaves it, and not for one more', async () => {
    const [lists, store] = [new KeptLists(), new Asked()];
    for (const id of ['a', 'b', 'c', 'd', 'e']) store.put(voucher(id, '1'));
    const find = async () => idsOf(await lists.find('t', store.list(false), 1, false));
    expect(await find()).toEqual(['a', 'b', 'c', 'd']);
    lists.written('t', store.put(voucher('f', '1')));
    expect([await find(), store.times]).toEqual([['a', 'b', 'c', 'd'], 1]);
    lists.written('t', store.put(voucher('b')));
    expect([await find(), store.times]).toEqual([['a', 'c', 'd', 'e'], 2]);
  });
});

describe('while a list is asked for', () => {
  test('whoever asks gets the same answer, with what was written meanwhile', async () => {
    const [lists, store] = [new KeptLists(), new Asked()];
    const answered = Promise.withResolvers<undefined>();
    store.before = answered.promise;
    const both = [lists.find('t', store.list(), 1, false), lists.find('t', store.list(), 1, false)];
    lists.written('t', voucher('a', '1'));
    answered.resolve(undefined);
    expect((await Promise.all(both)).map(idsOf)).toEqual([['a'], ['a']]);
    expect(idsOf(await lists.find('t', store.list(), 1, false))).toEqual(['a']);
    expect(store.times).toBe(1);
  });

  test('what is in doubt is not kept, nor what the store did not give', async () => {
    const [lists, store] = [new KeptLists(), new Asked()];
    const answered = Promise.withResolvers<undefined>();
    store.before = answered.promise;
    const asked = lists.find('t', store.list(), 1, false);
    lists.doubt('t');
    answered.resolve(undefined);
    await asked;
    store.before = Promise.reject(new Error('no answer'));
    await expect(lists.find('t', store.list(), 1, false)).rejects.toThrow('no answer');
    store.before = Promise.resolve();
    await lists.find('t', store.list(), 1, false);
    expect(store.times).toBe(3);
    await lists.find('t', store.list(), 1, false);
    lists.doubt('t');
    await lists.find('t', store.list(), 1, false);
    expect(store.times).toBe(4);
  });

  test('has no more than are enough, and is asked for again when they are not any more', async () => {
    const [lists, store] = [new KeptLists(), new Asked()];
    const list = { ...store.list(false), areEnough: (parts: readonly Part[]) => parts.length >= 3 };
    const find = async () => idsOf(await lists.find('t', list, 1, false));
    store.put(voucher('a', '1'));
    expect(await find()).toEqual(['a']);
    for (const id of ['b', 'c', 'd']) lists.written('t', store.put(voucher(id, '1')));
    expect([await find(), store.times]).toEqual([['a', 'b', 'c'], 1]);
    lists.written('t', store.put(voucher('c', '2')));
    lists.written('t', store.put(voucher('d')));
    expect([(await find()).toSorted(), store.times]).toEqual([['a', 'b', 'c'], 1]);
    lists.written('t', store.put(voucher('a')));
    expect([await find(), store.times]).toEqual([['b', 'c'], 2]);
  });
});
