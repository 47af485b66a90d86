import { z } from 'zod';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../programme/catalogue.ts';
import { addDays, daySchema, type Day } from '../day.ts';
import { expiry, isExpired } from './deadlines.ts';
import {
  blocking,
  checkGuards,
  GUARD_IDS,
  type GuardAnswer,
  type GuardContext,
  type GuardId,
  type GuardStep,
} from '../guards/table.ts';
import type { Actor } from '../people/person.ts';
import { refuse, type InputProblem, type Refusal } from '../refusal.ts';

/** What is known of a voucher whatever its state. Names and addresses are texts beside it. */
export const factsSchema = z.object({
  /** Canonical; the printed form is a text. */
  number: z.string(),
  engagement: z.enum(ENGAGEMENT_IDS).optional(),
  /** Known from the mail when the engagement is not. */
  offering: z.enum(OFFERING_IDS).optional(),
  /** Days. */
  serviceLevel: z.number().int().positive().max(999).optional(),
  assignedOn: daySchema.optional(),
  printedExpiry: daySchema.optional(),
  /** Set by hand, with a reason. */
  adjustedExpiry: daySchema.optional(),
  customerId: z.string().optional(),
  /** Whether the voucher admin's address is known; VVR asks for it (V3). */
  adminKnown: z.boolean(),
});
export type Facts = z.infer<typeof factsSchema>;

const guardIds = z.array(z.enum(GUARD_IDS));

export const reservationSchema = z.object({
  /** The day it was reserved in VVR. */
  on: daySchema,
  locationId: z.string().optional(),
  /** Country of delivery, ISO 3166-1 alpha-2. */
  country: z.string(),
  consultantId: z.string().optional(),
  start: daySchema,
  end: daySchema,
  attested: guardIds,
});
export type Reservation = z.infer<typeof reservationSchema>;

export const reportSchema = z.object({
  /** The day the completion report was submitted, with a copy of the deliverable (R18, R19). */
  on: daySchema,
  deliverable: z.enum(['link', 'file']),
  /** The day the customer received it. */
  handedOverOn: daySchema,
  attested: guardIds,
});
export type Report = z.infer<typeof reportSchema>;

export const redemptionSchema = z.object({ on: daySchema });
export type Redemption = z.infer<typeof redemptionSchema>;

export const VOID_REASONS = ['duplicate', 'notOurs', 'mistake', 'ranOut'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** Where a voucher stands; each member holds only its own data. Expired is derived, see deadlines. */
export const stageSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('assigned') }),
  z.object({ status: z.literal('reserved'), reservation: reservationSchema }),
  z.object({ status: z.literal('reported'), reservation: reservationSchema, report: reportSchema }),
  z.object({
    status: z.literal('redeemed'),
    reservation: reservationSchema,
    report: reportSchema,
    redemption: redemptionSchema,
    claimId: z.string().optional(),
  }),
  z.object({ status: z.literal('lost'), on: daySchema }),
  z.object({ status: z.literal('void'), reason: z.enum(VOID_REASONS), duplicateOf: z.string().optional() }),
]);
export type Stage = z.infer<typeof stageSchema>;
export type Status = Stage['status'];
export const STATUSES = [
  'assigned',
  'reserved',
  'reported',
  'redeemed',
  'lost',
  'void',
] as const satisfies Status[];

/** The three documented reasons to cancel a reservation (V3). */
export const RELEASE_REASONS = ['offerChanged', 'willNotHappen', 'otherPartner'] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export const voucherSchema = z.object({
  facts: factsSchema,
  stage: stageSchema,
  /** Where it stood before the last step; one undo. */
  before: stageSchema.optional(),
  /** Rules that were not kept when facts were recorded (plan and record). */
  breaches: guardIds,
});
export type Voucher = z.infer<typeof voucherSchema>;

