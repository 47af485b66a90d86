import { describe, expect, jest, test } from '@jest/globals';
import {
  MAX_ERRORS,
  readCompanyTable,
  type CompanyTable,
  type RowError,
} from '../../../domain/company/tables.ts';
import { isKnownHeader } from '../../../domain/company/table-columns.ts';
import { MAX_CONSULTANTS, MAX_LOCATIONS } from '../../../domain/company/model.ts';
import { MAX_ROWS, readTable } from '../../../domain/csv-table.ts';

/** Whatever somebody sends is read in no time: far less than this, on any machine. */
jest.setTimeout(30_000);

// Names, ids and companies are synthetic.

const COUNTRIES = new Map([
  ['poland', 'PL'],
  ['polska', 'PL'],
  ['польша', 'PL'],
  ['germany', 'DE'],
  ['niemcy', 'DE'],
  ['германия', 'DE'],
]);

function countryOf(name: string): { code: string } | { near: readonly string[] } {
  const code = COUNTRIES.get(name.toLowerCase());
  return code === undefined ? { near: ['PL', 'DE'] } : { code };
}

function read(...lines: readonly string[]): CompanyTable {
  const table = readTable(lines.join('\n'), isKnownHeader);
  if (table.kind !== 'table') throw new Error(`not a table: ${JSON.stringify(table)}`);
  return readCompanyTable(table, countryOf);
}

/** Errors in short: line, column and problem. */
const errorsOf = (table: CompanyTable): readonly (readonly unknown[])[] =>
  table.kind === 'unknown'
    ? [['unknown']]
    : table.errors.map(({ line, column, value, problem }: RowError) => [line, column, value, problem]);

describe('what a table is about', () => {
  test.each([
    ['competencies', 'Competency;Level;Anniversary date', 'Datacenter;Gold;2027-03-01'],
    ['competencies', 'Level,Competency', 'gold,Datacenter'],
    ['competencies', 'COMPETENCY AREA\tLevel (Silver/Gold)\tNotes', 'Data-Center\tx\t'],
    ['competencies', 'Компетенция;Уровень;Дата годовщины', 'Datacenter;Золото;1 марта 2027'],
    ['competencies', 'Kompetencja|Poziom|Data rocznicy', 'Datacenter|Złoto|1 marca 2027'],
    ['locations', 'MPN location ID,Country,Name', '4000001,Poland,Warsaw'],
    ['locations', 'Country/Region,Location ID', 'Poland,4000001'],
    ['locations', 'ID расположения MPN;Страна;Название', '4000001;Польша;Варшава'],
    ['locations', 'Identyfikator lokalizacji\tPaństwo', '4000001\tPolska'],
    ['consultants', 'Name,Assessments', 'Anna Example,Messaging'],
    ['consultants', 'Consultant,Competencies', 'Anna Example,Messaging'],
    ['consultants', 'ФИО;Экзамены', 'Анна Пример;Messaging'],
    ['consultants', 'Imię i nazwisko;Egzaminy', 'Anna Przykład;Messaging'],
    ['consultants', 'imie i nazwisko;EGZAMINY', 'Anna Przykład;Messaging'],
  ])('is %s by %j', (kind, header, row) => {
    expect(read(header, row).kind).toBe(kind);
  });

  test('columns that nobody asked for are left alone and named', () => {
    expect(read('Name,Team,Exams', 'Anna Example,South,Messaging')).toEqual({
      kind: 'consultants',
      rows: [{ line: 2, name: 'Anna Example', assessments: ['messaging'] }],
      errors: [],
      unread: 0,
      ignored: ['Team'],
    });
  });

  test.each([
    ['Competency,Since', 'competencies', ['level']],
    ['MPN location ID;Name', 'locations', ['country']],
    ['Страна;Город', 'locations', ['locationId']],
    ['Konsultant;Miasto', 'consultants', ['assessments']],
  ])('%j: the likeliest kind is named first, with what is missing', (header, kind, missing) => {
    const table = read(header, 'x;y');
    expect(table.kind === 'unknown' && table.known[0]).toMatchObject({ kind, missing });
  });

  test('headers of no kind give the columns that every kind needs', () => {
    expect(read('Foo,Bar', '1,2')).toEqual({
      kind: 'unknown',
      columns: ['Foo', 'Bar'],
      headerLine: 1,
      known: [
        {
          kind: 'competencies',
          required: ['competency', 'level'],
          optional: ['anniversary'],
          missing: ['competency', 'level'],
        },
        {
          kind: 'locations',
          required: ['locationId', 'country'],
          optional: ['locationName'],
          missing: ['locationId', 'country'],
        },
        {
          kind: 'consultants',
          required: ['consultant', 'assessments'],
          optional: [],
          missing: ['consultant', 'assessments'],
        },
      ],
    });
  });
});

