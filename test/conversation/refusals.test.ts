import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../bot/local/wire.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  letIn,
  mail,
  PLAN,
  recorded,
  redeemed,
  reported,
  reserved,
  t,
  TODAY,
  type Chat,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris } = world({ people: { boris: 'consultant' } });

const PLANNED: Json = { start: '2027-01-11', end: '2027-01-15', attested: 'G7,G8', terms: 'true' };

describe('a card that somebody else made old', () => {
  test('shows the voucher as it is now, with who changed it, and changes nothing', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await boris.say(`reserve ${number}`);
    await boris.press('reserve.done', PLAN);
    await anna.press('reserve.done', { ...PLAN, start: '2027-02-01', end: '2027-02-05' });
    expect(anna.text).toContain('Boris Ivanov (synthetic) changed this in the meantime');
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain('11\u00a0Jan 2027 – 15\u00a0Jan 2027');
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('a button of an older state says which state it is', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    const old = anna.card;
    await reserved(boris, bot.newNumber());
    await boris.say(`reserve ${number}`);
    await boris.press('reserve.done', PLAN);
    anna.card = old;
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('refused.state', { status: t('status.reserved') }));
    expect(anna.verbs).toContain('report.open');
  });

  test('two reserve at the same time: one does it, the other learns who', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await Promise.all([anna.say(`reserve ${number}`), boris.say(`reserve ${number}`)]);
    await Promise.all([anna.press('reserve.done', PLAN), boris.press('reserve.done', PLAN)]);
    const both = [anna.text, boris.text];
    expect(both.filter((text) => text.includes(t('reserve.done')))).toHaveLength(1);
    expect(both.filter((text) => text.includes('changed this in the meantime'))).toHaveLength(1);
    for (const text of both) expect(text).toContain(t('status.reserved'));
    expect(await anna.history(number)).toHaveLength(2);
  });
});

describe('the same press twice', () => {
  /** Presses twice, one after the other and at the same time, on copies of the same card. */
  async function twice(chat: Chat, verb: string, inputs: Json, atOnce: boolean): Promise<readonly string[]> {
    const data = { ...chat.dataOf(verb), ...inputs };
    const card = chat.card;
    const again = bot.chat(chat.person.who.key as 'anna');
    again.card = card;
    if (atOnce) {
      await Promise.all([chat.forge(verb, data), again.forge(verb, data)]);
    } else {
      await chat.forge(verb, data);
      await again.forge(verb, data);
    }
    return [chat.text, again.text];
  }

  test.each([false, true])('reserves once and answers the same (at once: %s)', async (atOnce) => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    const [first, second] = await twice(anna, 'reserve.done', PLANNED, atOnce);
    expect(first).toContain(t('reserve.done'));
    expect(second).toBe(first);
    expect(await anna.history(number)).toHaveLength(2);
  });

  test.each([false, true])('with a fact of the voucher in it, too (at once: %s)', async (atOnce) => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.andReserve');
    const [first, second] = await twice(
      anna,
      'reserve.done',
      { ...PLANNED, adminEmail: ADMIN_EMAIL },
      atOnce,
    );
    expect(first).toContain(t('reserve.done'));
    expect(second).toBe(first);
    expect(await anna.history(number)).toHaveLength(3);
  });

  test.each([false, true])('records once (at once: %s)', async (atOnce) => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    const both = await twice(anna, 'record.only', { adminEmail: ADMIN_EMAIL }, atOnce);
    for (const text of both) {
      expect(text).toContain(number);
      expect(text).toContain(t('status.assigned'));
    }
    expect(await anna.history(number)).toHaveLength(1);
  });

  test.each([false, true])('records and goes on to reserve once (at once: %s)', async (atOnce) => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    const both = await twice(anna, 'record.andReserve', { adminEmail: ADMIN_EMAIL }, atOnce);
    for (const text of both) {
      expect(text).toContain(number);
      expect(text).toContain(t('reserve.title'));
    }
    expect(await anna.history(number)).toHaveLength(1);
  });

  test.each([false, true])('redeems once (at once: %s)', async (atOnce) => {
    const number = bot.newNumber();
    await reported(bot, anna, number);
    const [first, second] = await twice(anna, 'redeem.yes', {}, atOnce);
    expect(first).toContain(t('redeem.done', { number, by: '19\u00a0Mar 2027' }));
    // What can be claimed with it stands in no order of its own.
    expect(second?.split('\n').sort()).toEqual(first?.split('\n').sort());
    expect(await anna.history(number)).toHaveLength(4);
  });

  test.each([false, true])('makes one claim (at once: %s)', async (atOnce) => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    await anna.forge('register.done', { id: 'SDPS', on: AFTER });
    await anna.say(`claim ${number}`);
    const [first, second] = await twice(anna, 'claim.create', { vouchers: number }, atOnce);
    expect(first).toContain(t('claim.drafted'));
    expect(second?.replaceAll(/[0-9a-f-]{36}/g, '')).toBe(first?.replaceAll(/[0-9a-f-]{36}/g, ''));
    expect((await anna.history(number)).filter((line) => line.includes(t('history.claimed')))).toHaveLength(
      1,
    );
  });

  test('with other inputs: the card as it stands, a sentence, nothing changed', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    const data = { ...anna.dataOf('reserve.done'), ...PLANNED };
    const card = anna.card;
    await anna.forge('reserve.done', data);
    anna.card = card;
    await anna.forge('reserve.done', { ...data, start: '2027-02-01', end: '2027-02-05' });
    expect(anna.text).toContain(t('refused.reused'));
    expect(anna.text).toContain('11\u00a0Jan 2027 – 15\u00a0Jan 2027');
    expect(await anna.history(number)).toHaveLength(2);
  });
});

