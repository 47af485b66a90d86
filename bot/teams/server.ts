import { isUtf8 } from 'node:buffer';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { pino } from 'pino';
import restify from 'restify';
import type { Request, Response, Server, ServerOptions } from 'restify';
import { checkActivity } from './activity.ts';
import { isLoopback } from '../config.ts';
import type { IncomingActivity } from './activity.ts';
import { faultOf } from '../log.ts';
import type { Log } from '../log.ts';

/** A request whose body has been read, bounded and checked. */
export type ActivityRequest = Request & { body: IncomingActivity };

/** One more route, for a part of the process that is not always there. */
interface Route {
  readonly method: 'GET' | 'POST';
  /** Matched exactly; the query string is not part of it. */
  readonly path: string;
  /** A POST gets its checked JSON in `body` (any object) when this is true; otherwise it reads the request itself. */
  readonly json?: boolean;
  /** Answers the request. A rejection becomes a 500 without a word about its cause. */
  readonly handle: (req: Request, res: Response) => Promise<void>;
}

export interface ServerSettings {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly log: Log;
  /** Answers only requests that name a loopback host: local mode has no authentication. */
  readonly loopbackOnly?: boolean;
  /** Answers the request. A rejection becomes a 500 without a word about its cause. */
  readonly onActivity: (req: ActivityRequest, res: Response) => Promise<void>;
  /** Rejects when the store cannot serve, with a short code as `reason`. Asked at most once at a time. */
  readonly ready: () => Promise<void>;
  readonly routes?: readonly Route[];
  readonly limits?: Partial<RequestLimits>;
}

/** Bounds of one connection and one body; times in milliseconds, sizes in bytes. */
interface RequestLimits {
  readonly bodyBytes: number;
  /** Objects and arrays inside each other. */
  readonly depth: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  readonly headersMs: number;
  readonly keepAliveMs: number;
  readonly checkMs: number;
  readonly connections: number;
  readonly readyMs: number;
}

const REQUEST_LIMITS: RequestLimits = {
  bodyBytes: 256 * 1024,
  depth: 64,
  requestMs: 15_000,
  headersMs: 10_000,
  keepAliveMs: 65_000,
  checkMs: 2_000,
  connections: 1_000,
  readyMs: 2_000,
};

export interface RunningServer {
  readonly port: number;
  /** Takes no new connection, lets running requests end, and after `deadlineMs` cuts what is left. */
  close(deadlineMs?: number): Promise<void>;
}

/** How much of a refused body is still read, so that its sender sees the answer, before the connection is cut. */
const DRAIN_BYTES = 1024 * 1024;
const JSON_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/** What the process itself says; nothing of what went wrong inside. */
function refuse(res: Response, status: number, error: string, more?: Readonly<Record<string, string>>): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const text = JSON.stringify({ error, ...more });
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

/** Throws away what is left of a body nobody will use; a sender without end is cut off. */
function drain(req: Request): void {
  let left = DRAIN_BYTES;
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.socket.destroy();
  });
  req.resume();
}

class BadBody extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** The sender went away in the middle of its body: there is nobody to answer. */
class Gone extends Error {}

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

/**
 * Reads the body as one JSON object, with bounds on its bytes and its depth.
 * A key `__proto__` anywhere is refused: copying such an object would change its prototype.
 * @throws {BadBody} with the status and code to answer; {@link Gone} when the sender left.
 */
