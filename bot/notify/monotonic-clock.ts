/** A monotonic clock, which nobody sets: for rates, pauses and how long something is ours. Milliseconds since some moment. */
export interface MonotonicClock {
  now(): number;
  /** Calls once after so many milliseconds, unless the function that it gives is called before. */
  after(ms: number, then: () => void): () => void;
}

/** The process's own; a timer alone does not keep the process alive. */
export const monotonicClock: MonotonicClock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, Math.min(Math.ceil(ms), 2 ** 31 - 1)).unref();
    return () => clearTimeout(timer);
  },
};
