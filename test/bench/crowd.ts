import { companies, usualSide, type Side } from './companies.ts';
import { RESERVE, type Command } from './commands.ts';
import type { Child } from './child.ts';
import { heat, rounds } from './per-command.ts';
import type { BenchTeams } from './teams.ts';
import { median, quantile, round } from './windows.ts';

/** Vouchers that each reserves without a pause, in a window. */
const PASSES = 3;
/** Windows before anything counts, and windows that count. */
const WARM_UP = 1;
const WINDOWS = 3;
/** A hundred people at once. */
const EXTENT = { companies: 50, heaters: 20, pressers: 2, vouchers: PASSES * (WARM_UP + WINDOWS) };
const PEOPLE = EXTENT.companies * EXTENT.pressers;
const COMMANDS = PASSES * RESERVE.commands.length;

const hurrying: Command = {
  name: 'all',
  calls: COMMANDS,
  async run(seat) {
    let ms = 0;
    for (let pass = 0; pass < PASSES; pass += 1)
      for (const command of RESERVE.commands) ms += await command.run(seat);
    return ms;
  },
};

/**
 * A hundred people who reserve at once, without a pause: how many commands each bot does in a second of its processor. Who is
 * told of something gets it together with what others did. A JSON line for each.
 */
export async function crowd(teams: BenchTeams, echo: Child): Promise<void> {
  const sides: Side[] = [];
  try {
    sides.push(await companies(teams, EXTENT, { tells: false }));
    sides.push(await companies(teams, EXTENT, { tells: true }));
    sides.push(await usualSide(teams, EXTENT, false));
    for (const { heaters } of sides) await heat(heaters, RESERVE.commands, EXTENT.vouchers);
    const course = { teams, echo, sides, commands: [hurrying], many: PEOPLE };
    await rounds(course, WARM_UP);
    for (const [side, [windows = []]] of await rounds(course, WINDOWS)) {
      const perSecond = (of: (one: (typeof windows)[number]) => number): number =>
        Math.round((COMMANDS * 1e6) / median(windows.map(of)));
      const ratios = windows.map(({ ratio }) => ratio / COMMANDS);
      process.stdout.write(
        `${JSON.stringify({
          case: 'crowd',
          side: side.name,
          people: PEOPLE,
          perSecond: perSecond(({ cpu }) => cpu),
          echoPerSecond: Math.round(perSecond(({ cpu, ratio }) => (cpu / ratio) * COMMANDS)),
          ratio: round(median(ratios)),
          spread: [round(quantile(ratios, 0)), round(quantile(ratios, 1))],
          storeRequests: round(median(windows.map(({ requests }) => requests / COMMANDS))),
        })}\n`,
      );
    }
  } finally {
    for (const side of sides) await side.close();
  }
}
