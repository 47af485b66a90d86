import type { Claim } from './claim/model.ts';
import type { Company } from './company/model.ts';
import type { Renewal } from './company/renewal.ts';
import { addDays, daysBetween, type Day } from './day.ts';
import type { Notice } from './notices/notice.ts';
import { present } from './present.ts';
import type { Edition } from './programme/edition.ts';
import type { Query } from './store/ports.ts';
import { claimBy, claimEnd, lastDay, nextOf, PAYMENT_DAYS } from './voucher/deadlines.ts';
import type { Voucher } from './voucher/model.ts';

/**
 * How much something presses, the most urgent first. The order is ours, not the programme's:
 * - `lateMoney` earned, and its day has passed: a payment request not made in time, a payment that did not come;
 * - `today`, `tomorrow` the day after, a voucher or its payment is lost;
 * - `money` redeemed, and the days to ask for the payment are nearly over;
 * - `runsOut` a start, a report or a redemption is near or overdue, and what follows it would be lost with it;
 * - `takable` assigned to nobody yet: another partner can take it;
 * - `paper` renewals and profiles;
 * - `later` nothing is asked for yet, or others have to act;
 * - `news` it is only told;
 * - `over` it ran out, or is done with.
 */
export const URGENCIES = [
  'lateMoney',
  'today',
  'tomorrow',
  'money',
  'runsOut',
  'takable',
  'paper',
  'later',
  'news',
  'over',
] as const;
type UrgencyClass = (typeof URGENCIES)[number];

/** What is compared: the class, within it the day, and of one day the id, so that no two things tie. */
export interface Urgency {
  readonly class: UrgencyClass;
  /** The day of the deadline; `9999-12-31` when there is none. */
  readonly day: Day;
  readonly id: string;
}

/** Sorts after every deadline: the day of what has none. */
export const NO_DUE = '9999-12-31' as Day;

/** Within so many days a deadline is near. Ours. */
export const NEAR_DAYS = 14;

/** The company's rules as they stand today. */
interface Rules {
  readonly company: Company;
  readonly edition: Edition;
  readonly today: Day;
}

