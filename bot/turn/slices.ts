import { setImmediate as loopTurns } from 'node:timers/promises';
import type { Steps } from '../../domain/steps.ts';

/** A slice ends with the first step that ends after so many milliseconds. */
const SLICE_MS = 8;

/** Settles when everybody who waited for the event loop before has had their slice, each in a turn of its own. */
let free: Promise<void> = Promise.resolve();

function afterOthers(): Promise<void> {
  free = free.then(() => loopTurns());
  return free;
}

/**
 * Runs `work` in slices; between two of them the event loop turns, so that requests are taken and answered. Of several
 * works at once one has a slice in each turn. Rejects with what the work throws.
 */
export async function inSlices<T>(work: Steps<T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await afterOthers();
  }
}
