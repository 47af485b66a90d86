import { addDays, type Day } from '../day.ts';
import { blocking, GUARD_IDS, type GuardId, type GuardStep } from '../guards/answers.ts';
import { checkGuards } from '../guards/check.ts';
import { override, type Overrider } from '../guards/override.ts';
import { subjectOf, type GuardContext, type GuardSubject } from '../guards/subject.ts';
import { notAfter, notBefore, wrong } from '../input-checks.ts';
import { present } from '../present.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { sameValue } from '../same-value.ts';
import { askableAt, ASKS_OPEN, REMIND_DAYS } from './colleagues.ts';
import { doubtedEnd, expiry, isExpired } from './deadlines.ts';
import { advanced, completed } from './lacking.ts';
import {
  IGNORED_KEPT,
  type Facts,
  type RecordedStage,
  type Report,
  type Reservation,
  type Stage,
  type Status,
  type Voucher,
  type VoucherCommand,
  type VoucherEvent,
} from './model.ts';

/** What a decision about a voucher needs beside it. */
export interface VoucherContext extends GuardContext, Overrider {
  readonly today: Day;
  /** Who asks for it, by the AAD object id. */
  readonly by: string;
}

/** How far ahead or back a day may lie and still be meant. */
const HORIZON_DAYS = 3660;

