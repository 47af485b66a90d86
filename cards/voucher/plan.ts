import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer, Verdict } from '../../domain/guards/answers.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import type { Engagement } from '../../domain/plan/engagements.ts';
import type { Proposal, Timing } from '../../domain/plan/plan.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Reservation } from '../../domain/voucher/model.ts';
import { latestStart } from '../../domain/voucher/deadlines.ts';
import { execute, fitting, offer, plainExecute } from '../kit/actions.ts';
import { checklist, type Check } from '../kit/checklist.ts';
import { bound, folded, slot, words, type Element } from '../kit/elements.ts';
import { choiceOf, formatDay, formatSpan } from '../kit/format.ts';
import { guardSentence } from '../kit/guards.ts';
import { plainRow, pressableRow, rowSentence } from '../kit/list-row.ts';
import { lines } from '../kit/lists.ts';
import { consultantName } from '../kit/names.ts';
import { supportLine } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { placesLine } from './two-places.ts';
import { voucherBadges, voucherHead } from './voucher-head.ts';

/** Other engagements in the same days that are named; of more it is said how many. */
const PLACES = 3;

/** What stands of a voucher's plan. */
export interface PlanView {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly timing: Timing;
  /** Rules that keep it from being reserved whatever its dates. */
  readonly against: readonly GuardAnswer[];
  /** How those who may do it were found; and how many there are. */
  readonly who: { readonly verdict: Verdict; readonly count: number; readonly looked: number };
  /** What its consultant has elsewhere in its days. */
  readonly elsewhere: readonly Engagement[];
  /** With what the button of each carries. */
  readonly proposals: readonly (Proposal & { readonly arg: string | undefined })[];
  /** Vouchers of those who were looked at whose days are not known; whether somebody had too many to look at. */
  readonly undated: number;
  readonly isMore: boolean;
}

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly answer: readonly Element[];
  readonly weeks: readonly Element[];
  readonly help: readonly string[];
  readonly how: readonly string[];
}>((t) => ({
  title: t('plan.title'),
  hasHead: true,
  body: [
    slot('head'),
    slot('answer'),
    lines('help'),
    slot('weeks'),
    ...folded('how', t('plan.how'), [lines('how', { size: 'Small' })]),
  ],
}));

/** Whether a voucher can still be done: the answer first, then days that fit, each one press away. */
export function planCard(view: PlanView): Card {
  const { doc, standing, actor, timing, proposals } = view;
  const { language, permission } = actor;
  const t = speaker(language);
  const { facts, stage } = doc.state;
  const ref = { id: facts.number, version: doc.version };
  const isReserved = stage.status === 'reserved';
  const isOver = timing.is === 'late' || timing.is === 'over';
  return fill(language, {
    head: voucherHead(t, language, doc, voucherBadges(t, doc, standing)),
    answer: answer(t, view),
    help: help(t, view),
    weeks: proposals.length === 0 ? [] : [words(t('plan.weeks'), { weight: 'Bolder' }), ...weekRows(t, view)],
    how: how(t, view),
    actions: fitting([
      ...(timing.is === 'notKnown' || timing.is === 'doubted'
        ? may(permission, 'voucher.amend')
          ? [execute(t('do.correct'), 'correct.open', ref, 'positive')]
          : []
        : []),
      ...(isReserved && isOver && may(permission, 'voucher.release')
        ? [execute(t('do.release'), 'release.open', ref)]
        : []),
      execute(t('do.openVoucher'), 'voucher.open', ref),
      offer(t, 'home'),
    ]),
  });
}

/** One sentence; of rules that are against it, and of somebody in two places, a line each. */
function answer(t: Say, view: PlanView): readonly Element[] {
  const { against, elsewhere, actor, standing, doc } = view;
  const { stage } = doc.state;
  const more = elsewhere.length - PLACES;
  const open: readonly Check[] = [
    ...against.map((one): Check => ({ is: 'not', text: guardSentence(actor.language, one) })),
    ...elsewhere
      .slice(0, PLACES)
      .map((other): Check => ({ is: 'unknown', text: placesLine(actor.language, other) })),
    ...(more > 0 ? [{ is: 'unknown', text: t('notify.more', { count: more }) } as const] : []),
  ];
  const text =
    against.length > 0
      ? t('plan.rules')
      : 'reservation' in stage
        ? reservedAnswer(t, view, stage.reservation)
        : assignedAnswer(t, actor.language, view, standing);
  return [bound(text, { weight: 'Bolder', spacing: 'Small' }), ...checklist(open)];
}

function assignedAnswer(
  t: Say,
  language: Language,
  { timing, who, proposals: [first] }: PlanView,
  standing: Standing,
): string {
  const day = (of: Parameters<typeof formatDay>[1]): string => formatDay(language, of);
  if (timing.is !== 'inTime') return timingText(t, language, timing);
  const latest = day(timing.latest);
  if (who.verdict.answer === 'unmet') return t('plan.nobodyQualifies', { latest });
  if (who.count === 0) return t('plan.noConsultants', { latest });
  if (first === undefined) return t('plan.nobodyFree', { latest });
  return t('plan.yes', {
    latest,
    name: consultantName(standing, first.consultantId),
    start: day(first.start),
  });
}

