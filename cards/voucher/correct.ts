import type { GuardId } from '../../domain/guards/answers.ts';
import { may } from '../../domain/people/permissions.ts';
import { asksExtension } from '../../domain/voucher/deadlines.ts';
import { VOID_REASONS } from '../../domain/voucher/model.ts';
import { acceptArg } from '../kit/accepted.ts';
import { execute } from '../kit/actions.ts';
import { bound, choiceInput, dateInput, textInput, type Choice } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { engagementChoices, levelChoices } from './choices.ts';
import {
  cancelOf,
  formData,
  numberLine,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<
  VoucherFormData & {
    readonly choices: readonly Choice[];
    readonly text: string;
    readonly isVoid: boolean;
    readonly isAdmin: boolean;
    readonly asksExtension: boolean;
  }
>((t) => ({
  title: t('correct.title'),
  body: [
    numberLine,
    bound('${text}', { isSubtle: true }),
    {
      $when: '${!isVoid}',
      type: 'Container',
      items: [
        choiceInput('engagement', t('field.engagement'), '${choices}', {
          value: '${values.engagement}',
          placeholder: t('choose'),
        }),
        choiceInput('serviceLevel', t('field.serviceLevel'), levelChoices(t), {
          value: '${values.serviceLevel}',
          placeholder: t('choose'),
        }),
        textInput('customer', t('field.customer'), { value: '${values.customer}' }),
        textInput('division', t('field.division'), { value: '${values.division}' }),
        dateInput('assignedOn', t('field.assignedOn'), { value: '${values.assignedOn}' }),
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
        dateInput('adjustedExpiry', t('field.adjustedExpiry'), { value: '${values.adjustedExpiry}' }),
        textInput('adminEmail', t('field.adminEmail'), { value: '${values.adminEmail}', max: 254 }),
        {
          $when: '${isAdmin}',
          ...choiceInput(
            'voidReason',
            t('correct.voidWhy'),
            VOID_REASONS.map((value) => ({ value, title: t(`void.${value}`) })),
            { value: '${values.voidReason}', placeholder: t('choose') },
          ),
        },
        {
          $when: '${isAdmin}',
          ...textInput('duplicateOf', t('field.duplicateOf'), { value: '${values.duplicateOf}', max: 64 }),
        },
      ],
    },
    textInput('reason', t('correct.reason'), { value: '${values.reason}' }),
  ],
}));

/** Amend facts; for admins, undo the last step or void the voucher, and of a void one only undo. History keeps both. */
export function correctCard(view: VoucherFormView & { readonly accepts: readonly GuardId[] }): Card {
  const { actor, standing } = view;
  const t = speaker(actor.language);
  const admin = may(actor.permission, 'voucher.undo');
  const isVoid = view.doc.state.stage.status === 'void';
  return fill(actor.language, {
    ...formData(view),
    choices: engagementChoices(standing, view.values['engagement']),
    text: t(isVoid ? 'correct.textVoid' : 'correct.text'),
    isVoid,
    isAdmin: admin,
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
      ...(admin && view.doc.state.before !== undefined
        ? [execute(t('do.undo'), 'correct.undo', refOf(view))]
        : []),
      ...(admin && !isVoid ? [execute(t('do.void'), 'correct.void', refOf(view), 'destructive')] : []),
      cancelOf(t, view, 'correct'),
    ],
  });
}
