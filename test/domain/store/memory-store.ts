import { INDEXED } from '../../../bot/store/container.ts';
import { indexFor } from '../../../bot/store/query-index.ts';
import {
  MAX_BATCH,
  StoreFailure,
  type Clock,
  type CommitResult,
  type Counted,
  type Etag,
  type Page,
  type Query,
  type Store,
  type Stored,
  type Write,
  ofKind,
} from '../../../domain/store/ports.ts';
import {
  type AnyDocument,
  parseDocument,
  type Kind,
  type DocumentOf,
} from '../../../domain/store/documents.ts';
import { present } from '../../../domain/present.ts';

type Call = 'read' | 'query' | 'commit' | 'ready';

/** How a call fails: nothing was done, or it cannot be told, and it was not done, or was. */
type Fault = 'unchanged' | 'lostBefore' | 'lostAfter';

interface Row {
  readonly json: string;
  readonly etag: Etag;
  /** Milliseconds; gone from then on. */
  readonly until: number;
}

const PATH = /^[a-zA-Z][a-zA-Z0-9]*$/;

/**
 * A store that behaves as the port says, in memory: documents go through JSON and the parser as they would
 * through a wire. `before` may hold a call up; `failNext` makes one fail.
 */
export class MemoryStore implements Store {
  /** Awaited at the beginning of every call; what the call sees is what is there afterwards. */
  before: ((call: Call) => Promise<void> | void) | undefined;
  /** Calls so far. */
  readonly calls: Record<Call, number> = { read: 0, query: 0, commit: 0, ready: 0 };
  /** Batches that were written. */
  written = 0;
  readonly #tenants = new Map<string, Map<string, Row>>();
  readonly #faults: { readonly call: Call; readonly fault: Fault }[] = [];
  readonly #parse: (raw: unknown) => AnyDocument;
  readonly #clock: Clock;
  #etags = 0;

  constructor({
    parse = parseDocument,
    clock = { now: () => 0 },
  }: { parse?: (raw: unknown) => AnyDocument; clock?: Clock } = {}) {
    this.#parse = parse;
    this.#clock = clock;
  }

  /** The next such call fails; calls queue up. Reads cannot be in doubt: any fault is `unchanged` there. */
  failNext(call: Call, fault: Fault = 'unchanged'): void {
    this.#faults.push({ call, fault });
  }

