import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mail, PLAN, recorded, t, type Chat } from './running-bot.ts';
import { world } from './world.ts';
import { TrueStore } from './true-store.ts';
import type { AnswerTimeout } from '../../bot/turn/responder.ts';

/**
 * Turns that take longer than a person is kept waiting. The store is held until the test lets it go, and the
 * answer's timeout ends when the test says so: no clock is involved.
 */

let store: TrueStore;
const { bot, anna, boris } = world({
  people: { boris: 'consultant' },
  how: async () => {
    store = await TrueStore.start();
    return { env: store.env, limits: { answerTimeout } };
  },
});

afterAll(async () => {
  store.proxy.heal();
  await store.close();
});
beforeEach(() => {
  store.proxy.heal();
});

const impatient = new Set<() => void>();
const answerTimeout: AnswerTimeout = (onLate) => {
  impatient.add(onLate);
  return () => impatient.delete(onLate);
};

/**
 * Does `act` with the store held at the next request of a kind, until the answer's timeout. Gives what lets it go on. Of batches
 * it is a turn's: a bot that has just begun writes some of its own.
 */
async function tooLong(
  kind: 'batch' | 'query',
  act: () => Promise<unknown>,
  refusal?: number,
): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let isFirst = true;
  store.proxy.plan = (one, ids) => {
    if (one !== kind || !isFirst) return undefined;
    if (kind === 'batch' && !ids.some((id) => id.startsWith('processed:'))) return undefined;
    isFirst = false;
    held.resolve();
    return { kind: 'held', until: go.promise, ...(refusal === undefined ? {} : { refusal }) };
  };
  const acted = act();
  await held.promise;
  for (const onLate of impatient) onLate();
  await acted;
  return go.resolve;
}

/** Until a turn waits whose person can be told that it takes long, or the other is over. */
async function somebodyIsImpatientOr(other: Promise<unknown>): Promise<void> {
  const over = other.then(
    () => true,
    () => true,
  );
  const aMoment = (): Promise<false> => sleep(10, false);
  while (impatient.size === 0 && !(await Promise.race([over, aMoment()])));
}

/** A voucher whose form to reserve is open and kept by the chat. */
async function formFor(chat: Chat): Promise<string> {
  const number = bot.newNumber();
  await recorded(chat, number);
  await chat.press('reserve.open');
  await chat.settled();
  return number;
}

const isWorking = (chat: Chat): boolean => chat.text.includes(t('working.title'));
const baseOf = (chat: Chat): string => JSON.stringify(chat.base);

