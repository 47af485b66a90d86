import { addDays, addWorkingDays, weekOf, type Day } from '../day.ts';
import { blocking, missing, type GuardAnswer, type Verdict } from '../guards/answers.ts';
import { checkGuards } from '../guards/check.ts';
import { qualified, staffed } from '../guards/competence.ts';
import { subjectOf, type GuardContext } from '../guards/subject.ts';
import { present } from '../present.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import { doubtedEnd, latestStart, redeemBy } from '../voucher/deadlines.ts';
import type { Facts, Voucher } from '../voucher/model.ts';
import { elsewhere, type Engaged, type Engagement } from './engagements.ts';
import { weeksThatFit, type Span } from './weeks.ts';

/** The company's rules as they stand today. */
interface Rules extends GuardContext {
  readonly today: Day;
}

/** Weeks that are proposed at most. */
const PROPOSED = 3;
/** Consultants whose days are looked at: a request each. */
export const CONSULTANTS_ASKED = 8;

/**
 * Whether there is time for a voucher whose work has not begun:
 * - `notKnown` without its last day or its service level nobody can tell;
 * - `doubted` the last day hangs on what nobody has answered, whether the 90 days are in it (G3);
 * - `over` its last day has passed; `late` its working days no longer fit before it, only those of `shorter` levels would;
 * - `tight` they fit from `start` at the latest, without the company's own days for the report;
 * - `inTime` they fit, with these, from `latest` at the latest.
 */
export type Timing =
  | { readonly is: 'notKnown'; readonly lacks: readonly ('expiry' | 'serviceLevel')[] }
  | { readonly is: 'doubted'; readonly by: Day; readonly until: Day }
  | { readonly is: 'over'; readonly by: Day }
  | { readonly is: 'late'; readonly by: Day; readonly days: number; readonly shorter: readonly number[] }
  | { readonly is: 'tight'; readonly by: Day; readonly start: Day }
  | { readonly is: 'inTime'; readonly by: Day; readonly latest: Day };

/** The first day on which work may begin that is reserved today (G1). */
function firstStart(today: Day): Day {
  return addDays(today, 1);
}

/** What stands of the calendar between today and the last day of a voucher. */
export function timingOf({ facts, stage }: Pick<Voucher, 'facts' | 'stage'>, rules: Rules): Timing {
  const { company, edition, today } = rules;
  const by = redeemBy(facts, edition);
  const doubted = doubtedEnd(facts, stage, today, edition);
  if (doubted !== undefined) return { is: 'doubted', ...doubted };
  if (by !== undefined && by < today) return { is: 'over', by };
  const { serviceLevel: days } = facts;
  const latest = latestStart(facts, company, edition);
  if (by === undefined || days === undefined || latest === undefined) {
    const lacks = [
      ...(by === undefined ? (['expiry'] as const) : []),
      ...(days === undefined ? (['serviceLevel'] as const) : []),
    ];
    return { is: 'notKnown', lacks };
  }
  const first = firstStart(today);
  if (latest >= first) return { is: 'inTime', by, latest };
  const start = lastStart(by, days);
  if (start >= first) return { is: 'tight', by, start };
  const shorter = SERVICE_LEVELS.filter((level) => level < days && lastStart(by, level) >= first);
  return { is: 'late', by, days, shorter };
}

/** The last day from which so many working days end no later than `by`. */
function lastStart(by: Day, days: number): Day {
  return addWorkingDays(addDays(by, 1), -days);
}

/** What keeps a voucher from being reserved whatever its dates and whoever does it; the calendar apart (G2). */
export function rulesAgainst(
  voucher: Pick<Voucher, 'facts' | 'stage'>,
  rules: Rules,
): readonly GuardAnswer[] {
  const answers = checkGuards('reserve', subjectOf(voucher, rules.today), rules);
  return blocking(answers).filter(({ guard }) => guard !== 'G2' && guard !== 'G10');
}

/** Who may do it: with an assessment (G10), or, where that cannot be checked, everybody; and how that was found. */
export function consultantsFor(
  { engagement }: Pick<Facts, 'engagement'>,
  rules: Rules,
): { readonly ids: readonly string[]; readonly verdict: Verdict } {
  const verdict = engagement === undefined ? missing('engagement') : staffed(engagement, rules);
  if (verdict.answer === 'unmet') return { ids: [], verdict };
  const ids =
    verdict.answer === 'met' && engagement !== undefined
      ? qualified(engagement, rules)
      : rules.company.consultants.map(({ id }) => id);
  return { ids, verdict };
}

