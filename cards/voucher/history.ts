import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { execute } from '../kit/actions.ts';
import { bound } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { rows, type Row } from '../kit/lists.ts';
import { printedNumber } from '../kit/names.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';

const fill = defineCard<{ readonly number: string; readonly rows: readonly Row[] }>((t) => ({
  title: t('history.title'),
  body: [bound('${number}', { weight: 'Bolder' }), rows('rows')],
}));

interface HistoryEntry {
  readonly when: string;
  readonly what: string;
}

/** Who did what when, newest first. */
export function historyCard(
  actor: Actor,
  { doc, entries }: { readonly doc: VoucherDocument; readonly entries: readonly HistoryEntry[] },
): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    number: printedNumber(doc),
    rows: entries.map(({ when, what }) => ({ label: when, value: shortened(what, 300) })),
    actions: [
      execute(t('do.openVoucher'), 'voucher.open', { id: doc.state.facts.number }),
      execute(t('do.home'), 'home.open'),
    ],
  });
}
