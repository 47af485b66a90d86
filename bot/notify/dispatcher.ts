import type { Activity } from 'botbuilder';
import type { Clock, Etag, Store, Stored, Write } from '../../domain/store/ports.ts';
import type { AnyDocument, NoticeDocument, PersonDocument, Recipient } from '../../domain/store/documents.ts';
import type { DeliveryOutcome, Reference } from '../teams/adapter.ts';
import { faultOf, type Log } from '../log.ts';
import { Ledger, type Entry } from './ledger.ts';
import { DEFAULT_LIMITS, Limiter, type Limits, type Spent } from './limiter.ts';
import {
  consequenceOf,
  DEFAULT_PATIENCE,
  LONGEST_PAUSE_MS,
  type Attempt,
  type Patience,
} from './outcomes.ts';
import { People, type Known } from './people.ts';
import type { Ticks } from './monotonic-clock.ts';

/**
 * What a row says to a person or in a channel now, in their language. `drop` = it is not true any more, or not theirs to hear;
 * `later` = they are in the middle of a dialog.
 */
export type Compose = (
  row: NoticeDocument,
  recipient: Recipient,
) => Promise<Partial<Activity> | 'drop' | 'later'>;

export interface DispatcherOptions {
  readonly store: Store;
  readonly carrier: { send(reference: Reference, activity: Partial<Activity>): Promise<DeliveryOutcome> };
  readonly compose: Compose;
  readonly clock: Clock;
  readonly ticks: Ticks;
  readonly log: Log;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
  /** The bot's own id in references (`28:…`); absent = any will do, in local mode. */
  readonly botId?: string;
  /** What else is to be written of a person, in the batch that removes the row: only rows where the last writer is right. */
  readonly onDelivered?: (
    row: NoticeDocument,
    person: PersonDocument,
    activityId: string,
  ) => readonly { readonly op: 'put'; readonly doc: AnyDocument }[];
  readonly limits?: Partial<Limits>;
  readonly patience?: Patience;
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
const STORE_PAUSE_MS = 1_000;
const STORE_LONGEST_MS = 30_000;
/** Somebody in a dialog is asked for again after so long, if nobody says before that they are through. */
const LATER_MS = 5 * 60_000;
const HELD = 1_000;
/** How far clocks of replicas may differ before one is taken to have jumped. */
const SKEW_MS = 60_000;

/** What is logged of an attempt that was not the last of it, or did not arrive. */
const EVENTS = {
  again: 'notify.again',
  impossible: 'notify.impossible',
  unreachable: 'notify.unreachable',
  givenUp: 'notify.givenUp',
} as const;

type Row = Stored<NoticeDocument>;
type Addressed = NoticeDocument & { readonly to: string };

interface Hand {
  readonly row: Addressed;
  /** Of the row as it was claimed. */
  readonly etag: Etag;
  readonly person: Known | undefined;
  /** By the ticks: not sent any more from then on. */
  readonly until: number;
}

interface Lane {
  readonly tenantId: string;
  /** Ids of rows that are being claimed, sent or settled here. */
  readonly hands: Set<string>;
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
 * Takes rows that are due, claims them, sends each once through the limiter, and writes what became of it. Two of
 * them on one store never send the same row, unless one dies between the sending and the writing.
 */
export class Dispatcher {
  readonly #of: DispatcherOptions;
  readonly #limits: Limits;
  readonly #patience: Patience;
  readonly #random: () => number;
  readonly #limiter: Limiter;
  readonly #people: People;
  readonly #lanes = new Map<string, Lane>();
  /** Rows of people who are in a dialog, by tenant and person. */
  readonly #held = new Map<string, Map<string, Row>>();
  readonly #running = new Set<Promise<unknown>>();
  /** Tenants that wait for room, the longest waiting first. */
  readonly #hungry = new Set<Lane>();
  #inHand = 0;
  #drift: number;
  #poll: (() => void) | undefined;
  #closing = false;

  constructor(of: DispatcherOptions) {
    this.#of = of;
    this.#limits = { ...DEFAULT_LIMITS, ...of.limits };
    this.#patience = of.patience ?? DEFAULT_PATIENCE;
    this.#random = of.random ?? Math.random;
    this.#limiter = new Limiter({ limits: this.#limits, ticks: of.ticks, random: this.#random });
    this.#people = new People(of.store, of.ticks);
    this.#drift = of.clock.now() - of.ticks.now();
  }

