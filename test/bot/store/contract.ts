import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CommitResult, Counted, Query, Stored, Write } from '../../../domain/store/ports.ts';
import type { ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { allIds, failureOf, sample, until } from './documents.ts';

/**
 * What every store owes its callers, whatever answers behind it, and of a service its limits too. Each test has a
 * tenant of its own.
 */
export function storeContract(
  name: string,
  open: () => Promise<ClosableStore>,
  behind: 'service' | 'memory' = 'service',
): void {
  describe(name, () => {
    let opened: ClosableStore | undefined;
    let store: ClosableStore;
    beforeAll(async () => {
      opened = store = await open();
    });
    afterAll(() => opened?.close());

    const commit = (tenant: string, ...writes: Write[]): Promise<CommitResult> =>
      store.commit(tenant, writes);
    const etagOf = async (tenant: string, id: string): Promise<string> =>
      ((await store.read(tenant, 'voucher', id)) as Stored).etag;

    test('is ready', async () => {
      await expect(store.ready()).resolves.toBeUndefined();
    });

    test('reads what was created, with the etag that the commit gave', async () => {
      const tenant = randomUUID();
      const doc = sample(tenant, 'a', { note: { text: 'Ü \u2028 "quoted"', list: [1, null, true] } });
      const result = await commit(tenant, { op: 'create', doc });
      expect(result).toEqual({ outcome: 'committed', etags: [expect.any(String)] });
      expect(await store.read(tenant, 'voucher', 'a')).toEqual({
        doc,
        etag: result.outcome === 'committed' ? result.etags[0] : '',
      });
    });

    test('has nothing for an id that is not there', async () => {
      expect(await store.read(randomUUID(), 'voucher', 'a')).toBeUndefined();
    });

    test('reads many at the same time, each as it would alone', async () => {
      const tenant = randomUUID();
      // More than one request asks for, and of a size of which an answer holds only some.
      const ids = Array.from({ length: 40 }, (_, n) => (n % 8 === 0 ? `ü/${n}?#` : `d${n}`));
      const text = 'x'.repeat(600_000);
      const docs = ids.map((id, n) => sample(tenant, id, n < 30 ? { seq: n } : { seq: n, note: text }));
      for (const doc of docs) await commit(tenant, { op: 'create', doc });
      await commit(tenant, { op: 'create', doc: sample(tenant, 'claim', { kind: 'claim' }) });
      await commit(tenant, { op: 'create', doc: sample(tenant, 'damaged', { kind: 'nothing' as never }) });
      await commit(tenant, { op: 'create', doc: sample(tenant, 'over', { ttl: 1 }) });
      await until(async () => (await store.read(tenant, 'voucher', 'over')) === undefined);
      const other = randomUUID();
      await commit(other, { op: 'create', doc: sample(other, 'd1', { seq: -1 }) });

      const asked = [...ids, 'd1', 'not there', '', 'over'];
      const all = Promise.all(asked.map((id) => store.read(tenant, 'voucher', id)));
      const odd = ['claim', 'damaged'].map((id) => failureOf(store.read(tenant, 'voucher', id)));
      const elsewhere = store.read(other, 'voucher', 'd1');
      const found = await all;
      expect(found.slice(0, 40).map((stored) => stored?.doc)).toEqual(docs);
      expect(found[1]?.etag).toBe(await etagOf(tenant, 'd1'));
      expect(found.slice(40)).toEqual([found[1], undefined, undefined, undefined]);
      expect((await elsewhere)?.doc).toEqual(sample(other, 'd1', { seq: -1 }));
      for (const failure of await Promise.all(odd))
        expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
    });

    test('replaces with the right etag once', async () => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'create', doc: sample(tenant, 'a') });
      const etag = await etagOf(tenant, 'a');
      const replace: Write = { op: 'replace', doc: sample(tenant, 'a', { seq: 2 }), etag };
      expect(await commit(tenant, replace)).toMatchObject({ outcome: 'committed' });
      expect(await commit(tenant, replace)).toEqual({ outcome: 'conflict', at: 0, status: 412 });
      expect((await store.read(tenant, 'voucher', 'a'))?.doc).toEqual(sample(tenant, 'a', { seq: 2 }));
    });

    test('of two replacements of the same version exactly one wins', async () => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'create', doc: sample(tenant, 'a') });
      const etag = await etagOf(tenant, 'a');
      const outcomes = await Promise.all(
        [1, 2].map((seq) => commit(tenant, { op: 'replace', doc: sample(tenant, 'a', { seq }), etag })),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['committed', 'conflict']);
    });

    test('puts over what is there and where nothing is', async () => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'put', doc: sample(tenant, 'a', { seq: 1 }) });
      await commit(tenant, { op: 'put', doc: sample(tenant, 'a', { seq: 2 }) });
      expect((await store.read(tenant, 'voucher', 'a'))?.doc).toEqual(sample(tenant, 'a', { seq: 2 }));
    });

    test('deletes, with an etag and without', async () => {
      const tenant = randomUUID();
      await commit(
        tenant,
        { op: 'create', doc: sample(tenant, 'a') },
        { op: 'create', doc: sample(tenant, 'b') },
      );
      const etag = await etagOf(tenant, 'b');
      expect(await commit(tenant, { op: 'delete', id: 'a' }, { op: 'delete', id: 'b', etag })).toEqual({
        outcome: 'committed',
        etags: [undefined, undefined],
      });
      expect(await allIds(store, tenant, { kind: 'voucher', limit: 10 })).toEqual([]);
    });

    test('adds to numbers, begins absent ones at zero, and keeps the rest', async () => {
      const tenant = randomUUID();
      const doc = sample(tenant, 'a', { seq: 5, status: 'assigned' });
      await commit(tenant, { op: 'create', doc });
      await commit(tenant, { op: 'add', id: 'a', amounts: { seq: 2, fresh: -1.5 } });
      expect((await store.read(tenant, 'voucher', 'a'))?.doc).toEqual({ ...doc, seq: 7, fresh: -1.5 });
    });

    test.each<[string, Record<string, number>]>([
      ['nothing', {}],
      ['more than ten numbers', Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`n${n}`, 1]))],
      ['what is no number', { seq: Number.NaN }],
      ['a path', { 'a/b': 1 }],
    ])('refuses to add %s, unchanged', async (_, amounts) => {
      expect(await failureOf(commit('tenant', { op: 'add', id: 'a', amounts }))).toMatchObject({
        name: 'StoreFailure',
        certainty: 'unchanged',
      });
    });

    test('additions at the same time all count', async () => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'create', doc: sample(tenant, 'a', { seq: 0 }) });
      await Promise.all(
        Array.from({ length: 8 }, () => commit(tenant, { op: 'add', id: 'a', amounts: { seq: 1 } })),
      );
      expect((await store.read(tenant, 'voucher', 'a'))?.doc).toMatchObject({ seq: 8 });
    });

    test.each<[string, 404 | 409 | 412, (tenant: string) => Write]>([
      ['create of what exists', 409, (tenant) => ({ op: 'create', doc: sample(tenant, 'there') })],
      ['replace of what is not', 404, (tenant) => ({ op: 'replace', doc: sample(tenant, 'x'), etag: '"1"' })],
      [
        'replace of an older version',
        412,
        (tenant) => ({ op: 'replace', doc: sample(tenant, 'there'), etag: '"1"' }),
      ],
      ['delete of what is not', 404, () => ({ op: 'delete', id: 'x' })],
      ['delete of an older version', 412, () => ({ op: 'delete', id: 'there', etag: '"1"' })],
      ['add to what is not', 404, () => ({ op: 'add', id: 'x', amounts: { seq: 1 } })],
    ])('a %s is conflict %i at its index, and nothing of the batch happens', async (_, status, write) => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'create', doc: sample(tenant, 'there', { seq: 1 }) });
      const before = await store.read(tenant, 'voucher', 'there');
      const result = await commit(
        tenant,
        { op: 'create', doc: sample(tenant, 'first') },
        { op: 'add', id: 'there', amounts: { seq: 1 } },
        write(tenant),
        { op: 'create', doc: sample(tenant, 'last') },
      );
      expect(result).toEqual({ outcome: 'conflict', at: 2, status });
      expect(await store.read(tenant, 'voucher', 'there')).toEqual(before);
      expect(await allIds(store, tenant, { kind: 'voucher', limit: 10 })).toEqual(['there']);
    });

    test('a batch sees its own writes, and holds a hundred', async () => {
      const tenant = randomUUID();
      const writes: Write[] = Array.from({ length: 99 }, (_, seq) => ({
        op: 'create',
        doc: sample(tenant, `v${seq}`, { seq }),
      }));
      await commit(tenant, ...writes, { op: 'add', id: 'v98', amounts: { seq: 1 } });
      expect((await store.read(tenant, 'voucher', 'v98'))?.doc).toMatchObject({ seq: 99 });
      expect(await allIds(store, tenant, { kind: 'voucher', limit: 30 })).toHaveLength(99);
    });

    test('refuses no writes and more than a hundred, unchanged', async () => {
      const tenant = randomUUID();
      const writes: Write[] = Array.from({ length: 101 }, (_, n) => ({
        op: 'put',
        doc: sample(tenant, `${n}`),
      }));
      for (const refused of [[], writes])
        expect(await failureOf(store.commit(tenant, refused))).toMatchObject({
          name: 'StoreFailure',
          certainty: 'unchanged',
        });
    });

    test('refuses a document of another tenant, unchanged', async () => {
      const failure = await failureOf(commit('one', { op: 'create', doc: sample('other', 'a') }));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
    });

    test('keeps tenants apart, the same id in both', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      await commit(one, { op: 'create', doc: sample(one, 'a', { seq: 1 }) });
      await commit(other, { op: 'create', doc: sample(other, 'a', { seq: 2 }) });
      await commit(one, { op: 'delete', id: 'a' });
      expect(await allIds(store, one, { kind: 'voucher', limit: 10 })).toEqual([]);
      expect((await store.read(other, 'voucher', 'a'))?.doc).toEqual(sample(other, 'a', { seq: 2 }));
    });

    test.each([
      'a/b',
      String.raw`a\b`,
      'a?b',
      'a#b',
      '100%',
      '%2F',
      'Üñ',
      '🎟️',
      'two words ',
      '.',
      '..',
      '~41',
      '+',
      '19:x@thread.v2;m=1',
      'SAP‐7F3K—0042',
      'ВАУЧЕР-№7',
      '凭证-0042',
      `"'<>&|{}[]^\`$!*()=,;`,
      'e\u0301-ﬁ-\u{1F469}\u{200D}\u{1F4BB}',
    ])('takes the id %j as it is', async (id) => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'create', doc: sample(tenant, id, { seq: 1 }) });
      await commit(tenant, { op: 'add', id, amounts: { seq: 1 } });
      const doc = sample(tenant, id, { seq: 2 });
      expect((await store.read(tenant, 'voucher', id))?.doc).toEqual(doc);
      expect(await commit(tenant, { op: 'replace', doc, etag: await etagOf(tenant, id) })).toMatchObject({
        outcome: 'committed',
      });
      expect(await allIds(store, tenant, { kind: 'voucher', limit: 10 })).toEqual([id]);
      expect(await commit(tenant, { op: 'delete', id })).toMatchObject({ outcome: 'committed' });
    });

    test('filters by kind, text, number and Boolean, and never takes one for another', async () => {
      const tenant = randomUUID();
      await commit(
        tenant,
        { op: 'create', doc: sample(tenant, 'a', { status: 'open', open: true, customerId: 1 }) },
        { op: 'create', doc: sample(tenant, 'b', { status: 'true', open: false, customerId: 2 }) },
        {
          op: 'create',
          doc: sample(tenant, 'c', { kind: 'claim', status: 'open', open: true, customerId: 1 }),
        },
      );
      const ids = (where: NonNullable<Query['where']>): Promise<string[]> =>
        allIds(store, tenant, { kind: 'voucher', where, limit: 10 }).then((found) => found.sort());
      expect(await ids({})).toEqual(['a', 'b']);
      expect(await ids({ status: 'open', open: true })).toEqual(['a']);
      expect(await ids({ open: false })).toEqual(['b']);
      expect(await ids({ customerId: 2 })).toEqual(['b']);
      expect(await ids({ status: true })).toEqual([]);
      expect(await ids({ open: 'true' })).toEqual([]);
      expect(await ids({ customerId: '1' })).toEqual([]);
    });

    test('finds a document by what it says now', async () => {
      const tenant = randomUUID();
      const ids = (status: string): Promise<string[]> =>
        allIds(store, tenant, { kind: 'voucher', where: { status }, order: { path: 'due' }, limit: 10 });
      await commit(tenant, {
        op: 'create',
        doc: sample(tenant, 'a', { status: 'assigned', due: '2020-05-01' }),
      });
      await commit(tenant, {
        op: 'put',
        doc: sample(tenant, 'a', { status: 'assigned', due: '2020-05-01', seq: 1 }),
      });
      expect(await ids('assigned')).toEqual(['a']);
      await commit(tenant, { op: 'put', doc: sample(tenant, 'a', { status: 'reserved' }) });
      expect([await ids('assigned'), await ids('reserved')]).toEqual([[], ['a']]);
    });

    test('finds by prefix: exact case, any characters, the empty one finds every text', async () => {
      const tenant = randomUUID();
      const names = ['ab', 'abc', 'aB', 'ac', 'a%', 'a_', '🎟️1', '\u{D7FF}x'];
      await commit(
        tenant,
        ...names.map((own): Write => ({ op: 'create', doc: sample(tenant, own, { searchName: own }) })),
        { op: 'create', doc: sample(tenant, 'without') },
      );
      const ids = async (value: string): Promise<string[]> =>
        (
          await allIds(store, tenant, { kind: 'voucher', prefix: { path: 'searchName', value }, limit: 3 })
        ).sort();
      expect(await ids('ab')).toEqual(['ab', 'abc']);
      expect(await ids('a%')).toEqual(['a%']);
      expect(await ids('🎟️')).toEqual(['🎟️1']);
      expect(await ids('\u{D7FF}')).toEqual(['\u{D7FF}x']);
      expect(await ids('')).toEqual([...names].sort());
    });

    test('finds by one of several prefixes: each once, a page at a time, in any kind but another', async () => {
      const tenant = randomUUID();
      const keys: readonly (readonly [plain: string | undefined, reversed: string | undefined])[] = [
        ['ab1', '1ba'],
        ['ab2', '2ba'],
        ['xab', 'bax'],
        ['abba', 'abba'],
        [undefined, 'abc'],
        ['undefined', undefined],
        ['xx', 'xx'],
      ];
      await commit(
        tenant,
        ...keys.map(([plain, reversed], n): Write => ({
          op: 'create',
          doc: sample(tenant, `v${n}`, { ...(plain && { plain }), ...(reversed && { reversed }) }),
        })),
        { op: 'create', doc: sample(tenant, 'claim', { kind: 'claim', plain: 'ab1' }) },
      );
      const ids = async (...anyPrefix: NonNullable<Query['anyPrefix']>): Promise<string[]> => {
        const pages = await Promise.all(
          [1, 2, 3, 100].map((limit) => allIds(store, tenant, { kind: 'voucher', anyPrefix, limit })),
        );
        const [first = []] = pages.map((page) => page.sort());
        for (const page of pages) expect(page).toEqual(first);
        return first;
      };
      const [plain, reversed] = ['plain', 'reversed'] as const;
      expect(await ids({ path: plain, value: 'ab' })).toEqual(['v0', 'v1', 'v3']);
      expect(await ids({ path: plain, value: 'ab' }, { path: reversed, value: 'ab' })).toEqual([
        'v0',
        'v1',
        'v3',
        'v4',
      ]);
      expect(await ids({ path: reversed, value: 'b' }, { path: plain, value: 'x' })).toEqual(['v2', 'v6']);
      expect(await ids({ path: plain, value: 'un' }, { path: reversed, value: 'un' })).toEqual(['v5']);
      expect(await ids({ path: plain, value: '1' }, { path: reversed, value: '3' })).toEqual([]);
    });

    test('orders numbers by value, both ways', async () => {
      const tenant = randomUUID();
      const numbers = [10, 9, -1, 0, -10.5, 0.25, 1e300, -1e300];
      await commit(
        tenant,
        ...numbers.map((seq): Write => ({
          op: 'create',
          doc: sample(tenant, String(seq), { subject: 'x', seq }),
        })),
      );
      const ascending = numbers.toSorted((a, b) => a - b).map(String);
      const ids = (descending: boolean): Promise<string[]> =>
        allIds(store, tenant, {
          kind: 'voucher',
          where: { subject: 'x' },
          order: { path: 'seq', descending },
          limit: 3,
        });
      expect(await ids(false)).toEqual(ascending);
      expect(await ids(true)).toEqual(ascending.toReversed());
    });

    test('pages through equal keys without losing or repeating one, and leaves out what is not asked for', async () => {
      const tenant = randomUUID();
      const days = ['05-01', '04-01', '05-01', '05-01', '06-01', '12-31', '12-31'];
      await commit(
        tenant,
        ...days.map((due, n): Write => ({
          op: 'create',
          doc: sample(tenant, `${due} ${n}`, { open: true, due }),
        })),
        { op: 'create', doc: sample(tenant, 'closed', { open: false, due: '05-01' }) },
        { op: 'create', doc: sample(tenant, 'claim', { kind: 'claim', open: true, due: '05-01' }) },
      );
      for (const limit of [1, 2, 3, 100]) {
        const ids = (descending: boolean): Promise<string[]> =>
          allIds(store, tenant, {
            kind: 'voucher',
            where: { open: true },
            order: { path: 'due', descending },
            limit,
          });
        const ascending = await ids(false);
        expect(ascending.map((id) => id.slice(0, 5))).toEqual(days.toSorted());
        expect(new Set(ascending).size).toBe(days.length);
        const descending = await ids(true);
        expect(descending.map((id) => id.slice(0, 5))).toEqual(days.toSorted().toReversed());
        expect(new Set(descending)).toEqual(new Set(ascending));
      }
    });

    test('orders a part, and looks at what it finds: each once, a page at a time, and what lacks the property', async () => {
      const tenant = randomUUID();
      const day = (n: number): string => `2020-05-${String(n).padStart(2, '0')}`;
      const docs = Array.from({ length: 24 }, (_, n) =>
        sample(tenant, `v${n}`, {
          open: true,
          status: n % 3 === 0 ? 'redeemed' : 'assigned',
          due: day(1 + (n % 8)),
          ...(n % 5 === 0 ? {} : { until: day(1 + ((n * 7) % 12)) }),
        }),
      );
      await commit(tenant, ...docs.map((doc): Write => ({ op: 'create', doc })));
      const of = (order: Omit<NonNullable<Query['order']>, 'path'>): Promise<string[]> =>
        allIds(store, tenant, {
          kind: 'voucher',
          where: { open: true },
          order: { path: 'due', ...order },
          limit: 3,
        });
      const where = (
        holds: (doc: { readonly due: string; readonly until?: string; readonly status: string }) => boolean,
      ): string[] =>
        docs
          .filter((doc) => holds(doc as unknown as Parameters<typeof holds>[0]))
          .map(({ id }) => id)
          .sort();
      const sortedIds = async (order: Parameters<typeof of>[0]): Promise<string[]> =>
        (await of(order)).sort();
      const [three, five] = [day(3), day(5)];
      const counted = (order: Partial<Counted['order']>): Promise<number> =>
        store.count(tenant, {
          kind: 'voucher',
          where: { open: true },
          order: { path: 'due', ...order },
        } as Counted);
      for (const order of [
        { from: three },
        { to: five },
        { from: three, to: five },
        { to: five, not: { path: 'status', value: 'redeemed' } },
        { to: five, last: { path: 'until', since: five } },
        { to: five, not: { path: 'status', value: 'redeemed' }, last: { path: 'until', upTo: five } },
      ] as const)
        expect(await counted(order)).toBe((await of(order)).length);
      expect(await sortedIds({ from: three })).toEqual(where(({ due }) => due >= three));
      expect(await sortedIds({ to: five })).toEqual(where(({ due }) => due <= five));
      expect(await sortedIds({ from: three, to: five })).toEqual(
        where(({ due }) => due >= three && due <= five),
      );
      expect(await sortedIds({ from: three, to: five, descending: true })).toEqual(
        where(({ due }) => due >= three && due <= five),
      );
      expect(await sortedIds({ not: { path: 'status', value: 'redeemed' } })).toEqual(
        where(({ status }) => status !== 'redeemed'),
      );
      expect(await sortedIds({ last: { path: 'until', since: five } })).toEqual(
        where(({ until: on }) => on === undefined || on >= five),
      );
      expect(await sortedIds({ last: { path: 'until', since: five, upTo: five } })).toEqual(
        where(({ until: on }) => on === five),
      );
      expect(
        await sortedIds({
          to: five,
          not: { path: 'status', value: 'redeemed' },
          last: { path: 'until', upTo: five },
        }),
      ).toEqual(
        where(
          ({ due, until: on, status }) =>
            due <= five && status !== 'redeemed' && on !== undefined && on <= five,
        ),
      );
      const found = await of({ from: three, not: { path: 'status', value: 'redeemed' } });
      const dues = found.map((id) => day(1 + (Number(id.slice(1)) % 8)));
      expect(dues).toEqual(dues.toSorted((a, b) => (a < b ? -1 : 1)));
    });

    test('finds what is equal to one of several, in pages, and nothing else', async () => {
      const tenant = randomUUID();
      const docs = Array.from({ length: 12 }, (_, n) =>
        sample(tenant, `v${n}`, {
          customerId: n < 10 ? 'one' : 'two',
          ...(n === 0 ? {} : { status: ['assigned', 'reserved', 'reported', 'redeemed'][n % 4] ?? '' }),
        }),
      );
      await commit(tenant, ...docs.map((doc): Write => ({ op: 'create', doc })));
      const ids = (values: readonly string[], limit: number): Promise<string[]> =>
        allIds(store, tenant, {
          kind: 'voucher',
          where: { customerId: 'one' },
          oneOf: { path: 'status', values },
          limit,
        });
      expect((await ids(['reserved', 'redeemed'], 2)).sort()).toEqual(['v1', 'v3', 'v5', 'v7', 'v9']);
      expect((await ids(['reserved', 'redeemed', 'reported'], 100)).sort()).toEqual([
        'v1',
        'v2',
        'v3',
        'v5',
        'v6',
        'v7',
        'v9',
      ]);
      expect(await ids(['lost'], 100)).toEqual([]);
    });

    test('counts none where there is nothing, nothing of another tenant or kind, and what is gone no more', async () => {
      const tenant = randomUUID();
      const counted: Counted = {
        kind: 'voucher',
        where: { open: true },
        order: { path: 'due', from: '2020' },
      };
      expect(await store.count(tenant, counted)).toBe(0);
      const of = { open: true, due: '2020-05-01' };
      await commit(
        tenant,
        { op: 'create', doc: sample(tenant, 'a', of) },
        { op: 'create', doc: sample(tenant, 'b', { ...of, ttl: 1 }) },
        { op: 'create', doc: sample(tenant, 'c', { ...of, open: false }) },
        { op: 'create', doc: sample(tenant, 'd', { ...of, due: '2019-05-01' }) },
        { op: 'create', doc: sample(tenant, 'e', { ...of, kind: 'claim' }) },
      );
      const other = randomUUID();
      await commit(other, { op: 'create', doc: sample(other, 'a', of) });
      await until(async () => (await store.count(tenant, counted)) === 1);
      await commit(tenant, { op: 'delete', id: 'a' });
      expect(await store.count(tenant, counted)).toBe(0);
    });

    test('counts by the consultant too, and refuses what has no index, unchanged', async () => {
      const tenant = randomUUID();
      const of = { status: 'reserved', due: '2020-05-01' };
      await commit(
        tenant,
        { op: 'create', doc: sample(tenant, 'a', { ...of, consultantId: 'one' }) },
        { op: 'create', doc: sample(tenant, 'b', { ...of, consultantId: 'two' }) },
        { op: 'create', doc: sample(tenant, 'c', of) },
      );
      const counted = (where: object, path = 'due'): Promise<number> =>
        store.count(tenant, { kind: 'voucher', where, order: { path, from: '2020-05-01' } } as Counted);
      expect(await counted({ status: 'reserved', consultantId: 'one' })).toBe(1);
      expect(await counted({ status: 'reserved' })).toBe(3);
      for (const [where, path] of [
        [{ consultantId: 'one' }],
        [{ note: 'x' }],
        [{ status: 'reserved' }, 'note'],
        [{ status: 'reserved' }, 'x OR 1=1'],
      ] as const) {
        const failure = await failureOf(counted(where, path));
        expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
        expect((failure as Error).cause).toBeUndefined();
      }
    });

    test('pages through what has no order, each once', async () => {
      const tenant = randomUUID();
      const all = Array.from({ length: 7 }, (_, n) => `v${n}`);
      await commit(
        tenant,
        ...all.map((id): Write => ({
          op: 'create',
          doc: sample(tenant, id, { status: 'assigned', searchName: `same ${id}` }),
        })),
      );
      for (const query of [
        {},
        { where: { status: 'assigned' } },
        { prefix: { path: 'searchName', value: 'same' } },
        {
          anyPrefix: [
            { path: 'plain', value: 'none' },
            { path: 'searchName', value: 'same' },
          ],
        },
      ] as const)
        expect((await allIds(store, tenant, { kind: 'voucher', limit: 2, ...query })).sort()).toEqual(all);
    });

    test('goes on where it was when documents come and go between two pages', async () => {
      const tenant = randomUUID();
      await commit(
        tenant,
        ...[10, 20, 30, 40].map((seq): Write => ({
          op: 'create',
          doc: sample(tenant, String(seq), { subject: 'x', seq }),
        })),
      );
      const query = {
        kind: 'voucher',
        where: { subject: 'x' },
        order: { path: 'seq' },
        limit: 2,
      } as const;
      const first = await store.query(tenant, query);
      expect(first.items.map(({ doc }) => doc.id)).toEqual(['10', '20']);
      await commit(
        tenant,
        { op: 'create', doc: sample(tenant, '5', { subject: 'x', seq: 5 }) },
        { op: 'create', doc: sample(tenant, '25', { subject: 'x', seq: 25 }) },
        { op: 'delete', id: '20' },
        { op: 'delete', id: '30' },
      );
      const second = await store.query(tenant, { ...query, continuation: first.continuation ?? 'absent' });
      expect(second.items.map(({ doc }) => doc.id)).toEqual(['25', '40']);
    });

    test('refuses a query that is not one, unchanged', async () => {
      for (const query of [
        { kind: 'voucher', limit: 0 },
        { kind: 'voucher', limit: 101 },
        { kind: 'voucher', limit: 1, where: { 'x OR 1=1': 1 } },
        { kind: 'voucher', limit: 1, where: { note: 1 } },
        { kind: 'voucher', limit: 1, where: { subject: 'x' }, order: { path: 'seq DESC' } },
        { kind: 'voucher', limit: 1, order: { path: 'seq' } },
        { kind: 'voucher', limit: 1, where: { open: true, status: 'x' }, order: { path: 'due' } },
        { kind: 'voucher', limit: 1, prefix: { path: 'id', value: 'a' } },
        { kind: 'voucher', limit: 1, continuation: 'not one' },
      ])
        // What does not compile must not get through either.
        expect(await failureOf(store.query('tenant', query as Query))).toMatchObject({
          name: 'StoreFailure',
          certainty: 'unchanged',
        });
    });

    // An account, an emulator or another engine would each make something else of it.
    test.each<[string, object]>([
      ['filters by what has none', { where: { note: 'x' } }],
      ['filters by what is only ordered by', { where: { due: 'x' } }],
      ['filters by the id, which is stored encoded', { where: { id: 'a' } }],
      ['has a prefix of what has none', { prefix: { path: 'note', value: 'x' } }],
      ['has a prefix of what is only ordered by', { prefix: { path: 'changedAt', value: 'x' } }],
      ['orders without what must be equal', { order: { path: 'changedAt' } }],
      ['orders by what is only filtered by', { where: { open: true }, order: { path: 'status' } }],
      ['orders with more that is equal', { where: { open: true, status: 'x' }, order: { path: 'due' } }],
      ['orders with other that is equal', { where: { customerId: 'x' }, order: { path: 'due' } }],
      [
        'orders a prefix',
        { where: { open: true }, prefix: { path: 'searchName', value: 'x' }, order: { path: 'due' } },
      ],
      [
        'looks at what has none',
        { where: { open: true }, order: { path: 'due', not: { path: 'note', value: 'x' } } },
      ],
      [
        'looks for the last day of what has none',
        { where: { open: true }, order: { path: 'due', last: { path: 'note', since: 'x' } } },
      ],
    ])('never asks for what has no index: a query that %s', async (_, query) => {
      const failure = await failureOf(store.query('tenant', { kind: 'voucher', limit: 1, ...query }));
      expect(failure).toMatchObject({ name: 'StoreFailure', certainty: 'unchanged' });
      // What a service had said would be the cause.
      expect((failure as Error).cause).toBeUndefined();
    });

    test('forgets a document some time after its ttl, and takes its id again', async () => {
      const tenant = randomUUID();
      await commit(
        tenant,
        { op: 'create', doc: sample(tenant, 'brief', { ttl: 1 }) },
        { op: 'create', doc: sample(tenant, 'kept', { ttl: -1 }) },
        { op: 'create', doc: sample(tenant, 'later', { ttl: 86_400 }) },
      );
      await until(async () => (await store.read(tenant, 'voucher', 'brief')) === undefined);
      await until(async () => (await allIds(store, tenant, { kind: 'voucher', limit: 10 })).length === 2);
      expect(await commit(tenant, { op: 'create', doc: sample(tenant, 'brief') })).toMatchObject({
        outcome: 'committed',
      });
      expect((await allIds(store, tenant, { kind: 'voucher', limit: 10 })).sort()).toEqual([
        'brief',
        'kept',
        'later',
      ]);
    });

    test('names the document that is none of ours', async () => {
      const tenant = randomUUID();
      await commit(tenant, { op: 'create', doc: sample(tenant, 'odd/one', { kind: 'elsewhere' as never }) });
      expect(await failureOf(store.read(tenant, 'voucher', 'odd/one'))).toMatchObject({
        name: 'StoreFailure',
        certainty: 'unchanged',
        message: expect.stringContaining('"odd/one"'),
      });
    });

    test('has nothing under an id that no document can have', async () => {
      for (const id of ['', '\ud800', 'x'.repeat(1024), 'ж'.repeat(171)])
        expect(await store.read(randomUUID(), 'voucher', id)).toBeUndefined();
    });

    if (behind === 'memory') return;

    test('takes the longest id and refuses a longer one, unchanged', async () => {
      const tenant = randomUUID();
      const longest = 'x'.repeat(1023);
      await commit(tenant, { op: 'create', doc: sample(tenant, longest) });
      expect((await store.read(tenant, 'voucher', longest))?.doc.id).toBe(longest);
      expect(await allIds(store, tenant, { kind: 'voucher', limit: 10 })).toEqual([longest]);
      for (const id of [`${longest}x`, 'ж'.repeat(171)])
        expect(await failureOf(commit(tenant, { op: 'create', doc: sample(tenant, id) }))).toMatchObject({
          name: 'StoreFailure',
          certainty: 'unchanged',
        });
    });

    test('takes a document of nearly 2 MB and refuses a larger one, unchanged', async () => {
      const tenant = randomUUID();
      const doc = sample(tenant, 'large', { note: 'x'.repeat(1_900_000) });
      expect(await commit(tenant, { op: 'create', doc })).toMatchObject({ outcome: 'committed' });
      expect((await store.read(tenant, 'voucher', 'large'))?.doc).toEqual(doc);
      const larger = sample(tenant, 'larger', { note: 'x'.repeat(2_200_000) });
      expect(await failureOf(commit(tenant, { op: 'create', doc: larger }))).toMatchObject({
        name: 'StoreFailure',
        certainty: 'unchanged',
      });
      expect(await store.read(tenant, 'voucher', 'larger')).toBeUndefined();
    });

    test('refuses a batch over 2 MB whose documents are not, and nothing of it happens', async () => {
      const tenant = randomUUID();
      const halves = ['a', 'b'].map((id): Write => ({
        op: 'create',
        doc: sample(tenant, id, { note: 'x'.repeat(1_200_000) }),
      }));
      expect(await failureOf(commit(tenant, ...halves))).toMatchObject({
        name: 'StoreFailure',
        certainty: 'unchanged',
      });
      expect(await allIds(store, tenant, { kind: 'voucher', limit: 10 })).toEqual([]);
    });

    test('takes a deep document and refuses one nested over 128 levels, unchanged', async () => {
      const tenant = randomUUID();
      const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
      const doc = sample(tenant, 'deep', { note: nested(120) });
      await commit(tenant, { op: 'create', doc });
      expect((await store.read(tenant, 'voucher', 'deep'))?.doc).toEqual(doc);
      const deeper = sample(tenant, 'deeper', { note: nested(140) });
      expect(await failureOf(commit(tenant, { op: 'create', doc: deeper }))).toMatchObject({
        name: 'StoreFailure',
        certainty: 'unchanged',
      });
      expect(await store.read(tenant, 'voucher', 'deeper')).toBeUndefined();
    });
  });
}
