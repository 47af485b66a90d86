import { addDays, addWorkingDays, day, daysBetween, type Day } from '../day.ts';
import { folded } from '../folded.ts';
import { LANGUAGES, type Language } from '../people/person.ts';
import { present } from '../present.ts';
import { en } from './en.ts';
import { pl } from './pl.ts';
import { ru } from './ru.ts';
import type { DayWords } from './words.ts';

/**
 * The days that a sentence speaks of, in any of the languages, relative to today: "tomorrow", "next week", «до пятницы»,
 * "14-25 grudnia". What is not known is passed over; nothing is guessed.
 */

const WORDS: Readonly<Record<Language, DayWords>> = { en, ru, pl };

/** Where in time a name without its own week or year lies: a plan is ahead, what is reported was. */
export type Direction = 'ahead' | 'behind';

/** The days that were said; of each only what was said of it. */
export interface SaidDays {
  /** The first day and the last one. A week is its Monday to Friday. */
  readonly start?: Day;
  readonly end?: Day;
  /** One day, and whether something begins on it. */
  readonly on?: Day;
  /** The last day on which it may be. */
  readonly by?: Day;
  /** So many days later than it was. */
  readonly later?: number;
  /** Where in the text this was said: from each place to the other. */
  readonly places: readonly (readonly [from: number, to: number])[];
}

interface Token {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** A day as it is named: its number in a month, its name in a week, or so many days from today. */
type Named =
  | { readonly kind: 'date'; readonly day: number; readonly month?: number; readonly year?: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly week?: number }
  | { readonly kind: 'distance'; readonly days: number };

interface At<T> {
  readonly found: T;
  /** The place of the token behind it. */
  readonly next: number;
}

const TOKEN =
  /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?(?![\p{L}\p{N}])|\d{1,2}(?:st|nd|rd|th|-?(?:го|ого|его|е|ое|му|ому|м|go|ego|tego|ty|ym))(?![\p{L}\p{N}])|[\p{L}\p{M}\p{N}]+|[-–—−]/giu;
/** Longer texts speak of days too; only so many words of them are looked at. */
const MAX_TOKENS = 80;
const YEAR = /^20\d\d$/;

/** One list of words of a language, each as its folded words; a word that may end in any way ends in `*`. */
type Phrases = readonly (readonly string[])[];

interface Lexicon {
  readonly weekdays: readonly Phrases[];
  readonly months: readonly Phrases[];
  readonly numbers: readonly Phrases[];
  readonly of: Readonly<Record<Exclude<keyof DayWords, 'weekdays' | 'months' | 'numbers'>, Phrases>>;
}

const phrases = (listed: string): Phrases =>
  listed
    .split('|')
    .map((phrase) =>
      phrase.split(' ').map((word) => (word.endsWith('*') ? `${folded(word.slice(0, -1))}*` : folded(word))),
    )
    .toSorted((a, b) => b.length - a.length);

function lexiconOf({ weekdays, months, numbers, ...of }: DayWords): Lexicon {
  return {
    weekdays: weekdays.map(phrases),
    months: months.map(phrases),
    numbers: numbers.map(phrases),
    of: Object.fromEntries(
      Object.entries(of).map(([name, listed]) => [name, phrases(listed)]),
    ) as Lexicon['of'],
  };
}

const LEXICONS: Readonly<Record<Language, Lexicon>> = {
  en: lexiconOf(WORDS.en),
  ru: lexiconOf(WORDS.ru),
  pl: lexiconOf(WORDS.pl),
};

/** What a text says of days. `first`: the language that decides where two read it differently. */
export function saidDays(text: string, today: Day, direction: Direction, first: Language): SaidDays {
  const tokens = tokensOf(text);
  const languages = [first, ...LANGUAGES.filter((language) => language !== first)];
  let best: SaidDays = { places: [] };
  for (const language of languages) {
    const said = new Reader(tokens, LEXICONS[language], today, direction).read();
    if (covered(said) > covered(best)) best = said;
  }
  return best;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    tokens.push({ text: folded(found), at: index, end: index + found.length });
    if (tokens.length === MAX_TOKENS) break;
  }
  return tokens;
}

