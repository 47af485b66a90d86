import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InboundActivity } from '../../bot/local/activities.ts';

/**
 * What stands between Teams and the bot's replicas: hands every activity to a replica, and to another one when
 * nobody listens there. What was sent and not answered is cut off, as a load balancer does.
 */
export class Front {
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: false });
  readonly #replicas: (activity: InboundActivity) => readonly number[];
  readonly #onActivity: (activity: InboundActivity) => void;
  readonly #onAnswer: () => void;

  private constructor(of: FrontOptions) {
    this.#replicas = of.replicas;
    this.#onActivity = of.onActivity ?? (() => undefined);
    this.#onAnswer = of.onAnswer ?? (() => undefined);
    this.#server = createServer((req, res) => {
      this.#handle(req, res).catch(() => res.destroy());
    });
    // A connection that is closed just when it is used again would look like a bot that is dead.
    this.#server.keepAliveTimeout = 0;
  }

  static async start(options: FrontOptions): Promise<Front> {
    const front = new Front(options);
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const activity = JSON.parse(body.toString()) as InboundActivity;
    this.#onActivity(activity);
    const ports = this.#replicas(activity);
    for (const [index, port] of ports.entries()) {
      try {
        await this.#forward(port, body, res);
        return;
      } catch (error) {
        const wasThere = (error as { code?: unknown }).code !== 'ECONNREFUSED';
        if (wasThere || index === ports.length - 1) throw error;
      }
    }
    throw new Error('there is no replica');
  }

  #forward(port: number, body: Buffer, res: ServerResponse): Promise<void> {
    return new Promise((resolve, reject) => {
      const onward = request(
        {
          host: '127.0.0.1',
          port,
          path: '/api/messages',
          method: 'POST',
          agent: this.#agent,
          headers: { 'content-type': 'application/json', 'content-length': body.length },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () => {
            const type = answer.headers['content-type'];
            res.writeHead(answer.statusCode ?? 502, type === undefined ? {} : { 'content-type': type });
            res.end(Buffer.concat(chunks));
            this.#onAnswer();
            resolve();
          });
        },
      );
      onward.once('error', reject);
      onward.end(body);
    });
  }
}

interface FrontOptions {
  /** The ports of the replicas that may take it, the first that listens does. */
  readonly replicas: (activity: InboundActivity) => readonly number[];
  /** Called before an activity goes on. */
  readonly onActivity?: (activity: InboundActivity) => void;
  /** Called when an answer has gone back. */
  readonly onAnswer?: () => void;
}
