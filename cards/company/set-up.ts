import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute, offer } from '../kit/actions.ts';
import { choiceInput, folded, textInput, words, type Values } from '../kit/elements.ts';
import { countryName, listOf, shortened } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { competencyChoices, editionChoices, offeringChoices, type CompanyFormView } from './company-form.ts';

const fill = defineCard<{ readonly values: Values; readonly known: readonly string[] }>((t) => ({
  title: t('setUp.title'),
  body: [
    words(t('setUp.text'), { isSubtle: true }),
    textInput('companyName', t('field.companyName'), {
      value: '${values.companyName}',
      required: t('required.companyName'),
    }),
    lines('known', { size: 'Small' }),
    textInput('country', t('setUp.country'), {
      value: '${values.country}',
      max: 60,
      placeholder: t('setUp.countryExample'),
    }),
    textInput('locationId', t('field.locationId'), { value: '${values.locationId}', max: 40 }),
    ...folded('gold', t('setUp.gold'), [
      choiceInput('gold', t('setUp.gold'), competencyChoices, { value: '${values.gold}', many: true }),
    ]),
    ...folded('silver', t('setUp.silver'), [
      choiceInput('silver', t('setUp.silver'), competencyChoices, { value: '${values.silver}', many: true }),
    ]),
    ...folded('offerings', t('setUp.offerings'), [
      choiceInput('offerings', t('setUp.offerings'), offeringChoices, {
        value: '${values.offerings}',
        many: true,
      }),
    ]),
    ...folded('consultant', t('setUp.consultantFold'), [
      textInput('consultantName', t('field.consultantName'), { value: '${values.consultantName}' }),
      choiceInput('assessments', t('setUp.assessments'), competencyChoices, {
        value: '${values.assessments}',
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
    known: knownLines(t, actor, standing),
    banner,
    actions: [
      execute(t('do.save'), 'setUp.save', { commandId, version: standing.version }, 'positive'),
      cancel(t('do.cancel'), 'setUp'),
    ],
  });
}

function knownLines(t: Say, { language }: Actor, { company, texts }: Standing): string[] {
  const places = company.locations.map(({ id, country }) => `${countryName(language, country)} ${id}`);
  const people = company.consultants.map(({ id }) => shortened(texts[`consultant:${id}`] ?? id, 60));
  return [
    ...(places.length > 0
      ? [t('setUp.knownLocations', { list: listOf(language, places.slice(0, 20)) })]
      : []),
    ...(people.length > 0
      ? [t('setUp.knownConsultants', { list: listOf(language, people.slice(0, 20)) })]
      : []),
  ];
}

const fillDone = defineCard<{ readonly can: readonly string[]; readonly cannot: readonly string[] }>((t) => ({
  title: t('setUp.doneTitle'),
  body: [
    words(t('setUp.can'), { $when: '${count(can) > 0}', weight: 'Bolder' }),
    lines('can'),
    words(t('setUp.cannot'), { $when: '${count(cannot) > 0}', weight: 'Bolder' }),
    lines('cannot'),
  ],
}));

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
            names: listOf(
              language,
              company.consultants
                .slice(0, 10)
                .map(({ id }) => shortened(texts[`consultant:${id}`] ?? id, 60)),
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
      t('setUp.canEnrolment', { offerings: listOf(language, Object.keys(company.enrolments)) }),
      t('setUp.cannotEnrolment'),
    ],
    ...byTable,
  ];
  const cannot = facts.filter(([can]) => !can).map(([, , no]) => `? ${no}`);
  return fillDone(language, {
    can: facts.filter(([can]) => can).map(([, yes]) => `✔ ${yes}`),
    cannot,
    banner,
    actions: [
      offer(t, 'newVoucher'),
      execute(t('do.addLocation'), 'setUp.location'),
      execute(t('do.addConsultant'), 'setUp.consultant'),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}
