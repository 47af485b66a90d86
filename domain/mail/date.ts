import { lazily } from '../lazily.ts';
import { LANGUAGES } from '../people/person.ts';
import { Memory } from './memory.ts';
import { day, type Day } from '../day.ts';
import { plainDashes } from '../plain-text.ts';

/**
 * A printed date: the day it names, or those that it may name (`03/11/2026`, `30/04/27`), which only a person can
 * tell. A year of two digits is always asked, if only for its one day.
 */
export type PrintedDate =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'ambiguous'; readonly options: readonly Day[] };

/** Of which the names of months are known: those that the bot speaks, and others that mails are written in. */
const DATED = [...LANGUAGES, 'de', 'de-AT', 'fr', 'es', 'pt', 'it', 'cs'] as const;
/** What people write that no locale formats: January to December. */
const MORE_MONTHS: readonly string[] = [
  'i янв sty enero',
  'ii фев',
  'iii мар',
  'iv апр',
  'v май мая',
  'vi июн',
  'vii июл',
  'viii авг',
  'ix sept сен сент',
  'x окт',
  'xi ноя нояб',
  'xii дек',
];

/** The number of each month by every spelling of its name, without accents and dots. */
const monthByWord = lazily(monthNames);

function monthNames(): Map<string, number> {
  const found = new Map<string, number>();
  for (const [index, words] of MORE_MONTHS.entries())
    for (const word of words.split(' ')) found.set(word, index + 1);
  for (const language of DATED) {
    // With a day the month is in its case: "3 ноября", "3 listopada".
    for (const form of [
      { month: 'long' },
      { month: 'short' },
      { month: 'long', day: 'numeric' },
      { month: 'short', day: 'numeric' },
    ] as const) {
      const format = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2026, month, 3));
        const word = plainWord(parts.find(({ type }) => type === 'month')?.value ?? '');
        if (/^\p{L}{2,}$/u.test(word) && !found.has(word)) found.set(word, month + 1);
      }
    }
  }
  return found;
}

function plainWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '');
}

/** Japanese eras that a mail of the programme can count in, and the year before their first. */
const ERAS: readonly (readonly [RegExp, number])[] = [
  [/(?:令和|\br\s?)(\d{1,2}|元)\s?[年.]/gu, 2018],
  [/(?:平成|\bh\s?)(\d{1,2}|元)\s?[年.]/gu, 1988],
  [/(?:中華民國|中华民国|民國|民国)\s?(\d{2,3})\s?年/gu, 1911],
];
const HAN_DIGITS = '〇一二三四五六七八九';

/** Years of eras in our own, and numerals in Han letters in digits, where a date stands. */
function westernised(text: string): string {
  if (!/[年月日号號.]/u.test(text)) return text;
  let plain = text.replace(/[〇零一二三四五六七八九十]{1,4}(?=[年月日号號])/gu, (word) =>
    String(hanNumber(word.replace(/零/gu, '〇'))),
  );
  for (const [era, before] of ERAS) {
    plain = plain.replace(era, (_whole, year: string) => `${before + (year === '元' ? 1 : Number(year))}年`);
  }
  return plain;
}

/** 二〇二六 → 2026, 十一 → 11, 二十三 → 23. */
function hanNumber(word: string): number {
  if (!word.includes('十')) return Number(Array.from(word, (letter) => HAN_DIGITS.indexOf(letter)).join(''));
  const [tens = '', ones = ''] = word.split('十');
  return (tens === '' ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : HAN_DIGITS.indexOf(ones));
}

const YEAR_FIRST = /^(\d{4})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})$/u;
const YEAR_LAST = /^(\d{1,2})\s?([-./])\s?(\d{1,2})\s?[-./]\s?(\d{4})$/u;
const NUMERIC = /\d{1,4}\s?[-./年月]\s?\d{1,2}\s?[-./年月]\s?\d{1,4}/gu;

function exact(year: number, month: number, dayOfMonth: number): PrintedDate | undefined {
  if (year < 1990 || year > 2100) return undefined;
  const found = day(`${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`);
  return found === undefined ? undefined : { kind: 'day', day: found };
}

