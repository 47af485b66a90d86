import { expect, test } from '@jest/globals';
import { addDays } from '../../domain/day.ts';
import { voucherId } from '../../domain/store/ids.ts';
import { t } from '../conversation/running-bot.ts';
import { checkWhole } from '../torture/checker.ts';
import { TwoReplicas } from './two-replicas.ts';

const PEOPLE = 100;
const NUMBER = 'SYN-R4CE-0001';

test('of a hundred people who reserve one voucher at once at two replicas, one does and 99 are told who', async () => {
  const homes = new Map<string, 0 | 1>();
  const bot = await TwoReplicas.start(PEOPLE, ({ conversation }) => homes.get(conversation.id) ?? 0);
  try {
    for (const [index, { key }] of bot.people.entries()) {
      homes.set(bot.teams.connector.conversationId(key), index % 2 === 0 ? 0 : 1);
    }
    const chats = bot.people.map((person) => bot.chat(person));
    const [first] = chats;
    if (first === undefined) throw new Error('nobody is there');
    await bot.recorded(first, NUMBER);
    await Promise.all(
      chats.map(async (chat) => {
        if (chat !== first) await chat.install();
        await chat.say(NUMBER);
        await chat.press('reserve.open');
        expect(chat.text).toContain(t('reserve.title'));
      }),
    );

    const plan = {
      start: addDays(bot.today, 10),
      end: addDays(bot.today, 16),
      attested: ['G7', 'G8'],
      terms: true,
    };
    // A press whose answer is no card rejects: neither an error nor silence goes unseen.
    await Promise.all(chats.map((chat) => chat.press('reserve.done', plan)));

    const winners = chats.filter(({ text }) => text.includes(t('reserve.done')));
    expect(winners).toHaveLength(1);
    const winner = winners[0]?.person.who.name ?? '';
    for (const { text, verbs } of chats.filter((chat) => !winners.includes(chat))) {
      expect(text).toContain(`${winner} changed this in the meantime (`);
      expect(text).toContain(t('status.reserved'));
      expect(text).not.toContain(t('failure.unchanged'));
      expect(text).not.toContain(t('failure.unknown'));
      expect(verbs).toContain('release.open');
    }

    const stored = await bot.stored();
    const history = stored.events.filter(({ subject }) => subject === voucherId(NUMBER));
    expect(history.map(({ event }) => event.type).sort()).toEqual(['recorded', 'reserved']);
    expect(stored.vouchers.map(({ version, status }) => ({ version, status }))).toEqual([
      { version: 2, status: 'reserved' },
    ]);
    expect(checkWhole(stored, '2020')).toEqual([]);
  } finally {
    await bot.close();
  }
});
