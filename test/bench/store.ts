import { createHmac, createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient, type Container, type OperationInput } from '@azure/cosmos';
import { accountClient } from '../../bot/store/account-client.ts';
import { CONTAINER_ID, ensureContainer } from '../../bot/store/container.ts';
import { withoutPlan } from '../../bot/store/query-plan.ts';
import { Child } from './child.ts';
import { median, quantile, round } from './windows.ts';

const KEY = Buffer.from('a key for benchmarks only').toString('base64');
const DATABASE = 'planning';
const TENANT = 'tenant';
/** As many at the same time as people in the other cases. */
const AT_ONCE = 6;
const WARM_UP = 3_000;
const WINDOW = 300;
const WINDOWS = 21;
const WRITES = 8;
const PAGE = 5;
const NOTE_CHARACTERS = 900;

type Way = (kind: Kind) => Promise<unknown>;
const KINDS = ['read', 'batch', 'query'] as const;
type Kind = (typeof KINDS)[number];

const document = (id: string) => ({
  id,
  tenantId: TENANT,
  kind: 'voucher',
  open: true,
  due: '2026-12-01',
  note: 'n'.repeat(NOTE_CHARACTERS),
});
let batches = 0;
const writes = (): OperationInput[] => {
  batches += 1;
  return Array.from({ length: WRITES }, (_, at) => ({
    operationType: 'Upsert',
    resourceBody: document(`written-${batches % 50}-${at}`),
  }));
};
const SPEC = {
  query: 'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  parameters: [
    { name: '@kind', value: 'voucher' },
    { name: '@p1', value: true },
  ],
};

/** A client of the SDK; each call with a signal, as the store's have. */
function through(client: CosmosClient): Way {
  const container: Container = client.database(DATABASE).container(CONTAINER_ID);
  return (kind) => {
    const abortSignal = new AbortController().signal;
    switch (kind) {
      case 'read':
        return container.item('read', TENANT).read({ abortSignal });
      case 'batch':
        return container.items.batch(writes(), TENANT, { abortSignal, contentResponseOnWriteEnabled: false });
      case 'query': {
        const options = { partitionKey: TENANT, maxItemCount: PAGE, abortSignal };
        return withoutPlan(container.items.query(SPEC, options)).fetchNext();
      }
      default:
        return kind satisfies never;
    }
  };
}

/** What is left when there is no SDK: a body to JSON, a signature, Node's HTTP, and JSON to an answer. */
function byHand(endpoint: string): Way {
  const agent = new Agent({ keepAlive: true });
  const secret = createSecretKey(Buffer.from(KEY, 'base64'));
  const { hostname, port } = new URL(endpoint);
  const container = `dbs/${DATABASE}/colls/${CONTAINER_ID}`;
  const bodies = { read: undefined, batch: writes, query: () => SPEC };
  const headersOf = {
    read: {},
    batch: {
      'x-ms-cosmos-is-batch-request': 'true',
      'x-ms-cosmos-batch-atomic': 'true',
      prefer: 'return=minimal',
    },
    query: { 'x-ms-documentdb-isquery': 'true', 'x-ms-max-item-count': String(PAGE) },
  };
  return (kind) => {
    const [method, resource, path] =
      kind === 'read'
        ? (['get', `${container}/docs/read`, `/${container}/docs/read`] as const)
        : (['post', container, `/${container}/docs`] as const);
    const date = new Date().toUTCString();
    const text = `${method}\ndocs\n${resource}\n${date.toLowerCase()}\n\n`;
    const signature = createHmac('sha256', secret).update(text).digest('base64');
    const headers = {
      'x-ms-date': date,
      'x-ms-version': '2020-07-15',
      'x-ms-documentdb-partitionkey': `["${TENANT}"]`,
      authorization: encodeURIComponent(`type=master&ver=1.0&sig=${signature}`),
      ...headersOf[kind],
    };
    return new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', () => {
          if (answer.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()));
          else reject(new Error(`${kind}: ${answer.statusCode} ${Buffer.concat(chunks).toString()}`));
        });
      });
      sent.once('error', reject);
      sent.end(JSON.stringify(bodies[kind]?.()));
    });
  };
}

/** Microseconds of this process per request. */
async function cpuOf(way: Way, kind: Kind, requests: number): Promise<number> {
  let left = requests;
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left > 0) {
        left -= 1;
        await way(kind);
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}

/**
 * What one request to the store costs this process: by the store's client, as a part of what the same client of the
 * SDK costs as it comes, and what is left without an SDK as a part of that. Every round measures all three one after
 * the other; the engine is a process of its own.
 */
export async function storeRequests(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'programme-bench-'));
  const engine = await Child.start('test/bench/engine.ts', [
    `--file=${join(folder, 'programme.sqlite')}`,
    `--key=${KEY}`,
  ]);
  const stock = new CosmosClient({
    endpoint: engine.where,
    key: KEY,
    connectionPolicy: { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false },
  });
  const own = accountClient({ endpoint: engine.where, key: KEY });
  try {
    const container = await ensureContainer(own, DATABASE);
    const ids = ['read', ...Array.from({ length: PAGE }, (_, at) => `listed-${at}`)];
    await container.items.batch(
      ids.map((id) => ({ operationType: 'Upsert', resourceBody: document(id) })),
      TENANT,
    );
    const ways = { stock: through(stock), own: through(own), byHand: byHand(engine.where) };
    for (const kind of KINDS) {
      for (const way of Object.values(ways)) await cpuOf(way, kind, WARM_UP);
      const rounds: { readonly stock: number; readonly own: number; readonly byHand: number }[] = [];
      for (let at = 0; at < WINDOWS; at += 1)
        rounds.push({
          stock: await cpuOf(ways.stock, kind, WINDOW),
          own: await cpuOf(ways.own, kind, WINDOW),
          byHand: await cpuOf(ways.byHand, kind, WINDOW),
        });
      const parts = rounds.map((one) => one.own / one.stock);
      process.stdout.write(
        `${JSON.stringify({
          case: `store-${kind}`,
          ratio: round(median(parts)),
          spread: [round(quantile(parts, 0.25)), round(quantile(parts, 0.75))],
          byHand: round(median(rounds.map((one) => one.byHand / one.stock))),
          stockCpuMs: round(median(rounds.map((one) => one.stock)) / 1000, 3),
        })}\n`,
      );
    }
  } finally {
    stock.dispose();
    own.dispose();
    await engine.stop();
    rmSync(folder, { recursive: true });
  }
}
