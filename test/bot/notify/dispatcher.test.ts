import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryOutcome } from '../../../bot/teams/outcomes.ts';
import type { Dispatcher } from '../../../bot/notify/dispatcher.ts';
import { daySchema } from '../../../domain/day.ts';
import type { NoticeDocument } from '../../../domain/store/documents.ts';
import { personId } from '../../../domain/store/ids.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { channelDoc, personOf, put, referenceOf, rowTo, START, TENANT, World } from './given.ts';
import { settled } from './fake-monotonic-clock.ts';

const DAY = daySchema.parse('2020-06-15');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const maybe: DeliveryOutcome = { kind: 'unknown', reason: 'timeout', sent: 'maybe' };

let world: World;
let dispatcher: Dispatcher;

beforeEach(async () => {
  world = new World();
  dispatcher = world.dispatcher();
  await put(
    world.store,
    ['ada', 'bob', 'cyd'].map((id) => personOf(id)),
  );
});

/** Closing waits for messages under way, which wait for time to pass. */
async function close(one = dispatcher): Promise<void> {
  const closed = { yet: false };
  const closing = one.close().then(() => (closed.yet = true));
  while (!closed.yet) await world.monotonic.pass(SECOND);
  await closing;
}
afterEach(() => close());

describe('a row', () => {
  test('that was committed just now goes at once, is claimed before it is sent, and removed after', async () => {
    const claims: unknown[] = [];
    world.answer = () => {
      claims.push(world.rows().map(({ due, attempts }) => [due - world.clock.now(), attempts]));
      return undefined;
    };
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b')]));
    await world.monotonic.pass(SECOND);
    expect(world.sent).toEqual([
      { at: 0, to: 'ada', text: 'a' },
      { at: 50, to: 'bob', text: 'b' },
    ]);
    expect(claims[0]).toEqual([
      [MINUTE, 1],
      [MINUTE, 1],
    ]);
    expect([world.ids(), dispatcher.load]).toEqual([[], { rows: 0, underWay: 0 }]);
  });

  test('that a turn brings while a pass takes it is in hand once, and its person is told on', async () => {
    const news = (to: string, key: string): NoticeDocument =>
      rowTo(to, key, {
        subject: personId(to),
        notices: [{ code: 'voucher.recorded', subject: `voucher:${key}`, day: DAY }],
      });
    const adas = await put(world.store, [news('ada', 'a')]);
    // More than a page, so that the rest of a message is asked for.
    for (let part = 0; part < 4; part += 1)
      await put(
        world.store,
        Array.from({ length: 50 }, (_, nth) => news('bob', `b${part}-${nth}`)),
      );
    let queries = 0;
    world.store.before = async (call) => {
      if (call !== 'query') return;
      queries += 1;
      if (queries !== 2) return;
      dispatcher.notify(adas);
      await settled();
    };
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(2 * MINUTE);
    expect(queries).toBeGreaterThan(2);
    expect([world.ids(), dispatcher.load]).toEqual([[], { rows: 0, underWay: 0 }]);
    const before = world.sent.filter(({ to }) => to === 'ada').length;
    dispatcher.notify(await put(world.store, [news('ada', 'later')]));
    await world.monotonic.pass(2 * MINUTE);
    expect(world.sent.filter(({ to }) => to === 'ada').length).toBe(before + 1);
  });

  test('that is due later goes then', async () => {
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a', { due: START + 90 * SECOND })]));
    await world.monotonic.pass(89 * SECOND);
    expect(world.sent).toEqual([]);
    await world.monotonic.pass(3 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
  });

  test('that is addressed to nobody yet is left alone', async () => {
    dispatcher.notify(await put(world.store, [rowTo(undefined, 'a'), rowTo('ada', 'b')]));
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(SECOND);
    expect([world.texts, world.ids()]).toEqual([['b'], ['notice:a']]);
  });

  test('to somebody who is gone is removed', async () => {
    dispatcher.notify(await put(world.store, [rowTo('nobody', 'a')]));
    await world.monotonic.pass(SECOND);
    expect([world.sent, world.ids()]).toEqual([[], []]);
  });

  test('that is not true any more is removed unsent, and uses up none of the rate', async () => {
    await close();
    dispatcher = world.dispatcher({
      compose: (row) => Promise.resolve(row.id === 'notice:b' ? { text: row.id } : 'drop'),
    });
    const rows = ['x', 'y', 'z', 'b'].map((key) => rowTo('ada', key));
    dispatcher.notify(await put(world.store, rows));
    await world.monotonic.pass(500);
    expect([world.texts, world.ids()]).toEqual([['b'], []]);
  });

  test('of many that are not true any more is looked at before the pass is over', async () => {
    await close();
    dispatcher = world.dispatcher({ compose: () => Promise.resolve('drop') });
    await put(
      world.store,
      Array.from({ length: 20 }, (_, n) => rowTo('ada', `r${n}`)),
    );
    let left: readonly string[] | undefined;
    const swept = dispatcher.sweep(TENANT).then(() => (left = world.ids()));
    await world.monotonic.pass(30 * SECOND);
    await swept;
    expect([left, world.sent]).toEqual([[], []]);
  });

  test('speaks the language that the person has chosen a minute ago', async () => {
    await close();
    dispatcher = world.dispatcher({
      compose: (row, person) => Promise.resolve({ text: `${row.id} ${person.language}` }),
    });
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(SECOND);
    await put(world.store, [personOf('ada', { language: 'pl' })]);
    await world.monotonic.pass(MINUTE);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'b')]));
    await world.monotonic.pass(SECOND);
    expect(world.texts).toEqual(['a en', 'b pl']);
  });

  test('is tried again, and in the end given up, when what it says cannot be made', async () => {
    await close();
    dispatcher = world.dispatcher({ compose: () => Promise.reject(new Error('private words')) });
    world.look(dispatcher);
    await put(world.store, [rowTo('ada', 'a')]);
    await world.monotonic.pass(30 * HOUR);
    expect([world.sent, world.ids()]).toEqual([[], []]);
    expect(world.lines.filter((line) => line.includes('notify.not_composed'))).toHaveLength(8);
    expect(world.lines.join('')).toContain('notify.givenUp');
    expect(world.lines.join('')).not.toContain('private');
  });

  test('is removed together with others, also when another replica took one of them', async () => {
    await close();
    dispatcher = world.dispatcher({ limits: { perTenant: 1000, inAll: 1000 } });
    const rows = await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b'), rowTo('cyd', 'c')]);
    const batches = world.store.written;
    dispatcher.notify(rows);
    await world.monotonic.pass(15);
    // Another replica took one of them meanwhile: the others are written all the same.
    await put(world.store, [rowTo('bob', 'b', { due: START + HOUR })]);
    await world.monotonic.pass(SECOND);
    expect(world.ids()).toEqual(['notice:b']);
    // The claim, the other replica's, and one for the two that are left.
    expect(world.store.written - batches).toBe(3);
  });
});

