import type { Log } from '../log.ts';

/** What waits to be sent, as far as this process knows: how many rows, and for how many milliseconds the oldest. */
export interface Waiting {
  readonly count: number;
  readonly ms: number;
}

/** What is asked, without a request to the store, and the event that tells it. */
interface State {
  readonly event: string;
  readonly waiting: () => Waiting | undefined;
}

const EVERY_MS = 60_000;

/** Logs what waits, for those who have no collector: once a minute, while anything does. */
export class StateLog {
  readonly #log: Log;
  readonly #states: readonly State[];
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Log, states: readonly State[]) {
    this.#log = log;
    this.#states = states;
  }

  start(): void {
    this.#timer = setInterval(() => this.#say(), EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #say(): void {
    for (const { event, waiting } of this.#states) {
      const now = waiting();
      if (now !== undefined && now.count > 0) this.#log.info({ event, ...now });
    }
  }
}
