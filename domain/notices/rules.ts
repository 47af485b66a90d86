import { daysBetween, type Day } from '../day.ts';
import type { Notice, NoticeCode, NoticeGroup } from './notice.ts';

/**
 * Who hears something: the consultants who deliver, who recorded the vouchers, the admins, the person that it is about,
 * whoever has to do with the voucher (the consultants, who reserved it, who spoke of it, who asked or was asked), or the
 * one person whom the notice names.
 */
export type Hearer = 'consultants' | 'recorders' | 'admins' | 'person' | 'involved' | 'named';

/** Where a notice leads: `next` is the step that the voucher waits for. */
type LeadsTo = 'bulk' | 'next' | 'voucher' | 'claim' | 'person' | 'home' | 'renewal' | 'profile';

interface Rule {
  readonly group: NoticeGroup;
  readonly hears: readonly Hearer[];
  /** It asks for something to be done: it waits while the person is in the middle of a dialog. */
  readonly asks: boolean;
  /** Its last day cannot be muted by everybody, and knows no weekend: money is lost the day after. */
  readonly warns: boolean;
  readonly leadsTo: LeadsTo;
}

const STAFF: readonly Hearer[] = ['consultants', 'recorders', 'admins'];
const news = (group: NoticeGroup, leadsTo: LeadsTo): Rule => ({
  group,
  hears: STAFF,
  asks: false,
  warns: false,
  leadsTo,
});
const reminds = (group: NoticeGroup, leadsTo: LeadsTo = 'next', hears: readonly Hearer[] = STAFF): Rule => ({
  group,
  hears,
  asks: true,
  warns: false,
  leadsTo,
});
const warns = (group: NoticeGroup): Rule => ({ ...reminds(group), warns: true });

/** Who hears what, and what becomes of it. */
export const RULES: Readonly<Record<NoticeCode, Rule>> = {
  'voucher.recorded': news('vouchers', 'next'),
  'voucher.reserved': news('vouchers', 'next'),
  'voucher.released': news('vouchers', 'next'),
  'voucher.handedOver': news('vouchers', 'next'),
  'voucher.lost': news('vouchers', 'voucher'),
  'voucher.reported': news('vouchers', 'next'),
  'voucher.redeemed': news('vouchers', 'next'),
  'voucher.void': news('vouchers', 'voucher'),
  'bulk.handOver': { ...news('vouchers', 'bulk'), hears: ['consultants', 'admins'] },
  'bulk.void': { ...news('vouchers', 'bulk'), hears: ['consultants', 'admins'] },
  'sheet.recorded': { ...news('vouchers', 'home'), hears: ['admins'] },
  'sheet.reconciled': { ...news('vouchers', 'home'), hears: ['admins'] },
  'claim.submitted': news('claims', 'claim'),
  'claim.approved': news('claims', 'claim'),
  'claim.paid': news('claims', 'claim'),
  'claim.denied': news('claims', 'claim'),
  'access.requested': reminds('access', 'person', ['admins']),
  'access.granted': { ...news('access', 'home'), hears: ['person'] },
  'reserve.now': reminds('reserve'),
  'start.near': reminds('start'),
  'start.passed': reminds('start'),
  'expiry.near': warns('expiry'),
  // Nothing can be done any more: it is told, not asked.
  'expiry.passed': news('expiry', 'voucher'),
  'report.overdue': reminds('report'),
  'claimBy.near': warns('claimBy'),
  'claimBy.passed': reminds('claimBy'),
  'payment.missing': reminds('payment', 'claim'),
  'renewal.near': reminds('renewals', 'renewal', ['admins']),
  'renewal.open': reminds('renewals', 'renewal', ['admins']),
  'renewal.passed': reminds('renewals', 'renewal', ['admins']),
  'profile.stale': reminds('profile', 'profile', ['admins']),
  'ask.new': reminds('colleagues', 'next', ['named']),
  'ask.done': { ...news('colleagues', 'voucher'), hears: ['named'] },
  'ask.declined': { ...news('colleagues', 'voucher'), hears: ['named'] },
  'ask.over': { ...news('colleagues', 'voucher'), hears: ['named'] },
  'comment.new': { ...news('colleagues', 'voucher'), hears: ['involved'] },
  'remind.me': reminds('remind', 'next', ['named']),
};

/**
 * Whether it is said for the last time before money is lost: the deadline is today or tomorrow. Then at least one
 * admin is told, muted or not, and quiet hours are shorter.
 */
export function isLastDay({ code, day }: Pick<Notice, 'code' | 'day'>, today: Day): boolean {
  const left = daysBetween(today, day);
  return RULES[code].warns && left >= 0 && left <= 1;
}
