import type { TokenCredential } from '@azure/identity';
import type { Identity, MailboxConfig } from '../config.ts';
import { within } from '../teams/deadline.ts';
import { GraphFailure, type GraphToken } from './graph.ts';

const SCOPE = 'https://graph.microsoft.com/.default';
const DEADLINE_MS = 10_000;

/**
 * Tokens for Graph in the mailbox's tenant, of the identity that the bot has in Teams; the library keeps each until it
 * ends.
 */
export function graphTokens(identity: Identity, { tenantId }: Pick<MailboxConfig, 'tenantId'>): GraphToken {
  let credential: TokenCredential | undefined;
  return async (abortSignal) => {
    try {
      // A bot without a mailbox needs none of it.
      const azure = await import('@azure/identity');
      credential ??=
        identity.appType === 'UserAssignedMSI'
          ? new azure.ManagedIdentityCredential({ clientId: identity.appId })
          : new azure.ClientSecretCredential(tenantId, identity.appId, identity.password);
      const asked = credential.getToken(SCOPE, { abortSignal });
      const given = await within(DEADLINE_MS, asked, () => new Error('deadline'));
      if (given === null) throw new Error('no token');
      return given.token;
    } catch (error) {
      throw new GraphFailure('passing', { code: 'token' }, error);
    }
  };
}
