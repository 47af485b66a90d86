import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { LOCALES, recorded, redeemed, reserved, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris, clara } = world({ people: { boris: 'reader' } });

/** The chart on the card. */
function chartOf(chat: Chat): Readonly<Record<string, unknown>> | undefined {
  const body = chat.card.card['body'] as readonly Readonly<Record<string, unknown>>[];
  return body.find(({ type }) => String(type).startsWith('Chart.'));
}

const show = (chat: Chat, arg: string): Promise<unknown> => chat.press(({ data }) => data['arg'] === arg);

describe('the overview', () => {
  test('of nothing says so, and how to begin', async () => {
    await anna.say('overview');
    expect(anna.text).toContain(t('overview.empty'));
    expect(chartOf(anna)).toBeUndefined();
    for (const arg of ['deadlines', 'consultants', 'money']) {
      await show(anna, arg);
      expect([arg, anna.text.includes(t('overview.title'))]).toEqual([arg, true]);
    }
  });

  test('counts vouchers by state, and each state is a press away from its list', async () => {
    const [one, two] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, one);
    await reserved(anna, two);
    await redeemed(bot, anna, bot.newNumber());
    await anna.say('overview');
    expect(anna.text).toContain(t('overview.states', { open: 3, claimed: 0 }));
    expect(chartOf(anna)).toMatchObject({
      type: 'Chart.Donut',
      value: '3',
      data: [{ value: 1 }, { value: 1 }, { value: 1 }],
    });
    await anna.press(({ data }) => data['id'] === 'reserved');
    expect(anna.text).toContain(two);
    expect(anna.text).not.toContain(one);
    await anna.say('back');
    expect(anna.text).toContain(t('overview.title'));
  });
});

describe('the overview of what is there', () => {
  test('shows deadlines by week, each a press away from the vouchers of that week', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    bot.itIs('2027-01-05');
    await anna.say('overview');
    await show(anna, 'deadlines');
    expect(chartOf(anna)).toMatchObject({ type: 'Chart.VerticalBar' });
    // The week of the engagement's end, a Friday, begins on Monday the 11th.
    await anna.press(({ data }) => data['id'] === 'only:week=2027-01-11');
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('overview.week', { day: '11\u00a0Jan 2027' }));
    bot.itIs('2027-01-16');
    await anna.say('overview');
    await show(anna, 'deadlines');
    await anna.press(({ data }) => data['id'] === 'only:due=overdue');
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('vouchers.onlyOverdue'));
  });

  test('shows engagements by consultant, each a press away from what they have reserved', async () => {
    bot.itIs('2027-01-05');
    await anna.say('chart');
    await show(anna, 'consultants');
    const chart = chartOf(anna);
    expect(chart).toMatchObject({ type: 'Chart.HorizontalBar.Stacked' });
    const rows = anna.actions.filter(({ data }) =>
      /^only:due=\d+&state=reserved&consultant=/.test(String(data['id'])),
    );
    expect(rows.length).toBeGreaterThan(0);
    await anna.press(({ data }) => /^only:due=\d+&state=reserved&consultant=/.test(String(data['id'])));
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.verbs).toContain('voucher.open');
  });

  test('shows the money that is on the way, by currency', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [number] });
    if (anna.verbs.includes('register.done')) {
      await anna.press('register.done');
      await anna.press('claim.create', { vouchers: [number] });
    }
    await anna.press('settle.submit', { reference: 'MS-1', amount: '12,500.50', currency: 'EUR' });
    await anna.say('overview');
    await show(anna, 'money');
    expect(anna.text).toContain(t('overview.paid', { currency: 'EUR' }));
    expect(anna.text).toContain('12,500.50\u00a0EUR');
    expect(chartOf(anna)).toMatchObject({ type: 'Chart.VerticalBar', data: [{ y: 12500.5 }] });
    await anna.press('claims.one');
    expect(anna.text).toContain('MS-1');
  });

  test('is led to from home, the list and help', async () => {
    for (const typed of ['home', 'vouchers', 'help']) {
      await anna.say(typed);
      await anna.press('overview.open');
      expect([typed, anna.text.includes(t('overview.title'))]).toEqual([typed, true]);
    }
  });

  test('of a chart or page that is none shows the first one', async () => {
    await anna.say('overview');
    for (const arg of ['nonsense', 'consultants.9999', 'states.99999', 'x'.repeat(2_000), '']) {
      await anna.forge('overview.open', { arg });
      expect(anna.text).toContain(t('overview.title'));
    }
  });

  test.each(LANGUAGES)('is asked for by its words (%s)', async (language) => {
    anna.person.setLocale(LOCALES[language]);
    for (const typed of { en: ['overview', 'chart'], ru: ['обзор', 'график'], pl: ['przegląd', 'wykres'] }[
      language
    ]) {
      await anna.say(typed);
      expect([typed, anna.text.includes(words(language)('overview.title'))]).toEqual([typed, true]);
    }
  });

  test('is shown to a reader, and to nobody who has not been let in', async () => {
    boris.person.setLocale(LOCALES.en);
    await boris.say('overview');
    expect(boris.text).toContain(t('overview.title'));
    for (const arg of ['deadlines', 'consultants', 'money']) {
      await boris.forge('overview.open', { arg });
      expect(boris.text).toContain(t('overview.title'));
    }
    clara.person.setLocale(LOCALES.en);
    await clara.install();
    await clara.say('overview');
    expect(clara.text).not.toContain(t('overview.title'));
    await clara.forge('overview.open', { arg: 'consultants' });
    expect(clara.text).not.toContain(t('overview.title'));
  });
});
