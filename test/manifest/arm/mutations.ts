/** One value in a JSON document, changed or taken away. */
interface Mutation {
  /** Keys and places from the top, joined by dots. */
  readonly path: string;
  readonly what: string;
  readonly document: unknown;
}

/** `document` with the value at `path` replaced; undefined takes it away. What lies beside the path is shared. */
function withValue(document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(document)) {
    const at = Number(key);
    const next = withValue(document[at], rest, value);
    return next === undefined ? document.toSpliced(at, 1) : document.with(at, next);
  }
  const { [key]: old, ...others } = document as Readonly<Record<string, unknown>>;
  const next = withValue(old, rest, value);
  if (next === undefined) return others;
  return Object.fromEntries(
    Object.entries(document as object).map(([name, one]) => [name, name === key ? next : (one as unknown)]),
  );
}

/** Other values for one: an expression becomes a plain word, a number much less and much more. */
function othersThan(value: unknown): readonly (readonly [what: string, value: unknown])[] {
  if (typeof value === 'boolean') return [['the other', !value]];
  if (typeof value === 'string')
    return value.startsWith('[') ? [['a plain word', 'changed']] : [['longer', `${value}x`]];
  if (typeof value !== 'number') return [];
  return [
    ['much less', value === 0 ? -1 : 0],
    ['much more', value * 1_000 + 1_001],
  ];
}

/** Every single change of a document: each value another, each value and each part taken away. */
export function* mutationsOf(document: unknown): Generator<Mutation> {
  const walk = function* (value: unknown, path: readonly string[]): Generator<Mutation> {
    const name = path.join('.');
    if (path.length > 0)
      yield { path: name, what: 'taken away', document: withValue(document, path, undefined) };
    for (const [what, other] of othersThan(value))
      yield { path: name, what, document: withValue(document, path, other) };
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) yield* walk(one, [...path, key]);
  };
  yield* walk(document, []);
}
