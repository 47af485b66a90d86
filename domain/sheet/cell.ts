import type { Day } from '../day.ts';

/**
 * What stands in a cell of a sheet that is written: a text, a number, a day, an amount in hundredths, or a moment (`at`)
 * in milliseconds of the clock on the wall where it is read.
 */
export type Cell =
  string | number | { readonly day: Day } | { readonly at: number } | { readonly amount: bigint };
