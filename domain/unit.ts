import { TALLIED, TALLY_ID, type AnyDocument, type Tallied } from './documents.ts';
import type { Clock, CommitResult, Document, Etag, Store, Stored, Write } from './ports.ts';

interface Kept {
  readonly stored: Stored;
  readonly at: number;
}

/** What a process has read, with the etag that a batch will prove; least recently used goes first. */
export class DocumentCache {
  readonly #kept = new Map<string, Kept>();
  readonly #absent = new Set<string>();
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

  set(tenantId: string, id: string, stored: Stored | undefined, at: number): void {
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
  setAbsent(tenantId: string, id: string): void {
    const key = `${tenantId}\n${id}`;
    this.#kept.delete(key);
    this.#absent.delete(key);
    this.#absent.add(key);
    if (this.#absent.size > this.#limit) {
      const [oldest] = this.#absent;
      if (oldest !== undefined) this.#absent.delete(oldest);
    }
  }

  isAbsent(tenantId: string, id: string): boolean {
    return this.#absent.has(`${tenantId}\n${id}`);
  }
}

/**
 * Documents that a turn's batch does not write (company, person) cannot be proved by it:
 * they are read again when what is kept is older than this, in milliseconds.
 */
const UNPROVED_AGE = 5000;

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
  readonly #events: Document[] = [];
  readonly #writes = new Map<string, Write>();
  readonly #tally = new Map<Tallied, number>();
  #fresh: boolean;
  #usedCache = false;

  constructor(store: Store, cache: DocumentCache, clock: Clock, tenantId: string, fresh = false) {
    this.#store = store;
    this.#cache = cache;
    this.#clock = clock;
    this.tenantId = tenantId;
    this.#fresh = fresh;
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

  /** A document, or undefined; the same one throughout the turn, with what the turn has staged. */
  async read<K extends AnyDocument['kind']>(kind: K, id: string): Promise<DocumentOf<K> | undefined> {
    const staged = this.#writes.get(id);
    if (staged !== undefined && 'doc' in staged) return staged.doc as DocumentOf<K>;
    if (!this.#read.has(id)) this.#read.set(id, await this.#load(kind, id));
    const doc = this.#read.get(id)?.doc;
    if (doc !== undefined && doc.kind !== kind) throw new Error(`${id} is a ${doc.kind}, not a ${kind}`);
    return doc as DocumentOf<K> | undefined;
  }

  async #load(kind: AnyDocument['kind'], id: string): Promise<Stored | undefined> {
    if (!this.#fresh) {
      const kept = this.#cache.get(this.tenantId, id);
      const unproved = kind === 'company' || kind === 'person';
      if (kept !== undefined && (!unproved || this.#clock.now() - kept.at < UNPROVED_AGE)) {
        this.#usedCache = true;
        return kept.stored;
      }
      // Most conversations have no draft: that is not asked again in every turn.
      if (kind === 'dialog' && this.#cache.isAbsent(this.tenantId, id)) {
        this.#usedCache = true;
        return undefined;
      }
    }
    const stored = await this.#store.read(this.tenantId, id);
    this.#cache.set(this.tenantId, id, stored, this.#clock.now());
    if (stored === undefined && kind === 'dialog') this.#cache.setAbsent(this.tenantId, id);
    return stored;
  }

  /** What the turn knows to be in the store under this id. */
  etag(id: string): Etag | undefined {
    return this.#read.get(id)?.etag;
  }

  /** An event: events go first in the batch, so that a repeated command collides on its own id. */
  append(doc: Document): void {
    this.#events.push(doc);
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

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#writes.size === 0;
  }

  /** Whether the batch holds anything but the turn's own bookkeeping. */
  get hasEvents(): boolean {
    return this.#events.length > 0;
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
      for (const [index, write] of writes.entries()) {
        if (write.op === 'add' || write.op === 'delete') {
          const isDraft = this.#read.get(write.id)?.doc.kind === 'dialog';
          if (write.op === 'delete' && isDraft) this.#cache.setAbsent(this.tenantId, write.id);
          else this.#forget(write);
        } else if (isKept(write.doc)) {
          const etag = result.etags[index];
          if (etag !== undefined) this.#cache.set(this.tenantId, write.doc.id, { doc: write.doc, etag }, now);
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
  return kind !== 'event' && kind !== 'outbox' && kind !== 'processed' && kind !== 'tally';
}
