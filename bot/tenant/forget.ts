import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { withTimeLeft } from '../../domain/desk/quarantine.ts';
import { dialogId, personId, processedOf, recipientId } from '../../domain/store/ids.ts';
import { keptAnswer } from '../turn/kept-answer.ts';
import { packing } from '../turn/packing.ts';
import { formerId } from '../../domain/people/former.ts';
import { StoreFailure, type Etag, type Store, type Stored, type Write } from '../../domain/store/ports.ts';
import {
  type AnyDocument,
  parseDocument,
  type PersonDocument,
  type SweepDocument,
  KINDS,
  type Kind,
  newDocument,
} from '../../domain/store/documents.ts';
import { standingOf } from './allowance.ts';
import { inBatches } from './batches.ts';
import { Declined, guidOf, inWords, runCommand, WrongArguments } from './command.ts';
import { allOf } from '../../domain/store/pages.ts';
import { present } from '../../domain/present.ts';
import { noCounts, type Counts } from './tenant-file.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';

/** How often one document is read again and redone, and the pauses after a failure. */
const RETRIES = 6;
const BACKOFF: Backoff = { firstMs: 250, jitter: NO_JITTER };
/** How often the tenant is gone through until nothing of the person is found; a bot may write meanwhile. */
const MAX_PASSES = 10;

/** What leads to a conversation goes last: after a cut it still tells whose processed activities those are. */
const LAST: readonly Kind[] = ['dialog', 'outbox'];
const ORDER: readonly Kind[] = [...KINDS.filter((kind) => !LAST.includes(kind)), ...LAST];
/** What has to be known before anything is changed: whose conversations there are, and who is told of what falls due. */
const LEARNT: readonly Kind[] = [...LAST, 'person', 'channel'];

/** Where a text has the person's name in it; the text itself is not told. */
interface Mention {
  readonly id: string;
  readonly field: string;
}

interface Forgotten {
  readonly pseudonym: string;
  /** Documents in which the pseudonym stands now. */
  readonly rewritten: Counts;
  readonly deleted: Counts;
  /** For somebody to look at. */
  readonly mentions: readonly Mention[];
}

/**
 * Takes a person out of a tenant: their own documents go, and everywhere else one pseudonym stands for their
 * object id. The person's document goes last and holds the pseudonym until then, so that after a cut the same
 * one is used again. Throws {@link Declined} when there is nothing of the person, when they are the only admin,
 * and when the bot keeps writing them; StoreFailure.
 */
export async function forgetUser(store: Store, tenantId: string, objectId: string): Promise<Forgotten> {
  const note = await begin(store, tenantId, objectId);
  const rewritten = noCounts();
  const deleted = noCounts();
  const traces = new Traces(objectId, note);
  for (let pass = 1; ; pass += 1) {
    let found = 0;
    traces.mentions.length = 0;
    for await (const batch of inBatches(changesOf(store, tenantId, traces))) {
      found += batch.length;
      for (const { kind, writes } of await settle(store, tenantId, batch, traces))
        (writes.some(({ op }) => op !== 'delete') ? rewritten : deleted)[kind] += 1;
    }
    if (found === 0) break;
    if (pass === MAX_PASSES) throw stillWritten(objectId);
  }
  await deleteNote(store, tenantId, note.id);
  deleted.person += 1;
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, tenantId, { kind }))
      if (traces.standsIn(doc)) throw stillWritten(objectId);
  }
  return { pseudonym: traces.pseudonym, rewritten, deleted, mentions: traces.mentions };
}

function stillWritten(objectId: string): Declined {
  return new Declined(
    `Not finished: ${objectId} came back while they were being forgotten. They still use the bot: ` +
      'take it from them, or stop it, and run this again.',
  );
}

type Note = PersonDocument & { readonly former: string };

