import { describe, expect, test } from '@jest/globals';
import { addDays, addWorkingDays, workingDays } from '../../../domain/day.ts';
import {
  claimBy,
  daysLeft,
  asksExtension,
  expiry,
  expiryFrom,
  isExpired,
  isExtended,
  latestStart,
  nextOf,
  redeemBy,
} from '../../../domain/voucher/deadlines.ts';
import { present } from '../../../domain/present.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Facts, Stage, Voucher } from '../../../domain/voucher/model.ts';
import {
  companyOf,
  d,
  endsOn,
  expiresOn,
  factsOf,
  Random,
  recorded,
  redeemedOn,
  reportOf,
  reservationOf,
} from '../given.ts';

const e2020 = edition('2020');
const e2021 = edition('2021');
const assigned = (on: string): Facts => factsOf({ assignedOn: d(on) });

describe('expiry', () => {
  test.each([
    ['after the COVID date', '2020-04-01', '2020-09-28'],
    ['over a leap day', '2019-09-10', '2020-03-08'],
    ['in a year without one', '2020-09-10', '2021-03-09'],
    ['on the last day of assignment', '2021-06-30', '2021-12-27'],
    ['in the synthetic engagement', '2020-05-04', '2020-10-31'],
  ])('is the 180th day after the assignment: %s', (_title, on, until) => {
    expect(expiry(assigned(on))).toBe(until);
  });

  test('is 270 days after when created before 1 April 2020 and active then (G3)', () => {
    expect(isExtended(assigned('2020-03-31'))).toBe(true);
    expect(expiry(assigned('2020-03-31'))).toBe(addDays(d('2020-03-31'), 270));
    expect(expiry(assigned('2020-03-31'))).toBe('2020-12-26');
  });

  test('is not extended when created on 1 April 2020', () => {
    expect(isExtended(assigned('2020-04-01'))).toBe(false);
  });

  test('is extended when 1 April 2020 was its last day, not when the day before was', () => {
    expect(addDays(d('2019-10-04'), 180)).toBe('2020-04-01');
    expect(expiry(assigned('2019-10-04'))).toBe('2020-06-30');
    expect(isExtended(assigned('2019-10-03'))).toBe(false);
    expect(expiry(assigned('2019-10-03'))).toBe('2020-03-31');
  });

  test('is the printed date rather than the computed one, extended or not', () => {
    for (const on of ['2020-03-31', '2020-05-04']) {
      expect(expiry({ ...assigned(on), printedExpiry: d('2020-08-01') })).toBe('2020-08-01');
    }
  });

  test('is 90 days after the printed date only where somebody answered that they are not in it (G3)', () => {
    const printed = factsOf({ assignedOn: d('2020-03-31'), printedExpiry: d('2020-09-27') });
    const answers = [undefined, true, false].map((extensionPrinted) =>
      present({ ...printed, extensionPrinted }),
    );
    expect(answers.map((facts) => [expiry(facts), expiryFrom(facts)])).toEqual([
      ['2020-09-27', 'printed'],
      ['2020-09-27', 'printed'],
      ['2020-12-26', 'printedAndExtended'],
    ]);
    // A later voucher was never extended, whatever is stored.
    const later = factsOf({
      assignedOn: d('2020-04-01'),
      printedExpiry: d('2020-09-28'),
      extensionPrinted: false,
    });
    expect([expiry(later), asksExtension(later)]).toEqual(['2020-09-28', false]);
  });

  test.each([
    ['2020-03-31', false],
    ['2020-04-01', true],
    ['2020-12-26', true],
    ['2020-12-27', false],
  ])('printed as %s, with no day of assignment, asks for the 90 days: %s', (printedExpiry, asks) => {
    const { assignedOn: _on, ...facts } = factsOf();
    expect(asksExtension({ ...facts, printedExpiry: d(printedExpiry) })).toBe(asks);
  });

  test('says where it comes from', () => {
    expect(expiryFrom(assigned('2020-04-01'))).toBe('assigned');
    expect(expiryFrom(assigned('2020-03-31'))).toBe('assignedAndExtended');
    expect(expiryFrom(factsOf({ adjustedExpiry: d('2020-07-01') }))).toBe('adjusted');
    const { assignedOn: _on, ...facts } = factsOf();
    expect(expiryFrom(facts)).toBeUndefined();
  });

  test('is the adjusted date rather than the printed one', () => {
    const facts = factsOf({ printedExpiry: d('2020-08-01'), adjustedExpiry: d('2020-07-01') });
    expect(expiry(facts)).toBe('2020-07-01');
  });

  test('is not known without any of the three dates', () => {
    const { assignedOn: _on, ...facts } = factsOf();
    expect(expiry(facts)).toBeUndefined();
    expect(isExtended(facts)).toBeUndefined();
    expect(expiry({ ...facts, printedExpiry: d('2020-08-01') })).toBe('2020-08-01');
  });

  test('never depends on the reservation', () => {
    const random = new Random(11);
    for (let round = 0; round < 300; round += 1) {
      const facts = assigned(addDays(d('2019-06-01'), random.below(900)));
      const start: Voucher = evolveVoucher(undefined, { ...recorded, type: 'recorded', facts } as never);
      const on = addDays(d('2019-06-01'), random.below(900));
      const reservation = reservationOf({
        on,
        start: addDays(on, 1),
        end: addDays(on, random.below(60) + 1),
      });
      const after = evolveVoucher(start, { type: 'reserved', reservation, breaches: [] });
      expect(expiry(after.facts)).toBe(expiry(facts));
      expect(isExpired(after.facts, after.stage, on, e2020)).toBe(isExpired(facts, start.stage, on, e2020));
    }
  });
});

