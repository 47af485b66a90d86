import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../domain/store/ports.ts';
import { FULL } from '../faults.ts';
import { DataFileError, errcode, messageOf, openFile } from './file.ts';
import type { IndexPolicy } from '../query-index.ts';
import { Items, type ItemOperation, type JsonObject } from './items.ts';
import { parseQuery } from './query.ts';
import { Refused, badRequest, unsupported } from './refused.ts';
import { present } from '../../../domain/present.ts';

/** One request of the Cosmos DB protocol, whatever carried it. */
export interface EngineRequest {
  readonly method: string;
  /** From the first slash on, still percent-encoded. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Empty when there is none. */
  readonly body: string;
}

export interface EngineResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or empty. */
  readonly body: string;
}

export interface Engine {
  /** Answers at once, and never throws: what is not supported is a 400 that names it. */
  handle(request: EngineRequest): EngineResponse;
  /** Leaves nothing in the file of what was deleted, replaced, or expired. Takes as long as copying the file. */
  scrub(): void;
  /** Lets go of the file. */
  close(): void;
}

interface EngineOptions {
  /** Held by this engine alone until it is closed. */
  readonly file: string;
  /** What `ttl` is counted by; default the system's. */
  readonly clock?: Clock;
  /**
   * A container of other indexes is changed to this index policy as the file is opened. Absent = it stays as it
   * was created.
   */
  readonly definition?: { readonly indexingPolicy?: unknown };
  /** The most pages of 4 KB that the file may grow to, as on a disk of that size; absent = no bound. */
  readonly maxPages?: number;
  /** How long another process may take to let go of the file; default 2000. */
  readonly busyTimeoutMs?: number;
}

/** One process holds the file: whoever reads sees what was written. */
const ACCOUNT = JSON.stringify({
  id: 'embedded',
  writableLocations: [],
  readableLocations: [],
  userConsistencyPolicy: { defaultConsistencyLevel: 'Strong' },
});

export const MAX_REQUEST_BYTES = 2 * 1024 * 1024;
const MAX_OPERATIONS = 100;
const MAX_PATCHES = 10;
const MAX_ITEM_COUNT = 1000;
const DEFAULT_ITEM_COUNT = 100;
const OWNER_DOES_NOT_EXIST = 1003;
const SQLITE_FULL = 13;
/** What one nominal request unit reads; writing as much is {@link WRITE_UNITS}. */
const CHARGED_BYTES = 1024;
const WRITE_UNITS = 6;
/** What the engine acts on, and what changes no answer of one partition in one region. */
const KNOWN_HEADERS: ReadonlySet<string> = new Set([
  'x-ms-continuation',
  'x-ms-cosmos-allow-tentative-writes',
  'x-ms-cosmos-batch-atomic',
  'x-ms-cosmos-correlated-activityid',
  'x-ms-cosmos-is-batch-request',
  'x-ms-cosmos-sdk-supportedcapabilities',
  'x-ms-date',
  'x-ms-documentdb-isquery',
  'x-ms-documentdb-partitionkey',
  'x-ms-documentdb-populatequotainfo',
  'x-ms-documentdb-query-enablecrosspartition',
  'x-ms-documentdb-responsecontinuationtokenlimitinkb',
  'x-ms-max-item-count',
  'x-ms-useragent',
  'x-ms-version',
]);
const BUILT = { 'x-ms-documentdb-collection-index-transformation-progress': '100' };
/** Other headers that change what a service does. */
const CONDITIONS: ReadonlySet<string> = new Set([
  'a-im',
  'content-encoding',
  'if-match',
  'if-modified-since',
  'if-none-match',
]);
/** The results of a batch come without the items in any case. */
const PREFERENCE = 'return=minimal';

/**
 * A Cosmos DB account with one database and one container in a file of its own. It answers what the
 * store sends, as the service would, and refuses the rest.
 * Throws DataFileError when the file is held, damaged, newer, or not ours.
 */
export function openEngine(options: EngineOptions): Engine {
  const db = openFile(options.file, options.busyTimeoutMs ?? 2_000, options.maxPages);
  const clock = options.clock ?? Date;
  try {
    return new SqliteEngine(db, () => Math.floor(clock.now() / 1000), options.definition);
  } catch (error) {
    db.close();
    throw new DataFileError(options.file, `cannot be used: ${messageOf(error)}`, error);
  }
}

class SqliteEngine implements Engine {
  readonly #db: DatabaseSync;
  readonly #seconds: () => number;
  /** Definitions of the database and the container by link, as they are answered. */
  readonly #resources = new Map<string, string>();
  #items: Items | undefined;

