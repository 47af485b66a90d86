import type { Day } from '../../domain/day.ts';
import { LEASE_ID } from '../../domain/store/ids.ts';
import { type LeaseDocument, newDocument } from '../../domain/store/documents.ts';
import type { Clock, CommitResult, Etag, Store, Stored, Write } from '../../domain/store/ports.ts';

/** How long a lease lasts without being renewed. */
export const LEASE_MS = 60_000;

/**
 * Leases: one process at a time does one thing in a tenant, such as its daily sweep. The clock only decides when another may take it;
 * that the holder still has it is proved by the etag, so that one who was away too long can write nothing with it.
 * Everything that is written with one lease goes one after another, or its own renewal would be taken for another's.
 */
export class Leases {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #holder: string;
  readonly #id: string;
  readonly #lastsMs: number;
  readonly #held = new Map<string, Stored<LeaseDocument>>();
  readonly #lines = new Map<string, Promise<unknown>>();

  /**
   * `holder` is this process's own: no other may ever have the same at the same time. `id` is the lease's document,
   * that of the sweep when absent.
   */
  constructor(of: { store: Store; clock: Clock; holder: string; id?: string; lastsMs?: number }) {
    this.#store = of.store;
    this.#clock = of.clock;
    this.#holder = of.holder;
    this.#id = of.id ?? LEASE_ID;
    this.#lastsMs = of.lastsMs ?? LEASE_MS;
  }

  /**
   * Takes the tenant's lease, or renews it; false when another has it. Rejects with StoreFailure, and then it is
   * not ours to rely on.
   */
  take(tenantId: string): Promise<boolean> {
    return this.#inLine(tenantId, async () => {
      const known = this.#held.get(tenantId);
      if (known !== undefined && (await this.#write(tenantId, known))) return true;
      const stored = await this.#store.read(tenantId, 'lease', this.#id);
      if (stored === undefined) return this.#write(tenantId, undefined);
      return this.#isFree(stored.doc) && this.#write(tenantId, stored);
    });
  }

  /** The last day whose reminders were made; undefined when none were, or the lease is not ours. */
  sweptOn(tenantId: string): Day | undefined {
    return this.#held.get(tenantId)?.doc.sweptOn;
  }

  holds(tenantId: string): boolean {
    return this.#held.has(tenantId);
  }

  /** Renews the lease again and again while it is ours, until the function that it gives is called. */
  keep(tenantId: string): () => void {
    const renew = async (): Promise<void> => {
      const held = this.#held.get(tenantId);
      if (held !== undefined) await this.#write(tenantId, held);
    };
    // What fails is found by the next batch.
    const timer = setInterval(
      () => void this.#inLine(tenantId, renew).catch(() => undefined),
      this.#lastsMs / 3,
    ).unref();
    return () => clearInterval(timer);
  }

  /**
   * Commits a batch of the holder's, and renews the lease with it; `sweptOn`: with it the reminders of that day are
   * made, and the lease is given back. `lost` = it is not ours any more, and nothing was written. In a conflict `at`
   * is the place among `writes`. Rejects with StoreFailure, and then the lease has to be taken anew.
   */
  commit(tenantId: string, writes: readonly Write[], sweptOn?: Day): Promise<CommitResult | 'lost'> {
    return this.#inLine(tenantId, async () => {
      const held = this.#held.get(tenantId);
      if (held === undefined) return 'lost';
      this.#held.delete(tenantId);
      const renewed = this.#renewed(tenantId, held.doc, sweptOn);
      const doc = sweptOn === undefined ? renewed : { ...renewed, until: 0 };
      const proof: Write = { op: 'replace', doc, etag: held.etag };
      const result = await this.#store.commit(tenantId, [proof, ...writes]);
      if (result.outcome === 'conflict') {
        if (result.at === 0) return 'lost';
        this.#held.set(tenantId, held);
        return { ...result, at: result.at - 1 };
      }
      const [etag, ...etags] = result.etags;
      if (etag !== undefined) this.#held.set(tenantId, { doc, etag });
      return { ...result, etags };
    });
  }

  /** Gives a lease back, so that another need not wait. Never rejects: what fails runs out by itself. */
  async giveBack(tenantId: string): Promise<void> {
    await this.#inLine(tenantId, async () => {
      const held = this.#held.get(tenantId);
      this.#held.delete(tenantId);
      if (held === undefined) return;
      const free: LeaseDocument = { ...held.doc, until: 0 };
      await this.#store.commit(tenantId, [{ op: 'replace', doc: free, etag: held.etag }]);
    }).catch(() => undefined);
  }

  /** Gives back all that is held. Never rejects. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#lines.values());
    await Promise.all([...this.#held.keys()].map((tenantId) => this.giveBack(tenantId)));
  }

  async #inLine<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(tenantId);
    const mine = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    this.#lines.set(tenantId, mine);
    try {
      return await mine;
    } finally {
      if (this.#lines.get(tenantId) === mine) this.#lines.delete(tenantId);
    }
  }

  /** Ran out, or is by a clock that was ahead: no lease lasts that long. */
  #isFree({ holder, until }: LeaseDocument): boolean {
    const left = until - this.#clock.now();
    return holder === this.#holder || left <= 0 || left > 2 * this.#lastsMs;
  }

  #renewed(tenantId: string, before: LeaseDocument | undefined, sweptOn?: Day): LeaseDocument {
    return newDocument('lease', tenantId, this.#id, {
      holder: this.#holder,
      until: this.#clock.now() + this.#lastsMs,
      sweptOn: sweptOn ?? before?.sweptOn,
    });
  }

  /** Only what was written is held: after a failure nobody knows. */
  async #write(tenantId: string, before: Stored<LeaseDocument> | undefined): Promise<boolean> {
    this.#held.delete(tenantId);
    const doc = this.#renewed(tenantId, before?.doc);
    const write: Write =
      before === undefined ? { op: 'create', doc } : { op: 'replace', doc, etag: before.etag };
    const result = await this.#store.commit(tenantId, [write]);
    const etag: Etag | undefined = result.outcome === 'committed' ? result.etags[0] : undefined;
    if (etag === undefined) return false;
    this.#held.set(tenantId, { doc, etag });
    return true;
  }
}