async function readJson(req: Request, limits: RequestLimits): Promise<Record<string, unknown>> {
  const bytes = await readBytes(req, limits.bodyBytes);
  if (!isUtf8(bytes)) throw new BadBody(400, 'not_utf8');
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
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

/**
 * What a POST's headers already say against it. Restify's own body plugins are not used: a body that calls
 * itself gzip and is not would end the process in them, and one that is can grow a thousandfold.
 */
function headersAgainst(req: Request, limit: number): BadBody | undefined {
  const { headers } = req;
  if (headers['content-encoding'] !== undefined) return new BadBody(415, 'encoding_not_supported');
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return new BadBody(415, 'not_json_type');
  const length = headers['content-length'];
  if (length !== undefined && !(Number(length) <= limit)) return new BadBody(413, 'body_too_large');
  return undefined;
}

function late(): never {
  throw Object.assign(new Error('no answer in time'), { reason: 'late' });
}

/** A short code, as the store gives one. */
const REASON = /^[a-z_]{1,40}$/;

function reasonOf(thrown: unknown): string {
  const { reason } = typeof thrown === 'object' && thrown !== null ? (thrown as { reason?: unknown }) : {};
  return typeof reason === 'string' && REASON.test(reason) ? reason : 'unknown';
}

/**
 * Undefined when the store is ready, else the reason. One answer serves all who ask meanwhile, so that asking often
 * does not load the store.
 */
function sharedReadiness(ready: () => Promise<void>, ms: number): () => Promise<string | undefined> {
  let asking: Promise<string | undefined> | undefined;
  return () => {
    asking ??= Promise.race([Promise.resolve().then(ready), after(ms, undefined, { ref: false }).then(late)])
      .then(() => undefined, reasonOf)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}

/**
 * Starts the HTTP side of the process: `POST /api/messages`, `GET /healthz`, `GET /readyz`, and `routes`.
 * Knows transport only. Every answer of its own is JSON `{ "error": code }`.
 * @throws when it cannot listen (the port is taken).
 */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
  const { log } = settings;
  const limits: RequestLimits = { ...REQUEST_LIMITS, ...settings.limits };
  const askReady = sharedReadiness(settings.ready, limits.readyMs);
  let closing = false;

  const routes: readonly Route[] = [
    {
      method: 'POST',
      path: '/api/messages',
      json: true,
      async handle(req, res) {
        const check = checkActivity(req.body);
        if (!check.ok) {
          log.warn({ event: 'request.refused', status: 400, code: 'not_an_activity' });
          refuse(res, 400, 'not_an_activity', { at: check.at });
          return;
        }
        req.body = check.activity;
        await settings.onActivity(req as ActivityRequest, res);
      },
    },
    {
      method: 'GET',
      path: '/healthz',
      async handle(_req, res) {
        res.json(200, { status: 'ok' });
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      async handle(_req, res) {
        if (closing) {
          refuse(res, 503, 'stopping');
          return;
        }
        const reason = await askReady();
        if (reason === undefined) res.json(200, { status: 'ready' });
        else refuse(res, 503, 'store_not_ready', { reason });
      },
    },
    ...(settings.routes ?? []),
  ];
  const methods = new Map<string, string[]>();
  const bodies = new Set<string>();
  for (const { method, path, json } of routes) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
    if (json === true) bodies.add(`${method} ${path}`);
  }

  // Restify's types want bunyan; it has used pino since version 9. Its own log would hold request details.
  const silent = pino({ level: 'silent' }) as unknown as NonNullable<ServerOptions['log']>;
  const server: Server = restify.createServer({ name: '', log: silent });

  server.pre((req, res, next) => {
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    const turnAway = (status: number, code: string) => {
      log.warn({ event: 'request.refused', status, code });
      refuse(res, status, code);
      drain(req);
      next(false);
    };
    // Restify's router parses `Host` and the target as a URL and does not catch: unparseable, they end the process.
    try {
      req.getUrl();
    } catch {
      turnAway(400, 'bad_target');
      return;
    }
    // A page on the web whose name was pointed at this machine must not talk to an open bot.
    if (settings.loopbackOnly === true && !isLoopback(`http://${req.headers.host ?? ''}`)) {
      turnAway(403, 'host');
      return;
    }
    const path = req.url?.split('?', 1)[0] ?? '';
    const allowed = methods.get(path);
    if (allowed === undefined) {
      turnAway(404, 'not_found');
      return;
    }
    const method = req.method ?? '';
    if (!allowed.includes(method)) {
      res.setHeader('Allow', allowed.join(', '));
      turnAway(405, 'method_not_allowed');
      return;
    }
    const against = bodies.has(`${method} ${path}`) ? headersAgainst(req, limits.bodyBytes) : undefined;
    if (against !== undefined) {
      turnAway(against.status, against.code);
      return;
    }
    next();
  });

  /** A handler that never rejects and leaves no request without an answer. */
  const answering = (route: Route) => async (req: Request, res: Response) => {
    try {
      if (route.json === true) req.body = await readJson(req, limits);
      await route.handle(req, res);
    } catch (thrown) {
      if (thrown instanceof Gone) return;
      if (thrown instanceof BadBody) {
        log.warn({ event: 'request.refused', status: thrown.status, code: thrown.code });
        refuse(res, thrown.status, thrown.code);
        return;
      }
      log.error({ event: 'request.failed', ...faultOf(thrown) });
      refuse(res, 500, 'internal');
    }
  };
  for (const route of routes) {
    if (route.method === 'POST') server.post(route.path, answering(route));
    else server.get(route.path, answering(route));
  }

  // Restify creates the http server without options and listens to `upgrade`: such a request would then wait,
  // unanswered and untimed, for somebody to take its socket. Without a listener it is an ordinary request.
  const http = server.server;
  http.removeAllListeners('upgrade');
  http.requestTimeout = limits.requestMs;
  http.headersTimeout = limits.headersMs;
  http.keepAliveTimeout = limits.keepAliveMs;
  http.maxConnections = limits.connections;
  // Read when the server begins to listen; not in the types of http.Server.
  Object.assign(http, { connectionsCheckingInterval: limits.checkMs });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    http.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    http.listen(settings.port, settings.host);
  });
  server.on('error', (error: unknown) => log.error({ event: 'server.error', ...faultOf(error) }));

  const { port } = http.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    port,
    close(deadlineMs = 10_000) {
      closed ??= new Promise<void>((resolve) => {
        closing = true;
        // A connection that was busy when `close` was called becomes idle later, and would stay to its timeout.
        const sweep = setInterval(() => http.closeIdleConnections(), 50);
        const deadline = setTimeout(() => http.closeAllConnections(), deadlineMs);
        http.close(() => {
          clearInterval(sweep);
          clearTimeout(deadline);
          resolve();
        });
      });
      return closed;
    },
  };
}
