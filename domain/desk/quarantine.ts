import { may } from '../people/permissions.ts';
import type { Actor } from '../people/person.ts';
import { present } from '../present.ts';
import { refuse, type Reason } from '../refusal.ts';
import { type PersonDocument, type QuarantineDocument } from '../store/documents.ts';
import { ttlOf } from '../store/retention.ts';
import type { Query } from '../store/ports.ts';
import { forbidden, type Outcome } from './execute.ts';
import { readPerson } from './people.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Whatever is written of a mail, an admin's act among it, has so much time to come to its end. */
const LEAST_TTL_SECONDS = 3600;

/** Mails of the watched mailbox that came to nobody by themselves, and what an admin does with one. */

/** A page of them, the newest first; `continuation` as the page before gave it. */
export function heldQuery(limit: number, continuation?: string): Query<'quarantine'> {
  return present({
    kind: 'quarantine',
    where: { open: true },
    order: { path: 'changedAt', descending: true },
    limit,
    continuation,
  } as const);
}

/** Whether a mail can be brought to them: they may record what it says, and the bot can write to them. */
export function takesMails(person: PersonDocument): boolean {
  const { permission, reference, unreachable, former } = person;
  return (
    may(permission, 'voucher.record') &&
    reference !== undefined &&
    unreachable === undefined &&
    former === undefined
  );
}

/**
 * The document as it may be written at `now` (milliseconds, UTC): each write begins its time anew, and yet it is kept for
 * 14 days and no longer.
 */
export function withTimeLeft(doc: QuarantineDocument, now: number): QuarantineDocument {
  const { heldAt = now } = doc;
  const left = ttlOf('quarantine') - Math.floor((now - heldAt) / 1000);
  return { ...doc, heldAt, ttl: Math.min(ttlOf('quarantine'), Math.max(LEAST_TTL_SECONDS, left)) };
}

/**
 * Hands a mail to somebody: it waits as `handed` until it has been fetched once more and brought to them, and then its
 * document goes. An admin's act, at `now`. `id` is the document's, `to` an AAD object id. Done before, to the same person, it is
 * `again`. Refused: `notFound` = another admin was faster, it is older than 14 days, or not in the mailbox any more;
 * `input` of `person` = `unknown`, or `notAccepted` where no mail can be brought to them; `stale` = it is on its way to
 * somebody else.
 */
export async function hand(
  unit: UnitOfWork,
  actor: Actor,
  id: string,
  to: string,
  now: number,
): Promise<Outcome<QuarantineDocument>> {
  return decided(unit, async () => {
    const doc = await unit.read('quarantine', id);
    if (!may(actor.permission, 'mailbox.hand'))
      return { done: false, refusal: forbidden('mailbox.hand'), doc };
    if (doc === undefined) return refused({ why: 'notFound' }, doc);
    if (doc.status === 'gone') return refused({ why: 'notFound' }, doc);
    if (doc.status === 'handed')
      return doc.handedTo === to
        ? { done: true, again: true, doc }
        : refused(present({ why: 'stale', by: doc.handedBy }), doc);
    const person = await readPerson(unit, to);
    if (person === undefined) return refused({ why: 'input', field: 'person', problem: 'unknown' }, doc);
    if (!takesMails(person)) return refused({ why: 'input', field: 'person', problem: 'notAccepted' }, doc);
    const handed = { ...doc, status: 'handed', handedTo: to, handedBy: actor.id } as const;
    unit.save(withTimeLeft(handed, now));
    await proveAdmin(unit, actor);
    return { done: true, again: false, doc: handed };
  });
}

/**
 * Puts a mail away; in the mailbox it stays as it is. An admin's act. `id` is the document's. Refused with `notFound`
 * where another admin was faster, or it has been brought to somebody.
 */
export async function dismiss(
  unit: UnitOfWork,
  actor: Actor,
  id: string,
): Promise<Outcome<QuarantineDocument>> {
  return decided(unit, async () => {
    const doc = await unit.read('quarantine', id);
    if (!may(actor.permission, 'mailbox.dismiss'))
      return { done: false, refusal: forbidden('mailbox.dismiss'), doc };
    const etag = unit.etag(id);
    if (doc === undefined || etag === undefined) return refused({ why: 'notFound' }, doc);
    unit.add({ op: 'delete', id, etag });
    await proveAdmin(unit, actor);
    return { done: true, again: false, doc };
  });
}

/** What writes nothing, and so proves nothing, is decided again on what the store has. */
async function decided(
  unit: UnitOfWork,
  decide: () => Promise<Outcome<QuarantineDocument>>,
): Promise<Outcome<QuarantineDocument>> {
  const outcome = await decide();
  if ((outcome.done && !outcome.again) || unit.isFresh) return outcome;
  unit.refresh();
  return decide();
}

/** Without an event nothing in the batch proves whoever acts: their document, written unchanged, does. */
async function proveAdmin(unit: UnitOfWork, actor: Actor): Promise<void> {
  const person = await readPerson(unit, actor.id);
  if (person !== undefined) unit.save(person);
}

function refused(reason: Reason, doc: QuarantineDocument | undefined): Outcome<QuarantineDocument> {
  return { done: false, refusal: refuse(reason), doc };
}