describe('forged', () => {
  test.each(['reserve.everything', 'nonsense.open', 'no verb', '__proto__.open', 'constructor.open'])(
    'verb “%s”: where things stand, nothing changed',
    async (verb) => {
      const number = bot.newNumber();
      await recorded(anna, number);
      await anna.forge(verb, { id: number, commandId: crypto.randomUUID() });
      expect(anna.text.length).toBeGreaterThan(0);
      await anna.say(number);
      expect(anna.text).toContain(t('status.assigned'));
      expect(await anna.history(number)).toHaveLength(1);
    },
  );

  test.each<readonly [string, Json]>([
    ['an extra field', { stage: 'redeemed' }],
    ['an extra field with a long name', { ['x'.repeat(20_000)]: '1' }],
    ['a number for a text', { reason: 7 }],
    ['an object for a text', { country: { $ne: null } }],
    ['a list for a day', { start: ['2027-01-11'] }],
    ['a day that is none', { start: '2027-02-31' }],
    ['a choice that is none', { attested: 'G7,G99' }],
    ['a toggle that is none', { terms: 'perhaps' }],
    ['a consultant that is none', { consultantId: 'nobody' }],
    ['a location that is none', { locationId: 'nowhere' }],
    ['an address that is none', { adminEmail: 'not an address' }],
  ])('inputs: %s is named, nothing changed', async (_what, forged) => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.andReserve');
    await anna.tamper('reserve.done', { ...PLANNED, adminEmail: ADMIN_EMAIL, ...forged });
    expect(anna.text).toContain(t('reserve.title'));
    expect(anna.text).toMatch(/I cannot read what was entered|was not recognised/);
    expect(Buffer.byteLength(JSON.stringify(anna.card.card))).toBeLessThan(25_000);
    await anna.say(number);
    expect(anna.text).toContain(t('status.assigned'));
    expect(await anna.history(number)).toHaveLength(1);
  });

  test.each<readonly [string, Json]>([
    ['version', { version: 'latest' }],
    ['command id', { commandId: 'mine' }],
    ['voucher id', { id: 'x'.repeat(5000) }],
    ['voucher id of no text', { id: { number: 1 } }],
  ])('references: a wrong %s reaches no step', async (_what, forged) => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await anna.tamper('reserve.done', { ...PLANNED, ...forged });
    expect(anna.text).toContain(t('refused.unknownButton'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('a voucher of nobody here is not known', async () => {
    await anna.say('home');
    await anna.forge('reserve.done', {
      ...PLANNED,
      id: 'OTHER-TENANT-0001',
      version: 1,
      commandId: crypto.randomUUID(),
    });
    expect(anna.text).toContain(t('notFound.voucher'));
  });

  test('another tenant gets no answer, and none of our vouchers', async () => {
    const eve = bot.chat('eve');
    await eve.install();
    await eve.say('home');
    expect(eve.person.messages().filter(({ from }) => from === 'bot')).toEqual([]);
  });

  test('another tenant in the activity’s channel data is dropped', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    const { connector } = bot.teams;
    const before = anna.person.messages().length;
    const honest = connector.sent.at(-1)?.activity;
    if (honest === undefined) throw new Error('nothing was sent');
    for (const tenantId of ['9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77', 'made-up']) {
      const delivery = await connector.deliver({
        ...honest,
        id: String(Date.now()),
        channelData: { tenant: { id: tenantId } },
      });
      expect(JSON.stringify(delivery)).not.toContain(number);
    }
    expect(anna.person.messages()).toHaveLength(before);
    await anna.say(number);
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('a consultant cannot override, whatever the card says', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await boris.say(`reserve ${number}`);
    await boris.tamper('reserve.done', { ...PLANNED, start: TODAY, arg: 'override', reason: 'because' });
    expect(boris.text).toContain('G1');
    expect(boris.text).toContain(t('reserve.title'));
    await boris.say(number);
    expect(boris.text).toContain(t('status.assigned'));
    expect(await boris.history(number)).toHaveLength(1);
  });

  test('a consultant cannot undo or void', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await boris.say(number);
    await boris.press('correct.open');
    expect(boris.verbs).not.toContain('correct.toUndo');
    const data = boris.dataOf('correct.amend');
    for (const verb of ['correct.undo', 'correct.void']) {
      await boris.forge(verb, { ...data, reason: 'because', voidReason: 'mistake' });
      expect(boris.text).toContain(t('refused.permission', { needs: 'admin' }));
      expect(boris.text).toContain(t('status.reserved'));
    }
    expect(await boris.history(number)).toHaveLength(2);
  });

  test('a stranger and a reader reserve nothing', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    const clara = bot.chat('clara');
    clara.person.setLocale('en-US');
    await clara.install();
    const forged = { ...PLANNED, id: number, version: 1, commandId: crypto.randomUUID() };
    await clara.forge('reserve.done', forged);
    expect(clara.text).toContain(t('stranger.closed'));
    await letIn(anna, clara, 'reader');
    await clara.forge('reserve.done', { ...forged, locationId: '4711001' });
    expect(clara.text).toContain(t('refused.permission', { needs: 'admin or consultant' }));
    await letIn(anna, clara, 'none');
    await anna.say(number);
    expect(anna.text).toContain(t('status.assigned'));
    expect(await anna.history(number)).toHaveLength(1);
  });
});

