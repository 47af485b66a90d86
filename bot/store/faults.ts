import { StoreFailure } from '../../domain/store/ports.ts';
import { backoffMs, type Backoff } from '../backoff.ts';

/** Why the store cannot serve, as a short code for probes and logs. */
type NotReadyReason = keyof typeof HELP | 'closed';

/** What would help, for whoever runs the bot. */
export const HELP = {
  unreachable: 'check COSMOS_ENDPOINT, and that the network and its firewall let this machine reach it',
  late: 'the endpoint answers late or not at all: check COSMOS_ENDPOINT and what lies between',
  certificate:
    'the certificate of COSMOS_ENDPOINT is not trusted: check the address; for an emulator on this machine set COSMOS_SELF_SIGNED=true',
  unauthorised: 'check COSMOS_KEY, or without one the managed identity, and the clock of this machine',
  forbidden: 'let this machine and its identity read and write: network rules and data roles of the account',
  other_container:
    'run "npm run upgrade-store" with COSMOS_KEY, or deploy it so: "One more query" in bot/store/README.md; or name another COSMOS_DATABASE',
  indexing: 'wait: others go on meanwhile, and "npm run upgrade-store" shows how far it is',
  no_container: 'deploy the container beforehand: Entra ID roles cover data only',
  busy: 'the account is asked for more than its throughput: raise it, or wait',
  full: 'make room where the data is kept: nothing can be saved until then',
  unusable: 'the answer is not that of Azure Cosmos DB, or is about something else: check COSMOS_ENDPOINT',
  unavailable: 'the service, or the disk of the data file, has trouble of its own: look at it if it lasts',
} as const;

/** The store cannot serve now. Nothing was written; the message says what is wrong and what would help. */
export class StoreNotReady extends StoreFailure {
  readonly reason: NotReadyReason;

  constructor(reason: NotReadyReason, message: string, cause?: unknown) {
    super(message, 'unchanged', cause);
    this.name = 'StoreNotReady';
    this.reason = reason;
  }
}

/** The same with a reason, for whatever a call to the store was rejected with. */
export function notReady(error: unknown): StoreNotReady {
  if (error instanceof StoreNotReady) return error;
  const reason = reasonOf(error);
  return new StoreNotReady(reason, `${describe(error)}; ${HELP[reason]}`, error);
}

const CERTIFICATE = /CERT|^UNABLE_TO_|SELF_SIGNED/;
const UNREACHABLE = /^E(CONN|HOST|NET|PIPE|ADDR|AI_)|^ENOTFOUND$|REQUEST_SEND_ERROR/;

function reasonOf(error: unknown): keyof typeof HELP {
  const { code, name, substatus } = root(error);
  if (code === 'other_container' || code === 'no_container' || code === 'indexing') return code;
  if (NEVER_AUTHENTICATED.has(name) || code === 401) return 'unauthorised';
  if (code === 403) return substatus === FULL ? 'full' : 'forbidden';
  if (code === 429 || code === 449) return 'busy';
  if (
    code === 408 ||
    name === 'AbortError' ||
    name === 'TimeoutError' ||
    code === 'LATE' ||
    code === 'ETIMEDOUT'
  )
    return 'late';
  if (typeof code === 'number') return code >= 500 || code === 410 ? 'unavailable' : 'unusable';
  if (typeof code === 'string' && CERTIFICATE.test(code)) return 'certificate';
  return typeof code === 'string' && UNREACHABLE.test(code) ? 'unreachable' : 'unusable';
}

/** Substatus of a 403: there is no room for the write. */
export const FULL = 1014;

/** Is there no room, whoever asks? */
export function isFull(error: unknown): boolean {
  return root(error).substatus === FULL;
}

/** Statuses that the service gives before it writes. 408, 410 and 5xx may come after. */
const REFUSALS: ReadonlySet<unknown> = new Set([400, 401, 403, 404, 409, 412, 413, 429, 449]);
const NEVER_AUTHENTICATED: ReadonlySet<unknown> = new Set([
  'AuthenticationError',
  'AggregateAuthenticationError',
  'CredentialUnavailableError',
]);
/** Codes of errors that come before the request leaves. */
const NEVER_SENT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Is it certain that a write that failed so did nothing? */
export function provesUnchanged(error: unknown): boolean {
  const { code, name } = root(error);
  if (REFUSALS.has(code) || NEVER_SENT.has(code) || NEVER_AUTHENTICATED.has(name)) return true;
  return typeof code === 'string' && CERTIFICATE.test(code);
}

/** Did the write fail by what was asked (true), or because nothing can be written now (false)? */
export function isOwnFault(error: unknown): boolean {
  const { code } = root(error);
  return code === 400 || code === 413;
}

/** Of a read: an answer that did not come whole, or from a service that was just then unwell. */
const PASSING: ReadonlySet<unknown> = new Set([
  408,
  410,
  500,
  502,
  503,
  504,
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  // Of the library that gets the identity's token.
  'REQUEST_SEND_ERROR',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

const BACKOFF: Backoff = { firstMs: 50, jitter: [0.5, 1.5] };
/** After 449 (retry with): two writes met, and the other one is done in a moment. */
const WRITE_RETRY_BACKOFF: Backoff = { ...BACKOFF, firstMs: 10 };

/**
 * Milliseconds to wait before asking again; undefined when asking again is not safe or of no use. A write is
 * asked again only where the service says that it did nothing (429, 449): any other second attempt could meet
 * the first and take it for a conflict.
 */
export function retryDelay(error: unknown, retries: number, isRead: boolean): number | undefined {
  const { code, name, retryAfterInMs } = root(error);
  const isBusy = code === 429 || code === 449;
  // What is cut off within its JSON is a SyntaxError.
  const isPassing = isRead && (PASSING.has(code) || name === 'SyntaxError');
  if (!isBusy && !isPassing) return undefined;
  if (typeof retryAfterInMs === 'number' && retryAfterInMs >= 0) return retryAfterInMs;
  return backoffMs(code === 449 ? WRITE_RETRY_BACKOFF : BACKOFF, retries);
}

interface Fault {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly substatus?: unknown;
  readonly retryAfterInMs?: unknown;
}

/** `items.batch` wraps what it throws, and our plugin what a connection does: status and code are only in the cause then. */
function root(error: unknown): Fault {
  if (typeof error !== 'object' || error === null) return {};
  if (!('code' in error) && 'cause' in error && error.cause) return root(error.cause);
  return error;
}

/** An answer that is not what was asked for, as the SDK would throw it. */
export function httpError(status: number, message: string, substatus?: number): Error {
  return Object.assign(new Error(message), { code: status, substatus });
}

/** A status, or a code such as `ECONNRESET`: no text of anybody's. */
export function codeOf(error: unknown): string {
  const { code } = root(error);
  return typeof code === 'number' || (typeof code === 'string' && /^\w{1,40}$/.test(code))
    ? String(code)
    : 'other';
}

/** The message of whatever was thrown, with its code. */
export function describe(error: unknown): string {
  const { code } = root(error);
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return typeof code === 'number' || (typeof code === 'string' && !message.includes(code))
    ? `${message} (${code})`
    : message;
}
