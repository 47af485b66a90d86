import { decideClaim } from '../../../domain/claim/decide.ts';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import type { ClaimCommand, ClaimEvent, ClaimStatus } from '../../../domain/claim/model.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Voucher, VoucherEvent } from '../../../domain/voucher/model.ts';
import {
  contextOf,
  d,
  factsOf,
  redeemed,
  redeemedOn,
  reported,
  reservationOf,
  scenarios,
  today,
} from '../given.ts';

export const given = scenarios({ decide: decideClaim, evolve: evolveClaim }, contextOf);

export function voucher(number = 'SYN-0001', country = 'PL', ...more: VoucherEvent[]): Voucher {
  const events: VoucherEvent[] = [
    { type: 'recorded', facts: factsOf({ number }), stage: { status: 'assigned' }, breaches: [] },
    { type: 'reserved', reservation: reservationOf({ country, locationId: `SYN-${country}` }), breaches: [] },
    reported,
    redeemed,
    ...more,
  ];
  return events.reduce<Voucher | undefined>(evolveVoucher, undefined) as Voucher;
}

export const draft = (...vouchers: Voucher[]): Extract<ClaimCommand, { type: 'draft' }> => ({
  type: 'draft',
  vouchers,
});

export const drafted: Extract<ClaimEvent, { type: 'claimDrafted' }> = {
  type: 'claimDrafted',
  country: 'PL',
  voucherIds: ['SYN-0001'],
  redeemed: { first: redeemedOn, last: redeemedOn },
  breaches: [],
};

export const submitted: ClaimEvent = { type: 'claimSubmitted', on: d('2020-06-11'), breaches: [] };
export const approved: ClaimEvent = { type: 'claimApproved', on: d('2020-06-12') };
export const paid: ClaimEvent = { type: 'claimPaid', on: d('2020-06-13') };
export const denied: ClaimEvent = { type: 'claimDenied', on: d('2020-06-12'), reason: 'location' };
export const discarded: ClaimEvent = { type: 'claimDiscarded' };

/** A history for every state; `none` = no claim is known. */
export const HISTORY: Readonly<Record<ClaimStatus | 'none', readonly ClaimEvent[]>> = {
  none: [],
  draft: [drafted],
  submitted: [drafted, submitted],
  approved: [drafted, submitted, approved],
  paid: [drafted, submitted, approved, paid],
  denied: [drafted, submitted, denied],
  discarded: [drafted, discarded],
};

/** A command of every type, with every input right. */
export const COMMAND: { readonly [T in ClaimCommand['type']]: Extract<ClaimCommand, { type: T }> } = {
  draft: { ...draft(voucher()), accepted: GUARD_IDS },
  submit: { type: 'submit', on: today, referenceGiven: true },
  approve: { type: 'approve', on: today },
  pay: { type: 'pay', on: today },
  deny: { type: 'deny', on: today, reason: 'deliverables' },
  discard: { type: 'discard' },
  undo: { type: 'undo' },
};
