import { pino } from 'pino';
import type { LogLevel } from './config.ts';
import { correlation } from './telemetry/correlation.ts';

/**
 * What a line may say: codes, ids, counts. There is no field for text, so mail, names and tokens have nowhere
 * to go; values that do not look like a code or an id are withheld, whatever the types were told.
 */
export interface LogEntry {
  /** What happened, dotted: `turn.refused`. */
  readonly event: string;
  readonly code?: string;
  readonly reason?: string;
  readonly verb?: string;
  readonly type?: string;
  readonly kind?: string;
  readonly outcome?: string;
  readonly step?: string;
  readonly mode?: string;
  /** File and line of an error, without its message. */
  readonly at?: string;
  readonly tenantId?: string;
  readonly personId?: string;
  readonly activityId?: string;
  readonly documentId?: string;
  readonly commandId?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly count?: number;
  readonly attempt?: number;
  readonly port?: number;
  readonly bytes?: number;
}

/**
 * JSON lines, one per event, each with the id of the turn or the work that it belongs to (`correlationId`). Errors are
 * for what must be repaired at once; a healthy bot writes none.
 */
export interface Log {
  debug(entry: LogEntry): void;
  info(entry: LogEntry): void;
  warn(entry: LogEntry): void;
  error(entry: LogEntry): void;
}

const CODES = ['event', 'code', 'reason', 'verb', 'type', 'kind', 'outcome', 'step', 'mode', 'at'] as const;
const IDS = ['tenantId', 'personId', 'activityId', 'documentId', 'commandId'] as const;
const NUMBERS = ['status', 'ms', 'count', 'attempt', 'port', 'bytes'] as const;

const CODE = /^[A-Za-z0-9_][\w.:/-]{0,79}$/;
const ID = /^[\w.:|/-]{1,160}$/;
/** A JSON Web Token is made of the same characters as an id, but always begins so. */
const TOKEN = /eyJ/;
const WITHHELD = '[withheld]';

function admitted(entry: LogEntry): Record<string, string | number> {
  const line: Record<string, string | number> = {};
  const take = (keys: readonly (keyof LogEntry)[], pattern: RegExp) => {
    for (const key of keys) {
      const value: unknown = entry[key];
      if (value === undefined) continue;
      const safe = typeof value === 'string' && pattern.test(value) && !TOKEN.test(value);
      line[key] = safe ? value : WITHHELD;
    }
  };
  take(CODES, CODE);
  take(IDS, ID);
  for (const key of NUMBERS) {
    const value: unknown = entry[key];
    if (typeof value === 'number') line[key] = Math.round(value * 1000) / 1000;
  }
  const about = correlation();
  if (about !== undefined) line['correlationId'] = about.id;
  return line;
}

/**
 * @param destination where the lines go, standard output when absent.
 */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    debug: (entry) => logger.debug(admitted(entry)),
    info: (entry) => logger.info(admitted(entry)),
    warn: (entry) => logger.warn(admitted(entry)),
    error: (entry) => logger.error(admitted(entry)),
  };
}

/**
 * What may be said of a thrown value: its code or name, and the file and line it came from.
 * Never its message: messages of libraries quote what they were given.
 */
export function faultOf(thrown: unknown): { code: string; at?: string } {
  // Errors of another realm or of native code are not `instanceof Error`: look at the shape.
  if (typeof thrown !== 'object' || thrown === null) return { code: typeof thrown };
  const { code, name, message, stack } = thrown as Readonly<Record<string, unknown>>;
  const label = typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
  if (typeof stack !== 'string') return { code: label };
  // The stack repeats the message, which may have lines that look like frames.
  const from = typeof message === 'string' ? stack.indexOf(message) + message.length : 0;
  const frame = /\n\s+at .*?([\w.-]+\/[\w.-]+:\d+):\d+\)?(?:\n|$)/.exec(stack.slice(Math.max(from, 0)));
  return frame?.[1] === undefined ? { code: label } : { code: label, at: frame[1] };
}
