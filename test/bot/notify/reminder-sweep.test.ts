import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Replica, toldBy, toldByReadingAll } from './sweeping.ts';
import { personOf } from './given.ts';
import { dayAt, addDays, type Day } from '../../../domain/day.ts';
import type { CompanyCommand } from '../../../domain/company/model.ts';
import type { VoucherCommand } from '../../../domain/voucher/model.ts';
import { remindOn } from '../../../domain/notices/remind-on.ts';
import { edition } from '../../../domain/programme/editions.ts';
import type { AnyDocument, LeaseDocument, SweepDocument } from '../../../domain/store/documents.ts';
import type { Write } from '../../../domain/store/ports.ts';
import { dueOfVoucher, untilOfVoucher } from '../../../domain/urgency.ts';
import { factsOf, Random, reportOf, reservationOf, TENANT, World } from '../../domain/given.ts';

const DAY_MS = 86_400_000;
const ZONE = 'Europe/Warsaw';

class Sweeping {
  readonly world: World;
  #replicas = 0;

  private constructor(world: World) {
    this.world = world;
  }

  static async begun(admins = 2): Promise<Sweeping> {
    const sweeping = new Sweeping(await World.begun());
    const people = Array.from({ length: admins }, (_, n) =>
      personOf(`admin-${n}`, { permission: 'admin' as const }),
    );
    await sweeping.put([
      ...people,
      personOf('anna-at-work', { permission: 'consultant', consultantId: 'anna' }),
      personOf('reader', { permission: 'reader' }),
    ]);
    return sweeping;
  }

  async put(docs: readonly AnyDocument[]): Promise<void> {
    await this.commit(docs.map((doc) => ({ op: 'put', doc })));
  }

  async commit(writes: readonly Write[]): Promise<void> {
    for (let at = 0; at < writes.length; at += 100)
      await this.world.store.commit(TENANT, writes.slice(at, at + 100));
  }

  replica(lastsMs?: number, tells = true, serves = (): boolean => true): Replica {
    this.#replicas += 1;
    const clock = { now: () => this.world.now };
    return new Replica(this.world.store, clock, `replica-${this.#replicas}`, { lastsMs, tells, serves });
  }

  get docs(): readonly AnyDocument[] {
    return this.world.store.all(TENANT);
  }

  get today(): Day {
    return dayAt(this.world.now, ZONE);
  }

  get sweptOn(): Day | undefined {
    return (this.docs.find(({ kind }) => kind === 'lease') as LeaseDocument | undefined)?.sweptOn;
  }

  get progress(): SweepDocument | undefined {
    return this.docs.find((doc): doc is SweepDocument => doc.kind === 'sweep');
  }

  /** What the sweep of today has to tell. */
  get expected() {
    return toldByReadingAll(this.docs, this.sweptOn, this.world.now);
  }

  /** How many notices there are in all, with those that are only counted. */
  get counted(): number {
    return this.docs.reduce(
      (sum, doc) => sum + (doc.kind === 'notice' ? doc.notices.length + (doc.more ?? 0) : 0),
      0,
    );
  }

  /** What is told; it is gone then, as if it had been sent. */
  async told() {
    const told = toldBy(this.docs);
    await this.commit(
      this.docs.filter(({ kind }) => kind === 'notice').map(({ id }) => ({ op: 'delete', id })),
    );
    return told;
  }

  /** As an earlier version of the bot left its documents. */
  async former(): Promise<void> {
    await this.commit([
      ...this.docs.flatMap((doc): Write[] => {
        if (!('remindOn' in doc)) return [];
        const { remindOn: _remindOn, ...rest } = doc;
        return [{ op: 'put', doc: rest }];
      }),
      ...this.docs.filter(({ kind }) => kind === 'sweep').map(({ id }): Write => ({ op: 'delete', id })),
    ]);
  }

