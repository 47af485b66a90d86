import { ENGAGEMENTS, SERVICE_LEVELS, type OfferingId } from '../../domain/programme/catalogue.ts';
import { cancel, execute } from '../kit/actions.ts';
import { choiceInput, slot, words, type Choice, type Element, type Values } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';
import type { CompanyFormView } from './company-form.ts';

const fill = defineCard<{
  readonly text: readonly Element[];
  readonly engagements: readonly Choice[];
  readonly values: Values;
}>((t) => ({
  title: t('maxDays.title'),
  body: [
    slot('text'),
    choiceInput('engagement', t('field.engagement'), '${engagements}', {
      value: '${values.engagement}',
      required: t('required.engagement'),
      placeholder: t('choose'),
    }),
    choiceInput(
      'maxDays',
      t('field.maxDays'),
      [
        ...SERVICE_LEVELS.map((days) => ({ value: String(days), title: t('days', { days }) })),
        { value: 'none', title: t('maxDays.none') },
      ],
      { value: '${values.maxDays}', required: t('required.maxDays'), placeholder: t('choose') },
    ),
  ],
}));

/** The longest that an engagement may be, as far as the company knows; the programme's own table is not known (G5). */
export function maxDaysCard({
  actor,
  standing,
  values,
  commandId,
  banner,
  offering,
}: CompanyFormView & { readonly offering: OfferingId | undefined }): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    text: why(t, 'limit', t('maxDays.short'), [words(t('maxDays.text'), { size: 'Small' })]),
    engagements: standing.edition.engagements
      .filter((one) => offering === undefined || one.offering === offering)
      .map(({ id }) => ({ value: id, title: ENGAGEMENTS[id] })),
    values,
    banner,
    actions: [
      execute(
        t('do.save'),
        'company.saveMaxDays',
        { id: offering ?? '', commandId, version: standing.version },
        'positive',
      ),
      cancel(t('do.cancel'), 'company', offering ?? ''),
    ],
  });
}