function covered({ places }: SaidDays): number {
  return places.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Reads the words of one language; each finder tells what begins at a token, and where that ends. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #words: Lexicon;
  readonly #today: Day;
  readonly #direction: Direction;
  /** One of its dates has no such month: all of them are written with the month first. */
  readonly #isMonthFirst: boolean;

  constructor(tokens: readonly Token[], words: Lexicon, today: Day, direction: Direction) {
    this.#tokens = tokens;
    this.#isMonthFirst = tokens.some(({ text }) => {
      const [, first, second] = /^(\d{1,2})\/(\d{1,2})/.exec(text) ?? [];
      return Number(first) <= 12 && Number(second) > 12;
    });
    this.#words = words;
    this.#today = today;
    this.#direction = direction;
  }

  read(): SaidDays {
    let said: Omit<SaidDays, 'places'> = {};
    const places: [number, number][] = [];
    for (let at = 0; at < this.#tokens.length;) {
      const found = this.#phrase(at);
      if (found === undefined) {
        at += 1;
        continue;
      }
      // What was said first is meant: of the rest only what it leaves open.
      said = { ...found.found, ...said };
      places.push([this.#tokens[at]?.at ?? 0, this.#tokens[found.next - 1]?.end ?? 0]);
      at = found.next;
    }
    return { ...said, places };
  }

  #phrase(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    return (
      this.#range(at) ??
      this.#shift(at) ??
      this.#bounded(at) ??
      this.#weeks(at) ??
      this.#single(at) ??
      this.#wholeMonth(at)
    );
  }

  /** "from 30 Nov to 4 Dec", "14-25 grudnia", "between Monday and Wednesday". */
  #range(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    const begins = this.#behind(at, 'from');
    const first = this.#named(this.#past(begins ?? at, 'on'), true);
    if (first === undefined) return undefined;
    const dash = this.#isDash(first.next) ? first.next + 1 : undefined;
    const between = dash ?? this.#behind(first.next, 'to');
    if (between === undefined) return undefined;
    const second = this.#named(this.#past(between, 'on'), begins !== undefined || dash !== undefined);
    if (second === undefined) return undefined;
    const [a, b] = [first.found, second.found];
    if (
      a.kind === 'date' &&
      b.kind === 'date' &&
      a.month === undefined &&
      b.month === undefined &&
      begins === undefined
    )
      return undefined;
    const months = a.kind === 'date' && b.kind === 'date' ? beforeDate(a, b) : a;
    let start = this.#dayOf(months);
    let end = this.#dayOf(b);
    if (start === undefined || end === undefined) return undefined;
    // A last day is the next one of its name behind the first.
    if (end < start && b.kind === 'weekday') end = addDays(end, 7);
    if (end < start && b.kind === 'date' && b.year === undefined) {
      const later = this.#dateAfter(start, b);
      if (later === undefined) return undefined;
      end = later;
    }
    if (daysBetween(start, end) > 200 && a.kind === 'date') start = this.#dateBefore(end, months) ?? start;
    return start > end ? undefined : { found: { start, end }, next: second.next };
  }

  /** "a week later", «на две недели позже», "by a fortnight". */
  #shift(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    const from = this.#past(this.#past(this.#past(at, 'in'), 'shiftedBy'), 'on');
    const many = this.#days(from);
    if (many === undefined) return undefined;
    const later = this.#behind(many.next, 'later');
    if (later !== undefined && this.#behind(at, 'in') === undefined)
      return { found: { later: many.found }, next: later };
    // "by a fortnight", but not «на неделю с 30-го»
    const by = this.#behind(at, 'shiftedBy');
    const moved = by === undefined ? undefined : this.#days(by);
    if (moved !== undefined && this.#named(this.#past(moved.next, 'from'), true) === undefined)
      return { found: { later: moved.found }, next: this.#past(moved.next, 'later') };
    // "in two weeks" is a day.
    if (this.#behind(at, 'in') === undefined) return undefined;
    return { found: { on: addDays(this.#today, many.found) }, next: later ?? many.next };
  }

  /** "by Friday", "after the 15th", "until the end of the week". */
  #bounded(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    const by = this.#behind(at, 'by');
    if (by !== undefined) {
      const week = this.#behind(this.#past(by, 'on'), 'endOfWeek');
      if (week !== undefined) return { found: { by: this.#friday(0) }, next: week };
      const named = this.#named(this.#past(by, 'on'), true);
      const until = named && this.#dayOf(named.found);
      if (named !== undefined && until !== undefined) return { found: { by: until }, next: named.next };
      const whole = this.#week(this.#past(by, 'on'));
      if (whole !== undefined) return { found: { by: whole.found.end }, next: whole.next };
    }
    const after = this.#behind(at, 'after');
    if (after !== undefined) {
      const named = this.#named(this.#past(after, 'on'), true);
      const last = named && this.#dayOf(named.found);
      if (named !== undefined && last !== undefined)
        return { found: { on: addWorkingDays(last, 1) }, next: named.next };
      const whole = this.#week(this.#past(after, 'on'));
      if (whole !== undefined) return { found: { on: addWorkingDays(whole.found.end, 1) }, next: whole.next };
    }
    const from = this.#behind(at, 'from');
    if (from !== undefined) {
      const named = this.#named(this.#past(from, 'on'), true);
      const on = named && this.#dayOf(named.found);
      if (named !== undefined && on !== undefined) return { found: { on }, next: named.next };
      const whole = this.#week(this.#past(from, 'on'));
      if (whole !== undefined) return { found: { on: whole.found.start }, next: whole.next };
    }
    const end = this.#behind(at, 'endOfWeek');
    return end === undefined ? undefined : { found: { by: this.#friday(0) }, next: end };
  }

  #weeks(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    const week = this.#week(this.#past(at, 'on'));
    return week && (this.#within(week) ?? week);
  }

  /** "next week Mon-Wed", "next week on Tuesday". */
  #within({ found: { start }, next }: At<{ readonly start: Day }>): At<Omit<SaidDays, 'places'>> | undefined {
    const weekday = (at: number): readonly [number, number] | undefined =>
      firstOf(this.#words.weekdays, (names) => this.#match(at, names));
    const monday = addDays(start, -weekdayOf(start));
    const first = weekday(this.#past(this.#past(next, 'from'), 'on'));
    if (first === undefined) return undefined;
    const between = this.#isDash(first[1]) ? first[1] + 1 : this.#behind(first[1], 'to');
    const last = between === undefined ? undefined : weekday(this.#past(between, 'on'));
    return last !== undefined && last[0] >= first[0]
      ? { found: { start: addDays(monday, first[0]), end: addDays(monday, last[0]) }, next: last[1] }
      : { found: { on: addDays(monday, first[0]) }, next: first[1] };
  }

  /** "next week", "this week", «на следующей неделе»: Monday to Friday, of the running one what is left of it. */
  #week(at: number): At<{ readonly start: Day; readonly end: Day }> | undefined {
    for (const [which, weeks] of [
      ['next', 1],
      ['this', 0],
      ['last', -1],
    ] as const) {
      const named = this.#behind(at, which);
      const week = named === undefined ? undefined : this.#behind(named, 'week');
      if (week === undefined) continue;
      const further = this.#behind(week, 'afterNext');
      return { found: this.#workingWeek(weeks + (further === undefined ? 0 : 1)), next: further ?? week };
    }
    const commencing = this.#behind(at, 'weekOf');
    const of = commencing === undefined ? undefined : this.#weekOf(this.#past(commencing, 'on'));
    if (of !== undefined) return of;
    const week = this.#behind(at, 'week');
    const further = week === undefined ? undefined : this.#behind(week, 'afterNext');
    if (further !== undefined) return { found: this.#workingWeek(2), next: further };
    // "the week of 30 November"
    return week === undefined || this.#isCounted(at)
      ? undefined
      : this.#weekOf(this.#past(this.#token(week) === 'of' ? week + 1 : week, 'from'));
  }

  /** "two weeks": what stands at `at` has its number before it. */
  #isCounted(at: number): boolean {
    const before = this.#token(at - 1);
    return (
      /^\d{1,2}$/.test(before) ||
      this.#words.numbers.slice(1).some((names) => this.#match(at - 1, names) === at)
    );
  }

  /** The working week of a day that is named. */
  #weekOf(at: number): At<{ readonly start: Day; readonly end: Day }> | undefined {
    const named = this.#named(at, false);
    const within = named && this.#dayOf(named.found);
    if (named === undefined || within === undefined) return undefined;
    const monday = addDays(within, -weekdayOf(within));
    return { found: { start: monday, end: addDays(monday, 4) }, next: named.next };
  }

  /** "in January" is its first working day, "the first week of December" the week of that one. */
  #wholeMonth(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    const before = this.#behind(at, 'during');
    const from = this.#past(before ?? at, 'on');
    const week = this.#behind(from, 'firstWeek');
    const begins = week ?? this.#behind(from, 'beginningOf') ?? before;
    const month = begins === undefined ? undefined : this.#month(begins);
    // "to January 11" is that day.
    if (begins === undefined || month === undefined || this.#date(begins, false) !== undefined)
      return undefined;
    const named = this.#withYear(month[1], 1, month[0] + 1);
    // Of the month that runs its first day is over.
    const first = named && this.#dayOf(named.found);
    if (named === undefined || first === undefined) return undefined;
    const on = addWorkingDays(addDays(first, -1), 1);
    const monday = addDays(on, -weekdayOf(on));
    return {
      found: week === undefined ? { on } : { start: monday, end: addDays(monday, 4) },
      next: named.next,
    };
  }

  #single(at: number): At<Omit<SaidDays, 'places'>> | undefined {
    const from = this.#past(at, 'on');
    const named = this.#named(from, false);
    const on = named && this.#dayOf(named.found);
    return named === undefined || on === undefined ? undefined : { found: { on }, next: named.next };
  }

  /** A day by its name. `bare`: a number alone is one too. */
  #named(at: number, bare: boolean): At<Named> | undefined {
    return this.#relative(at) ?? this.#weekday(at) ?? this.#date(at, bare);
  }

  #relative(at: number): At<Named> | undefined {
    for (const [which, days] of [
      ['dayAfterTomorrow', 2],
      ['tomorrow', 1],
      ['today', 0],
      ['yesterday', -1],
    ] as const) {
      const next = this.#behind(at, which);
      if (next !== undefined) return { found: { kind: 'distance', days }, next };
    }
    return undefined;
  }

  #weekday(at: number): At<Named> | undefined {
    const alone = firstOf(this.#words.weekdays, (names) => this.#match(at, names));
    if (alone !== undefined) {
      const [weekday, next] = alone;
      // "Monday the 30th"
      const date = this.#date(this.#past(next, 'on'), true);
      const on = date && this.#dayOf(date.found);
      if (on !== undefined && weekdayOf(on) === weekday) return date;
      // "Monday next week"
      const week = this.#week(this.#past(next, 'on'));
      return week === undefined
        ? { found: { kind: 'weekday', weekday }, next }
        : { found: { kind: 'weekday', weekday, week: this.#weeksTo(week.found.start) }, next: week.next };
    }
    for (const [which, week] of [
      ['next', 1],
      ['this', 0],
      ['last', -1],
    ] as const) {
      const named = this.#behind(at, which);
      const found =
        named === undefined ? undefined : firstOf(this.#words.weekdays, (names) => this.#match(named, names));
      if (found !== undefined) return { found: { kind: 'weekday', weekday: found[0], week }, next: found[1] };
    }
    return undefined;
  }

  #date(at: number, bare: boolean): At<Named> | undefined {
    const token = this.#token(at);
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(token);
    if (iso !== null) return dateAt(at + 1, Number(iso[3]), Number(iso[2]), Number(iso[1]));
    const numeric = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?$/.exec(token);
    if (numeric !== null) {
      const [a, b] = [Number(numeric[1]), Number(numeric[2])];
      const year = numeric[3] === undefined ? undefined : (Number(numeric[3]) % 2000) + 2000;
      const isMonthFirst = b > 12 || (this.#isMonthFirst && a <= 12 && token.includes('/'));
      return isMonthFirst ? dateAt(at + 1, b, a, year) : dateAt(at + 1, a, b, year);
    }
    const month = this.#month(at);
    if (month !== undefined) {
      // "December 14", "Dec 14th"
      const number = /^(\d{1,2})(?!\d)/.exec(this.#token(month[1]))?.[1];
      return number === undefined || this.#token(month[1]).includes('.')
        ? undefined
        : this.#withYear(month[1] + 1, Number(number), month[0] + 1);
    }
    const said = /^(\d{1,2})(-?\p{L}{1,4})?$/u.exec(token);
    if (said === null) return undefined;
    const number = Number(said[1]);
    const isOrdinal = said[2] !== undefined;
    const of = this.#month(this.#token(at + 1) === 'of' ? at + 2 : at + 1);
    if (of !== undefined) return this.#withYear(of[1], number, of[0] + 1);
    if (
      (!isOrdinal && !bare) ||
      this.#behind(at + 1, 'day') !== undefined ||
      this.#behind(at + 1, 'week') !== undefined
    )
      return undefined;
    return dateAt(at + 1, number);
  }

  #withYear(at: number, number: number, month: number): At<Named> | undefined {
    const year = YEAR.test(this.#token(at)) ? Number(this.#token(at)) : undefined;
    return dateAt(year === undefined ? at : at + 1, number, month, year);
  }

  #month(at: number): readonly [number, number] | undefined {
    return firstOf(this.#words.months, (names) => this.#match(at, names));
  }

  /** So many days: "two weeks", "10 дней", "tydzień". */
  #days(at: number): At<number> | undefined {
    const digits = /^\d{1,2}$/.exec(this.#token(at))?.[0];
    const inWords = firstOf(this.#words.numbers, (names) => this.#match(at, names));
    const [count, next] =
      digits !== undefined
        ? [Number(digits), at + 1]
        : inWords === undefined
          ? [1, at]
          : [inWords[0] + 1, inWords[1]];
    const week = this.#behind(next, 'week');
    if (week !== undefined) return { found: count * 7, next: week };
    const fortnight = this.#behind(next, 'fortnight');
    if (fortnight !== undefined) return { found: count * 14, next: fortnight };
    const month = this.#behind(next, 'month');
    if (month !== undefined)
      return { found: daysBetween(this.#today, inMonths(this.#today, count)), next: month };
    const days = next === at ? undefined : this.#behind(next, 'day');
    return days === undefined ? undefined : { found: count, next: days };
  }

  /** The day that a name means; undefined when there is none. */
  #dayOf(named: Named): Day | undefined {
    const today = this.#today;
    if (named.kind === 'distance') return addDays(today, named.days);
    if (named.kind === 'weekday') {
      const inThisWeek = addDays(today, named.weekday - weekdayOf(today));
      if (named.week !== undefined) return addDays(inThisWeek, 7 * named.week);
      if (this.#direction === 'behind') return inThisWeek > today ? addDays(inThisWeek, -7) : inThisWeek;
      return inThisWeek > today ? inThisWeek : addDays(inThisWeek, 7);
    }
    return this.#direction === 'behind' ? this.#dateBefore(today, named) : this.#dateAfter(today, named);
  }

  /** The first such date from `from` on. */
  #dateAfter(from: Day, named: Named): Day | undefined {
    return candidates(from, named).find((one) => one >= from);
  }

  /** The last such date up to `to`. */
  #dateBefore(to: Day, named: Named): Day | undefined {
    return candidates(to, named).findLast((one) => one <= to);
  }

  #workingWeek(weeks: number): { readonly start: Day; readonly end: Day } {
    const monday = addDays(this.#today, 7 * weeks - weekdayOf(this.#today));
    const end = addDays(monday, 4);
    return { start: weeks === 0 && this.#today > monday && this.#today <= end ? this.#today : monday, end };
  }

  #friday(weeks: number): Day {
    return this.#workingWeek(weeks).end;
  }

  #weeksTo(within: Day): number {
    return Math.floor((daysBetween(this.#today, within) + weekdayOf(this.#today)) / 7);
  }

  #token(at: number): string {
    return this.#tokens[at]?.text ?? '';
  }

  #isDash(at: number): boolean {
    return /^[-–—−]$/.test(this.#token(at));
  }

  /** The place behind one of these words; undefined when none is there. */
  #behind(at: number, words: keyof Lexicon['of']): number | undefined {
    return this.#match(at, this.#words.of[words]);
  }

  /** The place behind words that may be there. */
  #past(at: number, words: keyof Lexicon['of']): number {
    return this.#behind(at, words) ?? at;
  }

  #match(at: number, names: Phrases): number | undefined {
    const name = names.find((words) =>
      words.every((word, place) => {
        const token = this.#token(at + place);
        return word.endsWith('*') ? token.startsWith(word.slice(0, -1)) : token === word;
      }),
    );
    return name === undefined ? undefined : at + name.length;
  }
}

/** Monday is 0; the epoch was a Thursday. */
function weekdayOf(of: Day): number {
  return (((Date.parse(of) / 86_400_000 + 3) % 7) + 7) % 7;
}

type NamedDate = Extract<Named, { kind: 'date' }>;

/** The first day of a span with what its last one says of month and year: "14-25 Dec", and "30 - 4 Dec" from November on. */
function beforeDate(first: NamedDate, last: NamedDate): NamedDate {
  const { month = last.month, year = last.year } = first;
  return first.month === undefined && last.month !== undefined && first.day > last.day
    ? present({
        ...first,
        month: last.month === 1 ? 12 : last.month - 1,
        year: last.month === 1 ? undefined : year,
      })
    : present({ ...first, month, year });
}

function dateAt(next: number, number: number, month?: number, year?: number): At<Named> | undefined {
  if (number < 1 || number > 31 || (month !== undefined && (month < 1 || month > 12))) return undefined;
  return { found: { kind: 'date', ...present({ day: number, month, year }) } as Named, next };
}

/** The dates of this name from a year before `around` to a year after it, the earliest first. */
function candidates(around: Day, named: Named): readonly Day[] {
  if (named.kind !== 'date') return [];
  const [year, month] = [Number(around.slice(0, 4)), Number(around.slice(5, 7))];
  const places =
    named.month === undefined
      ? Array.from(
          { length: 25 },
          (_, n) => [year + Math.floor((month - 13 + n) / 12), ((month - 13 + n + 24) % 12) + 1] as const,
        )
      : (named.year === undefined ? [year - 1, year, year + 1] : [named.year]).map(
          (one) => [one, named.month ?? 1] as const,
        );
  return places.flatMap(([y, m]) => day(`${y}-${two(m)}-${two(named.day)}`) ?? []);
}

/** The same day so many months later, or the last one of a month that has fewer. */
function inMonths(from: Day, count: number): Day {
  const months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const days = [0, 1, 2, 3].map((less) => Number(from.slice(8)) - less);
  return (
    days.map((number) => day(`${year}-${two(month)}-${two(number)}`)).find((one) => one !== undefined) ?? from
  );
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** The first place at which something is found, and what. */
function firstOf<T>(
  of: readonly Phrases[],
  find: (names: Phrases) => T | undefined,
): readonly [number, T] | undefined {
  for (const [place, names] of of.entries()) {
    const found = find(names);
    if (found !== undefined) return [place, found];
  }
  return undefined;
}
