import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Container,
  type CosmosClient,
  type JSONObject,
  type OperationInput,
  type SqlQuerySpec,
} from '@azure/cosmos';
import {
  type CommitResult,
  type Counted,
  type Page,
  type Query,
  type Store,
  type Stored,
  type Write,
  MAX_BATCH,
  StoreFailure,
  ofKind,
} from '../../domain/store/ports.ts';
import { type AnyDocument, type Kind, type DocumentOf, newDocument } from '../../domain/store/documents.ts';
import { accountClient, type AccountOptions } from './account-client.ts';
import {
  CONTAINER_ID,
  INDEXED,
  differencesOf,
  ensureContainer,
  readContainer,
  type ContainerDifferences,
  type ExistingContainer,
} from './container.ts';
import { codeOf, describe, httpError, isOwnFault, notReady, provesUnchanged, retryDelay } from './faults.ts';
import { decodeId, encodedOrNone, encodeId } from './id-encoding.ts';
import { indexFor } from './query-index.ts';
import { withoutPlan } from './query-plan.ts';
import { ReadTogether } from './read-together.ts';
import { present } from '../../domain/present.ts';
import { noTelemetry, secondsSince, type Telemetry } from '../telemetry/telemetry.ts';

/** Milliseconds that one call to the store may take, its own retries included. */
const DEADLINE_MS = 4_000;
const ACCOUNT_MS = 2_000;
const MAX_RETRIES = 5;
/** Cosmos' own limit of the operations of one patch. */
const MAX_AMOUNTS = 10;
const MAX_PAGE = 100;
const PROPERTY = /^[A-Za-z_]\w*$/;
/** Where the probe for readiness looks, and writes when it must; no tenant is called so. */
const PROBE = 'ready';
const PROBE_TTL_SECONDS = 60;

interface CosmosStoreOptions extends AccountOptions {
  readonly database: string;
  /** Checks and upgrades what was stored; throws when it is no document of ours. */
  readonly parse: (raw: unknown) => AnyDocument;
  /** Told the account's default consistency; absent = it is not asked for. */
  readonly onConsistency?: OnConsistency;
  /** Milliseconds, default {@link DEADLINE_MS}. */
  readonly deadlineMs?: number;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
}

/** `unknown`: the account does not say. */
export type OnConsistency = (level: string) => void;

/** A store that holds connections or a file; nothing may be called after `close`. */
export type ClosableStore = Store & { close(): Promise<void> };

/**
 * A store over the container in `database`, which is created when absent.
 * Rejects with StoreNotReady when it cannot be reached or is not the container we need.
 */
export async function connectCosmosStore(options: CosmosStoreOptions): Promise<ClosableStore> {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const client = accountClient(options);
  try {
    const container = await ensureContainer(client, options.database);
    options.onConsistency?.(await consistencyOf(client));
    return new CosmosStore(client, container, options.parse, deadlineMs, options.telemetry ?? noTelemetry);
  } catch (error) {
    client.dispose();
    throw notReady(error);
  }
}

/** An account as it is, before anything of it is changed. */
export interface AccountFacts {
  /** Undefined when the account has no such container. */
  readonly container: (ContainerDifferences & Pick<ExistingContainer, 'builtPercent'>) | undefined;
  /** The default consistency; `unknown`: the account does not say. */
  readonly consistency: string;
}

/** Looks at an account, and changes nothing. Rejects with StoreNotReady when it cannot be read. */
export async function lookAtAccount(
  options: AccountOptions & { readonly database: string },
): Promise<AccountFacts> {
  const client = accountClient(options);
  try {
    const existing = await readContainer(client.database(options.database).container(CONTAINER_ID));
    return {
      container: existing && {
        ...differencesOf(existing.definition),
        builtPercent: existing.builtPercent,
      },
      consistency: await consistencyOf(client),
    };
  } catch (error) {
    throw notReady(error);
  } finally {
    client.dispose();
  }
}

const LEVELS: ReadonlySet<unknown> = new Set([
  'Strong',
  'BoundedStaleness',
  'Session',
  'ConsistentPrefix',
  'Eventual',
]);

