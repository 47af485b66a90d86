import type { Identity, MailboxConfig } from '../config.ts';
import { ownTokens } from '../teams/own-token.ts';
import { GraphFailure, type GraphToken } from './graph.ts';

const SCOPE = 'https://graph.microsoft.com/.default';
const DEADLINE_MS = 10_000;

/** Tokens for Graph in the mailbox's tenant, of the identity that the bot has in Teams; each is kept until it ends. */
export function graphTokens(
  identity: Identity,
  { tenantId }: Pick<MailboxConfig, 'tenantId'>,
  loginUrl?: string,
): GraphToken {
  const token = ownTokens({ ...identity, tenantId }, { scope: SCOPE, deadlineMs: DEADLINE_MS, loginUrl });
  return async (signal) => {
    const done = new AbortController();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')), { signal: done.signal });
    });
    try {
      signal.throwIfAborted();
      return await Promise.race([token(), aborted]);
    } catch (error) {
      throw new GraphFailure('passing', { code: 'token' }, error);
    } finally {
      done.abort();
    }
  };
}
