import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { VALID_DAYS } from '../../domain/voucher/deadlines.ts';
import { LOCALES, recorded, words } from './running-bot.ts';
import { world } from './world.ts';

/** The programme's own questions: from the help and by typing, answered with the source, and no form is lost to them. */

const { bot, anna, clara } = world({ people: { clara: 'reader' } });

const TYPED: Readonly<Record<Language, string>> = {
  en: 'when do vouchers expire?',
  ru: 'когда истекают ваучеры?',
  pl: 'kiedy wygasają vouchery?',
};

describe.each(LANGUAGES)('questions about the programme (%s)', (language) => {
  const say = words(language);

  test('stand behind a button of the help; each opens its answer, which leads on', async () => {
    clara.person.setLocale(LOCALES[language]);
    await clara.say('help');
    await clara.press('questions.open');
    expect(clara.text).toContain(say('questions.text'));
    await clara.press(({ verb, data }) => verb === 'questions.one' && data['id'] === 'marketing');
    expect(clara.text).toContain(say('faq.answerLost'));
    expect(clara.text).toContain(say('source.X4'));
    await clara.press('questions.open');
    await clara.press(({ verb, data }) => verb === 'questions.one' && data['id'] === 'whoEnrols');
    expect(clara.verbs).toEqual(expect.arrayContaining(['eligibility.open', 'questions.open', 'home.open']));
  });

  test('are answered when they are typed, also beside a form, which stays', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    anna.person.setLocale(LOCALES[language]);
    await anna.say(`reserve ${number}`);
    await anna.say(TYPED[language]);
    expect(anna.text).toContain(say('faq.valid', { valid: VALID_DAYS }));
    expect(anna.text).toContain(say('source.X1'));
    await anna.say('back');
    expect(anna.dataOf('reserve.done')['id']).toBe(number);
  });
});

test('an answer follows the edition of the company', async () => {
  const say = words('en');
  anna.person.setLocale(LOCALES.en);
  await anna.say('who can enrol?');
  expect(anna.text).toContain(say('faq.who'));
  await anna.say('company');
  await anna.press('company.details');
  await anna.press('company.saveDetails', { edition: '2019', reportingBuffer: '5' });
  await anna.say('who can enrol?');
  expect(anna.text).toContain(say('faq.who2019'));
  expect(anna.text).toContain(say('source.RU'));
});