/** A total order, the most urgent first: for `sort`. */
export function byUrgency(a: Urgency, b: Urgency): number {
  const first = URGENCIES.indexOf(a.class) - URGENCIES.indexOf(b.class);
  if (first !== 0) return first;
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Things of any kind, the most urgent first. */
export function mostUrgentFirst<T>(things: readonly T[], urgencyOf: (thing: T) => Urgency): readonly T[] {
  return things
    .map((thing) => ({ thing, urgency: urgencyOf(thing) }))
    .sort((a, b) => byUrgency(a.urgency, b.urgency))
    .map(({ thing }) => thing);
}

/** Whether somebody has to do something about it now. */
export function isPressing({ class: of }: Pick<Urgency, 'class'>): boolean {
  return URGENCIES.indexOf(of) <= URGENCIES.indexOf('paper');
}

/** The last day that counts as near. */
export function nearUntil(today: Day): Day {
  return addDays(today, NEAR_DAYS);
}

/**
 * The day that a voucher is ordered by: its next deadline, no later than it runs out. It does not depend on today, so
 * that a store can keep it.
 */
export function dueOfVoucher(state: Pick<Voucher, 'facts' | 'stage'>, rules: Omit<Rules, 'today'>): Day {
  const due = nextOf(state.facts, state.stage, rules.company, rules.edition)?.due ?? NO_DUE;
  const last = lastDay(state.facts, state.stage, rules.edition) ?? NO_DUE;
  return last < due ? last : due;
}

/**
 * The day after which a voucher, or the payment of a redeemed one, is lost; of another one there is none. It does not
 * depend on today either.
 */
export function untilOfVoucher({ facts, stage }: Pick<Voucher, 'facts' | 'stage'>, edition: Edition): Day {
  if (stage.status === 'redeemed' && stage.claimId === undefined) return claimEnd(stage.redemption) ?? NO_DUE;
  return lastDay(facts, stage, edition) ?? NO_DUE;
}

/** The day that a claim is ordered by: the last one to submit it, or to be paid. It does not depend on today. */
export function dueOfClaim({ stage, redeemed }: Pick<Claim, 'stage' | 'redeemed'>): Day {
  if (stage.status === 'draft') return claimBy(redeemed.first);
  return stage.status === 'approved' ? addDays(stage.approvedOn, PAYMENT_DAYS) : NO_DUE;
}

/** How much a voucher presses. `id`: its document's. */
export function urgencyOfVoucher(
  { id, state }: { readonly id: string; readonly state: Pick<Voucher, 'facts' | 'stage'> },
  rules: Rules,
): Urgency {
  const { today } = rules;
  const day = dueOfVoucher(state, rules);
  const { facts, stage } = state;
  const last = lastDay(facts, stage, rules.edition) ?? NO_DUE;
  const of = (urgency: UrgencyClass): Urgency => ({ class: urgency, day, id });
  switch (stage.status) {
    case 'redeemed':
      return of(stage.claimId === undefined ? ofMoney(day, today) : 'later');
    case 'assigned':
    case 'reserved':
    case 'reported':
      if (last < today) return of('over');
      if (last === today) return of('today');
      if (last === addDays(today, 1)) return of('tomorrow');
      if (day <= nearUntil(today)) return of('runsOut');
      return of(stage.status === 'assigned' ? 'takable' : 'later');
    case 'lost':
    case 'void':
      return of('over');
    default:
      return stage satisfies never;
  }
}

/** How much a claim presses. `id`: its document's. */
export function urgencyOfClaim(
  { id, state }: { readonly id: string; readonly state: Pick<Claim, 'stage' | 'redeemed'> },
  today: Day,
): Urgency {
  const day = dueOfClaim(state);
  const of = (urgency: UrgencyClass): Urgency => ({ class: urgency, day, id });
  switch (state.stage.status) {
    case 'draft':
      return of(ofMoney(day, today));
    case 'approved':
      return of(day < today ? 'lateMoney' : 'later');
    case 'submitted':
      return of('later');
    case 'paid':
    case 'denied':
    case 'discarded':
      return of('over');
    default:
      return state.stage satisfies never;
  }
}

/** How much a renewal presses: what lapsed can be renewed still. */
export function urgencyOfRenewal({ what, id, until }: Renewal, today: Day): Urgency {
  return { class: until <= nearUntil(today) ? 'paper' : 'later', day: until, id: `renewal:${id ?? what}` };
}

/** How much a published profile that is out of date presses. */
export function urgencyOfProfile(region: string, today: Day): Urgency {
  return { class: 'paper', day: today, id: `profile:${region}` };
}

/** How much a notice presses on the day that it is said. Several about one thing differ in their codes. */
export function urgencyOfNotice({ code, subject, day, detail = '', to }: Notice, today: Day): Urgency {
  const of = (urgency: UrgencyClass): Urgency => ({
    class: urgency,
    day,
    id: `${subject} ${code} ${detail}${to === undefined ? '' : ` ${to}`}`,
  });
  switch (code) {
    case 'claimBy.passed':
    case 'payment.missing':
      return of('lateMoney');
    case 'claimBy.near':
      return of(ofMoney(day, today));
    case 'expiry.near': {
      const left = daysBetween(today, day);
      return of(left <= 0 ? 'today' : left === 1 ? 'tomorrow' : left <= NEAR_DAYS ? 'runsOut' : 'later');
    }
    case 'start.near':
    case 'start.passed':
    case 'report.overdue':
      return of('runsOut');
    case 'reserve.now':
    case 'ask.new':
    case 'remind.me':
      return of('takable');
    case 'access.requested':
    case 'renewal.near':
    case 'renewal.open':
    case 'renewal.passed':
    case 'profile.stale':
      return of('paper');
    case 'expiry.passed':
      return of('over');
    case 'voucher.recorded':
    case 'voucher.reserved':
    case 'voucher.handedOver':
    case 'voucher.released':
    case 'voucher.lost':
    case 'voucher.reported':
    case 'voucher.redeemed':
    case 'voucher.void':
    case 'bulk.handOver':
    case 'bulk.void':
    case 'sheet.recorded':
    case 'sheet.reconciled':
    case 'claim.submitted':
    case 'claim.approved':
    case 'claim.paid':
    case 'claim.denied':
    case 'access.granted':
    case 'ask.done':
    case 'ask.declined':
    case 'ask.over':
    case 'comment.new':
      return of('news');
    default:
      return code satisfies never;
  }
}

/** What was redeemed and is not asked for yet: `until` is the last day to do so (G14). */
function ofMoney(until: Day, today: Day): UrgencyClass {
  if (until < today) return 'lateMoney';
  if (until === today) return 'today';
  if (until === addDays(today, 1)) return 'tomorrow';
  return until <= nearUntil(today) ? 'money' : 'later';
}

/** The part of an order in the store that one class is, beside what is open. */
interface Part {
  readonly class: UrgencyClass;
  readonly where: { readonly open: true } | { readonly status: string };
  readonly order: NonNullable<Query['order']>;
}

/**
 * The open vouchers or claims as the store finds them, a part after another, the most urgent first: of each part in the
 * order of its days. Of one day the store does not go by ids.
 */
export function partsByUrgency(kind: 'voucher' | 'claim', today: Day): readonly Part[] {
  const tomorrow = addDays(today, 1);
  const yesterday = addDays(today, -1);
  const soon = addDays(today, 2);
  const near = nearUntil(today);
  const far = addDays(near, 1);
  const part = (of: UrgencyClass, where: Part['where'], order: Omit<Part['order'], 'path'> = {}): Part => ({
    class: of,
    where,
    order: { path: 'due', ...order },
  });
  const open = { open: true } as const;
  const unsubmitted = { status: kind === 'voucher' ? 'redeemed' : 'draft' };
  const not = { path: 'status', value: unsubmitted.status } as const;
  if (kind === 'claim') {
    return [
      part('lateMoney', open, { to: yesterday }),
      part('today', unsubmitted, { from: today, to: today }),
      part('tomorrow', unsubmitted, { from: tomorrow, to: tomorrow }),
      part('money', unsubmitted, { from: soon, to: near }),
      part('later', { status: 'approved' }, { from: today, to: near }),
      part('later', open, { from: far }),
    ];
  }
  const until = (since: Day | undefined, upTo?: Day): Pick<Part['order'], 'last'> => ({
    last: present({ path: 'until', since, upTo } as const),
  });
  return [
    part('lateMoney', unsubmitted, { to: yesterday }),
    part('today', open, { to: today, ...until(today, today) }),
    part('tomorrow', open, { to: tomorrow, ...until(tomorrow, tomorrow) }),
    part('money', unsubmitted, { from: soon, to: near }),
    part('runsOut', open, { to: near, not, ...until(soon) }),
    part('takable', { status: 'assigned' }, { from: far }),
    part('later', open, { from: far, not: { path: 'status', value: 'assigned' } }),
    part('over', open, { to: yesterday, not, ...until(undefined, yesterday) }),
  ];
}
