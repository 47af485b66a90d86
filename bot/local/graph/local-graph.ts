import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { BodyTooLarge, parseJson, readBody, sendJson } from '../http.ts';
import { MailFolder, type MessageLine } from './mail-folder.ts';
import { claimsOf, stamped } from './stamp.ts';

/** Where it is mounted. */
export const GRAPH_PATH = '/graph/v1.0';

const REQUEST_LIMIT = 256 * 1024;
/** Graph's longest life of a subscription to messages. */
const LONGEST_MS = 10_070 * 60_000;
const PAGE = 10;
const POST_MS = 10_000;

const subscriptionBody = z.object({
  changeType: z.literal('created'),
  resource: z.string(),
  notificationUrl: z.url(),
  lifecycleNotificationUrl: z.url(),
  clientState: z.string().max(128),
  expirationDateTime: z.iso.datetime({ offset: true }),
});
const renewalBody = z.object({ expirationDateTime: z.iso.datetime({ offset: true }) });
const markBody = z.object({ isRead: z.boolean().optional(), categories: z.array(z.string()).optional() });

/** A call of the bot. */
interface GraphCall {
  readonly method: string;
  /** Behind the version, with its query. */
  readonly path: string;
  /** The status it was answered with; absent while under way and after a reset. */
  status?: number;
}

/** How a call goes wrong. */
interface GraphFault {
  readonly delay?: number;
  /** Answer with this status instead. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cut the connection instead of answering. */
  readonly reset?: boolean;
  /** Do what was asked first: the bot cannot know that it was done. */
  readonly afterwards?: boolean;
  /** What a page of the delta query has in place of its messages: some twice, in another order. */
  readonly page?: (messages: readonly object[]) => readonly object[];
  /** Answers in its own way. */
  readonly instead?: (response: ServerResponse) => void;
}

/** A notification on its way to the bot. */
interface Notification {
  readonly subscriptionId: string;
  readonly clientState: string;
  readonly tenantId: string;
  readonly [more: string]: unknown;
}

interface Subscription extends z.infer<typeof subscriptionBody> {
  readonly id: string;
  expirationDateTime: string;
}

interface LocalGraphOptions {
  /** The mailbox's address; its domain is the one that the server vouches for. */
  readonly user: string;
  readonly tenantId: string;
  /** A folder that keeps the mails over a restart; without it they live in memory only. */
  readonly dataDir?: string;
  /** When it is, an instant; undefined = real time. */
  readonly clock?: () => string | undefined;
  /** The longest that a subscription lives, in milliseconds. */
  readonly longestMs?: number;
}

/** A status and a code in place of an answer. */
class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/**
 * Microsoft Graph as far as one mailbox needs it: the delta query of its inbox, raw mails, marks, and subscriptions with
 * their handshake, notifications and lifecycle events. It reaches the bot over HTTP alone and needs a server that hands
 * it requests: see `handle`.
 */
export class LocalGraph {
  faults: ((call: GraphCall) => GraphFault | undefined) | undefined;
  /** Delays of the copies of a notification that are sent, in milliseconds: none = it is lost. One at once by default. */
  copies: (() => readonly number[]) | undefined;
  /** The bot's calls, oldest first. */
  readonly calls: GraphCall[] = [];
  readonly subscriptions = new Map<string, Subscription>();

  readonly #options: LocalGraphOptions;
  readonly #domain: string;
  readonly #folder: MailFolder | undefined;
  readonly #messages = new Map<string, MessageLine>();
  readonly #raw = new Map<string, Uint8Array>();
  #lastSeq = 0;
  /** Tokens of an earlier one are not taken any more. */
  #generation: string = randomBytes(4).toString('hex');

  constructor(options: LocalGraphOptions) {
    this.#options = options;
    this.#domain = options.user.slice(options.user.lastIndexOf('@') + 1).toLowerCase();
    if (options.dataDir === undefined) return;
    this.#folder = new MailFolder(options.dataDir);
    this.#generation = 'kept';
    for (const line of this.#folder.read()) {
      this.#messages.set(line.id, line);
      this.#lastSeq = Math.max(this.#lastSeq, line.seq);
    }
  }