describe('a plan that cannot be', () => {
  async function planning(chat: Chat, number = bot.newNumber(), lines = {}): Promise<string> {
    await recorded(anna, number, lines);
    await chat.say(`reserve ${number}`);
    return number;
  }

  test('in the past', async () => {
    const number = await planning(anna);
    await anna.press('reserve.done', { ...PLAN, start: '2026-11-09', end: '2026-11-13' });
    expect(anna.text).toContain(
      t('guard.startsTooSoon', { start: '9\u00a0Nov 2026', on: '20\u00a0Nov 2026' }),
    );
    expect(anna.value('start')).toBe('2026-11-09');
    expect(await anna.history(number)).toHaveLength(1);
  });

  test('reserved in the future', async () => {
    await planning(anna);
    await anna.press('reserve.done', { ...PLAN, on: '2026-11-23' });
    expect(anna.text).toContain(
      t('problem.future', { field: t('field.reservedOn'), limit: '20\u00a0Nov 2026' }),
    );
  });

  test('with an end before its start', async () => {
    await planning(anna);
    await anna.press('reserve.done', { ...PLAN, start: '2027-01-15', end: '2027-01-11' });
    expect(anna.text).toContain(
      t('problem.beforeStart', { field: t('field.end'), limit: '15\u00a0Jan 2027' }),
    );
    expect(anna.value('start')).toBe('2027-01-15');
  });

  test('without the terms', async () => {
    await planning(anna);
    await anna.tamper('reserve.done', { ...PLANNED, terms: 'false' });
    expect(anna.text).toContain(t('problem.notAccepted', { field: t('field.terms') }));
  });

  test('after the voucher runs out', async () => {
    await planning(anna);
    await anna.press('reserve.done', { ...PLAN, start: '2027-05-10', end: '2027-05-14' });
    expect(anna.text).toContain(t('guard.endsTooLate', { end: '14\u00a0May 2027', by: '1\u00a0May 2027' }));
  });

  test('in a country without a location: a consultant is refused, an admin may record it with a reason', async () => {
    const number = await planning(boris);
    const abroad = { ...PLAN, locationId: 'other', country: 'Niemcy' };
    await boris.press('reserve.done', abroad);
    expect(boris.text).toContain(t('guard.otherCountry', { country: 'Germany', have: 'Poland' }));
    expect(boris.inputs.map(({ id }) => id)).not.toContain('reason');
    await anna.say(`reserve ${number}`);
    await anna.press('reserve.done', abroad);
    expect(anna.text).toContain('G4');
    expect(anna.inputs.map(({ id }) => id)).toContain('reason');
    await anna.tamper('reserve.done', { reason: ' ' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reason') }));
    expect(anna.value('country')).toBe('Niemcy');
    await anna.press('reserve.done', { reason: 'The location is being registered' });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain(t('voucher.breachesCost', { guards: t('guardName.G4') }));
    expect((await anna.history(number))[0]).toContain('The location is being registered');
  });

  test('in a country that is none: the nearest are named', async () => {
    await planning(anna);
    await anna.press('reserve.done', { ...PLAN, locationId: 'other', country: 'Polnd' });
    expect(anna.text).toContain(t('problem.unknown', { field: t('reserve.otherCountry') }));
    expect(anna.text).toMatch(/Did you mean Poland/);
    expect(anna.value('country')).toBe('Polnd');
  });

  test('with a service level that is none', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, { level: '7 days' }));
    expect(anna.text).toContain(t('guard.notALevel', { days: 7 }));
    await anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('problem.unknown', { field: t('field.serviceLevel') }));
    expect(anna.choices('serviceLevel')).toEqual([1, 3, 5, 10, 15].map((days) => t('days', { days })));
    expect(anna.value('adminEmail')).toBe(ADMIN_EMAIL);
    await anna.press('record.andReserve', { serviceLevel: '5' });
    expect(anna.text).toContain(t('reserve.title'));
    expect(anna.text).not.toContain(t('guard.notALevel', { days: 7 }));
    await anna.say(number);
    expect(anna.text).toContain(t('days', { days: 5 }));
  });

  test('for an engagement that the company is not competent for: the reason, the rule, what would help', async () => {
    const number = bot.newNumber();
    await recorded(anna, number, { type: 'Exchange Deployment Planning' });
    await anna.press('reserve.open');
    expect(anna.text).toContain(
      t('guard.notEnrolled', {
        offering: 'Skype for Business and Exchange',
        enrolled: 'Desktop and SharePoint',
      }),
    );
    expect(anna.text).toContain('G9');
    expect(anna.text).toContain('2020');
    expect(anna.titles).toContain(t('do.reservedAnyway'));
    await boris.say(`reserve ${number}`);
    expect(boris.text).toContain(t('refusal.title'));
    expect(boris.titles).not.toContain(t('do.reservedAnyway'));
  });
});

