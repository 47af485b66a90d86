import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to one request on its way to the store, or to its answer on the way back. */
export type StoreFault =
  /** Late, but as it should be. */
  | { readonly kind: 'late'; readonly ms: number }
  /** Answered with this instead of by the store. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection breaks before the store sees it, or after the store did what was asked. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The store did it; its answer is cut off: by the connection, or in the middle of its JSON. */
  | { readonly kind: 'cut'; readonly what: 'connection' | 'json' }
  /** Never answered; the store sees it or not. */
  | { readonly kind: 'silent'; readonly when: 'before' | 'after' }
  /** Waits until it is let go, and is then refused with `refusal` when that is given. */
  | { readonly kind: 'held'; readonly until: Promise<void>; readonly refusal?: number };

/** A batch that only removes rows of what was delivered is an `ack`: it comes when the bot has time. */
export type RequestKind = 'batch' | 'ack' | 'read' | 'query' | 'other';

/** Stands between the bot and the store's HTTP, and does to each request what `plan` says. */
export class FaultProxy {
  /** Asked for every request, of a batch with the ids of what it writes; undefined lets it pass. */
  plan: (kind: RequestKind, ids: readonly string[]) => StoreFault | undefined = () => undefined;
  /** Told of every answer of the store's own. */
  answered: (headers: IncomingMessage['headers']) => void = () => undefined;
  /** Requests that came, by kind. */
  readonly seen: Record<RequestKind, number> = { batch: 0, ack: 0, read: 0, query: 0, other: 0 };
  readonly #server: Server;
  readonly #target: string;

  private constructor(server: Server, target: string) {
    this.#server = server;
    this.#target = target;
    server.on('request', (req, res) => {
      this.#take(req, res).catch(() => res.destroy());
    });
  }

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer({ keepAliveTimeout: 120_000 });
    const proxy = new FaultProxy(server, target);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next `count` requests of a kind meet `fault`; those after them pass. */
  next(kind: RequestKind, fault: StoreFault, count = 1): void {
    let left = count;
    this.plan = (one) => {
      if (one !== kind || left === 0) return undefined;
      left -= 1;
      return fault;
    };
  }

  heal(): void {
    this.plan = () => undefined;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const operations = operationsOf(req, body);
    const kind = kindOf(req, operations);
    this.seen[kind] += 1;
    const ids = operations?.map(({ id, resourceBody }) => id ?? resourceBody?.id ?? '') ?? [];
    const fault = this.plan(kind, ids);
    if (fault?.kind === 'late') await sleep(fault.ms);
    if (fault?.kind === 'held') await fault.until;
    if (fault?.kind === 'silent' && fault.when === 'before') return;
    if (fault?.kind === 'reset' && fault.when === 'before') return void req.socket.destroy();
    const status =
      fault?.kind === 'status' ? fault.status : fault?.kind === 'held' ? fault.refusal : undefined;
    if (status !== undefined) {
      const headers = fault?.kind === 'status' ? fault.headers : {};
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify({ code: String(status), message: 'a fault of the test' }));
      return;
    }
    const answer = await this.#pass(req, body);
    this.answered(answer.headers);
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'reset') return void req.socket.destroy();
    const half = answer.body.subarray(0, answer.body.length >> 1);
    const length = fault?.kind === 'cut' && fault.what === 'json' ? half.length : answer.body.length;
    res.writeHead(answer.status, { ...answer.headers, 'content-length': length });
    if (fault?.kind !== 'cut') return void res.end(answer.body);
    if (fault.what === 'json') return void res.end(half);
    res.write(half, () => req.socket.destroy());
  }

  #pass(
    req: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const { host: _host, connection: _connection, ...headers } = req.headers;
      const passed = request(
        `${this.#target}${req.url ?? '/'}`,
        { method: req.method, headers: { ...headers, host: new URL(this.#target).host } },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.once('error', reject);
          res.once('end', () =>
            resolve({ status: res.statusCode ?? 500, headers: res.headers, body: Buffer.concat(chunks) }),
          );
        },
      );
      passed.once('error', reject);
      passed.end(body);
    });
  }
}

/** One of a batch, as the SDK writes it. */
interface Operation {
  readonly operationType: string;
  /** Of what is there already. */
  readonly id?: string;
  readonly resourceBody?: { readonly id?: string };
}

/** Those of a batch; undefined for another request. */
function operationsOf({ headers }: IncomingMessage, body: Buffer): readonly Operation[] | undefined {
  return headers['x-ms-cosmos-is-batch-request'] === undefined
    ? undefined
    : (JSON.parse(body.toString()) as readonly Operation[]);
}

function kindOf(
  { method, url, headers }: IncomingMessage,
  operations: readonly Operation[] | undefined,
): RequestKind {
  if (operations !== undefined)
    return operations.every(({ operationType }) => operationType === 'Delete') ? 'ack' : 'batch';
  if (headers['x-ms-documentdb-isquery'] !== undefined) return 'query';
  return method === 'GET' && /\/docs\//.test(url ?? '') ? 'read' : 'other';
}
