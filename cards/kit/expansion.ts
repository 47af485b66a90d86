import { Template } from 'adaptivecards-templating';
import { lazily } from '../../domain/lazily.ts';
import type { Element, Json } from './elements.ts';

/** What stands in a place of a card each time that it is filled. */
type Part =
  /** The same every time. */
  | { readonly is: 'same'; readonly json: Json }
  /** A value of the data; the names lead to it, and where there is none `binding` decides. */
  | { readonly is: 'value'; readonly names: readonly string[]; readonly binding: () => Template }
  /** What the template makes of its binding. */
  | { readonly is: 'bound'; readonly name: string }
  | { readonly is: 'list'; readonly parts: readonly Part[] }
  | {
      readonly is: 'object';
      /** It is there only when the value that the names lead to is true, or when what has this name in the template is. */
      readonly when: readonly string[] | string | undefined;
      /** All properties in their order; what changes has no value yet. */
      readonly base: Element;
      readonly changing: readonly (readonly [name: string, Part])[];
    };

type Value = Json | undefined;
/** What the template is made of: bindings by the names that they were given, those of a conditional object in an object. */
type Bindings = Record<string, Json>;
type Bound = Readonly<Record<string, Value>>;

/**
 * A card's template, ready to be filled as adaptivecards-templating does it and, where anything is computed, by it: only
 * what a turn binds is a template (none when nothing is computed), and what it gives is put between parts that are always
 * the same. Those are made once, shared by everybody who sees the card, and frozen: a change for one person would be
 * shown to others. A binding that only names a value is looked up; where there is none, and for what is repeated
 * (`$data`), the template decides, as it does in all else.
 *
 * Why: expressions are most of an expansion's time, and their parsing most of a first card's. Over the gallery a fill takes
 * 0.20 of the plain expansion's time, and making ready what fills a card 0.36 of its template's
 * (`npm run bench -- --case cards`). `test/cards/lint.test.ts` compares every card with the plain expansion.
 */
export class Expansion {
  readonly #whole: Part;
  readonly #template: Template | undefined;

  private constructor(whole: Part, bindings: Bindings) {
    this.#whole = whole;
    this.#template = Object.keys(bindings).length === 0 ? undefined : new Template(bindings);
  }

  static of(template: Element): Expansion {
    const bindings: Bindings = {};
    return new Expansion(partOf(template, bindings), bindings);
  }

  /** The card with this data; bound values stand in it as they are, not copied. */
  filled(data: object): Json {
    const bound = (this.#template?.expand({ $root: data }) ?? {}) as Bound;
    return placed(this.#whole, bound, data) as Json;
  }
}

/** A binding that names a value and computes nothing. */
const NAMED = /^\$\{([a-z]\w*(?:\.[a-z]\w*)*)\}$/i;

function namesOf(node: Value): readonly string[] | undefined {
  return typeof node === 'string' ? NAMED.exec(node)?.[1]?.split('.') : undefined;
}

/** What a place is made of; what is bound in it gets a name in `bindings`. */
function partOf(node: Json, bindings: Bindings): Part {
  if (!isBound(node)) return { is: 'same', json: frozen(new Template(node).expand({}) as Json) };
  const names = namesOf(node);
  if (names !== undefined) return { is: 'value', names, binding: lazily(() => new Template(node)) };
  if (Array.isArray(node)) {
    return { is: 'list', parts: node.map((one) => partOf(one as Json, bindings)) };
  }
  if (typeof node === 'object' && node !== null) {
    const { $when, ...rest } = node as Element;
    if (!Object.keys(rest).some(isReserved)) return objectOf($when, rest, bindings);
  }
  return { is: 'bound', name: addTo(bindings, node) };
}

function objectOf($when: Value, properties: Element, outer: Bindings): Part {
  // What is bound in an object that is not there must not be computed.
  const bindings: Bindings = $when === undefined ? outer : {};
  const base: Record<string, Json> = {};
  const changing: (readonly [string, Part])[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const part = partOf(value, bindings);
    base[name] = part.is === 'same' ? part.json : null;
    if (part.is !== 'same') changing.push([name, part]);
  }
  const names = Object.keys(bindings).length === 0 ? namesOf($when) : undefined;
  const when = $when === undefined ? undefined : (names ?? addTo(outer, { $when, ...bindings }));
  return { is: 'object', when, base, changing };
}

function addTo(bindings: Bindings, binding: Json): string {
  const name = `b${Object.keys(bindings).length}`;
  bindings[name] = binding;
  return name;
}

/** `$when`, `$data` and what else means something to the template. */
function isReserved(name: string): boolean {
  return name.startsWith('$');
}

function isBound(node: Json): boolean {
  if (typeof node === 'string') return node.includes('${');
  if (typeof node !== 'object' || node === null) return false;
  return Object.entries(node).some(([name, inner]) => isReserved(name) || isBound(inner));
}

function frozen(json: Json): Json {
  if (typeof json !== 'object' || json === null) return json;
  for (const inner of Object.values(json)) frozen(inner);
  return Object.freeze(json);
}

/** `null` where nothing is: in a list it leaves no gap; a list in a list is a part of it. */
function placed(part: Part, bound: Bound, data: object): Value {
  switch (part.is) {
    case 'same':
      return part.json;
    case 'value': {
      const value = valueAt(data, part.names);
      return value === undefined ? (part.binding().expand({ $root: data }) as Value) : value;
    }
    case 'bound':
      return bound[part.name];
    case 'list': {
      const all: Value[] = [];
      for (const one of part.parts) {
        const value = placed(one, bound, data);
        if (Array.isArray(value)) all.push(...(value as readonly Json[]));
        else if (value !== null) all.push(value);
      }
      return all as readonly Json[];
    }
    case 'object': {
      const own = boundIn(part.when, bound, data);
      if (own === null) return null;
      const made: Record<string, Value> = { ...part.base };
      for (const [name, inner] of part.changing) {
        const value = placed(inner, own, data);
        if (value === undefined) delete made[name];
        else made[name] = value;
      }
      return made as Element;
    }
    default:
      return part satisfies never;
  }
}

/** What is bound in a part, and `null` when it is not there. */
function boundIn(when: readonly string[] | string | undefined, bound: Bound, data: object): Bound | null {
  if (when === undefined) return bound;
  if (typeof when === 'string') return bound[when] as Bound | null;
  return valueAt(data, when) === true ? {} : null;
}

function valueAt(data: object, names: readonly string[]): Value {
  let value: unknown = data;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return value as Value;
}
