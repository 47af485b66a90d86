import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import {
  AFTER,
  everyLine,
  letIn,
  mail,
  PLAN,
  recorded,
  submitted,
  reserved,
  RunningBot,
  setUp,
  t,
  TODAY,
  words,
} from './running-bot.ts';
import { world } from './world.ts';

/** Each press has one meaning, wherever the person is by then; nothing is done that the card had not shown. */

const { bot, anna, boris } = world({ people: { boris: 'consultant' } });

describe('a button', () => {
  test.each([
    'setUp.everything', 'people.make', 'record.everything', 'reserve.undo', 'release.back', 'lose.sign', 'reschedule.yes',
    'report.redeem', 'redeem.undo', 'claim.pay', 'settle.everything', 'register.undo', 'correct.history',
    'company.drop', 'eligibility.active', 'enrol.all', 'profile.drop',
  ])('that no card of a known step has (%s) changes nothing and says so', async (verb) => {
    const number = bot.newNumber();
    await reserved(anna, number);
    const version = anna.dataOf('report.open')['version'];
    await anna.forge(verb, { id: number, version, commandId: crypto.randomUUID() });
    expect(anna.text).toContain(t('refused.unknownButton'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.dataOf('report.open')['version']).toBe(version);
  }); // prettier-ignore

  test('to cancel ends the step of its own card, also when another one was begun since', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, first);
    await recorded(anna, second);
    await anna.say(`reserve ${first}`);
    const card = anna.card;
    expect(anna.dataOf('cancel.later')).toMatchObject({ id: first, arg: 'reserve' });
    await anna.say(`correct ${second}`);
    anna.card = card;
    await anna.press('cancel.later');
    expect(anna.text).toContain(t('cancelled.laterEmpty'));
    expect(anna.text).toContain(first);
    await anna.say('home');
    await anna.press(t('do.continueWith', { what: second }));
    expect(anna.text).toContain(t('correct.title'));
    expect(anna.text).toContain(second);
    await anna.press('cancel.now');
    await anna.say('home');
    expect(anna.titles.some((title) => title.startsWith('Continue'))).toBe(false);
  });

  test('to record what was not kept records only the rules that it names', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await anna.press('reserve.done', { ...PLAN, locationId: 'other', country: 'Germany' });
    expect(anna.dataOf('reserve.done')['arg']).toMatch(/^G4(?:,with=|$)/);
    await anna.press('reserve.done', { reason: 'The customer is waiting', end: '2027-06-11' });
    expect(anna.text).toContain(t('guard.endsTooLate', { end: '11\u00a0Jun 2027', by: '1\u00a0May 2027' }));
    expect(await anna.history(number)).toHaveLength(1);
    expect(anna.dataOf('reserve.done')['arg']).toMatch(/^G2,G4(?:,with=|$)/);
    await anna.press('reserve.done', { end: PLAN['end'] ?? '' });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain(t('voucher.breachesCost', { guards: t('guardName.G4') }));
  });

  test('of a plan with the admin’s address keeps what was typed when a rule refuses it', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.only');
    await anna.press('reserve.open');
    await anna.press('reserve.done', {
      ...PLAN,
      adminEmail: 'voucher.admin@customer.example',
      locationId: 'other',
      country: 'Germany',
    });
    expect(anna.text).toContain(t('guard.otherCountry', { country: 'Germany', have: 'Poland' }));
    expect(anna.value('country')).toBe('Germany');
    expect(anna.value('start')).toBe(PLAN['start']);
    await anna.press('reserve.done', { reason: 'The customer is waiting' });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain('voucher.admin@customer.example');
  });
});

describe('a form', () => {
  test('is not opened for a reader, typed or pressed', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    const clara = bot.chat('clara');
    await letIn(anna, clara, 'reader');
    clara.person.setLocale('en-US');
    for (const step of ['reserve', 'report', 'correct', 'redeem', 'claim']) {
      await clara.say(`${step} ${number}`);
      expect(clara.text).toMatch(/You cannot do this/);
      expect(clara.inputs).toEqual([]);
    }
    await clara.say(number);
    expect(clara.verbs.filter((verb) => /^(reserve|lose|correct|release)\./.test(verb))).toEqual([]);
    for (const verb of [
      'reserve.open',
      'lose.open',
      'correct.open',
      'claim.open',
      'setUp.open',
      'record.hand',
    ]) {
      await clara.forge(verb, { id: number });
      expect(clara.inputs).toEqual([]);
      expect(clara.text).toMatch(/You cannot do this/);
    }
    clara.person.setLocale('pl-PL');
    await clara.say(`reserve ${number}`);
    expect(clara.text).not.toContain(words('pl')('reserve.title'));
  });
});

