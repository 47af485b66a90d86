import { ENGAGEMENT_IDS, ENGAGEMENTS, OFFERINGS, SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';
import type { Standing } from '../../domain/desk/desk.ts';
import type { GuardAnswer, GuardId } from '../../domain/guards/table.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  acceptArg,
  bound,
  cancel,
  choiceInput,
  dateInput,
  defineCard,
  execute,
  lines,
  marked,
  plainExecute,
  rows,
  textInput,
  words,
  type Card,
  type Choice,
  type Element,
  type Banner,
  type Row,
} from '../kit/elements.ts';
import { formatDay, plainLabel } from '../kit/format.ts';
import { guardLines, locationChoices } from './reserve.ts';
import { speaker, type Say } from '../kit/say.ts';
import { fieldName } from '../kit/sentences.ts';
import type { Day } from '../../domain/day.ts';

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

type Values = Readonly<Record<string, string>>;

/** The edition's engagements, and the one that is recorded where the edition does not have it. */
export function engagementChoices(standing: Standing, recorded = ''): readonly Choice[] {
  const choices = standing.edition.engagements.map(({ id, offering }) => ({
    value: id,
    title: `${ENGAGEMENTS[id]} (${offering})`,
  }));
  const other = ENGAGEMENT_IDS.find((id) => id === recorded && choices.every(({ value }) => value !== id));
  return other === undefined ? choices : [...choices, { value: other, title: ENGAGEMENTS[other] }];
}

function levelChoices(t: Say): readonly Choice[] {
  return SERVICE_LEVELS.map((days) => ({ value: String(days), title: t('days', { days }) }));
}

/** The input of one fact; `options` = what the mail offers, for a choice. */
function factInput(
  t: Say,
  { language }: Pick<Actor, 'language'>,
  field: FactField,
  {
    standing,
    values,
    options,
  }: { standing: Standing; values: Values; options?: readonly string[] | undefined },
): Element {
  const value = values[field] ?? '';
  const label = fieldName(language, field);
  switch (field) {
    case 'engagement': {
      const all = engagementChoices(standing, value);
      const some = options === undefined ? all : all.filter((one) => options.includes(one.value));
      return choiceInput(field, label, some.length === 0 ? all : some, { value, placeholder: t('choose') });
    }
    case 'serviceLevel':
      return choiceInput(field, label, levelChoices(t), { value, placeholder: t('choose') });
    case 'assignedOn':
    case 'printedExpiry':
      return options === undefined
        ? dateInput(field, label, { value })
        : choiceInput(
            field,
            `${label} (${t('mail.whichDate')})`,
            options.map((one) => ({ value: one, title: formatDay(language, one as Day) })),
            { value, expanded: true },
          );
    case 'customer':
      return textInput(field, label, { value });
    case 'adminEmail':
      return textInput(field, label, { value, max: 254, placeholder: t('mail.adminWhy') });
    default:
      return field satisfies never;
  }
}

