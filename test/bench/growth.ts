import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalPerson } from '../../bot/local/people.ts';
import type { Json } from '../../bot/local/wire.ts';
import { OVERVIEWS } from '../../cards/overview.ts';
import { filterRef } from '../../cards/voucher/list-filter.ts';
import { PAGE_SIZE } from '../../cards/voucher/vouchers.ts';
import type { ListFilter } from '../../domain/desk/list-filter.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import { actionsOf } from '../teams/card.ts';
import type { Traffic } from './bot.ts';
import { Child } from './child.ts';
import {
  customerName,
  DIGITS,
  fill,
  NARROWED,
  statusOf,
  VOUCHERS_PER_CUSTOMER,
  voucherNumber,
  EVENTS,
} from './portfolio.ts';
import { Programme } from './programme.ts';
import { pressed, type BenchTeams } from './teams.ts';
import { median, people, quantile, round, SETTLE_MS, work, type Pass } from './windows.ts';

/** Customers of the tenants that are compared. */
const SMALL = 100;
const BIG = 10_000;
/** The most that the big tenant's turn may cost, as a multiple of the small one's. */
const LIMIT = 1.5;
/** Turns of one window; windows of each tenant before anything counts. */
const WINDOW = 80;
const WARM_UP = 3;
/** Customers whose names are typed, as many in both tenants. */
const NAMES = 10;
/** How the names of all customers begin. */
const PREFIX = 'Synthetic';
/** Between two windows everybody's clock goes on so far that nothing is still kept which a turn may only show. */
const APART_MS = 10_000;

/** Lists of which a page in the middle is shown. */
type Turned = 'open' | 'void';

/** A tenant in a store of its own, with a bot of its own. */
interface Side {
  readonly customers: number;
  readonly programme: Programme;
  readonly bot: Child;
  readonly port: string;
  /** Numbers of vouchers, spread evenly over the whole tenant: one for each turn of a window. */
  readonly numbers: readonly string[];
  /** Of vouchers that are merely assigned: one for each two turns. */
  readonly assigned: readonly string[];
  /** Names of customers, spread evenly. */
  readonly names: readonly string[];
  /** What the button holds that leads to a page in the middle, by list. */
  readonly middle: Readonly<Record<Turned, Json>>;
}

interface GrowthCase {
  readonly name: string;
  /** Turns in one pass. */
  readonly turns: number;
  /** A turn leaves a message to acknowledge: that is waited for. */
  readonly writes: boolean;
  pass(side: Side, teams: BenchTeams): Pass;
  /** Puts back what a window changed; its cost is nobody's. */
  after?(side: Side, teams: BenchTeams): Pass;
}

/** Takes one after the other, and begins again. */
function inTurn<T>(list: readonly T[]): () => T {
  let at = 0;
  return () => {
    const one = list[at % list.length];
    at += 1;
    if (one === undefined) throw new Error('there is nothing to take');
    return one;
  };
}

/** Who presses where. */
interface Seat {
  readonly port: string;
  readonly teams: BenchTeams;
  readonly person: LocalPerson;
}

/** A press whose card must hold a button with this verb. */
async function press(
  { port, teams, person }: Seat,
  verb: string,
  data: Json,
  expected: string,
): Promise<{ readonly ms: number; readonly card: Json; readonly activityId: string }> {
  const activityId = teams.nextId();
  const { ms, card } = await teams.press(port, person, { activityId, verb, data });
  if (!JSON.stringify(card).includes(expected)) {
    throw new Error(
      `${verb} ${JSON.stringify(data)}: no ${expected} on ${JSON.stringify(card).slice(0, 400)}`,
    );
  }
  return { ms, card, activityId };
}

const pressing =
  (verb: string, expected: string, data: (side: Side) => () => Json): GrowthCase['pass'] =>
  (side, teams) => {
    const next = data(side);
    return async (person) => [(await press({ port: side.port, teams, person }, verb, next(), expected)).ms];
  };

const typing =
  (text: (side: Side) => readonly string[]): GrowthCase['pass'] =>
  (side, teams) => {
    const next = inTurn(text(side));
    return async (person) => [await teams.say(side.port, person, next())];
  };

/** Both presses of a step, on the assigned vouchers one after the other. */
const stepping =
  (
    open: string,
    done: string,
    inputs: Readonly<Record<string, string | boolean | readonly string[]>>,
    expected: string,
  ): GrowthCase['pass'] =>
  (side, teams) => {
    const next = inTurn(side.assigned);
    return async (person) => {
      const form = await press({ port: side.port, teams, person }, open, { id: next() }, done);
      const last = await teams.press(side.port, person, {
        activityId: form.activityId,
        ...pressed(form.card, done, inputs),
      });
      if (!JSON.stringify(last.card).includes(expected)) throw new Error(`${done} was refused`);
      return [form.ms, last.ms];
    };
  };

