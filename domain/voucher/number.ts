import { plainDashes, visible } from '../plain-text.ts';

/**
 * The one form of a voucher number, whatever way it was printed or typed: NFKC, upper case, no spaces, no
 * invisible characters, every dash a `-`. Nothing else is assumed: the programme documents no format.
 */
export function canonicalNumber(printed: string): string {
  const upper = plainDashes(visible(printed).normalize('NFKC')).toUpperCase();
  // Upper-casing can undo NFKC and NFKC can bring back a space or a dash, hence once more.
  return plainDashes(visible(upper.normalize('NFKC'))).replace(/\s+/gu, '');
}

/** The last four letters or digits of a canonical number: what people type and read out. */
export function numberSuffix(canonical: string): string {
  return (canonical.match(/[\p{L}\p{N}]/gu) ?? []).slice(-4).join('');
}
