import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  LOCALES,
  mail,
  PLAN,
  recorded,
  redeemed,
  reserved,
  t,
  words,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris, clara } = world({
  people: { boris: 'consultant', clara: 'reader' },
  anew: true,
});

describe('what presses most', () => {
  test('an overdue report is counted on home, stands there first, and is what is next', async () => {
    const [far, overdue] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, far);
    await reserved(anna, overdue);
    await anna.say('home');
    // Nobody has to do anything about the reservation yet.
    expect(anna.text).toContain(t('home.needs', { count: 1 }));
    bot.itIs(AFTER);
    await anna.say('home');
    expect(anna.text).toContain(t('home.needs', { count: 2 }));
    expect(anna.text.indexOf(overdue)).toBeGreaterThan(0);
    expect(anna.text.indexOf(overdue)).toBeLessThan(anna.text.indexOf(far));
    // The first button of a voucher on it.
    expect(anna.actions.find(({ data }) => [far, overdue].includes(String(data['id'])))).toMatchObject({
      verb: 'report.open',
      data: { id: overdue },
    });
    await anna.say('what next');
    expect(anna.text).toContain(overdue);
    await anna.say('vouchers');
    expect(anna.text.indexOf(overdue)).toBeLessThan(anna.text.indexOf(far));
  });

  test('money that is late comes before a report that is overdue', async () => {
    const [overdue, unclaimed] = [bot.newNumber(), bot.newNumber()];
    await reserved(anna, overdue);
    await redeemed(bot, anna, unclaimed);
    // 60 days after the redemption.
    bot.itIs('2027-03-25');
    await anna.say('home');
    expect(anna.text.indexOf(unclaimed)).toBeGreaterThan(0);
    expect(anna.text.indexOf(unclaimed)).toBeLessThan(anna.text.indexOf(overdue));
    await anna.say('what next');
    expect(anna.text).toContain(unclaimed);
  });
});

