import restify from 'restify';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { pino } from 'pino';
import type { Request, Response, Server, ServerOptions } from 'restify';
import { checkActivity, type IncomingActivity } from './activity.ts';
import { isLoopback } from '../config.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated, traceParentOf } from '../telemetry/correlation.ts';
import { noTelemetry, secondsSince, type Telemetry } from '../telemetry/telemetry.ts';
import { BadBody, drain, Gone, headersAgainst, readJson, type BodyLimits } from './json-body.ts';

/** A request whose body has been read, bounded and checked. */
export type ActivityRequest = Request & { body: IncomingActivity };

/** One more route, for a part of the process that is not always there. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Matched exactly; the query string is not part of it. */
  readonly path: string;
  /** `path` ends with a slash and stands for every path of one more part. */
  readonly isParent?: true;
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
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
  /** Answers only requests that name a loopback host: local mode has no authentication. */
  readonly loopbackOnly?: boolean;
  /** Answers the request. A rejection becomes a 500 without a word about its cause. */
  readonly onActivity: (req: ActivityRequest, res: Response) => Promise<void>;
  /** Rejects when the store cannot serve, or with `part: 'token'`; a short code is its `reason`. Asked once at a time. */
  readonly ready: () => Promise<void>;
  readonly routes?: readonly Route[];
  readonly limits?: Partial<RequestLimits>;
}

/** Bounds of one connection and one body; times in milliseconds, sizes in bytes. */
interface RequestLimits extends BodyLimits {
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  readonly headersMs: number;
  readonly keepAliveMs: number;
  readonly checkMs: number;
  readonly connections: number;
  readonly readyMs: number;
}

export const REQUEST_LIMITS: RequestLimits = {
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

function late(): never {
  throw Object.assign(new Error('no answer in time'), { reason: 'late' });
}

/** Whether it is one part of a path, percent-encoded as it should be. */
function isOnePart(written: string): boolean {
  try {
    decodeURIComponent(written);
    return !written.includes('/');
  } catch {
    return false;
  }
}

/** A short code, as the store gives one. */
const REASON = /^[a-z_]{1,40}$/;

interface NotReady {
  /** What of the process it is. */
  readonly error: 'store_not_ready' | 'token_not_ready';
  readonly reason: string;
}

function notReadyOf(thrown: unknown): NotReady {
  const { reason, part } =
    typeof thrown === 'object' && thrown !== null ? (thrown as { reason?: unknown; part?: unknown }) : {};
  return {
    error: part === 'token' ? 'token_not_ready' : 'store_not_ready',
    reason: typeof reason === 'string' && REASON.test(reason) ? reason : 'unknown',
  };
}

/**
 * Undefined when the process is ready, else why it is not. One answer serves all who ask meanwhile, so that asking often
 * does not load the store.
 */
function sharedReadiness(ready: () => Promise<void>, ms: number): () => Promise<NotReady | undefined> {
  let asking: Promise<NotReady | undefined> | undefined;
  return () => {
    asking ??= Promise.race([Promise.resolve().then(ready), after(ms, undefined, { ref: false }).then(late)])
      .then(() => undefined, notReadyOf)
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
  const { log, telemetry = noTelemetry } = settings;
  const limits: RequestLimits = { ...REQUEST_LIMITS, ...settings.limits };
  const shared = sharedReadiness(settings.ready, limits.readyMs);
  /** What was said of it last; nobody asks anew for the sake of a number. */
  let isReady: boolean | undefined;
  const askReady = async (): Promise<NotReady | undefined> => {
    const not = await shared();
    isReady = not === undefined;
    return not;
  };
  telemetry.gauge('planning.ready', () => (isReady === undefined ? undefined : Number(isReady)));
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
        const not = await askReady();
        if (not === undefined) res.json(200, { status: 'ready' });
        else refuse(res, 503, not.error, { reason: not.reason });
      },
    },
    ...(settings.routes ?? []),
  ];
  const parents = routes.filter(({ isParent }) => isParent === true).map(({ path }) => path);
  /** The route's path that stands for this one. What the router could not decode is nobody's. */
  const pathOf = (path: string): string =>
    parents.find((parent) => path.startsWith(parent) && isOnePart(path.slice(parent.length))) ?? path;
  const methods = new Map<string, string[]>();
  const bodies = new Set<string>();
  for (const { method, path, json } of routes) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
    if (json === true) bodies.add(`${method} ${path}`);
  }

  /** Names only what is known: anybody may send another method, to another path. */
  const measure = (req: Request, res: Response): void => {
    const began = performance.now();
    const path = pathOf(req.url?.split('?', 1)[0] ?? '');
    const known = methods.get(path);
    res.once('close', () =>
      telemetry.record('http.server.request.duration', secondsSince(began), {
        'http.request.method': known?.includes(req.method ?? '') === true ? req.method : '_OTHER',
        'http.route':
          known === undefined ? undefined : (parents.find((parent) => path.startsWith(parent)) ?? path),
        'http.response.status_code': res.writableFinished ? res.statusCode : undefined,
      }),
    );
  };

  // Restify's types want bunyan; it has used pino since version 9. Its own log would hold request details.
  const silent = pino({ level: 'silent' }) as unknown as NonNullable<ServerOptions['log']>;
  const server: Server = restify.createServer({ name: '', log: silent });

  // All that it begins, and whatever is logged of it, has one id.
  server.pre((req, res, next) => {
    if (telemetry.isOn) measure(req, res);
    correlated(() => next(), traceParentOf(req.headers['traceparent']));
  });
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
    const path = pathOf(req.url?.split('?', 1)[0] ?? '');
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
      if (route.method === 'GET') await route.handle(req, res);
      else {
        const of = { 'http.request.method': route.method, 'http.route': route.path };
        await telemetry.span(`${route.method} ${route.path}`, 'server', of, async (span) => {
          await route.handle(req, res);
          span.set({ 'http.response.status_code': res.statusCode });
        });
      }
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
    else server.get(route.isParent === true ? `${route.path}*` : route.path, answering(route));
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
