import type { CosmosClientOptions, Plugin } from '@azure/cosmos';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

type Pipeline = NonNullable<Parameters<Plugin<unknown>>[0]['pipeline']>;
type HttpClient = NonNullable<CosmosClientOptions['httpClient']>;
type HttpHeaders = Awaited<ReturnType<HttpClient['sendRequest']>>['headers'];

/**
 * Sends a request over `transport` with what the SDK's pipeline puts on it. That is the token of an identity, which its
 * policy gets, keeps, gets anew before it ends, and asks for again when the service wants more claims.
 */
export async function authorised(
  pipeline: Pipeline,
  transport: Transport,
  request: TransportRequest,
): Promise<TransportAnswer> {
  const client: HttpClient = {
    sendRequest: async (sent) => {
      const { status, headers, body } = await transport({ ...request, headers: sent.headers.toJSON() });
      return { request: sent, status, headers: new Headers(headers), bodyAsText: body };
    },
  };
  const { endpoint, path, method, headers, signal } = request;
  const {
    status,
    headers: answered,
    bodyAsText,
  } = await pipeline.sendRequest(client, {
    url: new URL(path, endpoint).href,
    method: method as 'GET',
    headers: new Headers(headers),
    timeout: 0,
    withCredentials: false,
    requestId: '',
    ...(signal === undefined ? {} : { abortSignal: signal }),
  });
  return { status, headers: answered.toJSON(), body: bodyAsText ?? '' };
}

class Headers implements HttpHeaders {
  readonly #values = new Map<string, string>();

  constructor(values: TransportAnswer['headers']) {
    for (const [name, value] of Object.entries(values))
      if (value !== undefined) this.set(name, String(value));
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
