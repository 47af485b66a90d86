import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { marked, markedTexts, tableOf } from './marks.ts';

/** What was reached on texts that were written by people who had not seen the reader; it does not fall. */
test.each([
  ['strangers', { number: 0.9, right: 0.82, shown: 0.75, wrong: 0.01, several: 0.84, taken: 0.02 }],
  ['development', { number: 0.9, right: 0.83, shown: 0.79, wrong: 0.01, several: 0.87, taken: 0.02 }],
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
