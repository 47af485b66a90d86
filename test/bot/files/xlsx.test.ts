import { describe, expect, jest, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { readTableFile } from '../../../bot/files/table-file.ts';
import { readXlsx } from '../../../bot/files/xlsx.ts';
import { MAX_ENTRIES, MAX_INFLATED } from '../../../bot/files/zip.ts';
import { readCompanyTable } from '../../../domain/company/tables.ts';
import { MAX_ROWS, TOO_MANY_ROWS, type Table } from '../../../domain/csv-table.ts';
import { zipAs, type Writing } from './zip-writer.ts';
import { textRows, workbook, workbookFiles, type Parts } from './workbook.ts';

/** Whatever somebody sends is read in no time: far less than this, on any machine. */
jest.setTimeout(30_000);

async function read(parts: Parts): Promise<Table> {
  const table = await readXlsx(workbook(parts));
  if (table.kind !== 'table') throw new Error(`not a table: ${JSON.stringify(table)}`);
  return table;
}

const HEADER = textRows([['a', 'b', 'c']]);
const cell = async (xml: string, more: Partial<Parts> = {}): Promise<string | undefined> => {
  const { rows } = await read({ ...more, rows: `${HEADER}<row>${xml}<c><v>1</v></c></row>` });
  return rows[0]?.cells[0];
};

describe('a workbook', () => {
  test('is a table like any other', async () => {
    const rows = [
      ['Имя', 'Экзамены'],
      ['Анна <Пример>', 'Messaging; ERP'],
      ['Żaneta & Łąk', 'PPM'],
    ];
    const table = await readTableFile(workbook({ rows: textRows(rows) }));
    expect(table).toEqual({
      kind: 'table',
      columns: rows[0],
      line: 1,
      rows: [
        { line: 2, cells: rows[1] },
        { line: 3, cells: rows[2] },
      ],
      more: 0,
      errors: [],
    });
    expect(table.kind === 'table' && readCompanyTable(table, () => ({ near: [] })).kind).toBe('consultants');
  });

  const strings =
    '<si><t>plain</t></si><si><r><t>rich </t></r><r><rPr/><t xml:space="preserve">text</t></r><rPh><t>ri</t></rPh></si><si><t>a_x000D_b&#33;</t></si>';
  test.each([
    ['a shared text', '<c t="s"><v>0</v></c>', 'plain'],
    ['a text of several runs', '<c t="s"><v>1</v></c>', 'rich text'],
    ['escaped characters', '<c t="s"><v>2</v></c>', 'a b!'],
    ['a text that is not there', '<c t="s"><v>99</v></c>', ''],
    [
      'an inline text',
      '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c>',
      'inline',
    ],
    ['a text in CDATA', '<c t="inlineStr"><is><t><![CDATA[<b>&amp;]]></t></is></c>', '<b>&amp;'],
    ['a whole number', '<c><v>4000001</v></c>', '4000001'],
    ['a whole number with its exponent', '<c t="n"><v>4.000001E6</v></c>', '4000001'],
    ['another number', '<c><v>1.5</v></c>', '1.5'],
    ['a truth', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['an error', '<c t="e"><v>#REF!</v></c>', '#REF!'],
    ['a day', '<c s="1"><v>46447</v></c>', '2027-03-01'],
    ['a moment', '<c s="1"><v>46447.75</v></c>', '2027-03-01'],
    ['a day in a format of its own', '<c s="2"><v>46447</v></c>', '2027-03-01'],
    ['a day of the first calendar month', '<c s="1"><v>1</v></c>', '1900-01-01'],
    ['the day after the one that never was', '<c s="1"><v>61</v></c>', '1900-03-01'],
    ['a day in ISO 8601', '<c t="d"><v>2027-03-01T00:00:00</v></c>', '2027-03-01'],
    ['no day at all', '<c s="1"><v>9999999</v></c>', '9999999'],
    ['an empty cell', '<c s="1"/>', ''],
  ])('has %s', async (_what, xml, text) => {
    const formats = '<numFmt numFmtId="164" formatCode="[$-419]dd\\.mm\\.yyyy&quot; г.&quot;"/>';
    expect(await cell(xml, { strings, formats })).toBe(text);
  });

  test('a format whose words only look like a day is a number', async () => {
    const formats = '<numFmt numFmtId="164" formatCode="0&quot; days&quot;[Red]\\d"/>';
    expect(await cell('<c s="2"><v>46447</v></c>', { formats })).toBe('46447');
  });

  test('days of the calendar of 1904', async () => {
    const main =
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets><x:sheet r:id="rId1"/></x:sheets></x:workbook>';
    expect(await cell('<c s="1"><v>44985</v></c>', { workbook: main })).toBe('2027-03-01');
  });

  test('the first sheet that is shown is read', async () => {
    const main =
      '<workbook><sheets><sheet name="x" state="hidden" r:id="rId1"/><sheet name="y" r:id="rId2"/></sheets></workbook>';
    const sheet2 = `<worksheet><sheetData>${textRows([['shown'], ['1']])}</sheetData></worksheet>`;
    const table = await read({ rows: HEADER, workbook: main, more: { 'xl/worksheets/sheet2.xml': sheet2 } });
    expect(table.columns).toEqual(['shown']);
  });

  test('cells and rows stand where they say', async () => {
    const table = await read({
      rows: '<row r="3"><c r="A3"><v>1</v></c><c r="C3"><v>3</v></c></row><row r="7"><c r="B7"><v>2</v></c></row>',
    });
    expect(table).toMatchObject({
      line: 3,
      columns: ['1', '', '3'],
      rows: [{ line: 7, cells: ['', '2', ''] }],
    });
  });

  test.each([
    ['<c><f>SUM(A1:A9)</f></c>', '=SUM(A1:A9)'],
    ['<c><f t="shared" si="0"/><v></v></c>', '='],
    ['<c t="inlineStr"><is><t>=1+1</t></is></c>', '=1+1'],
  ])('a formula of which nothing is shown is an error: %s', async (xml, value) => {
    const { errors } = await read({ rows: `${HEADER}<row>${xml}</row>` });
    expect(errors).toEqual([{ line: 2, column: 0, problem: 'formula', value }]);
  });

  test.each([
    ['<c><f>SUM(A1:A9)</f><v>5</v></c>', '=SUM(A1:A9)', '5'],
    [
      '<c t="str"><f>HYPERLINK("http://example.com")</f><v>safe</v></c>',
      '=HYPERLINK("http://example.com")',
      'safe',
    ],
    ['<c><f t="shared" si="0"/><v>5</v></c>', '=', '5'],
  ])('a formula is told with what was shown of it: %s', async (xml, value, shown) => {
    const { rows, errors } = await read({ rows: `${HEADER}<row>${xml}</row>` });
    expect(rows.map(({ cells }) => cells[0])).toEqual([shown]);
    expect(errors).toEqual([{ line: 2, column: 0, problem: 'formula', value, isShown: true }]);
  });

  test('what is shown of a formula may not be one', async () => {
    const { errors } = await read({ rows: `${HEADER}<row><c t="str"><f>A1</f><v>=1+1</v></c></row>` });
    expect(errors).toEqual([{ line: 2, column: 0, problem: 'formula', value: '=1+1' }]);
  });

  test('texts and styles may be missing', async () => {
    const without = ['xl/sharedStrings.xml', 'xl/styles.xml'];
    expect(await cell('<c s="1"><v>46447</v></c>', { without })).toBe('46447');
  });
});

const LOCATIONS = [
  ['MPN location ID', 'Country', 'Name'],
  ['4711101', 'Germany', 'Berlin (synthetic)'],
  ['4711102', 'Poland'],
];
const TWO = { rows: [{ cells: LOCATIONS[1] }, { cells: ['4711102', 'Poland', ''] }], errors: [] };

describe('a workbook of another program', () => {
  const files = workbookFiles({
    rows:
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>' +
      textRows(LOCATIONS.slice(1)),
    strings: '<si><t>MPN location ID</t></si><si><t>Country</t></si><si><t>Name</t></si>',
  });
  const named = (rename: (name: string) => string): (readonly [string, Uint8Array])[] =>
    Object.entries(files).map(([name, content]) => [rename(name), content]);

  test.each<[string, (name: string) => string]>([
    ['backslashes in the names', (name) => name.replaceAll('/', '\\')],
    ['names in capitals', (name) => name.toUpperCase()],
    ['another case of one name', (name) => name.replace('sharedStrings', 'SharedStrings')],
    ['and of a sheet', (name) => name.replace('sheet1', 'Sheet1')],
    ['names from the root', (name) => `/${name}`],
    ['names from here', (name) => `./${name}`],
  ])('is read with %s', async (_what, rename) => {
    expect(await readTableFile(zipSync(Object.fromEntries(named(rename))))).toMatchObject(TWO);
  });

  test.each<[string, Writing]>([
    ['as usual', {}],
    ['with 64-bit sizes', { sizes64: true }],
    ['with a 64-bit end', { end64: true }],
    ['with both', { sizes64: true, end64: true }],
    ['with sizes behind the content', { descriptor: true }],
    ['with everything', { sizes64: true, end64: true, descriptor: true }],
  ])('is read %s', async (_what, how) => {
    expect(await readTableFile(zipAs(named(String), how))).toMatchObject(TWO);
  });

  test('with folders among its entries', async () => {
    const folders = ['xl/', 'xl\\', 'XL/'].map((name) => [name, new Uint8Array()] as const);
    expect(await readTableFile(zipAs([...folders, ...named(String)], {}))).toMatchObject(TWO);
  });

  test.each<[string, Writing, string]>([
    ['more bytes than there are', { sizes64: true, lies: { size: 1n << 40n } }, 'tooLarge'],
    ['all the bytes there can be', { sizes64: true, lies: { size: 0xffff_ffff_ffff_ffffn } }, 'tooLarge'],
    ['a directory beyond the end', { end64: true, lies: { offset: 1n << 60n } }, 'damaged'],
    ['entries without number', { end64: true, lies: { count: 1n << 63n } }, 'tooLarge'],
  ])('is refused when its 64-bit numbers say %s', async (_what, how, problem) => {
    expect(await readTableFile(zipAs(named(String), how))).toEqual({ kind: 'problem', problem });
  });

  test('with two entries whose names differ in case only is a trick', async () => {
    const twice = [...named(String), ['XL/WORKBOOK.XML', new Uint8Array()] as const];
    expect(await readTableFile(zipAs(twice, {}))).toEqual({ kind: 'problem', problem: 'damaged' });
  });

  const sheetsOf = (...sheets: readonly string[]): string =>
    `<workbook><sheets>${sheets.map((one) => `<sheet name="x" ${one}/>`).join('')}</sheets></workbook>`;
  const sheet2 = `<worksheet><sheetData>${textRows(LOCATIONS)}</sheetData></worksheet>`;
  const more = { 'xl/worksheets/sheet2.xml': sheet2 };

  test.each(['state="show"', 'state=""', 'state="Visible"', ''])('shows a sheet with %s', async (state) => {
    const parts = { rows: textRows(LOCATIONS), workbook: sheetsOf(`${state} r:id="rId1"`) };
    expect(await readTableFile(workbook(parts))).toMatchObject(TWO);
  });

  test.each(['hidden', 'veryHidden', 'HIDDEN'])('does not show a sheet that is %s', async (state) => {
    const main = sheetsOf(`state="${state}" r:id="rId1"`, 'r:id="rId2"');
    const rows = textRows([LOCATIONS[0]!, ['4711999', 'Poland', '']]);
    expect(await readTableFile(workbook({ rows, workbook: main, more }))).toMatchObject(TWO);
  });

  test.each([
    ['a sheet of words', textRows([['Our locations'], ['as of today', 'see the next sheet']])],
    [
      'a sheet of another table',
      textRows([
        ['Colour', 'Shape'],
        ['red', 'round'],
      ]),
    ],
    ['an empty sheet', ''],
  ])('has its table behind %s', async (_what, rows) => {
    const main = sheetsOf('r:id="rId1"', 'r:id="rId2"');
    expect(await readTableFile(workbook({ rows, workbook: main, more }))).toMatchObject(TWO);
  });

  test('has its table behind a chart', async () => {
    const rels = new TextDecoder()
      .decode(files['xl/_rels/workbook.xml.rels'])
      .replace('/worksheet" Target="worksheets/sheet1.xml"', '/chartsheet" Target="chartsheets/sheet1.xml"');
    const main = sheetsOf('r:id="rId1"', 'r:id="rId2"');
    const chart = '<chartsheet><sheetViews/></chartsheet>';
    const parts = { ...more, 'xl/_rels/workbook.xml.rels': rels, 'xl/chartsheets/sheet1.xml': chart };
    expect(await readTableFile(workbook({ rows: '', workbook: main, more: parts }))).toMatchObject(TWO);
  });

  test.each([
    ['a title that covers the columns', [['Locations 2027']], 2],
    ['a title and an empty row', [['Locations 2027'], []], 3],
    [
      'lines that look like a header',
      [
        ['Company', 'Fabrikam (synthetic)'],
        ['As of', '2027'],
      ],
      3,
    ],
  ])('has its header below %s', async (_what, above, line) => {
    const table = await readTableFile(workbook({ rows: textRows([...above, ...LOCATIONS]) }));
    expect(table).toMatchObject({ ...TWO, line, columns: LOCATIONS[0] });
  });

  test.each(['TT.MM.JJJJ', 'гггг\\-ММ\\-ДД', 'rrrr-mm-dd', '[$-419]D\\ MMMM\\ YYYY&quot; г.&quot;'])(
    'shows days as %s',
    async (code) => {
      const rows = '<row><c t="str"><v>a</v></c></row><row><c s="2"><v>46509</v></c></row>';
      const formats = `<numFmt numFmtId="164" formatCode="${code}"/>`;
      const table = await readTableFile(workbook({ rows, formats }));
      expect(table).toMatchObject({ rows: [{ cells: ['2027-05-02'] }] });
    },
  );

  test.each([
    ['<c t="inlineStr"><v>1.0</v><is><t>4711101</t></is></c>', '4711101'],
    ['<c t="inlineStr"><is><t>4711101</t></is><v>1.0</v></c>', '4711101'],
    ['<c t="inlineStr"><v>4711101</v></c>', '4711101'],
    ['<c><v>47<!-- a remark -->11101</v></c>', '4711101'],
    ['<x:c><x:v>4711101.0</x:v></x:c>', '4711101'],
    ['<c r="a2" t="str"><v>4711101</v></c>', '4711101'],
    ['<c s="1"><v xml:space="preserve"> 46509 </v></c>', '2027-05-02'],
    ['<c s="1"><v>4.6509E4</v></c>', '2027-05-02'],
    ['<c s="1"><v>46509.75</v></c>', '2027-05-02'],
    ['<c t="d"><v>2027-05-02T00:00:00</v></c>', '2027-05-02'],
  ])('holds %s', async (xml, text) => {
    expect(await cell(xml)).toBe(text);
  });

  test.each<[string, BufferEncoding, number[]]>([
    ['UTF-16 with its mark', 'utf16le', [0xff, 0xfe]],
    ['UTF-16 without', 'utf16le', []],
    ['UTF-8 with its mark', 'utf8', [0xef, 0xbb, 0xbf]],
    ['what its declaration says', 'latin1', []],
  ])('has parts in %s', async (_what, encoding, mark) => {
    const declared = encoding === 'latin1' ? 'ISO-8859-1' : 'UTF-16';
    const xml = `<?xml version="1.0" encoding="${declared}"?><worksheet><sheetData>${textRows([
      ['MPN location ID', 'Country', 'Name'],
      ['4711101', 'Germany', 'Köln'],
    ])}</sheetData></worksheet>`;
    const sheet = Buffer.concat([Buffer.from(mark), Buffer.from(xml, encoding)]);
    const table = await read({ rows: '', more: { 'xl/worksheets/sheet1.xml': sheet } });
    expect(table.rows[0]?.cells).toEqual(['4711101', 'Germany', 'Köln']);
  });

  test.each([
    '/xl/worksheets/my%20sheet.xml',
    'worksheets\\my sheet.xml',
    './worksheets/../worksheets/my sheet.xml',
  ])('refers to its sheet as %s', async (target) => {
    const rels = new TextDecoder()
      .decode(files['xl/_rels/workbook.xml.rels'])
      .replace('Target="worksheets/sheet1.xml"', `Target="${target}"`);
    const parts = { 'xl/_rels/workbook.xml.rels': rels, 'xl/worksheets/my sheet.xml': sheet2 };
    expect(await readTableFile(workbook({ rows: '', more: parts }))).toMatchObject(TWO);
  });
});

describe('a web page under the name of a spreadsheet', () => {
  const cells = LOCATIONS.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('');
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test.each([
    `<html><body><table>${cells}</table></body></html>`,
    `\ufeff  <!-- made by --> <!-- a report --><!DOCTYPE html><html><h1>Locations</h1><table>${cells}</table></html>`,
    `<?xml version="1.0"?><TABLE border=1>${cells}</TABLE>`,
  ])('is read where it holds a table that is known: %#', async (page) => {
    expect(await readTableFile(bytes(page))).toMatchObject(TWO);
  });

  test.each([
    '<!DOCTYPE html>\n<html><head><title>Sign in to your account</title><script>var a = {"a":1, "b":2};</script></head><body></body></html>',
    '<html><body><table><tr><td>Sign in</td><td>Help</td></tr></table></body></html>',
    `<html><table>${cells}</table>${' '.repeat(300_000)}</html>`,
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n',
  ])('is called one where it holds none: %#', async (page) => {
    expect(await readTableFile(bytes(page))).toEqual({ kind: 'problem', problem: 'webPage' });
  });

  test('is none where it is the XML of an old Excel', async () => {
    const xml = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>';
    expect(await readTableFile(bytes(xml))).toEqual({ kind: 'problem', problem: 'oldFormat' });
  });

  test('is told in no time, however it was made', async () => {
    for (const part of ['<!---->', '<!-- ', '<?', ' ', '<', 'mime-version:\n'])
      expect(await readTableFile(bytes(part.repeat(200_000)))).toMatchObject({ kind: expect.any(String) });
  });
});

describe('limits of a workbook', () => {
  test('rows and columns', async () => {
    const rows = (count: number): string => HEADER + '<row><c><v>1</v></c></row>'.repeat(count);
    expect(await read({ rows: rows(MAX_ROWS + 5) })).toMatchObject({ more: 5 });
    expect(await readXlsx(workbook({ rows: rows(TOO_MANY_ROWS) }))).toMatchObject({ problem: 'tooManyRows' });
    const far = '<row><c r="XFD1"><v>1</v></c></row>';
    expect(await readXlsx(workbook({ rows: far }))).toMatchObject({ problem: 'tooManyColumns' });
    expect(await read({ rows: HEADER + far })).toMatchObject({ errors: [], rows: [{ cells: ['', '', ''] }] });
  });

  test('more inflated than is allowed, in one entry or together', async () => {
    const zeros = new Uint8Array(MAX_INFLATED / 2);
    const bombs = [
      { 'xl/worksheets/sheet1.xml': new Uint8Array(MAX_INFLATED + 1) },
      { a: zeros, b: zeros, c: new Uint8Array(1) },
    ];
    for (const more of bombs) {
      const bytes = workbook({ rows: '', more });
      expect(bytes.length).toBeLessThan(100_000);
      expect(await readXlsx(bytes)).toEqual({ kind: 'problem', problem: 'tooLarge' });
    }
  });

  test('an entry that is larger than it says is not inflated further', async () => {
    const bytes = workbook({ rows: '', more: { 'xl/workbook.xml': new Uint8Array(1_000_000) } });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 1_000_000) {
        view.setUint32(at + 24, 100, true);
      }
    }
    expect(await readXlsx(bytes)).toEqual({ kind: 'problem', problem: 'damaged' });
  });

  test('entries', async () => {
    const more = Object.fromEntries(Array.from({ length: MAX_ENTRIES }, (_, n) => [`x${n}`, '']));
    expect(await readXlsx(workbook({ rows: HEADER, more }))).toEqual({
      kind: 'problem',
      problem: 'tooLarge',
    });
  });

  test.each([
    ['rows', (size: number) => ({ rows: '<row/>'.repeat(size / 6) })],
    ['empty cells', (size: number) => ({ rows: `<row>${'<c/>'.repeat(size / 4)}</row>` })],
    ['attributes', (size: number) => ({ rows: `<row ${'a=""'.repeat(size / 4)}/>` })],
    ['white space in a tag', (size: number) => ({ rows: `<row${' '.repeat(size)}/>` })],
    ['one text', (size: number) => ({ rows: `<row><c><v>${'x'.repeat(size)}</v></c></row>` })],
    ['open tags', (size: number) => ({ rows: '<row>'.repeat(size / 5) })],
    ['brackets', (size: number) => ({ rows: '<'.repeat(size) })],
    ['quotes', (size: number) => ({ rows: `<row ${'"'.repeat(size)}/>` })],
    ['ampersands', (size: number) => ({ rows: `<row><c><v>${'&amp'.repeat(size / 4)}</v></c></row>` })],
    ['shared texts', (size: number) => ({ rows: HEADER, strings: '<si/>'.repeat(size / 5) })],
    [
      'sheets',
      (size: number) => ({ rows: HEADER, workbook: `<workbook>${'<sheet/>'.repeat(size / 8)}</workbook>` }),
    ],
  ])('5 MB of %s end in an answer that is small', async (_what, parts) => {
    expect(JSON.stringify(await readXlsx(workbook(parts(5_000_000)))).length).toBeLessThan(1000);
  });
});

