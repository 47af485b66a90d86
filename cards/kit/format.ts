import { BoundedMap } from '../../domain/bounded-map.ts';
import type { Day } from '../../domain/day.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { lazily } from '../../domain/lazily.ts';
import { daysLeft } from '../../domain/voucher/deadlines.ts';
import type { Say } from './say.ts';

/** What there is one of for each language, made when it is first asked for: formats take milliseconds each. */
function byLanguage<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  const all = {} as Record<Language, T>;
  for (const language of LANGUAGES) {
    const get = lazily(() => make(language));
    Object.defineProperty(all, language, { get, enumerable: true });
  }
  return all;
}

/**
 * How a language writes: the locale of its dates and lists, and its months in a sentence. Where a month has cases, only
 * its whole name stands in a sentence; abbreviated it is a nominative.
 */
const WRITTEN: Readonly<Record<Language, { readonly locale: string; readonly month: 'short' | 'long' }>> = {
  en: { locale: 'en-GB', month: 'short' },
  ru: { locale: 'ru', month: 'long' },
  pl: { locale: 'pl', month: 'long' },
};

const DATE = byLanguage(
  (language) => ({ day: 'numeric', month: WRITTEN[language].month, year: 'numeric' }) as const,
);
const days = byLanguage(
  (language) => new Intl.DateTimeFormat(WRITTEN[language].locale, { ...DATE[language], timeZone: 'UTC' }),
);
const countries = byLanguage(
  (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
);
const languages = byLanguage((language) => new Intl.DisplayNames([language], { type: 'language' }));
const lists = byLanguage(
  (language) => new Intl.ListFormat(WRITTEN[language].locale, { type: 'conjunction' }),
);
const choices = byLanguage(
  (language) => new Intl.ListFormat(WRITTEN[language].locale, { type: 'disjunction' }),
);

/** Days that were written lately: a card has many, and a company's are much the same every day. */
const written = byLanguage(() => new BoundedMap<Day, string>(2_000));

/**
 * `11 Jan 2027`, `11 января 2027`, `11 stycznia 2027`: it may stand in a sentence and end it. A space that
 * does not break keeps the day with its month.
 */
export function formatDay(language: Language, day: Day): string {
  const known = written[language].get(day);
  if (known !== undefined) return known;
  const text = inSentence(days[language].format(new Date(`${day}T00:00:00Z`)));
  written[language].set(day, text);
  return text;
}

/** A date of the platform without the Russian «г.», whose dot would end the sentence once more. */
function inSentence(date: string): string {
  return date.replace(/\s*г\.$/u, '').replace(/^(\d+)\s/u, '$1\u00a0');
}

/** `11 Jan 2027 – 15 Jan 2027`; of one day that day. */
export function formatSpan(
  language: Language,
  { start, end }: { readonly start: Day; readonly end: Day },
): string {
  return start === end
    ? formatDay(language, start)
    : `${formatDay(language, start)} – ${formatDay(language, end)}`;
}

/** `163 days left`, `today`, `2 days ago`. */
export function dayText(t: Say, day: Day, today: Day): string {
  const left = daysLeft(today, day);
  return left < 0
    ? t('due.passed', { days: -left })
    : left === 0
      ? t('due.today')
      : t('due.left', { days: left });
}

/** `2 May 2027 (163 days left)`. */
export function dueText(t: Say, language: Language, day: Day, today: Day): string {
  return `${formatDay(language, day)} (${dayText(t, day, today)})`;
}

interface Instants {
  readonly date: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

/** Making one takes longer than filling the card it is for; there is one for each language and each company's zone. */
const instants = new BoundedMap<string, Instants>(100);

function instantsIn(language: Language, timeZone: string): Instants {
  const key = `${language} ${timeZone}`;
  const known = instants.use(key);
  if (known !== undefined) return known;
  const { locale } = WRITTEN[language];
  const made: Instants = {
    date: new Intl.DateTimeFormat(locale, { ...DATE[language], timeZone }),
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }),
  };
  instants.set(key, made);
  return made;
}

/** Day and minute of an instant (milliseconds, UTC) in a time zone: `15 Jun 2020, 12:05`. */
export function formatInstant(language: Language, instant: number, timeZone: string): string {
  const { date, time } = instantsIn(language, timeZone);
  return `${inSentence(date.format(instant))}, ${time.format(instant)}`;
}

/** The country's name in the language; the code itself when it is not a known region. */
export function countryName(language: Language, code: string): string {
  const known = namedCountries[language].get(code);
  if (known !== undefined) return known;
  const name = nameOfRegion(language, code);
  namedCountries[language].set(code, name);
  return name;
}

const namedCountries = byLanguage(() => new BoundedMap<string, string>(300));

function nameOfRegion(language: Language, code: string): string {
  try {
    return countries[language].of(code) ?? code;
  } catch {
    return code;
  }
}

/** Several countries by their names, in one line. */
export function countryNames(language: Language, codes: readonly string[]): string {
  return listOf(
    language,
    codes.map((code) => countryName(language, code)),
  );
}

