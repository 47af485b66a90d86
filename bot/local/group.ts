import type { GroupEntry } from './wire.ts';

/**
 * A group chat of all people, in which no bot is: what an app finds is put in by a person. It lives in memory only.
 */
export class LocalGroup {
  readonly id = '19:synthetic-group@thread.v2';
  readonly #entries: GroupEntry[] = [];
  readonly #listeners = new Set<(entry: GroupEntry) => void>();

  /** All that was written, oldest first. */
  get entries(): readonly GroupEntry[] {
    return this.#entries;
  }

  /** Tells of each new message, until the returned function is called. */
  listen(listener: (entry: GroupEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  put(entry: GroupEntry): void {
    this.#entries.push(entry);
    for (const listener of this.#listeners) listener(entry);
  }

  /** The card that was put in with this message. Throws when there is none. */
  cardOf(id: string): NonNullable<GroupEntry['card']> {
    const card = this.#entries.find((entry) => entry.id === id)?.card;
    if (card === undefined) throw new Error(`there is no card ${id} in the group chat`);
    return card;
  }
}
