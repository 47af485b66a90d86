/** A seeded generator (mulberry32): the same seed makes the same choices. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, less than 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, at least 0, less than `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of them, each as often as its weight; undefined when none has any. */
  weighted<T>(from: readonly (readonly [weight: number, what: T])[]): T | undefined {
    const total = from.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.next() * total;
    for (const [weight, what] of from) {
      if (weight <= 0) continue;
      at -= weight;
      if (at < 0) return what;
    }
    return undefined;
  }

  pick<T>(from: readonly T[]): T {
    const chosen = from[this.below(from.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }

  /** At most so many of them, in their order, at least one. */
  some<T>(from: readonly T[], most: number): readonly T[] {
    const count = Math.min(from.length, 1 + this.below(most));
    const start = this.below(from.length - count + 1);
    return from.slice(start, start + count);
  }
}
