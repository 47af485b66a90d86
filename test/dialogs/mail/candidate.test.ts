import { expect, test } from '@jest/globals';
import { mailDraft, type Candidate } from '../../../dialogs/mail/candidate.ts';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { MAX_VALUES, type Found } from '../../../domain/mail/facts.ts';
import { MAX_CANDIDATES, readMail, type VoucherCandidate } from '../../../domain/mail/read-mail.ts';
import { MAX_VALUE } from '../../../domain/mail/values.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../../../domain/programme/catalogue.ts';

/** What a draft keeps of the vouchers of a mail. */
function kept(...lines: readonly string[]): readonly Candidate[] {
  const mail = readMail(lines.join('\n'), MAIL_NAMES);
  return mail.kind === 'candidates' ? mailDraft(mail).candidates : [];
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
    readFrom: { serviceLevel: '5 days', printedExpiry: '2020-12-31' },
  });
});

test('what is shown keeps the words that it was read from, up to 80 characters', () => {
  const customer = `Contoso ${'of the synthetic world '.repeat(6)}Ltd.`;
  const [one] = kept(
    'Planning Services voucher',
    'Voucher ID: SYN-00042',
    `Customer: ${customer}`,
    'Service level: five days',
    'Expires: 03/04/2021',
    'Assigned: 3 Nov 2020',
    'Voucher admin: Anna <Anna@Example.com>',
  );
  expect(one?.readFrom).toEqual({
    customer: customer.slice(0, 80),
    serviceLevel: expect.stringContaining('five'),
    assignedOn: '3 Nov 2020',
    adminEmail: expect.stringContaining('Anna@Example.com'),
  });
});

test('what the mail says has become of a voucher is kept with its words', () => {
  const [one, other] = kept(
    'Planning Services vouchers',
    '',
    'Voucher ID: SYN-00042',
    'Service level: 5 days',
    'Status: Redeemed',
    '',
    'Voucher ID: SYN-00043',
    'Service level: 10 days',
  );
  expect([one?.state, other?.state]).toEqual([{ value: 'redeemed', raw: 'Status: Redeemed' }, undefined]);
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

test('the draft of fifty vouchers is bounded, whatever the mail says of them; what has no room is counted', () => {
  const found = <T>(value: T): Found<T> => ({ value, raw: String(value), by: 'label', sure: true });
  const names = Array.from({ length: MAX_VALUES }, (_, nth) => found(`${nth}`.padEnd(MAX_VALUE, '漢')));
  const candidates = Array.from({ length: MAX_CANDIDATES }, (_, nth): VoucherCandidate => ({
    number: found(`SYN-${1000 + nth}`),
    engagement: [],
    offering: [],
    serviceLevel: [],
    customer: names,
    adminEmail: names,
    projectManager: [],
    agreement: [],
    assignedOn: [],
    expiresOn: [],
    unknownEngagement: names,
    conflicts: [],
    forwardedBy: found('漢'.repeat(MAX_VALUE)),
  }));
  const earlier = mailDraft({ candidates: candidates.slice(0, 30), left: 0 });
  const draft = mailDraft(
    { candidates: candidates.map((one, nth) => ({ ...one, number: found(`ALSO-${1000 + nth}`) })), left: 7 },
    earlier,
  );
  expect(Buffer.byteLength(JSON.stringify(draft))).toBeLessThan(256_000);
  expect(draft.candidates.length).toBeGreaterThan(20);
  expect(draft.candidates.length + (draft.left ?? 0)).toBe(MAX_CANDIDATES + 7);
  // Those of the mail are kept before those of an earlier one, in their order.
  expect(draft.candidates.map(({ printed }) => printed)).toEqual(
    Array.from(draft.candidates, (_, nth) => `ALSO-${1000 + nth}`),
  );
  const usual = candidates.map((one) => ({ ...one, customer: [], adminEmail: [], unknownEngagement: [] }));
  expect(mailDraft({ candidates: usual, left: 0 }).candidates).toHaveLength(MAX_CANDIDATES);
});

test('what another mail says besides is not signed with what was', () => {
  const signed = {
    way: 'file',
    signedBy: 'licensing.example',
    signedFrom: 'noreply@licensing.example',
  } as const;
  const read = (text: string): readonly VoucherCandidate[] => {
    const mail = readMail(text, MAIL_NAMES);
    return mail.kind === 'candidates' ? mail.candidates : [];
  };
  const original = read('Planning Services voucher\nVoucher ID: SYN-00042');
  const other = read('Planning Services voucher\nVoucher ID: SYN-00042\nVoucher admin: mallory@evil.example');
  const handed = (came: object) => (one: VoucherCandidate) => ({
    ...one,
    came: { way: 'file' as const, ...came },
  });
  const [one] = mailDraft({
    candidates: [...original.map(handed(signed)), ...other.map(handed({}))],
    left: 0,
  }).candidates;
  expect(one?.values['adminEmail']).toBe('mallory@evil.example');
  expect(one?.came).toEqual({ way: 'file' });
  const [same] = mailDraft({
    candidates: [...original.map(handed(signed)), ...original.map(handed(signed))],
    left: 0,
  }).candidates;
  expect(same?.came).toEqual(signed);
});
