import type { Actor } from '../people/person.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { GuardAnswer, GuardId, GuardStep } from './answers.ts';

/**
 * Part of a command that guards stand before. `accepted`: guards that are not met and that the card has shown; an
 * admin may have the fact recorded all the same, with a reason (a text).
 */
export interface Overridable {
  readonly accepted?: readonly GuardId[] | undefined;
}

/** Who asks for it, and whether a reason was given as a text. */
export interface Overrider {
  readonly actor: Pick<Actor, 'permission'>;
  readonly reasonGiven: boolean;
}

/**
 * The breaches with which a fact is recorded, or the refusal: an admin who accepts every guard that stands in the way
 * (`stuck`) and gives a reason overrides them. A guard that is not among the accepted ones refuses again.
 */
export function override(
  step: GuardStep,
  stuck: readonly GuardAnswer[],
  accepted: readonly GuardId[] | undefined,
  { actor, reasonGiven }: Overrider,
): GuardId[] | Refusal {
  if (stuck.length === 0) return [];
  const wasShown = stuck.every(({ guard }) => accepted?.includes(guard) === true);
  if (!wasShown || actor.permission !== 'admin') return refuse({ why: 'guards', step, unmet: stuck });
  return reasonGiven ? stuck.map(({ guard }) => guard) : refuse({ why: 'reasonNeeded' });
}

/** Breaches with more of them, each once. */
export function withBreaches(known: readonly GuardId[], more: readonly GuardId[]): GuardId[] {
  return [...new Set([...known, ...more])];
}
