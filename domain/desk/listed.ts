import type { Day } from '../day.ts';
import type { Company } from '../company/model.ts';
import { offeringOf, type Edition } from '../programme/edition.ts';
import type { EngagementId, OfferingId } from '../programme/catalogue.ts';
import type { Tallied } from '../store/documents.ts';
import { dueOfVoucher, untilOfVoucher } from '../urgency.ts';
import { nextOf } from '../voucher/deadlines.ts';
import type { Stage, Voucher } from '../voucher/model.ts';
import { numberKeys, type NumberKeys } from '../voucher/number.ts';

/** Which fields a voucher is listed and found by; one more whenever {@link listedBy} gives others. */
export const LISTED = 3;

interface Listed extends NumberKeys {
  readonly due: Day;
  readonly until: Day;
  readonly rank: string;
  readonly engagement?: EngagementId | undefined;
  readonly offering?: OfferingId | undefined;
  readonly consultantId?: string | undefined;
  readonly country?: string | undefined;
}

/** What lists and searches go by and a state and the rules give: whoever writes a voucher writes them too. */
export function listedBy(
  state: Pick<Voucher, 'facts' | 'stage'>,
  rules: { readonly company: Company; readonly edition: Edition },
): Listed {
  const { facts, stage } = state;
  const due = dueOfVoucher(state, rules);
  const isOpen = nextOf(facts, stage, rules.company, rules.edition) !== undefined;
  const { consultantId, country } = 'reservation' in stage ? stage.reservation : {};
  return {
    due,
    until: untilOfVoucher(state, rules.edition),
    rank: rankOf(isOpen ? due : talliedOf(stage), facts.number),
    engagement: facts.engagement,
    offering: offeringOf(facts, rules.edition),
    consultantId,
    country,
    ...numberKeys(facts.number),
  };
}

/**
 * Where a voucher stands in every list that is narrowed down: the open ones by the day of their deadline, behind them the
 * others by their state, and of one day or state by the number. No two have the same one. Of letters that every store
 * and every language sorts alike.
 */
function rankOf(dayOrState: string, canonicalNumber: string): string {
  return `${dayOrState} ${encodeURIComponent(canonicalNumber.toWellFormed())}`;
}

/** The first and the last rank that vouchers of these days, or of a state that is over, can have. */
export function ranksFrom(dayOrState: string): string {
  return `${dayOrState} `;
}
export function ranksTo(dayOrState: string): string {
  return `${dayOrState}~`;
}

/** The state that lists and counts go by: a redeemed voucher in a claim is `claimed`. */
export function talliedOf(stage: Stage): Tallied {
  return stage.status === 'redeemed' && stage.claimId !== undefined ? 'claimed' : stage.status;
}
