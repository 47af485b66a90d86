/**
 * Kills the bot at random moments while people work with it, and checks after each kill that nothing is lost,
 * done twice or done by half, and that everybody can go on:
 * `npm run torture -- --kills 200 [--seed n] [--people n]`. The last line is a JSON object with the counts.
 */
import { parseArgs } from 'node:util';
import { World, type Topology } from './world.ts';
import { wholeNumber } from './whole-number.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' }, people: { type: 'string' } },
});
const kills = wholeNumber('kills', values.kills, 200);
const seed = wholeNumber('seed', values.seed, Date.now() % 1_000_000);
const people = wholeNumber('people', values.people, 8);

/** Kills between two lines of progress. */
const TELL_EVERY = 10;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
const total = {
  kills: 0,
  turns: 0,
  answered: 0,
  lost: 0,
  doubled: 0,
  half: 0,
  stuck: 0,
  untrue: 0,
  told: 0,
  repeatedMessages: 0,
  unknown: { asked: 0, done: 0, notDone: 0 },
};

async function torment(topology: Topology, times: number): Promise<void> {
  const world = await World.start(topology, people, seed);
  const { counts, ledger } = world;
  let keep = true;
  try {
    let told = 0;
    while (ledger.kills < times) {
      const what = await world.life();
      if (ledger.kills - told < TELL_EVERY && ledger.kills < times) continue;
      told = ledger.kills;
      print(`${seconds()} s, ${topology} ${told}/${times}: ${counts.turns} turns, last ${what}`);
    }
    await world.end();
    const verbs = Map.groupBy(ledger.done, ({ verb }) => verb);
    print(
      `done: ${[...verbs]
        .map(([verb, them]) => `${verb} ${them.length}`)
        .sort()
        .join(', ')}`,
    );
    const found = (['lost', 'doubled', 'half', 'stuck', 'untrue'] as const).flatMap((kind) =>
      [...counts[kind]].map((what) => `${kind}: ${what}`),
    );
    for (const line of found) print(line);
    keep = found.length > 0;
  } finally {
    total.kills += ledger.kills;
    total.turns += counts.turns;
    total.answered += ledger.done.length;
    for (const kind of ['lost', 'doubled', 'half', 'stuck', 'untrue'] as const)
      total[kind] += counts[kind].size;
    total.told += ledger.told;
    total.repeatedMessages += ledger.repeated;
    total.unknown.asked += ledger.unknown.length;
    total.unknown.done += ledger.unknown.filter(({ turnedOut }) => turnedOut === 'done').length;
    total.unknown.notDone += ledger.unknown.filter(({ turnedOut }) => turnedOut === 'not done').length;
    await world.close(keep);
    if (keep) print(`the data and the logs are in ${world.folder}`);
  }
}

await torment('embedded', Math.ceil(kills / 2));
if (kills > 1) await torment('served', Math.floor(kills / 2));
print(JSON.stringify({ ...total, seconds: seconds(), seed }));
const wrong = total.lost + total.doubled + total.half + total.stuck + total.untrue;
process.exit(wrong > 0 ? 1 : 0);
