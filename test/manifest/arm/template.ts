import { z } from 'zod';
import {
  callsIn,
  evaluate,
  ExpressionError,
  expressionIn,
  parseExpression,
  type Expression,
  type Functions,
} from './expression.ts';
import { functionsIn, GROUP, idOf, type Scope } from './functions.ts';

const Parameter = z.strictObject({
  type: z.enum(['string', 'securestring', 'int', 'bool']),
  defaultValue: z.unknown().optional(),
  allowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  minValue: z.number().optional(),
  maxValue: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  metadata: z.strictObject({ description: z.string().min(10) }),
});
type Parameter = z.infer<typeof Parameter>;

const Declared = z.looseObject({
  type: z.string(),
  apiVersion: z.string(),
  name: z.string(),
  existing: z.literal(true).optional(),
  condition: z.string().optional(),
  copy: z.strictObject({ name: z.string(), count: z.string() }).optional(),
  scope: z.string().optional(),
  dependsOn: z.array(z.string()).optional(),
});
type Declared = z.infer<typeof Declared>;

/** A template whose resources are called by symbols (language version 2.0), of the kinds of parts that ours has. */
const Template = z.strictObject({
  $schema: z.literal('https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'),
  languageVersion: z.literal('2.0'),
  contentVersion: z.string().regex(/^\d+\.\d+\.\d+\.\d+$/),
  parameters: z.record(z.string(), Parameter),
  variables: z.record(z.string(), z.unknown()),
  resources: z.record(z.string(), Declared),
  outputs: z.record(z.string(), z.strictObject({ type: z.literal('string'), value: z.string() })),
});
export type Template = z.infer<typeof Template>;

/** @throws {z.ZodError} when it is not one of ours at all. */
export const readTemplate = (raw: unknown): Template => Template.parse(raw);

/** One resource as Azure would be asked for it. */
export interface Deployed {
  readonly symbol: string;
  readonly type: string;
  readonly id: string;
  readonly isExisting: boolean;
  /** Everything but what only the deployment itself reads. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Deployment {
  readonly resources: readonly Deployed[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The values of all parameters, given or by default. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
  /** Whether a resource is made only after another, by what its `dependsOn` says. */
  readonly waitsFor: (symbol: string, other: string) => boolean;
}

/** What Azure alone knows: properties of a resource that are there once it is made, by its type. */
export type Runtime = Readonly<
  Record<string, (name: string, properties: Readonly<Record<string, unknown>>) => object>
>;

const parsed = new Map<string, Expression>();
function parse(source: string): Expression {
  const known = parsed.get(source) ?? parseExpression(source);
  parsed.set(source, known);
  return known;
}

/** A value with every expression in it, in keys too, replaced by what it comes to. */
function workedOut(value: unknown, functions: Functions): unknown {
  if (typeof value === 'string') {
    const source = expressionIn(value);
    return source === undefined ? value : evaluate(parse(source), functions);
  }
  if (Array.isArray(value)) return value.map((one) => workedOut(one, functions));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [String(workedOut(key, functions)), workedOut(one, functions)]),
  );
}

/**
 * Works the whole template out as a deployment does. What it does not know is a problem.
 *
 * @param isBuiltIn whether something of this id is there without being made.
 */
