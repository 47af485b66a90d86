import { lookup as systemLookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type Backoff } from '../backoff.ts';
import { guarded, mayDownload } from './download.ts';

/** The most that OneDrive takes of a file in one request is 60 MiB; a file in several could be left half there. */
const MAX_UPLOAD = 50 * 1024 * 1024;
/** Milliseconds for one try. */
const UPLOAD_DEADLINE = 60_000;
/** Tries, and the pauses between them. */
const TRIES = 4;
const AGAIN: Backoff = { firstMs: 500, jitter: [0.5, 1.5] };

/**
 * `expired`: there is no such place, or not any more; `unsure`: the same after a try of which nobody said whether it
 * arrived; `notTaken`: it was refused, or nobody answered, each time; `tooLarge`: it was not sent.
 */
export type Upload = 'there' | 'expired' | 'unsure' | 'notTaken' | 'tooLarge';

interface UploadOptions {
  readonly mode: 'local' | 'teams';
  readonly deadline?: number;
  readonly lookup?: LookupFunction;
  /** Asked before each further try. */
  readonly isWanted?: () => Promise<boolean>;
  readonly again?: Backoff;
}

/**
 * Puts a file at the place that Teams gave for it, whole in one request (`Content-Range`), and tries it again a few
 * times. Nothing of the bot's is sent along but the bytes: the address is the permission. Never rejects.
 */
export async function uploadFile(url: string, bytes: Uint8Array, options: UploadOptions): Promise<Upload> {
  const { mode, isWanted = () => Promise.resolve(true), again = AGAIN } = options;
  if (!mayDownload(url, mode)) return 'expired';
  if (bytes.length > MAX_UPLOAD) return 'tooLarge';
  let isUnsure = false;
  for (let tries = 0; ; tries += 1) {
    const status = await put(url, bytes, options);
    if (status !== undefined && status >= 200 && status < 300) return 'there';
    // The place is used up by a file that arrived; whether that was ours is not said.
    if (status === 409 || status === 410 || status === 404 || status === 416)
      return isUnsure ? 'unsure' : 'expired';
    if (status === 401 || status === 403) return isUnsure ? 'unsure' : 'expired';
    if (status === 400 || status === 413) return 'notTaken';
    isUnsure ||= status === undefined || status >= 500;
    if (tries + 1 >= TRIES) return isUnsure ? 'unsure' : 'notTaken';
    await sleep(backoffMs(again, tries));
    if (!(await isWanted())) return isUnsure ? 'unsure' : 'notTaken';
  }
}

/** One try: the status of the answer; undefined when there was none. */
function put(
  url: string,
  bytes: Uint8Array,
  { mode, deadline = UPLOAD_DEADLINE, lookup = systemLookup }: UploadOptions,
): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const send = url.startsWith('http:') ? requestHttp : requestHttps;
  const request = send(
    url,
    {
      method: 'PUT',
      // A connection of its own: a kept one would have been looked up by somebody else.
      agent: false,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': bytes.length,
        'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
      },
      lookup: guarded(lookup, mode),
      signal: AbortSignal.timeout(deadline),
    },
    (response) => {
      resolve(response.statusCode);
      response.resume().on('error', () => undefined);
    },
  );
  request.on('error', () => resolve(undefined)).end(bytes);
  return promise;
}
