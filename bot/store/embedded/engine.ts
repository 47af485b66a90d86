import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../domain/ports.ts';
import { DataFileError, messageOf, openFile } from './file.ts';
import { Items } from './items.ts';
import type { ItemOperation, JsonObject } from './items.ts';
import { parseQuery, queryPlan } from './query.ts';
import { Refused, badRequest, unsupported } from './refused.ts';

/** One request of the Cosmos DB protocol, whatever carried it. */
export interface EngineRequest {
  readonly method: string;
  /** From the first slash on, still percent-encoded. */
  readonly path: string;
  /** `http://host:port` of the endpoint. */
  readonly origin: string;
  /** The header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
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
  /** Lets go of the file. */
  close(): void;
}

export interface EngineOptions {
  /** Held by this engine alone until it is closed. */
  readonly file: string;
  /** What `ttl` is counted by; default the system's. */
  readonly clock?: Clock;
  /**
   * The top-level properties to be indexed: an existing container with others is changed to these
   * as the file is opened. Absent = as the container was created.
   */
  readonly indexed?: readonly string[];
  /** How long another process may take to let go of the file; default 2000. */
  readonly busyTimeoutMs?: number;
}

export const MAX_REQUEST_BYTES = 2 * 1024 * 1024;
const MAX_OPERATIONS = 100;
const MAX_PATCHES = 10;
const MAX_ITEM_COUNT = 1000;
const DEFAULT_ITEM_COUNT = 100;
const OWNER_DOES_NOT_EXIST = 1003;
/** Headers that would change an answer and that the engine does not act on. */
const REFUSED_HEADERS = [
  'if-match',
  'if-none-match',
  'a-im',
  'x-ms-documentdb-pre-trigger-include',
  'x-ms-documentdb-post-trigger-include',
  'x-ms-indexing-directive',
  'x-ms-offer-throughput',
  'x-ms-cosmos-offer-autopilot-settings',
];

/**
 * A Cosmos DB account with one database and one container in a file of its own. It answers what the
 * store sends, as the service would, and refuses the rest.
 * Throws DataFileError when the file is held, damaged, newer, or not ours.
 */
