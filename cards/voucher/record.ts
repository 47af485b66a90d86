import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  choiceInput,
  dateInput,
  slot,
  textInput,
  words,
  type Element,
  type Values,
} from '../kit/elements.ts';
import {
  consultantChoices,
  hasMoreConsultants,
  locationChoices,
  otherConsultantInput,
  otherCountryInput,
} from './choices.ts';
import { speaker } from '../kit/say.ts';
import { acceptArg } from '../kit/accepted.ts';
import { badge } from '../kit/badge.ts';
import { head } from '../kit/head.ts';
import { sideBySide } from '../kit/side-by-side.ts';
import { cancel, execute, plainExecute } from '../kit/actions.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { FACT_FIELDS, factInput, type FactField } from './fact-inputs.ts';

interface RecordView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly subject: string;
  readonly values: Values;
  readonly commandId: string;
  /** The mail speaks of several vouchers: there is a way back to them. */
  readonly isListed?: boolean | undefined;
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

/** The inputs of all facts, the two days beside each other. */
function factInputs(input: (field: FactField) => Element): readonly Element[] {
  return FACT_FIELDS.flatMap((field) => {
    if (field === 'printedExpiry') return [];
    return field === 'assignedOn' ? [sideBySide(input(field), input('printedExpiry'))] : [input(field)];
  });
}

/** Recording by hand, or correcting what a mail said before it is recorded. */
export function recordCard(view: RecordView): Card {
  const { actor, standing, values } = view;
  const t = speaker(actor.language);
  return fillFacts(actor.language, {
    inputs: factInputs((field) => factInput(t, actor, field, { standing, values })),
    values: { number: '', division: '', stage: 'assigned', ...values },
    banner: view.banner,
    actions: [
      execute(t('do.record'), 'record.facts', { id: view.subject, commandId: view.commandId }, 'positive'),
      ...(view.isListed === true ? [plainExecute(t('do.back'), 'record.list', { id: view.subject })] : []),
      cancel(t('do.cancel'), 'record', view.subject),
    ],
  });
}

const fillStage = defineCard<{
  readonly head: readonly Element[];
  readonly inputs: readonly Element[];
}>((t) => ({
  title: t('record.stageTitle'),
  hasHead: true,
  body: [
    slot('head'),
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
    choiceInput(
      'locationId',
      t('field.deliverIn'),
      locationChoices(t, standing, language, value('locationId')),
      {
        value: value('locationId'),
        required: t('required.deliverIn'),
      },
    ),
    otherCountryInput(t, value('country')),
    choiceInput(
      'consultantId',
      t('field.consultant'),
      consultantChoices(t, standing, value('consultantId')),
      {
        value: value('consultantId'),
        placeholder: t('choose'),
      },
    ),
    ...(hasMoreConsultants(standing) ? [otherConsultantInput(t, value('consultantName'))] : []),
    sideBySide(
      dateInput('start', t('field.start'), { value: value('start'), required: t('required.start') }),
      dateInput('end', t('field.end'), { value: value('end'), required: t('required.end') }),
    ),
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
    head: head({
      about: value('number'),
      badges: [badge(t(`status.${state as (typeof RECORDED_STATES)[number]}`), 'accent')],
    }),
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
