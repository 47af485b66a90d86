import { cancel, execute } from '../kit/actions.ts';
import { textInput, words, type Values } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import type { CompanyFormView } from './company-form.ts';

const fill = defineCard<{ readonly values: Values }>((t) => ({
  title: t('setUp.locationTitle'),
  body: [
    words(t('setUp.locationText'), { isSubtle: true }),
    textInput('country', t('setUp.country'), {
      value: '${values.country}',
      required: t('required.country'),
      max: 60,
      placeholder: t('setUp.countryExample'),
    }),
    textInput('locationId', t('field.locationId'), {
      value: '${values.locationId}',
      required: t('required.locationId'),
      max: 40,
    }),
  ],
}));

/** Adds a location to those that the company has. */
export function locationCard({ actor, standing, values, commandId, banner }: CompanyFormView): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    values,
    banner,
    actions: [
      execute(t('do.save'), 'setUp.addLocation', { commandId, version: standing.version }, 'positive'),
      cancel(t('do.cancel'), 'setUp'),
    ],
  });
}
