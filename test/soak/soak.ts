/**
 * Months of work in minutes, in one process: `npm run soak -- --turns 200000 [--people n] [--seed n]`. What the bot holds
 * after a collection has to stay as it was when a tenth was done, and the growth of its file has to be explained. The last
 * line is a JSON object; the exit code is 1 when something is not as it should be.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { anna, type LocalPerson } from '../../bot/local/people.ts';
import { dayAt } from '../../domain/day.ts';
import type { Held } from '../bench/bot.ts';
import { LATER_MS } from '../bench/child.ts';
import { setUp } from '../conversation/running-bot.ts';
import { readDataFile } from '../fuzz/data-file.ts';
import { explained } from '../fuzz/explained.ts';
import { WatchedBot } from '../fuzz/watched-bot.ts';
import type { Office } from '../torture/person.ts';
import { Random } from '../torture/random.ts';
import { wholeNumber } from '../torture/whole-number.ts';
import { Colleague } from './colleague.ts';
import { tableOf, unexplainedGrowth } from './growth.ts';

const { values } = parseArgs({
  options: { turns: { type: 'string' }, people: { type: 'string' }, seed: { type: 'string' } },
});
const turns = wholeNumber('turns', values.turns, 200_000);
const people = wholeNumber('people', values.people, 40);
const seed = wholeNumber('seed', values.seed, 1 + (Date.now() % 1_000_000));

/** How often it is looked at what the bot holds. */
const LOOKS = 20;
/**
 * It is warm when a tenth is done, and at least so many turns: then what it keeps of the latest answers, people and vouchers is
 * there. Less than twice as many are too few to judge what it holds.
 */
const WARM = 0.1;
const WARM_TURNS = 5_000;
/** Turns until it is six hours later. */
const LATER_TURNS = 250;
/** Turns until what the Teams in front of it keeps is thrown away. */
const TIDY_TURNS = 100;
/** Until what is under way is done, before one looks; and before it ends. */
const SETTLE_MS = 1_500;
/** Who is busy for less of that time, but for the collection before, rests; after so many looks it is as it is. */
const RESTING = 0.5;
const MOST_LOOKS = 40;
const END_MS = 20_000;
const DEADLINE_MS = 60_000;
const MOST_GROWTH = 1.1;
/** Sockets and timers that may be more than when it was warm: connections are kept for a while. */
const MORE_RESOURCES = 20;
const MB = 1024 * 1024;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const wrong = new Set<string>();
const unmet = new Map<string, number>();
let done = 0;
let jumps = 0;

const somebody = (nth: number): LocalPerson =>
  nth === 0
    ? anna
    : {
        ...anna,
        key: `person${nth}`,
        name: `Person ${nth} (synthetic)`,
        id: `29:1Soak${nth}`,
        aadObjectId: `c0ffee00-0000-4000-8000-${String(nth).padStart(12, '0')}`,
        ...(nth % 4 === 3 ? { executeAsSubmit: true } : {}),
      };
const everybody = Array.from({ length: people }, (_, nth) => somebody(nth));

const bot = await WatchedBot.start({
  people: everybody,
  deadline: DEADLINE_MS,
  // Days pass in seconds: what is due in one has to be told in it, and what news wait for each other is real time.
  env: { NOTIFY_PER_SECOND: '999', NOTIFY_PER_SECOND_IN_ALL: '999', GATHER_MS: '500' },
});
/** Who interrupts it is told how it went until then. */
const enough = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough.abort());

const now = (): number => Date.now() + jumps * LATER_MS;
const random = new Random(seed);
let number = 100_000;
const nothing = (): void => undefined;
const office: Office = {
  connector: bot.teams.connector,
  // What was asked and done is the torture's business.
  ledger: { typed: nothing, answered: nothing, redelivered: nothing, received: nothing },
  get today() {
    return dayAt(now(), anna.timezone);
  },
  numbers: [],
  newNumber: () => `SYN-S0AK-${(number += 1)}`,
};
const colleagues = everybody.map(
  (who) => new Colleague(bot, office, { who, random: new Random(random.below(2 ** 31)) }),
);
const [first, ...others] = everybody.map(({ key }) => bot.chat(key));
if (first === undefined) throw new Error('nobody is there');
await setUp(first);
for (const [nth, { person }] of others.entries()) {
  await person.install();
  // There are more than a page of them.
  await first.say('people');
  await first.forge('people.open', { id: person.who.aadObjectId });
  await first.press('people.grant', {
    permission: nth % 3 === 0 ? 'admin' : 'consultant',
    roles: ['mpnPartnerAdmin'],
  });
}
await bot.teams.channel.addBot(anna.key);
for (const colleague of colleagues) colleague.lookUp();

