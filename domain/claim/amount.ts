/** 1500, 1500.5, 1500,00 */
const PLAIN = /^\d{1,12}(?:[.,]\d{1,2})?$/;
/** 12,500.00, 12.500,00, 12 500,00, 12'500.00, 1.234.567: groups of three by one mark, decimals by another. */
const GROUPED = /^\d{1,3}([., '])\d{3}(?:\1\d{3}){0,2}(?:(?!\1)[.,]\d{1,2})?$/;
/** Twelve and a half, or twelve thousand and a half? */
const UNCLEAR = /^\d{1,3}[.,]\d{3}$/;

/**
 * An amount as it is kept, with the marks that somebody typed, in hundredths; undefined when it is none, or could be two.
 */
export function hundredths(amount: string): bigint | undefined {
  if (UNCLEAR.test(amount) || !(PLAIN.test(amount) || GROUPED.test(amount))) return undefined;
  const [, whole = '', decimals = ''] = /^(.+?)(?:[.,](\d{1,2}))?$/.exec(amount) ?? [];
  return BigInt(whole.replaceAll(/\D/g, '') + decimals.padEnd(2, '0'));
}
