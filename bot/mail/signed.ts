import { Buffer } from 'node:buffer';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { mailboxesOf, rawValues } from './mail-headers.ts';
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

/** Headers that are printed: of each that is there the signature must be. Facts are read from To as well. */
const PRINTED = ['from', 'subject', 'date', 'to', 'cc'];

export interface Signer {
  /** In lower case. */
  readonly domain: string;
  /** The one address of From, in lower case. */
  readonly from: string;
}

/**
 * Who signed the mail (DKIM): the signature is over all of its text and every header that is printed, its domain is
 * the sender's own or shares the registered name with it, and there is exactly one sender. Undefined for whatever is
 * less than that, a key that cannot be had included.
 */
export async function signerOf(
  bytes: Uint8Array,
  headers: readonly HeaderLine[],
  resolveTxt: ResolveTxt,
): Promise<Signer | undefined> {
  if (rawValues(headers, 'dkim-signature').length === 0) return undefined;
  if (ONCE.some((name) => rawValues(headers, name).length > 1)) return undefined;
  const [sender, ...others] = mailboxesOf(headers, 'from');
  if (sender === undefined || others.length > 0) return undefined;
  try {
    const { headerFrom, results } = await dkimVerify(Buffer.from(bytes), {
      resolver: resolveTxt,
      rejectRsaSha1: true,
      minBitLength: 1024,
    });
    // Whose domain was compared is who is printed.
    const from = sender.address.toLowerCase();
    if (headerFrom.length !== 1 || headerFrom[0]?.toLowerCase() !== from) return undefined;
    const good = results.find(
      ({ status, canonBodyLengthLimited, signingHeaders }) =>
        status.result === 'pass' &&
        status.aligned &&
        canonBodyLengthLimited !== true &&
        PRINTED.every(
          (name) =>
            rawValues(headers, name).length === 0 ||
            (signingHeaders?.keys ?? '')
              .toLowerCase()
              .split(':')
              .some((key) => key.trim() === name),
        ),
    );
    const domain = good?.signingDomain?.toLowerCase();
    return domain === undefined ? undefined : { domain, from };
  } catch {
    return undefined;
  }
}