  constructor(db: DatabaseSync, seconds: () => number, definition: EngineOptions['definition']) {
    this.#db = db;
    this.#seconds = seconds;
    for (const row of db.prepare('SELECT link, body FROM resource').all()) {
      const link = String(row['link']);
      this.#resources.set(link, String(row['body']));
      if (!link.includes('/colls/')) continue;
      if (definition) this.#reindex(link, definition);
      this.#items = this.#open(link);
    }
  }

  scrub(): void {
    this.#items?.purge();
    // What an earlier version deleted was not overwritten, and the log still has what stood in the file before.
    this.#db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  handle(request: EngineRequest): EngineResponse {
    try {
      return this.#route(request);
    } catch (error) {
      // Refused is ours and of this realm; everything else comes from SQLite or is a bug.
      const refused = error instanceof Refused ? error : noRoom(error);
      if (refused)
        return answer(
          refused.status,
          JSON.stringify({ code: refused.code, message: refused.message }),
          refused.substatus === undefined ? {} : { 'x-ms-substatus': String(refused.substatus) },
        );
      return answer(500, JSON.stringify({ code: 'InternalServerError', message: messageOf(error) }));
    }
  }

  #route(request: EngineRequest): EngineResponse {
    const { method, path } = request;
    for (const name of Object.keys(request.headers))
      if ((name.startsWith('x-ms-') && !KNOWN_HEADERS.has(name)) || CONDITIONS.has(name))
        throw unsupported(`the header ${name}`);
    if ((request.headers['prefer'] ?? PREFERENCE) !== PREFERENCE)
      throw unsupported(`the header prefer: ${request.headers['prefer']}`);
    if (path.includes('?')) throw unsupported('a query string');
    const segments = path.split('/').filter((segment) => segment !== '');
    const [dbs, database, colls, container, docs, id, ...rest] = segments;
    const wrong = (): Refused => unsupported(`${method} ${path}`);
    if (rest.length > 0 || (dbs ?? 'dbs') !== 'dbs' || (colls ?? 'colls') !== 'colls') throw wrong();