function numeric(text: string): PrintedDate | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return exact(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const yearLast = YEAR_LAST.exec(text);
  if (!yearLast) return undefined;
  const [first, second, year] = [Number(yearLast[1]), Number(yearLast[3]), Number(yearLast[4])];
  const dayFirst = exact(year, second, first);
  if (yearLast[2] === '.') return dayFirst;
  const monthFirst = exact(year, first, second);
  if (dayFirst?.kind !== 'day' || monthFirst?.kind !== 'day') return dayFirst ?? monthFirst;
  return dayFirst.day === monthFirst.day
    ? dayFirst
    : { kind: 'ambiguous', options: [dayFirst.day, monthFirst.day] };
}

const SHORT = /(?<![\d\p{L}])(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d\p{L}])/gu;
const SHORT_IN_WORDS =
  /(?<![\d\p{L}])(\d{1,2})[\s.-]{1,3}(\p{L}{1,12})[\s.,'’-]{1,3}(\d{2})(?![\d\p{L}])|(?<!\p{L})(\p{L}{1,12})[\s.-]{1,3}(\d{1,2})[\s,'’]{1,3}(\d{2})(?![\d\p{L}])/gu;
/** Years that a voucher of today's programme can have. */
const SHORT_YEARS = [2010, 2049] as const;

/** The days that a date with a year of two digits may name, the likeliest first. */
function shortYear(plain: string): PrintedDate | undefined {
  const days: Day[] = [];
  const add = (year: number, month: number, dayOfMonth: number): void => {
    const [first, last] = SHORT_YEARS;
    const found =
      2000 + year < first || 2000 + year > last ? undefined : exact(2000 + year, month, dayOfMonth);
    if (found?.kind === 'day' && !days.includes(found.day)) days.push(found.day);
  };
  const numbers = [...plain.matchAll(SHORT)];
  const words = [...plain.matchAll(SHORT_IN_WORDS)];
  for (const [, first, sign, second, third] of numbers) {
    const [a, b, c] = [Number(first), Number(second), Number(third)];
    if ((third ?? '').length === 2) add(c, b, a);
    if ((third ?? '').length === 2 && sign !== '.') add(c, a, b);
    if ((first ?? '').length === 2) add(a, b, c);
  }
  for (const [, a, word, c, wordFirst, b, year] of words) {
    const month = monthByWord().get(plainWord(word ?? wordFirst ?? '')) ?? 0;
    if (a !== undefined) add(Number(c), month, Number(a));
    if (a?.length === 2) add(Number(a), month, Number(c));
    if (wordFirst !== undefined) add(Number(year), month, Number(b));
  }
  return days.length === 0 ? undefined : { kind: 'ambiguous', options: days };
}

function inWords(text: string): (PrintedDate | undefined)[] {
  const parts: { readonly n?: number; readonly month?: number }[] = [];
  for (const [part] of text.matchAll(/\d+|\p{L}+/gu)) {
    const month = monthByWord().get(plainWord(part));
    if (/^\d/.test(part)) parts.push({ n: part.length <= 4 ? Number(part) : NaN });
    else if (month !== undefined) parts.push({ month });
  }
  const found: (PrintedDate | undefined)[] = [];
  for (let at = 0; at + 2 < parts.length; at += 1) {
    const [a, b, c] = [parts[at], parts[at + 1], parts[at + 2]];
    let date: PrintedDate | undefined;
    if (a?.n !== undefined && b?.month !== undefined && c?.n !== undefined) {
      date = exact(c.n, b.month, a.n) ?? exact(a.n, b.month, c.n);
    } else if (a?.month !== undefined && b?.n !== undefined && c?.n !== undefined) {
      date = exact(c.n, a.month, b.n);
    }
    if (date === undefined) continue;
    found.push(date);
    at += 2;
  }
  return found;
}

/** A cell is tried under several labels, and without any. */
const remembered = new Memory<{ readonly date: PrintedDate | undefined }>(1_000);
const MAX_REMEMBERED = 200;

