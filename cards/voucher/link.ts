import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { execute } from '../kit/actions.ts';
import { slot, words, type Element } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { toCopy } from '../kit/to-copy.ts';
import { voucherHead } from './voucher-head.ts';

const fill = defineCard<{ readonly head: readonly Element[]; readonly address: readonly Element[] }>((t) => ({
  title: t('voucherLink.title'),
  hasHead: true,
  body: [slot('head'), slot('address'), words(t('voucherLink.text'), { size: 'Small', isSubtle: true })],
}));

/** A voucher's stable link, to be copied from. */
export function voucherLinkCard(
  actor: Actor,
  { doc, link }: { readonly doc: VoucherDocument; readonly link: string },
): Card {
  const { language } = actor;
  const t = speaker(language);
  return fill(language, {
    head: voucherHead(t, language, doc, []),
    address: [toCopy([{ label: t('voucherLink.address'), value: link }])],
    actions: [
      execute(t('do.openVoucher'), 'voucher.open', { id: doc.state.facts.number }),
      execute(t('do.home'), 'home.open'),
    ],
  });
}
