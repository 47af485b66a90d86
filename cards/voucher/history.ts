import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { execute } from '../kit/actions.ts';
import { slot, type Element } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { pageOf, plainRow } from '../kit/list-row.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { voucherHead } from './voucher-head.ts';

const fill = defineCard<{ readonly head: readonly Element[]; readonly rows: readonly Element[] }>((t) => ({
  title: t('history.title'),
  hasHead: true,
  body: [slot('head'), slot('rows')],
}));

interface HistoryEntry {
  /** What was done. */
  readonly what: string;
  /** When, by whom, and why. */
  readonly more: string;
}

/** Who did what when, newest first. */
export function historyCard(
  actor: Actor,
  { doc, entries }: { readonly doc: VoucherDocument; readonly entries: readonly HistoryEntry[] },
): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    head: voucherHead(t, actor.language, doc, []),
    rows: pageOf(
      t,
      entries.map(({ what, more }) => plainRow({ about: shortened(what, 160), says: shortened(more, 200) })),
    ),
    actions: [
      execute(t('do.openVoucher'), 'voucher.open', { id: doc.state.facts.number }),
      execute(t('do.home'), 'home.open'),
    ],
  });
}