/** What of theirs was looked at. */
export interface Looked {
  readonly consultantId: string;
  readonly engaged: Engaged;
}

/** Days that somebody has, and how the voucher comes to them. */
export interface Proposal extends Span {
  readonly consultantId: string;
  readonly by: 'reserve' | 'reschedule' | 'handOver';
}

/**
 * The next days on which a voucher can be done, the earliest first, at most {@link PROPOSED}: one of each who may do it,
 * then the next ones. What is reserved can be moved to other days of its consultant, or handed to who is free in its own.
 * Nothing where there is no time.
 */
export function proposalsFor(
  { facts, stage }: Pick<Voucher, 'facts' | 'stage'>,
  timing: Timing,
  looked: readonly Looked[],
  today: Day,
): readonly Proposal[] {
  const until = lastDayToBegin(timing);
  const { serviceLevel: days, number } = facts;
  if (until === undefined || days === undefined) return [];
  const from = firstStart(today);
  const weeks = ({ engaged }: Looked): readonly Span[] =>
    weeksThatFit(
      engaged.engagements.filter((other) => other.number !== number),
      { days, from, until, most: PROPOSED },
    );
  const reservation = stage.status === 'reserved' ? stage.reservation : undefined;
  if (reservation === undefined) {
    const all = looked.map((one) => weeks(one).map((span) => proposal(one, span, 'reserve')));
    return spread(all);
  }
  const { consultantId, start, end } = reservation;
  const own = looked.filter((one) => one.consultantId === consultantId);
  const moved = own.flatMap((one) =>
    weeks(one)
      .filter((span) => span.start !== start || span.end !== end)
      .map((span) => proposal(one, span, 'reschedule')),
  );
  if (start === undefined || end === undefined || end < today) return spread([moved]);
  const free = looked
    .filter((one) => one.consultantId !== consultantId)
    .filter(({ engaged }) => elsewhere({ number, start, end }, engaged).length === 0)
    .map((one) => [proposal(one, { start, end }, 'handOver')]);
  return spread([moved, ...free]);
}

function proposal({ consultantId }: Looked, { start, end }: Span, by: Proposal['by']): Proposal {
  return { consultantId, start, end, by };
}

/** The first of each, then the second ones, as many as are proposed; the earliest first. */
function spread(all: readonly (readonly Proposal[])[]): readonly Proposal[] {
  const inTurn = [0, 1, 2].flatMap((nth) =>
    all
      .map((own) => own[nth])
      .filter((one) => one !== undefined)
      .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)),
  );
  return inTurn.slice(0, PROPOSED).toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/** Whose days a voucher takes, or would take. */
export interface Planned extends Span {
  readonly consultantId: string;
}

/** Where else somebody is in planned days, and the days from then on in which they are nowhere else. */
export interface Places extends Planned {
  readonly others: readonly Engagement[];
  /** Absent where none are left before it has to begin. */
  readonly fits?: Span;
}

/**
 * Where else the consultant of planned days is in them; with days that fit, from the week of the planned ones on, else
 * the first there are.
 */
export function placesOf(
  voucher: Pick<Voucher, 'facts' | 'stage'>,
  planned: Planned,
  engaged: Engaged,
  rules: Rules,
): Places {
  const { number, serviceLevel: days } = voucher.facts;
  const others = elsewhere({ ...planned, number }, engaged);
  const until = lastDayToBegin(timingOf(voucher, rules));
  if (until === undefined || days === undefined) return { ...planned, others };
  const busy = engaged.engagements.filter((other) => other.number !== number);
  const first = firstStart(rules.today);
  const week = weekOf(planned.start);
  const [fits] = [week > first ? week : first, first].flatMap((from) =>
    weeksThatFit(busy, { days, from, until, most: 1 }),
  );
  return present({ ...planned, others, fits });
}

/** The last day on which the work may begin; undefined where there is no time, or nobody can tell. */
function lastDayToBegin(timing: Timing): Day | undefined {
  if (timing.is === 'inTime') return timing.latest;
  return timing.is === 'tight' ? timing.start : undefined;
}
