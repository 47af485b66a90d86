import { describe, expect, test } from '@jest/globals';
import { evaluate, ExpressionError, expressionIn, parseExpression } from './arm/expression.ts';
import { mutationsOf } from './arm/mutations.ts';
import { deploy, readTemplate, unusedOrUndeclared } from './arm/template.ts';

describe('an expression', () => {
  const functions = {
    sum: (args: readonly (() => unknown)[]) =>
      args.map((arg) => Number(arg())).reduce((one, other) => one + other, 0),
    box: () => ({ a: { b: [7] }, 'it is': 8 }),
    fails: () => {
      throw new ExpressionError('asked for');
    },
    first: (args: readonly (() => unknown)[]) => args[0]?.(),
  };
  const valueOf = (text: string): unknown => evaluate(parseExpression(expressionIn(text) ?? ''), functions);

  test('has texts, numbers, calls and members', () => {
    expect(valueOf("['it''s']")).toBe("it's");
    expect(valueOf('[ sum( 1, -2 , sum(3)) ]')).toBe(2);
    expect(valueOf("[box().a['b'][sum(0)]]")).toBe(7);
    expect(valueOf("[box()['it is']]")).toBe(8);
  });

  test('works out only what is asked for', () => {
    expect(valueOf('[first(1, fails())]')).toBe(1);
  });

  test.each(['[sum(1]', '[sum(1))]', "['a]", '[]', '[sum]', '[sum(1,)]', '[box().]', '[a b]', '[#]'])(
    '%s is none',
    (text) => {
      expect(() => valueOf(text)).toThrow(ExpressionError);
    },
  );

  test.each(['[other()]', '[toString()]', '[box().c]', '[sum(1).a]'])('%s comes to nothing', (text) => {
    expect(() => valueOf(text)).toThrow(ExpressionError);
  });

  test('is not every text in brackets', () => {
    expect(expressionIn('[[sum(1)]')).toBeUndefined();
    expect(expressionIn('[sum(1)] and more')).toBeUndefined();
  });
});

describe('a template', () => {
  const whole = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    parameters: {
      count: { type: 'int', defaultValue: 2, maxValue: 3, metadata: { description: 'how many there are' } },
    },
    variables: { name: 'shelf' },
    resources: {
      shelf: {
        type: 'Contoso.Things/shelves',
        apiVersion: '2020-01-01',
        name: "[variables('name')]",
        properties: {},
      },
      book: {
        type: 'Contoso.Things/shelves/books',
        apiVersion: '2020-01-01',
        name: "[format('{0}/book', variables('name'))]",
        properties: { colour: "[reference('shelf').colour]", count: "[parameters('count')]" },
        dependsOn: ['shelf'],
      },
    },
    outputs: {},
  };
  const runtime = { 'Contoso.Things/shelves': () => ({ colour: 'green' }) };
  const problemsOf = (raw: unknown, given = {}): readonly string[] =>
    deploy(readTemplate(raw), given, runtime, () => false).problems;
  const withBook = (change: object): object => ({
    ...whole,
    resources: { ...whole.resources, book: { ...whole.resources.book, ...change } },
  });

  test('is worked out in the order that its resources need', () => {
    const { resources, problems } = deploy(readTemplate(whole), { count: 3 }, runtime, () => false);
    expect(problems).toEqual([]);
    expect(resources.map(({ id }) => id.split('/providers/')[1])).toEqual([
      'Contoso.Things/shelves/shelf',
      'Contoso.Things/shelves/shelf/books/book',
    ]);
    expect(resources[1]?.body['properties']).toEqual({ colour: 'green', count: 3 });
  });

  test.each([
    ['a value out of range', whole, { count: 4 }, /count is out of range/],
    ['a value of another type', whole, { count: '2' }, /count is not given as int/],
    ['a value for no parameter', whole, { cuont: 2 }, /cuont is given, and no parameter/],
    ['a resource that does not wait for its parent', withBook({ dependsOn: [] }), {}, /without waiting/],
    [
      'a dependency that is not there',
      withBook({ dependsOn: ['shelf', 'wall'] }),
      {},
      /no resource is called wall/,
    ],
    ['a name with too few parts', withBook({ name: 'book' }), {}, /cannot be/],
    ['a parent that is not made', withBook({ name: 'wall/book' }), {}, /which is not made/],
    ['a property that Azure does not add', withBook({ properties: "[reference('shelf').size]" }), {}, /size/],
    ['a reference in a name', withBook({ name: "[reference('shelf').colour]" }), {}, /only for properties/],
    [
      'a circle',
      {
        ...whole,
        resources: { ...whole.resources, shelf: { ...whole.resources.shelf, dependsOn: ['book'] } },
      },
      {},
      /a circle: shelf needs book needs shelf/,
    ],
    [
      'a variable that needs itself',
      { ...whole, variables: { name: "[variables('name')]" } },
      {},
      /needs itself/,
    ],
    [
      'two of the same',
      { ...whole, resources: { ...whole.resources, other: whole.resources.shelf } },
      {},
      /there are two of/,
    ],
  ])('%s is told', (_, raw, given, problem) => {
    expect(problemsOf(raw, given).join('\n')).toMatch(problem);
  });

  test('what nobody uses and what nobody declares is told, also in a branch that is not taken', () => {
    const raw = { ...whole, outputs: { o: { type: 'string', value: "[if(true(), 'a', variables('b'))]" } } };
    expect(unusedOrUndeclared(readTemplate({ ...raw, variables: { name: 'shelf', idle: 1 } }))).toEqual([
      'variables: nobody uses idle',
      'variables: there is no b',
    ]);
  });
});

test('every value of a document is changed and taken away, one at a time, and nothing else', () => {
  const document = { a: [true, 'x'], b: { c: 2 } };
  const before = JSON.stringify(document);
  const mutations = Array.from(
    mutationsOf(document),
    (one) => `${one.path} ${one.what} ${JSON.stringify(one.document)}`,
  );
  expect(mutations).toEqual([
    'a taken away {"b":{"c":2}}',
    'a.0 taken away {"a":["x"],"b":{"c":2}}',
    'a.0 the other {"a":[false,"x"],"b":{"c":2}}',
    'a.1 taken away {"a":[true],"b":{"c":2}}',
    'a.1 longer {"a":[true,"xx"],"b":{"c":2}}',
    'b taken away {"a":[true,"x"]}',
    'b.c taken away {"a":[true,"x"],"b":{}}',
    'b.c much less {"a":[true,"x"],"b":{"c":0}}',
    'b.c much more {"a":[true,"x"],"b":{"c":3001}}',
  ]);
  expect(JSON.stringify(document)).toBe(before);
});
