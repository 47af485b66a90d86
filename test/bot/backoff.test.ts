import { expect, test } from '@jest/globals';
import { backoffMs, jittered, RETRY_AFTER_JITTER, NO_JITTER } from '../../bot/backoff.ts';

const half = () => 0.5;

test('the pause doubles with every retry, up to the longest', () => {
  const pauses = [0, 1, 2, 3, 40, 5000].map((retries) =>
    backoffMs({ firstMs: 500, longestMs: 3000, jitter: NO_JITTER }, retries),
  );
  expect(pauses).toEqual([500, 1000, 2000, 3000, 3000, 3000]);
});

test('without a longest it goes on doubling', () => {
  expect(backoffMs({ firstMs: 10, jitter: NO_JITTER }, 20)).toBe(10 * 2 ** 20);
});

test('equal jitter: from half of the pause to all of it, also of the longest', () => {
  const of = { firstMs: 100, longestMs: 150 };
  expect([() => 0, half, () => 1].map((random) => backoffMs(of, 0, random))).toEqual([50, 75, 100]);
  expect([() => 0, half, () => 1].map((random) => backoffMs(of, 9, random))).toEqual([75, 112.5, 150]);
});

test('a jitter of its own', () => {
  const of = { firstMs: 100, jitter: [0.5, 1.5] as const };
  expect([() => 0, half, () => 1].map((random) => backoffMs(of, 1, random))).toEqual([100, 200, 300]);
  expect([0, 0.5, 1].map((random) => Math.round(jittered(90, RETRY_AFTER_JITTER, random) * 10) / 10)).toEqual(
    [90, 94.5, 99],
  );
});

test('randomness is the process’s own unless it is given', () => {
  for (let at = 0; at < 50; at += 1) {
    const pause = backoffMs({ firstMs: 100 }, 0);
    expect(pause).toBeGreaterThanOrEqual(50);
    expect(pause).toBeLessThanOrEqual(100);
  }
});
