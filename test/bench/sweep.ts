import { randomUUID } from 'node:crypto';
import { addDays, beginningOf, dayAt, type Day } from '../../domain/day.ts';
import type { Clocks } from '../../domain/notices/reminders.ts';
import { remindOn } from '../../domain/notices/remind-on.ts';
import { edition } from '../../domain/programme/editions.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { COMPANY_ID, voucherId } from '../../domain/store/ids.ts';
import { MAX_BATCH } from '../../domain/store/ports.ts';
import { Replica } from '../bot/notify/sweeping.ts';
import { systemClock } from '../../bot/clock.ts';
import { commit, deskOf, Programme, TIME_ZONE } from './programme.ts';
import { benchPerson } from './teams.ts';
import { median, round } from './windows.ts';

/** Open vouchers of the tenants that are compared. */
const SMALL = 1_000;
const BIG = 100_000;
/** The most that the big tenant's sweep may cost, as a multiple of the small one's. */
const LIMIT = 2;
/** Vouchers of each tenant that remind on each of so many days, the first of which does not count. */
const DUE = 100;
const DAYS = 8;

/** What the sweep of one day took. */
interface Swept {
  /** Microseconds of the processor, here and in the store's process. */
  readonly cpu: number;
  readonly engine: number;
  readonly requests: number;
}

/**
 * The day's sweep of reminders in a tenant with a hundred thousand open vouchers, as a multiple of what it takes in one with a
 * thousand, where on each day as many of them remind of something. The first sweep makes every voucher's next day and is
 * told by itself (`first`). One JSON line.
 */
export async function sweep(): Promise<void> {
  const sides: (readonly Swept[])[] = [];
  const firsts: Swept[] = [];
  for (const size of [SMALL, BIG]) {
    const { first, days } = await sweptDays(size);
    sides.push(days);
    firsts.push(first);
  }
  const ratios = (what: (swept: Swept) => number): number => {
    const [small = [], big = []] = sides;
    return round(median(big.map(what)) / median(small.map(what)));
  };
  const cpu = ratios((one) => one.cpu);
  const line = {
    case: 'sweep',
    vouchers: [SMALL, BIG],
    due: DUE,
    cpu,
    limit: LIMIT,
    ok: cpu <= LIMIT,
    engineCpu: ratios(({ engine }) => engine),
    storeRequests: sides.map((days) => round(median(days.map(({ requests }) => requests)))),
    cpuMs: sides.map((days) => round(median(days.map((one) => one.cpu)) / 1000)),
    first: firsts.map(({ requests, cpu: of }) => ({ requests, cpuMs: Math.round(of / 1000) })),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function sweptDays(size: number): Promise<{ readonly first: Swept; readonly days: readonly Swept[] }> {
  const programme = await Programme.start([benchPerson(0)], ['mpnPartnerAdmin']);
  try {
    const today = dayAt(systemClock.now(), TIME_ZONE);
    const days = Array.from({ length: DAYS }, (_, at) => addDays(today, at + 1));
    await fill(programme, size, days);
    const clock = { day: today, now: (): number => beginningOf(clock.day, TIME_ZONE) + 9 * 3_600_000 };
    const replica = new Replica(programme.store, clock, randomUUID());
    const { tenantId } = programme.actor;
    const swept = async (day: Day): Promise<Swept> => {
      clock.day = day;
      const [engine, { requests }] = [await programme.engine.cpu(), await served(programme)];
      const before = process.cpuUsage();
      const next = await replica.sweep.look(tenantId);
      const { user, system } = process.cpuUsage(before);
      if (next <= clock.now()) throw new Error(`the sweep of ${day} is not over`);
      return {
        cpu: user + system,
        engine: (await programme.engine.cpu()) - engine,
        requests: (await served(programme)).requests - requests,
      };
    };
    replica.sweep.start([], true);
    const first = await swept(today);
    const all: Swept[] = [];
    for (const day of days) all.push(await swept(day));
    await replica.sweep.close();
    return { first, days: all.slice(1) };
  } finally {
    await programme.close();
  }
}

const served = ({ engine }: Programme): Promise<{ readonly requests: number }> => engine.ask('served');

/** So many vouchers, of which as many remind on each of the days, and the others after all of them. */
async function fill({ store, actor }: Programme, size: number, days: readonly Day[]): Promise<void> {
  const { tenantId } = actor;
  const company = (await store.read(tenantId, 'company', COMPANY_ID))?.doc;
  if (company === undefined) throw new Error('there is no company');
  const clocks: Clocks = { company: company.state, edition: edition(company.state.edition) };
  const today = dayAt(systemClock.now(), TIME_ZONE);
  const made = await recorded(store, actor, today);
  const remindingOn = (doc: VoucherDocument): Day => remindOn(doc, clocks, today);
  const last = days.at(-1) ?? today;
  const patterns = days.map((day) => made.find((doc) => remindingOn(doc) === day));
  const later = made.find((doc) => remindingOn(doc) > last);
  if (later === undefined) throw new Error('every voucher reminds of something within days');
  let docs: VoucherDocument[] = [];
  const flush = async (): Promise<void> => {
    const written = await store.commit(
      tenantId,
      docs.map((doc) => ({ op: 'create', doc })),
    );
    if (written.outcome !== 'committed') throw new Error('a voucher was there');
    docs = [];
  };
  for (let nth = 0; nth < size; nth += 1) {
    const day = Math.floor(nth / DUE);
    const pattern = day < days.length ? patterns[day] : later;
    if (pattern === undefined) throw new Error(`no voucher reminds of anything on ${days[day]}`);
    docs.push(copyOf(pattern, `SYN-${1_000_000 + nth}`));
    if (docs.length === MAX_BATCH) await flush();
  }
  if (docs.length > 0) await flush();
}

/** Vouchers as the desk records them, assigned on each day of the last half year. */
async function recorded(
  store: Programme['store'],
  actor: Programme['actor'],
  today: Day,
): Promise<readonly VoucherDocument[]> {
  const desk = deskOf(store, systemClock);
  const made: VoucherDocument[] = [];
  for (let ago = 0; ago < 180; ago += 1)
    await commit(desk, actor, async (unit) => {
      const number = `SYN-PATTERN-${ago}`;
      const assignedOn = addDays(today, -ago);
      const outcome = await desk.orderVoucher(unit, actor, {
        id: number,
        commandId: randomUUID(),
        customer: { name: 'Customer (synthetic)' },
        texts: { customer: 'Customer (synthetic)', number },
        command: {
          type: 'record',
          facts: { number, engagement: 'windows-office', serviceLevel: 5, assignedOn, adminKnown: false },
          stage: { status: 'assigned' },
        },
      });
      if (!outcome.done) throw new Error(`${number} was refused`);
      made.push(reserved(outcome.doc));
    });
  return made;
}

/** Reserved, and nobody knows for which days: it reminds of its own last day alone. */
function reserved(doc: VoucherDocument): VoucherDocument {
  const stage: VoucherDocument['state']['stage'] = {
    status: 'reserved',
    reservation: { consultantId: 'one', attested: [] },
  };
  return { ...doc, status: 'reserved', consultantId: 'one', state: { ...doc.state, stage } };
}

function copyOf(doc: VoucherDocument, number: string): VoucherDocument {
  const { state } = doc;
  const facts = { ...state.facts, number };
  return { ...doc, id: voucherId(number), state: { ...state, facts }, plain: number.replace('-', '') };
}
