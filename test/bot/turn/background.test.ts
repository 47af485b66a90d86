import { expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { Leases } from '../../../bot/notify/lease.ts';
import { Background, type BackgroundParts } from '../../../bot/turn/background.ts';
import { SHEET_LEASE_ID } from '../../../domain/store/ids.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

const TENANT = 'tenant-1';
const CLOCK = { now: (): number => 1_000_000 };

/** Work of so many steps for each key. */
class Stepping extends Background {
  readonly left = new Map([['one', 5]]);
  readonly done: string[] = [];
  /** Called after each step. */
  afterStep: () => void = () => undefined;

  constructor(of: BackgroundParts) {
    super(of, 'stepping.failed');
  }

  protected next(): Promise<string | undefined> {
    return Promise.resolve([...this.left.keys()][0]);
  }

  protected async work(tenantId: string, key: string): Promise<void> {
    await this.steps(
      tenantId,
      () => {
        const left = (this.left.get(key) ?? 0) - 1;
        this.done.push(`${key} ${left}`);
        this.left.set(key, left);
        if (left === 0) this.left.delete(key);
        this.afterStep();
        return Promise.resolve(left);
      },
      (left) => left === 0,
      () => Promise.resolve(),
    );
  }

  /** Until nothing of it is under way. */
  async quiet(): Promise<void> {
    let before = -1;
    while (before !== this.done.length) {
      before = this.done.length;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function given(): {
  readonly store: MemoryStore;
  readonly allowed: { is: boolean };
  readonly work: Stepping;
} {
  const store = new MemoryStore({ clock: CLOCK });
  const allowed = { is: true };
  const work = new Stepping({
    leases: new Leases({ store, clock: CLOCK, holder: 'this', id: SHEET_LEASE_ID }),
    clock: CLOCK,
    log: createLog('fatal', { write: () => undefined }),
    serves: () => allowed.is,
  });
  return { store, allowed, work };
}

test('is done to its end, once, however often it is woken', async () => {
  const { work } = given();
  for (let times = 0; times < 3; times += 1) work.wake(TENANT);
  await work.quiet();
  expect(work.done).toEqual(['one 4', 'one 3', 'one 2', 'one 1', 'one 0']);
  expect(await work.look(TENANT)).toBe(Infinity);
});

test('ends between two batches when its tenant is allowed no more, lets another have it, and goes on when it is again', async () => {
  const { store, allowed, work } = given();
  work.afterStep = () => (allowed.is = work.done.length !== 2);
  work.wake(TENANT);
  await work.quiet();
  expect(work.done).toEqual(['one 4', 'one 3']);
  expect(await new Leases({ store, clock: CLOCK, holder: 'other', id: SHEET_LEASE_ID }).take(TENANT)).toBe(
    true,
  );

  const again = given();
  again.allowed.is = false;
  again.work.wake(TENANT);
  await again.work.look(TENANT);
  await again.work.quiet();
  expect(again.work.done).toEqual([]);
  again.allowed.is = true;
  expect(await again.work.look(TENANT)).toBeLessThan(Infinity);
  await again.work.quiet();
  expect(again.work.done).toHaveLength(5);
});

test('is left to the next process when this one ends', async () => {
  const { work } = given();
  work.afterStep = () => void (work.done.length === 3 && work.close());
  work.wake(TENANT);
  await work.quiet();
  expect(work.done).toHaveLength(3);
  work.wake(TENANT);
  await work.quiet();
  expect(work.done).toHaveLength(3);
});
