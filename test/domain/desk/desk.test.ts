import { describe, expect, test } from '@jest/globals';
import { OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import type { CompanyCommand } from '../../../domain/company/model.ts';
import { addDays } from '../../../domain/day.ts';
import type { ClaimOrder } from '../../../domain/desk/desk.ts';
import type { Outcome } from '../../../domain/desk/execute.ts';
import { COMPANY_ID } from '../../../domain/store/ids.ts';
import { TALLIED } from '../../../domain/store/documents.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { VOUCHER_COMMANDS, type VoucherCommand } from '../../../domain/voucher/model.ts';
import {
  factsOf,
  Random,
  redeem,
  redeemedOn,
  report,
  reportedOn,
  reservationOf,
  reserve,
  reservedOn,
  startsOn,
  TENANT,
  today,
  World,
} from '../given.ts';
import {
  claim,
  documents,
  draft,
  eventsOf,
  expectConsistent,
  one,
  record,
  register,
  stored,
  tallyOf,
  three,
  two,
  why,
  worldWith,
} from './given.ts';

describe('a voucher through the desk', () => {
  test('goes from the mail to the payment, and its history keeps every step with its day and author', async () => {
    const world = await worldWith(reserve, report, redeem);
    expect(await register(world)).toMatchObject({ done: true });
    expect(await draft(world, 'k', one)).toMatchObject({ done: true });
    for (const command of [
      { type: 'submit', on: today, referenceGiven: true },
      { type: 'approve', on: today },
      { type: 'pay', on: today },
    ] as const) {
      expect(await claim(world, 'k', command)).toMatchObject({ done: true });
    }
    const history = eventsOf(world, 'voucher:SYN-0001');
    expect(history.map(({ event, occurredOn }) => [event.type, occurredOn])).toEqual([
      ['recorded', today],
      ['reserved', reservedOn],
      ['reported', reportedOn],
      ['redeemed', redeemedOn],
      ['claimed', today],
    ]);
    expect(
      history.every(
        ({ by, recordedAt, edition }) => by === 'admin' && recordedAt === world.now && edition === '2020',
      ),
    ).toBe(true);
    const { docs: told } = await world.desk.history(world.desk.begin(TENANT), 'voucher:SYN-0001', 3);
    expect(told.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    expect(documents(world, 'claim')).toMatchObject([{ status: 'paid', open: false, version: 4 }]);
    expect(tallyOf(world)).toMatchObject({ claimed: 1, redeemed: 0 });
    expectConsistent(world);
  });

  test('is stored nowhere before the turn commits', async () => {
    const world = await World.begun();
    const before = world.store.all(TENANT);
    const unit = world.desk.begin(TENANT);
    const outcome = await world.desk.orderVoucher(unit, world.admin, {
      commandId: 'c',
      id: one,
      command: record(one),
    });
    expect([outcome.done, unit.isEmpty]).toEqual([true, false]);
    expect(world.store.all(TENANT)).toEqual(before);
  });

  test('is refused with nothing staged', async () => {
    const world = await worldWith();
    const unit = world.desk.begin(TENANT);
    const order = { commandId: 'c', id: one, command: redeem };
    expect(why(await world.desk.orderVoucher(unit, world.admin, order))).toBe('state');
    expect(unit.isEmpty).toBe(true);
    expect(await unit.commit()).toBe('committed');
  });

  test('is another one in another tenant', async () => {
    const world = await worldWith();
    const elsewhere = { ...world.admin, tenantId: 'tenant-2' };
    const order = { commandId: 'command-2', id: one, command: record(one) };
    const outcome = await world.run(
      (unit) => world.desk.orderVoucher(unit, elsewhere, order),
      world.desk,
      'tenant-2',
    );
    expect(why(outcome)).toBe('done');
    expect(world.store.all('tenant-2').every(({ tenantId }) => tenantId === 'tenant-2')).toBe(true);
    expectConsistent(world);
  });

  test('is found by its state, a page at a time', async () => {
    const world = await World.begun();
    for (let n = 0; n < 5; n += 1) await world.voucher(`SYN-${n}`);
    const unit = world.desk.begin(TENANT);
    const query = { kind: 'voucher', where: { status: 'assigned' }, limit: 3 } as const;
    const first = await world.desk.find(unit, query);
    const second = await world.desk.find(unit, { ...query, continuation: first.continuation ?? '' });
    expect([...first.docs, ...second.docs].map(({ id }) => id)).toHaveLength(5);
    expect(new Set([...first.docs, ...second.docs].map(({ id }) => id)).size).toBe(5);
    expect(second.continuation).toBeUndefined();
    expect(await world.desk.tally(unit)).toMatchObject({ assigned: 5 });
  });

  test('of nobody is counted as nothing', async () => {
    const world = new World();
    expect(await world.desk.tally(world.desk.begin(TENANT))).toMatchObject({ assigned: 0, void: 0 });
  });
});

describe('a claim through the desk', () => {
  test('takes twenty vouchers in one batch, and frees them all when it is denied', async () => {
    const world = await World.begun();
    const numbers = Array.from({ length: 20 }, (_, n) => `SYN-${100 + n}`);
    for (const number of numbers) await world.voucher(number, reserve, report, redeem);
    await register(world);
    expect(why(await draft(world, 'k', ...numbers, 'SYN-100'))).toBe('done');
    expect(documents(world, 'claim')).toMatchObject([
      { due: addDays(redeemedOn, 60), open: true, version: 1 },
    ]);
    expect(tallyOf(world)).toMatchObject({ claimed: 20, redeemed: 0 });
    expectConsistent(world);
    await claim(world, 'k', { type: 'submit', on: today, referenceGiven: true });
    expect(why(await claim(world, 'k', { type: 'deny', on: today, reason: 'length' }))).toBe('done');
    expect(tallyOf(world)).toMatchObject({ claimed: 0, redeemed: 20 });
    expectConsistent(world);
    expect(why(await draft(world, 'l', ...numbers))).toBe('done');
    expectConsistent(world);
  });

  test('frees its vouchers when the draft is discarded', async () => {
    const world = await worldWith(reserve, report, redeem);
    await register(world);
    await draft(world, 'k', one);
    await claim(world, 'k', { type: 'discard' });
    expect(stored(world)).toMatchObject({ status: 'redeemed', open: true, due: addDays(redeemedOn, 60) });
    expectConsistent(world);
  });

  test('of vouchers that are not known is not found, and of none is refused', async () => {
    const world = await worldWith(reserve, report, redeem);
    expect(why(await draft(world, 'k', one, two))).toBe('notFound');
    expect(why(await draft(world, 'k'))).toBe('nothingChosen');
    expect(why(await claim(world, 'k', { type: 'discard' }))).toBe('notFound');
    expect(documents(world, 'claim')).toEqual([]);
  });
});

describe('a denial that is undone', () => {
  async function deniedWorld(): Promise<World> {
    const world = await worldWith(reserve, report, redeem);
    await world.voucher(two, reserve, report, redeem);
    await register(world);
    await draft(world, 'k', one, two);
    await claim(world, 'k', { type: 'submit', on: today, referenceGiven: true });
    await claim(world, 'k', { type: 'deny', on: today, reason: 'length' });
    expect(tallyOf(world)).toMatchObject({ claimed: 0, redeemed: 2 });
    return world;
  }
  const undo = (world: World): Promise<Outcome<unknown>> => claim(world, 'k', { type: 'undo' });

  test('takes its vouchers again, in the same batch', async () => {
    const world = await deniedWorld();
    const before = world.store.written;
    expect(why(await undo(world))).toBe('done');
    expect(world.store.written).toBe(before + 1);
    expect(documents(world, 'claim')).toMatchObject([{ status: 'submitted' }]);
    expect(tallyOf(world)).toMatchObject({ claimed: 2, redeemed: 0 });
    expect(eventsOf(world, 'voucher:SYN-0002').map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(['claimed', 'freed', 'claimed']),
    );
    expectConsistent(world);
    expect(why(await undo(world))).toBe('nothingToUndo');
  });

  test.each<[string, (world: World) => Promise<Outcome<unknown>>]>([
    ['in another claim', (world) => draft(world, 'l', two)],
    ['void', (world) => world.order(two, { type: 'void', reason: 'mistake' })],
    [
      'not redeemed any more',
      (world) => world.order(two, { type: 'undo' }, { texts: { reason: 'synthetic' } }),
    ],
  ])('is refused when one of them is %s by then, and changes nothing', async (_title, meanwhile) => {
    const world = await deniedWorld();
    expect(why(await meanwhile(world))).toBe('done');
    const before = world.store.all(TENANT);
    expect(why(await undo(world))).toBe('claimed');
    expect(world.store.all(TENANT)).toEqual(before);
    expectConsistent(world);
  });

  test('and another claim for its vouchers at once: one gets them', async () => {
    const world = await deniedWorld();
    const outcomes = await Promise.all([undo(world), draft(world, 'l', one, two)]);
    expect(outcomes.map(why).sort()).toEqual(['claimed', 'done']);
    expectConsistent(world);
  });
});

describe('the company through the desk', () => {
  test('is registered in SAVB after the first redemption of the programme, in a claim or not (G13)', async () => {
    const world = await worldWith(reserve, report);
    expect(why(await register(world))).toBe('nothingRedeemed');
    await world.order(one, redeem);
    const order = {
      commandId: 'k',
      id: 'k',
      voucherIds: [one],
      accepted: ['G13'] as const,
      texts: { reason: 'synthetic' },
    };
    expect(why(await world.run((unit) => world.desk.draftClaim(unit, world.admin, order)))).toBe('done');
    expect(documents(world, 'claim')[0]?.state.breaches).toEqual(['G13']);
    expect(why(await register(world))).toBe('done');
    expect(why(await register(world))).toBe('registered');
  });

  test('keeps names beside its state', async () => {
    const world = await World.begun();
    const command = { type: 'addConsultant', consultant: { id: 'bo', assessments: [] } } as const;
    const order = { commandId: world.id(), version: 3, command, texts: { 'consultant:bo': 'Synthetic Bo' } };
    await world.run((unit) => world.desk.orderCompany(unit, world.admin, order));
    const standing = await world.desk.standing(world.desk.begin(TENANT));
    expect(standing).toMatchObject({ version: 4, texts: { 'consultant:bo': 'Synthetic Bo' } });
    expect((await world.desk.standing(world.desk.begin('tenant-2'))).texts).toEqual({});
  });

  test('counts its events as one version each', async () => {
    const world = await World.begun();
    expect(documents(world, 'company')).toMatchObject([{ id: COMPANY_ID, version: 3 }]);
    expectConsistent(world);
  });
});

function anyVoucherCommand(random: Random, number: string): VoucherCommand {
  const accepted = random.below(2) === 0 ? GUARD_IDS : [];
  const over = { country: random.pick(['PL', 'PL', 'DE']), locationId: undefined };
  const commands: { readonly [T in VoucherCommand['type']]: Extract<VoucherCommand, { type: T }> } = {
    record: { type: 'record', facts: factsOf({ number }), stage: { status: 'assigned' } },
    amend: { type: 'amend', facts: factsOf({ number, serviceLevel: random.pick([1, 4, 5, 15]) }) },
    reserve: { ...reserve, reservation: reservationOf(over), accepted },
    reschedule: { type: 'reschedule', start: startsOn, end: reportedOn, accepted },
    handOver: { type: 'handOver', consultantId: random.pick(['anna', 'nobody']), accepted },
    release: { type: 'release', on: today, reason: 'willNotHappen' },
    lose: { type: 'lose', on: today },
    comeBack: { type: 'comeBack', on: today },
    report: { ...report, accepted },
    redeem: { ...redeem, accepted },
    complete: {
      type: 'complete',
      known: random.pick([{ reservation: over }, { redemption: { on: today } }, {}]),
      accepted,
    },
    advance: {
      type: 'advance',
      stage: random.pick([
        { status: 'reserved', reservation: { attested: [] } },
        { status: 'redeemed', reservation: reservationOf(over), report: { attested: [] }, redemption: {} },
      ] as const),
      accepted,
    },
    ignoreDifferences: {
      type: 'ignoreDifferences',
      differences: [{ what: 'country', value: random.pick(['PL', 'DE']) }],
    },
    heedDifferences: { type: 'heedDifferences' },
    undo: { type: 'undo' },
    close: { type: 'close' },
    void: { type: 'void', reason: random.pick(['mistake', 'ranOut']) },
    comment: { type: 'comment', key: `said-${random.below(1_000_000)}` },
    ask: { type: 'ask', key: `asks-${random.below(1_000_000)}`, to: random.pick(['consultant', 'nobody']) },
    closeAsk: { type: 'closeAsk', key: 'asks-1' },
    remind:
      random.below(2) === 0 ? { type: 'remind' } : { type: 'remind', on: addDays(today, random.below(3)) },
  };
  const forward = ['reserve', 'report', 'redeem', 'lose', 'comeBack'] as const;
  return commands[random.below(2) === 0 ? random.pick(forward) : random.pick(VOUCHER_COMMANDS)];
}

describe('any orders in any sequence', () => {
  const numbers = [one, two, three];
  const claims = ['k', 'l'];
  type Ask = (world: World) => Promise<Outcome<unknown>>;

  function anyAsk(random: Random, world: World): Ask {
    const commandId = world.id();
    const texts = random.below(4) === 0 ? {} : { reason: `synthetic ${commandId}` };
    const desk = random.below(4) === 0 ? world.newDesk() : world.desk;
    const kind = random.below(10);
    if (kind < 5) {
      const id = random.pick(numbers);
      const version = random.below(3) === 0 ? 1 + random.below(5) : undefined;
      const order = { commandId, id, version, texts, command: anyVoucherCommand(random, id) };
      return ({ admin }) => world.run((unit) => desk.orderVoucher(unit, admin, order), desk);
    }
    const id = random.pick(claims);
    if (kind < 6) {
      const voucherIds = random.below(3) === 0 ? numbers.slice(random.below(3)) : [random.pick(numbers)];
      const order = { commandId, id, voucherIds, texts, accepted: GUARD_IDS };
      return ({ admin }) => world.run((unit) => desk.draftClaim(unit, admin, order), desk);
    }
    if (kind < 9) {
      const command = random.pick<ClaimOrder['command']>([
        { type: 'submit', on: today, referenceGiven: true },
        { type: 'submit', on: today, referenceGiven: true },
        { type: 'approve', on: today },
        { type: 'approve', on: today },
        { type: 'pay', on: today },
        { type: 'deny', on: today, reason: 'other' },
        { type: 'discard' },
        { type: 'undo' },
      ]);
      return ({ admin }) =>
        world.run((unit) => desk.orderClaim(unit, admin, { commandId, id, command, texts }), desk);
    }
    const command = random.pick<CompanyCommand>([
      { type: 'addLocation', location: { id: 'SYN-DE', country: 'DE' } },
      { type: 'addConsultant', consultant: { id: 'anna', assessments: ['windows-and-devices'] } },
      { type: 'registerSavb', offering: random.pick(OFFERING_IDS), on: today, by: 'admin' },
    ]);
    return ({ admin }) =>
      world.run((unit) => desk.orderCompany(unit, admin, { commandId, command, texts }), desk);
  }

  test('replay to what is stored, keep every event, and are done once each', async () => {
    const reached = new Set<string>();
    let refused = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new Random(seed);
      const world = await World.begun();
      for (const number of [one, two]) await world.voucher(number, reserve, report, redeem);
      await world.order(three, record(three));
      if (seed % 2 === 0) await register(world);
      if (seed % 4 === 0) await draft(world, 'k', one);
      const done: Ask[] = [];
      const kept = new Map<string, string>();
      for (let step = 0; step < 30; step += 1) {
        const ask = anyAsk(random, world);
        const before = world.store.written;
        const answer = why(await ask(world));
        if (answer === 'done') done.push(ask);
        else {
          refused += 1;
          expect(world.store.written).toBe(before);
        }
        if (done.length > 0 && random.below(5) === 0) {
          const now = world.store.written;
          expect(why(await random.pick(done)(world))).toBe('again');
          expect(world.store.written).toBe(now);
        }
      }
      expectConsistent(world);
      for (const event of documents(world, 'event')) kept.set(event.id, JSON.stringify(event));
      for (const ask of done) expect(why(await ask(world))).toBe('again');
      expect(new Map(documents(world, 'event').map((event) => [event.id, JSON.stringify(event)]))).toEqual(
        kept,
      );
      for (const { event } of documents(world, 'event')) reached.add(event.type);
      for (const { status } of documents(world, 'voucher')) reached.add(status);
      for (const { status } of documents(world, 'claim')) reached.add(status);
    }
    expect(refused).toBeGreaterThan(500);
    const wanted = [
      ...TALLIED,
      'undone',
      'rescheduled',
      'released',
      'cameBack',
      'freed',
      'claimDenied',
      'claimUndone',
      'claimDiscarded',
      'claimPaid',
      'savbRegistered',
    ];
    expect(wanted.filter((name) => !reached.has(name))).toEqual([]);
  });

  test('at the same time, on three processes that lose answers, are consistent and done once each', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = new Random(seed);
      const world = await World.begun();
      for (const number of numbers) await world.order(number, record(number));
      for (let n = 0; n < 6; n += 1)
        world.store.failNext('commit', random.pick(['unchanged', 'lostBefore', 'lostAfter']));
      world.store.before = async () => {
        for (let turns = random.below(4); turns > 0; turns -= 1) await Promise.resolve();
      };
      const persistent = async (ask: Ask): Promise<string> => {
        for (;;) {
          try {
            return why(await ask(world));
          } catch (error) {
            if (!(error instanceof StoreFailure)) throw error;
          }
        }
      };
      const asks = Array.from({ length: 20 }, () => anyAsk(random, world));
      const answers = await Promise.all(asks.map(persistent));
      world.store.before = undefined;
      expectConsistent(world);
      for (const [n, ask] of asks.entries()) {
        if (['done', 'again'].includes(answers[n] ?? '')) expect(await persistent(ask)).toBe('again');
      }
      expectConsistent(world);
    }
  });
});

test('a voucher is recorded under its own number only', async () => {
  const world = await World.begun();
  const facts = factsOf({ number: 'SYN-A' });
  const outcome = await world.order('SYN-B', { type: 'record', facts, stage: { status: 'assigned' } });
  expect(why(outcome)).toBe('input');
});
