import { talliedOf } from '../../domain/desk/listed.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { ClaimDocument, Tallied, VoucherDocument } from '../../domain/store/documents.ts';
import { claimEnd, lastDay } from '../../domain/voucher/deadlines.ts';
import { badge, dueBadge, type Tone } from '../kit/badge.ts';
import type { Element } from '../kit/elements.ts';
import { head } from '../kit/head.ts';
import { engagementName, printedNumber } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';
import { expiredName } from './last-day.ts';

/** Whose voucher it is and for what, at the top of each card about one; `badges`: how it stands. */
export function voucherHead(
  t: Say,
  language: Actor['language'],
  doc: VoucherDocument,
  badges: readonly Element[],
  { isNumbered = true }: { readonly isNumbered?: boolean } = {},
): readonly Element[] {
  const customer = doc.texts['customer'];
  return head({
    about: customer ?? printedNumber(doc),
    under: engagementLine(t, language, doc),
    number: customer === undefined || !isNumbered ? undefined : printedNumber(doc),
    badges,
  });
}

/** The state in which it is on the way; with its claim, that may be paid. */
export function statusOf(doc: VoucherDocument, claim: ClaimDocument | undefined): Tallied | 'paid' {
  return claim?.state.stage.status === 'paid' ? 'paid' : talliedOf(doc.state.stage);
}

/** How it stands, and the days that are left of what has to be done next. */
export function voucherBadges(
  t: Say,
  doc: VoucherDocument,
  standing: Standing,
  claim?: ClaimDocument,
): readonly Element[] {
  const { facts: known, stage } = doc.state;
  const { today, edition } = standing;
  const status = statusOf(doc, claim);
  const state = badge(statusWords(t, status), TONES[status]);
  const expired = expiredName(t, doc, standing);
  if (expired !== undefined) return [state, badge(expired, 'late')];
  const until =
    stage.status === 'redeemed'
      ? stage.claimId === undefined
        ? claimEnd(stage.redemption)
        : undefined
      : lastDay(known, stage, edition);
  return until === undefined ? [state] : [state, dueBadge(t, until, today)];
}

/** A voucher's state: of a paid claim its vouchers are paid, too. */
export function statusWords(t: Say, status: Tallied | 'paid'): string {
  return t(status === 'paid' ? 'voucher.paid' : `status.${status}`);
}

const TONES: Readonly<Record<Tallied | 'paid', Tone>> = {
  assigned: 'accent',
  reserved: 'accent',
  reported: 'accent',
  redeemed: 'accent',
  claimed: 'plain',
  paid: 'good',
  lost: 'plain',
  void: 'plain',
};

/** What the customer chose: the engagement with its days. */
export function engagementLine(
  t: Say,
  language: Actor['language'],
  { state: { facts: known } }: VoucherDocument,
): string {
  return [
    engagementName(language, known),
    ...(known.serviceLevel === undefined ? [] : [t('days', { days: known.serviceLevel })]),
  ].join(' · ');
}
