import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { COMPETENCIES } from '../../domain/programme/catalogue.ts';
import { offer, plainExecute } from '../kit/actions.ts';
import { slot, type Element } from '../kit/elements.ts';
import { listOf, shortened } from '../kit/format.ts';
import { pageOf, pressableRow, rowSentence } from '../kit/list-row.ts';
import { consultantName } from '../kit/names.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

export const CONSULTANTS_PAGE = 10;
/** Characters of a name. */
const LONG = 60;
/** Competencies that are named of one. */
const NAMED = 2;

const fill = defineCard<{ readonly consultants: readonly Element[] }>((t) => ({
  title: t('removeConsultant.who'),
  body: [slot('consultants')],
}));

/** The company's consultants, each a button to what is said before they are removed. */
export function consultantsCard(
  { language }: Pick<Actor, 'language'>,
  {
    standing,
    from,
    banner,
  }: {
    readonly standing: Standing;
    /** The place of the page's first. */
    readonly from: number;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const all = standing.company.consultants;
  const next = from + CONSULTANTS_PAGE;
  const rows = all.slice(from, next).map(({ id, assessments }) => {
    const more = assessments.length - NAMED;
    const row = {
      about: shortened(consultantName(standing, id), LONG),
      says: listOf(language, [
        ...assessments.slice(0, NAMED).map((one) => COMPETENCIES[one]),
        ...(more > 0 ? [t('company.more', { count: more })] : []),
      ]),
    };
    return pressableRow(row, plainExecute(rowSentence(row), 'company.toRemove', { id }));
  });
  return fill(language, {
    consultants: pageOf(t, rows),
    banner,
    actions: [
      ...(next < all.length
        ? [plainExecute(t('do.nextPage'), 'company.consultants', { arg: String(next) })]
        : []),
      plainExecute(t('do.company'), 'company.open'),
      offer(t, 'home'),
    ],
  });
}
