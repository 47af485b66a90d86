import { addDays, addWorkingDays, daysBetween, type Day } from '../day.ts';
import type { Company } from '../company/model.ts';
import { present } from '../present.ts';
import type { Edition } from '../programme/edition.ts';
import type { Facts, Redemption, Stage } from './model.ts';

/** Days from assignment to expiry (G2; X1, D8: contradiction 1 of §0.1). */
export const VALID_DAYS = 180;
/** COVID extension of vouchers created before 1 April 2020 and still valid then (G3; S7). */
export const EXTENSION_DAYS = 90;
export const EXTENDED_BEFORE = '2020-04-01' as Day;
/** Days from redemption to the end of the payment request (G14; D7, D8). */
export const CLAIM_DAYS = 60;
/** Microsoft pays within 30 days of approving a valid request (S5). */
export const PAYMENT_DAYS = 30;

/**
 * Whether a printed expiry raises the question if the 90 days are in it (G3, §12.1 no. 5): the voucher is, or by its
 * printed date may be, one of those that were extended.
 */
export function asksExtension(facts: Facts): boolean {
  const { printedExpiry } = facts;
  if (printedExpiry === undefined) return false;
  return (
    isExtended(facts) ??
    (printedExpiry >= EXTENDED_BEFORE &&
      printedExpiry < addDays(EXTENDED_BEFORE, VALID_DAYS + EXTENSION_DAYS))
  );
}

/** Whether the voucher has the 90 days more (G3); undefined when its day of assignment is not known. */
export function isExtended(facts: Facts): boolean | undefined {
  if (facts.assignedOn === undefined) return undefined;
  return facts.assignedOn < EXTENDED_BEFORE && addDays(facts.assignedOn, VALID_DAYS) >= EXTENDED_BEFORE;
}

/** The last day if the 90 days turn out not to be in the printed date; undefined where that is no question (G3). */
export function doubtedExpiry(facts: Facts): Day | undefined {
  const { printedExpiry, adjustedExpiry, extensionPrinted } = facts;
  if (printedExpiry === undefined || adjustedExpiry !== undefined || extensionPrinted !== undefined)
    return undefined;
  return asksExtension(facts) ? addDays(printedExpiry, EXTENSION_DAYS) : undefined;
}

/** Assignment + 180 where the printed date, which counts, is another day (G2). */
export function expiryBeside(facts: Facts): Day | undefined {
  if (facts.assignedOn === undefined || expiryFrom(facts) !== 'printed' || asksExtension(facts))
    return undefined;
  const counted = addDays(facts.assignedOn, VALID_DAYS);
  return counted === facts.printedExpiry ? undefined : counted;
}

/**
 * The last day on which the voucher is valid: what an admin adjusted it to, else the printed date (+ 90 where somebody
 * answered that they are not in it, G3), else assignment + 180 (+ 90). Undefined when none is known; never counted
 * from the reservation.
 */
export function expiry(facts: Facts): Day | undefined {
  if (facts.adjustedExpiry !== undefined) return facts.adjustedExpiry;
  const from = expiryFrom(facts);
  const more = from === 'printedAndExtended' || from === 'assignedAndExtended' ? EXTENSION_DAYS : 0;
  if (facts.printedExpiry !== undefined) return addDays(facts.printedExpiry, more);
  return facts.assignedOn === undefined ? undefined : addDays(facts.assignedOn, VALID_DAYS + more);
}

/** Where the last day of a voucher comes from; undefined when none is known. */
export function expiryFrom(
  facts: Facts,
): 'adjusted' | 'printed' | 'printedAndExtended' | 'assigned' | 'assignedAndExtended' | undefined {
  if (facts.adjustedExpiry !== undefined) return 'adjusted';
  if (facts.printedExpiry !== undefined) {
    return asksExtension(facts) && facts.extensionPrinted === false ? 'printedAndExtended' : 'printed';
  }
  if (facts.assignedOn === undefined) return undefined;
  return isExtended(facts) === true ? 'assignedAndExtended' : 'assigned';
}

