import { setTimeout as sleep } from 'node:timers/promises';
import { StoreFailure, type Clock, type Store } from '../../domain/store/ports.ts';

import { MAILBOX_ID } from '../../domain/store/ids.ts';
import { backoffMs, jittered, type Backoff, type Jitter } from '../backoff.ts';
import type { MailboxConfig } from '../config.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import type { Leases } from '../notify/lease.ts';
import { GraphFailure, type Graph } from './graph.ts';
import type { Intake } from './intake.ts';
import { Round } from './round.ts';
import { MailboxState } from './state.ts';
import { SubscriptionKeeper } from './subscription.ts';
import { Webhook, WEBHOOK_PATH, type Notified } from './webhook.ts';

/** How often the mailbox is looked at although nobody told of anything. */
const POLL_MS = 3 * 60_000;
const POLL_JITTER: Jitter = [0.8, 1.2];
/** After a round that failed, or left something. */
const FAILED: Backoff = { firstMs: 2_000, longestMs: POLL_MS };
/** While another process has the lease, and somebody told of something. */
const BUSY_MS = 1_000;
/** After a round that failed no notification begins another one sooner. */
const LEFT_ALONE_MS = 15_000;
/** How soon the tenant is looked at again while a mail that was handed on is being brought. */
const LOOK_MS = 5_000;
/** A burst of notifications is one round. */
const GATHER_MS = 100;
/** At the first start what came earlier is left alone; and ever after what may have been dealt with and forgotten. */
const FIRST_MS = 14 * 24 * 3600_000;
const KNOWN_MS = 80 * 24 * 3600_000;

interface MailboxParts {
  readonly store: Store;
  readonly intake: Intake;
  readonly leases: Leases;
  /** The machine's: messages and subscriptions go by Graph's. */
  readonly clock: Clock;
  /** The clock of the looks at a tenant. */
  readonly looksBy: Clock;
  readonly log: Log;
  readonly config: Pick<MailboxConfig, 'user' | 'tenantId' | 'clientState'>;
  /** Is its tenant allowed, now? Undefined = nobody has said yet. */
  readonly serves: (tenantId: string) => boolean | undefined;
  /** Messages are taken however old they are: in local mode the page sets the clock. */
  readonly isAgeless?: boolean;
  readonly pollMs?: number | undefined;
  /** Told in words what keeps the mailbox from being read, when that changes; undefined = nothing does any more. */
  readonly onTrouble?: (trouble: string | undefined) => void;
}

/** Where Graph is, and where it finds this process, without a path. */
interface Places {
  readonly graph: Graph;
  readonly publicUrl: string;
}

/**
 * Watches one mailbox. What is in it is known by Graph's delta query alone: notifications, polls and a start only begin
 * a round, which reads on from where everything has been dealt with. One process of many does a round at a time, by a
 * lease; should two do it, each mail is still dealt with once, by its document.
 */
export class Mailbox {
  readonly webhook: Webhook;
  readonly #of: MailboxParts;
  readonly #subscription: SubscriptionKeeper;
  readonly #closing = new AbortController();
  #places: Places | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #running: Promise<void> | undefined;
  /** Somebody told of something since a round began. */
  #isWanted = false;
  #failures = 0;
  /** No round begins before, whoever asks for one; and no handed mail is tried again before (by a monotonic clock). */
  #notBefore = 0;
  #handAgainAt = 0;
  #subscriptionId: string | undefined;
  #trouble: string | undefined;

  constructor(of: MailboxParts) {
    this.#of = of;
    const { config, clock, log } = of;
    this.#subscription = new SubscriptionKeeper({ clock, log, config });
    this.webhook = new Webhook({
      tenantId: config.tenantId,
      clientState: config.clientState,
      isOurs: (id) => this.#isOurs(id),
      onNotified: (what, id) => this.#notified(what, id),
      log,
    });
  }

