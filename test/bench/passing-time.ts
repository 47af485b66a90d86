/** Shorter timers are of what is under way, and go off by themselves; longer ones are of what goes on at rest, too. */
const LONG_MS = 1_000;
const BACKGROUND_MS = 60_000;

/**
 * Time that can pass at once in this process, as if nobody had done anything meanwhile: both clocks go on, and the timers
 * of some seconds that are due by then go off, the first first. `ahead`: by how many milliseconds the wall clock is ahead from the start.
 */
export function passingTime(ahead: number): {
  /** The wall clock alone goes on, as when somebody sets it. */
  set(byMs: number): void;
  pass(ms: number): void;
} {
  const [machineNow, machineMonotonic] = [Date.now, performance.now.bind(performance)];
  const { setTimeout: after, clearTimeout: callOff } = globalThis;
  let [wall, passed] = [ahead, 0];
  const waiting = new Map<unknown, { readonly due: number; readonly fire: () => void }>();
  Date.now = () => machineNow() + wall;
  performance.now = () => machineMonotonic() + passed;
  const timeout = (then: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    if (ms < LONG_MS || ms >= BACKGROUND_MS) return after(then, ms, ...args);
    const timer = after(() => {
      waiting.delete(timer);
      then(...args);
    }, ms);
    waiting.set(timer, { due: performance.now() + ms, fire: () => then(...args) });
    return timer;
  };
  globalThis.setTimeout = Object.assign(timeout, after);
  globalThis.clearTimeout = (timer) => {
    waiting.delete(timer);
    callOff(timer);
  };
  return {
    set: (byMs) => {
      wall += byMs;
    },
    pass: (ms) => {
      wall += ms;
      passed += ms;
      const due = [...waiting].filter(([, one]) => one.due <= performance.now());
      for (const [timer, { fire }] of due.sort(([, one], [, two]) => one.due - two.due)) {
        // One that went off before may have called it off.
        if (!waiting.has(timer)) continue;
        clearTimeout(timer as NodeJS.Timeout);
        fire();
      }
    },
  };
}
