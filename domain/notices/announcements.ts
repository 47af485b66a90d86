import { present } from '../present.ts';
import type { EventDocument } from '../store/documents.ts';
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
  const tell = (code: NoticeCode, detail?: string): readonly Notice[] => [
    present({ code, subject, day: occurredOn, by, detail }),
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
