import type { AnyDocument, DocumentOf, Kind } from './documents.ts';

/**
 * What the domain asks of the outside: a store of documents and a clock.
 * The real ones live in `bot/`; nothing here knows Cosmos or a socket.
 */

export type Etag = string;

/** A document as it was read, with the etag that proves it later. */
export interface Stored<D extends AnyDocument = AnyDocument> {
  readonly doc: D;
  readonly etag: Etag;
}

/**
 * One operation of a batch. `replace` and `delete` prove what was read by its etag;
 * `put` overwrites whatever is there (only for rows where the last writer is right);
 * `add` increments numbers of a document that exists, without reading it.
 */
export type Write =
  | { readonly op: 'create'; readonly doc: AnyDocument }
  | { readonly op: 'replace'; readonly doc: AnyDocument; readonly etag: Etag }
  | { readonly op: 'put'; readonly doc: AnyDocument }
  | { readonly op: 'delete'; readonly id: string; readonly etag?: Etag }
  | { readonly op: 'add'; readonly id: string; readonly amounts: Readonly<Record<string, number>> };

/** Cosmos' own limit of one transactional batch. */
export const MAX_BATCH = 100;

/**
 * `etags[i]` belongs to `writes[i]` (undefined after a delete).
 * A conflict changed nothing: `at` is the index of the write that failed,
 * 409 = it exists already, 404 = it does not exist, 412 = somebody wrote it since.
 */
export type CommitResult =
  | { readonly outcome: 'committed'; readonly etags: readonly (Etag | undefined)[] }
  | { readonly outcome: 'conflict'; readonly at: number; readonly status: 404 | 409 | 412 };

/** What a query may ask for: the top-level properties that the store keeps an index of. */
export type FilterPath =
  | 'status'
  | 'open'
  | 'customerId'
  | 'engagement'
  | 'offering'
  | 'consultantId'
  | 'country'
  | 'recordedBy'
  | 'subject'
  | 'permission'
  | 'asked';
/** The keys of a number are said in `voucher/number.ts`. */
export type PrefixPath = 'searchName' | 'suffix' | 'plain' | 'reversed' | 'from2' | 'from3' | 'from4';
export type OrderPath = 'due' | 'rank' | 'changedAt' | 'seq' | 'remindOn';
/** What the items of an order are looked at for, beside its index. */
export type LastDayPath = 'until';

/** What a property begins with. */
interface Prefix {
  readonly path: PrefixPath;
  readonly value: string;
}

/**
 * A partition-scoped query: equality on properties, and at most a prefix, one of several prefixes, or an order, which
 * goes with the equalities that the store has listed for it. `limit` is the page size, 1 to 100.
 *
 * An order may be of a part: `from` and `to`, both included, cost nothing. What it is then looked at for, `not` and
 * `last`, costs the items that are passed over.
 */
export interface Query<K extends Kind = Kind> {
  readonly kind: K;
  readonly where?: Readonly<Partial<Record<FilterPath, string | number | boolean>>>;
  /** What is equal to one of these; it costs the documents that are passed over, and goes without an order. */
  readonly oneOf?: { readonly path: FilterPath; readonly values: readonly string[] };
  readonly prefix?: Prefix;
  /** At least one of them; a document that has several is found once. */
  readonly anyPrefix?: readonly Prefix[];
  readonly order?: {
    readonly path: OrderPath;
    readonly descending?: boolean;
    readonly from?: string;
    readonly to?: string;
    readonly not?: { readonly path: 'status'; readonly value: string };
    /** `since` lets a document through that does not have the property yet; `upTo` does not. */
    readonly last?: { readonly path: LastDayPath; readonly since?: string; readonly upTo?: string };
  };
  readonly limit: number;
  readonly continuation?: string;
}

/**
 * What is counted: the documents of a part of an order. A service goes through its index and reads none of them, but for
 * what `not` and `last` look at.
 */
export type Counted = Pick<Query, 'kind' | 'where'> & {
  readonly order: Omit<NonNullable<Query['order']>, 'descending'> &
    ({ readonly from: string } | { readonly to: string });
};

export interface Page<D extends AnyDocument = AnyDocument> {
  readonly items: readonly Stored<D>[];
  /** Opaque; absent on the last page. */
  readonly continuation?: string;
}

/**
 * Throws {@link StoreFailure}; never returns half an answer. Every call is bounded in time.
 * Ids may hold any characters: the store encodes what Cosmos refuses.
 */
export interface Store {
  /** Rejects too when a document of another kind is under the id: see {@link ofKind}. */
  read<K extends Kind>(tenantId: string, kind: K, id: string): Promise<Stored<DocumentOf<K>> | undefined>;
  query<K extends Kind>(tenantId: string, query: Query<K>): Promise<Page<DocumentOf<K>>>;
  count(tenantId: string, counted: Counted): Promise<number>;
  /** All of `writes` or none; 1 to {@link MAX_BATCH}, all of one tenant. */
  commit(tenantId: string, writes: readonly Write[]): Promise<CommitResult>;
  /** Rejects with {@link StoreFailure} when the store cannot serve. */
  ready(): Promise<void>;
}

/**
 * The store gave no usable answer. `certainty` says what is known of a write:
 * `unchanged` = nothing was written, `unknown` = it may have been.
 * Reads are always `unchanged`.
 */
export class StoreFailure extends Error {
  readonly certainty: 'unchanged' | 'unknown';
  constructor(message: string, certainty: 'unchanged' | 'unknown', cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreFailure';
    this.certainty = certainty;
  }
}

/** What was read, as the kind that it was asked for. Throws {@link StoreFailure} when it is of another one. */
export function ofKind<K extends Kind>(
  kind: K,
  stored: Stored | undefined,
): Stored<DocumentOf<K>> | undefined {
  if (stored !== undefined && stored.doc.kind !== kind)
    throw new StoreFailure(`${stored.doc.id} is a ${stored.doc.kind}, not a ${kind}`, 'unchanged');
  return stored as Stored<DocumentOf<K>> | undefined;
}

/** Milliseconds since the epoch, UTC. In local mode the page may set it. */
export interface Clock {
  now(): number;
}
