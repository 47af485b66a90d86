import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

/** Every statement of the two articles that a user can act on: R of 2019, P of 2020. */
const OBLIGATIONS = [
  'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10', 'R11',
  'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20', 'R21', 'R22', 'R23', 'R24', 'R25',
  'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10',
  'P11', 'P12', 'P13', 'P14', 'P15', 'P16', 'P17', 'P18', 'P19', 'P20', 'P21', 'P22', 'P23',
]; // prettier-ignore

/** A test that runs, and the beginning of its title: a skipped one does not count. */
const TITLE = /^\s*(?:test|it)(?:\.each\([^)]*\))?\(\s*['"`]([^'"`]*)/gm;

test('every obligation is in the title of a test that shows it in the conversation', async () => {
  const folder = new URL('.', import.meta.url);
  const files = (await readdir(folder)).filter(
    (name) => name.endsWith('.test.ts') && !name.startsWith('every-obligation'),
  );
  const sources = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const titles = sources.flatMap((source) => Array.from(source.matchAll(TITLE), ([, title]) => title ?? ''));
  const named = new Set(titles.flatMap((title) => title.match(/\b[RP]\d+\b/g) ?? []));
  expect(OBLIGATIONS.filter((id) => !named.has(id))).toEqual([]);
  expect([...named].filter((id) => !OBLIGATIONS.includes(id))).toEqual([]);
});
