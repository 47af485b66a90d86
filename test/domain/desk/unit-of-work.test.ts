import { describe, expect, test } from '@jest/globals';
import { DIALOG_TTL_SECONDS, type AnyDocument } from '../../../domain/store/documents.ts';
import { DocumentCache } from '../../../domain/desk/cache.ts';
import { UnitOfWork } from '../../../domain/desk/unit-of-work.ts';
import { companyOf, d } from '../given.ts';
import { MemoryStore } from '../store/memory-store.ts';

const base = { tenantId: 't', schema: 1 } as const;
const version = { version: 1, texts: {}, changedBy: 'admin', changedAt: 1 } as const;
const customer = (name: string): AnyDocument => ({
  ...base,
  id: 'c',
  kind: 'customer',
  name,
  searchName: 'x',
});
const draft = (text: string): AnyDocument => ({
  ...base,
  id: 'd',
  kind: 'dialog',
  ttl: DIALOG_TTL_SECONDS,
  state: { text },
});

/** A store, and processes with a cache each; the clock stands until it is set. */
class Given {
  now = 1_000_000;
  readonly clock = { now: (): number => this.now };
  readonly store = new MemoryStore({ clock: this.clock });
  readonly cache = new DocumentCache();

  unit(cache = this.cache, fresh = false): UnitOfWork {
    return new UnitOfWork(this.store, cache, this.clock, 't', { fresh });
  }

  /** What another process writes. */
  async elsewhere(doc: AnyDocument): Promise<void> {
    await this.store.commit('t', [{ op: 'put', doc }]);
  }

  async nameNow(unit = this.unit()): Promise<string | undefined> {
    return (await unit.read('customer', 'c'))?.name;
  }
}

/** Holds the next read up after it has seen what was there; `go` lets it come back. */
function late(store: MemoryStore): { readonly go: () => void } {
  const inner = store.read.bind(store);
  let go = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (go = resolve));
  store.read = async (tenantId, kind, id) => {
    store.read = inner;
    const seen = await inner(tenantId, kind, id);
    await waiting;
    return seen;
  };
  return { go };
}

describe('a kept copy', () => {
  const company: AnyDocument = { ...base, ...version, id: 'a', kind: 'company', state: companyOf() };
  const person: AnyDocument = { ...base, id: 'a', kind: 'person', name: 'x', roles: [], language: 'en' };
  const voucher: AnyDocument = {
    ...base,
    ...version,
    id: 'a',
    kind: 'voucher',
    state: { facts: { number: 'A', adminKnown: true }, stage: { status: 'assigned' }, breaches: [] },
    status: 'assigned',
    open: true,
    due: d('2020-06-15'),
    suffix: 'A',
  };
  const claim: AnyDocument = {
    ...base,
    ...version,
    id: 'a',
    kind: 'claim',
    state: {
      country: 'PL',
      voucherIds: ['A'],
      redeemed: { first: d('2020-06-10'), last: d('2020-06-10') },
      stage: { status: 'draft' },
      breaches: [],
    },
    status: 'draft',
    open: true,
    due: d('2020-08-09'),
  };

  test.each([company, person, voucher, claim, { ...customer('x'), id: 'a' } as AnyDocument])(
    'of a $kind serves for five seconds, and then the store is asked',
    async (doc) => {
      const given = new Given();
      await given.elsewhere(doc);
      const reads = async (): Promise<number> => {
        const before = given.store.calls.read;
        expect(await given.unit().read(doc.kind, 'a')).toEqual(doc);
        return given.store.calls.read - before;
      };
      expect(await reads()).toBe(1);
      expect(await reads()).toBe(0);
      given.now += 4999;
      expect(await reads()).toBe(0);
      given.now += 1;
      expect(await reads()).toBe(1);
      expect(await reads()).toBe(0);
    },
  );

  test('grows no younger when the clock is set back', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    await given.nameNow();
    await given.elsewhere(customer('new'));
    given.now -= 1;
    expect(await given.nameNow()).toBe('new');
  });

  test('that the batch will prove serves at any age: when it was not true any more, the batch says so', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    await given.nameNow();
    await given.elsewhere(customer('new'));
    given.now += 3_600_000;
    const unit = given.unit();
    expect(await unit.read('customer', 'c', true)).toMatchObject({ name: 'old' });
    unit.save(customer('mine'));
    expect(await unit.commit()).toBe('conflict');
    expect(await given.nameNow()).toBe('new');
  });

  test('is what this process wrote, and counts from then', async () => {
    const given = new Given();
    const unit = given.unit();
    unit.save(customer('mine'));
    expect(await unit.commit()).toBe('committed');
    expect(await given.nameNow()).toBe('mine');
    expect(given.store.calls.read).toBe(0);
    given.now += 5000;
    await given.nameNow();
    expect(given.store.calls.read).toBe(1);
  });

  test.each(['unchanged', 'lostBefore', 'lostAfter'] as const)(
    'is forgotten when a commit failed: %s',
    async (fault) => {
      const given = new Given();
      await given.elsewhere(customer('old'));
      const unit = given.unit();
      await unit.read('customer', 'c');
      unit.save(customer('mine'));
      given.store.failNext('commit', fault);
      await expect(unit.commit()).rejects.toThrow();
      expect(await given.nameNow()).toBe(fault === 'lostAfter' ? 'mine' : 'old');
    },
  );
});

