import { z } from 'zod';

/** Why the bot gets no token of its own, as a short code for probes and logs. */
export type TokenTrouble =
  'bot_secret' | 'bot_secret_expired' | 'bot_app' | 'bot_tenant' | 'bot_identity' | 'login';

/** What would help, by the variable that is wrong. No value of one is ever said. */
const HELP: Readonly<Record<TokenTrouble, string>> = {
  bot_secret:
    'MicrosoftAppPassword is not a secret of this MicrosoftAppId: give the value, not the id, of a secret',
  bot_secret_expired: 'MicrosoftAppPassword has expired: make a new secret for the app, and give that',
  bot_app: 'MicrosoftAppId is no app of the tenant MicrosoftAppTenantId, or the app may not sign in',
  bot_tenant: 'MicrosoftAppTenantId is no tenant',
  bot_identity:
    'the managed identity with the client id MicrosoftAppId gives no token: assign it to where the bot runs',
  login: 'the login service does not answer as it should: check that the network lets this machine reach it',
};

/** The bot has no token of its own: it can answer nobody but in the response itself. */
export class NoToken extends Error {
  readonly reason: TokenTrouble;
  /** What of the process is not ready. */
  readonly part = 'token';

  constructor(reason: TokenTrouble, cause?: unknown) {
    super(HELP[reason], { cause });
    this.name = 'NoToken';
    this.reason = reason;
  }
}

/** The numbers of Entra ID's errors (AADSTS…) that name what is wrong. */
const BY_NUMBER: Readonly<Record<number, TokenTrouble>> = {
  7000215: 'bot_secret',
  7000216: 'bot_secret',
  7000218: 'bot_secret',
  7000222: 'bot_secret_expired',
  700016: 'bot_app',
  7000112: 'bot_app',
  7000229: 'bot_app',
  90002: 'bot_tenant',
  900023: 'bot_tenant',
};

const MAX_BYTES = 64 * 1024;
/** A token is asked for anew so long before it ends. */
const EARLY_MS = 5 * 60_000;

const grantedSchema = z.looseObject({
  access_token: z.string().min(1).max(MAX_BYTES),
  expires_in: z.coerce.number().positive(),
});
const refusedSchema = z.looseObject({
  error: z.string(),
  error_codes: z.array(z.number()).optional(),
});

interface ClientSecret {
  /** Where the login service is. */
  readonly loginUrl: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly password: string;
  readonly scope: string;
  /** The longest that asking for a token may take, in milliseconds. */
  readonly deadlineMs: number;
}

/**
 * The bot's own tokens by its client secret (OAuth 2.0 client credentials), kept until they end; one is asked for at a
 * time, with a deadline that ends the connection. Rejects with {@link NoToken}.
 */
export function clientSecretTokens(of: ClientSecret): () => Promise<string> {
  let kept: { readonly token: string; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;
  const ask = async (): Promise<string> => {
    const { token, seconds } = await granted(of);
    kept = { token, until: performance.now() + seconds * 1000 - EARLY_MS };
    return token;
  };
  return () => {
    if (kept !== undefined && performance.now() < kept.until) return Promise.resolve(kept.token);
    pending ??= ask().finally(() => (pending = undefined));
    return pending;
  };
}

async function granted(of: ClientSecret): Promise<{ readonly token: string; readonly seconds: number }> {
  const { loginUrl, tenantId, appId, password, scope, deadlineMs } = of;
  let status: number;
  let body: unknown;
  try {
    const response = await fetch(`${loginUrl}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      signal: AbortSignal.timeout(deadlineMs),
      redirect: 'error',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password,
        scope,
      }),
    });
    ({ status } = response);
    const text = await response.text();
    body = text.length > MAX_BYTES ? undefined : (JSON.parse(text) as unknown);
  } catch (error) {
    throw new NoToken('login', error);
  }
  const token = grantedSchema.safeParse(body);
  if (status === 200 && token.success)
    return { token: token.data.access_token, seconds: token.data.expires_in };
  const refused = refusedSchema.safeParse(body);
  const [known] = (refused.data?.error_codes ?? []).flatMap((number) => BY_NUMBER[number] ?? []);
  throw new NoToken(known ?? (refused.data?.error === 'invalid_client' ? 'bot_secret' : 'login'));
}
