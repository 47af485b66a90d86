import { generateKeyPairSync } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { containerDefinition } from '../../../bot/store/container.ts';
import { openEngine, type Engine } from '../../../bot/store/embedded/engine.ts';
import type { Places } from '../../../bot/doctor/places.ts';
import { APP, TENANT } from '../teams/given.ts';

/** Listens on loopback until it is closed. */
export class Loopback {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(listener: RequestListener): Promise<Loopback> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Loopback(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEYS = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', endorsements: ['msteams'] }] };

export const ADMIN = '33333333-3333-4333-8333-333333333333';
export const SECRET = 'abc8Q~not-a-real-secret-of-anybody-at-all';
/** A mailbox of the home tenant. */
export const MAILBOX = 'vouchers@contoso.example';

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

export const refusedToken = (error: string, number: number) =>
  [401, { error, error_description: `AADSTS${number}: ${SECRET}`, error_codes: [number] }] as const;

/** The login service, the Bot Framework's keys, its connector and Graph, on one port; as they should be at first. */
export class Outside {
  /** How far the clock of all of them is ahead, in milliseconds; undefined = they do not say. */
  aheadMs: number | undefined = 0;
  readonly tenants = new Set([TENANT]);
  /** What asking for a token gets, by whom it is asked for. */
  token: (asked: URLSearchParams) => readonly [status: number, body: unknown] = (asked) =>
    asked.get('client_secret') === SECRET && asked.get('client_id') === APP
      ? [200, { token_type: 'Bearer', expires_in: 3599, access_token: 'a-token' }]
      : refusedToken('invalid_client', 7000215);
  keys: unknown = KEYS;
  /** What Graph answers for the mailbox. */
  graph: readonly [status: number, body: unknown] = [200, { value: [], '@odata.deltaLink': 'later' }];
  readonly #loopback: Loopback;

  private constructor(start: (listener: RequestListener) => Loopback) {
    this.#loopback = start(() => undefined);
  }

  static async start(): Promise<Outside> {
    let outside: Outside | undefined = undefined as Outside | undefined;
    const loopback = await Loopback.start((req, res) => void outside?.answer(req, res));
    return (outside = new Outside(() => loopback));
  }

  get places(): Places {
    const { url } = this.#loopback;
    return {
      loginUrl: url,
      metadataUrl: `${url}/openid`,
      connectorUrl: `${url}/teams/`,
      graphUrl: `${url}/graph`,
      graphToken: () => Promise.resolve('a-token'),
    };
  }

  close(): Promise<void> {
    return this.#loopback.close();
  }

  async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of req as AsyncIterable<Buffer>) text += chunk.toString();
    if (this.aheadMs === undefined) res.sendDate = false;
    else res.setHeader('date', new Date(Date.now() + this.aheadMs).toUTCString());
    const [, first = '', ...rest] = (req.url ?? '/').split(/[/?]/);
    if (rest.join('/') === 'oauth2/v2.0/token') {
      if (!this.tenants.has(first)) return json(res, 400, refusedToken('invalid_request', 90002)[1]);
      return json(res, ...this.token(new URLSearchParams(text)));
    }
    if (rest.at(-1) === 'openid-configuration')
      return this.tenants.has(first)
        ? json(res, 200, { issuer: first })
        : json(res, 400, { error: 'invalid_tenant', error_description: 'AADSTS90002: no such tenant' });
    switch (first) {
      case 'openid':
        return json(res, 200, { jwks_uri: `${this.#loopback.url}/keys` });
      case 'keys':
        return json(res, 200, this.keys);
      case 'graph':
        return json(res, ...this.graph);
      default:
        return json(res, 404, {});
    }
  }
}

export const COSMOS_KEY = Buffer.alloc(64, 7).toString('base64');

type Definition = ReturnType<typeof containerDefinition>;

/** An account of Azure Cosmos DB as the engine is one, that says of itself what a test wants; in memory of this process. */
export class Account {
  consistency: string | undefined = 'Strong';
  /** How much of its index policy is built. */
  builtPercent = 100;
  /** What it says otherwise of its container than the engine does. */
  container: Partial<Definition> = {};
  /** Statuses instead of the engine's answer, by method and path. */
  refusal: (method: string, path: string) => number | undefined = () => undefined;
  aheadMs = 0;
  readonly #engine: Engine;
  readonly #loopback: Loopback;

  private constructor(engine: Engine, loopback: Loopback) {
    this.#engine = engine;
    this.#loopback = loopback;
  }

  /** With the bot's own container, or with none. */
  static async start(file: string, hasContainer = true): Promise<Account> {
    const engine = openEngine({ file });
    const make = (path: string, body: object): number =>
      engine.handle({ method: 'POST', path, headers: {}, body: JSON.stringify(body) }).status;
    if (hasContainer) {
      const statuses = [
        make('/dbs', { id: 'planning-services' }),
        make('/dbs/planning-services/colls', containerDefinition()),
      ];
      if (statuses.join() !== '201,201')
        throw new Error(`the engine refuses the container: ${statuses.join()}`);
    }
    let account: Account | undefined = undefined as Account | undefined;
    const loopback = await Loopback.start((req, res) => void account?.answer(req, res));
    return (account = new Account(engine, loopback));
  }

  get url(): string {
    return this.#loopback.url;
  }

  async close(): Promise<void> {
    await this.#loopback.close();
    this.#engine.close();
  }

  async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of req as AsyncIterable<Buffer>) body += chunk.toString();
    const [method = '', path = '/'] = [req.method, req.url];
    res.setHeader('date', new Date(Date.now() + this.aheadMs).toUTCString());
    const status = this.refusal(method, path);
    if (status !== undefined) return json(res, status, { code: 'Refused', message: 'refused' });
    if (path === '/' && this.consistency !== undefined)
      return json(res, 200, {
        id: 'account',
        writableLocations: [],
        readableLocations: [],
        userConsistencyPolicy: { defaultConsistencyLevel: this.consistency },
      });
    const headers = req.headers as Readonly<Record<string, string>>;
    const answer = this.#engine.handle({ method, path, headers, body });
    res.setHeader('x-ms-documentdb-collection-index-transformation-progress', this.builtPercent);
    if (method === 'GET' && /\/colls\/[^/]+$/.test(path) && answer.status === 200)
      return json(res, 200, { ...(JSON.parse(answer.body) as object), ...this.container });
    res.writeHead(answer.status, answer.headers);
    res.end(answer.body);
  }
}
