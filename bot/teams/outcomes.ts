/** Why it is not known what became of a message. */
type UnknownReason =
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

/** What the Bot Connector answered to a call. */
interface ConnectorAnswer {
  readonly status: number;
  /** The body as it came; not always JSON. */
  readonly text: string;
  /** The `Retry-After` header. */
  readonly retryAfter: string | undefined;
}

/** What the codes mean that say something for good. */
const KNOWN: ReadonlyMap<string, DeliveryOutcome> = new Map(
  Object.entries({
    ConversationBlockedByUser: { kind: 'blocked' },
    MessageWritesBlocked: { kind: 'blocked' },
    BotNotInConversationRoster: { kind: 'notInstalled' },
    BotDisabledByAdmin: { kind: 'disabledByAdmin' },
    ConversationNotFound: { kind: 'notFound', what: 'conversation' },
    ActivityNotFoundInConversation: { kind: 'notFound', what: 'activity' },
    MessageSizeTooBig: { kind: 'tooLarge' },
  } satisfies Readonly<Record<string, DeliveryOutcome>>).map(([code, outcome]) => [
    code.toLowerCase(),
    outcome,
  ]),
);

/**
 * The answer's meaning. Only an error code that is known says something of the person, the conversation or the
 * activity: in bad hours Teams answers 403 and 404 with `ServiceError`, or with a proxy's page, and takes the same
 * call a moment later (msteams-docs 7613, 2078).
 */
export function outcomeOf({ status, text, retryAfter }: ConnectorAnswer): DeliveryOutcome {
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
  const known = codesOf(body).flatMap((code) => KNOWN.get(code.toLowerCase()) ?? []);
  if (known[0] !== undefined) return known[0];
  const later = retryAfterOf(retryAfter);
  switch (status) {
    case 413:
      return { kind: 'tooLarge' };
    case 429:
      return { kind: 'throttled', ...later };
    default:
      return { kind: 'unknown', reason: 'status', sent: status >= 500 ? 'maybe' : 'no', status, ...later };
  }
}

/** The error codes in an answer: `{ error: { code } }`, the older `{ subCode }` and `{ code }`, or several of them. */
function codesOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  const { error, subCode, code } = body as { error?: unknown; subCode?: unknown; code?: unknown };
  const outer = typeof error === 'object' && error !== null ? { ...error, error: undefined } : undefined;
  return [...[subCode, code].filter((one) => typeof one === 'string'), ...codesOf(outer)];
}

/** The delay that a `Retry-After` asks for, in milliseconds; both of its forms, at most an hour. */
function retryAfterOf(header: string | undefined): { retryAfterMs?: number } {
  if (header === undefined) return {};
  const ms = /^\d+(?:\.\d+)?$/.test(header.trim())
    ? Math.ceil(Number(header) * 1000)
    : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? { retryAfterMs: Math.min(Math.max(ms, 0), 3_600_000) } : {};
}