export function deploy(
  template: Template,
  given: Readonly<Record<string, unknown>>,
  runtime: Runtime,
  isBuiltIn: (id: string) => boolean,
): Deployment {
  const problems: string[] = [];
  const attempt = <T>(where: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      problems.push(`${where}: ${error.message}`);
      return undefined;
    }
  };

  const valueOf = (what: string, values: Readonly<Record<string, unknown>>, name: string): unknown => {
    if (Object.hasOwn(values, name)) return values[name];
    throw new ExpressionError(`no ${what} is called ${name}`);
  };
  type Place = Omit<Scope, 'parameter' | 'variable'>;
  const work = (value: unknown, place: Place): unknown =>
    workedOut(value, functionsIn({ ...place, ...known }));
  const known = {
    parameter: (name: string): unknown => valueOf('parameter', parameters, name),
    variable: (name: string): unknown => {
      if (Object.hasOwn(variables, name)) return variables[name];
      const raw = valueOf('variable', template.variables, name);
      if (beingWorkedOut.has(name)) throw new ExpressionError(`variable ${name} needs itself`);
      beingWorkedOut.add(name);
      return (variables[name] = work(raw, {}));
    },
  };
  const parameters: Record<string, unknown> = {};
  const variables: Record<string, unknown> = {};
  const beingWorkedOut = new Set<string>();

  for (const name of Object.keys(given))
    if (!Object.hasOwn(template.parameters, name)) problems.push(`${name} is given, and no parameter`);
  for (const [name, parameter] of Object.entries(template.parameters)) {
    const value = Object.hasOwn(given, name)
      ? given[name]
      : attempt(name, () => work(parameter.defaultValue, {}));
    parameters[name] = value;
    const why = against(parameter, value);
    if (why !== undefined) problems.push(`parameter ${name} ${why}`);
  }

  const made = new Map<string, readonly Deployed[]>();
  const needs = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  const underWay: string[] = [];
  const make = (symbol: string): readonly Deployed[] => {
    const before = made.get(symbol);
    if (before !== undefined) return before;
    const declared = template.resources[symbol];
    if (declared === undefined) throw new ExpressionError(`no resource is called ${symbol}`);
    if (underWay.includes(symbol))
      throw new ExpressionError(
        `a circle: ${[...underWay.slice(underWay.indexOf(symbol)), symbol].join(' needs ')}`,
      );
    underWay.push(symbol);
    const mine = new Set<string>();
    const namedHere = new Set<string>();
    needs.set(symbol, mine);
    names.set(symbol, namedHere);
    try {
      const own = attempt(symbol, () => makeNow(symbol, declared, mine, namedHere)) ?? [];
      made.set(symbol, own);
      return own;
    } finally {
      underWay.pop();
    }
  };
  /** The properties of what is made, with those that Azure adds. */
  const madeOf = (symbol: string): object => {
    const [target] = make(symbol);
    if (target === undefined || target.isExisting) throw new ExpressionError(`${symbol} is not made here`);
    const properties = (target.body['properties'] ?? {}) as Readonly<Record<string, unknown>>;
    return { ...properties, ...runtime[target.type]?.(String(target.body['name']), properties) };
  };
  const makeNow = (
    symbol: string,
    declared: Declared,
    mine: Set<string>,
    namedHere: Set<string>,
  ): readonly Deployed[] => {
    const { condition, copy, existing, dependsOn = [], scope, ...rest } = declared;
    for (const other of dependsOn) {
      mine.add(other);
      make(other);
    }
    if (condition !== undefined && work(condition, {}) === false) return [];
    const count = copy === undefined ? 1 : work(copy.count, {});
    if (typeof count !== 'number' || count < 1) throw new ExpressionError('has no number of copies');
    return Array.from({ length: count }, (_, at): Deployed => {
      const early: Place = { ...(copy !== undefined && { index: at }), named: (id) => namedHere.add(id) };
      const reference = (other: string): unknown => {
        const properties = madeOf(other);
        for (const { id } of make(other)) namedHere.add(id);
        return properties;
      };
      const { properties, ...head } = rest;
      const body: Readonly<Record<string, unknown>> = {
        ...(work(head, early) as Record<string, unknown>),
        ...(scope !== undefined && { scope: work(scope, early) }),
        ...(properties !== undefined && { properties: work(properties, { ...early, reference }) }),
      };
      const { type } = declared;
      const segments = String(body['name']).split('/');
      if (segments.length !== type.split('/').length - 1 || segments.includes(''))
        throw new ExpressionError(`is called ${String(body['name'])}, which ${type} cannot be`);
      const parent = scope === undefined ? GROUP : String(body['scope']);
      if (segments.length > 1)
        namedHere.add(idOf(GROUP, type.split('/').slice(0, -1).join('/'), segments.slice(0, -1)));
      return { symbol, type, id: idOf(parent, type, segments), isExisting: existing === true, body };
    });
  };
  for (const symbol of Object.keys(template.resources)) attempt(symbol, () => make(symbol));

  const resources = [...made.values()].flat();
  const byId = new Map<string, Deployed>();
  for (const resource of resources) {
    if (byId.has(resource.id)) problems.push(`${resource.symbol}: there are two of ${resource.id}`);
    byId.set(resource.id, resource);
  }
  const waitsFor = (from: string, to: string): boolean =>
    [...(needs.get(from) ?? [])].some((next) => next === to || waitsFor(next, to));
  const check = (symbol: string, ids: Iterable<string>): void => {
    for (const id of ids) {
      const target = byId.get(id);
      if (target === undefined) {
        if (!isBuiltIn(id)) problems.push(`${symbol}: names ${id}, which is not made`);
      } else if (target.symbol !== symbol && !target.isExisting && !waitsFor(symbol, target.symbol))
        problems.push(`${symbol}: names ${target.symbol} without waiting for it (dependsOn)`);
    }
  };
  // A circle has been told already, and there would be no end to this.
  if (problems.length === 0)
    for (const [symbol, ids] of names) if ((made.get(symbol) ?? []).length > 0) check(symbol, ids);

  const outputs: Record<string, unknown> = {};
  for (const [name, { value }] of Object.entries(template.outputs)) {
    outputs[name] = attempt(`output ${name}`, () => work(value, { reference: madeOf }));
  }
  return { resources, outputs, parameters, problems, waitsFor };
}

/** Why a parameter may not have the value; undefined = it may. */
function against(parameter: Parameter, value: unknown): string | undefined {
  const { type, allowedValues, minValue, maxValue, minLength, maxLength } = parameter;
  const types = { string: 'string', securestring: 'string', int: 'number', bool: 'boolean' } as const;
  if (typeof value !== types[type]) return `is not given as ${type}`;
  if (allowedValues !== undefined && !allowedValues.includes(value as string | number))
    return 'is not allowed';
  if (typeof value === 'number' && (value < (minValue ?? value) || value > (maxValue ?? value)))
    return 'is out of range';
  const length = typeof value === 'string' ? value.length : 0;
  return length < (minLength ?? 0) || length > (maxLength ?? length) ? 'is too short or too long' : undefined;
}

/** What is declared and nobody uses, and calls of what is not declared: in every branch, taken or not. */
export function unusedOrUndeclared(template: Template): string[] {
  const used = { parameters: new Set<string>(), variables: new Set<string>() };
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      const source = expressionIn(value);
      if (source === undefined) return;
      for (const { name, args } of callsIn(parse(source))) {
        const [first] = args;
        if ((name === 'parameters' || name === 'variables') && first?.kind === 'literal')
          used[name].add(String(first.value));
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        look(key);
        look(one);
      }
    }
  };
  try {
    look(template);
  } catch (error) {
    if (error instanceof ExpressionError) return [error.message];
    throw error;
  }
  return (['parameters', 'variables'] as const).flatMap((kind) => {
    const declared = Object.keys(template[kind]);
    return [
      ...declared.filter((name) => !used[kind].has(name)).map((name) => `${kind}: nobody uses ${name}`),
      ...[...used[kind]]
        .filter((name) => !declared.includes(name))
        .map((name) => `${kind}: there is no ${name}`),
    ];
  });
}
