import { withBreaches } from '../guards/override.ts';
import type { GuardId } from '../guards/answers.ts';
import { brokenHistory } from '../history.ts';
import { COMMENTS_KEPT, some, withoutAnswered } from './colleagues.ts';
import { completed, isLater } from './lacking.ts';
import { IGNORED_KEPT, type Stage, type Voucher, type VoucherEvent } from './model.ts';

/**
 * The voucher after an event; replaying all its events gives the stored state.
 * Throws when the events are not a history that `decideVoucher` could have written.
 */
export function evolveVoucher(state: Voucher | undefined, event: VoucherEvent): Voucher {
  if (event.type === 'recorded') {
    return { facts: event.facts, stage: event.stage, breaches: event.breaches };
  }
  if (state === undefined) throw brokenHistory(event);
  return withoutAnswered(evolved(state, event));
}

function evolved(state: Voucher, event: Exclude<VoucherEvent, { type: 'recorded' }>): Voucher {
  const { stage } = state;
  const step = (next: Stage, breaches: readonly GuardId[] = []): Voucher => ({
    ...state,
    stage: next,
    before: stage,
    breaches: withBreaches(state.breaches, breaches),
  });
  switch (event.type) {
    case 'amended':
      return { ...state, facts: event.facts, breaches: withBreaches(state.breaches, event.breaches) };
    case 'reserved':
      return step({ status: 'reserved', reservation: event.reservation }, event.breaches);
    case 'rescheduled':
      if (stage.status !== 'reserved') throw brokenHistory(event, stage.status);
      return step(
        { status: 'reserved', reservation: { ...stage.reservation, start: event.start, end: event.end } },
        event.breaches,
      );
    case 'handedOver':
      if (stage.status !== 'reserved') throw brokenHistory(event, stage.status);
      return step(
        { status: 'reserved', reservation: { ...stage.reservation, consultantId: event.consultantId } },
        event.breaches,
      );
    case 'released':
    case 'cameBack':
      return step({ status: 'assigned' });
    case 'lost':
      return step({ status: 'lost', on: event.on });
    case 'reported':
      if (stage.status !== 'reserved') throw brokenHistory(event, stage.status);
      return step(
        { status: 'reported', reservation: stage.reservation, report: event.report },
        event.breaches,
      );
    case 'redeemed':
      if (stage.status !== 'reported') throw brokenHistory(event, stage.status);
      return step({ ...stage, status: 'redeemed', redemption: event.redemption }, event.breaches);
    case 'completed': {
      const known = completed(stage, event.known);
      if (known === undefined) throw brokenHistory(event, stage.status);
      return { ...state, stage: known, breaches: withBreaches(state.breaches, event.breaches) };
    }
    case 'advanced':
      if (!isLater(event.stage.status, stage.status)) throw brokenHistory(event, stage.status);
      return step(event.stage, event.breaches);
    case 'differencesIgnored':
      return {
        ...state,
        ignored: [...(state.ignored ?? []), ...event.differences].slice(-IGNORED_KEPT),
      };
    case 'differencesHeeded': {
      const { ignored: _heeded, ...rest } = state;
      return rest;
    }
    case 'claimed':
      if (stage.status !== 'redeemed') throw brokenHistory(event, stage.status);
      return { ...state, stage: { ...stage, claimId: event.claimId } };
    case 'freed': {
      if (stage.status !== 'redeemed') throw brokenHistory(event, stage.status);
      const { claimId: _freed, ...free } = stage;
      return { ...state, stage: event.denied === true ? { ...free, denied: true } : free };
    }
    case 'undone': {
      const { before: _undone, ...rest } = state;
      return { ...rest, stage: event.restored };
    }
    case 'voided': {
      const { type: _type, ...why } = event;
      return step({ status: 'void', ...why });
    }
    case 'commented': {
      const { type: _type, ...comment } = event;
      return { ...state, comments: [...(state.comments ?? []), comment].slice(-COMMENTS_KEPT) };
    }
    case 'colleagueAsked': {
      const { type: _type, ...ask } = event;
      return { ...state, asks: [...(state.asks ?? []), ask] };
    }
    case 'askClosed': {
      const { asks = [], ...rest } = state;
      return { ...rest, ...some({ asks: asks.filter(({ key }) => key !== event.key) }) };
    }
    case 'reminderSet': {
      const { reminders = [], ...rest } = state;
      const others = reminders.filter(({ by }) => by !== event.by);
      const set = event.day === undefined ? [] : [{ by: event.by, on: event.day }];
      return { ...rest, ...some({ reminders: [...others, ...set] }) };
    }
    default:
      return event satisfies never;
  }
}
