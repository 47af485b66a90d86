import { describe, expect, jest, test } from '@jest/globals';
import { MAX_CANDIDATES, MAX_MAIL, readMail, type VoucherCandidate } from '../../../domain/mail/read-mail.ts';
import { MAX_VALUES, type Found } from '../../../domain/mail/facts.ts';
import type { PrintedDate } from '../../../domain/mail/date.ts';
import { NAMES } from './mails/names.ts';
import { NEGATIVES } from './mails/negatives.ts';
import { POSITIVES } from './mails/positives.ts';

// Other suites start processes; what takes this long here never comes back.
jest.setTimeout(5_000);

function candidates(text: string): readonly VoucherCandidate[] {
  const reading = readMail(text, NAMES);
  return reading.kind === 'candidates' ? reading.candidates : [];
}

function only(text: string): VoucherCandidate {
  const [first, ...more] = candidates(text);
  if (!first || more.length > 0) throw new Error(`expected one candidate, got ${candidates(text).length}`);
  return first;
}

function plain(value: unknown): unknown {
  const date = value as PrintedDate;
  if (typeof value !== 'object' || value === null) return value;
  return date.kind === 'day' ? date.day : date.options;
}

function values(candidate: VoucherCandidate | undefined, fact: string): unknown[] {
  const found = candidate?.[fact as keyof VoucherCandidate] as Found<unknown> | Found<unknown>[] | undefined;
  return (Array.isArray(found) ? found : found ? [found] : []).map(({ value }) => plain(value));
}

describe('a voucher mail is read', () => {
  test.each(POSITIVES.map((mail) => [mail.name, mail] as const))('%s', (_name, { text, numbers, facts }) => {
    const found = candidates(text);
    expect(found.map(({ number }) => number.value)).toEqual(numbers);
    for (const [nth, expected] of (facts ?? []).entries()) {
      const read = Object.keys(expected).map((fact) => [fact, values(found[nth], fact)]);
      expect(Object.fromEntries(read)).toEqual(expected);
    }
    expect(found.every(({ conflicts }) => conflicts.length === 0)).toBe(true);
  });

  test.each(POSITIVES.map((mail) => [mail.name, mail] as const))(
    '%s, quoted and with Windows line ends',
    (_name, mail) => {
      const quoted = mail.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\r\n');
      expect(candidates(quoted).map(({ number }) => number.value)).toEqual(mail.numbers);
    },
  );
});

describe('no voucher mail', () => {
  test.each(NEGATIVES)('%s', (_name, text) => {
    expect(readMail(text, NAMES).kind).toBe('notMail');
  });
});

test('a value that goes on set in below itself does so in what is quoted, too', () => {
  const rows = ['Voucher number:   SAP-7F3K-', '                  2201', 'Service level:    5 days'];
  const quoted = (marks: readonly string[]): string =>
    ['Planning Services voucher', ...rows.map((row, nth) => `${marks[nth]}${row}`)].join('\n');
  for (const marks of [
    ['', '', ''],
    ['> ', '> ', '> '],
    ['>> ', '>> ', '>> '],
  ])
    expect(only(quoted(marks)).number.value).toBe('SAP-7F3K-2201');
});

function mailFrom(who: string, number: string): string {
  return `From: ${who}@sender.example\nTo: ${who}@customer.example\nSubject: Voucher\n\nVoucher ID: ${number}\n`;
}

