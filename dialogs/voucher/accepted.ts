import { GUARD_IDS, type GuardId } from '../../domain/guards/answers.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Press, Turn } from '../turn.ts';

/** Guards that the pressed card had shown as not met: only those may be recorded as breaches. */
export function acceptedOf({ arg }: Pick<Press, 'arg'>): readonly GuardId[] {
  const named = (arg ?? '').split(',');
  return GUARD_IDS.filter((id) => named.includes(id));
}

/** What the next card offers to record all the same: what was shown, and what was refused now; for admins only. */
export function acceptable(
  turn: Turn,
  shown: readonly GuardId[],
  refusal: Refusal | undefined,
): readonly GuardId[] {
  if (turn.actor.permission !== 'admin') return [];
  const refused = refusal?.refused.why === 'guards' ? refusal.refused.unmet.map(({ guard }) => guard) : [];
  return GUARD_IDS.filter((id) => shown.includes(id) || refused.includes(id));
}
