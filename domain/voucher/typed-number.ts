import { plainDashes, visible } from '../plain-text.ts';
import { canonicalNumber, numberKeys, PART } from './number.ts';

/** Longer than any number that can be recorded. */
export const MAX_NUMBER = 64;
/** A sentence that is longer is no question about a voucher. */
const MAX_SENTENCE = 200;
/** Numbers of one sentence that are looked for. */
const MAX_NUMBERS = 3;

/** A dash with spaces around it, between what may be two groups of one number. */
const SPACED_DASH = /(?<=(?:^|\s)(?:\p{L}{1,4}|[\p{L}\p{N}-]*\p{N}[\p{L}\p{N}-]*))\s*-\s*(?=[\p{L}\p{N}])/gu;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}$/;
const YEAR = /^(?:19|20)\d\d$/;
/** "Contoso24": a name, and no number that anybody prints. */
const NAME = /^\p{L}{4,}\d{1,3}$/u;
/** From so many digits on, groups of digits alone are no amount of money. */
const LONG = 8;

/**
 * What within a sentence may be a voucher's number or a part of it ("when does 7f3k 0042 expire?"), in the canonical
 * form, the likeliest first: words with a digit, also several that stand together, and before them one in capitals.
 */
export function numbersIn(typed: string): readonly string[] {
  if (typed.length > MAX_SENTENCE) return [];
  const plain = joined(plainDashes(visible(typed.normalize('NFKC'))));
  const found = plain.split(/[^\p{L}\p{N}\s-]+/u).flatMap((piece) => runsOf(piece).flatMap(candidatesOf));
  return [...new Set(found)].slice(0, MAX_NUMBERS);
}

/**
 * The number that a text names and that may be recorded when nobody knows it; undefined when it is rather a date, an
 * amount, an address or a name.
 */
export function numberToRecord(typed: string): string | undefined {
  if (/@|:\/\//u.test(typed)) return undefined;
  const isAlone = !/\s/u.test(typed.trim());
  const whole = canonicalNumber(typed);
  const candidates = isAlone && /\p{N}/u.test(whole) && isLong(whole) ? [whole] : numbersIn(typed);
  return candidates.find(
    (one) =>
      !DATE.test(one) &&
      !NAME.test(one) &&
      (isAlone || !YEAR.test(one)) &&
      (isAlone || !/^\d+$/.test(one) || one.length >= LONG || isWord(typed, one)),
  );
}

/** A text with the groups of a number joined that have spaces around their dashes. */
export function joined(plain: string): string {
  return plain.replaceAll(SPACED_DASH, '-');
}

function isWord(typed: string, one: string): boolean {
  return typed.split(/[^\p{L}\p{N}-]+/u).includes(one);
}

/** Words with a digit that stand together, and before them one in capitals. */
function runsOf(piece: string): readonly (readonly string[])[] {
  const words = piece.split(/\s+/u).map((word) => word.replaceAll(/^-+|-+$/gu, ''));
  const runs: string[][] = [];
  let isRun = false;
  for (const [at, word] of words.entries()) {
    const before = words[at - 1] ?? '';
    if (!/\p{N}/u.test(word)) isRun = false;
    else if (isRun) runs.at(-1)?.push(word);
    else {
      runs.push([...(/^\p{Lu}{2,6}$/u.test(before) ? [before] : []), word]);
      isRun = true;
    }
  }
  return runs;
}

function candidatesOf(run: readonly string[]): readonly string[] {
  const words = run.filter((word) => /\p{N}/u.test(word));
  return [run.join(''), words.join(''), ...words]
    .map(canonicalNumber)
    .filter((one) => isLong(one) && !DATE.test(one));
}

function isLong(canonical: string): boolean {
  return Array.from(numberKeys(canonical).plain).length >= PART && canonical.length <= MAX_NUMBER;
}
