import { setTimeout as sleep } from 'node:timers/promises';
import { companies } from './companies.ts';
import { COMMAND_CASES } from './commands.ts';
import type { BenchTeams } from './teams.ts';

/** By then all that a command causes is over. */
const OVER_MS = 1_200;
/** What is read once and then known is read before. */
const TIMES = 2;

/**
 * What each command asks of the store, all that it causes included, in a company in which nobody has done anything for two
 * minutes: a JSON line for each command, people being told and not. Load changes nothing of it.
 */
export async function requests(teams: BenchTeams): Promise<void> {
  for (const tells of [false, true]) {
    const extent = { companies: 1, heaters: 0, pressers: 1, vouchers: 8 };
    const side = await companies(teams, extent, { tells });
    try {
      const [seat] = side.seats;
      if (seat === undefined) throw new Error('nobody is there');
      await side.store.ask('listed');
      for (const { name, commands, extra } of COMMAND_CASES) {
        if (extra === true) continue;
        for (let time = 1; time <= TIMES; time += 1) {
          for (const command of commands) {
            await side.store.ask('listed');
            await command.run(seat);
            await sleep(OVER_MS);
            await side.rest();
            await sleep(OVER_MS);
            const of = await side.store.ask<readonly string[]>('listed');
            if (time < TIMES) continue;
            const line = { case: 'requests', of: name, command: command.name, side: side.name };
            process.stdout.write(`${JSON.stringify({ ...line, storeRequests: of.length, asks: of })}\n`);
          }
        }
      }
    } finally {
      await side.close();
    }
  }
}
