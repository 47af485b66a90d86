import { COMPETENCY_IDS, type CompetencyId, type Level } from '../programme/catalogue.ts';
import { MAX_CONSULTANTS, MAX_LOCATIONS } from './model.ts';
import type { Day } from '../day.ts';
import { printedDate } from '../mail/date.ts';
import { present } from '../present.ts';
import { plainDashes } from '../plain-text.ts';
import {
  columnNamed,
  columnsOf,
  knownTable,
  TABLE_KINDS,
  type Column,
  type KnownTable,
  type TableKind,
} from './table-columns.ts';
import { readCompetency, readLevel } from './table-names.ts';
import { MAX_CELL, MAX_ROWS, type Table, type TableRow } from '../csv-table.ts';

/**
 * What a table says about the company: competencies, locations or consultants, told by its headers. All or nothing:
 * with a single error none of the rows may be used, they are there to be shown.
 */

interface CompetencyRow {
  readonly line: number;
  readonly competency: CompetencyId;
  readonly level: Level;
  readonly anniversary?: Day;
}

interface LocationRow {
  readonly line: number;
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name?: string;
}

interface ConsultantRow {
  readonly line: number;
  readonly name: string;
  readonly assessments: readonly CompetencyId[];
}

/** What is wrong in a cell, as a code with the facts that its sentence needs. */
export type RowProblem =
  /** The cell begins like a formula; it was not evaluated. */
  | { readonly code: 'formula' }
  | { readonly code: 'tooLong'; readonly max: number }
  /** More cells than the header has. */
  | { readonly code: 'extraCell' }
  | { readonly code: 'missing' }
  | { readonly code: 'unknownCompetency'; readonly near: readonly CompetencyId[] }
  | { readonly code: 'unknownLevel'; readonly near: readonly Level[] }
  | { readonly code: 'unknownCountry'; readonly near: readonly string[] }
  | { readonly code: 'unknownDay' }
  | { readonly code: 'ambiguousDay'; readonly options: readonly Day[] }
  /** The same competency, location or consultant stands in an earlier line. */
  | { readonly code: 'duplicate'; readonly firstLine: number }
  /** Two headers mean the same column. */
  | { readonly code: 'duplicateColumn' }
  | { readonly code: 'tooMany'; readonly max: number }
  /** From this line on nothing was read: `count` rows above the limit of a table. */
  | { readonly code: 'moreRows'; readonly max: number; readonly count: number };

export interface RowError {
  readonly line: number;
  /** The column's header as printed; absent when the whole row is meant. */
  readonly column?: string;
  /** The cell, or the part of it that is wrong; ''  when there is none. */
  readonly value: string;
  readonly problem: RowProblem;
}

interface Read<K extends TableKind, R> {
  readonly kind: K;
  /** Rows without an error; usable only when `errors` is empty. */
  readonly rows: readonly R[];
  readonly errors: readonly RowError[];
  /** Rows that were not looked at, because {@link MAX_ERRORS} were found before. */
  readonly unread: number;
  /** Headers that mean nothing here; their cells are not taken. */
  readonly ignored: readonly string[];
  /** The line of the header, where something stands above it that was left out. */
  readonly headerLine?: number;
}

export type CompanyTable =
  | Read<'competencies', CompetencyRow>
  | Read<'locations', LocationRow>
  | Read<'consultants', ConsultantRow>
  | {
      readonly kind: 'unknown';
      /** The headers as printed. */
      readonly columns: readonly string[];
      /** The line that was taken as the header. */
      readonly headerLine?: number;
      /** Every kind there is, the likeliest first. */
      readonly known: readonly KnownTable[];
    };

/** Reading stops after so many errors: each costs a search for near names, and nobody mends more at once. */
export const MAX_ERRORS = 200;
/** How long a location id and a name may be, as in the company document. */
const MAX_ID = 40;

/** The cells of one row, with the errors that are found in them. */
class Cells {
  readonly line: number;
  readonly errors: RowError[] = [];
  readonly #row: TableRow;
  readonly #table: Table;
  readonly #columns: ReadonlyMap<Column, number>;
  readonly #broken: ReadonlySet<string | undefined>;

