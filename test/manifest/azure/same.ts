/** A problem when two values differ; the order of keys is no difference. */
export function same(what: string, actual: unknown, expected: unknown): readonly string[] {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(inOrder(value)));
  return is === should ? [] : [`${what} is ${is}, not ${should}`];
}

/** A problem for each value that is missing and each that is too many or there twice; their order is no difference. */
export function sameSet(
  what: string,
  actual: readonly string[],
  expected: readonly string[],
): readonly string[] {
  const rest = [...actual];
  const missing = expected.filter((value) => {
    const at = rest.indexOf(value);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((value) => `${what} lacks ${value}`),
    ...rest.map((value) => `${what} has ${value}, which the code does not ask for`),
  ];
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
