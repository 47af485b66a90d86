import { describe, expect, test } from '@jest/globals';
import type { Claim } from '../../domain/claim/model.ts';
import { addDays, type Day } from '../../domain/day.ts';
import { NOTICE_CODES } from '../../domain/notices/notice.ts';
import { edition } from '../../domain/programme/editions.ts';
import type { Stage } from '../../domain/voucher/model.ts';
import {
  byUrgency,
  dueOfVoucher,
  isPressing,
  mostUrgentFirst,
  NEAR_DAYS,
  URGENCIES,
  urgencyOfClaim,
  urgencyOfNotice,
  urgencyOfRenewal,
  urgencyOfVoucher,
  type Urgency,
} from '../../domain/urgency.ts';
import { companyOf, factsOf, Random, reportOf, reservationOf, today } from './given.ts';

const standing = { company: companyOf(), edition: edition('2020'), today };
const inDays = (count: number): Day => addDays(today, count);

/** A voucher in this stage that runs out in so many days. */
function voucher(
  id: string,
  status: 'assigned' | 'reserved' | 'reported' | 'redeemed' | 'lost',
  { runsOutIn, endsIn = 60, claimIn = 50 }: { runsOutIn?: number; endsIn?: number; claimIn?: number } = {},
) {
  const reservation = reservationOf({ end: inDays(endsIn) });
  const stages: Readonly<Record<typeof status, Stage>> = {
    assigned: { status: 'assigned' },
    reserved: { status: 'reserved', reservation },
    reported: { status: 'reported', reservation, report: reportOf() },
    redeemed: {
      status: 'redeemed',
      reservation,
      report: reportOf(),
      redemption: { on: inDays(claimIn - 60) },
    },
    lost: { status: 'lost', on: today },
  };
  const facts = factsOf({
    number: id,
    ...(runsOutIn === undefined ? { assignedOn: undefined } : { printedExpiry: inDays(runsOutIn) }),
  });
  return { id, state: { facts, stage: stages[status], breaches: [] } };
}

const claim = (stage: Claim['stage'], firstRedeemed = inDays(-10)): Claim => ({
  country: 'PL',
  voucherIds: ['SYN-0001'],
  redeemed: { first: firstRedeemed, last: firstRedeemed },
  stage,
  breaches: [],
});

describe('what presses most', () => {
  test('is late money, then what is lost at once, then money nearly late, what runs out, what another partner can take', () => {
    const all = [
      voucher('far', 'reported', { runsOutIn: 100 }),
      voucher('takable', 'assigned', { runsOutIn: 100 }),
      voucher('overdue-report', 'reserved', { runsOutIn: 100, endsIn: -3 }),
      voucher('ran-out', 'assigned', { runsOutIn: -1 }),
      voucher('start-near', 'assigned', { runsOutIn: 25 }),
      voucher('expires-tomorrow', 'reported', { runsOutIn: 1 }),
      voucher('expires-today', 'assigned', { runsOutIn: 0 }),
      voucher('claim-in-6', 'redeemed', { claimIn: 6 }),
      voucher('claim-late', 'redeemed', { claimIn: -1 }),
      voucher('no-dates', 'assigned'),
    ];
    expect(mostUrgentFirst(all, (one) => urgencyOfVoucher(one, standing)).map(({ id }) => id)).toEqual([
      'claim-late',
      'expires-today',
      'expires-tomorrow',
      'claim-in-6',
      'overdue-report',
      'start-near',
      'takable',
      'no-dates',
      'far',
      'ran-out',
    ]);
  });

  test('an overdue report presses, however long its voucher is valid, and before a start that is still to come', () => {
    const overdue = urgencyOfVoucher(voucher('a', 'reserved', { runsOutIn: 150, endsIn: -1 }), standing);
    expect(overdue.class).toBe('runsOut');
    expect(isPressing(overdue)).toBe(true);
    const start = urgencyOfVoucher(voucher('b', 'assigned', { runsOutIn: 20 }), standing);
    expect(start.class).toBe('runsOut');
    expect(byUrgency(overdue, start)).toBeLessThan(0);
  });

  test('what ran out presses nobody, whatever it waited for', () => {
    for (const status of ['assigned', 'reserved', 'reported'] as const) {
      const urgency = urgencyOfVoucher(voucher('a', status, { runsOutIn: -1, endsIn: -5 }), standing);
      expect(urgency.class).toBe('over');
      expect(isPressing(urgency)).toBe(false);
    }
  });

  test('a payment that did not come is late money; one that is expected is for later', () => {
    const approved = (ago: number) =>
      urgencyOfClaim(
        {
          id: 'c',
          state: claim({ status: 'approved', submittedOn: inDays(-90), approvedOn: inDays(-ago) }),
        },
        today,
      ).class;
    expect([approved(31), approved(30)]).toEqual(['lateMoney', 'later']);
    const draft = (ago: number) =>
      urgencyOfClaim({ id: 'c', state: claim({ status: 'draft' }, inDays(-ago)) }, today).class;
    expect([61, 60, 59, 46, 45].map(draft)).toEqual(['lateMoney', 'today', 'tomorrow', 'money', 'later']);
  });

  test('a renewal is paper from two weeks before, and stays so when it lapsed', () => {
    const at = (until: number) =>
      urgencyOfRenewal({ what: 'membership', until: inDays(until), state: 'coming' }, today).class;
    expect([NEAR_DAYS + 1, NEAR_DAYS, -400].map(at)).toEqual(['later', 'paper', 'paper']);
  });
});

