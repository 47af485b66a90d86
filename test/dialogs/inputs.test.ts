import { describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { choiceValue } from '../../cards/kit/elements.ts';
import {
  choice,
  choices,
  dayInput,
  emailInput,
  idInput,
  idsInput,
  nameInput,
  numberInput,
  readInputs,
  toggle,
  typed,
} from '../../dialogs/inputs.ts';

/** Whatever somebody sends is read in no time: far less than this, on any machine. */
jest.setTimeout(30_000);

/** What an input gives, or that it is refused. */
function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : 'refused';
}

describe.each([
  ['a name', nameInput, 200],
  ['a number', numberInput, 64],
] as const)('%s', (_, schema, max) => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['   \n\t ', undefined],
    ['\u200B\u2060\uFEFF', undefined],
    ['Contoso', 'Contoso'],
    ['  Contoso \n Sp.  z o.o. ', 'Contoso Sp. z o.o.'],
    ['\u202EContoso\u0000\u0007', 'Contoso'],
    ['<at>Anna</at>', 'Anna'],
    ['${1+1} **x**', '${1+1} **x**'],
    ['Żółć Ёжик 漢字 😀', 'Żółć Ёжик 漢字 😀'],
  ])('%j is read as %j', (value, text) => {
    expect(read(schema, value)).toBe(text);
  });

  test.each([1, true, null, [], {}])('%j is none', (value) => {
    expect(read(schema, value)).toBe('refused');
  });

  test('is as long as it may be, counted in characters', () => {
    expect(read(schema, 'a'.repeat(max))).toBe('a'.repeat(max));
    expect(read(schema, '😀'.repeat(max))).toBe('😀'.repeat(max));
    expect(read(schema, 'a'.repeat(max + 1))).toBe('refused');
    expect(read(schema, `  ${'a'.repeat(max)}  `)).toBe('a'.repeat(max));
    expect(read(schema, 'a'.repeat(1_000_000))).toBe('refused');
  });
});

describe('a day', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['2020-06-15', '2020-06-15'],
    ['2020-02-29', '2020-02-29'],
  ])('%j is read as %j', (value, day) => {
    expect(read(dayInput, value)).toBe(day);
  });

  test.each([
    '2020-02-30',
    '2019-02-29',
    '15.06.2020',
    '2020-6-5',
    '2020-06-15T00:00',
    ' ',
    'today',
    20200615,
    null,
    true,
  ])('%j is none', (value) => {
    expect(read(dayInput, value)).toBe('refused');
  });
});

describe('an address', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['  ', undefined],
    [' Anna.Synthetic@Contoso.Example ', 'anna.synthetic@contoso.example'],
    ['a+b@x.example', 'a+b@x.example'],
  ])('%j is read as %j', (value, address) => {
    expect(read(emailInput, value)).toBe(address);
  });

  test.each([
    'anna',
    'anna@',
    '@contoso.example',
    'a b@contoso.example',
    'a@b@c.example',
    'mailto:a@b.example',
    `${'a'.repeat(250)}@b.example`,
    1,
  ])('%j is none', (value) => {
    expect(read(emailInput, value)).toBe('refused');
  });
});

describe('a choice', () => {
  const one = choice(['a', 'b']);
  const many = choices(['a', 'b', 'c']);

  test.each([
    [undefined, undefined],
    ['', undefined],
    ['a', 'a'],
    ['c', 'refused'],
    ['a,b', 'refused'],
    ['A', 'refused'],
    [null, 'refused'],
    ['constructor', 'refused'],
  ])('of one: %j is %j', (value, chosen) => {
    expect(read(one, value)).toBe(chosen);
  });

  test.each([
    [undefined, []],
    ['', []],
    [',', []],
    ['b', ['b']],
    ['a,c', ['a', 'c']],
    ['a,d', 'refused'],
    ['a, b', 'refused'],
    [['a'], 'refused'],
    ['a,'.repeat(2001), 'refused'],
  ])('of several: %j is %j', (value, chosen) => {
    expect(read(many, value)).toEqual(chosen);
  });

  test('that comes twice is one', () => {
    expect(read(many, 'a,a,b')).toEqual(['a', 'b']);
  });
});

