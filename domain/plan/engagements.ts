import type { VoucherDocument } from '../store/documents.ts';
import { meet, type Span } from './weeks.ts';

/** The days that a reserved voucher takes of its consultant, as they were recorded, and whose it is. */
export interface Engagement extends Span {
  /** Of the voucher: canonical, and as it was printed. */
  readonly number: string;
  readonly printed: string;
  /** By name; a text from outside. */
  readonly customer?: string | undefined;
}

/** What a consultant has reserved from today on. */
export interface Engaged {
  /** By their first days. */
  readonly engagements: readonly Engagement[];
  /** Vouchers of theirs of which a day is not known: what they take cannot be told. */
  readonly undated: number;
  /** There were too many to look at all. */
  readonly isMore: boolean;
}

/** The days of a voucher that is reserved; undefined while they are not known. */
export function engagementOf({ state, texts }: VoucherDocument): Engagement | undefined {
  const { stage, facts } = state;
  if (stage.status !== 'reserved') return undefined;
  const { start, end } = stage.reservation;
  if (start === undefined || end === undefined) return undefined;
  const { number } = facts;
  return { number, printed: texts['printed'] ?? number, customer: texts['customer'], start, end };
}

/** What else somebody has in these days, the first first: with it they would be in two places. */
export function elsewhere(
  planned: Span & { readonly number: string },
  { engagements }: Engaged,
): readonly Engagement[] {
  return engagements.filter((other) => other.number !== planned.number && meet(planned, other));
}
