/**
 * The store's engine in a process of its own, for the bot that is written in the usual way: what `CosmosDbPartitionedStorage`
 * sends and the engine refuses, a write of one item, is handed to it as the batch of one operation that it is. Prints
 * `ready <url>`; asked `served` over IPC it answers with the requests that it has answered.
 *
 *   node test/bench/usual/account.ts --file=<file>
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import {
  openEngine,
  type Engine,
  type EngineRequest,
  type EngineResponse,
} from '../../../bot/store/embedded/engine.ts';
import { countingServed } from '../served.ts';
import { USUAL_CONTAINER, USUAL_DATABASE } from './places.ts';

const { values } = parseArgs({ options: { file: { type: 'string' } } });
if (values.file === undefined) throw new Error('--file is required');
/** As the bot's own engine (`bot/store/embedded/serve.ts`): longer than a client keeps an idle connection. */
const KEEP_ALIVE_MS = 120_000;

const CONTAINER = {
  id: USUAL_CONTAINER,
  partitionKey: { paths: ['/id'], kind: 'Hash', version: 2 },
  defaultTtl: -1,
  // Storage reads by id alone: of the service's own index of everything nothing is used.
  indexingPolicy: { includedPaths: [{ path: '/kind/?' }], excludedPaths: [{ path: '/*' }] },
};

const engine = openEngine({ file: values.file });
for (const [path, definition] of [
  ['/dbs', { id: USUAL_DATABASE }],
  [`/dbs/${USUAL_DATABASE}/colls`, CONTAINER],
] as const) {
  const made = engine.handle({ method: 'POST', path, headers: {}, body: JSON.stringify(definition) });
  if (made.status !== 201) throw new Error(`${path}: ${made.body}`);
}

/** One upsert, with its condition, as the service answers it. */
function upserted(of: Engine, request: EngineRequest): EngineResponse {
  const {
    'x-ms-documentdb-is-upsert': _upsert,
    'if-match': ifMatch,
    'content-length': _length,
    ...headers
  } = request.headers;
  const doc = JSON.parse(request.body) as { readonly id: string };
  const operation =
    ifMatch === undefined
      ? { operationType: 'Upsert', resourceBody: doc }
      : { operationType: 'Replace', id: doc.id, ifMatch, resourceBody: doc };
  const answer = of.handle({
    ...request,
    headers: { ...headers, 'x-ms-cosmos-is-batch-request': 'true', 'x-ms-cosmos-batch-atomic': 'true' },
    body: JSON.stringify([operation]),
  });
  const results = JSON.parse(answer.body) as unknown;
  if (!Array.isArray(results)) return answer;
  const [{ statusCode, eTag }] = results as [{ readonly statusCode: number; readonly eTag?: string }];
  const body = statusCode < 300 ? { ...doc, _etag: eTag } : { code: String(statusCode), message: 'refused' };
  return { status: statusCode, headers: answer.headers, body: JSON.stringify(body) };
}

/**
 * The account as a service in one region has it. The engine names no region, because its own client asks for none: a stock
 * client would read the account anew before each of its requests.
 */
function account(host: string): EngineResponse {
  const region = [{ name: 'Local', databaseAccountEndpoint: `http://${host}/` }];
  const body = JSON.stringify({
    id: 'usual',
    writableLocations: region,
    readableLocations: region,
    enableMultipleWriteLocations: false,
    userConsistencyPolicy: { defaultConsistencyLevel: 'Session' },
  });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

async function respond(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const headers = req.headers as EngineRequest['headers'];
  const request = { method: req.method ?? '', path: req.url ?? '/', headers, body: await text(req) };
  const isUpsert = headers['x-ms-documentdb-is-upsert']?.toLowerCase() === 'true';
  const { status, body, ...answer } =
    request.path === '/'
      ? account(req.headers.host ?? '')
      : isUpsert
        ? upserted(engine, request)
        : engine.handle(request);
  res.writeHead(status, { ...answer.headers, 'content-length': Buffer.byteLength(body) });
  res.end(body);
}

const server = createServer((req, res) => void respond(req, res));
server.keepAliveTimeout = KEEP_ALIVE_MS;
const served = countingServed();
process.on('message', (message: { ask?: unknown }) => {
  if (message.ask === 'served') process.send?.(served());
});
process.on('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
