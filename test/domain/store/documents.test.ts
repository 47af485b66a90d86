import { expect, test } from '@jest/globals';
import { KINDS, newDocument, parseDocument, SCHEMA } from '../../../domain/store/documents.ts';
import { ofKind } from '../../../domain/store/ports.ts';

const customer = newDocument('customer', 't', 'customer:x', {
  name: 'Synthetic GmbH',
  searchName: 'synthetic-gmbh',
  division: undefined,
});

test('a new document has its head, nothing undefined, and is one that is read back', () => {
  expect(customer).toStrictEqual({
    id: 'customer:x',
    tenantId: 't',
    kind: 'customer',
    schema: SCHEMA,
    name: 'Synthetic GmbH',
    searchName: 'synthetic-gmbh',
  });
  expect(parseDocument(JSON.parse(JSON.stringify(customer)))).toEqual(customer);
});

test('what was read is of the kind that it was asked for, or nothing is concluded from it', () => {
  const stored = { doc: customer, etag: 'e' };
  expect(ofKind('customer', stored)).toBe(stored);
  expect(ofKind('voucher', undefined)).toBeUndefined();
  expect(() => ofKind('voucher', stored)).toThrow('customer:x is a customer, not a voucher');
});

test('the kinds are known in the order of an export', () => {
  expect(KINDS.join(' ')).toBe(
    'company person customer voucher claim event tally outbox dialog processed notice shown lease sweep collected hint channel quarantine mail mailbox sheet sheetTable sheetWords file bulk allowedTenant',
  );
});
