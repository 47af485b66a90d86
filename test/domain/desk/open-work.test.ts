import { describe, expect, test } from '@jest/globals';
import { openCount, openPage, inFlight, expiredOnes, sorted } from '../../../domain/desk/open-work.ts';
import { talliedOf } from '../../../domain/desk/listed.ts';
import { addDays, type Day } from '../../../domain/day.ts';
import { edition } from '../../../domain/programme/editions.ts';
import {
  TALLIED,
  type ClaimDocument,
  type DocumentOf,
  type Tallied,
  type VoucherDocument,
} from '../../../domain/store/documents.ts';
import { claimId, voucherId } from '../../../domain/store/ids.ts';
import type { Facts, Stage } from '../../../domain/voucher/model.ts';
import {
  dueOfClaim,
  dueOfVoucher,
  isPressing,
  untilOfVoucher,
  urgencyOfClaim,
  urgencyOfVoucher,
} from '../../../domain/urgency.ts';
import { companyOf, factsOf, Random, reportOf, reservationOf, TENANT, today } from '../given.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { findIn, storeWith } from './given.ts';

const standing = { company: companyOf(), edition: edition('2020'), today, texts: {}, version: 1 };
const inDays = (count: number): Day => addDays(today, count);
const head = { tenantId: TENANT, schema: 1, version: 1, texts: {}, changedBy: 'anna', changedAt: 0 } as const;

/** An open voucher of any stage, its days anywhere around today; some as an earlier version wrote them. */
function anyVoucher(random: Random, n: number): VoucherDocument {
  const number = `SYN-${String(n).padStart(4, '0')}`;
  const around = (spread: number): Day => inDays(random.below(2 * spread) - spread);
  const reservation = reservationOf({ end: around(40) });
  const stage = random.pick<Stage>([
    { status: 'assigned' },
    { status: 'reserved', reservation },
    { status: 'reported', reservation, report: reportOf() },
    { status: 'redeemed', reservation, report: reportOf(), redemption: { on: inDays(-random.below(70)) } },
  ]);
  const facts = factsOf({
    number,
    printedExpiry: random.below(9) === 0 ? undefined : around(40),
    assignedOn: undefined,
    // Where nobody has answered is a matter of its own, below.
    extensionPrinted: true,
  });
  const state = { facts, stage, breaches: [] };
  return {
    ...head,
    id: voucherId(number),
    kind: 'voucher',
    state,
    status: talliedOf(stage),
    open: true,
    due: dueOfVoucher(state, standing),
    ...(random.below(6) === 0 ? {} : { until: untilOfVoucher(state, standing.edition) }),
    suffix: number.slice(-4),
  };
}

function anyClaim(random: Random, n: number): ClaimDocument {
  const first = inDays(-random.below(80));
  const submittedOn = inDays(-random.below(60));
  const stage = random.pick<ClaimDocument['state']['stage']>([
    { status: 'draft' },
    { status: 'submitted', submittedOn },
    { status: 'approved', submittedOn, approvedOn: inDays(-random.below(50)) },
  ]);
  const state = {
    country: 'PL',
    voucherIds: ['SYN-0001'],
    redeemed: { first, last: first },
    stage,
    breaches: [],
  };
  return {
    ...head,
    id: claimId(String(n)),
    kind: 'claim',
    state,
    status: stage.status,
    open: true,
    due: dueOfClaim(state),
  };
}

async function everyPage<K extends 'voucher' | 'claim'>(
  store: MemoryStore,
  kind: K,
  few: boolean,
): Promise<readonly (readonly DocumentOf<K>[])[]> {
  const pages: (readonly DocumentOf<K>[])[] = [];
  let next: string | undefined;
  do {
    const page = await openPage<K>(findIn(store), kind, standing, { few, limit: 10, next });
    pages.push(page.docs);
    next = page.next;
  } while (next !== undefined);
  return pages;
}

const tallyOf = (docs: readonly VoucherDocument[]): Record<Tallied, number> =>
  Object.fromEntries(
    TALLIED.map((key) => [key, docs.filter(({ status }) => status === key).length]),
  ) as Record<Tallied, number>;

const classAndDay = (doc: VoucherDocument | ClaimDocument): string => {
  const urgency = doc.kind === 'voucher' ? urgencyOfVoucher(doc, standing) : urgencyOfClaim(doc, today);
  return `${urgency.class} ${urgency.day}`;
};