export function openEngine(options: EngineOptions): Engine {
  const db = openFile(options.file, options.busyTimeoutMs ?? 2_000);
  const clock = options.clock ?? Date;
  try {
    return new SqliteEngine(db, () => Math.floor(clock.now() / 1000), options.indexed);
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

  constructor(db: DatabaseSync, seconds: () => number, indexed: readonly string[] | undefined) {
    this.#db = db;
    this.#seconds = seconds;
    for (const row of db.prepare('SELECT link, body FROM resource').all()) {
      const link = String(row['link']);
      this.#resources.set(link, String(row['body']));
      if (!link.includes('/colls/')) continue;
      if (indexed) this.#reindex(link, indexed);
      this.#items = this.#open(link);
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  handle(request: EngineRequest): EngineResponse {
    try {
      return this.#route(request);
    } catch (error) {
      // Refused is ours and of this realm; everything else comes from SQLite or is a bug.
      if (error instanceof Refused)
        return answer(
          error.status,
          JSON.stringify({ code: error.code, message: error.message }),
          error.substatus === undefined ? {} : { 'x-ms-substatus': String(error.substatus) },
        );
      return answer(500, JSON.stringify({ code: 'InternalServerError', message: messageOf(error) }));
    }
  }

  #route(request: EngineRequest): EngineResponse {
    const { method, path } = request;
    for (const name of REFUSED_HEADERS) if (request.header(name)) throw unsupported(`the header ${name}`);
    if (path.includes('?')) throw unsupported('a query string');
    const segments = path.split('/').filter((segment) => segment !== '');
    const [dbs, database, colls, container, docs, id, ...rest] = segments;
    const wrong = (): Refused => unsupported(`${method} ${path}`);
    if (rest.length > 0 || (dbs ?? 'dbs') !== 'dbs' || (colls ?? 'colls') !== 'colls') throw wrong();

    const { length } = segments;
    if (length === 0 && method === 'GET') return answer(200, account(request.origin));
    if (length === 1 && method === 'POST') return this.#createDatabase(json(request.body));
    if (length === 2 && method === 'GET') return this.#definition(`dbs/${database}`);
    if (length === 3 && method === 'POST')
      return this.#createContainer(`dbs/${database}`, json(request.body));
    const link = `dbs/${database}/colls/${container}`;
    if (length === 4 && method === 'GET') return this.#definition(link);
    if (length === 5 && docs === 'pkranges' && method === 'GET') {
      this.#itemsOf(link);
      return answer(200, PARTITION_KEY_RANGES);
    }
    if (docs !== 'docs') throw wrong();
    if (length === 6 && method === 'GET') return this.#read(link, decoded(id ?? ''), request);
    if (length !== 5 || method !== 'POST') throw wrong();
    if (isTrue(request.header('x-ms-cosmos-is-query-plan-request')))
      return answer(200, queryPlan(json(request.body)), charge(0));
    if (isTrue(request.header('x-ms-documentdb-isquery'))) return this.#query(link, request);
    if (isTrue(request.header('x-ms-cosmos-is-batch-request'))) return this.#batch(link, request);
    throw unsupported('writing an item outside a batch');
  }

  #definition(link: string): EngineResponse {
    const body = this.#resources.get(link);
    if (body === undefined) throw new Refused(404, 'NotFound', `${link} does not exist`);
    return answer(200, body);
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
    const policy = definition['indexingPolicy'] as { excludedPaths: unknown[] };
    const stored = {
      ...definition,
      indexingPolicy: { ...policy, excludedPaths: [...policy.excludedPaths, { path: '/"_etag"/?' }] },
      _rid: 'AAAAAAAAAAA=',
      _self: `${link}/`,
    };
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      Items.createTable(this.#db, indexedPaths(stored));
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

  #define(link: string, resource: JsonObject): EngineResponse {
    const body = JSON.stringify({ ...resource, _etag: `"${randomUUID()}"`, _ts: this.#seconds() });
    this.#db.prepare('INSERT INTO resource (link, body) VALUES (?, ?)').run(link, body);
    this.#resources.set(link, body);
    return answer(201, body);
  }

  #reindex(link: string, indexed: readonly string[]): void {
    const definition = this.#parsed(link);
    const before = indexedPaths(definition);
    if (before.toSorted().join() === indexed.toSorted().join()) return;
    const policy = object(definition['indexingPolicy'], 'the index policy');
    const body = JSON.stringify({
      ...definition,
      indexingPolicy: { ...policy, includedPaths: indexed.map((path) => ({ path: `/${path}/?` })) },
    });
    this.#db.exec('BEGIN IMMEDIATE');
    Items.reindex(this.#db, before, indexed);
    this.#db.prepare('UPDATE resource SET body = ? WHERE link = ?').run(body, link);
    this.#db.exec('COMMIT');
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
      { link, partitionKey: paths[0]?.slice(1) ?? '', paths: indexedPaths(definition) },
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
    return answer(200, item.body, { ...charge(1), etag: item.etag });
  }

  #query(link: string, request: EngineRequest): EngineResponse {
    const items = this.#itemsOf(link);
    const limit = Number(request.header('x-ms-max-item-count') ?? DEFAULT_ITEM_COUNT);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_ITEM_COUNT)
      throw unsupported(`a page of ${limit} items: 1 to ${MAX_ITEM_COUNT}`);
    const { bodies, continuation } = items.page(
      tenantOf(request),
      parseQuery(json(request.body)),
      limit,
      request.header('x-ms-continuation'),
    );
    return answer(
      200,
      `{"_rid":"AAAAAAAAAAA=","Documents":[${bodies.join(',')}],"_count":${bodies.length}}`,
      {
        ...charge(3 + bodies.length * 0.1),
        'x-ms-item-count': String(bodies.length),
        ...(continuation === undefined ? {} : { 'x-ms-continuation': continuation }),
      },
    );
  }

  #batch(link: string, request: EngineRequest): EngineResponse {
    const items = this.#itemsOf(link);
    if (!isTrue(request.header('x-ms-cosmos-batch-atomic'))) throw unsupported('a batch that is not atomic');
    const tenant = tenantOf(request);
    if (request.body.length > MAX_REQUEST_BYTES / 3 && Buffer.byteLength(request.body) > MAX_REQUEST_BYTES)
      throw new Refused(413, 'RequestEntityTooLarge', 'a batch is larger than 2 MB');
    const list: unknown = parseJson(request.body);
    if (!Array.isArray(list) || list.length === 0) throw badRequest('a batch is an array of operations');
    if (list.length > MAX_OPERATIONS) throw badRequest(`a batch has at most ${MAX_OPERATIONS} operations`);
    const results = items.batch(tenant, list.map(parseOperation));
    const failed = results.some(({ statusCode }) => statusCode >= 400);
    return answer(
      failed ? 207 : 200,
      JSON.stringify(results.map((result) => ({ ...result, requestCharge: failed ? 1 : 6 }))),
      charge(failed ? 1 : results.length * 6),
    );
  }
}

/** One physical partition; a logical one is a tenant. */
const PARTITION_KEY_RANGES = JSON.stringify({
  _rid: 'AAAAAAAAAAA=',
  PartitionKeyRanges: [{ id: '0', minInclusive: '', maxExclusive: 'FF', status: 'online', parents: [] }],
  _count: 1,
});

function account(origin: string): string {
  const locations = [{ name: 'Embedded', databaseAccountEndpoint: `${origin}/` }];
  return JSON.stringify({
    id: 'embedded',
    _rid: 'embedded',
    _self: '',
    _dbs: '//dbs/',
    writableLocations: locations,
    readableLocations: locations,
    enableMultipleWriteLocations: false,
    userConsistencyPolicy: { defaultConsistencyLevel: 'Strong' },
  });
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

/** Nominal request units: the shape of the service's bill, not its amount. */
function charge(units: number): { 'x-ms-request-charge': string } {
  return { 'x-ms-request-charge': units.toFixed(2) };
}

function isTrue(header: string | undefined): boolean {
  return header?.toLowerCase() === 'true';
}

function tenantOf(request: EngineRequest): string {
  const header = request.header('x-ms-documentdb-partitionkey');
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
  const condition = ifMatch === undefined ? {} : { ifMatch };
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
  only(policy, ['indexingMode', 'automatic', 'includedPaths', 'excludedPaths'], 'an index policy');
  if ((policy['indexingMode'] ?? 'consistent') !== 'consistent')
    throw unsupported(`the indexing mode ${JSON.stringify(policy['indexingMode'])}`);
  if (JSON.stringify(policy['excludedPaths']) !== '[{"path":"/*"}]')
    throw unsupported('an index policy that does not exclude exactly /*');
  if (!indexedPaths(definition).includes('kind')) throw unsupported('an index policy without /kind/?');
}

function indexedPaths(definition: JsonObject): string[] {
  const { includedPaths } = definition['indexingPolicy'] as { includedPaths?: unknown };
  if (!Array.isArray(includedPaths)) throw unsupported('an index policy without included paths');
  return includedPaths.map((entry: unknown) => {
    const { path } = object(entry, 'an included path');
    const name = typeof path === 'string' ? /^\/([A-Za-z]\w*)\/\?$/.exec(path)?.[1] : undefined;
    if (name === undefined) throw unsupported(`the index path ${JSON.stringify(path)}`);
    return name;
  });
}
