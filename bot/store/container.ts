import type {
  Container,
  ContainerDefinition,
  ContainerRequest,
  CosmosClient,
  IndexingPolicy,
} from '@azure/cosmos';
import { isFull } from './faults.ts';
import type { IndexPolicy } from './query-index.ts';
import type { FilterPath, LastDayPath, OrderPath, PrefixPath } from '../../domain/store/ports.ts';

/** The one container and what its documents are partitioned by. */
export const CONTAINER_ID = 'programme';
const PARTITION_KEY_PATH = '/tenantId';

/**
 * The ordered queries, by what they are equal on beside the kind, and last what they are ordered by. One more is
 * one more line. On every document of the kind all of the properties must be there: what the service does
 * without one is not written down.
 */
const ORDERED = [
  // Vouchers and claims by their next deadline.
  ['open', 'due'],
  ['status', 'due'],
  // Vouchers and claims by the next day on which they remind of something.
  ['open', 'remindOn'],
  // What a consultant has reserved, by its last day; counted, too.
  ['consultantId', 'status', 'due'],
  // Vouchers narrowed down by what people ask for: each of these alone, the rest is looked at in what it brings.
  ['open', 'rank'],
  ['status', 'rank'],
  ['customerId', 'rank'],
  ['engagement', 'rank'],
  ['offering', 'rank'],
  ['consultantId', 'rank'],
  ['country', 'rank'],
  ['recordedBy', 'rank'],
  // Claims that were settled lately.
  ['open', 'changedAt'],
  // The history of one document.
  ['subject', 'seq'],
  // What people have to be told, by when it may be sent.
  ['due'],
] as const satisfies readonly (readonly [...FilterPath[], OrderPath])[];

const QUERY_PATHS = {
  kind: true,
  status: true,
  open: true,
  customerId: true,
  engagement: true,
  offering: true,
  consultantId: true,
  country: true,
  recordedBy: true,
  subject: true,
  permission: true,
  asked: true,
  searchName: true,
  suffix: true,
  plain: true,
  reversed: true,
  from2: true,
  from3: true,
  from4: true,
  until: true,
  due: true,
  rank: true,
  changedAt: true,
  seq: true,
  remindOn: true,
} as const satisfies Readonly<Record<'kind' | FilterPath | PrefixPath | LastDayPath | OrderPath, true>>;

/** Every top-level property that a query filters or orders by, and every order; nothing else is indexed. */
export const INDEXED: IndexPolicy = {
  paths: Object.keys(QUERY_PATHS),
  orders: ORDERED.map((paths) => ['kind', ...paths]),
};

const EXPIRES_ONLY_WITH_OWN_TTL = -1;

/** The container as it is created, and what an existing one is compared with. */
export function containerDefinition(): ContainerRequest {
  return {
    id: CONTAINER_ID,
    partitionKey: { paths: [PARTITION_KEY_PATH] },
    defaultTtl: EXPIRES_ONLY_WITH_OWN_TTL,
    indexingPolicy: indexes(),
  };
}

/**
 * Single properties for the filters, and a composite index for every order: with the equal properties first in
 * it, and first in the ORDER BY too, the service reads no more than the page.
 */
function indexes(): IndexingPolicy {
  return {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: INDEXED.paths.map((path) => ({ path: `/${path}/?` })),
    excludedPaths: [{ path: '/*' }],
    compositeIndexes: INDEXED.orders.map((paths) =>
      paths.map((path) => ({ path: `/${path}`, order: 'ascending' })),
    ),
  };
}

const READING_DEADLINE_MS = 4_000;
const CREATING_DEADLINE_MS = 30_000;

/** What the account has as the container, read only; undefined when there is none. */
export async function existingContainer(
  client: CosmosClient,
  databaseId: string,
): Promise<ContainerDefinition | undefined> {
  const container = client.database(databaseId).container(CONTAINER_ID);
  return (await orAbsent(container.read({ abortSignal: AbortSignal.timeout(READING_DEADLINE_MS) })))
    ?.resource;
}

/**
 * The container, created with its database when either is absent. Indexes that an earlier version's container lacks are
 * added to it: nothing is taken away, the service builds them while it serves, and a query that needs one is slower or
 * refused until then. Throws when an existing one differs otherwise, or the credentials may not add to it (code
 * `other_container`, the message names the difference), and when they may not create what is missing (code
 * `no_container`). Takes at most {@link READING_DEADLINE_MS}, and where it creates or adds {@link CREATING_DEADLINE_MS}.
 */
export async function ensureContainer(client: CosmosClient, databaseId: string): Promise<Container> {
  const database = client.database(databaseId);
  const container = database.container(CONTAINER_ID);
  const existing = await existingContainer(client, databaseId);
  if (existing) {
    await bringUpToDate(container, existing);
    return container;
  }
  const abortSignal = AbortSignal.timeout(CREATING_DEADLINE_MS);
  try {
    if (!(await orAbsent(database.read({ abortSignal }))))
      await orPresent(client.databases.create({ id: databaseId }, { abortSignal }));
    await orPresent(database.containers.create(containerDefinition(), { abortSignal }));
  } catch (error) {
    if (code(error) !== 403 || isFull(error)) throw error;
    throw Object.assign(
      new Error(
        `database "${databaseId}" has no container "${CONTAINER_ID}" and these credentials may not create it`,
        { cause: error },
      ),
      { code: 'no_container' },
    );
  }
  const created = await container.read({ abortSignal });
  if (!created.resource) throw new Error(`the container "${CONTAINER_ID}" was created but cannot be read`);
  await bringUpToDate(container, created.resource);
  return container;
}

