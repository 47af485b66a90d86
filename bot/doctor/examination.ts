import { setTimeout as after } from 'node:timers/promises';
import { unchecked, type Finding } from './finding.ts';

/** One thing that is looked at. */
export interface Check {
  readonly name: string;
  /** The name of an earlier check without whose good end there is nothing to look at. */
  readonly needs?: string;
  /** Has deadlines of its own for whatever it asks. */
  readonly look: () => Finding | readonly Finding[] | Promise<Finding | readonly Finding[]>;
}

/** A check with what it found: at least one finding. */
export interface Examined {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** However many things a check asks one after the other, it ends after so long; in milliseconds. */
const DEADLINE_MS = 45_000;

/** Runs all checks side by side, each within `deadlineMs`; what they found is in their order. Never rejects. */
export async function examine(
  checks: readonly Check[],
  deadlineMs = DEADLINE_MS,
): Promise<readonly Examined[]> {
  const under = new Map<string, Promise<readonly Finding[]>>();
  for (const check of checks) under.set(check.name, found(check, under, deadlineMs));
  return Promise.all(checks.map(async ({ name }) => ({ name, findings: (await under.get(name)) ?? [] })));
}

async function found(
  { name, needs, look }: Check,
  under: ReadonlyMap<string, Promise<readonly Finding[]>>,
  deadlineMs: number,
): Promise<readonly Finding[]> {
  const before = needs === undefined ? [] : await under.get(needs);
  if (before?.some(({ state }) => state !== 'ok')) return [unchecked(`needs "${needs}" to be ok`)];
  const over = new AbortController();
  const late = after(deadlineMs, unchecked(`no end within ${deadlineMs / 1000} s`), { signal: over.signal });
  late.catch(() => undefined);
  try {
    return [await Promise.race([look(), late])].flat();
  } catch (error) {
    const { code, name: kind } = error as { readonly code?: unknown; readonly name?: unknown };
    // A message of a library may quote what it was given.
    return [unchecked(`the check "${name}" failed by itself (${String(code ?? kind)})`)];
  } finally {
    over.abort();
  }
}
