import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { sendFrom, zoneOf } from '../../../domain/notices/quiet-hours.ts';
import { Random } from '../given.ts';

const WARSAW = 'Europe/Warsaw';

/** An instant by a clock on the wall. */
const at = (local: string, zone = WARSAW): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const clock = (instant: number, zone = WARSAW): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

describe('a person is written to', () => {
  // 15 June 2020 was a Monday.
  test.each([
    ['2020-06-15T07:59', '2020-06-15T08:00'],
    ['2020-06-15T08:00', '2020-06-15T08:00'],
    ['2020-06-15T12:34', '2020-06-15T12:34'],
    ['2020-06-15T17:59', '2020-06-15T17:59'],
    ['2020-06-15T18:00', '2020-06-16T08:00'],
    ['2020-06-15T00:00', '2020-06-15T08:00'],
    ['2020-06-18T23:59', '2020-06-19T08:00'],
    ['2020-06-19T18:00', '2020-06-22T08:00'],
    ['2020-06-20T12:00', '2020-06-22T08:00'],
    ['2020-06-21T23:00', '2020-06-22T08:00'],
    // A leap day that is a Saturday, and the ends of a month and of a year.
    ['2020-02-28T19:00', '2020-03-02T08:00'],
    ['2020-12-31T19:00', '2021-01-01T08:00'],
  ])('at %s: from %s', (now, from) => {
    expect(clock(sendFrom(at(now), WARSAW))).toBe(from);
  });

  test.each([
    ['2020-06-15T07:59', '2020-06-15T08:00'],
    ['2020-06-15T08:00', '2020-06-15T08:00'],
    ['2020-06-15T08:01', '2020-06-16T08:00'],
    ['2020-06-19T12:00', '2020-06-22T08:00'],
    ['2020-06-20T07:00', '2020-06-22T08:00'],
  ])('with a digest at %s: from %s', (now, from) => {
    expect(clock(sendFrom(at(now), WARSAW, { digest: true }))).toBe(from);
  });

  test.each([
    ['2020-06-15T03:00', '2020-06-15T08:00'],
    ['2020-06-15T22:30', '2020-06-15T22:30'],
    ['2020-06-20T09:00', '2020-06-20T09:00'],
    ['2020-06-21T07:00', '2020-06-21T08:00'],
  ])('on the last day at %s: from %s, a digest or not', (now, from) => {
    expect(clock(sendFrom(at(now), WARSAW, { lastDay: true }))).toBe(from);
    expect(clock(sendFrom(at(now), WARSAW, { lastDay: true, digest: true }))).toBe(from);
  });

  test('by the wall clock when the clocks change', () => {
    // Warsaw: forward on Sunday 29 March 2020, back on Sunday 25 October; New York: on 8 March, a Sunday.
    expect(sendFrom(at('2020-03-27T18:00'), WARSAW) - at('2020-03-27T18:00')).toBe((62 - 1) * 3600_000);
    expect(sendFrom(at('2020-10-23T18:00'), WARSAW) - at('2020-10-23T18:00')).toBe((62 + 1) * 3600_000);
    const zone = 'America/New_York';
    expect(clock(sendFrom(at('2020-03-06T18:30', zone), zone), zone)).toBe('2020-03-09T08:00');
    expect(clock(sendFrom(at('2020-03-29T02:30'), WARSAW, { lastDay: true }))).toBe('2020-03-29T08:00');
  });

  test('by their own clock, wherever they are', () => {
    const now = at('2020-06-15T09:00');
    const zones = ['Pacific/Kiritimati', 'Asia/Kathmandu', 'America/Los_Angeles', 'UTC', 'Pacific/Pago_Pago'];
    expect(zones.map((zone) => clock(sendFrom(now, zone), zone))).toEqual([
      '2020-06-16T08:00',
      '2020-06-15T12:45',
      '2020-06-15T08:00',
      '2020-06-15T08:00',
      '2020-06-15T08:00',
    ]);
  });

  test('never in quiet hours, never before now, and at a moment that holds when asked again', () => {
    const random = new Random(20261120);
    const zones = ['Europe/Warsaw', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tokyo', 'Africa/Cairo'];
    const begin = at('2019-12-20T00:00');
    for (let run = 0; run < 2000; run += 1) {
      const zone = random.pick(zones);
      const now = begin + random.below(420 * 24 * 60) * 60_000;
      const lastDay = random.below(3) === 0;
      const digest = random.below(2) === 0;
      const from = sendFrom(now, zone, { lastDay, digest });
      const local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
      const shown = [clock(now, zone), zone, lastDay, digest, clock(from, zone)];
      expect([...shown, from >= now]).toEqual([...shown, true]);
      expect([...shown, local.hour >= 8]).toEqual([...shown, true]);
      const isQuiet = local.dayOfWeek > 5 || local.hour >= 18;
      expect([...shown, isQuiet && !lastDay]).toEqual([...shown, false]);
      expect(sendFrom(from, zone, { lastDay, digest })).toBe(from);
      if (lastDay) expect(clock(from, zone).slice(0, 10)).toBe(clock(now, zone).slice(0, 10));
      else expect(from - now).toBeLessThanOrEqual(4 * 24 * 3600_000);
    }
  });
});

test("a zone that no clock knows is the company's", () => {
  const company = { timeZone: WARSAW };
  expect(zoneOf({ timeZone: 'Asia/Tokyo' }, company)).toBe('Asia/Tokyo');
  expect(zoneOf({ timeZone: 'Mars/Olympus' }, company)).toBe(WARSAW);
  expect(zoneOf({ timeZone: '' }, company)).toBe(WARSAW);
  expect(zoneOf({}, company)).toBe(WARSAW);
});
