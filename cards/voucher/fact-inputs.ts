import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  choiceInput,
  dateInput,
  textInput,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { formatDay, plainLabel } from '../kit/format.ts';
import { fieldName } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';
import { engagementChoices, levelChoices } from './choices.ts';

/** The facts that a person can enter about a voucher, in the order of the card. */
export const FACT_FIELDS = [
  'engagement',
  'serviceLevel',
  'customer',
  'assignedOn',
  'printedExpiry',
  'adminEmail',
] as const;

export type FactField = (typeof FACT_FIELDS)[number];

/**
 * The input of one fact; `options` = what the mail offers, for a choice. `isAmbiguous`: a day that is printed so that it
 * can be read in several ways has to be chosen; one that only stands near may be another.
 */
export function factInput(
  t: Say,
  { language }: Pick<Actor, 'language'>,
  field: FactField,
  {
    standing,
    values,
    options,
    isAmbiguous = false,
  }: {
    standing: Standing;
    values: Values;
    options?: readonly string[] | undefined;
    isAmbiguous?: boolean;
  },
): Element {
  const value = values[field] ?? '';
  const label = fieldName(language, field);
  switch (field) {
    case 'engagement': {
      const all = engagementChoices(standing, value);
      return someOf(t, field, label, all, options, value);
    }
    case 'serviceLevel':
      return someOf(t, field, label, levelChoices(t), options, value);
    case 'assignedOn':
    case 'printedExpiry':
      return options === undefined
        ? dateInput(field, label, { value })
        : dayChoice(t, language, field, label, options, value, isAmbiguous);
    case 'customer':
      return readings(t, field, label, options, value) ?? textInput(field, label, { value });
    case 'adminEmail':
      return (
        readings(t, field, label, options, value) ??
        textInput(field, label, { value, max: 254, placeholder: t('mail.adminWhy') })
      );
    default:
      return field satisfies never;
  }
}

function dayChoice(
  t: Say,
  language: Actor['language'],
  field: FactField,
  label: string,
  options: readonly string[],
  value: string,
  isAmbiguous: boolean,
): Element {
  const choices = options.map((one) => ({ value: one, title: formatDay(language, one as Day) }));
  const asks = isAmbiguous ? t('mail.whichDate') : asksWhich(t, choices);
  return choiceInput(field, `${label} (${asks})`, choices, {
    value,
    ...shownAs(t, choices),
    ...(isAmbiguous && { required: t('required.on') }),
  });
}

/** Most readings of one fact that stand in sight, all beside each other. */
const IN_SIGHT = 4;

/** One of all choices, or of those that a mail was read to say. */
function someOf(
  t: Say,
  field: FactField,
  label: string,
  all: readonly Choice[],
  options: readonly string[] | undefined,
  value: string,
): Element {
  const some = options === undefined ? [] : all.filter((one) => options.includes(one.value));
  if (some.length > 0 && some.length <= IN_SIGHT)
    return choiceInput(field, `${label} (${asksWhich(t, some)})`, some, { value, expanded: true });
  return choiceInput(field, label, some.length === 0 ? all : some, { value, placeholder: t('choose') });
}

/**
 * What a mail was read to say, none of it chosen; what it does not say is entered under "Correct". Undefined where there
 * is nothing to choose, or a choice could not be shown letter by letter.
 */
function readings(
  t: Say,
  field: FactField,
  label: string,
  options: readonly string[] | undefined,
  value: string,
): Element | undefined {
  if (options === undefined || options.some((one) => plainLabel(one) !== one)) return undefined;
  const choices = options.map((one) => ({ value: one, title: one }));
  return choiceInput(field, `${label} (${asksWhich(t, choices)})`, choices, {
    value,
    ...shownAs(t, choices),
  });
}

/** A few readings side by side, many to be opened. */
function shownAs(t: Say, choices: readonly Choice[]): { expanded: true } | { placeholder: string } {
  return choices.length <= IN_SIGHT ? { expanded: true } : { placeholder: t('choose') };
}

function asksWhich(t: Say, choices: readonly Choice[]): string {
  return t(choices.length === 1 ? 'mail.isIt' : 'mail.whichOf');
}
