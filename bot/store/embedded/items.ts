import { randomBytes } from 'node:crypto';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { type IndexPolicy, indexFor, isFilter } from '../query-index.ts';
import { indexKey, type ById, type ParsedQuery } from './query.ts';
import { Refused, badRequest } from './refused.ts';

const MAX_ITEM_BYTES = 2 * 1024 * 1024;
const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const MAX_ID_BYTES = 1023;
const MAX_NESTING = 128;
const MAX_STATEMENTS = 200;
/** Expired items that one batch clears away. */
const PURGED_AT_ONCE = 20;
const SYSTEM_PROPERTIES = ['_rid', '_self', '_etag', '_attachments', '_ts'] as const;

export type JsonObject = Record<string, unknown>;

/** One operation of a batch, already checked against the protocol. */
export type ItemOperation =
  | { readonly type: 'Create' | 'Upsert'; readonly doc: JsonObject }
  | { readonly type: 'Replace'; readonly id: string; readonly ifMatch?: string; readonly doc: JsonObject }
  | { readonly type: 'Delete'; readonly id: string; readonly ifMatch?: string }
  | {
      readonly type: 'Patch';
      readonly id: string;
      readonly ifMatch?: string;
      readonly amounts: readonly { readonly name: string; readonly value: number }[];
    };

interface OperationResult {
  readonly statusCode: number;
  readonly eTag?: string;
  /** Of the item that was written or removed. */
  readonly bytes?: number;
}

interface Row {
  readonly rid: number;
  readonly etag: string;
  readonly body: string;
}

/**
 * The documents of the one container, a row each: the JSON as it is answered, and an index key for
 * every property of the index policy. Within a tenant an id is unique.
 */
export class Items {
  readonly #db: DatabaseSync;
  readonly #link: string;
  readonly #partitionKey: string;
  readonly #policy: IndexPolicy;
  readonly #seconds: () => number;
  readonly #tenants = new Map<string, number>();
  readonly #pages = new Map<string, StatementSync>();
  readonly #updates = new Map<string, StatementSync>();
  readonly #counts = new Map<string, StatementSync>();
  /** Etags of one opening begin alike, so that none ever comes twice. */
  readonly #opening = randomBytes(6).toString('hex');
  #written = 0;
  #nextRid: number;

  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #findTenant: StatementSync;
  readonly #addTenant: StatementSync;
  readonly #find: StatementSync;
  readonly #findWithKeys: StatementSync;
  readonly #insert: StatementSync;
  readonly #remove: StatementSync;
  readonly #purge: StatementSync;