  async vouchers(count: number, over: Parameters<typeof factsOf>[0] = {}): Promise<void> {
    const found = this.docs.find(({ kind }) => kind === 'voucher');
    if (found?.kind !== 'voucher') throw new Error('record one first');
    const { remindOn: _remindOn, ...template } = found;
    const docs = Array.from({ length: count }, (_, n) => {
      const number = `MANY-${n}`;
      const state = { ...template.state, facts: { ...template.state.facts, number, ...over } };
      return { ...template, id: `voucher:${number}`, state, suffix: number.slice(-4) };
    });
    await this.put(docs);
  }
}

/** A company at work for some weeks: what happens on a day is by chance. */
class Weeks {
  readonly sweeping: Sweeping;
  readonly random: Random;
  #vouchers = 0;
  #claims = 0;

  constructor(sweeping: Sweeping, random: Random) {
    this.sweeping = sweeping;
    this.random = random;
  }

  async work(replica: Replica): Promise<void> {
    const { world, today } = this.sweeping;
    const back = (limit: number): Day => addDays(today, -this.random.below(limit));
    const number = `SYN-${1 + this.random.below(Math.max(1, this.#vouchers))}`;
    const order = (id: string, command: VoucherCommand) =>
      world.order(id, command, { texts: { reason: 'synthetic' } }, replica.desk);
    const company = (command: CompanyCommand) =>
      world.run(
        (unit) => replica.desk.orderCompany(unit, world.admin, { commandId: world.id(), command }),
        replica.desk,
      );
    const choices: readonly (() => Promise<unknown>)[] = [
      () => {
        this.#vouchers += 1;
        const id = `SYN-${this.#vouchers}`;
        const printedExpiry = this.random.below(3) === 0 ? addDays(today, this.random.below(70)) : undefined;
        const facts = factsOf({
          number: id,
          assignedOn: back(200),
          customerId: `customer-${id}`,
          printedExpiry,
        });
        return order(id, { type: 'record', facts, stage: { status: 'assigned' } });
      },
      () => {
        const start = addDays(today, this.random.below(20) - 10);
        const reservation = reservationOf({ on: back(10), start, end: addDays(start, 4) });
        return order(number, { type: 'reserve', reservation, termsAccepted: true });
      },
      () => order(number, { type: 'report', report: reportOf({ on: back(3), handedOverOn: back(5) }) }),
      () => order(number, { type: 'redeem', redemption: { on: back(50) } }),
      () => order(number, { type: 'release', on: today, reason: 'offerChanged' }),
      () => order(number, { type: 'lose', on: today }),
      () => order(number, { type: 'comeBack', on: today }),
      () => order(number, { type: 'undo' }),
      () => {
        this.#claims += 1;
        const of = { commandId: world.id(), id: `claim-${this.#claims}`, voucherIds: [number] };
        return world.run((unit) => replica.desk.draftClaim(unit, world.admin, of), replica.desk);
      },
      () => {
        const id = `claim-${1 + this.random.below(Math.max(1, this.#claims))}`;
        const of = { commandId: world.id(), id, command: { type: 'discard' } as const };
        return world.run((unit) => replica.desk.orderClaim(unit, world.admin, of), replica.desk);
      },
      () =>
        company({
          type: 'changeDetails',
          timeZone: ZONE,
          reportingBuffer: this.random.below(12),
          membershipEnd: addDays(today, this.random.below(80)),
        }),
      () => company({ type: 'changeEdition', edition: this.random.pick(['2019', '2020', '2021'] as const) }),
      () => company({ type: 'enrol', offering: 'DDPS', on: back(400), by: 'admin' }),
    ];
    // A world in which a record is as likely as everything else has no histories.
    await this.random.pick([...choices, ...choices.slice(0, 4), ...choices.slice(0, 2)])();
  }
}

