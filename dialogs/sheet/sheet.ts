import { z } from 'zod';
import { sheetAsksCard, type SheetAsks } from '../../cards/sheet/asks.ts';
import {
  GROUPS_SHOWN,
  OF_GROUP,
  OF_ROW,
  ROWS_SHOWN,
  sheetGroupCard,
  sheetOnlyHereCard,
} from '../../cards/sheet/differences.ts';
import { sheetPreviewCard } from '../../cards/sheet/preview.ts';
import { sheetProgressCard } from '../../cards/sheet/progress.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { readTable, type Table } from '../../domain/csv-table.ts';
import { comparisonSchema, type Comparison } from '../../domain/desk/reconcile.ts';
import { beginSheet, keepSheet, readSheet, sheetWords } from '../../domain/desk/sheets.ts';
import { folded } from '../../domain/folded.ts';
import { may } from '../../domain/people/permissions.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { headingKey, isVoucherHeader } from '../../domain/sheet/columns.ts';
import { CHOICES, type Choice } from '../../domain/sheet/choices.ts';
import { countsOf } from '../../domain/sheet/counts.ts';
import { choiceKey, choiceOf, groupOf, groupsOf, usualChoice } from '../../domain/sheet/differences.ts';
import { SHEET_FIELDS, SHEET_STATES } from '../../domain/sheet/headings/headings.ts';
import { rowsOf } from '../../domain/sheet/rows.ts';
import { dayIn } from '../../domain/sheet/values.ts';
import type { SheetDocument } from '../../domain/store/documents.ts';
import { sheetId, sheetTableId } from '../../domain/store/ids.ts';
import { sameValue } from '../../domain/same-value.ts';
import { showHome } from '../home.ts';
import { choice, readInputs } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { showVoucher } from '../voucher/voucher.ts';
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
    groups: (turn, frame, press) => this.#groups(turn, frame, press),
    group: (turn, frame, press) => this.#group(turn, frame, press),
    rows: (turn, frame, press) => this.#group(turn, frame, press),
    onlyHere: (turn, frame, press) => this.#onlyHere(turn, frame, press),
    heed: (turn, frame, press) => heeded(turn, frame.subject, press),
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
    {
      asksAll = false,
      page,
      banner,
    }: {
      readonly asksAll?: boolean;
      /** Of the groups of differences that were found already; without it the list is compared now. */
      readonly page?: number;
      readonly banner?: Banner;
    } = {},
  ): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting') return { card: sheetProgressCard(turn.actor, doc, banner), waits: false };
    const { table, reading } = await this.#read(turn, doc);
    const asks = asksOf(table, reading, asksAll);
    if (asksAll || asks.columns.length + asks.states.length > 0 || asks.date !== undefined)
      return { card: sheetAsksCard(turn.actor, { key, asks, banner }), waits: true };
    const kept = page === undefined ? undefined : await compared(turn, key);
    const comparison = kept ?? (await compareAnew(turn, key, reading));
    const groups = groupsOf(comparison.differences);
    const mayDecide = mayReconcile(turn);
    const unknown = new Set(comparison.unknown);
    const card = sheetPreviewCard(turn.actor, {
      key,
      name: doc.name,
      counts: countsOf(
        reading.rows.filter(
          (row) => unknown.has(row.line) || (row.kind !== 'voucher' && row.kind !== 'over'),
        ),
      ),
      compared: comparison,
      groups: {
        key,
        groups,
        page: page === undefined || page * GROUPS_SHOWN >= groups.length ? 0 : page,
        choices: doc.choices ?? {},
        mayDecide,
      },
      admins: mayDecide || groups.length === 0 ? [] : await adminNames(turn),
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
    const said = await this.#chosen(turn, doc, press);
    const begun = await beginSheet(turn.unit, said, press.on);
    return { card: sheetProgressCard(turn.actor, begun), waits: false };
  }

  /** What was chosen of the groups in sight is kept, and others are shown. */
  async #groups(turn: Turn, { subject }: Frame<SheetDraft>, press: Press): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, subject);
    if (doc === undefined) return gone(turn);
    if (doc.status === 'waiting') await this.#chosen(turn, doc, press);
    return this.#show(turn, subject, { page: pageIn(press.arg) });
  }

  /** The rows of a group, or what was chosen of them is kept; `arg`: its key, and the page or `back`. */
  async #group(turn: Turn, { subject }: Frame<SheetDraft>, press: Press): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, subject);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting') return this.#show(turn, subject);
    const { choices = {} } = await this.#chosen(turn, doc, press);
    const [wanted = '', to = ''] = (press.arg ?? '').split(' ');
    const groups = groupsOf((await compared(turn, subject))?.differences ?? []);
    const at = groups.findIndex(({ key }) => key === wanted);
    const group = groups[at];
    if (group === undefined || to === 'back')
      return this.#show(turn, subject, { page: Math.max(0, Math.floor(at / GROUPS_SHOWN)) });
    const card = sheetGroupCard(turn.actor, {
      key: subject,
      group,
      page: Math.min(pageIn(to), Math.ceil(group.differences.length / ROWS_SHOWN) - 1),
      choices,
      mayDecide: mayReconcile(turn),
      standing: await turn.standing(),
    });
    return { card, waits: true };
  }

  async #onlyHere(turn: Turn, { subject }: Frame<SheetDraft>, press: Press): Promise<Reply> {
    const doc = await readSheet(turn.unit, turn.actor, subject);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting') return this.#show(turn, subject);
    const { reading } = await this.#read(turn, doc);
    const page = pageIn(press.arg);
    const part = { from: page * ROWS_SHOWN, count: ROWS_SHOWN + 1 };
    const docs = await turn.desk.onlyHere(turn.unit, reading.rows, part);
    const card = sheetOnlyHereCard(turn.actor, {
      key: subject,
      docs: docs.slice(0, ROWS_SHOWN),
      page,
      isMore: docs.length > ROWS_SHOWN,
      standing: await turn.standing(),
    });
    return { card, waits: true };
  }

  /** The list with what the inputs of a card say of its differences; they are called by what they are about. */
  async #chosen(turn: Turn, doc: SheetDocument, { inputs }: Press): Promise<SheetDocument> {
    if (!mayReconcile(turn)) return doc;
    const said = new Map(
      Object.entries(inputs).flatMap(([id, value]): [string, Choice][] => {
        const chosen = CHOICES.find((one) => one === value);
        return chosen === undefined ? [] : [[id, chosen]];
      }),
    );
    if (said.size === 0) return doc;
    const { differences = [] } = (await compared(turn, sheetId.keyOf(doc.id))) ?? {};
    const choices: Record<string, Choice> = { ...doc.choices };
    // Groups first: a choice for one difference is kept where it is another than its group's.
    for (const difference of differences) {
      const group = groupOf(difference);
      const wanted = said.get(`${OF_GROUP}${group}`);
      if (wanted === undefined) continue;
      if (wanted === usualChoice(difference)) delete choices[group];
      else choices[group] = wanted;
    }
    for (const difference of differences) {
      const key = choiceKey(difference);
      const wanted = said.get(`${OF_ROW}${key}`);
      if (wanted === undefined) continue;
      delete choices[key];
      if (wanted !== choiceOf(choices, difference)) choices[key] = wanted;
    }
    const chosen: SheetDocument = { ...doc, choices };
    if (!sameValue(choices, doc.choices ?? {})) turn.unit.save(chosen);
    return chosen;
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

