import {
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder';
import { BoundedMap } from '../../domain/bounded-map.ts';
import type { Config } from '../config.ts';
import type { TokenSource } from './connector.ts';
import { within } from './deadline.ts';
import { mayCall } from './service-url.ts';

const ISSUER = 'https://api.botframework.com';
const MAX_CLIENTS = 64;

/** Another authority than Microsoft's: where its signing keys are, and what signs the bot's calls. Tests only. */
export interface Authority {
  readonly openIdMetadataUrl: string;
  readonly token: () => Promise<string>;
}

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;
type Claims = Authenticated['claimsIdentity'];
type ConnectorFactory = NonNullable<Authenticated['connectorFactory']>;
type SdkConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;
type UserTokenClient = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>>;

/** The request is not let in. */
export class RequestRefused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** The issuer a token claims to have; it proves nothing. */
function claimedIssuer(authorization: string): unknown {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization)?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps at most `MAX_CLIENTS` of what it makes; a failure is not kept. */
function memoised<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new BoundedMap<string, Promise<T>>(MAX_CLIENTS);
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make();
    made.catch(() => kept.delete(key));
    kept.set(key, made);
    return made;
  };
}

function sdkOptions(
  config: Config,
  authority: Authority | undefined,
): ConfigurationBotFrameworkAuthenticationOptions {
  if (config.mode === 'local') return {};
  const { identity } = config;
  return {
    MicrosoftAppId: identity.appId,
    MicrosoftAppType: identity.appType,
    MicrosoftAppTenantId: identity.tenantId,
    ...(identity.appType === 'SingleTenant' && { MicrosoftAppPassword: identity.password }),
    // The SDK takes its public-cloud values only when none of these is given.
    ...(authority !== undefined && {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: ISSUER,
      ToBotFromChannelTokenIssuer: ISSUER,
      OAuthUrl: 'https://api.botframework.com/oauth',
      ToBotFromChannelOpenIdMetadataUrl: authority.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: authority.openIdMetadataUrl,
      CallerId: 'urn:botframework:azure',
    }),
  };
}

/**
 * The SDK's authentication, with its clients kept (building them is a seventh of a small turn) and its
 * other doors shut: only tokens of the channel service are let in.
 */
export class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #config: Config;
  readonly #deadlineMs: number;
  readonly #connectors = memoised<SdkConnectorClient>();
  readonly #userTokenClients = memoised<UserTokenClient>();

  /** `deadlineMs` is the longest it may take to learn the signing keys and check a token. */
  constructor(
    config: Config,
    of: { readonly deadlineMs: number; readonly authority: Authority | undefined },
  ) {
    super(sdkOptions(config, of.authority));
    this.#config = config;
    this.#deadlineMs = of.deadlineMs;
  }

  /** @throws {RequestRefused} with the status to answer. */
  override async authenticateRequest(activity: Activity, authorization: string): Promise<Authenticated> {
    if (!mayCall(this.#config.mode, activity.serviceUrl)) throw new RequestRefused(403, 'service_url');
    const result =
      this.#config.mode === 'local'
        ? await super.authenticateRequest(activity, authorization)
        : await this.#authenticateTeams(activity, authorization);
    if (result.connectorFactory === undefined) throw new RequestRefused(500, 'internal');
    return { ...result, connectorFactory: this.#keeping(result.connectorFactory) };
  }

  async #authenticateTeams(activity: Activity, authorization: string): Promise<Authenticated> {
    // The SDK would also take Emulator and skill tokens, whose audience and service URL it does not check,
    // and remembers for ever the tenant of every unverified token that looks like one.
    if (claimedIssuer(authorization) !== ISSUER) throw new RequestRefused(401, 'unauthorized');
    let result: Authenticated;
    try {
      result = await within(
        this.#deadlineMs,
        super.authenticateRequest(activity, authorization),
        () => new RequestRefused(503, 'keys_unavailable'),
      );
    } catch (thrown) {
      if (thrown instanceof RequestRefused) throw thrown;
      // A bad signature is a plain error to the SDK; what is not about the token is about fetching the keys.
      const { statusCode, name } = thrown as { statusCode?: number; name?: string };
      const fetching = name === 'FetchError' || (statusCode ?? 0) >= 500;
      throw fetching ? new RequestRefused(503, 'keys_unavailable') : new RequestRefused(401, 'unauthorized');
    }
    const { claimsIdentity: claims } = result;
    const proven =
      claims.isAuthenticated &&
      claims.getClaimValue('iss') === ISSUER &&
      claims.getClaimValue('serviceurl') === activity.serviceUrl;
    if (!proven) throw new RequestRefused(401, 'unauthorized');
    return result;
  }

  override createConnectorFactory(claims: Claims): ConnectorFactory {
    return this.#keeping(super.createConnectorFactory(claims));
  }

  #keeping(factory: ConnectorFactory): ConnectorFactory {
    return {
      create: (serviceUrl, audience) =>
        this.#connectors(`${serviceUrl}\n${audience}`, () => factory.create(serviceUrl, audience)),
    };
  }

  override createUserTokenClient(claims: Claims): Promise<UserTokenClient> {
    return this.#userTokenClients(`${claims.getClaimValue('aud')}`, () =>
      super.createUserTokenClient(claims),
    );
  }
}

/**
 * The access tokens of the SDK's own credentials, which know the authority of a single tenant and of a managed
 * identity. Rejects after `deadlineMs`.
 */
export function tokenSource(authentication: Authentication, appId: string, deadlineMs: number): TokenSource {
  let pending: Promise<string> | undefined;
  return async (serviceUrl) => {
    if (pending !== undefined) return pending;
    const factory = authentication.createConnectorFactory(claimsOf(appId));
    const { credentials } = await factory.create(serviceUrl, ISSUER);
    if (!('getToken' in credentials) || typeof credentials.getToken !== 'function')
      throw new Error('no credentials');
    // The SDK keeps the token, but lets everyone who finds it expired fetch another: one at a time is enough.
    const getToken = credentials.getToken.bind(credentials) as () => Promise<string>;
    pending ??= within(deadlineMs, getToken(), () => new Error('deadline')).finally(() => {
      pending = undefined;
    });
    return pending;
  };
}

/** The bot's own identity, as the SDK makes it for messages outside of a turn. */
function claimsOf(appId: string): Claims {
  const claims = [
    { type: 'aud', value: appId },
    { type: 'appid', value: appId },
  ];
  return {
    claims,
    isAuthenticated: true,
    getClaimValue: (type: string) => claims.find((claim) => claim.type === type)?.value ?? null,
  };
}
