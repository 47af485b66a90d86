import * as fc from 'fast-check';
import type { InboundActivity } from '../../bot/local/activities.ts';
import type { LocalPerson } from '../../bot/local/people.ts';
import { VERBS } from '../../cards/verbs.ts';
import { HOSTILE } from '../cards/hostile.ts';

/** A place in an activity: the nth within what a button and its inputs hold, within all that it asks for, or within all. */
interface Place {
  readonly within: 'data' | 'value' | 'all';
  readonly nth: number;
}

/** One change of an activity that Teams would not have made. */
export type Mutation =
  | { readonly kind: 'set'; readonly at: Place; readonly value: unknown }
  | { readonly kind: 'drop'; readonly at: Place }
  | { readonly kind: 'add'; readonly at: Place; readonly name: string; readonly value: unknown }
  | { readonly kind: 'nest'; readonly at: Place; readonly times: number; readonly into: 'list' | 'object' }
  | { readonly kind: 'repeat'; readonly at: Place; readonly times: number }
  /** What another activity has under the same name. */
  | { readonly kind: 'swap'; readonly at: Place; readonly with: number }
  | { readonly kind: 'verb'; readonly nth: number }
  | { readonly kind: 'version'; readonly by: number }
  /** Somebody else sends it; `chat`: from their own chat, else from that of the first. */
  | { readonly kind: 'person'; readonly nth: number; readonly chat: boolean };

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
];
const TEXTS = [
  ...HOSTILE,
  ...NAMES,
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\u200b\u200d\ufeff\u2060',
  '\u202eabc\u2066def',
  'e\u0301'.repeat(40),
  '\u{1f469}\u200d'.repeat(30),
  '０１２３',
  '١٢٣',
  '-0',
  '1e400',
  '99999999999999999999',
  '0x10',
  '1,5',
  '2026-02-30',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '+275760-09-13',
  '+999999-12-31',
  '2027-01-18T25:61:00Z',
  '12:00',
  '../../etc/passwd',
  'javascript:0',
  'http://127.0.0.1:1/',
  'a,b,c',
  ','.repeat(200),
];
const LENGTHS = [256, 257, 1_024, 1_025, 8_192, 70_000];
const OTHERS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e21,
  -1e308,
  2 ** 53,
  Number.MIN_VALUE,
  [],
  {},
  [[]],
  [null],
  { $ref: '#' },
  { toString: 'x', valueOf: 'x' },
];

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...OTHERS) },
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom(...LENGTHS).map((length) => 'x'.repeat(length)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 }));
const at: fc.Arbitrary<Place> = fc.record({
  within: fc.constantFrom('data', 'data', 'value', 'all'),
  nth: fc.nat(2_000),
});
const nth = fc.nat(10_000);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('set'), at, value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop'), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add'), at, name, value }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('nest'),
      at,
      times: fc.integer({ min: 1, max: 70 }),
      into: fc.constantFrom('list', 'object'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('repeat'), at, times: fc.constantFrom(2, 12, 120, 1_200) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('swap'), at, with: nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('verb'), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('version'), by: fc.integer({ min: -2, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('person'), nth, chat: fc.boolean() }) },
) as fc.Arbitrary<Mutation>;

type Parent = Record<string, unknown>;

/** What holds a part of an activity, and under which name. */
interface Slot {
  readonly parent: Parent;
  readonly name: string;
}

/** The clock of local mode, which nobody else sends, and what makes the answer come back. */
const LEFT_ALONE = new Set(['local', 'serviceUrl']);

function slotsOf(part: unknown): Slot[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) =>
    LEFT_ALONE.has(key) ? [] : [{ parent: part as Parent, name: key }, ...slotsOf(inner)],
  );
}