/** The language's own name, in itself. */
export function languageName(language: Language): string {
  return languages[language].of(language) ?? language;
}

/** `a, b and c`. */
export function listOf(language: Language, items: readonly string[]): string {
  return lists[language].format(items);
}

/** `a, b or c`. */
export function choiceOf(language: Language, items: readonly string[]): string {
  return choices[language].format(items);
}

/** Every ISO 3166-1 code that the platform has a name for. */
export const countryCodes = lazily((): readonly string[] => {
  const codes: string[] = [];
  for (let a = 65; a <= 90; a += 1) {
    for (let b = 65; b <= 90; b += 1) {
      const code = String.fromCharCode(a, b);
      const name = countries.en.of(code);
      // Deprecated and reserved codes resolve to the name of their successor, of a part, or to no place at all.
      if (
        name !== undefined &&
        ![
          'EU',
          'EZ',
          'UN',
          'XA',
          'XB',
          'QO',
          'ZZ',
          'UK',
          'SU',
          'DD',
          'YU',
          'CS',
          'FX',
          'TP',
          'ZR',
          'BU',
          'AN',
          'NT',
          'QU',
          'DY',
          'HV',
          'NH',
          'RH',
          'VD',
          'YD',
          'XK',
          'AC',
          'CP',
          'CQ',
          'DG',
          'EA',
          'IC',
          'TA',
        ].includes(code)
      ) {
        codes.push(code);
      }
    }
  }
  return codes;
});

/** At most `max` characters of a text that stands in a list; what is cut shows as `…`. */
export function shortened(text: string, max = 80): string {
  const characters = Array.from(text);
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** People that a sentence names. */
const NAMES = 10;

/** People by name in a sentence: `a, b, c`; of many the first ones, and how many more there are. */
export function namesOf(t: Say, names: readonly string[], most = NAMES): string {
  const shown = names.slice(0, most).map((name) => shortened(name, 40));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} ${t('notify.more', { count: more })}` : shown.join(', ');
}

/**
 * A name that is safe where Markdown may be rendered (titles of choices): letters, digits and a few
 * signs that mean nothing to Markdown, at most `max` characters; `?` when none is left, for a button or a
 * choice without a name cannot be chosen.
 */
export function plainLabel(text: string, max = 60): string {
  const plain = text
    .replaceAll(/[^\p{L}\p{N}\p{M} .,@'/()-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.,'/-]+/u, '')
    .replace(/^(\d+)[.)](?=\s|$)/, '$1')
    .trim();
  return plain === '' ? '?' : Array.from(plain).slice(0, max).join('').trimEnd();
}

const months = byLanguage(
  (language) =>
    new Intl.DateTimeFormat(WRITTEN[language].locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

/** A month, `2026-11`, by its name: `November 2026`, `ноябрь 2026`, `listopad 2026`. */
export function formatMonth(language: Language, month: string): string {
  return inSentence(months[language].format(new Date(`${month}-01T00:00:00Z`)));
}

const short = byLanguage((language) => {
  const { locale } = WRITTEN[language];
  return {
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: '2-digit', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(locale, { month: '2-digit', year: '2-digit', timeZone: 'UTC' }),
    amount: new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
  };
});

/** A day where there is room for little, beside its whole name: `7/12`, `7.12`. */
export function shortDay(language: Language, day: Day): string {
  return short[language].day.format(new Date(`${day}T00:00:00Z`));
}

/** A month, `2026-11`, where there is room for little: `11/26`, `11.26`. */
export function shortMonth(language: Language, month: string): string {
  return inSentence(short[language].month.format(new Date(`${month}-01T00:00:00Z`)));
}

/** A number has room for so many; what is more is said about. */
const LONG = 100_000;

/** How many, where there is room for little: `9876`, and of many about how many. */
export function formatCount(language: Language, count: number): string {
  return count < LONG ? String(count) : formatCompact(language, count);
}

/** About how much: `12.5K`, `12,5 тыс.`. */
export function formatCompact(language: Language, amount: number): string {
  return short[language].amount.format(amount);
}

const sums = byLanguage((language) => {
  const digits = { maximumFractionDigits: 2, useGrouping: 'always' } as const;
  return {
    whole: new Intl.NumberFormat(WRITTEN[language].locale, digits),
    exact: new Intl.NumberFormat(WRITTEN[language].locale, { ...digits, minimumFractionDigits: 2 }),
  };
});

/** An amount, exact however large it is: `12,500` and `12,500.50`. */
export function formatAmount(language: Language, hundredths: bigint): string {
  const [whole, rest] = [hundredths / 100n, hundredths % 100n];
  if (rest === 0n) return sums[language].whole.format(whole);
  return sums[language].exact.format(`${whole}.${String(rest).padStart(2, '0')}` as `${number}`);
}

const amounts = byLanguage(
  (language) => new Intl.NumberFormat(language, { minimumFractionDigits: 2, useGrouping: 'always' }),
);

/** An amount as people of the language write it. */
export function amountExample(language: Language): string {
  return amounts[language].format(12_500);
}
