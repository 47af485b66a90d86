import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAdapter, type TeamsAdapter } from '../../../bot/teams/adapter.ts';
import { readConfig } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';
import type { Dispatcher } from '../../../bot/notify/dispatcher.ts';
import { monotonicClock } from '../../../bot/notify/monotonic-clock.ts';
import { Connector, type Manner } from './connector.ts';
import { personOf, put, referenceOf, rowTo, START, TENANT, World } from './given.ts';

/** For a connector that answers, on any machine; and for one that does not, short enough to wait for. */
const PATIENCE_MS = 60_000;
const DEADLINE_MS = 2_000;

let connector: Connector;
let adapter: TeamsAdapter;
let world: World;
let dispatcher: Dispatcher;
let taken: string[];

beforeEach(async () => {
  connector = await Connector.start();
  world = new World();
  taken = [];
  connector.onTaken = (conversation) => taken.push(conversation.slice(2));
  waitsFor(PATIENCE_MS);
  await put(world.store, [
    personOf('ada', { reference: referenceOf('ada', connector.url) }),
    personOf('bob', { reference: referenceOf('bob', connector.url) }),
  ]);
});
afterEach(async () => {
  await dispatcher.close();
  adapter.close();
  await connector.close();
});

/** The bot waits so long for an answer. */
function waitsFor(sendMs: number): void {
  adapter = createAdapter(readConfig({}), createLog('silent'), { sendMs });
  // The clock stands still: what is put off stays where it was put.
  dispatcher = world.dispatcher({
    connector: adapter,
    monotonic: monotonicClock,
    limits: { perConversationMs: 0 },
  });
}

/** One message to Ada, and what is left when everything about it is written. */
async function tell(...manners: readonly Manner[]): Promise<void> {
  let call = 0;
  connector.manner = () => manners[Math.min(call++, manners.length - 1)] ?? {};
  dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
  await dispatcher.sweep(TENANT);
}

describe('an answer of Teams over HTTP', () => {
  test.each<[string, Manner]>([
    ['200', {}],
    ['201', { status: 201 }],
    ['200 without an id', { noId: true }],
  ])('%s: told once, and done', async (_title, manner) => {
    await tell(manner);
    expect([connector.calls, taken, world.ids(), world.person('ada')?.unreachable]).toEqual([
      1,
      ['ada'],
      [],
      undefined,
    ]);
  });

  test.each<[number, string | undefined, string, boolean]>([
    [403, 'ConversationBlockedByUser', 'blocked', true],
    [403, 'MessageWritesBlocked', 'blocked', true],
    [403, 'BotNotInConversationRoster', 'notInstalled', false],
    [403, 'BotDisabledByAdmin', 'disabledByAdmin', true],
    [404, 'ConversationNotFound', 'notFound', false],
  ])('%i %s: the row is gone, the person is marked', async (status, code, why, keepsReference) => {
    await tell({ status, ...(code !== undefined && { code }) });
    expect([connector.calls, world.ids()]).toEqual([1, []]);
    expect(world.person('ada')?.unreachable).toEqual({ why, at: expect.any(Number) });
    expect(world.person('ada')?.reference !== undefined).toBe(keepsReference);
  });

  test('413: the row is gone, an error is logged, the person is not at fault', async () => {
    await tell({ status: 413, code: 'MessageSizeTooBig' });
    expect([connector.calls, world.ids(), world.person('ada')?.unreachable]).toEqual([1, [], undefined]);
    expect(world.lines.join('')).toMatch(/"level":"error".*notify.impossible/);
  });

  test.each<[string, Manner, number, number]>([
    ['403 with a code that nobody knows', { status: 403, code: 'ServiceError' }, 5, 1],
    ['403 without a code', { status: 403 }, 5, 1],
    ['404 with a code that nobody knows', { status: 404, code: 'ServiceError' }, 5, 1],
    ['404 without a code', { status: 404 }, 5, 1],
    ['412', { status: 412 }, 5, 1],
    ['429 without Retry-After', { status: 429 }, 5, 1],
    ['429 with Retry-After', { status: 429, retryAfter: '90' }, 94.5, 1],
    ['400', { status: 400, code: 'BadSyntax' }, 5, 1],
    ['500', { status: 500 }, 30, 2],
    ['502', { status: 502 }, 30, 2],
    ['503', { status: 503 }, 30, 2],
    ['503 with Retry-After', { status: 503, retryAfter: '90' }, 94.5, 2],
    ['504', { status: 504 }, 30, 2],
    ['a reset', { reset: true }, 30, 2],
    ['no answer at all', { silent: true }, 30, 2],
    ['an answer after the deadline', { lateMs: DEADLINE_MS * 3 }, 30, 2],
  ])('%s: the row waits, and says how long', async (_title, manner, seconds, attempts) => {
    if (manner.silent === true || manner.lateMs !== undefined) {
      adapter.close();
      waitsFor(DEADLINE_MS);
    }
    await tell(manner);
    expect(connector.calls).toBe(1);
    // The clock stood where it was when the row was put off, but for the milliseconds of real monotonic.
    const [row] = world.rows();
    expect(row).toMatchObject({ attempts, id: 'notice:a' });
    expect(((row?.due ?? 0) - START) / 1000).toBeCloseTo(seconds);
    expect(world.person('ada')?.unreachable).toBeUndefined();
    expect(world.person('ada')?.reference).toBeDefined();
  });

  test('429 with a pause of a second, and a message to somebody else meanwhile: both are told', async () => {
    let calls = 0;
    connector.manner = () => (++calls === 1 ? { status: 429, retryAfter: '1' } : {});
    dispatcher.notify(await put(world.store, [rowTo('ada', 'a')]));
    await dispatcher.sweep(TENANT);
    world.jump = 10_000;
    dispatcher.notify(await put(world.store, [rowTo('bob', 'b')]));
    await dispatcher.sweep(TENANT);
    expect([taken.toSorted(), world.ids()]).toEqual([['ada', 'bob'], []]);
  });

  test('taken although the answer was lost: it comes once more, and then it is done', async () => {
    await tell({ reset: true, taken: true }, {});
    world.jump = 60_000;
    await dispatcher.sweep(TENANT);
    expect([taken, world.ids()]).toEqual([['ada', 'ada'], []]);
  });
});

test('a message to a service URL that may not be called is never sent', async () => {
  await put(world.store, [
    personOf('ada', { reference: referenceOf('ada', 'https://smba.trafficmanager.net/') }),
  ]);
  await tell({});
  expect([connector.calls, world.rows()[0]?.attempts]).toEqual([0, 1]);
});
