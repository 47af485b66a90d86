import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/desk.ts';
import type { GuardAnswer } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import { ENGAGEMENTS, OFFERINGS } from '../../domain/programme/catalogue.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import { bound, headline, words, type Element, type Values } from '../kit/elements.ts';
import { formatDay, plainLabel } from '../kit/format.ts';
import { guardLines } from '../kit/guards.ts';
import { lines, rows, type Row } from '../kit/lists.ts';
import { fieldName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { FACT_FIELDS, factInput, type FactField } from '../voucher/fact-inputs.ts';

interface MailView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly subject: string;
  readonly printed: string;
  readonly values: Values;
  /** Facts that the mail states in several ways: a person chooses. */
  readonly options: Readonly<Partial<Record<FactField, readonly string[]>>>;
  readonly sender?: string | undefined;
  /** What the mail calls the engagement when no known one has that name. */
  readonly unknownEngagement?: string | undefined;
  readonly answers: readonly GuardAnswer[];
  readonly qualified: number;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

const fillMail = defineCard<{
  readonly number: string;
  readonly rows: readonly Row[];
  readonly missing?: string | undefined;
  readonly inputs: readonly Element[];
  readonly checks: readonly string[];
}>((t) => ({
  title: t('mail.title'),
  body: [
    headline('${number}'),
    words(t('mail.found'), { isSubtle: true, spacing: 'None' }),
    rows('rows'),
    bound('${missing}', { $when: '${missing != null}', weight: 'Bolder', separator: true }),
    { type: 'Container', items: '${inputs}' },
    lines('checks', { size: 'Small' }),
  ],
}));

/** A pasted mail: what was found, what is missing, and nothing recorded yet. */
export function mailCard(view: MailView): Card {
  const { actor, standing, values, options } = view;
  const { language } = actor;
  const t = speaker(language);
  const asked = FACT_FIELDS.filter((field) => isAsked(field, values, options));
  const known = FACT_FIELDS.filter((field) => !asked.includes(field) && (values[field] ?? '') !== '');
  const found: Row[] = known.map((field) => ({
    label: `${fieldName(language, field)}:`,
    value: shown(t, language, field, values[field] ?? ''),
  }));
  if (view.unknownEngagement !== undefined) {
    found.push({ label: `${t('mail.calledIt')}:`, value: view.unknownEngagement });
  }
  const offering = values['offering'];
  if (offering !== undefined && offering in OFFERINGS && (values['engagement'] ?? '') === '') {
    found.push({ label: `${t('field.offering')}:`, value: offering });
  }
  if (view.sender !== undefined) found.push({ label: `${t('mail.sender')}:`, value: view.sender });
  const ref = { id: view.subject, commandId: view.commandId };
  return fillMail(language, {
    number: view.printed,
    rows: found,
    missing:
      asked.length === 0
        ? undefined
        : t('mail.missing', { fields: asked.map((field) => fieldName(language, field)).join(', ') }),
    inputs: asked.map((field) => factInput(t, actor, field, { standing, values, options: options[field] })),
    checks: [
      ...guardLines(t, actor, view.answers, false),
      ...(view.qualified > 0 ? [t('mail.qualify', { count: view.qualified })] : []),
    ],
    banner: view.banner,
    actions: [
      execute(t('do.recordReserve'), 'record.andReserve', ref, 'positive'),
      execute(t('do.recordOnly'), 'record.only', ref),
      execute(t('do.correct'), 'record.correct', { id: view.subject }),
      plainExecute(t('do.notOurs'), 'record.notOurs', { id: view.subject }),
    ],
  });
}

/** Asked on the mail's card: what has several answers, and what reserving needs and the mail does not say. */
function isAsked(field: FactField, values: Values, options: MailView['options']): boolean {
  if (options[field] !== undefined) return true;
  if (field === 'printedExpiry') return false;
  if (field === 'assignedOn' && (values['printedExpiry'] ?? '') !== '') return false;
  return field === 'adminEmail' ? values['adminKnown'] !== 'true' : (values[field] ?? '') === '';
}

function shown(t: Say, language: Actor['language'], field: FactField, value: string): string {
  switch (field) {
    case 'engagement':
      return value in ENGAGEMENTS ? ENGAGEMENTS[value as keyof typeof ENGAGEMENTS] : value;
    case 'serviceLevel':
      return t('days', { days: Number(value) });
    case 'assignedOn':
    case 'printedExpiry':
      return formatDay(language, value as Day);
    case 'customer':
    case 'adminEmail':
      return value;
    default:
      return field satisfies never;
  }
}

const fillChoice = defineCard<{ readonly candidates: readonly string[] }>((t) => ({
  title: t('mail.choiceTitle'),
  body: [words(t('mail.choiceText')), lines('candidates')],
}));

/** Several numbers in one mail: a choice, never a guess. */
export function mailChoiceCard(
  actor: Actor,
  {
    subject,
    printed,
    banner,
  }: { readonly subject: string; readonly printed: readonly string[]; readonly banner?: Banner | undefined },
): Card {
  const t = speaker(actor.language);
  return fillChoice(actor.language, {
    candidates: printed.map((number, index) => `${index + 1} · ${number}`),
    banner,
    actions: [
      ...printed.map((number, index) =>
        execute(`${index + 1} · ${plainLabel(number, 30)}`, 'record.pick', {
          id: subject,
          arg: String(index),
        }),
      ),
      plainExecute(t('do.notOurs'), 'record.notOurs', { id: subject }),
    ],
  });
}
