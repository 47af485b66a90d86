import {
  newDocument,
  TALLIED,
  type AnyDocument,
  type DocumentOf,
  type EventDocument,
  type Kind,
  type NoticeDocument,
  type PersonDocument,
  type Tallied,
  type VoucherDocument,
} from '../store/documents.ts';
import type { Day } from '../day.ts';
import type { Made } from '../notices/remind-on.ts';
import type { Reminding } from '../notices/reminders.ts';
import { noticesOf } from '../notices/announcements.ts';
import type { Notice } from '../notices/notice.ts';
import {
  type Clock,
  type CommitResult,
  type Etag,
  type Store,
  type Stored,
  type Write,
  ofKind,
} from '../store/ports.ts';
import { noticeId, personId, TALLY_ID } from '../store/ids.ts';
import type { DocumentCache } from './cache.ts';
import type { KeptLists } from './kept-lists.ts';

/** Notices and changed documents of one announcement: its document holds no more. */
const MAX_NOTICES = 100;

/**
 * How long what was read may be kept, in milliseconds. A batch proves the documents that it writes, and with an
 * event whoever acts; for what it only read otherwise (the company), and for what is merely shown, this is how late
 * another replica's write may be seen.
 */
const KEPT_MS = 5000;

/** How often a batch meets the batches of other conversations of whoever acts, before the turn begins again. */
const MAX_MEETINGS = 20;

/** Whoever acts as the turn read them; without a document they were nobody yet. */
interface ActorProof {
  readonly id: string;
  readonly stored: Stored<PersonDocument> | undefined;
}

interface UnitOptions {
  /** Lists that are kept: told of what is written. */
  readonly lists?: Pick<KeptLists, 'written' | 'doubt'>;
  /** Read nothing from the cache. */
  readonly fresh?: boolean;
  /** People are told of what others do. */
  readonly announces?: boolean;
  /** Not of each event: somebody tells them of all together. */
  readonly quiet?: boolean;
  readonly remindersMadeUntil?: Day | undefined;
  /**
   * Called before a batch: somebody else will look after what it leaves to be done, should this process die. Gives
   * nothing when that is sure already. Rejects with StoreFailure, and then the batch is not sent.
   */
  readonly keepAwake?: ((tenantId: string) => Promise<void> | undefined) | undefined;
  /** Called after a batch in which a mail of the mailbox was handed to somebody. */
  readonly onHanded?: ((tenantId: string) => void) | undefined;
  /** Called after a batch that left a list to be recorded. */
  readonly onSheet?: ((tenantId: string) => void) | undefined;
  /** Called after a batch that left a file to be made, or offered. */
  readonly onFile?: ((tenantId: string) => void) | undefined;
  /** Called after a batch that left something to be done with many vouchers. */
  readonly onBulk?: ((tenantId: string) => void) | undefined;
}

/** What a unit saves: a document that may remind of something names the day. */
type Saved = Exclude<AnyDocument, Reminding> | (Reminding & Made);

/**
 * Unit of work: one turn's reads and writes in one tenant. Reads come from the cache where they may; writes are
 * gathered and committed as one batch, with optimistic concurrency by the etags of what was read.
 */
export class UnitOfWork {
  readonly tenantId: string;
  /** The last day whose reminders were made, as far as this process knows. */
  readonly remindersMadeUntil: Day | undefined;
  readonly #lists: UnitOptions['lists'];
  readonly #keepAwake: UnitOptions['keepAwake'];
  readonly #onHanded: UnitOptions['onHanded'];
  readonly #onSheet: UnitOptions['onSheet'];
  readonly #onFile: UnitOptions['onFile'];
  readonly #onBulk: UnitOptions['onBulk'];
  readonly #store: Store;
  readonly #cache: DocumentCache;
  readonly #clock: Clock;
  readonly #read = new Map<string, Stored | undefined>();
  /** Also over a refresh: what was not read again is still what the batch has to prove. */
  readonly #etags = new Map<string, Etag>();
  readonly #written = new Map<string, Etag>();
  /** Ids of what was read from the cache, also over a refresh. */
  readonly #kept = new Set<string>();
  readonly #events: EventDocument[] = [];
  readonly #writes = new Map<string, Write>();
  readonly #tally = new Map<Tallied, number>();
  readonly #notices: Notice[] = [];
  readonly #changed = new Set<string>();
  readonly #consultantIds = new Set<string>();
  readonly #announces: boolean;
  #actor: ActorProof | undefined;
  #announced: Stored<NoticeDocument> | undefined;
  #isQuiet: boolean;
  #fresh: boolean;
  #usedCache = false;

