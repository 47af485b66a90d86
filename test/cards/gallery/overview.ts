import { overviewCard, OVERVIEW_ROWS } from '../../../cards/overview.ts';
import { addDays, type Day } from '../../../domain/day.ts';
import type { Money } from '../../../domain/desk/money.ts';
import type { Deadlines, Loads } from '../../../domain/desk/overview.ts';
import type { Waiting } from '../../../domain/claim/money.ts';
import { TALLIED, type Tallied } from '../../../domain/store/documents.ts';
import { TODAY } from './days.ts';
import type { Scene } from './scene.ts';

const HUGE = 1_234_567;

/** Every chart: nothing, one, the usual, and as many and as much as there can be. */
export function showOverviews(scene: Scene): void {
  const { actor } = scene;
  const standing = scene.standing();
  for (const [of, counts] of [
    ['nothing', [0, 0, 0, 0, 0, 0, 0]],
    ['one', [0, 1, 0, 0, 0, 0, 0]],
    ['only closed ones', [0, 0, 0, 0, 0, 2, 3]],
    ['usual', [14, 8, 3, 5, 21, 2, 1]],
    ['huge', [HUGE, HUGE, 1, 0, HUGE, HUGE, HUGE]],
  ] as const) {
    const tally = Object.fromEntries(TALLIED.map((state, nth) => [state, counts[nth] ?? 0])) as Record<
      Tallied,
      number
    >;
    scene.show(overviewCard, `states, ${of}`, overviewCard(actor, { of: 'states', tally }));
  }
  for (const [of, deadlines] of [
    ['nothing', deadlinesOf(0, () => 0)],
    ['one, overdue', deadlinesOf(1, () => 0)],
    ['only without a deadline', { ...deadlinesOf(0, () => 0), unknown: 12 }],
    ['usual', { ...deadlinesOf(2, (nth) => (nth * 5) % 7), later: 31, unknown: 4, ranOut: 3 }],
    ['huge', { ...deadlinesOf(HUGE, (nth) => HUGE - nth), later: HUGE, unknown: HUGE, ranOut: HUGE }],
  ] as const)
    scene.show(overviewCard, `deadlines, ${of}`, overviewCard(actor, { of: 'deadlines', deadlines }));
  for (const [of, loads] of [
    ['none in the company', loadsOf(0, 0, () => 0)],
    ['none in the company, of others', { ...loadsOf(0, 0, () => 0), all: 3, others: 3 }],
    ['nobody busy', loadsOf(2, 2, () => 0)],
    ['one', loadsOf(1, 1, () => 4)],
    ['forty, the first page', { ...loadsOf(OVERVIEW_ROWS, 40, (nth) => 40 - nth), others: 2 }],
    ['forty, the third page', { ...loadsOf(OVERVIEW_ROWS, 40, (nth) => (nth < 5 ? 1 : 0)), from: 16 }],
    ['huge', loadsOf(OVERVIEW_ROWS, OVERVIEW_ROWS, (nth) => HUGE - nth)],
  ] as const) {
    const view = { of: 'consultants', loads, standing } as const;
    scene.show(overviewCard, `consultants, ${of}`, overviewCard(actor, view));
  }
  for (const [of, money] of moneys(scene))
    scene.show(overviewCard, `money, ${of}`, overviewCard(actor, { of: 'money', money, today: TODAY }));
}

function deadlinesOf(overdue: number, count: (nth: number) => number): Deadlines {
  // A Monday.
  const monday = '2020-06-15' as Day;
  const weeks = Array.from({ length: 9 }, (_, nth) => ({
    from: addDays(monday, 7 * nth),
    to: addDays(monday, 7 * nth + 6),
    count: count(nth),
  }));
  return { overdue, ranOut: 0, weeks, later: 0, unknown: 0 };
}

function loadsOf(shown: number, consultants: number, count: (nth: number) => number): Loads {
  const loads = Array.from({ length: shown }, (_, nth) => ({
    consultantId: `consultant-${nth}`,
    near: Math.floor(count(nth) / 2),
    far: Math.ceil(count(nth) / 2),
  }));
  return {
    loads,
    from: 0,
    consultants,
    all: loads.reduce((sum, { near, far }) => sum + near + far, 0),
    others: 0,
    nearUntil: addDays(TODAY, 27),
    until: addDays(TODAY, 55),
  };
}

function moneys(scene: Scene): readonly (readonly [string, Money])[] {
  const nothing = { claims: 0, sums: [], without: 0, over: 0, near: 0, unknown: 0 };
  const waiting = (claims: number, currencies: readonly string[], hundredths: bigint): Waiting => ({
    ...nothing,
    claims,
    sums: currencies.map((currency) => ({ currency, hundredths })),
    without: claims > 1 ? 1 : 0,
    first: scene.claim('approved').id,
  });
  const months = ['2020-06', '2020-05', '2020-04', '2020-02', '2020-01', '2019-11'];
  const paid = (currencies: readonly string[], hundredths: bigint) =>
    months.map((month, nth) => ({
      month,
      ...waiting(nth + 1, currencies, hundredths * BigInt(nth + 1)),
    }));
  const none: Money = {
    drafts: nothing,
    submitted: nothing,
    approved: nothing,
    late: nothing,
    claimable: { ...nothing, count: 0 },
    paid: [],
    moreOpen: false,
    moreClaimable: false,
  };
  const all = (currencies: readonly string[], hundredths: bigint): Money => ({
    ...none,
    drafts: waiting(2, currencies, hundredths),
    submitted: waiting(12, currencies, hundredths),
    approved: { ...waiting(1, currencies, hundredths), next: addDays(TODAY, 20) },
    late: { ...waiting(2, currencies, hundredths), over: 2, since: addDays(TODAY, -17) },
    paid: paid(currencies, hundredths),
  });
  return [
    ['nothing', none],
    ['no amounts', { ...none, submitted: { ...nothing, claims: 3, without: 3, unknown: 3 } }],
    ['only on the way', { ...none, submitted: waiting(1, ['EUR'], 1_250_050n) }],
    ['usual', { ...none, submitted: waiting(2, ['EUR'], 990_000n), paid: paid(['EUR'], 420_000n) }],
    ['everything, in two currencies', all(['EUR', 'PLN'], 1_250_050n)],
    [
      'huge, more than is counted',
      {
        ...all(['EUR', 'GBP', 'PLN', 'USD', ''], 9_999_999_999_999n),
        moreOpen: true,
        paidSince: addDays(TODAY, -300),
      },
    ],
    ['without a currency', all([''], 100_00n)],
  ];
}
