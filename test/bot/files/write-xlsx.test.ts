import { expect, test } from '@jest/globals';
import { readXlsx as readByOthers } from 'hucre/xlsx';
import { readXlsx } from '../../../bot/files/xlsx.ts';
import { Zip } from '../../../bot/files/zip.ts';
import { XlsxWriter } from '../../../bot/files/write-xlsx.ts';
import type { Cell } from '../../../domain/sheet/cell.ts';
import { d } from '../../domain/given.ts';

/** Texts that a spreadsheet could take for something else. */
const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://attacker.example","x")',
  '+1',
  '-1+2',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '%0A=1',
  '|calc',
  '1E5',
  '0042',
  '2026-11-02',
  'TRUE',
  '_x0041_',
  '<b>&amp;</b>]]>',
  '"quoted"',
  'Łódź Ёлка 東京 😀',
];

function written(rows: readonly (readonly (Cell | undefined)[])[], name = 'Vouchers'): Uint8Array {
  const pieces: Uint8Array[] = [];
  const book = new XlsxWriter((bytes) => pieces.push(bytes));
  const width = Math.max(1, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, nth) => ({ heading: `Column ${nth + 1}`, width: 12 }));
  const sheet = book.sheet(name, columns);
  for (const row of rows) sheet.row(row);
  book.end();
  return Buffer.concat(pieces);
}

async function partOf(bytes: Uint8Array, name: string): Promise<string> {
  return new TextDecoder().decode(await new Zip(bytes).read(name));
}

test('what looks like a formula, a number or a day stays the text that it is, for every reader', async () => {
  const bytes = written(HOSTILE.map((text) => [text, 'beside']));
  const { sheets } = await readByOthers(bytes);
  expect(sheets[0]?.rows.slice(1).map(([first]) => first)).toEqual(HOSTILE);
  const xml = await partOf(bytes, 'xl/worksheets/sheet1.xml');
  expect(xml).not.toMatch(/<f[ >]/u);
  // All cells but none are typed as texts, and those that begin like a formula are quoted, too.
  expect(xml.match(/<c /gu)).toHaveLength(2 * HOSTILE.length + 2);
  expect(xml.match(/t="inlineStr"/gu)).toHaveLength(2 * HOSTILE.length + 2);
  expect(xml.match(/s="5" t="inlineStr"/gu)).toHaveLength(10);
});

test('days, moments, numbers and amounts are what they are', async () => {
  const at = Date.parse('2026-11-20T13:45:00Z');
  const bytes = written([
    [{ day: d('2026-11-02') }, { at }, 5, { amount: 1_250_050n }, undefined, ''],
    [{ day: d('2020-02-29') }, { at: 0 }, 0, { amount: 5n }],
  ]);
  const { sheets } = await readByOthers(bytes);
  const [, first = [], second = []] = sheets[0]?.rows ?? [];
  const [day, moment, days, amount, ...empty] = first;
  expect(day).toEqual(new Date('2026-11-02T00:00:00Z'));
  expect(Math.abs(Number(moment) - at)).toBeLessThan(1000);
  expect([days, amount]).toEqual([5, 12_500.5]);
  expect(empty.every((cell) => cell === null || cell === undefined)).toBe(true);
  expect(second.slice(2, 4)).toEqual([0, 0.05]);
  const table = await readXlsx(bytes);
  expect(table).toMatchObject({
    rows: [{ cells: ['2026-11-02', '2026-11-20', '5', '12500.50', '', ''] }, {}],
  });
});

test('the heading row stays in sight and filters all rows; columns have their widths', async () => {
  const bytes = written(Array.from({ length: 30 }, (_, nth) => Array.from({ length: 28 }, () => nth)));
  const xml = await partOf(bytes, 'xl/worksheets/sheet1.xml');
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(xml).toContain('<autoFilter ref="A1:AB31"/>');
  expect(xml).toContain('<col min="28" max="28" width="12" customWidth="1"/>');
});

test('a name of a sheet is made one that Excel takes, and what XML cannot hold is left out', async () => {
  const bytes = written([['a\u0000b\u0007c\ud800d\uffff']], `${'Long '.repeat(10)}[a]:b*c?d/e\\f`);
  const { sheets } = await readByOthers(bytes);
  expect(sheets[0]?.name.length).toBeLessThanOrEqual(31);
  expect(sheets[0]?.rows[1]).toEqual(['abcd']);
});

test('sheets that are written by turns are whole', async () => {
  const pieces: Uint8Array[] = [];
  const book = new XlsxWriter((bytes) => pieces.push(bytes));
  const one = book.sheet('One', [{ heading: 'A', width: 9 }]);
  const two = book.sheet('Two', [{ heading: 'B', width: 9 }]);
  for (let row = 0; row < 5000; row += 1) {
    one.row([`one ${row}`]);
    two.row([`two ${row}`]);
    two.row([row]);
  }
  book.end();
  const { sheets } = await readByOthers(Buffer.concat(pieces));
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['One', 5001],
    ['Two', 10_001],
  ]);
  expect(sheets[0]?.rows.at(-1)).toEqual(['one 4999']);
  expect(sheets[1]?.rows.at(-1)).toEqual([4999]);
});
