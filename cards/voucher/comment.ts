import { execute } from '../kit/actions.ts';
import { textInput, words } from '../kit/elements.ts';
import { lines } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { saidLine, type SaidComment } from './colleagues.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

/** Comments that the form shows. */
const SHOWN = 5;
/** Characters of each. */
const EACH = 200;

const fill = defineCard<VoucherFormData & { readonly said: readonly string[] }>((t) => ({
  title: t('comment.title'),
  hasHead: true,
  body: [
    formHead,
    lines('said', { size: 'Small' }),
    textInput('comment', t('field.comment'), {
      value: '${values.comment}',
      required: t('required.comment'),
      max: 500,
      multiline: true,
    }),
    words(t('comment.text'), { isSubtle: true, spacing: 'Small' }),
  ],
}));

/** What somebody says of a voucher, below what was said of it last. */
export function commentCard(view: VoucherFormView & { readonly said: readonly SaidComment[] }): Card {
  const { language } = view.actor;
  const t = speaker(language);
  return fill(language, {
    ...formData(view),
    said: view.said.slice(0, SHOWN).map((one) => saidLine(t, language, one, EACH)),
    actions: [
      execute(t('do.commentNow'), 'comment.done', refOf(view), 'positive'),
      cancelOf(t, view, 'comment'),
    ],
  });
}
