import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar day without time or zone, `YYYY-MM-DD`; sorts as text. */
export type Day = string & { readonly __day: unique symbol };

/** The day that `text` names, or undefined when there is no such day (`2026-02-30`). */
export function day(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day;
  } catch {
    return undefined;
  }
}

/** Parses a {@link Day} at an edge. */
export const daySchema = z.string().transform((text, issues): Day => {
  const parsed = day(text);
  if (parsed === undefined) issues.addIssue({ code: 'custom', message: 'not a day: YYYY-MM-DD' });
  return parsed ?? ('' as Day);
});

/** `count` calendar days later; negative goes back. */
export function addDays(from: Day, count: number): Day {
  return Temporal.PlainDate.from(from).add({ days: count }).toString() as Day;
}

/** The same day `count` years later; 29 February becomes the 28th. */
export function addYears(from: Day, count: number): Day {
  return Temporal.PlainDate.from(from).add({ years: count }).toString() as Day;
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b)).days;
}

function isWorking(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek <= 5;
}

/**
 * The day `count` working days before or after `from` (Monday to Friday; holidays are not known).
 * Zero gives `from` itself, even on a weekend.
 */
export function addWorkingDays(from: Day, count: number): Day {
  const step = count < 0 ? -1 : 1;
  let date = Temporal.PlainDate.from(from);
  let left = Math.abs(count);
  while (left > 0) {
    date = date.add({ days: step });
    if (isWorking(date)) left -= 1;
  }
  return date.toString() as Day;
}

/** Working days from `start` to `end`, both included; 0 when `end` is earlier. */
export function workingDays(start: Day, end: Day): number {
  let count = 0;
  for (
    let d = Temporal.PlainDate.from(start), last = Temporal.PlainDate.from(end);
    ;
    d = d.add({ days: 1 })
  ) {
    if (Temporal.PlainDate.compare(d, last) > 0) return count;
    if (isWorking(d)) count += 1;
  }
}

/** The day that it is at `instant` (milliseconds, UTC) in an IANA time zone. */
export function dayAt(instant: number, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString() as Day;
}
