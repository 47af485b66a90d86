import { BoundedMap } from '../bounded-map.ts';
import type { Stored } from '../store/ports.ts';

interface Kept {
  readonly stored: Stored;
  /** When it was read or written: milliseconds, UTC. */
  readonly at: number;
  /** What it takes of the memory, about, in bytes. */
  readonly bytes: number;
}

/** Documents of all tenants; three thousand vouchers, of 2 kB each, are as many bytes. */
const MOST_KEPT = 5_000;
const MOST_BYTES = 6 * 1024 * 1024;
/** Of each value beside its text: its place, its name, its header. With it an estimate is what a heap snapshot says. */
const BYTES_OF_A_VALUE = 40;

/** Least recently used cache of the documents that a process has read, with the etag that a batch will prove. */
export class DocumentCache {
  readonly #kept: BoundedMap<string, Kept>;
  readonly #absent: BoundedMap<string, number>;
  /** When each document was last written or doubted, by the order of things in this process. */
  readonly #changed: BoundedMap<string, number>;
  #order = 0;

  constructor(limit = MOST_KEPT, most = MOST_BYTES) {
    // By bytes, too: a chat's unfinished forms can be a hundred times as large as a voucher.
    this.#kept = new BoundedMap(limit, { of: ({ bytes }) => bytes, most });
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
    else this.#kept.set(key, { stored, at, bytes: bytesOf(stored.doc) });
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

/** What a document takes of the memory, about: nobody counts exactly, and to write it as JSON only for that would be dear. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return BYTES_OF_A_VALUE + value.length;
  if (typeof value !== 'object' || value === null) return BYTES_OF_A_VALUE;
  let sum = BYTES_OF_A_VALUE;
  for (const part of Object.values(value)) sum += bytesOf(part);
  return sum;
}

function keyOf(tenantId: string, id: string): string {
  return `${tenantId}\n${id}`;
}
