import { backoffMs, jittered, RETRY_AFTER_JITTER } from '../backoff.ts';
import type { Ticks } from './monotonic-clock.ts';

export interface Limits {
  /** Messages a second to the people of one tenant. */
  readonly perTenant: number;
  /** Messages a second of this process. */
  readonly inAll: number;
  /** Milliseconds from the end of one message to the next in the same conversation. */
  readonly perConversationMs: number;
  /** Messages under way at once; one tenant gets at most half of them. */
  readonly inFlight: number;
  /** The first pause of a tenant that was throttled without being told for how long; it doubles up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** Teams allows an app 50 a second in a tenant, once 30, and may change it: well below. */
export const DEFAULT_LIMITS: Limits = {
  perTenant: 10,
  inAll: 20,
  perConversationMs: 1_000,
  inFlight: 50,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
};

/** What came of a start: `nothing` was sent and gives its place in the rate back. */
export type Spent =
  | { readonly kind: 'sent' | 'delivered' | 'nothing' }
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number };

export interface Job {
  readonly tenantId: string;
  readonly conversation: string;
  /** Called once, when it may go; it is under way until this resolves. Must not reject. */
  start(): Promise<Spent>;
}

/** How far behind its rate a sender may be and still catch up: timers come late. */
const CATCH_UP_MS = 50;
/** A throttled tenant goes on at half its rate, at the least at this part of it, and gains this part per delivery. */
const SLOWEST = 1 / 16;
const GAIN = 1 / 20;

interface Conversation {
  readonly key: string;
  readonly lane: Lane;
  readonly jobs: Job[];
  busy: boolean;
  coolUntil: number;
}

interface Lane {
  readonly conversations: Map<string, Conversation>;
  /** Conversations whose next job may go, the longest waiting first. */
  readonly ready: Conversation[];
  rate: number;
  nextAt: number;
  underWay: number;
  pausedUntil: number;
  pausedAt: number;
  pauses: number;
}

/**
 * Lets jobs go as fast as Teams allows and no faster: tenants take turns, within a tenant its conversations do, and
 * the jobs of one conversation go one after another. It holds what it is given: how much waits is the caller's to
 * bound.
 */
export class Limiter {
  readonly #limits: Limits;
  readonly #ticks: Ticks;
  readonly #random: () => number;
  /** The most that one tenant may have under way. */
  readonly share: number;
  /** The tenant that waited longest is first. */
  readonly #lanes = new Map<string, Lane>();
  /** Conversations that had a message just now, the soonest free first. */
  readonly #cooling = new Set<Conversation>();
  #nextAt = -Infinity;
  #underWay = 0;
  #timer: (() => void) | undefined;
  #timerAt = Infinity;
  #open = false;
  #ended: PromiseWithResolvers<void> | undefined;

