import { backoffMs, jittered, RETRY_AFTER_JITTER } from '../backoff.ts';
import type { MonotonicClock } from './monotonic-clock.ts';

export interface RateLimits {
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
export const DEFAULT_RATE_LIMITS: RateLimits = {
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

interface Job {
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
  readonly tenant: Tenant;
  readonly jobs: Job[];
  busy: boolean;
  coolUntil: number;
}

/** A tenant's share: its waiting conversations, and its rate, which throttling halves. */
interface Tenant {
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
 * A rate limiter with fair queues: jobs go as fast as Teams allows and no faster, tenants take turns, within a tenant
 * its conversations do, and the jobs of one conversation go one after another. It holds what it is given: how much
 * waits is the caller's to bound.
 */
export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #monotonic: MonotonicClock;
  readonly #random: () => number;
  /** The most that one tenant may have under way. */
  readonly share: number;
  /** The tenant that waited longest is first. */
  readonly #tenants = new Map<string, Tenant>();
  /** Conversations that had a message just now, the soonest free first. */
  readonly #cooling = new Set<Conversation>();
  #nextAt = -Infinity;
  #underWay = 0;
  #timer: (() => void) | undefined;
  #timerAt = Infinity;
  #open = false;
  #ended: PromiseWithResolvers<void> | undefined;

  constructor(of: { limits?: Partial<RateLimits>; monotonic: MonotonicClock; random?: () => number }) {
    this.#limits = { ...DEFAULT_RATE_LIMITS, ...of.limits };
    this.#monotonic = of.monotonic;
    this.#random = of.random ?? Math.random;
    this.share = Math.max(1, Math.floor(this.#limits.inFlight / 2));
  }

  /** Jobs that were started and have not ended. */
  get underWay(): number {
    return this.#underWay;
  }

  /** What a tenant may send in a second now; 0 while it pauses. */
  rateOf(tenantId: string): number {
    const tenant = this.#tenants.get(tenantId);
    if (tenant === undefined) return Math.min(this.#limits.perTenant, this.#limits.inAll);
    return tenant.pausedUntil > this.#monotonic.now() ? 0 : Math.min(tenant.rate, this.#limits.inAll);
  }

  /** Milliseconds until the tenant's pause is over, 0 when there is none. */
  pauseOf(tenantId: string): number {
    const until = this.#tenants.get(tenantId)?.pausedUntil ?? -Infinity;
    return Math.max(0, until - this.#monotonic.now());
  }

  submit(job: Job): void {
    const tenant = this.#tenantOf(job.tenantId);
    let conversation = tenant.conversations.get(job.conversation);
    if (conversation === undefined) {
      conversation = { key: job.conversation, tenant, jobs: [], busy: false, coolUntil: -Infinity };
      tenant.conversations.set(job.conversation, conversation);
    }
    conversation.jobs.push(job);
    if (conversation.jobs.length === 1 && !conversation.busy && !this.#cooling.has(conversation)) {
      tenant.ready.push(conversation);
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

  #tenantOf(tenantId: string): Tenant {
    let tenant = this.#tenants.get(tenantId);
    if (tenant === undefined) {
      tenant = {
        conversations: new Map(),
        ready: [],
        rate: this.#limits.perTenant,
        nextAt: -Infinity,
        underWay: 0,
        pausedUntil: -Infinity,
        pausedAt: -Infinity,
        pauses: 0,
      };
      this.#tenants.set(tenantId, tenant);
    }
    return tenant;
  }

  #pump(): void {
    const now = this.#monotonic.now();
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

  /** The tenant whose turn it is, or when there will be one; undefined when only an end of something can tell. */
  #next(now: number): readonly [string, Tenant] | number | undefined {
    let soonest: number | undefined;
    for (const [tenantId, tenant] of this.#tenants) {
      if (tenant.ready.length === 0) continue;
      if (this.#open) return [tenantId, tenant];
      if (tenant.underWay >= this.share) continue;
      const at = Math.max(tenant.nextAt, this.#nextAt);
      if (at <= now) return [tenantId, tenant];
      soonest = Math.min(soonest ?? Infinity, at);
    }
    return soonest;
  }

  #start([tenantId, tenant]: readonly [string, Tenant], now: number): void {
    const conversation = tenant.ready.shift();
    const job = conversation?.jobs.shift();
    if (conversation === undefined || job === undefined) return;
    this.#tenants.delete(tenantId);
    this.#tenants.set(tenantId, tenant);
    const mine = 1000 / tenant.rate;
    const ours = 1000 / this.#limits.inAll;
    tenant.nextAt = Math.max(tenant.nextAt, now - CATCH_UP_MS) + mine;
    this.#nextAt = Math.max(this.#nextAt, now - CATCH_UP_MS) + ours;
    conversation.busy = true;
    tenant.underWay += 1;
    this.#underWay += 1;
    void this.#see(conversation, job, { now, mine, ours });
  }

  async #see(
    conversation: Conversation,
    job: Job,
    { now, mine, ours }: { now: number; mine: number; ours: number },
  ): Promise<void> {
    const { tenant } = conversation;
    const spent = await job.start();
    this.#underWay -= 1;
    tenant.underWay -= 1;
    conversation.busy = false;
    if (spent.kind === 'nothing') {
      tenant.nextAt -= mine;
      this.#nextAt -= ours;
      this.#cooled(conversation);
    } else {
      this.#learn(tenant, spent, now);
      conversation.coolUntil = this.#monotonic.now() + this.#limits.perConversationMs;
      if (this.#open) this.#cooled(conversation);
      else this.#cooling.add(conversation);
    }
    this.#pump();
    if (this.#underWay === 0) this.#ended?.resolve();
  }

  #cooled(conversation: Conversation): void {
    this.#cooling.delete(conversation);
    if (conversation.busy) return;
    if (conversation.jobs.length > 0) conversation.tenant.ready.push(conversation);
    else conversation.tenant.conversations.delete(conversation.key);
  }

  /** A throttled tenant pauses, and goes on slowly; what was under way when the pause began says nothing new. */
  #learn(tenant: Tenant, spent: Spent, startedAt: number): void {
    const { perTenant, firstPauseMs, longestPauseMs } = this.#limits;
    if (spent.kind === 'delivered') {
      tenant.rate = Math.min(perTenant, tenant.rate + perTenant * GAIN);
      if (tenant.rate === perTenant) tenant.pauses = 0;
    }
    if (spent.kind !== 'throttled') return;
    const now = this.#monotonic.now();
    const known = startedAt <= tenant.pausedAt;
    if (!known) {
      tenant.pausedAt = now;
      tenant.pauses += 1;
      tenant.rate = Math.max(perTenant * SLOWEST, tenant.rate / 2);
    }
    const { retryAfterMs } = spent;
    const pause =
      retryAfterMs === undefined
        ? backoffMs({ firstMs: firstPauseMs, longestMs: longestPauseMs }, tenant.pauses - 1, this.#random)
        : jittered(retryAfterMs, RETRY_AFTER_JITTER, this.#random());
    if (known && retryAfterMs === undefined) return;
    tenant.pausedUntil = Math.max(tenant.pausedUntil, now + pause);
    // Nothing is caught up after a pause.
    tenant.nextAt = Math.max(tenant.nextAt, tenant.pausedUntil + CATCH_UP_MS);
  }

  #wakeAt(at: number): void {
    if (at === this.#timerAt) return;
    this.#timer?.();
    this.#timer = undefined;
    this.#timerAt = at;
    if (at === Infinity) return;
    this.#timer = this.#monotonic.after(Math.max(0, at - this.#monotonic.now()), () => {
      this.#timerAt = Infinity;
      this.#pump();
    });
  }
}
