import { describe, expect, test } from '@jest/globals';
import {
  consequenceOf,
  DEFAULT_RETRY_POLICY,
  withReachability,
  LONGEST_PAUSE_MS,
  type Attempt,
  type Consequence,
} from '../../../bot/notify/consequences.ts';
import type { Person } from '../../../domain/people/person.ts';

const SECOND = 1000;
const maybe: Attempt = { kind: 'unknown', reason: 'timeout', sent: 'maybe' };
const again = (inMs: number, attempts: number): Consequence => ({ next: 'again', inMs, attempts });

describe('what follows from an attempt', () => {
  test.each<[Attempt, number, Consequence]>([
    [{ kind: 'delivered', id: 'a' }, 1, { next: 'done' }],
    [{ kind: 'delivered', id: '' }, 8, { next: 'done' }],
    [{ kind: 'blocked' }, 1, { next: 'unreachable', why: 'blocked', forget: false }],
    [{ kind: 'disabledByAdmin' }, 1, { next: 'unreachable', why: 'disabledByAdmin', forget: false }],
    [{ kind: 'notInstalled' }, 1, { next: 'unreachable', why: 'notInstalled', forget: true }],
    [{ kind: 'otherApp' }, 1, { next: 'unreachable', why: 'otherApp', forget: true }],
    [{ kind: 'notFound', what: 'conversation' }, 1, { next: 'unreachable', why: 'notFound', forget: true }],
    [{ kind: 'notFound', what: 'activity' }, 1, { next: 'unreachable', why: 'notFound', forget: true }],
    [{ kind: 'noReference' }, 1, { next: 'unreachable', why: 'never', forget: false }],
    [{ kind: 'tooLarge' }, 1, { next: 'impossible' }],
    [{ kind: 'unknown', reason: 'activity', sent: 'no' }, 1, { next: 'impossible' }],
    [{ kind: 'throttled' }, 1, again(5 * SECOND, 1)],
    [{ kind: 'throttled' }, 3, again(120 * SECOND, 3)],
    [{ kind: 'throttled', retryAfterMs: 1 }, 1, again(5 * SECOND, 1)],
    [{ kind: 'throttled', retryAfterMs: 100 * SECOND }, 1, again(105 * SECOND, 1)],
    [{ kind: 'throttled' }, 8, { next: 'givenUp' }],
    [{ kind: 'notComposed' }, 2, again(30 * SECOND, 2)],
    [{ kind: 'notComposed' }, 8, { next: 'givenUp' }],
    // May have arrived: it counts double, so that it shows a few times at most.
    [maybe, 1, again(30 * SECOND, 2)],
    [maybe, 3, again(900 * SECOND, 4)],
    [maybe, 5, again(21_600 * SECOND, 6)],
    [maybe, 7, { next: 'givenUp' }],
    [{ ...maybe, reason: 'connection' }, 1, again(30 * SECOND, 2)],
    [{ ...maybe, reason: 'status', status: 500 }, 1, again(30 * SECOND, 2)],
    [{ ...maybe, reason: 'status', status: 503, retryAfterMs: 60 * SECOND }, 1, again(63 * SECOND, 2)],
    // Did not arrive, and nobody knows why: the person is not judged by it.
    [{ kind: 'unknown', reason: 'status', sent: 'no', status: 400 }, 1, again(5 * SECOND, 1)],
    [{ kind: 'unknown', reason: 'status', sent: 'no', status: 400 }, 8, { next: 'givenUp' }],
    [{ kind: 'unknown', reason: 'status', sent: 'no', status: 403 }, 8, { next: 'givenUp' }],
    [{ kind: 'unknown', reason: 'status', sent: 'no', status: 404 }, 1, again(5 * SECOND, 1)],
    [{ kind: 'unknown', reason: 'status', sent: 'no', status: 412 }, 1, again(5 * SECOND, 1)],
    [{ kind: 'unknown', reason: 'serviceUrl', sent: 'no' }, 8, { next: 'givenUp', why: 'never' }],
    // Our own trouble: tried for as long as it lasts, ten minutes apart at the most.
    [{ kind: 'unknown', reason: 'token', sent: 'no' }, 1, again(5 * SECOND, 1)],
    [{ kind: 'unknown', reason: 'connection', sent: 'no' }, 4, again(600 * SECOND, 4)],
    [{ kind: 'unknown', reason: 'timeout', sent: 'no' }, 5, again(600 * SECOND, 4)],
    [{ kind: 'unknown', reason: 'status', sent: 'no', status: 401 }, 8, again(600 * SECOND, 7)],
  ])('%j at attempt %i', (attempt, attempts, expected) => {
    expect(consequenceOf(attempt, attempts, 0.5)).toEqual(expected);
  });

  test('what failed together is not tried together, and no pause is longer than the longest', () => {
    for (const [index] of DEFAULT_RETRY_POLICY.pauses.entries()) {
      const [soon, late] = [0, 1].map((random) => consequenceOf({ kind: 'throttled' }, index + 1, random));
      if (soon?.next !== 'again' || late?.next !== 'again') throw new Error('given up too early');
      expect(late.inMs / soon.inMs).toBeCloseTo(1.25 / 0.75);
      expect(late.inMs).toBeLessThan(LONGEST_PAUSE_MS);
    }
  });

  test('a message that nobody ever answers for is given up after four attempts, any other after about a day', () => {
    let [attempts, sent] = [0, 0];
    for (;;) {
      sent += 1;
      const next = consequenceOf(maybe, attempts + 1, 0.5);
      if (next.next !== 'again') break;
      ({ attempts } = next);
    }
    expect(sent).toBe(4);
    const day = DEFAULT_RETRY_POLICY.pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
    expect(day).toBeGreaterThan(20);
    expect(day).toBeLessThan(28);
  });
});

describe('what is learnt about a person', () => {
  const person: Person = { name: 'Ada (synthetic)', roles: [], language: 'en', reference: 'r1' };
  const blocked = { why: 'blocked', forget: false } as const;
  const gone = { why: 'notInstalled', forget: true } as const;

  test('why they cannot be reached, and since when', () => {
    expect(withReachability(person, { tried: 'r1', unreachable: blocked }, 7)).toEqual({
      ...person,
      unreachable: { why: 'blocked', at: 7 },
    });
  });

  test('a dead reference is forgotten', () => {
    const { reference: _, ...rest } = person;
    expect(withReachability(person, { tried: 'r1', unreachable: gone }, 7)).toEqual({
      ...rest,
      unreachable: { why: 'notInstalled', at: 7 },
    });
  });

  test('that they can be reached again', () => {
    expect(
      withReachability({ ...person, unreachable: { why: 'blocked', at: 3 } }, { tried: 'r1' }, 7),
    ).toEqual(person);
  });

  test('nothing, when it is known already or they have come back since', () => {
    const known = { ...person, unreachable: { why: 'blocked', at: 3 } } as const;
    const back = { ...person, reference: 'r2' };
    expect(withReachability(known, { tried: 'r1', unreachable: blocked }, 7)).toBe(known);
    expect(withReachability(back, { tried: 'r1', unreachable: gone }, 7)).toBe(back);
    expect(withReachability(person, { tried: 'r1' }, 7)).toBe(person);
  });

  test('nothing from having nowhere to write to, when it is known why', () => {
    const { reference: _, ...uninstalled } = {
      ...person,
      unreachable: { why: 'notInstalled', at: 3 },
    } as const;
    const never = { tried: undefined, unreachable: { why: 'never', forget: false } } as const;
    expect(withReachability(uninstalled, never, 7)).toBe(uninstalled);
  });
});