/** The account's default consistency. That it cannot be read keeps nobody from working. */
async function consistencyOf(client: CosmosClient): Promise<string> {
  try {
    const { resource } = await client.getDatabaseAccount({ abortSignal: AbortSignal.timeout(ACCOUNT_MS) });
    const level: unknown = resource?.consistencyPolicy;
    return LEVELS.has(level) ? String(level) : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** What is done, and how OpenTelemetry calls it. */
const OPERATIONS = {
  reading: 'read_item',
  'reading several': 'read_many_items',
  querying: 'query_items',
  counting: 'count_items',
  writing: 'execute_batch',
} as const;
type Doing = keyof typeof OPERATIONS;

class CosmosStore implements Store {
  readonly #client: CosmosClient;
  readonly #container: Container;
  readonly #parse: (raw: unknown) => AnyDocument;
  readonly #deadlineMs: number;
  readonly #telemetry: Telemetry;
  readonly #reads = new ReadTogether({
    one: (tenantId, id) => this.#readOne(tenantId, id),
    several: (tenantId, ids) => this.#readSeveral(tenantId, ids),
  });
  /** The last write failed, and not by what it asked for; nothing was written since. */
  #writesInDoubt = false;

  constructor(
    client: CosmosClient,
    container: Container,
    parse: (raw: unknown) => AnyDocument,
    deadlineMs: number,
    telemetry: Telemetry,
  ) {
    this.#client = client;
    this.#container = container;
    this.#parse = parse;
    this.#deadlineMs = deadlineMs;
    this.#telemetry = telemetry;
  }

  async read<K extends Kind>(
    tenantId: string,
    kind: K,
    id: string,
  ): Promise<Stored<DocumentOf<K>> | undefined> {
    // Nothing is under an id that nothing can have: whoever presses a forged card asks for one.
    const encoded = encodedOrNone(id);
    if (encoded === undefined) return undefined;
    return ofKind(kind, await this.#reads.read(tenantId, encoded));
  }

  /** By the id as it is kept. */
  #readOne(tenantId: string, id: string): Promise<Stored | undefined> {
    return this.#bounded('reading', 'read', async (abortSignal) => {
      const answer = await this.#container.item(id, tenantId).read<object>({ abortSignal });
      this.#charged('reading', answer.requestCharge);
      // A missing container is a 404 too, and tells itself apart by a substatus.
      if (answer.statusCode === 404 && !answer.substatus) return undefined;
      if (answer.statusCode === 404)
        throw httpError(404, `no such container (substatus ${answer.substatus})`);
      if (!answer.resource) throw httpError(answer.statusCode, `status ${answer.statusCode} without a body`);
      return this.#stored(answer.resource);
    });
  }

  /** By their ids as they are kept, and so is what was found: the service has an index of them without being told. */
  #readSeveral(
    tenantId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Stored | StoreFailure>> {
    const parameters = ids.map((id, at) => ({ name: `@p${at}`, value: id }));
    const query = `SELECT * FROM c WHERE c.id IN (${parameters.map(({ name }) => name).join(', ')})`;
    return this.#bounded('reading several', 'read', async (abortSignal) => {
      const iterator = this.#container.items.query<object>(
        { query, parameters },
        { partitionKey: tenantId, maxItemCount: ids.length, abortSignal },
      );
      withoutPlan(iterator);
      const found = new Map<string, Stored | StoreFailure>();
      // What is large comes in pages.
      do {
        const { resources, requestCharge } = await iterator.fetchNext();
        this.#charged('reading several', requestCharge);
        for (const raw of resources) {
          const { id } = raw as { readonly id?: unknown };
          try {
            found.set(String(id), this.#stored(raw));
          } catch (error) {
            // Whoever asked for the others gets them.
            if (!isStoreFailure(error)) throw error;
            found.set(String(id), error);
          }
        }
      } while (iterator.hasMoreResults());
      return found;
    });
  }

  async query<K extends Kind>(tenantId: string, query: Query<K>): Promise<Page<DocumentOf<K>>> {
    const spec = compile(query);
    return this.#bounded('querying', 'read', async (abortSignal) => {
      const iterator = this.#container.items.query<object>(spec, {
        partitionKey: tenantId,
        maxItemCount: query.limit,
        abortSignal,
        ...present({ continuationToken: query.continuation }),
      });
      const answer = await withoutPlan(iterator).fetchNext();
      this.#charged('querying', answer.requestCharge);
      // The query asks for the kind.
      const items = (answer.resources ?? []).map((raw) => this.#stored(raw) as Stored<DocumentOf<K>>);
      return { items, ...present({ continuation: answer.continuationToken || undefined }) };
    });
  }

  async count(tenantId: string, counted: Counted): Promise<number> {
    const { conditions, parameters } = filtersOf(counted);
    orderBy(counted);
    const query = `SELECT VALUE COUNT(1) FROM c WHERE ${conditions}`;
    return this.#bounded('counting', 'read', async (abortSignal) => {
      const iterator = this.#container.items.query<unknown>(
        { query, parameters },
        { partitionKey: tenantId, abortSignal },
      );
      withoutPlan(iterator);
      let sum = 0;
      // A long count comes in parts, each with what it has counted since the one before.
      do {
        const { resources, requestCharge } = await iterator.fetchNext();
        this.#charged('counting', requestCharge);
        for (const part of resources) {
          if (typeof part !== 'number') throw new TypeError(`a count is no number: ${typeof part}`);
          sum += part;
        }
      } while (iterator.hasMoreResults());
      return sum;
    });
  }

  async commit(tenantId: string, writes: readonly Write[]): Promise<CommitResult> {
    if (writes.length < 1 || writes.length > MAX_BATCH)
      throw new StoreFailure(
        `a commit holds 1 to ${MAX_BATCH} writes, this one ${writes.length}`,
        'unchanged',
      );
    const operations = writes.map((write) => operation(tenantId, write));
    try {
      const result = await this.#bounded('writing', 'write', (signal) =>
        this.#batch(tenantId, operations, signal),
      );
      if (result.outcome === 'committed') this.#writesInDoubt = false;
      return result;
    } catch (error) {
      if (!isOwnFault(error)) this.#writesInDoubt = true;
      throw error;
    }
  }

  async #batch(
    tenantId: string,
    operations: OperationInput[],
    abortSignal: AbortSignal,
  ): Promise<CommitResult> {
    const answer = await this.#container.items.batch(operations, tenantId, {
      abortSignal,
      contentResponseOnWriteEnabled: false,
    });
    this.#charged('writing', Number(answer.headers['x-ms-request-charge']));
    const results = answer.result ?? [];
    const at = results.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
    const status = results[at]?.statusCode;
    if (status === 404 || status === 409 || status === 412) return { outcome: 'conflict', at, status };
    if (status !== undefined) throw httpError(status, `write ${at} was refused`);
    if (answer.code !== 200 || results.length !== operations.length)
      throw new Error(`status ${answer.code} with ${results.length} results for ${operations.length} writes`);
    return {
      outcome: 'committed',
      etags: results.map(({ eTag }, index) =>
        operations[index]?.operationType === 'Delete' ? undefined : eTag,
      ),
    };
  }

  /** Reads, and writes only when the last write failed: reading goes on when the disk is full. */
  async ready(): Promise<void> {
    try {
      await this.read(PROBE, 'processed', PROBE);
      const doc = newDocument('processed', PROBE, PROBE, { ttl: PROBE_TTL_SECONDS });
      if (this.#writesInDoubt) await this.commit(PROBE, [{ op: 'put', doc }]);
    } catch (error) {
      throw notReady(error);
    }
  }

  async close(): Promise<void> {
    this.#client.dispose();
    return Promise.resolve();
  }

  #stored(raw: object): Stored {
    const {
      _rid: rid,
      _self: self,
      _attachments: attachments,
      _ts: ts,
      _etag: etag,
      ...own
    } = raw as Record<string, unknown>;
    void [rid, self, attachments, ts];
    try {
      if (typeof own['id'] !== 'string' || typeof etag !== 'string') throw new TypeError('no id or no etag');
      own['id'] = decodeId(own['id']);
      return { doc: this.#parse(own), etag };
    } catch (error) {
      throw new StoreFailure(
        `the document "${String(own['id'])}" is not one of ours: ${describe(error)}`,
        'unchanged',
        error,
      );
    }
  }

  /** The request units of one request; an account that does not say asks for none. */
  #charged(doing: Doing, units: number): void {
    if (units > 0)
      this.#telemetry.record('azure.cosmosdb.client.operation.request_charge', units, {
        'db.operation.name': OPERATIONS[doing],
      });
  }

  /** Runs `call` as {@link #again} does, and measures it: one operation, however often it is tried. */
  #bounded<T>(
    doing: Doing,
    kind: 'read' | 'write',
    call: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (!this.#telemetry.isOn) return this.#again(doing, kind, call);
    const of = { 'db.system.name': 'azure.cosmosdb', 'db.operation.name': OPERATIONS[doing] };
    const began = performance.now();
    const measure = (error?: string): void =>
      this.#telemetry.record('db.client.operation.duration', secondsSince(began), {
        ...of,
        'error.type': error,
      });
    return this.#telemetry.span(of['db.operation.name'], 'client', of, async () => {
      try {
        const done = await this.#again(doing, kind, call);
        measure();
        return done;
      } catch (error) {
        measure(isStoreFailure(error) ? codeOf(error.cause) : 'other');
        throw error;
      }
    });
  }

  /** Runs `call` within the deadline, again where that is safe, and turns what it throws into a StoreFailure. */
  async #again<T>(
    doing: Doing,
    kind: 'read' | 'write',
    call: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const atWorst = kind === 'write' ? 'unknown' : 'unchanged';
    const expiresAt = performance.now() + this.#deadlineMs;
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const cause = Object.assign(new Error('no answer in time'), { code: 'LATE' });
        reject(new StoreFailure(`${doing} took more than ${this.#deadlineMs} ms`, atWorst, cause));
        abort.abort();
      }, this.#deadlineMs);
    });
    // It may pass while nothing races with it, between two attempts.
    deadline.catch(() => undefined);
    try {
      for (let retries = 0; ; retries += 1) {
        try {
          return await Promise.race([call(abort.signal), deadline]);
        } catch (error) {
          if (isStoreFailure(error)) throw error;
          const wait = retries < MAX_RETRIES ? retryDelay(error, retries, kind === 'read') : undefined;
          if (wait === undefined || performance.now() + wait > expiresAt)
            throw new StoreFailure(
              `${doing} failed: ${describe(error)}`,
              atWorst === 'unknown' && !provesUnchanged(error) ? 'unknown' : 'unchanged',
              error,
            );
          this.#telemetry.count('planning.store.retries', { 'db.operation.name': OPERATIONS[doing] });
          await sleep(wait);
        }
      }
    } catch (error) {
      // Ends whatever the SDK still has under way.
      abort.abort();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function compile(query: Query): SqlQuerySpec {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_PAGE)
    throw new StoreFailure(`a query's limit is 1 to ${MAX_PAGE}, not ${query.limit}`, 'unchanged');
  const ordered = orderBy(query);
  const { conditions, parameters } = filtersOf(query);
  return { query: `SELECT * FROM c WHERE ${conditions}${ordered}`, parameters };
}

