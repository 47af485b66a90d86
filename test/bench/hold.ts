import { setTimeout as sleep } from 'node:timers/promises';
import { asHtml } from '../../bot/local/activities.ts';
import type { Json } from '../../bot/local/wire.ts';
import { HOSTILE_MAILS } from '../bot/mail/hostile.ts';
import { Chat } from '../conversation/running-bot.ts';
import { HOSTILE as SENTENCES } from '../dialogs/sentence/hostile.ts';
import { HOSTILE as TEXTS, ORDINARY } from '../domain/mail/hostile.ts';
import { startTeams } from '../teams/person.ts';
import type { Hold } from './bot.ts';
import { Child } from './child.ts';
import { RESERVE } from './commands.ts';
import type { Seat } from './companies.ts';
import { listOf } from './lists.ts';
import { fill, VOUCHERS_PER_CUSTOMER } from './portfolio.ts';
import { Programme } from './programme.ts';
import { benchPerson, type BenchTeams } from './teams.ts';
import { atOnce, round } from './windows.ts';

/** The longest that anything may keep the bot from all others, in turns of `reserve`. */
const LIMIT = 40;
/** Turns by which an ordinary one is measured, and those before that. */
const TURNS = 120;
const WARM_UP = 400;
/** What is sent so often: what else the machine does only makes a hold longer, so the shortest counts. */
const TIMES = 3;
/** Vouchers of the tenant, all of which are taken out, and rows of the list that is brought in. */
const VOUCHERS = 10_000;
const ROWS = 3_000;
/** What is worked on behind an answer is over by then. */
const OVER_MS = 700;
/** A message and its HTML are one request, and larger ones are refused before they are read. */
const MOST_BYTES = 250 * 1024;

/** A hold of the event loop by one kind of input. */
interface Held extends Hold {
  readonly what: string;
}

/** The longest text of this kind that can be sent. */
function sendable(text: string): string {
  let some = text;
  while (Buffer.byteLength(JSON.stringify([some, asHtml(some)])) > MOST_BYTES)
    some = some.slice(0, Math.floor(some.length * 0.9));
  return some;
}

/** A value within others. */
function nested(depth: number): Json {
  let value: Json = {};
  for (let at = 0; at < depth; at += 1) value = { of: value };
  return value;
}

const LONG = 'G7,'.repeat(60_000);
/** Data of a button that no card holds: long, wide and deep. */
const PRESSES: Readonly<Record<string, Json>> = {
  'long texts': { id: LONG.slice(0, 40_000), adminEmail: LONG, attested: 'G7' },
  'many marks': { id: 'SYN-1', attested: LONG },
  'addresses without end': { id: 'SYN-1', adminEmail: 'a@'.repeat(60_000) },
  'many names': Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`name${at}`, 'value'])),
  'values within values': { id: 'SYN-1', of: nested(4_000) },
};
const VERBS = ['reserve.done', 'vouchers.filter', 'voucher.open', 'record.only', 'bulk.open', 'no.such.verb'];

/**
 * How long anything that a person can send keeps the bot from all others: the longest hold of its event loop, in ordinary
 * turns of `reserve` in the same process (`busyMs`, the thread's own time; `ms` is by the clock). A JSON line for the longest
 * of each kind, the longest kind first.
 *
 *   npm run bench -- --case hold
 */