const cases: readonly GrowthCase[] = [
  {
    name: 'list',
    turns: 1,
    writes: false,
    pass: pressing('vouchers.open', '"vouchers.page"', () => () => ({})),
  },
  // The rarest state, the last by its deadline.
  {
    name: 'list-state',
    turns: 1,
    writes: false,
    pass: pressing('vouchers.list', '"vouchers.page"', () => () => ({ list: 'void' })),
  },
  {
    name: 'list-middle',
    turns: 1,
    writes: false,
    pass: pressing(
      'vouchers.page',
      '"vouchers.page"',
      ({ middle }) =>
        () =>
          middle.open,
    ),
  },
  // All of them without a deadline: nothing but their own order tells them apart.
  {
    name: 'list-state-middle',
    turns: 1,
    writes: false,
    pass: pressing(
      'vouchers.page',
      '"vouchers.page"',
      ({ middle }) =>
        () =>
          middle.void,
    ),
  },
  {
    name: 'search-suffix',
    turns: 1,
    writes: true,
    pass: typing(({ numbers }) => numbers.map((number) => number.slice(-DIGITS))),
  },
  { name: 'search-customer', turns: 1, writes: true, pass: typing(({ names }) => names) },
  // As many customers begin like this as are looked at.
  { name: 'search-prefix', turns: 1, writes: true, pass: typing(() => [PREFIX]) },
  { name: 'search-number', turns: 1, writes: true, pass: typing(({ numbers }) => numbers) },
  {
    name: 'open',
    turns: 1,
    writes: false,
    pass: pressing('voucher.open', '"voucher.history"', ({ numbers }) => {
      const next = inTurn(numbers);
      return () => ({ id: next() });
    }),
  },
  {
    name: 'history',
    turns: 1,
    writes: false,
    pass: pressing('voucher.history', '"voucher.open"', ({ numbers }) => {
      const next = inTurn(numbers);
      return () => ({ id: next() });
    }),
  },
  {
    name: 'home',
    turns: 1,
    writes: false,
    pass: pressing('home.open', 'vouchers open', () => () => ({})),
  },
  // Each chart by itself.
  ...OVERVIEWS.map((of): GrowthCase => ({
    name: `overview-${of}`,
    turns: 1,
    writes: false,
    // Its claims have no amounts, of which nothing is drawn.
    pass: pressing('overview.open', of === 'money' ? '"claims.page"' : '"Chart.', () => () => ({ arg: of })),
  })),
  {
    name: 'reserve',
    turns: 2,
    writes: true,
    pass: stepping('reserve.open', 'reserve.done', { attested: ['G7', 'G8'], terms: true }, '"report.open"'),
    after: stepping('release.open', 'release.done', { reason: 'willNotHappen' }, '"reserve.open"'),
  },
];

/** Lists that are narrowed down: by each field, and by three together. */
const FILTERS: Readonly<Record<string, (side: Side) => ListFilter>> = {
  state: () => ({ states: ['assigned'] }),
  offering: () => ({ offering: 'DDPS' }),
  engagement: () => ({ engagements: [NARROWED.engagement] }),
  customer: () => ({ customers: [customerKey(customerName(1))] }),
  consultant: () => ({ consultants: [NARROWED.consultant] }),
  country: () => ({ country: NARROWED.country }),
  days: () => ({ due: 90 }),
  // One of those who press entered them all: everybody asks for that one's, as that one does for the own.
  mine: ({ programme }) => ({ person: programme.actor.id }),
  overdue: () => ({ due: 'overdue' }),
  // In a large tenant the first hundreds of that consultant are in another country.
  three: () => ({
    states: ['reserved', 'reported', 'redeemed'],
    consultants: [NARROWED.consultant],
    country: NARROWED.country,
  }),
};

const filterCases: readonly GrowthCase[] = Object.entries(FILTERS).map(([name, filter]) => ({
  name: `filter-${name}`,
  turns: 1,
  writes: false,
  pass: pressing('vouchers.page', '"voucher.open"', (side) => () => ({ id: filterRef(filter(side)) })),
}));

/** Which cases are measured, and in how many windows that count. */
const PARTS = {
  growth: { those: cases, windows: 7 },
  overview: { those: cases.filter(({ name }) => name.startsWith('overview')), windows: 9 },
  find: {
    those: [...cases.filter(({ name }) => /^(?:list|search)/.test(name)), ...filterCases],
    windows: 5,
  },
} as const satisfies Readonly<
  Record<string, { readonly those: readonly GrowthCase[]; readonly windows: number }>