/** What is allowed in every state: it is about a list, not about a step. */
const ALWAYS: readonly VoucherCommand['type'][] = ['ignoreDifferences', 'heedDifferences'];
const ALLOWED: Readonly<Record<Status, readonly VoucherCommand['type'][]>> = {
  assigned: [
    'amend',
    'reserve',
    'lose',
    'advance',
    'undo',
    'close',
    'void',
    'comment',
    'ask',
    'closeAsk',
    'remind',
  ],
  reserved: [
    'amend',
    'reschedule',
    'handOver',
    'release',
    'report',
    'redeem',
    'complete',
    'advance',
    'undo',
    'close',
    'void',
    'comment',
    'ask',
    'closeAsk',
    'remind',
  ],
  reported: [
    'amend',
    'redeem',
    'complete',
    'advance',
    'undo',
    'close',
    'void',
    'comment',
    'ask',
    'closeAsk',
    'remind',
  ],
  redeemed: ['amend', 'complete', 'undo', 'void', 'comment', 'ask', 'closeAsk', 'remind'],
  lost: ['amend', 'reserve', 'comeBack', 'undo', 'void', 'comment'],
  void: ['undo', 'comment'],
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
  if (![...ALLOWED[stage.status], ...ALWAYS].includes(command.type)) {
    return refuse({ why: 'state', command: command.type, status: stage.status });
  }
  switch (command.type) {
    case 'amend':
      return amend(state, command, context);
    case 'reserve':
      return reserve(state, command, context);
    case 'reschedule':
      return reschedule(state, command, context);
    case 'handOver':
      return handOver(state, command, context);
    case 'release':
      return (
        happened('on', command.on, context) ??
        notBefore(
          'on',
          command.on,
          'reservation' in stage ? stage.reservation.on : undefined,
          'beforeReservation',
        ) ?? [{ type: 'released', on: command.on, reason: command.reason }]
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
    case 'complete':
      return complete(state, command, context);
    case 'advance':
      return advance(state, command, context);
    case 'ignoreDifferences': {
      const differences = command.differences.filter(
        (one) => state.ignored?.some((known) => sameValue(known, one)) !== true,
      );
      return differences.length === 0
        ? refuse({ why: 'nothingChosen' })
        : [{ type: 'differencesIgnored', differences: differences.slice(0, IGNORED_KEPT) }];
    }
    case 'heedDifferences':
      return state.ignored === undefined ? refuse({ why: 'notFound' }) : [{ type: 'differencesHeeded' }];
    case 'undo':
      if (state.before === undefined) return refuse({ why: 'nothingToUndo' });
      if (isClaimed(stage)) return refuse({ why: 'claimed' });
      return context.reasonGiven
        ? [{ type: 'undone', restored: state.before }]
        : refuse({ why: 'reasonNeeded' });
    case 'close': {
      const { today, edition } = context;
      const doubted = doubtedEnd(state.facts, stage, today, edition);
      if (doubted !== undefined) return refuse({ why: 'mayNotHaveRunOut', ...doubted });
      return isExpired(state.facts, stage, today, edition)
        ? [{ type: 'voided', reason: 'ranOut' }]
        : refuse({ why: 'notRunOut' });
    }
    case 'void':
      if (isClaimed(stage)) return refuse({ why: 'claimed' });
      if (command.reason === 'duplicate' && command.duplicateOf === undefined) {
        return wrong('duplicateOf', 'missing');
      }
      if (command.duplicateOf === state.facts.number) return wrong('duplicateOf', 'itself');
      return [present({ type: 'voided', reason: command.reason, duplicateOf: command.duplicateOf })];
    case 'comment':
      return [{ type: 'commented', key: command.key, by: context.by, on: context.today }];
    case 'ask':
      return ask(state, command, context);
    case 'closeAsk': {
      const { by } = context;
      const open = state.asks?.find(({ key }) => key === command.key);
      return open === undefined || (open.to !== by && open.by !== by)
        ? refuse({ why: 'notFound' })
        : [{ type: 'askClosed', key: open.key, by, asker: open.by, what: open.what }];
    }
    case 'remind':
      return remind(state, command, context);
    default:
      return command satisfies never;
  }
}

/** The day for which the guards of a record are checked: the redemption, else the reservation; if it is known. */
function committedOn(stage: Extract<Stage, { readonly reservation: Reservation }>): Day | undefined {
  return stage.status === 'redeemed' ? stage.redemption.on : stage.reservation.on;
}

function isClaimed(stage: Stage): boolean {
  return stage.status === 'redeemed' && stage.claimId !== undefined;
}

/** What happened did so today or earlier, and not longer ago than a day may lie back, if its day is known. */
function happened(field: string, on: Day | undefined, { today }: VoucherContext): Refusal | undefined {
  if (on === undefined) return undefined;
  return (
    notAfter(field, on, today) ?? (on < addDays(today, -HORIZON_DAYS) ? wrong(field, 'tooFar') : undefined)
  );
}

/**
 * The event with the breaches that are accepted, or the refusal by the guards of the step. `known`: breaches that are
 * recorded already and not asked for again.
 */
function guarded<E extends VoucherEvent>(
  step: GuardStep,
  subject: GuardSubject,
  accepted: readonly GuardId[] | undefined,
  context: VoucherContext,
  event: (breaches: GuardId[]) => E,
  known: readonly GuardId[] = [],
): readonly E[] | Refusal {
  const stuck = blocking(checkGuards(step, subject, context)).filter(({ guard }) => !known.includes(guard));
  const breaches = override(step, stuck, accepted, context);
  return isRefusal(breaches) ? breaches : [event(breaches)];
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
  // The guards of a voucher that is assigned or lost are asked when it is reserved.
  if (stage.status === 'assigned' || stage.status === 'lost') return [recorded];
  return guarded(
    'record',
    subjectOf({ facts, stage }, committedOn(stage)),
    accepted,
    context,
    (breaches) => ({
      ...recorded,
      breaches,
    }),
  );
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

function checkPlan(
  { start, end }: Pick<Reservation, 'start' | 'end'>,
  { today }: VoucherContext,
): Refusal | undefined {
  const refusal = notBefore('end', end, start, 'beforeStart');
  if (refusal !== undefined) return refusal;
  if (end !== undefined && end > addDays(today, HORIZON_DAYS)) return wrong('end', 'tooFar');
  return start !== undefined && start < addDays(today, -HORIZON_DAYS) ? wrong('start', 'tooFar') : undefined;
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
    checkPlan(reservation, context);
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
  return (
    happened('on', done.on, context) ??
    happened('handedOverOn', done.handedOverOn, context) ??
    notBefore('on', done.on, reservation.end, 'beforeEnd') ??
    notBefore('handedOverOn', done.handedOverOn, reservation.start, 'beforeStart')
  );
}

function checkRedemption(
  on: Day | undefined,
  reportedOn: Day | undefined,
  context: VoucherContext,
): Refusal | undefined {
  return happened('on', on, context) ?? notBefore('on', on, reportedOn, 'beforeReport');
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
  // What stays as it was is held against no rule once more.
  if (!('reservation' in stage) || sameValue(facts, state.facts))
    return [{ type: 'amended', facts, breaches: [] }];
  return guarded(
    'record',
    subjectOf({ facts, stage }, committedOn(stage)),
    accepted,
    context,
    (breaches) => ({ type: 'amended', facts, breaches }),
    state.breaches,
  );
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
    checkPlan(reservation, context);
  if (refusal !== undefined) return refusal;
  if (!termsAccepted) return wrong('terms', 'notAccepted');
  // Where it stands before matters too: another partner may have it (G16).
  const subject = { ...plan(state.facts, reservation), status: state.stage.status };
  return guarded('reserve', subject, accepted, context, (breaches) => ({
    type: 'reserved',
    reservation,
    breaches,
  }));
}

function reschedule(
  state: Voucher,
  { start, end, accepted }: Extract<VoucherCommand, { type: 'reschedule' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (state.stage.status !== 'reserved') return refuse({ why: 'notFound' });
  const refusal = checkPlan({ start, end }, context);
  if (refusal !== undefined) return refusal;
  const subject = plan(state.facts, { ...state.stage.reservation, start, end });
  return guarded('reserve', subject, accepted, context, (breaches) => ({
    type: 'rescheduled',
    start,
    end,
    breaches,
  }));
}

/** Whoever takes it on is the company's, and qualifies (G10); what else was not kept stays as it is. */
function handOver(
  { facts, stage }: Voucher,
  { consultantId, accepted }: Extract<VoucherCommand, { type: 'handOver' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (stage.status !== 'reserved') return refuse({ why: 'notFound' });
  if (!context.company.consultants.some(({ id }) => id === consultantId))
    return wrong('consultantId', 'unknown');
  const reservation = { ...stage.reservation, consultantId };
  const subject = subjectOf({ facts, stage: { status: 'reserved', reservation } }, committedOn(stage));
  return guarded(
    'record',
    subject,
    accepted,
    context,
    (breaches) => ({ type: 'handedOver', consultantId, breaches }),
    GUARD_IDS.filter((guard) => guard !== 'G10'),
  );
}

/**
 * What was absent becomes known; nothing that is known changes by it. An admin who records a fact that breaks a rule says
 * why, as with every record.
 */
function complete(
  state: Voucher,
  { known, accepted }: Extract<VoucherCommand, { type: 'complete' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  const { facts } = state;
  const stage = completed(state.stage, known);
  if (stage === undefined || !('reservation' in stage)) return refuse({ why: 'notFound' });
  if (sameValue(stage, state.stage)) return refuse({ why: 'nothingChosen' });
  const refusal = checkStage(stage, facts, context);
  if (refusal !== undefined) return refusal;
  return guarded(
    'record',
    subjectOf({ facts, stage }, committedOn(stage)),
    accepted,
    context,
    (breaches) => ({ type: 'completed', known, breaches }),
    state.breaches,
  );
}

/**
 * It went on elsewhere, as somebody who brings in a list vouches: a later state, recorded as it would have been at first.
 * What is known here of its steps stays.
 */
function advance(
  state: Voucher,
  { stage: wanted, accepted }: Extract<VoucherCommand, { type: 'advance' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  const stage = advanced(state.stage, wanted);
  if (stage === undefined) return refuse({ why: 'state', command: 'advance', status: state.stage.status });
  if (isClaimed(stage)) return refuse({ why: 'claimed' });
  const refusal = checkStage(stage, state.facts, context);
  if (refusal !== undefined) return refusal;
  return guarded(
    'record',
    subjectOf({ facts: state.facts, stage }, committedOn(stage)),
    accepted,
    context,
    (breaches) => ({ type: 'advanced', stage, breaches }),
    state.breaches,
  );
}

/** A planned reservation as its guards look at it. */
function plan(facts: Facts, reservation: Reservation): GuardSubject {
  return subjectOf(
    { facts, stage: { status: 'reserved', reservation } },
    reservation.on,
    reservation.attested,
  );
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
  const { report: done } = command;
  const subject = subjectOf(
    { facts: state.facts, stage: { status: 'reported', reservation, report: done } },
    done.on,
    done.attested,
  );
  return guarded('report', subject, command.accepted, context, (breaches) => ({
    type: 'reported',
    report: done,
    breaches,
  }));
}

function redeem(
  state: Voucher,
  { redemption, accepted }: Extract<VoucherCommand, { type: 'redeem' }>,
  context: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  const { stage, facts } = state;
  const reportedOn = stage.status === 'reported' ? stage.report.on : undefined;
  const refusal = checkRedemption(redemption.on, reportedOn, context);
  if (refusal !== undefined) return refusal;
  // G11 cannot be overridden: without the report there is nothing to redeem.
  const allowed = stage.status === 'reported' ? accepted : undefined;
  return guarded('redeem', subjectOf({ facts, stage }, redemption.on), allowed, context, (breaches) => ({
    type: 'redeemed',
    redemption,
    breaches,
  }));
}

/** Whoever is asked, the desk makes sure that they may do it. */
function ask(
  { stage, asks = [] }: Voucher,
  { key, to }: Extract<VoucherCommand, { type: 'ask' }>,
  { by, today }: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  const what = askableAt(stage);
  if (what === undefined) return refuse({ why: 'claimed' });
  if (to === by) return wrong('personId', 'itself');
  if (asks.some((one) => one.to === to && one.by === by)) return refuse({ why: 'asked' });
  if (asks.length >= ASKS_OPEN) return refuse({ why: 'tooMany', max: ASKS_OPEN });
  return [{ type: 'colleagueAsked', key, by, to, what, on: today }];
}

/** From tomorrow on: what today brings has been told. */
function remind(
  { stage, reminders = [] }: Voucher,
  { on }: Extract<VoucherCommand, { type: 'remind' }>,
  { by, today }: VoucherContext,
): readonly VoucherEvent[] | Refusal {
  if (on === undefined)
    return reminders.some((one) => one.by === by)
      ? [{ type: 'reminderSet', by }]
      : refuse({ why: 'notFound' });
  if (askableAt(stage) === undefined) return refuse({ why: 'claimed' });
  if (on <= today) return wrong('on', 'notYet', addDays(today, 1));
  if (on > addDays(today, REMIND_DAYS)) return wrong('on', 'tooFar');
  return [{ type: 'reminderSet', by, day: on }];
}
