import { present } from '../present.ts';
import type { EventDocument } from '../store/documents.ts';
import { isFulfilled } from '../voucher/colleagues.ts';
import type { Voucher } from '../voucher/model.ts';
import type { Notice, NoticeCode } from './notice.ts';

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
  const tell = (code: NoticeCode, detail?: string, to?: string): readonly Notice[] => [
    present({ code, subject, day: occurredOn, by, detail, to }),
  ];
  switch (event.type) {
    case 'recorded':
      return tell('voucher.recorded');
    case 'reserved':
      return tell('voucher.reserved');
    case 'released':
      return tell('voucher.released', event.reason);
    case 'handedOver':
      return tell('voucher.handedOver', event.consultantId);
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
    case 'commented':
      return tell('comment.new', event.key);
    case 'colleagueAsked':
      return tell('ask.new', event.key, event.to);
    case 'askClosed':
      return tell('ask.declined', event.what, event.asker);
    case 'reminderSet':
    case 'amended':
    case 'rescheduled':
    case 'completed':
    case 'advanced':
    case 'differencesIgnored':
    case 'differencesHeeded':
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
    case 'consultantRemoved':
    case 'savbRegistered':
    case 'detailsChanged':
    case 'competencyChanged':
    case 'statusRead':
    case 'accountMoved':
    case 'maxDaysChanged':
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

/**
 * What who asked, and who was asked, have to know when an event has answered their requests: that it is done, or why it
 * makes no sense any more. `by`: who did it, and so is not told.
 */
export function answersOf(
  before: Voucher | undefined,
  after: Voucher,
  { subject, day, by }: { readonly subject: string; readonly day: Notice['day']; readonly by: string },
): readonly Notice[] {
  const open = new Set(after.asks?.map(({ key }) => key));
  // What was closed by somebody is told of that event.
  if (before === undefined || before.stage === after.stage) return [];
  return (before.asks ?? [])
    .filter(({ key }) => !open.has(key))
    .flatMap(({ what, by: asker, to }) =>
      [...new Set([asker, to])].map((one): Notice => {
        const about = { subject, day, by, to: one };
        return isFulfilled(what, after.stage)
          ? { code: 'ask.done', detail: what, ...about }
          : { code: 'ask.over', detail: after.stage.status, ...about };
      }),
    );
}
