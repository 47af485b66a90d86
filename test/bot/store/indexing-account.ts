import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosmosClient, type ContainerDefinition, type IndexingPolicy } from '@azure/cosmos';
import { containerDefinition } from '../../../bot/store/container.ts';
import { serve, type EngineServer } from '../../../bot/store/embedded/serve.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');
const DATABASE = 'planning';

/** Who comes in at an address of the account. */
interface Visitor {
  /** May not define the container, as whom Entra ID roles for data let in. */
  readonly dataOnly?: boolean;
  /** A replica of the version before: for it the container has everything. */
  readonly former?: boolean;
}

type Definition = ContainerDefinition & { readonly partitionKey?: { readonly paths: readonly string[] } };

/**
 * An account as the service runs it, over HTTP: one container that was deployed as a test likes, whose new indexes are
 * built as fast as the test says ({@link builtPercent}), while the others go on being served. The documents are in the
 * embedded engine behind it.
 */
export class IndexingAccount {
  /** What the service says of a policy that it was given; from 100 on new orders are served. */
  #percent = 100;
  #definition: Definition;
  /** Orders that are served now. */
  #built: ReadonlySet<string>;
  readonly #engine: EngineServer;
  readonly #servers: Server[] = [];
  /** Orders that a query wanted while they were not there. */
  readonly refused: string[] = [];
  /** How often the container was given another definition. */
  replaced = 0;

  private constructor(engine: EngineServer, definition: Definition) {
    this.#engine = engine;
    this.#definition = definition;
    this.#built = ordersOf(definition.indexingPolicy);
  }

  /** `deployed`: what is other than {@link containerDefinition} in it. */
  static async start(file: string, deployed: Partial<Definition>): Promise<IndexingAccount> {
    const engine = await serve({ file, key: KEY });
    const client = new CosmosClient({
      endpoint: engine.url,
      key: KEY,
      connectionPolicy: { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false },
    });
    await client.databases.create({ id: DATABASE });
    const ours = containerDefinition();
    await client.database(DATABASE).containers.create(ours);
    client.dispose();
    return new IndexingAccount(engine, { ...ours, ...deployed } as Definition);
  }

  get definition(): Definition {
    return this.#definition;
  }

  get builtPercent(): number {
    return this.#percent;
  }

  set builtPercent(percent: number) {
    this.#percent = percent;
    if (percent === 100) this.#built = ordersOf(this.#definition.indexingPolicy);
  }

  /** The environment of whoever comes in so. */
  async env(visitor: Visitor = {}): Promise<Readonly<Record<string, string>>> {
    const server = createServer({ keepAliveTimeout: 120_000 }, (req, res) => {
      this.#answer(visitor, req, res).catch(() => res.destroy());
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      COSMOS_ENDPOINT: `http://127.0.0.1:${port}`,
      COSMOS_KEY: KEY,
      COSMOS_DATABASE: DATABASE,
    };
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await this.#engine.close();
  }

  async #answer(visitor: Visitor, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const reply = (status: number, value: object, headers: Readonly<Record<string, string>> = {}): void => {
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify(value));
    };
    if (/^\/dbs\/[^/]+\/colls\/[^/]+$/.test(req.url ?? '')) {
      if (req.method === 'PUT')
        return this.#replace(visitor, JSON.parse(body.toString()) as Definition, reply);
      const asked = req.headers['x-ms-documentdb-populatequotainfo'] !== undefined;
      const percent = visitor.former === true ? 100 : this.#percent;
      const seen = visitor.former === true ? containerDefinition() : this.#definition;
      return reply(
        200,
        { ...seen, _rid: 'AAAAAAAAAAA=', _etag: '"1"', _ts: 1 },
        asked ? { 'x-ms-documentdb-collection-index-transformation-progress': String(percent) } : {},
      );
    }
    const order = orderOf(req, body);
    if (order !== undefined && !this.#built.has(order)) {
      this.refused.push(order);
      return reply(400, {
        code: 'BadRequest',
        message:
          'The order by query does not have a corresponding composite index that it can be served from.',
      });
    }
    await this.#pass(req, body, res);
  }

  #replace(
    { dataOnly }: Visitor,
    next: Definition,
    reply: (status: number, value: object, headers?: Readonly<Record<string, string>>) => void,
  ): void {
    if (dataOnly === true)
      return reply(
        403,
        { code: 'Forbidden', message: 'cannot be authorized by AAD token in data plane' },
        { 'x-ms-substatus': '5300' },
      );
    const paths = ({ partitionKey }: Definition): string => JSON.stringify(partitionKey?.paths);
    if (paths(next) !== paths(this.#definition) || next.id !== this.#definition.id)
      return reply(400, { code: 'BadRequest', message: 'the partition key and the id cannot be changed' });
    this.replaced += 1;
    this.#definition = next;
    const isNew = [...ordersOf(next.indexingPolicy)].some((order) => !this.#built.has(order));
    this.#percent = isNew ? 0 : 100;
    return reply(200, next);
  }

  async #pass(req: IncomingMessage, body: Buffer, res: ServerResponse): Promise<void> {
    const { host: _host, connection: _connection, ...headers } = req.headers;
    await new Promise<void>((resolve, reject) => {
      const passed = request(
        `${this.#engine.url}${req.url ?? '/'}`,
        { method: req.method, headers: { ...headers, host: new URL(this.#engine.url).host } },
        (answer) => {
          res.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(res).once('finish', resolve).once('error', reject);
        },
      );
      passed.once('error', reject);
      passed.end(body);
    });
  }
}

function ordersOf(policy: IndexingPolicy | undefined): ReadonlySet<string> {
  return new Set((policy?.compositeIndexes ?? []).map((paths) => paths.map(({ path }) => path).join(' ')));
}

/** What a query orders by, as a composite index names it; undefined of whatever else is sent. */
function orderOf({ headers }: IncomingMessage, body: Buffer): string | undefined {
  if (headers['x-ms-documentdb-isquery'] === undefined) return undefined;
  const { query } = JSON.parse(body.toString()) as { readonly query: string };
  const [, order] = / ORDER BY (.*)$/.exec(query) ?? [];
  return order
    ?.split(', ')
    .map((one) => `/${one.slice('c.'.length).split(' ')[0]}`)
    .join(' ');
}