describe('the last day to redeem', () => {
  test('is the expiry', () => {
    expect(redeemBy(factsOf(), e2020)).toBe(expiresOn);
  });

  test('is no later than 1 January 2022 in the 2021 edition', () => {
    const late = { ...factsOf(), printedExpiry: d('2022-01-02') };
    expect(redeemBy(late, e2020)).toBe('2022-01-02');
    expect(redeemBy(late, e2021)).toBe('2022-01-01');
    expect(redeemBy({ ...late, printedExpiry: d('2021-12-31') }, e2021)).toBe('2021-12-31');
  });

  test('is 1 January 2022 in the 2021 edition when the expiry is not known, else not known', () => {
    const { assignedOn: _on, ...facts } = factsOf();
    expect(redeemBy(facts, e2021)).toBe('2022-01-01');
    expect(redeemBy(facts, e2020)).toBeUndefined();
  });
});

describe('the last day to claim', () => {
  test.each([
    ['2022-01-01', '2022-03-02'],
    ['2020-01-01', '2020-03-01'],
    ['2020-06-10', '2020-08-09'],
  ])('of a redemption on %s is 60 days later, %s', (on, by) => {
    expect(claimBy(d(on))).toBe(by);
  });
});

const expiring = (until: string, serviceLevel = 5): Facts =>
  factsOf({ printedExpiry: d(until), serviceLevel });

describe('the latest start', () => {
  const company = companyOf();

  test('of five days before 2 May 2027 with five days for the report is 19 April 2027', () => {
    expect(latestStart(expiring('2027-05-02'), company, e2020)).toBe('2027-04-19');
  });

  test('leaves the service level and the buffer as working days before the expiry, for any of them', () => {
    const random = new Random(5);
    for (let round = 0; round < 300; round += 1) {
      const until = addDays(d('2020-01-01'), random.below(900));
      const serviceLevel = random.pick([1, 3, 5, 10, 15]);
      const reportingBuffer = random.below(11);
      const start = latestStart(expiring(until, serviceLevel), { ...company, reportingBuffer }, e2020);
      expect(workingDays(start ?? until, addDays(until, -1))).toBe(serviceLevel + reportingBuffer);
      expect(addWorkingDays(addDays(start ?? until, -1), 1)).toBe(start);
    }
  });

  test('goes by the last redemption of the 2021 edition', () => {
    const facts = expiring('2022-05-02');
    expect(latestStart(facts, company, e2021)).toBe(latestStart(expiring('2022-01-01'), company, e2020));
  });

  test('is not known without the expiry or the service level', () => {
    const { assignedOn: _on, ...undated } = factsOf();
    const { serviceLevel: _days, ...unmeasured } = factsOf();
    expect(latestStart(undated, company, e2020)).toBeUndefined();
    expect(latestStart(unmeasured, company, e2020)).toBeUndefined();
  });
});

describe('what comes next', () => {
  const reservation = reservationOf();
  const report = reportOf();
  const redemption = { on: redeemedOn };
  const stages: readonly (readonly [string, Stage, ReturnType<typeof nextOf>])[] = [
    [
      'assigned: reserve by the latest start',
      { status: 'assigned' },
      { what: 'reserve', due: d('2020-10-19') },
    ],
    ['reserved: report by the end', { status: 'reserved', reservation }, { what: 'report', due: endsOn }],
    [
      'reported: redeem by the expiry',
      { status: 'reported', reservation, report },
      { what: 'redeem', due: expiresOn },
    ],
    [
      'redeemed: claim within 60 days',
      { status: 'redeemed', reservation, report, redemption },
      { what: 'claim', due: d('2020-08-09') },
    ],
    ['claimed: nothing', { status: 'redeemed', reservation, report, redemption, claimId: 'c' }, undefined],
    ['lost: nothing', { status: 'lost', on: d('2020-06-01') }, undefined],
    ['void: nothing', { status: 'void', reason: 'mistake' }, undefined],
  ];

  test.each(stages)('%s', (_title, stage, next) => {
    expect(nextOf(factsOf(), stage, companyOf(), e2020)).toEqual(next);
  });

  test('an assigned voucher of unknown length is due by its expiry, one without a date has no day', () => {
    const { serviceLevel: _days, ...unmeasured } = factsOf();
    expect(nextOf(unmeasured, { status: 'assigned' }, companyOf(), e2020)).toEqual({
      what: 'reserve',
      due: expiresOn,
    });
    const { assignedOn: _on, ...undated } = factsOf();
    expect(nextOf(undated, { status: 'assigned' }, companyOf(), e2020)).toEqual({ what: 'reserve' });
  });

  test.each(stages)('expired is derived the day after the last one, only while open: %s', (_title, stage) => {
    const open = ['assigned', 'reserved', 'reported'].includes(stage.status);
    expect(isExpired(factsOf(), stage, expiresOn, e2020)).toBe(false);
    expect(isExpired(factsOf(), stage, addDays(expiresOn, 1), e2020)).toBe(open);
  });

  test('what has no known expiry does not expire', () => {
    const { assignedOn: _on, ...undated } = factsOf();
    expect(isExpired(undated, { status: 'assigned' }, d('2090-01-01'), e2020)).toBe(false);
  });

  test('days left count down to zero and go below it', () => {
    expect([-1, 0, 1].map((n) => daysLeft(addDays(expiresOn, n), expiresOn))).toEqual([1, 0, -1]);
  });
});
