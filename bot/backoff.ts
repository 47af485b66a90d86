/** How long to wait before trying again; times in milliseconds. */
export interface Backoff {
  /** The pause before the first retry; it doubles with every further one. */
  readonly firstMs: number;
  /** No pause is longer than this, jitter aside; absent = it doubles without end. */
  readonly longestMs?: number;
  /**
   * The pause is multiplied by a random factor from the first number to the second, so that what failed together is
   * not tried together. `NO_JITTER` where only one can be trying; absent = equal jitter, half of the pause to all.
   */
  readonly jitter?: Jitter;
}

/** The least and the greatest factor. */
export type Jitter = readonly [least: number, greatest: number];

const EQUAL_JITTER: Jitter = [0.5, 1];
export const NO_JITTER: Jitter = [1, 1];
/** For a pause that another asked for (`Retry-After`): never sooner. */
export const RETRY_AFTER_JITTER: Jitter = [1, 1.1];

/**
 * Exponential backoff with jitter: milliseconds to wait before the retry that `retries` others came before (0 = the
 * first). `random` gives from 0 to 1.
 */
export function backoffMs(
  { firstMs, longestMs = Infinity, jitter = EQUAL_JITTER }: Backoff,
  retries: number,
  random: () => number = Math.random,
): number {
  return jittered(Math.min(firstMs * 2 ** retries, longestMs), jitter, random());
}

/** A pause times a random factor within the jitter; `random` is from 0 to 1. */
export function jittered(ms: number, [least, greatest]: Jitter, random: number): number {
  return ms * (least + (greatest - least) * random);
}
