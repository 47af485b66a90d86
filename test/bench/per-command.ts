import { setTimeout as sleep } from 'node:timers/promises';
import type { Profiler } from 'node:inspector';
import type { Traffic } from './bot.ts';
import type { Child } from './child.ts';
import { companies, usualSide, type Seat, type Side } from './companies.ts';
import type { Command, CommandCase } from './commands.ts';
import { attribute, show, type Looks } from './profile.ts';
import { benchPerson, type BenchTeams } from './teams.ts';
import { atOnce, median, quantile, round } from './windows.ts';

/** Companies in which people do the same at about the same time, each two minutes after the last. */
const COMPANIES = 18;
/**
 * Companies in which everybody does it before anything counts, for the compiler, and how often: apart, because what is reserved
 * piles up, and no consultant has dozens of engagements.
 */
const HEATERS = 32;
const HEATING = 14;
/** Rounds that bring the others to rest, that count, and that are sampled. */
const WARM_UP = 2;
const ROUNDS = 9;
const SAMPLED = 3;
/** Messages of one window of the echo. */
const ECHOES = 108;
/** All is over when for so long nothing came from the bot; looked at so often. */
const QUIET_MS = 400;
const LOOK_MS = 75;
/** By then it has to be, or something goes on for ever. */
const PATIENCE_MS = 30_000;

/** What a window of one command came to, for each time that it was done. */
interface Window {
  /** Microseconds of the bot's process, of the command and of all that it causes. */
  readonly cpu: number;
  readonly requests: number;
  /** Calls of the connector. */
  readonly calls: number;
  /** `cpu` as a multiple of the echo's, right before and after. */
  readonly ratio: number;
  /** Milliseconds until each answer. */
  readonly times: readonly number[];
}

type Windows = ReadonlyMap<Side, readonly (readonly Window[])[]>;

interface Served {
  readonly requests: number;
}

/** Waits until the store and the connector have heard nothing from the bot for a while. */
async function idle({ store }: Side, teams: BenchTeams): Promise<Served> {
  const until = performance.now() + PATIENCE_MS;
  let last = { ...(await store.ask<Served>('served')), calls: teams.calls };
  let since = performance.now();
  while (performance.now() - since < QUIET_MS) {
    if (performance.now() > until) throw new Error('the bot does not come to rest');
    await sleep(LOOK_MS);
    const now = { ...(await store.ask<Served>('served')), calls: teams.calls };
    if (now.requests !== last.requests || now.calls !== last.calls) since = performance.now();
    last = now;
  }
  return last;
}

/** The echo, as often as a window has messages; gives microseconds a turn. */
async function echoed(echo: Child, teams: BenchTeams, many: number): Promise<number> {
  const people = Array.from({ length: many }, (_, at) => benchPerson(at));
  const turns = Array.from({ length: ECHOES }, (_, at) => people[at % many] ?? benchPerson(at));
  const before = await echo.cpu();
  await atOnce(turns, async (person) => void (await teams.say(echo.where, person, 'home')), many);
  return ((await echo.cpu()) - before) / ECHOES;
}

interface Course {
  readonly teams: BenchTeams;
  readonly echo: Child;
  readonly sides: readonly Side[];
  readonly commands: readonly Command[];
  /** People who do it at the same time. */
  readonly many: number;
}

/** Everybody of a side does one command, and all that comes of it within two minutes comes to its end. */
async function window({ teams, many }: Course, side: Side, command: Command): Promise<Omit<Window, 'ratio'>> {
  const { bot, store, seats } = side;
  const [cpu, served, calls] = [await bot.cpu(), await store.ask<Served>('served'), teams.calls];
  const times: number[] = [];
  await atOnce(seats, async (seat) => void times.push(await command.run(seat)), many);
  await idle(side, teams);
  await side.rest();
  const after = await idle(side, teams);
  const each = (total: number): number => total / seats.length;
  return {
    cpu: each((await bot.cpu()) - cpu),
    requests: each(after.requests - served.requests),
    calls: each(teams.calls - calls),
    times,
  };
}