describe('what is no workbook', () => {
  const good = workbook({ rows: HEADER + HEADER });

  test('a workbook cut anywhere is damaged, never a shorter table', async () => {
    for (let length = 2; length < good.length; length += 37) {
      expect(await readTableFile(good.subarray(0, length))).toMatchObject({ kind: 'problem' });
    }
  });

  test('a workbook with a changed byte never throws', async () => {
    const whole = JSON.stringify(await readTableFile(good));
    for (let at = 0; at < good.length; at += 1) {
      const bytes = good.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const table = await readTableFile(bytes);
      if (table.kind === 'table') expect(JSON.stringify(table)).toBe(whole);
    }
  });

  test.each<[string, Parts, string]>([
    ['a document', { rows: '', without: ['_rels/.rels', 'xl/workbook.xml'] }, 'notSpreadsheet'],
    ['without a sheet', { rows: '', workbook: '<workbook><sheets/></workbook>' }, 'notSpreadsheet'],
    ['with a missing sheet', { rows: '', without: ['xl/worksheets/sheet1.xml'] }, 'notSpreadsheet'],
    ['with an empty sheet', { rows: '' }, 'empty'],
    ['with a header alone', { rows: HEADER }, 'empty'],
    [
      'with a document type',
      {
        rows: '',
        workbook:
          '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hosts">]><workbook>&c;</workbook>',
      },
      'damaged',
    ],
    ['with a tag that never ends', { rows: '', workbook: '<workbook><sheets><sheet r:id="rId1' }, 'damaged'],
    [
      'not in UTF-8',
      { rows: '', more: { 'xl/workbook.xml': new Uint8Array([0x3c, 0xff, 0x3e]) } },
      'damaged',
    ],
  ])('%s', async (_what, parts, problem) => {
    expect(await readXlsx(workbook(parts))).toEqual({ kind: 'problem', problem });
  });

  test('an archive of something else, an old workbook, an entry behind a password', async () => {
    expect(await readTableFile(zipSync({ 'word/document.xml': new Uint8Array(9) }))).toMatchObject({
      problem: 'notSpreadsheet',
    });
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await readTableFile(old)).toEqual({ kind: 'problem', problem: 'oldFormat' });
    const bytes = zipSync(workbookFiles({ rows: HEADER }));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
    }
    expect(await readTableFile(bytes)).toEqual({ kind: 'problem', problem: 'protected' });
  });
});