  /** Everything of one tenant, in the order of ids. */
  all(tenantId: string): readonly AnyDocument[] {
    return [...this.#live(tenantId)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => this.#open(row).doc);
  }

  async read<K extends Kind>(
    tenantId: string,
    kind: K,
    id: string,
  ): Promise<Stored<DocumentOf<K>> | undefined> {
    await this.#enter('read');
    const row = this.#live(tenantId).get(id);
    return ofKind(kind, row === undefined ? undefined : this.#open(row));
  }

  async query<K extends Kind>(tenantId: string, query: Query<K>): Promise<Page<DocumentOf<K>>> {
    await this.#enter('query');
    const { kind, where = {}, oneOf, prefix, anyPrefix, order, limit } = query;
    const { not, last } = order ?? {};
    const served = (anyPrefix ?? [prefix]).map((one) =>
      indexFor(INDEXED, {
        equal: ['kind', ...Object.keys(where)],
        prefix: one?.path,
        lookedAt: [oneOf, not, last].flatMap((looked) => (looked === undefined ? [] : [looked.path])),
        order: order?.path,
      }),
    );
    if (limit < 1 || limit > 100 || served.length === 0 || served.some((index) => 'missing' in index))
      throw new StoreFailure('not a query that the container has an index for', 'unchanged');
    const rank = (doc: AnyDocument): Key => [
      order === undefined ? undefined : valueOf(doc, order.path),
      doc.id,
    ];
    const direction = order?.descending === true ? -1 : 1;
    const after = query.continuation === undefined ? undefined : resume(query.continuation);
    const found = [...this.#live(tenantId).values()]
      .map((row) => this.#open(row))
      .filter(({ doc }) => doc.kind === kind)
      .filter(({ doc }) => Object.entries(where).every(([path, value]) => valueOf(doc, path) === value))
      .filter(({ doc }) => oneOf?.values.some((value) => valueOf(doc, oneOf.path) === value) ?? true)
      .filter(({ doc }) => {
        const begins = anyPrefix ?? (prefix === undefined ? undefined : [prefix]);
        return (
          begins?.some(({ path, value }) => {
            const own = valueOf(doc, path);
            return typeof own === 'string' && own.startsWith(value);
          }) ?? true
        );
      })
      .filter(({ doc }) => isWithin(doc, order))
      .sort((a, b) => direction * compare(rank(a.doc), rank(b.doc)))
      .filter(({ doc }) => after === undefined || direction * compare(rank(doc), after) > 0);
    const items = found.slice(0, limit) as unknown as readonly Stored<DocumentOf<K>>[];
    const end = items.at(-1);
    return found.length > limit && end !== undefined
      ? { items, continuation: JSON.stringify(rank(end.doc)) }
      : { items };
  }

  async count(tenantId: string, counted: Counted): Promise<number> {
    let count = 0;
    let continuation: string | undefined;
    do {
      const page: Page = await this.query(tenantId, { ...counted, limit: 100, ...present({ continuation }) });
      count += page.items.length;
      continuation = page.continuation;
    } while (continuation !== undefined);
    return count;
  }

  async commit(tenantId: string, writes: readonly Write[]): Promise<CommitResult> {
    const fault = await this.#enter('commit');
    if (writes.length === 0 || writes.length > MAX_BATCH) {
      throw new StoreFailure(`a batch of ${writes.length}`, 'unchanged');
    }
    if (writes.some((write) => 'doc' in write && write.doc.tenantId !== tenantId)) {
      throw new StoreFailure('a document of another tenant', 'unchanged');
    }
    if (writes.some((write) => write.op === 'add' && !isAddition(write.amounts))) {
      throw new StoreFailure('not an addition', 'unchanged');
    }
    // From here on nothing is awaited: the batch is atomic.
    const rows = new Map(this.#live(tenantId));
    const etags: (Etag | undefined)[] = [];
    for (const [at, write] of writes.entries()) {
      const id = 'doc' in write ? write.doc.id : write.id;
      const row = rows.get(id);
      const status = conflictOf(write, row);
      if (status !== undefined) return { outcome: 'conflict', at, status };
      if (write.op === 'delete') {
        rows.delete(id);
        etags.push(undefined);
        continue;
      }
      const doc = write.op === 'add' ? added(row, write.amounts) : write.doc;
      this.#etags += 1;
      const etag = `"e${this.#etags}"`;
      const ttl = 'ttl' in doc ? doc.ttl : undefined;
      const until = ttl === undefined || ttl === -1 ? Infinity : this.#clock.now() + ttl * 1000;
      rows.set(id, { json: JSON.stringify(doc), etag, until });
      etags.push(etag);
    }
    this.#tenants.set(tenantId, rows);
    this.written += 1;
    if (fault === 'lostAfter') throw new StoreFailure('no answer', 'unknown');
    return { outcome: 'committed', etags };
  }

  async ready(): Promise<void> {
    await this.#enter('ready');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Counts, waits, and fails if it must; gives the fault that strikes only after the work. */
  async #enter(call: Call): Promise<Fault | undefined> {
    this.calls[call] += 1;
    const index = this.#faults.findIndex((one) => one.call === call);
    const fault = index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
    await this.before?.(call);
    if (fault === undefined || (fault === 'lostAfter' && call === 'commit')) return fault;
    const certainty = fault === 'lostBefore' && call === 'commit' ? 'unknown' : 'unchanged';
    throw new StoreFailure(`${call} failed`, certainty);
  }

  #live(tenantId: string): Map<string, Row> {
    const rows = this.#tenants.get(tenantId) ?? new Map<string, Row>();
    const now = this.#clock.now();
    return new Map([...rows].filter(([, { until }]) => now < until));
  }

  #open({ json, etag }: Row): Stored {
    const raw = JSON.parse(json) as AnyDocument;
    try {
      return { doc: this.#parse(raw), etag };
    } catch (error) {
      throw new StoreFailure(`${JSON.stringify(raw.id)} is none of ours`, 'unchanged', error);
    }
  }
}

type Scalar = string | number | boolean;
type Key = readonly [value: Scalar | undefined, id: string];

function valueOf(doc: AnyDocument, path: string): Scalar | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(doc, path)?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** Whether the order takes it: in its part, and as it is looked at for. */
function isWithin(doc: AnyDocument, order: Query['order']): boolean {
  if (order === undefined) return true;
  const { path, from, to, not, last } = order;
  const value = valueOf(doc, path);
  const text = typeof value === 'string' ? value : '';
  if ((from !== undefined && text < from) || (to !== undefined && (text === '' || text > to))) return false;
  if (not !== undefined && valueOf(doc, not.path) === not.value) return false;
  const until = last === undefined ? undefined : valueOf(doc, last.path);
  if (typeof until !== 'string') return last?.upTo === undefined;
  return (
    (last?.since === undefined || until >= last.since) && (last?.upTo === undefined || until <= last.upTo)
  );
}

/** What is absent comes first, then Booleans, numbers and texts, each by value. */
function compare([a, aId]: Key, [b, bId]: Key): number {
  const types = ['undefined', 'boolean', 'number', 'string'];
  const byType = types.indexOf(typeof a) - types.indexOf(typeof b);
  if (byType !== 0) return byType;
  if (a !== undefined && b !== undefined && a !== b) return a < b ? -1 : 1;
  return aId === bId ? 0 : aId < bId ? -1 : 1;
}

function resume(continuation: string): Key {
  try {
    const [value, id] = JSON.parse(continuation) as [Scalar | null, string];
    return [value ?? undefined, id];
  } catch (error) {
    throw new StoreFailure('not a continuation', 'unchanged', error);
  }
}

/** Cosmos patches at most ten paths at once. */
function isAddition(amounts: Readonly<Record<string, number>>): boolean {
  const entries = Object.entries(amounts);
  const fits = entries.length >= 1 && entries.length <= 10;
  return fits && entries.every(([path, amount]) => PATH.test(path) && Number.isFinite(amount));
}

function conflictOf(write: Write, row: Row | undefined): 404 | 409 | 412 | undefined {
  if (write.op === 'put') return undefined;
  if (write.op === 'create') return row === undefined ? undefined : 409;
  if (row === undefined) return 404;
  if (write.op === 'add' || write.etag === undefined) return undefined;
  return write.etag === row.etag ? undefined : 412;
}

function added(row: Row | undefined, amounts: Readonly<Record<string, number>>): AnyDocument {
  const doc = JSON.parse(row?.json ?? '{}') as AnyDocument & Record<string, unknown>;
  const sums = Object.entries(amounts).map(([key, amount]) => [key, Number(doc[key] ?? 0) + amount]);
  return { ...doc, ...(Object.fromEntries(sums) as Record<string, number>) };
}
