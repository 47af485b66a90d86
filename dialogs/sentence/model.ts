import { folded } from '../../domain/folded.ts';
import type { Language } from '../../domain/people/person.ts';
import { finish, type Steps } from '../../domain/steps.ts';
import { TextModel } from '../../domain/text-model.ts';
import { INTENTS, type Intent } from './intents.ts';
import { en } from './words/en.ts';
import { pl } from './words/pl.ts';
import { ru } from './words/ru.ts';
import type { SentenceWords } from './words/words.ts';

/** A language without words, or one that lacks an intent, does not compile. */
export const WORDS: Readonly<Record<Language, SentenceWords>> = { en, ru, pl };

/** A sentence is longer than a label, and told by whole words as much as by their parts. */
const HOW = { longest: 4, passes: 3, negligible: 0.04 };

/** The sentences of an intent in every language, in the form in which they are compared. */
function examplesOf(intent: Intent): readonly string[] {
  return Object.values(WORDS).flatMap(({ intents }) =>
    intents[intent]
      .split(/[|\n]/)
      .map((example) => comparable(example))
      .filter((example) => example !== ''),
  );
}

/** The words of a sentence folded, a space between two; signs such as `#n` stay. */
function comparable(sentence: string): string {
  return (folded(sentence).match(/#?[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

const examples = Object.fromEntries(INTENTS.map((intent) => [intent, examplesOf(intent)])) as Record<
  Intent,
  readonly string[]
>;

/** Words of which the examples consist: nothing that they are is anybody's name. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  Object.values(examples).flatMap((all) => all.flatMap((example) => example.split(' '))),
);

let made: TextModel<Intent> | undefined;
let making: Steps<TextModel<Intent>> | undefined;

/** Trains the model, in steps; who comes while it is under way goes on with it. */
export function* preparingSentences(): Steps<undefined> {
  making ??= TextModel.training(examples, HOW);
  while (made === undefined) {
    const step = making.next();
    if (step.done === true) made = step.value;
    else yield;
  }
}

/** An intent, and how probable it is. */
export interface Guess {
  readonly intent: Intent;
  readonly likely: number;
}

/** What a sentence in its comparable form may ask for, the likeliest first; and which part of it is like any example. */
export function guesses(sentence: string): { readonly ranked: readonly Guess[]; readonly known: number } {
  finish(preparingSentences());
  if (made === undefined) throw new Error('there is no model');
  const { likely, known } = made.likelihoods(sentence);
  const ranked = made.kinds
    .map((intent, kind) => ({ intent, likely: likely[kind] ?? 0 }))
    .toSorted((a, b) => b.likely - a.likely);
  return { ranked, known };
}
