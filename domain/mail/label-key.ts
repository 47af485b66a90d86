import { plainDashes, visible } from '../plain-text.ts';

/** The longest label is shorter than this; a longer text cannot be one. */
export const MAX_LABEL = 64;

/** Cyrillic and Greek letters that look like Latin ones, for words that mix them. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  ο: 'o',
  α: 'a',
  ν: 'v',
  ρ: 'p',
  ι: 'i',
  κ: 'k',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ε: 'e',
};
const MIXED = /(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}])\p{L}+/gu;
const FURTHER = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
/** Letters that no decomposition takes apart. */
const OTHER_LETTERS: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe' };

/**
 * The form in which labels are compared: no case, no accents, no habits of typing (dash, apostrophe, dot, a remark in
 * brackets), no ornament, no letters of another alphabet that look the same.
 */
export function labelKey(printed: string): string {
  if (printed.length <= 2 * MAX_LABEL && PLAIN.test(printed))
    return printed.toLowerCase().replace('e mail', 'email');
  return plainLetters(printed.slice(0, 2 * MAX_LABEL))
    .replace(/^\s*\d{1,2}[.)]\s+/u, '')
    .replace(/\s?[(（][^()（）]*[)）][\s:]*$/u, '')
    .replace(/['’`´ʼ*.,_"“”„«»]/gu, '')
    .replace(/[-\s/]+/gu, ' ')
    .replace('e mail', 'email')
    .replace(/^[^\p{L}\p{N}#№]+/u, '')
    .replace(/[^\p{L}\p{N}#]+$/u, '');
}

/** Words of which nothing is left out. */
const PLAIN = /^[A-Za-z]+(?: [A-Za-z]+)*$/;
const ASCII = /^[\t -~]*$/;
const LATIN = /[a-z]/;

/** `text` in small letters of one alphabet a word, without accents and dashes of other kinds. */
function plainLetters(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const lower = plainDashes(visible(text).normalize('NFKC')).toLowerCase();
  const plain = lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łßøđæœ]/gu, (letter) => OTHER_LETTERS[letter] ?? letter);
  if (!LATIN.test(plain) || !FURTHER.test(plain)) return plain;
  return plain.replace(MIXED, (word) => word.replace(/./gu, (letter) => LOOK_ALIKES[letter] ?? letter));
}
