import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NOTICE_GROUPS } from '../../domain/notices.ts';
import { LANGUAGES } from '../../domain/people.ts';
import { letIn, LOCALES, recorded, RunningBot, setUp, t, TODAY, words, type Chat } from './running-bot.ts';

let bot: RunningBot;
let anna: Chat;

beforeAll(async () => {
  bot = await RunningBot.start();
  anna = bot.chat('anna');
  await setUp(anna);
});
afterAll(() => bot.close());
beforeEach(() => bot.itIs(TODAY));

describe('what a person wants to hear', () => {
  test.each(LANGUAGES)('is asked for by its word, in %s', async (language) => {
    const say = words(language);
    anna.person.setLocale(LOCALES[language]);
    await anna.say(say('do.notifications'));
    expect(anna.text).toContain(say('notifications.title'));
    expect(anna.text).toContain(say('notifications.hours'));
    expect(anna.text).toContain('Europe/Warsaw');
    expect(anna.choices('groups')).toEqual(NOTICE_GROUPS.map((group) => say(`group.${group}`)));
    expect(anna.value('groups')).toBe(NOTICE_GROUPS.join(','));
    expect(anna.value('often')).toBe('atOnce');
    anna.person.setLocale(LOCALES.en);
  });

  test("is kept, and is everybody's own", async () => {
    const boris = bot.chat('boris');
    await letIn(anna, boris, 'consultant');
    await anna.say('help');
    expect(anna.text).toContain(t('help.notifications'));
    await anna.press('notifications.open');
    await anna.press('notifications.save', { groups: ['expiry', 'claimBy'], often: 'daily' });
    expect(anna.text).toContain(t('people.saved'));
    await anna.say('home');
    await anna.say('mute');
    expect(anna.value('groups')).toBe('expiry,claimBy');
    expect(anna.value('often')).toBe('daily');
    await boris.say('notifications');
    expect(boris.value('groups')).toBe(NOTICE_GROUPS.join(','));
    await boris.press('notifications.save', { groups: [], often: 'atOnce' });
    await boris.say('notifications');
    expect(boris.value('groups')).toBe('');
    await anna.press('notifications.save', { groups: NOTICE_GROUPS, often: 'atOnce' });
    expect(anna.value('groups')).toBe(NOTICE_GROUPS.join(','));
  });

  test('takes no word that it did not offer', async () => {
    await anna.say('notifications');
    await anna.tamper('notifications.save', { groups: 'expiry,everything' });
    expect(anna.text).not.toContain(t('people.saved'));
    await anna.say('notifications');
    expect(anna.value('groups')).toBe(NOTICE_GROUPS.join(','));
    await anna.tamper('notifications.save', { often: 'hourly' });
    expect(anna.text).not.toContain(t('people.saved'));
    await anna.tamper('notifications.save', { id: 'somebody-else', personId: 'boris' });
    expect(anna.text).not.toContain(t('people.saved'));
  });

  test('can be looked at in the middle of a step, which goes on afterwards', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await anna.say('notifications');
    await anna.press('notifications.save', { groups: ['expiry'], often: 'atOnce' });
    await anna.say('back');
    expect(anna.text).toContain(t('reserve.title'));
    await anna.say('cancel');
  });

  test('is nothing that a stranger chooses', async () => {
    const clara = bot.chat('clara');
    const say = words('pl');
    await clara.install();
    await clara.say('powiadomienia');
    expect(clara.text).toContain(say('stranger.closed'));
    await clara.say('pomoc');
    expect(clara.verbs).not.toContain('notifications.open');
    await clara.forge('notifications.save', { groups: '', often: 'daily' });
    expect(clara.text).toContain(say('stranger.closed'));
  });
});
