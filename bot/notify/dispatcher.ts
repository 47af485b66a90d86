import { MAX_BATCH, type Clock, type Etag, type Store, type Stored } from '../../domain/store/ports.ts';
import type { NoticeDocument, PersonDocument } from '../../domain/store/documents.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import { Ledger, type RowWrite } from './ledger.ts';
import { DEFAULT_RATE_LIMITS, RateLimiter, type RateLimits } from './rate-limiter.ts';
import { DEFAULT_RETRY_POLICY, LONGEST_PAUSE_MS, type RetryPolicy } from './consequences.ts';
import { RecipientCache } from './recipient-cache.ts';
import type { MonotonicClock } from './monotonic-clock.ts';
import { RowDelivery, type Addressed, type ClaimedMessage, type Compose, type Row } from './row-delivery.ts';
import { RULES } from '../../domain/notices/rules.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { present } from '../../domain/present.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import { backoffMs, type Backoff } from '../backoff.ts';
import type { Waiting } from '../telemetry/state-log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface DispatcherOptions {
  readonly store: Store;
  readonly connector: Pick<ConnectorClient, 'send'>;
  readonly compose: Compose;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly log: Log;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry | undefined;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
  /** The bot's own id in references (`28:…`); absent = any will do, in local mode. */
  readonly botId?: string;
  readonly limits?: Partial<RateLimits>;
  readonly retryPolicy?: RetryPolicy;
  readonly random?: () => number;
  /** Milliseconds after a message in which news for the same recipient wait, to come as one. */
  readonly gatherMs?: number;
}

/** A row taken is nobody else's for so long, and is not sent any more when this much of it has passed. */
const CLAIM_MS = 60_000;
const SENDABLE_MS = 40_000;
/** Rows of one claim, and so many seconds' worth of what the tenant may be sent. */
const CLAIM_ROWS = 50;
const CLAIM_SECONDS = 10;
/** Rows of one person in hand that are messages of their own, so that one conversation keeps no other waiting. */
const OF_ONE_PERSON = 5;
/** Rows of one message, and of all the messages that are claimed at once: a message more may be begun. */
const OF_ONE_MESSAGE = 90;
const OF_ONE_CLAIM = 300;
/** Recipients whose last message is remembered. */
const TOLD = 5_000;
const SKIPPED_MS = 1_000;
/** Rows in hand of all tenants: so many seconds' worth, and never more than this. */
const HAND_SECONDS = 20;
const HAND_ROWS = 1_000;
/** Rows that wait for the morning are not asked for before; a clock that jumps has a pass of its own. */
const LONGEST_WAKE_MS = 3600_000;
/** The pauses after a store that gives no answer. */
const STORE_BACKOFF: Backoff = { firstMs: 1_000, longestMs: 30_000 };
const HELD = 1_000;
const GATHER_MS = 30_000;
/** How far clocks of replicas may differ before one is taken to have jumped. */
const SKEW_MS = 60_000;

/** Rows that are one message. */
type Message = readonly [Row, ...Row[]];

/** What is known of one tenant's rows. */
interface TenantQueue {
  readonly tenantId: string;
  /** Rows that are being claimed, sent or settled here, and when each was due (milliseconds, UTC). */
  readonly claimed: Map<string, number>;
  /** How many of them are each person's. */
  readonly persons: Map<string, number>;
  /** Whose news wait for others to come with them. */
  readonly gathering: Set<string>;
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
  /** When somebody was last written to, by tenant and person: the monotonic clock's. */
  readonly #told = new BoundedMap<string, number>(TOLD);
  readonly #running = new Set<Promise<unknown>>();
  /** Tenants that wait for room, the longest waiting first. */
  readonly #hungry = new Set<TenantQueue>();
  #inHand = 0;
  #drift: number;
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

