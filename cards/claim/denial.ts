import { DENIAL_REASONS } from '../../domain/claim/model.ts';
import { claimId } from '../../domain/store/ids.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import { choiceInput, dateInput, slot, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { claimHead } from './claim-head.ts';
import type { ClaimFormView } from './claim-form.ts';

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly denial: string;
  readonly on: string;
}>((t) => ({
  title: t('do.denied'),
  hasHead: true,
  body: [
    slot('head'),
    choiceInput(
      'denial',
      t('claim.denialWhy'),
      DENIAL_REASONS.map((id) => ({ value: id, title: t(`denial.${id}`) })),
      { value: '${denial}', placeholder: t('choose'), required: t('required.denial') },
    ),
    dateInput('on', t('claim.deniedOn'), { value: '${on}', required: t('required.on') }),
  ],
}));

/** What Microsoft wrote of a claim that it denied (X5, X2, S4). */
export function denialCard({
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
  return fill(language, {
    head: claimHead(t, language, { doc, vouchers, today: standing.today }),
    denial: values['denial'] ?? '',
    on: values['on'] ?? standing.today,
    banner,
    actions: [
      execute(t('do.denied'), 'settle.deny', { id, version: doc.version, commandId }, 'destructive'),
      plainExecute(t('do.cancel'), 'claims.one', { id }),
    ],
  });
}
