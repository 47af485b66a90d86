import { describe, expect, test } from '@jest/globals';
import { anna as annaNowak, boris as borisIvanov } from '../../bot/local/people.ts';
import { letIn, PLAN, recorded, t, type Chat } from './running-bot.ts';
import { world } from './world.ts';

/** What people arrange about a voucher: what one asks another hears, in a chat of their own. */
const { bot, anna, boris, clara } = world({
  people: { boris: 'consultant', clara: 'reader' },
  how: () => ({ env: { NOTIFY_PER_SECOND: '10' } }),
});

const said = ({ card }: { readonly card: object }): string => JSON.stringify(card);

/** The card that came unasked and says all of this; it is in front of the person then. */
async function arrived(chat: Chat, ...words: readonly string[]): Promise<void> {
  const found = () =>
    chat.person.cards().findLast((card) => words.every((word) => said(card).includes(word)));
  await chat.person.until(() => found() !== undefined);
  chat.card = found();
}

/** Anna asks Boris for what the voucher waits for. */
async function ask(number: string, message = ''): Promise<void> {
  await anna.say(`ask ${number}`);
  await anna.press('askColleague.done', { personId: borisIvanov.aadObjectId, message });
}

describe('a colleague who is asked', () => {
  test('gets a card that does it, and who asked hears that it is done', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('askColleague.open');
    expect(anna.text).toContain(t('askColleague.text', { what: 'reserve' }));
    await anna.forge('askColleague.done', { id: number });
    expect(anna.text).toContain(t('problem.missing', { field: t('askColleague.person') }));
    await anna.press('askColleague.done', {
      personId: borisIvanov.aadObjectId,
      message: 'Before **Friday** (please)',
    });
    expect(anna.text).toContain(t('askColleague.done', { name: borisIvanov.name }));
    expect(anna.text).toContain(t('voucher.askedByYou', { to: borisIvanov.name, days: 0 }));
    await arrived(boris, annaNowak.name, number, 'Before **Friday** (please)');
    expect(boris.text).toMatch(/asks you to reserve/);
    expect(boris.verbs).toEqual(expect.arrayContaining(['reserve.open', 'askColleague.decline']));
    await boris.press('reserve.open');
    await boris.press('reserve.done', PLAN);
    expect(boris.text).toContain(t('status.reserved'));
    expect(boris.text).not.toContain(t('voucher.asked', { what: 'reserve' }));
    await arrived(anna, 'Done as asked', number, borisIvanov.name);
    expect(await anna.history(number)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(t('history.colleagueAsked', { name: borisIvanov.name, what: 'reserve' })),
      ]),
    );
  });

  test('says that it is not now, once, and who asked hears it', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await ask(number);
    await arrived(boris, number, 'asks you to reserve');
    const card = boris.card;
    await boris.press('askColleague.decline');
    expect(boris.text).toContain(t('askColleague.declined'));
    await arrived(anna, 'cannot reserve', number);
    const before = await anna.history(number);
    boris.card = card;
    await boris.press('askColleague.decline');
    expect(await anna.history(number)).toEqual(before);
    // Then the voucher waits for nobody in particular.
    await anna.say(number);
    expect(anna.text).not.toContain(t('voucher.askedByYou', { to: borisIvanov.name, days: 0 }));
  });

  test('hears that the voucher is gone, and so does who asked', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await ask(number);
    await arrived(boris, number, 'asks you to reserve');
    const card = boris.card;
    await anna.say(number);
    await anna.press('lose.open');
    await anna.press('lose.done');
    await arrived(boris, 'is over', number, t('status.lost'));
    boris.card = card;
    await boris.press('askColleague.decline');
    expect(boris.text).toContain(t('askColleague.isOver'));
    expect(boris.text).toContain(t('status.lost'));
  });

  test('is asked once, also when the button is pressed twice; it can be taken back', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('askColleague.open');
    const card = anna.card;
    const asked = { personId: borisIvanov.aadObjectId };
    await anna.press('askColleague.done', asked);
    anna.card = card;
    await anna.press('askColleague.done', asked);
    expect((await anna.history(number)).filter((line) => /Asked/.test(line))).toHaveLength(1);
    // Nobody is asked twice for one thing: only the others are offered.
    await anna.say(`ask ${number}`);
    expect(anna.verbs).not.toContain('askColleague.done');
    await anna.press('askColleague.decline');
    expect(anna.text).toContain(t('askColleague.takenBack'));
  });

  test('has to be allowed to do it', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('askColleague.open');
    await anna.forge('askColleague.done', { id: number, personId: clara.person.who.aadObjectId });
    expect(anna.text).toContain(t('problem.unknown', { field: t('askColleague.person') }));
    await letIn(anna, boris, 'none');
    await anna.say(`ask ${number}`);
    expect(anna.text).toContain(t('askColleague.nobody'));
    await letIn(anna, boris, 'consultant');
  });

  test('is asked by nobody who may only look', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    clara.person.setLocale('en-US');
    await clara.say(number);
    expect(clara.verbs).not.toContain('askColleague.open');
    expect(clara.verbs).not.toContain('comment.open');
    await clara.forge('comment.done', { id: number, commandId: crypto.randomUUID() });
    expect(clara.text).toMatch(/You cannot do this/);
    await clara.forge('askColleague.done', { id: number, commandId: crypto.randomUUID() });
    expect(clara.text).toMatch(/You cannot do this/);
  });
});

