import { AsyncLocalStorage } from 'node:async_hooks';

/** The parent of a trace in another process, as a request's `traceparent` names it (W3C Trace Context). */
interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  /** 1 = whoever called keeps the trace. */
  readonly flags: number;
}

/** What belongs together: one turn, or one piece of work in the background. */
export interface Correlation {
  /** 32 hexadecimal digits: in each line of the log, and the id of the trace where there is one. */
  readonly id: string;
  readonly parent?: TraceParent;
  /** The span under way, for whoever keeps traces. */
  readonly span?: object;
}

const storage = new AsyncLocalStorage<Correlation>();

const TRACE_PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const LONGEST = 200;
const ZEROS = /^0+$/;

/** Characters of an id that people read out: enough to find the lines of a day. */
const SHORT = 8;

/**
 * What a request's `traceparent` says; undefined when it is none. It is anybody's: an id to find lines by, and nothing
 * is decided by it.
 */
export function traceParentOf(header: unknown): TraceParent | undefined {
  if (typeof header !== 'string' || header.length > LONGEST) return undefined;
  const [, version, traceId = '', spanId = '', flags = '', more] = TRACE_PARENT.exec(header) ?? [];
  if (version === undefined || ZEROS.test(traceId) || ZEROS.test(spanId)) return undefined;
  // Only versions to come have more parts; `ff` is none.
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) & 1 };
}

/** What is under way; undefined where nobody began anything. */
export function correlation(): Correlation | undefined {
  return storage.getStore();
}

/** The id of what is under way, as people read it out to support; a new one where nothing is. */
export function shortReference(): string {
  return (storage.getStore()?.id ?? newId()).slice(0, SHORT);
}

/** Runs it as something of its own: all that it begins, and whatever they log, has one new id, or the parent's. */
export function correlated<T>(run: () => T, parent?: TraceParent): T {
  return storage.run(parent === undefined ? { id: newId() } : { id: parent.traceId, parent }, run);
}

/** Runs it within what is under way, under this span. */
export function under<T>(span: object, within: Correlation, run: () => T): T {
  return storage.run({ ...within, span }, run);
}

/** Random but for six bits. */
function newId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
