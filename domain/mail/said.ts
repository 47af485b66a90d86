import { numbersIn, statementsIn, type Names, type Statement } from './values.ts';
import type { Fact } from './wordings.ts';

/**
 * What texts under labels say, for one reading: the layout tries a text under several labels, and what it takes is asked
 * for once more. So each is looked at once.
 */
export class Said {
  readonly #names: Names;
  readonly #numbers = new Map<string, readonly string[]>();
  readonly #statements = new Map<string, readonly Statement[]>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** As {@link numbersIn}. */
  numbers(raw: string, many: boolean): readonly string[] {
    const key = many ? `${raw}\n` : raw;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const found = numbersIn(raw, many, this.#names);
    this.#numbers.set(key, found);
    return found;
  }

  /** As {@link statementsIn}. */
  statements(fact: Exclude<Fact, 'number'>, raw: string): readonly Statement[] {
    const key = `${fact}\n${raw}`;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const found = statementsIn(fact, raw, this.#names);
    this.#statements.set(key, found);
    return found;
  }
}
