import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { backoffMs, jittered, RETRY_AFTER_JITTER, type Backoff } from '../backoff.ts';

/** Where Graph of the public cloud is. */
export const GRAPH_URL = 'https://graph.microsoft.com/v1.0';

/** Of a raw mail so much is read. */
const MAX_MAIL_BYTES = 2 * 1024 * 1024;

/** One call, its retries included, and one try of it; times in milliseconds. */
const CALL_MS = 30_000;
const TRY_MS = 15_000;
const MAX_TRIES = 4;
const BACKOFF: Backoff = { firstMs: 500, longestMs: 8_000 };
/** Statuses that say "later": nothing was done. */
const LATER = new Set([429, 503, 504]);
/** Nobody is left alone for longer, whatever they ask for. */
const MAX_PAUSE_MS = 15 * 60_000;
const MAX_JSON_BYTES = 4 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;
const PAGE = 50;
/** Ids stay the same when a message is moved within its mailbox. */
const IMMUTABLE = 'IdType="ImmutableId"';

/**
 * Why Graph did not do what it was asked. `gone`: there is no such thing (404). `resync`: the delta link is not taken any
 * more (410). `refused`: no use in trying again as things stand. `passing`: later it may be otherwise.
 */
type GraphTrouble = 'gone' | 'resync' | 'refused' | 'passing';

/** Graph gave no usable answer. The message has no text of Graph's, which may quote what it was sent. */
export class GraphFailure extends Error {
  readonly trouble: GraphTrouble;
  /** Absent = there was no answer. */
  readonly status: number | undefined;
  /** How long Graph wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** A short code for the log. */
  readonly code: string;

  constructor(
    trouble: GraphTrouble,
    of: {
      readonly code: string;
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
    },
    cause?: unknown,
  ) {
    super(`Graph: ${of.code}`, { cause });
    this.name = 'GraphFailure';
    this.trouble = trouble;
    this.status = of.status;
    this.retryAfterMs = of.retryAfterMs;
    this.code = of.code;
  }
}

/** The access token for a call. Rejects with GraphFailure when there is none. */
export type GraphToken = (signal: AbortSignal) => Promise<string>;

/** A message of the mailbox, as the delta query has it. Untrusted text. */
export interface GraphMessage {
  readonly id: string;
  /** The address that it claims to be from. */
  readonly from: string;
  readonly subject: string;
  /** Milliseconds, UTC. */
  readonly receivedAt: number;
  readonly categories: readonly string[];
}

/** A page of what changed; exactly one of `next` (there is more) and `delta` (that was all: ask there again later). */
export interface DeltaPage {
  readonly messages: readonly GraphMessage[];
  /** Items that have another shape than Graph's messages, and are passed over. */
  readonly strange: number;
  readonly next?: string | undefined;
  readonly delta?: string | undefined;
}

export interface RawMail {
  readonly bytes: Uint8Array;
  /** It is longer than what is read of it. */
  readonly isCut: boolean;
}

export interface Subscription {
  readonly id: string;
  /** Milliseconds, UTC. */
  readonly until: number;
}

interface WantedSubscription {
  readonly resource: string;
  readonly url: string;
  readonly clientState: string;
  readonly until: number;
}

const message = z.looseObject({
  id: z.string().min(1).max(1_024),
  subject: z.string().nullish(),
  from: z.looseObject({ emailAddress: z.looseObject({ address: z.string().nullish() }).nullish() }).nullish(),
  receivedDateTime: z.iso.datetime({ offset: true }).nullish(),
  categories: z.array(z.string()).nullish(),
  '@removed': z.unknown().optional(),
});
const deltaPage = z.looseObject({
  value: z.array(z.unknown()).max(1_000),
  '@odata.nextLink': z.string().max(16_384).optional(),
  '@odata.deltaLink': z.string().max(16_384).optional(),
});
const subscription = z.looseObject({
  id: z.string().min(1).max(256),
  expirationDateTime: z.iso.datetime({ offset: true }),
});
const subscriptions = z.looseObject({
  value: z
    .array(z.looseObject({ id: z.string(), resource: z.string(), notificationUrl: z.string().nullish() }))
    .max(1_000),
});
const categories = z.looseObject({ categories: z.array(z.string()).nullish() });

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly prefer?: string;
}

