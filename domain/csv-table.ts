import { cleanLine } from './plain-text.ts';

/**
 * A table that somebody pasted or dropped, as untrusted text: a header and rows. Nothing in it is ever evaluated.
 * Files of other kinds (XLSX) come in through {@link tableOf} and meet the same limits.
 */

/** Rows that are kept; a table with more says so and cannot be used. */
export const MAX_ROWS = 10_000;
/** From this many rows on the table is refused without being read to its end. */
export const TOO_MANY_ROWS = 50_000;
export const MAX_COLUMNS = 30;
/** Characters of the whole text. */
export const MAX_TEXT = 2 * 1024 * 1024;
/** Characters of a cell, once cleaned. */
export const MAX_CELL = 200;
/** Characters of a cell as it comes: what is longer is too long however much cleaning would leave. */
export const MAX_RAW_CELL = 1000;

export interface Table {
  readonly kind: 'table';
  /** The header's cells as printed, cleaned. */
  readonly columns: readonly string[];
  /** The line of the header, from 1. */
  readonly line: number;
  /** Rows above the header, such as a title, that were left out; absent = none. */
  readonly above?: number;
  readonly rows: readonly TableRow[];
  /** Rows after the kept ones; not read. */
  readonly more: number;
  readonly errors: readonly CellError[];
}

export interface TableRow {
  /** Where the row begins in the text, from 1. */
  readonly line: number;
  /** As many as the table has columns; an absent one is ''. */
  readonly cells: readonly string[];
}

/** A cell that cannot be what its author meant. `column` counts from 0; beyond the last one for a cell too many. */
interface CellError {
  readonly line: number;
  readonly column: number;
  readonly problem: 'formula' | 'tooLong' | 'extra';
  /** The cell, cleaned and cut. */
  readonly value: string;
  /** The row holds what the program that saved it last showed of the formula. */
  readonly isShown?: true;
}

/** Why nothing can be read at all. */
export type TableProblem = { readonly kind: 'problem' } & (
  | { readonly problem: 'empty' }
  | { readonly problem: 'tooLarge' }
  | { readonly problem: 'tooManyRows'; readonly max: number }
  | { readonly problem: 'tooManyColumns'; readonly max: number }
  /** A quotation mark that opens a cell in `line` is never closed. */
  | { readonly problem: 'openQuote'; readonly line: number }
);

/** A row before any limit is applied. */
export interface RawRow {
  readonly line: number;
  /** Of more cells than {@link MAX_COLUMNS}, those and one that is not empty are enough. */
  readonly cells: readonly string[];
  /** The row's last cell opens a quotation mark and does not close it. */
  readonly isOpen?: boolean;
  /** Formulas whose cells hold what was shown of them when the file was saved, by their columns. */
  readonly formulas?: ReadonlyMap<number, string>;
}

/** Whether cells are a header that means something to whoever reads the table. */
export type IsHeader = (cells: readonly string[]) => boolean;

/** How the rows of a table are taken. */
interface Taking {
  /** Lines of the text before the first row. */
  readonly linesBefore?: number;
  /** Finds the header below a title; absent = the first row of more than one cell is it. */
  readonly isHeader?: IsHeader | undefined;
  /** Each cell says its column itself: one beside the table has slipped from nowhere, and is left alone. */
  readonly isPlaced?: boolean;
}

/** Rows among which the header is looked for. */
const HEADER_ROWS = 20;

const SEPARATORS = ['\t', ';', '|', ',', '^', '~', '\uFF1B'] as const;
type Separator = (typeof SEPARATORS)[number];
const isSeparator = (char: string): char is Separator => (SEPARATORS as readonly string[]).includes(char);
const NO_SEPARATORS = Object.fromEntries(SEPARATORS.map((one) => [one, 0])) as Record<Separator, number>;

/** What encloses a cell: the apostrophe where all of the header stands in apostrophes. */
type Quote = '"' | "'";
const IN_APOSTROPHES = /^[ ]*'[^'\r\n]*'[ ]*(?:[\t;|,^~\uFF1B][ ]*'[^'\r\n]*'[ ]*)+$/mu;

