import type { Clock, Etag, Store, Stored } from '../../domain/store/ports.ts';
import type { NoticeDocument } from '../../domain/store/documents.ts';
import { faultOf, type Log } from '../log.ts';
import { Ledger, type RowWrite } from './ledger.ts';
import { DEFAULT_RATE_LIMITS, RateLimiter, type RateLimits } from './rate-limiter.ts';
import { DEFAULT_RETRY_POLICY, LONGEST_PAUSE_MS, type RetryPolicy } from './consequences.ts';
import { RecipientCache } from './recipient-cache.ts';
import type { MonotonicClock } from './monotonic-clock.ts';
import { RowDelivery, type Addressed, type ClaimedRow, type Compose, type Row } from './row-delivery.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { present } from '../../domain/present.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import { backoffMs, type Backoff } from '../backoff.ts';

export interface DispatcherOptions {
  readonly store: Store;
  readonly connector: Pick<ConnectorClient, 'send'>;
  readonly compose: Compose;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly log: Log;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
  /** The bot's own id in references (`28:…`); absent = any will do, in local mode. */
  readonly botId?: string;
  readonly limits?: Partial<RateLimits>;
  readonly retryPolicy?: RetryPolicy;
  readonly random?: () => number;
}

/** A row taken is nobody else's for so long, and is not sent any more when this much of it has passed. */
const CLAIM_MS = 60_000;
const SENDABLE_MS = 40_000;
/** Rows of one claim, and so many seconds' worth of what the tenant may be sent. */
const CLAIM_ROWS = 50;
const CLAIM_SECONDS = 10;
/** Rows of one person in hand, so that one conversation keeps no other waiting. */
const OF_ONE_PERSON = 5;
const SKIPPED_MS = 1_000;
/** Rows in hand of all tenants: so many seconds' worth, and never more than this. */
const HAND_SECONDS = 20;
const HAND_ROWS = 1_000;
/** How often every tenant is looked through, and the pauses after a store that gives no answer. */
const POLL_MS = 30_000;
const STORE_BACKOFF: Backoff = { firstMs: 1_000, longestMs: 30_000 };
const HELD = 1_000;
/** How far clocks of replicas may differ before one is taken to have jumped. */
const SKEW_MS = 60_000;

/** What is known of one tenant's rows. */
interface TenantQueue {
  readonly tenantId: string;
  /** Ids of rows that are being claimed, sent or settled here. */
  readonly claimed: Set<string>;
  /** How many of them are each person's. */
  readonly persons: Map<string, number>;
  readonly ledger: Ledger;
  /** A pass is asked for; one is under way when there is a cursor or a step. */
  wanted: boolean;
  stepping: boolean;
  cursor: string | undefined;
  /** This pass looks at every row, also at those that are not due. */
  whole: boolean;
  /** This pass left rows of people who have enough in hand. */
  skipped: boolean;
  notBefore: number;
  failures: number;
  wakeTimer: (() => void) | undefined;
  wakeAt: number;
  idle: PromiseWithResolvers<void> | undefined;
}

/**
 * The queue of proactive messages: takes the rows that are due, claims them (a lease on each, by its etag), and has each
 * delivered once through the rate limiter. Two dispatchers on one store never send the same row, unless one dies
 * between the sending and the writing.
 */
export class Dispatcher {
  readonly #of: DispatcherOptions;
  readonly #limits: RateLimits;
  readonly #random: () => number;
  readonly #limiter: RateLimiter;
  readonly #recipients: RecipientCache;
  readonly #delivery: RowDelivery;
  readonly #queues = new Map<string, TenantQueue>();
  /** Rows of people who are in a dialog, by tenant and person; what is dropped comes when it is due again. */
  readonly #held = new BoundedMap<string, Map<string, Row>>(HELD);
  readonly #running = new Set<Promise<unknown>>();
  /** Tenants that wait for room, the longest waiting first. */
  readonly #hungry = new Set<TenantQueue>();
  #inHand = 0;
  #drift: number;
  #poll: (() => void) | undefined;
  #closing = false;

