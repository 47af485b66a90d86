import { MAX_VALUE } from './values.ts';
import { cleanLine } from '../plain-text.ts';
import { canonicalNumber } from '../voucher/number.ts';

/** A number where it stands. */
export interface Place {
  readonly line: number;
  /** Where in its line it begins, for what a sentence tells. */
  readonly start?: number | undefined;
  readonly by: 'label' | 'token';
  readonly printed: string;
  readonly id: string;
}

/** A number at its place, as it is printed and by its id. */
export function placeOf(line: number, by: Place['by'], text: string, start?: number): Place {
  const printed = cleanLine(text, MAX_VALUE);
  return { line, start, by, printed, id: canonicalNumber(printed) };
}
