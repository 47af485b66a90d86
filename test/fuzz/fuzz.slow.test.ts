import { afterAll, expect, test } from '@jest/globals';
import { counted, endCounted } from '../torture/counted.ts';

interface Counts {
  readonly activities: number;
  readonly documents: number;
}

afterAll(endCounted);

test('two thousand activities that no Teams would send find nothing', async () => {
  const args = ['--activities', '2000', '--seed', '11'];
  const { code, printed, counts } = await counted<Counts>('test/fuzz/fuzz.ts', args);
  expect({ printed, code, counts }).toEqual({
    printed,
    code: 0,
    counts: expect.objectContaining({
      found: 0,
      deaths: 0,
      verbs: expect.stringMatching(/^1\d\d\//),
      seed: 11,
    }),
  });
  expect(counts.activities).toBeGreaterThanOrEqual(2_000);
  expect(counts.documents).toBeGreaterThan(100);
}, 900_000);
