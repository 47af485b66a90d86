import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { numberKeys } from '../../domain/voucher/number.ts';
import { execute, openUrl } from '../kit/actions.ts';
import { literal, slot, type Element } from '../kit/elements.ts';
import { plainLabel, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { factTable } from '../kit/lists.ts';
import { printedNumber } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { nextLine, shownFacts } from './voucher.ts';
import { voucherBadges, voucherHead } from './voucher-head.ts';
import { listedVoucher } from './vouchers.ts';

/** A voucher outside of the bot's own chat, where others may lack the right to see it. */
interface Shared {
  /** Canonical; the card carries it as a reference, and shows how it ends. */
  readonly number: string;
  /** The viewer's own chat with the bot, with the number typed. */
  readonly chat: string;
}

const fill = defineCard<{ readonly parts: readonly Element[] }>((t) => ({
  title: t('shared.title'),
  hasHead: true,
  body: [slot('parts')],
}));

/**
 * The card that stands in a chat for everybody: that it is a voucher and how its number ends, nothing of what is recorded.
 * Each client asks for its viewer's own card, which is this one with a reason (`said`) for who is not shown more.
 * `isClosed`: asking once more shows nothing else now.
 */
export function sharedCard(
  language: Language,
  {
    number,
    chat,
    said = [],
    isClosed = false,
  }: Shared & { readonly said?: readonly string[]; readonly isClosed?: boolean },
): Card {
  const t = speaker(language);
  const end = numberKeys(number).suffix;
  const lines = said.length === 0 ? [t('shared.text')] : said;
  const card = fill(language, {
    parts: [
      ...head({ about: end === '' ? t('shared.title') : t('shared.number', { end }) }),
      ...lines.map(literal),
    ],
    actions: [openUrl(t('do.openInApp'), chat), ...(isClosed ? [] : [showHere(t, number)])],
  });
  return refreshing(card, t, number);
}

/** The voucher for a viewer who may see it: to read only, what is to be done is done in their own chat. */
export function sharedFactsCard(
  actor: Actor,
  {
    doc,
    standing,
    claim,
    chat,
  }: {
    readonly doc: VoucherDocument;
    readonly standing: Standing;
    readonly claim?: ClaimDocument | undefined;
    readonly chat: string;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const next = nextLine(t, doc, standing, actor, claim);
  const card = fill(language, {
    parts: [
      ...voucherHead(t, language, doc, voucherBadges(t, doc, standing, claim)),
      ...factTable(shownFacts(t, { doc, standing, actor })),
      ...(next === undefined ? [] : [literal(next)]),
    ],
    actions: [openUrl(t('do.openInApp'), chat)],
  });
  return refreshing(card, t, doc.state.facts.number);
}

/**
 * A voucher in the list of a search: two lines in which nothing means anything to a host that renders markup. The customer
 * and the number are anybody's texts; the rest is ours.
 */
export function previewOf(
  language: Language,
  doc: VoucherDocument,
  standing: Standing,
): { readonly title: string; readonly text: string } {
  const { label, value, badge } = listedVoucher(speaker(language), doc, standing, language);
  const stands = badge?.['text'];
  const number = shortened(printedNumber(doc), 40);
  const parts = value.split(' · ').map((part) => (number.includes(part) ? plainLabel(part) : part));
  return {
    title: plainLabel(label),
    text: [...parts, ...(typeof stands === 'string' ? [stands] : [])].join(' · '),
  };
}

function showHere(t: Say, number: string): Element {
  return execute(t('do.showHere'), 'voucher.shared', { id: number });
}

/** Every client asks for its viewer's own card, by itself where no more than 60 people are. */
function refreshing(card: Card, t: Say, number: string): Card {
  return { ...card, refresh: { action: showHere(t, number) } };
}