export const voucherEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('recorded'), facts: factsSchema, stage: stageSchema, breaches: guardIds }),
  z.object({ type: z.literal('amended'), facts: factsSchema, breaches: guardIds.default([]) }),
  z.object({ type: z.literal('reserved'), reservation: reservationSchema, breaches: guardIds }),
  z.object({ type: z.literal('rescheduled'), start: daySchema, end: daySchema, breaches: guardIds }),
  z.object({ type: z.literal('released'), on: daySchema, reason: z.enum(RELEASE_REASONS) }),
  z.object({ type: z.literal('lost'), on: daySchema }),
  z.object({ type: z.literal('cameBack'), on: daySchema }),
  z.object({ type: z.literal('reported'), report: reportSchema, breaches: guardIds }),
  z.object({ type: z.literal('redeemed'), redemption: redemptionSchema, breaches: guardIds }),
  z.object({ type: z.literal('claimed'), claimId: z.string() }),
  z.object({ type: z.literal('freed'), claimId: z.string() }),
  z.object({ type: z.literal('undone'), restored: stageSchema }),
  z.object({ type: z.literal('voided'), reason: z.enum(VOID_REASONS), duplicateOf: z.string().optional() }),
]);
export type VoucherEvent = z.infer<typeof voucherEventSchema>;

/**
 * `accepted`: guards that are not met and that the card has shown: what happened is recorded all the same,
 * by an admin, with a reason (a text). A guard that was not shown refuses again.
 */
interface Overridable {
  readonly accepted?: readonly GuardId[] | undefined;
}

export type VoucherCommand =
  | ({ readonly type: 'record'; readonly facts: Facts; readonly stage: RecordedStage } & Overridable)
  | ({ readonly type: 'amend'; readonly facts: Facts } & Overridable)
  | ({
      readonly type: 'reserve';
      readonly reservation: Reservation;
      readonly termsAccepted: boolean;
    } & Overridable)
  | ({ readonly type: 'reschedule'; readonly start: Day; readonly end: Day } & Overridable)
  | { readonly type: 'release'; readonly on: Day; readonly reason: ReleaseReason }
  | { readonly type: 'lose'; readonly on: Day }
  | { readonly type: 'comeBack'; readonly on: Day }
  | ({ readonly type: 'report'; readonly report: Report } & Overridable)
  | ({ readonly type: 'redeem'; readonly redemption: Redemption } & Overridable)
  | { readonly type: 'undo' }
  /** Puts away a voucher that ran out. */
  | { readonly type: 'close' }
  | { readonly type: 'void'; readonly reason: VoidReason; readonly duplicateOf?: string | undefined };

/** The states in which a voucher can be recorded by hand; a claim is made afterwards. */
export type RecordedStage = Exclude<Stage, { status: 'void' }>;

export const VOUCHER_COMMANDS = [
  'record',
  'amend',
  'reserve',
  'reschedule',
  'release',
  'lose',
  'comeBack',
  'report',
  'redeem',
  'undo',
  'close',
  'void',
] as const satisfies VoucherCommand['type'][];

export interface VoucherContext extends GuardContext {
  readonly today: Day;
  readonly actor: Pick<Actor, 'permission'>;
  /** Whether a reason was given as a text. */
  readonly reasonGiven: boolean;
}

/** How far ahead or back a day may lie and still be meant. */
const HORIZON_DAYS = 3660;

const ALLOWED: Readonly<Record<Status, readonly VoucherCommand['type'][]>> = {
  assigned: ['amend', 'reserve', 'lose', 'undo', 'close', 'void'],
  reserved: ['amend', 'reschedule', 'release', 'report', 'redeem', 'undo', 'close', 'void'],
  reported: ['amend', 'redeem', 'undo', 'close', 'void'],
  redeemed: ['amend', 'undo', 'void'],
  lost: ['amend', 'reserve', 'comeBack', 'undo', 'void'],
  void: ['undo'],
};

/**
 * What a command does to a voucher, or why not. `state` undefined = no voucher with this number is known.
 * Reserving a lost voucher and redeeming a reserved one reach their guards (G16, G11), which say what would help.
 */
