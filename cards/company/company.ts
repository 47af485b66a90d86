import { COMPETENCIES, COMPETENCY_IDS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import { cancel, execute, fitting, offer, plainExecute } from '../kit/actions.ts';
import {
  choiceInput,
  dateInput,
  folded,
  literal,
  numberInput,
  numberOf,
  slot,
  textInput,
  words,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { countryName, formatDay, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { rows, type Row } from '../kit/lists.ts';
import { levelName, offeringTitle } from '../kit/names.ts';
import { openingRow } from '../kit/opening-row.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { competencyChoices, editionChoices, type CompanyFormView } from './company-form.ts';
import { renewalLines, renewalRows, type Coming } from './renewal-rows.ts';

const LISTED = 10;
/** Characters of one of them. */
const LONG = 60;
/** A country's name and two texts. */
const LONGEST = 120;
/** Renewals in sight, the nearest ones. */
const RENEWALS = 2;

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly lists: readonly Element[];
  readonly renewals: readonly Element[];
  readonly rows: readonly Row[];
}>((t) => ({
  title: t('company.title'),
  hasHead: true,
  body: [
    slot('head'),
    slot('lists'),
    slot('renewals'),
    ...folded('more', t('company.moreFacts'), [rows('rows')]),
  ],
}));

/** What the company has, by count and behind each its list; what runs out next; and how to change it. */
export function companyCard(
  actor: Actor,
  {
    standing,
    renewals,
    banner,
    parked,
  }: {
    readonly standing: Standing;
    /** What has to be renewed, the nearest first. */
    readonly renewals: readonly Coming[];
    readonly banner?: Banner | undefined;
    /** Goes on with a form of the company that waits. */
    readonly parked?: Element | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { company, texts } = standing;
  const admin = may(actor.permission, 'company.setUp');
  return fill(language, {
    head: head({
      about: texts['name'] ?? t('company.nameless'),
      under:
        company.membershipEnd === undefined
          ? ''
          : `${t('field.membershipEnd')} ${formatDay(language, company.membershipEnd)}`,
      number: company.mpnId,
    }),
    lists: listRows(t, actor, standing),
    renewals: renewalPart(t, language, renewals, standing),
    rows: [
      { label: t('company.edition'), value: t(`edition.${company.edition}`) },
      { label: t('field.mpnId'), value: company.mpnId ?? t('steps.notEntered') },
      {
        label: t('field.membershipEnd'),
        value:
          company.membershipEnd === undefined
            ? t('steps.notEntered')
            : formatDay(language, company.membershipEnd),
      },
      { label: t('field.timeZone'), value: company.timeZone },
    ],
    banner,
    actions: fitting([
      ...(parked === undefined ? [] : [parked]),
      ...(admin
        ? [
            execute(
              t('do.setUpCompany'),
              'setUp.open',
              {},
              parked === undefined && texts['name'] === undefined ? 'positive' : undefined,
            ),
            execute(t('do.competency'), 'company.competency'),
          ]
        : []),
      offer(t, 'home'),
      ...(admin
        ? [execute(t('do.companyDetails'), 'company.details'), execute(t('do.import'), 'import.open')]
        : []),
      ...(admin && company.consultants.length > 0
        ? [plainExecute(t('do.removeConsultant'), 'company.consultants')]
        : []),
      offer(t, 'people'),
      plainExecute(t('do.history'), 'history.company'),
    ]),
  });
}

function renewalPart(
  t: Say,
  language: Actor['language'],
  coming: readonly Coming[],
  { today }: Standing,
): readonly Element[] {
  if (coming.length === 0) return [];
  const later = coming.slice(RENEWALS);
  return [
    words(t('company.renewals'), { weight: 'Bolder', separator: true, spacing: 'Medium' }),
    ...renewalRows(t, language, coming.slice(0, RENEWALS), today),
    ...(later.length === 0
      ? []
      : folded(
          'renewals',
          t('company.moreRenewals', { count: later.length }),
          renewalLines(t, language, later),
        )),
  ];
}

function listRows(t: Say, { language }: Actor, { company, texts }: Standing): readonly Element[] {
  const list = (id: string, about: string, items: readonly string[], shown = LISTED): readonly Element[] =>
    openingRow(
      id,
      about,
      items.length === 0 ? t('steps.notEntered') : String(items.length),
      [
        ...items.slice(0, shown),
        ...(items.length > shown ? [t('company.more', { count: items.length - shown })] : []),
      ].map(literal),
    );
  const places = company.locations.map(({ id, country }) => {
    const name = texts[`location:${id}`];
    return shortened(
      `${countryName(language, country)} ${id}${name === undefined ? '' : ` (${name})`}`,
      LONGEST,
    );
  });
  const held = COMPETENCY_IDS.flatMap((id) => {
    const level = company.competencies[id];
    const anniversary = company.anniversaries[id];
    if (level === undefined) return [];
    const until = anniversary === undefined ? '' : ` (${formatDay(language, anniversary)})`;
    return [`${COMPETENCIES[id]} ${levelName(level)}${until}`];
  });
  return [
    ...list('locations', t('company.locations'), places),
    ...list('competencies', t('company.competencies'), held, held.length),
    ...list(
      'enrolments',
      t('company.offerings'),
      OFFERING_IDS.filter((id) => company.enrolments[id] !== undefined).map(offeringTitle),
    ),
    ...list(
      'consultants',
      t('company.consultants'),
      company.consultants.map(({ id }) => shortened(texts[`consultant:${id}`] ?? id, LONG)),
    ),
  ];
}

/** Longer is no buffer: a voucher is valid for 180 days. */
export const MAX_BUFFER = 60;

const fillDetails = defineCard<{ readonly values: Values; readonly buffer: readonly Element[] }>((t) => ({
  title: t('company.detailsTitle'),
  body: [
    textInput('companyName', t('field.companyName'), {
      value: '${values.companyName}',
      required: t('required.companyName'),
    }),
    textInput('mpnId', t('field.mpnId'), { value: '${values.mpnId}', max: 40 }),
    dateInput('membershipEnd', t('field.membershipEnd'), { value: '${values.membershipEnd}' }),
    textInput('timeZone', t('field.timeZone'), { value: '${values.timeZone}', max: 60 }),
    { type: 'Container', items: '${buffer}' },
    choiceInput('edition', t('setUp.edition'), editionChoices(t), { value: '${values.edition}' }),
  ],
}));

/** Name, MPN id, membership, zone, buffer and edition. */
export function companyDetailsCard({ actor, standing, values, commandId, banner }: CompanyFormView): Card {
  const t = speaker(actor.language);
  const buffer = numberInput('reportingBuffer', t('field.reportingBuffer'), {
    value: numberOf(values['reportingBuffer']),
    required: t('required.reportingBuffer', { max: MAX_BUFFER }),
    min: 0,
    max: MAX_BUFFER,
  });
  return fillDetails(actor.language, {
    values,
    buffer: [marked(buffer, t)],
    banner,
    actions: [
      execute(t('do.save'), 'company.saveDetails', { commandId, version: standing.version }, 'positive'),
      cancel(t('do.cancel'), 'company'),
    ],
  });
}

const fillCompetency = defineCard<{ readonly values: Values }>((t) => ({
  title: t('company.competencyTitle'),
  body: [
    choiceInput('competency', t('field.competency'), competencyChoices, {
      value: '${values.competency}',
      required: t('required.competency'),
      placeholder: t('choose'),
    }),
    choiceInput(
      'level',
      t('field.level'),
      [
        { title: 'Gold', value: 'gold' },
        { title: 'Silver', value: 'silver' },
        { title: t('company.noLevel'), value: 'none' },
      ],
      { value: '${values.level}', required: t('required.level') },
    ),
    dateInput('anniversary', t('field.anniversary'), { value: '${values.anniversary}' }),
    ...folded('rules', t('company.competencyRules'), [
      words(t('company.competencyText'), { size: 'Small' }),
      words(t('company.extensions'), { size: 'Small' }),
    ]),
  ],
}));

/** One competency: its level and its next anniversary; also to renew or to drop it. */
export function competencyCard({ actor, standing, values, commandId, banner }: CompanyFormView): Card {
  const t = speaker(actor.language);
  return fillCompetency(actor.language, {
    values,
    banner,
    actions: [
      execute(t('do.save'), 'company.saveCompetency', { commandId, version: standing.version }, 'positive'),
      plainExecute(t('do.eligibility'), 'eligibility.open'),
      cancel(t('do.cancel'), 'company'),
    ],
  });
}