const LACKS = { expiry: 'plan.noExpiry', serviceLevel: 'plan.noServiceLevel' } as const;

/** What the calendar alone says. */
function timingText(t: Say, language: Language, timing: Timing): string {
  const day = (of: Parameters<typeof formatDay>[1]): string => formatDay(language, of);
  switch (timing.is) {
    case 'notKnown':
      return timing.lacks.map((what) => t(LACKS[what])).join(' ');
    case 'doubted':
      return t('guard.extensionDecides', { by: day(timing.by), until: day(timing.until) });
    case 'over':
      return t('plan.over', { by: day(timing.by) });
    case 'late':
      return t('plan.late', { by: day(timing.by), days: timing.days });
    case 'tight':
      return t('plan.tight', { by: day(timing.by), start: day(timing.start) });
    case 'inTime':
      return t('plan.inTime', { latest: day(timing.latest) });
    default:
      return timing satisfies never;
  }
}

function reservedAnswer(
  t: Say,
  { timing, doc, standing, actor, elsewhere }: PlanView,
  planned: Reservation,
): string {
  const { language } = actor;
  const { start, end, consultantId } = planned;
  if (timing.is === 'over' || timing.is === 'doubted') return timingText(t, language, timing);
  if (start === undefined || end === undefined)
    return `${t('plan.reservedUndated')} ${timingText(t, language, timing)}`;
  const days = formatSpan(language, { start, end });
  if ('by' in timing && end > timing.by)
    return t('plan.endsLate', { days, by: formatDay(language, timing.by) });
  if (end < standing.today) return t('plan.passed', { days });
  const isOurs = standing.company.consultants.some(({ id }) => id === consultantId);
  if (consultantId === undefined || !isOurs) return t('plan.reservedByNobody', { days });
  const name = consultantName(standing, consultantId);
  if (elsewhere.length > 0) return t('plan.twoPlaces', { days, name });
  const latest = latestStart(doc.state.facts, standing.company, standing.edition);
  const late =
    latest !== undefined && start > latest
      ? ` ${t('reserve.lateStart', { day: formatDay(language, latest) })}`
      : '';
  return t('plan.reserved', { days, name }) + late;
}

/** What would help where there is no time, as far as the programme's documents say. */
function help(t: Say, { timing, actor, standing, doc }: PlanView): readonly string[] {
  if (timing.is !== 'late' && timing.is !== 'over') return [];
  const isFinal = hasEnded(standing.edition, 'assign', standing.today);
  const shorter =
    timing.is === 'late' && timing.shorter.length > 0 && !isFinal
      ? [
          t('plan.shorter', {
            levels: choiceOf(
              actor.language,
              timing.shorter.map((days) => t('days', { days })),
            ),
          }),
        ]
      : [];
  const release = doc.state.stage.status === 'reserved' && timing.is === 'late' ? [t('plan.release')] : [];
  const after = timing.is === 'over' ? [t(isFinal ? 'next.expiredForGood' : 'next.expired')] : [];
  return [...shorter, ...release, ...after, t('plan.noExtension')];
}

const TITLES = {
  reserve: { verb: 'reserve.open', says: 'do.reserve', needs: 'voucher.reserve' },
  reschedule: { verb: 'reschedule.open', says: 'do.reschedule', needs: 'voucher.reschedule' },
  handOver: { verb: 'handOver.open', says: 'do.handOver', needs: 'voucher.handOver' },
} as const;

/** Days that fit, each a button as a whole: it opens the form with them filled in. */
function weekRows(t: Say, { proposals, standing, actor, doc }: PlanView): readonly Element[] {
  return proposals.map(({ by, consultantId, arg, ...span }) => {
    const { verb, says, needs } = TITLES[by];
    const mayPress = may(actor.permission, needs);
    const row = {
      about: consultantName(standing, consultantId),
      says: [formatSpan(actor.language, span), ...(mayPress ? [t(says)] : [])].join(' · '),
    };
    return mayPress
      ? pressableRow(
          row,
          plainExecute(rowSentence(row), verb, { id: doc.state.facts.number, version: doc.version, arg }),
        )
      : plainRow(row);
  });
}

/** How the days were counted, and what is not known of them. */
function how(t: Say, { doc, standing, actor, who, undated, isMore }: PlanView): readonly string[] {
  const { facts } = doc.state;
  const { company, edition } = standing;
  const latest = latestStart(facts, company, edition);
  const left = who.count - who.looked;
  return [
    ...(latest === undefined
      ? []
      : [
          `${t('voucher.latestStart')}: ${t('voucher.latestStartWhy', {
            day: formatDay(actor.language, latest),
            level: facts.serviceLevel ?? 0,
            buffer: company.reportingBuffer,
          })}`,
        ]),
    t('plan.free'),
    ...(who.verdict.answer === 'unknown' && who.count > 0
      ? [t('plan.qualifiesUnknown', { why: guardSentence(actor.language, who.verdict) })]
      : []),
    ...(left > 0 ? [t('plan.notLooked', { count: left })] : []),
    ...(undated > 0 ? [t('plan.undated', { count: undated })] : []),
    ...(isMore ? [t('plan.isMore')] : []),
    supportLine(t),
  ];
}
