import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectCosmosStore, type ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { openStore } from '../../../bot/store/store.ts';
import { removeDatabase, SELF_SIGNED, type Account } from './account.ts';
import { storeContract } from './contract.ts';
import { parseSample } from './documents.ts';
import { STORE_PATIENCE_MS } from '../../machine.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');

/** `store` with more to do when it is closed. */
function closing(store: ClosableStore, finish: () => Promise<void> | void): ClosableStore {
  return {
    read: (tenantId, kind, id) => store.read(tenantId, kind, id),
    query: (tenantId, query) => store.query(tenantId, query),
    count: (tenantId, counted) => store.count(tenantId, counted),
    commit: (tenantId, writes) => store.commit(tenantId, writes),
    ready: () => store.ready(),
    close: async () => {
      try {
        await store.close();
      } finally {
        await finish();
      }
    },
  };
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'programme-'));

storeContract('the engine in this process', async () => {
  const dataDir = folder();
  const store = await openStore({ database: 'planning', dataDir, parse: parseSample });
  return closing(store, () => rmSync(dataDir, { recursive: true }));
});

storeContract('the engine over loopback with a key', async () => {
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

/** In a database of its own, which is removed in the end, also when it could not be made whole. */
async function onAccount(account: Account): Promise<ClosableStore> {
  const database = `contract-${randomBytes(6).toString('hex')}`;
  try {
    const store = await connectCosmosStore({
      ...account,
      database,
      parse: parseSample,
      deadlineMs: STORE_PATIENCE_MS,
    });
    return closing(store, () => removeDatabase(account, database));
  } catch (error) {
    await removeDatabase(account, database);
    throw error;
  }
}

const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_SELF_SIGNED } = process.env;
if (endpoint !== undefined && key !== undefined)
  storeContract(`the account at ${endpoint}`, () =>
    onAccount({ endpoint, key, selfSigned: COSMOS_SELF_SIGNED === 'true' }),
  );
else
  storeContract('an account, for want of COSMOS_ENDPOINT and COSMOS_KEY the engine over https', async () => {
    const dataDir = folder();
    const server = await serve({ file: join(dataDir, 'programme.sqlite'), key: KEY, tls: SELF_SIGNED });
    const end = async (): Promise<void> => {
      await server.close();
      rmSync(dataDir, { recursive: true });
    };
    try {
      return closing(await onAccount({ endpoint: server.url, key: KEY, selfSigned: true }), end);
    } catch (error) {
      await end();
      throw error;
    }
  });
