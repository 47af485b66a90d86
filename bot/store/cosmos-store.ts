import { createHmac, createSecretKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import type { Container, CosmosClientOptions, JSONObject, OperationInput, SqlQuerySpec } from '@azure/cosmos';
import { MAX_BATCH, StoreFailure } from '../../domain/ports.ts';
import type { CommitResult, Document, Page, Query, Store, Stored, Write } from '../../domain/ports.ts';
import { ensureContainer } from './container.ts';
import { decodeId, encodeId } from './ids.ts';

/** Milliseconds that one call to the store may take, its own retries included. */
export const DEADLINE_MS = 4_000;
const OPENING_DEADLINE_MS = 30_000;
const MAX_RETRIES = 5;
/** Cosmos' own limit of the operations of one patch. */
const MAX_AMOUNTS = 10;
const MAX_PAGE = 100;
const PROPERTY = /^[A-Za-z_]\w*$/;
/** What the SDK takes for a failed request of a query's plan. */
const NO_PLAN = Promise.resolve(new Error('a query within one partition has no plan'));

export interface CosmosStoreOptions {
  readonly endpoint: string;
  /** The account's key; or a credential; or neither, where `httpClient` asks for none. */
  readonly key?: string;
  readonly credential?: NonNullable<CosmosClientOptions['aadCredentials']>;
  readonly httpClient?: NonNullable<CosmosClientOptions['httpClient']>;
  readonly database: string;
  /** Checks and upgrades what was stored; throws when it is no document of ours. */
  readonly parse: (raw: unknown) => Document;
  /** Milliseconds, default {@link DEADLINE_MS}. */
  readonly deadlineMs?: number;
}

/** A store that holds connections or a file; nothing may be called after `close`. */
export type ClosableStore = Store & { close(): Promise<void> };

/**
 * A store over the container in `database`, which is created when absent.
 * Rejects with {@link StoreFailure} when it cannot be reached or is not the container we need.
 */
export async function connectCosmosStore(options: CosmosStoreOptions): Promise<ClosableStore> {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const client = new CosmosClient({
    endpoint: options.endpoint,
    ...(options.key === undefined ? {} : { tokenProvider: signer(options.key) }),
    ...(options.credential === undefined ? {} : { aadCredentials: options.credential }),
    ...(options.httpClient === undefined ? {} : { httpClient: options.httpClient }),
    connectionPolicy: {
      // One region: no account request, no refresh timer, and no retry of a write that may have happened.
      enableEndpointDiscovery: false,
      enableBackgroundEndpointRefreshing: false,
      requestTimeout: Math.max(deadlineMs, OPENING_DEADLINE_MS),
      retryOptions: {
        maxRetryAttemptCount: 0,
        fixedRetryIntervalInMilliseconds: 0,
        maxWaitTimeInSeconds: 0,
      },
    },
  });
  try {
    const container = await ensureContainer(
      client,
      options.database,
      AbortSignal.timeout(OPENING_DEADLINE_MS),
    );
    return new CosmosStore(client, container, options.parse, deadlineMs);
  } catch (error) {
    client.dispose();
    throw new StoreFailure(`the store cannot be opened: ${describe(error)}`, 'unchanged', error);
  }
}

type TokenProvider = NonNullable<CosmosClientOptions['tokenProvider']>;

/** Signs with the account's key as the SDK would, which prepares the key anew for every request. */
function signer(key: string): TokenProvider {
  const secret = createSecretKey(key, 'base64');
  return ({ verb, resourceType, resourceId, headers }) => {
    const date = String(headers['x-ms-date']).toLowerCase();
    // The account's own resources have no id, whatever the type says.
    const id = (resourceId as string | undefined) ?? '';
    const text = `${verb.toLowerCase()}\n${resourceType.toLowerCase()}\n${id}\n${date}\n\n`;
    const signature = createHmac('sha256', secret).update(text).digest('base64');
    return Promise.resolve(`type=master&ver=1.0&sig=${signature}`);
  };
}

class CosmosStore implements Store {
  readonly #client: CosmosClient;
  readonly #container: Container;
  readonly #parse: (raw: unknown) => Document;
  readonly #deadlineMs: number;

  constructor(
    client: CosmosClient,
    container: Container,
    parse: (raw: unknown) => Document,
    deadlineMs: number,
  ) {
    this.#client = client;
    this.#container = container;
    this.#parse = parse;
    this.#deadlineMs = deadlineMs;
  }

  async read(tenantId: string, id: string): Promise<Stored | undefined> {
    const encoded = encodeId(id);
    return this.#bounded('reading', 'unchanged', async (abortSignal) => {
      const answer = await this.#container.item(encoded, tenantId).read<object>({ abortSignal });
      // A missing container is a 404 too, and tells itself apart by a substatus.
      if (answer.statusCode === 404 && !answer.substatus) return undefined;
      if (answer.statusCode === 404)
        throw httpError(404, `no such container (substatus ${answer.substatus})`);
      if (!answer.resource) throw httpError(answer.statusCode, `status ${answer.statusCode} without a body`);
      return this.#stored(answer.resource);
    });
  }

  async query(tenantId: string, query: Query): Promise<Page> {
    const spec = compile(query);
    return this.#bounded('querying', 'unchanged', async (abortSignal) => {
      const iterator = this.#container.items.query<object>(spec, {
        partitionKey: tenantId,
        maxItemCount: query.limit,
        abortSignal,
        ...(query.continuation === undefined ? {} : { continuationToken: query.continuation }),
      });
      // Within one partition no plan is needed, and the SDK would ask for one with every query.
      Object.assign(iterator, { queryPlanPromise: NO_PLAN });
      const answer = await iterator.fetchNext();
      const items = (answer.resources ?? []).map((raw) => this.#stored(raw));
      return answer.continuationToken ? { items, continuation: answer.continuationToken } : { items };
    });
  }

  async commit(tenantId: string, writes: readonly Write[]): Promise<CommitResult> {
    if (writes.length < 1 || writes.length > MAX_BATCH)
      throw new StoreFailure(
        `a commit holds 1 to ${MAX_BATCH} writes, this one ${writes.length}`,
        'unchanged',
      );
    const operations = writes.map((write) => operation(tenantId, write));
    return this.#bounded('writing', 'unknown', async (abortSignal) => {
      const answer = await this.#container.items.batch(operations, tenantId, {
        abortSignal,
        contentResponseOnWriteEnabled: false,
      });
      const results = answer.result ?? [];
      const at = results.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
      const status = results[at]?.statusCode;
      if (status === 404 || status === 409 || status === 412) return { outcome: 'conflict', at, status };
      if (status !== undefined) throw httpError(status, `write ${at} was refused`);
      if (answer.code !== 200 || results.length !== writes.length)
        throw new Error(`status ${answer.code} with ${results.length} results for ${writes.length} writes`);
      return {
        outcome: 'committed',
        etags: results.map(({ eTag }, index) => (writes[index]?.op === 'delete' ? undefined : eTag)),
      };
    });
  }

  async ready(): Promise<void> {
    await this.read('ready', 'ready');
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

  /**
   * Runs `call` within the deadline and turns what it throws into a StoreFailure. Retries only on
   * 429 and 449, where the service says that it did nothing; every other retry of a write could
   * meet its own first attempt and take it for a conflict.
   */
  async #bounded<T>(
    doing: string,
    atWorst: StoreFailure['certainty'],
    call: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const expiresAt = performance.now() + this.#deadlineMs;
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new StoreFailure(`${doing} took more than ${this.#deadlineMs} ms`, atWorst));
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
          const wait = retries < MAX_RETRIES ? retryDelay(error, retries) : undefined;
          if (wait === undefined || performance.now() + wait > expiresAt)
            throw new StoreFailure(
              `${doing} failed: ${describe(error)}`,
              atWorst === 'unknown' && !provesUnchanged(error) ? 'unknown' : 'unchanged',
              error,
            );
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
  const conditions = ['c.kind = @kind'];
  const parameters: { name: string; value: string | number | boolean }[] = [
    { name: '@kind', value: query.kind },
  ];
  for (const [path, value] of Object.entries(query.where ?? {})) {
    const name = `@p${parameters.length}`;
    conditions.push(`${property(path)} = ${name}`);
    parameters.push({ name, value });
  }
  if (query.prefix) {
    const name = `@p${parameters.length}`;
    conditions.push(`STARTSWITH(${property(query.prefix.path)}, ${name})`);
    parameters.push({ name, value: query.prefix.value });
  }
  const order = query.order
    ? ` ORDER BY ${property(query.order.path)}${query.order.descending ? ' DESC' : ''}`
    : '';
  return { query: `SELECT * FROM c WHERE ${conditions.join(' AND ')}${order}`, parameters };
}