    const { length } = segments;
    if (length === 0 && method === 'GET') return answer(200, ACCOUNT);
    if (length === 1 && method === 'POST') return this.#createDatabase(json(request.body));
    if (length === 2 && method === 'GET') return this.#definition(`dbs/${database}`);
    if (length === 2 && method === 'DELETE') return this.#removeDatabase(`dbs/${database}`);
    if (length === 3 && method === 'POST')
      return this.#createContainer(`dbs/${database}`, json(request.body));
    const link = `dbs/${database}/colls/${container}`;
    // An index is there as soon as it is asked for.
    if (length === 4 && method === 'GET')
      return this.#definition(
        link,
        isTrue(request.headers['x-ms-documentdb-populatequotainfo']) ? BUILT : {},
      );
    if (length === 4 && method === 'PUT') return this.#replaceContainer(link, json(request.body));
    if (docs !== 'docs') throw wrong();
    if (length === 6 && method === 'GET') return this.#read(link, decoded(id ?? ''), request);
    if (length !== 5 || method !== 'POST') throw wrong();
    if (isTrue(request.headers['x-ms-documentdb-isquery'])) return this.#query(link, request);
    if (isTrue(request.headers['x-ms-cosmos-is-batch-request'])) return this.#batch(link, request);
    throw unsupported('writing an item outside a batch');
  }

  #definition(link: string, headers: Readonly<Record<string, string>> = {}): EngineResponse {
    const body = this.#resources.get(link);
    if (body === undefined) throw new Refused(404, 'NotFound', `${link} does not exist`);
    return answer(200, body, headers);
  }

  #createDatabase(definition: JsonObject): EngineResponse {
    const id = resourceId(definition);
    for (const name of Object.keys(definition))
      if (name !== 'id') throw unsupported(`a database with "${name}"`);
    const link = `dbs/${id}`;
    if (this.#resources.has(link)) throw new Refused(409, 'Conflict', `${link} exists`);
    if (this.#resources.size > 0) throw unsupported('a second database in one file');
    return this.#define(link, { ...definition, _rid: 'AAAAAA==', _self: `${link}/` });
  }

  #createContainer(database: string, definition: JsonObject): EngineResponse {
    const id = resourceId(definition);
    const link = `${database}/colls/${id}`;
    if (!this.#resources.has(database))
      throw new Refused(404, 'NotFound', `${database} does not exist`, OWNER_DOES_NOT_EXIST);
    if (this.#resources.has(link)) throw new Refused(409, 'Conflict', `${link} exists`);
    if (this.#items) throw unsupported('a second container in one file');
    requireContainer(definition);
    const stored = {
      ...definition,
      indexingPolicy: withEtagExcluded(object(definition['indexingPolicy'], 'the index policy')),
      _rid: 'AAAAAAAAAAA=',
      _self: `${link}/`,
    };
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      Items.createTable(this.#db, policyOf(stored));
      const created = this.#define(link, stored);
      this.#db.exec('COMMIT');
      this.#items = this.#open(link);
      return created;
    } catch (error) {
      this.#resources.delete(link);
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Gives the container another index policy, at once; the service does it while it goes on serving. */
  #replaceContainer(link: string, definition: JsonObject): EngineResponse {
    this.#itemsOf(link);
    requireContainer(definition);
    const { partitionKey, id } = this.#parsed(link);
    if (definition['id'] !== id || pathOf(definition['partitionKey']) !== pathOf(partitionKey))
      throw badRequest('the id and the partition key of a container stay as they are');
    this.#reindex(link, definition);
    this.#items = this.#open(link);
    return this.#definition(link);
  }

  #removeDatabase(link: string): EngineResponse {
    if (!this.#resources.has(link)) throw new Refused(404, 'NotFound', `${link} does not exist`);
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      if (this.#items) Items.dropTable(this.#db);
      this.#db.exec('DELETE FROM resource; COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#items = undefined;
    this.#resources.clear();
    return answer(204, '');
  }

  #define(link: string, resource: JsonObject): EngineResponse {
    const body = JSON.stringify({ ...resource, _etag: `"${randomUUID()}"`, _ts: this.#seconds() });
    this.#db.prepare('INSERT INTO resource (link, body) VALUES (?, ?)').run(link, body);
    this.#resources.set(link, body);
    return answer(201, body);
  }

  #reindex(link: string, { indexingPolicy }: { readonly indexingPolicy?: unknown }): void {
    const definition = this.#parsed(link);
    const next = {
      ...definition,
      indexingPolicy: withEtagExcluded(object(indexingPolicy, 'the index policy')),
    };
    if (JSON.stringify(next.indexingPolicy) === JSON.stringify(definition['indexingPolicy'])) return;
    const body = JSON.stringify(next);
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      Items.reindex(this.#db, policyOf(definition).paths, policyOf(next));
      this.#db.prepare('UPDATE resource SET body = ? WHERE link = ?').run(body, link);
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#resources.set(link, body);
  }

  #parsed(link: string): JsonObject {
    return json(this.#resources.get(link) ?? '{}');
  }

  #open(link: string): Items {
    const definition = this.#parsed(link);
    const { paths } = definition['partitionKey'] as { paths: string[] };
    return new Items(
      this.#db,
      { link, partitionKey: paths[0]?.slice(1) ?? '', policy: policyOf(definition) },
      this.#seconds,
    );
  }

  #itemsOf(link: string): Items {
    if (!this.#items || !this.#resources.has(link))
      throw new Refused(404, 'NotFound', `${link} does not exist`, OWNER_DOES_NOT_EXIST);
    return this.#items;
  }

  #read(link: string, id: string, request: EngineRequest): EngineResponse {
    const item = this.#itemsOf(link).read(tenantOf(request), id);
    if (!item) throw new Refused(404, 'NotFound', 'the item does not exist');
    return answer(200, item.body, { ...charge(kilobytes(Buffer.byteLength(item.body))), etag: item.etag });
  }

  #query(link: string, request: EngineRequest): EngineResponse {
    const items = this.#itemsOf(link);
    const limit = Number(request.headers['x-ms-max-item-count'] ?? DEFAULT_ITEM_COUNT);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_ITEM_COUNT)
      throw unsupported(`a page of ${limit} items: 1 to ${MAX_ITEM_COUNT}`);
    const tenant = tenantOf(request);
    const query = parseQuery(json(request.body));
    if ('counts' in query) {
      const counted = items.count(tenant, query);
      return answer(200, `{"_rid":"AAAAAAAAAAA=","Documents":[${counted}],"_count":1}`, {
        ...charge(4),
        'x-ms-item-count': '1',
      });
    }
    const from = request.headers['x-ms-continuation'];
    const { bodies, continuation } =
      'ids' in query ? items.byId(tenant, query, limit, from) : items.page(tenant, query, limit, from);
    const documents = bodies.join(',');
    return answer(200, `{"_rid":"AAAAAAAAAAA=","Documents":[${documents}],"_count":${bodies.length}}`, {
      ...charge(3 + kilobytes(Buffer.byteLength(documents))),
      'x-ms-item-count': String(bodies.length),
      ...present({ 'x-ms-continuation': continuation }),
    });
  }

  #batch(link: string, request: EngineRequest): EngineResponse {
    const items = this.#itemsOf(link);
    if (!isTrue(request.headers['x-ms-cosmos-batch-atomic'])) throw unsupported('a batch that is not atomic');
    const tenant = tenantOf(request);
    if (request.body.length > MAX_REQUEST_BYTES / 3 && Buffer.byteLength(request.body) > MAX_REQUEST_BYTES)
      throw new Refused(413, 'RequestEntityTooLarge', 'a batch is larger than 2 MB');
    const list: unknown = parseJson(request.body);
    if (!Array.isArray(list) || list.length === 0) throw badRequest('a batch is an array of operations');
    if (list.length > MAX_OPERATIONS) throw badRequest(`a batch has at most ${MAX_OPERATIONS} operations`);
    const results = items.batch(tenant, list.map(parseOperation));
    const failed = results.some(({ statusCode }) => statusCode >= 400);
    const charged = results.map(({ bytes, ...result }) => ({
      ...result,
      requestCharge: WRITE_UNITS * Math.max(1, kilobytes(bytes ?? 0)),
    }));
    const sum = charged.reduce((units, { requestCharge }) => units + requestCharge, 0);
    return answer(failed ? 207 : 200, JSON.stringify(charged), charge(sum));
  }
}

