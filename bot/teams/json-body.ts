import { isUtf8 } from 'node:buffer';
import type { Request } from 'restify';

/** Bounds of one body: its size in bytes, and how many objects and arrays are inside each other. */
export interface BodyLimits {
  readonly bodyBytes: number;
  readonly depth: number;
}

/** How much of a refused body is still read, so that its sender sees the answer, before the connection is cut. */
export const DRAIN_BYTES = 1024 * 1024;
const JSON_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/** Throws away what is left of a body nobody will use; a sender without end is cut off. */
export function drain(req: Request): void {
  let left = DRAIN_BYTES;
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.socket.destroy();
  });
  req.resume();
}

/** The body is refused, with a status and a code to answer. */
export class BadBody extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** The sender went away in the middle of its body: there is nobody to answer. */
export class Gone extends Error {}

function readBytes(req: Request, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let whole = false;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(new BadBody(413, 'body_too_large'));
        if (size > limit + DRAIN_BYTES) req.socket.destroy();
      }
    });
    req.on('end', () => {
      whole = true;
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
    req.on('error', () => reject(new Gone()));
    // Every request closes in the end, and an error is not cheap to make.
    req.on('close', () => {
      if (!whole) reject(new Gone());
    });
  });
}

/** An escape that may be half of a character: bytes that are UTF-8 hold none otherwise. */
const HALF = /\\u[dD][89a-fA-F]/;

/**
 * Reads the body as one JSON object, with bounds on its bytes and its depth.
 * A key `__proto__` anywhere is refused: copying such an object would change its prototype. Half a character, as a client
 * leaves it that cuts a text off, becomes U+FFFD: no id and no file can hold it.
 * @throws {BadBody} with the status and code to answer; {@link Gone} when the sender left.
 */
export async function readJson(req: Request, limits: BodyLimits): Promise<Record<string, unknown>> {
  const bytes = await readBytes(req, limits.bodyBytes);
  if (!isUtf8(bytes)) throw new BadBody(400, 'not_utf8');
  const text = bytes.toString('utf8');
  let body: unknown;
  try {
    body = HALF.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch {
    throw new BadBody(400, 'not_json');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadBody(400, 'not_an_object');
  let level: object[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= limits.depth) throw new BadBody(400, 'too_deep');
    const next: object[] = [];
    for (const container of level) {
      if (Object.hasOwn(container, '__proto__')) throw new BadBody(400, 'forbidden_key');
      for (const child of Object.values(container) as unknown[]) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    level = next;
  }
  return body as Record<string, unknown>;
}

function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/**
 * What a POST's headers already say against it. Restify's own body plugins are not used: a body that calls
 * itself gzip and is not would end the process in them, and one that is can grow a thousandfold.
 */
export function headersAgainst(req: Request, limit: number): BadBody | undefined {
  const { headers, headersDistinct } = req;
  // Node takes the first; who stands in front of the bot may have looked at another.
  if ((headersDistinct['authorization']?.length ?? 0) > 1) return new BadBody(400, 'two_authorizations');
  if (headers['content-encoding'] !== undefined) return new BadBody(415, 'encoding_not_supported');
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return new BadBody(415, 'not_json_type');
  const length = headers['content-length'];
  if (length !== undefined && !(Number(length) <= limit)) return new BadBody(413, 'body_too_large');
  return undefined;
}
