import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { forwardedMail } from '../story/mail.ts';
import { ADMIN_EMAIL, LOCALES, mail, recorded, t, words } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

describe('a pasted mail', () => {
  test.each(LANGUAGES.flatMap((of) => LANGUAGES.map((reader) => [of, reader] as const)))(
    'in %s, for a reader of %s: what was found, what is missing, nothing recorded yet',
    async (of, reader) => {
      const number = bot.newNumber();
      const say = words(reader);
      anna.person.setLocale(LOCALES[reader]);
      await anna.say(forwardedMail(of, number, '2026-11-02'));
      expect(anna.text).toContain(number);
      expect(anna.text).toContain(say('mail.found'));
      expect(anna.text).toContain('SharePoint Deployment Planning');
      expect(anna.text).toContain(say('days', { days: 5 }));
      expect(anna.text).toContain('Contoso (synthetic)');
      expect(anna.text).toContain(say('mail.missing', { fields: say('field.adminEmail') }));
      await anna.say(number);
      expect(anna.text).toContain(say('mail.found'));
    },
  );

  test('is recorded by the press alone, with what the card showed', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    expect(anna.text).toContain(t('record.done'));
    expect(anna.text).toContain('SharePoint Deployment Planning · 5\u00a0days');
    expect(anna.text).toContain('2\u00a0Nov 2026');
    expect(anna.text).toContain('1\u00a0May 2027');
    expect(anna.text).toContain(ADMIN_EMAIL);
    expect(await anna.history(number)).toHaveLength(1);
  });

  test('that only prints a day beside the number asks whether it is one of the voucher, and goes without', async () => {
    const number = bot.newNumber();
    const text = [
      'Planning Services',
      `Voucher ID: ${number}`,
      'Engagement: SharePoint Deployment Planning',
      'Service level: 5 days',
      'Customer: Contoso (synthetic)',
      `Voucher administrator: ${ADMIN_EMAIL}`,
      'We had coffee with them on 12 November 2026, and it was good.',
    ].join('\n');
    await anna.say(text);
    expect(anna.text).toContain(`${t('field.assignedOn')} (${t('mail.isIt')})`);
    await anna.press('record.only');
    expect(anna.text).toContain(t('record.done'));
    expect(anna.text).not.toContain('12\u00a0Nov 2026');
  });

  test.each([
    ['with too many lines', Array.from({ length: 1600 }, (_, nth) => `Remark ${nth}`)],
    ['with a line that is too long', ['We spoke of it at length, and of more. '.repeat(80)]],
  ])('%s says that it was not read to its end, and what helps', async (_of, rest) => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await anna.say(mail(first, {}, rest));
    expect(anna.text).toContain(first);
    expect(anna.text).toContain(t('mail.isCut'));
    await anna.say(mail(first, {}, ['', `Voucher ID: ${second}`, 'Service level: 10 days', ...rest]));
    expect(anna.text).toContain(t('mail.listCount', { count: 2, recorded: 0 }));
    expect(anna.text).toContain(t('mail.isCut'));
    await anna.press('record.all');
    expect(anna.text).toContain(t('mail.isCut'));
    await anna.say(mail(bot.newNumber()));
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).not.toContain(t('mail.isCut'));
    // A text in which no voucher was read so far.
    await anna.say(['Dear colleague,', ...rest, ...rest].join('\n'));
    expect(anna.text).not.toContain(t('mail.found'));
    expect(anna.text).toContain(t('mail.isCut'));
  });

  test('“not ours” records nothing', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    // What was refused on its card leaves the chat with it.
    await anna.press('record.only', { adminEmail: 'nobody' });
    expect(anna.text).toContain(t('field.adminEmail'));
    await anna.press('record.notOurs');
    expect(anna.text).toContain(t('record.notOurs'));
    await anna.settled();
    expect(JSON.stringify(anna.base)).not.toContain(number);
    await anna.say(number);
    expect(anna.text).toContain(t('notFound.voucher'));
  });

  test.each([
    ['This voucher has been cancelled by the customer.', 'cancelled'],
    ['Unfortunately the voucher has already expired.', 'expired'],
  ] as const)('that says “%s” is recorded, not reserved', async (sentence, state) => {
    const number = bot.newNumber();
    await anna.say(mail(number, {}, ['', sentence]));
    expect(anna.text).toContain(t(`mail.state.${state}`, { words: sentence.slice(0, -1) }));
    expect(anna.verbs.filter((verb) => verb.startsWith('record.'))).toEqual([
      'record.only',
      'record.notOurs',
      'record.correct',
      'record.lines',
    ]);
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('that says the voucher is another partner’s is recorded as that', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, {}, ['', 'It was reserved by another partner yesterday.']));
    expect(anna.verbs).not.toContain('record.andReserve');
    expect(anna.titles).toContain(t('do.recordAs', { state: t('status.lost') }));
    await anna.press('record.correct', { adminEmail: ADMIN_EMAIL });
    expect(anna.value('stage')).toBe('lost');
    await anna.press('record.facts');
    expect(anna.text).toContain(t('record.done'));
    expect(anna.text).toContain(t('status.lost'));
  });

  test('that says the voucher was redeemed asks what happened', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, {}, ['', 'Status: Redeemed']));
    expect(anna.text).toContain(t('mail.state.redeemed', { words: 'Status: Redeemed' }));
    await anna.press('record.correct', { adminEmail: ADMIN_EMAIL });
    await anna.press('record.facts');
    expect(anna.text).toContain(t('record.stageTitle'));
    expect(anna.text).toContain(t('status.redeemed'));
  });

  test('of two vouchers, one of them cancelled, tells it of that one', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await anna.say(`${mail(first)}\n\n${mail(second, {}, ['Status: Cancelled'])}`);
    const choices = anna.card;
    await anna.press(({ title }) => title.includes(first));
    expect(anna.verbs).toContain('record.andReserve');
    anna.card = choices;
    await anna.press(({ title }) => title.includes(second));
    expect(anna.verbs).not.toContain('record.andReserve');
    expect(anna.text).toContain(t('mail.state.cancelled', { words: 'Status: Cancelled' }));
  });

  test('shows on demand the words that it was read from', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, { level: 'five days', assigned: 'Nov. 3rd, 2026' }));
    expect(anna.text).toContain(t('mail.howRead'));
    expect(anna.text).toContain('Nov. 3rd, 2026');
    expect(anna.text).toContain('3\u00a0Nov 2026');
  });

  test('of a training voucher: says what it seems to be, and leads to recording by hand', async () => {
    const lines = [
      'Software Assurance training voucher',
      'Voucher ID: SATV-7F3K-0042',
      'Course: SharePoint, 5 days',
    ];
    await anna.say([...lines, 'Learning partner: Example (synthetic)'].join('\n'));
    expect(anna.text).toContain(t('near.training'));
    expect(anna.text).not.toContain(t('notUnderstood.title'));
    await anna.press('record.hand');
    expect(anna.text).toContain(t('record.title'));
    expect(anna.value('number')).toBe('');
  });

  test('that begins with the word for a voucher is no command', async () => {
    await anna.say(
      'Voucher question\nHas the planning voucher for SharePoint, 5 days,\nbeen assigned to us?',
    );
    expect(anna.text).toContain(t('near.voucher'));
  });

  test('twice is one voucher', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    const first = anna.card;
    await anna.say(mail(number));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    await anna.say(mail(number));
    expect(anna.text).toContain(t('refused.exists'));
    anna.card = first;
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('status.assigned'));
    expect(anna.text).toContain(number);
    expect(await anna.history(number)).toHaveLength(1);
    await anna.say('Contoso');
    expect(anna.text.split('\n').filter((line) => line === number).length).toBeLessThanOrEqual(1);
  });

  test('with a date that can be read in two ways asks which', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, { assigned: '03/11/2026' }));
    expect(anna.choices('assignedOn')).toEqual(
      expect.arrayContaining(['3\u00a0Nov 2026', '11\u00a0Mar 2026']),
    );
    expect(anna.value('assignedOn')).toBe('');
    await anna.tamper('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(
      t('problem.missing', { field: `${t('field.assignedOn')} (${t('mail.whichDate')})` }),
    );
    await anna.press('record.only', { assignedOn: '3\u00a0Nov 2026' });
    expect(anna.text).toContain('3\u00a0Nov 2026');
    expect(anna.text).toContain('2\u00a0May 2027');
  });

  test('never takes the forwarder’s address for the voucher admin’s', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    expect(anna.value('adminEmail')).toBe('');
    expect(anna.text).toContain(t('mail.sender'));
    await anna.press('record.only');
    expect(anna.text).toContain(t('status.assigned'));
    expect(anna.text).not.toContain('pm@customer.example');
    await anna.press('reserve.open');
    expect(anna.value('adminEmail')).toBe('');
  });

  test('takes the admin’s address that stands under its label', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, {}, [`Voucher administrator e-mail: ${ADMIN_EMAIL}`]));
    expect(anna.text).toContain(ADMIN_EMAIL);
    await anna.press('record.only');
    expect(anna.text).toContain(ADMIN_EMAIL);
  });

  test('pasted as a table keeps its cells', async () => {
    const number = bot.newNumber();
    const cells = [
      ['Voucher ID', number],
      ['Voucher type', 'SharePoint Deployment Planning'],
      ['Service level', '5 days'],
      ['Assigned on', '2026-11-02'],
    ];
    const rows = cells.map(([label, value]) => `<tr><td>${label}</td><td>${value}</td></tr>`).join('');
    await anna.person.paste(cells.flat().join(''), `<table>${rows}</table>`);
    await anna.say('cancel');
    await anna.person.paste(cells.flat().join(''), `<table>${rows}</table>`);
    anna.card = anna.person.latestCard();
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('mail.found'));
  });

  test('can be corrected before it is recorded', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.correct');
    expect(anna.value('number')).toBe(number);
    expect(anna.value('customer')).toBe('Contoso (synthetic)');
    await anna.press('record.facts', { customer: 'Northwind (synthetic)', serviceLevel: '3' });
    expect(anna.text).toContain('Northwind (synthetic)');
    expect(anna.text).toContain('SharePoint Deployment Planning · 3\u00a0days');
  });

  test('by a reader is refused, with who may', async () => {
    const boris = bot.chat('boris');
    await boris.install();
    await anna.say('people');
    await anna.press(
      ({ verb, data }) => verb === 'people.open' && data['id'] === boris.person.who.aadObjectId,
    );
    await anna.press('people.grant', { permission: 'reader' });
    const number = bot.newNumber();
    await boris.say(mail(number));
    expect(boris.text).toContain('admin or consultant');
    expect(boris.verbs).not.toContain('record.only');
    await anna.say(number);
    expect(anna.text).toContain(t('notFound.voucher'));
  });
});

