import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import {
  ADMIN_EMAIL,
  everyLine,
  LOCALES,
  mail,
  PLAN,
  recorded,
  redeemed,
  REPORT,
  reserved,
  t,
  TODAY,
  words,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

/** Reserve forms of these vouchers are opened one after another, each with dates that the bot refused. */
async function formsOf(count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, () => bot.newNumber());
  for (const number of numbers) {
    await recorded(anna, number);
    await anna.press('reserve.open');
    await anna.press('reserve.done', { ...PLAN, start: '2027-02-15', end: '2027-02-01' });
  }
  return numbers;
}

describe('leaving a form', () => {
  test('four typed “cancel” end the form that the person is at, and walk through no other', async () => {
    const numbers = await formsOf(4);
    await anna.say('cancel');
    expect(anna.text).toContain(t('cancelled'));
    expect(anna.text).toContain(t('status.assigned'));
    expect(anna.text).toContain(numbers[3]);
    for (const typed of ['cancel', 'отмена', 'anuluj']) {
      await anna.say(typed);
      expect(anna.text).toContain(t('cancelled.nothing.cancel'));
      expect(anna.text).toContain(numbers[3]);
      expect(anna.verbs).not.toContain('reserve.done');
    }
    await anna.say('back');
    expect(anna.text).toContain(t('cancelled.nothing.back'));
    await anna.say('home');
    expect(anna.titles).toContain(t('do.continueWith', { what: numbers[2] ?? '' }));
  });

  test.each(['cancel.now', 'typed'] as const)(
    'of one voucher shows that voucher, and offers no form of another: %s',
    async (how) => {
      const [first, second] = [bot.newNumber(), bot.newNumber()];
      await reserved(anna, second);
      await recorded(anna, first);
      await anna.press('reserve.open');
      await anna.say(second);
      await anna.press('release.open');
      await (how === 'typed' ? anna.say('cancel') : anna.press(how));
      expect(anna.text).toContain(second);
      expect(anna.text).toContain(t('status.reserved'));
      expect(anna.text).not.toContain(first);
      expect(anna.verbs).not.toContain('reserve.done');
    },
  );

  test('“Later” keeps what was sent, on the voucher’s own card too', async () => {
    const [number = ''] = await formsOf(1);
    await anna.press(t('do.later'));
    expect(anna.text).toContain(t('cancelled.later'));
    expect(anna.titles).toContain(t('do.continue'));
    await recorded(anna, bot.newNumber());
    expect(anna.titles).not.toContain(t('do.continue'));
    await anna.say(number);
    await anna.press(t('do.continue'));
    expect(anna.value('start')).toBe('2027-02-15');
  });

  test.each(['later', 'позже', 'później'])('“%s” is typed as the button is pressed', async (typed) => {
    const [number = ''] = await formsOf(1);
    await anna.say(typed);
    expect(anna.text).toContain(t('cancelled.later'));
    expect(anna.text).toContain(number);
    await anna.say(typed);
    expect(anna.text).toContain(t('cancelled.nothing.later'));
    await anna.say(number);
    await anna.press(t('do.continue'));
    expect(anna.value('start')).toBe('2027-02-15');
    await recorded(anna, bot.newNumber());
    await anna.press('correct.open');
    await anna.say(typed);
    expect(anna.text).toContain(t('cancelled.laterEmpty'));
  });

  test('“back” from help leads to the form, from another voucher it does not', async () => {
    const [number = ''] = await formsOf(1);
    const other = bot.newNumber();
    await recorded(anna, other);
    await anna.say(`reserve ${number}`);
    await anna.say('help');
    await anna.say('back');
    expect(anna.value('start')).toBe('2027-02-15');
    await anna.say(other);
    await anna.say('back');
    expect(anna.verbs).not.toContain('reserve.done');
  });

  test('an address that is typed at another voucher is not put into the form that was left', async () => {
    const [number, other] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, other);
    await anna.say(mail(number));
    await anna.press('record.andReserve');
    expect(anna.value('adminEmail')).toBe('');
    await anna.say(other);
    await anna.say(ADMIN_EMAIL);
    expect(anna.text).not.toContain(number);
    expect(anna.verbs).not.toContain('reserve.done');
  });

  test.each([
    ['company.open', 'company.details', 'company.title'],
    ['company.open', 'company.competency', 'company.title'],
    ['company.open', 'import.open', 'company.title'],
    ['profile.open', 'profile.edit', 'profile.title'],
  ] as const)('%s, %s: back to where it was opened', async (from, form, title) => {
    await formsOf(1);
    await anna.say('company');
    if (from === 'profile.open') await anna.say('profile');
    await anna.press(form);
    await anna.press('cancel.now');
    expect(anna.text).toContain(t(title));
    expect(anna.text).toContain(t('cancelled'));
  });
});

