import type { Day } from './day.ts';
import { present } from './present.ts';
import { refuse, type InputProblem, type Refusal } from './refusal.ts';

/** The refusal of one input; `limit` is the day that it would have to keep. */
export function wrong(field: string, problem: InputProblem, limit?: Day): Refusal {
  return refuse(present({ why: 'input', field, problem, limit }));
}

/** What is recorded happened today or earlier; undefined when it did, or no day is given. */
export function notAfter(field: string, on: Day | undefined, today: Day): Refusal | undefined {
  return on !== undefined && on > today ? wrong(field, 'future', today) : undefined;
}

/** An act lies on or after the one before it; undefined when it does, or the earlier day is not known. */
export function notBefore(
  field: string,
  on: Day | undefined,
  earlier: Day | undefined,
  problem: InputProblem,
): Refusal | undefined {
  return on !== undefined && earlier !== undefined && on < earlier
    ? wrong(field, problem, earlier)
    : undefined;
}
