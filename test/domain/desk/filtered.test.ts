import { describe, expect, test } from '@jest/globals';
import { addDays, type Day } from '../../../domain/day.ts';
import { filteredPage } from '../../../domain/desk/filtered.ts';
import { passes, type ListFilter, type Whose } from '../../../domain/desk/list-filter.ts';
import { listedBy, talliedOf } from '../../../domain/desk/listed.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { present } from '../../../domain/present.ts';
import { TALLIED, type VoucherDocument } from '../../../domain/store/documents.ts';
import { voucherId } from '../../../domain/store/ids.ts';
import { nextOf } from '../../../domain/voucher/deadlines.ts';
import type { PlannedReservation, Stage } from '../../../domain/voucher/model.ts';
import { companyOf, factsOf, Random, reportOf, reservationOf, TENANT, today } from '../given.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { findIn, storeWith } from './given.ts';

const standing = { company: companyOf(), edition: edition('2020'), today, texts: {}, version: 1 };
const head = { tenantId: TENANT, schema: 1, version: 1, texts: {}, changedBy: 'anna', changedAt: 0 } as const;

const CUSTOMERS = ['contoso', 'fabrikam', 'żółte-łódki', 'тихая-гавань', 'a/b'];
const CONSULTANTS = ['boris', 'clara', 'dana'];
const COUNTRIES = ['PL', 'DE', 'PT'];
const PEOPLE = ['anna', 'eve'];

const day = (random: Random, spread: number): Day => addDays(today, random.below(2 * spread) - spread);

/** A voucher of any state, with a number of any letters. */
function anyVoucher(random: Random, n: number, spread = 40): VoucherDocument {
  const number = `${random.pick(['SYN', 'ŻÓŁ', 'ВАУ', '券%&', '🦊'])}-${String(n).padStart(4, '0')}`;
  const reservation = {
    ...reservationOf({ end: day(random, spread) }),
    consultantId: random.pick(CONSULTANTS),
    country: random.pick(COUNTRIES),
  };
  const redeemed = {
    status: 'redeemed' as const,
    reservation,
    report: reportOf(),
    redemption: { on: addDays(today, -random.below(70)) },
  };
  const stage = random.pick<Stage>([
    { status: 'assigned' },
    { status: 'reserved', reservation },
    { status: 'reported', reservation, report: reportOf() },
    redeemed,
    { ...redeemed, claimId: 'c' },
    { status: 'lost', on: today },
    { status: 'void', reason: 'mistake' },
  ]);
  const facts = factsOf({
    number,
    engagement: random.below(4) === 0 ? undefined : random.pick(ENGAGEMENT_IDS),
    offering: random.pick(OFFERING_IDS),
    customerId: random.below(5) === 0 ? undefined : random.pick(CUSTOMERS),
    printedExpiry: random.below(9) === 0 ? undefined : day(random, spread),
    assignedOn: undefined,
    extensionPrinted: true,
  });
  const state = { facts, stage, breaches: [] };
  return present({
    ...head,
    id: voucherId(number),
    kind: 'voucher',
    state,
    status: talliedOf(stage),
    open: nextOf(facts, stage, standing.company, standing.edition) !== undefined,
    ...listedBy(state, standing),
    customerId: facts.customerId,
    recordedBy: random.pick(PEOPLE),
  }) as VoucherDocument;
}

/** Some of what a filter can hold. */
function anyFilter(random: Random): ListFilter {
  const maybe = <T>(value: T): T | undefined => (random.below(3) === 0 ? value : undefined);
  return present({
    states: maybe(random.pick([[random.pick(TALLIED)], TALLIED, ['assigned', 'lost'] as const])),
    due: maybe(random.pick(['overdue', 'week', 7, 30] as const)),
    mine: random.below(5) === 0 ? true : undefined,
    customers: maybe([random.pick(CUSTOMERS), random.pick(CUSTOMERS)]),
    consultants: maybe([random.pick(CONSULTANTS)]),
    engagements: maybe(ENGAGEMENT_IDS.slice(random.below(8))),
    offering: random.below(6) === 0 ? random.pick(OFFERING_IDS) : undefined,
    country: maybe(random.pick(COUNTRIES)),
  }) as ListFilter;
}

const whoseOf = ({ mine }: ListFilter): readonly Whose[] =>
  mine === true ? [{ id: 'anna', consultantId: 'boris' }] : [];

const byRank = (a: VoucherDocument, b: VoucherDocument): number => ((a.rank ?? '') < (b.rank ?? '') ? -1 : 1);

