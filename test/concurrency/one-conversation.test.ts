import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { InboundActivity } from '../../bot/local/activities.ts';
import type { Json } from '../../bot/local/wire.ts';
import { addDays } from '../../domain/day.ts';
import { t, type Chat } from '../conversation/running-bot.ts';
import { TwoReplicas } from './two-replicas.ts';

const NUMBERS = [1, 2, 3, 4, 5].map((digit) => `SYN-F0RM-000${digit}`);

let bot: TwoReplicas;
/** Adds to which replica takes the press about a voucher, so that both see every form. */
let turned = 0;

/** Presses about the same voucher go to the same replica, until it is the other's turn. */
function replicaOf(activity: InboundActivity): 0 | 1 {
  const action = (activity['value'] as Json | undefined)?.['action'] as Json | undefined;
  const id = (action?.['data'] as Json | undefined)?.['id'];
  const at = typeof id === 'string' ? NUMBERS.indexOf(id) : 0;
  return (at + turned) % 2 === 0 ? 0 : 1;
}

beforeAll(async () => {
  bot = await TwoReplicas.start(1, replicaOf);
});
afterAll(() => bot.close());

test('five forms that are filled in at two replicas at once all wait, with what was typed', async () => {
  const [person] = bot.people;
  if (person === undefined) throw new Error('nobody is there');
  const chat = (): Chat => bot.chat(person);
  const cards: Chat[] = [];
  for (const number of NUMBERS) {
    const one = chat();
    await bot.recorded(one, number);
    await one.say(number);
    one.card = one.person.latestCard();
    cards.push(one);
  }

  await Promise.all(cards.map((card) => card.press('reserve.open')));
  for (const card of cards) expect(card.text).toContain(t('reserve.title'));

  for (let round = 0; round < 6; round += 1) {
    turned = round;
    const start = (index: number): string => addDays(bot.today, 30 + round * 5 + index);
    // The end lies before the start: the form comes back with what was typed, and waits.
    await Promise.all(
      cards.map((card, index) =>
        card.press('reserve.done', { start: start(index), end: addDays(bot.today, 29), terms: true }),
      ),
    );
    for (const [index, card] of cards.entries()) {
      expect(card.value('start')).toBe(start(index));
      expect(card.text).not.toContain(t('reserve.done'));
    }
    // The other replica has a kept copy of the drafts from the round before.
    turned = round + 1;
    for (const [index, number] of NUMBERS.entries()) {
      const again = chat();
      await again.say(number);
      await again.press('reserve.open');
      expect([again.value('start'), again.value('end')]).toEqual([start(index), addDays(bot.today, 29)]);
    }
  }
});

test('a form that is left waiting at one replica is finished at the other', async () => {
  const [number] = NUMBERS;
  const [person] = bot.people;
  if (person === undefined || number === undefined) throw new Error('nobody is there');
  const chat = bot.chat(person);
  turned = 1;
  await chat.say(number);
  await chat.press('reserve.open');
  turned = 2;
  await chat.press('reserve.done', {
    start: addDays(bot.today, 10),
    end: addDays(bot.today, 16),
    terms: true,
  });
  expect(chat.text).toContain(t('reserve.done'));
  turned = 3;
  await chat.say(number);
  expect(chat.text).toContain(t('status.reserved'));
});