describe('a press that takes long', () => {
  test('is answered with "still working", and its card is completed later', async () => {
    const number = await formFor(anna);
    const go = await tooLong('batch', () => anna.press('reserve.done', PLAN));
    expect(anna.text).toContain(t('working.text'));
    expect(anna.verbs).toContain('home.open');
    go();
    await anna.person.until(() => baseOf(anna).includes(t('reserve.done')));
    anna.person.reload();
    anna.card = { ...anna.card, card: anna.base ?? {} };
    expect(anna.text).toContain(number);
    // It goes on from there.
    await anna.press('release.open');
    expect(anna.text).toContain(t('release.title'));
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('says in the same card that nothing changed, when it fails', async () => {
    const number = await formFor(anna);
    const go = await tooLong('batch', () => anna.press('reserve.done', PLAN), 403);
    expect(isWorking(anna)).toBe(true);
    go();
    await anna.person.until(() => baseOf(anna).includes(t('failure.unchanged')));
    anna.person.reload();
    anna.card = { ...anna.card, card: anna.base ?? {} };
    await anna.press(t('do.tryAgain'));
    expect(anna.text).toContain(t('status.reserved'));
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('that Teams delivers once more meanwhile is done once', async () => {
    const number = await formFor(anna);
    const go = await tooLong('batch', () => anna.press('reserve.done', PLAN));
    const again = anna.person.redeliver();
    go();
    expect(await again).toMatchObject({ kind: 'answered', status: 200 });
    await anna.person.until(() => baseOf(anna).includes(t('reserve.done')));
    anna.person.reload();
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('does not keep others waiting', async () => {
    await formFor(anna);
    const go = await tooLong('batch', () => anna.press('reserve.done', PLAN));
    expect(isWorking(anna)).toBe(true);
    const number = bot.newNumber();
    await recorded(boris, number);
    expect(boris.text).toContain(t('status.assigned'));
    go();
    await anna.person.until(() => baseOf(anna).includes(t('reserve.done')));
  });
});

describe('a message that takes long', () => {
  test('is answered with "still working", which becomes the answer', async () => {
    const before = anna.person.messages().length;
    const go = await tooLong('query', () => anna.say('vouchers'));
    expect(isWorking(anna)).toBe(true);
    go();
    await anna.person.until(() => anna.text.includes(t('vouchers.title')));
    expect(anna.person.messages()).toHaveLength(before + 2);
    expect(anna.verbs).toContain('vouchers.list');
  });

  test('with a mail in it: the card that records it comes in the same place, once', async () => {
    const number = bot.newNumber();
    const before = anna.person.messages().length;
    const go = await tooLong('batch', () => anna.say(mail(number)));
    expect(isWorking(anna)).toBe(true);
    const again = anna.person.redeliver();
    go();
    await again;
    await anna.person.until(() => anna.text.includes(number));
    expect(anna.person.messages()).toHaveLength(before + 2);
    await bot.restart();
    expect(anna.person.messages()).toHaveLength(before + 2);
    await anna.press('record.only', { adminEmail: 'admin@customer.example' });
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('and that Teams delivers once more meanwhile has one answer in the chat', async () => {
    const before = anna.person.messages().length;
    const go = await tooLong('query', () => anna.say('vouchers'));
    impatient.clear();
    const again = anna.person.redeliver();
    // It waits for nothing of its own; if it did, its timeout would end too.
    await somebodyIsImpatientOr(again);
    for (const onLate of impatient) onLate();
    expect(await again).toMatchObject({ kind: 'answered', status: 200 });
    go();
    await anna.person.until(() => anna.text.includes(t('vouchers.title')));
    await bot.restart();
    expect(anna.person.messages()).toHaveLength(before + 2);
    expect(isWorking(anna)).toBe(false);
  });

  test('to arrive does not keep its request waiting', async () => {
    const arriving = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const { connector } = bot.teams;
    connector.faults = () => {
      arriving.resolve();
      return { held: arrived.promise };
    };
    const said = anna.say('help');
    await arriving.promise;
    connector.faults = undefined;
    for (const onLate of impatient) onLate();
    await said;
    arrived.resolve();
    expect(anna.text).not.toContain(t('help.title'));
    await anna.person.until(() => anna.text.includes(t('help.title')));
  });
});

describe('a message that is pointed at', () => {
  const pointed = (number: string) => ({
    html: mail(number)
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join(''),
  });
  const messages = (): number => anna.person.messages().length;

  test('is being read too long: the dialog says so, and the card comes to the chat', async () => {
    const number = bot.newNumber();
    const before = messages();
    let shown: unknown;
    const goOn = await tooLong('batch', async () => {
      shown = await anna.person.pointAt(pointed(number));
    });
    expect(JSON.stringify(shown)).toContain(t('working.inDialog'));
    expect(messages()).toBe(before);
    goOn();
    await anna.person.until(() => messages() > before);
    anna.card = undefined;
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('mail.found'));
    await anna.press('record.only', { adminEmail: 'voucher.admin@customer.example' });
    expect(anna.text).toContain(t('record.done'));
  });

  test('is recorded too slowly: the same, and it comes once', async () => {
    const number = bot.newNumber();
    await anna.person.pointAt(pointed(number));
    const before = messages();
    let shown: unknown;
    const goOn = await tooLong('batch', async () => {
      shown = await anna.person.pressInDialog('record.only', {
        adminEmail: 'voucher.admin@customer.example',
      });
    });
    expect(JSON.stringify(shown)).toContain(t('working.inDialog'));
    const again = anna.person.redeliver();
    goOn();
    await again;
    await anna.person.until(() => messages() > before);
    await anna.say('help');
    expect(messages()).toBe(before + 3);
    expect((await anna.history(number)).length).toBe(1);
  });
});