describe('what comes closely together for one person', () => {
  /** Something that is only told, in a row that may go with others. */
  const news = (to: string, key: string): NoticeDocument =>
    rowTo(to, key, {
      subject: personId(to),
      notices: [{ code: 'voucher.recorded', subject: `voucher:${key}`, day: DAY }],
    });
  /** Messages as the vouchers that each of them tells of. */
  const told: string[][] = [];
  beforeEach(async () => {
    await close();
    told.length = 0;
    dispatcher = world.dispatcher({
      compose: (row) => {
        told.push(row.notices.map(({ subject }) => subject.slice('voucher:'.length)));
        return Promise.resolve({ text: row.id });
      },
    });
  });

  test('is one message after the first: twelve vouchers in a minute are three', async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      dispatcher.notify(await put(world.store, [news('ada', `v${nth}`)]));
      await world.monotonic.pass(5 * SECOND);
    }
    await world.monotonic.pass(MINUTE);
    expect(told.map(({ length }) => length)).toEqual([1, 6, 5]);
    expect(new Set(told.flat()).size).toBe(12);
    expect([world.sent.length, world.ids()]).toEqual([3, []]);
  });

  test('keeps nobody else waiting, and nothing that asks, which takes along what waited', async () => {
    dispatcher.notify(await put(world.store, [news('ada', 'a'), news('bob', 'b')]));
    await world.monotonic.pass(2 * SECOND);
    dispatcher.notify(await put(world.store, [news('ada', 'c')]));
    await world.monotonic.pass(2 * SECOND);
    expect(told).toEqual([['a'], ['b']]);
    dispatcher.notify(
      await put(world.store, [
        rowTo('ada', 'd', {
          subject: personId('ada'),
          notices: [{ code: 'expiry.near', subject: 'voucher:d', day: DAY }],
        }),
      ]),
    );
    await world.monotonic.pass(2 * SECOND);
    expect(told.slice(2).map((one) => one.toSorted())).toEqual([['c', 'd']]);
    expect(world.ids()).toEqual([]);
  });

  test('that a page does not hold is found by whom it is for; two processes send it once', async () => {
    const other = world.dispatcher({
      compose: (row) => {
        told.push(row.notices.map(({ subject }) => subject.slice('voucher:'.length)));
        return Promise.resolve({ text: row.id });
      },
    });
    for (let nth = 0; nth < 40; nth += 1)
      await put(world.store, [news('ada', `a${nth}`), news('bob', `b${nth}`), news('cyd', `c${nth}`)]);
    void dispatcher.sweep(TENANT);
    void other.sweep(TENANT);
    await world.monotonic.pass(2 * MINUTE);
    expect(told.map(({ length }) => length)).toEqual([40, 40, 40]);
    expect(world.ids()).toEqual([]);
    await close(other);
  });

  test('is tried again together, and each row counts its own tries', async () => {
    world.answer = (_sent, index) => (index === 0 ? { kind: 'throttled' } : undefined);
    dispatcher.notify(await put(world.store, [news('ada', 'a'), { ...news('ada', 'b'), attempts: 3 }]));
    await world.monotonic.pass(100);
    expect(world.rows().map(({ id, attempts }) => [id, attempts])).toEqual([
      ['notice:a', 1],
      ['notice:b', 4],
    ]);
    await world.monotonic.pass(30 * MINUTE);
    expect(told.at(-1)).toEqual(['b']);
    expect(world.ids()).toEqual([]);
  });
});

