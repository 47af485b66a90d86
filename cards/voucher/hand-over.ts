import type { GuardId } from '../../domain/guards/answers.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import { choiceInput, slot, words, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, marked, type Card } from '../kit/template.ts';
import { consultantChoices, hasMoreConsultants, otherConsultantInput } from './choices.ts';
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
  VoucherFormData & {
    readonly who: readonly Element[];
    readonly places: readonly Element[];
    readonly asksReason: boolean;
  }
>((t) => ({
  title: t('handOver.title'),
  hasHead: true,
  body: [
    slot('places'),
    formHead,
    words(t('handOver.text')),
    slot('who'),
    reasonInput(t, '${values.reason}'),
  ],
}));

/** Another consultant leads an engagement that is reserved. */
export function handOverCard(view: VoucherFormView & { readonly accepts: readonly GuardId[] }): Card {
  const t = speaker(view.actor.language);
  const { standing, values, doc } = view;
  const chosen = values['consultantId'] ?? '';
  const who = choiceInput(
    'consultantId',
    t('field.consultant'),
    consultantChoices(t, standing, chosen, doc.state.facts.engagement),
    { value: chosen, required: t('required.choice') },
  );
  return fill(view.actor.language, {
    ...formData(view),
    who: [
      marked(who, t),
      ...(hasMoreConsultants(standing) ? [otherConsultantInput(t, values['consultantName'] ?? '')] : []),
    ],
    places: placesPart(t, view, (title, arg) =>
      plainExecute(title, 'reschedule.open', { id: doc.state.facts.number, version: doc.version, arg }),
    ),
    asksReason: view.accepts.length > 0,
    actions: [
      execute(
        t('do.handOver'),
        'handOver.done',
        { ...refOf(view), arg: acceptArg([...view.accepts, ...placesShown(view.places)]) },
        'positive',
      ),
      cancelOf(t, view, 'handOver'),
    ],
  });
}
