import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, beginningOf, dayAt, type Day } from '../../domain/day.ts';
import { LISTED } from '../../domain/desk/listed.ts';
import { edition } from '../../domain/programme/editions.ts';
import type { LeaseDocument, SweepDocument } from '../../domain/store/documents.ts';
import { LEASE_ID, SWEEP_ID } from '../../domain/store/ids.ts';
import { StoreFailure, type Clock, type Store } from '../../domain/store/ports.ts';
import { reminderRules } from '../../domain/notices/remind-on.ts';
import { backoffMs, type Backoff } from '../backoff.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import type { Directory } from './directory.ts';
import type { Leases } from './lease.ts';
import type { MonotonicClock } from './monotonic-clock.ts';
import { SweepRun, type Telling } from './sweep-run.ts';

/** How long a copy of the company may be kept, by which another replica makes a `remindOn`, and a turn takes with it. */
const RULES_SETTLE_MS = 10_000;
/** How often in a row the store may fail while a sweep goes on, and the pauses: the lease is renewed meanwhile. */
const MAX_FAILURES = 10;
const BACKOFF: Backoff = { firstMs: 1_000, longestMs: 15_000 };

interface ReminderSweepParts {
  readonly store: Store;
  readonly directory: Directory;
  /** Absent where nobody is told anything: lists, home and searches go by what a sweep makes right all the same. */
  readonly telling?: Telling | undefined;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly log: Log;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
}

/** What is done: the reminders of which day, by which rules. */
interface Done {
  readonly day: Day;
  readonly rules: string;
  readonly zone: string;
}

/**
 * Once a day of each company: everything that falls due, for each who must know and each channel; and after new rules
 * whatever they change of the documents. One process at a
 * time does it, with the tenant's lease, and whoever has it goes on where the one before was cut off.
 */
export class ReminderSweep {
  readonly #of: ReminderSweepParts;
  readonly #done = new Map<string, Done>();
  /** Rules that this process has not seen before, and since when it knows them. */
  readonly #seen = new Map<string, { readonly rules: string; readonly at: number }>();
  readonly #madeUntil = new Map<string, Day>();
  readonly #running = new Map<string, Promise<number>>();
  readonly #closing = new AbortController();
  #settleMs = RULES_SETTLE_MS;

  constructor(of: ReminderSweepParts) {
    this.#of = of;
  }

  /** `alone` = no other process shares the store, so that no other has an older copy of the company's rules. */
  start(tenants: readonly string[], alone: boolean): void {
    if (!alone) return;
    this.#settleMs = 0;
    for (const tenantId of tenants) void this.look(tenantId);
  }