describe('recording', () => {
  test('a number that is known shows what is known', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.press('record.facts', { number: number.toLowerCase().replaceAll('-', '–') });
    expect(anna.text).toContain(t('refused.exists'));
    expect(anna.text).toContain('Contoso (synthetic)');
    expect(await anna.history(number)).toHaveLength(1);
  });

  test.each(['', '   ', '\u200B'])('without a number (“%s”) asks for it', async (number) => {
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.tamper('record.facts', { number, customer: 'Kept (synthetic)' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.number') }));
    expect(anna.value('customer')).toBe('Kept (synthetic)');
  });

  test('a service level that is no number is named', async () => {
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.tamper('record.facts', { number: bot.newNumber(), serviceLevel: 'many' });
    expect(anna.text).toContain(t('problem.unknown', { field: t('field.serviceLevel') }));
  });

  test('10 KB in a name: a sentence above the input, what was typed stays in it', async () => {
    const long = 'Å'.repeat(10_240);
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.tamper('record.facts', { number: bot.newNumber(), customer: long });
    expect(anna.text).toContain(t('problem.tooLong', { field: t('field.customer') }));
    const kept = String(anna.value('customer'));
    expect(kept.length).toBeGreaterThan(100);
    expect(long.startsWith(kept)).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(anna.card.card))).toBeLessThan(25_000);
  });

  test('assigned tomorrow, or running out before it was assigned, is refused', async () => {
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.press('record.facts', { number: bot.newNumber(), assignedOn: '2026-11-21' });
    expect(anna.text).toContain(
      t('problem.future', { field: t('field.assignedOn'), limit: '20\u00a0Nov 2026' }),
    );
    await anna.press('record.facts', { assignedOn: '2026-11-10', printedExpiry: '2026-11-01' });
    expect(anna.text).toContain(
      t('problem.beforeStart', { field: t('field.expiry'), limit: '10\u00a0Nov 2026' }),
    );
  });
});

