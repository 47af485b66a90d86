import { describe, expect, test } from '@jest/globals';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import type { Claim, ClaimEvent } from '../../../domain/claim/model.ts';
import { OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import { evolveCompany } from '../../../domain/company/evolve.ts';
import { newCompany, type CompanyCommand, type CompanyEvent } from '../../../domain/company/model.ts';
import { customerKey } from '../../../domain/voucher/customer.ts';
import { addDays } from '../../../domain/day.ts';
import { talliedOf, type ClaimOrder, type Outcome, type VoucherOrder } from '../../../domain/desk/desk.ts';
import {
  COMPANY_ID,
  TALLIED,
  voucherId,
  type AnyDocument,
  type EventDocument,
  type PersonDocument,
  type VoucherDocument,
} from '../../../domain/store/documents.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { DocumentCache } from '../../../domain/desk/unit-of-work.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import {
  VOUCHER_COMMANDS,
  type Voucher,
  type VoucherCommand,
  type VoucherEvent,
} from '../../../domain/voucher/model.ts';
import {
  actorOf,
  d,
  endsOn,
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

const one = 'SYN-0001';
const two = 'SYN-0002';
const three = 'SYN-0003';
const record = (number: string, over: Parameters<typeof factsOf>[0] = {}): VoucherCommand => ({
  type: 'record',
  facts: factsOf({ number, ...over }),
  stage: { status: 'assigned' },
});
const amend = (number: string, serviceLevel: number): VoucherCommand => ({
  type: 'amend',
  facts: factsOf({ number, serviceLevel }),
});

function documents<K extends AnyDocument['kind']>(
  world: World,
  kind: K,
): readonly Extract<AnyDocument, { kind: K }>[] {
  const all = world.store.all(TENANT) as readonly AnyDocument[];
  return all.filter((doc): doc is Extract<AnyDocument, { kind: K }> => doc.kind === kind);
}
const eventsOf = (world: World, subject: string): readonly EventDocument[] =>
  documents(world, 'event')
    .filter((event) => event.subject === subject)
    .sort((a, b) => a.seq - b.seq);
const stored = (world: World, number = one): VoucherDocument => {
  const doc = documents(world, 'voucher').find(({ id }) => id === voucherId(number));
  if (doc === undefined) throw new Error(`no ${number}`);
  return doc;
};
const tallyOf = (world: World): Record<string, number> => {
  const [tally] = documents(world, 'tally');
  return Object.fromEntries(TALLIED.map((key) => [key, tally?.[key] ?? 0]));
};
const why = (outcome: Outcome<unknown>): string =>
  outcome.done ? (outcome.again ? 'again' : 'done') : outcome.refusal.refused.why;

/** Everything that must be true of a tenant's documents at any time. */
function expectConsistent(world: World): void {
  for (const doc of documents(world, 'voucher')) {
    const history = eventsOf(world, doc.id);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const state = history
      .map(({ event }) => event as VoucherEvent)
      .reduce<Voucher | undefined>(evolveVoucher, undefined);
    expect(state).toEqual(doc.state);
    expect(doc.status).toBe(talliedOf(doc.state.stage));
    expect(doc.open).toBe(['assigned', 'reserved', 'reported', 'redeemed'].includes(doc.status));
    if (!doc.open) expect(doc.due).toBe('9999-12-31');
  }
  for (const doc of documents(world, 'claim')) {
    const history = eventsOf(world, doc.id);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const state = history
      .map(({ event }) => event as ClaimEvent)
      .reduce<Claim | undefined>(evolveClaim, undefined);
    expect(state).toEqual(doc.state);
    const holds = !['denied', 'discarded'].includes(doc.status);
    for (const number of doc.state.voucherIds) {
      const { stage } = stored(world, number).state;
      const held = stage.status === 'redeemed' && `claim:${stage.claimId}` === doc.id;
      expect([doc.id, number, held]).toEqual([doc.id, number, holds]);
    }
  }
  for (const doc of documents(world, 'company')) {
    const history = eventsOf(world, doc.id);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const state = history.map(({ event }) => event as CompanyEvent).reduce(evolveCompany, newCompany('2020'));
    expect(state).toEqual(doc.state);
  }
  const counted = Object.fromEntries(
    TALLIED.map((key) => [key, documents(world, 'voucher').filter(({ status }) => status === key).length]),
  );
  expect(tallyOf(world)).toEqual(counted);
}

/** A tenant with one voucher in this state, and its SAVB registration where it is redeemed. */
async function worldWith(...commands: readonly VoucherCommand[]): Promise<World> {
  const world = await World.begun();
  await world.voucher(one, ...commands);
  return world;
}
function register(world: World): Promise<Outcome<unknown>> {
  const command = { type: 'registerSavb', offering: 'DDPS', on: today, by: 'admin' } as const;
  return world.run((unit) => world.desk.orderCompany(unit, world.admin, { commandId: world.id(), command }));
}
function draft(world: World, id: string, ...voucherIds: string[]): Promise<Outcome<unknown>> {
  const order = { commandId: world.id(), id, voucherIds };
  return world.run((unit) => world.desk.draftClaim(unit, world.admin, order));
}
function claim(world: World, id: string, command: ClaimOrder['command']): Promise<Outcome<unknown>> {
  const order = { commandId: world.id(), id, command, texts: { reason: 'synthetic' } };
  return world.run((unit) => world.desk.orderClaim(unit, world.admin, order));
}

describe('a voucher through the desk', () => {
  test('is stored with everything that lists and searches need', async () => {
    const world = await World.begun();
    const order = {
      commandId: 'c1',
      id: one,
      command: record(one),
      texts: { printedNumber: 'syn-0001', note: '' },
      customer: { name: 'Synthetic GmbH', division: 'North' },
    };
    await world.run((unit) => world.desk.orderVoucher(unit, world.consultant, order));
    const customerId = 'synthetic-gmbh/north';
    expect(stored(world)).toEqual({
      id: 'voucher:SYN-0001',
      tenantId: TENANT,
      kind: 'voucher',
      schema: 1,
      version: 1,
      texts: { printedNumber: 'syn-0001' },
      changedBy: 'consultant',
      changedAt: world.now,
      status: 'assigned',
      open: true,
      due: '2020-10-19',
      suffix: '0001',
      recordedBy: 'consultant',
      freeSince: today,
      customerId,
      state: { facts: factsOf({ customerId }), stage: { status: 'assigned' }, breaches: [] },
    });
    expect(documents(world, 'customer')).toMatchObject([
      {
        id: `customer:${customerId}`,
        name: 'Synthetic GmbH',
        division: 'North',
        searchName: 'synthetic-gmbh',
      },
    ]);
  });

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
    const told = await world.desk.history(world.desk.begin(TENANT), 'voucher:SYN-0001', 3);
    expect(told.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    expect(documents(world, 'claim')).toMatchObject([{ status: 'paid', open: false, version: 4 }]);
    expect(tallyOf(world)).toMatchObject({ claimed: 1, redeemed: 0 });
    expectConsistent(world);
  });

  test('keeps a reason beside its event, and other texts until they are emptied', async () => {
    const world = await worldWith();
    await world.order(one, reserve, { texts: { reason: 'first', phone: '1' } });
    await world.order(one, { type: 'undo' }, { texts: { reason: 'second', phone: '' } });
    expect(stored(world).texts).toEqual({ 'reason:2': 'first', 'reason:3': 'second' });
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

describe('the day', () => {
  test.each([
    ['Europe/Warsaw', 'done'],
    ['UTC', 'input'],
    ['America/Los_Angeles', 'input'],
  ])('is that of the company: half an hour after midnight in Warsaw, in %s', async (timeZone, expected) => {
    const world = await World.begun();
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: { type: 'setUp', edition: '2020', timeZone, competencies: {}, offerings: [] },
      }),
    );
    await world.voucher(one);
    world.now = Date.parse('2020-06-15T22:30:00Z');
    expect(why(await world.order(one, { type: 'lose', on: d('2020-06-16') }))).toBe(expected);
  });

  test('of an event that names none is that of the company', async () => {
    const world = await worldWith();
    world.now = Date.parse('2020-06-15T22:30:00Z');
    await world.order(one, { type: 'void', reason: 'mistake' });
    expect(eventsOf(world, 'voucher:SYN-0001').map(({ occurredOn }) => occurredOn)).toEqual([
      '2020-06-15',
      '2020-06-16',
    ]);
  });
});

describe('the edition', () => {
  test('is the one of the process until the company is set up, and events remember theirs', async () => {
    const world = await worldWith();
    const { company, edition, version } = await world.desk.standing(world.desk.begin('tenant-2'));
    expect([company, edition.id, version]).toEqual([newCompany('2020'), '2020', 0]);
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: { type: 'setUp', edition: '2021', timeZone: 'UTC', competencies: {}, offerings: [] },
      }),
    );
    world.now += 60_000;
    await world.order(one, { type: 'lose', on: today });
    expect(eventsOf(world, 'voucher:SYN-0001').map(({ edition: id }) => id)).toEqual(['2020', '2021']);
  });
});

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
      Array.from({ length: 50 }, (_, n) => world.order(one, amend(one, n + 1), {}, desks[n % 2])),
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