describe('the order', () => {
  const random = new Random(4150);
  const some = (count: number): Urgency[] =>
    Array.from({ length: count }, () => ({
      class: random.pick(URGENCIES),
      day: inDays(random.below(3)),
      id: String(random.below(4)),
    }));

  test('is total: it says of two things which is first, and of three it does not go in a circle', () => {
    for (let round = 0; round < 3000; round += 1) {
      const [a, b, c] = some(3) as [Urgency, Urgency, Urgency];
      expect(Math.sign(byUrgency(a, b))).toBe(0 - Math.sign(byUrgency(b, a)));
      expect(byUrgency(a, b) === 0).toBe(a.class === b.class && a.day === b.day && a.id === b.id);
      if (byUrgency(a, b) <= 0 && byUrgency(b, c) <= 0) expect(byUrgency(a, c)).toBeLessThanOrEqual(0);
    }
  });

  test('does not depend on the order in which things were found', () => {
    for (let round = 0; round < 200; round += 1) {
      const all = some(12);
      const shuffled = all.toSorted(() => random.below(3) - 1);
      expect(shuffled.toSorted(byUrgency)).toEqual(all.toSorted(byUrgency));
    }
  });

  test('of a voucher falls never as its days go by, until it ran out', () => {
    const { company, edition: rules } = standing;
    for (let round = 0; round < 300; round += 1) {
      const status = random.pick(['assigned', 'reserved', 'reported', 'redeemed'] as const);
      const one = voucher('a', status, {
        runsOutIn: random.below(120),
        endsIn: random.below(60),
        claimIn: random.below(60),
      });
      const day = dueOfVoucher(one.state, { company, edition: rules });
      let before = Infinity;
      for (let passed = 0; passed < 130; passed += 1) {
        const now = urgencyOfVoucher(one, { ...standing, today: inDays(passed) });
        expect(now.day).toBe(day);
        if (now.class === 'over') break;
        const rank = URGENCIES.indexOf(now.class);
        expect(rank).toBeLessThanOrEqual(before);
        before = rank;
      }
    }
  });
});

describe('what is told', () => {
  const told = (code: (typeof NOTICE_CODES)[number], left: number): Urgency =>
    urgencyOfNotice({ code, subject: 'voucher:SYN-0001', day: inDays(left) }, today);

  test('comes in the same order as what it is about', () => {
    const order = [
      told('payment.missing', -31),
      told('expiry.near', 0),
      told('claimBy.near', 1),
      told('claimBy.near', 6),
      told('report.overdue', -3),
      told('start.near', 7),
      told('reserve.now', -3),
      told('renewal.near', 7),
      told('expiry.near', 60),
      told('voucher.redeemed', 0),
      told('expiry.passed', -1),
    ];
    expect(order.toReversed().sort(byUrgency)).toEqual(order);
  });

  test('two notices never tie unless they say the same', () => {
    const ids = NOTICE_CODES.map((code) => told(code, 0).id);
    expect(new Set(ids).size).toBe(NOTICE_CODES.length);
  });
});