describe('somebody in the middle of a dialog', () => {
  let busy: boolean;
  beforeEach(async () => {
    busy = true;
    await close();
    dispatcher = world.dispatcher({ compose: (row) => Promise.resolve(busy ? 'later' : { text: row.id }) });
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a'), rowTo('ada', 'b')]));
    await world.monotonic.pass(SECOND);
  });

  test('is told right after it, and having waited counts for nothing', async () => {
    expect(world.rows().map(({ attempts }) => attempts)).toEqual([0, 0]);
    busy = false;
    dispatcher.resume(TENANT, 'ada');
    await world.monotonic.pass(2 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a', 'b'], []]);
    dispatcher.resume(TENANT, 'ada');
    await world.monotonic.pass(SECOND);
    expect(world.sent).toHaveLength(2);
  });

  test('is asked for again when nobody says that they are through, also by another process', async () => {
    await close();
    busy = false;
    dispatcher = world.dispatcher();
    world.look(dispatcher);
    await world.monotonic.pass(4 * MINUTE);
    expect(world.sent).toEqual([]);
    await world.monotonic.pass(2 * MINUTE);
    expect([world.texts, world.ids()]).toEqual([['a', 'b'], []]);
  });
});

describe('somebody who cannot be reached', () => {
  test.each<[DeliveryOutcome, string, boolean]>([
    [{ kind: 'blocked' }, 'blocked', true],
    [{ kind: 'disabledByAdmin' }, 'disabledByAdmin', true],
    [{ kind: 'notInstalled' }, 'notInstalled', false],
    [{ kind: 'notFound', what: 'conversation' }, 'notFound', false],
  ])('%j: the row goes, why is kept', async (outcome, why, keepsReference) => {
    world.answer = () => outcome;
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a'), rowTo('ada', 'b')]));
    await world.monotonic.pass(5 * SECOND);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'c')]));
    await world.monotonic.pass(5 * SECOND);
    expect(world.ids()).toEqual([]);
    expect(world.person('ada')?.unreachable?.why).toBe(why);
    expect(world.person('ada')?.reference !== undefined).toBe(keepsReference);
  });

  test('a reference of another app is never called', async () => {
    await put(world.store, [personOf('ada', { reference: referenceOf('ada', undefined, '28:other') })]);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(SECOND);
    expect([world.sent, world.ids()]).toEqual([[], []]);
    expect(world.person('ada')).toMatchObject({ unreachable: { why: 'otherApp' } });
    expect(world.person('ada')?.reference).toBeUndefined();
  });

  test.each([undefined, '{}', 'no JSON'])('a reference that is %s is never called', async (reference) => {
    const { reference: _, ...rest } = personOf('ada');
    await put(world.store, [reference === undefined ? rest : { ...rest, reference }]);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(SECOND);
    expect([world.sent, world.ids(), world.person('ada')?.unreachable?.why]).toEqual([[], [], 'never']);
  });

  test('and can again is not marked any more', async () => {
    await put(world.store, [personOf('ada', { unreachable: { why: 'blocked', at: 1 } })]);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(SECOND);
    expect([world.texts, world.person('ada')]).toEqual([['a'], personOf('ada')]);
  });

  test('by the reference that we knew, and came back since, gets it by the new one', async () => {
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(SECOND);
    // Our copy is of before this.
    await put(world.store, [personOf('ada', { reference: referenceOf('ada-again') })]);
    world.answer = ({ to }) => (to === 'ada' ? { kind: 'notInstalled' } : undefined);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'b')]));
    await world.monotonic.pass(5 * SECOND);
    expect(world.sent.map(({ to }) => to)).toEqual(['ada', 'ada', 'ada-again']);
    expect(world.person('ada')?.unreachable).toBeUndefined();
    expect(world.ids()).toEqual([]);
  });

  test('is marked while other messages end: they are written too', async () => {
    world.answer = ({ to }) => (to === 'ada' ? { kind: 'blocked' } : undefined);
    world.store.before = async (call) => {
      if (call === 'commit' && world.person('ada')?.unreachable === undefined) {
        await new Promise<void>((resolve) => world.monotonic.after(400, resolve));
      }
    };
    const swept = put(world.store, [
      rowTo('ada', 'a'),
      ...['x', 'y', 'z'].map((key) => rowTo('bob', key)),
    ]).then((rows) => {
      dispatcher.notify(rows);
      return dispatcher.sweep(TENANT);
    });
    await world.monotonic.pass(20 * SECOND);
    await swept;
    expect([world.texts.toSorted(), world.ids(), dispatcher.load.rows]).toEqual([
      ['a', 'x', 'y', 'z'],
      [],
      0,
    ]);
    expect(world.person('ada')?.unreachable?.why).toBe('blocked');
  });

  test('and is written by somebody else at the same time: both is kept', async () => {
    world.answer = () => ({ kind: 'blocked' });
    const rows = await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b')]);
    world.store.before = async (call) => {
      if (call !== 'commit' || world.sent.length === 0) return;
      world.store.before = undefined;
      await put(world.store, [personOf('ada', { language: 'pl' })]);
    };
    dispatcher.notify(rows);
    await world.monotonic.pass(5 * SECOND);
    expect(world.person('ada')).toMatchObject({ language: 'pl', unreachable: { why: 'blocked' } });
    expect(world.person('bob')).toMatchObject({ unreachable: { why: 'blocked' } });
  });
});

