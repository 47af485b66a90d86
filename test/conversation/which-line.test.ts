import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { ADMIN_EMAIL, lineOf, LOCALES, letIn, mail, recorded, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

/** What was not read, or read wrongly: the person says which line of the mail it is, and it is read again. */

const { bot, anna, boris } = world({ people: { boris: 'consultant' } });

/** The value of the choice whose title holds these words. */
function line(chat: Chat, part: string): string {
  const choices = chat.inputs.find(({ id }) => id === 'line')?.['choices'];
  const all = choices as readonly { readonly title: string; readonly value: string }[];
  return all.find(({ title }) => title.includes(part))?.value ?? '';
}

/** Says on the card of the lines that one of them is a fact. */
async function says(chat: Chat, part: string, lineIs: string): Promise<void> {
  await chat.press('record.said', { line: line(chat, part), lineIs });
}

/** A mail that calls its customer and its admin by words that nobody uses. */
function odd(number: string, more: readonly string[] = []): string {
  return [
    'From: Paul Manager (synthetic) <pm@customer.example>',
    'Sent: Monday, 2 November 2026 10:12',
    'Subject: FW: Your Planning Services voucher',
    '',
    `Voucher ID: ${number}`,
    'Voucher type: SharePoint Deployment Planning',
    'Service level: 5 days',
    'Assigned on: 2026-11-02',
    'Qwzx: Northwind (synthetic)',
    'Qwzy: vera@customer.example',
    ...more,
  ].join('\n');
}

/** A text in which no voucher is read. */
function unread(code: string): string {
  return [
    'Hi, here is what the portal sent me.',
    'I hope that it is what we spoke of on the phone.',
    `Code ${code}`,
    'SharePoint Deployment Planning, 5 days',
    'Good through 2 May 2027',
  ].join('\n');
}

describe('on the card of a mail', () => {
  test.each(LANGUAGES)(
    'a line is said in %s to be the customer, and stands there as said',
    async (language) => {
      const say = words(language);
      const number = bot.newNumber();
      anna.person.setLocale(LOCALES[language]);
      await anna.say(odd(number));
      await anna.unfold().press(say('do.sayLine'));
      expect(anna.text).toContain(say('mail.lineText'));
      expect(anna.choices('line')).toContainEqual(expect.stringContaining('Northwind (synthetic)'));
      expect(anna.choices('lineIs')).toContain(say('field.projectManager'));
      await says(anna, 'Northwind', 'customer');
      expect(anna.text).toContain(say('mail.readAgain', { field: say('field.customer') }));
      expect(anna.text).toContain(`Northwind (synthetic) (${say('mail.youSaid')})`);
      expect(anna.inputs.map(({ id }) => id)).not.toContain('customer');
      await anna.press('record.only');
      expect(anna.text).toContain(say('record.done'));
      expect(anna.text).toContain('Northwind (synthetic)');
      anna.person.setLocale(LOCALES.en);
    },
  );

  test('what was typed before stays, and one fact after the other can be said', async () => {
    const number = bot.newNumber();
    await anna.say(odd(number));
    await anna.unfold().press('record.lines', { customer: 'Contoso (synthetic)' });
    await says(anna, 'Qwzy', 'adminEmail');
    expect(anna.text).toContain(`vera@customer.example (${t('mail.youSaid')})`);
    await anna.press('record.only');
    expect(anna.text).toContain('Contoso (synthetic)');
    expect(anna.text).toContain('vera@customer.example');
  });

  test('what the line cannot be is refused with why, and the choice stays', async () => {
    const number = bot.newNumber();
    await anna.say(odd(number));
    await anna.unfold().press('record.lines');
    await says(anna, 'Assigned on', 'adminEmail');
    expect(anna.text).toContain(t('mail.lineHolds', { fact: 'adminEmail', line: 'Assigned on: 2026-11-02' }));
    expect(anna.value('line')).toBe(line(anna, 'Assigned on'));
    expect(anna.value('lineIs')).toBe('adminEmail');
    for (const forged of [{ lineIs: '' }, { line: '4711' }, { line: 'x' }, { lineIs: 'everything' }]) {
      await anna.tamper('record.said', { line: '0', lineIs: 'customer', ...forged });
      expect(anna.verbs).toContain('record.said');
    }
    await anna.press('record.pick');
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(number);
  });

  test('a day that can be read in two ways is asked, unless the other day decides', async () => {
    const number = bot.newNumber();
    await anna.say(odd(number, ['Zzyx 04/05/2027', 'Zzyy 01/05/2027']));
    await anna.unfold().press('record.lines');
    await says(anna, 'Zzyx', 'printedExpiry');
    expect(anna.choices('printedExpiry')).toEqual(['4\u00a0May 2027', '5\u00a0Apr 2027']);
    await anna.unfold().press('record.lines');
    await says(anna, 'Zzyy', 'printedExpiry');
    expect(anna.inputs.map(({ id }) => id)).not.toContain('printedExpiry');
    expect(anna.text).toContain('1\u00a0May 2027');
    expect(anna.text).toContain(`(${t('mail.youSaid')})`);
  });

  test('who leads the project is not the admin', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, {}, [`Voucher administrator e-mail: ${ADMIN_EMAIL}`]));
    expect(anna.inputs.map(({ id }) => id)).not.toContain('adminEmail');
    await anna.unfold().press('record.lines');
    await says(anna, 'Voucher administrator', 'projectManager');
    expect(anna.inputs.map(({ id }) => id)).toContain('adminEmail');
    expect(anna.value('adminEmail') ?? '').toBe('');
  });

  test('another line is the number: what is known stays, and the older card says that it was read again', async () => {
    const [wrong, right] = [bot.newNumber(), 'KLM-2203-91'];
    await anna.say(odd(wrong, [`Qqzz ${right}`]));
    const older = anna.card;
    await anna.unfold().press('record.lines', { customer: 'Contoso (synthetic)' });
    await says(anna, right, 'number');
    expect(anna.text).toContain(right);
    expect(anna.text).toContain('SharePoint Deployment Planning');
    const newer = anna.card;
    anna.card = older;
    await anna.press('record.only');
    expect(anna.text).toContain(t('draft.newer'));
    expect(anna.text).toContain(right);
    anna.card = newer;
    await anna.press('record.only');
    expect(await anna.history(right)).toHaveLength(1);
    await anna.say(wrong);
    expect(anna.text).toContain(t('notFound.voucher'));
    // Everything is over: the old card leads to what there is.
    anna.card = older;
    await anna.unfold().press('record.lines');
    expect(anna.text).toContain(t('draft.goneMail'));
  });

  test('it goes on where it was after the bot ended', async () => {
    const number = bot.newNumber();
    await anna.say(odd(number));
    await anna.unfold().press('record.lines');
    await anna.settled();
    await bot.restart();
    await says(anna, 'Northwind', 'customer');
    expect(anna.text).toContain(`Northwind (synthetic) (${t('mail.youSaid')})`);
    await anna.say('home');
    await anna.press(t('do.continueWith', { what: number }));
    expect(anna.text).toContain(`Northwind (synthetic) (${t('mail.youSaid')})`);
  });

  test('of one of several vouchers it is kept for the list, and another one’s number is refused', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    const section = (number: string): string[] => ['', `Voucher ID: ${number}`, 'Service level: 10 days'];
    await anna.say([...section(first), ...section(second), 'Qwzx: Northwind (synthetic)'].join('\n'));
    await anna.press(({ title }) => title.includes(second));
    await anna.unfold().press('record.lines');
    await says(anna, first, 'number');
    expect(anna.text).toContain(t('mail.lineOther', { number: first }));
    await says(anna, 'Northwind', 'customer');
    await anna.press('record.list');
    expect(lineOf(anna, second)).toContain('Northwind (synthetic)');
    expect(lineOf(anna, first)).not.toContain('Northwind (synthetic)');
  });

  test('a reader is refused, and what they pressed changes nothing', async () => {
    const number = bot.newNumber();
    await anna.say(odd(number));
    const clara = bot.chat('clara');
    await letIn(anna, clara, 'reader');
    clara.person.setLocale(LOCALES.en);
    for (const verb of ['record.lines', 'record.said']) {
      await clara.forge(verb, { id: number, arg: `0a1b2c3d ${number}` });
      expect(clara.text).toMatch(/You cannot do this/);
    }
    await clara.say(unread('KLM-2203-70'));
    expect(clara.verbs).not.toContain('record.lines');
    // Another person's chat has no such mail.
    await boris.forge('record.lines', { id: number, arg: `0a1b2c3d ${number}` });
    expect(boris.text).toContain(t('draft.goneMail'));
  });
});