/** Everybody works until so many turns are done. */
async function workUntil(end: number): Promise<void> {
  await Promise.all(
    colleagues.map(async (colleague) => {
      while (done < end && !enough.signal.aborted) {
        done += 1;
        const turn = done;
        if (turn % LATER_TURNS === 0) {
          jumps += 1;
          await bot.later();
        }
        if (turn % TIDY_TURNS === 0) bot.tidy();
        const why = await colleague.turn();
        if (why !== undefined) unmet.set(why, (unmet.get(why) ?? 0) + 1);
      }
    }),
  );
}

function heard(): void {
  for (const line of bot.printed()) {
    const { what, isExplained } = explained(line);
    if (isExplained) continue;
    if (!wrong.has(what)) print(line);
    wrong.add(what);
  }
}

/** What the bot holds when nobody works: a file that is being made, or news on their way, are not what it keeps. */
async function atRest(): Promise<Held> {
  for (let looks = 0; ; looks += 1) {
    await sleep(SETTLE_MS);
    const held = await bot.held();
    if (held.busy < RESTING || looks >= MOST_LOOKS) return held;
  }
}

const resourcesOf = ({ resources }: Held): number =>
  Object.values(resources).reduce((sum, count) => sum + count, 0);

let warm: { readonly held: Held; readonly turns: number } | undefined;
let last: Held | undefined;
for (let look = 1; look <= LOOKS && !enough.signal.aborted; look += 1) {
  await workUntil(Math.round((turns * look) / LOOKS));
  const { busy } = await bot.held();
  last = await atRest();
  bot.tidy();
  heard();
  if (done >= Math.max(WARM_TURNS, turns * WARM)) warm ??= { held: last, turns: done };
  const { heap, external, rss, resources } = last;
  print(
    `${Math.round((performance.now() - began) / 1000)} s: ${done} turns, day ${Math.floor((jumps * LATER_MS) / 86_400_000)}, heap ${(heap / MB).toFixed(1)} MB, outside ${(external / MB).toFixed(1)}, RSS ${Math.round(rss / MB)}, busy ${Math.round(busy * 100)} %, ${JSON.stringify(resources)}`,
  );
}
if (last === undefined) throw new Error('nobody looked');
await sleep(END_MS);
await bot.end();
heard();
const file = readDataFile(bot.folder, now());
for (const line of tableOf(file)) print(line);
for (const what of unexplainedGrowth(file, people)) wrong.add(what);
const before = warm !== undefined && done >= 2 * warm.turns ? warm.held : undefined;
const growth = before && last.heap / before.heap;
if (before === undefined) print('too few turns to judge what the bot holds');
else {
  if (last.heap > before.heap * MOST_GROWTH)
    wrong.add(`the heap has grown from ${Math.round(before.heap / MB)} to ${Math.round(last.heap / MB)} MB`);
  const more = resourcesOf(last) - resourcesOf(before);
  if (more > MORE_RESOURCES) wrong.add(`${more} more sockets, timers and the like are open`);
}
for (const [why, times] of [...unmet].toSorted(([, one], [, other]) => other - one).slice(0, 20))
  print(`not met: ${why} × ${times}`);
for (const what of wrong) print(`wrong: ${what}`);
print(
  JSON.stringify({
    turns: done,
    warmAt: warm?.turns,
    days: Math.floor((jumps * LATER_MS) / 86_400_000),
    people,
    wrong: wrong.size,
    notMet: [...unmet.values()].reduce((sum, times) => sum + times, 0),
    vouchers: file.kinds.get('voucher')?.count ?? 0,
    heapMb: { warm: warm && Math.round(warm.held.heap / MB), end: Math.round(last.heap / MB) },
    growth: growth === undefined ? undefined : Number(growth.toFixed(3)),
    rssMb: { warm: warm && Math.round(warm.held.rss / MB), end: Math.round(last.rss / MB) },
    resources: { warm: warm && resourcesOf(warm.held), end: resourcesOf(last) },
    fileMb: Math.round(file.fileBytes / MB),
    seconds: Math.round((performance.now() - began) / 1000),
    seed,
  }),
);
await bot.close(wrong.size > 0);
process.exit(wrong.size > 0 ? 1 : 0);