/** What a full disk is; nothing was written then. */
function noRoom(error: unknown): Refused | undefined {
  return errcode(error) === SQLITE_FULL
    ? new Refused(403, 'Forbidden', 'there is no room left for the data file', FULL)
    : undefined;
}

function answer(status: number, body: string, more?: Readonly<Record<string, string>>): EngineResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-ms-version': '2020-07-15',
      ...(status === 200 ? {} : { 'x-ms-activity-id': randomUUID() }),
      ...more,
    },
    body,
  };
}

/**
 * Nominal request units, growing with what is read and written in KB as the service's do: a point read 1 for each,
 * a write 6 for each, a query 3 and what it returns, a batch the sum. The shape of the bill, not its amount.
 */
function charge(units: number): { 'x-ms-request-charge': string } {
  return { 'x-ms-request-charge': units.toFixed(2) };
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / CHARGED_BYTES);
}

function isTrue(header: string | undefined): boolean {
  return header?.toLowerCase() === 'true';
}

function tenantOf(request: EngineRequest): string {
  const header = request.headers['x-ms-documentdb-partitionkey'];
  if (header === undefined) throw unsupported('a request without a partition key');
  const key = parseJson(header);
  const [tenant, ...more] = Array.isArray(key) ? (key as unknown[]) : [];
  if (typeof tenant !== 'string' || more.length > 0)
    throw unsupported(`the partition key ${header}: one string`);
  return tenant;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`"${segment}" is not percent-encoded UTF-8`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('not JSON');
  }
}

function json(text: string): JsonObject {
  return object(parseJson(text), 'the body');
}

function object(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(`${what} is not an object`);
  return value as JsonObject;
}

/** Throws Refused for a property that is none of `known`: to ignore it would be a guess. */
function only(value: JsonObject, known: readonly string[], what: string): void {
  for (const name of Object.keys(value))
    if (!known.includes(name)) throw unsupported(`${what} with "${name}"`);
}

function resourceId(definition: JsonObject): string {
  const { id } = definition;
  if (typeof id !== 'string' || !/^[\w.-]{1,255}$/.test(id))
    throw unsupported('a database or container id of other than letters, digits, - . and _');
  return id;
}

function parseOperation(raw: unknown): ItemOperation {
  const operation = object(raw, 'an operation');
  const { operationType, id, ifMatch, resourceBody } = operation;
  only(operation, ['operationType', 'id', 'ifMatch', 'resourceBody'], 'an operation');
  if (ifMatch !== undefined && typeof ifMatch !== 'string') throw badRequest('ifMatch is not text');
  const condition = present({ ifMatch });
  switch (operationType) {
    case 'Create':
    case 'Upsert':
      // The service makes the item when it is gone, so the condition proves nothing.
      if (ifMatch !== undefined) throw unsupported(`${operationType} with ifMatch`);
      return { type: operationType, doc: object(resourceBody, 'an item') };
    case 'Replace':
      return { type: 'Replace', id: itemId(id), doc: object(resourceBody, 'an item'), ...condition };
    case 'Delete':
      return { type: 'Delete', id: itemId(id), ...condition };
    case 'Patch':
      return { type: 'Patch', id: itemId(id), amounts: parsePatch(resourceBody), ...condition };
    default:
      throw unsupported(`the operation ${JSON.stringify(operationType)}`);
  }
}

