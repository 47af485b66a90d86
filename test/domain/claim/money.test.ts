import { describe, expect, test } from '@jest/globals';
import { hundredths } from '../../../domain/claim/amount.ts';
import type { ClaimStage } from '../../../domain/claim/model.ts';
import { hasEveryMonth, lastDaysOf, moneyInFlight, paidByMonth } from '../../../domain/claim/money.ts';
import { addDays, type Day } from '../../../domain/day.ts';
import { NO_DUE } from '../../../domain/urgency.ts';
import { d, today } from '../given.ts';

const ago = (days: number): Day => addDays(today, -days);

function claim(stage: ClaimStage, amount?: string, currency?: string, redeemedOn = ago(10)) {
  return {
    id: `claim ${stage.status} ${amount ?? ''}`,
    state: { stage, redeemed: { first: redeemedOn, last: redeemedOn } },
    texts: { ...(amount === undefined ? {} : { amount }), ...(currency === undefined ? {} : { currency }) },
  };
}
const submitted: ClaimStage = { status: 'submitted', submittedOn: ago(5) };
const approved = (on: Day): ClaimStage => ({ status: 'approved', submittedOn: on, approvedOn: on });
const paid = (on: Day): ClaimStage => ({ status: 'paid', submittedOn: on, approvedOn: on, paidOn: on });

describe('an amount in hundredths', () => {
  test.each([
    ['1500', 150_000n],
    ['1500.5', 150_050n],
    ['1500,05', 150_005n],
    ['12,500.00', 1_250_000n],
    ['12.500,00', 1_250_000n],
    ['12 500,00', 1_250_000n],
    ["12'500.10", 1_250_010n],
    ['1.234.567', 123_456_700n],
    ['999999999999.99', 99_999_999_999_999n],
  ])('%s', (kept, exact) => {
    expect(hundredths(kept)).toBe(exact);
  });

  test.each(['', '12,500', '12.500', 'much', '1,2,3', '12,50.00', '1 500 EUR'])('“%s” is none', (kept) => {
    expect(hundredths(kept)).toBeUndefined();
  });
});

describe('money in flight', () => {
  test('is nothing where there is no claim', () => {
    const nothing = { claims: 0, sums: [], without: 0, over: 0, near: 0, unknown: 0 };
    expect(moneyInFlight([], today)).toEqual({
      drafts: nothing,
      submitted: nothing,
      approved: nothing,
      late: nothing,
    });
    expect(paidByMonth([])).toEqual([]);
  });

  test('is summed for each currency apart, exactly, and what has no amount is counted', () => {
    const { submitted: found } = moneyInFlight(
      [
        claim(submitted, '0.10', 'EUR'),
        claim(submitted, '0,20', 'EUR'),
        claim(submitted, '12 500,00', 'PLN'),
        claim(submitted, '700'),
        claim(submitted),
        claim(submitted, '12,500', 'EUR'),
      ],
      today,
    );
    expect(found).toMatchObject({
      claims: 6,
      sums: [
        { currency: 'EUR', hundredths: 30n },
        { currency: 'PLN', hundredths: 1_250_000n },
        { currency: '', hundredths: 70_000n },
      ],
      without: 2,
    });
  });

  test('is late when it was approved more than 30 days ago, the oldest first', () => {
    const found = moneyInFlight(
      [claim(approved(ago(30)), '1'), claim(approved(ago(31)), '2'), claim(approved(ago(45)), '3')],
      today,
    );
    expect(found.approved).toMatchObject({ claims: 1, next: today, first: 'claim approved 1' });
    expect(found.late).toMatchObject({ claims: 2, over: 2, since: ago(15), first: 'claim approved 3' });
  });

  test('of drafts has the day by which they have to be submitted', () => {
    const draft: ClaimStage = { status: 'draft' };
    const { drafts } = moneyInFlight(
      [
        claim(draft, '1', 'EUR', ago(61)),
        claim(draft, '2', 'EUR', ago(60)),
        claim(draft, '3', 'EUR', ago(1)),
      ],
      today,
    );
    expect(drafts).toMatchObject({ claims: 3, over: 1, since: ago(1), near: 1, next: today });
  });

  test('leaves out what is settled', () => {
    const denied: ClaimStage = { status: 'denied', submittedOn: ago(9), deniedOn: ago(2), reason: 'other' };
    const { submitted: one, ...others } = moneyInFlight(
      [claim(denied, '1'), claim({ status: 'discarded' }, '1'), claim(paid(ago(3)), '1')],
      today,
    );
    expect([one, ...Object.values(others)].map(({ claims }) => claims)).toEqual([0, 0, 0, 0]);
  });

  test('of a thousand claims is exact', () => {
    const all = Array.from({ length: 1000 }, (_, nth) =>
      claim(submitted, '999999999999.99', nth % 2 === 0 ? 'EUR' : 'PLN'),
    );
    expect(moneyInFlight(all, today).submitted).toMatchObject({
      claims: 1000,
      sums: [
        { currency: 'EUR', hundredths: 49_999_999_999_999_500n },
        { currency: 'PLN', hundredths: 49_999_999_999_999_500n },
      ],
    });
  });
});

describe('last days', () => {
  test('are over, near or unknown; the last day itself is not over', () => {
    const days = [NO_DUE, addDays(today, 15), today, ago(1), ago(3), addDays(today, 14), NO_DUE];
    expect(lastDaysOf(days, today)).toEqual({ over: 2, since: ago(3), near: 2, next: today, unknown: 2 });
    expect(lastDaysOf([NO_DUE], today)).toEqual({ over: 0, near: 0, unknown: 1 });
  });
});

describe('what was paid', () => {
  test('is told of the last six months in which anything was, by the day of the payment', () => {
    const days = [
      '2020-05-31',
      '2020-06-01',
      '2020-04-01',
      '2019-12-31',
      '2020-03-15',
      '2018-02-02',
      '2017-01-01',
    ];
    const months = paidByMonth(days.map((on) => claim(paid(d(on)), '1', 'EUR')));
    expect(months.map(({ month }) => month)).toEqual([
      '2020-06',
      '2020-05',
      '2020-04',
      '2020-03',
      '2019-12',
      '2018-02',
    ]);
    expect(months[0]).toEqual({
      month: '2020-06',
      claims: 1,
      sums: [{ currency: 'EUR', hundredths: 100n }],
      without: 0,
    });
  });

  test('is complete when six months are later than whatever is not read', () => {
    const six = paidByMonth(
      ['2020-06-01', '2020-05-01', '2020-04-01', '2020-03-01', '2020-02-01', '2020-01-20'].map((on) =>
        claim(paid(d(on)), '1', 'EUR'),
      ),
    );
    expect(hasEveryMonth(six, d('2019-12-31'))).toBe(true);
    // A payment of that month may be recorded on the very day.
    expect(hasEveryMonth(six, d('2020-01-31'))).toBe(false);
    expect(hasEveryMonth(six.slice(1), d('2017-01-01'))).toBe(false);
  });
});
