import { CosmosDbPartitionedStorage } from 'botbuilder-azure';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { systemClock } from '../../bot/clock.ts';
import type { LocalPerson } from '../../bot/local/people.ts';
import type { Json } from '../../bot/local/wire.ts';
import { allowTenant } from '../../bot/tenant/allowance.ts';
import { addDays, dayAt } from '../../domain/day.ts';
import { ORDINARY } from '../domain/mail/hostile.ts';
import { Child } from './child.ts';
import { assign, deskOf, letIn, Programme, setUpCompany, TIME_ZONE } from './programme.ts';
import { benchPerson, type BenchTeams } from './teams.ts';
import { atOnce } from './windows.ts';
import { usualKey, USUAL_DATABASE, type UsualVoucher } from './usual/places.ts';

/** How many companies there are, and what is in each. */
interface Extent {
  readonly companies: number;
  /** Companies beside them, of which nothing is measured. */
  readonly heaters: number;
  /** Of each, people who press. */
  readonly pressers: number;
  /** Of each presser. */
  readonly vouchers: number;
}

/** Where somebody presses, and what they have in front of them. */
export interface Seat {
  readonly teams: BenchTeams;
  readonly port: string;
  readonly person: LocalPerson;
  /** Vouchers that nobody has touched yet; the last is the next. */
  readonly numbers: string[];
  /** The card that was answered last, and where it stands. */
  held?: { readonly activityId: string; readonly card: Json };
}

