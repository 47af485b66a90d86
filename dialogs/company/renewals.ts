import type { Endangered } from '../../cards/kit/names.ts';
import { endangers, renewals, type Renewal } from '../../domain/company/renewal.ts';
import { present } from '../../domain/present.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Turn } from '../turn.ts';

/** Pages of open vouchers that are looked through at most. */
const PAGES = 10;

/**
 * How many vouchers in flight a renewal endangers; they are looked at only when something has to be renewed, the
 * nearest deadline first. `orMore`: there are more than could be looked at.
 */
export async function endangering(turn: Turn): Promise<(renewal: Renewal) => Endangered> {
  const { company, edition, today } = await turn.standing();
  if (renewals(company, edition, today).every(({ state }) => state === 'holds'))
    return () => ({ count: 0, orMore: false });
  const open: VoucherDocument[] = [];
  let continuation: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const found = await turn.desk.find(
      turn.unit,
      present({ kind: 'voucher', where: { open: true }, order: { path: 'due' }, limit: 100, continuation }),
    );
    open.push(...found.docs);
    continuation = found.continuation;
    if (continuation === undefined) break;
  }
  return (renewal) => ({
    count: open.filter(({ state }) => endangers(renewal, state, company, edition, today)).length,
    orMore: continuation !== undefined,
  });
}

/** What has to be renewed, each with the vouchers in flight that hang on it. */
export async function withEndangered(
  turn: Turn,
  coming: readonly Renewal[],
): Promise<readonly { readonly renewal: Renewal; readonly endangered: Endangered }[]> {
  if (coming.length === 0) return [];
  const countOf = await endangering(turn);
  return coming.map((renewal) => ({ renewal, endangered: countOf(renewal) }));
}
