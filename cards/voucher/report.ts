import type { GuardId } from '../../domain/guards/answers.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { execute, openUrl, plainExecute } from '../kit/actions.ts';
import { dateInput, textInput, toggleInput } from '../kit/elements.ts';
import { lines } from '../kit/lists.ts';
import { closingLines, vvrLinks, workflowLink } from '../kit/programme.ts';
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

const fill = defineCard<VoucherFormData & { readonly how: readonly string[]; readonly asksReason: boolean }>(
  (t) => ({
    title: t('report.title'),
    body: [
      numberLine,
      lines('how'),
      dateInput('on', t('field.reportedOn'), { value: '${values.on}', required: t('required.on') }),
      textInput('deliverable', t('field.deliverable'), {
        value: '${values.deliverable}',
        required: t('required.deliverable'),
        placeholder: t('report.deliverableExample'),
        max: 500,
      }),
      dateInput('handedOverOn', t('field.handedOverOn'), {
        value: '${values.handedOverOn}',
        required: t('required.handedOverOn'),
      }),
      textInput('receivedBy', t('field.receivedBy'), {
        value: '${values.receivedBy}',
        required: t('required.receivedBy'),
      }),
      toggleInput('attested', t('reserve.attest'), t('attest.G12'), { value: '${values.attested}' }),
      reasonInput(t, '${values.reason}'),
    ],
  }),
);

/** Completion report and deliverable: no report without a copy of what the customer received (R18, R19, P16). */
export function reportCard(
  view: VoucherFormView & { readonly accepts: readonly GuardId[]; readonly warnings: readonly string[] },
): Card {
  const t = speaker(view.actor.language);
  const { edition } = view.standing;
  return fill(view.actor.language, {
    ...formData(view),
    how: [
      ...closingLines(t, view.actor.language, view.standing, 'report'),
      t('report.first'),
      // The article of 2020 names the report, the copy of the deliverable another page (X5).
      edition.id === '2019'
        ? t('report.second')
        : `${t('report.second')} (${t('report.copyFrom', { source: t('source.X5') })})`,
      ...(edition.eligibility === 'ticks' ? [t('report.consultant')] : []),
      ...view.warnings,
    ],
    asksReason: view.accepts.length > 0,
    actions: [
      execute(t('do.reported'), 'report.done', { ...refOf(view), arg: acceptArg(view.accepts) }, 'positive'),
      // The article of 2019 sends to VVR and its page; where the form is, that of 2020 leaves to the workflow.
      ...(edition.links.vvrGuide === undefined ? [] : vvrLinks(t, edition)),
      ...workflowLink(t, edition, 'report'),
      // Which assessments a consultant needs stands where the article of 2020 links it in this step (P15).
      ...(edition.eligibility === 'ticks'
        ? [openUrl(t('link.requirements'), edition.links.requirements)]
        : []),
      plainExecute(t('do.reschedule'), 'reschedule.open', {
        id: view.doc.state.facts.number,
        version: view.doc.version,
      }),
      cancelOf(t, view, 'report'),
    ],
  });
}
