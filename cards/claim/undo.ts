import { claimId } from '../../domain/store/ids.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import { bound, slot, textInput, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { claimHead } from './claim-head.ts';
import type { ClaimFormView } from './claim-form.ts';

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly becomes: string;
  readonly reason: string;
}>((t) => ({
  title: t('do.undo'),
  hasHead: true,
  body: [
    slot('head'),
    bound('${becomes}'),
    textInput('reason', t('field.reason'), { value: '${reason}', required: t('required.reason') }),
  ],
}));

/** What a claim was before its last step, and why that is undone; the history keeps both. */
export function claimUndoCard({
  actor,
  standing,
  doc,
  vouchers,
  values,
  commandId,
  banner,
}: ClaimFormView): Card {
  const { language } = actor;
  const t = speaker(language);
  const id = claimId.keyOf(doc.id);
  const { before = doc.state.stage } = doc.state;
  return fill(language, {
    head: claimHead(t, language, { doc, vouchers, today: standing.today }),
    becomes: t('claim.undoText', { status: t(`status.${before.status}`) }),
    reason: values['reason'] ?? '',
    banner,
    actions: [
      execute(t('do.undo'), 'settle.undo', { id, version: doc.version, commandId }, 'destructive'),
      plainExecute(t('do.cancel'), 'claims.one', { id }),
    ],
  });
}
