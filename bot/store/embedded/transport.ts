import type { Transport } from '../transport.ts';
import type { Engine } from './engine.ts';

/** What the client is told to connect to; nothing listens there. */
export const EMBEDDED_ENDPOINT = 'http://embedded.invalid';

/** Lets a client talk to `engine` in this process, with no socket between them. */
export function engineTransport(engine: Engine): Transport {
  // Async, so that whatever is thrown is a rejection.
  return async (request) => {
    request.signal?.throwIfAborted();
    return Promise.resolve(engine.handle(request));
  };
}
