import type { Day } from '../day.ts';
import { blocking, type GuardAnswer, type GuardId } from '../guards/answers.ts';
import { checkGuards } from '../guards/check.ts';
import { override, type Overrider } from '../guards/override.ts';
import { subjectOf, type GuardContext, type GuardSubject } from '../guards/subject.ts';
import { notAfter, notBefore, wrong } from '../input-checks.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { evolveClaim } from './evolve.ts';
import { neededNext } from '../voucher/lacking.ts';
import type { Voucher } from '../voucher/model.ts';
import {
  MAX_CLAIM_VOUCHERS,
  type Claim,
  type ClaimCommand,
  type ClaimEvent,
  type ClaimStage,
  type ClaimStatus,
} from './model.ts';

/** What a decision about a claim needs beside it. */
export interface ClaimContext extends GuardContext, Overrider {
  readonly today: Day;
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
    return command.type === 'draft' ? drafted(command, context) : refuse({ why: 'notFound' });
  }
  const { stage } = state;
  const paysSubmitted =
    command.type === 'pay' && command.approvedOn !== undefined && stage.status === 'submitted';
  if (!paysSubmitted && !ALLOWED[stage.status].includes(command.type)) {
    return refuse({ why: 'state', command: command.type, status: stage.status });
  }
  switch (command.type) {
    case 'draft':
      return refuse({ why: 'state', command: 'draft', status: stage.status });
    case 'submit':
      return submit(state, command, context);
    case 'approve':
      return happened(command.on, submittedOn(stage), context) ?? [{ type: 'claimApproved', on: command.on }];
    case 'pay':
      return pay(stage, command, context);
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

function happened(
  on: Day,
  earlier: Day | undefined,
  { today }: ClaimContext,
  field = 'on',
): Refusal | undefined {
  return notAfter(field, on, today) ?? notBefore(field, on, earlier, 'beforeStart');
}

/** A claim is paid after it was approved: of one that was only submitted the day of that comes along. */
function pay(
  stage: ClaimStage,
  { on, approvedOn }: Extract<ClaimCommand, { type: 'pay' }>,
  context: ClaimContext,
): readonly ClaimEvent[] | Refusal {
  if (stage.status === 'submitted' && approvedOn !== undefined) {
    return (
      happened(approvedOn, stage.submittedOn, context, 'approvedOn') ??
      happened(on, approvedOn, context) ?? [
        { type: 'claimApproved', on: approvedOn },
        { type: 'claimPaid', on },
      ]
    );
  }
  return (
    happened(on, stage.status === 'approved' ? stage.approvedOn : undefined, context) ?? [
      { type: 'claimPaid', on },
    ]
  );
}

/** Submitting ends the window of 60 days: it is judged by the day of the submission (G14). */
function submit(
  state: Claim,
  { on, referenceGiven, accepted }: Extract<ClaimCommand, { type: 'submit' }>,
  context: ClaimContext,
): readonly ClaimEvent[] | Refusal {
  if (!referenceGiven) return wrong('reference', 'missing');
  const refusal =
    notBefore('on', on, state.redeemed.last, 'beforeRedemption') ?? notAfter('on', on, context.today);
  if (refusal !== undefined) return refusal;
  const unmet = checkGuards('submit', windowOf(state, on), context).filter(
    ({ answer }) => answer === 'unmet',
  );
  const accepting = override('submit', blocking(unmet), accepted, context);
  if (isRefusal(accepting)) return accepting;
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
  return checkGuards('claim', subjectOf(voucher, on), context);
}

/** A draft, or one that was submitted already: then both are done or neither. */
function drafted(
  command: Extract<ClaimCommand, { type: 'draft' }>,
  context: ClaimContext,
): readonly ClaimEvent[] | Refusal {
  const { submitted, accepted } = command;
  const events = draft(command, context);
  if (submitted === undefined || isRefusal(events)) return events;
  const state = events.reduce<Claim | undefined>(evolveClaim, undefined) as Claim;
  const more = submit(state, { type: 'submit', ...submitted, accepted }, context);
  return isRefusal(more) ? more : [...events, ...more];
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
    const { stage } = voucher;
    if (stage.status === 'redeemed') {
      if (stage.claimId !== undefined) return refuse({ why: 'claimed' });
      const { country } = stage.reservation;
      const { on } = stage.redemption;
      if (country === undefined || on === undefined)
        return refuse({ why: 'incomplete', id: voucher.facts.number, lacks: neededNext(stage) });
      countries.add(country);
      redeemedOn.push(on);
    }
    const stuck = blocking(claimAnswers(voucher, context.today, context));
    // That it is not redeemed (G13) cannot be overridden.
    const overridden = override('claim', stuck, stage.status === 'redeemed' ? accepted : undefined, context);
    if (isRefusal(overridden)) return overridden;
    for (const guard of overridden) breaches.add(guard);
  }
  const [country] = countries;
  redeemedOn.sort();
  const [first] = redeemedOn;
  const last = redeemedOn.at(-1);
  if (country === undefined || first === undefined || last === undefined) {
    return refuse({ why: 'nothingChosen' });
  }
  return [
    {
      type: 'claimDrafted',
      country,
      ...(countries.size > 1 ? { countries: [...countries] } : {}),
      voucherIds: vouchers.map(({ facts }) => facts.number),
      redeemed: { first, last },
      breaches: [...breaches],
    },
  ];
}
