import type { Card } from '../../cards/kit/template.ts';

/** Answers that are kept: a delivery that comes again comes within minutes. */
const KEPT = 500;

/**
 * The answers of the latest activities. Teams sends an activity once more when it did not see the answer: it gets
 * the same one, and nothing is read or decided for it.
 */
export class Answers {
  readonly #kept = new Map<string, Card>();

  /** `key` names the activity within its conversation. */
  get(key: string): Card | undefined {
    return this.#kept.get(key);
  }

  set(key: string, card: Card): void {
    this.#kept.set(key, card);
    if (this.#kept.size <= KEPT) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
