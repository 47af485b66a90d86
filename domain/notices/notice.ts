import { z } from 'zod';
import { daySchema } from '../day.ts';

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
  'colleagues',
  'remind',
] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/** Everything that somebody is told without having asked. */
export const NOTICE_CODES = [
  'voucher.recorded',
  'voucher.reserved',
  'voucher.released',
  'voucher.handedOver',
  'voucher.lost',
  'voucher.reported',
  'voucher.redeemed',
  'voucher.void',
  'bulk.handOver',
  'bulk.void',
  'sheet.recorded',
  'sheet.reconciled',
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
  'ask.new',
  'ask.done',
  'ask.declined',
  'ask.over',
  'comment.new',
  'remind.me',
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
  /** An offering, competency, `membership`, region, step or reason, by its code; the key of a request or comment. */
  detail: z.string().optional(),
  /** Whom alone it is for, by the AAD object id. */
  to: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;