  /** Aborted when the mailbox is closed: calls to Graph end with it. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  start(places: Places): void {
    this.#places = places;
    this.#soon(0);
  }

  /** Somebody in the tenant was handed a mail: it is fetched and brought. */
  wake(tenantId: string): void {
    if (tenantId !== this.#of.config.tenantId) return;
    this.#isWanted = true;
    this.#soon(GATHER_MS);
  }

  /**
   * Looks for mails that were handed to somebody, perhaps at a replica that is no more; gives when to look again
   * (milliseconds, UTC). Rejects with StoreFailure.
   */
  async look(tenantId: string): Promise<number> {
    if (tenantId !== this.#of.config.tenantId) return Number.POSITIVE_INFINITY;
    const handed = { kind: 'quarantine', where: { status: 'handed' }, limit: 1 } as const;
    const { items } = await this.#of.store.query(tenantId, handed);
    if (items.length === 0) return Number.POSITIVE_INFINITY;
    // The round that follows a failed one tries them again.
    const pause = this.#handAgainAt - performance.now();
    if (pause <= 0) this.wake(tenantId);
    return this.#of.looksBy.now() + Math.max(pause, LOOK_MS);
  }

  /** Cuts the calls to Graph, and waits so long at most for the turns that are under way: what is cut off is done anew. */
  async close(ms: number): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    const waited = new AbortController();
    const enough = sleep(ms, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([this.#running, enough]);
    waited.abort();
  }

  #notified(what: Notified, subscriptionId: string): void {
    if (what === 'reauthorize') this.#subscription.reauthorize();
    if (what === 'removed') this.#subscription.removed(subscriptionId);
    this.#isWanted = true;
    this.#soon(GATHER_MS);
  }

  async #isOurs(id: string): Promise<boolean> {
    if (id === this.#subscriptionId) return true;
    // Another process may have made it.
    const state = await this.#of.store.read(this.#of.config.tenantId, 'mailbox', MAILBOX_ID);
    this.#subscriptionId = state?.doc.subscription?.id;
    return id === this.#subscriptionId;
  }

  /** The next round begins after so many milliseconds, or earlier; never before what a round asked for. */
  #soon(ms: number): void {
    const now = performance.now();
    const at = Math.max(now + ms, this.#notBefore);
    if (this.#closing.signal.aborted || this.#places === undefined || at >= this.#timerAt) return;
    this.#dropTimer();
    this.#timerAt = at;
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      // Whoever asks while one runs is served by the next.
      this.#running ??= correlated(() => this.#runNow());
    }, at - now).unref();
  }

  #dropTimer(): void {
    clearTimeout(this.#timer);
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  async #runNow(): Promise<void> {
    const hadLease = await this.#run();
    this.#running = undefined;
    if (hadLease && this.#isWanted) this.#soon(GATHER_MS);
  }

  /** One round, when no other process does one; gives whether none did. Never rejects. */
  async #run(): Promise<boolean> {
    const { leases, log, config, pollMs = POLL_MS } = this.#of;
    const places = this.#places;
    if (places === undefined) return false;
    let pause = jittered(pollMs, POLL_JITTER, Math.random());
    let hadLease = false;
    let aloneMs = 0;
    try {
      if (this.#of.serves(config.tenantId) !== true) {
        if (this.#of.serves(config.tenantId) === false) this.#tell(NOT_ALLOWED);
        return false;
      }
      hadLease = await leases.take(config.tenantId);
      if (!hadLease) {
        // Whoever has it may have read before there was what was told of.
        if (this.#isWanted) pause = aloneMs = BUSY_MS;
        return false;
      }
      this.#isWanted = false;
      const stop = leases.keep(config.tenantId);
      try {
        if (await this.#round(places)) this.#failures = 0;
        else pause = this.#failed(pause);
      } finally {
        stop();
        await leases.giveBack(config.tenantId);
      }
    } catch (error) {
      if (this.#closing.signal.aborted) return hadLease;
      const asked = error instanceof GraphFailure ? (error.retryAfterMs ?? 0) : 0;
      pause = Math.max(asked, this.#failed(pause));
      aloneMs = Math.max(asked, Math.min(pause, LEFT_ALONE_MS));
      log.warn({ event: 'mailbox.round', ...faultOf(error) });
      // What is wrong with the store is told elsewhere.
      if (!(error instanceof StoreFailure)) this.#tell(troubleOf(error));
    } finally {
      this.#notBefore = performance.now() + aloneMs;
      // What was asked for meanwhile waits as long.
      if (this.#timerAt < this.#notBefore) this.#dropTimer();
      this.#soon(pause);
    }
    return hadLease;
  }

  async #round({ graph, publicUrl }: Places): Promise<boolean> {
    const { store, intake, clock, log, config, serves, isAgeless = false } = this.#of;
    const { tenantId, user } = config;
    const now = clock.now();
    const since = isAgeless ? 0 : now - FIRST_MS;
    const state = await new MailboxState(store, { tenantId, user, since }).load();
    await this.#subscription.keep(state, graph, `${publicUrl}${WEBHOOK_PATH}`);
    this.#subscriptionId = state.doc.subscription?.id;
    const from = isAgeless ? 0 : Math.max(state.doc.since, now - KNOWN_MS);
    const { signal } = this.#closing;
    const closing = {
      get aborted(): boolean {
        return signal.aborted || serves(tenantId) !== true;
      },
    };
    const round = new Round({ store, intake, graph, state, log, tenantId, user, since: from, closing });
    try {
      const isAllDone = await round.run();
      this.#tell(round.isMarkRefused ? MARK_REFUSED : undefined);
      return isAllDone;
    } finally {
      // One that got on is no failure after failures, whatever kept it in the end.
      if (round.done > 0) this.#failures = 0;
    }
  }

  /** How long to wait after one more round that failed, or left something; `longest` at most. */
  #failed(longest: number): number {
    this.#failures += 1;
    const pause = Math.min(longest, backoffMs(FAILED, this.#failures - 1));
    this.#handAgainAt = performance.now() + pause;
    return pause;
  }

  #tell(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#of.onTrouble?.(trouble);
  }
}

const NOT_ALLOWED =
  'MAILBOX_TENANT is no allowed tenant: its mails stay in the mailbox until it is one (npm run tenants -- add)';
const GRANT = "grant the application permission Mail.ReadWrite for this mailbox, with an admin's consent";
const MARK_REFUSED = `the bot's app may read mails there, and not mark those that it has dealt with: ${GRANT}`;

/** What is in the way, and what would help. No value of a variable is ever said. */
function troubleOf(error: unknown): string {
  if (!(error instanceof GraphFailure)) return 'something in the bot failed; the log says what';
  if (error.code === 'token')
    return "the bot gets no token for Graph in MAILBOX_TENANT: the bot's app has to be known there, and what it proves itself by (secret, certificate, federated credential) valid";
  const { status } = error;
  if (status === 401 || status === 403) return `the bot's app may not read it: ${GRANT}`;
  if (status === 404) return 'there is no mailbox MAILBOX_USER in MAILBOX_TENANT';
  return 'Graph does not answer as it should; it is tried again';
}
