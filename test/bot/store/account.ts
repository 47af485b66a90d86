import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { CosmosClient } from '@azure/cosmos';
import { failureOf } from './documents.ts';

/** An account of Azure Cosmos DB, Microsoft's emulator, or a server that speaks the same protocol. */
export interface Account {
  readonly endpoint: string;
  readonly key: string;
  readonly selfSigned: boolean;
}

const pem = readFileSync(new URL('self-signed.test-only.pem', import.meta.url), 'utf8');

/** Trusted by nobody: key and certificate for https on loopback. */
export const SELF_SIGNED = { key: pem, cert: pem };

/** Removes the database with all that is in it; resolves only when it is gone. */
export async function removeDatabase(
  { endpoint, key, selfSigned }: Account,
  database: string,
): Promise<void> {
  const client = new CosmosClient({
    endpoint,
    key,
    ...(selfSigned ? { agent: new Agent({ rejectUnauthorized: false }) } : {}),
    connectionPolicy: { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false },
  });
  try {
    await client.database(database).delete();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 404) throw error;
  }
  const failure = await failureOf(client.database(database).read());
  client.dispose();
  if ((failure as { code?: unknown }).code !== 404)
    throw new Error(`the database ${database} at ${endpoint} is still there: remove it`, { cause: failure });
}
