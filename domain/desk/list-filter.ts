import { addDays, weekOf, type Day } from '../day.ts';
import { present } from '../present.ts';
import type { EngagementId, OfferingId } from '../programme/catalogue.ts';
import { offeringOf } from '../programme/edition.ts';
import { TALLIED, type Tallied, type VoucherDocument } from '../store/documents.ts';
import type { FilterPath } from '../store/ports.ts';
import type { Reservation, Voucher } from '../voucher/model.ts';
import { urgencyOfVoucher } from '../urgency.ts';
import { ranksFrom, ranksTo } from './listed.ts';
import type { Standing } from './standing.ts';

/** States of vouchers with which there is something to do. */
export const OPEN_STATES: readonly Tallied[] = ['assigned', 'reserved', 'reported', 'redeemed'];
const CLOSED_STATES = TALLIED.filter((state) => !OPEN_STATES.includes(state));
/** Sorts behind the rank of every open voucher, and before that of any other. */
const BEHIND_OPEN = ':';

/** Which deadline: passed, in this week, or from today on within so many days. */
export type DueWithin = 'overdue' | 'week' | number;

/** Of which vouchers a list is; all that is given holds of each. */
export interface ListFilter {
  /** Any of them. Absent: the open ones; of a customer all. */
  readonly states?: readonly Tallied[];
  /** A deadline is only of an open one. */
  readonly due?: DueWithin;
  /** A deadline in the week in which this day is. */
  readonly week?: Day;
  /** Recorded or delivered by who asks. */
  readonly mine?: true;
  /** By this colleague, by the AAD object id. */
  readonly person?: string;
  /** Any of them, by the key of `customerKey`. */
  readonly customers?: readonly string[];
  /** Any of them, by the id that the company gave them. */
  readonly consultants?: readonly string[];
  readonly engagements?: readonly EngagementId[];
  readonly offering?: OfferingId;
  /** ISO 3166-1 alpha-2, of delivery. */
  readonly country?: string;
}

/** Somebody whose vouchers are asked for: who recorded them, or delivers them as this consultant of the company. */
export interface Whose {
  readonly id: string;
  readonly consultantId?: string | undefined;
}

/** The states that a filter lets through. */
export function statesOf({ states, customers, due, week }: ListFilter): readonly Tallied[] {
  if (due !== undefined || week !== undefined)
    return (states ?? OPEN_STATES).filter((state) => OPEN_STATES.includes(state));
  return states ?? (customers === undefined ? OPEN_STATES : TALLIED);
}

/** Whether these are all states that are open, and no other. */
export function isOpenOnly(states: readonly Tallied[]): boolean {
  return states.length === OPEN_STATES.length && states.every((state) => OPEN_STATES.includes(state));
}

/** One condition on what the store has an index of. */
export type Where = Readonly<Partial<Record<FilterPath, string | boolean>>>;

/**
 * What the store can be asked for a filter: each of `ways` alone finds all of the filter and more, by one of several
 * queries, and those first that mostly bring the least; all between the ranks `from` and `to`.
 */
interface Ways {
  readonly ways: readonly (readonly Where[])[];
  readonly from: string;
  readonly to: string;
}

/** The ways to a filter. `whose`: whom its `mine` and `person` mean. */
export function waysTo(filter: ListFilter, whose: readonly Whose[], today: Day): Ways {
  const { customers, consultants, engagements, offering, country } = filter;
  const states = statesOf(filter);
  const any = (path: FilterPath, values: readonly string[] | undefined): readonly (readonly Where[])[] =>
    values === undefined || values.length === 0 ? [] : [values.map((value) => ({ [path]: value }))];
  const isOpen = states.every((state) => OPEN_STATES.includes(state));
  const ways = [
    ...any('customerId', customers),
    ...whose.map(({ id, consultantId }) => [
      { recordedBy: id },
      ...(consultantId === undefined ? [] : [{ consultantId }]),
    ]),
    ...any('consultantId', consultants),
    ...any('country', country === undefined ? undefined : [country]),
    ...any('engagement', engagements),
    ...any('offering', offering === undefined ? undefined : [offering]),
    // What all states of a kind are has an index of its own.
    ...(states.length <= 2 ? any('status', states) : []),
  ];
  const all = isOpen ? [{ open: true }] : [{ open: true }, { open: false }];
  return {
    // As many of all never get farther than as many of what is a part of them.
    ways: ways.length > 0 ? ways : [all],
    ...ranksOf(filter, states, today),
  };
}

function ranksOf(
  filter: ListFilter,
  states: readonly Tallied[],
  today: Day,
): { readonly from: string; readonly to: string } {
  const days = daysOf(filter, today);
  if (days !== undefined) return { from: ranksFrom(days.from ?? ''), to: ranksTo(days.to) };
  const closed = CLOSED_STATES.filter((state) => states.includes(state)).toSorted();
  const isOpen = states.some((state) => OPEN_STATES.includes(state));
  const last = closed.at(-1);
  return {
    from: isOpen ? ranksFrom('') : ranksFrom(closed[0] ?? BEHIND_OPEN),
    to: last === undefined ? BEHIND_OPEN : ranksTo(last),
  };
}

/** The first and the last day of the deadlines that a filter lets through. */
function daysOf(
  { due, week }: ListFilter,
  today: Day,
): { readonly from?: Day; readonly to: Day } | undefined {
  if (due === 'overdue') return { to: addDays(today, -1) };
  if (due !== undefined) return { from: today, to: due === 'week' ? endOfWeek(today) : addDays(today, due) };
  return week === undefined ? undefined : { from: weekOf(week), to: endOfWeek(week) };
}

function endOfWeek(of: Day): Day {
  return addDays(weekOf(of), 6);
}

/** Whether a voucher is somebody's, as for those who are reminded of it: who delivers, and who recorded it. */
export function isOf({ recordedBy, state }: VoucherDocument, { id, consultantId }: Whose): boolean {
  return recordedBy === id || (consultantId !== undefined && planOf(state).consultantId === consultantId);
}

function planOf({ stage }: Voucher): Partial<Reservation> {
  return 'reservation' in stage ? stage.reservation : {};
}

/** What a filter lets through, of whatever a way to it brings. */
export function passes(
  filter: ListFilter,
  whose: readonly Whose[],
  standing: Standing,
): (doc: VoucherDocument) => boolean {
  const { due, customers, consultants, engagements, offering, country } = filter;
  const states: readonly string[] = statesOf(filter);
  const days = daysOf(filter, standing.today);
  const isOne = (values: readonly string[] | undefined, value: string | undefined): boolean =>
    values === undefined || (value !== undefined && values.includes(value));
  return (doc) =>
    states.includes(doc.status) &&
    isOne(customers, doc.customerId) &&
    isOne(consultants, planOf(doc.state).consultantId) &&
    isOne(engagements, doc.state.facts.engagement) &&
    isOne(offering === undefined ? undefined : [offering], offeringOf(doc.state.facts, standing.edition)) &&
    isOne(country === undefined ? undefined : [country], planOf(doc.state).country) &&
    whose.every((one) => isOf(doc, one)) &&
    (days === undefined ||
      (doc.open && doc.due <= days.to && (days.from === undefined || doc.due >= days.from))) &&
    // What ran out is not late any more.
    (due !== 'overdue' || urgencyOfVoucher(doc, standing).class !== 'over');
}

/** The filter without one of its parts; a list of some states becomes one of all. */
export function without(filter: ListFilter, part: keyof ListFilter): ListFilter {
  return present({ ...filter, [part]: part === 'states' ? TALLIED : undefined }) as ListFilter;
}