describe('a sweep by the day that each document names', () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'tells what reading everything tells, in history %i: cut off anywhere, at any replica, after days without one',
    async (seed) => {
      const sweeping = await Sweeping.begun();
      const { world } = sweeping;
      const random = new Random(seed);
      const weeks = new Weeks(sweeping, random);
      let replicas = [sweeping.replica(), sweeping.replica()];
      for (let days = 0; days < 30; days += 1) {
        for (let turns = random.below(6); turns > 0; turns -= 1) await weeks.work(random.pick(replicas));
        world.now += DAY_MS * (1 + (random.below(4) === 0 ? random.below(9) : 0));
        for (let turns = random.below(3); turns > 0; turns -= 1) await weeks.work(random.pick(replicas));
        if (random.below(8) === 0) await sweeping.former();
        const { expected } = sweeping;
        while (sweeping.sweptOn !== sweeping.today) {
          const replica = random.pick(replicas);
          replica.sweep.start([], true);
          if (random.below(2) === 0) replica.store.left = random.below(14);
          await replica.sweep.look(TENANT);
          if (replica.store.left < 0) {
            // It was killed: another one begins, and what it held runs out.
            replicas = [...replicas.filter((one) => one !== replica), sweeping.replica()];
            world.now += 61_000;
          }
        }
        expect([seed, days, await sweeping.told()]).toEqual([seed, days, expected]);
      }
      for (const { sweep } of replicas) await sweep.close();
      // What is never too late: of everything that is open, the day is the first one that was not made.
      const company = sweeping.docs.find((doc) => doc.kind === 'company');
      if (company?.kind !== 'company') throw new Error('no company');
      const clocks = { company: company.state, edition: edition(company.state.edition) };
      for (const doc of sweeping.docs) {
        if (doc.kind !== 'voucher' && doc.kind !== 'claim') continue;
        if (doc.remindOn !== undefined)
          expect(doc.remindOn <= remindOn(doc, clocks, sweeping.sweptOn)).toBe(true);
      }
    },
    60_000,
  );
});

/** A tenant of so many vouchers that one day's sweep takes many steps, each of which takes a while. */
async function large(count: number): Promise<Sweeping> {
  const sweeping = await Sweeping.begun();
  const { world } = sweeping;
  await world.voucher('SYN-1');
  const first = sweeping.replica();
  first.sweep.start([], true);
  await first.sweep.look(TENANT);
  await first.sweep.close();
  await first.leases.close();
  await sweeping.told();
  await sweeping.vouchers(count, { printedExpiry: addDays(sweeping.today, 1) });
  world.now += DAY_MS;
  return sweeping;
}

describe('two replicas and a large tenant', () => {
  test('neither steals the lease of the one that is at work, and each reminder comes once', async () => {
    const sweeping = await large(300);
    const { expected, world } = sweeping;
    const began = Date.now();
    const start = world.now;
    const timer = setInterval(() => (world.now = start + (Date.now() - began)), 5);
    // One store for both, in which each step takes longer than a third of the lease.
    world.store.before = (call) => (call === 'ready' ? undefined : sleep(30));
    const replicas = [sweeping.replica(150), sweeping.replica(150)];
    while (sweeping.sweptOn !== sweeping.today) {
      await Promise.all(replicas.map(({ sweep }) => sweep.look(TENANT)));
      expect(Date.now() - began).toBeLessThan(30_000);
    }
    clearInterval(timer);
    world.store.before = undefined;
    expect(sweeping.counted).toBe(countOf(expected));
    for (const { sweep } of replicas) await sweep.close();
  }, 60_000);

  test('goes on where one that was killed was, and does nothing again', async () => {
    const sweeping = await large(300);
    const { world } = sweeping;
    const { expected } = sweeping;
    let commits = 0;
    for (let lives = 0; sweeping.sweptOn !== sweeping.today; lives += 1) {
      expect(lives).toBeLessThan(20);
      const replica = sweeping.replica();
      replica.store.left = 28;
      const before = world.store.written;
      await replica.sweep.look(TENANT);
      commits += world.store.written - before;
      world.now += 61_000;
    }
    // 301 documents in steps of 40, and then told; beside that a lease for each life, of which there were several.
    expect([commits >= 12, commits < 25]).toEqual([true, true]);
    expect(sweeping.counted).toBe(countOf(expected));
  });

  test('ends where the tenant is allowed no more, and goes on where it was once it is again', async () => {
    const sweeping = await large(300);
    const { world, expected } = sweeping;
    let isAllowed = true;
    const before = world.store.written;
    const replica = sweeping.replica(undefined, true, () => isAllowed);
    world.store.before = (call) => {
      if (call === 'commit' && world.store.written >= before + 4) isAllowed = false;
    };
    await replica.sweep.look(TENANT);
    world.store.before = undefined;
    // The batch that was under way is whole, and none came after it.
    const { written } = world.store;
    expect(written - before).toBe(5);
    expect(sweeping.sweptOn).not.toBe(sweeping.today);
    for (const one of [replica, sweeping.replica(undefined, true, () => isAllowed)])
      expect(await one.sweep.look(TENANT)).toBe(Infinity);
    expect(world.store.written).toBe(written);
    isAllowed = true;
    world.now += 61_000;
    await sweeping.replica().sweep.look(TENANT);
    expect(sweeping.sweptOn).toBe(sweeping.today);
    expect(sweeping.counted).toBe(countOf(expected));
  });

  test('reads what is due, not what there is', async () => {
    const sweeping = await large(300);
    const { world } = sweeping;
    const replica = sweeping.replica();
    await replica.sweep.look(TENANT);
    expect(sweeping.sweptOn).toBe(sweeping.today);
    for (let days = 0; days < 12; days += 1) {
      world.now += DAY_MS;
      await sweeping.told();
      const before = { ...world.store.calls };
      await replica.sweep.look(TENANT);
      expect(sweeping.sweptOn).toBe(sweeping.today);
      const { read, query, commit } = world.store.calls;
      // By then all of them have run out.
      if (days > 9)
        expect([query - before.query, read - before.read, commit - before.commit]).toEqual([2, 5, 2]);
    }
  });
});

