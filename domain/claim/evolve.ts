import { withBreaches } from '../guards/override.ts';
import { brokenHistory } from '../history.ts';
import type { Claim, ClaimEvent, ClaimStage } from './model.ts';

/** The claim after an event. Throws when the history could not have been written. */
export function evolveClaim(state: Claim | undefined, event: ClaimEvent): Claim {
  if (event.type === 'claimDrafted') {
    const { type: _type, ...rest } = event;
    return { ...rest, stage: { status: 'draft' } };
  }
  if (state === undefined) throw brokenHistory(event);
  const { stage } = state;
  const step = (next: ClaimStage): Claim => ({ ...state, stage: next, before: stage });
  switch (event.type) {
    case 'claimSubmitted':
      return {
        ...step({ status: 'submitted', submittedOn: event.on }),
        breaches: withBreaches(state.breaches, event.breaches),
      };
    case 'claimApproved':
      if (stage.status !== 'submitted') throw brokenHistory(event, stage.status);
      return step({ ...stage, status: 'approved', approvedOn: event.on });
    case 'claimPaid':
      if (stage.status !== 'approved') throw brokenHistory(event, stage.status);
      return step({ ...stage, status: 'paid', paidOn: event.on });
    case 'claimDenied':
      if (!('submittedOn' in stage)) throw brokenHistory(event, stage.status);
      return step({
        status: 'denied',
        submittedOn: stage.submittedOn,
        deniedOn: event.on,
        reason: event.reason,
      });
    case 'claimDiscarded':
      return step({ status: 'discarded' });
    case 'claimUndone': {
      const { before: _undone, ...rest } = state;
      return { ...rest, stage: event.restored };
    }
    default:
      return event satisfies never;
  }
}
