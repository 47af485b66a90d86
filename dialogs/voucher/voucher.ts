import type { Element } from '../../cards/kit/elements.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import { peopleOf } from '../../cards/voucher/colleagues.ts';
import { voucherLinkCard } from '../../cards/voucher/link.ts';
import { voucherCard } from '../../cards/voucher/voucher.ts';
import type { Answer, Shown } from '../step.ts';
import { namesFor } from '../people/names.ts';
import type { Turn } from '../turn.ts';
import { parkedAction } from '../parked.ts';

/** The voucher's own card for this person, as the store has it now; or that there is no such voucher. */
export async function voucherCardFor(
  { desk, unit, actor }: Pick<Turn, 'desk' | 'unit' | 'actor'>,
  number: string,
  { banner, parked, fits }: Pick<Parameters<typeof voucherCard>[0], 'banner' | 'parked' | 'fits'> = {},
): Promise<Answer> {
  const doc = await desk.voucher(unit, number);
  if (doc === undefined) {
    return {
      card: messageCard(actor, { title: 'notFound.voucher', offers: ['vouchers', 'newVoucher', 'home'] }),
    };
  }
  const standing = await desk.standing(unit);
  const { stage } = doc.state;
  const claim =
    stage.status === 'redeemed' && stage.claimId !== undefined
      ? await desk.claim(unit, stage.claimId)
      : undefined;
  const names = await namesFor({ desk, unit, actor }, peopleOf(doc));
  const hasLink = desk.linkTo(number) !== undefined;
  return {
    card: voucherCard({ doc, standing, actor, claim, banner, parked, fits, names, hasLink }),
    shows: doc.id,
  };
}

/** The voucher's own card in a turn: it offers to go back to a draft about it, and `fits`, which takes other days. */
export async function showVoucher(
  turn: Turn,
  number: string,
  banner?: Banner,
  fits?: Element,
): Promise<Shown> {
  const answer = await voucherCardFor(turn, number, { banner, parked: parkedAction(turn, number), fits });
  return { ...answer, seen: { verb: 'voucher.open', id: number }, waits: false };
}

/** The voucher's link, to be copied; its card where there are no links. */
export async function showLink(turn: Turn, number: string): Promise<Shown> {
  const doc = await turn.desk.voucher(turn.unit, number);
  const link = turn.desk.linkTo(number);
  if (doc === undefined || link === undefined) return showVoucher(turn, number);
  const card = voucherLinkCard(turn.actor, { doc, link });
  return { card, seen: { verb: 'voucher.link', id: number }, waits: false };
}
