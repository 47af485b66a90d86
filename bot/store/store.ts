import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Document } from '../../domain/ports.ts';
import { QUERIED } from './container.ts';
import { connectCosmosStore } from './cosmos-store.ts';
import type { ClosableStore } from './cosmos-store.ts';
import { EMBEDDED_ENDPOINT, engineHttpClient } from './embedded/http-client.ts';
import { openEngine } from './embedded/engine.ts';

export interface StoreConfig {
  /** Absent = the embedded engine on a file in `dataDir`. */
  readonly endpoint?: string;
  /** Absent with an endpoint = managed identity. */
  readonly key?: string;
  readonly database: string;
  readonly dataDir: string;
  /** Checks and upgrades what was stored; throws when it is no document of ours. */
  readonly parse: (raw: unknown) => Document;
  /** Milliseconds that one call may take. */
  readonly deadlineMs?: number;
  /** What the embedded engine counts `ttl` by; the service has its own clock. */
  readonly clock?: Clock;
}

/**
 * The programme's store: Azure Cosmos DB, or the embedded engine at `<dataDir>/programme.sqlite`.
 * Rejects when the service cannot be reached, the container is another, or the file is held or damaged.
 */
export async function openStore(config: StoreConfig): Promise<ClosableStore> {
  const { endpoint, key, database, parse, deadlineMs } = config;
  const common = { database, parse, ...(deadlineMs === undefined ? {} : { deadlineMs }) };
  if (endpoint !== undefined && key !== undefined) return connectCosmosStore({ ...common, endpoint, key });
  if (endpoint !== undefined) {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return connectCosmosStore({ ...common, endpoint, credential: new DefaultAzureCredential() });
  }
  mkdirSync(config.dataDir, { recursive: true });
  const engine = openEngine({
    file: join(config.dataDir, 'programme.sqlite'),
    indexed: QUERIED,
    ...(config.clock ? { clock: config.clock } : {}),
  });
  try {
    const store = await connectCosmosStore({
      ...common,
      endpoint: EMBEDDED_ENDPOINT,
      httpClient: engineHttpClient(engine),
    });
    return {
      read: (tenantId, id) => store.read(tenantId, id),
      query: (tenantId, query) => store.query(tenantId, query),
      commit: (tenantId, writes) => store.commit(tenantId, writes),
      ready: () => store.ready(),
      close: async () => {
        await store.close();
        engine.close();
      },
    };
  } catch (error) {
    engine.close();
    throw error;
  }
}
