/**
 * A map of at most `limit` entries, for what a process remembers: an entry over the limit puts out the one that was
 * set or used the longest ago. It iterates from the oldest to the newest.
 */
export class BoundedMap<K, V> {
  readonly #limit: number;
  readonly #entries = new Map<K, V>();

  /** `limit`: a whole number of entries, at least 1; else a RangeError. */
  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`no limit of entries: ${limit}`);
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  /** The value; the order stays as it is. */
  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  /** The value, and its entry becomes the newest. */
  use(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined || this.#entries.has(key)) this.#renew(key, value as V);
    return value;
  }

  /** The entry becomes the newest, also when the key was there before. */
  set(key: K, value: V): this {
    this.#renew(key, value);
    if (this.#entries.size > this.#limit) this.#entries.delete(this.#entries.keys().next().value as K);
    return this;
  }

  delete(key: K): boolean {
    return this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  keys(): MapIterator<K> {
    return this.#entries.keys();
  }

  values(): MapIterator<V> {
    return this.#entries.values();
  }

  entries(): MapIterator<[K, V]> {
    return this.#entries.entries();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  /** A Map iterates in the order of insertion: what is inserted anew is its last. */
  #renew(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }
}