describe('a comment', () => {
  test('stands on the card and in the history, and reaches whoever has to do with the voucher', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await boris.press('reserve.open');
    await boris.press('reserve.done', PLAN);
    await anna.say(`comment ${number}`);
    await anna.forge('comment.done', { id: number });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.comment') }));
    await anna.press('comment.done', { comment: 'The customer is **away** until <at>June</at>' });
    expect(anna.text).toContain(t('comment.done'));
    expect(anna.text).toContain('The customer is **away** until June');
    await arrived(boris, `${annaNowak.name} about`, number, 'The customer is **away** until June');
    expect(boris.verbs).toContain('voucher.open');
    const [newest = ''] = await anna.history(number);
    expect(newest).toContain('The customer is **away** until June');
    await anna.say(`comment ${number}`);
    await anna.forge('comment.done', { id: number, comment: 'x'.repeat(501) });
    expect(anna.text).toContain(t('problem.tooLong', { field: t('field.comment') }));
  });

  test('overtakes nobody’s form, and no form overtakes it', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    const form = anna.card;
    await boris.say(`comment ${number}`);
    const comment = boris.card;
    await boris.press('comment.done', { comment: 'First' });
    anna.card = form;
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    boris.card = comment;
    await boris.press('comment.done', { comment: 'First' });
    expect(boris.text).toContain(t('comment.done'));
    expect((await boris.history(number)).filter((line) => line.includes('First'))).toHaveLength(1);
    // He commented on it, so he hears of it: nothing may be on its way to him when the next test reads his chat.
    await arrived(boris, number, 'was reserved by');
  });
});

describe('a reminder', () => {
  test('is taken away by one press, and once more changes nothing', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('remind.open');
    await anna.press(t('remind.monday'));
    expect(anna.text).toContain(t('remind.done', { day: '23\u00a0Nov 2026' }));
    const card = anna.card;
    await anna.press('remind.forget');
    expect(anna.text).toContain(t('remind.gone'));
    expect(anna.text).not.toContain(t('voucher.reminder'));
    anna.card = card;
    await anna.press('remind.forget');
    expect(anna.text).toContain(t('remind.gone'));
  });

  test('comes in the morning of its day, to who wanted it alone, with the next step', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await boris.press('remind.open');
    await boris.press('remind.done', { on: '2026-11-20' });
    expect(boris.text).toContain(t('problem.notYet', { field: t('remind.on'), limit: '21\u00a0Nov 2026' }));
    await boris.press(t('remind.tomorrow'));
    expect(boris.text).toContain(t('remind.done', { day: '21\u00a0Nov 2026' }));
    // Another day takes its place.
    await boris.say(`remind me about ${number}`);
    await boris.press('remind.done', { on: '2026-11-25' });
    expect(boris.text).toContain(t('remind.done', { day: '25\u00a0Nov 2026' }));
    await boris.say(number);
    expect(boris.text).toContain('25\u00a0Nov 2026');
    await anna.say(number);
    expect(anna.text).not.toContain(t('voucher.reminder'));
    bot.itIs('2026-11-25');
    await boris.say('help');
    await arrived(boris, 'You wanted to be reminded', number);
    expect(anna.person.cards().some((card) => said(card).includes('You wanted to be reminded'))).toBe(false);
    await boris.say(number);
    expect(boris.text).not.toContain(t('voucher.reminder'));
  });
});
