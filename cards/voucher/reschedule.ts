import type { GuardId } from '../../domain/guards/answers.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { execute } from '../kit/actions.ts';
import { dateInput, slot, words, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { sideBySide } from '../kit/side-by-side.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { placesPart, placesShown } from './two-places.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<
  VoucherFormData & { readonly places: readonly Element[]; readonly asksReason: boolean }
>((t) => ({
  title: t('reschedule.title'),
  hasHead: true,
  body: [
    slot('places'),
    formHead,
    words(t('reschedule.text')),
    sideBySide(
      dateInput('start', t('field.start'), { value: '${values.start}', required: t('required.start') }),
      dateInput('end', t('field.end'), { value: '${values.end}', required: t('required.end') }),
    ),
    reasonInput(t, '${values.reason}'),
  ],
}));

/** Other dates for an engagement that is reserved. */
export function rescheduleCard(view: VoucherFormView & { readonly accepts: readonly GuardId[] }): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    places: placesPart(t, view, (title, arg) => execute(title, 'reschedule.days', { ...refOf(view), arg })),
    asksReason: view.accepts.length > 0,
    actions: [
      execute(
        t('do.save'),
        'reschedule.done',
        { ...refOf(view), arg: acceptArg([...view.accepts, ...placesShown(view.places)]) },
        'positive',
      ),
      cancelOf(t, view, 'reschedule'),
    ],
  });
}
