import { describe, expect, test } from '@jest/globals';
import { readCountry } from '../../../dialogs/inputs.ts';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { readTable, type Table } from '../../../domain/csv-table.ts';
import { Names } from '../../../domain/mail/values.ts';
import { columnsOfSheet, isVoucherHeader } from '../../../domain/sheet/columns.ts';
import type { SheetField } from '../../../domain/sheet/headings/headings.ts';
import { productOf, readSheet, type SheetRow } from '../../../domain/sheet/rows.ts';
import { stateOf } from '../../../domain/sheet/states.ts';
import { companyOf, d } from '../given.ts';

const TODAY = d('2026-11-29');
const fits = {
  isLocation: (cell: string) => cell.startsWith('SYN-'),
  isCountry: (cell: string) => 'code' in readCountry(cell),
  isEngagement: (cell: string) => productOf(cell, Names.of(MAIL_NAMES)) !== undefined,
};

function tableOf(text: string): Table {
  const table = readTable(text, isVoucherHeader);
  if (table.kind !== 'table') throw new Error(`no table: ${table.problem}`);
  return table;
}

function columns(text: string): readonly (readonly [string, SheetField | undefined, boolean])[] {
  const table = tableOf(text);
  return columnsOfSheet(table, fits).map(({ heading, field, isSure }) => [heading, field, isSure]);
}

function rows(text: string): readonly SheetRow[] {
  const table = tableOf(text);
  return [
    ...readSheet(table, {
      columns: columnsOfSheet(table, fits),
      names: MAIL_NAMES,
      company: companyOf(),
      consultants: { anna: 'Anna Nowak (synthetic)', boris: 'Boris Petrov (synthetic)' },
      countryOf: readCountry,
      today: TODAY,
    }),
  ];
}

describe('columns', () => {
  test.each<[string, string, readonly (SheetField | undefined)[]]>([
    [
      'English',
      'Voucher ID;Status;Customer;Engagement;Days;Assigned;Expires;Notes\nSAP-1;Reserved;Contoso;SharePoint Deployment Planning;5;2026-08-31;2027-02-27;call back\nSAP-0002;Assigned;Fabrikam;Exchange;3;2026-08-31;2027-02-27;',
      [
        'number',
        'status',
        'customer',
        'engagement',
        'serviceLevel',
        'assignedOn',
        'printedExpiry',
        undefined,
      ],
    ],
    [
      'Russian',
      '№ ваучера;Состояние;Заказчик;Вид услуги;Дней;Действителен до;Исполнитель\nSAP-0001;в работе;Ромашка;SharePoint;5;27.02.2027;Борис Петров\nSAP-0002;новый;Василёк;Exchange;3;27.02.2027;Анна Новак',
      ['number', 'status', 'customer', 'engagement', 'serviceLevel', 'printedExpiry', 'consultant'],
    ],
    [
      'Polish',
      'Nr vouchera;Stan;Klient;Ważny do;Kraj;Data rozpoczęcia;Data zakończenia\nSAP-0001;w realizacji;Żółw;27.02.2027;Polska;30.11.2026;04.12.2026\nSAP-0002;nowy;Bocian;27.02.2027;Niemcy;;',
      ['number', 'status', 'customer', 'printedExpiry', 'country', 'start', 'end'],
    ],
  ])('are recognised in %s', (_language, text, wanted) => {
    expect(columns(text).map(([, field]) => field)).toEqual(wanted);
  });

  test('a heading that nobody listed is told by what stands in it, or asked', () => {
    const found = columns(
      'Vchr ref;Cust.;Mail of their admin;Xyzzy\nSAP-0001;Contoso;a@contoso.example;17\nSAP-0002;Fabrikam;b@fabrikam.example;18',
    );
    expect(found.map(([, field]) => field)).toEqual(['number', 'customer', 'adminEmail', undefined]);
  });

  test('what somebody said of a heading is not asked again', () => {
    const table = tableOf('Nr;Xyzzy\nSAP-0001;Contoso\nSAP-0002;Fabrikam');
    const said = new Map<string, SheetField | 'none'>([['xyzzy', 'customer']]);
    expect(columnsOfSheet(table, fits, said)[1]).toMatchObject({ field: 'customer', isSure: true });
  });

  test('of two that could be the same field only one is it', () => {
    const fields = columns(
      'Voucher;Number;Customer\nSAP-0001;1;Contoso\nSAP-0002;2;Fabrikam\nSAP-0003;3;Northwind',
    ).map(([, field]) => field);
    expect(fields).toEqual(['number', undefined, 'customer']);
  });

  test.each([
    ['a list of locations', 'Location ID;Country;Name'],
    ['competencies', 'Competency;Level'],
    ['a shopping list', 'What;How many'],
    ['numbers alone', 'Voucher number'],
  ])('%s is no list of vouchers', (_what, header) => {
    expect(isVoucherHeader(header.split(';'))).toBe(false);
  });
});

describe('states', () => {
  test.each([
    ['Reserved', 'reserved'],
    ['RESERVED (VVR)', 'reserved'],
    ['2 - Redeemed', 'redeemed'],
    ['зарезервировано', 'reserved'],
    ['Погашено', 'redeemed'],
    ['zrealizowane', 'redeemed'],
    ['Anulowano', 'other'],
    ['Expired', 'other'],
    ['w toku', 'reserved'],
    ['purple', undefined],
    ['', undefined],
    ['x'.repeat(5000), undefined],
  ])('%s is %s', (cell, state) => {
    expect(stateOf(cell)).toBe(state);
  });
});

