import { z } from 'zod';
import { daySchema, type Day } from '../day.ts';
import {
  blocking,
  checkGuards,
  GUARD_IDS,
  type GuardAnswer,
  type GuardContext,
  type GuardId,
  type GuardSubject,
} from '../guards/table.ts';
import type { Actor } from '../people/person.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Voucher } from '../voucher/decide.ts';

/** A payment request takes at most so many vouchers, so that it fits one batch and one card. */
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
export const claimStageSchema = z.discriminatedUnion('status', [
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
  /** Country of delivery of all its vouchers. */
  country: z.string(),
  voucherIds: z.array(z.string()).min(1).max(MAX_CLAIM_VOUCHERS),
  /** The first and last day on which one of its vouchers was redeemed. */
  redeemed: z.object({ first: daySchema, last: daySchema }),
  stage: claimStageSchema,
  before: claimStageSchema.optional(),
  breaches: z.array(z.enum(GUARD_IDS)),
});
export type Claim = z.infer<typeof claimSchema>;

export const claimEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('claimDrafted'),
    country: z.string(),
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

/** The reference, amount and currency are texts beside the claim. */
export type ClaimCommand =
  | {
      readonly type: 'draft';
      readonly vouchers: readonly Voucher[];
      /** Guards that are not met and were shown; see the voucher's commands. */
      readonly accepted?: readonly GuardId[] | undefined;
    }
  | {
      readonly type: 'submit';
      readonly on: Day;
      readonly referenceGiven: boolean;
      readonly accepted?: readonly GuardId[] | undefined;
    }
  | { readonly type: 'approve'; readonly on: Day }
  | { readonly type: 'pay'; readonly on: Day }
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

export interface ClaimContext extends GuardContext {
  readonly today: Day;
  readonly actor: Pick<Actor, 'permission'>;
  readonly reasonGiven: boolean;
}

const ALLOWED: Readonly<Record<ClaimStatus, readonly ClaimCommand['type'][]>> = {
  draft: ['submit', 'discard'],
  submitted: ['approve', 'deny', 'undo'],
  approved: ['pay', 'deny', 'undo'],
  paid: ['undo'],
  denied: ['undo'],
  discarded: [],
};

/** What a command does to a claim, or why not. A denial or a discarded draft frees its vouchers. */
export function decideClaim(
  state: Claim | undefined,
  command: ClaimCommand,
  context: ClaimContext,
): readonly ClaimEvent[] | Refusal {
  if (state === undefined) {
    return command.type === 'draft' ? draft(command, context) : refuse({ why: 'notFound' });
  }
  if (!ALLOWED[state.stage.status].includes(command.type)) {
    return refuse({ why: 'state', command: command.type, status: state.stage.status });
  }
  const { stage } = state;
  switch (command.type) {
    case 'draft':
      return refuse({ why: 'state', command: 'draft', status: stage.status });
    case 'submit': {
      if (!command.referenceGiven) return refuse({ why: 'input', field: 'reference', problem: 'missing' });
      return submit(state, command, context);
    }
    case 'approve':
      return happened(command.on, submittedOn(stage), context) ?? [{ type: 'claimApproved', on: command.on }];
    case 'pay':
      return (
        happened(command.on, stage.status === 'approved' ? stage.approvedOn : undefined, context) ?? [
          { type: 'claimPaid', on: command.on },
        ]
      );
    case 'deny':
      return (
        happened(command.on, submittedOn(stage), context) ?? [
          { type: 'claimDenied', on: command.on, reason: command.reason },
        ]
      );
    case 'discard':
      return [{ type: 'claimDiscarded' }];
    case 'undo':
      if (state.before === undefined) return refuse({ why: 'nothingToUndo' });
      return context.reasonGiven
        ? [{ type: 'claimUndone', restored: state.before }]
        : refuse({ why: 'reasonNeeded' });
    default:
      return command satisfies never;
  }
}

function submittedOn(stage: ClaimStage): Day | undefined {
  return 'submittedOn' in stage ? stage.submittedOn : undefined;
}

function happened(on: Day, notBefore: Day | undefined, { today }: ClaimContext): Refusal | undefined {
  if (on > today) return refuse({ why: 'input', field: 'on', problem: 'future', limit: today });
  return notBefore !== undefined && on < notBefore
    ? refuse({ why: 'input', field: 'on', problem: 'beforeStart', limit: notBefore })
    : undefined;
}

/** Submitting ends the window of 60 days: it is judged by the day of the submission (G14). */
function submit(
  state: Claim,
  { on, accepted }: Extract<ClaimCommand, { type: 'submit' }>,
  context: ClaimContext,
): readonly ClaimEvent[] | Refusal {
  if (on < state.redeemed.last) {
    return refuse({ why: 'input', field: 'on', problem: 'beforeRedemption', limit: state.redeemed.last });
  }
  const late = happened(on, undefined, context);
  if (late !== undefined) return late;
  const unmet = checkGuards('submit', windowOf(state, on), context).filter(
    ({ answer }) => answer === 'unmet',
  );
  const stuck = blocking(unmet);
  if (stuck.length > 0) {
    const isAccepted = stuck.every(({ guard }) => accepted?.includes(guard) === true);
    if (!isAccepted || context.actor.permission !== 'admin') {
      return refuse({ why: 'guards', step: 'submit', unmet: stuck });
    }
    if (!context.reasonGiven) return refuse({ why: 'reasonNeeded' });
  }
  return [{ type: 'claimSubmitted', on, breaches: unmet.map(({ guard }) => guard) }];
}

