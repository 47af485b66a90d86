import { expect, test } from '@jest/globals';
import { formerCode, formerId } from '../../../domain/people/former.ts';

test('a pseudonym has eight digits, by which cards tell people apart who left', () => {
  expect(formerId('1a2b3c4d')).toBe('former-1a2b3c4d');
  expect(formerCode('former-1a2b3c4d')).toBe('1a2b3c4d');
});

test.each(['', '1a2b3c4', '1a2b3c4d5', '1A2B3C4D', 'xyzw1234'])('%j makes no pseudonym', (code) => {
  expect(() => formerId(code)).toThrow('eight hexadecimal digits');
  expect(formerCode(`former-${code}`)).toBeUndefined();
});

test('an object id is none', () => {
  expect(formerCode('b7d95f18-64c2-4a0b-8f3e-51c7a2e9d402')).toBeUndefined();
});