describe('chat is never taken for a mail', () => {
  test.each([
    'my voucher number is SAP-7F3K-0042, could you have a look?',
    'please reserve voucher ID: SAP-7F3K-0042',
    'voucher number: 0042, please reserve it',
    'зарезервируй ваучер 0042',
    'rezerwuj voucher 0042',
    'Lunch voucher\nVoucher number: GIFT-0042\nTotal: 30.00 EUR',
  ])('“%s”', async (typed) => {
    await anna.say(typed);
    expect(anna.text).not.toContain(t('mail.found'));
    // A number that nobody knows offers to record it by hand: nothing more is taken from the sentence.
    const records = anna.verbs.filter((verb) => verb.startsWith('record.') && verb !== 'record.hand');
    expect(records).toEqual([]);
  });
});

describe('a date that a mail prints with a year of two digits', () => {
  test('is shown as it is printed, and asked', async () => {
    const number = bot.newNumber();
    await anna.say(`Voucher ID: ${number}\nExpires: 30/04/27`);
    expect(anna.text).toContain('30/04/27');
    expect(anna.choices('printedExpiry')).toEqual(['30\u00a0Apr 2027', '27\u00a0Apr 2030']);
    expect(anna.value('printedExpiry') ?? '').toBe('');
  });
});

test('a length that a mail gives twice is asked, not taken', async () => {
  const number = bot.newNumber();
  await anna.say(mail(number, { level: '5 days / 10 days' }));
  expect(anna.value('serviceLevel') ?? '').toBe('');
  expect(anna.choices('serviceLevel')).toEqual([t('days', { days: 5 }), t('days', { days: 10 })]);
  await anna.press('record.only', { serviceLevel: '10', adminEmail: ADMIN_EMAIL });
  expect(anna.text).toContain(t('days', { days: 10 }));
});
