import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import {
  ADMIN_EMAIL,
  LOCALES,
  mail,
  PLAN,
  recorded,
  redeemed,
  reported,
  reserved,
  RunningBot,
  setUp,
  t,
  words,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

/** A reserve step with something typed that the bot has seen, and refused. */
async function inTheMiddle(number: string): Promise<void> {
  await recorded(anna, number);
  await anna.press('reserve.open');
  await anna.press('reserve.done', { ...PLAN, start: '2027-02-15', end: '2027-02-01' });
  expect(anna.text).toContain(t('problem.beforeStart', { field: t('field.end'), limit: '15\u00a0Feb 2027' }));
}

const INTERRUPTIONS: Readonly<Record<'help' | 'about' | 'home', Readonly<Record<Language, string>>>> = {
  help: { en: 'help', ru: 'Помощь', pl: 'pomoc' },
  about: { en: 'about', ru: 'о боте', pl: 'O bocie' },
  home: { en: 'Home', ru: 'домой', pl: 'strona główna' },
};
const SHOWN = { help: 'help.title', about: 'about.title', home: 'home.steps' } as const;

describe('in the middle of a step', () => {
  test.each(
    (['help', 'about', 'home'] as const).flatMap((view) =>
      LANGUAGES.map((language) => [view, INTERRUPTIONS[view][language]] as const),
    ),
  )(
    '%s, typed as “%s”, comes whatever the locale, and the step waits with all that was typed',
    async (view, typed) => {
      const number = bot.newNumber();
      await inTheMiddle(number);
      for (const locale of LANGUAGES) {
        anna.person.setLocale(LOCALES[locale]);
        await anna.say(typed);
        expect(anna.text).toContain(words(locale)(SHOWN[view]));
      }
      anna.person.setLocale(LOCALES.en);
      await anna.say('home');
      const title = t('do.continueWith', { what: number });
      expect(anna.titles).toContain(title);
      await anna.press(title);
      expect(anna.value('start')).toBe('2027-02-15');
      expect(anna.value('end')).toBe('2027-02-01');
      await anna.press('reserve.done', { end: '2027-02-19' });
      expect(anna.text).toContain(t('reserve.done'));
    },
  );

  test.each(['cancel', 'отмена', 'anuluj', 'back', 'назад', 'wstecz'])(
    '“%s” leads back to the voucher, which is as it was',
    async (typed) => {
      const number = bot.newNumber();
      await recorded(anna, number);
      await anna.press('reserve.open');
      for (const locale of LANGUAGES) anna.person.setLocale(LOCALES[locale]);
      await anna.say(typed);
      expect(anna.text).toContain(number);
      expect(anna.text).toContain(words('pl')('cancelled'));
      expect(anna.text).toContain(words('pl')('status.assigned'));
    },
  );

  test('“back” after help leads to the step that help interrupted', async () => {
    const number = bot.newNumber();
    await inTheMiddle(number);
    await anna.say('help');
    await anna.say('back');
    expect(anna.text).toContain(t('reserve.title'));
    expect(anna.value('start')).toBe('2027-02-15');
  });

  test('a button of the step still works after an interruption', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    const step = anna.card;
    await anna.say('help');
    anna.card = step;
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
  });

  test('another step begins above it, and cancelling that one does not open it: home offers it', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await inTheMiddle(first);
    await anna.say(mail(second));
    expect(anna.text).toContain(second);
    await anna.say('cancel');
    expect(anna.text).toContain(t('cancelled'));
    expect(anna.verbs).not.toContain('reserve.done');
    await anna.press(t('do.continueWith', { what: first }));
    expect(anna.text).toContain(t('reserve.title'));
    expect(anna.value('start')).toBe('2027-02-15');
  });

  test('a finished step leaves nothing to go back to', async () => {
    const fresh = await RunningBot.start();
    try {
      const admin = await setUp(fresh.chat('anna'));
      await redeemed(fresh, admin, fresh.newNumber());
      await admin.press('claim.open');
      await admin.say('cancel');
      await admin.say('home');
      expect(admin.titles.filter((title) => title.startsWith(t('do.continue')))).toEqual([]);
    } finally {
      await fresh.close();
    }
  });
});

