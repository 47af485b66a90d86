import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../domain/refusal.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import {
  STATUSES,
  VOUCHER_COMMANDS,
  voucherEventSchema,
  type Status,
  type Voucher,
  type VoucherEvent,
} from '../../../domain/voucher/model.ts';
import { Random, recorded, reserved, startsOn, withReason, endsOn } from '../given.ts';
import { COMMAND, EVENT, given, HISTORY } from './histories.ts';

describe('a history', () => {
  const needs: Partial<Record<VoucherEvent['type'], Status>> = {
    rescheduled: 'reserved',
    handedOver: 'reserved',
    reported: 'reserved',
    redeemed: 'reported',
    claimed: 'redeemed',
    freed: 'redeemed',
  };

  test.each(Object.values(EVENT).filter(({ type }) => type !== 'recorded'))(
    'does not begin with $type',
    (event) => {
      expect(() => evolveVoucher(undefined, event)).toThrow(`history begins with ${event.type}`);
    },
  );

  test.each(Object.keys(needs) as VoucherEvent['type'][])(
    'has no %s after a state that cannot lead to it',
    (type) => {
      for (const status of STATUSES) {
        const state = given(HISTORY[status]).state;
        if (status === needs[type]) expect(evolveVoucher(state, EVENT[type])).toBeDefined();
        else expect(() => evolveVoucher(state, EVENT[type])).toThrow(`${type} cannot follow ${status}`);
      }
    },
  );

  test('has a breach once, however often it is breached', () => {
    const again = given([
      recorded,
      { ...reserved, breaches: ['G1', 'G2'] } as VoucherEvent,
      { type: 'rescheduled', start: startsOn, end: endsOn, breaches: ['G1', 'G9'] },
    ]);
    expect(again.state?.breaches).toEqual(['G1', 'G2', 'G9']);
  });

  test('any commands in any order give events that replay to the same state, on inputs nobody writes to', () => {
    let done = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new Random(seed);
      const history: VoucherEvent[] = [];
      let state: Voucher | undefined;
      for (let step = 0; step < 30; step += 1) {
        const { result, state: after } = given(history).when(
          COMMAND[random.pick(VOUCHER_COMMANDS)],
          withReason,
        );
        if (isRefusal(result)) expect(after).toEqual(state);
        else history.push(...result);
        state = after;
      }
      done += history.length;
      expect(given(history).state).toEqual(state);
      const stored = history.map((event) => voucherEventSchema.parse(JSON.parse(JSON.stringify(event))));
      expect(given(stored).state).toEqual(state);
    }
    expect(done).toBeGreaterThan(1500);
  });
});