/** Keeps the pseudonym in the person's document, and takes their permission. */
async function begin(store: Store, tenantId: string, objectId: string): Promise<Note> {
  const standing = await standingOf(store, tenantId);
  if (standing?.status === 'allowed' && standing.adminObjectId.toLowerCase() === objectId)
    throw new Declined(
      `Not begun: the store names ${objectId} as the first admin of the tenant. Name somebody else first: ` +
        `npm run tenants -- add ${tenantId} <adminObjectId>`,
    );
  for (let attempt = 0; attempt < RETRIES; attempt += 1) {
    const { person, admins } = await peopleIn(store, tenantId, objectId);
    const known = person?.doc;
    if (known === undefined && !(await isAnywhere(store, tenantId, objectId)))
      throw new Declined(`Nothing of ${objectId} is in the tenant ${tenantId}.`);
    if (known?.former !== undefined) return { ...known, former: known.former };
    const other = admins.find(({ doc }) => doc.id !== known?.id);
    const isAdmin = known?.permission === 'admin';
    if (isAdmin && other === undefined)
      throw new Declined(
        `Not begun: ${objectId} is the only admin. Make somebody else an admin first: ` +
          'in the bot, "people", choose them, permission "admin".',
      );
    const { permission: _permission, asked: _asked, ...rest } = known ?? nobody(tenantId, objectId);
    const note: Note = { ...rest, roles: [], former: formerId(randomBytes(4).toString('hex')) };
    const result = await store.commit(tenantId, [
      person === undefined ? { op: 'create', doc: note } : { op: 'replace', doc: note, etag: person.etag },
      // Written unchanged: it proves that the other one is still an admin.
      ...(isAdmin && other !== undefined
        ? [{ op: 'replace', doc: other.doc, etag: other.etag } as const]
        : []),
    ]);
    if (result.outcome === 'committed') return note;
  }
  throw stillWritten(objectId);
}

/** Somebody whom only other documents know. */
function nobody(tenantId: string, objectId: string): PersonDocument {
  return newDocument('person', tenantId, personId(objectId), { name: '', roles: [], language: 'en' });
}

async function peopleIn(
  store: Store,
  tenantId: string,
  objectId: string,
): Promise<{
  readonly person: Stored<PersonDocument> | undefined;
  readonly admins: readonly Stored<PersonDocument>[];
}> {
  let person: Stored<PersonDocument> | undefined;
  const admins: Stored<PersonDocument>[] = [];
  for await (const stored of allOf(store, tenantId, { kind: 'person' })) {
    const { doc } = stored;
    if (doc.id.toLowerCase() === personId(objectId)) person = stored;
    if (doc.permission === 'admin' && admins.length < 2) admins.push(stored);
  }
  return { person, admins };
}

async function isAnywhere(store: Store, tenantId: string, objectId: string): Promise<boolean> {
  const pattern = new RegExp(objectId, 'i');
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, tenantId, { kind })) if (pattern.test(textOf(doc))) return true;
  }
  return false;
}

/** All that a document says, also what it keeps compressed. */
function textOf(doc: AnyDocument): string {
  const text = JSON.stringify(doc);
  return doc.kind === 'processed' ? `${text}${keptAnswer(doc) ?? ''}` : text;
}

/** What is done to one document: it is replaced, moved to another id, or deleted. */
interface Change {
  readonly id: string;
  readonly kind: Kind;
  readonly writes: readonly Write[];
}

async function* changesOf(
  store: Store,
  tenantId: string,
  traces: Traces,
): AsyncGenerator<Change, void, undefined> {
  for (const kind of LEARNT) {
    for await (const { doc } of allOf(store, tenantId, { kind })) traces.learn(doc);
  }
  for (const kind of ORDER) {
    for await (const stored of allOf(store, tenantId, { kind })) {
      const change = traces.changeOf(stored);
      if (change !== undefined) yield change;
    }
  }
}

const referenceSchema = z.looseObject({
  user: z.looseObject({ aadObjectId: z.string().optional() }).optional(),
  conversation: z.looseObject({ id: z.string() }),
});

/** What is known of a person, and what becomes of each document in which that stands. */
class Traces {
  readonly pseudonym: string;
  readonly mentions: Mention[] = [];
  readonly #objectId: string;
  readonly #name: string;
  readonly #noteId: string;
  readonly #addresses: readonly string[];
  readonly #conversations = new Set<string>();
  /** Of everybody else, people and channels. */
  readonly #recipientIds = new Set<string>();

  constructor(objectId: string, note: Note) {
    this.#objectId = objectId;
    this.#name = note.name.trim();
    this.#addresses = note.addresses ?? [];
    this.#noteId = note.id;
    this.pseudonym = note.former;
    const chat = note.reference === undefined ? undefined : referenceOf(note.reference)?.conversation.id;
    if (chat !== undefined) this.#conversations.add(chat);
  }

