import type { Dispatcher, Pool } from 'undici';

/** One request to another server. */
interface HttpRequest {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly method: string;
  /** From the first slash on, percent-encoded. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text is sent in UTF-8. Empty when there is none. */
  readonly body: string | Buffer;
  /** Milliseconds until it is given up, its wait for a connection and the answer's body included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * There is no answer, or not a whole one. `name` is AbortError when the request's signal said so and TimeoutError when its
 * time was over; otherwise `code` has Node's code of what happened to the connection (`ECONNREFUSED`, `ECONNRESET`, one
 * of a certificate, ...).
 */
export class HttpFailure extends Error {
  readonly code?: string;
  /** Whether the request may have reached the other side, whole or in part. */
  readonly sent: 'no' | 'maybe';
  /** That of an answer that was cut off. */
  readonly status: number | undefined;

  constructor(message: string, of: { name?: string; code?: string; cause?: unknown }, exchange: Progress) {
    super(message, { cause: of.cause });
    this.name = of.name ?? 'HttpFailure';
    if (of.code !== undefined) this.code = of.code;
    this.sent = exchange.isSent ? 'maybe' : 'no';
    this.status = exchange.status === 0 ? undefined : exchange.status;
  }
}

interface Progress {
  readonly isSent: boolean;
  /** 0 before there is one. */
  readonly status: number;
}

interface HttpClientOptions {
  /** At once to one origin; those that find none free wait. Absent = as many as are asked for. */
  readonly connections?: number;
  /** Milliseconds for which a connection that nobody uses is kept, where the other side names no time. */
  readonly idleMs: number;
  /** Bytes of an answer's body; a longer one is cut off. Absent = it is read to its end. */
  readonly maxAnswerBytes?: number;
  /** Takes any certificate: for an emulator on this machine only. */
  readonly selfSigned?: boolean;
}

/** Milliseconds after which nobody is taken to be there. */
const CONNECT_MS = 5_000;

/**
 * Sends requests over connections that are kept, each once: it tries nothing again. Over undici without its streams and
 * promises: a request costs 0.55 to 0.65 of the processor time that one of `node:http` does, and `fetch` 2.5 times as much
 * (6 kB there, 1.5 kB back, one or four at once, and with pauses). After an answer a connection rests for a turn of the
 * event loop, so that a close that comes right behind it is seen: who asks one thing after another has two, by turns.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #pools = new Map<string, Pool>();
  #isClosed = false;

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  /** Rejects with an `HttpFailure`. */
  exchange(request: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(request, this.#options.maxAnswerBytes ?? Infinity, resolve, reject);
      const pool = this.#pools.get(request.origin);
      if (pool !== undefined) exchange.begin(pool);
      else
        this.#opened(request.origin).then(
          (opened) => exchange.begin(opened),
          (error: unknown) => exchange.failed(error),
        );
    });
  }

  /** Ends the connections; what is under way, and all that is asked afterwards, fails. */
  close(): void {
    this.#isClosed = true;
    for (const pool of this.#pools.values()) void pool.destroy();
  }

  async #opened(origin: string): Promise<Pool> {
    // Straight from its file: all of the package, with what `fetch` is made of, is a sixth of the bot's start.
    const { default: PoolOf } = await import('undici/lib/dispatcher/pool.js');
    const known = this.#pools.get(origin);
    if (known !== undefined) return known;
    const { connections, idleMs, selfSigned = false } = this.#options;
    const pool = new PoolOf(origin, {
      connections: connections ?? null,
      allowH2: false,
      keepAliveTimeout: idleMs,
      // Each exchange has a timer of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
      // An attempt outlives who gave it up.
      connect: { minVersion: 'TLSv1.2', rejectUnauthorized: !selfSigned, timeout: CONNECT_MS },
    });
    if (this.#isClosed) void pool.destroy();
    this.#pools.set(origin, pool);
    return pool;
  }
}

/** One request on its way, told by undici how it goes. */
class Exchange implements Dispatcher.DispatchHandler, Progress {
  readonly #request: HttpRequest;
  readonly #most: number;
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (failure: HttpFailure) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = (): void => this.#end({ name: 'AbortError' }, 'the request was aborted');
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #headers: HttpAnswer['headers'] = {};
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  status = 0;

  constructor(
    request: HttpRequest,
    most: number,
    resolve: (answer: HttpAnswer) => void,
    reject: (failure: HttpFailure) => void,
  ) {
    const { signal, timeoutMs } = request;
    this.#request = request;
    this.#most = most;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(
      () => this.#end({ name: 'TimeoutError' }, `no answer within ${timeoutMs} ms`),
      timeoutMs,
    );
    if (signal?.aborted === true) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort);
  }

  get isSent(): boolean {
    return this.#controller !== undefined;
  }

  begin(pool: Pool): void {
    if (this.#isOver) return;
    const { method, path, headers, body } = this.#request;
    pool.dispatch({ method, path, headers, body: body.length === 0 ? null : body }, this);
  }

  /**
   * Right before it is written: what was given up while it waited for a connection is not sent. To throw keeps the connection
   * for others, to abort would end it.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A second time would be a second request.
    if (this.#isOver || this.isSent) throw new Error('given up');
    this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: HttpAnswer['headers']): void {
    this.status = status;
    this.#headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length > this.#most)
      this.#end({ code: 'ERR_OUT_OF_RANGE' }, `an answer of more than ${this.#most} bytes`);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#release();
    const [first = EMPTY, ...more] = this.#chunks;
    const body = more.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.status, headers: this.#headers, body: body.toString() });
  }

  onResponseError(_: unknown, error: unknown): void {
    this.failed(error);
  }

  failed(error: unknown): void {
    const { name, message, code } = error as {
      readonly name: string;
      readonly message: string;
      readonly code?: string;
    };
    // Before a status it is no HTTP at all; behind one, what was cut.
    const nameless = name === 'HTTPParserError' && this.status === 0 ? 'HPE_INVALID' : 'ECONNRESET';
    this.#end({ code: code === undefined ? nameless : (OF_NODE[code] ?? code), cause: error }, message);
  }

  #end(of: { name?: string; code?: string; cause?: unknown }, message: string): void {
    if (this.#isOver) return;
    const failure = new HttpFailure(message, of, this);
    this.#release();
    this.#controller?.abort(failure);
    this.#reject(failure);
  }

  #release(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
  }
}

const EMPTY = Buffer.alloc(0);

/** What undici calls otherwise than Node: the other side closed the connection, also within an answer, or was not there. */
const OF_NODE: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'ECONNRESET',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_CLOSED: 'ECONNRESET',
  UND_ERR_DESTROYED: 'ECONNRESET',
};
