import { addDays, type Day } from '../day.ts';
import { present } from '../present.ts';
import type { ClaimDocument, DocumentOf, Tallied, VoucherDocument } from '../store/documents.ts';
import { StoreFailure, type Query } from '../store/ports.ts';
import {
  byUrgency,
  isPressing,
  mostUrgentFirst,
  nearUntil,
  partsByUrgency,
  urgencyOfClaim,
  urgencyOfVoucher,
  URGENCIES,
  type Urgency,
} from '../urgency.ts';
import { doubtedEnd, saveBy } from '../voucher/deadlines.ts';
import type { Standing } from './standing.ts';

/** Open vouchers and claims by urgency, however many there are. */

type Open = VoucherDocument | ClaimDocument;

/** A page of a query: `Desk.find` in a turn. Throws StoreFailure. */
type Find<K extends Open['kind']> = (
  query: Query<K>,
) => Promise<{ readonly docs: readonly DocumentOf<K>[]; readonly continuation?: string }>;

interface Page<K extends Open['kind']> {
  readonly docs: readonly DocumentOf<K>[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

/** So many are sorted in memory: one page of a query. */
const ALL = 100;
/** Pages that are read to count what is near. */
const COUNTED_PAGES = 10;

/** How many vouchers are open. */
export function openCount(tally: Readonly<Record<Tallied, number>>): number {
  return tally.assigned + tally.reserved + tally.reported + tally.redeemed;
}

/** Whether what is open fits in one page of the store, where one query brings it all. */
export function isFew(tally: Readonly<Record<Tallied, number>>): boolean {
  return openCount(tally) <= ALL;
}

/** Documents, the most urgent first. */
export function sorted<D extends Open>(docs: readonly D[], standing: Standing): readonly D[] {
  return mostUrgentFirst(docs, (doc) => urgencyOf(doc, standing));
}

function urgencyOf(doc: Open, standing: Standing): Urgency {
  return doc.kind === 'voucher' ? urgencyOfVoucher(doc, standing) : urgencyOfClaim(doc, standing.today);
}

/** Where a page ends, by its last document: the next one begins behind that, whatever else changes meanwhile. */
export function endOf(doc: Open, standing: Standing): string {
  const { class: of, day, id } = urgencyOf(doc, standing);
  return `${BEHIND}${of}.${day}.${id}`;
}

/** What is behind the end of a page, the most urgent first; all of it where the end is none of ours. */
export function behind<D extends Open>(
  docs: readonly D[],
  end: string | undefined,
  standing: Standing,
): readonly D[] {
  const last = readEnd(end);
  const all = sorted(docs, standing);
  return last === undefined ? all : all.filter((doc) => byUrgency(urgencyOf(doc, standing), last) > 0);
}

const BEHIND = 'behind.';

function readEnd(end = ''): Urgency | undefined {
  const [, named, day, id = ''] = /^behind\.(\w+)\.(\d{4}-\d\d-\d\d)\.(.+)$/su.exec(end) ?? [];
  const of = URGENCIES.find((one) => one === named);
  return of === undefined || day === undefined ? undefined : { class: of, day: day as Day, id };
}

/**
 * A page of what is open, the most urgent first. `few`: it may fit in one page of the store ({@link isFew}). A `next` that nobody gave begins anew.
 */
export async function openPage<K extends Open['kind']>(
  find: Find<K>,
  kind: K,
  standing: Standing,
  { few, limit, next }: { readonly few: boolean; readonly limit: number; readonly next?: string | undefined },
): Promise<Page<K>> {
  const [, place, token] = /^part\.(\d{1,4})(?:\.(.+))?$/su.exec(next ?? '') ?? [];
  if (few && place === undefined) {
    const all = await find({ kind, where: { open: true }, order: { path: 'due' }, limit: ALL });
    if (all.continuation === undefined) {
      const rest = behind(all.docs, next, standing);
      const docs = rest.slice(0, limit);
      const last = docs.at(-1);
      return rest.length > limit && last !== undefined ? { docs, next: endOf(last, standing) } : { docs };
    }
  }
  const parts = partsByUrgency(kind, standing.today);
  const docs: DocumentOf<K>[] = [];
  // There were few when the page before was shown: what is before its end was seen.
  const end = place === undefined ? readEnd(next) : undefined;
  const begun = parts.findIndex((part) => part.class === end?.class);
  let at = place === undefined ? Math.max(0, begun) : Number(place);
  let continuation = token;
  for (; docs.length < limit;) {
    const part = parts[at];
    if (part === undefined) return { docs: sorted(docs, standing) };
    const { where, order } = part;
    const page = await find({ kind, where, order, limit: limit - docs.length, ...present({ continuation }) });
    docs.push(
      ...page.docs.filter((doc) => end === undefined || byUrgency(urgencyOf(doc, standing), end) > 0),
    );
    continuation = page.continuation;
    if (continuation === undefined) at += 1;
  }
  const rest =
    at < parts.length ? { next: `part.${at}${continuation === undefined ? '' : `.${continuation}`}` } : {};
  return { docs: sorted(docs, standing), ...rest };
}

/** A page, or the first one when the store does not know where to go on: an old card, a forged one. */
export async function orFirst<P>(
  page: (next: string | undefined) => Promise<P>,
  next: string | undefined,
): Promise<P> {
  try {
    return await page(next);
  } catch (error) {
    if (next === undefined || !(error instanceof StoreFailure)) throw error;
    return page(undefined);
  }
}

/** The vouchers in flight today: what presses most, and how many there are of what. */
export interface InFlight {
  /** The most urgent ones that did not run out, the first first. */
  readonly urgent: readonly VoucherDocument[];
  /** The next day by which something has to be done about one of them. */
  readonly nearest?: Day | undefined;
  /** Those for which somebody has to do something now. */
  readonly pressing: number;
  /** Open in the store, but they ran out before they were redeemed. */
  readonly ranOut: Readonly<Record<'assigned' | 'reserved' | 'reported', number>>;
  /** Those of which an answer decides whether they ran out (G3): nothing is closed before. */
  readonly doubted: number;
  /** There are more than were counted: the numbers are the least that there are. */
  readonly isMore: boolean;
}

/**
 * Reads what is near or over, and of the rest as much as `wanted` asks for: one request where up to 100 vouchers are
 * open. Counts up to a thousand that are near or over.
 */
export async function inFlight(
  find: Find<'voucher'>,
  standing: Standing,
  tally: Readonly<Record<Tallied, number>>,
  wanted: number,
): Promise<InFlight> {
  const few = isFew(tally);
  const near = await nearOrOver(find, few ? undefined : nearUntil(standing.today));
  const classes = near.docs.map((doc) => ({ doc, urgency: urgencyOfVoucher(doc, standing) }));
  const ranOut = { assigned: 0, reserved: 0, reported: 0 };
  let doubted = 0;
  for (const { doc, urgency } of classes) {
    const { status } = doc.state.stage;
    if (urgency.class !== 'over' || !(status in ranOut)) continue;
    if (isDoubted(doc, standing)) doubted += 1;
    else ranOut[status as keyof typeof ranOut] += 1;
  }
  const pressing = classes.filter(({ urgency }) => isPressing(urgency)).length;
  const live = classes.filter(({ urgency }) => urgency.class !== 'over').map(({ doc }) => doc);
  if (few && !near.isMore) {
    const urgent = sorted(live, standing).slice(0, wanted);
    return { urgent, nearest: nearestOf(live, standing), pressing, ranOut, doubted, isMore: false };
  }
  // What is merely assigned presses, too: another partner can take it.
  const assigned = near.docs.filter(({ status }) => status === 'assigned').length;
  const takable = near.isMore ? 0 : tally.assigned - assigned;
  const urgent = live.length >= wanted && !near.isMore ? live : await mostUrgent(find, standing, wanted);
  return {
    urgent: sorted(urgent, standing).slice(0, wanted),
    nearest: nearestOf([...live, ...urgent], standing),
    pressing: pressing + Math.max(0, takable),
    ranOut,
    doubted,
    isMore: near.isMore,
  };
}

function nearestOf(live: readonly VoucherDocument[], { company, edition, today }: Standing): Day | undefined {
  return live
    .map(({ state }) => saveBy(state.facts, state.stage, company, edition, today))
    .filter((day) => day !== undefined)
    .sort()[0];
}

/** The most urgent ones that did not run out. */
async function mostUrgent(
  find: Find<'voucher'>,
  standing: Standing,
  wanted: number,
): Promise<readonly VoucherDocument[]> {
  const live: VoucherDocument[] = [];
  let next: string | undefined;
  // Some without a last day may stand between: an earlier version of the bot wrote them.
  for (let pages = 0; pages < COUNTED_PAGES; pages += 1) {
    const limit = pages === 0 ? wanted : ALL;
    const page = await openPage(find, 'voucher', standing, { few: false, limit, next });
    live.push(...page.docs.filter((doc) => urgencyOfVoucher(doc, standing).class !== 'over'));
    next = page.next;
    if (live.length >= wanted || next === undefined) break;
  }
  return live;
}

function isDoubted({ state: { facts, stage } }: VoucherDocument, { today, edition }: Standing): boolean {
  return doubtedEnd(facts, stage, today, edition) !== undefined;
}

interface RanOut {
  readonly docs: readonly VoucherDocument[];
  readonly more: number;
  readonly doubted: readonly VoucherDocument[];
}

/**
 * Vouchers that ran out and are open still, those that ran out first; `more`: how many there are beside, as counted.
 * Apart from them all of which an answer decides whether they did (`doubted`).
 */
export async function expiredOnes(find: Find<'voucher'>, standing: Standing, limit: number): Promise<RanOut> {
  const { docs } = await nearOrOver(find, addDays(standing.today, -1));
  const over = sorted(
    docs.filter((doc) => urgencyOfVoucher(doc, standing).class === 'over'),
    standing,
  );
  const ranOut = over.filter((doc) => !isDoubted(doc, standing));
  return {
    docs: ranOut.slice(0, limit),
    more: Math.max(0, ranOut.length - limit),
    doubted: over.filter((doc) => isDoubted(doc, standing)),
  };
}

/** Open vouchers with a deadline up to `to`, at most a thousand. */
async function nearOrOver(
  find: Find<'voucher'>,
  to: Day | undefined,
): Promise<{ readonly docs: readonly VoucherDocument[]; readonly isMore: boolean }> {
  const docs: VoucherDocument[] = [];
  let continuation: string | undefined;
  for (let pages = 0; pages < COUNTED_PAGES; pages += 1) {
    const order = present({ path: 'due', to } as const);
    const page = await find({
      kind: 'voucher',
      where: { open: true },
      order,
      limit: ALL,
      ...present({ continuation }),
    });
    docs.push(...page.docs);
    continuation = page.continuation;
    if (continuation === undefined) return { docs, isMore: false };
    if (to === undefined) break;
  }
  return { docs, isMore: true };
}
