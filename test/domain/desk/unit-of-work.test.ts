import { describe, expect, test } from '@jest/globals';
import {
  type AnyDocument,
  type CustomerDocument,
  type DocumentOf,
  type OutboxDocument,
} from '../../../domain/store/documents.ts';
import { ttlOf } from '../../../domain/store/retention.ts';
import { DocumentCache } from '../../../domain/desk/cache.ts';
import { UnitOfWork } from '../../../domain/desk/unit-of-work.ts';
import { companyOf, d, reserve, TENANT, World } from '../given.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { VoucherOrder } from '../../../domain/desk/desk.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { documents, eventsOf, expectConsistent, one, record, two, why, worldWith } from './given.ts';

const base = { tenantId: 't', schema: 1 } as const;
const version = { version: 1, texts: {}, changedBy: 'admin', changedAt: 1 } as const;
const customer = (name: string): CustomerDocument => ({
  ...base,
  id: 'c',
  kind: 'customer',
  name,
  searchName: 'x',
});
const draft = (text: string): DocumentOf<'dialog'> => ({
  ...base,
  id: 'd',
  kind: 'dialog',
  ttl: ttlOf('dialog'),
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

  test('that the batch does not prove stands when the store has it still: one read, and none of what is sure', async () => {
    const given = new Given();
    const stands = async (unit: UnitOfWork): Promise<[boolean, number]> => {
      const before = given.store.calls.read;
      return [await unit.stands('dialog', 'd'), given.store.calls.read - before];
    };
    const first = given.unit();
    expect(await first.read('dialog', 'd')).toBeUndefined();
    expect(await stands(first)).toEqual([true, 0]);
    const kept = given.unit();
    expect(await kept.read('dialog', 'd')).toBeUndefined();
    expect(await stands(kept)).toEqual([true, 1]);
    const old = given.unit();
    expect(await old.read('dialog', 'd')).toBeUndefined();
    await given.elsewhere(draft('theirs'));
    // What was read before stays doubtful, whatever is read afresh later.
    old.refresh();
    expect(await stands(old)).toEqual([false, 1]);
    const now = given.unit();
    expect(await now.read('dialog', 'd')).toMatchObject({ state: { text: 'theirs' } });
    now.save(draft('mine'));
    expect(await stands(now)).toEqual([true, 0]);
    expect(await now.commit()).toBe('committed');
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

describe('what is foreseen', () => {
  const wanted = [
    { kind: 'customer', id: 'c' },
    { kind: 'dialog', id: 'd' },
    { kind: 'company', id: 'x' },
  ] as const;

  test('is read once and together, what is not there too, and is gone by then', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    let underWay = 0;
    let most = 0;
    given.store.before = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    };
    const unit = given.unit();
    await unit.foresee(wanted);
    await given.elsewhere(customer('new'));
    expect(await given.nameNow(unit)).toBe('old');
    expect(await unit.read('dialog', 'd')).toBeUndefined();
    expect(await unit.read('company', 'x')).toBeUndefined();
    expect(most).toBe(3);
    expect(given.store.calls.read).toBe(3);
    expect(unit.isFresh).toBe(true);
  });

  test('is not asked for when it is at hand, nor when it would be asked for alone', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    await given.nameNow();
    await given.unit().foresee([wanted[0], wanted[2]]);
    expect(given.store.calls.read).toBe(1);
    const unit = given.unit();
    unit.save(customer('staged'));
    await unit.foresee([wanted[0], wanted[2]]);
    expect(given.store.calls.read).toBe(1);
    expect(await given.nameNow(unit)).toBe('staged');
  });

  test('takes drafts along, so that an answer that goes by them need not ask once more', async () => {
    const given = new Given();
    expect(await given.unit().read('dialog', 'd')).toBeUndefined();
    const kept = given.unit();
    await kept.foresee([wanted[1]]);
    await kept.read('dialog', 'd');
    expect(given.store.calls.read).toBe(1);
    expect(await kept.stands('dialog', 'd')).toBe(true);
    expect(given.store.calls.read).toBe(2);
    const unit = given.unit();
    await unit.foresee(wanted);
    expect(given.store.calls.read).toBe(5);
    await unit.read('dialog', 'd');
    expect(await unit.stands('dialog', 'd')).toBe(true);
    expect(given.store.calls.read).toBe(5);
  });

  test('is proved by the batch as what was read alone', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const unit = given.unit();
    await unit.foresee(wanted);
    unit.save(customer('mine'));
    await given.elsewhere(customer('new'));
    expect(await unit.commit()).toBe('conflict');
    expect(await given.nameNow()).toBe('new');
  });

  test('leaves the turn as it was when the store fails', async () => {
    const given = new Given();
    await given.elsewhere(customer('old'));
    const unit = given.unit();
    given.store.failNext('read');
    await expect(unit.foresee(wanted)).rejects.toThrow('read failed');
    expect(await given.nameNow(unit)).toBe('old');
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
    const row: OutboxDocument = { ...base, id: 'o', kind: 'outbox', reference: '{}', card: '{}', madeAt: 1 };
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

describe('a commit', () => {
  const order: VoucherOrder = { commandId: 'asked', id: one, version: 1, command: reserve };

  test('is repeated when the command was done, and conflicts when the document was changed', async () => {
    const world = await worldWith();
    const [first, second, third] = [1, 2, 3].map(() => world.newDesk().begin(TENANT));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    await world.desk.orderVoucher(first, world.admin, order);
    await world.desk.orderVoucher(second, world.admin, order);
    await world.desk.orderVoucher(third, world.admin, { ...order, commandId: 'other' });
    expect([await first.commit(), await second.commit(), await third.commit()]).toEqual([
      'committed',
      'repeated',
      'conflict',
    ]);
  });

  test('is repeated when the activity was processed before', async () => {
    const world = await World.begun();
    const turn = (): Promise<string> => {
      const unit = world.desk.begin(TENANT);
      const doc = { id: 'processed:a:1', tenantId: TENANT, kind: 'processed', schema: 1, ttl: 60 } as const;
      unit.add({ op: 'create', doc });
      return unit.commit();
    };
    expect([await turn(), await turn()]).toEqual(['committed', 'repeated']);
  });

  test('makes the tally of a tenant that has none, and asks for another turn', async () => {
    const world = await World.begun();
    const command = { commandId: 'c', id: one, command: record(one) };
    const unit = world.desk.begin(TENANT);
    await world.desk.orderVoucher(unit, world.admin, command);
    expect(documents(world, 'tally')).toEqual([]);
    expect(await unit.commit()).toBe('conflict');
    expect(documents(world, 'tally')).toHaveLength(1);
    expect(documents(world, 'voucher')).toEqual([]);
    expect(why(await world.run((next) => world.desk.orderVoucher(next, world.admin, command)))).toBe('done');
    expectConsistent(world);
  });

  test.each(['unchanged', 'lostBefore', 'lostAfter'] as const)(
    'that fails (%s) says so; the same command afterwards is done once',
    async (fault) => {
      const world = await worldWith();
      const unit = world.desk.begin(TENANT);
      expect(why(await world.desk.orderVoucher(unit, world.admin, order))).toBe('done');
      world.store.failNext('commit', fault);
      const failure = await unit.commit().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreFailure);
      expect(failure).toMatchObject({ certainty: fault === 'unchanged' ? 'unchanged' : 'unknown' });
      const written = fault === 'lostAfter';
      expect(eventsOf(world, 'voucher:SYN-0001')).toHaveLength(written ? 2 : 1);
      const turns = [1, 2].map(
        () => () => world.run((next) => world.desk.orderVoucher(next, world.admin, order)),
      );
      const answers: string[] = [];
      for (const turn of turns) answers.push(why(await turn()));
      expect(answers).toEqual([written ? 'again' : 'done', 'again']);
      expect(eventsOf(world, 'voucher:SYN-0001')).toHaveLength(2);
      expectConsistent(world);
    },
  );

  test('of a first voucher that may have been written is not written twice', async () => {
    const world = await worldWith();
    const asked = { commandId: 'r', id: two, command: record(two) };
    const unit = world.desk.begin(TENANT);
    await world.desk.orderVoucher(unit, world.admin, asked);
    world.store.failNext('commit', 'lostAfter');
    await expect(unit.commit()).rejects.toMatchObject({ certainty: 'unknown' });
    expect(why(await world.run((next) => world.desk.orderVoucher(next, world.admin, asked)))).toBe('again');
    expectConsistent(world);
  });

  test('is not reached when a read fails, which has changed nothing', async () => {
    const world = await worldWith();
    const desk = world.newDesk();
    world.store.failNext('read');
    const unit = desk.begin(TENANT);
    await expect(desk.orderVoucher(unit, world.admin, order)).rejects.toMatchObject({
      certainty: 'unchanged',
    });
    expect(unit.isEmpty).toBe(true);
  });
});
