import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar day without time or zone, `YYYY-MM-DD`; sorts as text. */
export type Day = string & { readonly __day: unique symbol };

const DAY_MS = 86_400_000;

/** Days that were read or reckoned lately, by their texts and by their numbers: a turn does hundreds, of few days. */
const numbers = new Map<string, number>();
const texts = new Map<number, Day>();
const MAX_KNOWN = 10_000;

function remember(of: Day, number: number): void {
  if (texts.size >= MAX_KNOWN) {
    numbers.clear();
    texts.clear();
  }
  numbers.set(of, number);
  texts.set(number, of);
}

/** The day that `text` names, or undefined when there is no such day (`2026-02-30`). */
export function day(text: string): Day | undefined {
  if (numbers.has(text)) return text as Day;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const instant = Date.parse(text);
  // `Date` rolls a day that the month does not have over into the next month.
  if (Number.isNaN(instant) || !new Date(instant).toISOString().startsWith(text)) return undefined;
  remember(text as Day, instant / DAY_MS);
  return text as Day;
}

/** Parses a {@link Day} at an edge. */
export const daySchema = z.string().transform((text, issues): Day => {
  const parsed = day(text);
  if (parsed === undefined) issues.addIssue({ code: 'custom', message: 'not a day: YYYY-MM-DD' });
  return parsed ?? ('' as Day);
});

/** Days since the epoch; day arithmetic in UTC knows no clock changes. */
function numberOf(of: Day): number {
  return numbers.get(of) ?? Date.parse(of) / DAY_MS;
}

function dayOf(number: number): Day {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const of = new Date(number * DAY_MS).toISOString().slice(0, 10) as Day;
  remember(of, number);
  return of;
}

/** Monday to Friday; the epoch was a Thursday. */
const isWorking = (number: number): boolean => (((number + 3) % 7) + 7) % 7 < 5;

/** `count` calendar days later; negative goes back. */
export function addDays(from: Day, count: number): Day {
  return dayOf(numberOf(from) + count);
}

/** The moment at which a day begins in a zone (milliseconds, UTC). */
export function beginningOf(of: Day, timeZone: string): number {
  return Temporal.PlainDate.from(of).toZonedDateTime({ timeZone }).epochMilliseconds;
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return numberOf(b) - numberOf(a);
}

/**
 * The day `count` working days before or after `from` (Monday to Friday; holidays are not known).
 * Zero gives `from` itself, even on a weekend.
 */
export function addWorkingDays(from: Day, count: number): Day {
  const step = count < 0 ? -1 : 1;
  let number = numberOf(from);
  for (let left = Math.abs(count); left > 0;) {
    number += step;
    if (isWorking(number)) left -= 1;
  }
  return dayOf(number);
}

/** The Monday of a day's week. */
export function weekOf(of: Day): Day {
  const number = numberOf(of);
  return dayOf(number - ((((number + 3) % 7) + 7) % 7));
}

/** Working days from `start` to `end`, both included; 0 when `end` is earlier. */
export function workingDays(start: Day, end: Day): number {
  let count = 0;
  for (let number = numberOf(start), last = numberOf(end); number <= last; number += 1) {
    if (isWorking(number)) count += 1;
  }
  return count;
}

/** The last day that was asked for in each zone, with the instants at which it begins and ends. */
const current = new Map<string, { readonly day: Day; readonly from: number; readonly to: number }>();
const MAX_ZONES = 1000;

/** The day that it is at `instant` (milliseconds, UTC) in an IANA time zone. */
export function dayAt(instant: number, timeZone: string): Day {
  const known = current.get(timeZone);
  if (known !== undefined && known.from <= instant && instant < known.to) return known.day;
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const begin = (of: Temporal.PlainDate): number => of.toZonedDateTime(timeZone).epochMilliseconds;
  const found = { day: date.toString() as Day, from: begin(date), to: begin(date.add({ days: 1 })) };
  if (current.size >= MAX_ZONES) current.clear();
  current.set(timeZone, found);
  return found.day;
}

/** What clocks show at an instant in a zone, as if it were UTC: for what writes a moment without a zone. Both in milliseconds. */
export function wallClock(instant: number, timeZone: string): number {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return instant + offsetNanoseconds / 1_000_000;
}
