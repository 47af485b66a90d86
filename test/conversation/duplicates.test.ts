import { describe, expect, test } from '@jest/globals';
import { createConversationQueues } from '../../bot/turn/conversation-queues.ts';
import type { Delivery } from '../../bot/local/bot-client.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  everyLine,
  mail,
  PLAN,
  REPORT,
  RunningBot,
  setUp,
  t,
  type Chat,
} from './running-bot.ts';
import { TrueStore } from './true-store.ts';

/** Teams delivers an activity again when it did not see the answer: nothing happens twice, the answer is the same. */

type Deliver = RunningBot['teams']['connector']['deliver'];
type Activity = Parameters<Deliver>[0];

/** When the second delivery of each activity comes. */
const modes = [
  'never',
  'at once',
  'right after',
  'after the next one',
  'after a restart',
  'at another replica',
] as const;
type Mode = (typeof modes)[number];

interface Went {
  /** What the company's record holds in the end, without ids that are new each time. */
  readonly events: readonly string[];
  /** Messages of the bot in the chat. */
  readonly messages: number;
  /** Each activity's answers, the first and the second. */
  readonly answers: readonly (readonly [what: string, first: string, second: string])[];
}

const withoutIds = (text: string): string =>
  text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');

/** What a person would see of an answer. */
function seen(delivery: Delivery): string {
  if (delivery.kind !== 'answered') return `no answer: ${delivery.reason}`;
  const { value } = (delivery.body ?? {}) as { value?: object };
  const lines = value === undefined ? [] : everyLine(value as Parameters<typeof everyLine>[0]);
  return [String(delivery.status), ...lines].join('\n');
}

async function deliverTo(port: number, activity: Activity): Promise<Delivery> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const text = await answer.text();
  return {
    kind: 'answered',
    status: answer.status,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

/** One voucher's way from the installation to the payment. */
async function programme(bot: RunningBot, anna: Chat): Promise<void> {
  await setUp(anna);
  const number = bot.newNumber();
  await anna.say(mail(number));
  await anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
  // A form that is refused once, and goes on.
  await anna.press('reserve.done', { ...PLAN, start: '2027-01-15', end: '2027-01-11' });
  await anna.press('reserve.done', PLAN);
  await anna.press('release.open');
  await anna.press('release.done', { reason: 'otherPartner' });
  await anna.press('reserve.open');
  await anna.press('reserve.done', PLAN);
  await anna.say('what next');
  bot.itIs(AFTER);
  await anna.say(`report ${number}`);
  await anna.press('report.done', REPORT);
  await anna.press('redeem.no');
  await anna.press('redeem.review', { vouchers: [number] });
  await anna.press('redeem.yes');
  await anna.say(number);
  await anna.press('claim.open');
  await anna.press('claim.create', { vouchers: [number] });
  await anna.press('register.done');
  await anna.press('claim.create', { vouchers: [number] });
  await anna.press('settle.submit', { reference: 'MS-REF-7' });
  await anna.press('settle.approve');
  await anna.press('settle.pay');
  await anna.say('vouchers');
}

async function went(mode: Mode): Promise<Went> {
  const store = await TrueStore.start();
  const bot = await RunningBot.start({ env: store.env });
  const other = mode === 'at another replica' ? await RunningBot.start({ env: store.env }) : undefined;
  const { connector } = bot.teams;
  const deliver: Deliver = connector.deliver.bind(connector);
  const answers: [string, string, string][] = [];
  const note = (activity: Activity, first: Delivery, second: Delivery): void => {
    const { type, text, value } = activity as { type: string; text?: string; value?: { action?: object } };
    answers.push([JSON.stringify([type, text, value?.action]), seen(first), seen(second)]);
  };
  const oneByOne = createConversationQueues();
  let waiting: { readonly activity: Activity; readonly first: Delivery } | undefined;
  connector.deliver = async (activity) => {
    switch (mode) {
      case 'never':
        return deliver(activity);
      case 'at once': {
        const [first, second] = await Promise.all([deliver(activity), deliver(activity)]);
        note(activity, first, second);
        return first;
      }
      case 'right after': {
        const first = await deliver(activity);
        note(activity, first, await deliver(activity));
        return first;
      }
      case 'after the next one': {
        const first = await deliver(activity);
        const earlier = waiting;
        waiting = { activity, first };
        if (earlier !== undefined) note(earlier.activity, earlier.first, await deliver(earlier.activity));
        return first;
      }
      case 'after a restart': {
        const first = await deliver(activity);
        // An installation is two activities at the same time.
        await oneByOne.serialise('restart', async () => {
          await bot.restart();
          note(activity, first, await deliver(activity));
        });
        return first;
      }
      case 'at another replica': {
        const [first, second] = await Promise.all([deliver(activity), deliverTo(other?.port ?? 0, activity)]);
        note(activity, first, second);
        return first;
      }
      default:
        return mode satisfies never;
    }
  };
  try {
    const anna = bot.chat('anna');
    await programme(bot, anna);
    expect(anna.text).toContain(t('vouchers.title'));
    await anna.settled();
    const events = (await store.events()).map(({ subject, seq, event }) => `${subject} ${seq} ${event.type}`);
    return {
      events: events.map(withoutIds).toSorted(),
      messages: anna.person.messages().filter(({ from }) => from === 'bot').length,
      answers,
    };
  } finally {
    await bot.close();
    await other?.close();
    await store.close();
  }
}

describe('every activity of a programme delivered twice', () => {
  let plain: Went | undefined;

  test.each(modes.filter((mode) => mode !== 'never'))(
    '%s, changes nothing and gets the same answer',
    async (mode) => {
      plain ??= await went('never');
      const twice = await went(mode);
      expect(twice.events).toEqual(plain.events);
      expect(twice.events.length).toBeGreaterThan(10);
      expect(twice.messages).toBe(plain.messages);
      expect(twice.answers.length).toBeGreaterThan(25);
      for (const [what, first, second] of twice.answers) expect([what, second]).toEqual([what, first]);
    },
  );
});

test('what one person was answered is given to nobody else, also when the ids of the activity are the same', async () => {
  const bot = await RunningBot.start();
  try {
    const anna = bot.chat('anna');
    await setUp(anna);
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    const { connector } = bot.teams;
    const sent = connector.sent.findLast(({ activity }) => activity.type === 'invoke');
    if (sent === undefined) throw new Error('nothing was pressed');
    const { name, id, aadObjectId } = bot.chat('boris').person.who;
    const forged = { ...sent.activity, from: { id, name, aadObjectId } };
    const hers = seen(await connector.deliver(sent.activity));
    expect(hers).toContain(number);
    await bot.restart();
    expect(seen(await connector.deliver(sent.activity))).toBe(hers);
    for (const again of ['kept by the process', 'kept in the store']) {
      const his = seen(await connector.deliver(forged));
      expect([again, his.includes(number), his.startsWith('200')]).toEqual([again, false, true]);
      await bot.restart();
      expect(seen(await connector.deliver(sent.activity))).toBe(hers);
    }
  } finally {
    await bot.close();
  }
});
