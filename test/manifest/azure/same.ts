/** A problem when two values differ; the order of keys is no difference. */
export function same(what: string, actual: unknown, expected: unknown): readonly string[] {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(inOrder(value)));
  return is === should ? [] : [`${what} is ${is}, not ${should}`];
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}
