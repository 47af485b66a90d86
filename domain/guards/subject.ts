import type { Company } from '../company/model.ts';
import type { Day } from '../day.ts';
import type { EngagementId } from '../programme/catalogue.ts';
import type { Edition } from '../programme/edition.ts';
import type { Facts, Reservation, Status, Voucher } from '../voucher/model.ts';
import type { GuardId } from './answers.ts';

/** What is looked at: the voucher as it would be after the step. */
export interface GuardSubject {
  readonly facts: Facts;
  readonly status: Status;
  readonly reservation?: Reservation | undefined;
  readonly reported: boolean;
  readonly redeemedOn?: Day | undefined;
  /** The day the step happened or is planned for; of what was done elsewhere it may not be known. */
  readonly on?: Day | undefined;
  /** Attested guards that the person ticked. */
  readonly attested: readonly GuardId[];
}

/** Another voucher of the same customer, for the 15-day rule (G6). */
export interface Sibling {
  readonly id: string;
  readonly engagement?: EngagementId | undefined;
  readonly serviceLevel?: number | undefined;
}

export interface GuardContext {
  readonly edition: Edition;
  readonly company: Company;
  /** Vouchers of the same customer (and division) that were reserved at least; undefined = not looked up. */
  readonly siblings?: readonly Sibling[] | undefined;
}

/** A voucher as the guards of a step on `on` look at it. */
export function subjectOf(
  { facts, stage }: Pick<Voucher, 'facts' | 'stage'>,
  on: Day | undefined,
  attested: readonly GuardId[] = [],
): GuardSubject {
  return {
    facts,
    status: stage.status,
    reservation: 'reservation' in stage ? stage.reservation : undefined,
    reported: 'report' in stage,
    redeemedOn: stage.status === 'redeemed' ? stage.redemption.on : undefined,
    on,
    attested,
  };
}
