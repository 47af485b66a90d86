import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  INVOKE_RESPONSE_KEY,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type ConversationReference,
  type InvokeResponse,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import type { IncomingActivity } from './activity.ts';
import { isLoopback, type Config } from '../config.ts';
import { jsonOf } from '../turn/card-json.ts';
import { faultOf, type Log } from '../log.ts';

/** Where a message goes; a stored `ConversationReference` is one. */
export interface Reference {
  readonly serviceUrl: string;
  readonly channelId: string;
  readonly conversation: { readonly id: string; readonly tenantId?: string };
  readonly bot: { readonly id: string };
  readonly user?: { readonly id: string };
}

/** Why it is not known what became of a message. */
export type UnknownReason =
  /** No answer in time. */
  | 'timeout'
  /** The connection broke, or was never made. */
  | 'connection'
  /** No token to sign the call with. */
  | 'token'
  /** The service URL may not be called. */
  | 'serviceUrl'
  /** The activity cannot be written as JSON. */
  | 'activity'
  /** An answer that means nothing to us; see `status`. */
  | 'status';

/**
 * What became of a message. Everything but `delivered` and `unknown` is Teams saying no.
 * The `id` of what was delivered is empty when the answer held none.
 * `throttled` may be tried again after `retryAfterMs`, or after a pause of one's own.
 * `unknown` with `sent: 'no'` is certain not to have arrived; with `maybe` a second try may show it twice.
 */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly id: string }
  | { readonly kind: 'blocked' | 'notInstalled' | 'disabledByAdmin' | 'tooLarge' }
  | { readonly kind: 'notFound'; readonly what: 'conversation' | 'activity' }
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number }
  | {
      readonly kind: 'unknown';
      readonly reason: UnknownReason;
      readonly sent: 'no' | 'maybe';
      readonly status?: number;
      readonly retryAfterMs?: number;
    };

/** A reply within a turn that did not arrive, or is not known to have. */
export class DeliveryFailed extends Error {
  readonly outcome: Exclude<DeliveryOutcome, { kind: 'delivered' }>;
  constructor(outcome: Exclude<DeliveryOutcome, { kind: 'delivered' }>) {
    super(`not delivered: ${outcome.kind}`);
    this.name = outcome.kind === 'unknown' ? 'DeliveryUnknown' : 'DeliveryRefused';
    this.outcome = outcome;
  }
}

/** The part of an HTTP response that is written to; restify's and express's both have it. */
export interface AnswerTo {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(text?: string): unknown;
}

export interface TeamsAdapter {
  /**
   * Runs one turn and answers the request: the invoke response, 200, or 401, 403, 500, 503 with
   * `{ "error": code }`. Rejects only when the answer cannot be written.
   */
  process(
    req: {
      readonly body: IncomingActivity;
      readonly headers: { readonly authorization?: string | undefined };
    },
    res: AnswerTo,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void>;
  /** Sends a message outside of a turn, once: retries are the caller's. Never rejects. */
  send(reference: Reference, activity: Partial<Activity>): Promise<DeliveryOutcome>;
  /** Replaces a message that was sent before. Never rejects. */
  update(reference: Reference, activityId: string, activity: Partial<Activity>): Promise<DeliveryOutcome>;
  /** The SDK's adapter, for what needs one by type. */
  readonly cloud: CloudAdapter;
  /** Ends the connections to Teams; calls still under way end as `unknown`. */
  close(): void;
}

export interface AdapterOptions {
  /** The longest any call to Teams may take, in milliseconds. */
  readonly sendMs?: number;
  /** The longest it may take to learn the signing keys and check a token, in milliseconds. */
  readonly authenticateMs?: number;
  /** Tells the person that the turn failed. It gets no error, so that it cannot show one. */
  readonly onFailure?: (context: TurnContext) => Promise<void>;
  /** Another authority than Microsoft's: where its signing keys are, and what signs the bot's calls. Tests only. */
  readonly authority?: { readonly openIdMetadataUrl: string; readonly token: () => Promise<string> };
}

const ISSUER = 'https://api.botframework.com';
const MAX_CLIENTS = 64;
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_SOCKETS = 50;

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;
type Claims = Authenticated['claimsIdentity'];
type ConnectorFactory = NonNullable<Authenticated['connectorFactory']>;
type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;
type UserTokenClient = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>>;
type Answer = { readonly status: number; readonly body?: unknown };
type Logic = (context: TurnContext) => Promise<void>;

/** The request is not let in. */
class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** May the bot call this URL? A token never travels in the clear to another machine. */
function mayCall(mode: Config['mode'], serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, username } = new URL(serviceUrl);
  if (username !== '') return false;
  if (protocol === 'http:') return isLoopback(serviceUrl);
  return protocol === 'https:' && mode === 'teams';
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

function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Keeps at most `MAX_CLIENTS` of what it makes; a failure is not kept. */
function memoised<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make();
    made.catch(() => kept.delete(key));
    if (kept.size >= MAX_CLIENTS) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    kept.set(key, made);
    return made;
  };
}