type Parameters = NonNullable<SqlQuerySpec['parameters']>;

/** What a query asks of each document. */
function filtersOf({ kind, where, oneOf, prefix, anyPrefix, order }: Omit<Query, 'limit'>): {
  readonly conditions: string;
  readonly parameters: Parameters;
} {
  const conditions = ['c.kind = @kind'];
  const parameters: Parameters = [{ name: '@kind', value: kind }];
  const ask = (value: string | number | boolean | undefined, condition: (name: string) => string): void => {
    if (value === undefined) return;
    const name = `@p${parameters.length}`;
    conditions.push(condition(name));
    parameters.push({ name, value });
  };
  for (const [path, value] of Object.entries(where ?? {})) ask(value, (name) => `c.${path} = ${name}`);
  if (oneOf) {
    const values = oneOf.values.map((value) => {
      const name = `@p${parameters.length}`;
      parameters.push({ name, value });
      return name;
    });
    conditions.push(`c.${oneOf.path} IN (${values.join(', ')})`);
  }
  if (prefix) ask(prefix.value, (name) => `STARTSWITH(c.${prefix.path}, ${name})`);
  if (anyPrefix) {
    const any = anyPrefix.map(({ path, value }) => {
      const name = `@p${parameters.length}`;
      parameters.push({ name, value });
      return `STARTSWITH(c.${path}, ${name})`;
    });
    conditions.push(`(${any.join(' OR ')})`);
  }
  if (order) {
    const { path, from, to, not, last } = order;
    ask(from, (name) => `c.${path} >= ${name}`);
    ask(to, (name) => `c.${path} <= ${name}`);
    if (last) ask(last.upTo, (name) => `c.${last.path} <= ${name}`);
    if (not) ask(not.value, (name) => `c.${not.path} != ${name}`);
    if (last) {
      const on = `c.${last.path}`;
      ask(last.since, (name) => `(NOT IS_DEFINED(${on}) OR ${on} >= ${name})`);
    }
  }
  return { conditions: conditions.join(' AND '), parameters };
}

