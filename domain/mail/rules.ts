import { addDays, daysBetween, type Day } from '../day.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import type { PrintedDate } from './date.ts';
import type { Found, MailFacts } from './facts.ts';

/**
 * What the programme's rules say between readings that are there; they never make one. A voucher is valid for 180 days
 * from its assignment (S4), 270 where it was extended (G3): two readings that are so far apart confirm each other.
 */
export const VALIDITY = [180, 270] as const;
/** More dates than this without a label are those of something else. */
const MAX_DATES = 12;

/** Whether a voucher that was assigned on one day can expire on the other. */
export function isValidity(from: Day, to: Day): boolean {
  return VALIDITY.some((validity) => daysBetween(from, to) === validity);
}

function optionsOf(date: PrintedDate): readonly Day[] {
  return date.kind === 'day' ? [date.day] : date.options;
}

function exact(found: Found<PrintedDate>, day: Day): Found<PrintedDate> {
  return { ...found, value: { kind: 'day', day }, sure: found.isShared !== true };
}

/**
 * The facts of a voucher as far as its dates and its length can tell more of each other. `dates`: what stands near
 * them, and no label says what of.
 */
export function withRules(facts: MailFacts, dates: readonly Found<PrintedDate>[]): MailFacts {
  const { assignedOn, expiresOn } = withDates(facts, dates.slice(0, MAX_DATES));
  const levels: readonly number[] = SERVICE_LEVELS;
  // What is no level of the programme is told as such, where it is all that the mail says.
  const known = facts.serviceLevel.filter(({ value }) => levels.includes(value));
  const serviceLevel = known.length === 1 ? known : facts.serviceLevel;
  return { ...facts, assignedOn, expiresOn, serviceLevel };
}

type Dates = Pick<MailFacts, 'assignedOn' | 'expiresOn'>;

/** All pairs of readings that the validity divides, the earlier one first. */
function pairsIn(
  all: readonly Found<PrintedDate>[],
): { readonly from: Found<PrintedDate>; readonly to: Found<PrintedDate> }[] {
  const pairs = new Map<string, { readonly from: Found<PrintedDate>; readonly to: Found<PrintedDate> }>();
  for (const from of all) {
    for (const first of optionsOf(from.value)) {
      const lasts = VALIDITY.map((length) => addDays(first, length));
      for (const to of all) {
        for (const last of optionsOf(to.value)) {
          if (!lasts.includes(last)) continue;
          pairs.set(`${first} ${last}`, { from: exact(from, first), to: exact(to, last) });
        }
      }
    }
  }
  return [...pairs.values()];
}

/**
 * The two days of a voucher: where exactly one pair of readings is as far apart as the validity, they are these two,
 * whichever label stands beside them. What no label explains is looked at only for such a pair.
 */
function withDates({ assignedOn, expiresOn }: Dates, others: readonly Found<PrintedDate>[]): Dates {
  const [pair, ...more] = pairsIn([...assignedOn, ...expiresOn]);
  if (pair !== undefined)
    return more.length > 0 ? { assignedOn, expiresOn } : { assignedOn: [pair.from], expiresOn: [pair.to] };
  const [wider, ...further] = pairsIn([...assignedOn, ...expiresOn, ...others]);
  if (wider === undefined || further.length > 0) return { assignedOn, expiresOn };
  return { assignedOn: [wider.from], expiresOn: [wider.to] };
}
