import { expect, test } from '@jest/globals';
import { bar, type Part } from '../../../cards/kit/bar.ts';

const part = (count: number): Part => ({ count, says: `${count} synthetic`, style: 'accent' });

function widths(parts: readonly Part[]): readonly unknown[] {
  const [set] = bar(parts, 'said');
  return ((set?.['columns'] ?? []) as readonly { readonly width: number }[]).map(({ width }) => width);
}

test('a part is as wide as its number', () => {
  expect(widths([part(30), part(10)])).toEqual([75, 25]);
});

test('a part of none is left out, and a bar of nothing is none', () => {
  expect(widths([part(5), part(0), part(5)])).toEqual([50, 50]);
  expect(bar([part(0)], 'said')).toEqual([]);
});

test('the smallest part among hundreds still has room for its number', () => {
  const [small = 0, large = 0] = widths([part(1), part(999)]) as readonly number[];
  expect(small / (small + large)).toBeGreaterThan(0.1);
});

test('what the bar shows stands below it in words', () => {
  expect(JSON.stringify(bar([part(1)], '1 synthetic')[1])).toContain('1 synthetic');
});
