/**
 * What `make` makes when it is first asked for, and the same from then on: for what takes milliseconds of a start, or memory,
 * and many a process never needs.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}
