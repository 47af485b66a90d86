import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { LOCALES, recorded, t, words } from './running-bot.ts';
import { world } from './world.ts';

const { anna, clara } = world({ people: { clara: 'reader' } });

describe('a voucher is found by', () => {
  test('its whole number, a group, its beginning and its end, however they are written', async () => {
    await recorded(anna, 'QXA-8H2M-LP31-0977');
    const parts = [
      'QXA-8H2M-LP31-0977',
      'qxa–8h2m–lp31–0977',
      'QXA8H2MLP310977',
      'qxa 8h2m lp31 0977',
      'QXA - 8H2M - LP31 - 0977',
      'qxa8',
      'QXA-8H2',
      '8h2m',
      'LP31',
      '8H2M-LP31',
      '0977',
      '1-0977',
      'lp31 0977',
    ];
    for (const part of parts) {
      for (const typed of [part, `reserve ${part}`, `wo ist ${part}?`, `gdzie jest ${part}`]) {
        await anna.say('help');
        await anna.say(typed);
        expect([typed, anna.text]).toEqual([typed, expect.stringContaining('QXA-8H2M-LP31-0977')]);
        expect(anna.text).not.toContain(t('vouchers.foundText'));
      }
    }
  });

  test('three characters are no number, and a customer’s name is one still', async () => {
    await recorded(anna, 'QXB-4M7T-2200', { customer: '4Market 2200x (synthetic)' });
    await anna.say('QXB');
    expect(anna.text).toContain(t('notUnderstood.title'));
    for (const typed of ['4market', '4Market 2200x', '4 market']) await anna.say(typed).then(() => anna.text);
    await anna.say('4market 2200x');
    expect(anna.text).toContain('QXB-4M7T-2200');
  });

  test('the name of a customer in which a word is as a number is', async () => {
    await recorded(anna, 'QXD-5N8V-3300', { customer: 'Zyntek A0041 Ltd (synthetic)' });
    await recorded(anna, 'QXD-5N8V-A0041');
    for (const typed of ['Zyntek A0041 Ltd', 'zyntek a0041', 'Zyntek A0041 Ltd (synthetic)']) {
      await anna.say('help');
      await anna.say(typed);
      expect([typed, anna.text]).toEqual([typed, expect.stringContaining('QXD-5N8V-3300')]);
      expect(anna.text).not.toContain('QXD-5N8V-A0041');
    }
    await anna.say('zyntek with A0041');
    expect(anna.text).toContain('QXD-5N8V-A0041');
  });

  test('several: a choice, the most urgent first, ten a page and counted', async () => {
    const numbers = Array.from({ length: 12 }, (_, n) => `QXC-MANY-${7100 + n}`);
    for (const [n, number] of numbers.entries())
      await recorded(anna, number, { assigned: `2026-0${n === 7 ? 6 : 9}-1${n % 9}` });
    await anna.say('QXC-MANY');
    expect(anna.text).toContain(t('vouchers.foundText'));
    expect(anna.text).toContain(t('vouchers.foundCount', { count: 12, from: 1, to: 10 }));
    const shown = (): readonly string[] => numbers.filter((number) => anna.text.includes(number));
    const first = shown();
    expect(first).toHaveLength(10);
    const [urgent = ''] = [...numbers]
      .sort((a, b) => anna.text.indexOf(a) - anna.text.indexOf(b))
      .filter((one) => anna.text.includes(one));
    expect(urgent).toBe('QXC-MANY-7107');
    await anna.press('vouchers.found');
    const second = shown();
    expect([...first, ...second].sort()).toEqual(numbers);
    // What is gone meanwhile moves nothing to where it is not seen.
    await anna.say('QXC-MANY');
    const before = anna.card;
    const gone = numbers.find((number) => first.includes(number) && number !== 'QXC-MANY-7107') ?? '';
    await anna.say(`lose ${gone}`);
    await anna.press('lose.done');
    anna.card = before;
    await anna.press('vouchers.found');
    expect(shown().filter((number) => number !== gone)).toEqual(second);
    await anna.say('claim QXC-MANY-7107 please');
    expect(anna.text).toContain('QXC-MANY-7107');
  });
});

describe('a number that nobody knows', () => {
  test.each(LANGUAGES)('offers to record it, with the number in the form (%s)', async (language) => {
    const say = words(language);
    for (const [typed, number] of [
      [`zz${language}–9q9q–5551`, `ZZ${language.toUpperCase()}-9Q9Q-5551`],
      [`reserve ZZ${language}-9Q9Q-6552`, `ZZ${language.toUpperCase()}-9Q9Q-6552`],
      [`wo ist ZZ${language} - 9Q9Q - 7553?`, `ZZ${language.toUpperCase()}-9Q9Q-7553`],
      [`888${LANGUAGES.indexOf(language)}`, `888${LANGUAGES.indexOf(language)}`],
    ] as const) {
      anna.person.setLocale(LOCALES[language]);
      await anna.say(typed);
      expect(anna.text).toContain(say('notFound.voucher'));
      expect(anna.titles).toContain(say('do.recordNumber', { number }));
      await anna.press('record.hand');
      expect(anna.value('number')).toBe(number);
      // The form waits, and the number leads to it.
      await anna.say('home');
      await anna.say(number);
      expect(anna.value('number')).toBe(number);
      await anna.say('home');
    }
  });

  test.each(LANGUAGES)(
    'tells a reader who can record it, and of other words nothing (%s)',
    async (language) => {
      const say = words(language);
      clara.person.setLocale(LOCALES[language]);
      for (const typed of ['ZZR-9Q9Q-5559', 'history ZZR-9Q9Q-6559']) {
        await clara.say(typed);
        expect(clara.text).toContain(say('notFound.voucher'));
        const [before = '', after = ''] = say('notFound.whoRecords', { needs: '|' }).split('|');
        const who = clara.text.split(before)[1]?.split(after)[0];
        expect(who).toContain(say('permission.admin'));
        expect(who).toContain(say('permission.consultant'));
        expect(clara.verbs).not.toContain('record.hand');
        expect(clara.verbs).toContain('vouchers.open');
      }
      await clara.say('history nothingofthekind');
      expect(clara.text).toContain(say('notFound.voucher'));
      expect(clara.text).not.toContain(say('notFound.whoRecords', { needs: '|' }).split('|')[0]);
      await anna.say(`ZZR-9Q9Q-${language === 'en' ? '7' : '8'}559`);
      expect(anna.text).not.toContain(t('notFound.whoRecords', { needs: '|' }).split('|')[0]);
    },
  );

  test.each(['2026-12-24', 'see you in 2027', 'Windows11', 'we pay 10 000 EUR', 'voucher4@customer.example'])(
    '“%s” is none',
    async (typed) => {
      await anna.say(typed);
      expect(anna.text).toContain(t('notUnderstood.title'));
    },
  );
});