  /** What is in the mailbox, in the order in which it came. */
  get messages(): readonly MessageLine[] {
    return [...this.#messages.values()].filter(({ isRemoved }) => !isRemoved);
  }

  /** A mail arrives, as somebody sent it; gives its id. `isSilent`: no subscription tells of it. */
  async receive(raw: Uint8Array, isSilent = false): Promise<string> {
    this.#lastSeq += 1;
    const line: MessageLine = {
      seq: this.#lastSeq,
      // As long as Graph's, and with the characters that a URL does not take as they are.
      id: `AAMk${randomBytes(60).toString('base64url')}/+==`,
      receivedAt: new Date(this.#options.clock?.() ?? Date.now()).toISOString(),
      isRead: false,
      categories: [],
      isRemoved: false,
    };
    const kept = stamped(raw, this.#domain);
    this.#folder?.add(line, kept);
    if (this.#folder === undefined) this.#raw.set(line.id, kept);
    this.#messages.set(line.id, line);
    if (!isSilent) await this.#tellOf(line);
    return line.id;
  }

  /** Somebody deletes a message. */
  remove(id: string): void {
    this.#change(id, { isRemoved: true });
  }

  /** Tokens that were given are not taken any more: the delta query begins anew. */
  forgetTokens(): void {
    this.#generation = randomBytes(4).toString('hex');
  }

  /** Tells all subscriptions of this; one that is removed is no more. */
  async lifecycle(event: 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired'): Promise<void> {
    for (const one of this.subscriptions.values()) {
      if (event === 'subscriptionRemoved') this.subscriptions.delete(one.id);
      await this.post(one.lifecycleNotificationUrl, { ...this.#about(one), lifecycleEvent: event });
    }
  }

  /** Posts a notification to the bot, whatever it says; gives the status of the answer, undefined without one. */
  async post(url: string, ...value: readonly Notification[]): Promise<number | undefined> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value }),
        signal: AbortSignal.timeout(POST_MS),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return undefined;
    }
  }

  /** Answers a request below {@link GRAPH_PATH}; false when it is for another route. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://local');
    if (!url.pathname.startsWith(`${GRAPH_PATH}/`)) return false;
    const method = request.method ?? 'GET';
    const call: GraphCall = { method, path: `${url.pathname.slice(GRAPH_PATH.length)}${url.search}` };
    this.calls.push(call);
    try {
      const body = parseJson((await readBody(request, REQUEST_LIMIT)).toString('utf8'));
      const fault = this.faults?.(call);
      if (fault?.delay !== undefined) await sleep(fault.delay);
      const isFailing = fault?.reset === true || fault?.status !== undefined || fault?.instead !== undefined;
      const answer =
        isFailing && fault?.afterwards !== true
          ? undefined
          : await this.#route(call, { body, headers: request.headers, base: baseOf(request), fault });
      if (fault?.reset === true) request.socket.destroy();
      else if (fault?.instead !== undefined) fault.instead(response);
      else if (fault?.status !== undefined) {
        call.status = fault.status;
        sendJson(response, fault.status, { error: { code: 'Fault', message: 'A fault' } }, fault.headers);
      } else if (answer instanceof Uint8Array) {
        call.status = 200;
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': answer.byteLength });
        response.end(answer);
      } else {
        call.status = answer?.status ?? 200;
        if (answer?.body === undefined) {
          response.writeHead(call.status);
          response.end();
        } else sendJson(response, call.status, answer.body);
      }
    } catch (error) {
      const { status, code } = refusalOf(error);
      call.status = status;
      sendJson(response, status, { error: { code, message: code } });
    }
    return true;
  }

  async #route(
    { method, path }: GraphCall,
    of: {
      readonly body: unknown;
      readonly headers: IncomingMessage['headers'];
      readonly base: string;
      readonly fault: GraphFault | undefined;
    },
  ): Promise<Uint8Array | { readonly status: number; readonly body?: unknown }> {
    const url = new URL(path, 'http://local');
    const [, place, who, what, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    if (place === 'subscriptions') return this.#subscriptionRoute(method, who, of.body);
    if (place !== 'users' || who?.toLowerCase() !== this.#options.user)
      throw new GraphError(404, 'ErrorInvalidUser');
    if (!String(of.headers['prefer']).includes('IdType="ImmutableId"'))
      throw new GraphError(400, 'OnlyImmutableIdsHere');
    if (method === 'GET' && what === 'mailFolders' && rest.join('/') === 'inbox/messages/delta')
      return this.#delta(url.searchParams, `${of.base}${url.pathname}`, of);
    const [id, part] = idAndPart(rest);
    const line = this.#messages.get(id);
    if (what !== 'messages' || line === undefined || line.isRemoved)
      throw new GraphError(404, 'ErrorItemNotFound');
    if (method === 'GET' && part === '$value') return this.#bytes(line);
    if (part !== undefined) throw new GraphError(404, 'ResourceNotFound');
    if (method === 'GET') return { status: 200, body: this.#shown(line) };
    if (method !== 'PATCH') throw new GraphError(405, 'MethodNotAllowed');
    const { isRead = line.isRead, categories = line.categories } = markBody.parse(of.body);
    this.#change(id, { isRead, categories });
    return { status: 200, body: this.#shown({ ...line, isRead, categories }) };
  }

  #delta(
    query: URLSearchParams,
    here: string,
    {
      headers,
      fault,
    }: { readonly headers: IncomingMessage['headers']; readonly fault: GraphFault | undefined },
  ): { readonly status: number; readonly body: unknown } {
    const token = query.get('$skiptoken') ?? query.get('$deltatoken');
    const [generation, seq] = token?.split('.') ?? [this.#generation, '0'];
    if (generation !== this.#generation) throw new GraphError(410, 'SyncStateNotFound');
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(String(headers['prefer']))?.[1] ?? PAGE);
    const left = [...this.#messages.values()].filter((line) => line.seq > Number(seq));
    const page = left.slice(0, Math.min(size, PAGE));
    const last = page.at(-1)?.seq ?? Math.max(Number(seq), this.#lastSeq);
    const isMore = left.length > page.length;
    const link = `${here}?${isMore ? '$skiptoken' : '$deltatoken'}=${this.#generation}.${last}`;
    const shown = page.map((line) =>
      line.isRemoved ? { id: line.id, '@removed': { reason: 'deleted' } } : this.#shown(line),
    );
    return {
      status: 200,
      body: {
        value: fault?.page?.(shown) ?? shown,
        [isMore ? '@odata.nextLink' : '@odata.deltaLink']: link,
      },
    };
  }

  async #subscriptionRoute(
    method: string,
    id: string | undefined,
    body: unknown,
  ): Promise<{ readonly status: number; readonly body?: unknown }> {
    const now = Date.now();
    const longest = this.#options.longestMs ?? LONGEST_MS;
    for (const [key, { expirationDateTime }] of this.subscriptions)
      if (Date.parse(expirationDateTime) <= now) this.subscriptions.delete(key);
    const until = (asked: string): string => {
      const at = Date.parse(asked);
      if (at <= now || at > now + LONGEST_MS) throw new GraphError(400, 'InvalidRequest');
      return new Date(Math.min(at, now + longest)).toISOString();
    };
    if (id === undefined) {
      if (method === 'GET')
        return { status: 200, body: { value: [...this.subscriptions.values()].map(withoutSecret) } };
      if (method !== 'POST') throw new GraphError(405, 'MethodNotAllowed');
      const wanted = subscriptionBody.parse(body);
      if (wanted.resource.toLowerCase() !== `users/${this.#options.user}/mailfolders('inbox')/messages`)
        throw new GraphError(404, 'ResourceNotFound');
      const made: Subscription = {
        ...wanted,
        id: randomUUID(),
        expirationDateTime: until(wanted.expirationDateTime),
      };
      for (const url of new Set([wanted.notificationUrl, wanted.lifecycleNotificationUrl]))
        await shakeHands(url);
      this.subscriptions.set(made.id, made);
      return { status: 201, body: withoutSecret(made) };
    }
    const known = this.subscriptions.get(id);
    if (known === undefined) throw new GraphError(404, 'ResourceNotFound');
    if (method === 'DELETE') {
      this.subscriptions.delete(id);
      return { status: 204 };
    }
    if (method !== 'PATCH') throw new GraphError(405, 'MethodNotAllowed');
    known.expirationDateTime = until(renewalBody.parse(body).expirationDateTime);
    return { status: 200, body: withoutSecret(known) };
  }

  async #tellOf({ id }: MessageLine): Promise<void> {
    for (const one of this.subscriptions.values()) {
      if (Date.parse(one.expirationDateTime) <= Date.now()) continue;
      const told = {
        ...this.#about(one),
        changeType: 'created',
        resource: one.resource,
        resourceData: { id },
      };
      const later = (this.copies?.() ?? [0]).map(async (ms) => {
        if (ms > 0) await sleep(ms, undefined, { ref: false });
        await this.post(one.notificationUrl, told);
      });
      // What is late is not waited for.
      if (this.copies === undefined) await Promise.all(later);
    }
  }

  #about({ id, clientState, expirationDateTime }: Subscription): Notification {
    return {
      subscriptionId: id,
      clientState,
      tenantId: this.#options.tenantId,
      subscriptionExpirationDateTime: expirationDateTime,
    };
  }

  #shown(line: MessageLine): object {
    const { id, receivedAt, isRead, categories } = line;
    const { from, subject } = claimsOf(this.#bytes(line));
    const address = { emailAddress: { name: from, address: from } };
    return { id, receivedDateTime: receivedAt, isRead, categories, subject, from: address };
  }

  #bytes(line: MessageLine): Uint8Array {
    return this.#folder?.raw(line) ?? this.#raw.get(line.id) ?? new Uint8Array();
  }

  #change(id: string, changed: Partial<MessageLine>): void {
    const line = this.#messages.get(id);
    if (line === undefined) return;
    const next = { ...line, ...changed };
    this.#messages.set(id, next);
    this.#folder?.change(next);
  }
}

/** An id may have a slash, which the URL has as `%2F`: decoded, its parts stand apart. */
function idAndPart(rest: readonly string[]): readonly [string, string | undefined] {
  const last = rest.at(-1);
  return last === '$value' ? [rest.slice(0, -1).join('/'), last] : [rest.join('/'), undefined];
}

function withoutSecret({ clientState: _secret, ...rest }: Subscription): object {
  return rest;
}

/** The URL has to say a word after Graph, or it is nobody's. */
async function shakeHands(url: string): Promise<void> {
  const token = `Validation: <local> & ${randomUUID()}`;
  const there = new URL(url);
  there.searchParams.set('validationToken', token);
  try {
    const response = await fetch(there, { method: 'POST', signal: AbortSignal.timeout(POST_MS) });
    const isText = response.headers.get('content-type')?.startsWith('text/plain') === true;
    if (response.status === 200 && isText && (await response.text()) === token) return;
  } catch {
    // As if it had said something else.
  }
  throw new GraphError(400, 'ValidationError');
}

function refusalOf(error: unknown): { readonly status: number; readonly code: string } {
  if (error instanceof GraphError) return error;
  if (error instanceof BodyTooLarge) return { status: 413, code: 'TooLarge' };
  if (error instanceof z.ZodError || error instanceof URIError) return { status: 400, code: 'BadRequest' };
  throw error;
}

function baseOf({ headers }: IncomingMessage): string {
  return `http://${headers.host ?? ''}${GRAPH_PATH}`;
}