/** How an existing container differs from the one we need, in words; both are empty where it does not. */
export interface ContainerDifferences {
  /** What it cannot be given: another has to be deployed. */
  readonly fixed: readonly string[];
  /** Indexes that can be added to it. */
  readonly lacking: readonly string[];
}

/** Compares an existing container with {@link containerDefinition}. More indexes than ours are no difference. */
export function differencesOf(actual: ContainerDefinition): ContainerDifferences {
  const expected = aspects(containerDefinition());
  const found = aspects(actual);
  return {
    fixed: Object.keys(expected)
      .filter((name) => expected[name] !== found[name])
      .map((name) => `${name} is ${found[name]}, expected ${expected[name]}`),
    lacking: lackingIn(actual.indexingPolicy ?? {}),
  };
}

/** Adds the indexes that `actual` lacks; throws when it would answer our requests otherwise even then. */
async function bringUpToDate(container: Container, actual: ContainerDefinition): Promise<void> {
  const { fixed, lacking } = differencesOf(actual);
  if (fixed.length > 0)
    throw otherContainer(`is not the one we need: ${fixed.join('; ')}; deploy one beforehand`);
  if (lacking.length === 0) return;
  const own = Object.entries(actual).filter(([name]) => !name.startsWith('_'));
  const next = { ...Object.fromEntries(own), indexingPolicy: withAll(actual.indexingPolicy ?? {}) };
  try {
    const abortSignal = AbortSignal.timeout(CREATING_DEADLINE_MS);
    await container.replace(next, { abortSignal });
  } catch (error) {
    if (code(error) !== 403 || isFull(error)) throw error;
    throw otherContainer(
      `lacks ${lacking.join('; ')} in its index policy, and these credentials may not add them: add them to the policy beforehand, or let them`,
      error,
    );
  }
}

function otherContainer(problem: string, cause?: unknown): Error {
  return Object.assign(new Error(`the container "${CONTAINER_ID}" ${problem}`, { cause }), {
    code: 'other_container',
  });
}

/** What an existing container cannot be given. */
function aspects(definition: ContainerRequest | ContainerDefinition): Record<string, string> {
  const { partitionKey, defaultTtl, indexingPolicy } = definition;
  const keys = typeof partitionKey === 'string' ? [partitionKey] : (partitionKey?.paths ?? []);
  return {
    'partition key': keys.join(' '),
    'default TTL': String(defaultTtl ?? 'none'),
    'indexing mode': indexingPolicy?.indexingMode ?? 'consistent',
  };
}

/** What of ours a policy does not have. More than ours keeps no query from its index: a later version's, say. */
function lackingIn(policy: IndexingPolicy): readonly string[] {
  const ours = indexes();
  const paths = new Set(pathsOf(policy.includedPaths));
  const composites = new Set((policy.compositeIndexes ?? []).map(composite));
  const excluded = pathsOf(policy.excludedPaths);
  const missing: readonly (readonly [string, readonly string[]])[] = [
    ['index paths', pathsOf(ours.includedPaths).filter((path) => !paths.has(path))],
    ['composite indexes', (ours.compositeIndexes ?? []).map(composite).filter((one) => !composites.has(one))],
    ['unindexed paths', excluded.join() === '/*' ? [] : ['/*, and nothing else,']],
  ];
  return missing.filter(([, list]) => list.length > 0).map(([what, list]) => `${what} ${list.join(', ')}`);
}

/** Ours, and what else the policy has: a process of another version may query by it still. */
function withAll(policy: IndexingPolicy): IndexingPolicy {
  const ours = indexes();
  const paths = new Set(pathsOf(ours.includedPaths));
  const composites = new Set((ours.compositeIndexes ?? []).map(composite));
  const others = (policy.includedPaths ?? []).filter(({ path }) => path !== '/*' && !paths.has(path));
  return {
    ...ours,
    includedPaths: [...(ours.includedPaths ?? []), ...others],
    compositeIndexes: [
      ...(ours.compositeIndexes ?? []),
      ...(policy.compositeIndexes ?? []).filter((one) => !composites.has(composite(one))),
    ],
  };
}

/** Read backwards it serves the opposite order too, so that either way round it is the same index. */
function composite(paths: readonly { path?: string; order?: string }[]): string {
  const isDescending = paths.map(({ order }) => order === 'descending');
  return paths
    .map(({ path }, at) => `${path}${isDescending[at] === isDescending[0] ? '' : ' opposite'}`)
    .join('+');
}

function pathsOf(list: readonly { path?: string }[] | undefined): readonly string[] {
  return (
    (list ?? [])
      .map(({ path }) => path ?? '')
      // The service excludes this one by itself.
      .filter((path) => path !== '/"_etag"/?')
  );
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (code(error) === 404) return undefined;
    throw error;
  }
}

/** A second process may have created it in the meantime. */
async function orPresent(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (code(error) !== 409) throw error;
  }
}

function code(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