const SAMPLE_LINES = 20;
const SAMPLE_LENGTH = 64 * 1024;

/**
 * The separator of which the lines have as many as the header; of several, the one with most columns. A title above
 * the header has none.
 */
function separatorOf(text: string, quote: Quote): Separator {
  const lines: Record<Separator, number>[] = [];
  let counts = { ...NO_SEPARATORS };
  let isQuoted = false;
  let isBlank = true;
  const end = Math.min(text.length, SAMPLE_LENGTH);
  for (let at = 0; at <= end && lines.length < SAMPLE_LINES; at += 1) {
    const char = at < end ? (text[at] ?? '') : '\n';
    if (char === quote) isQuoted = !isQuoted;
    if ((char === '\n' || char === '\r') && (!isQuoted || at === end)) {
      if (!isBlank) lines.push(counts);
      counts = { ...NO_SEPARATORS };
      isBlank = true;
    } else {
      isBlank &&= char.trim() === '';
      if (!isQuoted && isSeparator(char)) counts[char] += 1;
    }
  }
  const header = lines.find((line) => SEPARATORS.some((separator) => line[separator] > 0));
  let best: { readonly separator: Separator; readonly agree: number; readonly columns: number } | undefined;
  for (const separator of SEPARATORS) {
    const columns = header?.[separator] ?? 0;
    if (columns === 0) continue;
    const agree = lines.filter((line) => line[separator] === columns).length;
    if (best === undefined || agree > best.agree || (agree === best.agree && columns > best.columns)) {
      best = { separator, agree, columns };
    }
  }
  return best?.separator ?? ',';
}

/** The rows of separated text, quoted as RFC 4180 says; one pass. Words after a closing quote stay in the cell. */
function* separated(text: string, separator: Separator, quotation: Quote): Generator<RawRow> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    if (text[at] === '\n' || text[at] === '\r') {
      line += lineBreaks(text, at, at + 1);
      at += 1;
      continue;
    }
    const begin = line;
    const cells: string[] = [];
    let isOpen = false;
    for (let isRow = true; isRow;) {
      const parts: string[] = [];
      while (text[at] === ' ') at += 1;
      if (text[at] === quotation) {
        isOpen = true;
        at += 1;
        while (isOpen) {
          const quote = text.indexOf(quotation, at);
          const end = quote < 0 ? text.length : quote;
          // `\"` is how some programs write a quotation mark; where the cell could end, it ends.
          const isEscaped =
            quote > at &&
            text[quote - 1] === '\\' &&
            !isEnd(text[quote + 1], separator) &&
            text[quote + 1] !== quotation;
          line += lineBreaks(text, at, end);
          parts.push(text.slice(at, Math.min(isEscaped ? end - 1 : end, at + MAX_RAW_CELL + 1)));
          at = end + 1;
          if (quote < 0) break;
          if (isEscaped) {
            parts.push(quotation);
            continue;
          }
          isOpen = text[at] === quotation;
          if (!isOpen) break;
          parts.push(quotation);
          at += 1;
        }
      }
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
      parts.push(text.slice(from, Math.min(at, from + MAX_RAW_CELL + 1)));
      push(cells, parts.join('').slice(0, MAX_RAW_CELL + 1));
      isRow = text[at] === separator;
      if (isRow) at += 1;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
    yield { line: begin, cells, isOpen };
  }
}

/** Whether a cell ends before `char`. */
function isEnd(char: string | undefined, separator: Separator): boolean {
  return char === undefined || char === separator || char === '\n' || char === '\r';
}

/** Keeps a row's memory bounded: beyond the columns there can be, one cell that is not empty stands for all. */
function push(cells: string[], cell: string): void {
  if (cells.length <= MAX_COLUMNS) cells.push(cell);
  else if (cells[MAX_COLUMNS]?.trim() === '') cells[MAX_COLUMNS] = cell;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count += 1;
  }
  return count;
}