describe('competencies', () => {
  test.each([
    ['Competency;Level;Anniversary', 'Datacenter;Gold;2027-03-01', 'Messaging;silver;'],
    ['Компетенция;Уровень;Годовщина', 'datacenter;Золотой;01.03.2027', 'messaging;Серебро;—'],
    ['Kompetencja;Poziom;Rocznica', 'DATACENTER;Złoty;1 marca 2027', 'Messaging;srebrny;'],
  ])('are read by %j', (...lines) => {
    expect(read(...lines)).toMatchObject({
      rows: [
        { line: 2, competency: 'datacenter', level: 'gold', anniversary: '2027-03-01' },
        { line: 3, competency: 'messaging', level: 'silver' },
      ],
      errors: [],
    });
  });

  test('every wrong cell is told, with the nearest known names', () => {
    const table = read(
      'Competency;Level;Anniversary date',
      'Data Center;Gold;2027-03-01',
      'Datacenter;Platinum;03/11/2026',
      ';Silver;soon',
      'Messaging;Gold;',
      'Enterprise Resource Planning;Silver;30.02.2027',
    );
    expect(errorsOf(table)).toEqual([
      [2, 'Competency', 'Data Center', { code: 'unknownCompetency', near: expect.any(Array) }],
      [3, 'Level', 'Platinum', { code: 'unknownLevel', near: expect.any(Array) }],
      [3, 'Anniversary date', '03/11/2026', { code: 'ambiguousDay', options: ['2026-11-03', '2026-03-11'] }],
      [4, 'Competency', '', { code: 'missing' }],
      [4, 'Anniversary date', 'soon', { code: 'unknownDay' }],
      [6, 'Anniversary date', '30.02.2027', { code: 'unknownDay' }],
    ]);
    expect(table).toMatchObject({ rows: [{ line: 5, competency: 'messaging' }] });
  });

  test('the same competency twice names the first line, also when that one is wrong elsewhere', () => {
    expect(
      errorsOf(
        read('Competency,Level', 'ERP,x', 'Messaging,gold', 'Enterprise Resource Planning (ERP),gold'),
      ),
    ).toEqual([
      [2, 'Level', 'x', { code: 'unknownLevel', near: expect.any(Array) }],
      [4, 'Competency', 'Enterprise Resource Planning (ERP)', { code: 'duplicate', firstLine: 2 }],
    ]);
  });

  test('two headers for one column', () => {
    expect(errorsOf(read('Competency,Level,Poziom', 'ERP,gold,silver'))).toEqual([
      [1, 'Poziom', 'Poziom', { code: 'duplicateColumn' }],
    ]);
  });
});

describe('locations', () => {
  test('are read', () => {
    expect(
      read('MPN location ID,Country,Name', '4000001,Poland,"Warsaw, centre"', '4000002,germany,'),
    ).toMatchObject({
      rows: [
        { line: 2, id: '4000001', country: 'PL', name: 'Warsaw, centre' },
        { line: 3, id: '4000002', country: 'DE' },
      ],
      errors: [],
    });
  });

  test('ids that differ in spaces, dashes and capitals only are the same', () => {
    expect(errorsOf(read('Location ID;Country', 'ab-40 1;Poland', 'c;Germany', 'AB–401;Poland'))).toEqual([
      [4, 'Location ID', 'AB–401', { code: 'duplicate', firstLine: 2 }],
    ]);
  });

  test.each([
    ['Location ID,Country', 'Country', 'Polnd'],
    ['ID расположения,Страна', 'Страна', 'Полша'],
    ['ID lokalizacji,Kraj', 'Kraj', 'Polsza'],
  ])('%s: an unknown country names the nearest', (header, column, country) => {
    expect(errorsOf(read(header, `1,${country}`, '2,', `${'9'.repeat(41)},Poland`, ',Poland'))).toEqual([
      [2, column, country, { code: 'unknownCountry', near: ['PL', 'DE'] }],
      [3, column, '', { code: 'missing' }],
      [4, header.split(',')[0], '9'.repeat(41), { code: 'tooLong', max: 40 }],
      [5, header.split(',')[0], '', { code: 'missing' }],
    ]);
  });

  test('as many as a company can hold, and one more', () => {
    const lines = Array.from({ length: MAX_LOCATIONS + 2 }, (_, n) => `${4_000_000 + n},Poland`);
    expect(errorsOf(read('Location ID,Country', ...lines.slice(0, MAX_LOCATIONS)))).toEqual([]);
    expect(errorsOf(read('Location ID,Country', ...lines))).toEqual([
      [MAX_LOCATIONS + 2, 'Location ID', '4000200', { code: 'tooMany', max: MAX_LOCATIONS }],
    ]);
  });
});

