import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { jsonOf } from '../turn/card-json.ts';
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
const MAX_SOCKETS = 50;
/** Errors of a connection that was never made. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

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
  readonly url: string;
  readonly body: string | undefined;
  readonly token: string | undefined;
  /** The longest that it may take, in milliseconds. */
  readonly ms: number;
  /** Gets the answer of a call that succeeded. */
  readonly onDone?: ((text: string) => void) | undefined;
}

/**
 * The HTTP client of the Bot Connector, straight on Node's: one try, one deadline, bounded sockets. The SDK's
 * client tries three times by itself, POSTs too, waits for ever, and costs three times the processor time.
 */
export class BotConnector implements ConnectorClient, RosterClient {
  readonly #mode: Config['mode'];
  readonly #deadlineMs: number;
  readonly #token: TokenSource;
  readonly #telemetry: Telemetry;
  // An idle connection is given up before the other side does: a POST on a dying one has no known outcome.
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: 30_000 });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: 30_000 });
  /** Those that wait for a socket are no agent's to end. */
  readonly #underWay = new Set<ClientRequest>();
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
    for (const request of this.#underWay) request.destroy();
    this.#http.destroy();
    this.#https.destroy();
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
    if (this.#isClosed) return { kind: 'unknown', reason: 'connection', sent: 'no' };
    return this.#exchange({ method, url, body, token, ms: deadline - Date.now(), onDone });
  }

  #exchange({ method, url, body, token, ms, onDone }: Exchange): Promise<DeliveryOutcome> {
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
      this.#underWay.add(req);
      const timer = setTimeout(() => {
        // Waiting in our own queue for a socket: not a byte has left.
        const sent = req.socket === null ? 'no' : 'maybe';
        settle({ kind: 'unknown', reason: 'timeout', sent });
        req.destroy();
      }, ms);
      req.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
        const sent = NEVER_CONNECTED.includes(code) ? 'no' : 'maybe';
        settle({ kind: 'unknown', reason: 'connection', sent });
      });
      req.on('response', (res) => {
        const status = res.statusCode ?? 0;
        answered = status;
        const retryAfter = res.headers['retry-after'];
        readAnswer(res, (text) => {
          if (status >= 200 && status < 300) onDone?.(text);
          settle(outcomeOf({ status, text, retryAfter }));
        });
      });
      // Cut off after the headers: the status alone says whether it arrived.
      req.on('close', () => {
        this.#underWay.delete(req);
        settle(
          answered !== undefined && answered >= 200 && answered < 300
            ? { kind: 'delivered', id: '' }
            : { kind: 'unknown', reason: 'connection', sent: req.socket === null ? 'no' : 'maybe' },
        );
      });
      req.end(body);
    });
  }
}

function memberOf(text: string): Member | undefined {
  try {
    const { email, userPrincipalName } = memberSchema.parse(JSON.parse(text));
    return { email: email ?? undefined, userPrincipalName: userPrincipalName ?? undefined };
  } catch {
    return undefined;
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
