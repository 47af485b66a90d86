import { describe, expect, test } from '@jest/globals';
import { LISTED } from '../../cards/mail/list.ts';
import { LANGUAGES } from '../../domain/people/person.ts';
import { ADMIN_EMAIL, everyLine, lineOf, LOCALES, mail, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

/** A mail that speaks of several vouchers: a list, and one press for all of them or for some. */

const { bot, anna, boris } = world({ people: { boris: 'consultant' } });

const SUBJECT = 'Subject: FW: Your Planning Services vouchers';

interface Section {
  readonly number: string;
  readonly level?: string;
  readonly assigned?: string;
  readonly customer?: string;
  readonly admin?: string;
}

/** A mail with a section for each voucher. */
function several(sections: readonly Section[]): string {
  return [
    'From: Paul Manager (synthetic) <pm@customer.example>',
    'Sent: Monday, 2 November 2026 10:12',
    SUBJECT,
    ...sections.map(({ number, level = '5 days', assigned = '2026-11-02', customer, admin }) =>
      [
        '',
        `Voucher ID: ${number}`,
        'Voucher type: SharePoint Deployment Planning',
        `Service level: ${level}`,
        `Assigned on: ${assigned}`,
        `Customer: ${customer ?? 'Contoso (synthetic)'}`,
        ...(admin === undefined ? [] : [`Voucher administrator e-mail: ${admin}`]),
      ].join('\n'),
    ),
  ].join('\n');
}

function newNumbers(count: number): string[] {
  return Array.from({ length: count }, () => bot.newNumber());
}

/** What the check boxes send when these are ticked. */
function ticked(chat: Chat, ...numbers: readonly string[]): string {
  const choices = chat.inputs.find(({ id }) => id === 'vouchers')?.['choices'];
  const all = choices as readonly { readonly title: string; readonly value: string }[];
  return numbers.map((number) => all.find(({ title }) => title.endsWith(number))?.value ?? '').join(',');
}

/** Whether it is in the company's record; the card in front of the person stays. */
async function events(number: string): Promise<number> {
  return (await anna.history(number)).length;
}

async function isKnown(number: string): Promise<boolean> {
  const before = anna.card;
  anna.person.setLocale(LOCALES.en);
  await anna.say(`history ${number}`);
  const found = anna.text;
  anna.card = before;
  return !found.includes(t('mail.found')) && !found.includes(t('notFound.voucher'));
}

describe('the list', () => {
  test.each(LANGUAGES)('says in %s what is known of each voucher and what is not', async (language) => {
    const [first = '', second = ''] = newNumbers(2);
    const say = words(language);
    anna.person.setLocale(LOCALES[language]);
    await anna.say(
      several([
        { number: first, admin: ADMIN_EMAIL },
        { number: second, level: '10 days', customer: 'Northwind (synthetic)' },
      ]),
    );
    expect(anna.text).toContain(say('mail.listCount', { count: 2, recorded: 0 }));
    const known = lineOf(anna, first);
    expect(known).toContain('SharePoint Deployment Planning');
    expect(known).toContain(say('days', { days: 5 }));
    expect(known).toContain('Contoso (synthetic)');
    expect(known).toMatch(/2027/);
    expect(known).not.toContain(say('field.adminEmail'));
    const other = lineOf(anna, second);
    expect(other).toContain(say('days', { days: 10 }));
    expect(other).toContain('Northwind (synthetic)');
    expect(other).toContain(say('mail.lacks', { fields: say('field.adminEmail') }));
    expect(anna.titles).toContain(say('do.recordAll', { count: 2 }));
    for (const number of [first, second]) expect(await isKnown(number)).toBe(false);
  });

  test('opens one to be corrected, keeps what was entered, and leads back', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first }, { number: second, level: '10 days' }]));
    await anna.press(({ title }) => title.includes(second));
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(t('days', { days: 10 }));
    await anna.press('record.keep', { adminEmail: 'nobody' });
    expect(anna.text).toContain(t('field.adminEmail'));
    expect(anna.verbs).toContain('record.only');
    await anna.press('record.keep', { adminEmail: ADMIN_EMAIL });
    expect(lineOf(anna, first)).toContain(t('field.adminEmail'));
    expect(lineOf(anna, second)).not.toContain(t('field.adminEmail'));
    await anna.press(({ title }) => title.includes(first));
    await anna.press('record.correct');
    expect(anna.value('number')).toBe(first);
    await anna.press('record.list');
    expect(anna.text).toContain(t('mail.listTitle'));
    expect(lineOf(anna, first)).not.toBe('');
  });

  test('marks what is recorded already, and offers the others', async () => {
    const [first = '', second = '', third = ''] = newNumbers(3);
    await anna.say(mail(first));
    await anna.press('record.only');
    await anna.say(several([{ number: first }, { number: second }, { number: third }]));
    expect(anna.text).toContain(t('mail.listCount', { count: 3, recorded: 1 }));
    expect(lineOf(anna, first)).toContain(t('mail.isRecorded'));
    expect(lineOf(anna, second)).not.toContain(t('mail.isRecorded'));
    expect(anna.choices('vouchers')).toHaveLength(2);
    await anna.press(t('do.recordAll', { count: 2 }));
    expect(anna.text).toContain(t('mail.resultCount', { count: 2 }));
    expect(anna.text).toContain(t('mail.wasThere', { number: first }));
    for (const number of [first, second, third]) expect(await events(number)).toBe(1);
  });

  test('records one at a time as well, and offers the others, until none is left', async () => {
    const [first = '', second = '', third = ''] = newNumbers(3);
    await anna.say(several([{ number: first }, { number: second }, { number: third }]));
    await anna.press(({ title }) => title.includes(second));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('record.others'));
    expect(anna.text).toContain(t('mail.listCount', { count: 3, recorded: 1 }));
    expect(lineOf(anna, second)).toBe('');
    await anna.press(({ title }) => title.includes(first));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    // The last one needs no list.
    expect(anna.text).toContain(t('record.others'));
    expect(anna.text).toContain(third);
    expect(anna.verbs).toContain('record.andReserve');
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('record.done'));
    for (const number of [first, second, third]) expect(await events(number)).toBe(1);
  });

  test('“not ours” after some were recorded says which were not', async () => {
    const [first = '', second = '', third = ''] = newNumbers(3);
    await anna.say(several([{ number: first }, { number: second }, { number: third }]));
    await anna.unfold().press('record.chosen', { vouchers: ticked(anna, first) });
    await anna.press('record.list');
    await anna.press('record.notOurs');
    expect(anna.text).toContain(t('record.restNotOurs'));
    expect(await isKnown(second)).toBe(false);
  });
});

