import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../bot/clock.ts';
import type { Traffic } from './bot.ts';
import { Child } from './child.ts';
import { deskOf, letIn, Programme } from './programme.ts';
import { benchPerson, pressed, type BenchTeams } from './teams.ts';
import { round } from './windows.ts';

/** People who reserve a voucher each, all at once; admins who hear of it. */
const PEOPLE = 100;
const ADMINS = [3, 50];
/** Store requests of a turn: those of a few admins, and so many more at most with more of them. */
const LIMIT = 6;
/** By then everything is announced, addressed and acknowledged. */
const QUIET_MS = 5_000;

/** What a turn costs the store when everybody reserves at the same moment, outside working hours. One JSON line. */
export async function burst(teams: BenchTeams): Promise<void> {
  teams.clock = saturday();
  try {
    const told: { admins: number; storeRequests: number; requestUnits: number; botCpuMs: number }[] = [];
    for (const admins of ADMINS) told.push({ admins, ...(await measure(teams, admins)) });
    const ok = told.every(({ storeRequests }) => storeRequests <= LIMIT);
    process.stdout.write(`${JSON.stringify({ case: 'burst', people: PEOPLE, limit: LIMIT, ok, told })}\n`);
  } finally {
    teams.clock = undefined;
  }
}

async function measure(teams: BenchTeams, count: number) {
  const admins = Array.from({ length: count }, (_, at) => benchPerson(at));
  const people = Array.from({ length: PEOPLE }, (_, at) => benchPerson(1_000 + at));
  const programme = await Programme.start(admins, ['mpnPartnerAdmin']);
  const bot = await Child.start('test/bench/bot.ts', [], { ...programme.env, NOTIFY_PER_SECOND: '10' });
  try {
    await letIn(deskOf(programme.store, systemClock), programme.actor, people);
    const numbers = await programme.assign(PEOPLE);
    const forms: (() => Promise<unknown>)[] = [];
    for (const [at, person] of people.entries()) {
      const activityId = teams.nextId();
      const open = { activityId, verb: 'reserve.open', data: { id: numbers[at] ?? '', version: 1 } };
      const { card } = await teams.press(bot.where, person, open);
      const inputs = { adminEmail: 'admin@customer.example', attested: ['G7', 'G8'], terms: true };
      const press = { activityId, ...pressed(card, 'reserve.done', inputs) };
      forms.push(async () => {
        const { card: answer } = await teams.press(bot.where, person, press);
        if (!JSON.stringify(answer).includes('"report.open"')) throw new Error('nothing was reserved');
      });
    }
    await sleep(QUIET_MS);
    const cpu = await bot.cpu();
    await bot.ask('count');
    await Promise.all(forms.map((reserve) => reserve()));
    await sleep(QUIET_MS);
    // What is acknowledged later is.
    await bot.ask('rested');
    await sleep(QUIET_MS);
    const counted = await bot.ask<ReadonlyMap<string, Traffic>>('counted');
    const { requests, units } = counted.get(programme.host) ?? { requests: 0, units: 0 };
    return {
      storeRequests: round(requests / PEOPLE),
      requestUnits: round(units / PEOPLE),
      botCpuMs: round(((await bot.cpu()) - cpu) / 1000 / PEOPLE),
    };
  } finally {
    await bot.stop();
    await programme.close();
  }
}

/** Noon of the next Saturday: what is announced waits for Monday. */
function saturday(): string {
  const noon = new Date(systemClock.now());
  noon.setUTCDate(noon.getUTCDate() + ((13 - noon.getUTCDay()) % 7));
  noon.setUTCHours(12, 0, 0, 0);
  return noon.toISOString();
}
