import type { Day } from '../day.ts';
import type { Actor } from '../people/person.ts';
import { present } from '../present.ts';
import type { Reason } from '../refusal.ts';
import { newDocument, type BulkDocument, type VoucherDocument } from '../store/documents.ts';
import { ttlOf } from '../store/retention.ts';
import { bulkId, voucherId } from '../store/ids.ts';
import type { VoucherCommand } from '../voucher/model.ts';
import type { VoucherOrder } from './desk.ts';
import type { Outcome } from './execute.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/**
 * The same done with many vouchers: chosen first, looked at, confirmed once; then each is a command of its own, under the
 * key and its place, some of them a batch, and each batch says how far it is. So it may end anywhere and be gone on with.
 */

/** Vouchers of one batch: each is an event and a voucher, beside what the turn itself writes. */
const PART = 30;

export type BulkItem = BulkDocument['items'][number];

/** Keeps what was chosen to be done; nothing is done with it yet. */
export function keepBulk(
  unit: UnitOfWork,
  { id: by }: Pick<Actor, 'id'>,
  { key, does, items }: Pick<BulkDocument, 'does' | 'items'> & { readonly key: string },
): BulkDocument {
  const doc = newDocument('bulk', unit.tenantId, bulkId(key), {
    ttl: ttlOf('bulk'),
    by,
    does,
    status: 'waiting',
    items,
    at: 0,
    done: 0,
    told: 0,
    failed: [],
    concerned: [],
  });
  unit.save(doc);
  return doc;
}

/** What this person does with many; of somebody else's nothing is told. */
export async function readBulk(
  unit: UnitOfWork,
  { id: by }: Pick<Actor, 'id'>,
  key: string,
): Promise<BulkDocument | undefined> {
  const doc = await unit.read('bulk', bulkId(key), true);
  return doc?.by === by ? doc : undefined;
}

/** What is asked of one of them; undefined where nothing is, because it stays as it is. */
export function bulkCommand(
  does: BulkDocument['does'],
  { to }: Pick<BulkItem, 'to'>,
): VoucherCommand | undefined {
  switch (does.type) {
    case 'handOver':
      return to === undefined ? undefined : { type: 'handOver', consultantId: to };
    case 'void':
      if (does.reason === undefined) return undefined;
      return does.reason === 'ranOut' ? { type: 'close' } : { type: 'void', reason: does.reason };
    default:
      return does satisfies never;
  }
}

/** Does the next part, in the unit's batch; people are told at its end, once of all. Throws StoreFailure. */
export async function bulkPart(
  unit: UnitOfWork,
  doc: BulkDocument,
  of: {
    readonly order: (order: VoucherOrder) => Promise<Outcome<VoucherDocument>>;
    readonly today: Day;
    /** Says why not to who does it. */
    readonly why: (reason: Reason) => string;
  },
): Promise<BulkDocument> {
  unit.quieten();
  const { does } = doc;
  const key = bulkId.keyOf(doc.id);
  const part = doc.items.slice(doc.at, doc.at + PART);
  const read = (number: string): Promise<VoucherDocument | undefined> =>
    unit.read('voucher', voucherId(number), true);
  await Promise.all(part.map(({ number }) => read(number)));
  const failed = [...doc.failed];
  const concerned = new Set(doc.concerned);
  let { done } = doc;
  for (const [nth, item] of part.entries()) {
    const at = doc.at + nth;
    const command = bulkCommand(does, item);
    if (command === undefined) continue;
    const before = await read(item.number);
    const outcome = await of.order({
      id: item.number,
      version: item.version,
      commandId: `${key}/${at}`,
      command,
      texts: present({ reason: does.type === 'void' ? does.note : undefined }),
    });
    if (!outcome.done) {
      failed.push({ at, why: of.why(outcome.refusal.refused) });
      continue;
    }
    done += 1;
    for (const { state } of [before, outcome.doc].filter((one) => one !== undefined)) {
      const { consultantId } = 'reservation' in state.stage ? state.stage.reservation : {};
      if (consultantId !== undefined) concerned.add(consultantId);
    }
  }
  const at = doc.at + part.length;
  const isOver = at >= doc.items.length;
  const next: BulkDocument = {
    ...doc,
    status: isOver ? 'done' : 'running',
    at,
    done,
    failed,
    concerned: [...concerned],
  };
  return isOver ? tellBulk(unit, next, of.today) : next;
}

/** Tells of what was done since people were last told: once, however many vouchers they are. */
export function tellBulk(unit: UnitOfWork, doc: BulkDocument, day: Day): BulkDocument {
  const count = doc.done - doc.told;
  if (count === 0) return doc;
  unit.announce({
    code: `bulk.${doc.does.type}`,
    subject: doc.id,
    day,
    by: doc.by,
    detail: String(count),
  });
  for (const consultantId of doc.concerned) unit.concerns(consultantId);
  return { ...doc, told: doc.done };
}

/** Those that were changed so far. */
export function bulkDone({ items, at, failed }: BulkDocument): readonly BulkItem[] {
  const not = new Set(failed.map((one) => one.at));
  return items.slice(0, at).filter((_item, place) => !not.has(place));
}
