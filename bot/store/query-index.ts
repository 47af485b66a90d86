/** What of an item is indexed: single properties, and orders, which begin with the kind and end with what they order by. */
export interface IndexPolicy {
  readonly paths: readonly string[];
  readonly orders: readonly (readonly string[])[];
}

/** What a query asks of an index, by the names of top-level properties. */
interface Asked {
  /** The kind first. */
  readonly equal: readonly string[];
  /** What begins with something; never with an order. */
  readonly prefix?: string | undefined;
  /** What the items of an order are looked at for. */
  readonly lookedAt?: readonly string[];
  /** What it orders by last, behind all that is equal. */
  readonly order?: string | undefined;
}

/**
 * The properties of the one index that serves a query, in its order, so that a page costs what it holds; or in words
 * why none does. A service would read a whole partition instead, refuse, or answer in an order of its own: which of
 * these depends on the service, so that such a query is sent to none.
 */
export function indexFor(
  policy: IndexPolicy,
  { equal, prefix, lookedAt = [], order }: Asked,
): { readonly paths: readonly string[] } | { readonly missing: string } {
  const named = [...equal, ...(prefix === undefined ? [] : [prefix]), ...lookedAt];
  const unknown = named.find((path) => !policy.paths.includes(path));
  if (unknown !== undefined) return { missing: `c.${unknown} is not in the container's index policy` };
  if (order === undefined) {
    const [kind = '', ...others] = equal;
    const filters = prefix === undefined ? others : [prefix, ...others];
    const ordersOnly = filters.find((path) => !isFilter(policy, path));
    if (ordersOnly !== undefined) return { missing: `c.${ordersOnly} is indexed only to order by` };
    return { paths: filters[0] === undefined ? [kind] : [kind, filters[0]] };
  }
  const listed = policy.orders.find(
    (paths) =>
      paths.at(-1) === order &&
      paths.length === equal.length + 1 &&
      equal.every((path) => paths.includes(path)),
  );
  if (listed && prefix === undefined) return { paths: listed };
  const wanted = [...equal, ...(prefix === undefined ? [] : [prefix]), order];
  return {
    missing: `the order by ${wanted.map((path) => `c.${path}`).join(', ')} does not have a corresponding composite index`,
  };
}

/** Is the property one to filter by, and not only what an order ends with? */
export function isFilter({ paths, orders }: IndexPolicy, path: string): boolean {
  return paths.includes(path) && orders.every((order) => order.at(-1) !== path);
}
