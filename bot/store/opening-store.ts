import type { CommitResult, Counted, Page, Query, Stored, Write } from '../../domain/store/ports.ts';
import type { ClosableStore } from './cosmos-store.ts';
import { StoreNotReady, notReady } from './faults.ts';
import type { Kind, DocumentOf } from '../../domain/store/documents.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';

const FIRST_PAUSE_MS = 1_000;
const BACKOFF: Backoff = { firstMs: FIRST_PAUSE_MS, longestMs: 60_000, jitter: NO_JITTER };

/** Told what keeps the store from serving whenever that changes; undefined = it serves. */
export type OnTrouble = (trouble: StoreNotReady | undefined) => void;

/**
 * A store that is opened in the background, with exponential backoff (1 s to 60 s) until it succeeds.
 * A call waits for the attempt that is under way; between attempts it is rejected at once, nothing written.
 */
export class OpeningStore implements ClosableStore {
  readonly #open: () => Promise<ClosableStore>;
  readonly #onTrouble: OnTrouble;
  readonly #finish: () => void;
  readonly #scrub: () => void;
  #store: ClosableStore | undefined;
  #attempt: Promise<ClosableStore> | undefined;
  #trouble: StoreNotReady | undefined;
  #failures = 0;
  #attemptedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /**
   * Begins at once. `open` rejects when it cannot, and ends within some seconds; `finish` comes after closing; `scrub`
   * is there where the files are ours.
   */
  constructor(
    open: () => Promise<ClosableStore>,
    onTrouble: OnTrouble,
    finish: () => void = () => undefined,
    scrub: () => void = () => undefined,
  ) {
    this.#open = open;
    this.#onTrouble = onTrouble;
    this.#finish = finish;
    this.#scrub = scrub;
    this.#try();
  }

  async read<K extends Kind>(
    tenantId: string,
    kind: K,
    id: string,
  ): Promise<Stored<DocumentOf<K>> | undefined> {
    return (await this.#opened()).read(tenantId, kind, id);
  }

  async query<K extends Kind>(tenantId: string, query: Query<K>): Promise<Page<DocumentOf<K>>> {
    return (await this.#opened()).query(tenantId, query);
  }

  async count(tenantId: string, counted: Counted): Promise<number> {
    return (await this.#opened()).count(tenantId, counted);
  }

  async commit(tenantId: string, writes: readonly Write[]): Promise<CommitResult> {
    return (await this.#opened()).commit(tenantId, writes);
  }

  /** Rejects with {@link StoreNotReady}. Asking begins an attempt, but never within a second of the last. */
  async ready(): Promise<void> {
    const isDue = performance.now() >= this.#attemptedAt + FIRST_PAUSE_MS;
    if (!this.#store && !this.#attempt && !this.#isClosed && isDue) this.#try();
    // Nobody has to wait for an attempt to learn what the last one said.
    if (this.#attempt && this.#trouble) throw this.#trouble;
    try {
      await (await this.#opened()).ready();
      this.#tell(undefined);
    } catch (error) {
      const trouble = notReady(error);
      this.#tell(trouble);
      throw trouble;
    }
  }

  /** Leaves nothing of what was deleted in files of this machine. Throws when there is no room for that. */
  scrub(): void {
    this.#scrub();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#attempt?.catch(() => undefined);
    await this.#store?.close();
    this.#finish();
  }

  #opened(): Promise<ClosableStore> {
    if (this.#store) return Promise.resolve(this.#store);
    if (this.#attempt) return this.#attempt;
    return Promise.reject(this.#trouble ?? new StoreNotReady('closed', 'the store is closed'));
  }

  #try(): void {
    clearTimeout(this.#timer);
    this.#attemptedAt = performance.now();
    this.#attempt = this.#open()
      .then(
        (store) => {
          this.#store = store;
          this.#tell(undefined);
          return store;
        },
        (error: unknown) => {
          const trouble = notReady(error);
          this.#tell(trouble);
          const pauseMs = backoffMs(BACKOFF, this.#failures);
          this.#failures += 1;
          if (!this.#isClosed) this.#timer = setTimeout(() => this.#try(), pauseMs).unref();
          throw trouble;
        },
      )
      .finally(() => {
        this.#attempt = undefined;
      });
    // Told already; a call that waits for it gets it too.
    this.#attempt.catch(() => undefined);
  }

  #tell(trouble: StoreNotReady | undefined): void {
    const isNew = trouble?.reason !== this.#trouble?.reason;
    this.#trouble = trouble;
    if (isNew) this.#onTrouble(trouble);
  }
}