  /** Rows and messages in hand, for a look from outside: both are bounded. */
  get load(): { readonly rows: number; readonly underWay: number } {
    return { rows: this.#inHand, underWay: this.#limiter.underWay };
  }

  /** Looks through the rows of every tenant now and every half minute, and whenever one is due. */
  start(tenants: () => readonly string[]): void {
    if (this.#closing) return;
    for (const tenantId of tenants()) void this.sweep(tenantId);
    this.#poll = this.#of.ticks.after(POLL_MS, () => this.start(tenants));
  }

  /** Rows that were committed just now: those that are due go at once. Needs no answer, never throws. */
  notify(rows: readonly Stored[]): void {
    const now = this.#of.clock.now();
    for (const [tenantId, all] of Map.groupBy(rows as readonly Row[], ({ doc }) => doc.tenantId)) {
      if (this.#closing || !this.#of.serves(tenantId)) continue;
      const lane = this.#laneOf(tenantId);
      const due = all.filter(({ doc }) => doc.to !== undefined && doc.due <= now);
      const soonest = Math.min(...all.filter(({ doc }) => doc.due > now).map(({ doc }) => doc.due));
      if (soonest !== Infinity) this.#wake(lane, soonest - now);
      // What does not fit now is found by a pass.
      const some = this.#selected(lane, due).slice(0, this.#room(lane));
      if (some.length > 0) this.#track(this.#take(lane, some));
      if (some.length < due.length) this.#want(lane);
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
    const lane = this.#laneOf(tenantId);
    lane.idle ??= Promise.withResolvers();
    const { promise } = lane.idle;
    this.#want(lane);
    return promise;
  }

  /** Sends nothing more, waits for what is under way, and writes what became of it. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#poll?.();
    for (const lane of this.#lanes.values()) {
      lane.wakeTimer?.();
      lane.ledger.flush();
    }
    await this.#limiter.open();
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    for (const lane of this.#lanes.values()) lane.idle?.resolve();
  }

  #track(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.#of.log.error({ event: 'notify.failed', ...faultOf(error) }))
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  #laneOf(tenantId: string): Lane {
    let lane = this.#lanes.get(tenantId);
    if (lane === undefined) {
      lane = {
        tenantId,
        hands: new Set(),
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
      this.#lanes.set(tenantId, lane);
    }
    return lane;
  }

  #want(lane: Lane): void {
    lane.wanted = true;
    this.#step(lane);
  }

  /** Wants a pass in so many milliseconds, if none comes sooner. */
  #wake(lane: Lane, inMs: number): void {
    const at = this.#of.ticks.now() + Math.max(0, inMs);
    if (at >= lane.wakeAt || this.#closing) return;
    lane.wakeTimer?.();
    lane.wakeAt = at;
    lane.wakeTimer = this.#of.ticks.after(Math.min(Math.max(0, inMs), POLL_MS), () => {
      lane.wakeAt = Infinity;
      lane.wakeTimer = undefined;
      this.#want(lane);
    });
  }

  /** Rows that one claim of a tenant may have, at the rate of now. */
  #share(lane: Lane): number {
    return Math.min(CLAIM_ROWS, Math.ceil(this.#limiter.rateOf(lane.tenantId) * CLAIM_SECONDS));
  }

  /** Rows that all tenants together may have in hand: no more than can be sent in time. */
  #left(): number {
    const inAll = Math.min(HAND_ROWS, Math.max(CLAIM_ROWS, this.#limits.inAll * HAND_SECONDS));
    return Math.max(0, Math.floor(inAll) - this.#inHand);
  }

  /** Rows that may be claimed now: a tenant has two claims at most. */
  #room(lane: Lane): number {
    const share = this.#share(lane);
    return Math.max(0, Math.min(share, 2 * share - lane.hands.size, this.#left()));
  }

  /** Asks for the next page of the pass that is wanted. */
  #step(lane: Lane): void {
    if (!lane.wanted || lane.stepping || this.#closing) return;
    const wait = Math.max(lane.notBefore - this.#of.ticks.now(), this.#limiter.pauseOf(lane.tenantId));
    if (wait > 0) {
      this.#wake(lane, wait);
      return;
    }
    // A page is worth its request only when most of one fits.
    if (lane.hands.size > this.#share(lane)) return;
    this.#hungry.add(lane);
    this.#serve();
  }

  /** Tenants get their pages in turn, as there is room. */
  #serve(): void {
    for (const lane of this.#hungry) {
      if (this.#left() === 0) return;
      this.#hungry.delete(lane);
      const room = this.#room(lane);
      if (room === 0) {
        // Throttled since it asked.
        this.#wake(lane, Math.max(1, this.#limiter.pauseOf(lane.tenantId)));
        continue;
      }
      lane.stepping = true;
      this.#track(this.#pageOf(lane, room));
    }
  }

  async #pageOf(lane: Lane, room: number): Promise<void> {
    try {
      await this.#page(lane, room);
    } catch (error) {
      this.#storeFailed(lane, 'notify.sweep', error);
      lane.cursor = undefined;
      lane.wanted = true;
    } finally {
      lane.stepping = false;
      this.#step(lane);
      this.#rest(lane);
    }
  }

  async #page(lane: Lane, room: number): Promise<void> {
    const { store, clock, serves } = this.#of;
    if (!serves(lane.tenantId)) {
      lane.wanted = false;
      return;
    }
    this.#watchClock();
    const { whole } = lane;
    if (lane.cursor === undefined) lane.skipped = false;
    const page = await store.query(lane.tenantId, {
      kind: 'notice',
      order: { path: 'due' },
      limit: room,
      ...(lane.cursor === undefined ? {} : { continuation: lane.cursor }),
    });
    const now = clock.now();
    const rows: readonly Row[] = page.items;
    const next = rows.find(({ doc }) => doc.due > now && !lane.hands.has(doc.id));
    const over = page.continuation === undefined || (next !== undefined && !whole);
    if (next !== undefined) this.#wake(lane, next.doc.due - now);
    lane.cursor = over ? undefined : page.continuation;
    if (over) {
      lane.wanted = false;
      if (whole && page.continuation === undefined) lane.whole = false;
    }
    const ours = rows.filter(({ doc }) => doc.to !== undefined && !lane.hands.has(doc.id) && isDue(doc, now));
    const due = this.#selected(lane, ours);
    if (due.length < ours.length) {
      lane.skipped = true;
      this.#wake(lane, SKIPPED_MS);
    }
    if (due.length > 0) await this.#take(lane, due);
    lane.failures = 0;
  }

  /** A clock that was set back leaves rows far ahead: then every row is looked at once. */
  #watchClock(): void {
    const drift = this.#of.clock.now() - this.#of.ticks.now();
    if (drift < this.#drift - SKEW_MS) for (const lane of this.#lanes.values()) lane.whole = true;
    this.#drift = drift;
  }

  /** Those that may be claimed here: addressed, not in hand, and of each person only a few. */
  #selected(lane: Lane, rows: readonly Row[]): readonly Row[] {
    const taken = new Map<string, number>();
    return rows.filter(({ doc: { id, to } }) => {
      if (to === undefined || lane.hands.has(id)) return false;
      const count = (taken.get(to) ?? lane.persons.get(to) ?? 0) + 1;
      if (count > OF_ONE_PERSON) return false;
      taken.set(to, count);
      return true;
    });
  }

  /** Claims rows and lets them wait for their turn. */
  async #take(lane: Lane, rows: readonly Row[]): Promise<void> {
    for (const { doc } of rows) this.#hold(lane, doc);
    let kept: readonly (Row & { readonly doc: Addressed })[] = [];
    try {
      const until = this.#of.ticks.now() + SENDABLE_MS;
      const people = await this.#people.of(lane.tenantId, new Set(rows.map(({ doc }) => doc.to ?? '')));
      kept = await this.#claim(lane, rows);
      for (const { doc: row, etag } of kept) {
        const person = people.get(row.to);
        this.#line(lane, { row, etag, person, until });
      }
    } catch (error) {
      this.#storeFailed(lane, 'notify.claim', error);
      this.#want(lane);
    } finally {
      const ids = new Set(kept.map(({ doc }) => doc.id));
      for (const { doc } of rows) if (!ids.has(doc.id)) this.#letGo(lane, doc.id, doc.to);
    }
  }

  /** The rows as they are now that they are ours. Another replica's are left to it. */
  async #claim(lane: Lane, rows: readonly Row[]): Promise<readonly (Row & { readonly doc: Addressed })[]> {
    const now = this.#of.clock.now();
    let claims = rows.map(({ doc, etag }) => ({
      op: 'replace' as const,
      doc: { ...doc, due: now + CLAIM_MS, madeAt: Math.min(doc.madeAt, now), attempts: doc.attempts + 1 },
      etag,
    }));
    for (let tries = 0; tries < 2 && claims.length > 0; tries += 1) {
      const result = await this.#of.store.commit(lane.tenantId, claims);
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
      lane.notBefore = this.#of.ticks.now() + 50 + 200 * this.#random();
      lane.cursor = undefined;
      lane.wanted = true;
    }
    return [];
  }

  #line(lane: Lane, hand: Hand): void {
    const { reference } = hand.person ?? {};
    this.#limiter.submit({
      tenantId: lane.tenantId,
      conversation: reference?.conversation.id ?? `to:${hand.row.to}`,
      start: () => this.#deliver(lane, hand),
    });
  }

