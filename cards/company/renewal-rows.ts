import { present } from '../../domain/present.ts';
import type { Renewal } from '../../domain/company/renewal.ts';
import type { Day } from '../../domain/day.ts';
import type { Language } from '../../domain/people/person.ts';
import { dueBadge } from '../kit/badge.ts';
import { literal, type Element } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { plainRow } from '../kit/list-row.ts';
import { endangeredText, renewalName, type Endangered } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';

/** Something that has to be renewed, with the vouchers in flight that hang on it. */
export interface Coming {
  readonly renewal: Renewal;
  readonly endangered: Endangered;
}

/** A line for each, where there are many: the same without its badge. */
export function renewalLines(t: Say, language: Language, coming: readonly Coming[]): readonly Element[] {
  return coming.map(({ renewal, endangered }) =>
    literal(
      [
        renewalName(t, language, renewal),
        formatDay(language, renewal.until),
        endangeredText(t, endangered),
      ].join(' · '),
    ),
  );
}

/** A row for each: what it is, until when it holds, and what hangs on it. */
export function renewalRows(
  t: Say,
  language: Language,
  coming: readonly Coming[],
  today: Day,
): readonly Element[] {
  return coming.map(({ renewal, endangered }) =>
    plainRow({
      about: renewalName(t, language, present({ what: renewal.what, id: renewal.id })),
      says: [
        formatDay(language, renewal.until),
        ...(renewal.enrolments === undefined
          ? []
          : [t('renewal.withEnrolments', { count: renewal.enrolments.length })]),
        ...(endangered.count === 0 ? [] : [endangeredText(t, endangered)]),
      ].join(' · '),
      badge: dueBadge(t, renewal.until, today),
    }),
  );
}