export async function hold(teams: BenchTeams): Promise<void> {
  const [person, other] = [benchPerson(0), benchPerson(1)];
  const programme = await Programme.start([other, person], ['mpnPartnerAdmin']);
  let bot: Child | undefined;
  let world: Awaited<ReturnType<typeof startTeams>> | undefined;
  try {
    await fill(programme, VOUCHERS / VOUCHERS_PER_CUSTOMER);
    const numbers = [...(await programme.assign((TURNS + WARM_UP) / 2))];
    bot = await Child.start('test/bench/bot.ts', [], programme.env);
    const seat: Seat = { teams, port: bot.where, person: other, numbers };
    const turnMs = await ordinaryTurn(bot, seat);

    world = await startTeams(`http://127.0.0.1:${bot.where}`, { people: [person, other], deadline: 120_000 });
    const chat = await new Chat({ teams: world }, person.key).install();
    // What is trained once is nobody's hold.
    for (const text of [ORDINARY, 'vouchers of Synthetic A0000', 'home']) await chat.say(text);
    const held = await all(bot, chat);
    for (const { what, ms, busyMs } of held.toSorted((one, two) => two.busyMs - one.busyMs)) {
      const turns = busyMs / turnMs;
      const judged = { turns: round(turns), limit: LIMIT, ok: turns <= LIMIT };
      const line = {
        case: 'hold',
        what,
        ms: round(ms),
        busyMs: round(busyMs),
        turnMs: round(turnMs),
        ...judged,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } finally {
    await world?.close();
    await bot?.stop();
    await programme.close();
  }
}

/** The processor time of a turn of `reserve`, in milliseconds. */
async function ordinaryTurn(bot: Child, seat: Seat): Promise<number> {
  const turns = async (count: number): Promise<void> => {
    await atOnce(
      Array.from({ length: count / RESERVE.commands.length }),
      async () => {
        for (const command of RESERVE.commands) await command.run(seat);
      },
      1,
    );
  };
  await turns(WARM_UP);
  await sleep(OVER_MS);
  const before = await bot.cpu();
  await turns(TURNS);
  await sleep(OVER_MS);
  return ((await bot.cpu()) - before) / TURNS / 1_000;
}

async function all(bot: Child, chat: Chat): Promise<Held[]> {
  /** What is refused holds nothing up for long, and that it does not is part of the question. */
  const holding = async (send: () => Promise<unknown>, times = TIMES): Promise<Hold> => {
    let least: Hold = { ms: Infinity, busyMs: Infinity };
    for (let time = 0; time < times; time += 1) {
      await bot.ask('watch');
      await send().catch(() => undefined);
      await sleep(OVER_MS);
      const { ms, busyMs } = await bot.ask<Hold>('longest');
      least = { ms: Math.min(least.ms, ms), busyMs: Math.min(least.busyMs, busyMs) };
    }
    return least;
  };
  const longest = async (
    kind: string,
    each: Readonly<Record<string, () => Promise<unknown>>>,
    times = TIMES,
  ): Promise<Held> => {
    let most: Held = { what: kind, ms: 0, busyMs: 0 };
    for (const [what, send] of Object.entries(each)) {
      const held = await holding(send, times);
      if (held.busyMs > most.busyMs) most = { what: `${kind}: ${what}`, ...held };
    }
    return most;
  };
  const each = <T>(
    of: Readonly<Record<string, T>>,
    send: (one: T) => Promise<unknown>,
  ): Record<string, () => Promise<unknown>> =>
    Object.fromEntries(Object.entries(of).map(([what, one]) => [what, () => send(one)]));

  const mail = (bytes: Uint8Array): Promise<unknown> =>
    chat.person.drop(bytes[0] === 0xd0 ? 'mail.msg' : 'mail.eml', bytes);
  const forged = Object.fromEntries(
    VERBS.flatMap((verb) =>
      Object.entries(PRESSES).map(([what, data]) => [`${verb}, ${what}`, () => chat.forge(verb, data)]),
    ),
  );
  const found = [
    await longest('nothing', { 'is sent': () => Promise.resolve() }),
    await longest(
      'text',
      each(TEXTS, (text) => chat.person.say(sendable(text))),
    ),
    await longest(
      'sentence',
      each(SENTENCES, (text) => chat.person.say(text)),
    ),
    await longest(
      'mail',
      each(HOSTILE_MAILS, ({ make }) => mail(make())),
    ),
    await longest('press', forged),
  ];
  await chat.say('home');
  const list = listOf(ROWS, 'HELD');
  found.push(
    await longest('list', { 'from the file to its preview': () => chat.dropList('list.csv', list) }),
  );
  found.push(
    await longest(
      'list',
      {
        'recorded row by row': async () => {
          await chat.press('sheet.begin');
          await chat.settledList();
        },
      },
      1,
    ),
  );
  found.push(
    await longest(
      'export',
      {
        'of all vouchers': async () => {
          const files = chat.person.files().length;
          await chat.say('export');
          await chat.person.until(() => chat.person.offers().length === 1, 120_000);
          await chat.person.answerOffer(true);
          await chat.person.until(() => chat.person.files().length > files, 300_000);
        },
      },
      2,
    ),
  );
  return found;
}
