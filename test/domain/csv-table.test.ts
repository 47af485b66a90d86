import { describe, expect, jest, test } from '@jest/globals';
import { distance, nearest } from '../../domain/nearest.ts';
import {
  MAX_CELL,
  MAX_COLUMNS,
  MAX_ROWS,
  MAX_TEXT,
  readTable,
  tableOf,
  TOO_MANY_ROWS,
  type Table,
} from '../../domain/csv-table.ts';

/** Whatever somebody sends is read in no time: far less than this, on any machine. */
jest.setTimeout(30_000);

function read(text: string): Table {
  const table = readTable(text);
  if (table.kind !== 'table') throw new Error(`not a table: ${JSON.stringify(table)}`);
  return table;
}

const cells = (text: string): readonly (readonly string[])[] => {
  const table = read(text);
  expect(table.errors).toEqual([]);
  return [table.columns, ...table.rows.map((row) => row.cells)];
};

const SMALL = [
  ['Name', 'Level'],
  ['Datacenter', 'Gold'],
  ['Messaging', 'Silver'],
];

describe('separated text', () => {
  test.each([
    ['commas', 'Name,Level\nDatacenter,Gold\nMessaging,Silver\n'],
    ['semicolons', 'Name;Level\nDatacenter;Gold\nMessaging;Silver'],
    ['tabs', 'Name\tLevel\nDatacenter\tGold\nMessaging\tSilver'],
    ['bars', 'Name|Level\nDatacenter|Gold\nMessaging|Silver'],
    ['carets', 'Name^Level\nDatacenter^Gold\nMessaging^Silver'],
    ['tildes', 'Name~Level\nDatacenter~Gold\nMessaging~Silver'],
    ['full-width semicolons', 'Name；Level\nDatacenter；Gold\nMessaging；Silver'],
    ['a caret that Excel names', 'sep=^\nName^Level\nDatacenter^Gold\nMessaging^Silver'],
    ['apostrophes around cells', "'Name','Level'\n'Datacenter','Gold'\n'Messaging','Silver'"],
    ['apostrophes around cells and spaces', "'Name' ; 'Level'\n'Datacenter';'Gold'\nMessaging;'Silver'"],
    [
      'a Markdown table',
      '| Name | Level |\n|------|:-----:|\n| Datacenter | Gold |\n| Messaging | Silver |\n',
    ],
    ['a byte order mark', '\uFEFFName,Level\nDatacenter,Gold\nMessaging,Silver'],
    ['CRLF', 'Name,Level\r\nDatacenter,Gold\r\nMessaging,Silver\r\n'],
    ['CR alone', 'Name,Level\rDatacenter,Gold\rMessaging,Silver'],
    ['quotes', '"Name","Level"\r\n"Datacenter","Gold"\r\n"Messaging", "Silver"'],
    ['spaces around cells', ' Name , Level \n  Datacenter ,Gold\nMessaging,  Silver  '],
    ['empty lines and rows', '\n\nName,Level\n\nDatacenter,Gold\n,\n , \nMessaging,Silver\n\n\n'],
    ['empty columns at the end', 'Name;Level;;;\nDatacenter;Gold;;;\nMessaging;Silver;;;'],
    ["Excel's own line", 'sep=;\r\nName;Level\r\nDatacenter;Gold\r\nMessaging;Silver'],
    [
      'rules, as SAP prints a list',
      '-----------\n|Name      |Level |\n-----------\n|Datacenter|Gold  |\n|Messaging |Silver|\n-----------\n',
    ],
    [
      'a box, as MySQL draws it',
      '+----+----+\n| Name | Level |\n+----+----+\n| Datacenter | Gold |\n| Messaging | Silver |\n+----+----+\n',
    ],
    [
      'one rule, as PostgreSQL draws it',
      ' Name       | Level\n------------+--------\n Datacenter | Gold\n Messaging  | Silver',
    ],
    [
      'lines of a box',
      '┌────┬────┐\n|Name|Level|\n├────┼────┤\n|Datacenter|Gold|\n|Messaging|Silver|\n└────┴────┘',
    ],
    ["Excel's way to keep a text", 'Name,Level\n="Datacenter",Gold\n"=""Messaging""",="Silver"'],
    ['every line quoted once more', '"Name,Level"\n"Datacenter,Gold"\n"Messaging,""Silver"""'],
    ["DOS's last byte", 'Name,Level\r\nDatacenter,Gold\r\nMessaging,Silver\r\n\u001A'],
    ['line ends of other systems', 'Name,Level\u2028Datacenter,Gold\u0085Messaging,Silver'],
    ['what nobody sees', 'Na\u200Bme,Level\nData\u0000center,\u202EGold\nMessaging,Silver\u0007'],
  ])('is read with %s', (_what, text) => {
    expect(cells(text)).toEqual(SMALL);
  });

  test.each([
    ['a separator, quotes and line breaks in quotes', 'a,b\n"x, ""y""","1\r\n2"', ['x, "y"', '1 2']],
    ['a quotation mark behind a backslash', 'a,b\n"x \\"y\\" z","C:\\"', ['x "y" z', 'C:\\']],
    ['quotes inside a word', 'a,b\n5" screen,O"Neill', ['5" screen', 'O"Neill']],
    ['words after a closing quote', 'a,b\n"Contoso" Ltd,x', ['Contoso Ltd', 'x']],
    [
      'other separators inside cells',
      'a,b\nAnna,Messaging; Datacenter | x',
      ['Anna', 'Messaging; Datacenter | x'],
    ],
    ['fewer cells than columns', 'a,b\nx', ['x', '']],
    ['empty cells too many', 'a,b\nx,y,,,', ['x', 'y']],
    ['a dash for nothing', 'a;b\nx;-', ['x', '']],
    ['a long dash for nothing', 'a;b\nx;—', ['x', '']],
    ['Russian', 'Компетенция;Уровень\nОбмен сообщениями;Золото', ['Обмен сообщениями', 'Золото']],
    ['Polish', 'Imię i nazwisko,Egzaminy\nŻaneta Łąk,x', ['Żaneta Łąk', 'x']],
    ['a mention', 'a,b\n<at>Bot</at> x,y', ['Bot x', 'y']],
  ])('keeps %s', (_what, text, row) => {
    expect(cells(text)[1]).toEqual(row);
  });

  test('separator: the one with which the lines agree, not the one that is frequent', () => {
    expect(read('Name, first and last;Exams\nA;x, y, z\nB;x').columns).toEqual([
      'Name, first and last',
      'Exams',
    ]);
    expect(read('Name\tExams\nA\tx; y, z | w').columns).toEqual(['Name', 'Exams']);
    expect(read('Name\nA').columns).toEqual(['Name']);
  });

  test('lines are those of the text, whatever quotes and empty rows stand before', () => {
    const table = read('a,b\n\n"x\ny\r\nz",1\n\n2,3\n');
    expect(table.rows.map(({ line }) => line)).toEqual([3, 7]);
    expect(read('sep=,\na,b\n1,2').rows[0]?.line).toBe(3);
  });
});

