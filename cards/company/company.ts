import { COMPETENCIES, COMPETENCY_IDS } from '../../domain/programme/catalogue.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import { cancel, execute, offer, plainExecute } from '../kit/actions.ts';
import {
  choiceInput,
  dateInput,
  headline,
  numberInput,
  numberOf,
  textInput,
  words,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { countryName, formatDay, listOf } from '../kit/format.ts';
import { lines, rows, type Row } from '../kit/lists.ts';
import { levelName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { competencyChoices, editionChoices, type CompanyFormView } from './company-form.ts';

const LISTED = 10;

const fill = defineCard<{
  readonly name: string;
  readonly rows: readonly Row[];
  readonly renewals: readonly string[];
}>((t) => ({
  title: t('company.title'),
  body: [
    headline('${name}'),
    rows('rows'),
    words(t('company.renewals'), { $when: '${count(renewals) > 0}', weight: 'Bolder', separator: true }),
    lines('renewals'),
  ],
}));

/** What is known of the company, what runs out next, and how to change it. */
export function companyCard(
  actor: Actor,
  {
    standing,
    renewals,
    banner,
    parked,
  }: {
    readonly standing: Standing;
    /** What has to be renewed and which vouchers it endangers. */
    readonly renewals: readonly string[];
    readonly banner?: Banner | undefined;
    /** Goes on with a form of the company that waits. */
    readonly parked?: Element | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const admin = may(actor.permission, 'company.setUp');
  return fill(actor.language, {
    name: standing.texts['name'] ?? t('company.nameless'),
    rows: companyRows(t, actor, standing),
    renewals,
    banner,
    actions: [
      ...(parked === undefined ? [] : [parked]),
      ...(admin
        ? [
            execute(t('do.setUpCompany'), 'setUp.open', {}, 'positive'),
            execute(t('do.competency'), 'company.competency'),
            execute(t('do.companyDetails'), 'company.details'),
            execute(t('do.import'), 'import.open'),
          ]
        : []),
      // Six buttons are seen; home leads to the people, too.
      ...(parked === undefined ? [offer(t, 'people')] : []),
      offer(t, 'home'),
    ],
  });
}

function companyRows(t: Say, { language }: Actor, { company, texts }: Standing): Row[] {
  const more = (count: number): string[] =>
    count > LISTED ? [t('company.more', { count: count - LISTED })] : [];
  const places = company.locations.slice(0, LISTED).map(({ id, country }) => {
    const name = texts[`location:${id}`];
    return `${countryName(language, country)} ${id}${name === undefined ? '' : ` (${name})`}`;
  });
  const held = COMPETENCY_IDS.flatMap((id) => {
    const level = company.competencies[id];
    const anniversary = company.anniversaries[id];
    if (level === undefined) return [];
    const until = anniversary === undefined ? '' : ` (${formatDay(language, anniversary)})`;
    return [`${COMPETENCIES[id]} ${levelName(level)}${until}`];
  });
  const people = company.consultants.slice(0, LISTED).map(({ id }) => texts[`consultant:${id}`] ?? id);
  const row = (label: string, items: readonly string[]): Row => ({
    label: `${label}:`,
    value: items.length === 0 ? t('steps.notEntered') : listOf(language, items),
  });
  return [
    { label: `${t('company.edition')}:`, value: t(`edition.${company.edition}`) },
    { label: `${t('field.mpnId')}:`, value: company.mpnId ?? t('steps.notEntered') },
    {
      label: `${t('field.membershipEnd')}:`,
      value:
        company.membershipEnd === undefined
          ? t('steps.notEntered')
          : formatDay(language, company.membershipEnd),
    },
    { label: `${t('field.timeZone')}:`, value: company.timeZone },
    row(t('company.locations'), [...places, ...more(company.locations.length)]),
    row(t('company.competencies'), held),
    row(t('company.offerings'), Object.keys(company.enrolments)),
    row(t('company.consultants'), [...people, ...more(company.consultants.length)]),
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
    words(t('company.competencyText'), { isSubtle: true }),
    words(t('company.extensions'), { isSubtle: true, size: 'Small' }),
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