export interface MailView {
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
    bound('${number}', { size: 'Large', weight: 'Bolder', spacing: 'None' }),
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

export interface RecordView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly subject: string;
  readonly values: Values;
  readonly options?: MailView['options'];
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

/** The states in which a voucher can be recorded by hand. */
export const RECORDED_STATES = ['assigned', 'reserved', 'reported', 'redeemed', 'lost'] as const;

const fillFacts = defineCard<{ readonly inputs: readonly Element[]; readonly values: Values }>((t) => ({
  title: t('record.title'),
  body: [
    words(t('record.text'), { isSubtle: true }),
    textInput('number', t('field.number'), {
      value: '${values.number}',
      required: t('required.number'),
      max: 64,
    }),
    { type: 'Container', items: '${inputs}' },
    textInput('division', t('field.division'), { value: '${values.division}' }),
    choiceInput(
      'stage',
      t('field.stage'),
      RECORDED_STATES.map((value) => ({ value, title: t(`status.${value}`) })),
      { value: '${values.stage}', required: t('required.stage') },
    ),
  ],
}));

/** Recording by hand, or correcting what a mail said before it is recorded. */
export function recordCard(view: RecordView): Card {
  const { actor, standing, values } = view;
  const t = speaker(actor.language);
  return fillFacts(actor.language, {
    inputs: FACT_FIELDS.map((field) => factInput(t, actor, field, { standing, values })),
    values: { number: '', division: '', stage: 'assigned', ...values },
    banner: view.banner,
    actions: [
      execute(t('do.record'), 'record.facts', { id: view.subject, commandId: view.commandId }, 'positive'),
      cancel(t('do.cancel'), 'record', view.subject),
    ],
  });
}

const fillStage = defineCard<{
  readonly number: string;
  readonly state: string;
  readonly inputs: readonly Element[];
}>((t) => ({
  title: t('record.stageTitle'),
  body: [
    bound('${number}', { size: 'Large', weight: 'Bolder', spacing: 'None' }),
    bound('${state}', { spacing: 'None' }),
    words(t('record.stageText'), { isSubtle: true }),
    { type: 'Container', items: '${inputs}' },
  ],
}));

/** What happened already to a voucher that is recorded in a later state: each day, and to whom. */
export function recordStageCard(view: RecordView & { readonly accepts: readonly GuardId[] }): Card {
  const { actor, standing, values } = view;
  const { language } = actor;
  const t = speaker(language);
  const state = values['stage'] ?? 'reserved';
  const reported = state === 'reported' || state === 'redeemed';
  const value = (field: string): string => values[field] ?? '';
  const inputs = [
    dateInput('reservedOn', t('field.reservedOn'), {
      value: value('reservedOn'),
      required: t('required.on'),
    }),
    choiceInput('locationId', t('field.deliverIn'), locationChoices(t, standing, language), {
      value: value('locationId'),
      required: t('required.deliverIn'),
    }),
    textInput('country', t('reserve.otherCountry'), { value: value('country'), max: 60 }),
    choiceInput('consultantId', t('field.consultant'), consultantChoices(standing), {
      value: value('consultantId'),
      placeholder: t('choose'),
    }),
    dateInput('start', t('field.start'), { value: value('start'), required: t('required.start') }),
    dateInput('end', t('field.end'), { value: value('end'), required: t('required.end') }),
    ...(reported
      ? [
          dateInput('reportedOn', t('field.reportedOn'), {
            value: value('reportedOn'),
            required: t('required.on'),
          }),
          textInput('deliverable', t('field.deliverable'), {
            value: value('deliverable'),
            required: t('required.deliverable'),
            max: 500,
          }),
          textInput('receivedBy', t('field.receivedBy'), { value: value('receivedBy') }),
        ]
      : []),
    ...(state === 'redeemed'
      ? [
          dateInput('redeemedOn', t('field.redeemedOn'), {
            value: value('redeemedOn'),
            required: t('required.on'),
          }),
        ]
      : []),
    ...(view.accepts.length > 0
      ? [textInput('reason', t('field.reason'), { value: value('reason'), required: t('required.reason') })]
      : []),
  ];
  return fillStage(language, {
    number: value('number'),
    state: t(`status.${state as (typeof RECORDED_STATES)[number]}`),
    inputs: inputs.map((element) => marked(element, t)),
    banner: view.banner,
    actions: [
      execute(
        t('do.record'),
        'record.stage',
        { id: view.subject, commandId: view.commandId, arg: acceptArg(view.accepts) },
        'positive',
      ),
      plainExecute(t('do.back'), 'record.correct', { id: view.subject }),
      cancel(t('do.cancel'), 'record', view.subject),
    ],
  });
}

export function consultantChoices({ company, texts }: Standing): readonly Choice[] {
  return company.consultants.map(({ id }) => ({
    value: id,
    title: plainLabel(texts[`consultant:${id}`] ?? id, 40),
  }));
}

const fillAssign = defineCard<{ readonly message: string; readonly language: string }>((t) => ({
  title: t('assign.title'),
  body: [
    words(t('assign.text')),
    choiceInput(
      'language',
      t('assign.language'),
      [
        { title: 'English', value: 'en' },
        { title: 'Русский', value: 'ru' },
        { title: 'Polski', value: 'pl' },
      ],
      { value: '${language}', expanded: true },
    ),
    textInput('message', t('assign.message'), { value: '${message}', multiline: true, max: 4000 }),
    words(t('assign.then'), { separator: true }),
  ],
}));

/** What the customer must do in VLSC, as a message that is ready to send in the customer's language (P11, P12). */
export function assignCard(
  actor: Actor,
  {
    standing,
    customerLanguage,
  }: { readonly standing: Standing; readonly customerLanguage: Actor['language'] },
): Card {
  const t = speaker(actor.language);
  const their = speaker(customerLanguage);
  const { links } = standing.edition;
  const message = [
    their('assign.hello'),
    '',
    their('assign.activate'),
    their('assign.create'),
    their('assign.forward'),
    '',
    `VLSC: ${links.vlsc}`,
    ...(links.vlscGuide === undefined ? [] : [`${their('link.vlscGuide')}: ${links.vlscGuide}`]),
    ...(links.workflow === undefined ? [] : [`${their('link.workflow4')}: ${links.workflow}`]),
  ].join('\n');
  return fillAssign(actor.language, {
    message,
    language: customerLanguage,
    actions: [
      execute(t('do.makeMessage'), 'assign.message'),
      execute(t('do.recordByHand'), 'record.hand', {}, 'positive'),
      plainExecute(t('do.home'), 'home.open'),
    ],
  });
}
