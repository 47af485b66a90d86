import { expect, test } from '@jest/globals';
import { badge, dueBadge, toneOfDue } from '../../../cards/kit/badge.ts';
import { speaker } from '../../../cards/kit/say.ts';
import { addDays, type Day } from '../../../domain/day.ts';

const TODAY = '2026-11-20' as Day;

test.each([
  [-1, 'late'],
  [0, 'soon'],
  [14, 'soon'],
  [15, 'plain'],
] as const)('a day %d days from today is %s', (days, tone) => {
  expect(toneOfDue(addDays(TODAY, days), TODAY)).toBe(tone);
});

test('says the days in words: nothing rests on the colour', () => {
  const t = speaker('en');
  const said = [-2, 0, 3].map((days) => dueBadge(t, addDays(TODAY, days), TODAY)['text']);
  expect(said).toEqual([t('due.passed', { days: 2 }), t('due.today'), t('due.left', { days: 3 })]);
});

test('an old client reads the same words', () => {
  const { text, fallback } = badge('synthetic', 'late');
  expect((fallback as { readonly text: string }).text).toBe(text);
});