>;
type Part = keyof typeof PARTS;

/** What one window cost: microseconds of both processes per turn, milliseconds of each turn. */
interface Cost {
  readonly bot: number;
  readonly engine: number;
  readonly times: readonly number[];
}

/**
 * What a turn costs in a tenant with a hundred thousand vouchers and a million events, as a multiple of what
 * it costs in one with a hundredth of that, where as much is due. Windows of the two take turns, the cases take turns between them, so
 * that whatever else the machine does meets all alike; medians judge. One JSON line per case.
 */
export async function growth(teams: BenchTeams, part: Part, showsWindows: boolean): Promise<void> {
  const sides: Side[] = [];
  const started: { close(): Promise<void> }[] = [];
  try {
    for (const customers of [SMALL, BIG]) sides.push(await begin(customers, teams, started));
    await compare(sides, teams, part, showsWindows);
  } finally {
    teams.clock = undefined;
    for (const one of started.toReversed()) await one.close();
  }
}

/** A tenant's store, filled, and its bot. */
async function begin(
  customers: number,
  teams: BenchTeams,
  started: { close(): Promise<void> }[],
): Promise<Side> {
  const programme = await Programme.start(people, ['mpnPartnerAdmin']);
  started.push(programme);
  await fill(programme, customers);
  const bot = await Child.start('test/bench/bot.ts', [], programme.env);
  started.push({ close: () => bot.stop() });
  const vouchers = Array.from({ length: customers * VOUCHERS_PER_CUSTOMER }, (_, at) => at);
  const assigned = vouchers.filter((at) => statusOf(at) === 'assigned');
  const seat: Seat = { port: bot.where, teams, person: first(people) };
  const isOpen = (at: number): boolean => statusOf(at) !== 'claimed' && statusOf(at) !== 'void';
  const isVoid = (at: number): boolean => statusOf(at) === 'void';
  return {
    customers,
    programme,
    bot,
    port: bot.where,
    numbers: spread(vouchers, WINDOW).map(voucherNumber),
    assigned: spread(assigned, WINDOW / 2).map(voucherNumber),
    names: spread([...vouchers.keys()].slice(0, customers), NAMES).map(customerName),
    middle: {
      open: await middlePage(seat, 'open', vouchers.filter(isOpen).length),
      void: await middlePage(seat, 'void', vouchers.filter(isVoid).length),
    },
  };
}

/** So many of them, evenly from the first on. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (count > list.length) throw new Error(`${list.length} are too few for ${count}`);
  return Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)] as T);
}

/** Turns the pages of a list of so many vouchers to the middle: what leads to the next one. */
async function middlePage(at: Seat, list: Turned, count: number): Promise<Json> {
  let data: Json = { id: list };
  for (let page = 0; page < count / PAGE_SIZE / 2; page += 1) {
    const { card } = await press(at, 'vouchers.page', data, '"vouchers.page"');
    const next = actionsOf(card).find((one) => one.verb === 'vouchers.page' && 'arg' in one.data);
    if (next === undefined) throw new Error(`the list ${list} has no page ${page + 2}`);
    ({ data } = next);
  }
  return data;
}

async function compare(
  sides: readonly Side[],
  teams: BenchTeams,
  part: Part,
  showsWindows: boolean,
): Promise<void> {
  if (part !== 'overview') for (const side of sides) await requireFound(side, teams);
  if (part === 'find') for (const side of sides) await requireNarrowed(side, teams);
  let now = Date.now();
  const { those, windows } = PARTS[part];
  const all = those.map((one) => ({
    one,
    tenants: sides.map((side) => {
      const pass = one.pass(side, teams);
      const after = one.after?.(side, teams);
      const window = async <T>(how: (side: Side, one: GrowthCase, pass: Pass) => Promise<T>): Promise<T> => {
        now += APART_MS;
        teams.clock = new Date(now).toISOString();
        const told = await how(side, one, pass);
        if (after === undefined) return told;
        await work(after, WINDOW, one.turns);
        // What it leaves to acknowledge is not the next window's.
        await sleep(SETTLE_MS);
        return told;
      };
      return { side, costs: [] as Cost[], window };
    }),
  }));
  for (let at = 0; at < WARM_UP + windows; at += 1) {
    for (const { tenants } of all) {
      for (const { window, costs } of at % 2 === 0 ? tenants : tenants.toReversed()) {
        const cost = await window(measure);
        if (at >= WARM_UP) costs.push(cost);
      }
    }
  }
  for (const { one, tenants } of all) {
    const told: Measured[] = [];
    for (const { side, costs, window } of tenants) {
      told.push({ side, costs, traffic: await window(traffic) });
    }
    const [small, big] = told;
    if (small === undefined || big === undefined) throw new Error('two tenants are compared');
    process.stdout.write(`${JSON.stringify(line(one, small, big))}\n`);
    if (!showsWindows) continue;
    for (const { side, costs } of told) {
      const list = (of: 'bot' | 'engine'): string => costs.map((cost) => Math.round(cost[of])).join(' ');
      const who = `growth-${one.name} ${side.customers * VOUCHERS_PER_CUSTOMER}`;
      process.stderr.write(`${who}: bot ${list('bot')}; engine ${list('engine')}\n`);
    }
  }
}

