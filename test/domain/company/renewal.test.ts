import { describe, expect, test } from '@jest/globals';
import type { Company } from '../../../domain/company/model.ts';
import type { CompetencyId } from '../../../domain/programme/catalogue.ts';
import { addDays } from '../../../domain/day.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { EDITION_IDS, type EditionId } from '../../../domain/programme/edition.ts';
import {
  competencyUntil,
  endangers,
  heldLevel,
  renewals,
  renewMembershipFirst,
  type Renewal,
} from '../../../domain/company/renewal.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Facts, Voucher, VoucherEvent } from '../../../domain/voucher/model.ts';
import {
  claimed,
  companyOf,
  d,
  deepFreeze,
  factsOf,
  recorded,
  redeemed,
  reported,
  reserved,
  today,
} from '../given.ts';

const found = (over: Partial<Company>, id: EditionId = '2020', on = today): readonly Renewal[] =>
  renewals(deepFreeze(companyOf(over)), edition(id), on);

describe('an enrolment', () => {
  test.each(EDITION_IDS)('has no day of its own in %s: no source names one', (id) => {
    for (const on of ['2020-06-15', '2021-06-16', '2026-11-28']) {
      expect(found({ enrolments: { DDPS: { on: d('2020-06-15') }, SDPS: {} } }, id, d(on))).toEqual([]);
    }
  });

  test.each<[EditionId, readonly string[] | undefined]>([
    ['2019', ['DDPS', 'SDPS']],
    ['2020', ['DDPS', 'SDPS']],
    ['2021', undefined],
  ])('is renewed in %s with the membership: %s', (id, enrolments) => {
    const over = { membershipEnd: d('2020-07-01'), enrolments: { SDPS: {}, DDPS: { on: d('2018-01-01') } } };
    const renewal = { what: 'membership', until: d('2020-07-01'), state: 'coming' };
    expect(found(over, id)).toEqual([enrolments === undefined ? renewal : { ...renewal, enrolments }]);
  });
});

describe('a competency', () => {
  test.each<[string, Renewal['state']]>([
    ['2019-03-31', 'holds'],
    ['2019-04-01', 'coming'],
    ['2019-05-31', 'coming'],
    ['2019-06-01', 'open'],
    ['2019-06-30', 'open'],
    ['2019-07-01', 'lapsed'],
  ])('with its anniversary on 31 May stands on %s as %s', (on, state) => {
    const anniversary = d('2019-05-31');
    expect(competencyUntil('windows-and-devices', anniversary)).toBe('2019-06-30');
    for (const id of EDITION_IDS) {
      expect(found({ anniversaries: { 'windows-and-devices': anniversary } }, id, d(on))).toEqual([
        {
          what: 'competency',
          id: 'windows-and-devices',
          until: d('2019-06-30'),
          opens: d('2019-06-01'),
          state,
        },
      ]);
    }
  });

  test.each<[CompetencyId, string, string]>([
    ['messaging', '2019-12-31', '2020-01-30'],
    // Put off a year, and again where the next anniversary falls into the next extension.
    ['messaging', '2020-01-01', '2022-01-30'],
    ['messaging', '2020-06-30', '2022-07-30'],
    ['messaging', '2020-07-01', '2021-07-31'],
    ['messaging', '2020-12-31', '2022-01-30'],
    ['messaging', '2021-06-30', '2022-07-30'],
    ['messaging', '2021-07-01', '2021-07-31'],
    ['cloud-business-applications', '2020-08-01', '2021-08-31'],
    ['cloud-business-applications', '2021-06-30', '2021-07-30'],
    ['messaging', '2026-03-01', '2026-03-31'],
  ])('%s with its anniversary on %s lasts until %s, extensions counted', (id, anniversary, until) => {
    expect(competencyUntil(id, d(anniversary))).toBe(until);
  });

  test('that is not held has nothing to renew', () => {
    expect(found({ anniversaries: { messaging: today } })).toEqual([]);
  });
});

describe('the membership', () => {
  test.each<[string, Renewal['state'], boolean]>([
    ['2020-06-14', 'lapsed', true],
    ['2020-06-15', 'coming', true],
    ['2020-08-14', 'coming', true],
    ['2020-08-15', 'holds', true],
    ['2020-09-13', 'holds', true],
    ['2020-09-14', 'holds', false],
  ])('that ends on %s stands as %s, and is renewed first: %s', (end, state, first) => {
    const company = companyOf({ membershipEnd: d(end), enrolments: {} });
    expect(renewals(company, edition('2020'), today)).toEqual([{ what: 'membership', until: d(end), state }]);
    expect(renewMembershipFirst(company, today)).toBe(first);
  });

  test('whose end is not known asks for nothing', () => {
    expect(renewMembershipFirst(companyOf(), today)).toBe(false);
  });
});