describe('after the fact', () => {
  test('redeeming before the report, in the future, or after the voucher ran out is refused', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.say(`redeem ${number}`);
    expect(anna.text).toContain(t('guard.notReported'));
    await reported(bot, boris, bot.newNumber());
    const other = bot.newNumber();
    bot.itIs(TODAY);
    await reported(bot, anna, other);
    await anna.press('redeem.yes', { on: '2027-01-17' });
    expect(anna.text).toContain(
      t('problem.beforeReport', { field: t('field.redeemedOn'), limit: '18\u00a0Jan 2027' }),
    );
    await anna.press('redeem.yes', { on: '2027-01-19' });
    expect(anna.text).toContain(
      t('problem.future', { field: t('field.redeemedOn'), limit: '18\u00a0Jan 2027' }),
    );
    bot.itIs('2027-05-02');
    await anna.press('redeem.yes', { on: '2027-05-02' });
    expect(anna.text).toContain(t('guard.expired', { by: '1\u00a0May 2027' }));
    await anna.say(other);
    expect(anna.text).toContain(t('status.reported'));
  });

  test.each(['people.page', 'people.unreachable', 'quarantine.page'])(
    'a page of %s that was made up begins at the first',
    async (verb) => {
      await anna.forge(verb, {});
      const first = anna.text;
      await anna.forge(verb, { arg: 'bm90IGEgdG9rZW4' });
      expect(anna.text).toBe(first);
      expect(anna.text).not.toContain(t('failure.unchanged'));
    },
  );

  test('a page of the list that was made up begins at the first', async () => {
    await anna.say('vouchers');
    await anna.forge('vouchers.page', { id: 'open', arg: 'bm90IGEgdG9rZW4' });
    expect(anna.text).toContain(t('vouchers.title'));
    expect(anna.verbs).toContain('voucher.open');
    expect(AFTER > TODAY).toBe(true);
  });
});
