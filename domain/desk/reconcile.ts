import { z } from 'zod';
import { isOpenState, OPEN_STATES, type OpenState } from '../sheet/counts.ts';
import { CANNOT, differencesOf, HOWS, WAYS, type Difference, type SayingRow } from '../sheet/differences.ts';
import { SHEET_FIELDS } from '../sheet/headings/headings.ts';
import type { SheetRow } from '../sheet/rows.ts';
import type { Tallied, VoucherDocument } from '../store/documents.ts';
import { TALLY_ID, voucherId } from '../store/ids.ts';
import { allOf } from '../store/pages.ts';
import type { Store } from '../store/ports.ts';
import type { Standing } from './standing.ts';

/** A list of vouchers beside what is here. */

/** Differences that are decided at once; those of later rows are found when the list is dropped again. */
const MAX_DIFFERENCES = 3_000;
/** So many vouchers are read by their numbers at a time. */
const AT_ONCE = 25;
/** Reading all vouchers page by page costs less where the list names one of so many of them. */
const ONE_OF = 20;

/** The parts of a difference as they are kept with the list. */
const differenceSchema = z.object({
  line: z.number().int(),
  number: z.string(),
  what: z.enum(SHEET_FIELDS),
  how: z.enum(HOWS),
  ours: z.string().optional(),
  theirs: z.string(),
  value: z.string(),
  way: z.enum(WAYS).optional(),
  cannot: z.enum(CANNOT).optional(),
});
export const comparisonSchema = z.object({
  /** Vouchers of the list that are here: how many, how many of them say nothing else, and differences ignored for good. */
  known: z.number().int(),
  agree: z.number().int(),
  ignored: z.number().int(),
  differences: z.array(differenceSchema).max(MAX_DIFFERENCES),
  /** How many more differences there are. */
  more: z.number().int(),
  /** Lines of what is not here. */
  unknown: z.array(z.number().int()),
  /** Open vouchers that stand here in a state that the list speaks of, and are not in it. */
  onlyHere: z.number().int(),
});
/** What a list says of vouchers that are here, and what of it is not so here. */
export type Comparison = z.infer<typeof comparisonSchema>;

interface Ports {
  readonly store: Store;
  fingerprint(text: string): string;
}

/** Compares the rows of a list with the vouchers that are here. Throws StoreFailure. */
export async function compareSheet(
  ports: Ports,
  tenantId: string,
  rows: readonly SheetRow[],
  { edition, today }: Pick<Standing, 'edition' | 'today'>,
): Promise<Comparison> {
  const { store } = ports;
  const digest = (text: string): string => ports.fingerprint(text);
  const said = new Map(rows.flatMap((row) => (isSaying(row) ? [[numberOf(row), row] as const] : [])));
  const tally = (await store.read(tenantId, 'tally', TALLY_ID))?.doc;
  const states = statesOf(said.values());
  const differences: Difference[] = [];
  const counts = { known: 0, agree: 0, ignored: 0, more: 0 };
  let others = [...states].reduce((sum, state) => sum + (tally?.[state] ?? 0), 0);
  const here = new Set<string>();
  for await (const doc of vouchersOf(store, tenantId, [...said.keys()], tally)) {
    const row = said.get(doc.state.facts.number);
    if (row === undefined) continue;
    here.add(doc.state.facts.number);
    if (isOpenState(doc.status) && states.has(doc.status)) others -= 1;
    const found = differencesOf(row, doc, { edition, today, digest });
    counts.known += 1;
    counts.ignored += found.ignored;
    if (found.differences.length === 0) counts.agree += 1;
    for (const difference of found.differences)
      if (differences.length < MAX_DIFFERENCES) differences.push(difference);
      else counts.more += 1;
  }
  return {
    ...counts,
    differences: differences.sort((one, other) => one.line - other.line),
    unknown: [...said].flatMap(([number, { line }]) => (here.has(number) ? [] : [line])),
    // The tally may be of a moment later than what was read.
    onlyHere: Math.max(0, others),
  };
}

/**
 * Open vouchers that stand in a state that the list speaks of, and are not in it: `count` of them from `from` on. A list may
 * be of a part, so nothing follows from that.
 */
export async function onlyHere(
  store: Store,
  tenantId: string,
  rows: readonly SheetRow[],
  { from, count }: { readonly from: number; readonly count: number },
): Promise<readonly VoucherDocument[]> {
  const saying = rows.filter(isSaying);
  const numbers = new Set(saying.map(numberOf));
  const found: VoucherDocument[] = [];
  for (const status of OPEN_STATES) {
    if (!statesOf(saying).has(status)) continue;
    for await (const { doc } of allOf(store, tenantId, { kind: 'voucher', where: { status } })) {
      if (!numbers.has(doc.state.facts.number)) found.push(doc);
      if (found.length >= from + count) return found.slice(from);
    }
  }
  return found.slice(from);
}

function isSaying(row: SheetRow): row is SayingRow {
  return row.kind === 'voucher' || row.kind === 'over';
}

function numberOf(row: SayingRow): string {
  return row.kind === 'over' ? row.number : row.voucher.number;
}

function statesOf(rows: Iterable<SayingRow>): ReadonlySet<OpenState> {
  const states = new Set<OpenState>();
  for (const row of rows)
    if (row.kind === 'voucher' && isOpenState(row.voucher.stage.status)) states.add(row.voucher.stage.status);
  return states;
}

/** The vouchers with these numbers, and maybe others, in no order. */
async function* vouchersOf(
  store: Store,
  tenantId: string,
  numbers: readonly string[],
  tally: Readonly<Record<Tallied, number>> | undefined,
): AsyncGenerator<VoucherDocument, void, undefined> {
  if (tally === undefined) return;
  const { assigned, reserved, reported, redeemed, claimed, lost, void: closed } = tally;
  const all = assigned + reserved + reported + redeemed + claimed + lost + closed;
  if (all <= numbers.length * ONE_OF) {
    for await (const { doc } of allOf(store, tenantId, { kind: 'voucher' })) yield doc;
    return;
  }
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const some = numbers.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((number) => store.read(tenantId, 'voucher', voucherId(number))));
    for (const stored of read) if (stored !== undefined) yield stored.doc;
  }
}
