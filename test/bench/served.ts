import { channel } from 'node:diagnostics_channel';

/** Counts the requests that this process answers over HTTP, from now on; gives how many there were so far. */
export function countingServed(): () => { readonly requests: number } {
  let requests = 0;
  channel('http.server.response.finish').subscribe(() => {
    requests += 1;
  });
  return () => ({ requests });
}
