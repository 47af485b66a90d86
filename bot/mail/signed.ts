import { Buffer } from 'node:buffer';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { rawValues } from './mail-headers.ts';
import type { HeaderLine } from './mime.ts';

/** Looks up the TXT records of a name; rejects when there are none, or nobody answers in time. */
export type ResolveTxt = (name: string) => Promise<string[][]>;

/** Headers that are printed or decide how the text is read: one more of them may stand above the one that is signed. */
const ONCE = [
  'from',
  'subject',
  'date',
  'to',
  'cc',
  'content-type',
  'content-transfer-encoding',
  'mime-version',
];

/**
 * The domain that signed the mail (DKIM): the signature is over all of its text, its sender and its subject, its domain
 * is the sender's own or shares the registered name with it, and there is exactly one sender. Undefined for whatever is
 * less than that, a key that cannot be had included.
 */
export async function signerOf(
  bytes: Uint8Array,
  headers: readonly HeaderLine[],
  resolveTxt: ResolveTxt,
): Promise<string | undefined> {
  if (rawValues(headers, 'dkim-signature').length === 0) return undefined;
  if (ONCE.some((name) => rawValues(headers, name).length > 1)) return undefined;
  try {
    const { headerFrom, results } = await dkimVerify(Buffer.from(bytes), {
      resolver: resolveTxt,
      rejectRsaSha1: true,
      minBitLength: 1024,
    });
    if (headerFrom.length !== 1) return undefined;
    const good = results.find(
      ({ status, canonBodyLengthLimited, signingHeaders }) =>
        status.result === 'pass' &&
        status.aligned &&
        canonBodyLengthLimited !== true &&
        ['from', 'subject'].every(
          (name) =>
            rawValues(headers, name).length === 0 ||
            (signingHeaders?.keys ?? '')
              .toLowerCase()
              .split(':')
              .some((key) => key.trim() === name),
        ),
    );
    return good?.signingDomain?.toLowerCase();
  } catch {
    return undefined;
  }
}
