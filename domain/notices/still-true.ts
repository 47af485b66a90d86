import { ASKABLE } from '../voucher/model.ts';
import { daysBetween, type Day } from '../day.ts';
import type { BulkDocument, ClaimDocument, PersonDocument, VoucherDocument } from '../store/documents.ts';
import { isFulfilled } from '../voucher/colleagues.ts';
import type { Notice, NoticeCode } from './notice.ts';
import { remindersOf, type Clocks, type Reminding } from './reminders.ts';

/** Documents that a notice can be about. */
type Subject = Reminding | PersonDocument | BulkDocument;

/**
 * Whether a notice may be said today: checked right before it is sent, for much can have happened since it was made.
 * `doc`: the notice's subject as it is now, undefined when there is none.
 */
export function isStillTrue(
  notice: Notice,
  doc: Subject | undefined,
  { company, edition, today }: Clocks & { readonly today: Day },
): boolean {
  if (doc === undefined || doc.id !== notice.subject) return false;
  // What a list brought, and what was done with many, is told whatever became of it since.
  if (notice.code === 'sheet.recorded' || notice.code === 'sheet.reconciled' || doc.kind === 'bulk')
    return true;
  if (doc.kind === 'person') {
    return notice.code === 'access.requested'
      ? doc.asked === true && doc.permission === undefined
      : notice.code === 'access.granted' && doc.permission === notice.detail;
  }
  const news =
    doc.kind === 'voucher'
      ? NEWS_OF_VOUCHERS[notice.code]?.(doc.state, notice)
      : doc.kind === 'claim'
        ? NEWS_OF_CLAIMS[notice.code]?.(doc.state.stage, notice)
        : undefined;
  if (news !== undefined) return news;
  const isNear = notice.code.endsWith('.near') || notice.code === 'renewal.open';
  if (isNear && daysBetween(today, notice.day) < 0) return false;
  return remindersOf(doc, { company, edition }).some(
    (reminder) =>
      reminder.on <= today &&
      reminder.notice.code === notice.code &&
      reminder.notice.day === notice.day &&
      reminder.notice.detail === notice.detail &&
      reminder.notice.to === notice.to,
  );
}

/** Whether the voucher still stands where the event of a notice put it: what happened after it is told instead. */
const NEWS_OF_VOUCHERS: Partial<
  Record<NoticeCode, (state: VoucherDocument['state'], notice: Notice) => boolean | undefined>
> = {
  'voucher.recorded': ({ stage, before }) => before === undefined && stage.status !== 'void',
  'voucher.reserved': ({ stage }, { day }) => stage.status === 'reserved' && stage.reservation.on === day,
  'voucher.handedOver': ({ stage }, { detail }) =>
    stage.status === 'reserved' && stage.reservation.consultantId === detail,
  'voucher.released': ({ stage, before }) => stage.status === 'assigned' && before?.status === 'reserved',
  'voucher.lost': ({ stage }, { day }) => stage.status === 'lost' && stage.on === day,
  'voucher.reported': ({ stage }, { day }) => stage.status === 'reported' && stage.report.on === day,
  'voucher.redeemed': ({ stage }, { day }) => stage.status === 'redeemed' && stage.redemption.on === day,
  'voucher.void': ({ stage }, { detail }) => stage.status === 'void' && stage.reason === detail,
  'ask.new': ({ asks }, { detail }) => asks?.some(({ key }) => key === detail) === true,
  'ask.done': ({ stage }, { detail }) => ASKABLE.some((what) => what === detail && isFulfilled(what, stage)),
  'ask.declined': () => true,
  // That it ran out follows from the day.
  'ask.over': ({ stage }, { detail }) => (detail === 'expired' ? undefined : stage.status === detail),
  'comment.new': ({ comments }, { detail }) => comments?.some(({ key }) => key === detail) === true,
};

const NEWS_OF_CLAIMS: Partial<
  Record<NoticeCode, (stage: ClaimDocument['state']['stage'], notice: Notice) => boolean>
> = {
  'claim.submitted': (stage, { day }) => stage.status === 'submitted' && stage.submittedOn === day,
  'claim.approved': (stage, { day }) => stage.status === 'approved' && stage.approvedOn === day,
  'claim.paid': (stage, { day }) => stage.status === 'paid' && stage.paidOn === day,
  'claim.denied': (stage, { day }) => stage.status === 'denied' && stage.deniedOn === day,
};
