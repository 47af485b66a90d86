import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerDefinition, CosmosClient } from '@azure/cosmos';
import { sameValue } from '../../domain/same-value.ts';
import { present } from '../../domain/present.ts';
import { storeIdentity } from '../config.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';
import { Declined, runWithConfig, WrongArguments } from '../tenant/command.ts';
import { accessBy, accountClient } from './account-client.ts';
import {
  CONTAINER_ID,
  createContainer,
  differencesOf,
  readContainer,
  replaceContainer,
  type ExistingContainer,
} from './container.ts';
import { describe, notReady, retryDelay } from './faults.ts';

/** How long after a look at the service's progress comes the next. */
const LOOK_MS = 1_000;
/** Looks in a row without an answer, after which it ends; the service goes on. */
const MAX_FAILURES = 8;
const BACKOFF: Backoff = { firstMs: LOOK_MS, longestMs: 30_000, jitter: NO_JITTER };

/**
 * Makes the container of an account what this version needs, so that its replicas find every index there: creates it when
 * absent, gives it our TTL, indexing mode and the indexes that it lacks, and waits until the service has built them,
 * however long that takes. What else the container has stays, and so do indexes of other versions, whose replicas go on
 * meanwhile. `tell` gets a line whenever there is something new. Cut off at any moment it can be run again: the service
 * has the new policy or the old one, and goes on by itself.
 * Throws {@link Declined} where a container cannot become ours, or somebody else changes it; StoreNotReady.
 */
export async function upgradeContainer(
  client: CosmosClient,
  databaseId: string,
  tell: (line: string) => void,
): Promise<void> {
  const container = client.database(databaseId).container(CONTAINER_ID);
  const look = (): Promise<ExistingContainer | undefined> => readContainer(container);
  let before = await look();
  if (before === undefined) {
    await createContainer(client, databaseId);
    tell(`Created the container "${CONTAINER_ID}" in the database "${databaseId}".`);
    before = await look();
  }
  if (before === undefined)
    throw new Declined(`The container "${CONTAINER_ID}" was created but cannot be read.`);
  const { fixed, settable, lacking } = differencesOf(before.definition);
  if (fixed.length > 0)
    throw new Declined(
      `Not changed: ${fixed.join('; ')}, and that cannot be changed. Name another COSMOS_DATABASE, in which this ` +
        'command makes the right container, and put what is in this one there with export-tenant and import-tenant.',
    );
  if (settable.length + lacking.length > 0) {
    await replaceContainer(container, before.definition);
    for (const change of [...settable.map((one) => `set: ${one}`), ...lacking.map((one) => `added ${one}`)])
      tell(change);
  } else tell('The container has everything already.');
  await untilBuilt(look, tell);
  const after = await look();
  if (after === undefined) throw new Declined(`The container "${CONTAINER_ID}" is gone.`);
  const now = differencesOf(after.definition);
  const left = [...now.fixed, ...now.settable, ...now.lacking];
  if (left.length > 0)
    throw new Declined(
      `Not done: somebody else changed the container meanwhile (${left.join('; ')}). Run it again.`,
    );
  if (!sameValue(others(before.definition), others(after.definition)))
    throw new Declined(
      'Not as it was: something of the container besides its TTL and index policy is otherwise now.',
    );
}

/** What an upgrade leaves as it is. */
function others(definition: ContainerDefinition): Readonly<Record<string, unknown>> {
  const { defaultTtl: _ttl, indexingPolicy: _policy, ...rest } = definition;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('_')));
}

/** Looks until everything is built. A look that fails in passing is no reason to end. */
async function untilBuilt(
  look: () => Promise<ExistingContainer | undefined>,
  tell: (line: string) => void,
): Promise<void> {
  let told = 100;
  let failures = 0;
  for (;;) {
    try {
      const { builtPercent } = (await look()) ?? { builtPercent: 100 };
      failures = 0;
      if (builtPercent !== told) tell(`${builtPercent} % of the indexes are built`);
      told = builtPercent;
      if (builtPercent >= 100) return;
      await sleep(LOOK_MS);
    } catch (error) {
      if (failures === MAX_FAILURES || retryDelay(error, failures, true) === undefined) throw error;
      tell(`no answer: ${describe(error)}`);
      await sleep(backoffMs(BACKOFF, failures));
      failures += 1;
    }
  }
}

if (import.meta.main)
  process.exitCode = await runWithConfig(
    'npm run upgrade-store',
    (args) => {
      if (args.length > 0) throw new WrongArguments('it takes no arguments');
    },
    async (_, config) => {
      const { endpoint, key, database, selfSigned } = config.cosmos;
      const say = (line: string): void => void process.stdout.write(`${line}\n`);
      if (endpoint === undefined)
        return say('No COSMOS_ENDPOINT: the embedded file gets its indexes whenever it is opened.');
      const access = await accessBy(key, storeIdentity(config));
      const client = accountClient({ endpoint, ...access, ...present({ selfSigned }) });
      try {
        await upgradeContainer(client, database, say);
      } catch (error) {
        throw error instanceof Declined ? error : notReady(error);
      } finally {
        client.dispose();
      }
      say(`${database} at ${endpoint} is what this version needs. Bring the new version in.`);
    },
  );