describe('typed where there is no form to leave', () => {
  /** Something to look at: how somebody comes to it, and what it says. */
  const LOOKED_AT: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    ['a voucher', () => recorded(anna, bot.newNumber()), t('status.assigned')],
    [
      'a history',
      async () => {
        await recorded(anna, bot.newNumber());
        await anna.press('voucher.history');
      },
      t('history.title'),
    ],
    [
      'a claim',
      async () => {
        await redeemed(bot, anna, bot.newNumber());
        await anna.press('claim.open');
        await anna.press('claim.create');
        if (anna.verbs.includes('register.done')) {
          await anna.press('register.done');
          await anna.press('claim.create');
        }
        await anna.say('claims');
        await anna.press('claims.one');
      },
      t('claim.inSavb'),
    ],
    ['the claims', () => anna.say('claims'), t('claims.title')],
    [
      'redeemed vouchers',
      async () => {
        await anna.say('vouchers');
        await anna.press('vouchers.list', { list: 'redeemed' });
      },
      t('vouchers.title'),
    ],
    ['the company', () => anna.say('company'), t('company.title')],
    ['eligibility', () => anna.say('eligibility'), t('eligibility.title')],
    [
      'one offering',
      async () => {
        await anna.say('eligibility');
        await anna.press('eligibility.open');
      },
      'Desktop Deployment Planning Services',
    ],
    ['the profiles', () => anna.say('profile'), t('profile.title')],
    [
      'a person',
      async () => {
        await anna.say('people');
        await anna.press('people.open');
      },
      t('person.title'),
    ],
    ['notifications', () => anna.say('notifications'), t('notifications.title')],
    ['expired vouchers', () => anna.say('expired'), t('ranOut.title')],
    ['the way to a new voucher', () => anna.say('new voucher'), t('assign.title')],
  ];

  test.each(LOOKED_AT)('%s is shown again, whatever form was left elsewhere', async (_what, look, says) => {
    await formsOf(1);
    await look();
    const [, , ...seen] = everyLine(anna.card.card);
    for (const how of ['cancel', 'later', 'back'] as const) {
      await anna.say(how);
      expect(anna.text).toContain(t(`cancelled.nothing.${how}`));
      expect(anna.text).toContain(says);
      expect(everyLine(anna.card.card)).toEqual(expect.arrayContaining(seen));
      expect(anna.verbs).not.toContain('reserve.done');
    }
    bot.itIs(TODAY);
  });

  test('“back” from help leads to the claim that was looked at, “cancel” too', async () => {
    await anna.say('claims');
    await anna.say('help');
    await anna.say('back');
    expect(anna.text).toContain(t('claims.title'));
    expect(anna.text).not.toContain(t('cancelled.nothing.back'));
    await anna.say('help');
    await anna.say('cancel');
    expect(anna.text).toContain(t('claims.title'));
    expect(anna.text).toContain(t('cancelled.nothing.cancel'));
  });

  test('in a new process, which does not know what was looked at, it leads home', async () => {
    await anna.say('claims');
    await bot.restart();
    await anna.say('cancel');
    expect(anna.text).toContain(t('cancelled.nothing.cancel'));
    expect(anna.text).toContain(t('home.title'));
  });
});

