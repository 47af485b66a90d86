import { describe, expect, test } from '@jest/globals';
import { parseDocument, SCHEMA } from '../../../domain/store/documents.ts';
import { readerOf, type Upgrade } from '../../../domain/store/schema.ts';

const customer = {
  id: 'customer:contoso',
  tenantId: 'tenant',
  kind: 'customer',
  schema: 1,
  name: 'Contoso (synthetic)',
  searchName: 'contoso-synthetic',
};

describe('a reader of documents', () => {
  const asRead = (raw: unknown): unknown => raw;
  const steps: Upgrade[] = [
    ({ name, ...rest }) => ({ ...rest, title: name }),
    (doc) => ({ ...doc, title: String(doc['title']).toUpperCase(), steps: [doc['schema']] }),
  ];
  const read = readerOf(3, steps, asRead);

  test.each([
    [
      { schema: 1, name: 'a', kept: 1 },
      { schema: 3, title: 'A', kept: 1, steps: [2] },
    ],
    [
      { schema: 2, title: 'b' },
      { schema: 3, title: 'B', steps: [2] },
    ],
  ])('takes the steps from the schema of %j on', (raw, upgraded) => {
    const before = structuredClone(raw);
    expect(read(raw)).toEqual(upgraded);
    expect(raw).toEqual(before);
  });

  test('hands one of its own schema to its parser as it is', () => {
    const raw = { schema: 3, title: 'c' };
    expect(read(raw)).toBe(raw);
  });

  test('refuses a later one by its number, and says what would read it', () => {
    expect(() => read({ schema: 4 })).toThrow(
      'it is of schema 4, and this version of the bot reads up to schema 3: start the version that wrote it',
    );
  });

  test.each([undefined, null, 'text', {}, { schema: 0 }, { schema: -1 }, { schema: 1.5 }, { schema: '2' }])(
    'leaves it to the parser to refuse %j',
    (raw) => {
      expect(read(raw)).toBe(raw);
    },
  );

  test('needs a step for every earlier schema', () => {
    expect(() => readerOf(2, [], asRead)).toThrow('schema 2 needs 1 upgrades, there are 0');
  });
});

describe('documents of today', () => {
  test('are read, and what is none of ours is named by its field', () => {
    expect(parseDocument(customer)).toEqual(customer);
    expect(() => parseDocument({ ...customer, name: 7 })).toThrow(/"name"/);
    for (const schema of [0, '1', undefined])
      expect(() => parseDocument({ ...customer, schema })).toThrow(/"schema"/);
  });

  test('of a later schema are refused by it', () => {
    expect(() => parseDocument({ ...customer, schema: SCHEMA + 1 })).toThrow(
      `it is of schema ${SCHEMA + 1}, and this version of the bot reads up to schema ${SCHEMA}`,
    );
  });
});
