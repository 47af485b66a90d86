import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How the connector takes a message. */
export interface Manner {
  /** 200 when absent. */
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: string;
  /** Cut the connection instead of answering. */
  readonly reset?: boolean;
  /** Never answer. */
  readonly silent?: boolean;
  /** Answer after so many milliseconds. */
  readonly lateMs?: number;
  /** The message is taken although the answer says otherwise; a 200 takes it always. */
  readonly taken?: boolean;
  /** A 200 without an id. */
  readonly noId?: boolean;
}

/** A Bot Connector for load and faults: it remembers what it took, and takes every message as it is told to. */
export class Connector {
  /** Requests so far. */
  calls = 0;
  /** Connections that are open, and the most that ever were. */
  sockets = 0;
  mostSockets = 0;
  /** `conversation` is what the URL says. */
  manner: (conversation: string) => Manner = () => ({});
  onTaken: (conversation: string, body: string) => void = () => undefined;
  /** What came in, before anything else is decided. */
  onCall: (conversation: string, body: string) => void = () => undefined;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Connector> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    const connector = new Connector(server);
    server.on('connection', (socket: Socket) => {
      connector.sockets += 1;
      connector.mostSockets = Math.max(connector.mostSockets, connector.sockets);
      socket.once('close', () => (connector.sockets -= 1));
    });
    server.on('request', (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.once('end', () => connector.#take(req, res, Buffer.concat(chunks).toString()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  #take(req: IncomingMessage, res: ServerResponse, body: string): void {
    const conversation = decodeURIComponent(
      /^\/v3\/conversations\/([^/]+)\/activities/.exec(req.url ?? '')?.[1] ?? '',
    );
    this.calls += 1;
    this.onCall(conversation, body);
    const manner = this.manner(conversation);
    const { status = 200, code, retryAfter, lateMs } = manner;
    const good = status < 300 && manner.reset !== true && manner.silent !== true;
    if (good || manner.taken === true) this.onTaken(conversation, body);
    if (manner.reset === true) {
      req.socket.destroy();
      return;
    }
    if (manner.silent === true) return;
    const text = JSON.stringify(
      good
        ? manner.noId === true
          ? {}
          : { id: `m${this.calls}` }
        : { error: { code: code ?? 'ServiceError' } },
    );
    const answer = (): void => {
      res.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
      });
      res.end(text);
    };
    if (lateMs === undefined) answer();
    else setTimeout(answer, lateMs).unref();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
