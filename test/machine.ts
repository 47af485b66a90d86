/**
 * What a process that a test starts with an environment of its own has of the machine all the same: its programs and
 * its clock, also one that `faketime` has set.
 */
export const machine: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && /^(?:PATH|TZ|LD_PRELOAD|FAKETIME.*)$/.test(name) ? [[name, value]] : [],
  ),
);

/** What a store that a test looks into or works with may take for a call, on any machine; in milliseconds. */
export const STORE_PATIENCE_MS = 60_000;