/** The order of the index, which has the equal properties first, so that it serves filter and order at once. */
function orderBy({ where = {}, oneOf, prefix, anyPrefix, order }: Omit<Query, 'limit'>): string {
  const begins = anyPrefix ?? [prefix];
  const [found = { missing: 'there is no prefix to begin with' }, ...others] = begins.map((one) =>
    indexFor(INDEXED, {
      equal: ['kind', ...Object.keys(where)],
      prefix: one?.path,
      lookedAt: [oneOf, order?.not, order?.last].flatMap((looked) =>
        looked === undefined ? [] : [looked.path],
      ),
      order: order?.path,
    }),
  );
  for (const one of [found, ...others])
    if ('missing' in one) throw new StoreFailure(`${one.missing}: container.ts has it`, 'unchanged');
  if (!order || 'missing' in found) return '';
  const direction = order.descending ? 'DESC' : 'ASC';
  return ` ORDER BY ${found.paths.map((path) => `c.${path} ${direction}`).join(', ')}`;
}

function operation(tenantId: string, write: Write): OperationInput {
  switch (write.op) {
    case 'create':
      return { operationType: 'Create', resourceBody: body(tenantId, write.doc) };
    case 'replace': {
      const resourceBody = body(tenantId, write.doc);
      return { operationType: 'Replace', id: resourceBody.id, ifMatch: write.etag, resourceBody };
    }
    case 'put':
      return { operationType: 'Upsert', resourceBody: body(tenantId, write.doc) };
    case 'delete':
      return {
        operationType: 'Delete',
        id: encodeId(write.id),
        ...present({ ifMatch: write.etag }),
      };
    case 'add': {
      const amounts = Object.entries(write.amounts);
      if (amounts.length < 1 || amounts.length > MAX_AMOUNTS)
        throw new StoreFailure(`an add holds 1 to ${MAX_AMOUNTS} amounts`, 'unchanged');
      return {
        operationType: 'Patch',
        id: encodeId(write.id),
        resourceBody: {
          operations: amounts.map(([name, value]) => {
            if (!PROPERTY.test(name) || !Number.isFinite(value))
              throw new StoreFailure(`${value} cannot be added to "${name}"`, 'unchanged');
            return { op: 'incr', path: `/${name}`, value };
          }),
        },
      };
    }
    default:
      return write satisfies never;
  }
}

function body(tenantId: string, doc: AnyDocument): JSONObject & { id: string } {
  if (doc.tenantId !== tenantId)
    throw new StoreFailure(`the document "${doc.id}" belongs to another tenant`, 'unchanged');
  const own: object = doc;
  return { ...own, id: encodeId(doc.id) };
}

function isStoreFailure(error: unknown): error is StoreFailure {
  return error instanceof StoreFailure;
}
