import { execute } from '../kit/actions.ts';
import { dateInput, words } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import {
  cancelOf,
  formData,
  numberLine,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<VoucherFormData>((t) => ({
  title: t('lose.title'),
  body: [
    numberLine,
    words(t('lose.text')),
    dateInput('on', t('field.on'), { value: '${values.on}', required: t('required.on') }),
  ],
}));

/** Another partner reserved it first (G16). */
export function loseCard(view: VoucherFormView): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    actions: [execute(t('do.lose'), 'lose.done', refOf(view), 'destructive'), cancelOf(t, view, 'lose')],
  });
}
