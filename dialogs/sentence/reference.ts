import type { EngagementId, OfferingId } from '../../domain/programme/catalogue.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { day, type Day } from '../../domain/day.ts';
import { present } from '../../domain/present.ts';

/**
 * What a sentence said, as a button carries it to the step that it begins: which vouchers were meant, and what fills the
 * form. A button proves nothing: all of it is read anew, and what does not exist is left out.
 */
export interface Reference {
  /** A voucher's number or a part of it. */
  readonly number?: string;
  /** By their keys. */
  readonly customers?: readonly string[];
  readonly engagements?: readonly EngagementId[];
  readonly offerings?: readonly OfferingId[];
  /** Of the work: its first day and its last one. */
  readonly start?: Day;
  readonly end?: Day;
  /** The day on which something was done, or is to be said again. */
  readonly on?: Day;
  /** So many days later than planned. */
  readonly later?: number;
  /** One of the company's consultants. */
  readonly consultant?: string;
  /** A colleague, by the AAD object id. */
  readonly person?: string;
  readonly text?: string;
}

const MARK = 'said:';
const MAX_TEXT = 1_000;
const MAX_LATER = 366;

/** The argument of a button; undefined when nothing was said. */
export function referenceArg(said: Reference): string | undefined {
  const parts = Object.entries(said)
    .map(([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(',') : String(value)])
    .filter(([, value]) => value !== '');
  return parts.length === 0 ? undefined : MARK + new URLSearchParams(parts).toString();
}

/** What the argument of a button says; undefined when it is of another kind. */
export function readReference(arg: string | undefined): Reference | undefined {
  if (arg?.startsWith(MARK) !== true) return undefined;
  const said = new URLSearchParams(arg.slice(MARK.length));
  const listed = (name: string): readonly string[] => said.get(name)?.split(',') ?? [];
  const some = <T extends string>(all: readonly T[], name: string): readonly T[] | undefined => {
    const found = all.filter((one) => listed(name).includes(one));
    return found.length === 0 ? undefined : found;
  };
  const customers = listed('customers').filter((key) => key !== '');
  const later = Number(said.get('later') ?? '');
  return present({
    number: said.get('number') ?? undefined,
    customers: customers.length === 0 ? undefined : customers,
    engagements: some(ENGAGEMENT_IDS, 'engagements'),
    offerings: some(OFFERING_IDS, 'offerings'),
    start: day(said.get('start') ?? ''),
    end: day(said.get('end') ?? ''),
    on: day(said.get('on') ?? ''),
    later: Number.isInteger(later) && later > 0 && later < MAX_LATER ? later : undefined,
    consultant: said.get('consultant') ?? undefined,
    person: said.get('person') ?? undefined,
    text: said.get('text')?.slice(0, MAX_TEXT),
  });
}
