import { describe, expect, test } from '@jest/globals';
import { weekOf } from '../../../domain/day.ts';
import { meet, weeksThatFit, type Span } from '../../../domain/plan/weeks.ts';
import { d } from '../given.ts';

const span = (start: string, end: string): Span => ({ start: d(start), end: d(end) });
const weeks = (
  busy: readonly Span[],
  days: number,
  from: string,
  until: string,
  most = 3,
): readonly string[] =>
  weeksThatFit(busy, { days, from: d(from), until: d(until), most }).map(
    ({ start, end }) => `${start} ${end}`,
  );

test.each([
  ['2027-01-11', '2027-01-11'],
  ['2027-01-17', '2027-01-11'],
  ['2027-01-18', '2027-01-18'],
  // The epoch was a Thursday, and days before it count on.
  ['1970-01-01', '1969-12-29'],
])('the week of %s begins on %s', (day, monday) => {
  expect(weekOf(d(day))).toBe(monday);
});

describe('spans meet', () => {
  test.each([
    ['on the day on which one ends and the other begins', '2027-01-15', '2027-01-20', true],
    ['one within the other', '2027-01-12', '2027-01-13', true],
    ['not on the day after', '2027-01-16', '2027-01-20', false],
    ['not on the day before', '2027-01-04', '2027-01-10', false],
  ])('%s', (_how, start, end, are) => {
    const week = span('2027-01-11', '2027-01-15');
    expect(meet(week, span(start, end))).toBe(are);
    expect(meet(span(start, end), week)).toBe(are);
  });
});

describe('weeks that fit', () => {
  test('five days are whole weeks, one after another', () => {
    expect(weeks([], 5, '2027-01-06', '2027-02-28')).toEqual([
      '2027-01-11 2027-01-15',
      '2027-01-18 2027-01-22',
      '2027-01-25 2027-01-29',
    ]);
  });

  test('days that are taken are passed over, also when only one of a week is', () => {
    const busy = [span('2027-01-15', '2027-01-15'), span('2027-01-20', '2027-01-27')];
    expect(weeks(busy, 5, '2027-01-06', '2027-02-12')).toEqual([
      '2027-02-01 2027-02-05',
      '2027-02-08 2027-02-12',
    ]);
  });

  test('fewer days fit beside others in one week, and never over its end', () => {
    const busy = [span('2027-01-11', '2027-01-12')];
    expect(weeks(busy, 3, '2027-01-11', '2027-01-24')).toEqual([
      '2027-01-13 2027-01-15',
      '2027-01-18 2027-01-20',
    ]);
    expect(weeks([], 3, '2027-01-14', '2027-01-20')).toEqual(['2027-01-18 2027-01-20']);
    expect(weeks([], 1, '2027-01-15', '2027-01-15')).toEqual(['2027-01-15 2027-01-15']);
  });

  test('ten days begin on a Monday', () => {
    expect(weeks([], 10, '2027-01-06', '2027-01-18')).toEqual([
      '2027-01-11 2027-01-22',
      '2027-01-18 2027-01-29',
    ]);
  });

  test('the last day to begin is one of them, the day after is none', () => {
    expect(weeks([], 5, '2027-01-06', '2027-01-11')).toEqual(['2027-01-11 2027-01-15']);
  });

  test('a week is torn only where no whole one is left', () => {
    expect(weeks([], 5, '2027-01-06', '2027-01-08')).toEqual(['2027-01-06 2027-01-12']);
    expect(weeks([span('2027-01-06', '2027-01-06')], 5, '2027-01-06', '2027-01-08')).toEqual([
      '2027-01-07 2027-01-13',
    ]);
    // A Saturday is no day to begin.
    expect(weeks([], 5, '2027-01-09', '2027-01-10')).toEqual([]);
  });

  test('nothing fits where all is taken, and before the first day to begin', () => {
    expect(weeks([span('2026-12-01', '2027-06-30')], 1, '2027-01-06', '2027-03-31')).toEqual([]);
    expect(weeks([], 5, '2027-02-01', '2027-01-31')).toEqual([]);
  });

  test('weeks in which the clocks change are weeks as others', () => {
    // In Europe on 28 March and 31 October 2027.
    expect(weeks([], 5, '2027-03-26', '2027-04-05')).toEqual([
      '2027-03-29 2027-04-02',
      '2027-04-05 2027-04-09',
    ]);
    expect(weeks([], 10, '2027-10-23', '2027-10-25')).toEqual(['2027-10-25 2027-11-05']);
    expect(weeks([span('2027-03-28', '2027-03-28')], 5, '2027-03-22', '2027-03-29')).toEqual([
      '2027-03-22 2027-03-26',
      '2027-03-29 2027-04-02',
    ]);
  });

  test('however far the last day to begin lies, no more than a year and a half are looked at', () => {
    expect(weeks([span('2027-01-01', '2034-12-31')], 5, '2027-01-06', '2036-12-31')).toEqual([]);
  });
});