  /** `seconds` is the clock that expiry goes by. */
  constructor(
    db: DatabaseSync,
    container: { link: string; partitionKey: string; policy: IndexPolicy },
    seconds: () => number,
  ) {
    this.#db = db;
    this.#link = container.link;
    this.#partitionKey = container.partitionKey;
    this.#policy = container.policy;
    this.#seconds = seconds;
    const columns = this.#policy.paths.map(column);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#findTenant = db.prepare('SELECT key FROM tenant WHERE name = ?');
    this.#addTenant = db.prepare('INSERT INTO tenant (name) VALUES (?)');
    this.#find = db.prepare(
      'SELECT rid, etag, body FROM item WHERE tenant = ? AND id = ? AND (expires IS NULL OR expires > ?)',
    );
    this.#findWithKeys = db.prepare(`SELECT ${columns.join(', ')} FROM item WHERE rid = ?`);
    this.#insert = db.prepare(
      `INSERT OR REPLACE INTO item (rid, tenant, id, etag, expires, body${columns.map((name) => `, ${name}`).join('')})
       VALUES (?, ?, ?, ?, ?, ?${', ?'.repeat(columns.length)})`,
    );
    this.#remove = db.prepare('DELETE FROM item WHERE rid = ?');
    this.#purge = db.prepare(
      `DELETE FROM item WHERE rid IN (SELECT rid FROM item WHERE expires <= ? LIMIT ${PURGED_AT_ONCE})`,
    );
    this.#nextRid = Number(db.prepare('SELECT coalesce(max(rid), 0) AS last FROM item').get()?.['last']) + 1;
  }

  /** Makes the table for a container with this policy, of which the path `kind` must be one. */
  static createTable(db: DatabaseSync, policy: IndexPolicy): void {
    db.exec(`
      CREATE TABLE item (
        rid INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER
        ${policy.paths.map((path) => `, ${column(path)} TEXT NOT NULL`).join('')},
        body TEXT NOT NULL, UNIQUE (tenant, id)
      );
      CREATE INDEX item_expires ON item (expires) WHERE expires IS NOT NULL;
      ${indexes(policy)}`);
  }

  /** Gives the table other indexes, whatever it had; `before` are the properties that it has columns for. */
  static reindex(db: DatabaseSync, before: readonly string[], policy: IndexPolicy): void {
    const existing = db.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'item' AND sql IS NOT NULL AND name <> 'item_expires'",
    );
    for (const { name } of existing.all()) db.exec(`DROP INDEX ${String(name)}`);
    for (const path of before.filter((known) => !policy.paths.includes(known)))
      db.exec(`ALTER TABLE item DROP COLUMN ${column(path)}`);
    const added = policy.paths.filter((path) => !before.includes(path));
    for (const path of added) db.exec(`ALTER TABLE item ADD COLUMN ${column(path)} TEXT NOT NULL DEFAULT ''`);
    if (added.length > 0) {
      const next = db.prepare('SELECT rid, body FROM item WHERE rid > ? ORDER BY rid LIMIT 1');
      const fill = db.prepare(
        `UPDATE item SET ${added.map((path) => `${column(path)} = ?`).join()} WHERE rid = ?`,
      );
      for (let row = next.get(0); row; row = next.get(Number(row['rid']))) {
        const doc = JSON.parse(String(row['body'])) as JsonObject;
        fill.run(...added.map((path) => indexKey(doc[path])), Number(row['rid']));
      }
    }
    db.exec(indexes(policy));
  }

  /** Removes every document, and the table. Nothing of this object may be used afterwards. */
  static dropTable(db: DatabaseSync): void {
    db.exec('DROP TABLE item; DELETE FROM tenant');
  }

  /** The item's JSON with its system properties, and its etag; undefined when absent or expired. */
  read(tenant: string, id: string): { readonly body: string; readonly etag: string } | undefined {
    const key = this.#tenantKey(tenant);
    return key === undefined ? undefined : this.#row(key, id);
  }

  /**
   * At most `limit` items and 4 MB, beginning after `continuation`. The continuation holds the last
   * item's key and number, so what is written in between moves nothing.
   */
  page(
    tenant: string,
    query: ParsedQuery,
    limit: number,
    continuation: string | undefined,
  ): { readonly bodies: readonly string[]; readonly continuation?: string } {
    const { conditions, any = [], order } = query;
    const parts = singlePrefixes(query);
    for (const part of parts) indexOf(this.#policy, part);
    const shape = [
      order ? `${order.paths.join()} ${order.descending ? 'DESC' : 'ASC'}` : '',
      ...conditions.map(markOf),
      ...any.map(({ path }) => `${path}|`),
    ].join(' ');
    const after = continuation === undefined ? undefined : parseContinuation(continuation, shape);
    const key = this.#tenantKey(tenant);
    if (key === undefined) return { bodies: [] };

    const bodies: string[] = [];
    let bytes = 0;
    let last: Place | undefined;
    for (const [at, part] of parts.entries()) {
      if (after !== undefined && at < after.at) continue;
      const from = at === after?.at ? after : undefined;
      const values = [key, ...valuesOf(part), this.#seconds()];
      for (const row of this.#rows(part, `${shape} ${at}`, values, from, limit + 1 - bodies.length)) {
        const body = String(row['body']);
        bytes += Buffer.byteLength(body);
        if (bodies.length === limit || (bytes > MAX_PAGE_BYTES && last)) {
          return { bodies, ...(last ? { continuation: formatContinuation(shape, last) } : {}) };
        }
        bodies.push(body);
        last = { at, rid: Number(row['rid']), key: String(row['key'] ?? '') };
      }
    }
    return { bodies };
  }

  /** Items by their ids, those that are there; a page ends as one of a query does. */
  byId(
    tenant: string,
    { ids }: ById,
    limit: number,
    continuation: string | undefined,
  ): { readonly bodies: readonly string[]; readonly continuation?: string } {
    const shape = `id ${ids.length}`;
    const begin = continuation === undefined ? 0 : parseContinuation(continuation, shape).at;
    const key = this.#tenantKey(tenant);
    if (key === undefined) return { bodies: [] };
    const bodies: string[] = [];
    let bytes = 0;
    for (const [at, id] of ids.entries()) {
      const row = at < begin ? undefined : this.#row(key, id);
      if (row === undefined) continue;
      bytes += Buffer.byteLength(row.body);
      if (bodies.length === limit || (bytes > MAX_PAGE_BYTES && bodies.length > 0))
        return { bodies, continuation: formatContinuation(shape, { at, key: '', rid: row.rid }) };
      bodies.push(row.body);
    }
    return { bodies };
  }

  /** How many items a query that counts finds. */
  count(tenant: string, query: ParsedQuery): number {
    const shape = query.conditions.map(markOf).join(' ');
    const key = this.#tenantKey(tenant);
    const sql = countSql(this.#policy, query);
    if (key === undefined) return 0;
    let statement = this.#counts.get(shape);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      if (this.#counts.size >= MAX_STATEMENTS) this.#counts.clear();
      this.#counts.set(shape, statement);
    }
    const values = [key, ...valuesOf(query)];
    return Number(statement.get(...values, this.#seconds(), ...values)?.['count']);
  }

  /**
   * Does all of `operations` or none, durable when it returns. When one fails its result has the
   * status and every other 424.
   */
  batch(tenant: string, operations: readonly ItemOperation[]): readonly OperationResult[] {
    const now = this.#seconds();
    const isNewTenant = !this.#tenants.has(tenant);
    const results: OperationResult[] = [];
    this.#begin.run();
    try {
      this.#purge.run(now);
      const key = this.#tenantKey(tenant) ?? Number(this.#addTenant.run(tenant).lastInsertRowid);
      this.#tenants.set(tenant, key);
      for (const operation of operations) {
        const result = this.#apply(tenant, key, operation, now);
        results.push(result);
        if (result.statusCode >= 400) break;
      }
      const at = results.length - 1;
      const failed = results[at];
      if (failed && failed.statusCode >= 400) {
        this.#undo(tenant, isNewTenant);
        return operations.map((_, index) => (index === at ? failed : { statusCode: 424 }));
      }
      this.#commit.run();
    } catch (error) {
      if (this.#db.isTransaction) this.#undo(tenant, isNewTenant);
      throw error;
    }
    return results;
  }

  /** Removes everything that has expired, and the names of tenants of which there is nothing. */
  purge(): void {
    this.#db.prepare('DELETE FROM item WHERE expires <= ?').run(this.#seconds());
    this.#db.exec('DELETE FROM tenant WHERE key NOT IN (SELECT tenant FROM item)');
    this.#tenants.clear();
  }

  #undo(tenant: string, isNewTenant: boolean): void {
    this.#rollback.run();
    if (isNewTenant) this.#tenants.delete(tenant);
  }

  #apply(tenant: string, key: number, operation: ItemOperation, now: number): OperationResult {
    switch (operation.type) {
      case 'Create':
      case 'Upsert': {
        const id = this.#requireItem(operation.doc, tenant);
        const existing = this.#row(key, id);
        if (existing && operation.type === 'Create') return { statusCode: 409 };
        return existing
          ? { statusCode: 200, ...this.#write(existing.rid, operation.doc, now) }
          : { statusCode: 201, ...this.#write({ key, id }, operation.doc, now) };
      }
      case 'Replace': {
        if (this.#requireItem(operation.doc, tenant) !== operation.id)
          throw badRequest('a Replace may not change the id');
        const existing = this.#row(key, operation.id);
        if (!existing) return { statusCode: 404 };
        if (!matches(existing, operation.ifMatch)) return { statusCode: 412 };
        return { statusCode: 200, ...this.#write(existing.rid, operation.doc, now) };
      }
      case 'Delete': {
        const existing = this.#row(key, operation.id);
        if (!existing) return { statusCode: 404 };
        if (!matches(existing, operation.ifMatch)) return { statusCode: 412 };
        this.#remove.run(existing.rid);
        return { statusCode: 204, bytes: Buffer.byteLength(existing.body) };
      }
      case 'Patch': {
        const existing = this.#row(key, operation.id);
        if (!existing) return { statusCode: 404 };
        if (!matches(existing, operation.ifMatch)) return { statusCode: 412 };
        const doc = JSON.parse(existing.body) as JsonObject;
        for (const { name, value } of operation.amounts) {
          const before = doc[name] ?? 0;
          if (typeof before !== 'number') return { statusCode: 400 };
          doc[name] = before + value;
        }
        return { statusCode: 200, ...this.#write(existing.rid, doc, now) };
      }
      default:
        return operation satisfies never;
    }
  }

  /** Over the row with number `at`, or as a new one; an expired one with the same id gives way. */
  #write(
    at: number | { key: number; id: string },
    doc: JsonObject,
    now: number,
  ): { eTag: string; bytes: number } {
    this.#written += 1;
    const etag = `"${this.#opening}-${this.#written.toString(16)}"`;
    const rid = typeof at === 'number' ? at : this.#nextRid++;
    const expires = expiry(doc, now);
    const body = this.#withSystemProperties(doc, rid, etag, now);
    const columns = this.#policy.paths.map(column);
    const keys = this.#policy.paths.map((path) => indexKey(doc[path]));
    if (typeof at === 'number') {
      const before = this.#findWithKeys.get(rid);
      const changed = columns.flatMap((name, index) => (before?.[name] === keys[index] ? [] : [index]));
      this.#updateOf(changed.map((index) => columns[index] ?? '')).run(
        etag,
        expires,
        body,
        ...changed.map((index) => keys[index] ?? ''),
        rid,
      );
    } else this.#insert.run(rid, at.key, at.id, etag, expires, body, ...keys);
    return { eTag: etag, bytes: Buffer.byteLength(body) };
  }

  /** Only of what changed: SQLite rewrites every index with a column that the statement names. */
  #updateOf(columns: readonly string[]): StatementSync {
    const variant = columns.join();
    const known = this.#updates.get(variant);
    if (known) return known;
    const statement = this.#db.prepare(
      `UPDATE item SET etag = ?, expires = ?, body = ?${columns.map((name) => `, ${name} = ?`).join('')} WHERE rid = ?`,
    );
    if (this.#updates.size >= MAX_STATEMENTS) this.#updates.clear();
    this.#updates.set(variant, statement);
    return statement;
  }

  #withSystemProperties(doc: JsonObject, rid: number, etag: string, now: number): string {
    for (const name of SYSTEM_PROPERTIES) if (name in doc) delete doc[name];
    const own = JSON.stringify(doc);
    if (own.length > MAX_ITEM_BYTES / 3 && Buffer.byteLength(own) > MAX_ITEM_BYTES)
      throw new Refused(413, 'RequestEntityTooLarge', 'an item is larger than 2 MB');
    const resource = Buffer.from(rid.toString(16).padStart(16, '0'), 'hex').toString('base64url');
    return (
      `${own.slice(0, -1)},"_rid":"${resource}","_self":"${this.#link}/docs/${resource}/",` +
      `"_etag":${JSON.stringify(etag)},"_attachments":"attachments/","_ts":${now}}`
    );
  }

  /** The item's id; throws Refused when the item breaks a limit of the service. */
  #requireItem(doc: JsonObject, tenant: string): string {
    const { id } = doc;
    if (typeof id !== 'string' || id === '' || /[/\\?#]/.test(id))
      throw badRequest(String.raw`an id is text without / \ ? #`);
    if (Buffer.byteLength(id) > MAX_ID_BYTES) throw badRequest(`an id has at most ${MAX_ID_BYTES} bytes`);
    if (doc[this.#partitionKey] !== tenant)
      throw badRequest(`the item's ${this.#partitionKey} is not the partition key of the request`);
    if (deeper(doc, MAX_NESTING)) throw badRequest(`an item is nested at most ${MAX_NESTING} levels deep`);
    return id;
  }

  #row(key: number, id: string): Row | undefined {
    return this.#find.get(key, id, this.#seconds()) as Row | undefined;
  }

  #tenantKey(name: string): number | undefined {
    const known = this.#tenants.get(name);
    if (known !== undefined) return known;
    const row = this.#findTenant.get(name);
    if (!row) return undefined;
    const key = Number(row['key']);
    this.#tenants.set(name, key);
    return key;
  }

  /** The first `limit` items behind `after`, each read only when it is asked for. */
  *#rows(
    query: SinglePrefix,
    shape: string,
    values: readonly SQLInputValue[],
    after: Place | undefined,
    limit: number,
  ): Generator<Record<string, SQLOutputValue>, undefined> {
    if (after === undefined) return yield* this.#statement(query, shape, 'first').iterate(...values, limit);
    if (keyOf(query) === undefined)
      return yield* this.#statement(query, shape, 'same').iterate(...values, after.rid, limit);
    const { key, rid } = after;
    yield* this.#statement(query, shape, 'same').iterate(...values, key, rid, limit);
    return yield* this.#statement(query, shape, 'beyond').iterate(...values, key, limit);
  }

  #statement(query: SinglePrefix, shape: string, part: PagePart): StatementSync {
    const variant = `${shape}|${part}`;
    const known = this.#pages.get(variant);
    if (known) return known;
    const statement = this.#db.prepare(pageSql(this.#policy, query, part));
    if (this.#pages.size >= MAX_STATEMENTS) this.#pages.clear();
    this.#pages.set(variant, statement);
    return statement;
  }
}

/** The first items; those behind an item that have its key, or all where there is no order; those of a later key. */
type PagePart = 'first' | 'same' | 'beyond';

/** An item's place: at which of the query's prefixes, and in its index. */
interface Place {
  readonly at: number;
  readonly key: string;
  readonly rid: number;
}

/** A query of one index; of the items, without those that begin with one of `not`. */
interface SinglePrefix extends Omit<ParsedQuery, 'any'> {
  readonly not?: NonNullable<ParsedQuery['any']>;
}

/** The query itself; where it asks for one of several prefixes, one after another, each without those before it. */
export function singlePrefixes({ any, ...query }: ParsedQuery): readonly SinglePrefix[] {
  if (any === undefined) return [query];
  return any.map((prefix, at) => ({
    ...query,
    conditions: [...query.conditions, prefix],
    not: any.slice(0, at),
  }));
}

/** The values of its conditions, in the order in which the statement has them. */
function valuesOf({ conditions, not = [] }: SinglePrefix): SQLInputValue[] {
  return [...conditions, ...not].flatMap(({ keys }) => keys);
}

/**
 * A part of `query` in the order of the one index that serves it, so that a page costs what it holds. Parameters:
 * tenant, the conditions' values, the second, the last item's key and number as the part needs them, the limit.
 */
export function pageSql(policy: IndexPolicy, query: SinglePrefix, part: PagePart): string {
  const { conditions, order, not = [] } = query;
  const index = indexName(indexOf(policy, query));
  const key = keyOf(query);
  const direction = order?.descending ? 'DESC' : 'ASC';
  const beyond = order?.descending ? '<' : '>';
  return (
    `SELECT rid, body${key === undefined ? '' : `, ${key} AS key`} FROM item INDEXED BY ${index} WHERE tenant = ?` +
    conditions
      .map(({ path, comparison, keys }) => ` AND ${SQL[comparison].where(column(path), keys.length)}`)
      .join('') +
    not.map(({ path }) => ` AND NOT (${column(path)} >= ? AND ${column(path)} < ?)`).join('') +
    (order
      ? presentIn(order.paths)
          .map((path) => ` AND ${column(path)} <> ''`)
          .join('')
      : '') +
    ' AND (expires IS NULL OR expires > ?)' +
    (part === 'same' ? `${key === undefined ? '' : ` AND ${key} = ?`} AND rid ${beyond} ?` : '') +
    (part === 'beyond' ? ` AND ${key} ${beyond} ?` : '') +
    ` ORDER BY ${key === undefined ? '' : `${key} ${direction}, `}rid ${direction} LIMIT ?`
  );
}

/**
 * How many there are, by the index alone: those that have expired and were not cleared away yet, a few, are taken off. Parameters:
 * tenant and the conditions' values, the second, and the former once more.
 */
export function countSql(policy: IndexPolicy, query: ParsedQuery): string {
  const paths = indexOf(policy, query);
  const where = [
    'tenant = ?',
    ...query.conditions.map(({ path, comparison, keys }) => SQL[comparison].where(column(path), keys.length)),
    ...presentIn(paths).map((path) => `${column(path)} <> ''`),
  ].join(' AND ');
  return (
    `SELECT (SELECT count(*) FROM item INDEXED BY ${indexName(paths)} WHERE ${where})` +
    ` - (SELECT count(*) FROM item INDEXED BY item_expires WHERE expires <= ? AND ${where}) AS count`
  );
}

/** The properties of the index that serves `query`. Throws Refused when none does. */
function indexOf(policy: IndexPolicy, query: SinglePrefix): readonly string[] {
  const { conditions, order } = query;
  const pathsOf = (...comparisons: readonly Comparison[]): readonly string[] =>
    conditions.flatMap(({ path, comparison }) => (comparisons.includes(comparison) ? [path] : []));
  const found = indexFor(policy, {
    equal: pathsOf('equal'),
    prefix: prefixOf(query),
    lookedAt: pathsOf('oneOf', 'since', 'upTo', 'other', 'sinceOrAbsent'),
    order: order?.paths.at(-1) ?? (query.counts ? rangeOf(query) : undefined),
  });
  if ('missing' in found) throw badRequest(found.missing);
  if (order && found.paths.join() !== order.paths.join())
    throw badRequest(
      `the order by ${order.paths.map((path) => `c.${path}`).join(', ')} does not have a corresponding composite index in that order`,
    );
  return found.paths;
}

/** The column that the page is ordered by before the items' numbers: all but the last are equal. */
function keyOf(query: SinglePrefix): string | undefined {
  const path = query.order?.paths.at(-1) ?? prefixOf(query);
  return path === undefined ? undefined : column(path);
}

/** What a count goes by behind what is equal. */
function rangeOf({ conditions }: SinglePrefix): string | undefined {
  return conditions.find(({ comparison }) => comparison !== 'equal')?.path;
}

function prefixOf({ conditions }: SinglePrefix): string | undefined {
  return conditions.find(({ comparison }) => comparison === 'prefix')?.path;
}

type Comparison = ParsedQuery['conditions'][number]['comparison'];

/**
 * Each comparison in SQL, with a parameter for each key, and its mark in a query's shape. What is absent is '', which
 * comes before every key. A comparison that is always true tells that the index has the item.
 */
const SQL: Readonly<
  Record<Comparison, { readonly mark: string; where(name: string, keys: number): string }>
> = {
  equal: { mark: '', where: (name) => `${name} = ? AND ${name} <> ''` },
  oneOf: {
    mark: '#',
    where: (name, keys) => `${name} IN (${Array.from({ length: keys }, () => '?').join(', ')})`,
  },
  prefix: { mark: '*', where: (name) => `${name} >= ? AND ${name} < ? AND ${name} <> ''` },
  since: { mark: '>', where: (name) => `${name} >= ?` },
  upTo: { mark: '<', where: (name) => `${name} <= ? AND ${name} <> ''` },
  other: { mark: '!', where: (name) => `${name} <> ? AND ${name} <> ''` },
  sinceOrAbsent: { mark: '?', where: (name) => `(${name} = '' OR ${name} >= ?)` },
};

/** How a condition is told in a query's shape. */
function markOf({ path, comparison, keys }: ParsedQuery['conditions'][number]): string {
  return `${path}${SQL[comparison].mark}${comparison === 'oneOf' ? keys.length : ''}`;
}

/** Prefixed, because a property may be named as a column of ours or a word of SQL. */
function column(path: string): string {
  return `p_${path}`;
}

function indexName(paths: readonly string[]): string {
  return `by_${paths.join('_')}`;
}

/** What an item must have to be in the index of an order: what is equal, and where nothing is, what it is ordered by. */
function presentIn(order: readonly string[]): readonly string[] {
  return order.length > 2 ? order.slice(1, -1) : order.slice(1);
}

/** Without the items that have no value to be equal to; the number of the item makes every place unique. */
function indexes(policy: IndexPolicy): string {
  const filters = policy.paths
    .filter((path) => path !== 'kind' && isFilter(policy, path))
    .map((path) => ({ columns: ['kind', path], present: [path] }));
  const orders = policy.orders.map((order) => ({ columns: order, present: presentIn(order) }));
  return [{ columns: ['kind'], present: ['kind'] }, ...filters, ...orders]
    .map(
      ({ columns, present }) =>
        `CREATE INDEX ${indexName(columns)} ON item (tenant, ${columns.map(column).join(', ')}, rid)
         WHERE ${present.map((path) => `${column(path)} <> ''`).join(' AND ')};`,
    )
    .join('\n');
}

function matches(row: Row, ifMatch: string | undefined): boolean {
  return ifMatch === undefined || ifMatch === '*' || ifMatch === row.etag;
}

/** The second from which the item is gone; null = never. */
function expiry(doc: JsonObject, now: number): number | null {
  const { ttl } = doc;
  if (ttl === undefined || ttl === -1) return null;
  if (typeof ttl !== 'number' || !Number.isInteger(ttl) || ttl < 1)
    throw badRequest('ttl is a positive integer of seconds, or -1');
  return now + ttl;
}

function deeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (deeper(inner, levels - 1)) return true;
  return false;
}

function formatContinuation(shape: string, { at, key, rid }: Place): string {
  return Buffer.from(JSON.stringify([shape, key, rid, at])).toString('base64url');
}

function parseContinuation(text: string, shape: string): Place {
  let token: unknown;
  try {
    token = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw badRequest('the continuation token is not one of ours');
  }
  // An earlier version's tokens have no place among prefixes: there was one.
  const [of, key, rid, at = 0] = Array.isArray(token) ? (token as unknown[]) : [];
  if (of !== shape || typeof key !== 'string' || typeof rid !== 'number' || typeof at !== 'number')
    throw badRequest('the continuation token belongs to another query');
  return { at, key, rid };
}
