import { beforeEach, describe, expect, test } from '@jest/globals';
import { RateLimiter, type RateLimits, type Spent } from '../../../bot/notify/rate-limiter.ts';
import { FakeMonotonicClock, settled } from './fake-monotonic-clock.ts';

interface Start {
  readonly at: number;
  readonly tenantId: string;
  readonly conversation: string;
}

let monotonic: FakeMonotonicClock;
let limiter: RateLimiter;
let starts: Start[];
let most: number;

beforeEach(() => {
  monotonic = new FakeMonotonicClock();
  starts = [];
  most = 0;
});

function limit(limits: Partial<RateLimits> = {}): void {
  limiter = new RateLimiter({ limits, monotonic, random: () => 0.5 });
}

type Answer = (start: Start, index: number) => { readonly ms?: number; readonly spent?: Spent };

/** One job that takes `ms` and ends as told. */
function submit(tenantId: string, conversation: string, answer: Answer = () => ({})): void {
  limiter.submit({
    tenantId,
    conversation,
    start: () => {
      const start = { at: monotonic.now(), tenantId, conversation };
      starts.push(start);
      most = Math.max(most, limiter.underWay);
      const { ms = 0, spent = { kind: 'delivered' } } = answer(start, starts.length - 1);
      return new Promise((resolve) => monotonic.after(ms, () => resolve(spent)));
    },
  });
}

/** The most starts in any stretch of so many milliseconds. */
function densest(ms: number, of: readonly Start[] = starts): number {
  return Math.max(...of.map(({ at }) => of.filter((one) => one.at >= at && one.at < at + ms).length));
}

describe('the rate', () => {
  test('of a conversation is one a second, counted from the end of a message', async () => {
    limit({ perTenant: 1000, inAll: 1000 });
    for (let n = 0; n < 5; n += 1) submit('t', 'slow', () => ({ ms: 300 }));
    await monotonic.pass(10_000);
    expect(starts.map(({ at }) => at)).toEqual([0, 1300, 2600, 3900, 5200]);
  });

  test('of a tenant holds in every second, and all of it is used', async () => {
    limit({ perTenant: 10, inAll: 1000 });
    for (let n = 0; n < 600; n += 1) submit('t', `c${n}`, (_start, index) => ({ ms: (index * 37) % 700 }));
    await monotonic.pass(60_000);
    expect(densest(1000)).toBeLessThanOrEqual(11);
    expect(starts.length).toBeGreaterThanOrEqual(595);
  });

  test('of all tenants holds in every second, and they share it', async () => {
    limit({ perTenant: 10, inAll: 20 });
    for (let n = 0; n < 300; n += 1) for (const t of ['a', 'b', 'c', 'd']) submit(t, `${t}${n}`);
    await monotonic.pass(20_000);
    expect(densest(1000)).toBeLessThanOrEqual(21);
    expect(starts.length).toBeGreaterThanOrEqual(396);
    for (const t of ['a', 'b', 'c', 'd']) {
      expect(
        Math.abs(starts.filter(({ tenantId }) => tenantId === t).length - starts.length / 4),
      ).toBeLessThan(2);
    }
  });

  test('is caught up after a timer that came late, but not after a time without work', async () => {
    limit({ perTenant: 100, inAll: 1000 });
    for (let n = 0; n < 10; n += 1) submit('t', `c${n}`);
    await monotonic.pass(1_000_000);
    starts = [];
    for (let n = 0; n < 100; n += 1) submit('t', `d${n}`);
    await settled();
    expect(starts.length).toBeLessThanOrEqual(6);
  });

  test('is not used up by what sent nothing', async () => {
    limit({ perTenant: 1, inAll: 1 });
    for (let n = 0; n < 20; n += 1) submit('t', 'one', () => ({ spent: { kind: 'nothing' } }));
    submit('t', 'one');
    await monotonic.pass(100);
    expect(starts).toHaveLength(21);
  });
});

