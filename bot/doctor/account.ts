import { randomUUID } from 'node:crypto';
import { newDocument, parseDocument } from '../../domain/store/documents.ts';
import { allowedTenantId, HINTS } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import { StoreFailure, type Store } from '../../domain/store/ports.ts';
import type { AllowedTenant } from '../config.ts';
import {
  connectCosmosStore,
  lookAtAccount,
  type AccountFacts,
  type ClosableStore,
} from '../store/cosmos-store.ts';
import { CONTAINER_ID } from '../store/container.ts';
import { describe, HELP, notReady } from '../store/faults.ts';
import { accessBy } from '../store/account-client.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';
import type { Check } from './examination.ts';

interface AccountSettings {
  readonly endpoint: string;
  readonly key?: string;
  readonly selfSigned?: true;
  readonly database: string;
}

const STRONG =
  '`az cosmosdb update -g GROUP -n ACCOUNT --default-consistency-level Strong`; or say --one-replica, if there is ' +
  'never a second';
const ROLE =
  '`az cosmosdb sql role assignment create -g GROUP -a ACCOUNT --scope / --principal-id THE_IDENTITY’S_OBJECT_ID ' +
  '--role-definition-id 00000000-0000-0000-0000-000000000002`';
/** In a partition of its own, which no tenant is called by; what a doctor who was killed left is gone after this. */
const DOCTOR = 'doctor';
const TTL_SECONDS = 60;

/**
 * What is looked at in an account of Azure Cosmos DB. It is left as it is, but for one document that is written, read and removed.
 * `identity`: client id of the managed identity, where there is no key. `isAlone`: never more than one replica runs.
 */
export function accountChecks(
  settings: AccountSettings,
  { identity, isAlone }: { readonly identity: string | undefined; readonly isAlone: boolean },
): {
  readonly checks: readonly Check[];
  /** The tenants that may use the bot by what the store says. Rejects where the container cannot serve. */
  readonly tenants: () => Promise<readonly AllowedTenant[]>;
} {
  const { key, database } = settings;
  const access = accessBy(key, identity);
  const facts = access.then((by) => lookAtAccount({ ...settings, ...by }));
  facts.catch(() => undefined);
  const opened = async (): Promise<ClosableStore> =>
    connectCosmosStore({ ...settings, ...(await access), parse: parseDocument });
  const tenants = async (): Promise<readonly AllowedTenant[]> => {
    if ((await facts).container === undefined) return [];
    const store = await opened();
    try {
      return await tenantsOf(store);
    } finally {
      await store.close();
    }
  };
  const checks: readonly Check[] = [
    {
      name: 'store',
      needs: 'configuration',
      look: async () => {
        try {
          await facts;
          return ok(`${new URL(settings.endpoint).host} answers and lets the bot read`);
        } catch (error) {
          return trouble(error, key !== undefined);
        }
      },
    },
    {
      name: 'container',
      needs: 'store',
      look: async () => containerFinding((await facts).container, database, key !== undefined),
    },
    {
      name: 'consistency',
      needs: 'store',
      look: async () => {
        const { consistency } = await facts;
        if (consistency === 'Strong') return ok('Strong');
        if (consistency === 'unknown') return unchecked('the account does not say its default consistency');
        if (isAlone) return ok(`${consistency}: right for one replica, never for two`);
        return notOk(
          `${consistency}: a second replica, also that of a rolling upgrade, would not see at once what the first wrote`,
          STRONG,
        );
      },
    },
    {
      name: 'writing',
      needs: 'container',
      look: async () => {
        if ((await facts).container === undefined) return unchecked('there is no container yet');
        const store = await opened();
        const id = randomUUID();
        try {
          const doc = newDocument('processed', DOCTOR, id, { ttl: TTL_SECONDS });
          await store.commit(DOCTOR, [{ op: 'create', doc }]);
          const written = await store.read(DOCTOR, 'processed', id);
          if (written === undefined)
            return notOk('what was just written is not there', 'look at the account');
          await store.commit(DOCTOR, [{ op: 'delete', id, etag: written.etag }]);
          return ok('a document was written, read back and removed');
        } catch (error) {
          if (!(error instanceof StoreFailure)) throw error;
          return trouble(error, key !== undefined);
        } finally {
          await store.close();
        }
      },
    },
  ];
  return { checks, tenants };
}

async function tenantsOf(store: Store): Promise<readonly AllowedTenant[]> {
  const tenants: AllowedTenant[] = [];
  for await (const { doc } of allOf(store, HINTS, { kind: 'allowedTenant' })) {
    const { standing } = doc;
    if (standing.status === 'allowed')
      tenants.push({ tenantId: allowedTenantId.keyOf(doc.id), adminObjectId: standing.adminObjectId });
  }
  return tenants;
}

/** What keeps the store from serving, with what would help. */
function trouble(error: unknown, hasKey: boolean): Finding {
  const { reason, cause, message } = notReady(error);
  if (reason === 'closed') return notOk(message, 'run the doctor again');
  const lacksRole = !hasKey && reason === 'forbidden';
  return notOk(describe(cause), lacksRole ? ROLE : HELP[reason]);
}

function containerFinding(container: AccountFacts['container'], database: string, hasKey: boolean): Finding {
  const named = `"${CONTAINER_ID}" of the database "${database}"`;
  if (container === undefined)
    return hasKey
      ? ok(`there is no ${named} yet: the bot makes it at its first start`)
      : notOk(
          `there is no ${named}, and a managed identity may not make one`,
          'deploy it: "Azure in one template" in manifest/README.md; or name another COSMOS_DATABASE',
        );
  if (container.fixed.length > 0)
    return notOk(
      `${named} is another one than the bot needs: ${container.fixed.join('; ')}`,
      'name another COSMOS_DATABASE, or deploy the container anew: these cannot be changed with what is in it',
    );
  if (container.settable.length > 0)
    return notOk(
      `${named} is set otherwise than the bot needs: ${container.settable.join('; ')}`,
      '`npm run upgrade-store` with rights to change the container',
    );
  if (container.lacking.length > 0)
    return notOk(
      `the index policy of ${named} lacks ${container.lacking.join('; ')}`,
      hasKey
        ? 'the bot adds them at its next start'
        : '`npm run upgrade-store` with rights to change the container',
    );
  if (container.builtPercent < 100)
    return notOk(
      `the indexes of ${named} are being built, ${container.builtPercent} % are there: the bot is not ready until then`,
      'wait; more throughput makes it faster',
    );
  return ok(`${named} has the partition key, TTL and index policy that the bot needs`);
}
