import { addDays, weekOf, type Day } from '../day.ts';
import type { Counted } from '../store/ports.ts';
import { NO_DUE, partsByUrgency } from '../urgency.ts';
import type { Standing } from './standing.ts';

/**
 * What there is of what, counted by the store's indexes: no document is read, so that ten thousand vouchers cost what a
 * hundred do, and nothing is kept beside the documents that could come to differ from them.
 */

/** `Desk.count` in a turn. Throws StoreFailure. */
type Count = (counted: Counted) => Promise<number>;

/** Weeks after this one that are shown by themselves. */
const WEEKS_AHEAD = 8;
/** Weeks of engagements, this one included, and those of them that are near. */
const ENGAGED_WEEKS = 8;
const NEAR_WEEKS = 4;
/** Requests to the store at the same time. */
const AT_ONCE = 20;

/** Days from the first to the last one. */
interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Open vouchers by the day of their next deadline. */
export interface Deadlines {
  /** The day has passed, and something can still be saved. */
  readonly overdue: number;
  /** They ran out before they were redeemed. */
  readonly ranOut: number;
  /** What is left of this week, and the eight after it. */
  readonly weeks: readonly (Span & { readonly count: number })[];
  readonly later: number;
  /** No deadline is known. */
  readonly unknown: number;
}

/** Thirteen requests, however many vouchers there are. */
export async function readDeadlines(count: Count, today: Day): Promise<Deadlines> {
  const open = (order: Span | Pick<Span, 'to'>): Promise<number> =>
    count({ kind: 'voucher', where: { open: true }, order: { path: 'due', ...order } });
  const spans = weeksFrom(today, WEEKS_AHEAD + 1);
  const last = spans.at(-1)?.to ?? today;
  const [passed, ranOut, later, unknown, ...weeks] = await Promise.all([
    open({ to: addDays(today, -1) }),
    countRanOut(count, today),
    open({ from: addDays(last, 1), to: addDays(NO_DUE, -1) }),
    open({ from: NO_DUE, to: NO_DUE }),
    ...spans.map(open),
  ]);
  return {
    // Of two moments they may disagree for one.
    overdue: Math.max(0, passed - ranOut),
    ranOut,
    weeks: spans.map((span, nth) => ({ ...span, count: weeks[nth] ?? 0 })),
    later,
    unknown,
  };
}

/** As lists know them: the part of the order that is behind all others. */
async function countRanOut(count: Count, today: Day): Promise<number> {
  const over = partsByUrgency('voucher', today).flatMap(({ class: of, where, order }) => {
    const { to } = order;
    return of === 'over' && to !== undefined ? [{ where, order: { ...order, to } }] : [];
  });
  const counts = await Promise.all(over.map((part) => count({ kind: 'voucher', ...part })));
  return counts.reduce((sum, one) => sum + one, 0);
}

/** The rest of this week, and whole weeks after it. */
function weeksFrom(today: Day, many: number): readonly Span[] {
  const sunday = addDays(weekOf(today), 6);
  return Array.from({ length: many }, (_, nth) => ({
    from: nth === 0 ? today : addDays(sunday, 7 * nth - 6),
    to: addDays(sunday, 7 * nth),
  }));
}

/** Reserved engagements of one consultant that end in the coming weeks. */
interface Load {
  readonly consultantId: string;
  /** In the first four weeks, and in the four after them. */
  readonly near: number;
  readonly far: number;
}

export interface Loads {
  /** A page of the company's consultants, who has most first; of the same number by their ids. */
  readonly loads: readonly Load[];
  /** The place of the first one, from 0, and how many consultants there are. */
  readonly from: number;
  readonly consultants: number;
  /** Engagements in all; those of nobody, or of somebody who is no consultant of the company. */
  readonly all: number;
  readonly others: number;
  /** The last days of the first weeks and of all. */
  readonly nearUntil: Day;
  readonly until: Day;
}

/**
 * Reserved engagements by who delivers them. One request for each consultant, and one more for each of the page: what they
 * cost goes with the company's people and not with its vouchers.
 */
export async function readLoads(
  count: Count,
  { company, today }: Pick<Standing, 'company' | 'today'>,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<Loads> {
  const weeks = weeksFrom(today, ENGAGED_WEEKS);
  const nearUntil = weeks[NEAR_WEEKS - 1]?.to ?? today;
  const until = weeks.at(-1)?.to ?? today;
  const reserved = (to: Day, of: { readonly consultantId?: string } = {}): Promise<number> =>
    count({
      kind: 'voucher',
      where: { ...of, status: 'reserved' },
      order: { path: 'due', from: today, to },
    });
  const ids = company.consultants.map(({ id }) => id);
  const [all, counts] = await Promise.all([
    reserved(until),
    inTurns(ids, (consultantId) => reserved(until, { consultantId })),
  ]);
  const ranked = ids
    .map((consultantId, nth) => ({ consultantId, engagements: counts[nth] ?? 0 }))
    .sort((a, b) => b.engagements - a.engagements || (a.consultantId < b.consultantId ? -1 : 1));
  const first = from < ranked.length ? from : 0;
  const shown = ranked.slice(first, first + limit);
  const near = await inTurns(shown, ({ consultantId }) => reserved(nearUntil, { consultantId }));
  const own = counts.reduce((sum, one) => sum + one, 0);
  return {
    loads: shown.map(({ consultantId, engagements }, nth) => {
      const soon = Math.min(near[nth] ?? 0, engagements);
      return { consultantId, near: soon, far: engagements - soon };
    }),
    from: first,
    consultants: ranked.length,
    all: Math.max(all, own),
    others: Math.max(0, all - own),
    nearUntil,
    until,
  };
}

/** One after the other asks of the store, some at a time. */
async function inTurns<T>(list: readonly T[], ask: (one: T) => Promise<number>): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let at = 0; at < list.length; at += AT_ONCE)
    counts.push(...(await Promise.all(list.slice(at, at + AT_ONCE).map(ask))));
  return counts;
}
