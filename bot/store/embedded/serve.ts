import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import type { Clock } from '../../../domain/store/ports.ts';
import { MAX_REQUEST_BYTES, openEngine, type Engine, type EngineResponse } from './engine.ts';

const KEEP_ALIVE_MS = 120_000;

interface ServeOptions {
  readonly file: string;
  /** 0 or absent = any free one. */
  readonly port?: number;
  /** The account's key in base64; absent = no authorisation is asked for. */
  readonly key?: string;
  /** Private key and certificate in PEM, for https; absent = http. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly clock?: Clock;
}

export interface EngineServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Room for a batch at its limit, and for refusing one that is somewhat over it. */
const MAX_BODY_BYTES = MAX_REQUEST_BYTES * 2;

/**
 * The embedded engine over HTTP or HTTPS on loopback, for benchmarks and tests.
 * Rejects when the port is taken or the file cannot be used.
 */
export async function serve(options: ServeOptions): Promise<EngineServer> {
  const engine = openEngine({ file: options.file, ...(options.clock ? { clock: options.clock } : {}) });
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    // What is thrown here is the client's going away: there is nobody left to answer.
    respond(engine, options.key, request, response).catch(() => response.destroy());
  };
  const server = options.tls ? createSecureServer(options.tls, onRequest) : createServer(onRequest);
  // As the service does: longer than a client keeps an idle connection, or a request can meet the end of its own.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    engine.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      engine.close();
    },
  };
}

async function respond(
  engine: Engine,
  key: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const { status, headers, body: content } = answerTo(engine, key, request, body);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(content) });
  response.end(content);
}

function answerTo(
  engine: Engine,
  key: string | undefined,
  request: IncomingMessage,
  body: string | undefined,
): EngineResponse {
  if (key !== undefined && !isAuthorised(request, key))
    return refusal(401, 'Unauthorized', 'the authorization does not match the key');
  if (body === undefined) return refusal(413, 'RequestEntityTooLarge', 'the request is too large');
  return engine.handle({
    method: request.method ?? '',
    path: request.url ?? '/',
    headers: request.headers as Readonly<Record<string, string>>,
    body,
  });
}

/** Undefined when it is over the limit; the rest is read and dropped, so that the answer arrives. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString() : undefined;
}

/** The service's rule: an HMAC of method, resource type, resource and date under the account's key. */
function isAuthorised(request: IncomingMessage, key: string): boolean {
  const segments = decoded(request.url ?? '/')
    .split('/')
    .filter((segment) => segment !== '');
  const isFeed = segments.length % 2 === 1;
  const type = (isFeed ? segments.at(-1) : segments.at(-2)) ?? '';
  const resource = (isFeed ? segments.slice(0, -1) : segments).join('/');
  const date = [request.headers['x-ms-date'] ?? []].flat()[0] ?? '';
  const signed = [(request.method ?? '').toLowerCase(), type, resource, date.toLowerCase(), '', ''].join(
    '\n',
  );
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(signed).digest('base64');
  const expected = Buffer.from(`type=master&ver=1.0&sig=${signature}`);
  const given = Buffer.from(decoded(request.headers['authorization'] ?? ''));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** As it is when it is not percent-encoded: it then matches no signature, and no path. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refusal(status: number, code: string, message: string): EngineResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, message }) };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, file: { type: 'string' }, key: { type: 'string' } },
  });
  if (values.file === undefined) throw new Error('--file is required');
  const server = await serve({
    file: values.file,
    port: Number(values.port ?? 0),
    ...(values.key === undefined ? {} : { key: values.key }),
  });
  process.stdout.write(`ready ${server.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close().then(() => process.exit(0)));
}
