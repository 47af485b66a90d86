import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import {
  doubtedEnd,
  doubtedExpiry,
  expiry,
  expiryBeside,
  expiryFrom,
  isExpired,
  redeemBy,
} from '../../domain/voucher/deadlines.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Facts } from '../../domain/voucher/model.ts';
import { dueText, formatDay } from '../kit/format.ts';
import type { Say } from '../kit/say.ts';

/** That the last day has passed, or may have while nobody has answered about the 90 days (G3); undefined: neither. */
export function expiredName(
  t: Say,
  { state: { facts, stage } }: VoucherDocument,
  { today, edition }: Standing,
): string | undefined {
  if (!isExpired(facts, stage, today, edition)) return undefined;
  return t(
    doubtedEnd(facts, stage, today, edition) === undefined ? 'status.expired' : 'status.mayHaveExpired',
  );
}

/**
 * The last day to redeem with the days left and where it comes from, beside it what else it may be (G2, G3, G15);
 * undefined while it is not known.
 */
export function lastDayText(
  t: Say,
  language: Language,
  facts: Facts,
  { edition, today }: Standing,
): string | undefined {
  const until = redeemBy(facts, edition);
  if (until === undefined) return undefined;
  const isOwn = until === expiry(facts);
  const from = isOwn ? expiryFrom(facts) : 'programme';
  const [doubted, beside] = isOwn ? [doubtedExpiry(facts), expiryBeside(facts)] : [];
  return [
    dueText(t, language, until, today),
    t(`expiryFrom.${from ?? 'printed'}`),
    ...(doubted === undefined ? [] : [t('expiryFrom.doubted', { day: formatDay(language, doubted) })]),
    ...(beside === undefined ? [] : [`${t('expiryFrom.assigned')}: ${formatDay(language, beside)}`]),
  ].join(' · ');
}
