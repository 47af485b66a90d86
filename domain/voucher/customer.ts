/**
 * The key of a customer: the same name written in another case, spacing or punctuation is the same
 * customer; another division or legal entity is another one (G6).
 */
export function customerKey(name: string, division?: string): string {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '');
  const own = division === undefined ? '' : plain(division);
  const cutAt = (most: number): string =>
    own === '' ? short(plain(name), most) : `${short(plain(name), most)}/${short(own, most)}`;
  const key = cutAt(KEY_MAX);
  // Two long names in letters of three bytes or four are more than an id takes.
  return encodeURIComponent(key).length <= MOST_ENCODED ? key : cutAt(KEY_LEAST);
}

const KEY_MAX = 60;
const KEY_LEAST = 30;
/** An id has 1,023 bytes, and each that is no ASCII letter is three of them. */
const MOST_ENCODED = 1_000;

/** Ids have a limit in bytes: a long key is cut and told apart by a checksum (FNV-1a) of the whole. */
function short(key: string, most: number): string {
  const letters = Array.from(key);
  if (letters.length <= most) return key;
  let hash = 0x811c9dc5;
  for (const letter of letters) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${letters.slice(0, most).join('')}~${hash.toString(36)}`;
}

/** How a customer is kept beside the voucher: as shown, and in its parts for the next correction. */
export function customerTexts(
  name: string | undefined,
  division: string | undefined,
): Record<string, string> {
  if (name === undefined) return { customer: '', customerName: '', division: '' };
  return {
    customer: division === undefined ? name : `${name} (${division})`,
    customerName: name,
    division: division ?? '',
  };
}
