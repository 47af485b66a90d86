import { z } from 'zod';
import type { Identity } from '../config.ts';
import { assertionOf, readCertificate } from './client-certificate.ts';
import { managedIdentity, type Granted } from './managed-identity.ts';

/** Why the bot gets no token of its own, as a short code for probes and logs. */
export type TokenTrouble =
  | 'bot_secret'
  | 'bot_secret_expired'
  | 'bot_certificate'
  | 'bot_certificate_expired'
  | 'bot_certificate_file'
  | 'bot_federated'
  | 'bot_federated_identity'
  | 'bot_app'
  | 'bot_tenant'
  | 'bot_identity'
  | 'clock'
  | 'login';

/** What would help, by the variable that is wrong. No value of one is ever said. */
const HELP: Readonly<Record<TokenTrouble, string>> = {
  bot_secret:
    'MicrosoftAppPassword is not a secret of this MicrosoftAppId: give the value, not the id, of a secret',
  bot_secret_expired: 'MicrosoftAppPassword has expired: make a new secret for the app, and give that',
  bot_certificate:
    'the certificate in MicrosoftAppCertificatePath is not one of this MicrosoftAppId: upload it to the app, without its key',
  bot_certificate_expired:
    'the certificate in MicrosoftAppCertificatePath has expired: upload a new one to the app, and put it with its key in its place',
  bot_certificate_file:
    'MicrosoftAppCertificatePath is no PEM file with an RSA private key, not encrypted, and its certificate: check that the bot may read it, and convert a .pfx',
  bot_federated:
    'MicrosoftAppId has no federated credential for the managed identity MicrosoftAppFederatedClientId: add one to the app, for that identity of MicrosoftAppTenantId',
  bot_federated_identity:
    'the managed identity with the client id MicrosoftAppFederatedClientId gives no token: assign it to where the bot runs',
  bot_app: 'MicrosoftAppId is no app of the tenant MicrosoftAppTenantId, or the app may not sign in',
  bot_tenant: 'MicrosoftAppTenantId is no tenant',
  bot_identity:
    'the managed identity with the client id MicrosoftAppId gives no token: assign it to where the bot runs',
  clock: 'the clock of this machine is wrong by more than five minutes: let it be set from the network',
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
  700024: 'clock',
  700027: 'bot_certificate',
  70021: 'bot_federated',
  700211: 'bot_federated',
  700212: 'bot_federated',
  700213: 'bot_federated',
  700016: 'bot_app',
  7000112: 'bot_app',
  7000229: 'bot_app',
  90002: 'bot_tenant',
  900023: 'bot_tenant',
};

/** Where the login service of the public cloud is. */
export const LOGIN_URL = 'https://login.microsoftonline.com';
/** What a managed identity's token is for when it stands for an app's own credential. */
const EXCHANGE = 'api://AzureADTokenExchange/.default';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
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

interface Asked {
  readonly scope: string;
  /** The longest that asking for a token may take, in milliseconds. */
  readonly deadlineMs: number;
  /** Where the login service is; absent = that of the public cloud. */
  readonly loginUrl?: string | undefined;
}

/** What an app proves itself by, as parameters of a request to the token endpoint. Rejects with {@link NoToken}. */
type Proof = (endpoint: string) => Promise<Readonly<Record<string, string>>>;

/**
 * The bot's own tokens for one scope, in the identity's tenant: of its app (OAuth 2.0 client credentials), or of its
 * managed identity. They are kept until they end; one is asked for at a time, with a deadline that ends the connection.
 * Rejects with {@link NoToken}.
 */
export function ownTokens(identity: Identity, asked: Asked): () => Promise<string> {
  const get = grantOf(identity, asked);
  let kept: { readonly token: string; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;
  const ask = async (): Promise<string> => {
    const { token, seconds } = await get();
    kept = { token, until: performance.now() + seconds * 1000 - EARLY_MS };
    return token;
  };
  return () => {
    if (kept !== undefined && performance.now() < kept.until) return Promise.resolve(kept.token);
    pending ??= ask().finally(() => (pending = undefined));
    return pending;
  };
}

/** Tries once for a token: undefined when there is one, else why there is none. */
export async function troubleWith(token: () => Promise<unknown>): Promise<NoToken | undefined> {
  try {
    await token();
    return undefined;
  } catch (error) {
    return error instanceof NoToken ? error : new NoToken('login', error);
  }
}

function grantOf(identity: Identity, asked: Asked): () => Promise<Granted> {
  if (identity.appType === 'SingleTenant') {
    const proof = proofOf(identity, asked.deadlineMs);
    return () => granted(identity, proof, asked);
  }
  const managed = managedIdentity(identity.appId, asked.deadlineMs);
  return () => managed(asked.scope).catch(none('bot_identity'));
}

/** For what is rejected with something else. */
const none = (reason: TokenTrouble) => (error: unknown) => {
  throw new NoToken(reason, error);
};

type App = Extract<Identity, { appType: 'SingleTenant' }>;

function proofOf({ appId, credential }: App, deadlineMs: number): Proof {
  if (credential.kind === 'secret') return () => Promise.resolve({ client_secret: credential.value });
  if (credential.kind === 'certificate')
    return async (endpoint) => {
      const certificate = await readCertificate(credential.path).catch(none('bot_certificate_file'));
      if (certificate.endsAt <= Date.now()) throw new NoToken('bot_certificate_expired');
      return asserted(assertionOf(certificate, { appId, audience: endpoint }));
    };
  const managed = managedIdentity(credential.clientId, deadlineMs);
  return async () => asserted((await managed(EXCHANGE).catch(none('bot_federated_identity'))).token);
}

function asserted(assertion: string): Readonly<Record<string, string>> {
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

/** What a refusal means that has no number we know. */
const REFUSED: Readonly<Record<App['credential']['kind'], TokenTrouble>> = {
  secret: 'bot_secret',
  certificate: 'bot_certificate',
  federated: 'bot_federated',
};

async function granted(
  { appId, tenantId, credential }: App,
  proof: Proof,
  { scope, deadlineMs, loginUrl = LOGIN_URL }: Asked,
): Promise<Granted> {
  const endpoint = `${loginUrl}/${tenantId}/oauth2/v2.0/token`;
  const proved = await proof(endpoint);
  let status: number;
  let body: unknown;
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      signal: AbortSignal.timeout(deadlineMs),
      redirect: 'error',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        scope,
        ...proved,
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
  throw new NoToken(known ?? (refused.data?.error === 'invalid_client' ? REFUSED[credential.kind] : 'login'));
}
