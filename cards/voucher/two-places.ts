import type { Language } from '../../domain/people/person.ts';
import type { Engagement } from '../../domain/plan/engagements.ts';
import { formatSpan, shortened } from '../kit/format.ts';

/** Characters of a customer's name, and of a number, in a sentence. */
const NAME = 40;

/** Another engagement of somebody, by its voucher and days; a text from outside is in it. */
export function placesLine(language: Language, { printed, customer, ...span }: Engagement): string {
  const voucher = [...(customer === undefined ? [] : [customer]), printed]
    .map((text) => shortened(text, NAME))
    .join(' · ');
  return `${voucher}: ${formatSpan(language, span)}`;
}