  constructor(of: { limits?: Partial<Limits>; ticks: Ticks; random?: () => number }) {
    this.#limits = { ...DEFAULT_LIMITS, ...of.limits };
    this.#ticks = of.ticks;
    this.#random = of.random ?? Math.random;
    this.share = Math.max(1, Math.floor(this.#limits.inFlight / 2));
  }

  /** Jobs that were started and have not ended. */
  get underWay(): number {
    return this.#underWay;
  }

  /** What a tenant may send in a second now; 0 while it pauses. */
  rateOf(tenantId: string): number {
    const lane = this.#lanes.get(tenantId);
    if (lane === undefined) return Math.min(this.#limits.perTenant, this.#limits.inAll);
    return lane.pausedUntil > this.#ticks.now() ? 0 : Math.min(lane.rate, this.#limits.inAll);
  }

  /** Milliseconds until the tenant's pause is over, 0 when there is none. */
  pauseOf(tenantId: string): number {
    const until = this.#lanes.get(tenantId)?.pausedUntil ?? -Infinity;
    return Math.max(0, until - this.#ticks.now());
  }

  submit(job: Job): void {
    const lane = this.#laneOf(job.tenantId);
    let conversation = lane.conversations.get(job.conversation);
    if (conversation === undefined) {
      conversation = { key: job.conversation, lane, jobs: [], busy: false, coolUntil: -Infinity };
      lane.conversations.set(job.conversation, conversation);
    }
    conversation.jobs.push(job);
    if (conversation.jobs.length === 1 && !conversation.busy && !this.#cooling.has(conversation)) {
      lane.ready.push(conversation);
    }
    this.#pump();
  }

  /** From now on everything starts at once: for a close, in which starting sends nothing. Resolves at the end. */
  async open(): Promise<void> {
    this.#open = true;
    for (const conversation of this.#cooling) this.#cooled(conversation);
    this.#pump();
    while (this.#underWay > 0) {
      this.#ended = Promise.withResolvers();
      await this.#ended.promise;
    }
    this.#wakeAt(Infinity);
  }

  #laneOf(tenantId: string): Lane {
    let lane = this.#lanes.get(tenantId);
    if (lane === undefined) {
      lane = {
        conversations: new Map(),
        ready: [],
        rate: this.#limits.perTenant,
        nextAt: -Infinity,
        underWay: 0,
        pausedUntil: -Infinity,
        pausedAt: -Infinity,
        pauses: 0,
      };
      this.#lanes.set(tenantId, lane);
    }
    return lane;
  }

  #pump(): void {
    const now = this.#ticks.now();
    let wakeAt = Infinity;
    for (const conversation of this.#cooling) {
      if (conversation.coolUntil > now) {
        wakeAt = conversation.coolUntil;
        break;
      }
      this.#cooled(conversation);
    }
    while (this.#open || this.#underWay < this.#limits.inFlight) {
      const next = this.#next(now);
      if (next === undefined) break;
      if (typeof next === 'number') {
        wakeAt = Math.min(wakeAt, next);
        break;
      }
      this.#start(next, now);
    }
    this.#wakeAt(wakeAt);
  }

  /** The lane whose turn it is, or when there will be one; undefined when only an end of something can tell. */
  #next(now: number): readonly [string, Lane] | number | undefined {
    let soonest: number | undefined;
    for (const [tenantId, lane] of this.#lanes) {
      if (lane.ready.length === 0) continue;
      if (this.#open) return [tenantId, lane];
      if (lane.underWay >= this.share) continue;
      const at = Math.max(lane.nextAt, this.#nextAt);
      if (at <= now) return [tenantId, lane];
      soonest = Math.min(soonest ?? Infinity, at);
    }
    return soonest;
  }

  #start([tenantId, lane]: readonly [string, Lane], now: number): void {
    const conversation = lane.ready.shift();
    const job = conversation?.jobs.shift();
    if (conversation === undefined || job === undefined) return;
    this.#lanes.delete(tenantId);
    this.#lanes.set(tenantId, lane);
    const mine = 1000 / lane.rate;
    const ours = 1000 / this.#limits.inAll;
    lane.nextAt = Math.max(lane.nextAt, now - CATCH_UP_MS) + mine;
    this.#nextAt = Math.max(this.#nextAt, now - CATCH_UP_MS) + ours;
    conversation.busy = true;
    lane.underWay += 1;
    this.#underWay += 1;
    void this.#see(conversation, job, { now, mine, ours });
  }

  async #see(
    conversation: Conversation,
    job: Job,
    { now, mine, ours }: { now: number; mine: number; ours: number },
  ): Promise<void> {
    const { lane } = conversation;
    const spent = await job.start();
    this.#underWay -= 1;
    lane.underWay -= 1;
    conversation.busy = false;
    if (spent.kind === 'nothing') {
      lane.nextAt -= mine;
      this.#nextAt -= ours;
      this.#cooled(conversation);
    } else {
      this.#learn(lane, spent, now);
      conversation.coolUntil = this.#ticks.now() + this.#limits.perConversationMs;
      if (this.#open) this.#cooled(conversation);
      else this.#cooling.add(conversation);
    }
    this.#pump();
    if (this.#underWay === 0) this.#ended?.resolve();
  }

  #cooled(conversation: Conversation): void {
    this.#cooling.delete(conversation);
    if (conversation.busy) return;
    if (conversation.jobs.length > 0) conversation.lane.ready.push(conversation);
    else conversation.lane.conversations.delete(conversation.key);
  }

  /** A throttled tenant pauses, and goes on slowly; what was under way when the pause began says nothing new. */
  #learn(lane: Lane, spent: Spent, startedAt: number): void {
    const { perTenant, firstPauseMs, longestPauseMs } = this.#limits;
    if (spent.kind === 'delivered') {
      lane.rate = Math.min(perTenant, lane.rate + perTenant * GAIN);
      if (lane.rate === perTenant) lane.pauses = 0;
    }
    if (spent.kind !== 'throttled') return;
    const now = this.#ticks.now();
    const known = startedAt <= lane.pausedAt;
    if (!known) {
      lane.pausedAt = now;
      lane.pauses += 1;
      lane.rate = Math.max(perTenant * SLOWEST, lane.rate / 2);
    }
    const { retryAfterMs } = spent;
    const pause =
      retryAfterMs === undefined
        ? backoffMs({ firstMs: firstPauseMs, longestMs: longestPauseMs }, lane.pauses - 1, this.#random)
        : jittered(retryAfterMs, RETRY_AFTER_JITTER, this.#random());
    if (known && retryAfterMs === undefined) return;
    lane.pausedUntil = Math.max(lane.pausedUntil, now + pause);
    // Nothing is caught up after a pause.
    lane.nextAt = Math.max(lane.nextAt, lane.pausedUntil + CATCH_UP_MS);
  }

  #wakeAt(at: number): void {
    if (at === this.#timerAt) return;
    this.#timer?.();
    this.#timer = undefined;
    this.#timerAt = at;
    if (at === Infinity) return;
    this.#timer = this.#ticks.after(Math.max(0, at - this.#ticks.now()), () => {
      this.#timerAt = Infinity;
      this.#pump();
    });
  }
}
