import type { Clock } from '../domain/store/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Local mode's clock: the instant that the page set, else the machine's. */
export class LocalClock implements Clock {
  #set: number | undefined;

  /** `set` = what the page had set when the last process ended. */
  constructor(set?: string) {
    this.follow({ local: { now: set } });
  }

  now(): number {
    return this.#set ?? Date.now();
  }

  /** Takes the instant from an activity's `channelData.local.now`; without one, time runs. */
  follow(channelData: unknown): void {
    const now = (channelData as { local?: { now?: unknown } } | undefined)?.local?.now;
    const set = typeof now === 'string' ? Date.parse(now) : Number.NaN;
    this.#set = Number.isNaN(set) ? undefined : set;
  }
}
