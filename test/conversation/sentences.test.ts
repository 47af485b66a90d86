import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { LOCALES, recorded, reserved, t, words } from './running-bot.ts';
import { world } from './world.ts';

/** What people type in a hurry leads to the card that they mean, with what they said filled in; nothing is done by it. */

const { bot, anna } = world({ people: { boris: 'consultant' } });

/** The test company begins on Friday 20 Nov 2026. */
const NEXT_WEEK = ['2026-11-23', '2026-11-27'];

const RESERVE: Readonly<Record<Language, (customer: string) => string>> = {
  en: (customer) => `I need to book the SharePoint voucher for ${customer} next week`,
  ru: (customer) => `надо забронировать шарепоинт для ${customer} на следующей неделе`,
  pl: (customer) => `muszę zarezerwować SharePointa dla ${customer} na przyszły tydzień`,
};
const MOVE: Readonly<Record<Language, (number: string) => string>> = {
  en: (number) => `move ${number} to next week`,
  ru: (number) => `перенеси ${number} на следующую неделю`,
  pl: (number) => `przenies ${number} na przyszly tydzien`,
};
const UNDO: Readonly<Record<Language, string>> = {
  en: 'oops, undo that',
  ru: 'ой не то, отмени последнее',
  pl: 'ups, cofnij ostatni krok',
};
const THANKS: Readonly<Record<Language, string>> = {
  en: 'thanks a lot',
  ru: 'спасибо большое',
  pl: 'dzięki wielkie',
};
const CUSTOMERS: Readonly<Record<Language, readonly [name: string, typed: string]>> = {
  en: ['Wingtip Toys (synthetic)', 'wingtp'],
  ru: ['Тихая Гавань (synthetic)', 'Тихой Гавани'],
  pl: ['Żółte Łódki (synthetic)', 'zolte lodki'],
};

describe.each(LANGUAGES)('typed in a hurry (%s)', (language) => {
  const say = words(language);

  test('a customer, an engagement and days open that voucher’s form with the dates filled; nothing is reserved', async () => {
    const number = bot.newNumber();
    const [name, typed] = CUSTOMERS[language];
    await recorded(anna, number, { customer: name });
    anna.person.setLocale(LOCALES[language]);
    await anna.say(RESERVE[language](typed));
    expect(anna.dataOf('reserve.done')['id']).toBe(number);
    expect([anna.value('start'), anna.value('end')]).toEqual(NEXT_WEEK);
    await anna.say(number);
    expect(anna.text).toContain(say('status.assigned'));
  });

  test('what the help shows of colleagues leads to their cards', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    anna.person.setLocale(LOCALES[language]);
    const [examples = ''] = say('help.people').split(/\s[—–]\s/);
    const typed = examples.replaceAll('0042', number.slice(-4)).split(', ');
    const opened: unknown[] = [];
    for (const example of typed) {
      await anna.say(example);
      const verb = anna.verbs.find((one) => one.endsWith('.done'));
      opened.push([verb, anna.dataOf(verb ?? '')['id']]);
    }
    expect(opened).toEqual([
      ['remind.done', number],
      ['comment.done', number],
      ['askColleague.done', number],
    ]);
  });

  test('several vouchers that fit are a choice, and its buttons keep the dates', async () => {
    const numbers = [bot.newNumber(), bot.newNumber()];
    const name = `Twin ${language} (synthetic)`;
    for (const number of numbers) await recorded(anna, number, { customer: name });
    anna.person.setLocale(LOCALES[language]);
    await anna.say(RESERVE[language](`Twin ${language}`));
    expect(anna.text).toContain(say('sentence.which'));
    await anna.press(({ verb, data }) => verb === 'reserve.open' && data['id'] === numbers[1]);
    expect(anna.dataOf('reserve.done')['id']).toBe(numbers[1]);
    expect([anna.value('start'), anna.value('end')]).toEqual(NEXT_WEEK);
  });

  test('other dates fill the form of the reserved voucher; what is looked at is meant by “undo that”', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    anna.person.setLocale(LOCALES[language]);
    await anna.say(MOVE[language](number));
    expect(anna.dataOf('reschedule.done')['id']).toBe(number);
    expect([anna.value('start'), anna.value('end')]).toEqual(NEXT_WEEK);
    await anna.say('cancel');
    await anna.say(UNDO[language]);
    await anna.press('correct.toUndo');
    expect(anna.dataOf('correct.undo')['id']).toBe(number);
    await anna.say('home');
  });

  test('thanks are answered in a line, with what comes next', async () => {
    anna.person.setLocale(LOCALES[language]);
    await anna.say(THANKS[language]);
    expect(anna.text).toContain(say('sentence.thanks'));
    expect(anna.verbs).toEqual(['home.next']);
  });
});

test('a list is narrowed to what was named, and leads on to its next page', async () => {
  const name = 'Many of them (synthetic)';
  for (let n = 0; n < 12; n += 1) await recorded(anna, bot.newNumber(), { customer: name });
  await anna.say('show me everything for Many of them');
  expect(anna.text).toContain(name);
  const first = anna.verbs.filter((verb) => verb === 'voucher.open').length;
  await anna.press('vouchers.page');
  const second = anna.verbs.filter((verb) => verb === 'voucher.open').length;
  expect([first, second]).toEqual([10, 2]);
  expect(anna.text).toContain(name);
});

test('a sentence while a form is open leaves its draft waiting, and an answer stays an answer', async () => {
  const number = bot.newNumber();
  await recorded(anna, number);
  await anna.say(`reserve ${number}`);
  await anna.say('anything overdue?');
  expect(anna.text).toContain(t('vouchers.onlyOverdue'));
  await anna.say('home');
  await anna.press(t('do.continueWith', { what: number }));
  expect(anna.dataOf('reserve.done')['id']).toBe(number);
  await anna.press('cancel.later');
});