describe('a text in which no voucher is read', () => {
  test.each(LANGUAGES)('is read in %s once a line is said to be the number', async (language) => {
    const say = words(language);
    const code = `KLM-2203-${LANGUAGES.indexOf(language)}7`;
    anna.person.setLocale(LOCALES[language]);
    await anna.say(unread(code));
    expect(anna.text).not.toContain(say('mail.found'));
    await anna.press(say('do.lineIsNumber'));
    expect(anna.text).toContain(say('mail.lineNumberText'));
    expect(anna.inputs.map(({ id }) => id)).toEqual(['line']);
    await anna.press('record.said', { line: line(anna, 'Hi, here') });
    expect(anna.text).toContain(
      say('mail.lineHolds', { fact: 'number', line: 'Hi, here is what the portal sent me.' }),
    );
    await anna.press('record.said', { line: line(anna, code) });
    expect(anna.text).toContain(say('mail.found'));
    expect(anna.text).toContain(code);
    expect(anna.text).toContain('SharePoint Deployment Planning');
    expect(anna.text).toContain(say('days', { days: 5 }));
    expect(anna.text).toContain(`(${say('mail.youSaid')})`);
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(say('record.done'));
    anna.person.setLocale(LOCALES.en);
  });

  test('waits behind its card alone, after the bot ended as well, and the next one takes its place', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.correct');
    await anna.say(unread('KLM-2203-81'));
    const first = anna.card;
    // The person is still at the form.
    await anna.say('home');
    expect(anna.titles.filter((title) => title.startsWith('Continue'))).toEqual([
      t('do.continueWith', { what: number }),
    ]);
    await anna.settled();
    await bot.restart();
    anna.card = first;
    await anna.press('record.lines');
    await anna.press('cancel.now');
    await anna.say(unread('KLM-2203-82'));
    const second = anna.card;
    await anna.say(unread('KLM-2203-83'));
    const third = anna.card;
    anna.card = second;
    await anna.press('record.lines');
    expect(anna.text).toContain(t('draft.goneMail'));
    anna.card = third;
    await anna.press('record.lines');
    expect(anna.choices('line')).toContainEqual(expect.stringContaining('KLM-2203-83'));
  });

  test('with a command above it, or looked at beside a voucher, is offered its lines all the same', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say(`Reserve\n${unread('KLM-2203-96')}`);
    expect(anna.verbs).toContain('record.lines');
    await anna.say(number);
    await anna.say(`Please reserve this one for next week, see below.\n${unread('KLM-2203-97')}`);
    expect(anna.verbs).toContain('record.lines');
    // A number that is known is no riddle.
    const lines = `Hi there,\nplease reserve ${number} from 11 January 2027\nuntil 15 January 2027 for Boris,\n`;
    await anna.say(`${lines}as we spoke of on the phone with the people there.\nThank you, Anna`);
    expect(anna.verbs).not.toContain('record.lines');
    expect(anna.dataOf('reserve.done')['id']).toBe(number);
    expect([anna.value('start'), anna.value('end')]).toEqual(['2027-01-11', '2027-01-15']);
    await anna.say('cancel');
  });

  test.each(['my number is 0042 and i would like to know more', 'what\nshall I do\nwith all of this?'])(
    'is offered its lines only where it is long enough and may hold a number: “%s”',
    async (typed) => {
      await anna.say(typed);
      expect(anna.verbs).not.toContain('record.lines');
    },
  );
});
