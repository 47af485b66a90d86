import type { CosmosClientOptions, Plugin } from '@azure/cosmos';
import { present } from '../../domain/present.ts';
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
  const headers = new Headers({ ...request.headers });
  let answer: TransportAnswer | undefined;
  const client: HttpClient = {
    sendRequest: async (sent) => {
      answer = await transport({ ...request, headers: { ...headers.toJSON() } });
      return { request: sent, status: answer.status, headers: new Headers(answer.headers) };
    },
  };
  await pipeline.sendRequest(client, {
    url: request.endpoint,
    method: request.method as 'GET',
    headers,
    timeout: 0,
    withCredentials: false,
    requestId: '',
    ...present({ abortSignal: request.signal }),
  });
  if (answer === undefined) throw new Error('the pipeline sent nothing');
  return answer;
}

/** Keeps what it is made of, whose names are lower case already: maps, copied each way, cost all that was gained. */
class Headers implements HttpHeaders {
  readonly #values: Record<string, string>;

  constructor(values: TransportAnswer['headers']) {
    this.#values = values as Record<string, string>;
  }

  get(name: string): string | undefined {
    return this.#values[name.toLowerCase()];
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: string | number | boolean): void {
    this.#values[name.toLowerCase()] = String(value);
  }

  delete(name: string): void {
    delete this.#values[name.toLowerCase()];
  }

  toJSON(): Record<string, string> {
    return this.#values;
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return Object.entries(this.#values)[Symbol.iterator]();
  }
}
