import type { Day } from '../day.ts';
import { claimBy } from '../voucher/deadlines.ts';
import type { Edition, StepIdea } from './edition.ts';

/** The last day on which a claim can be due: of a voucher that was redeemed on the last day (D8: 2 March 2022). */
export function claimsEnd({ lastRedemption }: Edition): Day | undefined {
  return lastRedemption === undefined ? undefined : claimBy(lastRedemption);
}

/** The last day of a step; undefined in editions that do not end, and for steps whose end no source names. */
export function lastDayOf(edition: Edition, idea: StepIdea): Day | undefined {
  switch (idea) {
    case 'assign':
      return edition.lastAssignment;
    case 'reserve':
    case 'report':
    case 'redeem':
      return edition.lastRedemption;
    case 'claim':
      return claimsEnd(edition);
    case 'eligibility':
    case 'enrolment':
    case 'profile':
      return undefined;
    default:
      return idea satisfies never;
  }
}

/** Whether nobody can take this step of the programme any more (G15; §12.1 no. 7). */
export function hasEnded(edition: Edition, idea: StepIdea, today: Day): boolean {
  const last = lastDayOf(edition, idea);
  return last !== undefined && last < today;
}
