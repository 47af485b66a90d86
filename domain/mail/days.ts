import { Memory } from './memory.ts';
import { lazily } from '../lazily.ts';
import { plainDashes } from '../plain-text.ts';
import { allOf, WORDINGS } from './wordings.ts';

/** Numbers of days in a text, in digits or words: "5 days", "пять рабочих дней", "5-day", "五日間". */

/** The longest service level that any edition or company knows of is far below: a longer one is another span. */
const MAX_DAYS = 99;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const ASCII = /^[\t -~]*$/;

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}

function plain(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return plainDashes(text.normalize('NFKC')).toLowerCase();
}

function alternatives(words: Iterable<string>): string {
  return [...new Set(words)]
    .filter((word) => word !== '')
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
}

/** Adjectives of a number of days, written in one word with it or with a dash: "5-дневный", "fünftägig". */
const ADJECTIVES = 'дневн|dniow|tagig|tägig|denni|denní|giornat|jours|day';

/** What the language files say of numbers and of days. */
const patterns = lazily(() => {
  /** The number that a word stands for. One-letter words and articles ("a", "un") are too common to count. */
  const numbers: ReadonlyMap<string, number> = new Map(
    WORDINGS.flatMap(({ numberWords }) =>
      Object.entries(numberWords)
        .map(([word, value]) => [plain(word), value] as const)
        .filter(([word]) => UNSPACED.test(word) || word.length >= 3),
    ),
  );

  const words = [...new Set(allOf(({ days }) => days).map(plain))];
  const dayWords: ReadonlySet<string> = new Set(words.map((word) => word.replace(/[.\s]+$/u, '')));
  /** With some room for signs behind it. */
  const longestDayWord = 8 + Math.max(...words.map(({ length }) => length));
  const spacedDays = alternatives(words.filter((word) => !UNSPACED.test(word)));
  const unspacedDays = alternatives(words.filter((word) => UNSPACED.test(word)));
  /** In running text "one day" is any day. */
  const spacedNumbers = alternatives(
    [...numbers].filter(([word, value]) => !UNSPACED.test(word) && value > 1).map(([word]) => word),
  );
  const unspacedNumbers = alternatives([...numbers.keys()].filter((word) => UNSPACED.test(word)));

  const unitBehind = `(?:\\s?-?\\s?|\\s?\\(\\d{1,2}\\)\\s?)(?:(?:${spacedDays})(?![\\p{L}\\d])|(?:${ADJECTIVES})\\p{L}*)`;
  /** The three ways to write them, each beginning with what most texts do not hold: of one pattern nothing could be skipped. */
  const inDigits = new RegExp(`(\\d(?<![\\d\\p{L}.,]\\d)\\d?)(?:[.,]0)?${unitBehind}`, 'gu');
  /** Much the same without looking back, which takes a tenth of the time. */
  const mayBeInDigits = new RegExp(
    `\\d(?:[.,]0)?(?:\\s?-?\\s?|\\s?\\(\\d{1,2}\\)\\s?)(?:${spacedDays}|${ADJECTIVES})`,
    'u',
  );
  const inWords = new RegExp(`(?<![\\d\\p{L}.,])(${spacedNumbers})${unitBehind}`, 'gu');
  const numberWord = new RegExp(alternatives(numbers.keys()), 'u');
  const spacedNumberWord = new RegExp(`(?<!\\p{L})(?:${spacedNumbers})`, 'u');
  const inUnspaced = new RegExp(
    `(?<![\\d月年/.-]\\s?)(?:\\d{1,2}|(?<![第期周月年〇一二三四五六七八九十])(?:${unspacedNumbers}))\\s?(?:${unspacedDays})`,
    'gu',
  );
  const hasUnspaced = new RegExp(unspacedDays, 'u');
  const numberAt = new RegExp(`^(?:\\d{1,2}|${unspacedNumbers})`, 'u');

  /** "giorni 5": under a label the word may stand in front. */
  const wordFirst = new RegExp(`^(?:${spacedDays})\\.?:?\\s?(\\d{1,2})(?![\\d./-])`, 'iu');

  const spans: ReadonlySet<string> = new Set(allOf((wordings) => wordings.spans).map(plain));
  return {
    numbers,
    dayWords,
    longestDayWord,
    inDigits,
    mayBeInDigits,
    inWords,
    numberWord,
    spacedNumberWord,
    inUnspaced,
    hasUnspaced,
    numberAt,
    wordFirst,
    spans,
  };
});

/** A word for days alone, as a column of their numbers is headed. */
export function isDayWord(text: string): boolean {
  const { longestDayWord, dayWords } = patterns();
  return text.length <= longestDayWord && dayWords.has(plain(text).replace(/[.\s]+$/u, ''));
}

