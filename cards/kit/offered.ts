/**
 * Those of many that a card has room to offer: what is `chosen` always, then what `isLikely` says, then the others, at
 * most `max`; in the order in which they came.
 */
export function offered<T extends { readonly id: string }>(
  all: readonly T[],
  max: number,
  chosen: readonly string[],
  isLikely: (one: T) => boolean,
): readonly T[] {
  if (all.length <= max) return all;
  const rank = (one: T): number => (chosen.includes(one.id) ? 0 : isLikely(one) ? 1 : 2);
  const kept = new Set(all.toSorted((a, b) => rank(a) - rank(b)).slice(0, max));
  return all.filter((one) => kept.has(one));
}
