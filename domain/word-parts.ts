import type { Steps } from './steps.ts';
import type { Features, SavedFeatures } from './text-features.ts';

/** Letters of the beginnings of a word: what is inflected begins alike. */
const BEGINNINGS = [3, 4] as const;

/**
 * Words, their beginnings and each two that follow one another, as what texts are compared by: of a sentence there are a
 * third of what it has n-grams of letters, and it is told apart as well.
 */
export class WordParts implements Features {
  readonly #numbers = new Map<string, number>();

  /** Those that were saved. */
  static *restored(saved: Extract<SavedFeatures, { readonly of: 'words' }>): Steps<WordParts> {
    const known = new WordParts();
    for (const part of saved.parts.split('\n')) {
      known.#numbers.set(part, known.count);
      yield;
    }
    return known;
  }

  saved(): SavedFeatures {
    return { of: 'words', parts: [...this.#numbers.keys()].join('\n') };
  }

  get count(): number {
    return this.#numbers.size;
  }

  // A map makes room for itself.
  *makingRoom(): Steps<undefined> {}

  learn(key: string): Int32Array {
    const numbers = this.#numbers;
    return Int32Array.from(partsOf(key), (part) => {
      const known = numbers.get(part);
      if (known !== undefined) return known;
      numbers.set(part, numbers.size);
      return numbers.size - 1;
    });
  }

  find(key: string): { readonly known: Int32Array; readonly all: number } {
    const parts = partsOf(key);
    return {
      known: Int32Array.from(parts.flatMap((part) => this.#numbers.get(part) ?? [])),
      all: parts.length,
    };
  }
}

function partsOf(key: string): readonly string[] {
  const parts: string[] = [];
  let before = '^';
  for (const word of key.split(' ')) {
    parts.push(word, `${before} ${word}`);
    for (const letters of BEGINNINGS) if (word.length > letters) parts.push(`${word.slice(0, letters)}*`);
    before = word;
  }
  parts.push(`${before} $`);
  return parts;
}
