import { present } from '../present.ts';
import type { VoucherDocument } from '../store/documents.ts';
import type { Query } from '../store/ports.ts';
import {
  OPEN_STATES,
  passes,
  statesOf,
  waysTo,
  type ListFilter,
  type Where,
  type Whose,
} from './list-filter.ts';
import type { Standing } from './standing.ts';

/** A page of a query: `Desk.find` in a turn. Throws StoreFailure. */
type Find = (
  query: Query<'voucher'>,
) => Promise<{ readonly docs: readonly VoucherDocument[]; readonly continuation?: string }>;

/** Documents of a query that mostly is enough, and of those that follow where it was not. */
const FIRST = 30;
const MORE = 100;
/** Queries of one page. */
const QUERIES = 12;

export interface FilteredPage {
  readonly docs: readonly VoucherDocument[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string | undefined;
  /** How many there are from here on, as far as it was looked; `isAll`: there are no others. */
  readonly count: number;
  readonly isAll: boolean;
  /** So many were looked at that the page ends before it is full. */
  readonly isCut: boolean;
}

/**
 * A page of the vouchers that a filter lets through, in the order of their ranks. It begins behind a rank, not after so
 * many rows, so that what changes meanwhile moves nothing else: a row that did not change is on one page and no other.
 *
 * The store is asked by one of the filter's parts, in that order; the rest is looked at in what it brings. Where that
 * was not enough, each of the other parts is tried once from there, and the one that gets farthest goes on.
 */
export async function filteredPage(
  find: Find,
  {
    filter,
    whose,
    standing,
    limit,
    next,
    most = QUERIES,
  }: {
    readonly filter: ListFilter;
    readonly whose: readonly Whose[];
    readonly standing: Standing;
    readonly limit: number;
    readonly next?: string | undefined;
    /** Queries of the store at most, or a few more. */
    readonly most?: number;
  },
): Promise<FilteredPage> {
  const { ways, from, to } = waysTo(filter, whose, standing.today);
  const lets = passes(filter, whose, standing);
  const found: VoucherDocument[] = [];
  let behind = placeOf(next);
  let queries = 0;
  const look = async (way: readonly Where[], size: number): Promise<Looked> => {
    queries += way.length;
    return looked(find, way, { from: behind === undefined ? from : after(behind, from), to, size });
  };
  const take = async (tried: readonly (readonly Where[])[], size: number): Promise<Looked> => {
    const all = await Promise.all(tried.map((way) => look(way, size)));
    const best = all.toSorted(byReach)[0] ?? { way: [], docs: [], end: undefined };
    found.push(...best.docs.filter(lets));
    behind = best.end;
    return best;
  };
  const isEnough = (): boolean => behind === undefined || found.length > limit || queries >= most;
  const [first = [], ...others] = ways;
  let { way } = await take([first], FIRST);
  if (!isEnough() && others.length > 0) ({ way } = await take([first, ...others], FIRST));
  while (!isEnough()) ({ way } = await take([way], MORE));
  const docs = found.slice(0, limit);
  const last = found.length > limit ? docs.at(-1)?.rank : behind;
  return {
    docs,
    next: last === undefined ? undefined : PLACE + last,
    count: found.length,
    isAll: behind === undefined,
    isCut: behind !== undefined && found.length <= limit,
  };
}

/**
 * All that a filter lets through, a page of the store at a time, some of them empty; also what an earlier version wrote
 * and the sweep has not made a rank for yet. Throws StoreFailure.
 */
export async function* allFiltered(
  find: Find,
  {
    filter,
    whose,
    standing,
  }: { readonly filter: ListFilter; readonly whose: readonly Whose[]; readonly standing: Standing },
): AsyncGenerator<readonly VoucherDocument[], void, undefined> {
  const lets = passes(filter, whose, standing);
  for (const query of queriesOf(filter)) {
    let continuation: string | undefined;
    do {
      const page = await find({ kind: 'voucher', ...query, limit: MORE, ...present({ continuation }) });
      yield page.docs.filter(lets);
      continuation = page.continuation;
    } while (continuation !== undefined);
  }
}

/** By what every voucher has; all of a customer are one query, which needs no order. */
function queriesOf(filter: ListFilter): readonly Pick<Query<'voucher'>, 'where' | 'order'>[] {
  const { customers } = filter;
  if (customers !== undefined)
    return [...new Set(customers)].map((customerId) => ({ where: { customerId } }));
  const states = statesOf(filter);
  const order = { path: 'due' } as const;
  const [status] = states;
  if (states.length === 1 && status !== undefined) return [{ where: { status }, order }];
  return states.every((state) => OPEN_STATES.includes(state)) ? [{ where: { open: true }, order }] : [{}];
}

/** What a way brought: all that it finds up to the rank `end`, in the order of the ranks. */
interface Looked {
  readonly way: readonly Where[];
  readonly docs: readonly VoucherDocument[];
  /** Absent: there are no others. */
  readonly end: string | undefined;
}

/** Who got to the end first, then who got farthest. */
function byReach(a: Looked, b: Looked): number {
  if (a.end === b.end) return 0;
  if (a.end === undefined || b.end === undefined) return a.end === undefined ? -1 : 1;
  return a.end > b.end ? -1 : 1;
}

/** The queries of a way at once; what one of them brought behind the end of another is not looked at yet. */
async function looked(
  find: Find,
  way: readonly Where[],
  { from, to, size }: { readonly from: string; readonly to: string; readonly size: number },
): Promise<Looked> {
  const pages = await Promise.all(
    way.map((where) => find({ kind: 'voucher', where, order: { path: 'rank', from, to }, limit: size })),
  );
  const end = pages
    .flatMap(({ docs, continuation }) => (continuation === undefined ? [] : [docs.at(-1)?.rank ?? from]))
    .toSorted()[0];
  const docs = new Map(
    pages
      .flatMap((page) => page.docs)
      .filter(({ rank = '' }) => end === undefined || rank <= end)
      .map((doc) => [doc.id, doc]),
  );
  return { way, docs: [...docs.values()].toSorted(byRank), end };
}

function byRank({ rank: a = '' }: VoucherDocument, { rank: b = '' }: VoucherDocument): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How the place of a page begins; what cards of before hold is of another kind, and begins anew. */
const PLACE = 'behind:';

function placeOf(next: string | undefined): string | undefined {
  return next?.startsWith(PLACE) === true ? next.slice(PLACE.length) : undefined;
}

/** The first rank behind this one: no sign of a rank comes before a space. */
function after(rank: string, from: string): string {
  const first = `${rank} `;
  return first < from ? from : first;
}
