import { z } from 'zod';
import type { Config } from '../config.ts';
import { HttpClient, HttpFailure } from '../http-client.ts';
import { jsonBytes } from '../turn/card-json.ts';
import { within } from './deadline.ts';
import { outcomeOf, type DeliveryOutcome } from './outcomes.ts';
import type { OutgoingActivity } from './outgoing-activity.ts';
import type { ConversationReference } from './reference.ts';
import { mayCall } from './service-url.ts';
import { noTelemetry, secondsSince, type Telemetry } from '../telemetry/telemetry.ts';

/** Sends proactive messages: outside of a turn, each call once. */
export interface ConnectorClient {
  /** Sends a message outside of a turn, once: retries are the caller's. Never rejects. */
  send(reference: ConversationReference, activity: OutgoingActivity): Promise<DeliveryOutcome>;
  /** Replaces a message that was sent before. Never rejects. */
  update(
    reference: ConversationReference,
    activityId: string,
    activity: OutgoingActivity,
  ): Promise<DeliveryOutcome>;
}

/** Somebody as the roster of a conversation has them. */
interface Member {
  readonly email?: string | undefined;
  readonly userPrincipalName?: string | undefined;
}

/** Asks who somebody is. */
export interface RosterClient {
  /** The person of a chat; undefined when Teams does not say. Never rejects. */
  member(reference: ConversationReference): Promise<Member | undefined>;
}