/** Throws unless what is typed finds what it should: a search that finds nothing costs something else. */
async function requireFound(side: Side, teams: BenchTeams): Promise<void> {
  const person = first(people);
  const number = first(side.numbers);
  const name = first(side.names);
  for (const { typed, count } of [
    { typed: number, count: 1 },
    { typed: number.slice(-DIGITS), count: 1 },
    { typed: name, count: VOUCHERS_PER_CUSTOMER },
    { typed: PREFIX, count: VOUCHERS_PER_CUSTOMER },
  ]) {
    const heard = await teams.hear(side.port, person, typed);
    const found = new Set(heard.match(/SYN-VOUCHER-\d+/g)).size;
    if (found !== count) throw new Error(`${typed} finds ${found}, not ${count}: ${heard.slice(0, 400)}`);
  }
}

/** Throws unless every narrowed list has a page that is full: a shorter one costs less. */
async function requireNarrowed(side: Side, teams: BenchTeams): Promise<void> {
  for (const [name, filter] of Object.entries(FILTERS)) {
    const id = filterRef(filter(side));
    const seat: Seat = { port: side.port, teams, person: first(people) };
    const { card } = await press(seat, 'vouchers.page', { id }, '');
    const rows = actionsOf(card).filter(({ verb }) => verb === 'voucher.open').length;
    if (rows !== PAGE_SIZE)
      throw new Error(`${name} shows ${rows} of ${PAGE_SIZE}, with ${side.customers} customers`);
  }
}

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('there is nothing');
  return one;
}

async function measure({ bot, programme }: Side, one: GrowthCase, pass: Pass): Promise<Cost> {
  const [botBefore, engineBefore] = [await bot.cpu(), await programme.engine.cpu()];
  const times = await work(pass, WINDOW, one.turns);
  if (one.writes) await sleep(SETTLE_MS);
  const [botAfter, engineAfter] = [await bot.cpu(), await programme.engine.cpu()];
  return {
    bot: (botAfter - botBefore) / times.length,
    engine: (engineAfter - engineBefore) / times.length,
    times,
  };
}

/** Requests to the store and their nominal units, per turn: of a window that is not measured otherwise. */
async function traffic({ bot, programme }: Side, one: GrowthCase, pass: Pass): Promise<Traffic> {
  await bot.ask('count');
  const turns = (await work(pass, WINDOW, one.turns)).length;
  if (one.writes) await sleep(SETTLE_MS);
  const counted = await bot.ask<ReadonlyMap<string, Traffic>>('counted');
  const { requests, units } = counted.get(programme.host) ?? { requests: 0, units: 0 };
  return { requests: requests / turns, units: units / turns };
}

interface Measured {
  readonly side: Side;
  readonly costs: readonly Cost[];
  readonly traffic: Traffic;
}

function line(one: GrowthCase, small: Measured, big: Measured): object {
  const ratioOf = (of: 'bot' | 'engine'): number =>
    median(small.costs.map((cost, at) => (big.costs[at]?.[of] ?? Number.NaN) / cost[of]));
  const ratios = {
    botCpu: ratioOf('bot'),
    engineCpu: ratioOf('engine'),
    storeRequests: big.traffic.requests / small.traffic.requests,
    requestUnits: big.traffic.units / small.traffic.units,
  };
  const told = ({ side, costs, traffic: { requests, units } }: Measured): object => ({
    vouchers: side.customers * VOUCHERS_PER_CUSTOMER,
    events: side.customers * VOUCHERS_PER_CUSTOMER * EVENTS,
    botCpuMs: round(median(costs.map(({ bot }) => bot)) / 1000, 3),
    engineCpuMs: round(median(costs.map(({ engine }) => engine)) / 1000, 3),
    p50Ms: round(
      quantile(
        costs.flatMap(({ times }) => times),
        0.5,
      ),
    ),
    storeRequests: round(requests),
    requestUnits: round(units),
  });
  return {
    case: `growth-${one.name}`,
    ...Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, round(ratio)])),
    limit: LIMIT,
    ok: Object.values(ratios).every((ratio) => ratio <= LIMIT),
    small: told(small),
    big: told(big),
  };
}
