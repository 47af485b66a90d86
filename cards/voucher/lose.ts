import { execute } from '../kit/actions.ts';
import { slot, words, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { knownDay } from './known-day.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<VoucherFormData & { readonly day: readonly Element[] }>((t) => ({
  title: t('lose.title'),
  hasHead: true,
  body: [formHead, words(t('lose.text')), slot('day')],
}));

/** Another partner reserved it first (G16). */
export function loseCard(view: VoucherFormView): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    day: knownDay(t, view, 'on', t('field.on')),
    actions: [execute(t('do.lose'), 'lose.done', refOf(view), 'destructive'), cancelOf(t, view, 'lose')],
  });
}
