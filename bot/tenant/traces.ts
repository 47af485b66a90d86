import { z } from 'zod';
import { withTimeLeft } from '../../domain/desk/quarantine.ts';
import { dialogId, personId, processedOf, recipientId } from '../../domain/store/ids.ts';
import {
  type AnyDocument,
  parseDocument,
  type PersonDocument,
  type SweepDocument,
  KINDS,
  type Kind,
  newDocument,
} from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Etag, Store, Stored, Write } from '../../domain/store/ports.ts';
import { present } from '../../domain/present.ts';
import { keptAnswer } from '../turn/kept-answer.ts';
import { packing } from '../turn/packing.ts';

/** What leads to a conversation goes last: after a cut it still tells whose processed activities those are. */
const LAST: readonly Kind[] = ['dialog', 'outbox'];
export const ORDER: readonly Kind[] = [...KINDS.filter((kind) => !LAST.includes(kind)), ...LAST];
/** What has to be known before anything is changed: whose conversations there are, and who is told of what falls due. */
const LEARNT: readonly Kind[] = [...LAST, 'person', 'channel'];

/** Where a text has the person's name in it; the text itself is not told. */
export interface Mention {
  readonly id: string;
  readonly field: string;
}

/** The person's document, with the pseudonym that takes their place. */
export type Note = PersonDocument & { readonly former: string };

/** Somebody whom only other documents know. */
export function nobody(tenantId: string, objectId: string): PersonDocument {
  return newDocument('person', tenantId, personId(objectId), { name: '', roles: [], language: 'en' });
}

/** All that a document says, also what it keeps compressed. */
export function textOf(doc: AnyDocument): string {
  const text = JSON.stringify(doc);
  return doc.kind === 'processed' ? `${text}${keptAnswer(doc) ?? ''}` : text;
}

/** What is done to one document: it is replaced, moved to another id, or deleted. */
export interface Change {
  readonly id: string;
  readonly kind: Kind;
  readonly writes: readonly Write[];
}

const referenceSchema = z.looseObject({
  user: z.looseObject({ aadObjectId: z.string().optional() }).optional(),
  conversation: z.looseObject({ id: z.string() }),
});

/**
 * How a document has to do with a person: it is the bot's record of them; it is theirs, and goes with them; it names them,
 * by id or as the whole of a text; or their name or address stands somewhere in a text of it.
 */
export type Trace = 'self' | 'own' | 'named' | 'mentioned';

/** What is known of a person, how each document has to do with them, and what becomes of each document in which that stands. */
export class Traces {
  readonly pseudonym: string;
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
  #learn(doc: AnyDocument): void {
    if ((doc.kind === 'person' && doc.id !== this.#noteId) || doc.kind === 'channel')
      this.#recipientIds.add(recipientId(doc));
    if (doc.kind === 'dialog' && doc.owner?.toLowerCase() === this.#objectId)
      this.#conversations.add(dialogId.keyOf(doc.id));
    if (doc.kind !== 'outbox') return;
    const { user, conversation } = referenceOf(doc.reference) ?? {};
    if (user?.aadObjectId?.toLowerCase() === this.#objectId && conversation !== undefined)
      this.#conversations.add(conversation.id);
  }

  /** Learns from all that leads to a conversation of theirs, and who else there is. Throws StoreFailure. */
  async learnFrom(store: Store, tenantId: string): Promise<void> {
    for (const kind of LEARNT) {
      for await (const { doc } of allOf(store, tenantId, { kind })) this.#learn(doc);
    }
  }

  /** How a document has to do with the person; undefined when it has not. */
  traceOf(doc: AnyDocument): Trace | undefined {
    if (doc.id === this.#noteId) return 'self';
    if (this.#isOwn(doc)) return 'own';
    if (this.#isNamedIn(doc)) return 'named';
    return this.mentionsIn(doc).length > 0 ? 'mentioned' : undefined;
  }

  /** What becomes of it when the person is forgotten; undefined when it stays as it is. */
  changeOf({ doc, etag }: Stored): Change | undefined {
    const { id, kind } = doc;
    if (id === this.#noteId) return undefined;
    if (this.#isOwn(doc)) return { id, kind, writes: [{ op: 'delete', id, etag }] };
    return this.#isNamedIn(doc) ? { id, kind, writes: movesTo(this.#rewritten(doc), id, etag) } : undefined;
  }

  /** Where their name or address stands in a document of others, when the pseudonym has taken the place of what it can. */
  mentionsIn(doc: AnyDocument): readonly Mention[] {
    if (doc.id === this.#noteId || this.#isOwn(doc)) return [];
    const left = this.#isNamedIn(doc) ? this.#rewritten(doc) : doc;
    const { id } = left;
    const mentions: Mention[] = [];
    // Somebody else's list, until it is recorded: a consultant is named in its rows.
    if (left.kind === 'sheetTable' && this.tells(packing.unpack(left.packed)))
      mentions.push({ id, field: 'rows' });
    for (const [field, text] of textsIn(left))
      if (field !== 'id' && this.tells(text)) mentions.push({ id, field });
    return mentions;
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
      this.tells(keptAnswer(doc) ?? '') ||
      this.standsIn(doc) ||
      own.some((one) => doc.id.startsWith(processedOf(one)))
    );
  }

  #isNamedIn(doc: AnyDocument): boolean {
    return (
      this.standsIn(doc) ||
      ('texts' in doc && Object.values(doc.texts as object).some((text) => this.#isName(text)))
    );
  }

  #isName(text: unknown): boolean {
    return this.#name !== '' && text === this.#name;
  }

  #rewritten(doc: AnyDocument): AnyDocument {
    // An object id has no character that JSON would write otherwise, also not in JSON within a text.
    const text = JSON.stringify(doc.kind === 'sweep' ? this.#toldBefore(doc) : doc).replaceAll(
      new RegExp(this.#objectId, 'gi'),
      this.pseudonym,
    );
    const next = JSON.parse(text) as { texts?: Record<string, string> };
    for (const [key, value] of Object.entries(next.texts ?? {}))
      if (this.#isName(value) && next.texts !== undefined) next.texts[key] = this.pseudonym;
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

  /** Whether their name or an address of theirs stands in it. */
  tells(text: string): boolean {
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