describe('one press', () => {
  test('records all of them, says what became of each, and leads on', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first, admin: ADMIN_EMAIL }, { number: second }]));
    await anna.press('record.all');
    expect(anna.text).toContain(t('mail.resultCount', { count: 2 }));
    expect(anna.text).toContain(t('mail.recorded', { number: first }));
    expect(anna.text).toContain(t('mail.recordedWithout', { number: second, fields: t('field.adminEmail') }));
    for (const number of [first, second]) expect(await events(number)).toBe(1);
    await anna.press('reserve.open');
    expect(anna.text).toContain(first);
    expect(anna.verbs).toContain('reserve.done');
    expect(anna.text).toContain(ADMIN_EMAIL);
  });

  test('is done once, pressed twice, on an old card, and delivered again', async () => {
    const [first = '', second = '', third = ''] = newNumbers(3);
    await anna.say(several([{ number: first }, { number: second }, { number: third }]));
    const list = anna.card;
    await anna.unfold().press('record.chosen', { vouchers: ticked(anna, first, second) });
    const result = everyLine(anna.card.card);
    expect(result).toContain(t('mail.resultCount', { count: 2 }));
    await anna.person.redeliver();
    anna.card = list;
    // All of them were not recorded by that card: what it did is said.
    await anna.press('record.all');
    expect(anna.text).toContain(t('mail.recorded', { number: first }));
    expect(anna.text).toContain(t('mail.recorded', { number: second }));
    expect(anna.text).not.toContain(third);
    for (const number of [first, second]) expect(await events(number)).toBe(1);
    expect(await isKnown(third)).toBe(false);
    await anna.press('record.list');
    expect(lineOf(anna, third)).not.toBe('');
    await anna.press('record.all');
    expect(await events(third)).toBe(1);
    // Nothing waits any more, and the old card still says what it did.
    anna.card = list;
    await anna.unfold().press('record.chosen');
    expect(anna.text).toContain(t('mail.resultCount', { count: 2 }));
    expect(await events(first)).toBe(1);
  });

  test('on a page that another one followed records nothing', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first }, { number: second }]));
    const older = anna.card;
    await anna.press(({ title }) => title.includes(second));
    await anna.press('record.keep', { adminEmail: ADMIN_EMAIL });
    anna.card = older;
    await anna.press('record.all');
    expect(anna.text).toContain(t('draft.newerList'));
    for (const number of [first, second]) expect(await isKnown(number)).toBe(false);
  });

  test('leaves alone what somebody else recorded meanwhile', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first }, { number: second }]));
    const list = anna.card;
    await boris.install();
    await boris.say(mail(first));
    await boris.press('record.only');
    anna.card = list;
    await anna.press('record.all');
    expect(anna.text).toContain(t('mail.resultCount', { count: 1 }));
    expect(anna.text).toContain(t('mail.wasThere', { number: first }));
    expect(anna.text).toContain(second);
    expect(await events(first)).toBe(1);
  });

  test('records nothing while nothing is ticked', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first }, { number: second }]));
    await anna.unfold().press('record.chosen');
    expect(anna.text).toContain(t('mail.chooseSome', { choose: t('mail.choose') }));
    expect(await isKnown(first)).toBe(false);
  });

  test('leaves out, and says so, what needs an answer first', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first }, { number: second, assigned: '03/11/2026' }]));
    expect(anna.text).toContain(t('mail.listUnanswered', { count: 1 }));
    expect(lineOf(anna, second)).toContain(t('mail.unsure', { fields: t('field.assignedOn') }));
    await anna.press(t('do.recordOthers', { count: 1 }));
    expect(lineOf(anna, second)).toContain(t('mail.whichDate'));
    expect(await isKnown(second)).toBe(false);
    await anna.press('record.list');
    await anna.press(({ title }) => title.includes(second));
    await anna.press('record.only', { assignedOn: '2026-11-03' });
    expect(anna.text).toContain(t('record.done'));
    expect(anna.text).toContain('3\u00a0Nov 2026');
  });

  test('shows before which facts are open, and the questions are gone through one by one', async () => {
    const [first = '', second = '', third = '', fourth = ''] = newNumbers(4);
    const level = '5 days / 10 days';
    await anna.say(
      several([
        { number: first, admin: ADMIN_EMAIL },
        { number: second, level, admin: ADMIN_EMAIL },
        { number: third, level, assigned: '03/11/2026', admin: ADMIN_EMAIL },
        { number: fourth, level, admin: ADMIN_EMAIL },
      ]),
    );
    const asked = (
      count: number,
      of: number,
      ...fields: readonly ('serviceLevel' | 'assignedOn')[]
    ): string =>
      t('mail.listQuestions', { count, of, fields: fields.map((field) => t(`field.${field}`)).join(', ') });
    expect(anna.text).toContain(asked(3, 4, 'serviceLevel', 'assignedOn'));
    const list = anna.card;
    await anna.press(t('do.nextQuestion'));
    expect(anna.text).toContain(second);
    await anna.press(t('do.keepNext'), { serviceLevel: '10' });
    expect(anna.text).toContain(third);
    await anna.press(t('do.keepNext'), { serviceLevel: '5', assignedOn: '2026-11-03' });
    expect(anna.text).toContain(fourth);
    // The last one leads back to the list; what was not answered is still a question.
    await anna.press(t('do.keepForList'));
    expect(anna.text).toContain(asked(1, 4, 'serviceLevel'));
    await anna.press('record.question');
    expect(anna.text).toContain(fourth);
    await anna.press('record.list');
    await anna.press(t('do.recordAll', { count: 4 }));
    expect(anna.text).toContain(t('mail.recorded', { number: second }));
    expect(anna.text).toContain(
      t('mail.recordedWithout', { number: fourth, fields: t('field.serviceLevel') }),
    );
    await anna.say(third);
    expect(anna.text).toContain(t('days', { days: 5 }));
    expect(anna.text).toContain('3\u00a0Nov 2026');
    // Nothing is left behind the old list.
    anna.card = list;
    await anna.press('record.question');
    expect(anna.verbs).not.toContain('record.only');
  });

  test('leaves out what the mail says is gone: that is recorded on its own card', async () => {
    const [first = '', second = '', third = ''] = newNumbers(3);
    const text = several([{ number: first }, { number: second }, { number: third }]);
    await anna.say(
      text.replace(`Voucher ID: ${second}`, `Voucher ID: ${second}\nThis voucher has been cancelled.`),
    );
    expect(lineOf(anna, second)).toContain(t('mail.told', { state: 'cancelled' }));
    expect(lineOf(anna, first)).not.toContain(t('mail.told', { state: 'cancelled' }));
    await anna.press(t('do.recordOthers', { count: 2 }));
    expect(lineOf(anna, second)).toBe(
      t('mail.notRecorded', { number: second, why: t('mail.told', { state: 'cancelled' }) }),
    );
    expect(await isKnown(second)).toBe(false);
    await anna.press('record.list');
    await anna.press(({ title }) => title.includes(second));
    await anna.press('record.only');
    expect(await events(second)).toBe(1);
  });
});

