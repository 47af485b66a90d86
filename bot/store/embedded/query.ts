import { present } from '../../../domain/present.ts';
import { badRequest, unsupported } from './refused.ts';

/** How a property is compared; `sinceOrAbsent` also lets through what does not have it. */
type Comparison = 'equal' | 'oneOf' | 'prefix' | 'since' | 'upTo' | 'other' | 'sinceOrAbsent';

/** One comparison with an index key, or several: of a prefix, the first ≤ key < the second; with `oneOf`, each of them. */
interface Condition {
  readonly path: string;
  readonly comparison: Comparison;
  readonly keys: readonly string[];
}

/** All of one direction: by the equal properties, and last by what really differs. */
interface Order {
  readonly paths: readonly string[];
  readonly descending: boolean;
}

/** A query of the grammar, with its values as index keys. */
export interface ParsedQuery {
  readonly conditions: readonly Condition[];
  /** Beside the conditions, at least one of these prefixes. */
  readonly any?: readonly Condition[];
  readonly order?: Order;
  /** How many there are is asked for, and none of them; what is compared first behind the equalities is the end of the index. */
  readonly counts?: true;
}

/** Items by their ids, in no order. */
export interface ById {
  readonly ids: readonly string[];
}

interface Asked {
  readonly path: string;
  /** One, but for `oneOf`. */
  readonly parameters: readonly string[];
  readonly comparison: Comparison;
}

interface Shape {
  readonly conditions: readonly Asked[];
  readonly any?: readonly Asked[];
  readonly order?: Order;
  readonly counts?: true;
}