  /** Rows in hand, and for how long the oldest has been due. What no pass has come to yet is not known here. */
  get waiting(): Waiting {
    let due = Infinity;
    for (const { claimed } of this.#queues.values())
      for (const at of claimed.values()) due = Math.min(due, at);
    return { count: this.#inHand, ms: due === Infinity ? 0 : Math.max(0, this.#of.clock.now() - due) };
  }

  /** People as they were read a moment ago: of rows for them nobody need be asked for. */
  knows(tenantId: string, people: readonly Stored<PersonDocument>[]): void {
    for (const one of people) this.#recipients.keep(tenantId, one);
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
      const { messages, left } = this.#selected(queue, due);
      // A pass takes what waits for company along.
      const alone = messages.filter(([{ doc }]) => !queue.gathering.has(doc.to ?? ''));
      const some = alone.slice(0, this.#room(queue));
      if (some.length > 0) this.#track(this.#take(queue, some));
      if (some.length < messages.length) this.#want(queue);
      if (left) this.#wake(queue, SKIPPED_MS);
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
        claimed: new Map(),
        persons: new Map(),
        gathering: new Set(),
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
    queue.wakeTimer = this.#of.monotonic.after(Math.min(Math.max(0, inMs), LONGEST_WAKE_MS), () => {
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
      this.#track(correlated(() => this.#pageOf(queue, room)));
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
    const { messages, left } = this.#selected(queue, ours);
    if (left) {
      queue.skipped = true;
      this.#wake(queue, SKIPPED_MS);
    }
    // After the last row that is due there is nothing more of anybody's.
    const complete = over ? messages : await this.#completed(queue, messages);
    if (complete.length > 0) await this.#take(queue, complete);
    queue.failures = 0;
  }

  /** With all that is due for the same recipients, which other pages hold; as many messages as a claim may have. */
  async #completed(queue: TenantQueue, messages: readonly Message[]): Promise<readonly Message[]> {
    const whole: Message[] = [];
    let rows = 0;
    for (const message of messages) {
      if (rows >= OF_ONE_CLAIM) {
        queue.skipped = true;
        this.#wake(queue, SKIPPED_MS);
        break;
      }
      const [first] = message;
      const { subject } = first.doc;
      const found: Row[] = [...message];
      if (subject !== undefined) {
        const of = { kind: 'notice', where: { subject }, limit: MAX_BATCH } as const;
        const { items } = await this.#of.store.query(queue.tenantId, of);
        const now = this.#of.clock.now();
        const known = new Set(message.map(({ doc }) => doc.id));
        found.push(
          ...items.filter(({ doc }) => !known.has(doc.id) && !queue.claimed.has(doc.id) && isDue(doc, now)),
        );
      }
      const some = found.slice(0, OF_ONE_MESSAGE) as [Row, ...Row[]];
      whole.push(some);
      rows += some.length;
    }
    return whole;
  }

  /** A clock that was set back leaves rows far ahead: then every row is looked at once. */
  #watchClock(): void {
    const drift = this.#of.clock.now() - this.#of.monotonic.now();
    if (drift < this.#drift - SKEW_MS) for (const queue of this.#queues.values()) queue.whole = true;
    this.#drift = drift;
  }

  /**
   * What may be claimed here, as messages: addressed, not in hand, and of each person only so much. `left`: more is
   * due. News that wait for others to come with them are looked at again when they have waited.
   */
  #selected(
    queue: TenantQueue,
    rows: readonly Row[],
  ): { readonly messages: readonly Message[]; readonly left: boolean } {
    const messages: [Row, ...Row[]][] = [];
    const together = new Map<string, [Row, ...Row[]]>();
    const taken = new Map<string, number>();
    let left = false;
    for (const row of rows) {
      const { id, to, subject } = row.doc;
      if (to === undefined || queue.claimed.has(id)) continue;
      const count = (taken.get(to) ?? queue.persons.get(to) ?? 0) + 1;
      const message = together.get(to);
      if (subject !== undefined && message !== undefined) {
        if (message.length < OF_ONE_MESSAGE) message.push(row);
        else left = true;
      } else if (subject === undefined ? count > OF_ONE_PERSON : count > 1) {
        left = true;
      } else {
        const begun: [Row, ...Row[]] = [row];
        messages.push(begun);
        if (subject === undefined) taken.set(to, count);
        else together.set(to, begun);
      }
    }
    const now = this.#of.monotonic.now();
    const ready = messages.filter((message) => {
      const waits = this.#gatheringUntil(queue, message) - now;
      if (waits <= 0) return true;
      queue.gathering.add(message[0].doc.to ?? '');
      queue.skipped = true;
      this.#wake(queue, waits);
      return false;
    });
    return { messages: ready, left };
  }

  /** Until when news wait for others to come with them; what asks for something does not. */
  #gatheringUntil({ tenantId }: TenantQueue, message: Message): number {
    const [{ doc }] = message;
    const asks = message.some((row) => row.doc.notices.some(({ code }) => RULES[code].asks));
    if (doc.subject === undefined || asks) return -Infinity;
    const { gatherMs = GATHER_MS } = this.#of;
    return (this.#told.get(`${tenantId}/${doc.to}`) ?? -Infinity) + gatherMs;
  }

  /** Claims messages and lets them wait for their turn. */
  async #take(queue: TenantQueue, selected: readonly Message[]): Promise<void> {
    // While a pass asked for the rest of a message, its rows may have been taken as those of a turn: held twice and let go
    // once, they would keep a place of their person's for ever, who would be told nothing any more.
    const messages = selected.filter((message) => message.every(({ doc }) => !queue.claimed.has(doc.id)));
    if (messages.length < selected.length) {
      queue.skipped = true;
      this.#wake(queue, SKIPPED_MS);
    }
    const rows = messages.flat();
    if (rows.length === 0) return;
    for (const { doc } of rows) {
      this.#hold(queue, doc);
      queue.gathering.delete(doc.to ?? '');
    }
    const kept = new Set<string>();
    try {
      const until = this.#of.monotonic.now() + SENDABLE_MS;
      const people = await this.#recipients.of(queue.tenantId, new Set(rows.map(({ doc }) => doc.to ?? '')));
      for (const some of batchesOf(messages)) {
        for (const [first, ...others] of await this.#claim(queue, some)) {
          for (const { row } of [first, ...others]) kept.add(row.id);
          this.#line(queue, { rows: [first, ...others], person: people.get(first.row.to), until });
        }
      }
    } catch (error) {
      this.#storeFailed(queue, 'notify.claim', error);
      this.#want(queue);
    } finally {
      for (const { doc } of rows) if (!kept.has(doc.id)) this.#letGo(queue, doc.id, doc.to);
    }
  }