describe('vouchers that ran out', () => {
  const LATER = '2027-06-01';

  test('leave the counts of home and are closed together, each with its own result', async () => {
    const numbers = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
    const [first = '', second = '', third = ''] = numbers;
    await recorded(anna, first);
    await reserved(anna, second);
    await recorded(anna, third);
    bot.itIs(LATER);
    await anna.say('home');
    expect(anna.text).toContain(t('home.needs', { count: 0 }));
    expect(anna.text).toContain(t('home.open', { count: 0 }));
    expect(anna.text).toContain(t('home.ranOut', { count: 3 }));
    await anna.press('ranOut.open');
    for (const number of numbers) expect(anna.text).toContain(number);
    await anna.press('ranOut.review');
    expect(anna.text).toContain(t('ranOut.confirm', { count: 3 }));
    // One of them changes before the page is pressed: the others are closed all the same.
    const review = anna.card;
    await boris.say(`correct ${third}`);
    await boris.press('correct.amend', { adjustedExpiry: '2027-12-31', reason: 'Extended by support' });
    anna.card = review;
    await anna.press('ranOut.yes');
    expect(anna.text).toContain(t('ranOut.resultTitle', { count: 2 }));
    expect(anna.text).toContain(t('ranOut.closed', { number: first }));
    expect(anna.text).toContain(t('ranOut.closed', { number: second }));
    expect(anna.text).toContain(t('refused.notRunOut'));
    await anna.say('home');
    expect(anna.text).not.toContain(t('home.ranOut', { count: 1 }));
    expect(anna.text).toContain(t('home.open', { count: 1 }));
    // It is undone on the card, as any last step.
    await anna.say(first);
    expect(anna.text).toContain(t('status.void'));
    await anna.press('correct.open');
    await anna.press('correct.undo', { reason: 'Support extends it' });
    expect(anna.text).toContain(t('status.expired'));
  });

  test('are not closed where the 90 days decide: those stand apart, and lead to the answer (G3)', async () => {
    bot.itIs('2020-05-04');
    const [doubted, out, reservedOne] = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
    for (const [number, printed] of [
      [doubted, '2020-08-29'],
      [out, '2020-06-01'],
      [reservedOne, '2020-08-29'],
    ] as const) {
      await anna.say(mail(number, { assigned: '2020-03-02' }, [`Expiry date: ${printed}`]));
      await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    }
    await anna.press('reserve.open');
    await anna.press('reserve.done', { ...PLAN, start: '2020-05-11', end: '2020-05-15' });
    expect(anna.text).toContain(t('status.reserved'));
    // Of the first the last day has passed also with the 90 days; of the others it may not have.
    bot.itIs('2020-09-10');
    await anna.say('home');
    expect(anna.text).toContain(t('home.needs', { count: 2 }));
    expect(anna.text).toContain(t('home.open', { count: 2 }));
    expect(anna.text).toContain(t('home.ranOut', { count: 1 }));
    expect(anna.text).toContain(t('home.doubted', { count: 2 }));
    await anna.press(t('do.doubted'));
    expect(anna.text).toContain(t('ranOut.doubted', { count: 2 }));
    for (const number of [doubted, out, reservedOne]) expect(anna.text).toContain(number);
    expect(anna.titles).toContain(t('do.closeAll', { count: 1 }));
    await anna.press('ranOut.review');
    expect(anna.text).toContain(t('ranOut.confirm', { count: 1 }));
    expect(anna.text).not.toContain(doubted);
    await anna.press('ranOut.yes');
    expect(anna.text).toContain(t('ranOut.closed', { number: out }));
    // A button of an older card closes it no more than the list does.
    await anna.forge('correct.close', { id: doubted, commandId: crypto.randomUUID() });
    expect(anna.text).toContain(
      t('guard.extensionDecides', { by: '29\u00a0Aug 2020', until: '27\u00a0Nov 2020' }),
    );
    await anna.say('home');
    expect(anna.text).not.toContain(t('home.ranOut', { count: 1 }));
    expect(anna.text).toContain(t('home.doubted', { count: 2 }));
    await anna.say('vouchers');
    expect(anna.text).toContain(t('status.mayHaveExpired'));
    expect(anna.text).not.toContain(t('status.expired'));
    await anna.say('expired');
    expect(anna.verbs).not.toContain('ranOut.review');
    await anna.press(({ verb, data }) => verb === 'correct.open' && data['id'] === doubted);
    expect(anna.text).toContain(t('field.extensionPrinted'));
    await anna.press('correct.amend', { extensionPrinted: 'yes', reason: 'Asked the customer' });
    await anna.say('expired');
    expect(anna.text).toContain(t('ranOut.doubted', { count: 1 }));
    expect(anna.titles).toContain(t('do.closeAll', { count: 1 }));
  });

  test('are closed once, however often the page is pressed', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    bot.itIs(LATER);
    await anna.say('expired');
    await anna.press('ranOut.review');
    const review = anna.card;
    await anna.press('ranOut.yes');
    const first = anna.text;
    anna.card = review;
    await anna.press('ranOut.yes');
    expect(anna.text).toBe(first);
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('are seen by a consultant, who closes them one by one', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    bot.itIs(LATER);
    await boris.say('expired');
    expect(boris.text).toContain(number);
    expect(boris.text).toContain(t('ranOut.askAdmin'));
    expect(boris.verbs).not.toContain('ranOut.review');
    await boris.forge('ranOut.yes', { commandId: crypto.randomUUID() });
    expect(boris.text).toContain(t('refused.permission', { needs: t('permission.admin') }).slice(0, 20));
    await boris.say(number);
    expect(boris.text).toContain(t('next.close'));
    await boris.press('correct.close');
    expect(boris.text).toContain(t('status.void'));
  });

  test.each(LANGUAGES)(
    'are told to a reader, who is not told to close them, but who may (%s)',
    async (language) => {
      const number = bot.newNumber();
      await recorded(anna, number);
      bot.itIs(LATER);
      const say = words(language);
      clara.person.setLocale(LOCALES[language]);
      await clara.say('home');
      expect(clara.text).toContain(say('home.ranOut', { count: 1 }));
      await clara.press('ranOut.open');
      expect(clara.text).toContain(number);
      expect(clara.text).not.toContain(say('ranOut.askAdmin'));
      const [beforeNeeds = '', afterNeeds = ''] = say('ranOut.askStaff', { needs: '|' }).split('|');
      const who = clara.text.split(beforeNeeds)[1]?.split(afterNeeds)[0];
      expect(who).toContain(say('permission.admin'));
      expect(who).toContain(say('permission.consultant'));
      expect(clara.verbs).not.toContain('ranOut.review');
      await clara.say(number);
      expect(clara.text).toContain(say('next.expired'));
      expect(clara.text).not.toContain(say('next.close'));
      expect(clara.verbs).not.toContain('correct.close');
    },
  );
});
