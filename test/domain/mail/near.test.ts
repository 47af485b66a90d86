import { describe, expect, test } from '@jest/globals';
import { readMail } from '../../../domain/mail/read-mail.ts';
import { NAMES } from './mails/names.ts';

function near(...lines: readonly string[]): string | undefined {
  const reading = readMail(lines.join('\n'), NAMES);
  return reading.kind === 'notMail' ? reading.near : reading.kind;
}

describe('a text that is no voucher mail, but near to one', () => {
  test.each([
    [
      'training',
      [
        'Software Assurance training voucher',
        'Voucher ID: SATV-7F3K-0042',
        'Learning partner: Example',
        'Course: 5 days',
      ],
    ],
    [
      'training',
      [
        'Ваучер на обучение',
        'Номер ваучера: УЧ-2026-0042',
        'Слушатель: Анна (synthetic)',
        'Курс администрирования, 5 дней',
      ],
    ],
    [
      'training',
      ['VOUCHER SZKOLENIOWY', 'Numer: SZK-0042', 'Uczestnik szkolenia: Anna (synthetic)', 'Dni szkolenia: 3'],
    ],
    ['training', ['研修受講券のお知らせ', '受講者：安田（架空）', '受講日数：3日', '番号：TR-0042']],
    [
      'invoice',
      [
        'Invoice 2026-0042',
        'Deployment planning days, SharePoint: 5',
        'Total: 5750.00 EUR',
        'Payment due: 3 Dec 2026',
      ],
    ],
    ['invoice', ['Bestellung Nr. 4500-0042', 'Lieferant: Contoso (synthetic)', 'Pos. 10: 5 Tage SharePoint']],
    [
      'invoice',
      [
        'Angebot 2026-0042',
        '5 Tage Beratung SharePoint',
        'Gesamtbetrag: 5.000,00 EUR',
        'gültig bis 3.12.2026',
      ],
    ],
    [
      'agreement',
      [
        'Volume licensing agreement statement',
        'Agreement number: V4455',
        'Software Assurance until 30 June 2028',
        'SharePoint Server: 4',
      ],
    ],
    ['agreement', ['Umowa ramowa 5580117', 'Klient: Contoso (synthetic)', 'Okres umowy: do 31.12.2027']],
    [
      'voucher',
      [
        'Hello,',
        'has the customer assigned the planning voucher yet?',
        'I have seen nothing in VVR.',
        'Anna',
      ],
    ],
    [
      'voucher',
      ['Dobrý den,', 'dorazil už poukaz na těch 5 dní?', 'Číslo jsme v e-mailu nedostali.', 'Děkuji, Anna'],
    ],
    [
      'voucher',
      [
        'Could you please ask the administrator of the customer to send the number of the planning voucher for SharePoint, five days, once more?',
      ],
    ],
  ] as const)('%s: %j', (what, lines) => {
    expect(near(...lines)).toBe(what);
  });
});

describe('near to nothing', () => {
  test.each([
    ['what somebody types', ['planning voucher']],
    ['a typed sentence', ['where do I find the number of my planning voucher?']],
    ['two short lines', ['Hi', 'where is the planning voucher?']],
    [
      'a hotel voucher',
      [
        'Hotel voucher',
        'Voucher No: H-0042',
        'Guest: Anna (synthetic)',
        '3 days, half board',
        'Total: 300.00 EUR',
      ],
    ],
    ['a gift', ['You received a gift card', 'Voucher number: GC-7F3K-0042', 'Valid until: 2 May 2027']],
    ['a parcel', ['Your parcel is on its way', 'Tracking: 0042-7F3K', 'It arrives in 2 days']],
    [
      'a project plan',
      ['Project plan', 'Document ID: PP-4711-0042', 'Customer: Contoso (synthetic)', 'Duration: 5 days'],
    ],
  ] as const)('%s', (_name, lines) => {
    expect(near(...lines)).toBeUndefined();
  });
});
