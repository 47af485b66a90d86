import { day } from '../../domain/day.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { lackingOf, neededNext } from '../../domain/voucher/lacking.ts';
import type { Lacking } from '../../domain/voucher/step-facts.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { execute } from '../kit/actions.ts';
import { choiceInput, dateInput, slot, words, type Element, type Values } from '../kit/elements.ts';
import { speaker, type Say } from '../kit/say.ts';
import { sideBySide } from '../kit/side-by-side.ts';
import { defineCard, marked, type Card } from '../kit/template.ts';
import { locationChoices, otherCountryInput } from './choices.ts';
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
    readonly inputs: readonly Element[];
    readonly places: readonly Element[];
    readonly asksReason: boolean;
  }
>((t) => ({
  title: t('complete.title'),
  hasHead: true,
  body: [
    slot('places'),
    formHead,
    words(t('complete.text')),
    slot('inputs'),
    reasonInput(t, '${values.reason}'),
  ],
}));

type CompleteView = VoucherFormView & { readonly accepts: readonly GuardId[] };

/** Asks what is not known of the steps that a voucher has behind it: what the next one needs, and what is good to have. */
export function completeCard(view: CompleteView): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    inputs: inputs(t, view).map((input) => marked(input, t)),
    places: placesPart(t, view),
    asksReason: view.accepts.length > 0,
    actions: [
      execute(
        t('do.save'),
        'complete.done',
        { ...refOf(view), arg: acceptArg([...view.accepts, ...placesShown(view.places)]) },
        'positive',
      ),
      cancelOf(t, view, 'complete'),
    ],
  });
}

function inputs(t: Say, { doc, standing, actor, values }: CompleteView): readonly Element[] {
  const lacks = lackingOf(doc.state.stage);
  const needed = neededNext(doc.state.stage);
  const dayInputs = (...ids: readonly Exclude<Lacking, 'country'>[]): readonly Element[] => {
    const asked = ids.filter((id) => lacks.includes(id)).map((id) => dayInput(t, id, values, needed));
    return asked.length < 2 ? asked : [sideBySide(...asked)];
  };
  return [
    ...dayInputs('start', 'end'),
    ...(lacks.includes('country')
      ? [
          choiceInput(
            'locationId',
            t('field.locationId'),
            locationChoices(t, standing, actor.language, values['locationId'] ?? ''),
            {
              value: values['locationId'] ?? '',
              ...(needed.includes('country') ? { required: t('required.locationId') } : {}),
            },
          ),
          otherCountryInput(t, values['country'] ?? ''),
        ]
      : []),
    ...dayInputs('reservedOn'),
    ...dayInputs('handedOverOn', 'reportedOn'),
    ...dayInputs('redeemedOn'),
  ];
}

function dayInput(
  t: Say,
  id: Exclude<Lacking, 'country'>,
  values: Values,
  needed: readonly Lacking[],
): Element {
  return dateInput(id, t(`field.${id}`), {
    value: day(values[id] ?? '') ?? '',
    ...(needed.includes(id) ? { required: t('required.on') } : {}),
  });
}
