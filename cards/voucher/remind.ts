import type { Day } from '../../domain/day.ts';
import { execute, plainExecute, seldom } from '../kit/actions.ts';
import { bound, dateInput, words } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { speaker, type Key } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

/** The days that are one press away. */
const QUICK = ['tomorrow', 'monday', 'week'] as const;
export type Quick = (typeof QUICK)[number];

const QUICK_KEYS = {
  tomorrow: 'remind.tomorrow',
  monday: 'remind.monday',
  week: 'remind.week',
} as const satisfies Record<Quick, Key>;

interface RemindView extends VoucherFormView {
  readonly quick: Readonly<Partial<Record<Quick, Day>>>;
  /** The day on which this person is reminded so far. */
  readonly has?: Day | undefined;
}

const fill = defineCard<VoucherFormData & { readonly has?: string | undefined }>((t) => ({
  title: t('remind.title'),
  hasHead: true,
  body: [
    formHead,
    bound('${has}', { $when: '${has != null}' }),
    dateInput('on', t('remind.on'), { value: '${values.on}', required: t('required.remindOn') }),
    words(t('remind.text'), { isSubtle: true, spacing: 'Small' }),
  ],
}));

/** On which day somebody wants to see a voucher again. */
export function remindCard(view: RemindView): Card {
  const { language } = view.actor;
  const t = speaker(language);
  const ref = refOf(view);
  return fill(language, {
    ...formData(view),
    has: view.has === undefined ? undefined : t('remind.has', { day: formatDay(language, view.has) }),
    actions: [
      execute(t('do.remindNow'), 'remind.done', ref, 'positive'),
      ...QUICK.flatMap((one) => {
        const day = view.quick[one];
        const button = plainExecute(t(QUICK_KEYS[one]), 'remind.done', { ...ref, arg: day });
        return day === undefined ? [] : [one === 'week' ? seldom(button) : button];
      }),
      cancelOf(t, view, 'remind'),
      ...(view.has === undefined ? [] : [seldom(plainExecute(t('do.forgetReminder'), 'remind.forget', ref))]),
    ],
  });
}
