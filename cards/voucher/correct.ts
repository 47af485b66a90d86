import type { GuardId } from '../../domain/guards/answers.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import { asksExtension } from '../../domain/voucher/deadlines.ts';
import { VOID_REASONS } from '../../domain/voucher/model.ts';
import { acceptArg } from '../kit/accepted.ts';
import { execute, plainExecute, seldom } from '../kit/actions.ts';
import {
  choiceInput,
  dateInput,
  folded,
  slot,
  textInput,
  words,
  type Choice,
  type Element,
} from '../kit/elements.ts';
import { statusName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { sideBySide } from '../kit/side-by-side.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { engagementChoices, levelChoices } from './choices.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<
  VoucherFormData & {
    readonly choices: readonly Choice[];
    readonly isVoid: boolean;
    readonly asksExtension: boolean;
  }
>((t) => ({
  title: t('correct.title'),
  hasHead: true,
  body: [
    formHead,
    { $when: '${isVoid}', ...words(t('correct.textVoid')) },
    {
      $when: '${!isVoid}',
      type: 'Container',
      items: [
        choiceInput('engagement', t('field.engagement'), '${choices}', {
          value: '${values.engagement}',
          placeholder: t('choose'),
        }),
        sideBySide(
          choiceInput('serviceLevel', t('field.serviceLevel'), levelChoices(t), {
            value: '${values.serviceLevel}',
            placeholder: t('choose'),
          }),
          dateInput('assignedOn', t('field.assignedOn'), { value: '${values.assignedOn}' }),
        ),
        textInput('customer', t('field.customer'), { value: '${values.customer}' }),
        textInput('division', t('field.division'), { value: '${values.division}' }),
        dateInput('printedExpiry', t('field.expiry'), { value: '${values.printedExpiry}' }),
        {
          $when: '${asksExtension}',
          ...choiceInput(
            'extensionPrinted',
            t('field.extensionPrinted'),
            [
              { title: t('extension.printed'), value: 'yes' },
              { title: t('extension.notPrinted'), value: 'no' },
            ],
            { value: '${values.extensionPrinted}', placeholder: t('choose') },
          ),
        },
        textInput('adminEmail', t('field.adminEmail'), { value: '${values.adminEmail}', max: 254 }),
        ...folded('expiry', t('correct.moveExpiry'), [
          dateInput('adjustedExpiry', t('field.adjustedExpiry'), { value: '${values.adjustedExpiry}' }),
          textInput('reason', t('field.reason'), { value: '${values.reason}' }),
        ]),
      ],
    },
  ],
}));

type CorrectView = VoucherFormView & { readonly accepts: readonly GuardId[] };

/** Amends facts; undoing the last step and voiding are cards of their own, in the menu, for admins. */
export function correctCard(view: CorrectView): Card {
  const { actor, standing } = view;
  const t = speaker(actor.language);
  const isVoid = view.doc.state.stage.status === 'void';
  return fill(actor.language, {
    ...formData(view),
    choices: engagementChoices(standing, view.values['engagement']),
    isVoid,
    asksExtension: asksExtension(view.doc.state.facts),
    actions: [
      ...(isVoid
        ? []
        : [
            execute(
              t('do.save'),
              'correct.amend',
              { ...refOf(view), arg: acceptArg(view.accepts) },
              'positive',
            ),
          ]),
      cancelOf(t, view, 'correct'),
      ...others(t, actor, view),
    ],
  });
}

/** The ways to the forms of admins. */
function others(t: Say, { permission }: Actor, { doc }: CorrectView): readonly Element[] {
  if (!may(permission, 'voucher.undo') || doc.state.stage.status === 'void') return [];
  const ref = { id: doc.state.facts.number, version: doc.version };
  return [
    ...(doc.state.before === undefined ? [] : [seldom(plainExecute(t('do.toUndo'), 'correct.toUndo', ref))]),
    seldom(plainExecute(t('do.toVoid'), 'correct.toVoid', ref)),
  ];
}

const fillUndo = defineCard<
  VoucherFormData & { readonly becomes: readonly Element[]; readonly canUndo: boolean }
>((t) => ({
  title: t('correct.undoTitle'),
  hasHead: true,
  body: [
    formHead,
    slot('becomes'),
    {
      $when: '${canUndo}',
      ...textInput('reason', t('field.reason'), {
        value: '${values.reason}',
        required: t('required.reason'),
      }),
    },
  ],
}));

/** Undoes the last step: what it is now, and what it becomes again; of a void one nothing else can be done. */
export function undoCard(view: VoucherFormView): Card {
  const { actor, doc } = view;
  const { language } = actor;
  const t = speaker(language);
  const { stage, before } = doc.state;
  const status = (of: { readonly status: string }): string => statusName(language, of.status);
  return fillUndo(language, {
    ...formData(view),
    canUndo: before !== undefined,
    becomes: [
      words(
        before === undefined
          ? t('refused.nothingToUndo')
          : t('correct.undoText', { now: status(stage), after: status(before) }),
      ),
    ],
    actions: [
      ...(before === undefined ? [] : [execute(t('do.undo'), 'correct.undo', refOf(view), 'positive')]),
      cancelOf(t, view, 'correct'),
    ],
  });
}

const fillVoid = defineCard<VoucherFormData>((t) => ({
  title: t('correct.voidTitle'),
  hasHead: true,
  body: [
    formHead,
    words(t('correct.voidText')),
    choiceInput(
      'voidReason',
      t('correct.voidWhy'),
      VOID_REASONS.map((value) => ({ value, title: t(`void.${value}`) })),
      { value: '${values.voidReason}', required: t('required.reason'), placeholder: t('choose') },
    ),
    textInput('duplicateOf', t('field.duplicateOf'), { value: '${values.duplicateOf}', max: 64 }),
    textInput('reason', t('correct.note'), { value: '${values.reason}' }),
  ],
}));

/** Puts the voucher away: why, and of a duplicate which one it is a duplicate of. */
export function voidCard(view: VoucherFormView): Card {
  const t = speaker(view.actor.language);
  return fillVoid(view.actor.language, {
    ...formData(view),
    actions: [
      execute(t('do.void'), 'correct.void', refOf(view), 'destructive'),
      cancelOf(t, view, 'correct'),
    ],
  });
}
