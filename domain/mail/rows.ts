import { onlyDays } from './days.ts';
import type { Placed } from './facts.ts';
import { isListedLabel } from './labels.ts';
import type { Layout } from './layout.ts';
import { productIn } from './products.ts';
import { datesIn, printedDate } from './date.ts';
import { isPlausibleNumber, type Names } from './values.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import type { Steps } from '../steps.ts';

/**
 * Lists and tables of vouchers are known by their columns: lines of as many cells, and in one place of each a number.
 * Nobody has to name the columns: what stands in all of them tells what they hold.
 */
export interface Row {
  readonly line: number;
  /** As printed. */
  readonly number: string;
  readonly customer?: string | undefined;
  /** Days. */
  readonly serviceLevel?: number | undefined;
}

/** What divides the cells of a row. Further white space around it is trimmed: to look for it here would take its square. */
const SEPARATORS = [
  /\|/u,
  /\t+/u,
  /\s\/\s|／/u,
  /[;；，、]/u,
  /\s[–—-]\s/u,
  /,\s/u,
  /\u3000|\s{2,}/u,
] as const;
const LEAST_ROWS = 3;
const LEAST_CELLS = 3;
const MAX_CELLS = 20;
const LEVELS: readonly number[] = SERVICE_LEVELS;

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function cellsOf(text: string, separator: RegExp): string[] {
  const cells = text.split(separator, MAX_CELLS).map((cell) => cell.trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

/** Runs of lines with as many cells; empty lines, and lines that rule a table off, do not end one. */
function runsIn(layout: Layout, separator: RegExp): Line[][] {
  const runs: Line[][] = [];
  let run: Line[] = [];
  for (const [line, text] of layout.lines.entries()) {
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const cells = layout.headers.has(line) || !separator.test(text) ? [] : cellsOf(text, separator);
    if (cells.length >= LEAST_CELLS && cells.length === run[0]?.cells.length) run.push({ line, cells });
    else {
      if (run.length >= LEAST_ROWS) runs.push(run);
      run = cells.length >= LEAST_CELLS ? [{ line, cells }] : [];
    }
  }
  if (run.length >= LEAST_ROWS) runs.push(run);
  return runs;
}

function isNumber(cell: string): boolean {
  return /\d/.test(cell) && cell.length >= 4 && datesIn(cell).length === 0 && isPlausibleNumber(cell);
}

function isName(cell: string, names: Names): boolean {
  return (
    /\p{L}{2}/u.test(cell) &&
    !/[@?:：]/u.test(cell) &&
    cell.length <= 80 &&
    onlyDays(cell) === undefined &&
    printedDate(cell) === undefined &&
    !isNumber(cell) &&
    productIn(cell) === undefined &&
    names.in(cell).length === 0 &&
    !isListedLabel(cell)
  );
}

/** The column in which every cell is of a kind; undefined where none is, or several are. */
function onlyColumn(run: readonly Line[], isOf: (column: readonly string[]) => boolean): number | undefined {
  const width = run[0]?.cells.length ?? 0;
  const found: number[] = [];
  for (let at = 0; at < width; at += 1) {
    if (isOf(run.map(({ cells }) => cells[at] ?? ''))) found.push(at);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The rows of the widest list or table of vouchers that the text holds; `tokens`: the engagements that it names. */
export function* rowsIn(layout: Layout, names: Names, tokens: readonly Placed[]): Steps<readonly Row[]> {
  const named = new Set(tokens.map(({ line }) => line));
  let widest: Row[] = [];
  for (const separator of SEPARATORS) {
    yield;
    const rows = runsIn(layout, separator).flatMap((run) => rowsOf(run, names));
    // A list of people or of orders names no engagements.
    const isOfVouchers = rows.filter(({ line }) => named.has(line)).length * 2 >= rows.length;
    if (isOfVouchers && rows.length > widest.length) widest = rows;
  }
  return widest;
}

function rowsOf(whole: readonly Line[], names: Names): Row[] {
  // The head of a table, or a row that says what its columns are.
  const run = whole.filter(({ cells }, at) => at > 0 || cells.some(isNumber));
  const numbers = onlyColumn(
    run,
    (column) => column.every(isNumber) && new Set(column).size === column.length,
  );
  if (numbers === undefined || run.length < LEAST_ROWS - 1) return [];
  const levels = onlyColumn(run, (column) => column.every((cell) => LEVELS.includes(onlyDays(cell) ?? 0)));
  const customers = onlyColumn(run, (column) => column.every((cell) => isName(cell, names)));
  return run.map(({ line, cells }): Row => ({
    line,
    number: cells[numbers] ?? '',
    serviceLevel: levels === undefined ? undefined : onlyDays(cells[levels] ?? ''),
    customer: customers === undefined ? undefined : cells[customers],
  }));
}
