/**
 * What a command costs the bot, all that it causes afterwards included, as a multiple of what a turn costs the bare echo bot
 * on the same machine in the same minute, and against a bot that is written in the usual way (`per-command.ts`); what a
 * hundred people at once, and one alone, cost (`crowd.ts`, `alone.ts`); what a burst of turns costs the store when many are
 * told of each (`burst.ts`); and what a turn costs in a large tenant as a multiple of a small one (`growth.ts`; the case
 * `find` is its lists and searches, and lists that are narrowed down). One JSON line per case. `--hot` also tells the
 * functions with the most time, `--windows` the microseconds of every window, `--profile` keeps the samples in a file
 * for a browser's tools, and `--case` runs only one, `--all` also those that are not asked of every run: the README has
 * them.
 *
 *   npm run bench
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Profiler } from 'node:inspector';
import type { OfficialRole } from '../../domain/people/person.ts';
import type { Traffic } from './bot.ts';
import { alone } from './alone.ts';
import { burst } from './burst.ts';
import { cards } from './cards.ts';
import { COMMAND_CASES } from './commands.ts';
import { crowd } from './crowd.ts';
import { Child } from './child.ts';
import { growth } from './growth.ts';
import { hold } from './hold.ts';
import { lists } from './lists.ts';
import { mail } from './mail.ts';
import { hostileMail, rawMail } from './mail-raw.ts';
import { idle } from './idle.ts';
import { attribute, show } from './profile.ts';
import { perCommand } from './per-command.ts';
import { Programme } from './programme.ts';
import { requests } from './requests.ts';
import { sentences } from './sentences.ts';
import { starts } from './start.ts';
import { storeRequests } from './store.ts';
import { sweep } from './sweep.ts';
import { takeout } from './takeout.ts';
import { BenchTeams, pressed } from './teams.ts';
import { median, people, quantile, round, SETTLE_MS, work, type Pass } from './windows.ts';

/** Turns before anything counts, for the compiler, and turns of one window. */
const WARM_UP = 1800;
const WINDOW = 120;
const WINDOWS = 15;
const PROFILED = 480;

