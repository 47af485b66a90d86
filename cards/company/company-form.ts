import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { COMPETENCIES, COMPETENCY_IDS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { EDITION_IDS } from '../../domain/programme/edition.ts';
import type { Choice, Values } from '../kit/elements.ts';
import { offeringTitle } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';
import type { Banner } from '../kit/template.ts';

/** What every form about the company shows. */
export interface CompanyFormView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly values: Values;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

/** The competencies by their own names, the same in every language. */
export const competencyChoices: readonly Choice[] = COMPETENCY_IDS.map((value) => ({
  value,
  title: COMPETENCIES[value],
}));

/** The offerings by their names as Partner Center shows them. */
export const offeringChoices: readonly Choice[] = OFFERING_IDS.map((value) => ({
  value,
  title: offeringTitle(value),
}));

/** The programme's editions. */
export function editionChoices(t: Say): readonly Choice[] {
  return EDITION_IDS.map((value) => ({ value, title: t(`edition.${value}`) }));
}
