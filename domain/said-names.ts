import { folded, type Word } from './folded.ts';
import { distance } from './nearest.ts';

/** Names within a sentence, as people type them: in a hurry, inflected, in another alphabet. */

/** From so many letters on one may be wrong, and from so many two. */
const ONE_WRONG = 5;
const TWO_WRONG = 8;
/** Letters that an inflected name may have more than its stem. */
const ENDING = 3;
const SHORTEST_STEM = 3;
/** As alike as an inflected name is to the name. */
const INFLECTED = 0.9;
const VOWELS = /[aeiou]+$/u;

/** How alike a word is to a word of a name, both folded: 0 for not at all, 1 for the same. */
function likeness(word: string, name: string): number {
  if (word === name) return 1;
  if (name.length < SHORTEST_STEM || word.length < SHORTEST_STEM) return 0;
  // Digits are no ending.
  if (/\p{N}/u.test(word)) return 0;
  const stem = name.replace(VOWELS, '');
  // "Contoso’s", «Борису», "Annę": the stem with another ending.
  if (stem.length >= SHORTEST_STEM && word.startsWith(stem) && word.length - stem.length <= ENDING)
    return word.length >= name.length - 1 ? INFLECTED : 0;
  const wrong = name.length >= TWO_WRONG ? 2 : name.length >= ONE_WRONG ? 1 : 0;
  if (wrong === 0 || word[0] !== name[0]) return 0;
  if (swapped(word, name) || distance(word, name, wrong) <= wrong) return 0.8;
  // Both at once: a letter wrong in an inflected form.
  const cut = word.slice(0, stem.length);
  const isInflected = stem.length >= ONE_WRONG && word.length - stem.length <= ENDING;
  return isInflected && distance(cut, stem, 1) <= 1 ? 0.7 : 0;
}

/** Whether a word is another one with two letters in the wrong order, or one letter wrong. */
export function isMistyped(word: string, known: string): boolean {
  if (known.length < ONE_WRONG || Math.abs(word.length - known.length) > 1) return false;
  return swapped(word, known) || distance(word, known, 1) <= 1;
}

/** Two letters in the wrong order. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = Array.from(a).findIndex((letter, place) => letter !== b[place]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** A name that a sentence says, how surely, and which of its words are the name. */
interface SaidName<T> {
  readonly thing: T;
  readonly likeness: number;
  readonly words: readonly number[];
}

/** The folded words of a name, without what stands in brackets behind it. */
function nameWords(name: string): readonly string[] {
  return folded(name.replaceAll(/\([^()]*\)/gu, ' ')).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** How names are looked for. */
interface Looking {
  /** Any word of a name is enough, as of people; else it has to be the first. */
  readonly anyWord?: boolean;
  /** All words of a name have to be said. */
  readonly whole?: boolean;
  /** Folded words of everyday language: a name is none of these mistyped. */
  readonly common?: ReadonlySet<string>;
}

/**
 * Which of these things a sentence names, the surest first: by the first word of a name and as many of the others as
 * follow it. Of things that share the words that were said, all.
 */
export function saidNames<T>(
  words: readonly (Word | undefined)[],
  known: Iterable<readonly [name: string, thing: T]>,
  looking: Looking = {},
): readonly SaidName<T>[] {
  const found: SaidName<T>[] = [];
  for (const [name, thing] of known) {
    const best = bestOf(words, nameWords(name), looking);
    if (best !== undefined) found.push({ thing, ...best });
  }
  const most = new Map<number, number>();
  for (const { words: at, likeness: how } of found)
    for (const place of at) most.set(place, Math.max(most.get(place) ?? 0, how * at.length));
  // Whoever has more of the same words is meant.
  return found
    .filter(({ words: at, likeness: how }) => at.some((place) => (most.get(place) ?? 0) <= how * at.length))
    .toSorted((a, b) => b.likeness * b.words.length - a.likeness * a.words.length);
}

function bestOf(
  words: readonly (Word | undefined)[],
  name: readonly string[],
  looking: Looking,
): Omit<SaidName<unknown>, 'thing'> | undefined {
  let best: { likeness: number; words: number[] } | undefined;
  for (const [at] of words.entries()) {
    for (const from of looking.anyWord === true ? name.keys() : [0]) {
      // A word of everyday language says a name only where the name begins with it.
      if (from > 0 && looking.common?.has(words[at]?.folded ?? '') === true) continue;
      const said = sequence(words, at, name, from, looking.common);
      if (said === undefined || (looking.whole === true && said.words.length < name.length)) continue;
      const weight = said.likeness * said.words.length;
      if (best === undefined || weight > best.likeness * best.words.length) best = said;
    }
  }
  return best;
}

/** The words from `at` on that are those of the name from `from` on. */
function sequence(
  words: readonly (Word | undefined)[],
  at: number,
  name: readonly string[],
  from: number,
  common: ReadonlySet<string> | undefined,
): { likeness: number; words: number[] } | undefined {
  const said: number[] = [];
  let sum = 0;
  for (let place = from; place < name.length; place += 1) {
    const word = words[at + said.length]?.folded ?? '';
    const how = likeness(word, name[place] ?? '');
    if (how === 0 || (how < INFLECTED && common?.has(word) === true)) break;
    sum += how;
    said.push(at + said.length);
  }
  const first = said.length > 0 ? said : undefined;
  return first && { likeness: sum / first.length, words: first };
}
