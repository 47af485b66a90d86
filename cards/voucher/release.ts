import { RELEASE_REASONS } from '../../domain/voucher/model.ts';
import { execute, openUrl } from '../kit/actions.ts';
import { choiceInput, slot, words, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { knownDay } from './known-day.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<VoucherFormData & { readonly day: readonly Element[] }>((t) => ({
  title: t('release.title'),
  hasHead: true,
  body: [
    formHead,
    words(t('release.text')),
    choiceInput(
      'reason',
      t('release.why'),
      RELEASE_REASONS.map((value) => ({ value, title: t(`release.${value}`) })),
      { value: '${values.reason}', required: t('required.reason'), expanded: true },
    ),
    slot('day'),
  ],
}));

/** Cancels a reservation with one of the three documented reasons (V3). */
export function releaseCard(view: VoucherFormView): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    day: knownDay(t, view, 'on', t('field.on')),
    actions: [
      execute(t('do.release'), 'release.done', refOf(view), 'destructive'),
      openUrl(t('link.vvr'), view.standing.edition.links.vvr),
      cancelOf(t, view, 'release'),
    ],
  });
}
