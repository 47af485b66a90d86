import {
  hasEveryMonth,
  lastDaysOf,
  moneyInFlight,
  paidByMonth,
  type LastDays,
  type PaidMonth,
  type Waiting,
} from '../claim/money.ts';
import { dayAt, type Day } from '../day.ts';
import { present } from '../present.ts';
import type { ClaimDocument, DocumentOf, Tallied } from '../store/documents.ts';
import type { Query } from '../store/ports.ts';
import { nearUntil, NO_DUE } from '../urgency.ts';
import type { Standing } from './standing.ts';

/** Pages of the store that are read at most, and documents of each. */
const PAGES = 10;
const PAGE = 100;

/** Claims, and vouchers, of which no more are looked at: each of the store's orders begins with what matters most. */
export const MAX_COUNTED = PAGES * PAGE;

/** `Desk.find` in a turn. Throws StoreFailure. */
type Find = <K extends 'voucher' | 'claim'>(
  query: Query<K>,
) => Promise<{ readonly docs: readonly DocumentOf<K>[]; readonly continuation?: string }>;

/** Where the company's money is. */
export interface Money {
  readonly drafts: Waiting;
  readonly submitted: Waiting;
  readonly approved: Waiting;
  readonly late: Waiting;
  /** Redeemed vouchers in no claim. */
  readonly claimable: LastDays & { readonly count: number };
  readonly paid: readonly PaidMonth[];
  /** What there was too much of to count all: the numbers are the least that there is. */
  readonly moreOpen: boolean;
  readonly moreClaimable: boolean;
  /** What was settled, and not changed since this day, is not counted. */
  readonly paidSince?: Day;
}

/**
 * Counts what is open, the most urgent first; of what was settled as much as the last six months with payments need, from
 * the latest change back; of redeemed vouchers those that are near. Mostly three requests, never more than 31.
 */
export async function readMoney(
  find: Find,
  { company, today }: Pick<Standing, 'company' | 'today'>,
  tally: Readonly<Record<Tallied, number>>,
): Promise<Money> {
  const changed = (doc: ClaimDocument | undefined): Day | undefined =>
    doc === undefined ? undefined : dayAt(doc.changedAt, company.timeZone);
  const [open, settled, redeemed] = await Promise.all([
    upTo(find, { kind: 'claim', where: { open: true }, order: { path: 'due' } }),
    upTo(
      find,
      { kind: 'claim', where: { open: false }, order: { path: 'changedAt', descending: true } },
      (docs) => {
        const until = changed(docs.at(-1));
        return until !== undefined && hasEveryMonth(paidByMonth(docs), until);
      },
    ),
    claimableDays(find, today),
  ]);
  return {
    ...moneyInFlight(open.docs, today),
    claimable: { ...lastDaysOf(redeemed.days, today), count: Math.max(tally.redeemed, redeemed.days.length) },
    paid: paidByMonth(settled.docs),
    moreOpen: open.left === 'more',
    moreClaimable: redeemed.isMore,
    ...present({ paidSince: settled.left === 'more' ? changed(settled.docs.at(-1)) : undefined }),
  };
}

/** The last days of the redeemed vouchers that are near or over, the next one after them, and those that nobody knows. */
async function claimableDays(
  find: Find,
  today: Day,
): Promise<{ readonly days: readonly Day[]; readonly isMore: boolean }> {
  const where = { status: 'redeemed' };
  const near = nearUntil(today);
  const { docs, left } = await upTo(
    find,
    { kind: 'voucher', where, order: { path: 'due' } },
    (read) => (read.at(-1)?.due ?? near) > near,
  );
  const days = docs.map(({ due }) => due);
  if (left === 'none' || days.at(-1) === NO_DUE) return { days, isMore: left !== 'none' };
  const order = { path: 'due', from: NO_DUE, to: NO_DUE } as const;
  const unknown = await find({ kind: 'voucher', where, order, limit: PAGE });
  const isMore = left === 'more' || unknown.continuation !== undefined;
  return { days: [...days, ...unknown.docs.map(({ due }) => due)], isMore };
}

/**
 * Pages of a query until they are enough. `left`: none; some, that are not needed; or more, that there was no counting.
 */
async function upTo<K extends 'voucher' | 'claim'>(
  find: Find,
  query: Omit<Query<K>, 'limit' | 'continuation'>,
  isEnough: (docs: readonly DocumentOf<K>[]) => boolean = () => false,
): Promise<{ readonly docs: readonly DocumentOf<K>[]; readonly left: 'none' | 'some' | 'more' }> {
  const docs: DocumentOf<K>[] = [];
  let continuation: string | undefined;
  for (let pages = 0; pages < PAGES; pages += 1) {
    const page = await find<K>({ ...query, limit: PAGE, ...present({ continuation }) });
    docs.push(...page.docs);
    continuation = page.continuation;
    if (continuation === undefined) return { docs, left: 'none' };
    if (isEnough(docs)) return { docs, left: 'some' };
  }
  return { docs, left: 'more' };
}
