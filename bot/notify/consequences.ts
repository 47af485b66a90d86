import { present } from '../../domain/present.ts';
import type { Person, Unreachable } from '../../domain/people/person.ts';
import { jittered, RETRY_AFTER_JITTER, type Jitter } from '../backoff.ts';
import type { DeliveryOutcome } from '../teams/outcomes.ts';

/** What came of one attempt: what Teams said, or why nothing was called. */
export type Attempt =
  | DeliveryOutcome
  | { readonly kind: 'otherApp' }
  | { readonly kind: 'noReference' }
  | { readonly kind: 'notComposed' };

/** What follows from an attempt, for the row and for the person. */
export type Consequence =
  /** They have it. */
  | { readonly next: 'done' }
  /** They cannot be written to; `forget` = nor will they ever be by this reference. */
  | { readonly next: 'unreachable'; readonly why: Unreachable; readonly forget: boolean }
  /** This message will never be taken, which says nothing about the person. */
  | { readonly next: 'impossible' }
  /** Once more after so many milliseconds; `attempts` is what the row is to say then. */
  | { readonly next: 'again'; readonly inMs: number; readonly attempts: number }
  /** Tried too often; without `why` nothing is learnt of the person: some of it may have arrived, or was not theirs. */
  | { readonly next: 'givenUp'; readonly why?: Unreachable };

/** Around the pause of the table: a quarter sooner or later. */
const AROUND: Jitter = [0.75, 1.25];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface RetryPolicy {
  /** The pause after the first attempt, the second, …; when there is none left, it is given up. About a day in all. */
  readonly pauses: readonly number[];
  /** An attempt that may have arrived counts for so many: the message may show once more every time. */
  readonly maybeCosts: number;
  /** The longest pause for what is our own trouble: it is never given up for that, */
  readonly ownMs: number;
  /** and counts for no more than so many attempts. */
  readonly ownCounts: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  pauses: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 16 * HOUR],
  maybeCosts: 2,
  ownMs: 10 * MINUTE,
  ownCounts: 4,
};

/** No pause is longer than this: `due` further ahead of a row that was tried is by another clock. */
export const LONGEST_PAUSE_MS = 24 * HOUR;

/** No token, no connection, no free socket, a token that is refused: it says nothing about who it was meant for. */
function isOurs(outcome: DeliveryOutcome & { kind: 'unknown' }): boolean {
  if (outcome.reason === 'status') return outcome.status === 401;
  return outcome.sent === 'no' && outcome.reason !== 'serviceUrl';
}

/**
 * The one table of what follows. `attempts` counts this one; `random` is from 0 to 1, so that what failed together
 * is not tried together.
 */
export function consequenceOf(
  attempt: Attempt,
  attempts: number,
  random: number,
  retryPolicy: RetryPolicy = DEFAULT_RETRY_POLICY,
): Consequence {
  const { pauses, maybeCosts, ownMs, ownCounts } = retryPolicy;
  const again = (counted: number, atLeastMs = 0, why?: Unreachable): Consequence => {
    const pause = pauses[counted - 1];
    if (pause === undefined) return present({ next: 'givenUp', why });
    const inMs = Math.max(jittered(pause, AROUND, random), jittered(atLeastMs, RETRY_AFTER_JITTER, random));
    return { next: 'again', inMs, attempts: counted };
  };
  switch (attempt.kind) {
    case 'delivered':
      return { next: 'done' };
    case 'blocked':
    case 'disabledByAdmin':
      return { next: 'unreachable', why: attempt.kind, forget: false };
    case 'notInstalled':
    case 'otherApp':
      return { next: 'unreachable', why: attempt.kind, forget: true };
    case 'notFound':
      return { next: 'unreachable', why: 'notFound', forget: true };
    case 'noReference':
      return { next: 'unreachable', why: 'never', forget: false };
    case 'tooLarge':
      return { next: 'impossible' };
    case 'notComposed':
      return again(attempts);
    case 'throttled':
      return again(attempts, attempt.retryAfterMs);
    case 'unknown': {
      if (attempt.reason === 'activity') return { next: 'impossible' };
      if (attempt.sent === 'maybe') return again(attempts + maybeCosts - 1, attempt.retryAfterMs);
      // An answer that means nothing to us says nothing of the person, however often it comes.
      if (attempt.reason === 'status' && attempt.status !== 401) return again(attempts, attempt.retryAfterMs);
      if (!isOurs(attempt)) return again(attempts, attempt.retryAfterMs, 'never');
      const pause = Math.min(pauses[attempts - 1] ?? ownMs, ownMs);
      const counted = attempts > ownCounts ? attempts - 1 : attempts;
      return { next: 'again', inMs: jittered(pause, AROUND, random), attempts: counted };
    }
    default:
      return attempt satisfies never;
  }
}

/** What an attempt showed about a person; `tried` is the reference that was used. */
export interface Reachability {
  readonly tried: string | undefined;
  readonly unreachable?: { readonly why: Unreachable; readonly forget: boolean };
}

/**
 * The person with what was learnt; the same object when there is nothing to change. Who came back meanwhile (the
 * reference is another one) is not judged by the old one.
 */
export function withReachability<P extends Person>(
  person: P,
  { tried, unreachable }: Reachability,
  at: number,
): P {
  if (person.reference !== tried) return person;
  if (unreachable === undefined) {
    if (person.unreachable === undefined) return person;
    const { unreachable: _, ...reached } = person;
    return reached as P;
  }
  // Without a reference nothing was tried: what is known of them already says more.
  if (tried === undefined && person.unreachable !== undefined) return person;
  const { why, forget } = unreachable;
  const gone = forget && person.reference !== undefined;
  if (person.unreachable?.why === why && !gone) return person;
  const marked = { ...person, unreachable: { why, at } };
  if (gone) delete marked.reference;
  return marked;
}