describe('what a mail does not settle', () => {
  test('a fact printed twice with different values is kept twice and named', () => {
    const found = only(
      'Voucher ID: SAP-7F3K-0042\nService level: 5 days\nService level: 10 days\nExpires: 2 May 2027',
    );
    expect(values(found, 'serviceLevel')).toEqual([5, 10]);
    expect(found.conflicts).toEqual(['serviceLevel']);
  });

  test.each([
    'Service level: 5 days / 10 days',
    'Service level: 5 / 10 days',
    'Service level: 5 or 10',
    'Engagement: SharePoint Deployment Planning, 5 or 10 days',
    'SharePoint Deployment Planning (5-10 days)',
    'SharePoint Deployment Planning, 5 дней или 10 дней',
    'SharePoint Deployment Planning: 5 dni albo 10 dni',
    'SharePoint Deployment Planning, 5 oder 10 Tage',
  ])('two lengths in one line are two, and none is taken: %s', (line) => {
    const found = only(`Voucher ID: SAP-7F3K-0042\n${line}`);
    expect(values(found, 'serviceLevel')).toEqual([5, 10]);
  });

  test.each([
    'Service level: 5 days (40 hours)',
    'Service level: 5 days / 5 working days',
    'SharePoint Deployment Planning, 5 days, assigned on 3 November 2026',
    'SharePoint Deployment Planning, 3 November 2026, 5 days',
    'SharePoint Deployment Planning, 5 days, valid for 180 days',
  ])('one length beside other numbers is one: %s', (line) => {
    const found = only(`Voucher ID: SAP-7F3K-0042\n${line}`);
    expect(values(found, 'serviceLevel')).toEqual([5]);
  });

  test('the same value in two spellings is no conflict', () => {
    const found = only(
      'Voucher ID: SAP-7F3K-0042\nExpires: 2 May 2027\nValid until: 2027-05-02\nDuration: 5\nDays: 5 days',
    );
    expect(found.conflicts).toEqual([]);
    expect(found.expiresOn).toEqual([
      { value: { kind: 'day', day: '2027-05-02' }, raw: '2 May 2027', by: 'label', sure: true },
    ]);
  });

  test('an engagement of another offering than the labelled one is a conflict', () => {
    const found = only(
      'Voucher ID: SAP-7F3K-0042\nProgram: DDPS\nEngagement: SharePoint Deployment Planning',
    );
    expect([found.conflicts, values(found, 'offering'), values(found, 'engagement')]).toEqual([
      ['engagement'],
      ['ddps'],
      ['sharepoint'],
    ]);
  });

  test('an engagement that the catalogue does not know is shown, not guessed', () => {
    const found = only('Voucher ID: SAP-7F3K-0042\nEngagement: Lync and Exchange (synthetic), 5 days');
    expect([found.engagement, values(found, 'unknownEngagement'), values(found, 'serviceLevel')]).toEqual([
      [],
      ['Lync and Exchange (synthetic), 5 days'],
      [5],
    ]);
  });

  test('an ambiguous date keeps both days and the text', () => {
    expect(only('Voucher ID: SAP-7F3K-0042\nExpires: 03/11/2026').expiresOn).toEqual([
      {
        value: { kind: 'ambiguous', options: ['2026-11-03', '2026-03-11'] },
        raw: '03/11/2026',
        by: 'label',
        sure: true,
      },
    ]);
  });

  test('a label beats a token', () => {
    const found = only(
      'From: a@sender.example\nTo: b@customer.example\nSubject: DDPS, 10 days\n\nVoucher ID: SAP-7F3K-0042\nProgram: SDPS\nService level: 5 days\nVoucher admin: c@customer.example',
    );
    expect(found.adminEmail).toEqual([
      { value: 'c@customer.example', raw: 'c@customer.example', by: 'label', sure: true },
    ]);
    expect([values(found, 'offering'), values(found, 'serviceLevel')]).toEqual([['sdps'], [5]]);
  });

  test('an address of the mail head is a suggestion only, and ours is not suggested', () => {
    const head = 'From: a@sender.example\nTo: b@customer.example\nSubject: ';
    expect(only(`${head}Voucher\n\nVoucher ID: SAP-7F3K-0042`).adminEmail).toEqual([
      { value: 'b@customer.example', raw: 'b@customer.example', by: 'token', sure: false },
    ]);
    const forward = only(`${head}FW: Voucher\n\nVoucher ID: SAP-7F3K-0042`);
    expect([forward.adminEmail, forward.forwardedBy?.value]).toEqual([[], 'a@sender.example']);
  });

  test('two mails pasted together have each their own sender', () => {
    const found = candidates(mailFrom('anna', 'SAP-0001') + mailFrom('jan', 'SAP-0002'));
    expect(
      found.map(({ sender, forwardedBy, adminEmail }) => [sender?.value, forwardedBy, adminEmail[0]?.value]),
    ).toEqual([
      ['anna@sender.example', undefined, 'anna@customer.example'],
      ['jan@sender.example', undefined, 'jan@customer.example'],
    ]);
  });
});

