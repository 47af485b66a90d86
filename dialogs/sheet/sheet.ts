import { z } from 'zod';
import { sheetAsksCard, type SheetAsks } from '../../cards/sheet/asks.ts';
import { sheetPreviewCard } from '../../cards/sheet/preview.ts';
import { sheetProgressCard } from '../../cards/sheet/progress.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { readTable, type Table } from '../../domain/csv-table.ts';
import { beginSheet, keepSheet, readSheet, sheetWords } from '../../domain/desk/sheets.ts';
import { folded } from '../../domain/folded.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { headingKey, isVoucherHeader } from '../../domain/sheet/columns.ts';
import { countsOf } from '../../domain/sheet/counts.ts';
import { SHEET_FIELDS, SHEET_STATES } from '../../domain/sheet/headings/headings.ts';
import { rowsOf } from '../../domain/sheet/rows.ts';
import { dayIn } from '../../domain/sheet/values.ts';
import type { SheetDocument } from '../../domain/store/documents.ts';
import { sheetId, sheetTableId } from '../../domain/store/ids.ts';
import { showHome } from '../home.ts';
import { choice, readInputs } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { readingSheet, tableIn, type SheetReading } from './reading.ts';

/** Values of a column that are shown beside its heading. */
const EXAMPLES = 3;
/** Rows that are not taken, of which the card tells. */
const TROUBLES = 20;

/** The list itself is a document: the draft is only its key, the step's subject. */
type SheetDraft = Record<string, never>;

/** A list of vouchers is brought in: what is not sure is asked, then looked at, confirmed once, and recorded in the background. */
export class SheetDialog extends StepDialog<'sheet', SheetDraft> {
  override readonly needs = 'voucher.record';

  protected readonly handles: Handles<'sheet', SheetDraft> = {
    said: (turn, frame, press) => this.#said(turn, frame, press),
    ask: (turn, frame) => this.#show(turn, frame.subject, { asksAll: true }),
    begin: (turn, frame, press) => this.#begin(turn, frame, press),
    look: (turn, frame) => this.#show(turn, frame.subject),
    stop: (turn, frame) => this.#stop(turn, frame.subject),
  };

  protected open(turn: Turn, frame: Frame<SheetDraft>): Promise<Reply> {
    return this.#show(turn, frame.subject);
  }

  override leave(turn: Turn, _subject: string, banner: Banner): Promise<Answer> {
    return showHome(turn, banner);
  }

  async #show(
    turn: Turn,
    key: string,
    { asksAll = false, banner }: { readonly asksAll?: boolean; readonly banner?: Banner } = {},
  ): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting') return { card: sheetProgressCard(turn.actor, doc, banner), waits: false };
    const { table, reading } = await this.#read(turn, doc);
    const asks = asksOf(table, reading, asksAll);
    if (asksAll || asks.columns.length + asks.states.length > 0 || asks.date !== undefined)
      return { card: sheetAsksCard(turn.actor, { key, asks, banner }), waits: true };
    const card = sheetPreviewCard(turn.actor, {
      key,
      name: doc.name,
      counts: countsOf(reading.rows),
      troubles: reading.rows.filter((row) => row.kind === 'trouble').slice(0, TROUBLES),
      ignored: reading.columns
        .filter(({ field, heading }) => field === undefined && heading !== '')
        .map(({ heading }) => heading),
      banner,
    });
    return { card, waits: true };
  }

  async #read(
    turn: Turn,
    doc: SheetDocument,
  ): Promise<{ readonly table: Table; readonly reading: SheetReading }> {
    const stored = await turn.unit.read('sheetTable', sheetTableId(sheetId.keyOf(doc.id)));
    if (stored === undefined) throw new Error('a list without its rows');
    const table = tableIn(turn.packing.unpack(stored.packed));
    const words = await sheetWords(turn.unit);
    return {
      table,
      reading: await turn.inSlices(readingSheet(table, { doc, words }, await turn.standing())),
    };
  }

  /** What somebody says of what was not sure, by the places at which it was asked. */
  async #said(turn: Turn, { subject }: Frame<SheetDraft>, press: Press): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, subject);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting') return this.#show(turn, subject);
    const { table, reading } = await this.#read(turn, doc);
    // All columns are asked where somebody wanted to look at them: then there are more than are not sure.
    const isAll =
      Object.keys(press.inputs).filter((id) => id.startsWith('column')).length > reading.asks.columns.length;
    const asks = asksOf(table, reading, isAll);
    const inputs = readInputs(schemaOf(asks), press.inputs);
    if (isRefusal(inputs))
      return this.#show(turn, subject, { asksAll: isAll, banner: await turn.refused(inputs) });
    const values = inputs as Readonly<Record<string, string | undefined>>;
    const columns = { ...doc.said.columns };
    for (const [place, { heading }] of asks.columns.entries()) {
      const value = [...SHEET_FIELDS, 'none' as const].find((field) => field === values[`column${place}`]);
      // A field is one column's: who says it of this one takes it from another.
      if (value === undefined) continue;
      for (const [other, field] of Object.entries(columns))
        if (field === value && value !== 'none') columns[other] = 'none';
      columns[headingKey(heading)] = value;
    }
    const states = { ...doc.said.states };
    for (const [place, state] of asks.states.entries()) {
      const value = SHEET_STATES.find((one) => one === values[`state${place}`]);
      if (value !== undefined) states[folded(state)] = value;
    }
    const order =
      values['order'] === 'dayFirst' || values['order'] === 'monthFirst' ? values['order'] : undefined;
    turn.unit.save({
      ...doc,
      said: { columns, states, ...(order === undefined ? present(doc.said.order) : { order }) },
    });
    return this.#show(turn, subject);
  }

  async #begin(turn: Turn, { subject }: Frame<SheetDraft>, press: Press): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, subject);
    if (doc === undefined) return gone(turn);
    // Pressed once more, or by another card: it is under way, or done.
    if (doc.status === 'running' || doc.status === 'done') return this.#show(turn, subject);
    const begun = await beginSheet(turn.unit, doc, press.on);
    return { card: sheetProgressCard(turn.actor, begun), waits: false };
  }

  /** What was recorded stays; it can be gone on with. */
  async #stop(turn: Turn, key: string): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'running') return this.#show(turn, key);
    const stopped: SheetDocument = { ...doc, status: 'stopped' };
    turn.unit.save(stopped);
    return { card: sheetProgressCard(turn.actor, stopped), waits: false };
  }
}