describe('typed words', () => {
  test('the end of a number, the whole number, in any case: the voucher', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    for (const typed of [number.slice(-4), number, number.toLowerCase(), ` ${number.slice(-4)}  `]) {
      await anna.say('help');
      await anna.say(typed);
      expect(anna.text).toContain(number);
      expect(anna.verbs).toContain('reserve.open');
    }
  });

  test.each(['reserve', 'зарезервируй', 'rezerwuj', 'Rezerwuj'])(
    '“%s 1234”: the step at once',
    async (verb) => {
      const number = bot.newNumber();
      await recorded(anna, number);
      await anna.say(`${verb} ${number.slice(-4)}`);
      expect(anna.text).toContain(t('reserve.title'));
      expect(anna.text).toContain(number);
    },
  );

  test.each(['kiedy wygasa {}?', 'сколько дней осталось у {}', 'When does {} run out?'])(
    '“%s”: the voucher of the number in it',
    async (question) => {
      const number = bot.newNumber();
      await recorded(anna, number);
      for (const named of [number, number.slice(-4)]) {
        await anna.say('home');
        await anna.say(question.replace('{}', named));
        expect(anna.text).toContain(number);
        expect(anna.text).toContain(t('voucher.runsOut'));
      }
    },
  );

  test('a customer’s name: their voucher, or a choice of them', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, first, { customer: 'Tailspin Toys (synthetic)' });
    await anna.say('tailspin');
    expect(anna.text).toContain(first);
    expect(anna.verbs).toContain('reserve.open');
    await recorded(anna, second, { customer: 'Tailspin Toys (synthetic)' });
    await anna.say('Tailspin Toys');
    expect(anna.text).toContain(t('vouchers.foundText'));
    await anna.press(({ data }) => data['id'] === second);
    expect(anna.text).toContain(second);
    expect(anna.text).toContain('Tailspin Toys (synthetic)');
  });

  test('“what next”, also in Russian and Polish: the one thing that is next', async () => {
    const number = bot.newNumber();
    await recorded(anna, number, { assigned: '2026-05-25' });
    for (const typed of ['what next', 'что дальше?', 'co dalej']) {
      await anna.say(typed);
      expect(anna.text).toContain(number);
      expect(anna.text).toContain(t('next.reserve'));
    }
  });

  test.each(['where is my money', 'где мои деньги', 'Gdzie są moje pieniądze?'])(
    '“%s”: what there is of it',
    async (typed) => {
      await anna.say(typed);
      expect(anna.text).toContain(t('money.title'));
      expect(anna.verbs).toContain('claims.open');
    },
  );

  test('a number that nobody knows: said, with what to do', async () => {
    await anna.say('reserve 9999');
    expect(anna.text).toContain(t('notFound.voucher'));
    expect(anna.text).toContain(t('notFound.text', { typed: '9999' }));
    expect(anna.verbs).toEqual(['record.hand', 'vouchers.open', 'assign.open', 'home.open']);
  });

  test.each(LANGUAGES)('anything else (%s): not understood, and three buttons', async (language) => {
    anna.person.setLocale(LOCALES[language]);
    await anna.say('the quick brown fox');
    expect(anna.text).toContain(words(language)('notUnderstood.title'));
    expect(anna.actions).toHaveLength(3);
  });
});

describe('a question with one answer is answered by typing', () => {
  test('the voucher admin’s address, on the mail’s card and in the reserve step', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.say('Voucher.Admin@Customer.example');
    expect(anna.text).toContain(ADMIN_EMAIL);
    await anna.press('record.only');
    expect(anna.text).toContain(ADMIN_EMAIL);

    const other = bot.newNumber();
    await anna.say(mail(other));
    await anna.press('record.andReserve');
    expect(anna.value('adminEmail')).toBe('');
    await anna.say(ADMIN_EMAIL);
    expect(anna.value('adminEmail')).toBe(ADMIN_EMAIL);
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
  });

  test.each([
    ['no', 'yes'],
    ['нет', 'да'],
    ['Nie', 'Tak'],
  ])('“%s” and “%s” on the page to confirm the redemption', async (no, yes) => {
    const number = bot.newNumber();
    await reported(bot, anna, number);
    await anna.say(no);
    expect(anna.text).toContain(t('redeem.choose'));
    await anna.press('redeem.review', { vouchers: [number] });
    await anna.say(yes);
    expect(anna.text).toContain(t('redeem.done', { number, by: '19\u00a0Mar 2027' }));
  });

  test('“yes” anywhere else changes nothing', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.press('release.open');
    await anna.say('yes');
    expect(anna.text).toContain(t('notUnderstood.title'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reserved'));
  });
});

test.each([
  ['import', 'import.title'],
  ['импорт', 'import.title'],
  ['importuj', 'import.title'],
  ['register', 'record.title'],
  ['зарегистрировать', 'record.title'],
  ['zarejestruj', 'record.title'],
] as const)('“%s” begins the step that it names', async (typed, title) => {
  await anna.say(typed);
  expect(anna.text).toContain(t(title));
  await anna.press('cancel.now');
});