describe('rows', () => {
  const head =
    'Voucher;Status;Customer;Engagement;Days;Assigned;Expires;Reserved on;Start;End;Country;Consultant;Redeemed on';
  const one = (cells: string): SheetRow => {
    const [row] = rows(`${head}\n${cells}`);
    if (row === undefined) throw new Error('no row');
    return row;
  };

  test('a whole one is recorded with all that it says', () => {
    expect(
      one(
        'SAP-0001;Reserved;Contoso;SharePoint;5;2026-08-31;2027-02-27;2026-11-02;2026-11-30;2026-12-04;Poland;Boris Petrov;',
      ),
    ).toEqual({
      line: 2,
      kind: 'voucher',
      voucher: {
        number: 'SAP-0001',
        printed: 'SAP-0001',
        customer: 'Contoso',
        unknown: [{ field: 'consultant', value: 'Boris Petrov' }],
        facts: {
          number: 'SAP-0001',
          engagement: 'sharepoint',
          serviceLevel: 5,
          assignedOn: '2026-08-31',
          printedExpiry: '2027-02-27',
          adminKnown: false,
        },
        stage: {
          status: 'reserved',
          reservation: {
            on: '2026-11-02',
            start: '2026-11-30',
            end: '2026-12-04',
            country: 'PL',
            attested: [],
          },
        },
        stateBy: 'word',
      },
    });
  });

  test('what it does not say is absent', () => {
    expect(one('SAP-0001;Reserved;;;;;;;;;;;')).toMatchObject({
      kind: 'voucher',
      voucher: {
        stage: { status: 'reserved', reservation: { attested: [] } },
        facts: { number: 'SAP-0001' },
      },
    });
  });

  test.each<[string, string, string]>([
    ['a redemption', ';;;;;;;;;;2026-11-03', 'redeemed'],
    ['a reservation', ';;;;;2026-11-03;;;;;', 'reserved'],
    ['nothing', ';;;;;;;;;', 'assigned'],
  ])('without a state it is what its days say: %s', (_what, days, status) => {
    expect(one(`SAP-0001;;Contoso${days}`)).toMatchObject({
      kind: 'voucher',
      voucher: { stage: { status } },
    });
  });

  test.each<[string, string, string, string]>([
    ['no number', ';Reserved;Contoso;;;;;;;;;;', 'number', 'noNumber'],
    ['digits that Excel has lost', '1.23457E+11;Reserved;;;;;;;;;;;', 'number', 'lostDigits'],
    ['a sentence for a number', 'see mail;Reserved;;;;;;;;;;;', 'number', 'noVoucherNumber'],
    ['a state that nobody knows', 'SAP-0001;purple;;;;;;;;;;;', 'status', 'unknownState'],
    ['a day that there is not', 'SAP-0001;Assigned;;;;2026-02-30;;;;;;;', 'assignedOn', 'unknownDay'],
    ['a day that may be two', 'SAP-0001;Assigned;;;;03/11/2026;;;;;;;', 'assignedOn', 'ambiguousDay'],
    ['a country that there is not', 'SAP-0001;Reserved;;;;;;;;;Ruritania;;', 'country', 'unknownCountry'],
    ['four days', 'SAP-0001;Assigned;;;4;;;;;;;;', 'serviceLevel', 'unknownLevel'],
    ['a formula', '=HYPERLINK("x");Assigned;;;;;;;;;;;', 'number', 'formula'],
    [
      'a state that says less than a day',
      'SAP-0001;Assigned;;;;;;;;;;;2026-11-03',
      'status',
      'stateAgainstDays',
    ],
  ])('%s is a trouble of its row', (_what, cells, field, code) => {
    expect(one(cells)).toMatchObject({
      kind: 'trouble',
      troubles: expect.arrayContaining([expect.objectContaining({ field, trouble: { code } })]),
    });
  });

  test('one unmistakable date tells the order of day and month of all', () => {
    const read = rows('Voucher;Status;Assigned\nSAP-0001;Assigned;03/11/2026\nSAP-0002;Assigned;30/10/2026');
    expect(read).toMatchObject([
      { voucher: { facts: { assignedOn: '2026-11-03' } } },
      { voucher: { facts: { assignedOn: '2026-10-30' } } },
    ]);
  });

  test('a number that a spreadsheet made of it is the number', () => {
    expect(one('123456789012.0;Assigned;;;;;;;;;;;')).toMatchObject({ voucher: { number: '123456789012' } });
  });

  test('the same row twice is one voucher; two that disagree are none', () => {
    const row = 'SAP-0001;Assigned;Contoso;;;;;;;;;;';
    expect(rows(`${head}\n${row}\n${row}`).map(({ kind }) => kind)).toEqual(['voucher', 'again']);
    const [, second] = rows(`${head}\n${row}\nsap–0001;Reserved;Contoso;;;;;;;;;;`);
    expect(second).toMatchObject({
      kind: 'trouble',
      troubles: [{ trouble: { code: 'disagrees', line: 2 } }],
    });
  });

  test('the heading that is printed again within the list is no row', () => {
    const row = (number: string): string => `${number};Assigned;Contoso;;;;;;;;;;`;
    const read = rows(`${head}\n${row('SAP-0001')}\n${head}\n${row('SAP-0002')}`);
    expect(read.map(({ kind, line }) => [kind, line])).toEqual([
      ['voucher', 2],
      ['voucher', 4],
    ]);
  });

  test('a cancelled one is left out, and said so', () => {
    expect(one('SAP-0001;Cancelled;;;;;;;;;;;')).toEqual({
      line: 2,
      kind: 'over',
      number: 'SAP-0001',
      state: 'Cancelled',
    });
  });
});
