import { BoundedMap } from '../bounded-map.ts';
import type { Stored } from '../store/ports.ts';

interface Kept {
  readonly stored: Stored;
  /** When it was read or written: milliseconds, UTC. */
  readonly at: number;
}

/** Least recently used cache of the documents that a process has read, with the etag that a batch will prove. */
export class DocumentCache {
  readonly #kept: BoundedMap<string, Kept>;
  readonly #absent: BoundedMap<string, number>;
  /** When each document was last written or doubted, by the order of things in this process. */
  readonly #changed: BoundedMap<string, number>;
  #order = 0;

  constructor(limit = 5000) {
    this.#kept = new BoundedMap(limit);
    this.#absent = new BoundedMap(limit);
    this.#changed = new BoundedMap(limit);
  }

  get(tenantId: string, id: string): Kept | undefined {
    return this.#kept.use(keyOf(tenantId, id));
  }

  /** A moment to begin a read at. */
  mark(): number {
    this.#order += 1;
    return this.#order;
  }

  /**
   * Keeps what a read gave, unless the document was written or doubted since the read began: then it gives
   * false, and nothing is to be concluded from the read.
   */
  offer(tenantId: string, id: string, stored: Stored | undefined, at: number, since: number): boolean {
    const key = keyOf(tenantId, id);
    if ((this.#changed.get(key) ?? 0) > since) return false;
    this.#put(key, stored, at);
    return true;
  }

  /** Keeps what was written; undefined forgets. */
  set(tenantId: string, id: string, stored: Stored | undefined, at: number): void {
    const key = keyOf(tenantId, id);
    this.#changed.set(key, this.mark());
    this.#put(key, stored, at);
  }

  #put(key: string, stored: Stored | undefined, at: number): void {
    this.#absent.delete(key);
    if (stored === undefined) this.#kept.delete(key);
    else this.#kept.set(key, { stored, at });
  }

  /** Keeps that there is no such document: a batch that creates it proves that. */
  setAbsent(tenantId: string, id: string, at: number): void {
    const key = keyOf(tenantId, id);
    this.#kept.delete(key);
    this.#absent.set(key, at);
  }

  /** Since when it is known that there is no such document; undefined when that is not known. */
  absentSince(tenantId: string, id: string): number | undefined {
    return this.#absent.get(keyOf(tenantId, id));
  }
}

function keyOf(tenantId: string, id: string): string {
  return `${tenantId}\n${id}`;
}