const cached = (id: string) =>
  ({ doc: { id, tenantId: 't', kind: 'voucher', schema: 1 }, etag: id }) as const;

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

  test('is as much as its limit, and what was used last', () => {
    const cache = new DocumentCache(2);
    cache.set('t', 'a', cached('a'), 1);
    cache.set('t', 'b', cached('b'), 2);
    cache.get('t', 'a');
    cache.set('t', 'c', cached('c'), 3);
    expect(['a', 'b', 'c'].map((id) => cache.get('t', id)?.stored.etag)).toEqual(['a', undefined, 'c']);
    expect(cache.get('u', 'a')).toBeUndefined();
    cache.set('t', 'a', undefined, 4);
    expect(cache.get('t', 'a')).toBeUndefined();
  });
});

describe('a commit', () => {
  const order: VoucherOrder = { commandId: 'asked', id: one, version: 1, command: reserve };

  test('is repeated when the command was done, and conflicts when the document was changed', async () => {
    const world = await worldWith();
    const [first, second, third] = [1, 2, 3].map(() => world.newDesk().begin(TENANT));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    await world.desk.orderVoucher(first, world.admin, order);
    await world.desk.orderVoucher(second, world.admin, order);
    await world.desk.orderVoucher(third, world.admin, { ...order, commandId: 'other' });
    expect([await first.commit(), await second.commit(), await third.commit()]).toEqual([
      'committed',
      'repeated',
      'conflict',
    ]);
  });

  test('is repeated when the activity was processed before', async () => {
    const world = await World.begun();
    const turn = (): Promise<string> => {
      const unit = world.desk.begin(TENANT);
      const doc = { id: 'processed:a:1', tenantId: TENANT, kind: 'processed', schema: 1, ttl: 60 } as const;
      unit.add({ op: 'create', doc });
      return unit.commit();
    };
    expect([await turn(), await turn()]).toEqual(['committed', 'repeated']);
  });

  test('makes the tally of a tenant that has none, and asks for another turn', async () => {
    const world = await World.begun();
    const command = { commandId: 'c', id: one, command: record(one) };
    const unit = world.desk.begin(TENANT);
    await world.desk.orderVoucher(unit, world.admin, command);
    expect(documents(world, 'tally')).toEqual([]);
    expect(await unit.commit()).toBe('conflict');
    expect(documents(world, 'tally')).toHaveLength(1);
    expect(documents(world, 'voucher')).toEqual([]);
    expect(why(await world.run((next) => world.desk.orderVoucher(next, world.admin, command)))).toBe('done');
    expectConsistent(world);
  });

  test.each(['unchanged', 'lostBefore', 'lostAfter'] as const)(
    'that fails (%s) says so; the same command afterwards is done once',
    async (fault) => {
      const world = await worldWith();
      const unit = world.desk.begin(TENANT);
      expect(why(await world.desk.orderVoucher(unit, world.admin, order))).toBe('done');
      world.store.failNext('commit', fault);
      const failure = await unit.commit().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreFailure);
      expect(failure).toMatchObject({ certainty: fault === 'unchanged' ? 'unchanged' : 'unknown' });
      const written = fault === 'lostAfter';
      expect(eventsOf(world, 'voucher:SYN-0001')).toHaveLength(written ? 2 : 1);
      const turns = [1, 2].map(
        () => () => world.run((next) => world.desk.orderVoucher(next, world.admin, order)),
      );
      const answers: string[] = [];
      for (const turn of turns) answers.push(why(await turn()));
      expect(answers).toEqual([written ? 'again' : 'done', 'again']);
      expect(eventsOf(world, 'voucher:SYN-0001')).toHaveLength(2);
      expectConsistent(world);
    },
  );

  test('of a first voucher that may have been written is not written twice', async () => {
    const world = await worldWith();
    const asked = { commandId: 'r', id: two, command: record(two) };
    const unit = world.desk.begin(TENANT);
    await world.desk.orderVoucher(unit, world.admin, asked);
    world.store.failNext('commit', 'lostAfter');
    await expect(unit.commit()).rejects.toMatchObject({ certainty: 'unknown' });
    expect(why(await world.run((next) => world.desk.orderVoucher(next, world.admin, asked)))).toBe('again');
    expectConsistent(world);
  });

  test('is not reached when a read fails, which has changed nothing', async () => {
    const world = await worldWith();
    const desk = world.newDesk();
    world.store.failNext('read');
    const unit = desk.begin(TENANT);
    await expect(desk.orderVoucher(unit, world.admin, order)).rejects.toMatchObject({
      certainty: 'unchanged',
    });
    expect(unit.isEmpty).toBe(true);
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

  test('is due by the earliest window while it is a draft, 30 days after the approval, else never', async () => {
    const world = await worldWith(reserve, report, { type: 'redeem', redemption: { on: reportedOn } });
    await world.voucher(two, reserve, report, redeem);
    await register(world);
    await draft(world, 'k', two, one);
    const dues = [documents(world, 'claim')[0]?.due];
    for (const command of [
      { type: 'submit', on: today, referenceGiven: true },
      { type: 'approve', on: today },
      { type: 'pay', on: today },
    ] as const) {
      await claim(world, 'k', command);
      dues.push(documents(world, 'claim')[0]?.due);
    }
    expect(dues).toEqual([addDays(reportedOn, 60), '9999-12-31', addDays(today, 30), '9999-12-31']);
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

const fifteen = (number: string, customerId = 'synthetic-customer'): VoucherCommand =>
  record(number, { serviceLevel: 15, customerId });

describe('the 15-day rule (G6)', () => {
  test('lets the first of two assigned vouchers be reserved, and refuses the second', async () => {
    const world = await World.begun();
    for (const number of [one, two]) await world.order(number, fifteen(number));
    expect(why(await world.order(one, reserve))).toBe('done');
    expect(await world.order(two, reserve)).toMatchObject({
      refusal: { refused: { why: 'guards', unmet: [{ guard: 'G6', detail: { voucherId: one } }] } },
    });
    await world.order(one, { type: 'release', on: today, reason: 'otherPartner' });
    expect(why(await world.order(two, reserve))).toBe('done');
  });

  test('does not reach another division of the customer', async () => {
    const world = await World.begun();
    for (const [number, division] of [
      [one, 'North'],
      [two, 'South'],
    ] as const) {
      const customer = { name: 'Synthetic AG', division };
      await world.order(number, fifteen(number), { customer });
      expect(why(await world.order(number, reserve))).toBe('done');
    }
  });

  test('looks at every voucher of a customer that has more than a page of them', async () => {
    const world = await World.begun();
    await world.voucher('SYN-9999');
    for (let n = 0; n < 130; n += 1) await world.order(`SYN-${1000 + n}`, record(`SYN-${1000 + n}`));
    await world.order('SYN-9999', amend('SYN-9999', 15));
    await world.order('SYN-9999', reserve);
    await world.order('SYN-0000', fifteen('SYN-0000'));
    expect(await world.order('SYN-0000', reserve)).toMatchObject({
      refusal: { refused: { unmet: [{ guard: 'G6', detail: { voucherId: 'SYN-9999' } }] } },
    });
  });

  test('is not looked up without a customer, and not needed under 15 days', async () => {
    const world = await World.begun();
    const unit = world.desk.begin(TENANT);
    const { customerId: _customer, ...facts } = factsOf({ serviceLevel: 15 });
    expect(await world.desk.siblings(unit, facts)).toBeUndefined();
    expect(await world.desk.siblings(unit, undefined)).toBeUndefined();
    expect(await world.desk.siblings(unit, factsOf())).toEqual([]);
    expect(world.store.calls.query).toBe(0);
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

describe('the key of a customer', () => {
  const long = 'a'.repeat(60);

  test.each([
    ['Synthetic GmbH', undefined, 'synthetic-gmbh'],
    ['  SYNTHETIC,  gmbh. ', '', 'synthetic-gmbh'],
    ['Synthetic GmbH', 'North & South', 'synthetic-gmbh/north-south'],
    ['Синтетика', undefined, 'синтетика'],
    [long, undefined, long],
  ])('of %s, %s is %s', (name, division, key) => {
    expect(customerKey(name, division)).toBe(key);
  });

  test('is cut when it is long, and still tells customers apart', () => {
    const [x, y] = [customerKey(`${long}x`), customerKey(`${long}y`)];
    expect(x).toMatch(/^a{60}~[0-9a-z]+$/);
    expect(x).not.toBe(y);
    expect(customerKey(`${long}X!`)).toBe(x);
    const huge = customerKey('界'.repeat(5000), '🦆'.repeat(5000) + '界'.repeat(5000));
    expect(Buffer.byteLength(huge)).toBeLessThan(500);
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

const met = (id: string) => ({ id, name: `Synthetic ${id}`, language: 'pl' }) as const;

const grant = (
  world: World,
  id: string,
  permission: 'admin' | 'reader' | undefined,
): Promise<Outcome<unknown>> =>
  world.run((unit) => world.desk.grant(unit, world.admin, id, permission, ['programAdmin']));

async function meet(world: World, id: string, isAdmin = false): Promise<ReturnType<World['desk']['meet']>> {
  const unit = world.desk.begin(TENANT);
  const actor = await world.desk.meet(unit, met(id), { admin: isAdmin });
  expect(await unit.commit()).toBe('committed');
  return actor;
}

describe('people through the desk', () => {
  test('are met without a permission, unless the configuration names them: then also when they were met before', async () => {
    const world = new World();
    expect(await meet(world, 'ada', true)).toEqual({
      ...actorOf(undefined),
      ...met('ada'),
      permission: 'admin',
    });
    expect((await meet(world, 'bo')).permission).toBeUndefined();
    expect((await meet(world, 'bo', true)).permission).toBe('admin');
    expect(documents(world, 'person').map(({ permission }) => permission)).toEqual(['admin', 'admin']);
    await grant(world, 'ada', 'reader');
    expect((await meet(world, 'ada', true)).permission).toBe('reader');
  });

  test('are written only when something of them changed', async () => {
    const world = new World();
    await meet(world, 'ada');
    const before = world.store.calls.commit;
    await meet(world, 'ada');
    expect(world.store.calls.commit).toBe(before);
    const unit = world.desk.begin(TENANT);
    await world.desk.meet(unit, { ...met('ada'), name: '', timeZone: 'Europe/Warsaw' }, { admin: false });
    await unit.commit();
    expect(documents(world, 'person')).toMatchObject([{ name: 'Synthetic ada', timeZone: 'Europe/Warsaw' }]);
  });

  test('ask for access, and the grant answers', async () => {
    const world = new World();
    const bo = await meet(world, 'bo');
    const unit = world.desk.begin(TENANT);
    expect((await world.desk.askForAccess(unit, bo)).asked).toBe(true);
    await unit.commit();
    expect(why(await grant(world, 'bo', 'reader'))).toBe('done');
    const [doc] = documents(world, 'person');
    expect(doc).toMatchObject({ permission: 'reader', roles: ['programAdmin'] });
    expect(doc?.asked).toBeUndefined();
    await grant(world, 'bo', undefined);
    expect(documents(world, 'person')[0]?.permission).toBeUndefined();
  });

  test('ask before they were met; who has a permission asks for nothing', async () => {
    const world = new World();
    const ask = async (): Promise<void> => {
      const unit = world.desk.begin(TENANT);
      await world.desk.askForAccess(unit, actorOf(undefined));
      await unit.commit();
    };
    await ask();
    expect(documents(world, 'person')).toMatchObject([{ id: 'person:stranger', asked: true, roles: [] }]);
    await grant(world, 'stranger', 'reader');
    await ask();
    const [doc] = documents(world, 'person');
    expect(doc).toMatchObject({ permission: 'reader', roles: ['programAdmin'] });
    expect(doc?.asked).toBeUndefined();
    await grant(world, 'stranger', undefined);
    await ask();
    expect(documents(world, 'person')).toMatchObject([{ asked: true, roles: ['programAdmin'] }]);
  });

  test('are on record as asking once, however often they ask; each answer is told from a change', async () => {
    const world = new World();
    const bo = await meet(world, 'bo');
    for (let time = 0; time < 2; time += 1) {
      const unit = world.desk.begin(TENANT);
      await world.desk.askForAccess(unit, bo);
      await unit.commit();
    }
    expect(eventsOf(world, 'person:bo')).toMatchObject([{ by: 'bo', seq: 1, event: { type: 'asked' } }]);
    await grant(world, 'bo', 'reader');
    await grant(world, 'bo', 'admin');
    expect(eventsOf(world, 'person:bo').map(({ seq, event }) => [seq, event])).toEqual([
      [1, { type: 'asked' }],
      [2, { type: 'granted', permission: 'reader', roles: ['programAdmin'], letIn: true }],
      [3, { type: 'granted', permission: 'admin', roles: ['programAdmin'] }],
    ]);
  });

  test('ask again although an old copy says that they have asked', async () => {
    const world = new World();
    const bo = await meet(world, 'bo');
    const ask = async (desk: typeof world.desk): Promise<void> => {
      const unit = desk.begin(TENANT);
      await desk.askForAccess(unit, bo);
      expect(await unit.commit()).toBe('committed');
    };
    await ask(world.desk);
    const elsewhere = world.newDesk();
    for (const permission of ['reader', undefined] as const) {
      await world.run((unit) => elsewhere.grant(unit, world.admin, 'bo', permission, []), elsewhere);
    }
    await ask(world.desk);
    expect(documents(world, 'person')).toMatchObject([{ asked: true, grants: 4 }]);
  });

  test("are one of the company's consultants, or none of them", async () => {
    const world = await World.begun();
    await meet(world, 'bo');
    const be = (consultantId: string | undefined): Promise<Outcome<PersonDocument>> =>
      world.run((unit) =>
        world.desk.grant(unit, world.admin, 'bo', 'consultant', [], undefined, consultantId),
      );
    expect(await be('nobody')).toMatchObject({
      refusal: { refused: { why: 'input', field: 'consultantId', problem: 'unknown' } },
    });
    expect(await be('anna')).toMatchObject({ done: true, doc: { consultantId: 'anna' } });
    expect(await be(undefined)).toMatchObject({ done: true, doc: { consultantId: 'anna' } });
    const none = await be('');
    expect(none.doc).not.toHaveProperty('consultantId');
    expect(eventsOf(world, 'person:bo').map(({ event }) => event)).toEqual([
      { type: 'granted', permission: 'consultant', roles: [], consultantId: 'anna', letIn: true },
      { type: 'granted', permission: 'consultant', roles: [], consultantId: 'anna' },
      { type: 'granted', permission: 'consultant', roles: [] },
    ]);
  });

  test('choose what they hear, each for themselves', async () => {
    const world = new World();
    const unit = world.desk.begin(TENANT);
    const chosen = await world.desk.choose(unit, world.consultant, { muted: ['expiry'], digest: true });
    expect(chosen).toMatchObject({ done: true, doc: { id: 'person:consultant', muted: ['expiry'] } });
    await unit.commit();
    expect(documents(world, 'person')).toMatchObject([{ muted: ['expiry'], digest: true }]);
  });

  test('hold the official roles that were granted to them', async () => {
    const world = new World();
    await meet(world, 'bo');
    await grant(world, 'bo', 'reader');
    expect((await meet(world, 'bo')).roles).toEqual(['programAdmin']);
  });

  test('whom nobody has met cannot be let in', async () => {
    expect(why(await grant(new World(), 'nobody', 'reader'))).toBe('notFound');
  });

  test('are granted by the version that the card showed: an older one is refused', async () => {
    const world = new World();
    await meet(world, 'bo');
    const granted = (version: number | undefined, desk = world.desk): Promise<Outcome<PersonDocument>> =>
      world.run((unit) => desk.grant(unit, world.admin, 'bo', 'reader', [], version), desk);
    expect(why(await granted(1))).toBe('stale');
    expect(await granted(0)).toMatchObject({ done: true, doc: { grants: 1 } });
    expect(why(await granted(0))).toBe('stale');
    expect(await granted(1, world.newDesk())).toMatchObject({ done: true, doc: { grants: 2 } });
    expect(why(await granted(2))).toBe('done');
    expect(await granted(undefined)).toMatchObject({ done: true, doc: { grants: 4 } });
  });

  test('have a history of what was granted, by whom and when', async () => {
    const world = await World.begun();
    await meet(world, 'bo');
    await grant(world, 'bo', 'reader');
    await grant(world, 'bo', undefined);
    const common = {
      subject: 'person:bo',
      by: 'admin',
      occurredOn: today,
      recordedAt: world.now,
      edition: '2020',
    };
    expect(eventsOf(world, 'person:bo')).toMatchObject([
      { ...common, seq: 1, event: { type: 'granted', permission: 'reader', roles: ['programAdmin'] } },
      { ...common, seq: 2, event: { type: 'granted', roles: ['programAdmin'] } },
    ]);
    expect(eventsOf(world, 'person:bo')[1]?.event).not.toHaveProperty('permission');
  });

  test('granted twice from one card at once are granted once', async () => {
    const world = new World();
    await meet(world, 'bo');
    const desks = [world.newDesk(), world.newDesk()];
    const outcomes = await Promise.all(
      desks.map((desk, n) =>
        world.run(
          (unit) => desk.grant(unit, world.admin, 'bo', n === 0 ? 'reader' : 'consultant', [], 0),
          desk,
        ),
      ),
    );
    expect(outcomes.map(why).sort()).toEqual(['done', 'stale']);
    expect(eventsOf(world, 'person:bo')).toHaveLength(1);
  });

  test('of whom the last admin stays one', async () => {
    const world = new World();
    await meet(world, 'ada', true);
    expect(why(await grant(world, 'ada', 'reader'))).toBe('lastAdmin');
    expect(why(await grant(world, 'ada', 'admin'))).toBe('done');
    await meet(world, 'bo', true);
    expect(why(await grant(world, 'ada', 'reader'))).toBe('done');
    expect(why(await grant(world, 'bo', undefined))).toBe('lastAdmin');
  });
});

function anyVoucherCommand(random: Random, number: string): VoucherCommand {
  const accepted = random.below(2) === 0 ? GUARD_IDS : [];
  const over = { country: random.pick(['PL', 'PL', 'DE']), locationId: undefined };
  const commands: { readonly [T in VoucherCommand['type']]: Extract<VoucherCommand, { type: T }> } = {
    record: { type: 'record', facts: factsOf({ number }), stage: { status: 'assigned' } },
    amend: { type: 'amend', facts: factsOf({ number, serviceLevel: random.pick([1, 4, 5, 15]) }) },
    reserve: { ...reserve, reservation: reservationOf(over), accepted },
    reschedule: { type: 'reschedule', start: startsOn, end: endsOn, accepted },
    release: { type: 'release', on: today, reason: 'willNotHappen' },
    lose: { type: 'lose', on: today },
    comeBack: { type: 'comeBack', on: today },
    report: { ...report, accepted },
    redeem: { ...redeem, accepted },
    undo: { type: 'undo' },
    close: { type: 'close' },
    void: { type: 'void', reason: random.pick(['mistake', 'ranOut']) },
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
    for (let seed = 1; seed <= 100; seed += 1) {
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
  }, 60_000);

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
  }, 60_000);
});