function parsePatch(raw: unknown): { name: string; value: number }[] {
  const patch = object(raw, 'a patch');
  only(patch, ['operations'], 'a patch');
  const { operations } = patch;
  if (!Array.isArray(operations) || operations.length < 1 || operations.length > MAX_PATCHES)
    throw badRequest(`a patch has 1 to ${MAX_PATCHES} operations`);
  return operations.map((entry: unknown) => {
    const step = object(entry, 'a patch operation');
    only(step, ['op', 'path', 'value'], 'a patch operation');
    const { op, path, value } = step;
    if (op !== 'incr') throw unsupported(`the patch operation ${JSON.stringify(op)}`);
    const name = typeof path === 'string' ? /^\/([A-Za-z]\w*)$/.exec(path)?.[1] : undefined;
    if (name === undefined || name === 'id' || name === 'ttl')
      throw unsupported(`the patch path ${JSON.stringify(path)}`);
    if (typeof value !== 'number') throw badRequest('incr takes a number');
    return { name, value };
  });
}

function itemId(id: unknown): string {
  if (typeof id !== 'string') throw badRequest('an operation has no id');
  return id;
}

function pathOf(partitionKey: unknown): string {
  return JSON.stringify(object(partitionKey, 'the partition key')['paths']);
}

/** Refuses every container but one with a single partition key, own TTLs, and scalars indexed by name. */
function requireContainer(definition: JsonObject): void {
  only(definition, ['id', 'partitionKey', 'defaultTtl', 'indexingPolicy'], 'a container');
  const partitionKey = object(definition['partitionKey'], 'the partition key');
  only(partitionKey, ['paths', 'kind', 'version'], 'a partition key');
  const { paths } = partitionKey;
  if (!Array.isArray(paths) || paths.length !== 1 || !/^\/[A-Za-z]\w*$/.test(String(paths[0])))
    throw unsupported('a partition key of other than one top-level property');
  if (definition['defaultTtl'] !== -1) throw unsupported('a defaultTtl other than -1');
  const policy = object(definition['indexingPolicy'], 'the index policy');
  only(
    policy,
    ['indexingMode', 'automatic', 'includedPaths', 'excludedPaths', 'compositeIndexes'],
    'an index policy',
  );
  if ((policy['indexingMode'] ?? 'consistent') !== 'consistent')
    throw unsupported(`the indexing mode ${JSON.stringify(policy['indexingMode'])}`);
  if (JSON.stringify(policy['excludedPaths']) !== '[{"path":"/*"}]')
    throw unsupported('an index policy that does not exclude exactly /*');
  if (!policyOf(definition).paths.includes('kind')) throw unsupported('an index policy without /kind/?');
}

/** As the service answers: its own property is excluded by itself. */
function withEtagExcluded(policy: JsonObject): JsonObject {
  const excluded = policy['excludedPaths'];
  return { ...policy, excludedPaths: [...listed(excluded, 'excluded paths'), { path: '/"_etag"/?' }] };
}

function policyOf(definition: JsonObject): IndexPolicy {
  const { includedPaths, compositeIndexes } = object(definition['indexingPolicy'], 'the index policy');
  return {
    paths: listed(includedPaths, 'included paths').map((entry) => {
      const { path } = object(entry, 'an included path');
      const name = typeof path === 'string' ? /^\/([A-Za-z]\w*)\/\?$/.exec(path)?.[1] : undefined;
      if (name === undefined) throw unsupported(`the index path ${JSON.stringify(path)}`);
      return name;
    }),
    orders: listed(compositeIndexes ?? [], 'composite indexes').map((entry) => {
      const names = listed(entry, 'paths of a composite index').map((step) => {
        const { path, order } = object(step, 'a path of a composite index');
        const name = typeof path === 'string' ? /^\/([A-Za-z]\w*)$/.exec(path)?.[1] : undefined;
        if (name === undefined || (order ?? 'ascending') !== 'ascending')
          throw unsupported(`the path ${JSON.stringify(step)} of a composite index`);
        return name;
      });
      if (names.length < 2 || names[0] !== 'kind')
        throw unsupported(
          'a composite index of other than the kind, what is equal if anything, and an order',
        );
      return names;
    }),
  };
}

function listed(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw unsupported(`an index policy without a list of ${what}`);
  return value;
}