/** A bot with its store, each in a process of its own, and those who use it. */
export interface Side {
  readonly name: string;
  readonly bot: Child;
  readonly store: Child;
  readonly seats: readonly Seat[];
  /** Those of companies of which nothing is measured. */
  readonly heaters: readonly Seat[];
  /** Two minutes in which nobody does anything. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** Two vouchers of each customer: all of a customer are looked through for each that is reserved. */
const customersOf =
  (presser: number) =>
  (nth: number): string =>
    `Customer ${1_000 * presser + Math.floor(nth / 2)} (synthetic)`;
const HOUR_MS = 3_600_000;
const KEY = Buffer.from('a key for the benchmark only').toString('base64');

function presserOf(company: number, nth: number): LocalPerson {
  return benchPerson(100_000 + 1_000 * company + nth);
}

/**
 * The bot as every tenant has it, in the middle of a working day: each company has people who press, and two admins to whom
 * the bot can write. `tells`: what happens is told to both of them, and the one has the card of each voucher in the
 * own chat, where it is kept true. Where it does not, nobody is told anything and nobody has a card. `env`: more of the
 * bot's environment.
 */
export async function companies(
  teams: BenchTeams,
  extent: Extent,
  { tells, env = {} }: { readonly tells: boolean; readonly env?: Readonly<Record<string, string>> },
): Promise<Side> {
  const all = Array.from({ length: extent.companies + extent.heaters }, (_, company) => {
    const tenantId = `0badcafe-0000-4000-8000-${String(company).padStart(12, '0')}`;
    const of = (nth: number): LocalPerson => ({ ...presserOf(company, nth), tenantId });
    return {
      tenantId,
      admins: [of(900), of(901)] as const,
      pressers: Array.from({ length: extent.pressers }, (_nobody, nth) => of(nth)),
    };
  });
  const [first] = all;
  if (first === undefined) throw new Error('there is no company');
  const programme = await Programme.start(first.admins, ['mpnPartnerAdmin']);
  const { store } = programme;
  const desk = deskOf(store, systemClock);
  let bot: Child | undefined;
  const close = async (): Promise<void> => {
    await bot?.stop();
    await programme.close();
  };
  try {
    const numbers = new Map<LocalPerson, string[]>();
    await atOnce(all, async ({ tenantId, admins, pressers }) => {
      const actor =
        tenantId === first.tenantId ? programme.actor : await setUpCompany(desk, admins, ['mpnPartnerAdmin']);
      await letIn(desk, actor, pressers);
      for (const [nth, presser] of pressers.entries())
        numbers.set(presser, [...(await assign(desk, actor, extent.vouchers, customersOf(nth)))]);
      await allowTenant(store, { tenantId, adminObjectId: admins[0].aadObjectId }, systemClock.now());
    });
    bot = await Child.start('test/bench/bot.ts', [], {
      ...programme.env,
      AHEAD_MS: String(untilTuesdayMorning()),
      NOTIFY_PER_SECOND: tells ? '10' : '0',
      // Companies that in life do something at different moments do it at the same.
      NOTIFY_PER_SECOND_IN_ALL: tells ? '999' : '0',
      // The store's tenants are let in, and what looks after what is left does not look meanwhile.
      WAKE_MS: String(HOUR_MS),
      ...env,
    });
    const port = bot.where;
    // What is trained once is no command's.
    for (const text of [ORDINARY, 'vouchers of Customer 1']) await teams.say(port, first.admins[1], text);
    await atOnce(all, async ({ admins, pressers }) => {
      for (const person of [...admins, ...pressers]) await teams.ask(port, person, 'home');
    });
    const everybody = all.flatMap(({ pressers }) =>
      pressers.map((person): Seat => ({ teams, port, person, numbers: numbers.get(person) ?? [] })),
    );
    if (tells)
      await atOnce(all, async ({ admins: [admin], pressers }) => {
        for (const id of pressers.flatMap((person) => numbers.get(person) ?? []))
          await teams.press(port, admin, { activityId: teams.nextId(), verb: 'voucher.open', data: { id } });
      });
    const rested = bot;
    const rest = async (): Promise<void> => void (await rested.ask('rested'));
    return {
      name: tells ? 'on' : 'off',
      bot,
      store: programme.engine,
      ...apart(everybody, extent),
      rest,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The bot that is written in the usual way, with as many people and vouchers; see the README beside it. */
export async function usualSide(teams: BenchTeams, extent: Extent, perTurn: boolean): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-usual-'));
  const containerId = basename(folder);
  const place = { USUAL_CONTAINER: containerId };
  const file = join(folder, 'account.sqlite');
  const store = await Child.start('test/bench/usual/account.ts', [`--file=${file}`], place);
  let bot: Child | undefined;
  const close = async (): Promise<void> => {
    await bot?.stop();
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const storage = new CosmosDbPartitionedStorage({
      cosmosDbEndpoint: store.where,
      authKey: KEY,
      databaseId: USUAL_DATABASE,
      containerId,
      compatibilityMode: false,
    });
    const env = { COSMOS_ENDPOINT: store.where, COSMOS_KEY: KEY, ...place };
    bot = await Child.start(
      'test/bench/usual/bot.ts',
      [],
      perTurn ? { ...env, TEMPLATE_PER_TURN: 'yes' } : env,
    );
    const port = bot.where;
    const assignedOn = dayAt(systemClock.now(), TIME_ZONE);
    const people = (extent.companies + extent.heaters) * extent.pressers;
    const everybody = Array.from({ length: people }, (_, at): Seat => {
      const numbers = Array.from({ length: extent.vouchers }, (_nobody, nth) => `SYN-${at}-${nth}`);
      return { teams, port, person: presserOf(at, 0), numbers };
    });
    await atOnce(everybody, async ({ numbers }) => {
      const vouchers = numbers.map((number, nth): [string, UsualVoucher] => [
        usualKey(number),
        {
          number,
          customer: customersOf(0)(nth),
          engagement: 'Windows and Office Deployment Planning',
          days: 5,
          assignedOn,
          expires: addDays(assignedOn, 180),
          status: 'assigned',
          version: 1,
        },
      ]);
      await storage.write(Object.fromEntries(vouchers));
    });
    // It keeps nothing from one turn to the next.
    const rest = (): Promise<void> => Promise.resolve();
    return {
      name: perTurn ? 'usual, template per turn' : 'usual',
      bot,
      store,
      ...apart(everybody, extent),
      rest,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function apart(
  everybody: readonly Seat[],
  { companies: count, pressers }: Extent,
): Pick<Side, 'seats' | 'heaters'> {
  return { seats: everybody.slice(0, count * pressers), heaters: everybody.slice(count * pressers) };
}

/** Milliseconds from now until nine o'clock (UTC) of the next Tuesday: who is told anything is told it then, at once. */
function untilTuesdayMorning(): number {
  const now = systemClock.now();
  const morning = new Date(now);
  morning.setUTCDate(morning.getUTCDate() + ((9 - morning.getUTCDay()) % 7 || 7));
  morning.setUTCHours(9, 0, 0, 0);
  return morning.getTime() - now;
}
