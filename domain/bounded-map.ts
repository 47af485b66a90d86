/** What entries weigh, and how much all of them may weigh together, in the same unit. */
interface Weight<V> {
  readonly of: (value: V) => number;
  readonly most: number;
}

/**
 * A map of at most `limit` entries, for what a process remembers: an entry over the limit puts out the one that was
 * set or used the longest ago, and so does weight over what all may weigh. It iterates from the oldest to the newest.
 */
export class BoundedMap<K, V> {
  readonly #limit: number;
  readonly #weight: Weight<V> | undefined;
  readonly #entries = new Map<K, V>();
  #weighs = 0;

  /**
   * `limit`: a whole number of entries, at least 1; else a RangeError. `weight`: what a value weighs must not change while
   * it is kept; absent = entries are counted only. A value that is too heavy alone is not kept.
   */
  constructor(limit: number, weight?: Weight<V>) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`no limit of entries: ${limit}`);
    this.#limit = limit;
    this.#weight = weight;
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
    this.delete(key);
    this.#entries.set(key, value);
    this.#weighs += this.#weight?.of(value) ?? 0;
    const most = this.#weight?.most ?? 0;
    while (this.#entries.size > this.#limit || this.#weighs > most)
      this.delete(this.#entries.keys().next().value as K);
    return this;
  }

  delete(key: K): boolean {
    if (this.#weight === undefined) return this.#entries.delete(key);
    const value = this.#entries.get(key);
    if (!this.#entries.delete(key)) return false;
    this.#weighs -= this.#weight.of(value as V);
    return true;
  }

  clear(): void {
    this.#entries.clear();
    this.#weighs = 0;
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