  /** One row's turn. Never rejects. */
  async #deliver(lane: Lane, hand: Hand): Promise<Spent> {
    const { row, person } = hand;
    const { ticks, log, compose, carrier, botId, serves } = this.#of;
    if (this.#closing || ticks.now() > hand.until || !serves(lane.tenantId)) {
      await this.#putBack(lane, hand, 0);
      return { kind: 'nothing' };
    }
    if (person === undefined) {
      await this.#remove(lane, hand);
      return { kind: 'nothing' };
    }
    const { reference } = person;
    let attempt: Attempt;
    if (reference === undefined) attempt = { kind: 'noReference' };
    else if (botId !== undefined && reference.bot.id !== botId) attempt = { kind: 'otherApp' };
    else {
      try {
        const message = await compose(row, person.stored.doc);
        if (message === 'drop' || message === 'later') {
          if (message === 'drop') await this.#remove(lane, hand);
          else await this.#waitForThem(lane, hand);
          return { kind: 'nothing' };
        }
        attempt = await carrier.send(reference, message);
      } catch (error) {
        log.error({ event: 'notify.not_composed', documentId: row.id, ...faultOf(error) });
        attempt = { kind: 'notComposed' };
      }
    }
    await this.#conclude(lane, hand, person, attempt);
    if (attempt.kind === 'throttled' || attempt.kind === 'delivered') return attempt;
    const called = !['noReference', 'otherApp', 'notComposed'].includes(attempt.kind);
    return { kind: called ? 'sent' : 'nothing' };
  }