const SELECT = 'SELECT * FROM c WHERE ';
const COUNT = 'SELECT VALUE COUNT(1) FROM c WHERE ';
const BY_ID = /^SELECT \* FROM c WHERE c\.id IN \((@\w+(?:, @\w+)*)\)$/;
const EQUALS = /^c\.([A-Za-z_]\w*) = (@\w+)$/;
const PREFIX = /^STARTSWITH\(c\.([A-Za-z_]\w*), (@\w+)\)$/;
/** What may follow the equalities, in this order. */
const REST = [
  ['oneOf', /^c\.([A-Za-z_]\w*) IN \((@\w+(?:, @\w+)*)\)$/],
  ['prefix', PREFIX],
  ['since', /^c\.([A-Za-z_]\w*) >= (@\w+)$/],
  ['upTo', /^c\.([A-Za-z_]\w*) <= (@\w+)$/],
  ['other', /^c\.([A-Za-z_]\w*) != (@\w+)$/],
  ['sinceOrAbsent', /^\(NOT IS_DEFINED\(c\.([A-Za-z_]\w*)\) OR c\.\1 >= (@\w+)\)$/],
] as const satisfies readonly (readonly [Comparison, RegExp])[];
const ANY = /^\((STARTSWITH\(.+)\)$/;
const ORDER = /^c\.([A-Za-z_]\w*) (ASC|DESC)$/;
const MAX_SHAPES = 500;
const shapes = new Map<string, Shape>();

/**
 * Reads `{ query, parameters }`:
 * `SELECT * FROM c WHERE c.kind = @k [AND c.x = @x …] [AND …] [ORDER BY c.kind ASC, c.x ASC, …, c.z ASC]`,
 * with DESC in all places or in none; an order names every equality before what it orders by. Behind the equalities
 * may stand `c.y IN (@a, @b …)`, `STARTSWITH(c.y, @y)` or `(STARTSWITH(c.y, @y) OR STARTSWITH(c.z, @z) …)` without an order, and with one `c.z >= @z`, `c.z <= @z`, and what the items of the
 * index are then looked at for: `c.y <= @y`, `c.y != @y`, `(NOT IS_DEFINED(c.y) OR c.y >= @y)`.
 * `SELECT VALUE COUNT(1) FROM c WHERE …` takes the same comparisons, one of them at least, without the order.
 * `SELECT * FROM c WHERE c.id IN (@a, @b …)` is another query, of every kind.
 * Throws Refused, naming the clause, for anything else.
 */
export function parseQuery(body: unknown): ParsedQuery | ById {
  const { query, parameters } = queryBody(body);
  const values = new Map<unknown, unknown>();
  for (const parameter of parameters) values.set(parameter.name, parameter.value);
  const [, names] = BY_ID.exec(query) ?? [];
  if (names !== undefined) return { ids: names.split(', ').map((name) => idOf(name, values.get(name))) };
  const { conditions, any, order, counts } = shapeOf(query);
  const valued = (asked: Asked): Condition => withValues(asked, values);
  return { conditions: conditions.map(valued), ...present({ any: any?.map(valued), order, counts }) };
}

function idOf(parameter: string, value: unknown): string {
  if (typeof value !== 'string') throw badRequest(`${parameter} is no id`);
  return value;
}

function withValues(
  { path, parameters, comparison }: Asked,
  values: ReadonlyMap<unknown, unknown>,
): Condition {
  const keys = parameters.flatMap((parameter) => keysOf(comparison, parameter, values.get(parameter)));
  return { path, comparison, keys };
}

function keysOf(comparison: Comparison, parameter: string, value: unknown): readonly string[] {
  if (comparison === 'prefix') {
    if (typeof value !== 'string') throw unsupported(`STARTSWITH with ${parameter} that is not a string`);
    const from = indexKey(value);
    return [from, successor(from)];
  }
  if (value === undefined) throw badRequest(`the query has no value for ${parameter}`);
  if (typeof value === 'object') throw unsupported(`equality with ${parameter}, null, an object or an array`);
  // The service compares only values of one type.
  if (comparison !== 'equal' && comparison !== 'oneOf' && typeof value !== 'string')
    throw unsupported(`a comparison with ${parameter} that is not a string`);
  return [indexKey(value)];
}

/**
 * A scalar as text whose byte order is the service's: absent, null, false, true, numbers, strings.
 * Objects and arrays count as absent, because only scalars are indexed.
 */
export function indexKey(value: unknown): string {
  if (typeof value === 'string') return `3${value}`;
  if (typeof value === 'number') return `2${numberKey(value)}`;
  if (typeof value === 'boolean') return value ? '1t' : '1f';
  return value === null ? '0' : '';
}

const float = new DataView(new ArrayBuffer(8));

/** The bits of a double, turned so that their order as text is the numbers'. */
function numberKey(value: number): string {
  float.setFloat64(0, value === 0 ? 0 : value);
  const bits = float.getBigUint64(0);
  const ordered = bits >> 63n === 1n ? ~bits & 0xffff_ffff_ffff_ffffn : bits | 0x8000_0000_0000_0000n;
  return ordered.toString(16).padStart(16, '0');
}

/** The first text after everything that begins with `prefix`. */
function successor(prefix: string): string {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10_ffff) points.pop();
  const last = points.pop() ?? 0;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

function shapeOf(query: string): Shape {
  const known = shapes.get(query);
  if (known) return known;
  const counts = query.startsWith(COUNT);
  if (!counts && !query.startsWith(SELECT))
    throw unsupported(`the query "${query}": it must begin with "${SELECT}" or "${COUNT}"`);
  const [filter = '', order, ...more] = query.slice((counts ? COUNT : SELECT).length).split(' ORDER BY ');
  if (more.length > 0) throw unsupported('a query with two ORDER BY');
  const clauses = filter.split(' AND ');
  const alternatives = ANY.exec(clauses.at(-1) ?? '')?.[1];
  const any = alternatives?.split(' OR ').map((clause) => {
    return conditionOf('prefix', PREFIX.exec(clause), clause);
  });
  if (counts && order !== undefined) throw unsupported('a count in an order');
  if (any && order !== undefined) throw unsupported('one of several prefixes with an order');
  let reached = 0;
  const conditions = (any ? clauses.slice(0, -1) : clauses).map((clause, index) => {
    const equals = reached === 0 ? EQUALS.exec(clause) : null;
    if (index === 0 && equals?.[1] !== 'kind')
      throw unsupported(`a query that does not filter by c.kind first, but by "${clause}"`);
    if (equals) return conditionOf('equal', equals, clause);
    const at = REST.findIndex(([, pattern], place) => place >= reached && pattern.test(clause));
    const [comparison, pattern] = REST[at] ?? [];
    if (comparison === undefined || pattern === undefined) throw unsupported(`the condition "${clause}"`);
    // Of `c.y <= @y` there may be two: of what is ordered by, and of what is looked at.
    reached = comparison === 'upTo' ? at : at + 1;
    return conditionOf(comparison, pattern.exec(clause), clause);
  });
  if (counts) requireRange(conditions, any !== undefined);
  else requireOrdered(conditions, order, any !== undefined);
  const shape: Shape = {
    conditions,
    ...present({
      any,
      order: order === undefined ? undefined : orderOf(order, conditions),
      counts: counts || undefined,
    }),
  };
  if (shapes.size >= MAX_SHAPES) shapes.clear();
  shapes.set(query, shape);
  return shape;
}

function conditionOf(comparison: Comparison, match: RegExpExecArray | null, clause: string): Asked {
  const [, path, parameters] = match ?? [];
  if (path === undefined || parameters === undefined) throw unsupported(`the condition "${clause}"`);
  return { path, parameters: parameters.split(', '), comparison };
}

/** A prefix has an index of its own, and what is equal to one of several is looked at; every other comparison but equality goes along with an order. */
function requireOrdered(conditions: Shape['conditions'], order: string | undefined, hasAny: boolean): void {
  for (const { path, comparison } of conditions) {
    if (comparison === 'equal' || comparison === 'oneOf') continue;
    if (
      comparison === 'prefix'
        ? conditions.at(-1)?.comparison !== 'prefix' || order !== undefined || hasAny
        : order === undefined
    )
      throw unsupported(`the comparison of c.${path} ${order === undefined ? 'without' : 'with'} an order`);
  }
}

/** Counted is what a composite index has behind what is equal. */
function requireRange(conditions: Shape['conditions'], hasAny: boolean): void {
  const ends = conditions.find(({ comparison }) => comparison !== 'equal')?.comparison;
  if (hasAny || (ends !== 'since' && ends !== 'upTo')) throw unsupported('a count of no range');
}

function orderOf(text: string, conditions: Shape['conditions']): Order {
  const steps = text.split(', ').map((step) => {
    const [, path, direction] = ORDER.exec(step) ?? [];
    if (path === undefined) throw unsupported(`the order "${step}"`);
    return { path, direction };
  });
  const paths = steps.map(({ path }) => path);
  if (steps.some(({ direction }) => direction !== steps[0]?.direction))
    throw unsupported(`an order of two directions, "${text}"`);
  const equal = conditions.filter(({ comparison }) => comparison === 'equal').map(({ path }) => path);
  if (equal.toSorted().join() !== paths.slice(0, -1).toSorted().join())
    throw unsupported(`the order "${text}": it must name the equal properties of the filter, and one more`);
  return { paths, descending: steps[0]?.direction === 'DESC' };
}

function queryBody(body: unknown): { query: string; parameters: { name?: unknown; value?: unknown }[] } {
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
    throw badRequest('the body has no query');
  const parameters = 'parameters' in body ? body.parameters : [];
  if (!Array.isArray(parameters)) throw badRequest('the parameters are not an array');
  return { query: body.query, parameters };
}