describe('names of engagements', () => {
  test.each([
    ['S-EDPS', 'offering', 's-edps'],
    ['S&EDPS', 'offering', 's-edps'],
    ['s & edps', 'offering', 's-edps'],
    ['SSDPS', 'offering', 'ssdps'],
    ['sdps', 'offering', 'sdps'],
    ['Sharepoint deployment–planning', 'engagement', 'sharepoint'],
    ['Windows & Office Deployment Planning', 'engagement', 'windows-office'],
    ['SharePoint Deployment Planning Services', 'offering', 'sdps'],
    ['SHAREPOINT DEPLOYMENT PLANNING (5 days)', 'engagement', 'sharepoint'],
    ['планирование развёртывания sharepoint', 'engagement', 'sharepoint'],
  ])('%s is the %s %s', (printed, fact, id) => {
    const found = only(`Voucher ID: SAP-7F3K-0042\nProgram: ${printed}`);
    expect([
      values(found, 'engagement'),
      values(found, 'offering'),
      values(found, 'unknownEngagement'),
    ]).toEqual([fact === 'engagement' ? [id] : [], fact === 'offering' ? [id] : [], []]);
  });

  test('in running text they are suggestions', () => {
    expect(
      only('A voucher for SharePoint Deployment Planning (5 days)\nVoucher ID: SAP-7F3K-0042'),
    ).toMatchObject({
      engagement: [{ value: 'sharepoint', raw: 'SharePoint Deployment Planning', by: 'token' }],
      serviceLevel: [{ value: 5, raw: '5 days', by: 'token' }],
      conflicts: [],
    });
  });
});

describe('a voucher number', () => {
  test.each([
    ['A1B2'],
    ['SAP/7F3K/0042'],
    ['SAP_7F3K.0042'],
    ['1234 5678 9012'],
    ['«SAP-7F3K-0042»'],
    ['"SAP-7F3K-0042"'],
    ['# SAP-7F3K-0042'],
    ['`SAP-7F3K-0042`;'],
    [`A${'1'.repeat(63)}`],
    ['SAP-7F3K-0042 (SharePoint)'],
    ['SAP-7F3K-0042 - 5 days'],
    ['SAP-7F3K-0042, SDPS'],
    ['SAP-7F3K-0042 Status: Assigned'],
  ])('may be printed as %s', (printed) => {
    expect(candidates(`Voucher ID: ${printed}`)).toHaveLength(1);
  });

  test.each([
    ['A1B'],
    [`A${'1'.repeat(64)}`],
    ['ABCDEF'],
    ['2 May 2027'],
    ['2027-05-02'],
    ['12.50'],
    ['100 PLN'],
    ['5 days'],
    ['555-123-4567'],
    ['+48220000042'],
    ['www.customer.example/0042'],
    ['customer42.example'],
    ['x0042@customer.example'],
    ['SAP-7F3K-0042?'],
    ['SAP-7F3K-0042 and the rest'],
    ['<number 0042>'],
    ['{voucher0042}'],
    ['see line 42 below'],
    ['受講券0042を入力'],
  ])('is never %s', (printed) => {
    expect(readMail(`Voucher ID: ${printed}`, NAMES)).toEqual({ kind: 'notMail' });
  });
});

test('the head of a column is no customer', () => {
  const text =
    'Dear partner, these are the vouchers of Gray North Ltd, administrator for all: benefits@graynorth.example.\n\n' +
    'Voucher\tEngagement\tDays\tValid until\nGN-1010\tExchange Deployment Planning\t5\t3 April 2027\n' +
    'GN-1011\tExchange Deployment Planning\t5\t3 April 2027';
  expect(candidates(text).map((one) => values(one, 'customer'))).toEqual([
    ['Gray North Ltd'],
    ['Gray North Ltd'],
  ]);
});