/** Who may decide what becomes of differences. */
function mayReconcile({ actor }: Turn): boolean {
  return may(actor.permission, 'voucher.ignoreDifferences');
}

async function adminNames(turn: Turn): Promise<readonly string[]> {
  const admins = await turn.desk.peopleWith(turn.unit, { permission: 'admin' });
  return admins.map(({ name }) => name);
}

/** What was found when the list was compared last; undefined when it never was. */
async function compared({ unit, packing }: Turn, key: string): Promise<Comparison | undefined> {
  const packed = (await unit.read('sheetTable', sheetTableId(key)))?.compared;
  return packed === undefined ? undefined : comparisonSchema.parse(JSON.parse(packing.unpack(packed)));
}

/** Compares the list with what is here now, and keeps that: it is what is decided of. */
async function compareAnew(turn: Turn, key: string, { rows }: SheetReading): Promise<Comparison> {
  const comparison = await turn.desk.compareSheet(turn.unit, rows, await turn.standing());
  const table = await turn.unit.read('sheetTable', sheetTableId(key));
  const packed = turn.packing.pack(JSON.stringify(comparison));
  if (table !== undefined && table.compared !== packed) turn.unit.save({ ...table, compared: packed });
  return comparison;
}

/** The page that a button's reference names, from 0. */
function pageIn(arg = ''): number {
  return /^\d{1,4}$/u.test(arg) ? Number(arg) : 0;
}

/** What was ignored of a voucher is asked again with the next list. */
async function heeded(turn: Turn, number: string, press: Press): Promise<Reply> {
  const outcome = await turn.order(press).voucher(number, { command: { type: 'heedDifferences' } });
  const banner = await turn.outcome(outcome, 'sheet.heeded');
  return showVoucher(turn, number, banner);
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