  constructor(
    table: Table,
    columns: ReadonlyMap<Column, number>,
    row: TableRow,
    broken: readonly RowError[],
  ) {
    this.line = row.line;
    this.#row = row;
    this.#table = table;
    this.#columns = columns;
    this.#broken = new Set(broken.map(({ column }) => column));
    this.errors.push(...broken);
  }

  /** The cell's text; undefined when it is empty. */
  text(column: Column): string | undefined {
    const cell = this.#row.cells[this.#columns.get(column) ?? -1] ?? '';
    return cell === '' ? undefined : cell;
  }

  /** The cell's text, at most `max` characters; when it is empty or longer, that is an error. */
  needed(column: Column, max = Infinity): string | undefined {
    const text = this.text(column);
    if (text === undefined) this.wrong(column, { code: 'missing' });
    else if (Array.from(text).length > max) this.wrong(column, { code: 'tooLong', max }, text);
    else return text;
    return undefined;
  }

  wrong(column: Column, problem: RowProblem, value = ''): void {
    const header = this.#table.columns[this.#columns.get(column) ?? -1] ?? '';
    // A broken cell (a formula, too long) is told once: that its text is unknown as well would only confuse.
    if (this.#broken.has(header)) return;
    this.errors.push({ line: this.line, column: header, value, problem });
  }
}

type CountryOf = (name: string) => { readonly code: string } | { readonly near: readonly string[] };

/** A row as read: what it is about, even when another cell is wrong, and the row when nothing it needs is. */
interface ReadRow<R> {
  readonly key: string | undefined;
  readonly row: R | undefined;
}

function competencyRow(cells: Cells): ReadRow<CompetencyRow> {
  const name = cells.needed('competency');
  const competency = name === undefined ? undefined : readCompetency(name);
  if (competency !== undefined && 'near' in competency) {
    cells.wrong('competency', { code: 'unknownCompetency', near: competency.near }, name);
  }
  const word = cells.needed('level');
  const level = word === undefined ? undefined : readLevel(word);
  if (level !== undefined && 'near' in level) {
    cells.wrong('level', { code: 'unknownLevel', near: level.near }, word);
  }
  const anniversary = dayOf(cells, 'anniversary');
  if (competency === undefined || 'near' in competency) return { key: undefined, row: undefined };
  if (level === undefined || 'near' in level) return { key: competency.id, row: undefined };
  const row = present({ line: cells.line, competency: competency.id, level: level.id, anniversary });
  return { key: competency.id, row };
}

function dayOf(cells: Cells, column: Column): Day | undefined {
  const text = cells.text(column);
  if (text === undefined) return undefined;
  const date = printedDate(text);
  if (date?.kind === 'day') return date.day;
  cells.wrong(
    column,
    date === undefined ? { code: 'unknownDay' } : { code: 'ambiguousDay', options: date.options },
    text,
  );
  return undefined;
}

function locationRow(cells: Cells, countryOf: CountryOf): ReadRow<LocationRow> {
  const id = cells.needed('locationId', MAX_ID);
  const key = id === undefined ? undefined : plainDashes(id).replaceAll(/\s+/gu, '');
  const country = cells.needed('country');
  const read = country === undefined ? undefined : countryOf(country);
  if (read !== undefined && 'near' in read) {
    cells.wrong('country', { code: 'unknownCountry', near: read.near }, country);
  }
  const name = cells.text('locationName');
  if (id === undefined || read === undefined || 'near' in read) return { key, row: undefined };
  return { key, row: present({ line: cells.line, id, country: read.code, name }) };
}

function consultantRow(cells: Cells): ReadRow<ConsultantRow> {
  const name = cells.needed('consultant');
  const list = cells.needed('assessments') ?? '';
  const parts = list.split(/[;/,]/u).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (list !== '' && parts.length === 0) cells.wrong('assessments', { code: 'missing' }, list);
  const assessments = new Set<CompetencyId>();
  for (const part of parts) {
    const competency = readCompetency(part);
    if ('id' in competency) assessments.add(competency.id);
    else cells.wrong('assessments', { code: 'unknownCompetency', near: competency.near }, part);
  }
  const row = name === undefined ? undefined : { line: cells.line, name, assessments: [...assessments] };
  return { key: name, row };
}

/** The column by which rows of a kind must differ, and how many rows the company can hold. */
const KEYS: Readonly<Record<TableKind, { readonly column: Column; readonly max: number }>> = {
  competencies: { column: 'competency', max: COMPETENCY_IDS.length },
  locations: { column: 'locationId', max: MAX_LOCATIONS },
  consultants: { column: 'consultant', max: MAX_CONSULTANTS },
};

function readRows<K extends TableKind, R extends { readonly line: number }>(
  table: Table,
  kind: K,
  columns: ReadonlyMap<Column, number>,
  readRow: (cells: Cells) => ReadRow<R>,
): Read<K, R> {
  const { column, max } = KEYS[kind];
  const taken = new Set(columns.values());
  const broken = Map.groupBy(
    // What stands in a column that is not taken is nobody's business; a cell too many may have moved the others.
    table.errors
      .filter((error) => taken.has(error.column) || error.problem === 'extra')
      .map((error) => brokenCell(table, error)),
    ({ line }) => line,
  );
  const ignored: string[] = [];
  const errors: RowError[] = [...(broken.get(table.line) ?? [])];
  for (const [index, header] of table.columns.entries()) {
    const meant = columnNamed(header, kind);
    if (meant === undefined) ignored.push(header);
    else if (columns.get(meant) !== index) {
      errors.push({ line: table.line, column: header, value: header, problem: { code: 'duplicateColumn' } });
    }
  }
  const rows: R[] = [];
  const lines = new Map<string, number>();
  let place = 0;
  for (; place < table.rows.length && errors.length < MAX_ERRORS; place += 1) {
    const row = table.rows[place];
    if (row === undefined) break;
    const cells = new Cells(table, columns, row, broken.get(row.line) ?? []);
    const { key, row: one } = readRow(cells);
    if (key !== undefined) {
      const name = key.normalize('NFKC').toLowerCase();
      const firstLine = lines.get(name);
      if (firstLine === undefined) {
        lines.set(name, row.line);
        if (lines.size === max + 1) cells.wrong(column, { code: 'tooMany', max }, cells.text(column));
      } else cells.wrong(column, { code: 'duplicate', firstLine }, cells.text(column));
    }
    if (one !== undefined && cells.errors.length === 0) rows.push(one);
    errors.push(...cells.errors);
  }
  const unread = table.rows.length - place;
  if (table.more > 0) {
    const line = (table.rows.at(-1)?.line ?? table.line) + 1;
    errors.push({ line, value: '', problem: { code: 'moreRows', max: MAX_ROWS, count: table.more } });
  }
  return {
    kind,
    rows,
    errors,
    unread,
    ignored: ignored.filter((header) => header !== ''),
    ...(table.above === undefined ? {} : { headerLine: table.line }),
  };
}

function brokenCell(table: Table, { line, column, problem, value }: Table['errors'][number]): RowError {
  const header = table.columns[column];
  const told: RowProblem =
    problem === 'formula'
      ? { code: 'formula' }
      : problem === 'tooLong'
        ? { code: 'tooLong', max: MAX_CELL }
        : { code: 'extraCell' };
  return present({ line, column: header, value, problem: told });
}

/**
 * What the table is about, told by its headers, and its rows with every error in them. `countryOf` tells the code of
 * a country's name, or the nearest known ones. Headers of no kind give the columns that every kind needs.
 */
export function readCompanyTable(table: Table, countryOf: CountryOf): CompanyTable {
  const candidates = TABLE_KINDS.map((kind) => {
    const columns = columnsOf(table, kind);
    return { columns, known: knownTable(kind, columns) };
  });
  // With the same headers found, the kind that lacks less is the likelier; then the order of the kinds.
  const sorted = candidates.toSorted(
    (a, b) => a.known.missing.length - b.known.missing.length || b.columns.size - a.columns.size,
  );
  const [likeliest] = sorted;
  if (likeliest === undefined || likeliest.known.missing.length > 0) {
    return {
      kind: 'unknown',
      columns: table.columns,
      headerLine: table.line,
      known: sorted.map(({ known }) => known),
    };
  }
  const { columns } = likeliest;
  switch (likeliest.known.kind) {
    case 'competencies':
      return readRows(table, 'competencies', columns, competencyRow);
    case 'locations':
      return readRows(table, 'locations', columns, (cells) => locationRow(cells, countryOf));
    case 'consultants':
      return readRows(table, 'consultants', columns, consultantRow);
    default:
      return likeliest.known.kind satisfies never;
  }
}