interface Case {
  readonly name: string;
  /** Runs only when it, or all, is asked for. */
  readonly extra?: boolean;
  readonly roles: readonly OfficialRole[];
  /** Turns in one pass. */
  readonly turns: number;
  /** The highest ratio that is allowed. */
  readonly limit?: number;
  /** Vouchers that are there before anybody presses anything. */
  readonly vouchers: number;
  /** Whether the bot itself showed each of them before: the button that is pressed was on that card. */
  readonly shown: boolean;
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

/** The card of a voucher. */
const showing: Case['pass'] =
  ({ teams, port, numbers }) =>
  async (person) => {
    const id = numbers.pop() ?? '';
    const { ms } = await teams.press(port, person, {
      activityId: teams.nextId(),
      verb: 'voucher.open',
      data: { id },
    });
    return [ms];
  };

const everyTurn = WARM_UP + WINDOWS * WINDOW + PROFILED + 4 * people.length;
const cases: readonly Case[] = [
  {
    name: 'reserve-steady',
    limit: 2,
    roles: ['mpnPartnerAdmin'],
    turns: 2,
    vouchers: everyTurn / 2,
    shown: true,
    pass: reserve,
  },
  // As another replica sees it: nothing of the voucher was read before.
  {
    name: 'reserve-unread',
    extra: true,
    roles: ['mpnPartnerAdmin'],
    turns: 2,
    vouchers: everyTurn / 2,
    shown: false,
    pass: reserve,
  },
  // Who is no partner admin is told whom to ask.
  {
    name: 'reserve-asks-who',
    extra: true,
    roles: [],
    turns: 2,
    vouchers: everyTurn / 2,
    shown: true,
    pass: reserve,
  },
  {
    name: 'home-steady',
    limit: 2.2,
    roles: ['mpnPartnerAdmin'],
    turns: 1,
    vouchers: 14,
    shown: true,
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

interface Window {
  /** Microseconds of the process per turn. */
  readonly cpu: number;
  readonly times: readonly number[];
}

async function measure(child: Child, pass: Pass, perPass: number, settle = 0): Promise<Window> {
  const before = await child.cpu();
  const times = await work(pass, WINDOW, perPass);
  if (settle > 0) await sleep(settle);
  return { cpu: ((await child.cpu()) - before) / times.length, times };
}

/** Others on the machine only ever add: the cheaper windows tell more about the process itself. */
const quiet = (windows: readonly Window[]): number =>
  quantile(
    windows.map(({ cpu }) => cpu),
    0.2,
  );

async function run(one: Case, teams: BenchTeams, echo: Child): Promise<object> {
  const programme = await Programme.start(people, one.roles);
  let bot: Child | undefined;
  try {
    const numbers = [...(await programme.assign(one.vouchers))];
    bot = await Child.start('test/bench/bot.ts', [], programme.env);
    const turn = one.pass({ teams, port: bot.where, numbers });
    const echoed: Pass = async (person) => [await teams.say(echo.where, person, 'home')];
    if (one.shown) await work(showing({ teams, port: bot.where, numbers: [...numbers] }), numbers.length, 1);
    await work(echoed, WARM_UP, 1);
    await work(turn, WARM_UP, one.turns);
    const yardstick: Window[] = [];
    const measured: Window[] = [];
    for (let at = 0; at < WINDOWS; at += 1) {
      yardstick.push(await measure(echo, echoed, 1));
      measured.push(await measure(bot, turn, one.turns, SETTLE_MS));
    }
    yardstick.push(await measure(echo, echoed, 1));

    const calls = teams.calls;
    await bot.ask('count');
    await bot.ask('profile');
    const profiled = (await work(turn, PROFILED, one.turns)).length;
    await sleep(SETTLE_MS);
    const { profile } = await bot.ask<Profiler.StopReturnType>('stop');
    const store = (await bot.ask<ReadonlyMap<string, Traffic>>('counted')).get(programme.host);
    const spent = attribute(profile);
    const { shares, busy } = spent;
    await show(spent, profile, values);

    if (values.windows) {
      const cpus = (windows: readonly Window[]): string =>
        windows.map(({ cpu }) => Math.round(cpu)).join(' ');
      process.stderr.write(
        `${one.name}: ${cpus(measured)}; echo: ${cpus(yardstick)}; busy: ${busy / profiled}\n`,
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
      spread: [round(quantile(ratios, 0.25)), round(quantile(ratios, 0.75))],
      quiet: round(quiet(measured) / quiet(yardstick)),
      cpuMs: round(median(measured.map(({ cpu }) => cpu)) / 1000, 3),
      echoCpuMs: round(median(yardstick.map(({ cpu }) => cpu)) / 1000, 3),
      p50Ms: round(quantile(times, 0.5)),
      p99Ms: round(quantile(times, 0.99)),
      storeRequests: round((store?.requests ?? 0) / profiled),
      requestUnits: round((store?.units ?? 0) / profiled),
      connectorRequests: round((teams.calls - calls) / profiled),
      shares: Object.fromEntries(Object.entries(shares).map(([owner, share]) => [owner, round(share, 3)])),
    };
  } finally {
    await bot?.stop();
    await programme.close();
  }
}

const { values } = parseArgs({
  options: {
    hot: { type: 'boolean', default: false },
    windows: { type: 'boolean', default: false },
    profile: { type: 'string' },
    case: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
});
const teams = await BenchTeams.start();
const echo = await Child.start('test/bench/echo.ts');
try {
  for (const one of COMMAND_CASES)
    if (values.case === undefined ? one.extra !== true || values.all : values.case === one.name)
      await perCommand(teams, echo, one, values);
  if (values.case === undefined || values.case === 'crowd') await crowd(teams, echo);
  if (values.case === undefined || values.case === 'alone') await alone(teams);
  for (const one of cases) {
    if (values.case === undefined ? one.extra === true && !values.all : values.case !== one.name) continue;
    process.stdout.write(`${JSON.stringify(await run(one, teams, echo))}\n`);
  }
  if (values.case === undefined || values.case === 'burst') await burst(teams);
  for (const part of ['growth', 'overview', 'find'] as const) {
    const isAsked = values.case === part || (part === 'growth' && values.case === undefined);
    if (isAsked || (part === 'find' && values.all)) await growth(teams, part, values.windows);
  }
  if (values.case === 'sweep' || values.all) await sweep();
  if (values.case === undefined || values.case === 'notify') await import('./notify.ts');
  if (values.case === 'store' || values.all) await storeRequests();
  if (values.case === 'requests' || values.all) await requests(teams);
  if (values.case === 'hold' || values.all) await hold(teams);
  if (values.case === 'idle' || values.all) await idle();
  if (values.case === 'mail' || values.all) {
    mail();
    await rawMail();
    await hostileMail();
  }
  if (values.case === 'cards' || values.all) cards();
  if (values.case === 'lists' || values.all) await lists();
  if (values.case === 'export' || values.all) await takeout();
  if (values.case === 'sentences' || values.all) await sentences();
  if (values.case === 'start' || values.all) await starts();
} finally {
  await echo.stop();
  await teams.close();
}