const memberSchema = z.looseObject({
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

/** The access token for calls to a service URL, undefined = calls are not signed. Rejects when there is none. */
export type TokenSource = (serviceUrl: string) => Promise<string | undefined>;

const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_CONNECTIONS = 50;
/** An idle connection is given up before the other side does: a POST on a dying one has no known outcome. */
const IDLE_MS = 30_000;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What is called, with what, and who gets the answer of a call that succeeded. */
type Call = readonly [
  method: Method,
  serviceUrl: string,
  path: string,
  activity?: OutgoingActivity,
  onDone?: (text: string) => void,
];

interface Exchange {
  readonly method: Method;
  readonly serviceUrl: string;
  readonly path: string;
  /** Empty when there is none. */
  readonly body: Buffer | '';
  readonly token: string | undefined;
  /** The longest that it may take, in milliseconds. */
  readonly ms: number;
  /** Gets the answer of a call that succeeded. */
  readonly onDone?: ((text: string) => void) | undefined;
}

/**
 * The client of the Bot Connector: one try, one deadline, bounded connections. The SDK's client tries three times by
 * itself, POSTs too, waits for ever, and costs several times the processor time.
 */
export class BotConnector implements ConnectorClient, RosterClient {
  readonly #mode: Config['mode'];
  readonly #deadlineMs: number;
  readonly #token: TokenSource;
  readonly #telemetry: Telemetry;
  readonly #http = new HttpClient({
    connections: MAX_CONNECTIONS,
    idleMs: IDLE_MS,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  #isClosed = false;

  /** `deadlineMs` is the longest that a call may take, its token included. */
  constructor(
    mode: Config['mode'],
    deadlineMs: number,
    token: TokenSource,
    telemetry: Telemetry = noTelemetry,
  ) {
    this.#mode = mode;
    this.#deadlineMs = deadlineMs;
    this.#token = token;
    this.#telemetry = telemetry;
  }

  send(reference: ConversationReference, activity: OutgoingActivity): Promise<DeliveryOutcome> {
    const { serviceUrl, conversation } = reference;
    return this.post(serviceUrl, conversation.id, addressed(reference, activity));
  }

  async update(
    reference: ConversationReference,
    activityId: string,
    activity: OutgoingActivity,
  ): Promise<DeliveryOutcome> {
    const { serviceUrl, conversation } = reference;
    const whole = { ...addressed(reference, activity), id: activityId };
    const outcome = await this.put(serviceUrl, conversation.id, activityId, whole);
    return outcome.kind === 'delivered' ? { kind: 'delivered', id: activityId } : outcome;
  }

  async member({ serviceUrl, conversation, user }: ConversationReference): Promise<Member | undefined> {
    if (user === undefined) return undefined;
    const path = `/v3/conversations/${encodeURIComponent(conversation.id)}/members/${encodeURIComponent(user.id)}`;
    let member: Member | undefined;
    await this.#call('GET', serviceUrl, path, undefined, (text) => {
      member = memberOf(text);
    });
    return member;
  }

  /** A new activity in a conversation, as a reply when `replyToId` is given. Never rejects. */
  post(
    serviceUrl: string,
    conversationId: string,
    activity: OutgoingActivity,
    replyToId?: string,
  ): Promise<DeliveryOutcome> {
    // The id belongs to whoever sent it first; Teams gives the new one.
    const { id: _, ...fresh } = activity;
    return this.#call('POST', serviceUrl, pathOf(conversationId, replyToId), fresh);
  }

  /** Another activity in the place of one that is there. Never rejects. */
  put(
    serviceUrl: string,
    conversationId: string,
    activityId: string,
    activity: OutgoingActivity,
  ): Promise<DeliveryOutcome> {
    return this.#call('PUT', serviceUrl, pathOf(conversationId, activityId), activity);
  }

  /** Never rejects. */
  delete(serviceUrl: string, conversationId: string, activityId: string): Promise<DeliveryOutcome> {
    return this.#call('DELETE', serviceUrl, pathOf(conversationId, activityId));
  }

  /** Ends the connections; calls still under way, and all to come, end at once as `unknown`. */
  close(): void {
    this.#isClosed = true;
    this.#http.close();
  }

  /** Makes the call, and measures it. */
  #call(...call: Call): Promise<DeliveryOutcome> {
    if (!this.#telemetry.isOn) return this.#make(...call);
    const [method] = call;
    const of = { 'http.request.method': method };
    const began = performance.now();
    return this.#telemetry.span(method, 'client', of, async (span) => {
      const outcome = await this.#make(...call);
      const error = outcome.kind === 'unknown' ? String(outcome.status ?? outcome.reason) : undefined;
      const became = { 'planning.delivery.outcome': outcome.kind, 'error.type': error };
      span.set(became);
      if (outcome.kind !== 'delivered') span.failed(error ?? outcome.kind);
      this.#telemetry.record('planning.delivery.duration', secondsSince(began), { ...of, ...became });
      return outcome;
    });
  }

  async #make(...[method, serviceUrl, path, activity, onDone]: Call): Promise<DeliveryOutcome> {
    if (!mayCall(this.#mode, serviceUrl)) return { kind: 'unknown', reason: 'serviceUrl', sent: 'no' };
    const deadline = Date.now() + this.#deadlineMs;
    let body: Buffer | '' = '';
    try {
      if (activity !== undefined) body = jsonBytes(activity);
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
    if (this.#isClosed) return { kind: 'unknown', reason: 'connection', sent: 'no' };
    return this.#exchange({ method, serviceUrl, path, body, token, ms: deadline - Date.now(), onDone });
  }

  async #exchange({ method, serviceUrl, path, body, token, ms, onDone }: Exchange): Promise<DeliveryOutcome> {
    const { origin, pathname } = new URL(serviceUrl);
    try {
      const answer = await this.#http.exchange({
        method,
        origin,
        path: `${pathname.replace(/\/$/, '')}${path}`,
        headers: {
          accept: 'application/json',
          ...(body !== '' && { 'content-type': 'application/json; charset=utf-8' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body,
        timeoutMs: ms,
      });
      const { status, headers, body: text } = answer;
      if (isGood(status)) onDone?.(text);
      return outcomeOf({ status, text, retryAfter: headers['retry-after']?.toString() });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const { name, sent, status } = error;
      if (name === 'TimeoutError') return { kind: 'unknown', reason: 'timeout', sent };
      // Cut off after the headers: the status alone says whether it arrived.
      if (status !== undefined && isGood(status)) return { kind: 'delivered', id: '' };
      return { kind: 'unknown', reason: 'connection', sent };
    }
  }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

function memberOf(text: string): Member | undefined {
  try {
    const { email, userPrincipalName } = memberSchema.parse(JSON.parse(text));
    return { email: email ?? undefined, userPrincipalName: userPrincipalName ?? undefined };
  } catch {
    return undefined;
  }
}

/** The Bot Connector's route of a conversation's activities, or of one of them. */
function pathOf(conversationId: string, activityId?: string): string {
  const path = `/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
  return activityId === undefined ? path : `${path}/${encodeURIComponent(activityId)}`;
}

/** An activity to somebody, outside of a turn. */
function addressed(reference: ConversationReference, activity: OutgoingActivity): OutgoingActivity {
  const { channelId, serviceUrl, bot, user, conversation } = reference;
  const place = { channelId, serviceUrl, conversation, from: { name: '', ...bot } };
  // The SDK's type claims more than Teams needs.
  return {
    type: 'message',
    ...activity,
    ...place,
    ...(user && { recipient: { name: '', ...user } }),
  } as OutgoingActivity;
}
