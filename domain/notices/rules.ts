import { z } from 'zod';
import { daysBetween, daySchema, type Day } from '../day.ts';
import type { EventDocument } from '../store/documents.ts';

/** What can be muted, each for itself. */
export const NOTICE_GROUPS = [
  'vouchers',
  'claims',
  'access',
  'reserve',
  'start',
  'expiry',
  'report',
  'claimBy',
  'payment',
  'renewals',
  'profile',
] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/** Everything that somebody is told without having asked. */
export const NOTICE_CODES = [
  'voucher.recorded',
  'voucher.reserved',
  'voucher.released',
  'voucher.lost',
  'voucher.reported',
  'voucher.redeemed',
  'voucher.void',
  'claim.submitted',
  'claim.approved',
  'claim.paid',
  'claim.denied',
  'access.requested',
  'access.granted',
  'reserve.now',
  'start.near',
  'start.passed',
  'expiry.near',
  'expiry.passed',
  'report.overdue',
  'claimBy.near',
  'claimBy.passed',
  'payment.missing',
  'renewal.near',
  'renewal.open',
  'renewal.passed',
  'profile.stale',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** What somebody is told: codes and ids only. The words are made when it is sent, in the reader's language. */
export const noticeSchema = z.object({
  code: z.enum(NOTICE_CODES),
  /** Id of the document that it is about. */
  subject: z.string(),
  /** The day that it is about: the deadline, or the day on which it happened. */
  day: daySchema,
  /** Who did it; absent for what time does. */
  by: z.string().optional(),
  /** An offering, competency, `membership`, region or reason, by its code. */
  detail: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/**
 * Who hears something: the consultants who deliver, who recorded the vouchers, the admins, or the person that
 * it is about.
 */
export type Hearer = 'consultants' | 'recorders' | 'admins' | 'person';

/** Where a notice leads: `next` is the step that the voucher waits for. */
export type LeadsTo = 'next' | 'voucher' | 'claim' | 'person' | 'home' | 'renewal' | 'profile';

export interface Rule {
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
  'voucher.lost': news('vouchers', 'voucher'),
  'voucher.reported': news('vouchers', 'next'),
  'voucher.redeemed': news('vouchers', 'next'),
  'voucher.void': news('vouchers', 'voucher'),
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
};

/**
 * Whether it is said for the last time before money is lost: the deadline is today or tomorrow. Then at least one
 * admin is told, muted or not, and quiet hours are shorter.
 */
export function isLastDay({ code, day }: Pick<Notice, 'code' | 'day'>, today: Day): boolean {
  const left = daysBetween(today, day);
  return RULES[code].warns && left >= 0 && left <= 1;
}

/**
 * What an event makes known, if anything. Corrections, undone steps, changed dates and drafts tell nobody, nor does
 * what a claim does to its vouchers: who sees the card sees it. One notice for each voucher of a batch.
 */
export function noticesOf({
  subject,
  event,
  occurredOn,
  by,
}: Pick<EventDocument, 'subject' | 'event' | 'occurredOn' | 'by'>): readonly Notice[] {
  const tell = (code: NoticeCode, detail?: string): readonly Notice[] => [
    { code, subject, day: occurredOn, by, ...(detail === undefined ? {} : { detail }) },
  ];
  switch (event.type) {
    case 'recorded':
      return tell('voucher.recorded');
    case 'reserved':
      return tell('voucher.reserved');
    case 'released':
      return tell('voucher.released', event.reason);
    case 'lost':
      return tell('voucher.lost');
    case 'reported':
      return tell('voucher.reported');
    case 'redeemed':
      return tell('voucher.redeemed');
    case 'voided':
      return tell('voucher.void', event.reason);
    case 'claimSubmitted':
      return tell('claim.submitted');
    case 'claimApproved':
      return tell('claim.approved');
    case 'claimPaid':
      return tell('claim.paid');
    case 'claimDenied':
      return tell('claim.denied', event.reason);
    case 'asked':
      return tell('access.requested');
    case 'granted':
      return event.letIn === true && event.permission !== undefined
        ? tell('access.granted', event.permission)
        : [];
    case 'amended':
    case 'rescheduled':
    case 'cameBack':
    case 'claimed':
    case 'freed':
    case 'undone':
    case 'claimDrafted':
    case 'claimDiscarded':
    case 'claimUndone':
    case 'companySetUp':
    case 'locationAdded':
    case 'consultantAdded':
    case 'savbRegistered':
    case 'detailsChanged':
    case 'competencyChanged':
    case 'participantChanged':
    case 'agreementSigned':
    case 'policiesRead':
    case 'enrolled':
    case 'directoryUpdated':
    case 'profileSaved':
    case 'profilePublished':
    case 'editionChanged':
    case 'imported':
      return [];
    default:
      return event satisfies never;
  }
}