/** Excel's way to keep a text from being read as a number: `="00123"` is the text and nothing else. */
const KEPT_TEXT = /^="([^"=]*)"$/u;
/** The apostrophe with which a spreadsheet marks a number as a text. */
const TEXT_MARK = /^['\u2019](?=\d[\d .\u00A0-]*$)/u;
/** A line between rows that programs draw: `-----`, `+---+---+`, `====`. */
const RULE_LINE = /^[ \t]*[-+=_|\u2500-\u257F][-+=_|: \t\u2500-\u257F]{2,}$/gmu;
/** With it DOS ends a file. */
const DOS_END = '\u001A';
/** Line ends of other systems. */
const OTHER_BREAK = /[\u0085\u2028\u2029]/gu;
/** A whole line that some program has quoted once more. */
const QUOTED_LINE = /^"((?:[^"\r\n]|"")*)"$/gmu;

const RULE_CELL = /^\s*:?-+:?\s*$/;

/** Rows written between bars: the outer bars and the rule under the header are no cells. */
function* barred(rows: Iterable<RawRow>): Generator<RawRow> {
  let place = 0;
  let hasOuterBar = false;
  for (const row of rows) {
    const isBlank = row.cells.every((cell) => cell.trim() === '');
    if (place === 0 && !isBlank) hasOuterBar = row.cells[0]?.trim() === '';
    const cells = hasOuterBar && row.cells[0]?.trim() === '' ? row.cells.slice(1) : row.cells;
    const inner = cells.at(-1)?.trim() === '' ? cells.slice(0, -1) : cells;
    const isRule = place === 1 && inner.length > 0 && inner.every((cell) => RULE_CELL.test(cell));
    if (!isBlank) place += 1;
    if (!isRule) yield { ...row, cells };
  }
}

/**
 * The table in separated text: comma, semicolon, tab, bar, caret or tilde, told by the header and the lines under it, or by
 * Excel's `sep=` line. Empty lines are passed over, and those that only draw. Time grows with the length of the text, no faster.
 */
export function readTable(text: string, isHeader?: IsHeader): Table | TableProblem {
  if (text.length > MAX_TEXT) return { kind: 'problem', problem: 'tooLarge' };
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = plain.replaceAll(DOS_END, '').replace(OTHER_BREAK, '\n').replace(RULE_LINE, '');
  const table = readLines(lines, isHeader);
  if (table.kind !== 'table' || table.columns.length > 1 || separatorsIn(table.columns[0] ?? '') === 0)
    return table;
  const unwrapped = lines.replace(QUOTED_LINE, (_line, inner: string) => inner.replaceAll('""', '"'));
  return unwrapped === lines ? table : readLines(unwrapped, isHeader);
}

function separatorsIn(text: string): number {
  return SEPARATORS.filter((separator) => text.includes(separator)).length;
}

function readLines(plain: string, isHeader: IsHeader | undefined): Table | TableProblem {
  const [named, sign] = /^"?sep=([\t;|,^~\uFF1B])"?[ \t]*(?:\r\n|\n|\r)/i.exec(plain) ?? [];
  const body = named === undefined ? plain : plain.slice(named.length);
  const quote = IN_APOSTROPHES.test(body.slice(0, SAMPLE_LENGTH)) ? "'" : '"';
  const separator = SEPARATORS.find((one) => one === sign) ?? separatorOf(body, quote);
  const rows = separated(body, separator, quote);
  return tableOf(separator === '|' ? barred(rows) : rows, {
    linesBefore: named === undefined ? 0 : 1,
    isHeader,
  });
}

/** A sign that spreadsheets read as the beginning of a formula, in any of its widths. */
const FORMULA = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u;
/** How people write "nothing" in a cell. */
const NOTHING = /^[-\u2013\u2014]$/u;

