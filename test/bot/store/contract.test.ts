import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectCosmosStore } from '../../../bot/store/cosmos-store.ts';
import type { ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { openStore } from '../../../bot/store/store.ts';
import { storeContract } from './contract.ts';
import { parseSample } from './documents.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');

/** `store` with more to do when it is closed. */
function closing(store: ClosableStore, finish: () => Promise<void> | void): ClosableStore {
  return {
    read: (tenantId, id) => store.read(tenantId, id),
    query: (tenantId, query) => store.query(tenantId, query),
    commit: (tenantId, writes) => store.commit(tenantId, writes),
    ready: () => store.ready(),
    close: async () => {
      await store.close();
      await finish();
    },
  };
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'programme-'));

storeContract('the store in this process', async () => {
  const dataDir = folder();
  const store = await openStore({ database: 'planning', dataDir, parse: parseSample });
  return closing(store, () => rmSync(dataDir, { recursive: true }));
});

storeContract('the store over loopback with a key', async () => {
  const dataDir = folder();
  const server = await serve({ file: join(dataDir, 'programme.sqlite'), key: KEY });
  const store = await openStore({
    endpoint: server.url,
    key: KEY,
    database: 'planning',
    dataDir,
    parse: parseSample,
  });
  return closing(store, async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });
});

const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database } = process.env;
if (endpoint !== undefined && key !== undefined)
  storeContract('the store on a real account', () =>
    connectCosmosStore({ endpoint, key, database: database ?? 'contract', parse: parseSample }),
  );
