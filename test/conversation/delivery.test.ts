import { describe, expect, test } from '@jest/globals';
import type { Fault, Faults } from '../../bot/local/connector.ts';
import { ADMIN_EMAIL, letIn, mail, PLAN, recorded, redeemed, reserved, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

describe('a client that knows Action.Submit only', () => {
  test('reserves from the mail to the end, each press on the same card', async () => {
    const otto = bot.chat('otto');
    await letIn(anna, otto, 'consultant');
    const number = bot.newNumber();
    await otto.say(mail(number));
    const before = otto.person.messages().length;
    expect(otto.actions.every(({ type }) => type !== 'Action.Execute')).toBe(true);
    await otto.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
    expect(otto.text).toContain(t('reserve.title'));
    await otto.press('reserve.done', { ...PLAN, start: '2027-01-15', end: '2027-01-11' });
    expect(otto.text).toContain(
      t('problem.beforeStart', { field: t('field.end'), limit: '15\u00a0Jan 2027' }),
    );
    expect(otto.value('start')).toBe('2027-01-15');
    await otto.press('reserve.done', PLAN);
    expect(otto.text).toContain(t('reserve.done'));
    expect(otto.text).toContain(t('status.reserved'));
    expect(otto.person.messages()).toHaveLength(before);
    expect(await anna.history(number)).toHaveLength(2);
  });
});

describe('the base card', () => {
  test('is edited after each press: a reload shows the same', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.settled();
    for (const press of [() => anna.press('reserve.open'), () => anna.press('reserve.done', PLAN)]) {
      await press();
      const seen = anna.text;
      await anna.settled();
      anna.person.reload();
      anna.card = anna.person.latestCard();
      expect(anna.text).toBe(seen);
    }
    expect(anna.text).toContain(t('status.reserved'));
  });

  test('that Teams has forgotten comes anew', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.settled();
    const before = anna.person.messages().length;
    bot.teams.connector.faults = ({ method }) =>
      method === 'PUT' ? { status: 404, code: 'ActivityNotFoundInConversation' } : undefined;
    await anna.press('lose.open');
    await anna.press('lose.done');
    const seen = anna.text;
    // The card in front of them is the answer's own: what comes anew is a message more.
    await anna.person.until(() => {
      anna.card = anna.person.latestCard();
      return anna.person.messages().length > before && anna.text === seen;
    });
    expect(anna.text).toContain(t('status.lost'));
  });

  test.each<readonly [string, Faults]>([
    ['the connection was cut', ({ method }) => (method === 'PUT' ? { reset: true } : undefined)],
    ['Teams was down', ({ method }) => (method === 'PUT' ? { status: 503 } : undefined)],
    ['Teams was busy', ({ method }) => (method === 'PUT' ? { status: 429 } : undefined)],
  ])('is edited after a restart when the process ended before that: %s', async (_why, faults) => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await anna.settled();
    const { connector } = bot.teams;
    const stale = anna.base;
    connector.faults = faults;
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    const puts = (): number => connector.requests.filter(({ method }) => method === 'PUT').length;
    const tried = puts();
    await bot.restart(() => {
      // The old process ended, the new one has not begun: the chat still keeps the old card.
      expect(anna.base).toEqual(stale);
      connector.faults = undefined;
    });
    await anna.settled();
    expect(puts()).toBeGreaterThan(tried - 1);
    anna.person.reload();
    anna.card =
      anna.person.cards().find(({ activityId }) => activityId === anna.card.activityId) ?? anna.card;
    expect(anna.text).toContain(t('status.reserved'));
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('of an unfinished step goes on after a restart', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await bot.restart();
    await anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
    await bot.restart();
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(await anna.history(number)).toHaveLength(2);
  });
});

describe('an answer to what was typed', () => {
  const fromBot = (): number => anna.person.messages().filter(({ from }) => from === 'bot').length;

  test.each<readonly [string, Fault]>([
    ['403 with a code that says nothing', { status: 403, code: 'ServiceError' }],
    ['404 with a code that says nothing', { status: 404, code: 'ServiceError' }],
    ['403 with a page of a proxy', { status: 403, html: '<html>' }],
    ['404 with a page of a proxy', { status: 404, html: '<html>' }],
    ['412', { status: 412, code: 'PreconditionFailed' }],
    ['429', { status: 429, code: 'Throttled', headers: { 'retry-after': '1' } }],
    ['502', { status: 502, html: '<html>' }],
  ])('comes within seconds although Teams said %s', async (_why, fault) => {
    let refused = 0;
    bot.teams.connector.faults = ({ method, path }) => {
      if (method !== 'POST' || !path.includes('/activities') || refused === 2) return undefined;
      refused += 1;
      return fault;
    };
    const before = fromBot();
    const began = performance.now();
    await anna.say('help');
    await anna.person.until(() => fromBot() > before);
    // The sweep of what was left behind comes after half a minute.
    expect(performance.now() - began).toBeLessThan(15_000);
    expect([refused, fromBot(), anna.text.includes(t('help.title'))]).toEqual([2, before + 1, true]);
  });
});

describe('an activity that Teams delivers twice', () => {
  /** The messages of the bot, as the chat keeps them. */
  const fromBot = (): number => anna.person.messages().filter(({ from }) => from === 'bot').length;

  test('changes nothing the second time, at any step to the claim', async () => {
    const number = bot.newNumber();
    const step = async (act: () => Promise<unknown>): Promise<void> => {
      await act();
      await anna.settled();
      const [before, messages] = [anna.text, fromBot()];
      const delivery = await anna.person.redeliver();
      expect(delivery).toMatchObject({ kind: 'answered' });
      expect(fromBot()).toBe(messages);
      anna.person.reload();
      anna.card =
        anna.person.cards().find(({ activityId }) => activityId === anna.card.activityId) ?? anna.card;
      expect(anna.text).toBe(before);
    };
    await step(() => anna.say(mail(number)));
    await step(() => anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL }));
    await step(() => anna.press('reserve.done', PLAN));
    bot.itIs('2027-01-18');
    await step(() => anna.press('report.open'));
    await step(() =>
      anna.press('report.done', {
        on: '2027-01-18',
        handedOverOn: '2027-01-15',
        deliverable: 'plan.docx',
        receivedBy: 'Paula Owner (synthetic)',
      }),
    );
    await step(() => anna.press('redeem.yes'));
    expect(await anna.history(number)).toHaveLength(4);
  });

  test('in the middle of others: two presses, the first again', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    const again = bot.teams.connector.sent.at(-1)?.activity;
    if (again === undefined) throw new Error('nothing was sent');
    await anna.press('release.open');
    await anna.press('release.done', { reason: 'otherPartner' });
    await bot.teams.connector.deliver(again);
    await anna.say(number);
    expect(anna.text).toContain(t('status.assigned'));
    expect(await anna.history(number)).toHaveLength(3);
  });

  test('an installation, twice, is one welcome or home card more at most', async () => {
    const before = fromBot();
    await anna.install();
    await anna.person.redeliver();
    expect(fromBot()).toBeLessThanOrEqual(before + 2);
    await redeemed(bot, anna, bot.newNumber());
    expect(anna.text).toContain(t('status.redeemed'));
  });
});