describe('mails that wait', () => {
  test('six are each recorded from their own card, the oldest first', async () => {
    const numbers = Array.from({ length: 6 }, () => bot.newNumber());
    const cards = [];
    for (const [nth, number] of numbers.entries()) {
      await anna.say(mail(number, { customer: `Customer ${nth} (synthetic)` }));
      cards.push(anna.card);
    }
    for (const [nth, number] of numbers.entries()) {
      anna.card = cards[nth];
      await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
      expect(anna.text).toContain(t('record.done'));
      expect(anna.text).toContain(number);
      expect(anna.text).toContain(`Customer ${nth} (synthetic)`);
    }
  });

  test('sixty wait, with forms and a table among them; each is found from its card', async () => {
    const numbers = Array.from({ length: 60 }, () => bot.newNumber());
    const cards = [];
    for (const number of numbers) {
      await anna.say(mail(number, { customer: `Customer of ${number}` }));
      cards.push(anna.card);
    }
    await anna.say('Location id\tCountry\n4711999\tGermany');
    const table = anna.card;
    await formsOf(3);
    for (const nth of [0, 1, 30, 59]) {
      anna.card = cards[nth];
      await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
      expect(anna.text).toContain(`Customer of ${numbers[nth] ?? ''}`);
    }
    anna.card = table;
    await anna.press('import.done');
    expect(anna.text).toContain('4711999');
  });

  test('of more than a quarter of a megabyte the oldest go: their cards say so and what to do', async () => {
    // Six such tables leave room for some of the mails below.
    const table = (nth: number): string => {
      const lines = ['Location id\tCountry\tName'];
      let size = 0;
      for (let line = 2; size < 251_000 / 6; line += 1) {
        const [id, name] = [`${nth}000${line}`, `Office ${line} ${'of a long name '.repeat(11)}`.trim()];
        lines.push([id, 'DE', name].join('\t'));
        size += JSON.stringify({ line, id, country: 'DE', name }).length + 1;
      }
      return lines.join('\n');
    };
    const numbers = Array.from({ length: 10 }, () => bot.newNumber());
    const cards = [];
    for (const number of numbers) {
      await anna.say(mail(number, { customer: `Customer of ${number} ${'with a long name '.repeat(9)}` }));
      cards.push(anna.card);
    }
    await anna.drop('0.csv', table(0));
    const first = anna.card;
    expect(anna.verbs).toContain('import.done');
    for (const nth of [1, 2, 3, 4, 5]) await anna.drop(`${nth}.csv`, table(nth));
    await formsOf(1);
    anna.card = cards[0];
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('draft.gone'));
    expect(anna.text).toContain(t('draft.goneMail'));
    expect(anna.verbs).toContain('record.hand');
    anna.card = cards[9];
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(`Customer of ${numbers[9] ?? ''}`);
    expect(anna.text).toContain(t('status.assigned'));
    // Another such table has the room of the first, once it waits itself.
    await anna.drop('6.csv', table(6));
    await formsOf(1);
    anna.card = first;
    await anna.press('import.done');
    expect(anna.text).toContain(t('import.gone'));
  });

  test.each(['whole', 'end'] as const)('one is found by its number: %s', async (which) => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await recorded(anna, bot.newNumber());
    await anna.say(which === 'whole' ? number : number.slice(-4));
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(number);
    expect(anna.verbs).toContain('record.only');
  });

  test.each(LANGUAGES)('a draft that is gone: the card says so and what to do (%s)', async (language) => {
    anna.person.setLocale(LOCALES[language]);
    const say = words(language);
    const number = bot.newNumber();
    await anna.say(mail(number));
    const card = anna.card;
    await anna.say('cancel');
    for (const verb of ['record.only', 'record.andReserve', 'record.correct']) {
      anna.card = card;
      await anna.press(verb);
      expect(anna.text).toContain(say('draft.gone'));
      expect(anna.text).toContain(say('draft.goneMail'));
      expect(anna.verbs).toContain('record.hand');
    }
    await anna.press('record.hand');
    expect(anna.value('number')).toBe(number);
  });

  test('what happened so far, asked for a voucher whose facts are gone: no empty form', async () => {
    await anna.say('new voucher');
    await anna.press('record.hand');
    const number = bot.newNumber();
    await anna.press('record.facts', { number, stage: 'reserved' });
    const stage = anna.card;
    await anna.press('cancel.now');
    anna.card = stage;
    await anna.press('record.stage', { reservedOn: '2026-11-20', start: '2027-01-11', end: '2027-01-15' });
    expect(anna.text).toContain(t('draft.gone'));
  });

  test('an older mail’s card says that a newer one has come, and records nothing', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, { customer: 'Older (synthetic)' }));
    const older = anna.card;
    await anna.say(mail(number, { customer: 'Newer (synthetic)' }));
    anna.card = older;
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('draft.newer'));
    expect(anna.text).toContain('Newer (synthetic)');
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain('Newer (synthetic)');
    anna.card = older;
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('refused.exists'));
  });

  test('a mail of two numbers: reserving the first keeps the second', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await anna.say(`${mail(first)}\n\n${mail(second, { level: '10 days' })}`);
    await anna.press(({ title }) => title.includes(first));
    await anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    await anna.press(t('do.continue'));
    expect(anna.text).toContain(second);
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('days', { days: 10 }));
  });

  test('what was emptied on the form stays empty, though it is asked again', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.correct');
    await anna.press('record.facts', { customer: '', serviceLevel: '', assignedOn: '2030-01-01' });
    expect(anna.value('customer')).toBe('');
    await anna.press('record.facts', { assignedOn: '2026-11-02' });
    expect(anna.text).toContain(number);
    expect(anna.text).not.toContain('Contoso');
  });
});

test('each of two tables that wait is imported from its own card', async () => {
  await anna.say('Location id\tCountry\n4711501\tGermany');
  const first = anna.card;
  await anna.say('Location id\tCountry\n4711502\tPoland');
  anna.card = first;
  await anna.press('import.done');
  expect(anna.text).toContain('4711501');
  expect(anna.text).not.toContain('4711502');
});

/** A voucher is reported, which opens the form of its redemption. */
async function redemptionOpened(): Promise<string> {
  const number = bot.newNumber();
  await reserved(anna, number);
  bot.itIs('2027-01-18');
  await anna.say(number);
  await anna.press('report.open');
  await anna.press('report.done', REPORT);
  return number;
}