  async #conclude(lane: Lane, hand: Hand, person: Known, attempt: Attempt): Promise<void> {
    const { row } = hand;
    const { log } = this.#of;
    const tried = person.stored.doc.reference;
    const consequence = consequenceOf(attempt, row.attempts, this.#random(), this.#patience);
    if (consequence.next !== 'done') {
      const entry = {
        event: EVENTS[consequence.next],
        outcome: attempt.kind,
        tenantId: lane.tenantId,
        documentId: row.id,
        attempt: row.attempts,
        ...('status' in attempt && attempt.status !== undefined && { status: attempt.status }),
      };
      if (consequence.next === 'impossible') log.error(entry);
      else if (consequence.next === 'again') log.debug(entry);
      else log.warn(entry);
    }
    switch (consequence.next) {
      case 'done': {
        if (isMarked(person.stored.doc)) lane.ledger.learn(row.to, { tried });
        const id = attempt.kind === 'delivered' ? attempt.id : '';
        return this.#remove(lane, hand, this.#also(row, person.stored.doc, id));
      }
      case 'impossible':
        return this.#remove(lane, hand);
      case 'unreachable':
      case 'givenUp': {
        if (await this.#cameBack(lane, row.to, tried)) {
          return this.#putBack(lane, hand, 0);
        }
        const { why } = consequence;
        if (why === undefined) return this.#remove(lane, hand);
        const forget = consequence.next === 'unreachable' && consequence.forget;
        lane.ledger.learn(row.to, { tried, unreachable: { why, forget } });
        return this.#remove(lane, hand);
      }
      case 'again':
        await this.#again(lane, hand, consequence.inMs, consequence.attempts);
        return undefined;
      default:
        return consequence satisfies never;
    }
  }

  #also(row: NoticeDocument, person: Recipient, activityId: string): readonly Write[] {
    if (person.kind === 'channel') return [];
    try {
      return this.#of.onDelivered?.(row, person, activityId) ?? [];
    } catch (error) {
      this.#of.log.error({ event: 'notify.delivered', documentId: row.id, ...faultOf(error) });
      return [];
    }
  }

