import { expect, test } from '@jest/globals';
import { readAmount } from '../../../dialogs/claim/amount.ts';

test.each([
  '1500',
  '1500.5',
  '1500,00',
  '12,500.00',
  '12.500,00',
  '12 500,00',
  '12\u00a0500,00',
  '12\u202f500',
  "12'500.00",
  '12’500.00',
  '1.234.567',
])('%s is an amount', (typed) => {
  expect(readAmount(typed)).toHaveProperty('amount');
});

test.each([
  ['€12,500.00', 'EUR'],
  ['12 500,00 zł', 'PLN'],
  ['12 500 ₽', 'RUB'],
  ['USD 12,500.00', 'USD'],
  ['1500 eur', 'EUR'],
])('%s says its currency', (typed, currency) => {
  expect(readAmount(typed)).toMatchObject({ currency });
});

test('a sign of several currencies is none of them', () => {
  expect(readAmount('$12,500.00')).toEqual({ amount: '12,500.00', sign: '$' });
});

test.each([
  '12,500',
  '12.500',
  '',
  'much',
  '1,2,3',
  '12,50.00',
  '€ 5 zł',
  '1.234,567.00',
  '1e5',
  '5-6',
  '- 5 -',
])('%s is none, or could be two', (typed) => {
  expect(readAmount(typed)).toBe('notAmount');
});

test.each([
  '0',
  '0.00',
  '0,0',
  '€0',
  '0 zł',
  '000',
  '-5',
  '−12,500.00',
  '–5',
  '-5 €',
  '€ -5',
  '(5.00)',
  '5-',
  '-0',
])('%s is no amount that is paid', (typed) => {
  expect(readAmount(typed)).toBe('notPositive');
});