/** Everybody there does each command so often, in a hurry. */
export async function heat(
  heaters: readonly Seat[],
  commands: readonly Command[],
  times: number,
): Promise<void> {
  for (let at = 0; at < times; at += 1)
    await atOnce(heaters, async (seat) => {
      for (const command of commands) await command.run(seat);
    });
}

/** So many rounds of all sides, the echo between them; the windows of each side, by its command. */
export async function rounds(course: Course, count: number): Promise<Windows> {
  const { sides, commands, echo, teams, many } = course;
  const found = new Map(sides.map((side) => [side, commands.map((): Window[] => [])]));
  let before = await echoed(echo, teams, many);
  for (let at = 0; at < count; at += 1) {
    for (const side of sides) {
      const windows: Omit<Window, 'ratio'>[] = [];
      for (const command of commands) windows.push(await window(course, side, command));
      const after = await echoed(echo, teams, many);
      for (const [nth, one] of windows.entries())
        found.get(side)?.[nth]?.push({ ...one, ratio: one.cpu / ((before + after) / 2) });
      before = after;
    }
  }
  return found;
}

const middle = (windows: readonly Window[], of: (one: Window) => number): number => median(windows.map(of));

function figures(windows: readonly Window[]): object {
  const ratios = windows.map(({ ratio }) => ratio);
  const mean = (of: (one: Window) => number): number =>
    windows.reduce((sum, one) => sum + of(one), 0) / windows.length;
  return {
    ratio: round(median(ratios)),
    spread: [round(quantile(ratios, 0.25)), round(quantile(ratios, 0.75))],
    cpuMs: round(middle(windows, ({ cpu }) => cpu) / 1000, 3),
    storeRequests: round(mean(({ requests }) => requests)),
    connectorRequests: round(mean(({ calls }) => calls)),
    p50Ms: round(
      quantile(
        windows.flatMap(({ times }) => times),
        0.5,
      ),
    ),
  };
}

/** Of all commands of each round, as of one. */
function together(of: readonly (readonly Window[])[]): readonly Window[] {
  const [first = []] = of;
  return first.map((_one, at) => {
    const both = of.flatMap((windows) => windows[at] ?? []);
    const mean = (what: (one: Window) => number): number =>
      both.reduce((sum, one) => sum + what(one), 0) / both.length;
    return {
      cpu: mean(({ cpu }) => cpu),
      requests: mean(({ requests }) => requests),
      calls: mean(({ calls }) => calls),
      ratio: mean(({ ratio }) => ratio),
      times: both.flatMap(({ times }) => times),
    };
  });
}

/** Request units of a command, and where the time of the bot goes, by who spent it: of some rounds more. */
async function sampled(course: Course, side: Side, looks: Looks): Promise<object> {
  const { bot, store, seats } = side;
  await bot.ask('count');
  await bot.ask('profile');
  for (let at = 0; at < SAMPLED; at += 1)
    for (const command of course.commands) await window(course, side, command);
  const { profile } = await bot.ask<Profiler.StopReturnType>('stop');
  const counted = await bot.ask<ReadonlyMap<string, Traffic>>('counted');
  const { units = 0 } = counted.get(new URL(store.where).host) ?? {};
  const spent = attribute(profile);
  await show(spent, profile, looks);
  return {
    requestUnits: round(units / (SAMPLED * seats.length * course.commands.length)),
    shares: Object.fromEntries(
      Object.entries(spent.shares).map(([owner, share]) => [owner, round(share, 3)]),
    ),
  };
}

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Who is told nothing of a command, or has no card of it, measures less than what a tenant has. */
function mustTell({ name, commands }: CommandCase, on: readonly (readonly Window[])[]): void {
  for (const [nth, command] of commands.entries()) {
    const calls = middle(on[nth] ?? [], (one) => one.calls);
    if (calls < command.calls - 0.01)
      throw new Error(`${name}, ${command.name}: ${calls} calls of the connector, not ${command.calls}`);
  }
}