/** The claim as its guard sees it: the voucher that was redeemed first decides. */
function windowOf({ redeemed, voucherIds }: Claim, on: Day): GuardSubject {
  return {
    facts: { number: voucherIds[0] ?? '', adminKnown: true },
    status: 'redeemed',
    reported: true,
    redeemedOn: redeemed.first,
    on,
    attested: [],
  };
}

/** What stands in the way of claiming each of these vouchers on `on`: G4, G9, G13, G14. */
export function claimAnswers(voucher: Voucher, on: Day, context: GuardContext): readonly GuardAnswer[] {
  const { facts, stage } = voucher;
  return checkGuards(
    'claim',
    {
      facts,
      status: stage.status,
      reservation: 'reservation' in stage ? stage.reservation : undefined,
      reported: 'report' in stage,
      redeemedOn: stage.status === 'redeemed' ? stage.redemption.on : undefined,
      on,
      attested: [],
    },
    context,
  );
}

function draft(
  { vouchers, accepted }: Extract<ClaimCommand, { type: 'draft' }>,
  context: ClaimContext,
): readonly ClaimEvent[] | Refusal {
  if (vouchers.length === 0) return refuse({ why: 'nothingChosen' });
  if (vouchers.length > MAX_CLAIM_VOUCHERS) return refuse({ why: 'tooMany', max: MAX_CLAIM_VOUCHERS });
  const breaches = new Set<GuardId>();
  const countries = new Set<string>();
  const redeemedOn: Day[] = [];
  for (const voucher of vouchers) {
    if (voucher.stage.status === 'redeemed') {
      if (voucher.stage.claimId !== undefined) return refuse({ why: 'claimed' });
      countries.add(voucher.stage.reservation.country);
      redeemedOn.push(voucher.stage.redemption.on);
    }
    const unmet = blocking(claimAnswers(voucher, context.today, context));
    const redeemed = voucher.stage.status === 'redeemed';
    const isAccepted = unmet.every(({ guard }) => accepted?.includes(guard) === true);
    if (unmet.length > 0 && !(redeemed && isAccepted && context.actor.permission === 'admin')) {
      return refuse({ why: 'guards', step: 'claim', unmet });
    }
    if (unmet.length > 0 && !context.reasonGiven) return refuse({ why: 'reasonNeeded' });
    for (const { guard } of unmet) breaches.add(guard);
  }
  const [country] = countries;
  if (country === undefined || countries.size > 1) return refuse({ why: 'mixedCountries' });
  redeemedOn.sort();
  const [first] = redeemedOn;
  const last = redeemedOn.at(-1);
  if (first === undefined || last === undefined) return refuse({ why: 'nothingChosen' });
  return [
    {
      type: 'claimDrafted',
      country,
      voucherIds: vouchers.map(({ facts }) => facts.number),
      redeemed: { first, last },
      breaches: [...breaches],
    },
  ];
}

/** The claim after an event. Throws when the history could not have been written. */
export function evolveClaim(state: Claim | undefined, event: ClaimEvent): Claim {
  if (event.type === 'claimDrafted') {
    const { type: _type, ...rest } = event;
    return { ...rest, stage: { status: 'draft' } };
  }
  if (state === undefined) throw new Error(`history begins with ${event.type}`);
  const { stage } = state;
  const step = (next: ClaimStage): Claim => ({ ...state, stage: next, before: stage });
  switch (event.type) {
    case 'claimSubmitted':
      return {
        ...step({ status: 'submitted', submittedOn: event.on }),
        breaches: [...new Set([...state.breaches, ...event.breaches])],
      };
    case 'claimApproved':
      if (stage.status !== 'submitted') throw impossible(event, stage);
      return step({ ...stage, status: 'approved', approvedOn: event.on });
    case 'claimPaid':
      if (stage.status !== 'approved') throw impossible(event, stage);
      return step({ ...stage, status: 'paid', paidOn: event.on });
    case 'claimDenied':
      if (!('submittedOn' in stage)) throw impossible(event, stage);
      return step({
        status: 'denied',
        submittedOn: stage.submittedOn,
        deniedOn: event.on,
        reason: event.reason,
      });
    case 'claimDiscarded':
      return step({ status: 'discarded' });
    case 'claimUndone': {
      const { before: _undone, ...rest } = state;
      return { ...rest, stage: event.restored };
    }
    default:
      return event satisfies never;
  }
}

function impossible(event: ClaimEvent, stage: ClaimStage): Error {
  return new Error(`${event.type} cannot follow ${stage.status}`);
}
