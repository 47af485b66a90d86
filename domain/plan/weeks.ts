import { addDays, addWorkingDays, daysBetween, weekOf, type Day } from '../day.ts';

/** Days of the calendar, both included. */
export interface Span {
  readonly start: Day;
  readonly end: Day;
}

/** Working days of a week (Monday to Friday; public holidays are not known). */
const WEEK = 5;
/** Weeks that are looked at: a voucher runs out long before. */
const MAX_WEEKS = 80;

/** Whether two spans have a day in common: one that begins on the day on which the other ends does. */
export function meet(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/**
 * Where so many working days fit between the first and the last day to begin, the earliest first, at most `most`: in each
 * week the first start from which nothing of `busy` is met. A week is not torn: what is shorter stays within it, what is
 * longer begins on its Monday. Only where that is nowhere possible, the first day from which the days are free at all.
 */
export function weeksThatFit(
  busy: readonly Span[],
  { days, from, until, most }: WeeksAsked,
): readonly Span[] {
  const fits = (start: Day): Span | undefined => {
    const span = { start, end: addWorkingDays(start, days - 1) };
    return busy.some((other) => meet(span, other)) ? undefined : span;
  };
  const found: Span[] = [];
  let monday = weekOf(from);
  for (let week = 0; week < MAX_WEEKS && monday <= until && found.length < most; week += 1) {
    const whole = startsWithin(monday, days)
      .filter((start) => start >= from && start <= until)
      .map(fits)
      .find((span) => span !== undefined);
    if (whole !== undefined) found.push(whole);
    monday = addDays(monday, 7);
  }
  if (found.length > 0) return found;
  for (let start = workingFrom(from); start <= until; start = addWorkingDays(start, 1)) {
    if (daysBetween(from, start) > MAX_WEEKS * 7) break;
    const torn = fits(start);
    if (torn !== undefined) return [torn];
  }
  return [];
}

interface WeeksAsked {
  /** Working days, at least 1. */
  readonly days: number;
  /** The first and the last day on which the work may begin. */
  readonly from: Day;
  readonly until: Day;
  readonly most: number;
}

/** The days of a week on which so many working days may begin without tearing it. */
function startsWithin(monday: Day, days: number): readonly Day[] {
  const last = days > WEEK ? 0 : WEEK - days;
  return Array.from({ length: last + 1 }, (_, nth) => addDays(monday, nth));
}

/** The day itself, or the Monday after a weekend. */
function workingFrom(day: Day): Day {
  return addWorkingDays(addDays(day, -1), 1);
}