  /** Somebody is here, and it may be another day than it was: in local mode the clock is theirs. */
  awake(tenantId: string): void {
    const done = this.#done.get(tenantId);
    if (done === undefined || done.day !== dayAt(this.#of.clock.now(), done.zone)) void this.look(tenantId);
  }

  /** The last day whose reminders were made, as far as this process knows: it may be later. */
  madeUntil(tenantId: string): Day | undefined {
    return this.#madeUntil.get(tenantId);
  }

  /**
   * Makes today's reminders of a tenant unless that was done; one at a time. Gives when there may be more to do
   * (milliseconds, UTC). Never rejects.
   */
  look(tenantId: string): Promise<number> {
    const running = this.#running.get(tenantId);
    if (running !== undefined) return running;
    const work = correlated(() =>
      this.#look(tenantId).catch((error: unknown) => {
        if (!this.#closing.signal.aborted)
          this.#of.log.warn({ event: 'notify.reminders', ...faultOf(error), tenantId });
        return this.#of.clock.now();
      }),
    ).finally(() => this.#running.delete(tenantId));
    this.#running.set(tenantId, work);
    return work;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running.values());
  }

  async #look(tenantId: string): Promise<number> {
    const { directory, leases, clock, store, serves } = this.#of;
    // Whoever allows it again wakes it.
    if (!serves(tenantId)) return Infinity;
    const company = await directory.company(tenantId);
    // Whoever sets one up is awake then.
    if (company === undefined) return Infinity;
    const now = clock.now();
    const zone = company.state.timeZone;
    const today = dayAt(now, zone);
    const tomorrow = beginningOf(addDays(today, 1), zone);
    const rules = reminderRules({ company: company.state, edition: edition(company.state.edition) });
    const done = this.#done.get(tenantId);
    if (done?.day === today && done.rules === rules) return tomorrow;
    const [sweep, lease] = await Promise.all([
      store.read(tenantId, 'sweep', SWEEP_ID),
      store.read(tenantId, 'lease', LEASE_ID),
    ]);
    this.#learn(tenantId, lease?.doc);
    // A clock that was set back makes no reminders anew.
    const isTold = this.#of.telling === undefined || (lease?.doc.sweptOn ?? '') >= today;
    if (isTold && isMade(sweep?.doc, rules, today)) {
      this.#done.set(tenantId, { day: today, rules, zone });
      return tomorrow;
    }
    const wait = this.#unsettledMs(tenantId, rules, sweep?.doc);
    if (wait > 0) {
      this.#of.monotonic.after(wait, () => void this.look(tenantId));
      return now;
    }
    if (!(await leases.take(tenantId))) return now;
    const stop = leases.keep(tenantId);
    try {
      if (!(await this.#run(tenantId, today))) return now;
      this.#done.set(tenantId, { day: today, rules, zone });
      return tomorrow;
    } finally {
      stop();
    }
  }

  /** False when another has taken the lease. A store that fails for a while does not end it. */
  async #run(tenantId: string, today: Day): Promise<boolean> {
    const { log } = this.#of;
    let progress = 0;
    for (let failures = 0; ; failures += 1) {
      const run = new SweepRun(this.#of, tenantId, today, this.#closing.signal);
      try {
        const count = await run.toTheEnd();
        if (count === 'lost') {
          log.info({ event: 'notify.lease', outcome: 'lost', tenantId });
          return false;
        }
        if (this.#of.telling === undefined) return true;
        this.#madeUntil.set(tenantId, today);
        log.info({ event: 'notify.reminders', count, tenantId });
        return true;
      } catch (error) {
        if (!(error instanceof StoreFailure) || this.#closing.signal.aborted) throw error;
        if (run.committed > 0) failures = 0;
        progress += run.committed;
        if (failures >= MAX_FAILURES || !this.#of.serves(tenantId)) throw error;
        log.warn({ event: 'notify.reminders', ...faultOf(error), tenantId, count: progress });
        await sleep(backoffMs(BACKOFF, failures), undefined, { signal: this.#closing.signal, ref: false });
        if (!(await this.#retaken(tenantId))) return false;
      }
    }
  }

  /** After a failure nobody knows whether the lease is still ours, until it is asked for. */
  async #retaken(tenantId: string): Promise<boolean> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.#of.leases.take(tenantId);
      } catch (error) {
        if (!(error instanceof StoreFailure) || failures >= MAX_FAILURES) throw error;
        await sleep(backoffMs(BACKOFF, failures), undefined, { signal: this.#closing.signal, ref: false });
      }
    }
  }

  #learn(tenantId: string, lease: LeaseDocument | undefined): void {
    if (lease?.sweptOn !== undefined) this.#madeUntil.set(tenantId, lease.sweptOn);
  }

  /** New rules are gone by only when no replica can have the former ones any more: by real time, as copies are kept. */
  #unsettledMs(tenantId: string, rules: string, sweep: SweepDocument | undefined): number {
    if (sweep?.made === undefined || sweep.made.rules === rules) return 0;
    const now = this.#of.monotonic.now();
    const seen = this.#seen.get(tenantId);
    if (seen?.rules === rules) return seen.at + this.#settleMs - now;
    this.#seen.set(tenantId, { rules, at: now });
    return this.#settleMs;
  }
}

/** Whether every document has the day on which it reminds, and what it is listed and found by. */
function isMade(sweep: SweepDocument | undefined, rules: string, today: Day): boolean {
  return (
    sweep?.making === undefined &&
    sweep?.made?.rules === rules &&
    (sweep.made.listed ?? LISTED) === LISTED &&
    sweep.made.again > today
  );
}
