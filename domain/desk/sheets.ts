import { newDocument, type SheetDocument, type SheetWordsDocument } from '../store/documents.ts';
import { ttlOf } from '../store/retention.ts';
import { SHEET_WORDS_ID, sheetId, sheetTableId } from '../store/ids.ts';
import type { Actor } from '../people/person.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Lists of vouchers that are brought in: kept from the first look until their result has been seen. */

/** Keeps a list that came, with its rows as they are `packed`; nothing is done with it yet. */
export function keepSheet(
  unit: UnitOfWork,
  { id: by }: Actor,
  sheet: { readonly key: string; readonly name: string; readonly rows: number; readonly packed: string },
): SheetDocument {
  const { key, name, rows, packed } = sheet;
  const { tenantId } = unit;
  const ttl = ttlOf('sheet');
  const doc = newDocument('sheet', tenantId, sheetId(key), {
    ttl,
    by,
    name,
    status: 'waiting',
    said: { columns: {}, states: {} },
    rows,
    at: 0,
    recorded: 0,
    known: 0,
    refused: [],
    failed: 0,
  });
  unit.save(doc);
  unit.save(newDocument('sheetTable', tenantId, sheetTableId(key), { ttl, by, packed }));
  return doc;
}

/** A list of this person's; of somebody else's nothing is told. */
export async function readSheet(
  unit: UnitOfWork,
  { id: by }: Pick<Actor, 'id'>,
  key: string,
): Promise<SheetDocument | undefined> {
  const doc = await unit.read('sheet', sheetId(key), true);
  return doc?.by === by ? doc : undefined;
}

/** What the company's people have said of sheets before. */
export async function sheetWords(unit: UnitOfWork): Promise<SheetWordsDocument> {
  return (
    (await unit.read('sheetWords', SHEET_WORDS_ID)) ??
    newDocument('sheetWords', unit.tenantId, SHEET_WORDS_ID, { columns: {}, states: {} })
  );
}

/** So many words are remembered, the first ones. */
const MAX_WORDS = 500;

/** Begins to record what a list says, and remembers what was said of it. `activityId`: the card that shows how far it is. */
export async function beginSheet(
  unit: UnitOfWork,
  doc: SheetDocument,
  activityId: string | undefined,
): Promise<SheetDocument> {
  const begun: SheetDocument = {
    ...doc,
    status: 'running',
    ...(activityId === undefined ? {} : { activityId }),
  };
  unit.save(begun);
  const words = await sheetWords(unit);
  const some = <T>(
    known: Readonly<Record<string, T>>,
    said: Readonly<Record<string, T>>,
  ): Record<string, T> => Object.fromEntries(Object.entries({ ...known, ...said }).slice(0, MAX_WORDS));
  const { columns, states } = doc.said;
  if (Object.keys(columns).length + Object.keys(states).length > 0)
    unit.save({
      ...words,
      columns: some(words.columns, columns),
      states: some(words.states, states),
    });
  return begun;
}
