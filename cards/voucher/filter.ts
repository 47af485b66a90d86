import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { TALLIED } from '../../domain/store/documents.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import {
  choiceInput,
  folded,
  slot,
  textInput,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { countryName, plainLabel } from '../kit/format.ts';
import { offeringName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { consultantChoices, engagementChoices, hasMoreConsultants, otherConsultantInput } from './choices.ts';

/** What the filter card can say of a deadline in days. */
export const DUE_DAYS = [7, 14, 30, 60, 90] as const;
/** What stands for a part of a filter that no choice of the card says: it stays as it is. */
export const AS_IT_IS = 'asItIs';
/** Countries that are offered, and signs of one choice. */
const COUNTRIES = 40;
const CHOICE_MAX = 60;

/** The inputs of the filter card, by their ids. */
export const FILTER_FIELDS = [
  'state',
  'customer',
  'due',
  'engagement',
  'offering',
  'consultantId',
  'consultantName',
  'country',
  'who',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Fields that are behind "More" as long as they say nothing. */
const SELDOM: readonly FilterField[] = FILTER_FIELDS.slice(3);

const fill = defineCard<{
  readonly values: Values;
  readonly states: readonly Choice[];
  readonly dues: readonly Choice[];
  readonly rest: readonly Element[];
}>((t) => ({
  title: t('filter.title'),
  body: [
    choiceInput('state', t('filter.state'), '${states}', { value: '${values.state}' }),
    textInput('customer', t('field.customer'), {
      value: '${values.customer}',
      placeholder: t('filter.customerHint'),
    }),
    choiceInput('due', t('filter.due'), '${dues}', { value: '${values.due}' }),
    slot('rest'),
  ],
}));

/** What the list of vouchers is narrowed down by: the present filter, and what can be changed of it. */
export function filterCard(
  { language }: Actor,
  view: {
    readonly standing: Standing;
    readonly values: Values;
    /** The reference of the present filter. */
    readonly ref: string;
    /** Parts of it that no choice says, in words; they may be anybody's. */
    readonly asItIs: Readonly<Partial<Record<FilterField, string>>>;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const { values, asItIs } = view;
  const also = (field: FilterField): readonly Choice[] => {
    const words = asItIs[field];
    return words === undefined ? [] : [{ value: AS_IT_IS, title: plainLabel(words, CHOICE_MAX) }];
  };
  return fill(language, {
    values,
    states: [
      { value: 'open', title: t('vouchers.open') },
      ...TALLIED.map((value) => ({ value, title: t(`status.${value}`) })),
      { value: 'any', title: t('vouchers.anyState') },
      ...also('state'),
    ],
    dues: [
      { value: 'any', title: t('filter.anyDue') },
      { value: 'overdue', title: t('vouchers.onlyOverdue') },
      { value: 'week', title: t('vouchers.onlyWeek') },
      ...DUE_DAYS.map((days) => ({ value: String(days), title: t('vouchers.onlyWithin', { days }) })),
      ...also('due'),
    ],
    rest: rest(t, language, view, also),
    banner: view.banner,
    actions: [
      execute(t('do.show'), 'vouchers.narrow', { id: view.ref }, 'positive'),
      plainExecute(t('do.clearFilter'), 'vouchers.open'),
    ],
  });
}

function rest(
  t: Say,
  language: Actor['language'],
  { standing, values }: { readonly standing: Standing; readonly values: Values },
  also: (field: FilterField) => readonly Choice[],
): readonly Element[] {
  const any = { value: 'any', title: t('filter.any') };
  const value = (field: FilterField): string => values[field] ?? 'any';
  const places = countriesOf(standing, value('country')).map((code) => ({
    value: code,
    title: countryName(language, code),
  }));
  const inputs = [
    choiceInput(
      'engagement',
      t('field.engagement'),
      [any, ...engagementChoices(standing, value('engagement')), ...also('engagement')],
      { value: value('engagement') },
    ),
    choiceInput(
      'offering',
      t('field.offering'),
      [any, ...OFFERING_IDS.map((id) => ({ value: id, title: offeringName(id) }))],
      { value: value('offering') },
    ),
    choiceInput(
      'consultantId',
      t('field.consultant'),
      [any, ...consultantChoices(t, standing, value('consultantId')), ...also('consultantId')],
      { value: value('consultantId') },
    ),
    ...(hasMoreConsultants(standing) ? [otherConsultantInput(t, values['consultantName'] ?? '')] : []),
    choiceInput('country', t('field.country'), [any, ...places], { value: value('country') }),
    choiceInput(
      'who',
      t('filter.who'),
      [
        { value: 'any', title: t('filter.everybody') },
        { value: 'mine', title: t('vouchers.onlyMine') },
        ...also('who'),
      ],
      { value: value('who') },
    ),
  ];
  const isSaid = SELDOM.some((field) => !['any', ''].includes(values[field] ?? 'any'));
  return isSaid ? inputs : folded('filter', t('filter.more'), inputs);
}

/** The countries of the company's locations, and the one that is chosen. */
function countriesOf({ company }: Standing, chosen: string): readonly string[] {
  const own = [...new Set(company.locations.map(({ country }) => country))].slice(0, COUNTRIES);
  return chosen === 'any' || own.includes(chosen) ? own : [...own, chosen];
}
