import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { cancel, execute, fitting, offer } from '../kit/actions.ts';
import { checklist } from '../kit/checklist.ts';
import { choiceInput, folded, slot, textInput, words, type Element, type Values } from '../kit/elements.ts';
import { countryName, listOf, namesOf, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { lines } from '../kit/lists.ts';
import { offeringNames } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { competencyChoices, editionChoices, offeringChoices, type CompanyFormView } from './company-form.ts';

/** The heading of one of the facts that are asked for. */
function section(title: string): Element {
  return words(title, { weight: 'Bolder', separator: true, spacing: 'Medium' });
}

const fill = defineCard<{
  readonly values: Values;
  readonly knownLocations: readonly string[];
  readonly knownConsultants: readonly string[];
}>((t) => ({
  title: t('setUp.title'),
  body: [
    words(t('setUp.text'), { isSubtle: true }),
    section(t('setUp.sectionCompany')),
    textInput('companyName', t('field.companyName'), {
      value: '${values.companyName}',
      required: t('required.companyName'),
    }),
    section(t('setUp.sectionLocation')),
    lines('knownLocations', { size: 'Small' }),
    textInput('country', t('setUp.country'), {
      value: '${values.country}',
      max: 60,
      placeholder: t('setUp.countryExample'),
    }),
    textInput('locationId', t('field.locationId'), { value: '${values.locationId}', max: 40 }),
    section(t('setUp.sectionCompetencies')),
    ...folded('gold', t('setUp.gold'), [
      choiceInput('gold', t('setUp.gold'), competencyChoices, { value: '${values.gold}', many: true }),
    ]),
    ...folded('silver', t('setUp.silver'), [
      choiceInput('silver', t('setUp.silver'), competencyChoices, { value: '${values.silver}', many: true }),
    ]),
    section(t('setUp.sectionConsultant')),
    lines('knownConsultants', { size: 'Small' }),
    textInput('consultantName', t('field.consultantName'), { value: '${values.consultantName}' }),
    ...folded('assessments', t('setUp.assessmentsFold'), [
      choiceInput('assessments', t('setUp.assessments'), competencyChoices, {
        value: '${values.assessments}',
        many: true,
      }),
    ]),
    section(t('setUp.sectionMore')),
    ...folded('offerings', t('setUp.offerings'), [
      choiceInput('offerings', t('setUp.offerings'), offeringChoices, {
        value: '${values.offerings}',
        many: true,
      }),
    ]),
    ...folded('roles', t('setUp.rolesFold'), [
      choiceInput(
        'roles',
        t('setUp.yourRoles'),
        [
          { value: 'mpnPartnerAdmin', title: t('role.mpnPartnerAdmin') },
          { value: 'mpnGlobalAdmin', title: t('role.mpnGlobalAdmin') },
        ],
        { value: '${values.roles}', many: true },
      ),
      textInput('timeZone', t('field.timeZone'), { value: '${values.timeZone}', max: 60 }),
      choiceInput('edition', t('setUp.edition'), editionChoices(t), { value: '${values.edition}' }),
    ]),
  ],
}));

/** The company in one card; everything can be added later. */
export function setUpCard({ actor, standing, values, commandId, banner }: CompanyFormView): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    values,
    ...knownLines(t, actor, standing),
    banner,
    actions: [
      execute(t('do.save'), 'setUp.save', { commandId, version: standing.version }, 'positive'),
      cancel(t('do.cancel'), 'setUp'),
    ],
  });
}

/** What is there already, by name; of many the first ones. */
function knownLines(
  t: Say,
  { language }: Actor,
  { company, texts }: Standing,
): { readonly knownLocations: readonly string[]; readonly knownConsultants: readonly string[] } {
  const line = (
    key: 'setUp.knownLocations' | 'setUp.knownConsultants',
    names: readonly string[],
  ): string[] =>
    names.length === 0
      ? []
      : [
          t(key, {
            list: listOf(language, [
              ...names.slice(0, KNOWN),
              ...(names.length > KNOWN ? [t('company.more', { count: names.length - KNOWN })] : []),
            ]),
          }),
        ];
  return {
    knownLocations: line(
      'setUp.knownLocations',
      company.locations.map(({ id, country }) => `${countryName(language, country)} ${id}`),
    ),
    knownConsultants: line(
      'setUp.knownConsultants',
      company.consultants.map(({ id }) => shortened(texts[`consultant:${id}`] ?? id, 60)),
    ),
  };
}

/** Locations and consultants that stand in a line. */
const KNOWN = 5;

const fillDone = defineCard<{ readonly head: readonly Element[]; readonly checks: readonly Element[] }>(
  (t) => ({
    title: t('setUp.doneTitle'),
    hasHead: true,
    body: [slot('head'), slot('checks')],
  }),
);

/** Whether it can be checked, and what is said of it then or else. */
type Fact = [boolean, string, string];

/** What the bot can check now and what not yet; and one more of what there can be several of. */
export function setUpDoneCard(actor: Actor, standing: Standing, banner: Banner | undefined): Card {
  const { language } = actor;
  const t = speaker(language);
  const { company, texts, edition } = standing;
  // By the table of the edition: without one they are kept, and checked by nothing.
  const byTable: Fact[] = edition.isTableKnown
    ? [
        [
          Object.keys(company.competencies).length > 0,
          t('setUp.canCompetency', { count: Object.keys(company.competencies).length }),
          t('setUp.cannotCompetency'),
        ],
        [
          company.consultants.length > 0,
          t('setUp.canConsultant', {
            names: namesOf(
              t,
              company.consultants.map(({ id }) => texts[`consultant:${id}`] ?? id),
              KNOWN,
            ),
          }),
          t('setUp.cannotConsultant'),
        ],
      ]
    : [[false, '', t('setUp.cannotTable')]];
  const facts: Fact[] = [
    [
      company.locations.length > 0,
      t('setUp.canCountry', { count: company.locations.length }),
      t('setUp.cannotCountry'),
    ],
    [
      Object.keys(company.enrolments).length > 0,
      t('setUp.canEnrolment', {
        offerings: offeringNames(
          language,
          OFFERING_IDS.filter((id) => company.enrolments[id] !== undefined),
        ),
      }),
      t('setUp.cannotEnrolment'),
    ],
    ...byTable,
  ];
  return fillDone(language, {
    head: head({
      about: texts['name'] ?? t('company.nameless'),
      under: t('setUp.canOf', { count: facts.filter(([can]) => can).length, all: facts.length }),
    }),
    checks: checklist(
      facts.map(([can, yes, no]) => ({ is: can ? 'done' : 'unknown', text: can ? yes : no })),
    ),
    banner,
    actions: fitting([
      offer(t, 'newVoucher'),
      execute(t('do.addLocation'), 'setUp.location'),
      execute(t('do.addConsultant'), 'setUp.consultant'),
      offer(t, 'home'),
      offer(t, 'people'),
    ]),
  });
}
