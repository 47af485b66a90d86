import {
  COMPETENCIES,
  COMPETENCY_IDS,
  OFFERING_IDS,
  OFFERINGS,
  type CompetencyId,
  type Level,
  type OfferingId,
} from '../programme/catalogue.ts';
import { MAX_CONSULTANTS, MAX_LOCATIONS } from './decide.ts';
import type { Day } from '../day.ts';
import { printedDate } from '../mail/date.ts';
import { nearest } from '../nearest.ts';
import { plainDashes } from '../plain-text.ts';
import { MAX_CELL, MAX_ROWS, type Table, type TableRow } from '../csv-table.ts';

/**
 * What a table says about the company: competencies, locations or consultants, told by its headers. All or nothing:
 * with a single error none of the rows may be used, they are there to be shown.
 */

export const TABLE_KINDS = ['competencies', 'locations', 'consultants'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

export type Column =
  | 'competency'
  | 'level'
  | 'anniversary'
  | 'locationId'
  | 'country'
  | 'locationName'
  | 'consultant'
  | 'assessments';

interface ColumnRule {
  readonly column: Column;
  readonly required: boolean;
  /** Headers that mean the column, divided by `|`; compared by {@link plainName}. */
  readonly headers: string;
}

/** The header dictionary: English, Russian, Polish. */
const COLUMNS: Readonly<Record<TableKind, readonly ColumnRule[]>> = {
  competencies: [
    {
      column: 'competency',
      required: true,
      headers:
        'competency|competencies|competency name|competency area|mpn competency|area|solution area' +
        '|компетенция|компетенции|название компетенции|область компетенции|компетенция mpn|область' +
        '|kompetencja|kompetencje|nazwa kompetencji|obszar kompetencji|kompetencja mpn|obszar',
    },
    {
      column: 'level',
      required: true,
      headers:
        'level|competency level|silver or gold|silver gold|уровень|уровень компетенции|silver или gold' +
        '|poziom|poziom kompetencji|silver lub gold',
    },
    {
      column: 'anniversary',
      required: false,
      headers:
        'anniversary|anniversary date|anniversary day|competency anniversary|renewal date' +
        '|годовщина|дата годовщины|день годовщины|дата продления' +
        '|rocznica|data rocznicy|dzień rocznicy|data odnowienia',
    },
  ],
  locations: [
    {
      column: 'locationId',
      required: true,
      headers:
        'mpn location id|location mpn id|location id|mpn id|location|id|partner id' +
        '|id расположения mpn|id расположения|идентификатор расположения mpn|идентификатор расположения' +
        '|код расположения|mpn id расположения|идентификатор mpn|расположение|идентификатор' +
        '|id lokalizacji mpn|id lokalizacji|identyfikator lokalizacji mpn|identyfikator lokalizacji' +
        '|mpn id lokalizacji|identyfikator mpn|lokalizacja|identyfikator',
    },
    {
      column: 'country',
      required: true,
      headers:
        'country|country region|country or region|country code|location country' +
        '|страна|страна регион|страна или регион|код страны|страна расположения' +
        '|kraj|kraj region|kraj lub region|kod kraju|kraj lokalizacji|państwo',
    },
    {
      column: 'locationName',
      required: false,
      headers:
        'name|location name|office|office name|название|имя|название расположения|имя расположения|офис' +
        '|nazwa|nazwa lokalizacji|biuro|nazwa biura',
    },
  ],
  consultants: [
    {
      column: 'consultant',
      required: true,
      headers:
        'consultant|consultants|consultant name|consultant s name|name|full name|employee|person' +
        '|консультант|консультанты|имя консультанта|имя|фио|имя и фамилия|фамилия и имя|сотрудник' +
        '|konsultant|konsultanci|imię i nazwisko|nazwisko i imię|imię konsultanta|nazwisko|pracownik',
    },
    {
      column: 'assessments',
      required: true,
      headers:
        'assessments|assessment|assessments or exams|exams|exam|competencies|competency|certifications' +
        '|тесты|тест|тесты и экзамены|экзамены|экзамен|сданные тесты|сданные экзамены|аттестации' +
        '|компетенции|компетенция|сертификаты' +
        '|egzaminy|egzamin|egzaminy i oceny|oceny|ocena|testy|oceny techniczne|kompetencje|kompetencja|certyfikaty',
    },
  ],
};

/** Silver and gold as people write them: English, Russian, Polish. */
const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  silver: 'silver|серебро|серебряный|серебряная|серебряный уровень|srebro|srebrny|srebrna|srebrne',
  gold: 'gold|золото|золотой|золотая|золотой уровень|złoto|złoty|złota|złote',
};

export interface CompetencyRow {
  readonly line: number;
  readonly competency: CompetencyId;
  readonly level: Level;
  readonly anniversary?: Day;
}

export interface LocationRow {
  readonly line: number;
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name?: string;
}

export interface ConsultantRow {
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
  | { readonly code: 'ambiguousDay'; readonly options: readonly [dayFirst: Day, monthFirst: Day] }
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
}

/** What a table of one kind needs, and which of it these headers lack. */
export interface KnownTable {
  readonly kind: TableKind;
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
  readonly missing: readonly Column[];
}

export type CompanyTable =
  | Read<'competencies', CompetencyRow>
  | Read<'locations', LocationRow>
  | Read<'consultants', ConsultantRow>
  | {
      readonly kind: 'unknown';
      /** The headers as printed. */
      readonly columns: readonly string[];
      /** Every kind there is, the likeliest first. */
      readonly known: readonly KnownTable[];
    };

