import { describe, expect, test } from '@jest/globals';
import type { VoucherOrder } from '../../../domain/desk/desk.ts';
import type { Outcome } from '../../../domain/desk/execute.ts';
import type { VoucherDocument } from '../../../domain/store/documents.ts';
import { redeem, report, reservationOf, reserve, TENANT, today, World } from '../given.ts';
import {
  amend,
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

describe('the same command twice', () => {
  const order: VoucherOrder = {
    commandId: 'same',
    id: one,
    version: 1,
    command: reserve,
    texts: { note: 'a' },
  };

  test.each([
    ['of the card it came from', order],
    ['without a version', { ...order, version: undefined }],
    ['of a step that would be allowed again', { ...order, command: amend(one, 3) }],
    ['of such a step without a version', { ...order, version: undefined, command: amend(one, 3) }],
  ])('gives one event and the same answer: %s', async (_title, asked) => {
    const world = await worldWith();
    const turn = (desk = world.desk): Promise<Outcome<VoucherDocument>> =>
      world.run((unit) => desk.orderVoucher(unit, world.admin, asked), desk);
    const first = await turn();
    const before = world.store.all(TENANT);
    const commits = world.store.calls.commit;
    const [second, third] = [await turn(), await turn(world.newDesk())];
    expect([first, second, third].map(why)).toEqual(['done', 'again', 'again']);
    expect([second.doc, third.doc]).toEqual([first.doc, first.doc]);
    expect(world.store.calls.commit).toBe(commits);
    expect(world.store.all(TENANT)).toEqual(before);
    expect(eventsOf(world, 'voucher:SYN-0001')).toHaveLength(2);
  });

  test('is known after others have followed it, and answers with the state of today', async () => {
    const world = await worldWith();
    const turn = (): Promise<Outcome<VoucherDocument>> =>
      world.run((unit) => world.desk.orderVoucher(unit, world.admin, order));
    await turn();
    await world.order(one, { type: 'release', on: today, reason: 'willNotHappen' });
    const again = await turn();
    expect(why(again)).toBe('again');
    expect(again.doc?.state.stage).toEqual({ status: 'assigned' });
  });

  test('by two processes at once is done once', async () => {
    const world = await worldWith();
    const desks = [world.newDesk(), world.newDesk(), world.newDesk()];
    const outcomes = await Promise.all(
      desks.map((desk) => world.run((unit) => desk.orderVoucher(unit, world.admin, order), desk)),
    );
    expect(outcomes.map(why).sort()).toEqual(['again', 'again', 'done']);
    expectConsistent(world);
  });

  test('records, sets up and claims once', async () => {
    const world = await worldWith(reserve, report, redeem);
    await register(world);
    const asks: readonly (() => Promise<Outcome<unknown>>)[] = [
      () =>
        world.run((unit) =>
          world.desk.orderVoucher(unit, world.admin, { commandId: 'r', id: two, command: record(two) }),
        ),
      () =>
        world.run((unit) =>
          world.desk.orderCompany(unit, world.admin, {
            commandId: 's',
            command: { type: 'addLocation', location: { id: 'SYN-CZ', country: 'CZ' } },
          }),
        ),
      () =>
        world.run((unit) =>
          world.desk.draftClaim(unit, world.admin, { commandId: 'd', id: 'k', voucherIds: [one] }),
        ),
      () =>
        world.run((unit) =>
          world.desk.orderClaim(unit, world.admin, { commandId: 'x', id: 'k', command: { type: 'discard' } }),
        ),
    ];
    for (const ask of asks) expect([why(await ask()), why(await ask())]).toEqual(['done', 'again']);
    expectConsistent(world);
  });

  test.each<[string, VoucherOrder]>([
    [
      'another day',
      { ...order, command: { ...reserve, reservation: reservationOf({ start: today, end: today }) } },
    ],
    ['another step', { ...order, command: { type: 'lose', on: today } }],
    ['another text', { ...order, texts: { note: 'b' } }],
    ['another voucher', { ...order, id: two }],
    ['a voucher that is not known', { ...order, id: three, command: record(three), version: undefined }],
  ])('with %s is another command, and refused as reused', async (_title, other) => {
    const world = await worldWith();
    await world.voucher(two);
    await world.run((unit) => world.desk.orderVoucher(unit, world.admin, order));
    const before = world.store.all(TENANT);
    const outcome = await world.run((unit) => world.desk.orderVoucher(unit, world.admin, other));
    expect(why(outcome)).toBe('reused');
    expect(world.store.all(TENANT)).toEqual(before);
  });
});

describe('a card of an older version', () => {
  test('is refused, with who changed it and when', async () => {
    const world = await worldWith();
    world.now += 1000;
    await world.run((unit) =>
      world.desk.orderVoucher(unit, world.consultant, { commandId: 'x', id: one, command: amend(one, 3) }),
    );
    const outcome = await world.order(one, reserve, { version: 1 });
    expect(outcome).toMatchObject({
      done: false,
      refusal: { refused: { why: 'stale', by: 'consultant', at: world.now } },
      doc: { version: 2 },
    });
  });

  test('of a voucher that is not there any more is not found', async () => {
    const world = await World.begun();
    expect(await world.order(one, reserve, { version: 1 })).toMatchObject({
      refusal: { refused: { why: 'notFound' } },
      doc: undefined,
    });
    expect(why(await world.order(one, reserve))).toBe('notFound');
  });

  test('of a newer version than there is, is refused as well', async () => {
    const world = await worldWith();
    expect(why(await world.order(one, reserve, { version: 2 }))).toBe('stale');
    expect(why(await world.order(one, reserve, { version: 1 }))).toBe('done');
  });
});

describe('at the same time', () => {
  test('two turns reserve one voucher: one wins, the other is a conflict and then a clear refusal', async () => {
    const world = await worldWith();
    const units = [world.desk.begin(TENANT), world.newDesk().begin(TENANT)] as const;
    for (const unit of units) {
      const order = { commandId: world.id(), id: one, version: 1, command: reserve };
      expect(why(await world.desk.orderVoucher(unit, world.admin, order))).toBe('done');
    }
    expect([await units[0].commit(), await units[1].commit()]).toEqual(['committed', 'conflict']);
    const again = (version?: number): Promise<Outcome<VoucherDocument>> =>
      world.desk.orderVoucher(world.desk.begin(TENANT, true), world.admin, {
        commandId: world.id(),
        id: one,
        version,
        command: reserve,
      });
    expect(await again(1)).toMatchObject({
      refusal: { refused: { why: 'stale', by: 'admin' } },
    });
    expect(await again()).toMatchObject({
      refusal: { refused: { why: 'state', command: 'reserve', status: 'reserved' } },
    });
  });

  test.each([
    ['from the same card', 1, 'stale'],
    ['whatever card', undefined, 'state'],
  ])('a hundred reservations of one voucher make one, %s', async (_title, version, refused) => {
    const world = await worldWith();
    const desks = Array.from({ length: 4 }, () => world.newDesk());
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const desk = desks[n % desks.length] ?? world.desk;
        const order = { commandId: `race-${n}`, id: one, version, command: reserve };
        return world.run((unit) => desk.orderVoucher(unit, world.admin, order), desk);
      }),
    );
    const answers = outcomes.map(why).sort();
    expect(answers).toEqual(['done', ...Array.from({ length: 99 }, () => refused)]);
    expect(eventsOf(world, 'voucher:SYN-0001')).toHaveLength(2);
    expectConsistent(world);
  });

  test('fifty amendments of one voucher are all kept, one after another', async () => {
    const world = await worldWith();
    const desks = [world.newDesk(), world.newDesk()];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => world.order(one, amend(one, n + 100), {}, desks[n % 2])),
    );
    expect(new Set(outcomes.map(why))).toEqual(new Set(['done']));
    expect(stored(world).version).toBe(51);
    expectConsistent(world);
  });

  test('fifty new vouchers are all counted, the first of the tenant among them', async () => {
    const world = await World.begun();
    const desks = [world.newDesk(), world.newDesk()];
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => world.order(`SYN-${n}`, record(`SYN-${n}`), {}, desks[n % 2])),
    );
    expect(tallyOf(world)).toMatchObject({ assigned: 50 });
    expectConsistent(world);
  });

  test('two people record the same voucher: one is told that it is known', async () => {
    const world = await World.begun();
    const outcomes = await Promise.all([0, 1].map(() => world.order(one, record(one), {}, world.newDesk())));
    expect(outcomes.map(why).sort()).toEqual(['done', 'exists']);
    expectConsistent(world);
  });

  test('two claims take one voucher: one gets it', async () => {
    const world = await worldWith(reserve, report, redeem);
    await world.voucher(two, reserve, report, redeem);
    await register(world);
    const outcomes = await Promise.all([draft(world, 'k', one, two), draft(world, 'l', two)]);
    expect(outcomes.map(why).sort()).toEqual(['claimed', 'done']);
    expectConsistent(world);
  });

  test('a claim and an undo of its voucher: one gets it', async () => {
    const world = await worldWith(reserve, report, redeem);
    await register(world);
    const outcomes = await Promise.all([
      draft(world, 'k', one),
      world.order(one, { type: 'undo' }, { texts: { reason: 'synthetic' } }, world.newDesk()),
    ]);
    expect(outcomes.map(why).filter((answer) => answer === 'done')).toHaveLength(1);
    expectConsistent(world);
  });
});

describe('what a process has kept', () => {
  test('decides, but never refuses: a refusal is read again', async () => {
    const world = await worldWith(reserve);
    const other = world.newDesk();
    await world.order(one, { type: 'release', on: today, reason: 'offerChanged' }, {}, other);
    expect(stored(world).status).toBe('assigned');
    expect(why(await world.order(one, reserve))).toBe('done');
  });

  test('saves the read, but not of the company after five seconds', async () => {
    const world = await worldWith();
    const reads = async (): Promise<number> => {
      const before = world.store.calls.read;
      await world.desk.orderVoucher(world.desk.begin(TENANT), world.admin, {
        commandId: world.id(),
        id: one,
        version: 1,
        command: reserve,
      });
      return world.store.calls.read - before;
    };
    await reads();
    expect(await reads()).toBe(0);
    world.now += 4999;
    expect(await reads()).toBe(0);
    world.now += 1;
    expect(await reads()).toBe(1);
  });
});