/** By defining it, so that `__proto__` is a name as any other. */
function put({ parent, name: key }: Slot, what: unknown): void {
  if (Array.isArray(parent) && !/^\d+$/.test(key)) return;
  Object.defineProperty(parent, key, {
    value: structuredClone(what),
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

interface Around {
  /** All that stands under a name in what was recorded. */
  readonly valuesOf: ReadonlyMap<string, readonly unknown[]>;
  readonly people: readonly LocalPerson[];
  readonly chatOf: (person: LocalPerson) => string;
}

type Placed = Extract<Mutation, { readonly at: Place }>;
type Unplaced = Exclude<Mutation, Placed>;

/** The activity with all of these done to it, one after another. */
export function mutated(
  activity: InboundActivity,
  mutations: readonly Mutation[],
  around: Around,
): InboundActivity {
  const whole = structuredClone(activity) as unknown as Parent;
  for (const one of mutations) {
    if ('at' in one) mutateAt(whole, one, around.valuesOf);
    else mutate(whole, one, around);
  }
  return whole as unknown as InboundActivity;
}

function mutate(whole: Parent, one: Unplaced, { people, chatOf }: Around): void {
  switch (one.kind) {
    case 'person': {
      const person = people[one.nth % people.length];
      if (person === undefined) return;
      whole['from'] = { id: person.id, name: person.name, aadObjectId: person.aadObjectId };
      if (!one.chat) return;
      const { tenantId } = person;
      whole['conversation'] = { id: chatOf(person), tenantId, conversationType: 'personal' };
      whole['channelData'] = { ...(whole['channelData'] as object | undefined), tenant: { id: tenantId } };
      return;
    }
    case 'verb': {
      const verb = VERBS[one.nth % VERBS.length];
      for (const slot of slotsOf(whole['value'])) if (slot.name === 'verb') put(slot, verb);
      return;
    }
    case 'version':
      for (const slot of slotsOf(whole['value'])) {
        const version = slot.parent[slot.name];
        if (slot.name === 'version' && typeof version === 'number') put(slot, version + one.by);
      }
      return;
    default:
      one satisfies never;
  }
}

/** All values by their names, each once. */
export function valuesByName(recorded: readonly InboundActivity[]): Around['valuesOf'] {
  const found = new Map<string, Map<string, unknown>>();
  for (const activity of recorded) {
    for (const { parent, name: key } of slotsOf(activity)) {
      const values = found.get(key) ?? new Map<string, unknown>();
      found.set(key, values.set(JSON.stringify(parent[key]), parent[key]));
    }
  }
  return new Map([...found].map(([key, values]) => [key, [...values.values()]]));
}

/** Where a place may be; where there is no such part, in all of it. */
function slotsWithin(whole: Parent, within: Place['within']): readonly Slot[] {
  const { value: asked } = whole as { value?: { action?: { data?: unknown }; data?: unknown } | null };
  const data = slotsOf(asked?.action?.data ?? asked?.data ?? asked);
  if (within === 'data' && data.length > 0) return data;
  const all = slotsOf(asked);
  return within !== 'all' && all.length > 0 ? all : slotsOf(whole);
}

function mutateAt(whole: Parent, one: Placed, valuesOf: Around['valuesOf']): void {
  const slots = slotsWithin(whole, one.at.within);
  const slot = slots[one.at.nth % slots.length];
  if (slot === undefined) return;
  const old = slot.parent[slot.name];
  switch (one.kind) {
    case 'set':
      return put(slot, one.value);
    case 'drop':
      delete slot.parent[slot.name];
      return;
    case 'add':
      return put(
        { parent: typeof old === 'object' && old !== null ? (old as Parent) : slot.parent, name: one.name },
        one.value,
      );
    case 'nest': {
      let nested = old;
      for (let times = 0; times < one.times; times += 1)
        nested = one.into === 'list' ? [nested] : { x: nested };
      return put(slot, nested);
    }
    case 'repeat':
      return put(
        slot,
        typeof old === 'string'
          ? old.slice(0, 100).repeat(one.times)
          : Array.from({ length: Math.min(one.times, 120) }, () => old),
      );
    case 'swap': {
      const values = valuesOf.get(slot.name) ?? [];
      if (values.length > 0) put(slot, values[one.with % values.length]);
      return;
    }
    default:
      one satisfies never;
  }
}