interface Answer {
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
}

interface GraphParts {
  /** {@link GRAPH_URL}, or one on loopback. */
  readonly baseUrl: string;
  /** Undefined = calls are not signed: the Graph of local mode. */
  readonly token: GraphToken | undefined;
  /** Cuts what is under way. */
  readonly closing: AbortSignal;
}

/**
 * Microsoft Graph as far as one mailbox needs it: straight on `fetch`, every call with a deadline and a bound on its
 * answer, tried again on 429, 503 and 504. Nothing is sent to any other host, a redirect is not followed. Every method
 * rejects with {@link GraphFailure}.
 */
export class Graph {
  readonly #base: string;
  readonly #token: GraphToken | undefined;
  readonly #closing: AbortSignal;

  constructor({ baseUrl, token, closing }: GraphParts) {
    this.#base = baseUrl;
    this.#token = token;
    this.#closing = closing;
  }

  /** What came into the inbox since `link`, which an earlier page gave; absent = from the beginning. */
  async changes(user: string, link: string | undefined): Promise<DeltaPage> {
    const query = new URLSearchParams({
      changeType: 'created',
      $select: 'subject,from,receivedDateTime,categories',
    });
    const first = `${this.#base}/users/${encodeURIComponent(user)}/mailFolders/inbox/messages/delta?${query.toString()}`;
    const prefer = `${IMMUTABLE}, odata.maxpagesize=${PAGE}`;
    const page = await this.#json(link ?? first, { method: 'GET', prefer }, deltaPage);
    const messages: GraphMessage[] = [];
    let strange = 0;
    for (const item of page.value) {
      const parsed = message.safeParse(item);
      if (!parsed.success) strange += 1;
      if (!parsed.success || parsed.data['@removed'] !== undefined) continue;
      const { id, subject, from, receivedDateTime, categories: marks } = parsed.data;
      messages.push({
        id,
        subject: subject ?? '',
        from: from?.emailAddress?.address ?? '',
        receivedAt: typeof receivedDateTime === 'string' ? Date.parse(receivedDateTime) : Date.now(),
        categories: marks ?? [],
      });
    }
    const { '@odata.nextLink': next, '@odata.deltaLink': delta } = page;
    if ((next === undefined) === (delta === undefined)) throw unusable('delta');
    return { messages, strange, next, delta };
  }

  /** The message as it was sent, with what the mailbox's server put before it; at most {@link MAX_MAIL_BYTES}. */
  async raw(user: string, id: string): Promise<RawMail> {
    return this.#call(`${this.#message(user, id)}/$value`, { method: 'GET' }, MAX_MAIL_BYTES);
  }

  /** Marks a message as read, and with a category beside those that it has. */
  async mark(user: string, id: string, category: string): Promise<void> {
    const url = this.#message(user, id);
    const has = await this.#json(`${url}?$select=categories`, { method: 'GET' }, categories);
    const all = [...new Set([...(has.categories ?? []), category])];
    await this.#call(url, { method: 'PATCH', body: { isRead: true, categories: all } }, MAX_JSON_BYTES);
  }

  /** The subscriptions of this app. */
  async subscriptions(): Promise<z.infer<typeof subscriptions>['value']> {
    return (await this.#json(`${this.#base}/subscriptions`, { method: 'GET' }, subscriptions)).value;
  }

  /** Graph asks the URL whether it is there, and waits for its answer, before it answers itself. */
  async subscribe({ resource, url, clientState, until }: WantedSubscription): Promise<Subscription> {
    const body = {
      changeType: 'created',
      resource,
      notificationUrl: url,
      lifecycleNotificationUrl: url,
      clientState,
      expirationDateTime: new Date(until).toISOString(),
    };
    return subscribed(
      await this.#json(`${this.#base}/subscriptions`, { method: 'POST', body }, subscription),
    );
  }

  async renew(id: string, until: number): Promise<Subscription> {
    const body = { expirationDateTime: new Date(until).toISOString() };
    return subscribed(await this.#json(this.#subscription(id), { method: 'PATCH', body }, subscription));
  }

  async unsubscribe(id: string): Promise<void> {
    await this.#call(this.#subscription(id), { method: 'DELETE' }, MAX_JSON_BYTES);
  }

  #message(user: string, id: string): string {
    return `${this.#base}/users/${encodeURIComponent(user)}/messages/${encodeURIComponent(id)}`;
  }

  #subscription(id: string): string {
    return `${this.#base}/subscriptions/${encodeURIComponent(id)}`;
  }