export function decideVoucher(
  state: Voucher | undefined,
  command: VoucherCommand,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (state === undefined) {
    return command.type === 'record' ? record(command, context) : refuse({ why: 'notFound' });
  }
  if (command.type === 'record') return refuse({ why: 'exists', id: state.facts.number });
  const { stage } = state;
  if (!ALLOWED[stage.status].includes(command.type)) {
    return refuse({ why: 'state', command: command.type, status: stage.status });
  }
  switch (command.type) {
    case 'amend':
      return amend(state, command, context);
    case 'reserve':
      return reserve(state, command, context);
    case 'reschedule':
      return reschedule(state, command, context);
    case 'release':
      return (
        happened('on', command.on, context) ??
        ('reservation' in stage && command.on < stage.reservation.on
          ? wrong('on', 'beforeReservation', stage.reservation.on)
          : [{ type: 'released', on: command.on, reason: command.reason }])
      );
    case 'lose':
      return (
        happened('on', command.on, context) ??
        notBefore('on', command.on, state.facts.assignedOn, 'beforeStart') ?? [
          { type: 'lost', on: command.on },
        ]
      );
    case 'comeBack':
      return (
        happened('on', command.on, context) ??
        notBefore('on', command.on, stage.status === 'lost' ? stage.on : undefined, 'beforeStart') ?? [
          { type: 'cameBack', on: command.on },
        ]
      );
    case 'report':
      return report(state, command, context);
    case 'redeem':
      return redeem(state, command, context);
    case 'undo':
      if (state.before === undefined) return refuse({ why: 'nothingToUndo' });
      if (isClaimed(stage)) return refuse({ why: 'claimed' });
      return context.reasonGiven
        ? [{ type: 'undone', restored: state.before }]
        : refuse({ why: 'reasonNeeded' });
    case 'close':
      return isExpired(state.facts, stage, context.today, context.edition)
        ? [{ type: 'voided', reason: 'ranOut' }]
        : refuse({ why: 'notRunOut' });
    case 'void':
      if (isClaimed(stage)) return refuse({ why: 'claimed' });
      if (command.reason === 'duplicate' && command.duplicateOf === undefined) {
        return wrong('duplicateOf', 'missing');
      }
      return [
        command.duplicateOf === undefined
          ? { type: 'voided', reason: command.reason }
          : { type: 'voided', reason: command.reason, duplicateOf: command.duplicateOf },
      ];
    default:
      return command satisfies never;
  }
}

function isClaimed(stage: Stage): boolean {
  return stage.status === 'redeemed' && stage.claimId !== undefined;
}

function wrong(field: string, problem: InputProblem, limit?: Day): Refusal {
  return refuse(
    limit === undefined ? { why: 'input', field, problem } : { why: 'input', field, problem, limit },
  );
}

/** A thing that happened did so today or earlier. */
function happened(field: string, on: Day, { today }: VoucherContext): Refusal | undefined {
  if (on > today) return wrong(field, 'future', today);
  return on < addDays(today, -HORIZON_DAYS) ? wrong(field, 'tooFar') : undefined;
}

/** An act lies on or after the one before it. */
function notBefore(
  field: string,
  on: Day,
  earlier: Day | undefined,
  problem: InputProblem,
): Refusal | undefined {
  return earlier !== undefined && on < earlier ? wrong(field, problem, earlier) : undefined;
}

/** Guards that stand in the way of a step. */
function unmetAt(
  step: GuardStep,
  { facts, stage }: Pick<Voucher, 'facts' | 'stage'>,
  on: Day,
  attested: readonly GuardId[],
  context: VoucherContext,
  /** Where it stood before, when that matters (G16). */
  from: Status = stage.status,
): readonly GuardAnswer[] {
  return blocking(
    checkGuards(
      step,
      {
        facts,
        status: from,
        reservation: 'reservation' in stage ? stage.reservation : undefined,
        reported: 'report' in stage,
        redeemedOn: stage.status === 'redeemed' ? stage.redemption.on : undefined,
        on,
        attested,
      },
      context,
    ),
  );
}