test.each([
  [undefined, false],
  ['', false],
  ['false', false],
  [false, false],
  ['true', true],
  [true, true],
  ['TRUE', 'refused'],
  ['1', 'refused'],
  [1, 'refused'],
])('a tick: %j is %j', (value, ticked) => {
  expect(read(toggle, value)).toBe(ticked);
});

describe('ids', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['SYN-PL', 'SYN-PL'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), 'refused'],
    [1, 'refused'],
  ])('one: %j is %j', (value, id) => {
    expect(read(idInput, value)).toBe(id);
  });

  test.each([
    [undefined, []],
    ['', []],
    ['a', ['a']],
    ['a,,b,a', ['a', 'b']],
    ['x'.repeat(10_001), 'refused'],
  ])('several: %j are %j', (value, ids) => {
    expect(read(idsInput, value)).toEqual(ids);
  });

  test('come back as the choices had them', () => {
    const ids = ['SYN-1', 'a,b', '100%', '%2C', ',', 'Ж,漢', '%'];
    expect(read(idsInput, ids.map(choiceValue).join(','))).toEqual(ids);
    expect(read(idsInput, '%')).toBe('refused');
  });

  test('of twenty vouchers with the longest numbers fit', () => {
    const numbers = Array.from({ length: 20 }, (_, nth) => `${nth}-`.padEnd(64, 'Ж'));
    expect(read(idsInput, numbers.join(','))).toEqual(numbers);
  });
});

describe('the inputs of a card', () => {
  const schema = z.strictObject({ customer: nameInput, on: dayInput, stage: choice(['assigned']) });
  const refused = (field: string, problem: string) => ({ refused: { why: 'input', field, problem } });

  test('are read', () => {
    expect(readInputs(schema, { customer: ' Contoso ', on: '2020-06-15', stage: '' })).toEqual({
      customer: 'Contoso',
      on: '2020-06-15',
      stage: undefined,
    });
    expect(readInputs(schema, {})).toEqual({ customer: undefined, on: undefined, stage: undefined });
  });

  test.each([
    [{ on: 'tomorrow' }, refused('on', 'malformed')],
    [{ customer: 'x'.repeat(201) }, refused('customer', 'tooLong')],
    [{ customer: 7 }, refused('customer', 'malformed')],
    [{ stage: 'paid' }, refused('stage', 'malformed')],
    [{ other: 'x' }, refused('other', 'malformed')],
  ])('%j is refused, by the name of what is wrong', (inputs, refusal) => {
    expect(readInputs(schema, inputs)).toEqual(refusal);
  });
});

describe('what was typed', () => {
  test('is shown again as text', () => {
    expect(typed({ a: 'x', b: true, c: false, d: '', e: 5 })).toEqual({
      a: 'x',
      b: 'true',
      c: 'false',
      d: '',
      e: '5',
    });
  });

  test('is dropped when it is none', () => {
    expect(typed({ b: null, c: ['x'], d: { e: 'x' }, f: undefined })).toEqual({});
  });

  const bytes = (texts: Readonly<Record<string, string>>): number =>
    Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)), 0);

  test('is kept whole as far as people type', () => {
    const inputs = {
      reason: 'Ж'.repeat(200),
      customer: '漢'.repeat(200),
      deliverable: 'x'.repeat(500),
      on: '2020-06-15',
    };
    expect(typed(inputs)).toEqual(inputs);
  });

  test.each(['x', 'Ж', '漢', '😀', '"', '\n', '\uD800'])(
    'is cut so that a card can hold it: %j',
    (letter) => {
      const inputs = { short: 'Contoso', long: letter.repeat(50_000), other: letter.repeat(50_000) };
      const kept = typed(inputs);
      expect(kept['short']).toBe('Contoso');
      expect(bytes(kept)).toBeLessThanOrEqual(6100);
      for (const [name, text] of Object.entries(kept))
        expect(inputs[name as 'short'].startsWith(text)).toBe(true);
    },
  );
});