/** Every page from the first to the last; `between` may change what is there. */
async function everyPage(
  store: MemoryStore,
  filter: ListFilter,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly (readonly VoucherDocument[])[]> {
  const pages: (readonly VoucherDocument[])[] = [];
  let next: string | undefined;
  do {
    const page = await filteredPage(findIn(store), {
      filter,
      whose: whoseOf(filter),
      standing,
      limit: 10,
      next,
    });
    pages.push(page.docs);
    next = page.next;
    if (next !== undefined) await between();
  } while (next !== undefined);
  return pages;
}

const ids = (docs: readonly VoucherDocument[]): readonly string[] => docs.map(({ id }) => id);

describe('the pages of a list that is narrowed down', () => {
  test('show what the filter lets through, each once and in one order, whatever it is', async () => {
    const random = new Random(1);
    for (let round = 0; round < 30; round += 1) {
      // Many of one day, too: then only the number tells them apart.
      const spread = round % 3 === 0 ? 1 : 40;
      const all = Array.from({ length: random.below(400) }, (_, n) => anyVoucher(random, n, spread));
      const filter = anyFilter(random);
      const pages = await everyPage(await storeWith(all), filter);
      const wanted = all.filter(passes(filter, whoseOf(filter), standing)).sort(byRank);
      expect([filter, ids(pages.flat())]).toEqual([filter, ids(wanted)]);
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(10);
    }
  });

  test('neither repeat nor lose what did not change, whatever else changes between them', async () => {
    const random = new Random(2);
    for (let round = 0; round < 40; round += 1) {
      const spread = round % 3 === 0 ? 1 : 40;
      const all = Array.from({ length: 60 + random.below(200) }, (_, n) => anyVoucher(random, n, spread));
      const store = await storeWith(all);
      const filter = anyFilter(random);
      const changed = new Set<string>();
      let made = all.length;
      const between = async (): Promise<void> => {
        for (let change = 0; change < 8; change += 1) {
          const old = random.pick(all);
          changed.add(old.id);
          const fresh = anyVoucher(random, made, spread);
          // One becomes another one, one is gone, one is new.
          const kind = random.below(3);
          if (kind === 0)
            await store.commit(TENANT, [{ op: 'put', doc: { ...fresh, id: old.id, rank: `${fresh.rank}` } }]);
          else if (kind === 1)
            await store.commit(TENANT, [{ op: 'put', doc: { ...old, status: 'void', open: false } }]);
          else {
            changed.add(fresh.id);
            made += 1;
            await store.commit(TENANT, [{ op: 'put', doc: fresh }]);
          }
        }
      };
      const shown = ids((await everyPage(store, filter, between)).flat());
      const still = all
        .filter(({ id }) => !changed.has(id))
        .filter(passes(filter, whoseOf(filter), standing));
      const seen = shown.filter((id) => !changed.has(id));
      expect([filter, seen]).toEqual([filter, ids(still.sort(byRank))]);
    }
  });

  test('tell how many there are where one look tells it, else at least how many', async () => {
    const random = new Random(3);
    const all = Array.from({ length: 300 }, (_, n) => anyVoucher(random, n));
    const store = await storeWith(all);
    for (const filter of [
      { customers: ['contoso'], states: ['reserved'] },
      { country: 'PL' },
      {},
    ] as const satisfies readonly ListFilter[]) {
      const { count, isAll } = await filteredPage(findIn(store), { filter, whose: [], standing, limit: 10 });
      const wanted = all.filter(passes(filter, [], standing)).length;
      if (isAll) expect(count).toBe(wanted);
      else expect(count).toBeLessThan(wanted);
    }
  });
});

describe('a filter that lets few through', () => {
  /** Reserved ones of Boris in Poland, but for what a plan says of them. */
  const many = (
    count: number,
    plan: (n: number) => Partial<PlannedReservation>,
  ): readonly VoucherDocument[] => {
    const random = new Random(4);
    return Array.from({ length: count }, (_, n): VoucherDocument => {
      const end = addDays(today, n % 90);
      const facts = factsOf({ number: `SYN-${n}`, printedExpiry: end, assignedOn: undefined });
      const reservation = { ...reservationOf({ end }), consultantId: 'boris', country: 'PL', ...plan(n) };
      const state = { facts, stage: { status: 'reserved', reservation } as const, breaches: [] };
      const id = voucherId(facts.number);
      const listed = { status: 'reserved', open: true, ...listedBy(state, standing) };
      return present({ ...anyVoucher(random, n), id, state, ...listed }) as VoucherDocument;
    });
  };

  test('is found by the part that brings the least, in few requests', async () => {
    const store = await storeWith(many(3_000, (n) => (n % 500 === 499 ? { country: 'PT' } : {})));
    const before = store.calls.query;
    // The consultant has all of them, the country a few.
    const filter: ListFilter = { consultants: ['boris'], country: 'PT', states: ['reserved'] };
    const { docs, isAll } = await filteredPage(findIn(store), { filter, whose: [], standing, limit: 10 });
    expect([docs.length, isAll]).toEqual([6, true]);
    expect(store.calls.query - before).toBeLessThanOrEqual(5);
  });

  test('ends the page where too many would have to be looked at, says so, and goes on there', async () => {
    const all = many(3_000, (n) => ({
      country: n % 2 === 0 ? 'PT' : 'PL',
      consultantId: n % 2 === 0 && n !== 2_998 ? 'clara' : 'boris',
    }));
    const store = await storeWith(all);
    const filter: ListFilter = { consultants: ['boris'], country: 'PT' };
    let next: string | undefined;
    const found: string[] = [];
    const cuts: boolean[] = [];
    do {
      const before = store.calls.query;
      const page = await filteredPage(findIn(store), { filter, whose: [], standing, limit: 10, next });
      expect(store.calls.query - before).toBeLessThanOrEqual(14);
      found.push(...ids(page.docs));
      cuts.push(page.isCut);
      next = page.next;
    } while (next !== undefined);
    expect(found).toEqual([voucherId('SYN-2998')]);
    expect(cuts[0]).toBe(true);
    expect(cuts.at(-1)).toBe(false);
  });
});

test('a place that nobody gave begins anew, and a forged one is only a place', async () => {
  const random = new Random(5);
  const all = Array.from({ length: 40 }, (_, n) => anyVoucher(random, n));
  const store = await storeWith(all);
  const page = (next?: string) =>
    filteredPage(findIn(store), { filter: {}, whose: [], standing, limit: 10, next });
  const first = await page();
  for (const next of ['', '0', '12.eyJ', 'x'.repeat(5_000)]) expect(await page(next)).toEqual(first);
  for (const next of ['behind:', 'behind: ', 'behind:0000'])
    expect(ids((await page(next)).docs)).toEqual(ids(first.docs));
  expect((await page('behind:zzzz')).docs).toEqual([]);
});