describe('a channel', () => {
  const to = 'channel:19:news';
  beforeEach(() => put(world.store, [channelDoc('19:news')]));

  test('gets its rows beside those of many people', async () => {
    const people = Array.from({ length: 20 }, (_, index) => `p${index}`);
    await put(
      world.store,
      people.map((id) => personOf(id)),
    );
    const rows = [...people.map((id) => rowTo(id, id)), rowTo(to, 'c')];
    dispatcher.notify(await put(world.store, rows));
    await world.monotonic.pass(20 * SECOND);
    expect([world.texts.toSorted(), world.ids()]).toEqual([[...people, 'c'].toSorted(), []]);
    expect(world.sent.find(({ text }) => text === 'c')?.to).toBe('19:news');
    expect(world.channels()).toEqual([to]);
  });

  test.each([
    [{ kind: 'notFound', what: 'conversation' }, []],
    [{ kind: 'notInstalled' }, []],
    [{ kind: 'blocked' }, [to]],
    [{ kind: 'disabledByAdmin' }, [to]],
    [{ kind: 'tooLarge' }, [to]],
  ] satisfies readonly [DeliveryOutcome, string[]][])('after %j: %j is left', async (outcome, left) => {
    world.answer = () => outcome;
    dispatcher.notify(await put(world.store, [rowTo(to, 'a')]));
    await world.monotonic.pass(2 * SECOND);
    expect([world.texts, world.ids(), world.channels()]).toEqual([['a'], [], left]);
    dispatcher.notify(await put(world.store, [rowTo(to, 'b')]));
    await world.monotonic.pass(2 * SECOND);
    expect(world.sent).toHaveLength(1 + left.length);
    expect(world.ids()).toEqual([]);
  });

  test('of another app goes without a call', async () => {
    await put(world.store, [
      channelDoc('19:news', { reference: referenceOf('19:news', undefined, '28:other') }),
    ]);
    dispatcher.notify(await put(world.store, [rowTo(to, 'a')]));
    await world.monotonic.pass(2 * SECOND);
    expect([world.sent, world.ids(), world.channels()]).toEqual([[], [], []]);
  });

  test('that was unsubscribed a moment ago gets nothing more, though it got something just before', async () => {
    dispatcher.notify(await put(world.store, [rowTo(to, 'a')]));
    await world.monotonic.pass(2 * SECOND);
    await world.store.commit(TENANT, [{ op: 'delete', id: to }]);
    dispatcher.notify(await put(world.store, [rowTo(to, 'b')]));
    await world.monotonic.pass(2 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
  });

  test('that was subscribed anew while it was judged stays, and gets it by the new reference', async () => {
    const again = channelDoc('19:news', { reference: referenceOf('19:again') });
    world.answer = ({ to: where }) => (where === '19:news' ? { kind: 'notInstalled' } : undefined);
    dispatcher.notify(await put(world.store, [rowTo(to, 'a')]));
    await world.monotonic.pass(5);
    await put(world.store, [again]);
    await world.monotonic.pass(3 * SECOND);
    expect(world.sent.map(({ to: where }) => where)).toEqual(['19:news', '19:again']);
    expect([world.ids(), world.channels()]).toEqual([[], [to]]);
  });
});

describe('what may be tried again', () => {
  test('is, with growing pauses, and is given up after about a day', async () => {
    world.answer = () => ({ kind: 'unknown', reason: 'status', sent: 'no', status: 400 });
    world.look(dispatcher);
    await put(world.store, [rowTo('ada', 'a')]);
    await world.monotonic.pass(30 * HOUR);
    const gaps = world.sent
      .slice(1)
      .map(({ at }, index) => Math.round((at - (world.sent[index]?.at ?? 0)) / SECOND));
    expect(gaps.map((gap, index) => gap - [5, 30, 120, 900, 3600, 21_600, 57_600][index]!)).toEqual(
      gaps.map(() => expect.closeTo(0, -1)),
    );
    expect(gaps).toHaveLength(7);
    expect(world.ids()).toEqual([]);
    expect(world.person('ada')).toMatchObject({ reference: expect.any(String) });
    expect(world.person('ada')?.unreachable).toBeUndefined();
  });

  test('and may have arrived, only a few times', async () => {
    world.answer = () => maybe;
    world.look(dispatcher);
    await put(world.store, [rowTo('ada', 'a')]);
    await world.monotonic.pass(30 * HOUR);
    expect([world.sent.length, world.ids()]).toEqual([4, []]);
  });

  test('waits at least as long as Teams says', async () => {
    world.answer = (_sent, index) =>
      index === 0 ? { kind: 'throttled', retryAfterMs: 90 * SECOND } : undefined;
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(90 * SECOND);
    expect(world.sent).toHaveLength(1);
    await world.monotonic.pass(15 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a', 'a'], []]);
  });

  test('for trouble of our own is tried for days, and reaches them in the end', async () => {
    world.answer = ({ at }) =>
      at < 72 * HOUR ? { kind: 'unknown', reason: 'token', sent: 'no' } : undefined;
    world.look(dispatcher);
    await put(world.store, [rowTo('ada', 'a')]);
    await world.monotonic.pass(73 * HOUR);
    expect([world.ids(), world.person('ada')?.unreachable]).toEqual([[], undefined]);
    expect(world.sent.at(-1)?.at).toBeGreaterThan(72 * HOUR);
  });

  test('is never what is too large, which is an error of ours', async () => {
    world.answer = () => ({ kind: 'tooLarge' });
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(HOUR);
    expect([world.sent.length, world.ids(), world.person('ada')]).toEqual([1, [], personOf('ada')]);
    expect(world.lines.filter((line) => line.includes('"level":"error"'))).toHaveLength(1);
  });

  test('when the connector breaks its word it ends as what may be tried again', async () => {
    world.answer = (_sent, index) => (index === 0 ? new Error('broken') : undefined);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await world.monotonic.pass(MINUTE);
    expect([world.texts, world.ids()]).toEqual([['a', 'a'], []]);
  });
});

describe('a tenant', () => {
  const many = (count: number, tenantId = TENANT) =>
    Array.from({ length: count }, (_, n) => ({
      person: personOf(`p${n}`, { tenantId }),
      row: rowTo(`p${n}`, `${tenantId}-${n}`, { tenantId }),
    }));

  async function given(count: number, tenantId = TENANT): Promise<void> {
    const all = many(count, tenantId);
    await put(world.store, [...all.map(({ person }) => person), ...all.map(({ row }) => row)]);
  }

  test('with a thousand rows gets each once, a page at a time', async () => {
    await given(1_000);
    let most = 0;
    world.answer = () => {
      most = Math.max(most, dispatcher.load.rows);
      return undefined;
    };
    const swept = dispatcher.sweep(TENANT);
    await world.monotonic.pass(102 * SECOND);
    await swept;
    expect([world.sent.length, new Set(world.texts).size, world.ids()]).toEqual([1_000, 1_000, []]);
    expect(most).toBeLessThanOrEqual(100);
    // One walk through the people a minute, not a read for each of them.
    expect(world.store.calls.read).toBeLessThan(100);
    // Claimed by fifty; acknowledged at once, which at ten a second is one by one.
    expect(world.store.calls.commit).toBeLessThan(1_070);
  });

  test('shares what there is with the others, however many rows it has', async () => {
    const tenants = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const tenantId of tenants) await given(tenantId === 'a' ? 600 : 60, tenantId);
    for (const tenantId of tenants) void dispatcher.sweep(tenantId);
    await world.monotonic.pass(30 * SECOND);
    for (const tenantId of tenants.slice(1)) expect(world.ids(tenantId)).toEqual([]);
    await world.monotonic.pass(60 * SECOND);
    expect(world.ids('a')).toEqual([]);
    expect(new Set(world.texts).size).toBe(960);
    expect(world.sent).toHaveLength(960);
  });

  test('with a person who has a hundred rows tells the others meanwhile, and that one all, in order', async () => {
    await put(
      world.store,
      Array.from({ length: 100 }, (_, n) => rowTo('ada', `many-${100 + n}`, { due: START - 1000 + n })),
    );
    await put(world.store, [rowTo('bob', 'b'), rowTo('cyd', 'c')]);
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(5 * SECOND);
    expect(world.texts).toEqual(expect.arrayContaining(['b', 'c']));
    await world.monotonic.pass(130 * SECOND);
    const own = world.sent.filter(({ to }) => to === 'ada');
    expect(own.map(({ text }) => text)).toEqual(own.map((_, n) => `many-${100 + n}`));
    expect(own.slice(1).every(({ at }, index) => at - (own[index]?.at ?? 0) >= 1000)).toBe(true);
    expect([own.length, world.ids()]).toEqual([100, []]);
  });

  test('that Teams throttles pauses; its rows are not counted as tried; the other tenants go on', async () => {
    await given(200, 'a');
    await given(100, 'b');
    world.answer = ({ at, text }) =>
      at < 10 * MINUTE && text.startsWith('a') ? { kind: 'throttled', retryAfterMs: 5 * MINUTE } : undefined;
    for (const tenantId of ['a', 'b']) void dispatcher.sweep(tenantId);
    await world.monotonic.pass(MINUTE);
    expect(world.ids('b')).toEqual([]);
    expect(world.texts.filter((text) => text.startsWith('a')).length).toBeLessThanOrEqual(25);
    await world.monotonic.pass(30 * MINUTE);
    expect(world.ids('a')).toEqual([]);
    expect(world.sent.filter(({ at, text }) => at >= 10 * MINUTE && text.startsWith('a'))).toHaveLength(200);
    expect(world.lines.join('')).not.toContain('notify.givenUp');
  });

  test('that is not allowed any more is not served, and its rows stay', async () => {
    await close();
    let allowed = true;
    dispatcher = world.dispatcher({ serves: () => allowed });
    await given(60);
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(2 * SECOND);
    const before = world.sent.length;
    expect(before).toBeGreaterThan(0);
    allowed = false;
    await world.monotonic.pass(MINUTE);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'new')]));
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(HOUR);
    expect(world.sent.length).toBeLessThanOrEqual(before + 1);
    expect(world.rows().length).toBeGreaterThanOrEqual(60 - before);
    allowed = true;
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(MINUTE);
    expect([world.ids(), new Set(world.texts).size, world.sent.length]).toEqual([[], 61, 61]);
  });
});