/** The breaches with which something is recorded, or the refusal: plan and record. */
function admit(
  step: GuardStep,
  unmet: readonly GuardAnswer[],
  accepted: readonly GuardId[] | undefined,
  { actor, reasonGiven }: VoucherContext,
): GuardId[] | Refusal {
  if (unmet.length === 0) return [];
  const wasShown = unmet.every(({ guard }) => accepted?.includes(guard) === true);
  if (!wasShown || actor.permission !== 'admin') return refuse({ why: 'guards', step, unmet });
  return reasonGiven ? unmet.map(({ guard }) => guard) : refuse({ why: 'reasonNeeded' });
}

function record(
  { facts, stage, accepted }: Extract<VoucherCommand, { type: 'record' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  const wrongFacts = checkFacts(facts, context);
  if (wrongFacts !== undefined) return wrongFacts;
  const wrongDates = checkStage(stage, facts, context);
  if (wrongDates !== undefined) return wrongDates;
  // A claim is made of recorded vouchers, never recorded with one.
  if (isClaimed(stage)) return refuse({ why: 'claimed' });
  const recorded: VoucherEvent = { type: 'recorded', facts, stage, breaches: [] };
  // What is merely assigned commits nobody: its guards are asked when it is reserved.
  if (stage.status === 'assigned' || stage.status === 'lost') return [recorded];
  const on = stage.status === 'redeemed' ? stage.redemption.on : stage.reservation.on;
  const breaches = admit('record', unmetAt('record', { facts, stage }, on, [], context), accepted, context);
  return Array.isArray(breaches) ? [{ ...recorded, breaches }] : breaches;
}

function checkFacts(facts: Facts, context: VoucherContext): Refusal | undefined {
  if (facts.number === '') return wrong('number', 'missing');
  if (facts.assignedOn !== undefined) {
    const refusal = happened('assignedOn', facts.assignedOn, context);
    if (refusal !== undefined) return refusal;
    for (const field of ['printedExpiry', 'adjustedExpiry'] as const) {
      const until = facts[field];
      if (until !== undefined && until < facts.assignedOn)
        return wrong(field, 'beforeStart', facts.assignedOn);
    }
  }
  for (const field of ['printedExpiry', 'adjustedExpiry'] as const) {
    const until = facts[field];
    if (until !== undefined && until > addDays(context.today, HORIZON_DAYS)) return wrong(field, 'tooFar');
  }
  return undefined;
}

function checkPlan(start: Day, end: Day, { today }: VoucherContext): Refusal | undefined {
  if (end < start) return wrong('end', 'beforeStart', start);
  if (end > addDays(today, HORIZON_DAYS)) return wrong('end', 'tooFar');
  return start < addDays(today, -HORIZON_DAYS) ? wrong('start', 'tooFar') : undefined;
}

/** The days of a voucher that is recorded in a later state: each in order, none in the future. */
function checkStage(stage: RecordedStage, facts: Facts, context: VoucherContext): Refusal | undefined {
  if (stage.status === 'assigned') return undefined;
  if (stage.status === 'lost') {
    return happened('on', stage.on, context) ?? notBefore('on', stage.on, facts.assignedOn, 'beforeStart');
  }
  const { reservation } = stage;
  const refusal =
    happened('reservedOn', reservation.on, context) ??
    notBefore('reservedOn', reservation.on, facts.assignedOn, 'beforeStart') ??
    checkPlan(reservation.start, reservation.end, context);
  if (refusal !== undefined || stage.status === 'reserved') return refusal;
  const { report: done } = stage;
  const reportRefusal = named('reportedOn', checkReport(done, reservation, context));
  if (reportRefusal !== undefined || stage.status === 'reported') return reportRefusal;
  return named('redeemedOn', checkRedemption(stage.redemption.on, done.on, context));
}

/** Among several days, `on` alone would not say which is meant. */
function named(field: string, refusal: Refusal | undefined): Refusal | undefined {
  const reason = refusal?.refused;
  return reason?.why === 'input' && reason.field === 'on' ? refuse({ ...reason, field }) : refusal;
}

function checkReport(done: Report, reservation: Reservation, context: VoucherContext): Refusal | undefined {
  const refusal = happened('on', done.on, context) ?? happened('handedOverOn', done.handedOverOn, context);
  if (refusal !== undefined) return refusal;
  if (done.on < reservation.end) return wrong('on', 'beforeEnd', reservation.end);
  return done.handedOverOn < reservation.start
    ? wrong('handedOverOn', 'beforeStart', reservation.start)
    : undefined;
}

function checkRedemption(on: Day, reportedOn: Day, context: VoucherContext): Refusal | undefined {
  return (
    happened('on', on, context) ?? (on < reportedOn ? wrong('on', 'beforeReport', reportedOn) : undefined)
  );
}

/** A correction moves no known expiry without a reason, and from the reservation on it is held against the rules. */
function amend(
  state: Voucher,
  { facts, accepted }: Extract<VoucherCommand, { type: 'amend' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (facts.number !== state.facts.number) return wrong('number', 'unknown');
  const refusal = checkFacts(facts, context);
  if (refusal !== undefined) return refusal;
  const known = expiry(state.facts);
  if (known !== undefined && expiry(facts) !== known && !context.reasonGiven) {
    return refuse({ why: 'reasonNeeded' });
  }
  const { stage } = state;
  if (!('reservation' in stage)) return [{ type: 'amended', facts, breaches: [] }];
  const on = stage.status === 'redeemed' ? stage.redemption.on : stage.reservation.on;
  // A rule that was broken and recorded so is not asked again.
  const unmet = unmetAt('record', { facts, stage }, on, [], context).filter(
    ({ guard }) => !state.breaches.includes(guard),
  );
  const breaches = admit('record', unmet, accepted, context);
  return Array.isArray(breaches) ? [{ type: 'amended', facts, breaches }] : breaches;
}

function reserve(
  state: Voucher,
  { reservation, termsAccepted, accepted }: Extract<VoucherCommand, { type: 'reserve' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (!state.facts.adminKnown) return wrong('adminEmail', 'missing');
  const refusal =
    happened('on', reservation.on, context) ??
    notBefore('on', reservation.on, state.facts.assignedOn, 'beforeStart') ??
    checkPlan(reservation.start, reservation.end, context);
  if (refusal !== undefined) return refusal;
  if (!termsAccepted) return wrong('terms', 'notAccepted');
  const planned: Stage = { status: 'reserved', reservation };
  const unmet = unmetAt(
    'reserve',
    { facts: state.facts, stage: planned },
    reservation.on,
    reservation.attested,
    context,
    state.stage.status,
  );
  const breaches = admit('reserve', unmet, accepted, context);
  return Array.isArray(breaches) ? [{ type: 'reserved', reservation, breaches }] : breaches;
}

function reschedule(
  state: Voucher,
  { start, end, accepted }: Extract<VoucherCommand, { type: 'reschedule' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (state.stage.status !== 'reserved') return refuse({ why: 'notFound' });
  const refusal = checkPlan(start, end, context);
  if (refusal !== undefined) return refusal;
  const { reservation } = state.stage;
  const planned: Stage = { status: 'reserved', reservation: { ...reservation, start, end } };
  const unmet = unmetAt(
    'reserve',
    { facts: state.facts, stage: planned },
    reservation.on,
    reservation.attested,
    context,
  );
  const breaches = admit('reserve', unmet, accepted, context);
  return Array.isArray(breaches) ? [{ type: 'rescheduled', start, end, breaches }] : breaches;
}

function report(
  state: Voucher,
  command: Extract<VoucherCommand, { type: 'report' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (state.stage.status !== 'reserved') return refuse({ why: 'notFound' });
  const { reservation } = state.stage;
  const refusal = checkReport(command.report, reservation, context);
  if (refusal !== undefined) return refusal;
  const unmet = unmetAt(
    'report',
    { facts: state.facts, stage: { status: 'reported', reservation, report: command.report } },
    command.report.on,
    command.report.attested,
    context,
  );
  const breaches = admit('report', unmet, command.accepted, context);
  return Array.isArray(breaches) ? [{ type: 'reported', report: command.report, breaches }] : breaches;
}

function redeem(
  state: Voucher,
  { redemption, accepted }: Extract<VoucherCommand, { type: 'redeem' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  const { stage, facts } = state;
  const reportedOn = stage.status === 'reported' ? stage.report.on : undefined;
  const refusal =
    reportedOn === undefined
      ? happened('on', redemption.on, context)
      : checkRedemption(redemption.on, reportedOn, context);
  if (refusal !== undefined) return refusal;
  // Without the report there is nothing to redeem with: no override reaches past G11.
  const allowed = stage.status === 'reported' ? accepted : undefined;
  const breaches = admit(
    'redeem',
    unmetAt('redeem', { facts, stage }, redemption.on, [], context),
    allowed,
    context,
  );
  return Array.isArray(breaches) ? [{ type: 'redeemed', redemption, breaches }] : breaches;
}

/**
 * The voucher after an event; replaying all its events gives the stored state.
 * Throws when the events are not a history that `decideVoucher` could have written.
 */
export function evolveVoucher(state: Voucher | undefined, event: VoucherEvent): Voucher {
  if (event.type === 'recorded') {
    return { facts: event.facts, stage: event.stage, breaches: event.breaches };
  }
  if (state === undefined) throw new Error(`history begins with ${event.type}`);
  const { stage } = state;
  const step = (next: Stage, breaches: readonly GuardId[] = []): Voucher => ({
    facts: state.facts,
    stage: next,
    before: stage,
    breaches: [...new Set([...state.breaches, ...breaches])],
  });
  switch (event.type) {
    case 'amended':
      return {
        ...state,
        facts: event.facts,
        breaches: [...new Set([...state.breaches, ...event.breaches])],
      };
    case 'reserved':
      return step({ status: 'reserved', reservation: event.reservation }, event.breaches);
    case 'rescheduled':
      if (stage.status !== 'reserved') throw impossible(event, stage);
      return step(
        { status: 'reserved', reservation: { ...stage.reservation, start: event.start, end: event.end } },
        event.breaches,
      );
    case 'released':
    case 'cameBack':
      return step({ status: 'assigned' });
    case 'lost':
      return step({ status: 'lost', on: event.on });
    case 'reported':
      if (stage.status !== 'reserved') throw impossible(event, stage);
      return step(
        { status: 'reported', reservation: stage.reservation, report: event.report },
        event.breaches,
      );
    case 'redeemed':
      if (stage.status !== 'reported') throw impossible(event, stage);
      return step({ ...stage, status: 'redeemed', redemption: event.redemption }, event.breaches);
    case 'claimed':
      if (stage.status !== 'redeemed') throw impossible(event, stage);
      return { ...state, stage: { ...stage, claimId: event.claimId } };
    case 'freed': {
      if (stage.status !== 'redeemed') throw impossible(event, stage);
      const { claimId: _freed, ...free } = stage;
      return { ...state, stage: free };
    }
    case 'undone': {
      const { before: _undone, ...rest } = state;
      return { ...rest, stage: event.restored };
    }
    case 'voided': {
      const { type: _type, ...why } = event;
      return step({ status: 'void', ...why });
    }
    default:
      return event satisfies never;
  }
}

function impossible(event: VoucherEvent, stage: Stage): Error {
  return new Error(`${event.type} cannot follow ${stage.status}`);
}