describe('the pages of what is open', () => {
  test.each(['voucher', 'claim'] as const)(
    'of a %s are in the one order, however they are found',
    async (kind) => {
      const random = new Random(kind === 'voucher' ? 7 : 8);
      for (let round = 0; round < 12; round += 1) {
        const all: (VoucherDocument | ClaimDocument)[] = Array.from({ length: random.below(95) }, (_, n) => {
          const doc = kind === 'voucher' ? anyVoucher(random, n) : anyClaim(random, n);
          // What has no last day yet is a matter of its own, below.
          return doc.kind === 'voucher'
            ? { ...doc, until: untilOfVoucher(doc.state, standing.edition) }
            : doc;
        });
        const store = await storeWith(all);
        const expected = sorted(all, standing);
        const inMemory = (await everyPage(store, kind, true)).flat();
        expect(inMemory.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        const inParts = (await everyPage(store, kind, false)).flat();
        // Of one day the store has an order of its own; a page of them is sorted, the pages are not.
        expect(inParts.map(classAndDay)).toEqual(expected.map(classAndDay));
        expect(inParts.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      }
    },
  );

  test('show every voucher once, also those that an earlier version wrote', async () => {
    const random = new Random(9);
    const all = Array.from({ length: 130 }, (_, n) => anyVoucher(random, n));
    const pages = await everyPage(await storeWith(all), 'voucher', false);
    expect(
      pages
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(all.map(({ id }) => id).sort());
    for (const page of pages) expect(page).toEqual(sorted(page, standing));
  });

  test.each([40, 96, 130])(
    'neither repeat nor lose what did not change, whatever else changes between them (%d)',
    async (count) => {
      const random = new Random(count);
      for (let round = 0; round < 20; round += 1) {
        const all = Array.from({ length: count }, (_, n) => {
          const doc = anyVoucher(random, n);
          return { ...doc, until: untilOfVoucher(doc.state, standing.edition) };
        });
        const store = await storeWith(all);
        const changed = new Set<string>();
        const shown: string[] = [];
        let next: string | undefined;
        do {
          const few = count + changed.size <= 100;
          const page = await openPage(findIn(store), 'voucher', standing, { few, limit: 10, next });
          shown.push(...page.docs.map(({ id }) => id));
          next = page.next;
          for (let change = 0; change < 6; change += 1) {
            const { id } = random.pick(all);
            const fresh = anyVoucher(random, count + changed.size);
            changed.add(random.below(2) === 0 ? id : fresh.id);
            const doc = changed.has(fresh.id) ? fresh : { ...fresh, id, open: random.below(2) === 0 };
            await store.commit(TENANT, [{ op: 'put', doc }]);
          }
        } while (next !== undefined);
        const same = (ids: readonly string[]): readonly string[] =>
          ids.filter((id) => !changed.has(id)).toSorted();
        expect(same(shown)).toEqual(same(all.map(({ id }) => id)));
      }
    },
  );

  test('begin anew where a card names a place that never was', async () => {
    const all = Array.from({ length: 20 }, (_, n) => anyVoucher(new Random(n), n));
    const store = await storeWith(all);
    const first = await openPage(findIn(store), 'voucher', standing, { few: true, limit: 10 });
    for (const next of ['', 'x', 'all.', 'part.x', '{"a":1}'])
      expect(await openPage(findIn(store), 'voucher', standing, { few: true, limit: 10, next })).toEqual(
        first,
      );
    expect(
      await openPage(findIn(store), 'voucher', standing, { few: true, limit: 10, next: 'part.9999' }),
    ).toEqual({
      docs: [],
    });
  });
});

describe('what is in flight', () => {
  test.each([0, 1, 60, 140, 700])(
    'of %d vouchers is counted whole, and the most urgent are the first',
    async (count) => {
      const random = new Random(count + 1);
      const all = Array.from({ length: count }, (_, n) => anyVoucher(random, n));
      const store = await storeWith(all);
      const live = sorted(all, standing).filter((doc) => urgencyOfVoucher(doc, standing).class !== 'over');
      const found = await inFlight(findIn(store), standing, tallyOf(all), 5);
      expect(found.urgent.map(classAndDay)).toEqual(live.slice(0, 5).map(classAndDay));
      expect(found.pressing).toBe(all.filter((doc) => isPressing(urgencyOfVoucher(doc, standing))).length);
      const over = all.filter((doc) => urgencyOfVoucher(doc, standing).class === 'over');
      expect(found.ranOut).toEqual({
        assigned: over.filter(({ status }) => status === 'assigned').length,
        reserved: over.filter(({ status }) => status === 'reserved').length,
        reported: over.filter(({ status }) => status === 'reported').length,
      });
      expect(found.isMore).toBe(false);
    },
  );

  test('is one request where it fits in a page', async () => {
    const all = Array.from({ length: 100 }, (_, n) => anyVoucher(new Random(n), n));
    const store = await storeWith(all);
    expect(openCount(tallyOf(all))).toBe(100);
    await inFlight(findIn(store), standing, tallyOf(all), 5);
    expect(store.calls.query).toBe(1);
  });

  test('finds the urgent ones behind more than can be counted, and says that there are more', async () => {
    const random = new Random(11);
    const lost = Array.from({ length: 1100 }, (_, n) => ({
      ...anyVoucher(random, n),
      ...((): Partial<VoucherDocument> => {
        const number = `OUT-${String(n).padStart(4, '0')}`;
        const state = {
          facts: factsOf({ number, printedExpiry: inDays(-60), assignedOn: undefined }),
          stage: { status: 'assigned' } as const,
          breaches: [],
        };
        return {
          id: voucherId(number),
          state,
          status: 'assigned',
          due: dueOfVoucher(state, standing),
          until: untilOfVoucher(state, standing.edition),
        };
      })(),
    }));
    const some = Array.from({ length: 30 }, (_, n) => {
      const doc = anyVoucher(random, n);
      return { ...doc, until: untilOfVoucher(doc.state, standing.edition) };
    });
    const all = [...lost, ...some];
    const found = await inFlight(findIn(await storeWith(all)), standing, tallyOf(all), 5);
    const live = sorted(some, standing).filter((doc) => urgencyOfVoucher(doc, standing).class !== 'over');
    expect(found.urgent.map(classAndDay)).toEqual(live.slice(0, 5).map(classAndDay));
    expect(found.isMore).toBe(true);
  });
});

test('vouchers that ran out are found, the first to run out first, and the rest is counted', async () => {
  const random = new Random(12);
  const all = Array.from({ length: 90 }, (_, n) => anyVoucher(random, n));
  const over = sorted(all, standing).filter((doc) => urgencyOfVoucher(doc, standing).class === 'over');
  expect(over.length).toBeGreaterThan(20);
  const found = await expiredOnes(findIn(await storeWith(all)), standing, 20);
  expect(found.docs.map(({ id }) => id)).toEqual(over.slice(0, 20).map(({ id }) => id));
  expect(found.more).toBe(over.length - 20);
});

test('vouchers of which the 90 days decide whether they ran out are found and counted apart (G3)', async () => {
  const then = { ...standing, today: '2020-09-10' as Day };
  const known: readonly (readonly [string, Partial<Facts>])[] = [
    ['SYN-0001', {}],
    ['SYN-0002', { extensionPrinted: true }],
    ['SYN-0003', { printedExpiry: '2020-06-01' as Day }],
    ['SYN-0004', { extensionPrinted: false }],
    ['SYN-0005', { assignedOn: undefined }],
  ];
  const all = known.map(([number, more], n): VoucherDocument => {
    const printed = { assignedOn: '2020-03-02' as Day, printedExpiry: '2020-08-29' as Day };
    const facts = factsOf({ number, ...printed, ...more });
    const state = { facts, stage: { status: 'assigned' } as const, breaches: [] };
    return {
      ...anyVoucher(new Random(n), n),
      id: voucherId(number),
      state,
      status: 'assigned',
      due: dueOfVoucher(state, then),
      until: untilOfVoucher(state, then.edition),
    };
  });
  const store = await storeWith(all);
  const { docs, more, doubted } = await expiredOnes(findIn(store), then, 1);
  expect([docs, doubted].map((some) => some.map(({ state }) => state.facts.number))).toEqual([
    ['SYN-0003'],
    ['SYN-0001', 'SYN-0005'],
  ]);
  expect(more).toBe(1);
  const found = await inFlight(findIn(store), then, tallyOf(all), 5);
  expect(found.ranOut).toEqual({ assigned: 2, reserved: 0, reported: 0 });
  expect(found.doubted).toBe(2);
  expect(found.urgent.map(({ state }) => state.facts.number)).toEqual(['SYN-0004']);
});