describe('consultants', () => {
  test.each(['Messaging; Data Platform', 'Messaging/Data Platform', 'messaging , data-platform;;Messaging'])(
    'with several assessments: %s',
    (assessments) => {
      expect(read('Name\tAssessments', `Anna Example\t${assessments}`)).toMatchObject({
        rows: [{ line: 2, name: 'Anna Example', assessments: ['messaging', 'data-platform'] }],
        errors: [],
      });
    },
  );

  test('every unknown competency of a cell is told, and a name given twice', () => {
    const table = read(
      'Имя;Тесты',
      'Анна Пример;"Messagng; Datacentre; ERP"',
      'Борис Пример;',
      ';ERP',
      'АННА  ПРИМЕР;ERP',
      'Вера Пример;"; /"',
    );
    expect(errorsOf(table)).toEqual([
      [2, 'Тесты', 'Messagng', { code: 'unknownCompetency', near: expect.arrayContaining(['messaging']) }],
      [2, 'Тесты', 'Datacentre', { code: 'unknownCompetency', near: expect.arrayContaining(['datacenter']) }],
      [3, 'Тесты', '', { code: 'missing' }],
      [4, 'Имя', '', { code: 'missing' }],
      [5, 'Имя', 'АННА ПРИМЕР', { code: 'duplicate', firstLine: 2 }],
      [6, 'Тесты', '; /', { code: 'missing' }],
    ]);
    expect(table).toMatchObject({ rows: [] });
  });

  test('as many as a company can hold, and one more', () => {
    const lines = Array.from({ length: MAX_CONSULTANTS + 1 }, (_, n) => `Anna Example ${n},ERP`);
    expect(errorsOf(read('Name,Exams', ...lines))).toHaveLength(1);
  });
});

describe('hostile tables', () => {
  test('a formula is told once, and neither evaluated nor taken for a name', () => {
    const table = read('Name,Exams,Note', '=1+1,Messaging,x', 'Anna Example,@ERP,', 'Boris Example,ERP,+1');
    expect(errorsOf(table)).toEqual([
      [2, 'Name', '=1+1', { code: 'formula' }],
      [3, 'Exams', '@ERP', { code: 'formula' }],
    ]);
    expect(table).toMatchObject({ rows: [{ line: 4, name: 'Boris Example' }] });
  });

  test.each([
    ['a phone', '+49 30 0000'],
    ['a formula', '=ROW()-1'],
    ['what is too long', 'x'.repeat(300)],
  ])('%s in a column that is not taken blocks nothing', (_what, text) => {
    const table = read('Phone;Name;Exams', `${text};Anna Example;ERP`);
    expect(errorsOf(table)).toEqual([]);
    expect(table).toMatchObject({ rows: [{ line: 2, name: 'Anna Example' }], ignored: ['Phone'] });
  });

  test.each([
    ['a title', ['Our consultants'], 2],
    ['a title that the program filled up', ['Our consultants;;', ';;'], 3],
    ['lines of two cells', ['Company;Fabrikam', 'As of;2027'], 3],
  ])('the header is found below %s, and said', (_what, above, headerLine) => {
    const table = read(...above, 'Name;Exams;Note', 'Anna Example;ERP;');
    expect(table).toMatchObject({ kind: 'consultants', headerLine, errors: [], ignored: ['Note'] });
  });

  test('of no kind it is said which line was taken', () => {
    expect(read('A title', 'Foo;Bar', '1;2')).toMatchObject({
      kind: 'unknown',
      headerLine: 2,
      columns: ['Foo', 'Bar'],
    });
  });

  test('cells too many and too long, and a formula in a header that nobody knows', () => {
    expect(errorsOf(read('Name,Exams,=x', `${'x'.repeat(300)},ERP,,y`))).toEqual([
      [2, 'Name', 'x'.repeat(200), { code: 'tooLong', max: 200 }],
      [2, undefined, 'y', { code: 'extraCell' }],
    ]);
  });

  test('rows above the limit of a table are an error of the table', () => {
    const rows = Array.from({ length: MAX_ROWS + 500 }, () => 'Anna Example,ERP');
    const errors = errorsOf(read('Name,Exams', 'Anna Example,ERP', ...rows));
    expect(errors.at(-1)).toEqual([
      MAX_ROWS + 2,
      undefined,
      '',
      { code: 'moreRows', max: MAX_ROWS, count: 501 },
    ]);
  });

  test('after many errors the rest is not looked at, and is counted', () => {
    let asked = 0;
    const table = readTable(
      `Location ID,Country\n${Array.from({ length: 2000 }, (_, n) => `${n},X${n}`).join('\n')}`,
    );
    if (table.kind !== 'table') throw new Error('not a table');
    const result = readCompanyTable(table, () => {
      asked += 1;
      return { near: [] };
    });
    expect(result).toMatchObject({ rows: [], unread: 2000 - MAX_ERRORS });
    expect(result.kind === 'locations' && result.errors).toHaveLength(MAX_ERRORS);
    expect(asked).toBe(MAX_ERRORS);
  });
});