describe('a late read', () => {
  test('does not overwrite what was written meanwhile', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const { go } = late(given.store);
    const reading = given.nameNow();
    const writer = given.unit(given.cache, true);
    await writer.read('customer', 'c');
    writer.save(customer('new'));
    expect(await writer.commit()).toBe('committed');
    go();
    expect(await reading).toBe('old');
    expect(await given.nameNow()).toBe('new');
  });

  test('does not bring back what a failed commit put in doubt', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const { go } = late(given.store);
    const reading = given.nameNow();
    const writer = given.unit(given.cache, true);
    await writer.read('customer', 'c');
    writer.save(customer('new'));
    given.store.failNext('commit', 'lostAfter');
    await expect(writer.commit()).rejects.toThrow();
    go();
    await reading;
    expect(await given.nameNow()).toBe('new');
  });

  test('that found no draft does not hide the one that was written meanwhile', async () => {
    const given = new Given();
    const { go } = late(given.store);
    const reading = given.unit().read('dialog', 'd');
    const writer = given.unit(given.cache, true);
    writer.save(draft('kept'));
    expect(await writer.commit()).toBe('committed');
    go();
    expect(await reading).toBeUndefined();
    expect(await given.unit().read('dialog', 'd')).toMatchObject({ state: { text: 'kept' } });
  });

  test('is kept when nothing was written since it began', () => {
    const cache = new DocumentCache();
    const stored = { doc: customer('x'), etag: 'e' };
    cache.set('t', 'c', undefined, 1);
    expect(cache.offer('t', 'c', stored, 2, cache.mark())).toBe(true);
    expect(cache.get('t', 'c')).toEqual({ stored, at: 2 });
    const since = cache.mark();
    cache.set('t', 'c', { ...stored, etag: 'newer' }, 3);
    expect(cache.offer('t', 'c', stored, 4, since)).toBe(false);
    expect(cache.get('t', 'c')?.stored.etag).toBe('newer');
    expect(cache.offer('u', 'c', stored, 4, since)).toBe(true);
  });
});

describe('that there is no draft', () => {
  test('is kept, until one is written; and again when it is deleted', async () => {
    const given = new Given();
    await given.unit().read('dialog', 'd');
    await given.unit().read('dialog', 'd');
    expect(given.store.calls.read).toBe(1);
    const writer = given.unit();
    await writer.read('dialog', 'd');
    writer.save(draft('a'));
    expect(await writer.commit()).toBe('committed');
    const deleter = given.unit();
    expect(await deleter.read('dialog', 'd')).toMatchObject({ state: { text: 'a' } });
    deleter.add({ op: 'delete', id: 'd', etag: deleter.etag('d') ?? '' });
    expect(await deleter.commit()).toBe('committed');
    expect(await given.unit().read('dialog', 'd')).toBeUndefined();
    expect(given.store.calls.read).toBe(1);
  });

  test('is not kept of anything else', async () => {
    const given = new Given();
    await given.nameNow();
    await given.nameNow();
    expect(given.store.calls.read).toBe(2);
  });
});

describe('a turn', () => {
  test('sees one document throughout, with what it has staged', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const unit = given.unit();
    expect(await given.nameNow(unit)).toBe('old');
    await given.elsewhere(customer('new'));
    expect(await given.nameNow(unit)).toBe('old');
    unit.save(customer('staged'));
    expect(await given.nameNow(unit)).toBe('staged');
  });

  test('still proves, after a refresh, what it does not read again', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const unit = given.unit();
    await given.nameNow(unit);
    unit.refresh();
    expect(unit.etag('c')).toBeDefined();
    unit.save(customer('mine'));
    await given.elsewhere(customer('new'));
    expect(await unit.commit()).toBe('conflict');
    expect(await given.nameNow()).toBe('new');
  });

  test('proves, after a refresh, what it read again', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const unit = given.unit();
    await given.nameNow(unit);
    await given.elsewhere(customer('new'));
    unit.refresh();
    expect(await given.nameNow(unit)).toBe('new');
    unit.save(customer('mine'));
    expect(await unit.commit()).toBe('committed');
  });

  test('creates, after a refresh, what it found gone', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const unit = given.unit();
    await given.nameNow(unit);
    await given.store.commit('t', [{ op: 'delete', id: 'c' }]);
    unit.refresh();
    expect(await given.nameNow(unit)).toBeUndefined();
    expect(unit.etag('c')).toBeUndefined();
    unit.save(customer('mine'));
    expect(await unit.commit()).toBe('committed');
  });

  test('knows the etags of what it wrote, and of nothing that it did not', async () => {
    const given = new Given();
    const unit = given.unit();
    const row: AnyDocument = { ...base, id: 'o', kind: 'outbox', reference: '{}', card: '{}', madeAt: 1 };
    unit.save(customer('mine'));
    unit.add({ op: 'put', doc: row });
    expect(unit.writtenEtag('o')).toBeUndefined();
    expect(await unit.commit()).toBe('committed');
    for (const [kind, id] of [
      ['customer', 'c'],
      ['outbox', 'o'],
    ] as const) {
      expect(unit.writtenEtag(id)).toBe((await given.store.read('t', kind, id))?.etag);
    }
    expect(unit.writtenEtag('x')).toBeUndefined();
    const loser = given.unit();
    loser.save(customer('late'));
    expect(await loser.commit()).toBe('conflict');
    expect(loser.writtenEtag('c')).toBeUndefined();
  });
});
