import { companies, usualSide, type Side } from './companies.ts';
import { RESERVE } from './commands.ts';
import type { Child } from './child.ts';
import { figures, heat, rounds, together } from './per-command.ts';
import type { BenchTeams } from './teams.ts';
import { median, round } from './windows.ts';

/** A hundred people at once, five of each company. */
const EXTENT = { companies: 20, heaters: 20, pressers: 5, vouchers: 7 };
const PEOPLE = EXTENT.companies * EXTENT.pressers;
/** Rounds before anything counts, by others and by them, and rounds that count. */
const HEATING = 7;
const WARM_UP = 1;
const ROUNDS = 6;

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
    const { commands } = RESERVE;
    for (const { heaters } of sides) await heat(heaters, commands, HEATING);
    const course = { teams, echo, sides, commands, many: PEOPLE, rests: false };
    await rounds(course, WARM_UP);
    for (const [side, windows] of await rounds(course, ROUNDS)) {
      const all = together(windows);
      const perSecond = Math.round(1e6 / median(all.map(({ cpu }) => cpu)));
      const echoPerSecond = Math.round(1e6 / median(all.map(({ cpu, ratio }) => cpu / ratio)));
      const told = { case: 'crowd', side: side.name, people: PEOPLE, perSecond, echoPerSecond };
      const ofEcho = round(perSecond / echoPerSecond);
      process.stdout.write(`${JSON.stringify({ ...told, ofEcho, ...figures(all) })}\n`);
    }
  } finally {
    for (const side of sides) await side.close();
  }
}
