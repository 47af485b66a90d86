import type { Container, ContainerDefinition, ContainerRequest, CosmosClient } from '@azure/cosmos';

/** The one container and what its documents are partitioned by. */
export const CONTAINER_ID = 'programme';
export const PARTITION_KEY_PATH = '/tenantId';

/** Every top-level property that a query filters or orders by; nothing else is indexed. */
export const QUERIED = [
  'kind',
  'status',
  'open',
  'due',
  'suffix',
  'customerId',
  'searchName',
  'subject',
  'seq',
  'permission',
  'asked',
  'changedAt',
  'number',
] as const;

const EXPIRES_ONLY_WITH_OWN_TTL = -1;

/** The container as it is created, and as an existing one is compared with. */
export function containerDefinition(): ContainerRequest {
  return {
    id: CONTAINER_ID,
    partitionKey: { paths: [PARTITION_KEY_PATH] },
    defaultTtl: EXPIRES_ONLY_WITH_OWN_TTL,
    indexingPolicy: {
      indexingMode: 'consistent',
      automatic: true,
      includedPaths: QUERIED.map((path) => ({ path: `/${path}/?` })),
      excludedPaths: [{ path: '/*' }],
    },
  };
}

/**
 * The container, created with its database when either is absent. Throws when an existing one differs
 * (the message names the difference) and when the credentials may not create what is missing.
 */
export async function ensureContainer(
  client: CosmosClient,
  databaseId: string,
  abortSignal: AbortSignal,
): Promise<Container> {
  const database = client.database(databaseId);
  const container = database.container(CONTAINER_ID);
  const existing = await orAbsent(container.read({ abortSignal }));
  if (existing?.resource) {
    requireSame(existing.resource);
    return container;
  }
  try {
    if (!(await orAbsent(database.read({ abortSignal }))))
      await orPresent(client.databases.create({ id: databaseId }, { abortSignal }));
    await orPresent(database.containers.create(containerDefinition(), { abortSignal }));
  } catch (error) {
    if (code(error) !== 403) throw error;
    throw new Error(
      `database "${databaseId}" has no container "${CONTAINER_ID}" and these credentials may not create it: ` +
        'Entra ID roles cover data only, so deploy the container beforehand',
      { cause: error },
    );
  }
  const created = await container.read({ abortSignal });
  if (!created.resource) throw new Error(`the container "${CONTAINER_ID}" was created but cannot be read`);
  requireSame(created.resource);
  return container;
}

/** Throws when `actual` would answer our requests otherwise than {@link containerDefinition} says. */
function requireSame(actual: ContainerDefinition): void {
  const expected = aspects(containerDefinition());
  const found = aspects(actual);
  const differences = Object.keys(expected)
    .filter((name) => expected[name] !== found[name])
    .map((name) => `${name} is ${found[name]}, expected ${expected[name]}`);
  if (differences.length > 0)
    throw new Error(`the container "${CONTAINER_ID}" is not the one we need: ${differences.join('; ')}`);
}

function aspects(definition: ContainerRequest | ContainerDefinition): Record<string, string> {
  const { partitionKey, defaultTtl, indexingPolicy } = definition;
  const keys = typeof partitionKey === 'string' ? [partitionKey] : (partitionKey?.paths ?? []);
  return {
    'partition key': keys.join(' '),
    'default TTL': String(defaultTtl),
    'indexing mode': indexingPolicy?.indexingMode ?? 'consistent',
    'index paths': sorted(indexingPolicy?.includedPaths),
    'unindexed paths': sorted(indexingPolicy?.excludedPaths),
  };
}

function sorted(list: readonly { path?: string }[] | undefined): string {
  return (
    (list ?? [])
      .map(({ path }) => path ?? '')
      // The service excludes this one by itself.
      .filter((path) => path !== '/"_etag"/?')
      .sort()
      .join(' ')
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