  constructor(
    store: Store,
    cache: DocumentCache,
    clock: Clock,
    tenantId: string,
    {
      fresh = false,
      announces = false,
      quiet = false,
      remindersMadeUntil,
      lists,
      keepAwake,
      onHanded,
      onSheet,
      onFile,
      onBulk,
    }: UnitOptions = {},
  ) {
    this.#store = store;
    this.#cache = cache;
    this.#clock = clock;
    this.tenantId = tenantId;
    this.#fresh = fresh;
    this.#announces = announces;
    this.#isQuiet = quiet;
    this.remindersMadeUntil = remindersMadeUntil;
    this.#lists = lists;
    this.#keepAwake = keepAwake;
    this.#onHanded = onHanded;
    this.#onSheet = onSheet;
    this.#onFile = onFile;
    this.#onBulk = onBulk;
  }

  /** Whether everything so far was read from the store in this turn: only then may one refuse. */
  get isFresh(): boolean {
    return this.#fresh || !this.#usedCache;
  }

  /** Whether the turn began again, or refused on what was kept: what it asks may have been done before. */
  get isRerun(): boolean {
    return this.#fresh;
  }

  /** Forgets what was read from the cache; from here on the store is asked. */
  refresh(): void {
    this.#fresh = true;
    this.#usedCache = false;
    this.#read.clear();
  }

  /**
   * A document, or undefined; the same one throughout the turn, with what the turn has staged.
   * `proved`: this turn's batch writes it, so that its etag shows whether the kept copy was still true.
   */
  async read<K extends Kind>(
    kind: K,
    id: string,
    proved = kind === 'dialog',
  ): Promise<DocumentOf<K> | undefined> {
    const staged = this.#writes.get(id);
    if (staged !== undefined && 'doc' in staged) return staged.doc as DocumentOf<K>;
    if (!this.#read.has(id)) {
      this.#take(id, await this.#load(kind, id, proved));
    }
    return ofKind(kind, this.#read.get(id))?.doc;
  }

  /**
   * Reads what a turn will ask for, together: one request where each would have one of its own, one after another. A guess,
   * which asks for nothing where only one of them would be read. Throws StoreFailure.
   */
  async foresee(wanted: readonly { readonly kind: Kind; readonly id: string }[]): Promise<void> {
    const asked = wanted.filter(({ id }) => !this.#writes.has(id) && !this.#read.has(id));
    const missing = asked.filter(({ kind, id }) => !this.#isAtHand(id, kind === 'dialog'));
    if (missing.length < 2) return;
    // Drafts come along: an answer may go by no kept copy of them.
    const all = asked.filter((one) => missing.includes(one) || isOfDrafts(one));
    await Promise.all(
      all.map(async ({ kind, id }) => {
        this.#kept.delete(id);
        this.#take(id, await this.#ask(kind, id));
      }),
    );
  }

  #take(id: string, stored: Stored | undefined): void {
    this.#read.set(id, stored);
    if (stored === undefined) this.#etags.delete(id);
    else this.#etags.set(id, stored.etag);
  }

  async #load(kind: Kind, id: string, proved: boolean): Promise<Stored | undefined> {
    if (this.#isAtHand(id, proved)) {
      this.#usedCache = true;
      this.#kept.add(id);
      return this.#cache.get(this.tenantId, id)?.stored;
    }
    this.#kept.delete(id);
    return this.#ask(kind, id);
  }

  /** Whether the turn may go by what is kept of it, or by its being kept that there is none. */
  #isAtHand(id: string, proved: boolean): boolean {
    if (this.#fresh) return false;
    // Negative cache: most conversations have no draft.
    const at = this.#cache.get(this.tenantId, id)?.at ?? this.#cache.absentSince(this.tenantId, id);
    if (at === undefined) return false;
    const age = this.#clock.now() - at;
    // A clock that was set back gives a negative age: then it is read again.
    return proved || (age >= 0 && age < KEPT_MS);
  }

  async #ask(kind: Kind, id: string): Promise<Stored | undefined> {
    const since = this.#cache.mark();
    const stored = await this.#store.read(this.tenantId, kind, id);
    const isCurrent = this.#cache.offer(this.tenantId, id, stored, this.#clock.now(), since);
    if (isCurrent && stored === undefined && kind === 'dialog')
      this.#cache.setAbsent(this.tenantId, id, this.#clock.now());
    return stored;
  }

