import { afterAll, expect, test } from '@jest/globals';
import { counted, endCounted } from './counted.ts';

interface Counts {
  readonly kills: number;
  readonly turns: number;
  readonly answered: number;
  readonly [wrong: string]: unknown;
}

afterAll(endCounted);

test('a short torture kills the bot in both topologies and finds nothing wrong', async () => {
  const args = ['--kills', '12', '--seed', '11', '--people', '6'];
  const { code, printed, counts } = await counted<Counts>('test/torture/torture.ts', args);
  expect({ printed, code, counts }).toEqual({
    printed,
    code: 0,
    counts: expect.objectContaining({
      lost: 0,
      doubled: 0,
      half: 0,
      stuck: 0,
      untrue: 0,
      seed: 11,
    }),
  });
  expect(counts.kills).toBeGreaterThanOrEqual(12);
  expect(counts.turns).toBeGreaterThanOrEqual(20);
  expect(counts.answered).toBeGreaterThan(0);
}, 900_000);
