import { canonicalNumber } from './number.ts';
import { MAX_NUMBER } from './typed-number.ts';

/** Where the link of every voucher begins, below the bot's public address. */
export const LINK_PATH = '/v/';
/** A longer path is of no voucher's link: each sign of the longest number as four bytes, each written as three signs. */
const MAX_WRITTEN = MAX_NUMBER * 12;

/**
 * The stable link of a voucher, `https://bot.contoso.com/v/SAP-7F3K-0042`. `publicUrl`: the bot's address without a path.
 * It says the number and nothing else; who opens it is led to their own chat with the bot.
 */
export function voucherLink(publicUrl: string, number: string): string {
  return `${publicUrl}${LINK_PATH}${encodeURIComponent(number)}`;
}

/**
 * The canonical number that the last part of a link names, percent-encoded as it stands there; undefined when no voucher
 * can have it: empty, too long, damaged, or without a letter or digit.
 */
export function numberOfPath(written: string): string | undefined {
  if (written.length > MAX_WRITTEN) return undefined;
  let text: string;
  try {
    text = decodeURIComponent(written);
  } catch {
    return undefined;
  }
  const number = canonicalNumber(text);
  return number.length <= MAX_NUMBER && /[\p{L}\p{N}]/u.test(number) ? number : undefined;
}

/** The number of a link that {@link voucherLink} made for this address; undefined for every other text. */
export function numberOfLink(publicUrl: string, link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { origin, username, password, pathname } = new URL(link);
  if (origin !== publicUrl || username !== '' || password !== '' || !pathname.startsWith(LINK_PATH))
    return undefined;
  return numberOfPath(pathname.slice(LINK_PATH.length));
}
