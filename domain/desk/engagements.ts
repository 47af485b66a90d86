import type { Day } from '../day.ts';
import { engagementOf, type Engaged, type Engagement } from '../plan/engagements.ts';
import { present } from '../present.ts';
import type { VoucherDocument } from '../store/documents.ts';
import type { Store } from '../store/ports.ts';
import type { Listed, VoucherList } from './kept-lists.ts';

/** Reserved vouchers of one consultant that are looked at, the next ones: a voucher's 180 days have 26 weeks. */
const LOOKED_AT = 30;

/** A reserved voucher that takes days of a consultant; without `engagement` it is not known which. */
interface Taken {
  readonly due: Day;
  readonly engagement?: Engagement;
}

/**
 * What a consultant has reserved that ends today or later, with one request. A reservation beyond its voucher's last day
 * goes by that one: whatever is done then cannot be redeemed.
 */
export function engagementsList(
  store: Pick<Store, 'query'>,
  tenantId: string,
  consultantId: string,
  today: Day,
): VoucherList<Taken> {
  return {
    key: `engagements/${consultantId}/${today}`,
    of: (doc) => takenBy(doc, consultantId, today),
    first: { most: LOOKED_AT, compare: (a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0) },
    async ask() {
      const { items, continuation } = await store.query(tenantId, {
        kind: 'voucher',
        where: { consultantId, status: 'reserved' },
        order: { path: 'due', from: today },
        limit: LOOKED_AT,
      });
      return { docs: items.map(({ doc }) => doc), isWhole: continuation === undefined };
    },
  };
}

function takenBy(doc: VoucherDocument, consultantId: string, today: Day): Taken | undefined {
  const { consultantId: whose, status, due } = doc;
  return whose === consultantId && status === 'reserved' && due !== undefined && due >= today
    ? { due, ...present({ engagement: engagementOf(doc) }) }
    : undefined;
}

/** The days that a consultant has, of what is on their list. */
export function engagedBy({ parts, isWhole }: Listed<Taken>): Engaged {
  const engagements = parts.flatMap(({ engagement }) => engagement ?? []);
  return {
    engagements: engagements.toSorted((a, b) => (a.start < b.start ? -1 : 1)),
    undated: parts.length - engagements.length,
    isMore: !isWhole,
  };
}
