import type { Identity, MailboxConfig } from '../config.ts';
import { Graph, GraphFailure } from '../mailbox/graph.ts';
import { graphTokens } from '../mailbox/graph-token.ts';
import { notOk, ok, type Finding } from './finding.ts';
import type { Places } from './places.ts';

const MAILBOX_MS = 20_000;
const RIGHTS =
  'README.md, "The mailbox", step 2: the right `Mail.ReadWrite` for this mailbox; it may take an hour';

/** Whether the mailbox that is watched can be read. Nothing is changed in it. */
export async function lookAtMailbox(
  identity: Identity,
  { user, tenantId }: MailboxConfig,
  { graphUrl, graphToken, loginUrl }: Places,
): Promise<Finding> {
  const graph = new Graph({
    baseUrl: graphUrl,
    token: graphToken ?? graphTokens(identity, { tenantId }, loginUrl),
    closing: AbortSignal.timeout(MAILBOX_MS),
  });
  try {
    await graph.changes(user, undefined);
    return ok(`${user} can be read`);
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    const { status, code } = error;
    if (code === 'token')
      return notOk(
        `no token for Graph in the tenant ${tenantId}`,
        'an admin of MAILBOX_TENANT consents to the app first: ' +
          `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${identity.appId}`,
      );
    if (status === 404)
      return notOk(`Graph knows no mailbox ${user}`, 'MAILBOX_USER and MAILBOX_TENANT have to match');
    if (status === 401 || status === 403) return notOk(`${user} may not be read (${status})`, RIGHTS);
    return notOk(
      `Graph does not answer as it should (${code})`,
      'let this machine reach graph.microsoft.com on 443',
    );
  }
}
