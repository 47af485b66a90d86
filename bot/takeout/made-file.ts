import { calendarOf } from '../../cards/takeout/calendar.ts';
import {
  CLAIM_COLUMNS,
  claimRow,
  EVENT_COLUMNS,
  eventRow,
  VOUCHER_COLUMNS,
  voucherRow,
} from '../../cards/takeout/sheets.ts';
import { speaker, type Key } from '../../cards/kit/say.ts';
import { vouchersOf } from '../../dialogs/takeout/listed.ts';
import { toldEvent } from '../../dialogs/history.ts';
import { calendarFile, type CalendarEntry } from '../../domain/calendar/ics.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import type { Wanted } from '../../domain/desk/files.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { formerCode } from '../../domain/people/former.ts';
import type { Actor } from '../../domain/people/person.ts';
import { present } from '../../domain/present.ts';
import type { EventDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { voucherId } from '../../domain/store/ids.ts';
import { XlsxWriter } from '../files/write-xlsx.ts';

/** Vouchers that are read at once, with what happened to them. */
const AT_ONCE = 6;
/** Events of one request. */
const EVENTS = 100;

/** For whom a file is made, and of what. */
export interface Making {
  readonly desk: Desk;
  readonly tenantId: string;
  readonly actor: Actor;
  readonly wanted: Wanted;
}

/** The numbers of the vouchers that go into a file, in the order of its list. Throws StoreFailure. */
export async function numbersOf({ desk, tenantId, actor, wanted }: Making): Promise<readonly string[]> {
  const unit = desk.begin(tenantId, true);
  const looks = { desk, unit, actor, standing: () => desk.standing(unit) };
  const numbers = new Set<string>();
  for await (const docs of vouchersOf(looks, wanted))
    for (const { state } of docs) numbers.add(state.facts.number);
  return [...numbers];
}

/**
 * The workbook of these vouchers, with their history and their claims; `onRows` is told how many are in it, after each
 * few, and gives false where it is not wanted any more. Undefined then. Throws StoreFailure.
 */
export async function workbookOf(
  making: Making,
  numbers: readonly string[],
  onRows: (done: number) => Promise<boolean>,
): Promise<Uint8Array | undefined> {
  const { desk, tenantId, actor } = making;
  const { language } = actor;
  const t = speaker(language);
  const pieces: Uint8Array[] = [];
  const book = new XlsxWriter((bytes) => pieces.push(bytes));
  const columns = (all: typeof VOUCHER_COLUMNS) =>
    all.map(([key, width]: readonly [Key, number]) => ({ heading: t(key), width }));
  const vouchers = book.sheet(t('export.sheetVouchers'), columns(VOUCHER_COLUMNS));
  const events = book.sheet(t('export.sheetEvents'), columns(EVENT_COLUMNS));
  const claims = book.sheet(t('export.sheetClaims'), columns(CLAIM_COLUMNS));
  const names = new Map<string, string>();
  const inClaims = new Set<string>();
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    // What a unit has read it keeps: each few have one of their own.
    const unit = desk.begin(tenantId, true);
    const standing = await desk.standing(unit);
    const part = await Promise.all(
      numbers.slice(at, at + AT_ONCE).map(async (number) => {
        const doc = await desk.voucher(unit, number);
        return doc === undefined ? undefined : { doc, history: await historyOf(desk, unit, doc) };
      }),
    );
    const teller = { say: t, actor, nameOf: (id: string) => nameOf(making, unit, names, id) };
    for (const found of part) {
      if (found === undefined) continue;
      const { doc, history } = found;
      vouchers.row(voucherRow(t, language, doc, standing));
      for (const event of history) {
        if ('claimId' in event.event) inClaims.add(event.event.claimId);
        const told = await toldEvent(teller, event, standing, doc.texts);
        if (told !== undefined) events.row(eventRow(doc, event, told, standing));
      }
    }
    if (!(await onRows(Math.min(at + AT_ONCE, numbers.length)))) return undefined;
  }
  const ids = [...inClaims];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const unit = desk.begin(tenantId, true);
    const found = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => desk.claim(unit, id)));
    for (const doc of found) if (doc !== undefined) claims.row(claimRow(language, doc));
  }
  book.end();
  return Buffer.concat(pieces);
}

/** What happened to a voucher, the first thing first. */
async function historyOf(
  desk: Desk,
  unit: UnitOfWork,
  doc: VoucherDocument,
): Promise<readonly EventDocument[]> {
  const found: EventDocument[] = [];
  let continuation: string | undefined;
  do {
    const page = await desk.find(unit, {
      kind: 'event',
      where: { subject: voucherId(doc.state.facts.number) },
      order: { path: 'seq' },
      limit: EVENTS,
      ...present({ continuation }),
    });
    found.push(...page.docs);
    continuation = page.continuation;
  } while (continuation !== undefined);
  return found;
}

/** Somebody's own name too: in a file that is handed on nobody is "you". */
async function nameOf(
  { desk, actor }: Making,
  unit: UnitOfWork,
  names: Map<string, string>,
  id: string,
): Promise<string> {
  const known = names.get(id);
  if (known !== undefined) return known;
  const t = speaker(actor.language);
  const code = formerCode(id);
  const name =
    code === undefined
      ? ((await desk.person(unit, id))?.name ?? t('person.someone'))
      : t('person.former', { code });
  names.set(id, name);
  return name;
}

/** The days of these vouchers for a calendar, with the name that it goes by. Throws StoreFailure. */
export async function calendarEntries(
  { desk, tenantId, actor }: Making,
  numbers: readonly string[],
): Promise<readonly CalendarEntry[]> {
  const t = speaker(actor.language);
  const entries: CalendarEntry[] = [];
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const unit = desk.begin(tenantId, true);
    const standing: Standing = await desk.standing(unit);
    const part = numbers.slice(at, at + AT_ONCE);
    const docs = await Promise.all(part.map((number) => desk.voucher(unit, number)));
    for (const doc of docs)
      if (doc !== undefined) entries.push(...calendarOf(t, actor.language, doc, standing));
  }
  return entries;
}

/** The bytes of the file. */
export function calendarBytes(name: string, entries: readonly CalendarEntry[]): Uint8Array {
  return new TextEncoder().encode(calendarFile(name, entries));
}
