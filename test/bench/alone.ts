import { setTimeout as sleep } from 'node:timers/promises';
import { companies, type Side } from './companies.ts';
import { RESERVE } from './commands.ts';
import type { BenchTeams } from './teams.ts';
import { round } from './windows.ts';

const APART_MS = 10_000;
/** Vouchers that are reserved one after another, two presses each. */
const TIMES = 3;
const COMMANDS = TIMES * RESERVE.commands.length;
/** The most store requests of a command where nobody is told. */
const MOST = 1.5;
/** What waits for other news, and what is acknowledged together, is over then. */
const OVER_MS = 35_000;
/** How often it is looked after what is left, as it is in life. */
const LOOKS_MS = '30000';

interface Served {
  readonly requests: number;
}

/**
 * One person alone who presses every ten seconds, in real time: store requests a command, with nobody told, with people told, and
 * beside that those of what looks after what may be left (`looks`, in a minute of which these are the only presses). A JSON
 * line each.
 */
export async function alone(teams: BenchTeams): Promise<void> {
  const extent = { companies: 1, heaters: 0, pressers: 1, vouchers: TIMES + 1 };
  const sides: Side[] = [];
  try {
    sides.push(await companies(teams, extent, { tells: false }));
    sides.push(await companies(teams, extent, { tells: true }));
    sides.push(await companies(teams, extent, { tells: true, env: { WAKE_MS: LOOKS_MS } }));
    const found = await Promise.all(sides.map(pressing));
    const [off = Number.NaN, on = Number.NaN, looked = Number.NaN] = found;
    const minutes = (COMMANDS * APART_MS + OVER_MS) / 60_000;
    const print = (line: object): void =>
      void process.stdout.write(`${JSON.stringify({ case: 'alone', commands: COMMANDS, ...line })}\n`);
    print({ side: 'off', storeRequests: round(off / COMMANDS), limit: MOST, ok: off / COMMANDS <= MOST });
    print({ side: 'on', storeRequests: round(on / COMMANDS) });
    print({ side: 'looks', storeRequestsPerMinute: round((looked - on) / minutes) });
  } finally {
    for (const side of sides) await side.close();
  }
}

/** Gives the store requests of all the presses, and of what they cause. */
async function pressing({ store, seats }: Side): Promise<number> {
  const [seat] = seats;
  if (seat === undefined) throw new Error('nobody is there');
  // What is prepared once is no command's.
  for (const command of RESERVE.commands) await command.run(seat);
  await sleep(OVER_MS);
  const { requests } = await store.ask<Served>('served');
  for (let time = 0; time < TIMES; time += 1)
    for (const command of RESERVE.commands) {
      await command.run(seat);
      await sleep(APART_MS);
    }
  await sleep(OVER_MS);
  return (await store.ask<Served>('served')).requests - requests;
}
