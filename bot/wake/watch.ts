import { setTimeout as sleep } from 'node:timers/promises';
import { hintId } from '../../domain/store/ids.ts';
import type { HintDocument } from '../../domain/store/documents.ts';
import type { Stored } from '../../domain/store/ports.ts';
import { jittered, type Jitter } from '../backoff.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import type { AllowedTenants } from './allowed-tenants.ts';
import { SOON_MS, isAwake, type Hints } from './hints.ts';

/** Processes look at different moments. */
const JITTER: Jitter = [0.8, 1.2];
/** How often every hint is read: for tenants that have none, and those of a clock that was ahead. */
const COMPLETE_MS = 6 * 3600_000;
/** Tenants that are looked at together, and how long others wait for one of them: what takes longer goes on by itself. */
const AT_ONCE = 8;
const LOOK_MS = 20_000;

/** Of the looks at a tenant that is awake this one, the first and every so many, is a look at everything. */
const WHOLE_LOOK = 4;

/**
 * Looks after what may be left in a tenant; gives the moment at which there may be something again (milliseconds,
 * UTC), Infinity when nothing is known.
 */
export type Look = (tenantId: string) => Promise<number>;

interface WatchParts {
  readonly hints: Hints;
  readonly tenants: Pick<AllowedTenants, 'ids' | 'serves' | 'look' | 'noticed'>;
  readonly looks: readonly Look[];
  /** For what takes minutes anyway: while a tenant is awake, and so looked at again and again, every fourth time. */
  readonly seldom?: readonly Look[];
  readonly log: Log;
  /** How often all tenants are looked at, in milliseconds; absent = every half minute. */
  readonly everyMs?: number | undefined;
}

/** Looks, for all tenants with one query, where there may be something to do, and has it done. */
export class Watch {
  readonly #of: WatchParts;
  /** By the look and the tenant: what is under way is not begun anew. */
  readonly #looking = new Map<Look, Set<string>>();
  /** How often each tenant was looked at since it awoke. */
  readonly #looked = new Map<string, number>();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #glancing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #completeAt = 0;

  constructor(of: WatchParts) {
    this.#of = of;
  }

  start(): void {
    const { tenants, log, everyMs = SOON_MS } = this.#of;
    const warn = (error: unknown): void => log.warn({ event: 'wake.round', ...faultOf(error) });
    // A round of many tenants may take long: who is allowed is learnt meanwhile.
    if (this.#running === undefined)
      this.#running = correlated(() => this.round().catch(warn)).finally(() => (this.#running = undefined));
    else
      this.#glancing ??= tenants
        .look()
        .catch(warn)
        .finally(() => (this.#glancing = undefined));
    const pause = jittered(everyMs, JITTER, Math.random());
    this.#timer = setTimeout(() => this.start(), pause).unref();
  }

  /** Looks nowhere any more; what is under way there is not waited for. */
  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await Promise.all([this.#running, this.#glancing]);
  }

  /** Looks once at every tenant in which there may be something. Rejects with StoreFailure. */
  async round(): Promise<void> {
    const { hints, tenants } = this.#of;
    if (performance.now() >= this.#completeAt) {
      await tenants.look();
      await hints.complete(tenants.ids);
      this.#completeAt = performance.now() + COMPLETE_MS;
    }
    const tending = new Set<Promise<void>>();
    for await (const hint of hints.due((etag) => tenants.noticed(etag))) {
      const tenantId = hintId.keyOf(hint.doc.id);
      if (this.#closing.signal.aborted) break;
      if (!tenants.serves(tenantId)) continue;
      const work: Promise<void> = correlated(() => this.#tend(tenantId, hint)).finally(() =>
        tending.delete(work),
      );
      tending.add(work);
      if (tending.size >= AT_ONCE) await Promise.race(tending);
    }
    await Promise.all(tending);
  }

  async #tend(tenantId: string, hint: Stored<HintDocument>): Promise<void> {
    const { hints, log } = this.#of;
    try {
      const taken = await hints.take(hint);
      if (taken === undefined) return;
      const looks = this.#looksAt(tenantId, isAwake(taken.doc));
      const nexts = await Promise.all(looks.map((look) => this.#look(look, tenantId)));
      await hints.settle(taken, Math.min(...nexts));
    } catch (error) {
      // It is due again soon.
      log.warn({ event: 'wake.tenant', ...faultOf(error), tenantId });
    }
  }

  #looksAt(tenantId: string, awake: boolean): readonly Look[] {
    const { looks, seldom = [] } = this.#of;
    const looked = this.#looked.get(tenantId) ?? 0;
    if (awake) this.#looked.set(tenantId, looked + 1);
    else this.#looked.delete(tenantId);
    return awake && looked % WHOLE_LOOK !== 0 ? looks : [...looks, ...seldom];
  }

  /** A look that takes long counts as one after which there is more. */
  async #look(look: Look, tenantId: string): Promise<number> {
    const looking = this.#looking.get(look) ?? new Set<string>();
    this.#looking.set(look, looking);
    if (looking.has(tenantId)) return 0;
    looking.add(tenantId);
    const work = look(tenantId).finally(() => looking.delete(tenantId));
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#closing.signal]);
    const enough = sleep(LOOK_MS, 0, { signal, ref: false }).catch(() => 0);
    try {
      return await Promise.race([work, enough]);
    } finally {
      late.abort();
      // Nobody waits for it any more.
      work.catch(() => undefined);
    }
  }
}
