import { cancel, execute } from '../kit/actions.ts';
import { choiceInput, textInput, type Values } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { competencyChoices, type CompanyFormView } from './company-form.ts';

const fill = defineCard<{ readonly values: Values }>((t) => ({
  title: t('setUp.consultantTitle'),
  body: [
    textInput('consultantName', t('field.consultantName'), {
      value: '${values.consultantName}',
      required: t('required.consultantName'),
    }),
    choiceInput('assessments', t('setUp.assessments'), competencyChoices, {
      value: '${values.assessments}',
      many: true,
    }),
  ],
}));

/** Adds a consultant to those that the company has. */
export function consultantCard({ actor, standing, values, commandId, banner }: CompanyFormView): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    values,
    banner,
    actions: [
      execute(t('do.save'), 'setUp.addConsultant', { commandId, version: standing.version }, 'positive'),
      cancel(t('do.cancel'), 'setUp'),
    ],
  });
}
