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

/** From so many letters or digits on a part of a number is looked for. Ours. */
export const PART = 4;

/**
 * What a voucher is found by beside its whole number, of its letters and digits alone: a part of it begins one of them.
 * `suffix` are the last four; `plain` is all of it, `reversed` the same from its end; of a number in three groups or
 * more, `from2` begins at the second group, and the others likewise.
 */
export interface NumberKeys {
  readonly suffix: string;
  readonly plain: string;
  readonly reversed: string;
  readonly from2?: string | undefined;
  readonly from3?: string | undefined;
  readonly from4?: string | undefined;
}

/** The keys of a canonical number. Of more than five groups, those after the fourth have none but at the end. */
export function numberKeys(canonical: string): NumberKeys {
  const groups = canonical.match(/[\p{L}\p{N}]+/gu) ?? [];
  const plain = groups.join('');
  // The last group is found from the end.
  const from = (place: number): string | undefined =>
    place < groups.length ? groups.slice(place - 1).join('') : undefined;
  return {
    suffix: signs(plain).slice(-PART).join(''),
    plain,
    reversed: backwards(plain),
    from2: from(2),
    from3: from(3),
    from4: from(4),
  };
}

/**
 * What the keys begin with of every number that has this part at its beginning, at the beginning of a group, or at its
 * end; empty when the part is too short.
 */
export function keysWith(
  canonicalPart: string,
): readonly { readonly path: keyof NumberKeys; readonly value: string }[] {
  const { plain, reversed } = numberKeys(canonicalPart);
  const { length } = signs(plain);
  if (length < PART) return [];
  return [
    { path: 'plain', value: plain },
    // What an earlier version wrote has only this one, until it is looked at.
    length === PART ? { path: 'suffix', value: plain } : { path: 'reversed', value: reversed },
    { path: 'from2', value: plain },
    { path: 'from3', value: plain },
    { path: 'from4', value: plain },
  ];
}

function signs(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]/gu) ?? [];
}

function backwards(text: string): string {
  return signs(text).toReversed().join('');
}