/**
 * What each command of a case costs, all that it causes afterwards included: with people who are told of it, and beside it
 * with nobody told; and where there is one, by the bot that is written in the usual way. Each company is a quiet one: two
 * minutes are between its commands. A JSON line for each command and side, and one for each side with what it is made of.
 */
export async function perCommand(
  teams: BenchTeams,
  echo: Child,
  one: CommandCase,
  looks: Looks,
): Promise<void> {
  const extent = {
    companies: COMPANIES,
    heaters: HEATERS,
    pressers: 1,
    vouchers: WARM_UP + ROUNDS + SAMPLED,
  };
  const sides: Side[] = [];
  try {
    sides.push(await companies(teams, extent, { tells: false }));
    sides.push(await companies(teams, extent, { tells: true }));
    if (one.usual !== undefined)
      sides.push(await usualSide(teams, extent, one.usual.templatePerTurn === true));
    const course = { teams, echo, sides, commands: one.commands, many: 6 };
    for (const { heaters } of sides) await heat(heaters, one.commands, HEATING);
    await rounds(course, WARM_UP);
    const found = await rounds(course, ROUNDS);
    const usual = sides.find(({ name }) => name.startsWith('usual'));
    for (const side of sides) {
      const windows = found.get(side) ?? [];
      if (side.name === 'on') mustTell(one, windows);
      if (looks.windows) tellWindows(one, side, windows);
      for (const [nth, command] of one.commands.entries())
        print({ case: one.name, side: side.name, command: command.name, ...figures(windows[nth] ?? []) });
      const all = together(windows);
      const isOurs = side !== usual;
      print({
        case: one.name,
        side: side.name,
        ...figures(all),
        ...judged(one, side.name, all),
        ...(usual !== undefined &&
          side.name === 'off' &&
          cheaper(one, all, together(found.get(usual) ?? []))),
        ...(isOurs && (await sampled(course, side, looks))),
      });
    }
  } finally {
    for (const side of sides) await side.close();
  }
}

/** Microseconds of every window of each command, and how many times the echo's. */
function tellWindows({ name, commands }: CommandCase, side: Side, of: readonly (readonly Window[])[]): void {
  for (const [nth, command] of commands.entries()) {
    const told = of[nth]?.map(({ cpu, ratio }) => `${Math.round(cpu)} (${round(ratio)})`) ?? [];
    process.stderr.write(`${name}, ${side.name}, ${command.name}: ${told.join(' ')}\n`);
  }
}

/** The figures that a case must not be over, and whether it is. */
function judged({ most }: CommandCase, side: string, windows: readonly Window[]): object {
  const ratio = middle(windows, (one) => one.ratio);
  const requests = middle(windows, (one) => one.requests);
  if (side === 'off' && most?.off !== undefined) return { limit: most.off, ok: ratio <= most.off };
  if (side !== 'on' || most?.on === undefined) return {};
  const { ratio: limit, storeRequests } = most.on;
  return { limit, storeLimit: storeRequests, ok: ratio <= limit && requests <= storeRequests };
}

/** How many times cheaper ours is than the usual way, round by round. */
function cheaper({ usual }: CommandCase, ours: readonly Window[], theirs: readonly Window[]): object {
  const times = ours.map(({ cpu }, at) => (theirs[at]?.cpu ?? Number.NaN) / cpu);
  const toUsual = median(times);
  return {
    cheaperThanUsual: round(toUsual),
    cheaperSpread: [round(quantile(times, 0.25)), round(quantile(times, 0.75))],
    least: usual?.least,
    cheaper: toUsual >= (usual?.least ?? 0),
  };
}