/** Reading stops here: nobody mends a table by its 200th error, and looking for near names costs time. */
export const MAX_ERRORS = 200;
/** How long a location id and a name may be, as in the company document. */
const MAX_ID = 40;
const NEAR = 3;

/** A name to compare by: capitals, accents, signs and doubled spaces do not count. */
function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const withoutBrackets = (text: string): string => text.replaceAll(/\([^()]*\)/gu, ' ');

/** Known names by their plain form, each with what it means. */
function dictionary<T>(entries: readonly (readonly [name: string, thing: T])[]): ReadonlyMap<string, T> {
  return new Map(entries.map(([name, thing]) => [plainName(name), thing]));
}

const HEADERS: Readonly<Record<TableKind, ReadonlyMap<string, Column>>> = {
  competencies: headersOf('competencies'),
  locations: headersOf('locations'),
  consultants: headersOf('consultants'),
};

function headersOf(kind: TableKind): ReadonlyMap<string, Column> {
  return dictionary(
    COLUMNS[kind].flatMap(({ column, headers }) => headers.split('|').map((one) => [one, column] as const)),
  );
}

const COMPETENCY_BY_NAME = dictionary(
  COMPETENCY_IDS.flatMap((id) => [
    [COMPETENCIES[id], id] as const,
    [withoutBrackets(COMPETENCIES[id]), id] as const,
    [id, id] as const,
  ]),
);
const LEVEL_BY_NAME = dictionary(
  (['silver', 'gold'] as const).flatMap((level) =>
    LEVEL_WORDS[level].split('|').map((word) => [word, level] as const),
  ),
);
const OFFERING_BY_NAME = dictionary(
  OFFERING_IDS.flatMap((id) => [[id, id] as const, [id.replaceAll('-', ''), id] as const]),
);
const OFFERING_BY_FULL_NAME = dictionary(OFFERING_IDS.map((id) => [OFFERINGS[id], id] as const));

/** What a name means, or the ids of what is named most alike. */
export type Named<T> = { readonly id: T } | { readonly near: readonly T[] };

function named<T>(text: string, known: ReadonlyMap<string, T>): Named<T> {
  const plain = plainName(text);
  const id = known.get(plain) ?? known.get(plainName(withoutBrackets(text)));
  return id === undefined ? { near: nearest(plain, known, NEAR) } : { id };
}

/** The competency of a name (with or without what stands in brackets) or id; else the nearest ones. */
export function readCompetency(text: string): Named<CompetencyId> {
  return named(text, COMPETENCY_BY_NAME);
}

/** The offering of a programme code or name; else those with the nearest codes. */
export function readOffering(text: string): Named<OfferingId> {
  const id =
    OFFERING_BY_FULL_NAME.get(plainName(text)) ?? OFFERING_BY_NAME.get(plainName(text.replaceAll('&', '-')));
  return id === undefined ? named(text, OFFERING_BY_NAME) : { id };
}

/** Columns of the table by what they mean to a table of `kind`; the first of two headers counts. */
function columnsOf(table: Table, kind: TableKind): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>();
  for (const [index, header] of table.columns.entries()) {
    const column = columnNamed(header, kind);
    if (column !== undefined && !found.has(column)) found.set(column, index);
  }
  return found;
}

function columnNamed(header: string, kind: TableKind): Column | undefined {
  return HEADERS[kind].get(plainName(header)) ?? HEADERS[kind].get(plainName(withoutBrackets(header)));
}

function knownTable(kind: TableKind, found: ReadonlyMap<Column, number>): KnownTable {
  const required = COLUMNS[kind].filter((rule) => rule.required).map(({ column }) => column);
  const optional = COLUMNS[kind].filter((rule) => !rule.required).map(({ column }) => column);
  return { kind, required, optional, missing: required.filter((column) => !found.has(column)) };
}

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
    // What a broken cell says, nobody meant: its being unknown, too, would only confuse.
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
  const level = word === undefined ? undefined : named(word, LEVEL_BY_NAME);
  if (level !== undefined && 'near' in level) {
    cells.wrong('level', { code: 'unknownLevel', near: level.near }, word);
  }
  const anniversary = dayOf(cells, 'anniversary');
  if (competency === undefined || 'near' in competency) return { key: undefined, row: undefined };
  if (level === undefined || 'near' in level) return { key: competency.id, row: undefined };
  const row = { line: cells.line, competency: competency.id, level: level.id };
  return { key: competency.id, row: anniversary === undefined ? row : { ...row, anniversary } };
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
  const row = { line: cells.line, id, country: read.code };
  return { key, row: name === undefined ? row : { ...row, name } };
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
  const broken = Map.groupBy(
    table.errors.map((error) => brokenCell(table, error)),
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
  return { kind, rows, errors, unread, ignored: ignored.filter((header) => header !== '') };
}

function brokenCell(table: Table, { line, column, problem, value }: Table['errors'][number]): RowError {
  const header = table.columns[column];
  const told: RowProblem =
    problem === 'formula'
      ? { code: 'formula' }
      : problem === 'tooLong'
        ? { code: 'tooLong', max: MAX_CELL }
        : { code: 'extraCell' };
  return header === undefined
    ? { line, value, problem: told }
    : { line, column: header, value, problem: told };
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
    return { kind: 'unknown', columns: table.columns, known: sorted.map(({ known }) => known) };
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
