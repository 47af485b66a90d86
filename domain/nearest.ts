/** What somebody may have meant: the known names that need the fewest edits. */

/** Longer names are compared by their beginning: the cost is bounded whatever was typed. */
const MAX_COMPARED = 60;

/** Edits that turn one word into the other (Levenshtein), or anything above `limit` when there are more. */
export function distance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const edits = Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(edits);
      if (edits < least) least = edits;
    }
    if (least > limit) return limit + 1;
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The `count` different things whose names are nearest to `wanted`, nearest first, capitals aside; of equally near
 * ones the first known. A thing may have several names.
 */
export function nearest<T>(
  wanted: string,
  known: Iterable<readonly [name: string, thing: T]>,
  count: number,
): readonly T[] {
  const word = wanted.toLowerCase().slice(0, MAX_COMPARED);
  let best: { readonly thing: T; readonly edits: number }[] = [];
  for (const [name, thing] of known) {
    const limit = best.length < count ? Infinity : (best.at(-1)?.edits ?? 0) - 1;
    const edits = distance(word, name.toLowerCase().slice(0, MAX_COMPARED), limit);
    if (edits > limit) continue;
    const same = best.find((one) => one.thing === thing);
    if (same !== undefined && same.edits <= edits) continue;
    const others = best.filter((one) => one !== same);
    const place = others.findIndex((one) => one.edits > edits);
    best = others.toSpliced(place < 0 ? others.length : place, 0, { thing, edits }).slice(0, count);
  }
  return best.map(({ thing }) => thing);
}
