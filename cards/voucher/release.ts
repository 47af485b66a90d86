import { RELEASE_REASONS } from '../../domain/voucher/model.ts';
import { execute, openUrl } from '../kit/actions.ts';
import { choiceInput, dateInput, words } from '../kit/elements.ts';
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

const fill = defineCard<VoucherFormData>((t) => ({
  title: t('release.title'),
  body: [
    numberLine,
    words(t('release.text')),
    choiceInput(
      'reason',
      t('release.why'),
      RELEASE_REASONS.map((value) => ({ value, title: t(`release.${value}`) })),
      { value: '${values.reason}', required: t('required.reason'), expanded: true },
    ),
    dateInput('on', t('field.on'), { value: '${values.on}', required: t('required.on') }),
  ],
}));

/** Cancels a reservation with one of the three documented reasons (V3). */
export function releaseCard(view: VoucherFormView): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    actions: [
      execute(t('do.release'), 'release.done', refOf(view), 'destructive'),
      openUrl(t('link.vvr'), view.standing.edition.links.vvr),
      cancelOf(t, view, 'release'),
    ],
  });
}