describe('a clock that jumps', () => {
  test('ahead does not flood', async () => {
    const rows = Array.from({ length: 200 }, (_, n) =>
      rowTo(`p${n}`, `r${n}`, { due: START + HOUR + n * MINUTE }),
    );
    await put(world.store, [...rows.map(({ to = '' }) => personOf(to)), ...rows]);
    world.look(dispatcher);
    await world.monotonic.pass(MINUTE);
    world.jump = 30 * 24 * HOUR;
    await world.monotonic.pass(10 * MINUTE);
    expect(world.sent).toHaveLength(200);
    for (const { at } of world.sent) {
      expect(world.sent.filter((one) => one.at >= at && one.at < at + SECOND).length).toBeLessThanOrEqual(11);
    }
  });

  test('back loses nothing: what was made or put off by the clock that was ahead comes', async () => {
    world.jump = 365 * 24 * HOUR;
    world.answer = (_sent, index) => (index === 0 ? { kind: 'throttled' } : undefined);
    world.look(dispatcher);
    dispatcher.notify(await put(world.store, [rowTo('ada', 'tried')]));
    await world.monotonic.pass(SECOND);
    const later = world.clock.now() + HOUR;
    await put(world.store, [rowTo('bob', 'made', { due: later, madeAt: later - HOUR })]);
    await put(world.store, [rowTo('cyd', 'patient', { due: START + 2 * HOUR })]);
    // More than a page of rows that are nobody's yet stands before them.
    const others = Array.from({ length: 120 }, (_, n) =>
      rowTo(undefined, `other${n}`, { due: START + HOUR }),
    );
    await put(world.store, others);
    world.jump = 0;
    await world.monotonic.pass(2 * MINUTE);
    expect(world.texts.toSorted()).toEqual(['made', 'tried', 'tried']);
    await world.monotonic.pass(2 * HOUR);
    expect([world.texts.length, world.texts.at(-1), world.ids().length]).toEqual([4, 'patient', 120]);
  });

  test('back does not make two dispatchers take the same row', async () => {
    world.takesMs = 3 * SECOND;
    await put(world.store, [rowTo('ada', 'a', { due: START + HOUR, madeAt: START + HOUR })]);
    world.look(dispatcher);
    await world.monotonic.pass(SECOND);
    const other = world.dispatcher();
    world.look(other);
    await world.monotonic.pass(10 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
    await close(other);
  });

  test('back while the process was down loses nothing either', async () => {
    const ahead = START + 365 * 24 * HOUR;
    await put(world.store, [rowTo('ada', 'a', { due: ahead + MINUTE, madeAt: START, attempts: 1 })]);
    world.look(dispatcher);
    await world.monotonic.pass(SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
  });
});

describe('two dispatchers on one store', () => {
  test('send every row once', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => rowTo(`p${n}`, `r${n}`));
    await put(world.store, [...rows.map(({ to = '' }) => personOf(to)), ...rows]);
    let seed = 1;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const other = world.dispatcher({ random });
    for (const one of [dispatcher, other]) world.look(one);
    await world.monotonic.pass(40 * SECOND);
    expect([world.sent.length, new Set(world.texts).size, world.ids()]).toEqual([500, 500, []]);
    // Both had a part in it.
    expect(world.sent.filter(({ at }) => at < 30 * SECOND).length).toBeGreaterThan(310);
    await close(other);
  });

  test('of which one is kept waiting for longer than its claim: the other sends, and the first does not', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => rowTo(`p${n}`, `r${n}`));
    await put(world.store, [...rows.map(({ to = '' }) => personOf(to)), ...rows]);
    world.answer = (_sent, index) =>
      index === 0 ? { kind: 'throttled', retryAfterMs: 5 * MINUTE } : undefined;
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(SECOND);
    const other = world.dispatcher();
    world.look(other);
    await world.monotonic.pass(6 * MINUTE);
    expect(new Set(world.texts.slice(1)).size).toBe(20);
    expect(world.sent.length).toBeLessThanOrEqual(21);
    await close(other);
  });

  test('and one row that the other has already: the rest goes at once', async () => {
    const rows = await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b'), rowTo('cyd', 'c')]);
    await put(world.store, [rowTo('bob', 'b', { due: START + MINUTE, attempts: 1 })]);
    dispatcher.notify(rows);
    await world.monotonic.pass(50);
    expect(world.texts).toEqual(['a', 'c']);
  });

  test('are told of the same row at the same time: one sends it', async () => {
    const other = world.dispatcher();
    const rows = await put(world.store, [rowTo('ada', 'a')]);
    for (const one of [dispatcher, other]) one.notify(rows);
    await world.monotonic.pass(SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
    await close(other);
  });
});