  /**
   * The rows as they are now that they are ours: all of a message or none of it. Those of which another replica has
   * one are left to it.
   */
  async #claim(queue: TenantQueue, messages: readonly Message[]): Promise<readonly ClaimedMessage['rows'][]> {
    const now = this.#of.clock.now();
    let claims = messages.map((message) =>
      message.map(({ doc, etag }) => ({
        op: 'replace' as const,
        doc: { ...doc, due: now + CLAIM_MS, madeAt: Math.min(doc.madeAt, now), attempts: doc.attempts + 1 },
        etag,
      })),
    );
    for (let tries = 0; tries < 2 && claims.length > 0; tries += 1) {
      const writes = claims.flat();
      const result = await this.#of.store.commit(queue.tenantId, writes);
      if (result.outcome === 'committed') {
        const etags = new Map(writes.map(({ doc }, at) => [doc.id, result.etags[at] ?? '']));
        return claims.map(
          (claim) =>
            claim.map(({ doc }) => ({
              row: doc as Addressed,
              etag: etags.get(doc.id) ?? '',
            })) as unknown as ClaimedMessage['rows'],
        );
      }
      const failed = writes[result.at];
      claims = claims.filter((claim) => failed === undefined || !claim.includes(failed));
    }
    // Somebody is working through the same rows: what is left is looked at again a little later.
    if (claims.length > 0) {
      queue.notBefore = this.#of.monotonic.now() + 50 + 200 * this.#random();
      queue.cursor = undefined;
      queue.wanted = true;
    }
    return [];
  }

  #line(queue: TenantQueue, claimed: ClaimedMessage): void {
    const { reference } = claimed.person ?? {};
    const [{ row }] = claimed.rows;
    this.#limiter.submit({
      tenantId: queue.tenantId,
      conversation: reference?.conversation.id ?? `to:${row.to}`,
      // Rows that are one message may come of several turns: each names its own by its document's id.
      start: () =>
        correlated(async () => {
          const spent = await this.#delivery.deliver(queue.ledger, claimed);
          if (spent.kind === 'delivered')
            this.#told.set(`${queue.tenantId}/${row.to}`, this.#of.monotonic.now());
          return spent;
        }),
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

  #hold(queue: TenantQueue, { id, to, due }: NoticeDocument): void {
    queue.claimed.set(id, due);
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

/** Messages in batches, a whole message in one of them. */
function batchesOf(messages: readonly Message[]): readonly (readonly Message[])[] {
  const batches: Message[][] = [];
  let rows = MAX_BATCH;
  for (const message of messages) {
    const last = batches.at(-1);
    rows += message.length;
    if (last === undefined || rows > MAX_BATCH) {
      batches.push([message]);
      rows = message.length;
    } else last.push(message);
  }
  return batches;
}