test('an overtaken page of the redemption says so', async () => {
  const number = await redemptionOpened();
  const page = anna.card;
  await anna.press('redeem.no');
  anna.card = page;
  await anna.press('redeem.yes');
  expect(anna.text).toContain(t('draft.newerPage'));
  await anna.say(number);
  expect(anna.text).toContain(t('status.reported'));
});

test('a form that nobody asked for does not wait; its card still does what it says', async () => {
  const number = await redemptionOpened();
  expect(anna.verbs).toContain('redeem.yes');
  // Help is an aside: the person is still at it.
  await anna.say('help');
  await anna.say('back');
  expect(anna.verbs).toContain('redeem.yes');
  const page = anna.card;
  await anna.say('home');
  expect(anna.titles).not.toContain(t('do.continueWith', { what: number }));
  await anna.say(number);
  expect(anna.titles).not.toContain(t('do.continue'));
  anna.card = page;
  await anna.press('redeem.yes');
  expect(anna.text).toContain(t('claim.chooseTitle'));
  await anna.say(number);
  expect(anna.text).toContain(t('status.redeemed'));
  expect(anna.titles).not.toContain(t('do.continue'));
});

test.each(['typed', 'pressed'] as const)(
  'the company, %s while a form of it waits, is shown with the form one press away',
  async (how) => {
    await anna.say('company');
    await anna.press('company.details');
    await anna.tamper('company.saveDetails', {
      companyName: 'Renamed (synthetic)',
      membershipEnd: '2026-13-45',
    });
    if (how === 'typed') await anna.say('company');
    else {
      await anna.say('home');
      await anna.forge('company.open', {});
    }
    expect(anna.text).toContain(t('company.title'));
    expect(anna.inputs).toEqual([]);
    await anna.press(t('do.continue'));
    expect(anna.value('companyName')).toBe('Renamed (synthetic)');
    await anna.press('cancel.now');
    expect(anna.text).toContain(t('company.title'));
    expect(anna.titles).not.toContain(t('do.continue'));
  },
);

/** Forms of what is shown first by its word and its button: how one comes to wait, and what is shown. */
const WAITING = [
  [
    'eligibility',
    async () => {
      await anna.say('eligibility');
      await anna.forge('eligibility.participants', {});
      await anna.tamper('eligibility.train', { name: 'Waiting (synthetic)', trainedOn: '2026-13-45' });
    },
    'eligibility.title',
    ['name', 'Waiting (synthetic)'],
  ],
  [
    'eligibility',
    async () => {
      await anna.say('eligibility');
      await anna.forge('eligibility.status', { id: 'SDPS' });
      await anna.tamper('eligibility.saveStatus', { status: 'active', on: '' });
    },
    'eligibility.title',
    ['status', 'active'],
  ],
  [
    'profile',
    async () => {
      await anna.say('profile');
      await anna.press('profile.edit');
      await anna.press('profile.save', { region: 'Atlantis', description: 'Waiting (synthetic)' });
    },
    'profile.title',
    ['description', 'Waiting (synthetic)'],
  ],
  [
    'profile',
    async () => {
      await anna.say('profile');
      await anna.forge('profile.edit', { id: 'PL' });
      await anna.press('profile.save', { region: 'Atlantis', website: 'https://waiting.example' });
    },
    'profile.title',
    ['website', 'https://waiting.example'],
  ],
] as const;

test.each(WAITING.flatMap((one) => [[...one, 'typed'] as const, [...one, 'pressed'] as const]))(
  '%s while a form of it waits is shown with the form one press away',
  async (word, begin, title, [field, value], how) => {
    await begin();
    if (how === 'typed') await anna.say(word);
    else {
      await anna.say('home');
      await anna.press(`${word}.open`);
    }
    expect(anna.text).toContain(t(title));
    expect(anna.inputs).toEqual([]);
    await anna.press(t('do.continue'));
    expect(anna.value(field)).toBe(value);
    await anna.press('cancel.now');
    expect(anna.titles).not.toContain(t('do.continue'));
  },
);

test('the longest engagement, asked from an offering, waits on the offering’s card and the company’s', async () => {
  await anna.say('eligibility');
  await anna.forge('eligibility.open', { id: 'SDPS' });
  await anna.press('company.maxDays');
  await anna.tamper('company.saveMaxDays', { engagement: 'sharepoint', maxDays: '' });
  await anna.say('company');
  expect(anna.titles).toContain(t('do.continue'));
  await anna.say('eligibility');
  expect(anna.titles).not.toContain(t('do.continue'));
  await anna.forge('eligibility.open', { id: 'SDPS' });
  await anna.press(t('do.continue'));
  expect(anna.value('engagement')).toBe('sharepoint');
  await anna.press('cancel.now');
});
