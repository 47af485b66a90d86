import { expect, test } from '@jest/globals';
import { mailDraft, type Candidate } from '../../../dialogs/mail/candidate.ts';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { readMail } from '../../../domain/mail/read-mail.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../../../domain/programme/catalogue.ts';

/** What a draft keeps of the vouchers of a mail. */
function kept(...lines: readonly string[]): readonly Candidate[] {
  const mail = readMail(lines.join('\n'), MAIL_NAMES);
  return mail.kind === 'candidates' ? mailDraft(mail.candidates).candidates : [];
}

test('one value of a fact fills the form', () => {
  const [one] = kept(
    'Planning Services voucher',
    'Voucher ID: SYN-00042',
    'Service Level: 5 days',
    'Expiration date: 2020-12-31',
  );
  expect(one).toEqual({
    key: expect.any(String),
    printed: 'SYN-00042',
    values: { serviceLevel: '5', printedExpiry: '2020-12-31' },
    options: {},
  });
});

test('a date that can be read in two ways is a choice', () => {
  const [one] = kept('Planning Services voucher', 'Voucher ID: SYN-00042', 'Expiration date: 03/04/2021');
  expect(one?.values['printedExpiry']).toBeUndefined();
  expect([...(one?.options.printedExpiry ?? [])].sort()).toEqual(['2021-03-04', '2021-04-03']);
});

test('an address under a label is the admin; it is kept that the mail said so', () => {
  const [one] = kept(
    'Planning Services voucher',
    'Voucher ID: SYN-00042',
    'Voucher administrator e-mail: anna@example.com',
  );
  expect(one?.values).toEqual({ adminEmail: 'anna@example.com', adminKnown: 'true' });
});

test('every engagement and offering has a name that a mail may call it by', () => {
  const named = MAIL_NAMES.engagements.map(({ id }) => id);
  expect(ENGAGEMENT_IDS.filter((id) => !named.includes(id))).toEqual([]);
  expect(MAIL_NAMES.offerings.map(({ id }) => id).sort()).toEqual([...OFFERING_IDS].sort());
});
