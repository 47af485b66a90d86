/**
 * What a turn of the bot costs, as a multiple of what the bare echo bot costs on the same machine in the same
 * minute. One JSON line per case. `--hot` also tells the functions with the most time of their own, and
 * `--case` runs only one.
 *
 *   npm run bench
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Person } from '../../bot/local/people.ts';
import type { OfficialRole } from '../../domain/people.ts';
import type { Profiled } from './bot.ts';
import { Child } from './child.ts';
import { attribute, type Hot } from './profile.ts';
import { Programme } from './programme.ts';
import { BenchTeams, benchPerson, pressed } from './teams.ts';

/** People who work at the same time, each with a chat of their own. */
const PEOPLE = 6;
/** Turns before anything counts, for the compiler, and turns of one window. */
const WARM_UP = 3000;
const WINDOW = 360;
const WINDOWS = 7;
/** The bot acknowledges what it delivered a quarter of a second later: that is part of the turns before. */
const SETTLE_MS = 450;

/** One pass of one person: gives the milliseconds of each turn that it was made of. */
type Pass = (person: Person) => Promise<readonly number[]>;

interface Case {
  readonly name: string;
  readonly roles: readonly OfficialRole[];
  /** Turns in one pass. */
  readonly turns: number;
  /** The highest ratio that is allowed. */
  readonly limit?: number;
  /** Vouchers that are there before anybody presses anything. */
  readonly vouchers: number;
  pass(of: { teams: BenchTeams; port: string; numbers: string[] }): Pass;
}

/** Both presses of the step "reserve", each on a voucher that nobody has touched yet. */
const reserve: Case['pass'] =
  ({ teams, port, numbers }) =>
  async (person) => {
    const number = numbers.pop();
    if (number === undefined) throw new Error('there are no vouchers left');
    const activityId = teams.nextId();
    const open = { activityId, verb: 'reserve.open', data: { id: number, version: 1 } };
    const form = await teams.press(port, person, open);
    const inputs = {
      adminEmail: 'admin@customer.example',
      attested: ['G7', 'G8'],
      terms: true,
    };
    const done = await teams.press(port, person, {
      activityId,
      ...pressed(form.card, 'reserve.done', inputs),
    });
    // What is not reserved now is a case that measures a refusal.
    if (!JSON.stringify(done.card).includes('"report.open"')) throw new Error('nothing was reserved');
    return [form.ms, done.ms];
  };

const everyTurn = WARM_UP + (WINDOWS + 2) * WINDOW;
const cases: readonly Case[] = [
  {
    name: 'reserve',
    roles: ['mpnPartnerAdmin'],
    turns: 2,
    limit: 3,
    vouchers: everyTurn / 2,
    pass: reserve,
  },
  { name: 'reserve-asks-who', roles: [], turns: 2, vouchers: everyTurn / 2, pass: reserve },
  {
    name: 'home',
    roles: ['mpnPartnerAdmin'],
    turns: 1,
    vouchers: 14,
    pass:
      ({ teams, port }) =>
      async (person) => {
        const { ms } = await teams.press(port, person, {
          activityId: teams.nextId(),
          verb: 'home.open',
          data: {},
        });
        return [ms];
      },
  },
];

const people = Array.from({ length: PEOPLE }, (_, index) => benchPerson(index));

/** Everybody works until this many turns were made. */
async function work(pass: Pass, turns: number, perPass: number): Promise<number[]> {
  const times: number[] = [];
  let left = turns / perPass;
  await Promise.all(
    people.map(async (person) => {
      while (left > 0) {
        left -= 1;
        times.push(...(await pass(person)));
      }
    }),
  );
  return times;
}

interface Window {
  /** Microseconds of the process per turn. */
  readonly cpu: number;
  readonly times: readonly number[];
}

async function measure(child: Child, pass: Pass, perPass: number): Promise<Window> {
  const before = await child.cpu();
  const times = await work(pass, WINDOW, perPass);
  await sleep(SETTLE_MS);
  return { cpu: ((await child.cpu()) - before) / times.length, times };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
const median = (values: readonly number[]): number => quantile(values, 0.5);
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

async function run(one: Case, teams: BenchTeams, echo: Child): Promise<object> {
  const programme = await Programme.start(people, one.roles);
  let bot: Child | undefined;
  try {
    const numbers = [...(await programme.assign(one.vouchers))];
    bot = await Child.start('test/bench/bot.ts', [], programme.env);
    const turn = one.pass({ teams, port: bot.where, numbers });
    const echoed: Pass = async (person) => [await teams.say(echo.where, person, 'home')];
    await work(echoed, WARM_UP, 1);
    await work(turn, WARM_UP, one.turns);
    const yardstick: Window[] = [];
    const measured: Window[] = [];
    for (let at = 0; at < WINDOWS; at += 1) {
      yardstick.push(await measure(echo, echoed, 1));
      measured.push(await measure(bot, turn, one.turns));
    }
    yardstick.push(await measure(echo, echoed, 1));

    const calls = teams.calls;
    await bot.ask('profile');
    const profiled = (await work(turn, WINDOW, one.turns)).length;
    await sleep(SETTLE_MS);
    const { profile, requests } = await bot.ask<Profiled>('stop');
    const { shares, busy, hot } = attribute(profile);
    if (values.hot) {
      const line = ({ at, self, total }: Hot): string =>
        `${(self * 100).toFixed(1).padStart(6)} % ${(total * 100).toFixed(1).padStart(6)} % ${at}\n`;
      const withCalls = hot.toSorted((a, b) => b.total - a.total).slice(0, 120);
      process.stderr.write(
        `  self    total\n${hot.slice(0, 50).map(line).join('')}\n${withCalls.map(line).join('')}`,
      );
    }

    const ratios = measured.map(({ cpu }, at) => {
      const [before, after] = [yardstick[at]?.cpu ?? 0, yardstick[at + 1]?.cpu ?? 0];
      return cpu / ((before + after) / 2);
    });
    const ratio = median(ratios);
    const times = measured.flatMap((window) => window.times);
    return {
      case: one.name,
      ratio: round(ratio),
      ...(one.limit === undefined ? {} : { limit: one.limit, ok: ratio <= one.limit }),
      spread: [round(Math.min(...ratios)), round(Math.max(...ratios))],
      cpuMs: round(median(measured.map(({ cpu }) => cpu)) / 1000, 3),
      echoCpuMs: round(median(yardstick.map(({ cpu }) => cpu)) / 1000, 3),
      p50Ms: round(quantile(times, 0.5)),
      p99Ms: round(quantile(times, 0.99)),
      storeRequests: round((requests[programme.host] ?? 0) / profiled),
      connectorRequests: round((teams.calls - calls) / profiled),
      shares: Object.fromEntries(Object.entries(shares).map(([owner, share]) => [owner, round(share, 3)])),
    };
  } finally {
    await bot?.stop();
    await programme.close();
  }
}

const { values } = parseArgs({
  options: { hot: { type: 'boolean', default: false }, case: { type: 'string' } },
});
const teams = await BenchTeams.start();
const echo = await Child.start('test/bench/echo.ts');
try {
  for (const one of cases) {
    if (values.case !== undefined && values.case !== one.name) continue;
    process.stdout.write(`${JSON.stringify(await run(one, teams, echo))}\n`);
  }
} finally {
  await echo.stop();
  await teams.close();
}
