import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../domain/store/ports.ts';
import { backoffMs, type Backoff } from '../backoff.ts';
import { faultOf, type Log } from '../log.ts';
import type { Leases } from '../notify/lease.ts';
import { correlated } from '../telemetry/correlation.ts';

/** How often whoever waits is told how far it is, in milliseconds. */
const TELL_MS = 2_000;
/** How often a batch is tried again: somebody wrote what it writes, or the store did not answer. */
const MAX_TRIES = 20;
const AGAIN: Backoff = { firstMs: 100, jitter: [0.5, 1.5] };
/** When what could not be gone on with is looked at again, in milliseconds. */
const LATER_MS = 10_000;

export interface BackgroundParts {
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Log;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
}

/**
 * Work that outlives its turn: some of it a batch, each batch with how far it is. So it may end anywhere, and another
 * process goes on. One process at a time has a tenant's work, by its lease.
 */
export abstract class Background {
  readonly #of: BackgroundParts;
  readonly #failed: string;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  /** `failed`: what is logged when a tenant's work could not be gone on with. */
  protected constructor(of: BackgroundParts, failed: string) {
    this.#of = of;
    this.#failed = failed;
  }

  /** The key of what is to be done next; undefined when nothing is. Rejects with StoreFailure. */
  protected abstract next(tenantId: string): Promise<string | undefined>;

  /** Does it, to its end or until somebody stops it. Rejects when it cannot be gone on with. */
  protected abstract work(tenantId: string, key: string): Promise<void>;

  /** There is something to do in the tenant. Never rejects. */
  wake(tenantId: string): void {
    if (this.#isOver(tenantId) || this.#running.has(tenantId)) return;
    const work = correlated(() =>
      this.#tenant(tenantId).catch((error: unknown) =>
        this.#of.log.warn({ event: this.#failed, ...faultOf(error), tenantId }),
      ),
    ).finally(() => this.#running.delete(tenantId));
    this.#running.set(tenantId, work);
  }

  /** Goes on with what was left, perhaps by a process that is no more; gives when to look again (milliseconds, UTC). */
  async look(tenantId: string): Promise<number> {
    if ((await this.next(tenantId)) === undefined) return Number.POSITIVE_INFINITY;
    this.wake(tenantId);
    return this.#of.clock.now() + LATER_MS;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running.values());
  }

  async #tenant(tenantId: string): Promise<void> {
    const { leases } = this.#of;
    if (!(await leases.take(tenantId))) return;
    const stop = leases.keep(tenantId);
    try {
      for (;;) {
        const next = await this.next(tenantId);
        if (next === undefined || this.#isOver(tenantId)) return;
        await this.work(tenantId, next);
      }
    } finally {
      stop();
      await leases.giveBack(tenantId);
    }
  }

  /** The process ends, or the tenant is allowed no more: what is left stays for whoever goes on. */
  #isOver(tenantId: string): boolean {
    return this.#closing.signal.aborted || !this.#of.serves(tenantId);
  }

  /**
   * One batch after another until one says that it was the last, with how far it is told now and then. `step` gives
   * `again` where somebody was faster: it is done again, fresh. Rejects when it is tried too often.
   */
  protected async steps<T>(
    tenantId: string,
    step: (fresh: boolean) => Promise<T | 'again'>,
    isLast: (done: T) => boolean,
    tell: (done: T) => Promise<void>,
  ): Promise<void> {
    let toldAt = performance.now();
    for (let tries = 0; !this.#isOver(tenantId);) {
      const done = await step(tries > 0).catch((error: unknown) => {
        if (tries >= MAX_TRIES) throw error;
        return 'again' as const;
      });
      if (done === 'again') {
        if (tries >= MAX_TRIES) throw new Error('somebody was always faster');
        await sleep(backoffMs(AGAIN, tries));
        tries += 1;
        continue;
      }
      tries = 0;
      if (isLast(done)) return;
      if (performance.now() - toldAt < TELL_MS) continue;
      toldAt = performance.now();
      await tell(done);
    }
  }
}
