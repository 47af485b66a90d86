import type { Day } from '../../domain/day.ts';
import { LEASE_ID } from '../../domain/store/ids.ts';
import { type LeaseDocument, newDocument } from '../../domain/store/documents.ts';
import type { Clock, Etag, Store, Stored, Write } from '../../domain/store/ports.ts';

/** How long a lease lasts without being renewed. */
export const LEASE_MS = 60_000;

/** A write that only the holder can make: put into a batch, it lets the batch happen only while the lease is held. */
type Proof = Write & { readonly op: 'replace'; readonly doc: LeaseDocument };

/**
 * Leases: one process at a time does the daily sweep of a tenant. The clock only decides when another may take it;
 * that the holder still has it is proved by the etag, so that one who was away too long can write nothing with it.
 */
export class Leases {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #holder: string;
  readonly #lastsMs: number;
  readonly #held = new Map<string, Stored<LeaseDocument>>();

  /** `holder` is this process's own: no other may ever have the same. */
  constructor(of: { store: Store; clock: Clock; holder: string; lastsMs?: number }) {
    this.#store = of.store;
    this.#clock = of.clock;
    this.#holder = of.holder;
    this.#lastsMs = of.lastsMs ?? LEASE_MS;
  }

  /**
   * Takes the tenant's lease, or renews it; false when another has it. Rejects with StoreFailure, and then it is
   * not ours to rely on.
   */
  async take(tenantId: string): Promise<boolean> {
    const known = this.#held.get(tenantId);
    this.#held.delete(tenantId);
    if (known !== undefined && (await this.#write(tenantId, known))) return true;
    const stored = await this.#store.read(tenantId, 'lease', LEASE_ID);
    if (stored === undefined) return this.#write(tenantId, undefined);
    return this.#isFree(stored.doc) && this.#write(tenantId, stored);
  }

  /** The last day whose reminders were made; undefined when none were, or the lease is not ours. */
  sweptOn(tenantId: string): Day | undefined {
    return this.#held.get(tenantId)?.doc.sweptOn;
  }

  /** For a batch: renews the lease, and says that the reminders of a day are made. Undefined when it is not ours. */
  proof(tenantId: string, sweptOn?: Day): Proof | undefined {
    const held = this.#held.get(tenantId);
    if (held === undefined) return undefined;
    return { op: 'replace', doc: this.#renewed(tenantId, held.doc, sweptOn), etag: held.etag };
  }

  /** The batch with the proof was committed, with this etag for it; undefined = the proof did not hold. */
  proven(tenantId: string, proof: Proof, etag: Etag | undefined): void {
    if (etag === undefined) this.#held.delete(tenantId);
    else this.#held.set(tenantId, { doc: proof.doc, etag });
  }

  /** Gives back what is held, so that another need not wait. Never rejects: what fails runs out by itself. */
  async close(): Promise<void> {
    const held = [...this.#held];
    this.#held.clear();
    await Promise.allSettled(
      held.map(([tenantId, { doc, etag }]) => {
        const free: LeaseDocument = { ...doc, until: 0 };
        return this.#store.commit(tenantId, [{ op: 'replace', doc: free, etag }]);
      }),
    );
  }

  /** Ran out, or is by a clock that was ahead: no lease lasts that long. */
  #isFree({ holder, until }: LeaseDocument): boolean {
    const left = until - this.#clock.now();
    return holder === this.#holder || left <= 0 || left > 2 * this.#lastsMs;
  }

  #renewed(tenantId: string, before: LeaseDocument | undefined, sweptOn?: Day): LeaseDocument {
    return newDocument('lease', tenantId, LEASE_ID, {
      holder: this.#holder,
      until: this.#clock.now() + this.#lastsMs,
      sweptOn: sweptOn ?? before?.sweptOn,
    });
  }

  async #write(tenantId: string, before: Stored<LeaseDocument> | undefined): Promise<boolean> {
    const doc = this.#renewed(tenantId, before?.doc);
    const write: Write =
      before === undefined ? { op: 'create', doc } : { op: 'replace', doc, etag: before.etag };
    const result = await this.#store.commit(tenantId, [write]);
    const etag = result.outcome === 'committed' ? result.etags[0] : undefined;
    if (etag === undefined) return false;
    this.#held.set(tenantId, { doc, etag });
    return true;
  }
}
