import { ALLOWED_HINT_ID, HINTS, hintId } from '../../domain/store/ids.ts';
import { newDocument, type HintDocument } from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import {
  MAX_BATCH,
  StoreFailure,
  type Clock,
  type Etag,
  type Store,
  type Stored,
  type Write,
} from '../../domain/store/ports.ts';

/** How soon a tenant is looked at in which there may be something. */
export const SOON_MS = 30_000;
/** For how long a tenant stays awake after a turn. */
const AWAKE_MS = 10 * 60_000;
/** How far clocks of replicas may differ, and how long a batch may be under way: twice, for either side. */
const MARGIN_MS = 60_000;
/** Hints of a look's first request: mostly none is due, or few are. */
const FIRST_PAGE = 10;
/** No tenant is left alone for longer: what a replica of an earlier version left is found then. */
const LONGEST_MS = 7 * 24 * 3600_000;

/**
 * For each tenant when there may be something to do in it, where a process looks for all of them at once.
 *
 * A hint lies in another partition than what it is about, so no batch can hold both. That it is never too late comes
 * of an order: before a process commits anything in a tenant it makes the tenant awake, for ten minutes from then on,
 * and relies on that without a further request until a minute before the end. Whoever looks at a tenant puts it to
 * sleep only a minute after the end, and until a moment that was read after it: everything that was committed while
 * it was awake was there to be read. So a process may die after any of its commits.
 */
export class Hints {
  readonly #store: Store;
  readonly #clock: Clock;
  /** Tenants that are awake as far as this process has written it: from when until when. */
  readonly #awake = new Map<string, { readonly since: number; readonly until: number }>();
  readonly #waking = new Map<string, Promise<void>>();

  constructor(of: { readonly store: Store; readonly clock: Clock }) {
    this.#store = of.store;
    this.#clock = of.clock;
  }

  /**
   * Before a batch: makes sure that the tenant is looked at until long after it. Gives nothing when that is sure.
   * Rejects with StoreFailure; nothing of the batch was written then.
   */
  keepAwake(tenantId: string): Promise<void> | undefined {
    const now = this.#clock.now();
    const known = this.#awake.get(tenantId);
    // A clock that was set back knows nothing.
    if (known !== undefined && now >= known.since && now < known.until - MARGIN_MS) return undefined;
    const waking = this.#waking.get(tenantId);
    if (waking !== undefined) return waking;
    const work = this.#wake(tenantId, now).finally(() => this.#waking.delete(tenantId));
    this.#waking.set(tenantId, work);
    return work;
  }

