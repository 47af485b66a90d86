import type { Day } from '../day.ts';
import { engagementOf, type Engaged } from '../plan/engagements.ts';
import type { DocumentOf } from '../store/documents.ts';
import type { Query } from '../store/ports.ts';

/** Reserved vouchers of one consultant that are looked at, the next ones: a voucher's 180 days have 26 weeks. */
const LOOKED_AT = 30;

/** `Desk.find` in a turn. Throws StoreFailure. */
type Find = (
  query: Query<'voucher'>,
) => Promise<{ readonly docs: readonly DocumentOf<'voucher'>[]; readonly continuation?: string }>;

/**
 * What a consultant has reserved that ends today or later, with one request. A reservation beyond its voucher's last day
 * goes by that one: whatever is done then cannot be redeemed.
 */
export async function engagementsOf(find: Find, consultantId: string, today: Day): Promise<Engaged> {
  const { docs, continuation } = await find({
    kind: 'voucher',
    where: { consultantId, status: 'reserved' },
    order: { path: 'due', from: today },
    limit: LOOKED_AT,
  });
  const engagements = docs.map(engagementOf).filter((one) => one !== undefined);
  return {
    engagements: engagements.toSorted((a, b) => (a.start < b.start ? -1 : 1)),
    undated: docs.length - engagements.length,
    isMore: continuation !== undefined,
  };
}