describe('no more than so many at once', () => {
  test('in all; and one tenant whose messages hang has at most half', async () => {
    limit({ perTenant: 1000, inAll: 1000, inFlight: 50 });
    for (let n = 0; n < 200; n += 1) submit('slow', `s${n}`, () => ({ ms: 4_000 }));
    await monotonic.pass(1_000);
    expect(limiter.underWay).toBe(25);
    for (let n = 0; n < 200; n += 1) submit('quick', `q${n}`, () => ({ ms: 1 }));
    await monotonic.pass(1_000);
    expect(starts.filter(({ tenantId }) => tenantId === 'quick')).toHaveLength(200);
    await monotonic.pass(60_000);
    expect(starts).toHaveLength(400);
    expect(most).toBeLessThanOrEqual(50);
  });

  test('a conversation with many messages keeps no other waiting, and its own order', async () => {
    limit({ perTenant: 10, inAll: 10 });
    const order: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      submit('t', 'many', () => {
        order.push(n);
        return {};
      });
    }
    for (let n = 0; n < 10; n += 1) submit('t', `one${n}`);
    await monotonic.pass(1_500);
    expect(starts.filter(({ conversation }) => conversation !== 'many')).toHaveLength(10);
    await monotonic.pass(60_000);
    expect(order).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('nothing is kept of conversations that are through', async () => {
    limit({ perTenant: 1000, inAll: 1000 });
    for (let n = 0; n < 100; n += 1) submit('t', `c${n}`);
    await monotonic.pass(10_000);
    expect([limiter.underWay, monotonic.waiting]).toEqual([0, 0]);
  });
});

describe('a tenant that was throttled', () => {
  const throttled: Spent = { kind: 'throttled' };

  test('pauses for as long as it was told, other tenants do not', async () => {
    limit({ perTenant: 10, inAll: 1000 });
    for (let n = 0; n < 50; n += 1) {
      submit('a', `a${n}`, (_start, index) =>
        index === 0 ? { spent: { ...throttled, retryAfterMs: 7000 } } : {},
      );
    }
    await settled();
    for (let n = 0; n < 50; n += 1) submit('b', `b${n}`);
    await monotonic.pass(6_900);
    expect(limiter.rateOf('a')).toBe(0);
    expect(limiter.pauseOf('a')).toBeGreaterThan(100);
    expect(starts.filter(({ tenantId }) => tenantId === 'a')).toHaveLength(1);
    expect(starts.filter(({ tenantId }) => tenantId === 'b')).toHaveLength(50);
    await monotonic.pass(60_000);
    expect(starts).toHaveLength(100);
  });

  test('without being told for how long, pauses longer every time, up to a bound', async () => {
    limit({ perTenant: 100, inAll: 1000, firstPauseMs: 1000, longestPauseMs: 60_000 });
    submit('t', 'first', () => ({ spent: throttled }));
    await settled();
    await monotonic.pass(0);
    for (let n = 1; n < 40; n += 1) submit('t', `c${n}`, () => ({ spent: throttled }));
    await monotonic.pass(3_600_000);
    const gaps = starts.slice(1).map(({ at }, index) => at - (starts[index]?.at ?? 0));
    expect(gaps.slice(0, 8)).toEqual([800, 1550, 3050, 6050, 12_050, 24_050, 45_050, 45_050]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
    expect(starts).toHaveLength(40);
  });

  test('is not told again by what was under way when it began to pause', async () => {
    limit({ perTenant: 1000, inAll: 1000, firstPauseMs: 1000 });
    for (let n = 0; n < 20; n += 1) {
      submit('t', `c${n}`, () => ({ ms: 10 + n, spent: throttled }));
    }
    submit('t', 'after');
    await monotonic.pass(3_000);
    expect(starts.at(-1)).toMatchObject({ conversation: 'after' });
    expect(starts.at(-1)?.at).toBeLessThan(2_000);
  });

  test('goes on slowly, and is as fast as before only when a while went well', async () => {
    limit({ perTenant: 100, inAll: 1000, firstPauseMs: 100 });
    submit('t', 'bad', () => ({ spent: throttled }));
    await monotonic.pass(200);
    expect(limiter.rateOf('t')).toBe(50);
    for (let n = 0; n < 5; n += 1) submit('t', `c${n}`);
    await monotonic.pass(1_000);
    expect(limiter.rateOf('t')).toBe(75);
    for (let n = 0; n < 50; n += 1) submit('t', `d${n}`);
    await monotonic.pass(2_000);
    expect(limiter.rateOf('t')).toBe(100);
  });
});

test('when it is opened everything starts at once, and it ends when that has', async () => {
  limit({ perTenant: 1, inAll: 1 });
  for (let n = 0; n < 9; n += 1) submit('t', `c${n % 3}`, () => ({ spent: { kind: 'sent' }, ms: 5 }));
  const opened = limiter.open();
  await monotonic.pass(100);
  await opened;
  expect([starts.length, limiter.underWay]).toEqual([9, 0]);
});
