import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { present } from '../../domain/present.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { TokenSource } from './connector.ts';
import { CHANNEL_SERVICE, channelClaims } from './channel-token.ts';
import { ownTokens } from './own-token.ts';
import { KeysUnavailable, SigningKeys } from './signing-keys.ts';
import { mayCall } from './service-url.ts';

/** Where the channel service of the public cloud says where its keys are. */
export const METADATA_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
/** Of activities that Teams sends, as the SDK names them. */
const CALLER = 'urn:botframework:azure';
const MAX_CLIENTS = 64;

/** Another authority than Microsoft's: where its signing keys are, and what signs the bot's calls. Tests only. */
export interface Authority {
  readonly openIdMetadataUrl: string;
  /** Absent = by the bot's own credential, from the login service at `loginUrl`. */
  readonly token?: () => Promise<string>;
  readonly loginUrl?: string;
  /** What the age of its keys is measured by, in milliseconds that only go forward. */
  readonly now?: () => number;
}

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;
type Claims = Authenticated['claimsIdentity'];
type ConnectorFactory = NonNullable<Authenticated['connectorFactory']>;
type SdkConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;
type SdkCredentialsFactory = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
>;
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

/**
 * The SDK's authentication for the bot's own calls, with its clients kept (building them is a seventh of a small turn).
 * Who calls the bot is checked here: the SDK would also take Emulator and skill tokens, whose audience and service URL it
 * does not check, and looks for its keys without a deadline, once for every request that waits for them.
 */
export class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #config: Config;
  readonly #keys: SigningKeys;
  readonly #connectors = memoised<SdkConnectorClient>();
  readonly #userTokenClients = memoised<UserTokenClient>();

  /** `deadlineMs` is the longest it may take to learn the signing keys; `token` gives the bot's own. */
  constructor(
    config: Config,
    of: {
      readonly deadlineMs: number;
      readonly authority: Authority | undefined;
      readonly token: TokenSource;
      readonly log: Log;
    },
  ) {
    const { deadlineMs, authority, token, log } = of;
    super({}, config.mode === 'teams' ? credentialsOf(config.identity.appId, token) : undefined);
    this.#config = config;
    this.#keys = new SigningKeys({
      metadataUrl: authority?.openIdMetadataUrl ?? METADATA_URL,
      deadlineMs,
      log,
      ...present({ now: authority?.now }),
    });
  }

  /** Learns the signing keys before somebody waits for them. */
  warm(): void {
    if (this.#config.mode === 'teams') this.#keys.warm();
  }

  close(): void {
    this.#keys.close();
  }

  /** @throws {RequestRefused} with the status to answer. */
  override async authenticateRequest(activity: Activity, authorization: string): Promise<Authenticated> {
    const { serviceUrl } = activity;
    if (!mayCall(this.#config.mode, serviceUrl)) throw new RequestRefused(403, 'service_url');
    if (this.#config.mode === 'teams') {
      const { appId } = this.#config.identity;
      const claimsIdentity = await this.#identityOf(activity, authorization, appId);
      const connectorFactory = this.createConnectorFactory(claimsIdentity);
      return { audience: CHANNEL_SERVICE, callerId: CALLER, claimsIdentity, connectorFactory };
    }
    const result = await super.authenticateRequest(activity, authorization);
    if (result.connectorFactory === undefined) throw new RequestRefused(500, 'internal');
    return { ...result, connectorFactory: this.#keeping(result.connectorFactory) };
  }

  async #identityOf(
    { channelId, serviceUrl }: Activity,
    authorization: string,
    appId: string,
  ): Promise<Claims> {
    try {
      const claims = await channelClaims(authorization, { appId, channelId, serviceUrl }, this.#keys);
      if (claims === undefined) throw new RequestRefused(401, 'unauthorized');
      return identityOf(Object.entries(claims).map(([type, value]) => ({ type, value: String(value) })));
    } catch (thrown) {
      if (thrown instanceof KeysUnavailable) throw new RequestRefused(503, 'keys_unavailable');
      throw thrown;
    }
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

/** The access tokens for the bot's own calls; none in local mode. Rejects with NoToken after `deadlineMs` at the latest. */
export function tokenSource(
  config: Config,
  { deadlineMs, authority }: { readonly deadlineMs: number; readonly authority: Authority | undefined },
): TokenSource {
  if (config.mode === 'local') return () => Promise.resolve(undefined);
  if (authority?.token !== undefined) return authority.token;
  const scope = `${CHANNEL_SERVICE}/.default`;
  return ownTokens(config.identity, { scope, deadlineMs, loginUrl: authority?.loginUrl });
}

/** Lets the SDK sign what it calls by itself with the bot's own tokens, whatever they come from. */
function credentialsOf(appId: string, token: TokenSource): SdkCredentialsFactory {
  return {
    isValidAppId: (id) => Promise.resolve(id === appId),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () =>
      Promise.resolve({
        async signRequest(request) {
          request.headers.set('authorization', `Bearer ${await token(CHANNEL_SERVICE)}`);
          return request;
        },
      }),
  };
}

function identityOf(claims: Claims['claims']): Claims {
  return {
    claims,
    isAuthenticated: true,
    getClaimValue: (type: string) => claims.find((claim) => claim.type === type)?.value ?? null,
  };
}
