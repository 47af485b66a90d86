import { Temporal } from 'temporal-polyfill';

/** People are written to from Monday to Friday, from this hour until that one, in their own time zone. */
const WORK_BEGINS = 8;
const WORK_ENDS = 18;
const SATURDAY = 6;

interface Urgency {
  /** Money is lost tomorrow: any day of the week, and until midnight; but nobody is woken up. */
  readonly lastDay?: boolean | undefined;
  /** They want one message a day, in the morning; a last-day warning does not wait for it. */
  readonly digest?: boolean | undefined;
}

/**
 * The next moment at which a person may be written to, `now` when it is one (milliseconds, UTC). Asked once, when
 * the message is made: a digest's moment is 8:00 sharp.
 */
export function sendFrom(now: number, timeZone: string, { lastDay, digest }: Urgency = {}): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const today = local.toPlainDate();
  const begins = morning(today, timeZone);
  if (lastDay === true) return Math.max(now, begins);
  const isWorkingDay = today.dayOfWeek < SATURDAY;
  const isOpen = isWorkingDay && now >= begins && local.hour < WORK_ENDS;
  if (isOpen && digest !== true) return now;
  if (isWorkingDay && now <= begins) return begins;
  let next = today.add({ days: 1 });
  while (next.dayOfWeek >= SATURDAY) next = next.add({ days: 1 });
  return morning(next, timeZone);
}

function morning(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(WORK_BEGINS) }).epochMilliseconds;
}

/** A person's zone as their client named it; the company's when it named none, or one that does not exist. */
export function zoneOf(
  { timeZone }: { readonly timeZone?: string | undefined },
  company: { readonly timeZone: string },
): string {
  if (timeZone === undefined) return company.timeZone;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
  } catch {
    return company.timeZone;
  }
}