/** Ids are stored encoded, so their order and prefixes would not be the caller's. */
function property(path: string): string {
  if (path === 'id' || !PROPERTY.test(path))
    throw new StoreFailure(`"${path}" is not a property that can be queried`, 'unchanged');
  return `c.${path}`;
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
        ...(write.etag === undefined ? {} : { ifMatch: write.etag }),
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

function body(tenantId: string, doc: Document): JSONObject & { id: string } {
  if (doc.tenantId !== tenantId)
    throw new StoreFailure(`the document "${doc.id}" belongs to another tenant`, 'unchanged');
  return { ...doc, id: encodeId(doc.id) };
}

/** Statuses that the service gives before it writes. 408, 410 and 5xx may come after. */
const REFUSALS: ReadonlySet<unknown> = new Set([400, 401, 403, 404, 409, 412, 413, 429, 449]);
/** Codes and names of errors that come before the request leaves. */
const NEVER_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'AuthenticationError',
  'AggregateAuthenticationError',
  'CredentialUnavailableError',
]);

function provesUnchanged(error: unknown): boolean {
  const { code, name } = root(error);
  return REFUSALS.has(code) || NEVER_SENT.has(code) || NEVER_SENT.has(name);
}

/** Milliseconds to wait before asking again; undefined when asking again is not safe or of no use. */
function retryDelay(error: unknown, retries: number): number | undefined {
  const { code, retryAfterInMs } = root(error);
  if (code !== 429 && code !== 449) return undefined;
  const backoff = 2 ** retries * (code === 429 ? 50 : 10) * (0.5 + Math.random());
  return typeof retryAfterInMs === 'number' && retryAfterInMs >= 0 ? retryAfterInMs : backoff;
}

/** `items.batch` wraps what it throws, and keeps status and code only in the cause. */
function root(error: unknown): { code?: unknown; name?: unknown; retryAfterInMs?: unknown } {
  if (typeof error !== 'object' || error === null) return {};
  if (!('code' in error) && 'cause' in error && error.cause) return root(error.cause);
  return error;
}

function httpError(status: number, message: string): Error {
  return Object.assign(new Error(message), { code: status });
}

function isStoreFailure(error: unknown): error is StoreFailure {
  return error instanceof StoreFailure;
}

function describe(error: unknown): string {
  const { code } = root(error);
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return typeof code === 'string' || typeof code === 'number' ? `${message} (${code})` : message;
}
