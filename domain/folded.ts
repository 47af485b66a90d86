import { visible } from './plain-text.ts';

/**
 * Text in the form in which what people type in a hurry is compared: small Latin letters, whatever alphabet and spelling
 * it was typed in, so that "gde moi dengi" meets «где мои деньги», "zolw" meets „żółw” and «Контосо» meets "Contoso".
 * Several spellings of one sound become one; what is not heard apart is not told apart.
 */

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
};

/** Letters that no decomposition takes apart. */
const LATIN: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** Spellings of one sound, the longest first. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|tsch/g, 'sh'],
  [/sz/g, 'sh'],
  [/cz|tch/g, 'ch'],
  [/rz|zh/g, 'zh'],
  [/kh/g, 'h'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/qu/g, 'kv'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/[jy]/g, 'i'],
  [/c(?!h)/g, 'k'],
  [/i{2,}/g, 'i'],
];

const ASCII = /^[\t -~]*$/;

/** A text folded. Linear in its length; digits and signs stay as they are. */
export function folded(text: string): string {
  let plain = ASCII.test(text) ? text.toLowerCase() : lettersOf(text);
  for (const [spelling, sound] of SOUNDS) plain = plain.replace(spelling, sound);
  return plain;
}

function lettersOf(text: string): string {
  return visible(text)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[а-яґєіўłßøđæœı]/gu, (letter) => CYRILLIC[letter] ?? LATIN[letter] ?? letter);
}

/** A word as it was typed, where it begins and ends in the text, and folded. */
export interface Word {
  readonly typed: string;
  readonly at: number;
  readonly end: number;
  readonly folded: string;
}

/** The words of a text: letters and digits that stand together. */
export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: typed, index }) => ({
    typed,
    at: index,
    end: index + typed.length,
    folded: folded(typed),
  }));
}
