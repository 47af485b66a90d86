import { Agent as PlainAgent, request as plainRequest, type ClientRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { present } from '../../domain/present.ts';

/** One request to the service. */
export interface TransportRequest {
  /** Where to: scheme, host and port, as the SDK chose it. */
  readonly endpoint: string;
  readonly method: string;
  /** From the first slash on, percent-encoded. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none. */
  readonly body: string;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds until it is given up, the answer's body included. */
  readonly timeoutMs: number;
}

export interface TransportAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * Carries a request to the service, once. Rejects with AbortError when its signal says so, with TimeoutError when its
 * time is over, and with Node's own errors (`code`) when the connection fails, also within the answer.
 */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** As the SDK's own: a connection is kept for the next request. */
const plainAgent = new PlainAgent({ keepAlive: true });
const TLS = { keepAlive: true, minVersion: 'TLSv1.2' } as const;
const secureAgent = new SecureAgent(TLS);
const trustingAgent = new SecureAgent({ ...TLS, rejectUnauthorized: false });

/** Over HTTP or HTTPS. `selfSigned` takes any certificate: for an emulator on this machine only. */
export function httpTransport(selfSigned = false): Transport {
  // The SDK goes to a few endpoints only: one for each region of the account.
  const open = new Map<string, Open>();
  return (request) => {
    let target = open.get(request.endpoint);
    if (target === undefined) open.set(request.endpoint, (target = opener(request.endpoint, selfSigned)));
    return exchange(request, target);
  };
}

type Open = (request: TransportRequest) => ClientRequest;

function opener(endpoint: string, selfSigned: boolean): Open {
  const url = new URL(endpoint);
  const { hostname, port } = urlToHttpOptions(url);
  const isSecure = url.protocol === 'https:';
  const agent = isSecure ? (selfSigned ? trustingAgent : secureAgent) : plainAgent;
  const send = isSecure ? secureRequest : plainRequest;
  const prefix = url.pathname.replace(/\/+$/, '');
  return ({ method, path, headers }) =>
    send({ agent, ...present({ hostname, port }), method, path: prefix + path, headers });
}

function exchange(sent: TransportRequest, open: Open): Promise<TransportAnswer> {
  const { signal, timeoutMs } = sent;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(ended('AbortError', 'the request was aborted'));
    const request = open(sent);
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: Error): void => {
      release();
      reject(error);
      request.destroy();
    };
    const onAbort = (): void => fail(ended('AbortError', 'the request was aborted'));
    const onTime = (): void => fail(ended('TimeoutError', `no answer within ${timeoutMs} ms`));
    const timer = setTimeout(onTime, timeoutMs);
    signal?.addEventListener('abort', onAbort);
    request.on('error', fail);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Of a connection that closes within the body, too.
      response.on('error', fail);
      response.once('end', () => {
        release();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.end(sent.body);
  });
}

function ended(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