describe('bounds', () => {
  test('fifty candidates, and how many more there are', () => {
    const text = Array.from(
      { length: 300 },
      (_, n) => `Voucher ID: SAP-${1000 + n}\nService level: 5 days`,
    ).join('\n');
    const reading = readMail(text, NAMES);
    if (reading.kind !== 'candidates') throw new Error('not read');
    expect([reading.candidates.length, reading.left]).toEqual([MAX_CANDIDATES, 250]);
    expect(reading.candidates.every(({ serviceLevel }) => serviceLevel.length === 1)).toBe(true);
  });

  test('what stands beyond the first 200 KB is not read', () => {
    const filler = `${'x'.repeat(99)}\n`.repeat(MAX_MAIL / 100);
    expect(candidates(`Voucher ID: SAP-0001\n${filler}\nVoucher ID: SAP-0002`)).toHaveLength(1);
    expect(candidates(`${filler}\n\nVoucher ID: SAP-0002`)).toHaveLength(0);
  });

  test('what stands beyond 2,000 characters of a line is not read', () => {
    expect(candidates(`${' '.repeat(10)}Voucher ID:${'\t'.repeat(1_995)}SAP-0001`)).toHaveLength(0);
    expect(values(only(`Voucher ID: SAP-0001\nCustomer: ${'x'.repeat(3_000)}`), 'customer')).toEqual([
      'x'.repeat(200),
    ]);
  });

  test('few values of one fact, each of at most 200 characters, all clean', () => {
    const lines = Array.from(
      { length: 50 },
      (_, n) => `Customer: \u202E${String(n).padEnd(400, 'ab')}\u0000`,
    );
    const found = only(`Voucher ID: SAP-0001\n${lines.join('\n')}`);
    expect(found.customer).toHaveLength(MAX_VALUES);
    for (const { value, raw } of found.customer) {
      expect(value).toMatch(/^[\dab]{200}$/);
      expect(raw).toBe(value);
    }
  });

  // No timing is asserted: that each of these comes back at all, within the runner's limit, is the point.
  test.each([
    ['line breaks', '\n'],
    ['spaces', ' '],
    ['quote marks', '> '],
    ['colons', ':'],
    ['labels without values', 'Voucher ID:\n'],
    ['labels in one line', 'Voucher ID: '],
    ['labels without separators', 'voucher id '],
    ['cells', 'Voucher ID|'],
    ['tabs', 'Voucher ID\t'],
    ['numbers', 'Voucher ID: SAP-0001\nService level: 5 days\n'],
    ['many facts of one number', 'Expires: 2 May 2027\n'],
    ['heads', 'From: a@sender.example\nTo: b@customer.example\n'],
    ['names', 'SharePoint Deployment '],
    ['mentions', '<at><at '],
    ['digits', '1 2 3 4/5/'],
    ['quotes', `"'"'`],
    ['addresses', '@.@a.a'],
    ['brackets', '(['],
    ['invisible characters', '\u200B\u202E'],
    ['composed characters', 'ﷺ'],
  ])('hostile: %s', (_what, part) => {
    const text = `Planning Services\nVoucher ID: SAP-0001\n${part.repeat(MAX_MAIL / part.length)}x`;
    const reading = readMail(text, NAMES);
    const found = reading.kind === 'candidates' ? reading.candidates : [];
    expect(found.length).toBeLessThanOrEqual(MAX_CANDIDATES);
    expect(JSON.stringify(reading).length).toBeLessThan(20_000);
  });
});

test('reading is pure: the same text gives the same reading', () => {
  for (const { text } of POSITIVES) expect(readMail(text, NAMES)).toEqual(readMail(text, NAMES));
});

test('in sentences that speak of several each date is of the number in its own sentence, or is asked', () => {
  const all = candidates(
    'We were given three vouchers by Contoso (synthetic). The first one, KL-0091-A, is for SharePoint\n' +
      'Deployment Planning; it was assigned on 2 November 2026 and runs out on 1 May 2027. KL-0092-B is for\n' +
      'Exchange Deployment Planning, ten days. The third, KL-0093-C, gives three days for the Windows Server\n' +
      'platform; it was assigned on 9 November 2026, so you have until 8 May 2027. Vera (vera@customer.example)\n' +
      'administers all of them.',
  );
  expect(all.map(({ number }) => number.value)).toEqual(['KL-0091-A', 'KL-0092-B', 'KL-0093-C']);
  expect(all.map((one) => values(one, 'engagement'))).toEqual([['sharepoint'], ['exchange'], []]);
  expect(all.map((one) => one.adminEmail.map(({ value }) => value))).toEqual(
    all.map(() => ['vera@customer.example']),
  );
  const [first] = all;
  expect(first?.assignedOn.map(({ value, sure }) => [value, sure])).toEqual([
    [{ kind: 'day', day: '2026-11-02' }, false],
  ]);
});
