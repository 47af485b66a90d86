import {
  noticeId,
  TALLIED,
  TALLY_ID,
  type AnyDocument,
  type EventDocument,
  type NoticeDocument,
  type Tallied,
} from '../store/documents.ts';
import { noticesOf } from '../notices/announcements.ts';
import type { Notice } from '../notices/notice.ts';
import type { Clock, CommitResult, Document, Etag, Store, Stored, Write } from '../store/ports.ts';

/** What one row can hold. */
const MAX_NOTICES = 100;

interface Kept {
  readonly stored: Stored;
  readonly at: number;
}

/** What a process has read, with the etag that a batch will prove; least recently used goes first. */
export class DocumentCache {
  readonly #kept = new Map<string, Kept>();
  readonly #absent = new Map<string, number>();
  /** When each document was last written or doubted, by the order of things in this process. */
  readonly #changed = new Map<string, number>();
  #order = 0;
  readonly #limit: number;

  constructor(limit = 5000) {
    this.#limit = limit;
  }

  get(tenantId: string, id: string): Kept | undefined {
    const key = `${tenantId}\n${id}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
    }
    return kept;
  }

  /** A moment to begin a read at. */
  mark(): number {
    this.#order += 1;
    return this.#order;
  }

  /**
   * Keeps what a read gave, unless the document was written or doubted since the read began: then it gives
   * false, and nothing is to be concluded from the read.
   */
  offer(tenantId: string, id: string, stored: Stored | undefined, at: number, since: number): boolean {
    if ((this.#changed.get(`${tenantId}\n${id}`) ?? 0) > since) return false;
    this.#put(tenantId, id, stored, at);
    return true;
  }

  /** Keeps what was written; undefined forgets. */
  set(tenantId: string, id: string, stored: Stored | undefined, at: number): void {
    const key = `${tenantId}\n${id}`;
    this.#changed.delete(key);
    this.#changed.set(key, this.mark());
    if (this.#changed.size > this.#limit) {
      const [oldest] = this.#changed.keys();
      if (oldest !== undefined) this.#changed.delete(oldest);
    }
    this.#put(tenantId, id, stored, at);
  }

  #put(tenantId: string, id: string, stored: Stored | undefined, at: number): void {
    const key = `${tenantId}\n${id}`;
    this.#kept.delete(key);
    this.#absent.delete(key);
    if (stored === undefined) return;
    this.#kept.set(key, { stored, at });
    if (this.#kept.size > this.#limit) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
  }

  /** Keeps that there is no such document: a batch that creates it proves that. */
  setAbsent(tenantId: string, id: string, at: number): void {
    const key = `${tenantId}\n${id}`;
    this.#kept.delete(key);
    this.#absent.delete(key);
    this.#absent.set(key, at);
    if (this.#absent.size > this.#limit) {
      const [oldest] = this.#absent.keys();
      if (oldest !== undefined) this.#absent.delete(oldest);
    }
  }

  /** Since when it is known that there is no such document; undefined when that is not known. */
  absentSince(tenantId: string, id: string): number | undefined {
    return this.#absent.get(`${tenantId}\n${id}`);
  }
}

/**
 * How long what was read may be kept, in milliseconds. A batch proves the documents that it writes; for those
 * that it only read (company, person), and for what is merely shown, this is how late another replica's
 * write may be seen.
 */
const KEPT_MS = 5000;

type DocumentOf<K extends AnyDocument['kind']> = Extract<AnyDocument, { kind: K }>;

/**
 * One turn's reads and writes in one tenant: reads come from the cache where they may,
 * writes are gathered and committed as one batch.
 */
export class Unit {
  readonly tenantId: string;
  readonly #store: Store;
  readonly #cache: DocumentCache;
  readonly #clock: Clock;
  readonly #read = new Map<string, Stored | undefined>();
  /** Also over a refresh: what was not read again is still what the batch has to prove. */
  readonly #etags = new Map<string, Etag>();
  readonly #written = new Map<string, Etag>();
  readonly #events: EventDocument[] = [];
  readonly #writes = new Map<string, Write>();
  readonly #tally = new Map<Tallied, number>();
  readonly #notices: Notice[] = [];
  readonly #changed = new Set<string>();
  readonly #consultantIds = new Set<string>();
  readonly #announces: boolean;
  #announced: Stored<NoticeDocument> | undefined;
  #fresh: boolean;
  #usedCache = false;

  constructor(
    store: Store,
    cache: DocumentCache,
    clock: Clock,
    tenantId: string,
    { fresh = false, announces = false }: { readonly fresh?: boolean; readonly announces?: boolean } = {},
  ) {
    this.#store = store;
    this.#cache = cache;
    this.#clock = clock;
    this.tenantId = tenantId;
    this.#fresh = fresh;
    this.#announces = announces;
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
  async read<K extends AnyDocument['kind']>(
    kind: K,
    id: string,
    proved = kind === 'dialog',
  ): Promise<DocumentOf<K> | undefined> {
    const staged = this.#writes.get(id);
    if (staged !== undefined && 'doc' in staged) return staged.doc as DocumentOf<K>;
    if (!this.#read.has(id)) {
      const stored = await this.#load(kind, id, proved);
      this.#read.set(id, stored);
      if (stored === undefined) this.#etags.delete(id);
      else this.#etags.set(id, stored.etag);
    }
    const doc = this.#read.get(id)?.doc;
    if (doc !== undefined && doc.kind !== kind) throw new Error(`${id} is a ${doc.kind}, not a ${kind}`);
    return doc as DocumentOf<K> | undefined;
  }

  async #load(kind: AnyDocument['kind'], id: string, proved: boolean): Promise<Stored | undefined> {
    if (!this.#fresh) {
      const kept = this.#cache.get(this.tenantId, id);
      // Most conversations have no draft: that too is kept.
      const at = kept?.at ?? this.#cache.absentSince(this.tenantId, id);
      const age = at === undefined ? KEPT_MS : this.#clock.now() - at;
      // A clock that was set back makes nothing younger.
      if (at !== undefined && (proved || (age >= 0 && age < KEPT_MS))) {
        this.#usedCache = true;
        return kept?.stored;
      }
    }
    const since = this.#cache.mark();
    const stored = await this.#store.read(this.tenantId, id);
    const isCurrent = this.#cache.offer(this.tenantId, id, stored, this.#clock.now(), since);
    if (isCurrent && stored === undefined && kind === 'dialog')
      this.#cache.setAbsent(this.tenantId, id, this.#clock.now());
    return stored;
  }

  /** What the turn knows to be in the store under this id. */
  etag(id: string): Etag | undefined {
    return this.#etags.get(id);
  }

  /** The etag that a document of the committed batch has now. */
  writtenEtag(id: string): Etag | undefined {
    return this.#written.get(id);
  }

  /** An event: events go first in the batch, so that a repeated command collides on its own id. */
  append(doc: EventDocument): void {
    this.#events.push(doc);
    this.#notices.push(...noticesOf(doc));
    this.#changed.add(doc.subject);
  }

  /** A consultant of the company who had to do with what happens, and may not have any more after it. */
  concerns(consultantId: string): void {
    this.#consultantIds.add(consultantId);
  }

  /** What people have to be told of the turn's events, and whose cards are not true any more; nobody is addressed yet. */
  #announcement(): NoticeDocument | undefined {
    const [first] = this.#events;
    if (first === undefined || !this.#announces) return undefined;
    const now = this.#clock.now();
    return {
      id: noticeId(first.id),
      tenantId: this.tenantId,
      kind: 'notice',
      schema: 1,
      notices: this.#notices.slice(0, MAX_NOTICES),
      changed: [...this.#changed].slice(0, MAX_NOTICES),
      by: first.by,
      consultantIds: [...this.#consultantIds],
      due: now,
      madeAt: now,
      attempts: 0,
    };
  }

  /** What was announced by the committed batch. */
  get announced(): Stored<NoticeDocument> | undefined {
    return this.#announced;
  }

  /** Creates the document, or replaces the one that was read in this turn. */
  save(doc: AnyDocument): void {
    const etag = this.etag(doc.id);
    const typed = doc as Document;
    this.#writes.set(
      doc.id,
      etag === undefined ? { op: 'create', doc: typed } : { op: 'replace', doc: typed, etag },
    );
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

  /** Whether a command decided something in this turn. */
  get hasEvents(): boolean {
    return this.#events.length > 0;
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
    const writes: Write[] = [
      ...this.#events.map((doc) => ({ op: 'create', doc }) as const),
      ...this.#writes.values(),
    ];
    const announcement = this.#announcement();
    if (announcement !== undefined) writes.push({ op: 'put', doc: announcement });
    const amounts = Object.fromEntries([...this.#tally].filter(([, amount]) => amount !== 0));
    if (Object.keys(amounts).length > 0) writes.push({ op: 'add', id: TALLY_ID, amounts });
    let result: CommitResult;
    try {
      result = await this.#store.commit(this.tenantId, writes);
    } catch (error) {
      for (const write of writes) this.#forget(write);
      throw error;
    }
    const now = this.#clock.now();
    if (result.outcome === 'committed') {
      const at = writes.findIndex((write) => 'doc' in write && write.doc === announcement);
      const announcedEtag = result.etags[at];
      if (announcement !== undefined && announcedEtag !== undefined)
        this.#announced = { doc: announcement, etag: announcedEtag };
      for (const [index, write] of writes.entries()) {
        if (write.op === 'add' || write.op === 'delete') {
          const isDraft = this.#read.get(write.id)?.doc.kind === 'dialog';
          if (write.op === 'delete' && isDraft) this.#cache.setAbsent(this.tenantId, write.id, now);
          else this.#forget(write);
        } else {
          const etag = result.etags[index];
          if (etag === undefined) continue;
          this.#written.set(write.doc.id, etag);
          if (isKept(write.doc)) this.#cache.set(this.tenantId, write.doc.id, { doc: write.doc, etag }, now);
        }
      }
      return 'committed';
    }
    const failed = writes[result.at];
    for (const write of writes) this.#forget(write);
    if (failed === undefined) return 'conflict';
    if (failed.op === 'add' && result.status === 404) {
      await this.#createTally();
      return 'conflict';
    }
    const isRecord =
      failed.op === 'create' && (failed.doc.kind === 'event' || failed.doc.kind === 'processed');
    return isRecord && result.status === 409 ? 'repeated' : 'conflict';
  }

  #forget(write: Write): void {
    this.#cache.set(this.tenantId, 'doc' in write ? write.doc.id : write.id, undefined, 0);
  }

  /** The first voucher of a tenant finds no tally; that somebody else made it meanwhile is as good. */
  async #createTally(): Promise<void> {
    const doc = {
      id: TALLY_ID,
      tenantId: this.tenantId,
      kind: 'tally',
      schema: 1,
      ...Object.fromEntries(TALLIED.map((key) => [key, 0])),
    } as const;
    await this.#store.commit(this.tenantId, [{ op: 'create', doc }]);
  }
}

/** Events, rows and bookkeeping are not read again by id on the hot path. */
function isKept({ kind }: Document): boolean {
  return (
    kind !== 'event' && kind !== 'notice' && kind !== 'outbox' && kind !== 'processed' && kind !== 'tally'
  );
}
