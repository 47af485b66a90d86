import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { marked, markedTexts, tableOf } from './marks.ts';

/** What was reached on texts that were written by people who had not seen the reader; it does not fall. */
test.each([
  ['strangers', { number: 0.94, right: 0.9, shown: 0.81, wrong: 0.006, several: 0.93, taken: 0.02 }],
  ['strangers-2', { number: 0.94, right: 0.93, shown: 0.86, wrong: 0.005, several: 0.93, taken: 0.02 }],
  ['strangers-3', { number: 0.91, right: 0.87, shown: 0.77, wrong: 0.006, several: 0.93, taken: 0.02 }],
  ['strangers-4', { number: 0.89, right: 0.83, shown: 0.69, wrong: 0.01, several: 0.84, taken: 0.02 }],
  ['development', { number: 0.94, right: 0.91, shown: 0.81, wrong: 0.006, several: 0.93, taken: 0.02 }],
])('the mails of %s are read', (folder, least) => {
  const table = tableOf(markedTexts(join(import.meta.dirname, folder)).map(marked));
  expect(table.one).toBeGreaterThan(100);
  expect(table.others).toBeGreaterThan(70);
  expect(table.numberRead / table.one).toBeGreaterThanOrEqual(least.number);
  expect(table.right / table.facts).toBeGreaterThanOrEqual(least.right);
  expect(table.shown / table.facts).toBeGreaterThanOrEqual(least.shown);
  expect(table.wrong / table.facts).toBeLessThanOrEqual(least.wrong);
  expect(table.allFound / table.several).toBeGreaterThanOrEqual(least.several);
  expect(table.taken / table.others).toBeLessThanOrEqual(least.taken);
});
