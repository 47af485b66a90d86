import { claimCard } from '../../cards/claim/claim.ts';
import { claimsCard } from '../../cards/claim/claims.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { mostUrgentFirst, urgencyOfClaim } from '../../domain/urgency.ts';
import type { Shown } from '../step.ts';
import { newCommandId, type Turn } from '../turn.ts';

/** A claim's card with its next step. */
export async function showClaim(
  turn: Turn,
  id: string,
  banner?: Banner,
  values: Readonly<Record<string, string>> = {},
  accepts: readonly GuardId[] = [],
): Promise<Shown> {
  const doc = await turn.desk.claim(turn.unit, id);
  if (doc === undefined) {
    return {
      card: messageCard(turn.actor, { title: 'notFound.claim', offers: ['claims', 'home'] }),
      waits: false,
    };
  }
  const found = await Promise.all(doc.state.voucherIds.map((number) => turn.desk.voucher(turn.unit, number)));
  const vouchers = found.filter((one): one is VoucherDocument => one !== undefined);
  const standing = await turn.standing();
  const card = claimCard({
    actor: turn.actor,
    standing,
    doc,
    vouchers,
    values,
    accepts,
    commandId: newCommandId(),
    banner,
  });
  return { card, waits: false };
}

const CLAIMS_SHOWN = 8;
const CLAIMS_SETTLED = 5;

/** Claims in flight first, then those settled lately; and what is redeemed and not yet claimed. */
export async function showClaims(turn: Turn, banner?: Banner): Promise<Shown> {
  const [open, closed, tally, standing] = await Promise.all([
    turn.desk.find(turn.unit, {
      kind: 'claim',
      where: { open: true },
      order: { path: 'due' },
      limit: CLAIMS_SHOWN,
    }),
    turn.desk.find(turn.unit, {
      kind: 'claim',
      where: { open: false },
      order: { path: 'changedAt', descending: true },
      limit: CLAIMS_SETTLED,
    }),
    turn.desk.tally(turn.unit),
    turn.standing(),
  ]);
  const settled = closed.docs.filter(({ status }) => status !== 'discarded');
  const docs = mostUrgentFirst(open.docs, (doc) => urgencyOfClaim(doc, standing.today));
  const card = claimsCard(turn.actor, { docs, settled, standing, unclaimed: tally.redeemed, banner });
  return { card, waits: false };
}