describe('a process that died', () => {
  /** From here on nothing of the process comes through. */
  function dying(): { dispatcher: Dispatcher; die: () => void } {
    let dead = false;
    const never = new Promise<never>(() => undefined);
    const { store } = world;
    const mortal = world.dispatcher({
      store: {
        read: (tenantId, kind, id) => (dead ? never : store.read(tenantId, kind, id)),
        query: (tenantId, query) => (dead ? never : store.query(tenantId, query)),
        count: (tenantId, counted) => (dead ? never : store.count(tenantId, counted)),
        commit: (tenantId, writes) => (dead ? never : store.commit(tenantId, writes)),
        ready: () => store.ready(),
      },
      connector: {
        send: (reference, activity) => {
          if (dead) return never;
          world.sent.push({
            at: world.monotonic.now(),
            to: reference.conversation.id.slice(2),
            text: String(activity.text),
          });
          return Promise.resolve({ kind: 'delivered', id: 'x' });
        },
      },
    });
    return { dispatcher: mortal, die: () => (dead = true) };
  }

  test('between the claim and the send: another sends it when the claim has run out', async () => {
    const mortal = dying();
    const rows = await put(world.store, [rowTo('ada', 'a')]);
    // The claim is on its way when it dies.
    world.store.before = (call) => {
      if (call === 'commit') mortal.die();
    };
    mortal.dispatcher.notify(rows);
    await settled();
    world.store.before = undefined;
    world.look(dispatcher);
    await world.monotonic.pass(50 * SECOND);
    expect([world.sent, world.rows()[0]?.attempts]).toEqual([[], 1]);
    await world.monotonic.pass(15 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
  });

  test('between the send and its acknowledgement: what was in flight comes once more, nothing else', async () => {
    const mortal = dying();
    const rows = Array.from({ length: 30 }, (_, n) => rowTo(`p${n}`, `r${n}`));
    await put(world.store, [...rows.map(({ to = '' }) => personOf(to)), ...rows]);
    void mortal.dispatcher.sweep(TENANT);
    await world.monotonic.pass(555);
    mortal.die();
    const [sent, left] = [world.sent.length, world.rows().length];
    const unwritten = sent - (30 - left);
    expect(unwritten).toBeGreaterThan(0);
    world.look(dispatcher);
    await world.monotonic.pass(2 * MINUTE);
    expect(world.ids()).toEqual([]);
    expect(world.sent).toHaveLength(30 + unwritten);
  });
});

describe('a store that gives no answer', () => {
  test('when rows are looked for or claimed is asked again, and nothing is lost', async () => {
    await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b')]);
    for (const call of ['query', 'commit'] as const) world.store.failNext(call);
    world.look(dispatcher);
    await world.monotonic.pass(MINUTE);
    expect([world.texts.toSorted(), world.ids()]).toEqual([['a', 'b'], []]);
  });

  test('to a claim that was written: the row is not sent before it runs out', async () => {
    const rows = await put(world.store, [rowTo('ada', 'a')]);
    world.store.failNext('commit', 'lostAfter');
    dispatcher.notify(rows);
    world.look(dispatcher);
    await world.monotonic.pass(55 * SECOND);
    expect(world.sent).toEqual([]);
    await world.monotonic.pass(10 * SECOND);
    expect([world.texts, world.ids()]).toEqual([['a'], []]);
  });

  test.each(['unchanged', 'lostBefore', 'lostAfter'] as const)(
    'when a row is removed (%s) is told later, and nobody gets it twice',
    async (fault) => {
      const rows = await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b')]);
      world.look(dispatcher);
      dispatcher.notify(rows);
      await world.monotonic.pass(90);
      for (let n = 0; n < 5; n += 1) world.store.failNext('commit', fault);
      await world.monotonic.pass(10 * MINUTE);
      expect([world.texts, world.ids(), dispatcher.load.rows]).toEqual([['a', 'b'], [], 0]);
    },
  );
});

describe('closing', () => {
  test('waits for what is under way, sends nothing more, and leaves the rest to the next process at once', async () => {
    const rows = Array.from({ length: 80 }, (_, n) => rowTo(`p${n}`, `r${n}`));
    await put(world.store, [...rows.map(({ to = '' }) => personOf(to)), ...rows]);
    world.takesMs = 3 * SECOND;
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(SECOND);
    const { length } = world.sent;
    expect(length).toBeGreaterThan(5);
    await close();
    expect(world.sent).toHaveLength(length);
    expect(world.rows()).toHaveLength(80 - length);
    expect(world.rows().every(({ due, attempts }) => due <= world.clock.now() && attempts === 0)).toBe(true);
    dispatcher = world.dispatcher();
    void dispatcher.sweep(TENANT);
    await world.monotonic.pass(30 * SECOND);
    expect([new Set(world.texts).size, world.sent.length, world.ids()]).toEqual([80, 80, []]);
  });

  test('ends although the store takes nothing: what was sent comes once more from the next process', async () => {
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a'), rowTo('bob', 'b')]));
    await world.monotonic.pass(5);
    world.store.before = (call) => {
      if (call === 'commit') throw new StoreFailure('down', 'unchanged');
    };
    await close();
    expect([world.texts, world.ids()]).toEqual([['a'], ['notice:a', 'notice:b']]);
    world.store.before = undefined;
    dispatcher = world.dispatcher();
    world.look(dispatcher);
    await world.monotonic.pass(2 * MINUTE);
    expect([world.texts.toSorted(), world.ids()]).toEqual([['a', 'a', 'b'], []]);
  });
});
