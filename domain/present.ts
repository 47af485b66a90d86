/** `T` without `undefined`: properties that may be undefined become optional ones. */
export type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * A copy of an object without its undefined properties, for types whose properties are absent rather than undefined
 * (`exactOptionalPropertyTypes`). Shallow; the order of the properties stays.
 */
export function present<const T extends object>(of: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const key in of) {
    const value = of[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept as Present<T>;
}
