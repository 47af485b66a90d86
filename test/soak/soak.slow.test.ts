import { afterAll, expect, test } from '@jest/globals';
import { counted, endCounted } from '../torture/counted.ts';

interface Counts {
  readonly vouchers: number;
}

afterAll(endCounted);

test('two thousand turns leave nothing that is not explained', async () => {
  const args = ['--turns', '2000', '--people', '12', '--seed', '11'];
  const { code, printed, counts } = await counted<Counts>('test/soak/soak.ts', args);
  expect({ printed, code, counts }).toEqual({
    printed,
    code: 0,
    counts: expect.objectContaining({ turns: 2_000, days: 2, wrong: 0, notMet: 0, seed: 11 }),
  });
  expect(counts.vouchers).toBeGreaterThan(10);
}, 1_800_000);
