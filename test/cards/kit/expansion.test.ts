import { describe, expect, test } from '@jest/globals';
import { Template } from 'adaptivecards-templating';
import type { Element, Json } from '../../../cards/kit/elements.ts';
import { Expansion } from '../../../cards/kit/expansion.ts';
import { Random } from '../../domain/given.ts';

/** With the order of the properties, and without what JSON does not say. */
const jsonOf = (whole: Element, data: object): string => JSON.stringify(Expansion.of(whole).filled(data));
const plainOf = (whole: Element, data: object): string =>
  JSON.stringify(new Template(whole).expand({ $root: data }));

const DATA = {
  yes: true,
  no: false,
  none: null,
  zero: 0,
  number: 7,
  text: 'synthetic ${text}',
  empty: '',
  list: [{ type: 'TextRun', text: '${number}' }, 'one', null],
  nothing: [],
  of: { text: 'of', yes: true, deep: { number: 3, none: null }, list: ['a', 'b'] },
  rows: [
    { name: 'first', isShown: true },
    { name: 'second', isShown: false },
    { name: 'third', isShown: true },
  ],
};

const WHOLE: Readonly<Record<string, Json>> = {
  'a text': '${text}',
  'a number': '${number}',
  zero: '${zero}',
  'a yes or no': '${no}',
  null: '${none}',
  'an empty text': '${empty}',
  'a list': '${list}',
  'what is in an object': '${of.deep.number}',
  'null in an object': '${of.deep.none}',
  'a name that there is not': '${nobody}',
  'what is in nothing': '${nobody.text}',
  'what is in null': '${none.text}',
  'what is in a text': '${text.length}',
  'what is in a list': '${of.list.length}',
  'what every object has': '${of.constructor}',
  'two texts': '${of.text}: ${number}',
  'a text with something before it': 'so ${number}',
  'something computed': '${count(list) + number}',
  'a place in a list': '${of.list[1]}',
  'the root': '${$root.number}',
  yes: '${true}',
  'a list in a list': ['a', ['b', '${of.list}', [], '${nothing}'], null, '${none}'],
  'lists in a list that is always the same': ['a', ['b', ['c', null]]],
  'what is there': { $when: '${yes}', text: '${text}' },
  'what is not there': { $when: '${no}', text: '${text}' },
  'what is there, in a list': [
    1,
    { $when: '${number > 3}', all: ['${number}', { $when: '${yes}', a: 1 }] },
    2,
  ],
  'what is not there, in a list': [1, { $when: '${number > 7}', text: '${text}' }, 2],
  'what is there by a name alone': [
    { $when: '${yes}', a: 1 },
    { $when: '${of.yes}', a: '${number}' },
    { $when: '${yes}', a: { $when: '${of.yes}', a: '${count(list)}' } },
  ],
  'what is not there by a name alone': [
    { $when: '${no}', a: 1 },
    { $when: '${none}', a: 2 },
    { $when: '${of.text}', a: 3 },
    { $when: '${of.list}', a: 4 },
    { $when: '${number}', a: 5 },
    { $when: '${nobody.yes}', a: 6 },
    { $when: '${no}', a: '${substring(nobody, 5, 9)}' },
  ],
  'a condition that is no yes or no': [
    { $when: '${text}', a: 1 },
    { $when: '${nobody}', a: 2 },
  ],
  'a condition that is fixed': [
    { $when: true, a: 1 },
    { $when: 'yes', a: 2 },
    { $when: false, a: '${number}' },
  ],
  'what must not be computed': [{ $when: '${nobody != null}', bad: '${substring(nobody, 5, 9)}' }],
  'one in the other': [{ $when: '${yes}', in: { $when: '${no}', text: '${text}' }, after: '${number}' }],
  'what is repeated': [{ $data: '${rows}', $when: '${isShown}', text: '${$index} ${name}', same: { a: 1 } }],
  'what is repeated once': { $data: '${of.deep}', text: '${number} ${$root.number}' },
  'what is repeated in what is there': [{ $when: '${yes}', all: [{ $data: '${rows}', text: '${name}' }] }],
  'what is repeated never': [{ $data: '${nothing}', text: '${name}' }],
};

describe('an expansion', () => {
  test.each(Object.entries(WHOLE))('gives the same as the plain one: %s', (_, part) => {
    for (const whole of [
      { is: part, after: '${number}' },
      { all: [0, part, { inner: part }], same: 1 },
    ]) {
      expect(jsonOf(whole, DATA)).toBe(plainOf(whole, DATA));
    }
  });

  test('refuses what the plain one refuses', () => {
    const whole = { bad: '${substring(nobody, 5, 9)}' };
    expect(() => plainOf(whole, DATA)).toThrow();
    expect(() => jsonOf(whole, DATA)).toThrow();
  });

  test('gives the same as the plain one, however parts are put together', () => {
    const random = new Random(20260417);
    const parts = Object.values(WHOLE).filter((part) => !JSON.stringify(part).includes('substring'));
    const any = (depth: number): Json => {
      if (depth === 0 || random.below(3) === 0) return random.pick([...parts, 'same', 1, null, true]);
      const all = Array.from({ length: random.below(4) }, () => any(depth - 1));
      if (random.below(2) === 0) return all;
      const when = random.pick([{}, {}, { $when: '${yes}' }, { $when: '${count(nothing) > 0}' }]);
      return { ...when, ...Object.fromEntries(all.map((one, nth) => [`p${nth}`, one])) };
    };
    for (let run = 0; run < 100; run += 1) {
      const whole = { body: [any(4)], of: any(3) };
      expect([whole, jsonOf(whole, DATA)]).toEqual([whole, plainOf(whole, DATA)]);
    }
  });

  test('shares what is the same, and nobody can change it', () => {
    const expansion = Expansion.of({ body: [{ same: { text: 'for everybody' } }, '${text}'] });
    const [[first, text], [second]] = [{ text: 'one' }, { text: 'two' }].map(
      (data) => (expansion.filled(data) as { body: { same: { text: string } }[] }).body,
    ) as [[{ same: { text: string } }, string], [object]];
    expect(text).toBe('one');
    expect(second).toBe(first);
    expect(() => {
      first.same.text = 'for one';
    }).toThrow(TypeError);
  });
});
