import { countriesOf, type ClaimStatus } from '../../domain/claim/model.ts';
import { addDays, type Day } from '../../domain/day.ts';
import type { Language } from '../../domain/people/person.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { claimBy, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import { badge, dueBadge, type Tone } from '../kit/badge.ts';
import type { Element } from '../kit/elements.ts';
import { countryNames, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { printedNumber } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';

const TONES: Readonly<Record<ClaimStatus, Tone>> = {
  draft: 'accent',
  submitted: 'accent',
  approved: 'accent',
  paid: 'good',
  denied: 'late',
  discarded: 'plain',
};

/** Of a claim the customer, when all its vouchers are of one; how many there are; Microsoft's reference; how it stands. */
export function claimHead(
  t: Say,
  language: Language,
  {
    doc,
    vouchers,
    today,
  }: {
    readonly doc: ClaimDocument;
    readonly vouchers: readonly VoucherDocument[];
    readonly today: Day;
  },
): readonly Element[] {
  const size = t('claim.of', { count: doc.state.voucherIds.length });
  const countries = countryNames(language, countriesOf(doc.state));
  const customer = customerOf(vouchers);
  const { status } = doc.state.stage;
  const due = dueOf(doc);
  return head({
    about: customer ?? size,
    under: customer === undefined ? countries : `${size} · ${countries}`,
    number: doc.texts['reference'],
    badges: [
      badge(t(`status.${status}`), TONES[status]),
      ...(due === undefined ? [] : [dueBadge(t, due, today)]),
    ],
  });
}

/** The customer of all of them; undefined when there are several, or one is not known. */
function customerOf(vouchers: readonly VoucherDocument[]): string | undefined {
  const [first = '', ...others] = new Set(vouchers.map(({ texts }) => texts['customer'] ?? ''));
  return first === '' || others.length > 0 ? undefined : shortened(first);
}

/** What is waited for: the submission, within the 60 days (R22); after the approval the payment (P18). */
function dueOf({ state: { stage, redeemed } }: ClaimDocument): Day | undefined {
  if (stage.status === 'draft') return claimBy(redeemed.first);
  return stage.status === 'approved' ? addDays(stage.approvedOn, PAYMENT_DAYS) : undefined;
}

/** A voucher in a claim: its number, and whose it is. */
export function voucherLine(doc: VoucherDocument): string {
  return [printedNumber(doc), shortened(doc.texts['customer'] ?? '', 80)].filter(Boolean).join(' · ');
}