  async #json<T>(url: string, call: Call, schema: z.ZodType<T>): Promise<T> {
    const { bytes, isCut } = await this.#call(url, call, MAX_JSON_BYTES);
    if (isCut) throw unusable('too_large');
    let body: unknown;
    try {
      body = JSON.parse(Buffer.from(bytes).toString('utf8'));
    } catch (error) {
      throw unusable('json', error);
    }
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw unusable('shape', parsed.error);
    return parsed.data;
  }

  async #call(url: string, call: Call, maxBytes: number): Promise<Answer> {
    // A link comes from an answer, or from the store.
    if (!url.startsWith(`${this.#base}/`)) throw new GraphFailure('refused', { code: 'other_host' });
    const deadline = performance.now() + CALL_MS;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#try(url, call, maxBytes, Math.min(TRY_MS, deadline - performance.now()));
      } catch (error) {
        if (!(error instanceof GraphFailure) || !isWorthAnother(error, call)) throw error;
        const asked = jittered(error.retryAfterMs ?? 0, RETRY_AFTER_JITTER, Math.random());
        const pause = Math.max(asked, backoffMs(BACKOFF, attempt));
        const isOver = attempt + 1 >= MAX_TRIES || performance.now() + pause >= deadline;
        if (isOver || this.#closing.aborted) throw error;
        await sleep(pause, undefined, { signal: this.#closing }).catch(() => undefined);
        if (this.#closing.aborted) throw error;
      }
    }
  }

  async #try(url: string, { method, body, prefer }: Call, maxBytes: number, ms: number): Promise<Answer> {
    const signal = AbortSignal.any([this.#closing, AbortSignal.timeout(Math.max(1, ms))]);
    const token = await this.#token?.(signal);
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        signal,
        redirect: 'manual',
        headers: {
          prefer: prefer ?? IMMUTABLE,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (response.ok) return await bytesOf(response, maxBytes);
      // Read, so that the connection serves again; it says nothing that the status does not.
      await bytesOf(response, MAX_ERROR_BYTES);
    } catch (error) {
      throw new GraphFailure('passing', { code: signal.aborted ? 'timeout' : 'connection' }, error);
    }
    throw failureOf(response);
  }
}

/** After a lost answer a second subscription would stand beside the first; a read may always be made again. */
function isWorthAnother({ trouble, status }: GraphFailure, { method }: Call): boolean {
  if (trouble !== 'passing') return false;
  if (status === undefined) return method !== 'POST';
  return LATER.has(status) || method === 'GET';
}

function failureOf({ status, headers }: Response): GraphFailure {
  const code = `status_${status}`;
  if (status === 404) return new GraphFailure('gone', { code, status });
  if (status === 410) return new GraphFailure('resync', { code, status });
  const isPassing = LATER.has(status) || status >= 500 || status === 408;
  const retryAfterMs = isPassing ? retryAfterOf(headers.get('retry-after')) : undefined;
  return new GraphFailure(isPassing ? 'passing' : 'refused', { code, status, retryAfterMs });
}

/** Seconds, or a day and time; milliseconds, {@link MAX_PAUSE_MS} at most. */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) || ms < 0 ? undefined : Math.min(ms, MAX_PAUSE_MS);
}

function unusable(code: string, cause?: unknown): GraphFailure {
  return new GraphFailure('passing', { code: `answer_${code}` }, cause);
}

function subscribed({ id, expirationDateTime }: z.infer<typeof subscription>): Subscription {
  return { id, until: Date.parse(expirationDateTime) };
}

/** The body, as far as it may be long: counted while it comes, whatever its header says. The rest is not read. */
async function bytesOf(response: Response, maxBytes: number): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const chunk of response.body ?? []) {
    chunks.push(size + chunk.length > maxBytes ? chunk.subarray(0, maxBytes - size) : chunk);
    size += chunk.length;
    if (size > maxBytes) return { bytes: Buffer.concat(chunks), isCut: true };
  }
  return { bytes: Buffer.concat(chunks), isCut: false };
}
