import type { CosmosClientOptions } from '@azure/cosmos';
import type { Engine } from './engine.ts';

export type HttpClient = NonNullable<CosmosClientOptions['httpClient']>;
type HttpHeaders = Awaited<ReturnType<HttpClient['sendRequest']>>['headers'];

/** What the client is told to connect to; nothing listens there. */
export const EMBEDDED_ENDPOINT = 'http://embedded.invalid';

/** Lets a `CosmosClient` talk to `engine` in this process, with no socket between them. */
export function engineHttpClient(engine: Engine): HttpClient {
  return {
    // Async, so that whatever is thrown is a rejection.
    sendRequest: async (request) => {
      if (request.abortSignal?.aborted)
        throw Object.assign(new Error('the request was aborted'), { name: 'AbortError' });
      const slash = request.url.indexOf('/', request.url.indexOf('//') + 2);
      const { status, headers, body } = engine.handle({
        method: request.method,
        path: slash === -1 ? '/' : request.url.slice(slash),
        headers: request.headers.toJSON(),
        body: typeof request.body === 'string' ? request.body : '',
      });
      return Promise.resolve({ request, status, headers: new ResponseHeaders(headers), bodyAsText: body });
    },
  };
}

/** Names are lower case already. */
class ResponseHeaders implements HttpHeaders {
  readonly #values: Map<string, string>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values));
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string | number | boolean): void {
    this.#values.set(name.toLowerCase(), String(value));
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  toJSON(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#values.entries();
  }
}
