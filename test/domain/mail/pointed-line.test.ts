import { describe, expect, test } from '@jest/globals';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { readMail, readingMail } from '../../../domain/mail/read-mail.ts';
import { saidIn } from '../../../domain/mail/pointed-line.ts';
import { finish } from '../../../domain/steps.ts';
import type { Fact } from '../../../domain/mail/wordings.ts';

/** What a line holds of the fact that a person says it is. */
function said(fact: Fact, line: string, next?: string): readonly unknown[] {
  return saidIn(fact, line, next, MAIL_NAMES).map(({ value }) => value);
}

const DAY = { kind: 'day', day: '2027-05-02' };

describe('a line of which a person says what it is', () => {
  test.each<[Fact, string, unknown]>([
    ['number', 'Our token for it: SAP-7F3K-0042', 'SAP-7F3K-0042'],
    ['number', 'SAP-7F3K-0042', 'SAP-7F3K-0042'],
    ['number', 'As promised on the phone, it is SAP-7F3K-0042, and Vera knows of it.', 'SAP-7F3K-0042'],
    ['number', 'Номер: 4711-0042 (из портала)', '4711-0042'],
    ['number', '券の番号：KZ-20931-B', 'KZ-20931-B'],
    [
      'adminEmail',
      'Who looks after it: Vera Novak <Vera.Novak@customer.example>',
      'vera.novak@customer.example',
    ],
    ['engagement', 'What we want: a SharePoint deployment plan', 'sharepoint'],
    ['serviceLevel', 'The whole thing shall take five days', 5],
    ['serviceLevel', 'Length: 10', 10],
    ['expiresOn', 'Nach dem 2. Mai 2027 ist es zu spät.', DAY],
    ['expiresOn', 'Fin: 2027-05-02', DAY],
    ['assignedOn', 'Am 2.5.2027 bekommen', DAY],
    ['customer', 'Contoso (synthetic)', 'Contoso (synthetic)'],
    ['customer', 'The lucky one: Contoso (synthetic)', 'Contoso (synthetic)'],
    ['customer', 'Haltende Firma\tContoso (synthetic)', 'Contoso (synthetic)'],
    ['customer', 'Клиент: ООО «Контосо»', 'ООО «Контосо»'],
    ['projectManager', 'Leads it: Paul Manager, +48 22 555 01 42', 'Paul Manager'],
    ['agreement', 'Under V3345-0091', 'V3345-0091'],
  ])('as the %s: %s', (fact, line, value) => {
    expect(said(fact, line)).toEqual([value]);
  });

  test.each<[Fact, string]>([
    ['adminEmail', 'Expires: 2 May 2027'],
    ['expiresOn', 'Vera Novak <vera@customer.example>'],
    ['expiresOn', 'Service level: 5 days'],
    ['serviceLevel', 'Duration: 7 days'],
    ['serviceLevel', 'Customer: Contoso (synthetic)'],
    ['engagement', 'Customer: Contoso (synthetic)'],
    ['number', 'Expires: 2 May 2027'],
    ['number', 'Dear colleague'],
    ['number', 'vera42@customer.example'],
    ['customer', 'Expires: 2 May 2027'],
    ['customer', '5 days'],
    ['customer', 'SAP-7F3K-0042'],
    ['customer', 'vera@customer.example'],
    ['agreement', 'Dear colleague'],
  ])('holds no %s: %s', (fact, line) => {
    expect(said(fact, line)).toEqual([]);
  });

  test('a label alone means the line below, and a value that its line breaks off goes on there', () => {
    expect(said('customer', 'Held by:', 'Contoso (synthetic)')).toEqual(['Contoso (synthetic)']);
    expect(said('number', 'Voucher ID', 'SAP-7F3K-0042')).toEqual(['SAP-7F3K-0042']);
    expect(said('number', 'It is SAP-7F3K-', '0042')).toEqual(['SAP-7F3K-0042']);
    expect(said('adminEmail', 'vera.novak@', 'customer.example')).toEqual(['vera.novak@customer.example']);
  });

  test('several values of a line are all of them', () => {
    expect(said('adminEmail', 'vera@customer.example or jan@customer.example')).toEqual([
      'vera@customer.example',
      'jan@customer.example',
    ]);
    expect(said('serviceLevel', '5 or 10 days')).toEqual([5, 10]);
  });
});

test('a text in which no voucher is read is read with the number that a person says', () => {
  const text = [
    'Hi, here is what the portal sent me.',
    'Code KLM-2203-77',
    'SharePoint Deployment Planning, 5 days',
    'Good through 2 May 2027',
  ].join('\n');
  expect(readMail(text, MAIL_NAMES).kind).toBe('notMail');
  const read = finish(readingMail(text, MAIL_NAMES, ['KLM-2203-77']));
  const [one] = read.kind === 'candidates' ? read.candidates : [];
  expect(one).toMatchObject({
    number: { value: 'KLM-2203-77' },
    engagement: [{ value: 'sharepoint' }],
    serviceLevel: [{ value: 5 }],
    expiresOn: [{ value: DAY }],
  });
});
