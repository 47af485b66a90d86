import { day, type Day } from '../../domain/day.ts';
import { ENGAGEMENT_IDS, type EngagementId } from '../../domain/programme/catalogue.ts';
import { present } from '../../domain/present.ts';
import { TALLIED, type Tallied } from '../../domain/store/documents.ts';

/** What a list of vouchers can be of, beside everything that is open. */
const SPANS = ['mine', 'overdue', 'week'] as const;
export type Span = (typeof SPANS)[number];

/** Of which vouchers a list is; all that is given holds of each. */
export interface ListFilter {
  readonly span?: Span;
  /** With a deadline in the week in which this day is. */
  readonly week?: Day;
  readonly state?: Tallied;
  /** By the key of `customerKey`. */
  readonly customer?: string;
  /** By the id that the company gave them. */
  readonly consultant?: string;
  /** Any of them. */
  readonly engagements?: readonly EngagementId[];
}

const MARK = 'only:';

/** A filter as a button carries it: a reference, which is read again with {@link readFilter}. */
export function filterRef({ engagements, ...rest }: ListFilter): string {
  const parts = Object.entries({ ...rest, ...(engagements && { engagements: engagements.join(',') }) });
  return MARK + parts.map(([name, value]) => `${name}=${value}`).join('&');
}

/** The filter that a reference says; undefined when it is none. What does not exist in it is left out. */
export function readFilter(ref: string | undefined): ListFilter | undefined {
  if (ref?.startsWith(MARK) !== true) return undefined;
  const said = new Map(
    ref
      .slice(MARK.length)
      .split('&')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const),
  );
  const named = said.get('engagements')?.split(',') ?? [];
  const engagements = ENGAGEMENT_IDS.filter((id) => named.includes(id));
  const given = (name: string): string | undefined => said.get(name) || undefined;
  return present({
    span: SPANS.find((one) => one === said.get('span')),
    week: day(said.get('week') ?? ''),
    state: TALLIED.find((one) => one === said.get('state')),
    customer: given('customer'),
    consultant: given('consultant'),
    engagements: engagements.length === 0 ? undefined : engagements,
  }) as ListFilter;
}
