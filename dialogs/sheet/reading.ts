import { z } from 'zod';
import type { Table } from '../../domain/csv-table.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { folded } from '../../domain/folded.ts';
import { Names } from '../../domain/mail/values.ts';
import { columnsOfSheet, preparingHeadings, type ColumnMeaning } from '../../domain/sheet/columns.ts';
import type { SheetState } from '../../domain/sheet/headings/headings.ts';
import { dateOrder, productOf, readSheet, type SheetRow } from '../../domain/sheet/rows.ts';
import { preparingStates } from '../../domain/sheet/states.ts';
import { dayIn, type Fits } from '../../domain/sheet/values.ts';
import type { Steps } from '../../domain/steps.ts';
import type { SheetDocument, SheetWordsDocument } from '../../domain/store/documents.ts';
import { readCountry } from '../inputs.ts';
import { MAIL_NAMES } from '../mail/names.ts';

/** Words for states that are asked at once, and columns. */
const MAX_ASKED = 6;

/** A list of vouchers as it was read: what its columns and words mean, what has to be asked, and its rows. */
export interface SheetReading {
  readonly columns: readonly ColumnMeaning[];
  readonly rows: readonly SheetRow[];
  /** What nobody knows for sure: columns, words for states as printed, and a date of which day and month may be changed over. */
  readonly asks: {
    readonly columns: readonly ColumnMeaning[];
    readonly states: readonly string[];
    readonly date?: string | undefined;
  };
}

interface Said {
  readonly doc: Pick<SheetDocument, 'said'>;
  readonly words: Pick<SheetWordsDocument, 'columns' | 'states'>;
}

/** Reads a list, a row a step. */
export function* readingSheet(table: Table, { doc, words }: Said, standing: Standing): Steps<SheetReading> {
  yield* preparingHeadings();
  yield* preparingStates();
  const { company, texts, today } = standing;
  const names = Names.of(MAIL_NAMES);
  const fits: Fits = {
    isCountry: (cell) => 'code' in readCountry(cell) || /^[A-Za-z]{2}$/u.test(cell),
    isEngagement: (cell) => productOf(cell, names) !== undefined,
    isLocation: (cell) => company.locations.some(({ id }) => folded(id) === folded(cell)),
  };
  const columns = columnsOfSheet(
    table,
    fits,
    new Map(Object.entries({ ...words.columns, ...doc.said.columns })),
  );
  const states = new Map<string, SheetState>(Object.entries({ ...words.states, ...doc.said.states }));
  const order = doc.said.order ?? dateOrder(table, columns);
  const rows: SheetRow[] = [];
  const reading = {
    columns,
    names: MAIL_NAMES,
    company,
    consultants: Object.fromEntries(
      company.consultants.map(({ id }) => [id, texts[`consultant:${id}`] ?? '']),
    ),
    countryOf: readCountry,
    today,
    states,
    order,
  };
  for (const row of readSheet(table, reading)) {
    rows.push(row);
    yield;
  }
  // In rows that have a number: a heading that is repeated, or a sum, is none.
  const troubles = rows
    .flatMap((row) => (row.kind === 'trouble' ? [row.troubles] : []))
    .filter((all) => all.every(({ field }) => field !== 'number'))
    .flat();
  const unknown = new Map(
    troubles
      .filter(({ trouble }) => trouble.code === 'unknownState')
      .map(({ value }) => [folded(value), value]),
  );
  const date = troubles.find(({ trouble }) => trouble.code === 'ambiguousDay')?.value;
  return {
    columns,
    rows,
    asks: {
      columns: columns.filter(({ isSure }) => !isSure).slice(0, MAX_ASKED),
      states: [...unknown.values()].slice(0, MAX_ASKED),
      // One whose days differ by nothing but their order.
      date: date !== undefined && typeof dayIn(date, 'dayFirst') === 'string' ? date : undefined,
    },
  };
}

/** A table as it is kept: only the bot writes one. */
const keptTable = z.object({
  kind: z.literal('table'),
  columns: z.array(z.string()),
  line: z.number(),
  above: z.number().optional(),
  rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  more: z.number(),
  errors: z.array(
    z.object({
      line: z.number(),
      column: z.number(),
      problem: z.enum(['formula', 'tooLong', 'extra']),
      value: z.string(),
      isShown: z.literal(true).optional(),
    }),
  ),
});

/** The table that a text holds. Throws ZodError, SyntaxError when it is damaged. */
export function tableIn(text: string): Table {
  return keptTable.parse(JSON.parse(text)) as Table;
}