describe('what all of them lack', () => {
  test('is entered once: the admin’s address', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first }, { number: second }]));
    await anna.unfold().press('record.chosen', { adminEmail: 'nobody', vouchers: ticked(anna, second) });
    expect(await isKnown(second)).toBe(false);
    // Nothing that was entered or ticked is lost by it.
    expect(anna.value('vouchers')).toBe(ticked(anna, second));
    expect(anna.value('adminEmail')).toBe('nobody');
    await anna.press('record.all', { adminEmail: ADMIN_EMAIL });
    for (const number of [first, second]) expect(anna.text).toContain(t('mail.recorded', { number }));
    for (const number of [first, second]) {
      await anna.say(number);
      expect(anna.text).toContain(ADMIN_EMAIL);
    }
  });

  test('can be typed, and stands in the form of one that is opened', async () => {
    const [first = '', second = ''] = newNumbers(2);
    await anna.say(several([{ number: first, admin: 'other@customer.example' }, { number: second }]));
    await anna.say(ADMIN_EMAIL);
    expect(anna.value('adminEmail')).toBe(ADMIN_EMAIL);
    await anna.press(({ title }) => title.includes(second));
    expect(anna.value('adminEmail')).toBe(ADMIN_EMAIL);
    await anna.press('record.list');
    await anna.press(({ title }) => title.includes(first));
    // What the mail says of this one stays.
    expect(anna.value('adminEmail')).toBeUndefined();
    expect(anna.text).toContain('other@customer.example');
    await anna.press('record.list');
    await anna.press('record.all');
    await anna.say(first);
    expect(anna.text).toContain('other@customer.example');
    await anna.say(second);
    expect(anna.text).toContain(ADMIN_EMAIL);
  });

  test('a day that can be read in two ways everywhere is chosen once', async () => {
    const [first = '', second = ''] = newNumbers(2);
    const assigned = '03/11/2026';
    await anna.say(
      several([
        { number: first, assigned },
        { number: second, assigned },
      ]),
    );
    await anna.press('record.all');
    expect(anna.text).toContain(
      t('problem.missing', { field: `${t('field.assignedOn')} (${t('mail.forAll')})` }),
    );
    expect(await isKnown(first)).toBe(false);
    await anna.unfold().press('record.chosen', { assignedOn: '2026-11-03', vouchers: ticked(anna, second) });
    expect(anna.text).toContain(t('mail.resultCount', { count: 1 }));
    expect(await isKnown(first)).toBe(false);
    await anna.press('record.list');
    expect(anna.value('assignedOn')).toBeUndefined();
    await anna.press('record.all');
    for (const number of [first, second]) {
      await anna.say(number);
      expect(anna.text).toContain('3\u00a0Nov 2026');
    }
  });
});

