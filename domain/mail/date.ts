import { day, type Day } from '../day.ts';
import { plainDashes } from '../plain-text.ts';

/**
 * A printed date: the day it names, or those that it may name (`03/11/2026`, `30/04/27`), which only a person can
 * tell. A year of two digits is always asked, if only for its one day.
 */
export type PrintedDate =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'ambiguous'; readonly options: readonly Day[] };

/** January to December, each with the spellings that are read: en, ru, pl, de, fr, es, pt and Polish numerals. */
const MONTHS: readonly string[] = [
  'january jan январь января янв stycznia styczeń sty januar jänner janvier janv enero ene janeiro i',
  'february feb февраль февраля фев февр lutego luty lut februar février févr febrero fevereiro fev ii',
  'march mar март марта мар marca marzec märz mär mrz mars marzo março iii',
  'april apr апрель апреля апр kwietnia kwiecień kwi avril avr abril abr iv',
  'may май мая maja maj mai mayo maio v',
  'june jun июнь июня июн czerwca czerwiec cze juni juin junio junho vi',
  'july jul июль июля июл lipca lipiec lip juli juillet juil julio julho vii',
  'august aug август августа авг sierpnia sierpień sie août agosto ago viii',
  'september sep sept сентябрь сентября сен сент września wrzesień wrz septembre septiembre setembro set ix',
  'october oct октябрь октября окт października październik paź oktober okt octobre octubre outubro out x',
  'november nov ноябрь ноября ноя нояб listopada listopad lis novembre noviembre novembro xi',
  'december dec декабрь декабря дек grudnia grudzień gru dezember dez décembre déc diciembre dic dezembro xii',
];

const MONTH_BY_WORD: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)),
);

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
    const month = MONTH_BY_WORD.get(word ?? wordFirst ?? '') ?? 0;
    if (a !== undefined) add(Number(c), month, Number(a));
    if (a?.length === 2) add(Number(a), month, Number(c));
    if (wordFirst !== undefined) add(Number(year), month, Number(b));
  }
  return days.length === 0 ? undefined : { kind: 'ambiguous', options: days };
}

function inWords(text: string): (PrintedDate | undefined)[] {
  const parts: { readonly n?: number; readonly month?: number }[] = [];
  for (const [part] of text.matchAll(/\d+|\p{L}+/gu)) {
    const month = MONTH_BY_WORD.get(part);
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

/**
 * The one date that `text` prints, with or without a time or a weekday around it; undefined when it prints none,
 * or several that differ. A dot means day first, a slash or a dash in front of a four-digit year means either;
 * a year of two digits is never certain.
 */
export function printedDate(text: string): PrintedDate | undefined {
  const plain = plainDashes(text.normalize('NFKC')).toLowerCase().slice(0, 200);
  return fullYear(plain) ?? shortYear(plain);
}

function fullYear(plain: string): PrintedDate | undefined {
  const digits = Array.from(plain.matchAll(NUMERIC), ([part]) => numeric(part));
  const found = [...digits, ...inWords(plain.replace(NUMERIC, ' '))].filter((date) => date !== undefined);
  const [first] = found;
  return found.every((date) => JSON.stringify(date) === JSON.stringify(first)) ? first : undefined;
}

/** Whether `text` is nothing but one date, perhaps one that could be read in two ways. */
export function isOnlyDate(text: string): boolean {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return (
    fullYear(plainDashes(text.normalize('NFKC')).toLowerCase().slice(0, 200)) !== undefined &&
    words.every((word) => word.length === 1 || MONTH_BY_WORD.has(word))
  );
}
