import { afterAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../bot/local/connector.ts';
import { NOTICE_GROUPS } from '../../domain/notices/notice.ts';
import { until } from '../bot/store/documents.ts';
import { LEASE_ID } from '../../domain/store/ids.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { letIn, PLAN, recorded, reserved, t, type Chat } from './running-bot.ts';
import { world } from './world.ts';
import { TrueStore } from './true-store.ts';

/** A Friday noon; the engagement that is planned begins on a Monday. */
let store: TrueStore;
const { bot, anna, boris } = world({
  people: { boris: 'consultant' },
  how: async () => {
    store = await TrueStore.start();
    return { env: { ...store.env, NOTIFY_PER_SECOND: '10' } };
  },
});

afterAll(() => store.close());

/** All that the bot ever wrote into somebody's chat and is there now, newest last. */
const messages = (chat: Chat): readonly string[] =>
  chat.person
    .messages()
    .filter(({ from }) => from === 'bot')
    .map(({ activity }) => JSON.stringify(activity));
const heard = (chat: Chat, ...words: readonly string[]): boolean =>
  messages(chat).some((message) => words.every((word) => message.includes(word)));
const toHear = (chat: Chat, ...words: readonly string[]): Promise<void> =>
  chat.person.until(() => heard(chat, ...words));

/** Waits until nothing is on its way: all that happened is addressed, and what is left waits for another hour. */
async function quiet(): Promise<void> {
  const now = Date.parse(bot.teams.connector.clock ?? '');
  await until(async () =>
    (await store.every('notice')).every(
      ({ to, due, attempts }) => to !== undefined && attempts === 0 && due > now,
    ),
  );
}

/** Waits until what was not taken is put off. */
async function quietly(number: string): Promise<void> {
  const now = Date.parse(bot.teams.connector.clock ?? '');
  await until(async () =>
    (await store.every('notice')).every(
      (row) => !JSON.stringify(row).includes(number) || (row.due > now && row.due < now + 45_000),
    ),
  );
}

/** Waits until the bot has written down what an activity shows; '' = nothing that others may change. */
async function known(activityId: string, subject: string): Promise<void> {
  await until(async () =>
    (await store.every('shown')).some(
      (shown) => shown.activityId === activityId && shown.subject === subject,
    ),
  );
}

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

  test.each<readonly [string, Fault]>([
    ['403', { status: 403, code: 'ServiceError' }],
    ['404', { status: 404, html: '<html>' }],
  ])('whom Teams will not reach in passing (%s) is told all the same', async (_status, fault) => {
    let refused = 0;
    bot.teams.connector.faults = ({ method, path, body }) => {
      const isNotice =
        method === 'POST' && path.includes('activities') && JSON.stringify(body).includes('alert');
      if (!isNotice || refused === 2) return undefined;
      refused += 1;
      return fault;
    };
    const number = bot.newNumber();
    await recorded(boris, number);
    // The clock of the page stands still: it is the pauses before the next try that go by.
    for (const [times, at] of [
      [1, '2026-11-20T12:01:00Z'],
      [2, '2026-11-20T12:05:00Z'],
    ] as const) {
      await until(() => Promise.resolve(refused === times));
      await quietly(number);
      bot.itIs(at);
      await boris.say('help');
    }
    await toHear(anna, 'Boris Ivanov (synthetic)', number);
    const people = await store.every('person');
    expect(people.filter(({ unreachable }) => unreachable !== undefined)).toEqual([]);
    expect(people.every(({ reference }) => reference !== undefined)).toBe(true);
  });

  test('makes the card true that somebody has in their chat', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await boris.settled();
    const { activityId } = boris.card;
    const base = (): string =>
      JSON.stringify(boris.person.messages().find(({ id }) => id === activityId)?.activity ?? {});
    expect(base()).toContain(t('status.assigned'));
    // Its button has the same words as the state that it leads to.
    expect(base()).toContain('"lose.open"');
    await boris.say('home');
    await known(activityId, `voucher:${number}`);
    await anna.say(number);
    await anna.press('lose.open');
    await anna.press('lose.done');
    await boris.person.until(() => base().includes(t('status.lost')) && !base().includes('"lose.open"'));
  });

  test.each<readonly [string, Fault]>([
    ['a page before it says 404', { status: 404, html: '<html><body>Not Found</body></html>' }],
    ['it says ServiceError', { status: 404, code: 'ServiceError' }],
    ['it is busy', { status: 429 }],
  ])('makes the card true although Teams will not have it in passing: %s', async (_why, fault) => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await boris.settled();
    const { activityId } = boris.card;
    const base = (): string =>
      JSON.stringify(boris.person.messages().find(({ id }) => id === activityId)?.activity ?? {});
    await boris.say('home');
    await known(activityId, `voucher:${number}`);
    let refused = 0;
    bot.teams.connector.faults = ({ method, path }) =>
      method === 'PUT' && decodeURIComponent(path).endsWith(`/${activityId}`) && refused++ === 0
        ? fault
        : undefined;
    await anna.say(number);
    await anna.press('lose.open');
    await anna.press('lose.done');
    // The edit that was refused, and the one that was taken.
    await until(() => Promise.resolve(refused === 2));
    await boris.person.until(() => base().includes(t('status.lost')) && !base().includes('"lose.open"'));
    bot.teams.connector.faults = () => undefined;
  });

  test('leaves an activity alone that shows something else by now', async () => {
    const number = bot.newNumber();
    await recorded(boris, number);
    await boris.press('home.open');
    await boris.settled();
    const { activityId } = boris.card;
    const base = (): string =>
      JSON.stringify(boris.person.messages().find(({ id }) => id === activityId)?.activity ?? {});
    const home = base();
    expect(home).not.toContain(t('status.assigned'));
    await known(activityId, '');
    await anna.say(number);
    await anna.press('lose.open');
    await anna.press('lose.done');
    await toHear(boris, number, '"alert":true');
    expect(base()).toBe(home);
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
    await quiet();
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
    await anna.person.until(() => heard(anna, one, '"alert":true') && heard(anna, other, '"alert":true'));
    await quiet();
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
    bot.itIs('2027-02-05');
    const clara = bot.chat('clara');
    await clara.install();
    await recorded(anna, bot.newNumber(), { assigned: '2027-02-01' });
    await anna.press('reserve.open');
    await clara.press('people.ask');
    await quiet();
    const asked = t('told.access.requested', { name: clara.person.who.name });
    expect(heard(anna, asked, '"alert":true')).toBe(false);
    await anna.say('cancel');
    await toHear(anna, asked, '"alert":true');
  });

  test('does not wait for a form that was left for later days ago', async () => {
    bot.itIs('2027-02-05');
    const number = bot.newNumber();
    await recorded(anna, number, { assigned: '2027-02-01' });
    await anna.press('reserve.open');
    bot.itIs('2027-02-08');
    await boris.say('home');
    await toHear(anna, number, '"alert":true');
    await anna.say('cancel');
  });
});

