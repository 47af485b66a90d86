import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  addWorkingDays,
  day,
  dayAt,
  daySchema,
  daysBetween,
  workingDays,
} from '../../domain/day.ts';
import { d, Random } from './given.ts';

describe('a day', () => {
  test.each(['2027-01-11', '2020-02-29', '2000-02-29', '1999-12-31'])('%s is one', (text) => {
    expect(day(text)).toBe(text);
    expect(daySchema.parse(text)).toBe(text);
  });

  test.each([
    ['not in a leap year', '2021-02-29'],
    ['not in a leap year of a century', '1900-02-29'],
    ['no such day', '2026-02-30'],
    ['no such month', '2026-13-01'],
    ['the month is zero', '2026-00-10'],
    ['one digit', '2026-1-1'],
    ['a time behind it', '2026-01-01T00:00'],
    ['a space before it', ' 2026-01-01'],
    ['a line break behind it', '2026-01-01\n'],
    ['another order', '01-02-2026'],
    ['other digits', '２０２６-01-01'],
    ['nothing', ''],
  ])('is none when it is %s', (_why, text) => {
    expect(day(text)).toBeUndefined();
    expect(daySchema.safeParse(text).success).toBe(false);
  });

  test('sorts as text in the order of time', () => {
    expect([d('2020-10-01'), d('2020-09-30'), d('2019-12-31')].sort()).toEqual([
      '2019-12-31',
      '2020-09-30',
      '2020-10-01',
    ]);
  });
});

describe('calendar days', () => {
  test.each([
    ['over a leap day', '2020-02-28', 2, '2020-03-01'],
    ['over the end of February', '2021-02-28', 1, '2021-03-01'],
    ['back over a leap day', '2020-03-01', -1, '2020-02-29'],
    ['over the new year', '2020-12-31', 1, '2021-01-01'],
    ['over the change to summer time', '2020-03-28', 2, '2020-03-30'],
    ['over the change to winter time', '2020-10-24', 2, '2020-10-26'],
    ['not at all', '2020-10-24', 0, '2020-10-24'],
  ])('count %s', (_how, from, count, to) => {
    expect(addDays(d(from), count)).toBe(to);
    expect(daysBetween(d(from), d(to))).toBe(count);
  });

  test('a year has 365 of them, a leap year 366', () => {
    expect(daysBetween(d('2021-01-01'), d('2022-01-01'))).toBe(365);
    expect(daysBetween(d('2020-01-01'), d('2021-01-01'))).toBe(366);
  });
});

describe('working days', () => {
  test.each([
    ['Friday and one is Monday', '2020-06-05', 1, '2020-06-08'],
    ['Saturday and one is Monday', '2020-06-06', 1, '2020-06-08'],
    ['Sunday and one is Monday', '2020-06-07', 1, '2020-06-08'],
    ['Monday less one is Friday', '2020-06-08', -1, '2020-06-05'],
    ['Sunday less one is Friday', '2020-06-07', -1, '2020-06-05'],
    ['Monday and five is the next Monday', '2020-06-01', 5, '2020-06-08'],
    ['nothing stays, even on a Saturday', '2020-06-06', 0, '2020-06-06'],
  ])('%s', (_title, from, count, to) => {
    expect(addWorkingDays(d(from), count)).toBe(to);
  });

  test.each([
    ['a week has five', '2020-06-01', '2020-06-07', 5],
    ['one day is one, both ends included', '2020-06-01', '2020-06-01', 1],
    ['a weekend has none', '2020-06-06', '2020-06-07', 0],
    ['the end before the start has none', '2020-06-05', '2020-06-01', 0],
    ['Friday to Monday are two', '2020-06-05', '2020-06-08', 2],
  ])('%s', (_title, start, end, count) => {
    expect(workingDays(d(start), d(end))).toBe(count);
  });

  test('counting forward and adding agree for any day and count', () => {
    const random = new Random(7);
    for (let round = 0; round < 300; round += 1) {
      const from = addDays(d('2019-01-01'), random.below(2000));
      const count = 1 + random.below(40);
      expect(workingDays(addDays(from, 1), addWorkingDays(from, count))).toBe(count);
      expect(workingDays(addWorkingDays(from, -count), addDays(from, -1))).toBe(count);
    }
  });
});

const hoursOf = (wanted: string, from: string): number =>
  Array.from({ length: 72 }, (_, hour) => dayAt(Date.parse(from) + hour * 3_600_000, 'Europe/Warsaw')).filter(
    (one) => one === wanted,
  ).length;

describe('the day at an instant', () => {
  test.each([
    ['is that of the zone, ahead of UTC', '2020-06-15T22:00:00Z', 'Europe/Warsaw', '2020-06-16'],
    ['is the day before until the last moment', '2020-06-15T21:59:59.999Z', 'Europe/Warsaw', '2020-06-15'],
    ['follows winter time', '2020-12-15T22:59:59Z', 'Europe/Warsaw', '2020-12-15'],
    ['follows winter time to its midnight', '2020-12-15T23:00:00Z', 'Europe/Warsaw', '2020-12-16'],
    ['is that of the zone, behind UTC', '2020-06-15T06:59:59Z', 'America/Los_Angeles', '2020-06-14'],
    ['begins at midnight behind UTC', '2020-06-15T07:00:00Z', 'America/Los_Angeles', '2020-06-15'],
    ['can be a day ahead of another zone', '2020-06-15T11:00:00Z', 'Pacific/Kiritimati', '2020-06-16'],
    ['knows a leap day', '2020-02-28T23:00:00Z', 'Europe/Warsaw', '2020-02-29'],
    ['is UTC in UTC', '2020-06-15T23:59:59Z', 'UTC', '2020-06-15'],
    ['is right where midnight does not exist', '2018-11-04T03:00:00Z', 'America/Sao_Paulo', '2018-11-04'],
  ])('%s', (_title, instant, zone, expected) => {
    expect(dayAt(Date.parse(instant), zone)).toBe(expected);
  });

  test('has 23 hours when summer time begins and 25 when it ends', () => {
    expect(hoursOf('2020-03-29', '2020-03-28T00:00:00Z')).toBe(23);
    expect(hoursOf('2020-10-25', '2020-10-24T00:00:00Z')).toBe(25);
    expect(hoursOf('2020-06-15', '2020-06-14T00:00:00Z')).toBe(24);
  });
});