  /** Our copy is a little old: has the person another reference by now? */
  async #cameBack(lane: Lane, to: string, tried: string | undefined): Promise<boolean> {
    try {
      const now = await this.#people.read(lane.tenantId, to);
      return now?.stored.doc.reference !== undefined && now.stored.doc.reference !== tried;
    } catch (error) {
      // Not known: once more, then.
      this.#storeFailed(lane, 'notify.person', error);
      return true;
    }
  }

  async #remove(lane: Lane, { row, etag }: Hand, more: readonly Write[] = []): Promise<void> {
    await lane.ledger.write({ row, write: { op: 'delete', id: row.id, etag }, more });
  }

  /** It was not tried after all. */
  async #putBack(lane: Lane, hand: Hand, inMs: number): Promise<void> {
    await this.#again(lane, hand, inMs, hand.row.attempts - 1);
  }

  /** Gives the row as it is written; undefined when it was not, or not by us. */
  async #again(lane: Lane, { row, etag }: Hand, inMs: number, attempts: number): Promise<Row | undefined> {
    const doc: NoticeDocument = { ...row, due: this.#of.clock.now() + Math.ceil(inMs), attempts };
    const written = await lane.ledger.write({ row: doc, write: { op: 'replace', doc, etag }, more: [] });
    return written === undefined ? undefined : { doc, etag: written };
  }

  /** They are in a dialog: the row is put off, and kept at hand for the end of it. */
  async #waitForThem(lane: Lane, hand: Hand): Promise<void> {
    const row = await this.#again(lane, hand, LATER_MS, hand.row.attempts - 1);
    if (row !== undefined) this.#keep(`${lane.tenantId}/${hand.row.to}`, row);
  }

  #ledgerOf(tenantId: string): Ledger {
    const { store, clock, ticks } = this.#of;
    return new Ledger({
      tenantId,
      store,
      people: this.#people,
      clock,
      ticks,
      share: this.#limiter.share,
      onWritten: (entry, etag) => this.#written(this.#laneOf(tenantId), entry, etag),
      onFailure: (error) => {
        const pause = this.#storeFailed(this.#laneOf(tenantId), 'notify.settle', error);
        return this.#closing ? undefined : pause;
      },
      track: (work) => this.#track(work),
    });
  }

  #written(lane: Lane, { row, write }: Entry, etag: Etag | undefined): void {
    this.#letGo(lane, row.id, row.to);
    if (write.op === 'replace' && etag !== undefined) this.#wake(lane, row.due - this.#of.clock.now());
    this.#step(lane);
    this.#rest(lane);
  }

  #keep(key: string, row: Row): void {
    const rows = this.#held.get(key) ?? new Map<string, Row>();
    rows.set(row.doc.id, row);
    this.#held.set(key, rows);
    if (this.#held.size <= HELD) return;
    // They come when they are due again.
    const [oldest] = this.#held.keys();
    if (oldest !== undefined) this.#held.delete(oldest);
  }

  /** Gives the milliseconds after which the store is asked again. */
  #storeFailed(lane: Lane, event: string, error: unknown): number {
    lane.failures += 1;
    const longest = Math.min(STORE_LONGEST_MS, STORE_PAUSE_MS * 2 ** Math.min(lane.failures - 1, 10));
    const pause = longest * (0.5 + 0.5 * this.#random());
    lane.notBefore = this.#of.ticks.now() + pause;
    this.#of.log.warn({ event, ...faultOf(error), tenantId: lane.tenantId });
    return pause;
  }

  #hold(lane: Lane, { id, to }: NoticeDocument): void {
    lane.hands.add(id);
    this.#inHand += 1;
    if (to !== undefined) lane.persons.set(to, (lane.persons.get(to) ?? 0) + 1);
  }

  #letGo(lane: Lane, id: string, to: string | undefined): void {
    if (!lane.hands.delete(id)) return;
    this.#inHand -= 1;
    if (to === undefined) return;
    const count = (lane.persons.get(to) ?? 0) - 1;
    if (count > 0) lane.persons.set(to, count);
    else lane.persons.delete(to);
  }

  /** Who waits for the end of a pass hears of it; tenants that waited for room get it. */
  #rest(lane: Lane): void {
    if (!lane.wanted && !lane.skipped && !lane.stepping && lane.hands.size === 0) {
      lane.idle?.resolve();
      lane.idle = undefined;
    }
    if (!this.#closing) this.#serve();
  }
}

/** May the row be sent now? One that was made, or is due, later than any honest clock says is by another clock. */
function isDue(row: NoticeDocument, now: number): boolean {
  if (row.due <= now || row.madeAt > now + SKEW_MS) return true;
  return row.attempts > 0 && row.due > now + LONGEST_PAUSE_MS;
}

function isMarked(recipient: Recipient): boolean {
  return recipient.kind === 'person' && recipient.unreachable !== undefined;
}
