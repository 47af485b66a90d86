import { describe, expect, test } from '@jest/globals';
import type { Company } from '../../../domain/company/model.ts';
import { addDays } from '../../../domain/day.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { EDITION_IDS, type EditionId } from '../../../domain/programme/edition.ts';
import {
  competencyUntil,
  endangers,
  enrolledUntil,
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
  test.each<[EditionId, string | undefined]>([
    ['2019', '2021-06-15'],
    ['2020', '2021-06-15'],
    ['2021', undefined],
  ])('of 15 June 2020 lasts in %s until %s', (id, until) => {
    expect(enrolledUntil(d('2020-06-15'), edition(id))).toBe(until);
    expect(enrolledUntil(undefined, edition(id))).toBeUndefined();
  });

  test('of a leap day lasts until 28 February', () => {
    expect(enrolledUntil(d('2020-02-29'), edition('2020'))).toBe('2021-02-28');
  });

  test.each<[string, Renewal['state']]>([
    ['2021-04-15', 'holds'],
    ['2021-04-16', 'coming'],
    ['2021-06-15', 'coming'],
    ['2021-06-16', 'lapsed'],
  ])('stands on %s as %s', (on, state) => {
    const renewal = { what: 'enrolment', id: 'DDPS', until: d('2021-06-15'), state };
    expect(found({ enrolments: { DDPS: { on: d('2020-06-15') } } }, '2020', d(on))).toEqual([renewal]);
  });

  test.each(EDITION_IDS)('whose day is not known is not told of in %s', (id) => {
    expect(found({ enrolments: { DDPS: {} } }, id)).toEqual([]);
  });
});

describe('a competency', () => {
  test.each<[string, Renewal['state']]>([
    ['2020-03-31', 'holds'],
    ['2020-04-01', 'coming'],
    ['2020-05-31', 'coming'],
    ['2020-06-01', 'open'],
    ['2020-06-30', 'open'],
    ['2020-07-01', 'lapsed'],
  ])('with its anniversary on 31 May stands on %s as %s', (on, state) => {
    const anniversary = d('2020-05-31');
    expect(competencyUntil(anniversary)).toBe('2020-06-30');
    for (const id of EDITION_IDS) {
      expect(found({ anniversaries: { 'windows-and-devices': anniversary } }, id, d(on))).toEqual([
        {
          what: 'competency',
          id: 'windows-and-devices',
          until: d('2020-06-30'),
          opens: d('2020-06-01'),
          state,
        },
      ]);
    }
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
    const company = companyOf({ membershipEnd: d(end) });
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
    enrolments: { DDPS: { on: d('2020-01-01') }, SDPS: { on: d('2019-06-20') } },
    anniversaries: { 'windows-and-devices': d('2020-06-20') },
  });
  expect(told.map(({ what, until }) => [what, until])).toEqual([
    ['enrolment', '2020-06-20'],
    ['membership', '2020-07-01'],
    ['competency', '2020-07-20'],
    ['enrolment', '2021-01-01'],
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
  const mine = [
    renewal('membership'),
    renewal('enrolment', 'DDPS'),
    renewal('competency', 'windows-and-devices'),
  ];

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
    ['another offering', renewal('enrolment', 'SDPS'), {}, {}, '2020', false],
    ['the offering of the mail', renewal('enrolment', 'SDPS'), offered, {}, '2020', true],
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