test('what has to be renewed comes in the order of its days', () => {
  const told = found({
    membershipEnd: d('2020-07-01'),
    competencies: { 'windows-and-devices': 'silver', erp: 'gold' },
    anniversaries: { 'windows-and-devices': d('2021-07-01'), erp: d('2019-12-20') },
  });
  expect(told.map(({ what, until }) => [what, until])).toEqual([
    ['competency', '2020-01-19'],
    ['membership', '2020-07-01'],
    ['competency', '2021-07-31'],
  ]);
});

describe('a voucher in flight', () => {
  const after = (...events: readonly VoucherEvent[]): Voucher =>
    events.reduce<Voucher | undefined>(evolveVoucher, undefined) as Voucher;
  const until = addDays(today, 10);
  const renewal = (what: Renewal['what'], id?: Renewal['id']): Renewal => ({
    what,
    until,
    state: 'coming',
    ...(id === undefined ? {} : { id }),
  });
  const mine = [renewal('membership'), renewal('competency', 'windows-and-devices')];

  test.each<[string, readonly VoucherEvent[], boolean]>([
    ['assigned', [recorded], true],
    ['reserved', [recorded, reserved], true],
    ['reported', [recorded, reserved, reported], true],
    ['redeemed', [recorded, reserved, reported, redeemed], true],
    ['in a claim', [recorded, reserved, reported, redeemed, claimed], false],
    ['lost', [recorded, { type: 'lost', on: today }], false],
    ['void', [recorded, { type: 'voided', reason: 'mistake' }], false],
  ])('that is %s depends on what is renewed: %s', (_status, events, depends) => {
    for (const one of mine) {
      expect(endangers(one, after(...events), companyOf(), edition('2020'), today)).toBe(depends);
    }
  });

  const offered = { engagement: undefined, offering: 'SDPS' } as const;
  test.each<[string, Renewal, Partial<Facts>, Partial<Company>, EditionId, boolean]>([
    ['the membership, whatever it is for', renewal('membership'), offered, {}, '2020', true],
    ['another competency', renewal('competency', 'messaging'), {}, {}, '2020', false],
    [
      'one of two that suffice',
      renewal('competency', 'enterprise-mobility-management'),
      { engagement: 'mobile-productivity' },
      { competencies: { 'windows-and-devices': 'silver', 'enterprise-mobility-management': 'silver' } },
      '2020',
      false,
    ],
    [
      'the one of two whose level suffices',
      renewal('competency', 'data-platform'),
      { engagement: 'data-estate' },
      { competencies: { 'data-platform': 'gold', 'data-analytics': 'silver' } },
      '2020',
      true,
    ],
    [
      'a competency, while the engagement is not known',
      renewal('competency', 'windows-and-devices'),
      offered,
      {},
      '2020',
      false,
    ],
    [
      'a competency, where the table is not known',
      renewal('competency', 'windows-and-devices'),
      {},
      {},
      '2019',
      false,
    ],
  ])('depends on %s', (_title, one, facts, over, id, depends) => {
    const voucher = { facts: factsOf(facts), stage: { status: 'assigned' } } as const;
    expect(endangers(one, voucher, companyOf(over), edition(id), today)).toBe(depends);
  });
});

describe('the level that a company holds', () => {
  test('is the better one of any of several competencies', () => {
    const company = companyOf({ competencies: { messaging: 'silver', erp: 'gold' } });
    expect(heldLevel(company, ['messaging'])).toBe('silver');
    expect(heldLevel(company, ['messaging', 'erp'])).toBe('gold');
    expect(heldLevel(company, ['ppm'])).toBeUndefined();
    expect(heldLevel(company, [])).toBeUndefined();
  });

  test('lapses thirty days after its anniversary, and only when a day is asked for', () => {
    const company = companyOf({
      competencies: { messaging: 'gold', erp: 'silver' },
      anniversaries: { messaging: d('2019-05-16') },
    });
    expect(heldLevel(company, ['messaging'], d('2019-06-15'))).toBe('gold');
    expect(heldLevel(company, ['messaging'], d('2019-06-16'))).toBeUndefined();
    expect(heldLevel(company, ['messaging', 'erp'], d('2019-06-16'))).toBe('silver');
    expect(heldLevel(company, ['messaging'])).toBe('gold');
  });
});