describe('apostrophes', () => {
  test('enclose separators, line ends and, doubled, themselves, where the header is enclosed in them', () => {
    expect(cells("'Name','Place'\n'O''Neil, Ada','first\nsecond'")).toEqual([
      ['Name', 'Place'],
      ["O'Neil, Ada", 'first second'],
    ]);
  });

  test('that mark a number as a text are no part of it; those of names are', () => {
    expect(cells("Id;Place\n'4711101;'s-Hertogenbosch\n’00 12;O'Fallon\n'12a;'")).toEqual([
      ['Id', 'Place'],
      ['4711101', "'s-Hertogenbosch"],
      ['00 12', "O'Fallon"],
      ["'12a", "'"],
    ]);
  });
});

describe('a cell that its author cannot have meant', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://example.com","x")',
    '+48 22 000 00 00',
    '-2',
    '@SUM(A1)',
    '  =1',
    '\t=1',
    '\u200B=1',
    '＝1',
    '−1',
    "-cmd|' /C calc'!A0",
    '="a"&A1',
    '="a"="b"',
  ])('is a formula: %j', (cell) => {
    const { rows, errors } = read(`a;b\nx;"${cell.replaceAll('"', '""')}"`);
    expect(errors).toEqual([{ line: 2, column: 1, problem: 'formula', value: rows[0]?.cells[1] }]);
  });

  test('a formula in the header', () => {
    expect(read('a,=b\n1,2').errors).toEqual([{ line: 1, column: 1, problem: 'formula', value: '=b' }]);
  });

  test.each([
    [MAX_CELL, []],
    [MAX_CELL + 1, ['tooLong']],
    [5000, ['tooLong']],
  ])('is too long: %i characters', (length, problems) => {
    const { rows, errors } = read(`a,b\nx,${'🎫'.repeat(length)}`);
    expect(errors.map(({ problem }) => problem)).toEqual(problems);
    expect(Array.from(rows[0]?.cells[1] ?? '').length).toBeLessThanOrEqual(MAX_CELL);
  });

  test('is one too many', () => {
    expect(read('a,b\n1,2,,3\n4,5').errors).toEqual([{ line: 2, column: 2, problem: 'extra', value: '3' }]);
    expect(read(`a,b\n1,2${','.repeat(100_000)}3`).errors).toEqual([
      { line: 2, column: 2, problem: 'extra', value: '3' },
    ]);
  });
});

