import { day } from '../../domain/day.ts';
import { isOpenOnly, OPEN_STATES, type DueWithin, type ListFilter } from '../../domain/desk/list-filter.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { present } from '../../domain/present.ts';
import { TALLIED, type Tallied } from '../../domain/store/documents.ts';

export type { ListFilter } from '../../domain/desk/list-filter.ts';

/** A filter as the buttons of a list carry it. */

const MARK = 'only:';
/** A longer reference is none of ours, and of one part there are so many at most. */
const MAX_REF = 2_000;
export const MAX_ANY = 5;
const ANY_STATE = 'any';
const OPEN = 'open';

/** A filter as a button carries it: a reference, which is read again with {@link readFilter}. */
export function filterRef(filter: ListFilter): string {
  const { states, due, week, mine, person, customers, consultants, engagements, offering, country } = filter;
  const parts = present({
    span: mine === true ? 'mine' : undefined,
    due: due === undefined ? undefined : String(due),
    week,
    state: states === undefined ? undefined : stateRef(states),
    person,
    customer: joined(customers),
    consultant: joined(consultants),
    engagements: joined(engagements),
    offering,
    country,
  });
  return (
    MARK +
    Object.entries(parts)
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
  );
}

function stateRef(states: readonly Tallied[]): string {
  if (isOpenOnly(states)) return OPEN;
  return states.length === TALLIED.length ? ANY_STATE : states.join(',');
}

function joined(values: readonly string[] | undefined): string | undefined {
  return values?.map(part).join(',');
}

/** What separates the parts is written otherwise within one. */
function part(text: string): string {
  return text.toWellFormed().replaceAll(/[%&=,]/gu, encodeURIComponent);
}

/** Characters of an id. */
const MAX_ID = 200;

function idsIn(given: readonly string[] | undefined): readonly string[] | undefined {
  const ids = given?.filter((id) => id !== '' && id.length <= MAX_ID).slice(0, MAX_ANY);
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

/** The filter that a reference says; undefined when it is none. What does not exist in it is left out. */
export function readFilter(ref: string | undefined): ListFilter | undefined {
  if (ref?.startsWith(MARK) !== true || ref.length > MAX_REF) return undefined;
  const said = new Map(
    ref
      .slice(MARK.length)
      .split('&')
      .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const),
  );
  const given = (name: string): readonly string[] | undefined => said.get(name)?.split(',').map(unescaped);
  const named = <T extends string>(all: readonly T[], name: string): readonly T[] | undefined => {
    const found = all.filter((one) => given(name)?.includes(one));
    return found.length === 0 ? undefined : found;
  };
  return present({
    // Of cards of before: what is due stood where whose they are stands.
    mine: said.get('span') === 'mine' ? true : undefined,
    due: dueOf(said.get('due') ?? said.get('span')),
    week: day(said.get('week') ?? ''),
    states: statesIn(said.get('state'), named(TALLIED, 'state')),
    person: idsIn(given('person'))?.[0],
    customers: idsIn(given('customer')),
    consultants: idsIn(given('consultant')),
    engagements: named(ENGAGEMENT_IDS, 'engagements'),
    offering: named(OFFERING_IDS, 'offering')?.[0],
    country: given('country')?.find((code) => /^[A-Z]{2}$/.test(code)),
  }) as ListFilter;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function statesIn(
  said: string | undefined,
  named: readonly Tallied[] | undefined,
): readonly Tallied[] | undefined {
  if (said === OPEN) return OPEN_STATES;
  return said === ANY_STATE ? TALLIED : named;
}

/** The most days that a deadline may be away. */
const MAX_DAYS = 366;

/** The deadline that a word or a number of days says; undefined when it says none. */
export function dueOf(said: string | undefined): DueWithin | undefined {
  if (said === 'overdue' || said === 'week') return said;
  const days = /^\d{1,3}$/.test(said ?? '') ? Number(said) : 0;
  return days > 0 && days <= MAX_DAYS ? days : undefined;
}
