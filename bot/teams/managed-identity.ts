import { within } from './deadline.ts';

/** A token, and for how many seconds it holds. */
export interface Granted {
  readonly token: string;
  readonly seconds: number;
}

/**
 * Asks for tokens of the managed identity that was assigned under this client id to where the bot runs. Rejects after
 * `deadlineMs` at the latest; the library itself would try for longer.
 */
export function managedIdentity(clientId: string, deadlineMs: number): (scope: string) => Promise<Granted> {
  return async (scope) => {
    // Who has a secret needs none of it.
    const { ManagedIdentityCredential } = await import('@azure/identity');
    const asked = new ManagedIdentityCredential({ clientId }).getToken(scope);
    const { token, expiresOnTimestamp } = await within(deadlineMs, asked, () => new Error('deadline'));
    return { token, seconds: (expiresOnTimestamp - Date.now()) / 1000 };
  };
}