function read(raw: string): { readonly value: string; readonly problem?: 'formula' | 'tooLong' } {
  const shown = cleanLine(raw.slice(0, MAX_RAW_CELL), MAX_CELL + 1);
  const value = (KEPT_TEXT.exec(shown)?.[1] ?? shown).replace(TEXT_MARK, '');
  if (NOTHING.test(value)) return { value: '' };
  const isLong = raw.length > MAX_RAW_CELL || Array.from(value).length > MAX_CELL;
  const kept = isLong ? cleanLine(value, MAX_CELL) : value;
  if (FORMULA.test(value)) return { value: kept, problem: 'formula' };
  return isLong ? { value: kept, problem: 'tooLong' } : { value };
}

const isBlank = ({ cells }: RawRow): boolean => cells.every((cell) => cell.trim() === '');

const filled = ({ cells }: RawRow): number => cells.filter((cell) => cell.trim() !== '').length;

/** The rows from the header on: what stands above it, such as a title, is left out. Empty ones are, too. */
function* fromHeader(
  rows: Iterable<RawRow>,
  isHeader: IsHeader | undefined,
  onHeader: (above: number) => void,
): Generator<RawRow> {
  const above: RawRow[] = [];
  let isFound = false;
  const best = (): readonly RawRow[] => {
    const first = Math.max(
      0,
      above.findIndex((row) => filled(row) > 1),
    );
    onHeader(first);
    return above.slice(first);
  };
  for (const row of rows) {
    if (isBlank(row)) continue;
    if (isFound) {
      yield row;
      continue;
    }
    above.push(row);
    const isIt = isHeader?.(row.cells.slice(0, MAX_COLUMNS).map((cell) => read(cell).value)) === true;
    if (!isIt && row.isOpen !== true && above.length < HEADER_ROWS) continue;
    if (isIt) onHeader(above.length - 1);
    yield* isIt ? [row] : best();
    isFound = true;
  }
  if (!isFound) yield* best();
}

/** A table from rows of any source, read no further than its limits. */
export function tableOf(
  rows: Iterable<RawRow>,
  { linesBefore = 0, isHeader, isPlaced = false }: Taking = {},
): Table | TableProblem {
  const errors: CellError[] = [];
  const kept: TableRow[] = [];
  let header: TableRow | undefined;
  let count = 0;
  let above = 0;
  for (const row of fromHeader(rows, isHeader, (left) => (above = left))) {
    if (row.isOpen === true) return { kind: 'problem', problem: 'openQuote', line: row.line + linesBefore };
    if (header !== undefined) {
      count += 1;
      if (count >= TOO_MANY_ROWS) return { kind: 'problem', problem: 'tooManyRows', max: MAX_ROWS };
      if (count > MAX_ROWS) continue;
    }
    const line = row.line + linesBefore;
    const last = row.cells.findLastIndex((cell) => cell.trim() !== '');
    const width: number = header?.cells.length ?? last + 1;
    if (width > MAX_COLUMNS) return { kind: 'problem', problem: 'tooManyColumns', max: MAX_COLUMNS };
    const cells: string[] = [];
    for (let column = 0; column < width; column += 1) {
      const { value, problem } = read(row.cells[column] ?? '');
      cells.push(value);
      const formula = row.formulas?.get(column);
      if (formula !== undefined && problem === undefined)
        errors.push({ line, column, problem: 'formula', value: read(formula).value, isShown: true });
      if (problem !== undefined) errors.push({ line, column, problem, value });
    }
    if (last >= width && !isPlaced) {
      errors.push({ line, column: width, problem: 'extra', value: read(row.cells[last] ?? '').value });
    }
    if (header === undefined) header = { line, cells };
    else kept.push({ line, cells });
  }
  if (header === undefined || kept.length === 0) return { kind: 'problem', problem: 'empty' };
  return {
    kind: 'table',
    columns: header.cells,
    line: header.line,
    ...(above > 0 ? { above } : {}),
    rows: kept,
    more: count - kept.length,
    errors,
  };
}
