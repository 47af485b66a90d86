import { HttpClient, type HttpAnswer } from '../http-client.ts';

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

export type TransportAnswer = HttpAnswer;

/**
 * Carries a request to the service, once. Rejects with AbortError when its signal says so, with TimeoutError when its
 * time is over, and with Node's own codes when the connection fails, also within the answer.
 */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** Less than the time after which somebody on the way may have forgotten a connection that nobody used. */
const IDLE_MS = 200_000;

/** Over HTTP or HTTPS. `selfSigned` takes any certificate: for an emulator on this machine only. */
export function httpTransport(selfSigned = false): Transport {
  const client = new HttpClient({ idleMs: IDLE_MS, selfSigned });
  // The SDK goes to a few endpoints only: one for each region of the account.
  const targets = new Map<string, { readonly origin: string; readonly prefix: string }>();
  return ({ endpoint, path, ...request }) => {
    let target = targets.get(endpoint);
    if (target === undefined) {
      const { origin, pathname } = new URL(endpoint);
      targets.set(endpoint, (target = { origin, prefix: pathname.replace(/\/+$/, '') }));
    }
    return client.exchange({ ...request, origin: target.origin, path: target.prefix + path });
  };
}
