import type { Standing } from '../../domain/desk/standing.ts';
import { qualified } from '../../domain/guards/competence.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  ENGAGEMENT_IDS,
  ENGAGEMENTS,
  SERVICE_LEVELS,
  type EngagementId,
} from '../../domain/programme/catalogue.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { textInput, type Choice, type Element } from '../kit/elements.ts';
import { countryName, plainLabel } from '../kit/format.ts';
import { consultantName, offeringName, printedNumber } from '../kit/names.ts';
import { offered } from '../kit/offered.ts';
import type { Say } from '../kit/say.ts';

/** The edition's engagements, and the one that is recorded where the edition does not have it. */
export function engagementChoices(standing: Standing, recorded = ''): readonly Choice[] {
  const choices = standing.edition.engagements.map(({ id, offering }) => ({
    value: id,
    title: `${ENGAGEMENTS[id]} (${offeringName(offering)})`,
  }));
  const other = ENGAGEMENT_IDS.find((id) => id === recorded && choices.every(({ value }) => value !== id));
  return other === undefined ? choices : [...choices, { value: other, title: ENGAGEMENTS[other] }];
}

/** How many days an engagement can take. */
export function levelChoices(t: Say): readonly Choice[] {
  return SERVICE_LEVELS.map((days) => ({ value: String(days), title: t('days', { days }) }));
}

/** The card's input for a location that is not the company's: a country is typed beside it. */
export const OTHER_COUNTRY = 'other';

/** Of a company's locations and consultants so many are offered: a card has to hold them. The others are typed. */
const OFFERED = 8;

/** The company's locations, of each country one before another's second, and one elsewhere that is typed. */
export function locationChoices(
  t: Say,
  { company: { locations } }: Standing,
  language: Actor['language'],
  chosen: string,
): readonly Choice[] {
  const firsts = new Map(locations.toReversed().map(({ id, country }) => [country, id]));
  return [
    ...offered(locations, OFFERED, [chosen], ({ id, country }) => firsts.get(country) === id).map(
      ({ id, country }) => ({
        title: `${countryName(language, country)} · ${plainLabel(id, 20)}`,
        value: id,
      }),
    ),
    { title: t('reserve.elsewhere'), value: OTHER_COUNTRY },
  ];
}

/** The company's consultants; with an engagement it is said of whom it takes that they qualify, and they come first. */
export function consultantChoices(
  t: Say,
  standing: Standing,
  chosen: string,
  engagement?: EngagementId,
): readonly Choice[] {
  const fit = engagement === undefined ? [] : qualified(engagement, standing);
  return offered(standing.company.consultants, OFFERED, [chosen], ({ id }) => fit.includes(id)).map(
    ({ id }) => {
      const name = plainLabel(consultantName(standing, id), 40);
      return { value: id, title: fit.includes(id) ? `${name} · ${t('reserve.qualifies')}` : name };
    },
  );
}

/** A country that is not in the list. */
export function otherCountryInput(t: Say, value: string): Element {
  return textInput('country', t('reserve.otherCountry'), {
    value,
    max: 60,
    placeholder: t('reserve.onlyIfNotListed'),
  });
}

/** A consultant of whom the list has no room. */
export function otherConsultantInput(t: Say, value: string): Element {
  return textInput('consultantName', t('reserve.otherConsultant'), {
    value,
    placeholder: t('reserve.onlyIfNotListed'),
  });
}

/** Whether a consultant may have to be typed: not all are offered. */
export function hasMoreConsultants({ company }: Standing): boolean {
  return company.consultants.length > OFFERED;
}

/** A voucher as one of several: number and customer. */
export function choiceTitle(doc: VoucherDocument): string {
  const customer = doc.texts['customer'];
  return plainLabel([printedNumber(doc), ...(customer === undefined ? [] : [customer])].join(' - '), 90);
}