/** The list of vouchers that a pasted text is, and nothing else: it begins with its header. Of a mail it is a part. */
export function pastedList(text: string): Table | undefined {
  const [header = ''] = text.trimStart().split('\n', 1);
  if (!/[\t;|,]/u.test(header)) return undefined;
  const table = readTable(text, isVoucherHeader);
  return table.kind === 'table' && table.above === undefined && isVoucherHeader(table.columns)
    ? table
    : undefined;
}

/** Keeps a list that came and gives the key that the step goes by. */
export function keptSheet(turn: Turn, table: Table, name: string): string {
  const key = newCommandId();
  const packed = turn.packing.pack(JSON.stringify(table));
  keepSheet(turn.unit, turn.actor, { key, name, rows: rowsOf(table).length, packed });
  return key;
}

async function gone(turn: Turn): Promise<Reply> {
  // It may have been kept at another replica a moment ago.
  turn.deny();
  return { ...(await showHome(turn, { text: turn.say('sheet.gone'), style: 'warning' })), waits: false };
}

function present(order: SheetDocument['said']['order']): { order?: 'dayFirst' | 'monthFirst' } {
  return order === undefined ? {} : { order };
}

/** What is asked; `isAll`: every column, for who wants to look at them. */
function asksOf(table: Table, { columns, asks }: SheetReading, isAll: boolean): SheetAsks {
  const shown = isAll ? columns.filter(({ heading }) => heading !== '').slice(0, MAX_COLUMNS) : asks.columns;
  const dayFirst = asks.date === undefined ? undefined : dayIn(asks.date, 'dayFirst');
  const monthFirst = asks.date === undefined ? undefined : dayIn(asks.date, 'monthFirst');
  return {
    columns: shown.map((column) => ({
      ...column,
      examples: [...new Set(table.rows.map(({ cells }) => cells[column.column] ?? ''))]
        .filter((cell) => cell !== '')
        .slice(0, EXAMPLES),
    })),
    states: asks.states,
    ...(asks.date !== undefined && typeof dayFirst === 'string' && typeof monthFirst === 'string'
      ? { date: { printed: asks.date, dayFirst, monthFirst } }
      : {}),
  };
}

/** Columns that can be looked at on one card. */
const MAX_COLUMNS = 12;

function schemaOf({ columns, states, date }: SheetAsks) {
  return z.strictObject({
    ...Object.fromEntries(
      columns.map((_column, place) => [`column${place}`, choice([...SHEET_FIELDS, 'none'])]),
    ),
    ...Object.fromEntries(states.map((_state, place) => [`state${place}`, choice(SHEET_STATES)])),
    ...(date === undefined ? {} : { order: choice(['dayFirst', 'monthFirst']) }),
  });
}
