import { describe, expect, test } from '@jest/globals';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import {
  CLAIM_COMMANDS,
  CLAIM_STATUSES,
  claimEventSchema,
  type Claim,
  type ClaimEvent,
} from '../../../domain/claim/model.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { Random, withReason } from '../given.ts';
import { approved, COMMAND, denied, discarded, given, HISTORY, paid, submitted } from './histories.ts';

describe('a history', () => {
  const events = [
    submitted,
    approved,
    paid,
    denied,
    discarded,
    { type: 'claimUndone', restored: { status: 'draft' } },
  ] as const;

  test.each(events)('does not begin with $type', (event) => {
    expect(() => evolveClaim(undefined, event)).toThrow(`history begins with ${event.type}`);
  });

  test.each([
    [approved, ['submitted']],
    [paid, ['approved']],
    [denied, ['submitted', 'approved', 'paid', 'denied']],
  ] as const)('has no %j after a state that cannot lead to it', (event, leading) => {
    for (const status of CLAIM_STATUSES) {
      const { state } = given(HISTORY[status]);
      if ((leading as readonly string[]).includes(status)) expect(evolveClaim(state, event)).toBeDefined();
      else expect(() => evolveClaim(state, event)).toThrow(`${event.type} cannot follow ${status}`);
    }
  });

  test('any commands in any order give events that replay to the same state, on inputs nobody writes to', () => {
    let done = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new Random(seed);
      const history: ClaimEvent[] = [];
      let state: Claim | undefined;
      for (let step = 0; step < 12; step += 1) {
        const { result, state: after } = given(history).when(
          COMMAND[random.pick(CLAIM_COMMANDS)],
          withReason,
        );
        if (isRefusal(result)) expect(after).toEqual(state);
        else history.push(...result);
        state = after;
      }
      done += history.length;
      const stored = history.map((event) => claimEventSchema.parse(JSON.parse(JSON.stringify(event))));
      expect(given(stored).state).toEqual(state);
    }
    expect(done).toBeGreaterThan(500);
  });
});