/** The last day to redeem: expiry, and no later than the edition's last redemption (G15). */
export function redeemBy(facts: Facts, edition: Edition): Day | undefined {
  const runsOut = expiry(facts);
  const last = edition.lastRedemption;
  if (runsOut === undefined) return last;
  return last !== undefined && last < runsOut ? last : runsOut;
}

/** The last day to finish the payment request of a voucher redeemed on `redeemedOn` (G14). */
export function claimBy(redeemedOn: Day): Day {
  return addDays(redeemedOn, CLAIM_DAYS);
}

/** The same of a redemption whose day may not be known. */
export function claimEnd({ on }: Redemption): Day | undefined {
  return on === undefined ? undefined : claimBy(on);
}

/**
 * The last day from which the service level in working days, and the company's days for the report,
 * still end before the voucher runs out. Undefined while the expiry or the service level is not known.
 */
export function latestStart(facts: Facts, company: Company, edition: Edition): Day | undefined {
  const by = redeemBy(facts, edition);
  if (by === undefined || facts.serviceLevel === undefined) return undefined;
  return addWorkingDays(by, -(facts.serviceLevel + company.reportingBuffer));
}

/** What a voucher waits for, and by when. */
export interface Next {
  readonly what: 'reserve' | 'report' | 'redeem' | 'claim';
  /** Absent when no clock is known. */
  readonly due?: Day;
}

/** The one next action of a voucher; undefined when there is nothing more to do with it. */
export function nextOf(facts: Facts, stage: Stage, company: Company, edition: Edition): Next | undefined {
  const withDue = (what: Next['what'], due: Day | undefined): Next => present({ what, due });
  switch (stage.status) {
    case 'assigned':
      return withDue('reserve', latestStart(facts, company, edition) ?? redeemBy(facts, edition));
    case 'reserved':
      return withDue('report', stage.reservation.end);
    case 'reported':
      return withDue('redeem', redeemBy(facts, edition));
    case 'redeemed':
      return stage.claimId === undefined ? withDue('claim', claimEnd(stage.redemption)) : undefined;
    case 'lost':
    case 'void':
      return undefined;
    default:
      return stage satisfies never;
  }
}

/**
 * The day until which something can still be saved: the next action's, or, when that has passed, the last
 * one to redeem. Undefined when no clock is known or all have passed.
 */
export function saveBy(
  facts: Facts,
  stage: Stage,
  company: Company,
  edition: Edition,
  today: Day,
): Day | undefined {
  const days = [nextOf(facts, stage, company, edition)?.due, lastDay(facts, stage, edition)];
  return days.find((day) => day !== undefined && day >= today);
}

/** The last day of a voucher that is not redeemed yet (G2, G3, G15). */
export function lastDay(facts: Facts, { status }: Stage, edition: Edition): Day | undefined {
  return status === 'assigned' || status === 'reserved' || status === 'reported'
    ? redeemBy(facts, edition)
    : undefined;
}

/** Derived, never stored: whether an open voucher ran out before it was redeemed. */
export function isExpired(facts: Facts, stage: Stage, today: Day, edition: Edition): boolean {
  const by = lastDay(facts, stage, edition);
  return by !== undefined && by < today;
}

/**
 * The two days of which one is the last, where the first has passed and the second has not: whether the voucher ran out
 * hangs on the question of the 90 days, which comes before closing it (G3).
 */
export function doubtedEnd(
  facts: Facts,
  stage: Stage,
  today: Day,
  edition: Edition,
): { readonly by: Day; readonly until: Day } | undefined {
  const by = lastDay(facts, stage, edition);
  const until = doubtedExpiry(facts);
  return by !== undefined && by < today && until !== undefined && until >= today ? { by, until } : undefined;
}

/** Calendar days left until `due`; negative when it has passed. */
export function daysLeft(today: Day, due: Day): number {
  return daysBetween(today, due);
}