  standsIn(doc: AnyDocument): boolean {
    return textOf(doc).toLowerCase().includes(this.#objectId);
  }

  /** Keeps the conversation that a document of the person's own names, and who else there is. */
  learn(doc: AnyDocument): void {
    if ((doc.kind === 'person' && doc.id !== this.#noteId) || doc.kind === 'channel')
      this.#recipientIds.add(recipientId(doc));
    if (doc.kind === 'dialog' && doc.owner?.toLowerCase() === this.#objectId)
      this.#conversations.add(dialogId.keyOf(doc.id));
    if (doc.kind !== 'outbox') return;
    const { user, conversation } = referenceOf(doc.reference) ?? {};
    if (user?.aadObjectId?.toLowerCase() === this.#objectId && conversation !== undefined)
      this.#conversations.add(conversation.id);
  }

  /** Undefined when the document stays as it is. */
  changeOf({ doc, etag }: Stored): Change | undefined {
    const { id, kind } = doc;
    if (id === this.#noteId) return undefined;
    if (this.#isOwn(doc)) return { id, kind, writes: [{ op: 'delete', id, etag }] };
    const next = this.#rewritten(doc);
    this.#look(next ?? doc);
    return next === undefined ? undefined : { id, kind, writes: movesTo(next, id, etag) };
  }

  #isOwn(doc: AnyDocument): boolean {
    // A list that they brought in, with what stands in its rows; a file that was made for them; what they did with many
    // vouchers, with their words.
    if (doc.kind === 'sheet' || doc.kind === 'sheetTable' || doc.kind === 'file' || doc.kind === 'bulk')
      return doc.by.toLowerCase() === this.#objectId;
    if (doc.kind === 'shown') return doc.personId.toLowerCase() === this.#objectId;
    if (doc.kind === 'notice') return doc.to?.toLowerCase() === this.#objectId;
    // Their own mail, which an admin has not looked at yet.
    if (doc.kind === 'quarantine')
      return doc.from
        .toLowerCase()
        .split(', ')
        .some((one) => this.#addresses.includes(one));
    if (doc.kind === 'outbox') {
      const { conversation } = referenceOf(doc.reference) ?? {};
      return conversation !== undefined && this.#conversations.has(conversation.id);
    }
    const own = [...this.#conversations];
    if (doc.kind === 'dialog') return own.some((one) => doc.id === dialogId(one));
    if (doc.kind !== 'processed') return false;
    // Kept for two days in case Teams sends an activity once more; an answer with the person in it goes now.
    return (
      this.#tells(keptAnswer(doc) ?? '') ||
      this.standsIn(doc) ||
      own.some((one) => doc.id.startsWith(processedOf(one)))
    );
  }

  #rewritten(doc: AnyDocument): AnyDocument | undefined {
    const isNamed = (text: unknown): boolean => this.#name !== '' && text === this.#name;
    const hasName = 'texts' in doc && Object.values(doc.texts as object).some(isNamed);
    if (!hasName && !this.standsIn(doc)) return undefined;
    // An object id has no character that JSON would write otherwise, also not in JSON within a text.
    const text = JSON.stringify(doc.kind === 'sweep' ? this.#toldBefore(doc) : doc).replaceAll(
      new RegExp(this.#objectId, 'gi'),
      this.pseudonym,
    );
    const next = JSON.parse(text) as { texts?: Record<string, string> };
    for (const [key, value] of Object.entries(next.texts ?? {}))
      if (isNamed(value) && next.texts !== undefined) next.texts[key] = this.pseudonym;
    const changed = parseDocument(next);
    return changed.kind === 'quarantine' && changed.heldAt !== undefined
      ? withTimeLeft(changed, Date.now())
      : changed;
  }

  /**
   * A sweep tells people in the order of their ids, and goes on after whom it told last: that is whoever stands before
   * the person, for the pseudonym has another place in that order.
   */
  #toldBefore({ due, ...rest }: SweepDocument): SweepDocument {
    if (due?.told === undefined || due.told.toLowerCase() !== this.#objectId)
      return { ...rest, ...present({ due }) };
    const { told, ...collected } = due;
    const before = [...this.#recipientIds].filter((id) => id < told).sort((a, b) => (a < b ? -1 : 1));
    return { ...rest, due: present({ ...collected, told: before.at(-1) }) };
  }

  #look(doc: AnyDocument): void {
    // Somebody else's list, until it is recorded: a consultant is named in its rows.
    if (doc.kind === 'sheetTable' && this.#tells(packing.unpack(doc.packed)))
      this.mentions.push({ id: doc.id, field: 'rows' });
    for (const [field, text] of textsIn(doc))
      if (field !== 'id' && this.#tells(text)) this.mentions.push({ id: doc.id, field });
  }

  /** Whether their name or an address of theirs stands in it. */
  #tells(text: string): boolean {
    const low = text.toLowerCase();
    // A name of one letter would be in everything.
    const words = this.#name.length < 2 ? this.#addresses : [this.#name.toLowerCase(), ...this.#addresses];
    return words.some((word) => low.includes(word));
  }
}

function referenceOf(json: string): z.infer<typeof referenceSchema> | undefined {
  try {
    return referenceSchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** A document under the id that it has now, or moved from the one that it had. */
function movesTo(doc: AnyDocument, id: string, etag: Etag): readonly Write[] {
  return doc.id === id
    ? [{ op: 'replace', doc, etag }]
    : [
        { op: 'create', doc },
        { op: 'delete', id, etag },
      ];
}

/** Every text in a value, with its path. */
function* textsIn(value: unknown, path = ''): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) yield* textsIn(part, path === '' ? key : `${path}.${key}`);
}

/**
 * Commits changes together. When somebody wrote one of the documents, or the end is not known, each is read
 * again and redone by itself. Gives what was done.
 */
async function settle(
  store: Store,
  tenantId: string,
  batch: readonly Change[],
  traces: Traces,
): Promise<readonly Change[]> {
  if (await isCommitted(store, tenantId, batch)) return batch;
  for (const { id, kind } of batch) {
    for (let attempt = 0; ; attempt += 1) {
      const found = await store.read(tenantId, kind, id);
      const change = found === undefined ? undefined : traces.changeOf(found);
      if (change === undefined || (await isCommitted(store, tenantId, [change]))) break;
      if (attempt === RETRIES) throw new Declined(`Not finished: "${id}" cannot be written. Run this again.`);
      await sleep(backoffMs(BACKOFF, attempt));
    }
  }
  return batch;
}

/** False on a conflict, and when it is not known. */
async function isCommitted(store: Store, tenantId: string, changes: readonly Change[]): Promise<boolean> {
  try {
    const result = await store.commit(
      tenantId,
      changes.flatMap(({ writes }) => writes),
    );
    return result.outcome === 'committed';
  } catch (error) {
    if (error instanceof StoreFailure) return false;
    throw error;
  }
}

/** The person's own document goes, whatever the bot wrote into it meanwhile. */
async function deleteNote(store: Store, tenantId: string, id: string): Promise<void> {
  const change: Change = { id, kind: 'person', writes: [{ op: 'delete', id }] };
  for (let attempt = 0; !(await isCommitted(store, tenantId, [change])); attempt += 1) {
    if ((await store.read(tenantId, 'person', id)) === undefined) return;
    if (attempt === RETRIES) throw new Declined(`Not finished: "${id}" cannot be deleted. Run this again.`);
    await sleep(backoffMs(BACKOFF, attempt));
  }
}

function read(args: readonly string[]): { tenantId: string; objectId: string } {
  if (args.length > 2) throw new WrongArguments('one tenant and one person at a time');
  return {
    tenantId: guidOf('the tenant id', args[0]),
    objectId: guidOf("the person's object id", args[1]),
  };
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run forget-user -- <tenantId> <aadObjectId>',
    read,
    async ({ tenantId, objectId }, { store, config, where }) => {
      const forgotten = forgetUser(store, tenantId, objectId);
      // Also when there was nothing left to forget: an earlier run may have been cut off before this.
      const { pseudonym, rewritten, deleted, mentions } = await forgotten.finally(() => store.scrub());
      const isNamed = config.allowedTenants.some((one) => one.adminObjectId === objectId);
      const lines = [
        `Forgotten in ${where}: ${pseudonym} stands for the person now.`,
        `Rewritten: ${inWords(rewritten)}. Deleted: ${inWords(deleted)}.`,
        'Their object id is nowhere in the tenant.',
        ...(mentions.length > 0
          ? [
              `Their name is still in ${mentions.length} texts; look at each:`,
              ...mentions.map(({ id, field }) => `  ${id}  ${field}`),
            ]
          : []),
        'A running bot may keep the person for up to 5 seconds more. A backup made earlier still holds the person.',
        ...(isNamed
          ? ['ALLOWED_TENANTS names this person as the first admin: put somebody else there.']
          : []),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  );
