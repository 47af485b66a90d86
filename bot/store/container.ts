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
/** Percent of the index policy that is built; the service says it to whoever asks for it. */
const BUILT = 'x-ms-documentdb-collection-index-transformation-progress';

/** A container as the service has it. */
export interface ExistingContainer {
  readonly definition: ContainerDefinition;
  /** How much of the index policy is built, 0 to 100: below that a new order is refused, and a new filter is slow. */
  readonly builtPercent: number;
}

/** Undefined when there is none, or no such database. Takes at most {@link READING_DEADLINE_MS}. */
export async function readContainer(container: Container): Promise<ExistingContainer | undefined> {
  const abortSignal = AbortSignal.timeout(READING_DEADLINE_MS);
  const answer = await orAbsent(container.read({ abortSignal, populateQuotaInfo: true }));
  if (!answer?.resource) return undefined;
  const percent = Number(answer.headers[BUILT] ?? 100);
  // Where it does not say there is nothing to wait for.
  return { definition: answer.resource, builtPercent: percent >= 0 ? percent : 100 };
}

/** Creates the container, and its database. Throws (code `no_container`) when the credentials may not. */
export async function createContainer(client: CosmosClient, databaseId: string): Promise<void> {
  const database = client.database(databaseId);
  const abortSignal = AbortSignal.timeout(CREATING_DEADLINE_MS);
  try {
    if (!(await orAbsent(database.read({ abortSignal }))))
      await orPresent(client.databases.create({ id: databaseId }, { abortSignal }));
    await orPresent(database.containers.create(containerDefinition(), { abortSignal }));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    throw Object.assign(
      new Error(
        `database "${databaseId}" has no container "${CONTAINER_ID}" and these credentials may not create it`,
        { cause: error },
      ),
      { code: 'no_container' },
    );
  }
}

/**
 * The container, created with its database when either is absent. Indexes that an earlier version's container lacks are
 * added to it: nothing is taken away. Throws when an existing one differs otherwise, or the credentials may not add to it
 * (code `other_container`, the message names the difference); when they may not create what is missing (code
 * `no_container`); and while the service still builds indexes (code `indexing`): a query that needs one would be refused.
 * Takes at most {@link READING_DEADLINE_MS}, and where it creates or adds {@link CREATING_DEADLINE_MS}.
 */
export async function ensureContainer(client: CosmosClient, databaseId: string): Promise<Container> {
  const container = client.database(databaseId).container(CONTAINER_ID);
  let existing = await readContainer(container);
  if (existing === undefined) {
    await createContainer(client, databaseId);
    existing = await readContainer(container);
    if (existing === undefined)
      throw new Error(`the container "${CONTAINER_ID}" was created but cannot be read`);
  }
  const { fixed, settable, lacking } = differencesOf(existing.definition);
  const differing = [...fixed, ...settable];
  if (differing.length > 0) throw otherContainer(`is not the one we need: ${differing.join('; ')}`);
  if (lacking.length > 0) {
    await replaceContainer(container, existing.definition);
    existing = (await readContainer(container)) ?? existing;
  }
  if (existing.builtPercent < 100)
    throw Object.assign(
      new Error(
        `the indexes of the container "${CONTAINER_ID}" are being built: ${existing.builtPercent} % are there`,
      ),
      { code: 'indexing' },
    );
  return container;
}

/**
 * Gives the container our TTL, indexing mode and every index that it lacks; whatever else it has stays. The service
 * answers at once, and builds afterwards. Throws (code `other_container`) when the credentials may not.
 */
export async function replaceContainer(container: Container, actual: ContainerDefinition): Promise<void> {
  const own = Object.entries(actual).filter(([name]) => !name.startsWith('_'));
  const { defaultTtl } = containerDefinition();
  const next = {
    ...Object.fromEntries(own),
    defaultTtl,
    indexingPolicy: withAll(actual.indexingPolicy ?? {}),
  } as ContainerDefinition;
  try {
    await container.replace(next, { abortSignal: AbortSignal.timeout(CREATING_DEADLINE_MS) });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const { settable, lacking } = differencesOf(actual);
    const problems = [
      ...settable,
      ...(lacking.length > 0 ? [`it lacks ${lacking.join('; ')} in its index policy`] : []),
    ];
    throw otherContainer(
      `needs a change that these credentials may not make (Entra ID roles cover data only): ${problems.join('; ')}`,
      error,
    );
  }
}

function otherContainer(problem: string, cause?: unknown): Error {
  return Object.assign(new Error(`the container "${CONTAINER_ID}" ${problem}`, { cause }), {
    code: 'other_container',
  });
}

/** Where a container is not as ours, in words. */
export interface ContainerDifferences {
  /** What no container can be given: it takes another one. */
  readonly fixed: readonly string[];
  /** What it can be given, and only an administrator should: documents may begin to expire, or cease to. */
  readonly settable: readonly string[];
  /** Indexes. */
  readonly lacking: readonly string[];
}

/** Compares an existing container with {@link containerDefinition}. More indexes than ours are no difference. */
export function differencesOf(actual: ContainerDefinition): ContainerDifferences {
  const differing = (of: (definition: ContainerRequest | ContainerDefinition) => Record<string, string>) => {
    const found = of(actual);
    return Object.entries(of(containerDefinition()))
      .filter(([name, expected]) => expected !== found[name])
      .map(([name, expected]) => `${name} is ${found[name]}, expected ${expected}`);
  };
  return {
    fixed: differing(({ partitionKey }) => ({
      'partition key': (typeof partitionKey === 'string' ? [partitionKey] : (partitionKey?.paths ?? [])).join(
        ' ',
      ),
    })),
    settable: differing(({ defaultTtl, indexingPolicy }) => ({
      'default TTL': String(defaultTtl ?? 'none'),
      'indexing mode': indexingPolicy?.indexingMode ?? 'consistent',
    })),
    lacking: lackingIn(actual.indexingPolicy ?? {}),
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

/** A disk that is full answers alike. */
function isForbidden(error: unknown): boolean {
  return code(error) === 403 && !isFull(error);
}

function code(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