/** A number of days in a text, where it stands. */
interface DaysFound {
  readonly value: number;
  readonly raw: string;
  readonly start: number;
}

const EITHER = String.raw`(?:\s?/\s?|\s?-\s?|\s(?:or|and|to|или|и|до|lub|albo|i|oraz|do|oder|und|bis|ou|et|o|y|e|nebo|a|または|或)\s)`;
/** Numbers before one that has the word for days: "5 or 10 days". */
const BEFORE_DAYS = new RegExp(String.raw`(?<![\d\p{L}.,/-])(?:\d{1,2}${EITHER}){1,3}$`, 'iu');
/** A length under its label, where the word may be missing: "5 / 10". */
const SOME_DAYS = new RegExp(String.raw`^\d{1,2}(?:${EITHER}\d{1,2}){1,4}$`, 'iu');

/** Whether letters of a text are, perhaps by chance, those of a number's word. */
export function hasNumberWord(text: string): boolean {
  return patterns().numberWord.test(plain(text));
}

interface Span {
  readonly raw: string;
  readonly number: string;
  readonly start: number;
}

/** Numbers with words for days behind them, in the order of the text, none within another. */
function spansIn(whole: string): Span[] {
  const { numberAt, mayBeInDigits, inDigits, spacedNumberWord, inWords, hasUnspaced, inUnspaced } =
    patterns();
  const found: Span[] = [];
  const look = (pattern: RegExp): void => {
    for (const { 0: raw, 1: number, index } of whole.matchAll(pattern))
      found.push({ raw, number: number ?? numberAt.exec(raw)?.[0] ?? '', start: index });
  };
  if (mayBeInDigits.test(whole)) look(inDigits);
  if (spacedNumberWord.test(whole)) look(inWords);
  if (hasUnspaced.test(whole)) look(inUnspaced);
  if (found.length < 2) return found;
  let end = 0;
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter(({ raw, start }) => {
      if (start < end) return false;
      end = start + raw.length;
      return true;
    });
}

/** A line is looked at for its own sake, with its neighbours and for the whole text. */
const remembered = new Memory<readonly DaysFound[]>(1_000);
const MAX_REMEMBERED = 200;

/** Every number of days that `text` tells, in its order. */
export function daysIn(text: string): readonly DaysFound[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const found = lengthsIn(text);
  if (text.length <= MAX_REMEMBERED) remembered.set(text, found);
  return found;
}

function lengthsIn(text: string): readonly DaysFound[] {
  const found: DaysFound[] = [];
  const whole = plain(text);
  for (const { raw, number, start } of spansIn(whole)) {
    const either = BEFORE_DAYS.exec(whole.slice(Math.max(0, start - 30), start))?.[0] ?? '';
    for (const [other] of either.matchAll(/\d+/gu))
      found.push({ value: Number(other), raw: either + raw, start });
    found.push({ value: patterns().numbers.get(number) ?? Number(number), raw, start });
  }
  return found.filter(({ value }) => value > 0 && value <= MAX_DAYS);
}

/** The numbers of days that stand under a label that asks for them, with the word or without. */
export function daysUnder(text: string): readonly number[] {
  const only = onlyDays(text);
  if (only !== undefined) return [only];
  const whole = plain(text).trim();
  const [, behind] = patterns().wordFirst.exec(whole) ?? [];
  if (behind !== undefined) return [Number(behind)];
  if (SOME_DAYS.test(whole)) return Array.from(whole.matchAll(/\d+/gu), ([digits]) => Number(digits));
  return daysIn(whole).map(({ value }) => value);
}

const ONLY_NUMBER = /^(\d{1,2})(?:[.,]0)?$/u;

/** The number of days that `text` is and nothing else: with the word for days, or under a label that says so without. */
export function onlyDays(text: string): number | undefined {
  const whole = plain(text)
    .trim()
    .replace(/\s?[([].{0,40}[)\]]$/u, '');
  const digits = ONLY_NUMBER.exec(whole);
  const value = digits === null ? patterns().numbers.get(whole) : Number(digits[1]);
  if (value !== undefined) return value > 0 && value <= MAX_DAYS ? value : undefined;
  const [first, ...more] = daysIn(whole);
  const isWhole = first !== undefined && more.length === 0 && first.start === 0;
  if (isWhole) return whole.length <= first.raw.length + 2 ? first.value : undefined;
  // An abbreviation that no list has: "15 AT". Weeks and the like are none.
  const [, short = '', unit = ''] = /^(\d{1,2})\s?(\p{L}{1,4})\.?$/u.exec(whole) ?? [];
  return Number(short) > 0 && !patterns().spans.has(unit) ? Number(short) : undefined;
}
