import { present } from '../../domain/present.ts';
import type { Day } from '../../domain/day.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import type { NoticeDocument } from '../../domain/store/documents.ts';
import type { Clock, Store, Stored, Write } from '../../domain/store/ports.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import type { ProactiveNotifications } from '../turn/proactive-notifications.ts';
import type { Log } from '../log.ts';
import type { Waiting } from '../telemetry/state-log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { Announcements } from './announcements.ts';
import { compose } from './compose.ts';
import { Directory } from './directory.ts';
import { Dispatcher } from './dispatcher.ts';
import { KeptCards } from './kept-cards.ts';
import { Leases } from './lease.ts';
import type { RateLimits } from './rate-limiter.ts';
import { ReminderSweep } from './reminder-sweep.ts';
import { monotonicClock } from './monotonic-clock.ts';

const JUMP_MS = 60_000;

interface NotificationsParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly connector: ConnectorClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
  readonly limits: Partial<RateLimits>;
  /** The bot's own id in references (`28:…`); undefined in local mode. */
  readonly botId: string | undefined;
  /** Milliseconds in which news for one recipient are gathered; absent as the dispatcher has it. */
  readonly gatherMs?: number | undefined;
}

/** The proactive messages of the process: their parts, put together. */
export class Notifications implements ProactiveNotifications {
  readonly #directory: Directory;
  readonly #dispatcher: Dispatcher;
  readonly #announcements: Announcements;
  readonly #sweep: ReminderSweep;
  readonly #cards: KeptCards;
  readonly #leases: Leases;
  readonly #clock: Clock;
  readonly #store: Store;
  /** How far the clock is from the time that passes: what waited is due when it jumps. */
  #drift: number;

  constructor({
    store,
    desk,
    connector,
    clock,
    log,
    telemetry,
    serves,
    limits,
    botId,
    gatherMs,
  }: NotificationsParts) {
    this.#clock = clock;
    this.#store = store;
    this.#drift = clock.now() - performance.now();
    const directory = new Directory(store, monotonicClock);
    this.#directory = directory;
    this.#cards = new KeptCards({ store, desk, connector, log });
    this.#dispatcher = new Dispatcher({
      store,
      connector,
      compose: (row, to) => compose({ store, desk }, row, to),
      clock,
      monotonic: monotonicClock,
      log,
      telemetry,
      serves,
      limits,
      ...present({ botId, gatherMs }),
    });
    this.#announcements = new Announcements({
      store,
      desk,
      directory,
      dispatcher: this.#dispatcher,
      cards: this.#cards,
      clock,
      log,
    });
    this.#leases = new Leases({ store, clock, holder: crypto.randomUUID() });
    this.#sweep = new ReminderSweep({
      store,
      directory,
      telling: { announcements: this.#announcements, dispatcher: this.#dispatcher },
      leases: this.#leases,
      clock,
      monotonic: monotonicClock,
      log,
      serves,
    });
  }

  /** `alone` = no other process shares the store: what is there was left by an earlier one. */
  start(tenants: readonly string[], alone: boolean): void {
    if (alone) for (const tenantId of tenants) void this.#dispatcher.sweep(tenantId);
    this.#announcements.start(tenants, alone);
    this.#sweep.start(tenants, alone);
  }

  /**
   * Looks after what is left in a tenant: rows that are due, announcements that nobody addressed, today's reminders.
   * Gives when there may be more (milliseconds, UTC). Rejects with StoreFailure.
   */
  async look(tenantId: string): Promise<number> {
    const first = { kind: 'notice', order: { path: 'due' }, limit: 1 } as const;
    const [reminders, rows] = await Promise.all([
      this.#sweep.look(tenantId),
      this.#store.query(tenantId, first),
    ]);
    const due = rows.items[0]?.doc.due ?? Infinity;
    if (due <= this.#clock.now()) {
      this.#announcements.look(tenantId);
      void this.#dispatcher.sweep(tenantId);
    }
    return Math.min(reminders, due);
  }

  /** Messages in hand that are due, as the dispatcher knows them. */
  get waiting(): Waiting {
    return this.#dispatcher.waiting;
  }

  seen(tenantId: string): void {
    this.#sweep.awake(tenantId);
    const drift = this.#clock.now() - performance.now();
    if (Math.abs(drift - this.#drift) > JUMP_MS) void this.#dispatcher.sweep(tenantId);
    this.#drift = drift;
  }

  /** The last day whose reminders were made, as far as this process knows. */
  madeUntil(tenantId: string): Day | undefined {
    return this.#sweep.madeUntil(tenantId);
  }

  met(tenantId: string): void {
    this.#directory.forget(tenantId);
  }

  announced(row: Stored<NoticeDocument>): void {
    this.#announcements.made(row);
  }

  answered(tenantId: string, personId: string): void {
    this.#dispatcher.resume(tenantId, personId);
  }

  shown(...what: Parameters<ProactiveNotifications['shown']>): readonly Write[] {
    return this.#cards.shown(...what);
  }

  /** Waits for what is under way; what waits is found by the next process. */
  async close(): Promise<void> {
    this.#cards.hasten();
    await this.#sweep.close();
    await this.#announcements.close();
    await this.#dispatcher.close();
    await this.#leases.close();
  }
}