/**
 * The one date that `text` prints, with or without a time or a weekday around it; undefined when it prints none,
 * or several that differ. A dot means day first, a slash or a dash in front of a four-digit year means either;
 * a year of two digits is never certain.
 */
export function printedDate(text: string): PrintedDate | undefined {
  const known = remembered.get(text);
  if (known !== undefined) return known.date;
  const date = dateIn(text);
  if (text.length <= MAX_REMEMBERED) remembered.set(text, { date });
  return date;
}

function dateIn(text: string): PrintedDate | undefined {
  const plain = plainDate(text);
  // A date has three digits at least.
  return /\d\D*\d\D*\d/.test(plain) ? (fullYear(plain) ?? shortYear(plain)) : undefined;
}

function plainDate(text: string): string {
  return westernised(plainDashes(text.normalize('NFKC')).toLowerCase().slice(0, 200));
}

function fullYear(plain: string): PrintedDate | undefined {
  if (!/\d{4}/.test(plain)) return undefined;
  const digits = Array.from(plain.matchAll(NUMERIC), ([part]) => numeric(part));
  const found = [...digits, ...inWords(plain.replace(NUMERIC, ' '))].filter((date) => date !== undefined);
  const [first] = found;
  const isOne = found.length < 2 || found.every((date) => JSON.stringify(date) === JSON.stringify(first));
  return isOne ? first : undefined;
}

/** Whether `text` is nothing but one date, perhaps one that could be read in two ways. */
export function isOnlyDate(text: string): boolean {
  if (fullYear(plainDate(text)) === undefined) return false;
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.every((word) => word.length === 1 || monthByWord().has(plainWord(word)));
}

/** A date inside running text; what it says is read by {@link printedDate}. Accents are off, as in the names of months. */
const datePattern = lazily(() => {
  const month = [...monthByWord().keys()]
    .filter((word) => word.length > 2)
    .toSorted((a, b) => b.length - a.length)
    .join('|');
  return new RegExp(
    `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\d]|[\\p{Script=Latin}\\p{Script=Cyrillic}\\d][-./])\\d{4}\\s?[-./年]\\s?\\d{1,2}\\s?[-./月]\\s?\\d{1,2}(?!\\d)\\s?[日号號]?|(?:令和|平成|民國|民国|中華民國)\\s?\\S{1,3}年\\s?\\S{1,3}月\\s?\\S{1,3}日|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号號]` +
      `|(?<![\\d./-])\\d{1,2}\\s?[./-]\\s?\\d{1,2}\\s?[./-]\\s?(?:\\d{4}|\\d{2})(?![\\d/-])` +
      `|(?<![\\d])\\d{1,2}(?:\\.|st|nd|rd|th|er|º|°|ª|-?го)?[\\s-]+(?:de |of )?(?:${month})\\.?,?[\\s-]+(?:de |del )?\\d{4}` +
      `|(?<!\\p{L})(?:${month})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}`,
    'gu',
  );
});

/** Where dates stand in `text`: start and end of each, in its order. */
export function datesIn(
  text: string,
): { readonly start: number; readonly end: number; readonly raw: string }[] {
  if (!/[\d年]/.test(text)) return [];
  // One letter for one letter, so that the places stay.
  const plain = text
    .toLowerCase()
    .replace(/[^\0-\x7f]/gu, (letter) =>
      letter.length === 1 ? (letter.normalize('NFD')[0] ?? letter) : letter,
    );
  const at = plain.length === text.length ? plain : text.toLowerCase();
  // From one day to another: what divides them is of neither.
  const apart = at
    .replace(/(?<=\d)[–—](?=\d)/gu, '~')
    .replace(/(?<=\d{4})-(?=\d{1,2}[./]\d{1,2}[./]\d{4})/gu, '~');
  return Array.from(plainDashes(apart).matchAll(datePattern()), ({ index, 0: raw }) => ({
    start: index,
    end: index + raw.length,
    raw: text.slice(index, index + raw.length),
  }));
}

/** A date as text that sorts by the first day that it may name. */
export function sortable(date: PrintedDate): string {
  return date.kind === 'day' ? date.day : (date.options[0] ?? '');
}
