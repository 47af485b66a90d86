/**
 * Long work that may be interrupted: each `yield` ends a step, and a step is bounded whatever the work is given. So it
 * can be run to its end, or by somebody who lets others through between the steps, and its steps can be counted.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs work in slices that let others through; settles as the work ends. */
export type InSlices = <T>(work: Steps<T>) => Promise<T>;

/** Does all of `work` at once. */
export function finish<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
