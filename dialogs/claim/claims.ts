import { claimCard } from '../../cards/claim/claim.ts';
import { claimsCard } from '../../cards/claim/claims.ts';
import { moneyCard } from '../../cards/claim/money.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { readMoney } from '../../domain/desk/money.ts';
import { openPage, orFirst } from '../../domain/desk/open-work.ts';
import type { Query } from '../../domain/store/ports.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import type { Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

/**
 * A claim, and the vouchers in it that are there; undefined when there is none. Read again, fresh, when it is not as
 * `expected`: nobody is refused on an old one.
 */
export async function claimWithVouchers(
  turn: Turn,
  id: string,
  expected: (doc: ClaimDocument) => boolean = () => true,
): Promise<{ readonly doc: ClaimDocument; readonly vouchers: readonly VoucherDocument[] } | undefined> {
  const { desk, unit } = turn;
  const kept = await desk.claim(unit, id);
  if (!unit.isFresh && (kept === undefined || !expected(kept))) unit.refresh();
  const doc = await desk.claim(unit, id);
  if (doc === undefined) return undefined;
  const found = await Promise.all(doc.state.voucherIds.map((number) => desk.voucher(unit, number)));
  return { doc, vouchers: found.filter((one) => one !== undefined) };
}

/** A claim's card with its next step. */
export async function showClaim(
  turn: Turn,
  id: string,
  banner?: Banner,
  values: Readonly<Record<string, string>> = {},
  accepts: readonly GuardId[] = [],
): Promise<Shown> {
  const found = await claimWithVouchers(turn, id);
  if (found === undefined) {
    return {
      card: messageCard(turn.actor, { title: 'notFound.claim', offers: ['claims', 'home'] }),
      waits: false,
    };
  }
  const standing = await turn.standing();
  const card = claimCard({
    actor: turn.actor,
    standing,
    ...found,
    values,
    accepts,
    commandId: newCommandId(),
    banner,
  });
  return { card, seen: { verb: 'claims.one', id }, waits: false };
}

/** Where the company's money is: what is late, can be claimed, is on the way and was paid. */
export async function showMoney(turn: Turn): Promise<Shown> {
  const { desk, unit } = turn;
  const [standing, tally] = await Promise.all([turn.standing(), desk.tally(unit)]);
  const money = await readMoney((query) => desk.find(unit, query), standing, tally);
  const card = moneyCard(turn.actor, { money, standing });
  return { card, seen: { verb: 'claims.money' }, waits: false };
}

const CLAIMS_SHOWN = 5;
const CLAIMS_SETTLED = 3;

/** Claims in flight first, the most urgent first, then those settled lately; and what is not yet claimed. */
export async function showClaims(turn: Turn, banner?: Banner, press?: Press): Promise<Shown> {
  const { desk, unit } = turn;
  const next = press?.verb === 'claims.page' ? press.arg : undefined;
  const standing = await turn.standing();
  const page = (from: string | undefined) =>
    openPage((query: Query<'claim'>) => desk.find(unit, query), 'claim', standing, {
      few: true,
      limit: CLAIMS_SHOWN,
      next: from,
    });
  const [open, closed, tally] = await Promise.all([
    orFirst(page, next),
    desk.find(unit, {
      kind: 'claim',
      where: { open: false },
      order: { path: 'changedAt', descending: true },
      limit: CLAIMS_SETTLED,
    }),
    desk.tally(unit),
  ]);
  const settled = closed.docs.filter(({ status }) => status !== 'discarded');
  const card = claimsCard(turn.actor, {
    docs: open.docs,
    settled,
    standing,
    unclaimed: tally.redeemed,
    next: open.next,
    isFirst: next === undefined,
    banner,
  });
  return { card, seen: { verb: 'claims.page', arg: next }, waits: false };
}
