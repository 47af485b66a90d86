import { describe, expect, test } from '@jest/globals';
import { languageName } from '../../cards/kit/format.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { LOCALES, words } from './running-bot.ts';
import { world } from './world.ts';

/** The person chooses the language, whatever their Teams says. */

const { bot, anna } = world({});

const ASKED: Readonly<Record<Language, readonly string[]>> = {
  en: ['English', 'in English', 'switch to English', 'po angielsku', 'по-английски'],
  ru: ['по-русски', 'говорите по-русски', 'Русский', 'po rosyjsku', 'speak Russian'],
  pl: ['po polsku', 'mów po polsku', 'język polski', 'jezyk polski', 'по-польски'],
};

describe('typed', () => {
  test.each(LANGUAGES)('%s is spoken at once, and stays when Teams says another', async (language) => {
    const other: Language = language === 'en' ? 'ru' : 'en';
    for (const sentence of ASKED[language]) {
      anna.person.setLocale(LOCALES[other]);
      await anna.say(words(other)('do.home'));
      await anna.say(sentence);
      expect(anna.text).toContain(words(language)('language.now', { language: languageName(language) }));
      await anna.say('home');
      expect(anna.titles).toContain(words(language)('do.vouchers'));
      await anna.say(language === 'ru' ? 'english' : 'по-русски');
    }
  });

  test('a sentence that only has the word in it is no such wish', async () => {
    await anna.say('english');
    await anna.say('The Polish customer asks for planning');
    await anna.say('home');
    expect(anna.titles).toContain(words('en')('do.vouchers'));
  });

  test('who has no access yet chooses, too', async () => {
    const clara = bot.chat('clara');
    await clara.install();
    await clara.say('po polsku');
    expect(clara.text).toContain(words('pl')('language.now', { language: languageName('pl') }));
    await clara.say('hello');
    expect(clara.titles).toContain(words('pl')('do.ask'));
  });
});

describe('on the card of notifications', () => {
  test('a language is chosen, and that of Teams again', async () => {
    anna.person.setLocale(LOCALES.en);
    await anna.say('english');
    await anna.say('language');
    expect(anna.value('language')).toBe('en');
    await anna.press('notifications.save', { language: 'pl' });
    expect(anna.text).toContain(words('pl')('people.saved'));
    expect(anna.text).toContain(words('pl')('notifications.title'));
    expect(anna.value('language')).toBe('pl');
    await anna.press('notifications.save', { language: 'teams' });
    expect(anna.text).toContain(words('pl')('language.asTeams'));
    await anna.say('home');
    expect(anna.titles).toContain(words('en')('do.vouchers'));
  });

  test('a card of an earlier version, which does not ask it, leaves it', async () => {
    await anna.say('po polsku');
    await anna.forge('notifications.save', { groups: '', often: 'daily' });
    await anna.say('home');
    expect(anna.titles).toContain(words('pl')('do.vouchers'));
    await anna.say('english');
    // Nor does it know what came later: that is heard as before.
    await anna.say('notifications');
    expect(anna.value('groups')).toBe('colleagues,remind');
  });
});