  /**
   * Whether the turn may go by a document as it read it: it came from the store, the batch proves it, or the store still
   * has it as the kept copy says, for which it is asked now. Throws StoreFailure.
   */
  async stands(kind: Kind, id: string): Promise<boolean> {
    if (!this.#kept.has(id) || this.#writes.has(id)) return true;
    const stored = await this.#ask(kind, id);
    return stored?.etag === this.#etags.get(id);
  }

  /** The vouchers that this turn has staged: no query finds them before the batch. */
  *stagedVouchers(): Generator<VoucherDocument, void, undefined> {
    for (const write of this.#writes.values())
      if ('doc' in write && write.doc.kind === 'voucher') yield write.doc;
  }

  /** What the turn knows to be in the store under this id. */
  etag(id: string): Etag | undefined {
    return this.#etags.get(id);
  }

  /** The etag that a document of the committed batch has now. */
  writtenEtag(id: string): Etag | undefined {
    return this.#written.get(id);
  }

  /**
   * Whoever acts in this turn, read with {@link read}: what they may do follows from their document. A batch with an
   * event proves that it is still the one that was read, here or at another replica; `undefined` proves that there is
   * none.
   */
  actsFor(personAadObjectId: string, doc: PersonDocument | undefined): void {
    const id = personId(personAadObjectId);
    const etag = this.etag(id);
    this.#actor = { id, stored: doc === undefined || etag === undefined ? undefined : { doc, etag } };
  }

  /** An event: events go first in the batch, so that a repeated command collides on its own id. */
  append(doc: EventDocument): void {
    this.#events.push(doc);
    // Of what is new nobody has a card.
    if (this.#isQuiet && doc.event.type === 'recorded') return;
    if (!this.#isQuiet) this.#notices.push(...noticesOf(doc));
    this.#changed.add(doc.subject);
  }

  /** From here on no event is told by itself: of all that it is part of people are told once. */
  quieten(): void {
    this.#isQuiet = true;
  }

  /** What people have to be told beside what the events themselves make known. */
  announce(notice: Notice): void {
    this.#notices.push(notice);
  }

  /** A consultant of the company who had to do with what happens, and may not have any more after it. */
  concerns(consultantId: string): void {
    this.#consultantIds.add(consultantId);
  }

  /** What people have to be told of the turn's events, and whose cards are not true any more; nobody is addressed yet. */
  #announcement(): NoticeDocument | undefined {
    const [first] = this.#events;
    const key = first?.id ?? this.#notices[0]?.subject;
    if (key === undefined || !this.#announces) return undefined;
    if (this.#notices.length === 0 && this.#changed.size === 0) return undefined;
    const now = this.#clock.now();
    return newDocument('notice', this.tenantId, noticeId(key), {
      notices: this.#notices.slice(0, MAX_NOTICES),
      changed: [...this.#changed].slice(0, MAX_NOTICES),
      by: first?.by ?? this.#notices[0]?.by,
      consultantIds: [...this.#consultantIds],
      due: now,
      madeAt: now,
      attempts: 0,
    });
  }

  /** What was announced by the committed batch. */
  get announced(): Stored<NoticeDocument> | undefined {
    return this.#announced;
  }

  /** Creates the document, or replaces the one that was read in this turn. */
  save(doc: Saved): void {
    const etag = this.etag(doc.id);
    this.#writes.set(doc.id, etag === undefined ? { op: 'create', doc } : { op: 'replace', doc, etag });
  }

  /** Any other write of the batch: outbox rows, the processed activity. */
  add(write: Exclude<Write, { op: 'add' }>): void {
    this.#writes.set('doc' in write ? write.doc.id : write.id, write);
  }

  /** Counts a voucher that moves from one state to another. */
  count(from: Tallied | undefined, to: Tallied): void {
    if (from === to) return;
    if (from !== undefined) this.#tally.set(from, (this.#tally.get(from) ?? 0) - 1);
    this.#tally.set(to, (this.#tally.get(to) ?? 0) + 1);
  }

  /** Whether what is known of a person changes with it. */
  get changesPeople(): boolean {
    return [...this.#writes.values()].some((write) => 'doc' in write && write.doc.kind === 'person');
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#writes.size === 0;
  }

  /**
   * Commits everything in one batch. `repeated` = an event or the activity was written before;
   * `conflict` = somebody else wrote a document since it was read: begin the turn again, fresh.
   * Throws StoreFailure.
   */
  async commit(): Promise<'committed' | 'repeated' | 'conflict'> {
    if (this.isEmpty) return 'committed';
    const kept = this.#keepAwake?.(this.tenantId);
    if (kept !== undefined) await kept;
    const announcement = this.#announcement();
    for (let meetings = 0; ; meetings += 1) {
      const proof = this.#actorProof();
      if (proof === 'refuted') return 'conflict';
      const writes = this.#batch(announcement, proof);
      let result: CommitResult;
      try {
        result = await this.#store.commit(this.tenantId, writes);
      } catch (error) {
        this.#forgetAll(writes);
        throw error;
      }
      if (result.outcome === 'committed') {
        this.#keep(writes, result.etags, announcement);
        return 'committed';
      }
      const failed = writes[result.at];
      const isProof = failed !== undefined && failed === proof;
      if (isProof && meetings < MAX_MEETINGS && (await this.#mayStill())) continue;
      this.#forgetAll(writes);
      if (failed === undefined) return 'conflict';
      if (failed.op === 'add' && result.status === 404) {
        await this.#createTally();
        return 'conflict';
      }
      const isRecord =
        failed.op === 'create' && (failed.doc.kind === 'event' || failed.doc.kind === 'processed');
      return isRecord && result.status === 409 ? 'repeated' : 'conflict';
    }
  }

  #batch(announcement: NoticeDocument | undefined, proof: Write | undefined): readonly Write[] {
    const writes: Write[] = [
      ...this.#events.map((doc) => ({ op: 'create', doc }) as const),
      ...this.#writes.values(),
    ];
    if (announcement !== undefined) writes.push({ op: 'put', doc: announcement });
    const amounts = Object.fromEntries([...this.#tally].filter(([, amount]) => amount !== 0));
    if (Object.keys(amounts).length > 0) writes.push({ op: 'add', id: TALLY_ID, amounts });
    if (proof !== undefined) writes.push(proof);
    return writes;
  }

  /**
   * What the batch writes to prove whoever acts: their document, unchanged, because a service proves nothing by
   * reading. Nothing where it writes that document anyway. `refuted` = it would write it by a later etag than the one
   * that the turn was permitted by.
   */
  #actorProof(): Write | undefined | 'refuted' {
    if (this.#actor === undefined || this.#events.length === 0) return undefined;
    const { id, stored } = this.#actor;
    const own = this.#writes.get(id);
    if (own !== undefined) {
      const etag = 'etag' in own ? own.etag : undefined;
      return etag === stored?.etag ? undefined : 'refuted';
    }
    return stored === undefined ? undefined : { op: 'replace', ...stored };
  }

  /**
   * Whether a batch that failed on its proof may go again: whoever acts has done something else meanwhile, in another
   * conversation or at another replica, and may do what they could. Throws StoreFailure.
   */
  async #mayStill(): Promise<boolean> {
    if (this.#actor?.stored === undefined) return false;
    const { id, stored } = this.#actor;
    const now = await this.#store.read(this.tenantId, 'person', id);
    if (now === undefined || powersOf(now.doc) !== powersOf(stored.doc)) return false;
    this.#actor = { id, stored: now };
    return true;
  }

  #keep(
    writes: readonly Write[],
    etags: readonly (Etag | undefined)[],
    announcement: NoticeDocument | undefined,
  ): void {
    const now = this.#clock.now();
    for (const [index, write] of writes.entries()) {
      if (write.op === 'add' || write.op === 'delete') {
        const isDraft = this.#read.get(write.id)?.doc.kind === 'dialog';
        if (write.op === 'delete' && isDraft) this.#cache.setAbsent(this.tenantId, write.id, now);
        else this.#forget(write);
      } else {
        const etag = etags[index];
        if (etag === undefined) continue;
        if (write.doc.kind === 'quarantine' && write.doc.status === 'handed') this.#onHanded?.(this.tenantId);
        if (write.doc.kind === 'sheet' && write.doc.status === 'running') this.#onSheet?.(this.tenantId);
        if (write.doc.kind === 'file' && write.doc.open) this.#onFile?.(this.tenantId);
        if (write.doc.kind === 'bulk' && write.doc.status === 'running') this.#onBulk?.(this.tenantId);
        if (write.doc === announcement) this.#announced = { doc: announcement, etag };
        this.#written.set(write.doc.id, etag);
        if (write.doc.kind === 'voucher') this.#lists?.written(this.tenantId, write.doc);
        if (isKept(write.doc)) this.#cache.set(this.tenantId, write.doc.id, { doc: write.doc, etag }, now);
      }
    }
  }

  /** Of a batch that failed it is not known what the store has, and by whom. */
  #forgetAll(writes: readonly Write[]): void {
    for (const write of writes) this.#forget(write);
    if (writes.some((write) => 'doc' in write && write.doc.kind === 'voucher'))
      this.#lists?.doubt(this.tenantId);
  }

  #forget(write: Write): void {
    this.#cache.set(this.tenantId, 'doc' in write ? write.doc.id : write.id, undefined, 0);
  }

  /** The first voucher of a tenant finds no tally; that somebody else made it meanwhile is as good. */
  async #createTally(): Promise<void> {
    const none = Object.fromEntries(TALLIED.map((key) => [key, 0])) as Record<Tallied, number>;
    const doc = newDocument('tally', this.tenantId, TALLY_ID, none);
    await this.#store.commit(this.tenantId, [{ op: 'create', doc }]);
  }
}

function isOfDrafts({ kind }: { readonly kind: Kind }): boolean {
  return kind === 'dialog';
}

/** Everything of a person that a decision goes by. */
function powersOf({ permission, roles, grants, consultantId, former }: PersonDocument): string {
  return JSON.stringify([permission, roles, grants, consultantId, former]);
}

/** Events, rows and bookkeeping are not read again by id on the hot path. */
function isKept({ kind }: AnyDocument): boolean {
  return (
    kind !== 'event' && kind !== 'notice' && kind !== 'outbox' && kind !== 'processed' && kind !== 'tally'
  );
}