function sdkOptions(
  config: Config,
  authority: AdapterOptions['authority'],
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
class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #config: Config;
  readonly #deadlineMs: number;
  readonly #connectors = memoised<ConnectorClient>();
  readonly #userTokenClients = memoised<UserTokenClient>();

  constructor(config: Config, options: AdapterOptions) {
    super(sdkOptions(config, options.authority));
    this.#config = config;
    this.#deadlineMs = options.authenticateMs ?? 8_000;
  }

  /** @throws {Refused} with the status to answer. */
  override async authenticateRequest(activity: Activity, authorization: string): Promise<Authenticated> {
    if (!mayCall(this.#config.mode, activity.serviceUrl)) throw new Refused(403, 'service_url');
    const result =
      this.#config.mode === 'local'
        ? await super.authenticateRequest(activity, authorization)
        : await this.#authenticateTeams(activity, authorization);
    if (result.connectorFactory === undefined) throw new Refused(500, 'internal');
    return { ...result, connectorFactory: this.#keeping(result.connectorFactory) };
  }

  async #authenticateTeams(activity: Activity, authorization: string): Promise<Authenticated> {
    // The SDK would also take Emulator and skill tokens, whose audience and service URL it does not check,
    // and remembers for ever the tenant of every unverified token that looks like one.
    if (claimedIssuer(authorization) !== ISSUER) throw new Refused(401, 'unauthorized');
    let result: Authenticated;
    try {
      result = await within(
        this.#deadlineMs,
        super.authenticateRequest(activity, authorization),
        () => new Refused(503, 'keys_unavailable'),
      );
    } catch (thrown) {
      if (thrown instanceof Refused) throw thrown;
      // A bad signature is a plain error to the SDK; what is not about the token is about fetching the keys.
      const { statusCode, name } = thrown as { statusCode?: number; name?: string };
      const fetching = name === 'FetchError' || (statusCode ?? 0) >= 500;
      throw fetching ? new Refused(503, 'keys_unavailable') : new Refused(401, 'unauthorized');
    }
    const { claimsIdentity: claims } = result;
    const proven =
      claims.isAuthenticated &&
      claims.getClaimValue('iss') === ISSUER &&
      claims.getClaimValue('serviceurl') === activity.serviceUrl;
    if (!proven) throw new Refused(401, 'unauthorized');
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

type Method = 'POST' | 'PUT' | 'DELETE';
type Token = (serviceUrl: string) => Promise<string | undefined>;

/**
 * The calls to the connector, straight on Node's client: one try, one deadline, bounded sockets. The SDK's
 * client tries three times by itself, POSTs too, waits for ever, and costs three times the processor time.
 */
class Wire {
  readonly #mode: Config['mode'];
  readonly #deadlineMs: number;
  readonly #token: Token;
  // An idle connection is given up before the other side does: a POST on a dying one has no known outcome.
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: 30_000 });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: 30_000 });

  constructor(mode: Config['mode'], deadlineMs: number, token: Token) {
    this.#mode = mode;
    this.#deadlineMs = deadlineMs;
    this.#token = token;
  }

  async call(
    method: Method,
    serviceUrl: string,
    path: string,
    activity?: Partial<Activity>,
  ): Promise<DeliveryOutcome> {
    if (!mayCall(this.#mode, serviceUrl)) return { kind: 'unknown', reason: 'serviceUrl', sent: 'no' };
    const deadline = Date.now() + this.#deadlineMs;
    let body: string | undefined;
    try {
      body = activity && jsonOf(activity);
    } catch {
      return { kind: 'unknown', reason: 'activity', sent: 'no' };
    }
    let token: string | undefined;
    if (this.#mode === 'teams') {
      try {
        token = await within(this.#deadlineMs, this.#token(serviceUrl), () => new Error('deadline'));
      } catch {
        return { kind: 'unknown', reason: 'token', sent: 'no' };
      }
    }
    const url = `${serviceUrl.endsWith('/') ? serviceUrl.slice(0, -1) : serviceUrl}${path}`;
    return this.#exchange(method, url, body, token, deadline - Date.now());
  }

  #exchange(
    method: Method,
    url: string,
    body: string | undefined,
    token: string | undefined,
    ms: number,
  ): Promise<DeliveryOutcome> {
    return new Promise((resolve) => {
      let settled = false;
      let answered: number | undefined;
      const settle = (outcome: DeliveryOutcome) => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        resolve(outcome);
      };
      const secure = url.startsWith('https:');
      const req = (secure ? httpsRequest : httpRequest)(url, {
        method,
        agent: secure ? this.#https : this.#http,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(body),
          }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      });
      const timer = setTimeout(() => {
        // Waiting in our own queue for a socket: not a byte has left.
        const sent = req.socket === null ? 'no' : 'maybe';
        settle({ kind: 'unknown', reason: 'timeout', sent });
        req.destroy();
      }, ms);
      req.on('error', (error: NodeJS.ErrnoException) => {
        const never = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
        settle({
          kind: 'unknown',
          reason: 'connection',
          sent: never.includes(error.code ?? '') ? 'no' : 'maybe',
        });
      });
      req.on('response', (res) => {
        answered = res.statusCode ?? 0;
        readAnswer(res, (text) => settle(outcomeOf(method, res, text)));
      });
      // Cut off after the headers: the status alone says whether it arrived.
      req.on('close', () =>
        settle(
          answered !== undefined && answered >= 200 && answered < 300
            ? { kind: 'delivered', id: '' }
            : { kind: 'unknown', reason: 'connection', sent: 'maybe' },
        ),
      );
      req.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function readAnswer(res: IncomingMessage, done: (text: string) => void): void {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (chunk: string) => {
    if (text.length <= MAX_ANSWER_BYTES) text += chunk;
    else res.destroy();
  });
  res.on('end', () => done(text));
  res.on('error', () => undefined);
}

/** The delay a `Retry-After` asks for, in milliseconds; both of its forms, at most an hour. */
function retryAfter(header: string | undefined): { retryAfterMs?: number } {
  if (header === undefined) return {};
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? { retryAfterMs: Math.min(Math.max(ms, 0), 3_600_000) } : {};
}

/** The error code in an answer: `{ error: { code } }`, or the older `{ subCode }` and `{ code }`. */
function errorCode(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { error, subCode, code } = body as { error?: unknown; subCode?: unknown; code?: unknown };
  if (typeof error === 'object' && error !== null) return errorCode(error);
  return typeof subCode === 'string' ? subCode : typeof code === 'string' ? code : '';
}

/** The code decides where Teams gives one that is known; otherwise the status does. */
function outcomeOf(method: Method, res: IncomingMessage, text: string): DeliveryOutcome {
  const status = res.statusCode ?? 0;
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (status >= 200 && status < 300) {
    const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
    return { kind: 'delivered', id: typeof id === 'string' ? id : '' };
  }
  switch (errorCode(body)) {
    case 'ConversationBlockedByUser':
    case 'MessageWritesBlocked':
      return { kind: 'blocked' };
    case 'BotNotInConversationRoster':
      return { kind: 'notInstalled' };
    case 'BotDisabledByAdmin':
      return { kind: 'disabledByAdmin' };
    case 'ConversationNotFound':
      return { kind: 'notFound', what: 'conversation' };
    case 'ActivityNotFoundInConversation':
      return { kind: 'notFound', what: 'activity' };
    case 'MessageSizeTooBig':
      return { kind: 'tooLarge' };
    default:
  }
  const later = retryAfter(res.headers['retry-after']);
  switch (status) {
    case 403:
      return { kind: 'blocked' };
    case 404:
      return { kind: 'notFound', what: method === 'POST' ? 'conversation' : 'activity' };
    case 413:
      return { kind: 'tooLarge' };
    case 412:
    case 429:
      return { kind: 'throttled', ...later };
    default:
      return { kind: 'unknown', reason: 'status', sent: status >= 500 ? 'maybe' : 'no', status, ...later };
  }
}

const activitiesOf = (conversationId: string) =>
  `/v3/conversations/${encodeURIComponent(conversationId)}/activities`;

class HardenedAdapter extends CloudAdapter {
  readonly #wire: Wire;

  constructor(authentication: Authentication, wire: Wire) {
    super(authentication);
    this.#wire = wire;
  }

  /** The stock way in prints errors, bodies and all, to the console, and answers with their messages. */
  override process(): Promise<void> {
    return Promise.reject(new Error('use the process of createAdapter'));
  }

  turn(activity: Activity, authorization: string, logic: Logic): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, logic);
  }

  /** @throws {DeliveryFailed} for the first activity that did not arrive; the rest is not sent. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === 'invokeResponse' || activity.type === 'trace' || activity.type === 'delay') {
        responses.push(...(await super.sendActivities(context, [activity])));
        continue;
      }
      const path = activitiesOf(conversationOf(activity));
      const reply = activity.replyToId ? `/${encodeURIComponent(activity.replyToId)}` : '';
      // The id belongs to whoever sent it first; Teams gives the new one.
      const { id: _, ...fresh } = activity;
      responses.push(await this.#deliver('POST', serviceOf(activity), `${path}${reply}`, fresh));
    }
    return responses;
  }

  /** @throws {DeliveryFailed} */
  override async updateActivity(
    _context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse> {
    const path = `${activitiesOf(conversationOf(activity))}/${encodeURIComponent(activity.id ?? '')}`;
    return this.#deliver('PUT', serviceOf(activity), path, activity);
  }

  /** @throws {DeliveryFailed} */
  override async deleteActivity(
    _context: TurnContext,
    reference: Partial<ConversationReference>,
  ): Promise<void> {
    const path = `${activitiesOf(conversationOf(reference))}/${encodeURIComponent(reference.activityId ?? '')}`;
    await this.#deliver('DELETE', serviceOf(reference), path);
  }

  async #deliver(
    method: Method,
    serviceUrl: string,
    path: string,
    activity?: Partial<Activity>,
  ): Promise<ResourceResponse> {
    const outcome = await this.#wire.call(method, serviceUrl, path, activity);
    if (outcome.kind !== 'delivered') throw new DeliveryFailed(outcome);
    return { id: outcome.id };
  }
}

function conversationOf(to: Partial<Pick<Activity, 'conversation'>>): string {
  const id = to.conversation?.id;
  if (!id) throw new TypeError('an activity without a conversation');
  return id;
}

function serviceOf(to: Partial<Pick<Activity, 'serviceUrl'>>): string {
  return to.serviceUrl ?? '';
}

/** As the SDK does it: the handlers of others expect dates, and the strings beside them. */
function withDates(activity: IncomingActivity): Activity {
  const dated: Record<string, unknown> = { ...activity };
  for (const [key, raw] of [
    ['timestamp', 'rawTimestamp'],
    ['localTimestamp', 'rawLocalTimestamp'],
    ['expiration', 'rawExpiration'],
  ] as const) {
    const text = activity[key];
    if (text === undefined) continue;
    dated[raw] = text;
    dated[key] = new Date(text);
  }
  // What the handlers rely on was checked at the edge; the SDK's type claims more.
  return dated as unknown as Activity;
}

/** Signs with the SDK's own credentials, which know the authority of a single tenant and of a managed identity. */
function signer(authentication: Authentication, appId: string, deadlineMs: number): Token {
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

function write(res: AnswerTo, { status, body }: Answer): void {
  if (res.headersSent) return;
  if (body === undefined || body === null) {
    res.writeHead(status, { 'Content-Length': 0 });
    res.end();
    return;
  }
  const text = typeof body === 'object' ? jsonOf(body) : JSON.stringify(body);
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

/** An activity to somebody, outside of a turn. */
function addressed(reference: Reference, activity: Partial<Activity>): Partial<Activity> {
  return {
    type: 'message',
    ...activity,
    channelId: reference.channelId,
    serviceUrl: reference.serviceUrl,
    from: { name: '', ...reference.bot },
    ...(reference.user && { recipient: { name: '', ...reference.user } }),
    conversation: reference.conversation as ConversationReference['conversation'],
  };
}

/**
 * The Bot Framework adapter of this process. With a Teams identity every request must carry a token of the
 * channel service; without one (local mode) none is asked, and only service URLs on loopback are called.
 */
export function createAdapter(config: Config, log: Log, options: AdapterOptions = {}): TeamsAdapter {
  const authentication = new Authentication(config, options);
  const appId = config.mode === 'teams' ? config.identity.appId : '';
  const sendMs = options.sendMs ?? 4_000;
  const token = options.authority?.token ?? signer(authentication, appId, sendMs);
  const wire = new Wire(config.mode, sendMs, token);
  const cloud = new HardenedAdapter(authentication, wire);

  cloud.onTurnError = async (context, thrown) => {
    log.error({ event: 'turn.failed', ...faultOf(thrown), type: context.activity.type });
    try {
      await options.onFailure?.(context);
    } catch (again) {
      log.error({ event: 'turn.failure_not_told', ...faultOf(again) });
    }
    if (context.activity.type === 'invoke' && context.turnState.get(INVOKE_RESPONSE_KEY) === undefined) {
      const value = { status: 500, body: { error: 'internal' } };
      context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value });
    }
  };

  async function answerTo(body: IncomingActivity, authorization: string, logic: Logic): Promise<Answer> {
    try {
      const { status, body: value } = (await cloud.turn(withDates(body), authorization, logic)) ?? {
        status: 200,
      };
      return { status, body: value };
    } catch (thrown) {
      if (thrown instanceof Refused) {
        log.warn({ event: 'turn.refused', status: thrown.status, code: thrown.code });
        return { status: thrown.status, body: { error: thrown.code } };
      }
      log.error({ event: 'turn.failed', ...faultOf(thrown) });
      return { status: 500, body: { error: 'internal' } };
    }
  }

  return {
    cloud,
    async process(req, res, logic) {
      write(res, await answerTo(req.body, req.headers.authorization ?? '', logic));
    },
    send(reference, activity) {
      const { id: _, ...fresh } = addressed(reference, activity);
      return wire.call('POST', reference.serviceUrl, activitiesOf(reference.conversation.id), fresh);
    },
    async update(reference, activityId, activity) {
      const path = `${activitiesOf(reference.conversation.id)}/${encodeURIComponent(activityId)}`;
      const whole = { ...addressed(reference, activity), id: activityId };
      const outcome = await wire.call('PUT', reference.serviceUrl, path, whole);
      return outcome.kind === 'delivered' ? { kind: 'delivered', id: activityId } : outcome;
    },
    close: () => wire.close(),
  };
}
