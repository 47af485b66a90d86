import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import { expiry, expiryFrom, redeemBy } from '../../domain/voucher/deadlines.ts';
import type { Facts } from '../../domain/voucher/model.ts';
import { dueText } from '../kit/format.ts';
import type { Say } from '../kit/say.ts';

/** The last day to redeem with the days left and where it comes from (G2, G3, G15); undefined while it is not known. */
export function lastDayText(
  t: Say,
  language: Language,
  facts: Facts,
  { edition, today }: Standing,
): string | undefined {
  const until = redeemBy(facts, edition);
  if (until === undefined) return undefined;
  const from = until === expiry(facts) ? expiryFrom(facts) : 'programme';
  return `${dueText(t, language, until, today)} · ${t(`expiryFrom.${from ?? 'printed'}`)}`;
}
