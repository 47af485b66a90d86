import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { LEASE_MS, Leases } from '../../../bot/notify/lease.ts';
import { daySchema } from '../../../domain/day.ts';
import { LEASE_ID, TALLY_ID } from '../../../domain/store/ids.ts';
import { newDocument, type LeaseDocument } from '../../../domain/store/documents.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

const T = 'tenant-1';
const DAY = daySchema.parse('2020-06-15');
let now: number;
let store: MemoryStore;
let a: Leases;
let b: Leases;

beforeEach(() => {
  now = Date.parse('2020-06-15T10:00:00Z');
  store = new MemoryStore({ clock: { now: () => now } });
  [a, b] = ['a', 'b'].map((holder) => new Leases({ store, clock: { now: () => now }, holder })) as [
    Leases,
    Leases,
  ];
});

const stored = () => store.all(T).find(({ id }) => id === LEASE_ID) as LeaseDocument | undefined;

describe('the lease of a tenant', () => {
  test('has one holder, who may renew it', async () => {
    expect([await a.take(T), await b.take(T)]).toEqual([true, false]);
    now += LEASE_MS - 1;
    expect([await b.take(T), await a.take(T)]).toEqual([false, true]);
    now += LEASE_MS - 1;
    expect([await b.take(T), await a.take(T)]).toEqual([false, true]);
    expect(await b.take('tenant-2')).toBe(true);
  });

  test('is taken by one only, when two ask at the same time', async () => {
    expect((await Promise.all([a.take(T), b.take(T)])).filter(Boolean)).toHaveLength(1);
    now += LEASE_MS;
    expect((await Promise.all([b.take(T), a.take(T), b.take(T)])).filter(Boolean).length).toBeGreaterThan(0);
    const holder = stored()?.holder === 'a' ? a : b;
    const other = holder === a ? b : a;
    expect(await other.commit(T, [])).toBe('lost');
  });

  test('goes to another when it ran out', async () => {
    await a.take(T);
    now += LEASE_MS;
    expect([await b.take(T), await a.take(T)]).toEqual([true, false]);
  });

  test('goes to another at once when it was given back, and what was swept with it', async () => {
    await a.take(T);
    expect(await a.commit(T, [], DAY)).toMatchObject({ outcome: 'committed' });
    expect(a.sweptOn(T)).toBe('2020-06-15');
    // The day is made: nobody has to wait for it to run out.
    expect(await b.take(T)).toBe(true);
    expect(b.sweptOn(T)).toBe('2020-06-15');
  });

  test('is given back before it runs out, and another has it at once', async () => {
    await a.take(T);
    expect(await b.take(T)).toBe(false);
    await a.giveBack(T);
    expect([a.holds(T), await b.take(T), await a.take(T)]).toEqual([false, true, false]);
    // Not theirs to give.
    await a.giveBack(T);
    expect(await a.take(T)).toBe(false);
  });

  test('of one thing is not that of another', async () => {
    const other = new Leases({ store, clock: { now: () => now }, holder: 'b', id: 'lease:other' });
    expect([await a.take(T), await other.take(T), await b.take(T)]).toEqual([true, true, false]);
  });

  test('is not kept for ever by a clock that was ahead', async () => {
    now += 365 * 86_400_000;
    await a.take(T);
    now -= 365 * 86_400_000;
    expect([await b.take(T), a.sweptOn(T)]).toEqual([true, undefined]);
    expect(await a.take(T)).toBe(false);
  });

  test('of a process that was started again under its name is its own', async () => {
    await a.take(T);
    expect(await new Leases({ store, clock: { now: () => now }, holder: 'a' }).take(T)).toBe(true);
    expect(await a.take(T)).toBe(true);
  });
});

const tally = newDocument('tally', T, TALLY_ID, {
  assigned: 0,
  reserved: 0,
  reported: 0,
  redeemed: 0,
  claimed: 0,
  lost: 0,
  void: 0,
});

describe('a holder that was away for too long', () => {
  test('can write nothing with it, and does not think that it holds it', async () => {
    await a.take(T);
    now += LEASE_MS;
    await b.take(T);
    expect(await a.commit(T, [{ op: 'create', doc: tally }], DAY)).toBe('lost');
    expect([store.all(T).length, stored()?.sweptOn]).toEqual([1, undefined]);
    expect(await a.commit(T, [])).toBe('lost');
    expect(await a.take(T)).toBe(false);
  });

  test('that nobody replaced may go on', async () => {
    await a.take(T);
    now += 10 * LEASE_MS;
    expect(await a.commit(T, [])).toMatchObject({ outcome: 'committed' });
  });
});

/** So long that a process that has to wait for its turn on the machine does not lose it. */
const LASTS_MS = 800;

describe('a holder that is still at work', () => {
  test('keeps it for longer than it lasts by itself, also while it writes with it', async () => {
    const clock = { now: () => Date.now() };
    const one = new Leases({ store, clock, holder: 'one', lastsMs: LASTS_MS });
    const other = new Leases({ store, clock, holder: 'other', lastsMs: LASTS_MS });
    await one.take(T);
    const stop = one.keep(T);
    for (let turn = 0; turn < 10; turn += 1) {
      await sleep(LASTS_MS / 5);
      expect([turn, await other.take(T)]).toEqual([turn, false]);
      expect(await one.commit(T, [{ op: 'put', doc: tally }])).toMatchObject({ outcome: 'committed' });
    }
    stop();
    await sleep(LASTS_MS * 1.5);
    expect(await other.take(T)).toBe(true);
  });

  test('is told which of its writes met a conflict, and holds it all the same', async () => {
    await a.take(T);
    await a.commit(T, [{ op: 'create', doc: tally }]);
    const again = await a.commit(T, [
      { op: 'delete', id: 'notice:none', etag: '"x"' },
      { op: 'create', doc: tally },
    ]);
    expect(again).toEqual({ outcome: 'conflict', at: 0, status: 404 });
    expect(await a.commit(T, [])).toMatchObject({ outcome: 'committed' });
  });
});

describe('a store that gives no answer', () => {
  test('gives no lease; the next try finds the truth', async () => {
    store.failNext('commit', 'lostAfter');
    await expect(a.take(T)).rejects.toMatchObject({ certainty: 'unknown' });
    expect(await a.commit(T, [])).toBe('lost');
    expect([await b.take(T), await a.take(T)]).toEqual([false, true]);
  });

  test('keeps nobody from closing', async () => {
    await a.take(T);
    store.failNext('commit');
    await a.close();
    expect(await b.take(T)).toBe(false);
    now += LEASE_MS;
    expect(await b.take(T)).toBe(true);
  });
});
