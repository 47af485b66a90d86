import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { AllowedTenants } from '../../../bot/wake/allowed-tenants.ts';
import { Hints } from '../../../bot/wake/hints.ts';
import { Watch } from '../../../bot/wake/watch.ts';
import { newDocument, type HintDocument } from '../../../domain/store/documents.ts';
import { HINTS, sendRowId } from '../../../domain/store/ids.ts';
import { allOf } from '../../../domain/store/pages.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { Random } from '../../domain/given.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TENANT = 'tenant-1';
const SILENT = createLog('fatal', { write: () => undefined });
const ignored = (): Promise<void> => Promise.resolve();

/** Processes on one store, of which any may die; the clock is the test's. */
class Given {
  now = Date.parse('2020-06-15T10:00:00Z');
  readonly clock = { now: (): number => this.now };
  readonly store = new MemoryStore({ clock: this.clock });
  /** Rows that nobody has taken care of, by when they were committed. */
  readonly left = new Map<string, number>();
  /** How long the longest of them waited. */
  longest = 0;
  looks = 0;
  #rows = 0;

  hints(skew = 0): Hints {
    return new Hints({ store: this.store, clock: { now: () => this.now + skew } });
  }

  /** A process that looks, or looks seldom: it finds every row that is committed. */
  watch(tenants: readonly string[] = [TENANT], skew = 0, how: 'looks' | 'seldom' = 'looks'): Watch {
    const look = async (tenantId: string): Promise<number> => {
      this.looks += 1;
      let found = 0;
      for await (const { doc } of allOf(this.store, tenantId, { kind: 'outbox' })) {
        this.longest = Math.max(this.longest, this.now - (this.left.get(doc.id) ?? this.now));
        await this.store.commit(tenantId, [{ op: 'delete', id: doc.id }]);
        this.left.delete(doc.id);
        found += 1;
      }
      return found > 0 ? this.now : Infinity;
    };
    const of = { hints: this.hints(skew), tenants: this.allowed(tenants), log: SILENT };
    return new Watch({ ...of, looks: [], [how]: [look] });
  }

  allowed(tenants: readonly string[]): AllowedTenants {
    const named = tenants.map((tenantId) => ({ tenantId, adminObjectId: 'nobody' }));
    return new AllowedTenants({ store: this.store, named, readsStore: true, log: SILENT });
  }

