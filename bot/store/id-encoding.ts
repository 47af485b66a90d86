import { StoreFailure } from '../../domain/store/ports.ts';

/** Cosmos' own limit of an id, in bytes. */
export const MAX_ID_BYTES = 1023;

/**
 * A document's id as Cosmos keeps it: plain ASCII that no URL layer rewrites.
 * Letters, digits and `_ - : @` stay, and dots but for a leading one; every other UTF-8 byte becomes `~XX`.
 * Throws {@link StoreFailure} for an id that is empty, not well-formed Unicode, or over
 * {@link MAX_ID_BYTES} once encoded: a hash could not be read back.
 */
export function encodeId(id: string): string {
  if (/^[\w\-:@][\w\-:@.]*$/.test(id) && id.length <= MAX_ID_BYTES) return id;
  if (id === '') throw new StoreFailure('an id may not be empty', 'unchanged');
  if (!id.isWellFormed()) throw new StoreFailure('an id must be well-formed Unicode', 'unchanged');
  const encoded = id.replace(/^\.|[^\w\-:@.]/gu, (character) =>
    Array.from(
      new TextEncoder().encode(character),
      (byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
  if (encoded.length > MAX_ID_BYTES)
    throw new StoreFailure(
      `the id "${id.slice(0, 60)}…" is too long: ${encoded.length} bytes encoded, at most ${MAX_ID_BYTES}`,
      'unchanged',
    );
  return encoded;
}

/** As {@link encodeId}, and undefined for an id that it refuses: no document has it. */
export function encodedOrNone(id: string): string | undefined {
  try {
    return encodeId(id);
  } catch {
    return undefined;
  }
}

/** The inverse of {@link encodeId}. Throws RangeError or URIError when `stored` was not made by it. */
export function decodeId(stored: string): string {
  if (!stored.includes('~')) return stored;
  if (stored.includes('%')) throw new RangeError(`"${stored}" is not an encoded id`);
  return decodeURIComponent(stored.replaceAll('~', '%'));
}
