import type { ExecutePorts } from '../../domain/desk/execute.ts';
import type { Telemetry } from './telemetry.ts';

/** Counts why commands were not done: a rule of the programme by its id, each that was not met, or another reason. */
export function countingRefusals(telemetry: Telemetry): NonNullable<ExecutePorts['onRefused']> {
  return (name, { refused }) => {
    const of = { 'planning.command': name, 'planning.refusal.reason': refused.why };
    if (refused.why !== 'guards') return telemetry.count('planning.refusals', of);
    for (const { guard } of refused.unmet)
      telemetry.count('planning.refusals', { ...of, 'planning.refusal.rule': guard });
  };
}
