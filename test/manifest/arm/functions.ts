import { createHash } from 'node:crypto';
import { ExpressionError, type Functions } from './expression.ts';

const SUBSCRIPTION = '/subscriptions/00000000-1111-4222-8333-444444444444';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/planning`;
/** The subscription's own tenant. */
export const HOME_TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const LOCATION = 'westeurope';

const hashOf = (parts: readonly unknown[], length: number): string =>
  createHash('sha256').update(parts.join('|')).digest('hex').slice(0, length);

/** The id of a resource under a group, a subscription, or another resource that it extends. */
export const idOf = (parent: string, type: string, names: readonly string[]): string =>
  [
    parent,
    'providers',
    type.split('/')[0],
    ...type
      .split('/')
      .slice(1)
      .flatMap((part, at) => [part, names[at]]),
  ].join('/');

/** What a function may know where it stands: not everything everywhere. */
export interface Scope {
  readonly parameter: (name: string) => unknown;
  readonly variable: (name: string) => unknown;
  /** Which of the copies this is. */
  readonly index?: number;
  /** Absent where something is worked out before anything is made, as names are. */
  readonly reference?: (symbol: string) => unknown;
  /** Told the id of each resource that is named. */
  readonly named?: (id: string) => void;
}

/** The functions of Azure's that our template uses, and no others. */
export function functionsIn(scope: Scope): Functions {
  const of = (args: readonly (() => unknown)[]): unknown[] => args.map((arg) => arg());
  const texts = (args: readonly (() => unknown)[]): string[] =>
    of(args).map((value) => {
      if (typeof value !== 'string') throw new ExpressionError(`${JSON.stringify(value)} is no text`);
      return value;
    });
  const flag = (value: unknown): boolean => {
    if (typeof value !== 'boolean')
      throw new ExpressionError(`${JSON.stringify(value)} is neither true nor false`);
    return value;
  };
  return {
    parameters: ([name]) => scope.parameter(String(name?.())),
    variables: ([name]) => scope.variable(String(name?.())),
    subscription: () => ({ id: SUBSCRIPTION, tenantId: HOME_TENANT }),
    resourceGroup: () => ({ id: GROUP, location: LOCATION }),
    resourceId: (args) => {
      const [type = '', ...names] = texts(args);
      if (type.split('/').length - 1 !== names.length || names.includes(''))
        throw new ExpressionError(`resourceId of ${type} has ${names.length} names`);
      const id = idOf(GROUP, type, names);
      scope.named?.(id);
      return id;
    },
    subscriptionResourceId: (args) => {
      const [type = '', ...names] = texts(args);
      return idOf(SUBSCRIPTION, type, names);
    },
    reference: ([symbol]) => {
      if (scope.reference === undefined)
        throw new ExpressionError('reference() is only for properties and outputs');
      return scope.reference(String(symbol?.()));
    },
    copyIndex: () => {
      if (scope.index === undefined) throw new ExpressionError('copyIndex() is only for what is copied');
      return scope.index;
    },
    if: ([condition, yes, no]) => (flag(condition?.()) ? yes?.() : no?.()),
    not: ([value]) => !flag(value?.()),
    equals: (args) => {
      const [one, other] = of(args);
      return one === other;
    },
    empty: ([value]) => value?.() === '',
    max: (args) => Math.max(...of(args).map(Number)),
    length: (args) => {
      const [list] = of(args);
      if (!Array.isArray(list)) throw new ExpressionError('length is of lists');
      return list.length;
    },
    string: ([value]) => {
      const it = value?.();
      // As Azure does it: True, False.
      if (typeof it === 'boolean') return it ? 'True' : 'False';
      return typeof it === 'string' ? it : JSON.stringify(it);
    },
    json: (args) => {
      const [value = ''] = texts(args);
      try {
        return JSON.parse(value) as unknown;
      } catch {
        throw new ExpressionError(`"${value}" is no JSON`);
      }
    },
    toLower: (args) => texts(args).join('').toLowerCase(),
    format: (args) => {
      const [pattern = '', ...values] = texts(args);
      return pattern.replaceAll(/\{(\d+)\}/g, (_, at: string) => {
        const value = values[Number(at)];
        if (value === undefined) throw new ExpressionError(`format has no {${at}}`);
        return value;
      });
    },
    concat: (args) => {
      const values = of(args);
      if (values.every((value) => Array.isArray(value))) return values.flat(1);
      return texts(args).join('');
    },
    createArray: (args) => of(args),
    createObject: (args) => {
      const values = of(args);
      return Object.fromEntries(
        Array.from({ length: values.length / 2 }, (_, at) => [String(values[2 * at]), values[2 * at + 1]]),
      );
    },
    uniqueString: (args) => hashOf(of(args), 13),
    guid: (args) => hashOf(of(args), 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  };
}