test.each([
  ['is told', true],
  ['is told nothing', false],
])(
  'what an earlier version wrote gets the days that lists go by, where everybody %s',
  async (_who, tells) => {
    const sweeping = await large(50);
    // Neither on these nor on that one is anything due today.
    await sweeping.vouchers(50, { printedExpiry: addDays(sweeping.today, 100) });
    const stored = () => sweeping.docs.filter((doc) => doc.kind === 'voucher');
    await sweeping.put(stored().map(({ until: _until, ...doc }) => ({ ...doc, due: '2030-01-01' as Day })));
    await sweeping.former();
    const due = sweeping.expected;
    const { sweep, leases } = sweeping.replica(undefined, tells);
    const again = await sweep.look(TENANT);
    // On another day it looks again, and until then nothing is left to do.
    expect(again).toBeGreaterThan(sweeping.world.now);
    const company = sweeping.docs.find((doc) => doc.kind === 'company');
    if (company?.kind !== 'company') throw new Error('no company');
    const clocks = { company: company.state, edition: edition(company.state.edition) };
    expect(stored()).toHaveLength(51);
    for (const { state, due: by, until } of stored())
      expect([by, until]).toEqual([dueOfVoucher(state, clocks), untilOfVoucher(state, clocks.edition)]);
    expect(await sweeping.told()).toEqual(tells ? due : {});
    // What nobody was told is told by the next process, when they are.
    await leases.close();
    await sweeping.replica().sweep.look(TENANT);
    expect(await sweeping.told()).toEqual(tells ? {} : due);
  },
);

describe('more than one message holds', () => {
  test('the most urgent are kept, the others counted: none is lost', async () => {
    const sweeping = await large(300);
    const admin = 'admin-0';
    const all = sweeping.expected[admin]?.length ?? 0;
    expect(all).toBeGreaterThan(250);
    await sweeping.replica().sweep.look(TENANT);
    const row = sweeping.docs.find((doc) => doc.kind === 'notice' && doc.to === admin);
    if (row?.kind !== 'notice') throw new Error('no row');
    expect([row.notices.length, row.more]).toEqual([100, all - 100]);
    expect(row.notices.every(({ code }) => code === 'expiry.near')).toBe(true);
  });
});

function countOf(told: Readonly<Record<string, readonly string[]>>): number {
  return Object.values(told).reduce((sum, { length }) => sum + length, 0);
}