  /** A process commits a row and dies. */
  async leave(hints: Hints, tenantId = TENANT): Promise<void> {
    await hints.keepAwake(tenantId);
    this.#rows += 1;
    const id = sendRowId(String(this.#rows));
    const doc = newDocument('outbox', tenantId, id, { reference: '{}', madeAt: this.now });
    await this.store.commit(tenantId, [{ op: 'create', doc }]);
    this.left.set(id, this.now);
  }

  get hint(): HintDocument | undefined {
    return this.store.all(HINTS).find((doc): doc is HintDocument => doc.kind === 'hint');
  }

  get requests(): number {
    const { read, query, commit } = this.store.calls;
    return read + query + commit;
  }
}

describe('a tenant’s hint', () => {
  test('costs a turn nothing but the first in a while', async () => {
    const given = new Given();
    const hints = given.hints();
    const costs: number[] = [];
    for (let minute = 0; minute < 30; minute += 1) {
      const before = given.requests;
      await hints.keepAwake(TENANT);
      costs.push(given.requests - before);
      given.now += MINUTE;
    }
    expect(costs.filter((cost) => cost > 0)).toEqual([1, 1, 1, 1]);
    expect(costs[0]).toBe(1);
  });

  test.each(
    (['looks', 'seldom'] as const).flatMap((how) =>
      Array.from({ length: 20 }, (_, seed) => [seed, how] as const),
    ),
  )(
    'is never late, whoever dies and whatever the clocks show: %i, what it does is in its %s',
    async (seed, how) => {
      const given = new Given();
      const random = new Random(seed);
      const skews = [0, random.below(60) * SECOND - 30 * SECOND];
      const workers = skews.map((skew) => given.hints(skew));
      const watches = skews.map((skew) => given.watch([TENANT], skew, how));
      for (let steps = 0; steps < 600; steps += 1) {
        // Long quiet times, and busy ones.
        given.now += random.below(20) === 0 ? random.below(40) * MINUTE : random.below(30) * SECOND;
        const until = given.now;
        if (random.below(3) === 0) {
          const worker = random.below(2);
          await given.leave(workers[worker] ?? given.hints());
          if (random.below(4) === 0) workers[worker] = given.hints(skews[worker]);
        }
        for (const watch of watches) if (random.below(2) === 0) await watch.round();
        expect(given.now).toBe(until);
      }
      for (let minute = 0; minute < (how === 'looks' ? 3 : 5); minute += 1) {
        given.now += MINUTE;
        for (const watch of watches) await watch.round();
      }
      expect(given.left.size).toBe(0);
    },
  );

  test('has what a dead process left taken up within a minute, at any time after its last turn', async () => {
    for (const wait of [0, 4 * MINUTE, 8 * MINUTE, 9 * MINUTE - 1, 9 * MINUTE, 12 * MINUTE, 3 * HOUR]) {
      const given = new Given();
      const hints = given.hints();
      const watch = given.watch();
      await given.leave(hints);
      for (let passed = 0; passed < wait; passed += 30 * SECOND) {
        given.now += Math.min(30 * SECOND, wait - passed);
        await watch.round();
      }
      await given.leave(hints);
      for (let rounds = 0; rounds < 2; rounds += 1) {
        given.now += 30 * SECOND;
        await watch.round();
      }
      expect([wait, given.left.size, given.longest <= MINUTE]).toEqual([wait, 0, true]);
    }
  });

  test('has what takes long looked after every fourth time while a tenant is awake, and once more before it sleeps', async () => {
    const given = new Given();
    const hints = given.hints();
    const watch = given.watch([TENANT], 0, 'seldom');
    await given.leave(hints);
    const at: number[] = [];
    for (let seconds = 30; seconds <= 1200; seconds += 30) {
      given.now += 30 * SECOND;
      const { looks } = given;
      await watch.round();
      if (given.looks > looks) at.push(seconds);
    }
    // Awake for ten minutes and one more.
    expect(at).toEqual([30, 150, 270, 390, 510, 630, 660]);
    expect(given.left.size).toBe(0);
  });

  test('lets a tenant sleep when nothing happens in it, and not for ever', async () => {
    const given = new Given();
    const watch = given.watch();
    await given.leave(given.hints());
    given.now += 15 * MINUTE;
    await watch.round();
    given.now += MINUTE;
    await watch.round();
    const { looks } = given;
    const before = given.requests;
    for (let round = 0; round < 100; round += 1) {
      given.now += HOUR;
      await watch.round();
    }
    // One query a round, for all tenants.
    expect([given.looks - looks, given.requests - before]).toEqual([0, 100]);
    given.now += 7 * 24 * HOUR;
    await watch.round();
    expect(given.looks).toBe(looks + 1);
  });

  test('is not put off by whoever looks when somebody woke the tenant meanwhile', async () => {
    const given = new Given();
    const [looker, worker] = [given.hints(), given.hints()];
    await looker.complete([TENANT]);
    for await (const hint of looker.due(ignored)) {
      const taken = await looker.take(hint);
      if (taken === undefined) throw new Error('not taken');
      await worker.keepAwake(TENANT);
      await looker.settle(taken, Infinity);
    }
    expect((given.hint?.due ?? Infinity) - given.now).toBeLessThanOrEqual(30 * SECOND);
  });

  test('that a process relies on is not written over by one that makes the hints that are missing', async () => {
    const given = new Given();
    const worker = given.hints();
    const commit = given.store.commit.bind(given.store);
    // A turn wakes the tenant between what the other process has read and what it writes.
    given.store.commit = async (...of) => {
      given.store.commit = commit;
      await worker.keepAwake(TENANT);
      return commit(...of);
    };
    const watch = given.watch();
    await watch.round();
    for (let passed = 0; passed < 4; passed += 1) {
      given.now += 2 * MINUTE;
      await watch.round();
    }
    await given.leave(worker);
    given.now += MINUTE;
    await watch.round();
    expect(given.left.size).toBe(0);
  });

  test('sleeps only after a look that began when nobody could rely on it any more', async () => {
    const given = new Given();
    const hints = given.hints();
    await hints.keepAwake(TENANT);
    given.now += 11 * MINUTE - SECOND;
    for await (const hint of hints.due(ignored)) {
      const taken = await hints.take(hint);
      if (taken === undefined) throw new Error('not taken');
      // The look took so long, and what it read is of before.
      given.now += 15 * SECOND;
      await hints.settle(taken, Infinity);
    }
    expect((given.hint?.due ?? Infinity) - given.now).toBeLessThanOrEqual(30 * SECOND);
  });

  test('is taken by one process only', async () => {
    const given = new Given();
    await given.hints().complete([TENANT]);
    await Promise.all([given.watch(), given.watch(), given.watch()].map((watch) => watch.round()));
    expect(given.looks).toBe(1);
  });

  test('is made where there is none, and is another’s business in a tenant that is not served', async () => {
    const given = new Given();
    await given.leave(given.hints(), 'of-before');
    await given.store.commit(HINTS, [{ op: 'delete', id: 'hint:of-before' }]);
    await given.leave(given.hints(), 'not-served');
    given.now += MINUTE;
    await given.watch(['of-before']).round();
    expect([...given.left.keys()]).toEqual(['outbox:send:2']);
  });

  test('by a clock that was ahead is found when all hints are read', async () => {
    const given = new Given();
    const ahead = given.hints(365 * 24 * HOUR);
    await given.leave(ahead);
    await given.watch().round();
    expect(given.left.size).toBe(0);
  });

  test('tells a process that starts where one before it may have left something, and of no other tenant', async () => {
    const given = new Given();
    const hints = given.hints();
    const tenants = Array.from({ length: 250 }, (_, n) => `tenant-${n}`);
    expect(await hints.left(tenants)).toEqual(tenants);
    const watch = given.watch(tenants);
    await watch.round();
    given.now += MINUTE;
    await watch.round();
    const before = given.requests;
    expect(await hints.left([...tenants, 'new'])).toEqual(['new']);
    expect(given.requests - before).toBe(3);
    await given.leave(hints, 'tenant-7');
    given.now += 10 * MINUTE + 30 * SECOND;
    expect(await hints.left(tenants)).toEqual(['tenant-7']);
    // Set back by a year: nothing that is written down counts.
    given.now -= 365 * 24 * HOUR;
    expect(await hints.left(tenants)).toEqual(tenants);
  });

  test('that cannot be written keeps the batch from being sent: nothing changed, and that is known', async () => {
    const given = new Given();
    given.store.failNext('commit', 'lostAfter');
    const failed = given.hints().keepAwake(TENANT);
    await expect(failed).rejects.toBeInstanceOf(StoreFailure);
    await expect(failed).rejects.toMatchObject({ certainty: 'unchanged' });
  });

  test('of one tenant that takes long keeps no other waiting, nor the end of the process', async () => {
    const given = new Given();
    await given.hints().complete(['slow', 'other']);
    const seen: string[] = [];
    const look = (tenantId: string): Promise<number> => {
      seen.push(tenantId);
      return tenantId === 'slow' ? new Promise(() => undefined) : Promise.resolve(Infinity);
    };
    const watch = new Watch({
      hints: given.hints(),
      tenants: given.allowed(['slow', 'other']),
      looks: [look],
      log: SILENT,
    });
    const round = watch.round();
    while (seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await watch.close();
    await round;
    expect(seen.toSorted()).toEqual(['other', 'slow']);
  });
});
