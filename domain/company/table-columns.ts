import type { Table } from '../csv-table.ts';
import { dictionary, meaningOf } from './table-names.ts';

/** What a table can be about, told by its headers. */
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
  /** Headers that mean the column, divided by `|`; compared as {@link meaningOf} does. */
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

/** What a table of one kind needs, and which of it these headers lack. */
export interface KnownTable {
  readonly kind: TableKind;
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
  readonly missing: readonly Column[];
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

/** Columns of the table by what they mean to a table of `kind`; the first of two headers counts. */
export function columnsOf({ columns }: Pick<Table, 'columns'>, kind: TableKind): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>();
  for (const [index, header] of columns.entries()) {
    const column = columnNamed(header, kind);
    if (column !== undefined && !found.has(column)) found.set(column, index);
  }
  return found;
}

/** The column that a header means to a table of `kind`. */
export function columnNamed(header: string, kind: TableKind): Column | undefined {
  return meaningOf(header, HEADERS[kind]);
}

/** Whether these cells are the header of a table of any kind. */
export function isKnownHeader(columns: readonly string[]): boolean {
  return TABLE_KINDS.some((kind) => knownTable(kind, columnsOf({ columns }, kind)).missing.length === 0);
}

/** What a table of `kind` needs, with the columns that were found in it. */
export function knownTable(kind: TableKind, found: ReadonlyMap<Column, number>): KnownTable {
  const required = COLUMNS[kind].filter((rule) => rule.required).map(({ column }) => column);
  const optional = COLUMNS[kind].filter((rule) => !rule.required).map(({ column }) => column);
  return { kind, required, optional, missing: required.filter((column) => !found.has(column)) };
}
