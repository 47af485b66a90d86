import type { IndexingPolicy } from '@azure/cosmos';
import type { Compared } from './compared.ts';
import { DATA_CONTRIBUTOR, ACR_PULL, PRINCIPAL_ID } from './azure-itself.ts';
import { same, sameSet } from './same.ts';

/** The account and the container, beside what the store would make. */
export function storeProblems({ made, needs, given }: Compared): string[] {
  const { account, database, container } = made;
  const { id, partitionKey, defaultTtl, indexingPolicy } = needs.container;
  const { resource, options } = container.properties;
  const { locations, backupPolicy, capacity } = account.properties;
  return [
    ...same('the region of the account', locations[0].locationName, given['location']),
    ...same('how far back it goes', backupPolicy.continuousModeProperties.tier, given['backupTier']),
    ...same('the limit of the account', capacity.totalThroughputLimit, given['maxThroughput']),
    ...same('the autoscale maximum', options.autoscaleSettings.maxThroughput, given['maxThroughput']),
    ...same('the database', database.properties.resource.id, given['databaseName']),
    ...same('the name of the database', database.name, `${account.name}/${database.properties.resource.id}`),
    ...same('the name of the container', container.name, `${database.name}/${resource.id}`),
    ...same('the container', resource.id, id),
    ...same('the partition key', { paths: resource.partitionKey.paths }, partitionKey),
    ...same('the default TTL', resource.defaultTtl, defaultTtl),
    ...indexProblems(resource.indexingPolicy, indexingPolicy ?? {}),
  ];
}

/** What one has to add to the template when there is a new query, by name. */
function indexProblems(actual: IndexingPolicy, expected: IndexingPolicy): string[] {
  const { includedPaths, excludedPaths, compositeIndexes, ...rest } = expected;
  const {
    includedPaths: included,
    excludedPaths: excluded,
    compositeIndexes: composites,
    ...others
  } = actual;
  const texts = (list: readonly object[] | undefined): string[] =>
    (list ?? []).map((one) => JSON.stringify(one));
  return [
    ...sameSet('the index policy', texts(included), texts(includedPaths)),
    ...sameSet('what it leaves out', texts(excluded), texts(excludedPaths)),
    ...sameSet('the orders', texts(composites), texts(compositeIndexes)),
    ...same('the rest of the index policy', others, rest),
  ];
}

/** Who may do what: data of the account, images of the registry, and nothing else. */
export function accessProblems({ made, given, deployment }: Compared): string[] {
  const { account, storeAccess, registry, imageAccess } = made;
  const { principalId, scope, roleDefinitionId } = storeAccess.properties;
  const roles = deployment.resources
    .filter(({ type }) => /roleAssignments$/i.test(type))
    .map(({ body }) =>
      (body['properties'] as { readonly roleDefinitionId: string }).roleDefinitionId.split('/').at(-1),
    );
  return [
    ...same('who may use the store', principalId, PRINCIPAL_ID),
    ...same('where', scope, account.id),
    ...same('as what', roleDefinitionId, `${account.id}/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`),
    ...same('the registry', registry?.name ?? '', given['registryName']),
    ...same('who may pull', imageAccess?.properties.principalId, registry && PRINCIPAL_ID),
    ...same('where from', imageAccess?.scope, registry?.id),
    ...same(
      'all the roles',
      roles,
      registry === undefined ? [DATA_CONTRIBUTOR] : [DATA_CONTRIBUTOR, ACR_PULL],
    ),
  ];
}