  async #wake(tenantId: string, now: number): Promise<void> {
    const until = now + AWAKE_MS;
    const doc = hintOf(tenantId, { due: now + SOON_MS, awakeUntil: until });
    try {
      await this.#store.commit(HINTS, [{ op: 'put', doc }]);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      // Whether the hint was written or not: the batch that waits for it was not.
      throw new StoreFailure(error.message, 'unchanged', error);
    }
    this.#awake.set(tenantId, { since: now, until });
  }

  /**
   * Hints of tenants that are due now, the longest due first. Before them it waits for `onAllowed`, which gets the etag
   * of the document that changes with the allowed tenants: it comes along in the same request. Throws StoreFailure.
   */
  async *due(
    onAllowed: (etag: Etag | undefined) => Promise<void>,
  ): AsyncGenerator<Stored<HintDocument>, void, undefined> {
    const now = this.#clock.now();
    let isTold = false;
    const byDue = { kind: 'hint', order: { path: 'due' } } as const;
    for await (const hint of allOf(this.#store, HINTS, byDue, FIRST_PAGE)) {
      const isAllowed = hint.doc.id === ALLOWED_HINT_ID;
      // It is the first, where there is one.
      if (!isTold) await onAllowed(isAllowed ? hint.etag : undefined);
      isTold = true;
      if (hint.doc.due > now) return;
      if (!isAllowed) yield hint;
    }
    if (!isTold) await onAllowed(undefined);
  }

  /**
   * Those of the tenants in which an earlier process may have left something, or something is due: of the others it is
   * written down that nothing is. Rejects with StoreFailure.
   */
  async left(tenants: readonly string[]): Promise<readonly string[]> {
    const now = this.#clock.now();
    const known = await this.#all();
    return tenants.filter((tenantId) => {
      const hint = known.get(tenantId)?.doc;
      // One that is further ahead than any is put is of a clock that was ahead.
      return (
        hint === undefined ||
        hint.due <= now ||
        hint.due > now + LONGEST_MS + MARGIN_MS ||
        hint.awakeUntil + MARGIN_MS > now
      );
    });
  }

  async #all(): Promise<ReadonlyMap<string, Stored<HintDocument>>> {
    const known = new Map<string, Stored<HintDocument>>();
    for await (const hint of allOf(this.#store, HINTS, { kind: 'hint' }))
      known.set(hintId.keyOf(hint.doc.id), hint);
    return known;
  }

  /**
   * Makes a hint for each of these tenants that has none, and one that is further ahead than any is put is due. Who
   * wakes a tenant meanwhile relies on what they wrote: it stays.
   */
  async complete(tenants: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    const known = await this.#all();
    const writes = tenants.flatMap((tenantId): readonly Write[] => {
      const hint = known.get(tenantId);
      if (hint === undefined) return [{ op: 'create', doc: hintOf(tenantId, { due: now, awakeUntil: 0 }) }];
      if (hint.doc.due <= now + LONGEST_MS + MARGIN_MS) return [];
      const awakeUntil = Math.min(hint.doc.awakeUntil, now + AWAKE_MS);
      return [{ op: 'replace', doc: { ...hint.doc, due: now, awakeUntil }, etag: hint.etag }];
    });
    for (let at = 0; at < writes.length; at += MAX_BATCH) {
      let left: readonly Write[] = writes.slice(at, at + MAX_BATCH);
      while (left.length > 0) {
        const result = await this.#store.commit(HINTS, left);
        if (result.outcome === 'committed') break;
        // Somebody else wrote that one: theirs stays, and the others go together again.
        left = left.toSpliced(result.at, 1);
      }
    }
  }

  /** Takes a due hint, so that no other process looks at the tenant too; undefined when another has it. */
  async take({ doc, etag }: Stored<HintDocument>): Promise<Stored<HintDocument> | undefined> {
    return this.#replace({ ...doc, due: this.#clock.now() + SOON_MS }, etag);
  }

  /**
   * What was taken is looked through, and there is nothing before `next` (milliseconds, UTC; Infinity = nothing at
   * all): the tenant sleeps until then, unless it is awake. That somebody woke it meanwhile is as good.
   */
  async settle({ doc, etag }: Stored<HintDocument>, next: number): Promise<void> {
    const now = this.#clock.now();
    const due = Math.min(Math.max(next, now + SOON_MS), now + LONGEST_MS);
    if (!isAwake(doc) && due > doc.due) await this.#replace({ ...doc, due }, etag);
  }

  async #replace(doc: HintDocument, etag: string): Promise<Stored<HintDocument> | undefined> {
    const result = await this.#store.commit(HINTS, [{ op: 'replace', doc, etag }]);
    const written = result.outcome === 'committed' ? result.etags[0] : undefined;
    return written === undefined ? undefined : { doc, etag: written };
  }
}

/** Whether the tenant was awake when this hint was taken: it is due again soon then, whatever is found. */
export function isAwake({ due, awakeUntil }: HintDocument): boolean {
  // What was committed since it was taken may have been read or not.
  const takenAt = due - SOON_MS;
  return awakeUntil + MARGIN_MS > takenAt;
}

/**
 * A hint of a tenant that was none for a while: it is looked at now. A process may rely on what it wrote before that
 * while, and no longer than this keeps the tenant awake.
 */
export function awakeHint(tenantId: string, now: number): HintDocument {
  return hintOf(tenantId, { due: now, awakeUntil: now + AWAKE_MS });
}

/** What is written with every change of which tenants are allowed: the first of all hints, with another etag each time. */
export function allowedHint(): HintDocument {
  return newDocument('hint', HINTS, ALLOWED_HINT_ID, { due: -1, awakeUntil: 0 });
}

/** The write after which a tenant is looked at, whoever wrote into it: for commands that run beside the bot. */
export function hintOf(
  tenantId: string,
  { due, awakeUntil }: Pick<HintDocument, 'due' | 'awakeUntil'>,
): HintDocument {
  return newDocument('hint', HINTS, hintId(tenantId), { due, awakeUntil });
}
