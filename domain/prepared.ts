import { keptOf } from './kept.ts';
import { finish, type Steps } from './steps.ts';

/** How something is made, and in which form of plain data, maps, sets and typed arrays it can be kept. */
interface Making<T, S> {
  readonly name: string;
  readonly make: () => Steps<T>;
  readonly save: (made: T) => S;
  /** In steps, too: tens of thousands of words are tens of milliseconds. */
  readonly restore: (saved: S) => Steps<T>;
}

/** What a build can keep: under its name, as data that Node's `serialize` takes. */
export interface Keepable {
  readonly name: string;
  saved(): unknown;
}

/**
 * What is made once, when it is first needed, of lists of the code alone: the same in every process. It takes up to
 * seconds, and ten times the memory that it has in the end, so a build brings it with it.
 */
export class Prepared<T, S> implements Keepable {
  readonly name: string;
  readonly #of: Making<T, S>;
  #made: T | undefined;
  #making: Steps<T> | undefined;

  constructor(of: Making<T, S>) {
    this.name = of.name;
    this.#of = of;
  }

  /** Makes it, in steps; who comes while it is under way goes on with it. */
  *preparing(): Steps<T> {
    while (this.#made === undefined) {
      this.#making ??= this.#began();
      let step;
      try {
        step = this.#making.next();
      } catch (error) {
        // What failed has no more steps: who comes next begins anew.
        this.#making = undefined;
        throw error;
      }
      if (step.done === true) this.#made = step.value;
      else yield;
    }
    this.#making = undefined;
    return this.#made;
  }

  *#began(): Steps<T> {
    const kept = keptOf(this.name) as S | undefined;
    yield;
    return kept === undefined ? yield* this.#of.make() : yield* this.#of.restore(kept);
  }

  /** It, made at once where nobody did before. */
  get(): T {
    return this.#made ?? finish(this.preparing());
  }

  /** It as it is kept. */
  saved(): S {
    return this.#of.save(this.get());
  }
}