describe('limits', () => {
  const rows = (count: number): string => `a,b\n${'1,2\n'.repeat(count)}`;

  test.each([
    [MAX_ROWS, 0],
    [MAX_ROWS + 1, 1],
    [TOO_MANY_ROWS - 1, TOO_MANY_ROWS - 1 - MAX_ROWS],
  ])('%i rows: the first are kept, %i are told', (count, more) => {
    const table = read(rows(count));
    expect([table.rows.length, table.more]).toEqual([MAX_ROWS, more]);
  });

  test.each([TOO_MANY_ROWS, 100_000])('%i rows are no table', (count) => {
    expect(readTable(rows(count))).toEqual({ kind: 'problem', problem: 'tooManyRows', max: MAX_ROWS });
  });

  test('columns', () => {
    const header = (count: number): string => Array.from({ length: count }, (_, n) => `c${n}`).join(',');
    expect(read(`${header(MAX_COLUMNS)}\n1`).columns).toHaveLength(MAX_COLUMNS);
    const problem = { kind: 'problem', problem: 'tooManyColumns', max: MAX_COLUMNS };
    expect(readTable(`${header(MAX_COLUMNS + 1)}\n1`)).toEqual(problem);
    expect(readTable(`${header(200_000)}\n1`)).toEqual(problem);
  });

  test.each(['', '\uFEFF', ' \n\t\n', 'a,b', 'a,b\n\n,\n', 'sep=;\n', '"', ','])(
    '%j holds nothing',
    (text) => {
      expect(readTable(text).kind).toBe('problem');
    },
  );

  test('a quotation mark that is never closed is named by its line', () => {
    expect(readTable('a,b\n1,2\n"3,4\n5,6\n')).toEqual({ kind: 'problem', problem: 'openQuote', line: 3 });
    expect(readTable('sep=,\na,b\n"1')).toEqual({ kind: 'problem', problem: 'openQuote', line: 3 });
  });

  test('5 MB are not read at all', () => {
    expect(readTable('1,2\n'.repeat(1_250_000))).toEqual({ kind: 'problem', problem: 'tooLarge' });
  });

  const MEGABYTES = MAX_TEXT - 100;
  test.each([
    ['one cell', 'x'.repeat(MEGABYTES)],
    ['one quoted cell', `"${'x'.repeat(MEGABYTES)}"`],
    ['one open quote', `a,b\n"${'\n'.repeat(MEGABYTES)}`],
    ['quotes alone', '"'.repeat(MEGABYTES)],
    ['quotes and line breaks', '"\n'.repeat(MEGABYTES / 2)],
    ['separators alone', ','.repeat(MEGABYTES)],
    ['line breaks alone', '\r'.repeat(MEGABYTES)],
    ['spaces alone', ' '.repeat(MEGABYTES)],
    ['bars and dashes', '|-'.repeat(MEGABYTES / 2)],
    ['mentions', '<at '.repeat(MEGABYTES / 4)],
    ['NULs', '\u0000'.repeat(MEGABYTES)],
  ])('2 MB of %s end in an answer that is small', (_what, text) => {
    expect(JSON.stringify(readTable(text)).length).toBeLessThan(1000);
    expect(JSON.stringify(readTable(`a,b\n1,2\n${text}`)).length).toBeLessThan(200_000);
  });

  test('a table from another source meets the same limits', () => {
    function* endless(): Generator<{ line: number; cells: string[] }> {
      for (let line = 1; ; line += 1) yield { line, cells: ['x'] };
    }
    expect(tableOf(endless())).toEqual({ kind: 'problem', problem: 'tooManyRows', max: MAX_ROWS });
  });
});

describe('the nearest known names', () => {
  test.each([
    ['', '', 0],
    ['a', '', 1],
    ['kitten', 'sitting', 3],
    ['datacenter', 'data center', 1],
  ])('%j and %j are %i edits apart', (a, b, edits) => {
    expect(distance(a, b)).toBe(edits);
    expect(distance(b, a)).toBe(edits);
    expect(distance(a, b, edits)).toBe(edits);
    if (edits > 0) expect(distance(a, b, edits - 1)).toBeGreaterThanOrEqual(edits);
  });

  const KNOWN = [
    ['Poland', 'PL'],
    ['Polska', 'PL'],
    ['Portugal', 'PT'],
    ['Holland', 'NL'],
    ['Польша', 'PL'],
    ['Finland', 'FI'],
  ] as const;
  test.each([
    ['polnd', 2, ['PL', 'NL']],
    ['Portugl', 1, ['PT']],
    ['польшa', 1, ['PL']],
    ['x', 0, []],
    ['x', 9, ['PL', 'NL', 'FI', 'PT']],
  ])('of %j, %i: %j', (wanted, count, near) => {
    expect(nearest(wanted, KNOWN, count)).toEqual(near);
  });

  test('cost is bounded by the beginning of the word', () => {
    expect(nearest('x'.repeat(1_000_000), KNOWN, 1)).toHaveLength(1);
  });
});
