import type { NoticeDocument, Recipient } from '../../domain/store/documents.ts';
import {
  MAX_BATCH,
  type Clock,
  type Etag,
  type Store,
  type Stored,
  type Write,
} from '../../domain/store/ports.ts';
import { correlated } from '../telemetry/correlation.ts';
import { withReachability, type Reachability } from './consequences.ts';
import type { KnownRecipient, RecipientCache } from './recipient-cache.ts';
import type { MonotonicClock } from './monotonic-clock.ts';

/** What is to be written of a row that was in hand, by the etag of its claim. */
export interface RowWrite {
  readonly row: NoticeDocument;
  readonly write: Write & { readonly op: 'delete' | 'replace' };
}

interface LedgerOptions {
  readonly tenantId: string;
  readonly store: Store;
  readonly recipients: RecipientCache;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  /** So many waiting are written at once. */
  readonly share: number;
  /** An entry was written, or is another replica's to write: then there is no etag. */
  readonly onWritten: (entry: RowWrite, etag: Etag | undefined) => void;
  /** The store took nothing; gives the milliseconds to wait, undefined = there is no later. */
  readonly onFailure: (error: unknown) => number | undefined;
  /** Keeps an eye on what goes on by itself. */
  readonly track: (work: Promise<void>) => void;
}

/** What ends at about the same time is written together, in batches of at most so many rows. */
const GATHER_MS = 10;
const ROWS = 50;

interface Waiting extends RowWrite {
  readonly written: (etag: Etag | undefined) => void;
}

/**
 * Write-behind of what became of one tenant's messages, many rows in a batch. What the store does not take is kept and
 * written later: it must not be sent again.
 */
export class Ledger {
  readonly #of: LedgerOptions;
  readonly #waiting: Waiting[] = [];
  readonly #found = new Map<string, Reachability>();
  #writing = false;
  #timer: (() => void) | undefined;

  constructor(of: LedgerOptions) {
    this.#of = of;
  }

  /** What an attempt showed about a person or a channel; written before the entry that follows. */
  mark(to: string, reachability: Reachability): void {
    this.#found.set(to, reachability);
  }

  /**
   * Resolves when it is written, with the row's etag where it has one: while the store takes nothing, what is under
   * way stays under way.
   */
  write(entry: RowWrite): Promise<Etag | undefined> {
    return new Promise((written) => {
      this.#waiting.push({ ...entry, written });
      if (this.#waiting.length >= this.#of.share) this.flush();
      else this.#flushIn(GATHER_MS);
    });
  }

  /** Writes now, whatever a store that failed asked for. */
  flush(): void {
    this.#timer?.();
    this.#timer = undefined;
    if (!this.#writing && this.#waiting.length > 0) this.#of.track(correlated(() => this.#writeAll()));
  }

  #flushIn(ms: number): void {
    this.#timer ??= this.#of.monotonic.after(ms, () => {
      this.#timer = undefined;
      this.flush();
    });
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    let wait = GATHER_MS;
    try {
      while (this.#waiting.length > 0) {
        const some = this.#waiting.splice(0, ROWS);
        try {
          // A mark that is lost with the process would not be made again: it comes before its row goes.
          await this.#writeMarks();
          await this.#commit(some);
        } catch (error) {
          this.#waiting.unshift(...some);
          throw error;
        }
      }
    } catch (error) {
      const pause = this.#of.onFailure(error);
      wait = Math.max(wait, pause ?? 0);
      // What was sent and is not written comes once more from another process.
      if (pause === undefined) for (const { written } of this.#waiting.splice(0)) written(undefined);
    } finally {
      this.#writing = false;
    }
    if (this.#waiting.length > 0) this.#flushIn(wait);
  }

  async #commit(some: readonly Waiting[]): Promise<void> {
    const { store, tenantId, onWritten } = this.#of;
    let left = some;
    while (left.length > 0) {
      const result = await store.commit(
        tenantId,
        left.map(({ write }) => write),
      );
      if (result.outcome === 'committed') {
        for (const [at, entry] of left.entries()) {
          onWritten(entry, result.etags[at]);
          entry.written(result.etags[at]);
        }
        return;
      }
      // A row that is gone or another replica's: the others go together again.
      for (const entry of left.slice(result.at, result.at + 1)) {
        onWritten(entry, undefined);
        entry.written(undefined);
      }
      left = left.toSpliced(result.at, 1);
    }
  }

  /** Marks who cannot be reached, and unmarks who can. */
  async #writeMarks(): Promise<void> {
    while (this.#found.size > 0) {
      const found = new Map([...this.#found].slice(0, MAX_BATCH));
      const known = await this.#of.recipients.of(this.#of.tenantId, new Set(found.keys()));
      // Somebody wrote one of them: read them all again, and judge again.
      if (!(await this.#markThese(found, known))) {
        while (!(await this.#markThese(found, await this.#asTheyAreNow(found.keys()))));
      }
      for (const [to, reachability] of found)
        if (this.#found.get(to) === reachability) this.#found.delete(to);
    }
  }

  async #asTheyAreNow(ids: Iterable<string>): Promise<ReadonlyMap<string, KnownRecipient>> {
    const { recipients, tenantId } = this.#of;
    const read = await Promise.all(
      Array.from(ids, async (to) => [to, await recipients.read(tenantId, to)] as const),
    );
    return new Map(read.flatMap(([to, known]) => (known === undefined ? [] : [[to, known] as const])));
  }

  async #markThese(
    found: ReadonlyMap<string, Reachability>,
    known: ReadonlyMap<string, KnownRecipient>,
  ): Promise<boolean> {
    const { store, recipients, tenantId, clock } = this.#of;
    const marks: Mark[] = [];
    for (const [to, reachability] of found) {
      const stored = known.get(to)?.stored;
      const mark = stored === undefined ? undefined : markOf(stored, reachability, clock.now());
      if (mark !== undefined) marks.push(mark);
    }
    if (marks.length === 0) return true;
    const result = await store.commit(tenantId, marks);
    if (result.outcome === 'conflict') return false;
    for (const [index, mark] of marks.entries()) {
      if (mark.op === 'replace')
        recipients.keep(tenantId, { doc: mark.doc, etag: result.etags[index] ?? '' });
    }
    return true;
  }
}

type Mark =
  | { readonly op: 'replace'; readonly doc: Recipient; readonly etag: Etag }
  | { readonly op: 'delete'; readonly id: string; readonly etag: Etag };

/** What is written of a recipient: a person is marked, a channel that is gone goes. */
function markOf({ doc, etag }: Stored<Recipient>, reachability: Reachability, at: number): Mark | undefined {
  if (doc.kind === 'channel') {
    const isGone = reachability.unreachable?.forget === true && doc.reference === reachability.tried;
    return isGone ? { op: 'delete', id: doc.id, etag } : undefined;
  }
  const marked = withReachability(doc, reachability, at);
  return marked === doc ? undefined : { op: 'replace', doc: marked, etag };
}
