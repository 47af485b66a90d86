import { z } from 'zod';
import { daySchema, type Day } from '../day.ts';
import { GUARD_IDS } from '../guards/answers.ts';
import type { Overridable } from '../guards/override.ts';
import type { Voucher } from '../voucher/model.ts';

/**
 * A payment request takes at most so many vouchers here, so that it fits one batch and one card; ours, not the
 * programme's, as is one country a request: SAVB takes them by country, by location or all (S5).
 */
export const MAX_CLAIM_VOUCHERS = 20;

/** The documented reasons for denial (X5, X2, S4), and `other` for what Microsoft wrote. */
export const DENIAL_REASONS = [
  'deliverables',
  'location',
  'length',
  'eligibility',
  'outOfScope',
  'other',
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

const submitted = { submittedOn: daySchema };
const approved = { ...submitted, approvedOn: daySchema };

/** Where a claim stands; SAVB's own status names are not known (§6). */
const claimStageSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('draft') }),
  z.object({ status: z.literal('submitted'), ...submitted }),
  z.object({ status: z.literal('approved'), ...approved }),
  z.object({ status: z.literal('paid'), ...approved, paidOn: daySchema }),
  z.object({
    status: z.literal('denied'),
    ...submitted,
    deniedOn: daySchema,
    reason: z.enum(DENIAL_REASONS),
  }),
  z.object({ status: z.literal('discarded') }),
]);
export type ClaimStage = z.infer<typeof claimStageSchema>;
export type ClaimStatus = ClaimStage['status'];
export const CLAIM_STATUSES = [
  'draft',
  'submitted',
  'approved',
  'paid',
  'denied',
  'discarded',
] as const satisfies ClaimStatus[];

export const claimSchema = z.object({
  /** Country of delivery of its vouchers; of the first one, where there are several. */
  country: z.string(),
  /** All countries of delivery, where there are several. */
  countries: z.array(z.string()).optional(),
  voucherIds: z.array(z.string()).min(1).max(MAX_CLAIM_VOUCHERS),
  /** The first and last day on which one of its vouchers was redeemed. */
  redeemed: z.object({ first: daySchema, last: daySchema }),
  stage: claimStageSchema,
  before: claimStageSchema.optional(),
  breaches: z.array(z.enum(GUARD_IDS)),
});
export type Claim = z.infer<typeof claimSchema>;

/** The countries of delivery of a claim's vouchers. */
export function countriesOf({ country, countries }: Pick<Claim, 'country' | 'countries'>): readonly string[] {
  return countries ?? [country];
}

export const claimEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('claimDrafted'),
    country: z.string(),
    countries: z.array(z.string()).optional(),
    voucherIds: z.array(z.string()),
    redeemed: z.object({ first: daySchema, last: daySchema }),
    breaches: z.array(z.enum(GUARD_IDS)),
  }),
  z.object({ type: z.literal('claimSubmitted'), on: daySchema, breaches: z.array(z.enum(GUARD_IDS)) }),
  z.object({ type: z.literal('claimApproved'), on: daySchema }),
  z.object({ type: z.literal('claimPaid'), on: daySchema }),
  z.object({ type: z.literal('claimDenied'), on: daySchema, reason: z.enum(DENIAL_REASONS) }),
  z.object({ type: z.literal('claimDiscarded') }),
  z.object({ type: z.literal('claimUndone'), restored: claimStageSchema }),
]);
export type ClaimEvent = z.infer<typeof claimEventSchema>;

/** A claim that was submitted, as it is recorded. */
export interface Submission {
  readonly on: Day;
  readonly referenceGiven: boolean;
}

/**
 * The reference, amount and currency are texts beside the claim. Two steps that are recorded at once are one command, so
 * that both are done or neither: `submitted` with the draft, `approvedOn` with the payment of a submitted claim.
 */
export type ClaimCommand =
  | ({
      readonly type: 'draft';
      readonly vouchers: readonly Voucher[];
      readonly submitted?: Submission | undefined;
    } & Overridable)
  | ({ readonly type: 'submit' } & Submission & Overridable)
  | { readonly type: 'approve'; readonly on: Day }
  | { readonly type: 'pay'; readonly on: Day; readonly approvedOn?: Day | undefined }
  | { readonly type: 'deny'; readonly on: Day; readonly reason: DenialReason }
  | { readonly type: 'discard' }
  | { readonly type: 'undo' };

export const CLAIM_COMMANDS = [
  'draft',
  'submit',
  'approve',
  'pay',
  'deny',
  'discard',
  'undo',
] as const satisfies ClaimCommand['type'][];
