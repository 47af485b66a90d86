import { fileURLToPath } from 'node:url';

/**
 * What a process that a test starts with an environment of its own has of the machine all the same: its programs and
 * its clock, also one that `faketime` has set; and what Node compiled for the processes before, which is a third of the
 * processor that a command takes.
 */
export const machine: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && /^(?:PATH|TZ|LD_PRELOAD|FAKETIME.*)$/.test(name) ? [[name, value]] : [],
    ),
  ),
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
};

/** What a store that a test looks into or works with may take for a call, on any machine; in milliseconds. */
export const STORE_PATIENCE_MS = 60_000;
