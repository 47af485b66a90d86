import { describe, expect, test } from '@jest/globals';
import { addDays, daysBetween, weekOf, type Day } from '../../../domain/day.ts';
import { listedBy } from '../../../domain/desk/listed.ts';
import { readDeadlines, readLoads } from '../../../domain/desk/overview.ts';
import { talliedOf } from '../../../domain/desk/listed.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { present } from '../../../domain/present.ts';
import { voucherId } from '../../../domain/store/ids.ts';
import type { VoucherDocument } from '../../../domain/store/documents.ts';
import type { Counted } from '../../../domain/store/ports.ts';
import { NO_DUE, urgencyOfVoucher } from '../../../domain/urgency.ts';
import { nextOf } from '../../../domain/voucher/deadlines.ts';
import type { Stage } from '../../../domain/voucher/model.ts';
import { companyOf, factsOf, Random, reportOf, reservationOf, TENANT, today } from '../given.ts';
import { storeWith } from './given.ts';

const CONSULTANTS = ['one', 'two', 'three'] as const;
const company = companyOf({ consultants: CONSULTANTS.map((id) => ({ id, assessments: [] })) });
const rules = { company, edition: edition('2020') };
const head = { tenantId: TENANT, schema: 1, version: 1, texts: {}, changedBy: 'anna', changedAt: 0 } as const;

/** A voucher of any state, with days anywhere around today or without, of anybody or nobody. */
function anyVoucher(random: Random, n: number): VoucherDocument {
  const number = `SYN-${String(n).padStart(4, '0')}`;
  const around = (spread: number): Day => addDays(today, random.below(2 * spread) - spread);
  const who = random.pick([...CONSULTANTS, 'gone', '']);
  const { end: _end, consultantId: _own, ...rest } = reservationOf();
  const reservation = present({
    ...rest,
    end: random.below(8) === 0 ? undefined : around(70),
    consultantId: who === '' ? undefined : who,
  });
  const redeemed = {
    status: 'redeemed',
    reservation,
    report: reportOf(),
    redemption: { on: around(60) },
  } as const;
  const stage = random.pick<Stage>([
    { status: 'assigned' },
    { status: 'reserved', reservation },
    { status: 'reserved', reservation },
    { status: 'reported', reservation, report: reportOf() },
    redeemed,
    { ...redeemed, redemption: {} },
    { ...redeemed, claimId: 'synthetic' },
    { status: 'lost', on: today },
  ]);
  const facts = factsOf({
    number,
    printedExpiry: random.below(9) === 0 ? undefined : around(140),
    assignedOn: undefined,
    extensionPrinted: true,
  });
  const state = { facts, stage, breaches: [] };
  return {
    ...head,
    id: voucherId(number),
    kind: 'voucher',
    state,
    status: talliedOf(stage),
    open: nextOf(facts, stage, company, rules.edition) !== undefined,
    ...listedBy(state, rules),
  };
}

const many = (random: Random, count: number): readonly VoucherDocument[] =>
  Array.from({ length: count }, (_, n) => anyVoucher(random, n));

async function counting(docs: readonly VoucherDocument[]) {
  const store = await storeWith(docs);
  const asked: Counted[] = [];
  const count = (counted: Counted): Promise<number> => {
    asked.push(counted);
    return store.count(TENANT, counted);
  };
  return { count, asked };
}

const within = (day: Day, { from, to }: { readonly from: Day; readonly to: Day }): boolean =>
  day >= from && day <= to;

describe('deadlines by week', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'are what counting every voucher gives, on any day (%d)',
    async (seed) => {
      const random = new Random(seed);
      const docs = many(random, 120);
      const { count, asked } = await counting(docs);
      // Nothing is written as the days pass, and they are right on each.
      for (const on of [today, addDays(today, random.below(9)), addDays(today, 30 + random.below(60))]) {
        const deadlines = await readDeadlines(count, on);
        const open = docs.filter((doc) => doc.open);
        const over = open.filter((doc) => urgencyOfVoucher(doc, { ...rules, today: on }).class === 'over');
        const passed = open.filter(({ due }) => due < on);
        const last = deadlines.weeks.at(-1)?.to ?? on;
        expect(deadlines).toMatchObject({
          overdue: passed.length - over.length,
          ranOut: over.length,
          weeks: deadlines.weeks.map(({ from, to }) => ({
            count: open.filter(({ due }) => within(due, { from, to })).length,
          })),
          later: open.filter(({ due }) => due > last && due < NO_DUE).length,
          unknown: open.filter(({ due }) => due === NO_DUE).length,
        });
        const { overdue, ranOut, weeks, later, unknown } = deadlines;
        const inWeeks = weeks.reduce((sum, week) => sum + week.count, 0);
        expect(overdue + ranOut + inWeeks + later + unknown).toBe(open.length);
      }
      expect(asked).toHaveLength(3 * 13);
    },
  );

  test.each(['2026-11-23', '2026-11-25', '2026-11-29'] as Day[])(
    'begin with what is left of this week, then eight from Monday to Sunday (%s)',
    async (on) => {
      const { count } = await counting([]);
      const { weeks } = await readDeadlines(count, on);
      expect(weeks).toHaveLength(9);
      expect(weeks[0]).toEqual({ from: on, to: '2026-11-29', count: 0 });
      for (const { from, to } of weeks.slice(1))
        expect([daysBetween(from, to), weekOf(to)]).toEqual([6, from]);
      expect(weeks.at(-1)?.to).toBe('2027-01-24');
    },
  );
});

describe('engagements by who delivers them', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'are what counting every voucher gives, who has most first (%d)',
    async (seed) => {
      const docs = many(new Random(seed), 150);
      const { count, asked } = await counting(docs);
      const read = await readLoads(count, { company, today }, { from: 0, limit: 10 });
      const coming = docs.filter(
        ({ status, due }) => status === 'reserved' && within(due, { from: today, to: read.until }),
      );
      const of = (id: string, to: Day): number =>
        coming.filter(({ consultantId, due }) => consultantId === id && due <= to).length;
      expect(
        new Map(read.loads.map(({ consultantId, near, far }) => [consultantId, [near, near + far]])),
      ).toEqual(new Map(CONSULTANTS.map((id) => [id, [of(id, read.nearUntil), of(id, read.until)]])));
      const sums = read.loads.map(({ near, far }) => near + far);
      expect(sums).toEqual(sums.toSorted((a, b) => b - a));
      expect(read.all).toBe(coming.length);
      expect(read.others).toBe(
        coming.filter(({ consultantId }) => !CONSULTANTS.some((id) => id === consultantId)).length,
      );
      // One for all, one for each consultant, one more for each that is shown.
      expect(asked).toHaveLength(1 + 3 + 3);
    },
  );

  test('come a page at a time; a page that is none is the first', async () => {
    const { count } = await counting(many(new Random(7), 150));
    const page = async (from: number): Promise<readonly string[]> =>
      (await readLoads(count, { company, today }, { from, limit: 2 })).loads.map(
        ({ consultantId }) => consultantId,
      );
    const [first, second] = [await page(0), await page(2)];
    expect(new Set([...first, ...second])).toEqual(new Set(CONSULTANTS));
    expect(second).toHaveLength(1);
    expect(await page(9)).toEqual(first);
  });

  test('of a company without consultants are those of others', async () => {
    const { count } = await counting(many(new Random(3), 80));
    const nobody = companyOf({ consultants: [] });
    const read = await readLoads(count, { company: nobody, today }, { from: 0, limit: 10 });
    expect(read).toMatchObject({ loads: [], consultants: 0 });
    expect(read.others).toBe(read.all);
  });
});
