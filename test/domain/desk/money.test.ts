import { describe, expect, test } from '@jest/globals';
import type { ClaimStage } from '../../../domain/claim/model.ts';
import { addDays, beginningOf, type Day } from '../../../domain/day.ts';
import { MAX_COUNTED, readMoney } from '../../../domain/desk/money.ts';
import {
  TALLIED,
  type ClaimDocument,
  type Tallied,
  type VoucherDocument,
} from '../../../domain/store/documents.ts';
import { claimId, voucherId } from '../../../domain/store/ids.ts';
import { dueOfClaim, NO_DUE } from '../../../domain/urgency.ts';
import { companyOf, d, factsOf, reportOf, reservationOf, TENANT, today } from '../given.ts';
import { findIn, storeWith } from './given.ts';

const standing = { company: companyOf({ timeZone: 'Europe/Warsaw' }), today };
const head = { tenantId: TENANT, schema: 1, version: 1, changedBy: 'anna' } as const;
const ago = (days: number): Day => addDays(today, -days);

function claim(nth: number, stage: ClaimStage, changedOn = today, hour = 12): ClaimDocument {
  const state = {
    country: 'PL',
    voucherIds: ['SYN-0001'],
    redeemed: { first: ago(10), last: ago(10) },
    stage,
    breaches: [],
  };
  return {
    ...head,
    id: claimId(String(nth)),
    kind: 'claim',
    texts: { amount: '1000,50', currency: nth % 2 === 0 ? 'EUR' : 'PLN' },
    changedAt: beginningOf(changedOn, 'Europe/Warsaw') + hour * 3_600_000,
    state,
    status: stage.status,
    open: !['paid', 'denied', 'discarded'].includes(stage.status),
    due: dueOfClaim(state),
  };
}

const submitted: ClaimStage = { status: 'submitted', submittedOn: ago(5) };
const paid = (on: Day): ClaimStage => ({ status: 'paid', submittedOn: on, approvedOn: on, paidOn: on });

/** A redeemed voucher that is in no claim, listed by this day. */
function voucher(nth: number, due: Day): VoucherDocument {
  const number = `SYN-${String(nth).padStart(5, '0')}`;
  return {
    ...head,
    id: voucherId(number),
    kind: 'voucher',
    texts: {},
    changedAt: 0,
    state: {
      facts: factsOf({ number }),
      stage: {
        status: 'redeemed',
        reservation: reservationOf(),
        report: reportOf(),
        redemption: { on: ago(10) },
      },
      breaches: [],
    },
    status: 'redeemed',
    open: true,
    due,
    suffix: number.slice(-4),
  };
}

async function read(docs: readonly (ClaimDocument | VoucherDocument)[]) {
  const store = await storeWith(docs);
  const redeemed = docs.filter(({ kind }) => kind === 'voucher').length;
  const tally = Object.fromEntries(TALLIED.map((key) => [key, key === 'redeemed' ? redeemed : 0])) as Record<
    Tallied,
    number
  >;
  let requests = 0;
  const find: Parameters<typeof readMoney>[0] = (query) => {
    requests += 1;
    return findIn(store)(query);
  };
  const money = await readMoney(find, standing, tally);
  return { money, requests };
}

const many = <T>(count: number, make: (nth: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, nth) => make(nth));

describe('where the money is', () => {
  test('is asked of the store in three requests where there is little', async () => {
    const { money, requests } = await read([
      claim(1, submitted),
      claim(2, paid(ago(40))),
      voucher(1, addDays(today, 3)),
      voucher(2, ago(1)),
      voucher(3, NO_DUE),
    ]);
    expect(requests).toBe(3);
    expect(money).toMatchObject({
      submitted: { claims: 1 },
      claimable: { count: 3, over: 1, near: 1, next: addDays(today, 3), unknown: 1 },
      paid: [{ month: '2020-05', claims: 1 }],
      moreOpen: false,
      moreClaimable: false,
    });
    expect(money.paidSince).toBeUndefined();
  });

  test('of a large company: no more payments are read than six months need, no more vouchers than are near', async () => {
    const settled = many(1700, (nth) => claim(nth, paid(ago(nth)), ago(nth)));
    const open = many(300, (nth) => claim(2000 + nth, submitted));
    const vouchers = [
      ...many(120, (nth) => voucher(nth, addDays(today, 5))),
      ...many(300, (nth) => voucher(1000 + nth, addDays(today, 40))),
      ...many(7, (nth) => voucher(2000 + nth, NO_DUE)),
    ];
    const { money, requests } = await read([...settled, ...open, ...vouchers]);
    expect(money.submitted.claims).toBe(300);
    expect(money.claimable).toMatchObject({ count: 427, near: 120, next: addDays(today, 5), unknown: 7 });
    expect(money.paid.map(({ month, claims }) => [month, claims])).toEqual([
      ['2020-06', 15],
      ['2020-05', 31],
      ['2020-04', 30],
      ['2020-03', 31],
      ['2020-02', 29],
      ['2020-01', 31],
    ]);
    expect(money.paidSince).toBeUndefined();
    expect(requests).toBeLessThanOrEqual(9);
  });

  test('says what is not counted where there is too much', async () => {
    const settled = many(MAX_COUNTED + 1, (nth) => claim(nth, paid(today), ago(Math.floor(nth / 500))));
    const open = many(MAX_COUNTED + 1, (nth) => claim(5000 + nth, submitted));
    const vouchers = many(MAX_COUNTED + 1, (nth) => voucher(nth, ago(1)));
    const { money, requests } = await read([...settled, ...open, ...vouchers]);
    expect(requests).toBe(31);
    expect(money).toMatchObject({
      submitted: { claims: MAX_COUNTED },
      claimable: { count: MAX_COUNTED + 1, over: MAX_COUNTED },
      paid: [{ month: '2020-06', claims: MAX_COUNTED }],
      moreOpen: true,
      moreClaimable: true,
      paidSince: ago(1),
    });
  });

  test('has the day since which payments are counted in the company’s time zone', async () => {
    // Half past midnight in Warsaw is the day before in UTC.
    const settled = many(MAX_COUNTED + 1, (nth) => claim(nth, paid(d('2020-06-01')), d('2020-06-01'), 0.5));
    const { money } = await read(settled);
    expect(money.paidSince).toBe('2020-06-01');
  });
});
