import type { DeliveryOutcome } from './outcomes.ts';

/** The pauses before the second try, the third, …, in milliseconds: somebody is waiting. */
const PAUSES_MS: readonly number[] = [500, 1_500, 4_000];
/** Whoever is asked to come back later than this is left to what tries for longer. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * May the same call do better within seconds? Not one that was refused, nor one that cannot be made, nor one that
 * nobody answered in time: to wait for that again would hold up the conversation. `isEdit`: another try of it never
 * shows anything twice.
 */
function isPassing(outcome: DeliveryOutcome, isEdit: boolean): boolean {
  if (outcome.kind === 'throttled') return true;
  if (outcome.kind !== 'unknown') return false;
  switch (outcome.reason) {
    case 'serviceUrl':
    case 'activity':
    case 'timeout':
      return false;
    case 'status':
      return true;
    case 'connection':
    case 'token':
      return outcome.sent === 'no' || isEdit;
    default:
      return outcome.reason satisfies never;
  }
}

/**
 * Answers that somebody waits for, tried a few more times within about six seconds: Teams says 403, 404, 412 or 5xx in
 * passing. What still did not arrive is the caller's again.
 */
export class SoonAgain {
  readonly #pauses: readonly number[];
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  /** `pauses`: other ones, for tests. */
  constructor(pauses = PAUSES_MS) {
    this.#pauses = pauses;
  }

  /** The outcome of the last try. `isWanted` is asked before each further one. */
  async deliver(
    call: () => Promise<DeliveryOutcome>,
    { isEdit, isWanted = () => true }: { readonly isEdit: boolean; readonly isWanted?: () => boolean },
  ): Promise<DeliveryOutcome> {
    let outcome = await call();
    for (const pause of this.#pauses) {
      const asked = 'retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 0) : 0;
      if (!isPassing(outcome, isEdit) || asked > LONGEST_PAUSE_MS) return outcome;
      await this.#wait(Math.max(pause, asked));
      if (this.#isClosed || !isWanted()) return outcome;
      outcome = await call();
    }
    return outcome;
  }

  async #wait(ms: number): Promise<void> {
    if (this.#isClosed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#waiting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(resolve);
  }

  /** Nothing is tried again any more: who waits gets the outcome that there is. */
  close(): void {
    this.#isClosed = true;
    for (const go of this.#waiting) go();
  }
}