  constructor(of: DispatcherOptions) {
    this.#of = of;
    this.#limits = { ...DEFAULT_RATE_LIMITS, ...of.limits };
    this.#random = of.random ?? Math.random;
    this.#limiter = new RateLimiter({ limits: this.#limits, monotonic: of.monotonic, random: this.#random });
    this.#recipients = new RecipientCache(of.store, of.monotonic);
    this.#delivery = new RowDelivery({
      ...of,
      recipients: this.#recipients,
      maySend: (tenantId) => !this.#closing && of.serves(tenantId),
      retryPolicy: of.retryPolicy ?? DEFAULT_RETRY_POLICY,
      random: this.#random,
      onHeld: (to, row) => this.#keep(`${row.doc.tenantId}/${to}`, row),
      onStoreFailure: (tenantId, event, error) => this.#storeFailed(this.#queueOf(tenantId), event, error),
    });
    this.#drift = of.clock.now() - of.monotonic.now();
  }

  /** Rows and messages in hand, for a look from outside: both are bounded. */
  get load(): { readonly rows: number; readonly underWay: number } {
    return { rows: this.#inHand, underWay: this.#limiter.underWay };
  }

  /** Looks through the rows of every tenant now and every half minute, and whenever one is due. */
  start(tenants: () => readonly string[]): void {
    if (this.#closing) return;
    for (const tenantId of tenants()) void this.sweep(tenantId);
    this.#poll = this.#of.monotonic.after(POLL_MS, () => this.start(tenants));
  }

  /** Rows that were committed just now: those that are due go at once. Needs no answer, never throws. */
  notify(rows: readonly Stored[]): void {
    const now = this.#of.clock.now();
    for (const [tenantId, all] of Map.groupBy(rows as readonly Row[], ({ doc }) => doc.tenantId)) {
      if (this.#closing || !this.#of.serves(tenantId)) continue;
      const queue = this.#queueOf(tenantId);
      const due = all.filter(({ doc }) => doc.to !== undefined && doc.due <= now);
      const soonest = Math.min(...all.filter(({ doc }) => doc.due > now).map(({ doc }) => doc.due));
      if (soonest !== Infinity) this.#wake(queue, soonest - now);
      // What does not fit now is found by a pass.
      const some = this.#selected(queue, due).slice(0, this.#room(queue));
      if (some.length > 0) this.#track(this.#take(queue, some));
      if (some.length < due.length) this.#want(queue);
    }
  }

  /** The person is through with their dialog: what waited for it comes now. */
  resume(tenantId: string, to: string): void {
    const key = `${tenantId}/${to}`;
    const rows = this.#held.get(key);
    this.#held.delete(key);
    if (rows === undefined) return;
    const due = this.#of.clock.now();
    this.notify([...rows.values()].map(({ doc, etag }) => ({ doc: { ...doc, due }, etag })));
  }

  /** A pass over the tenant's rows; resolves when none that is due is left to this process. Never rejects. */
  sweep(tenantId: string): Promise<void> {
    if (this.#closing || !this.#of.serves(tenantId)) return Promise.resolve();
    const queue = this.#queueOf(tenantId);
    queue.idle ??= Promise.withResolvers();
    const { promise } = queue.idle;
    this.#want(queue);
    return promise;
  }

  /** Sends nothing more, waits for what is under way, and writes what became of it. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#poll?.();
    for (const queue of this.#queues.values()) {
      queue.wakeTimer?.();
      queue.ledger.flush();
    }
    await this.#limiter.open();
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    for (const queue of this.#queues.values()) queue.idle?.resolve();
  }

  #track(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.#of.log.error({ event: 'notify.failed', ...faultOf(error) }))
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  #queueOf(tenantId: string): TenantQueue {
    let queue = this.#queues.get(tenantId);
    if (queue === undefined) {
      queue = {
        tenantId,
        claimed: new Set(),
        persons: new Map(),
        ledger: this.#ledgerOf(tenantId),
        wanted: false,
        stepping: false,
        cursor: undefined,
        // What an earlier process left may be by another clock.
        whole: true,
        skipped: false,
        notBefore: -Infinity,
        failures: 0,
        wakeTimer: undefined,
        wakeAt: Infinity,
        idle: undefined,
      };
      this.#queues.set(tenantId, queue);
    }
    return queue;
  }

  #want(queue: TenantQueue): void {
    queue.wanted = true;
    this.#step(queue);
  }

  /** Wants a pass in so many milliseconds, if none comes sooner. */
  #wake(queue: TenantQueue, inMs: number): void {
    const at = this.#of.monotonic.now() + Math.max(0, inMs);
    if (at >= queue.wakeAt || this.#closing) return;
    queue.wakeTimer?.();
    queue.wakeAt = at;
    queue.wakeTimer = this.#of.monotonic.after(Math.min(Math.max(0, inMs), POLL_MS), () => {
      queue.wakeAt = Infinity;
      queue.wakeTimer = undefined;
      this.#want(queue);
    });
  }

  /** Rows that one claim of a tenant may have, at the rate of now. */
  #share(queue: TenantQueue): number {
    return Math.min(CLAIM_ROWS, Math.ceil(this.#limiter.rateOf(queue.tenantId) * CLAIM_SECONDS));
  }

  /** Rows that all tenants together may have in hand: no more than can be sent in time. */
  #left(): number {
    const inAll = Math.min(HAND_ROWS, Math.max(CLAIM_ROWS, this.#limits.inAll * HAND_SECONDS));
    return Math.max(0, Math.floor(inAll) - this.#inHand);
  }

  /** Rows that may be claimed now: a tenant has two claims at most. */
  #room(queue: TenantQueue): number {
    const share = this.#share(queue);
    return Math.max(0, Math.min(share, 2 * share - queue.claimed.size, this.#left()));
  }

  /** Asks for the next page of the pass that is wanted. */
  #step(queue: TenantQueue): void {
    if (!queue.wanted || queue.stepping || this.#closing) return;
    const wait = Math.max(queue.notBefore - this.#of.monotonic.now(), this.#limiter.pauseOf(queue.tenantId));
    if (wait > 0) {
      this.#wake(queue, wait);
      return;
    }
    // A page is worth its request only when most of one fits.
    if (queue.claimed.size > this.#share(queue)) return;
    this.#hungry.add(queue);
    this.#serve();
  }

  /** Tenants get their pages in turn, as there is room. */
  #serve(): void {
    for (const queue of this.#hungry) {
      if (this.#left() === 0) return;
      this.#hungry.delete(queue);
      const room = this.#room(queue);
      if (room === 0) {
        // Throttled since it asked.
        this.#wake(queue, Math.max(1, this.#limiter.pauseOf(queue.tenantId)));
        continue;
      }
      queue.stepping = true;
      this.#track(this.#pageOf(queue, room));
    }
  }

  async #pageOf(queue: TenantQueue, room: number): Promise<void> {
    try {
      await this.#page(queue, room);
    } catch (error) {
      this.#storeFailed(queue, 'notify.sweep', error);
      queue.cursor = undefined;
      queue.wanted = true;
    } finally {
      queue.stepping = false;
      this.#step(queue);
      this.#rest(queue);
    }
  }

  async #page(queue: TenantQueue, room: number): Promise<void> {
    const { store, clock, serves } = this.#of;
    if (!serves(queue.tenantId)) {
      queue.wanted = false;
      return;
    }
    this.#watchClock();
    const { whole } = queue;
    if (queue.cursor === undefined) queue.skipped = false;
    const of = { kind: 'notice', order: { path: 'due' }, limit: room, continuation: queue.cursor } as const;
    const page = await store.query(queue.tenantId, present(of));
    const now = clock.now();
    const rows: readonly Row[] = page.items;
    const next = rows.find(({ doc }) => doc.due > now && !queue.claimed.has(doc.id));
    const over = page.continuation === undefined || (next !== undefined && !whole);
    if (next !== undefined) this.#wake(queue, next.doc.due - now);
    queue.cursor = over ? undefined : page.continuation;
    if (over) {
      queue.wanted = false;
      if (whole && page.continuation === undefined) queue.whole = false;
    }
    const ours = rows.filter(
      ({ doc }) => doc.to !== undefined && !queue.claimed.has(doc.id) && isDue(doc, now),
    );
    const due = this.#selected(queue, ours);
    if (due.length < ours.length) {
      queue.skipped = true;
      this.#wake(queue, SKIPPED_MS);
    }
    if (due.length > 0) await this.#take(queue, due);
    queue.failures = 0;
  }

  /** A clock that was set back leaves rows far ahead: then every row is looked at once. */
  #watchClock(): void {
    const drift = this.#of.clock.now() - this.#of.monotonic.now();
    if (drift < this.#drift - SKEW_MS) for (const queue of this.#queues.values()) queue.whole = true;
    this.#drift = drift;
  }

  /** Those that may be claimed here: addressed, not in hand, and of each person only a few. */
  #selected(queue: TenantQueue, rows: readonly Row[]): readonly Row[] {
    const taken = new Map<string, number>();
    return rows.filter(({ doc: { id, to } }) => {
      if (to === undefined || queue.claimed.has(id)) return false;
      const count = (taken.get(to) ?? queue.persons.get(to) ?? 0) + 1;
      if (count > OF_ONE_PERSON) return false;
      taken.set(to, count);
      return true;
    });
  }

  /** Claims rows and lets them wait for their turn. */
  async #take(queue: TenantQueue, rows: readonly Row[]): Promise<void> {
    for (const { doc } of rows) this.#hold(queue, doc);
    let kept: readonly (Row & { readonly doc: Addressed })[] = [];
    try {
      const until = this.#of.monotonic.now() + SENDABLE_MS;
      const people = await this.#recipients.of(queue.tenantId, new Set(rows.map(({ doc }) => doc.to ?? '')));
      kept = await this.#claim(queue, rows);
      for (const { doc: row, etag } of kept) {
        const person = people.get(row.to);
        this.#line(queue, { row, etag, person, until });
      }
    } catch (error) {
      this.#storeFailed(queue, 'notify.claim', error);
      this.#want(queue);
    } finally {
      const ids = new Set(kept.map(({ doc }) => doc.id));
      for (const { doc } of rows) if (!ids.has(doc.id)) this.#letGo(queue, doc.id, doc.to);
    }
  }

  /** The rows as they are now that they are ours. Another replica's are left to it. */
  async #claim(
    queue: TenantQueue,
    rows: readonly Row[],
  ): Promise<readonly (Row & { readonly doc: Addressed })[]> {
    const now = this.#of.clock.now();
    let claims = rows.map(({ doc, etag }) => ({
      op: 'replace' as const,
      doc: { ...doc, due: now + CLAIM_MS, madeAt: Math.min(doc.madeAt, now), attempts: doc.attempts + 1 },
      etag,
    }));
    for (let tries = 0; tries < 2 && claims.length > 0; tries += 1) {
      const result = await this.#of.store.commit(queue.tenantId, claims);
      if (result.outcome === 'committed') {
        return claims.map(({ doc }, index) => ({
          doc: doc as Addressed,
          etag: result.etags[index] ?? '',
        }));
      }
      claims = claims.toSpliced(result.at, 1);
    }
    // Somebody is working through the same rows: what is left is looked at again a little later.
    if (claims.length > 0) {
      queue.notBefore = this.#of.monotonic.now() + 50 + 200 * this.#random();
      queue.cursor = undefined;
      queue.wanted = true;
    }
    return [];
  }

  #line(queue: TenantQueue, claimed: ClaimedRow): void {
    const { reference } = claimed.person ?? {};
    this.#limiter.submit({
      tenantId: queue.tenantId,
      conversation: reference?.conversation.id ?? `to:${claimed.row.to}`,
      start: () => this.#delivery.deliver(queue.ledger, claimed),
    });
  }

  #ledgerOf(tenantId: string): Ledger {
    const { store, clock, monotonic } = this.#of;
    return new Ledger({
      tenantId,
      store,
      recipients: this.#recipients,
      clock,
      monotonic,
      share: this.#limiter.share,
      onWritten: (entry, etag) => this.#written(this.#queueOf(tenantId), entry, etag),
      onFailure: (error) => {
        const pause = this.#storeFailed(this.#queueOf(tenantId), 'notify.settle', error);
        return this.#closing ? undefined : pause;
      },
      track: (work) => this.#track(work),
    });
  }

  #written(queue: TenantQueue, { row, write }: RowWrite, etag: Etag | undefined): void {
    this.#letGo(queue, row.id, row.to);
    if (write.op === 'replace' && etag !== undefined) this.#wake(queue, row.due - this.#of.clock.now());
    this.#step(queue);
    this.#rest(queue);
  }

  #keep(key: string, row: Row): void {
    const rows = this.#held.get(key) ?? new Map<string, Row>();
    rows.set(row.doc.id, row);
    this.#held.set(key, rows);
  }

  /** Gives the milliseconds after which the store is asked again. */
  #storeFailed(queue: TenantQueue, event: string, error: unknown): number {
    queue.failures += 1;
    const pause = backoffMs(STORE_BACKOFF, queue.failures - 1, this.#random);
    queue.notBefore = this.#of.monotonic.now() + pause;
    this.#of.log.warn({ event, ...faultOf(error), tenantId: queue.tenantId });
    return pause;
  }

  #hold(queue: TenantQueue, { id, to }: NoticeDocument): void {
    queue.claimed.add(id);
    this.#inHand += 1;
    if (to !== undefined) queue.persons.set(to, (queue.persons.get(to) ?? 0) + 1);
  }

  #letGo(queue: TenantQueue, id: string, to: string | undefined): void {
    if (!queue.claimed.delete(id)) return;
    this.#inHand -= 1;
    if (to === undefined) return;
    const count = (queue.persons.get(to) ?? 0) - 1;
    if (count > 0) queue.persons.set(to, count);
    else queue.persons.delete(to);
  }

  /** Who waits for the end of a pass hears of it; tenants that waited for room get it. */
  #rest(queue: TenantQueue): void {
    if (!queue.wanted && !queue.skipped && !queue.stepping && queue.claimed.size === 0) {
      queue.idle?.resolve();
      queue.idle = undefined;
    }
    if (!this.#closing) this.#serve();
  }
}

/** May the row be sent now? One that was made, or is due, later than any honest clock says is by another clock. */
function isDue(row: NoticeDocument, now: number): boolean {
  if (row.due <= now || row.madeAt > now + SKEW_MS) return true;
  return row.attempts > 0 && row.due > now + LONGEST_PAUSE_MS;
}