describe('what is over', () => {
  test('a voucher whose claim is paid says so, and the claims list keeps the claim', async () => {
    const number = bot.newNumber();
    await submitted(bot, anna, number, 'MS-REF-PAID');
    await anna.press('settle.approve');
    await anna.press('settle.pay');
    expect(anna.text).toContain(t('claim.isPaid'));
    await anna.say(number);
    expect(everyLine(anna.card.card)).toContainEqual(expect.stringContaining(t('status.paid')));
    expect(anna.text).toContain(t('claim.isPaid'));
    await anna.say('claims');
    expect(anna.text).toContain(t('claims.closed'));
    expect(anna.text).toContain('MS-REF-PAID');
    await anna.press('claims.one');
    expect(anna.text).toContain('18\u00a0Jan 2027');
  });

  test('a voucher that ran out is closed by the staff; one that did not is not', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    expect(boris.titles).not.toContain(t('do.close'));
    await boris.forge('correct.close', { id: number, commandId: crypto.randomUUID() });
    expect(boris.text).toContain(t('refused.notRunOut'));
    bot.itIs('2027-05-02');
    await boris.say(number);
    expect(boris.text).toContain(t('next.expired'));
    await boris.press(t('do.close'));
    expect(boris.text).toContain(t('status.void'));
    expect((await boris.history(number))[0]).toContain(t('history.voided', { reason: t('void.ranOut') }));
  });

  test('home says when a reserved voucher runs out, and that day is the next deadline', async () => {
    const other = await RunningBot.start();
    try {
      const chat = other.chat('anna');
      await setUp(chat);
      const number = other.newNumber();
      await reserved(
        chat,
        number,
        { assigned: '2026-06-01' },
        { start: '2026-11-23', end: '2026-11-24', on: '2026-11-20' },
      );
      other.itIs('2026-11-25');
      await chat.say('home');
      expect(chat.text).toContain(`${t('due.report')} 24\u00a0Nov 2026 (${t('due.passed', { days: 1 })})`);
      expect(chat.text).toContain(`${t('due.runsOut')} 28\u00a0Nov 2026 (${t('due.left', { days: 3 })})`);
      expect(chat.text).toContain(t('home.nearest', { day: '28\u00a0Nov 2026' }));
      other.itIs('2026-11-29');
      await chat.say(number);
      await chat.press(t('do.close'));
      expect(chat.text).toContain(t('status.void'));
    } finally {
      await other.close();
    }
  });

  test('a voucher that is too short for its days is planned until it runs out', async () => {
    const number = bot.newNumber();
    bot.itIs(TODAY);
    await recorded(anna, number, { assigned: '2026-05-28' });
    await anna.press('reserve.open');
    expect([anna.value('start'), anna.value('end')]).toEqual(['2026-11-23', '2026-11-24']);
  });

  test('“what next” and home show what can still be saved; what expired is counted', async () => {
    const other = await RunningBot.start();
    try {
      const chat = other.chat('anna');
      await setUp(chat);
      const [old, fresh] = [other.newNumber(), other.newNumber()];
      await recorded(chat, old, { assigned: '2026-05-25' });
      await recorded(chat, fresh);
      await chat.say('what next');
      expect(chat.text).toContain(old);
      other.itIs('2026-11-22');
      await chat.say('what next');
      expect(chat.text).toContain(fresh);
      expect(chat.text).not.toContain(old);
      await chat.say('home');
      expect(chat.text).toContain(t('home.ranOut', { count: 1 }));
      expect(chat.text).toContain(fresh);
      expect(chat.text).not.toContain(old);
    } finally {
      await other.close();
    }
  });

  test('home counts what is not reserved among what needs somebody', async () => {
    const other = await RunningBot.start();
    try {
      const chat = other.chat('anna');
      await setUp(chat);
      await chat.say('home');
      expect(chat.text).toContain(t('home.needs', { count: 0 }));
      const number = other.newNumber();
      await recorded(chat, number);
      await chat.say('home');
      expect(chat.text).toContain(t('home.needs', { count: 1 }));
      await chat.say(`reserve ${number}`);
      await chat.press('reserve.done', PLAN);
      await chat.say('home');
      expect(chat.text).toContain(t('home.needs', { count: 0 }));
    } finally {
      await other.close();
    }
  });
});

describe('a choice of several', () => {
  test('goes by ids that may hold commas, spaces and percent signs', async () => {
    const numbers = ['SAP 7F3K, 2001', 'SAP-7F3K-2002%2C'];
    for (const number of numbers) {
      await anna.say('new voucher');
      await anna.press('record.hand');
      await anna.press('record.facts', {
        number,
        engagement: 'SharePoint Deployment Planning (SharePoint)',
        serviceLevel: '5',
        assignedOn: '2026-11-02',
        adminEmail: 'voucher.admin@customer.example',
      });
      expect(anna.text).toContain(number);
      await anna.press('reserve.open');
      await anna.press('reserve.done', PLAN);
      expect(anna.text).toContain(t('status.reserved'));
    }
    bot.itIs(AFTER);
    for (const number of numbers) {
      await anna.say(`report ${number}`);
      await anna.press('report.done', {
        deliverable: 'plan.docx',
        receivedBy: 'Paula (synthetic)',
        attested: true,
      });
      expect(anna.text).toContain(t('report.done'));
    }
    await anna.say('redeem');
    // A choice is titled in plain letters; its value is the number, encoded.
    const chosen = anna.choices('vouchers').filter((title) => /^SAP.7F3K.+200[12]/.test(title));
    expect(chosen).toHaveLength(2);
    await anna.press('redeem.review', { vouchers: chosen });
    await anna.press('redeem.yes');
    for (const number of numbers) {
      expect(anna.text).toContain(t('redeem.done', { number, by: '19\u00a0Mar 2027' }));
    }
  });
});

describe('the local bot', () => {
  test.each(['evil.example', 'localhost.evil.example:3978', '192.0.2.7'])(
    'answers no request that names another host: %s',
    async (host) => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sent = request(
          { host: '127.0.0.1', port: bot.port, path: '/readyz', headers: { host } },
          (response) => {
            response.resume();
            response.on('end', () => resolve(response.statusCode));
          },
        );
        sent.on('error', reject);
        sent.end();
      });
      expect(status).toBe(403);
    },
  );
});
