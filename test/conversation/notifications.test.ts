import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { letIn, PLAN, recorded, reserved, RunningBot, setUp, t, TODAY, type Chat } from './running-bot.ts';

jest.setTimeout(30_000);

/** A Friday noon; the engagement that is planned begins on a Monday. */
let bot: RunningBot;
let anna: Chat;
let boris: Chat;

beforeAll(async () => {
  bot = await RunningBot.start({ env: { NOTIFY_PER_SECOND: '10' } });
  anna = bot.chat('anna');
  boris = bot.chat('boris');
  await setUp(anna);
  await letIn(anna, boris, 'consultant');
});
afterAll(() => bot.close());
beforeEach(() => {
  bot.itIs(TODAY);
  bot.teams.connector.faults = undefined;
});

/** All that the bot ever wrote into somebody's chat and is there now, newest last. */
const messages = (chat: Chat): readonly string[] =>
  chat.person
    .messages()
    .filter(({ from }) => from === 'bot')
    .map(({ activity }) => JSON.stringify(activity));
const heard = (chat: Chat, ...words: readonly string[]): boolean =>
  messages(chat).some((message) => words.every((word) => message.includes(word)));
const toHear = (chat: Chat, ...words: readonly string[]): Promise<void> =>
  chat.person.until(() => heard(chat, ...words), 15_000);

describe('what a colleague does', () => {
  test('reaches who recorded the voucher and the admins, never who did it, with a toast', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await toHear(anna, 'Boris Ivanov (synthetic)', number, '"alert":true');
    const before = messages(anna).length;
    await anna.say(number);
    await anna.press('reserve.open');
    await anna.press('reserve.done', PLAN);
    await toHear(boris, 'Anna Nowak (synthetic)', number, '"alert":true');
    // Her own answer, and nothing about what she did herself.
    expect(messages(anna).length).toBe(before + 1);
  });

  test('makes the card true that somebody has in their chat', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await boris.settled();
    const { activityId } = boris.card;
    const base = (): string =>
      JSON.stringify(boris.person.messages().find(({ id }) => id === activityId)?.activity ?? {});
    expect(base()).toContain(t('status.assigned'));
    // The row is acknowledged, and with it where the card is.
    await boris.say('home');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await anna.say(number);
    await anna.press('lose.open');
    await anna.press('lose.done');
    await boris.person.until(() => base().includes(t('status.lost')), 15_000);
  });

  test('is told in the reader’s language', async () => {
    const clara = bot.chat('clara');
    await letIn(anna, clara, 'admin');
    const number = bot.newNumber();
    await recorded(boris, number);
    await toHear(clara, number, 'Boris Ivanov (synthetic)');
    const said = messages(clara).find((message) => message.includes(number)) ?? '';
    expect(said).toMatch(/[ąćęłńóśźż]/);
    await letIn(anna, clara, 'none');
  });

  test('waits for Monday morning, and is not told any more when it is not true any more', async () => {
    const [gone, stays] = [bot.newNumber(), bot.newNumber()];
    bot.itIs('2026-11-21');
    await recorded(boris, gone);
    await recorded(boris, stays);
    await boris.say(`correct ${gone}`);
    await anna.say(gone);
    await anna.press('lose.open');
    await anna.press('lose.done');
    await boris.say('cancel');
    expect(heard(anna, stays, '"alert":true')).toBe(false);
    bot.itIs('2026-11-23');
    await boris.say('home');
    await toHear(anna, stays, '"alert":true');
    expect(heard(anna, gone, '"alert":true')).toBe(false);
  });
});

describe('what falls due', () => {
  test('is one message in the morning of a working day, also after an outage of days', async () => {
    const [one, other] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, one);
    await reserved(anna, other);
    // Nobody was there for weeks.
    bot.itIs('2027-02-03');
    await boris.say('home');
    await anna.person.until(
      () => heard(anna, one, '"alert":true') && heard(anna, other, '"alert":true'),
      15_000,
    );
    const news = messages(anna).filter(
      (message) => message.includes('"alert":true') && message.includes(one),
    );
    expect(news).toHaveLength(1);
    // Not again on the same day.
    const count = messages(anna).length;
    await boris.say('home');
    await bot.restart();
    await boris.say('home');
    await bot.restart();
    expect(messages(anna)).toHaveLength(count);
  });

  test('waits while the person is in the middle of something, and comes right after it', async () => {
    const number = bot.newNumber();
    bot.itIs('2027-02-05');
    await recorded(anna, number, { assigned: '2027-02-01' });
    await anna.press('reserve.open');
    bot.itIs('2027-02-08');
    await boris.say('home');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(heard(anna, number, '"alert":true')).toBe(false);
    await anna.say('cancel');
    await toHear(anna, number, '"alert":true');
  });
});
