import type { OfferingId } from './programme/catalogue.ts';
import type { Day } from './day.ts';
import type { GuardAnswer, GuardStep } from './guards/answers.ts';
import type { OfficialRole, Permission } from './people/person.ts';
import type { Lacking } from './voucher/step-facts.ts';

/** Why a command was not done, as a value: the card tells it in the person's language, with what would help. */
export type Reason =
  /** The voucher or claim is not in a state that allows this. */
  | { readonly why: 'state'; readonly command: string; readonly status: string }
  /** Guards that block; an admin may record the fact with a reason all the same. */
  | { readonly why: 'guards'; readonly step: GuardStep; readonly unmet: readonly GuardAnswer[] }
  /** One input is wrong; `limit` is the day that it would have to keep, `range` from and to which number. */
  | {
      readonly why: 'input';
      readonly field: string;
      readonly problem: InputProblem;
      readonly limit?: Day;
      readonly range?: readonly [number, number];
    }
  | { readonly why: 'permission'; readonly needs: readonly Permission[] }
  | { readonly why: 'role'; readonly role: OfficialRole }
  /** A voucher with this number is known. */
  | { readonly why: 'exists'; readonly id: string }
  | { readonly why: 'notFound' }
  /** The card was made for an older version: somebody changed it since. */
  | { readonly why: 'stale'; readonly by?: string; readonly at?: number }
  /** This command id was used with other inputs. */
  | { readonly why: 'reused' }
  | { readonly why: 'tooMany'; readonly max: number }
  /** The same person asked the same colleague for it already. */
  | { readonly why: 'asked' }
  | { readonly why: 'claimed' }
  /** What is not known of a voucher and is needed for the step. */
  | { readonly why: 'incomplete'; readonly id: string; readonly lacks: readonly Lacking[] }
  | { readonly why: 'nothingToUndo' }
  | { readonly why: 'reasonNeeded' }
  | { readonly why: 'nothingChosen' }
  | { readonly why: 'lastAdmin' }
  /** Only a voucher that ran out is put away. */
  | { readonly why: 'notRunOut' }
  /** By its printed date it ran out on `by`; if the 90 days are not in that date, it is valid until `until` (G3). */
  | { readonly why: 'mayNotHaveRunOut'; readonly by: Day; readonly until: Day }
  /** Edition 2019: somebody has not completed the compliance course. */
  | { readonly why: 'notTrained' }
  /** Edition 2019: the provider agreement is not signed. */
  | { readonly why: 'notSigned' }
  /** Edition 2020: the policies come first. */
  | { readonly why: 'policiesUnread' }
  /** The 90-day rule of the MPN membership. */
  | { readonly why: 'registered'; readonly offering: OfferingId }
  | { readonly why: 'nothingRedeemed'; readonly offering: OfferingId };

export type InputProblem =
  | 'missing'
  | 'future'
  /** Today or earlier, where a day to come is meant. */
  | 'notYet'
  | 'beforeStart'
  | 'beforeReservation'
  | 'beforeReport'
  | 'beforeEnd'
  | 'beforeRedemption'
  | 'tooFar'
  | 'unknown'
  | 'notAccepted'
  | 'malformed'
  /** The number of the thing itself, where another one is meant. */
  | 'itself'
  | 'notCount'
  | 'notAmount'
  | 'notPositive'
  | 'otherCurrency'
  | 'tooLong';

export interface Refusal {
  readonly refused: Reason;
}

export function refuse(reason: Reason): Refusal {
  return { refused: reason };
}

/** Tells a refusal from what a decision gives. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}
