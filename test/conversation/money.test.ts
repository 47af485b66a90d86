import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { LOCALES, redeemed, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, clara } = world({ people: { clara: 'reader' } });

/** A claim of a voucher redeemed on 18 Jan 2027, submitted for this amount. */
async function submitted(chat: Chat, reference: string, money: Record<string, string>): Promise<string> {
  const number = bot.newNumber();
  await redeemed(bot, chat, number);
  await chat.press('claim.open');
  await chat.press('claim.create', { vouchers: [number] });
  if (chat.verbs.includes('register.done')) {
    await chat.press('register.done');
    await chat.press('claim.create', { vouchers: [number] });
  }
  await chat.press('settle.submit', { reference, ...money });
  return number;
}

const TYPED: Readonly<Record<Language, readonly string[]>> = {
  en: ['where is our money', 'how much was paid in February', 'when do we get paid'],
  ru: ['где наши деньги', 'сколько заплатили в феврале'],
  pl: ['gdzie są nasze pieniądze', 'ile zapłacono w lutym'],
};

describe('where the money is', () => {
  test('is nowhere yet: said, with what has to happen first', async () => {
    await anna.say('where is my money');
    expect(anna.text).toContain(t('money.empty'));
    expect(anna.text).toContain(t('claim.nothingWhy'));
    expect(anna.verbs).not.toContain('claim.open');
  });

  test('tells what is late, what can be claimed, what is on the way and what was paid, by currency', async () => {
    await submitted(anna, 'MS-LATE', { amount: '12,500.50', currency: 'EUR' });
    bot.itIs('2027-02-01');
    await anna.press('settle.approve', { on: '2027-02-01' });
    bot.itIs('2026-11-20');
    await submitted(anna, 'MS-PAID', { amount: '8000', currency: 'PLN' });
    bot.itIs('2027-02-10');
    await anna.press('settle.approve', { on: '2027-02-05', paidOn: '2027-02-10' });
    bot.itIs('2026-11-20');
    await submitted(anna, 'MS-WAITS', {});
    bot.itIs('2026-11-20');
    const claimable = bot.newNumber();
    await redeemed(bot, anna, claimable);
    // The payment was expected by 3 March; the 60 days of the voucher end on 19 March.
    bot.itIs('2027-03-10');

    await anna.say('where is our money');
    expect(anna.text).toContain(t('money.late', { count: 1 }));
    expect(anna.text).toContain('12,500.50\u00a0EUR');
    expect(anna.text).toContain(t('due.passed', { days: 7 }));
    expect(anna.text).toContain(t('money.claimable', { count: 1 }));
    expect(anna.text).toContain(t('money.near', { count: 1 }));
    expect(anna.text).toContain(t('money.nearest', { day: '19\u00a0Mar 2027' }));
    expect(anna.text).toContain(`${t('status.submitted')} (1)`);
    expect(anna.text).toContain(t('money.without', { count: 1 }));
    expect(anna.text).toContain('February 2027');
    expect(anna.text).toContain('8,000\u00a0PLN');
    const order = ['money.late', 'money.claimable'] as const;
    const places = [
      ...order.map((key) => anna.text.indexOf(t(key, { count: 1 }))),
      anna.text.indexOf(t('money.onTheWay')),
      anna.text.indexOf('February 2027'),
    ];
    expect(places).toEqual(places.toSorted((a, b) => a - b));

    await anna.press('claim.open');
    expect(anna.value('vouchers')).toBe(claimable);
    await anna.press('cancel.now');
    await anna.say('money');
    await anna.press('claims.one');
    expect(anna.text).toContain('MS-LATE');
    await anna.say('claims');
    await anna.press('claims.money');
    expect(anna.text).toContain(t('money.title'));
  });

  test('is shown to a reader, who cannot claim', async () => {
    bot.itIs('2027-03-10');
    clara.person.setLocale(LOCALES.en);
    await clara.say('money');
    expect(clara.text).toContain(t('money.claimable', { count: 1 }));
    expect(clara.verbs).not.toContain('claim.open');
  });

  test('says after the 60 days that they are over', async () => {
    bot.itIs('2027-03-21');
    await anna.say('money');
    expect(anna.text).toContain(t('money.over', { count: 1 }));
  });

  test.each(LANGUAGES)(
    'is asked for in a sentence (%s), and the list of claims by its name',
    async (language) => {
      const say = words(language);
      anna.person.setLocale(LOCALES[language]);
      for (const typed of TYPED[language]) {
        await anna.say(typed);
        expect([typed, anna.text.includes(say('money.title'))]).toEqual([typed, true]);
        expect(anna.verbs).toContain('claims.open');
      }
      await anna.say({ en: 'show the claims', ru: 'покажи заявки', pl: 'pokaż wnioski' }[language]);
      expect(anna.text).toContain(say('claims.title'));
      expect(anna.verbs).toContain('claims.money');
    },
  );
});