describe('fifty', () => {
  test('of as many new customers are recorded by two presses, each once', async () => {
    const numbers = newNumbers(50);
    await anna.say(
      several(numbers.map((number, nth) => ({ number, customer: `Customer ${nth} (synthetic)` }))),
    );
    expect(anna.text).toContain(t('mail.listCount', { count: 50, recorded: 0 }));
    expect(anna.text).toContain(t('mail.listMany', { most: 25 }));
    expect(anna.text).toContain(t('mail.listPage', { page: 1, pages: Math.ceil(50 / LISTED) }));
    await anna.press('record.all', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('mail.resultCount', { count: 25 }));
    expect(anna.text).toContain(t('mail.resultOpen', { done: 25, count: 50, open: 25 }));
    await anna.press(t('do.recordNext', { count: 25 }));
    expect(anna.text).toContain(t('mail.resultCount', { count: 25 }));
    expect(anna.verbs).not.toContain('record.all');
    for (const number of [numbers[0], numbers[24], numbers[25], numbers[49]])
      expect(await events(number ?? '')).toBe(1);
    await anna.say(numbers[49] ?? '');
    expect(anna.text).toContain('Customer 49 (synthetic)');
    expect(anna.text).toContain(ADMIN_EMAIL);
  });

  test('and more: what is ticked on several pages is recorded, and what was not read is counted', async () => {
    const numbers = newNumbers(53);
    await anna.say(several(numbers.map((number) => ({ number }))));
    expect(anna.text).toContain(t('mail.listLeft', { count: 3 }));
    const [first = '', second = ''] = numbers;
    const later = numbers[11] ?? '';
    await anna.press(t('do.nextPage'), {
      vouchers: ticked(anna, first, second),
      adminEmail: ADMIN_EMAIL,
    });
    expect(anna.text).toContain(t('mail.listPage', { page: 2, pages: Math.ceil(50 / LISTED) }));
    await anna.press(t('do.firstPage'), { vouchers: ticked(anna, later) });
    expect(anna.value('vouchers')).toBe(ticked(anna, first, second));
    // One is left out again.
    await anna.unfold().press('record.chosen', { vouchers: ticked(anna, second) });
    expect(anna.text).toContain(t('mail.resultCount', { count: 2 }));
    expect(anna.text).toContain(t('mail.listLeft', { count: 3 }));
    for (const number of [second, later]) expect(await events(number)).toBe(1);
    expect(await isKnown(first)).toBe(false);
  });
});

test('a button of a card of an earlier version still opens its voucher', async () => {
  const [first = '', second = ''] = newNumbers(2);
  await anna.say(several([{ number: first }, { number: second, level: '10 days' }]));
  const list = anna.card;
  await anna.forge('record.pick', { id: first, arg: ` ${second}` });
  expect(anna.text).toContain(t('days', { days: 10 }));
  anna.card = list;
  await anna.forge('record.pick', { id: first, arg: '1' });
  expect(anna.text).toContain(t('days', { days: 10 }));
  expect(anna.verbs).toContain('record.only');
});