describe('who chose otherwise, or cannot be reached', () => {
  test('a muted kind is not heard', async () => {
    await anna.say('notifications');
    await anna.press('notifications.save', { groups: ['access', 'expiry', 'claimBy'] });
    const number = bot.newNumber();
    await recorded(boris, number);
    await quiet();
    expect(heard(anna, number)).toBe(false);
    // The last day is told all the same: she is the only admin.
    await anna.say('notifications');
    await anna.press('notifications.save', { groups: [] });
    bot.itIs('2027-04-30');
    await boris.say('home');
    await toHear(anna, number, '"alert":true');
    await anna.say('notifications');
    await anna.press('notifications.save', { groups: NOTICE_GROUPS.join(',') });
  });

  test('who wants one message a day gets what happened on the next morning', async () => {
    bot.itIs('2027-05-11');
    await anna.say('notifications');
    await anna.press('notifications.save', { groups: NOTICE_GROUPS.join(','), often: 'daily' });
    const numbers = [bot.newNumber(), bot.newNumber()];
    for (const number of numbers) await recorded(boris, number, { assigned: '2027-05-10' });
    await quiet();
    expect(numbers.some((number) => heard(anna, number))).toBe(false);
    bot.itIs('2027-05-12');
    await boris.say('home');
    await toHear(anna, ...numbers);
    await anna.say('notifications');
    await anna.press('notifications.save', { groups: NOTICE_GROUPS.join(','), often: 'atOnce' });
  });

  test('who removed the app is told nothing, and the admins see why; an upgrade is no welcome', async () => {
    await boris.person.uninstall();
    bot.itIs('2027-05-13');
    await anna.say('people');
    await anna.press('people.unreachable');
    expect(anna.text).toContain('Boris Ivanov (synthetic)');
    expect(anna.text).toContain(t('unreachable.notInstalled'));
    const calls = (): number => bot.teams.connector.requests.length;
    await anna.say('home');
    // What falls due on that day is told before.
    await until(async () => {
      const leases = await store.every('lease');
      return leases.some(({ id, sweptOn }) => id === LEASE_ID && sweptOn === '2027-05-13');
    });
    await quiet();
    const before = calls();
    const number = bot.newNumber();
    await recorded(anna, number, { assigned: '2027-05-10' });
    await quiet();
    // Her own two answers, and the edit of one of them.
    expect(calls()).toBeLessThanOrEqual(before + 3);
    await boris.install();
    await anna.say('people');
    await anna.press('people.unreachable');
    expect(anna.text).not.toContain('Boris Ivanov (synthetic)');

    const install = bot.teams.connector.sent.findLast(
      ({ activity }) => activity.type === 'installationUpdate',
    );
    if (install === undefined) throw new Error('nobody installed');
    const greeted = messages(boris).length;
    const upgrade = { ...install.activity, id: '1999999999999', action: 'add-upgrade' };
    expect(await bot.teams.connector.deliver(upgrade)).toMatchObject({ status: 200 });
    expect(messages(boris)).toHaveLength(greeted);
  });

  test('who blocked the bot is marked, and heard of again when they write', async () => {
    bot.itIs('2027-05-13');
    bot.teams.connector.faults = ({ method, path, body }) =>
      method === 'POST' && path.includes('activities') && JSON.stringify(body).includes('alert')
        ? { status: 403, code: 'ConversationBlockedByUser' }
        : undefined;
    const number = bot.newNumber();
    await recorded(anna, number, { assigned: '2027-05-10' });
    await letIn(anna, boris, 'admin');
    await anna.say(number);
    await anna.press('lose.open');
    await anna.press('lose.done');
    await quiet();
    const isMarked = ({ id, unreachable }: PersonDocument): boolean =>
      id.endsWith(boris.person.who.aadObjectId) && unreachable !== undefined;
    expect((await store.every('person')).some(isMarked)).toBe(true);
    await anna.say('people');
    await anna.press('people.unreachable');
    expect(anna.text).toContain(t('unreachable.blocked'));
    bot.teams.connector.faults = undefined;
    // What was read of him is believed for some seconds.
    bot.itIs('2027-05-14');
    await boris.say('home');
    await anna.say('people');
    await anna.press('people.unreachable');
    expect(anna.text).not.toContain(t('unreachable.blocked'));
  });
});
