import { describe, expect, test } from '@jest/globals';
import {
  COMPETENCIES,
  COMPETENCY_IDS,
  ENGAGEMENT_IDS,
  ENGAGEMENTS,
  engagements,
  OFFERING_IDS,
  SERVICE_LEVELS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
} from '../../../domain/programme/catalogue.ts';
import { decideVoucher } from '../../../domain/voucher/decide.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Voucher } from '../../../domain/voucher/model.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { companyOf, contextOf, factsOf, reserve } from '../given.ts';

/** The table of August 2020 to September 2021, by the words of its source (programme facts §4.5, R2, R3). */
const TABLE: readonly (readonly [OfferingId, engagement: string, anyOf: readonly string[], Level])[] = [
  ['DDPS', 'Windows and Office Deployment Planning', ['Windows and Devices'], 'silver'],
  [
    'DDPS',
    'Mobile Productivity Deployment Planning',
    ['Enterprise Mobility Management', 'Windows and Devices'],
    'silver',
  ],
  ['DDPS', 'Modern IT Enterprise Security Proof of Concept', ['Enterprise Mobility Management'], 'silver'],
  [
    'DYDPS',
    'Upgrading Microsoft Dynamics 365 for Customer Engagement',
    ['Cloud Business Applications', 'Cloud Customer Relationship Management'],
    'silver',
  ],
  [
    'DYDPS',
    'Migrating to Microsoft Dynamics 365 for Customer Engagement',
    ['Cloud Business Applications', 'Cloud Customer Relationship Management'],
    'silver',
  ],
  [
    'DYDPS',
    'Upgrading Microsoft Dynamics 365 for Finance and Operations',
    ['Enterprise Resource Planning (ERP)'],
    'gold',
  ],
  ['PVDPS', 'Modernizing Your Windows Server Platform', ['Datacenter'], 'silver'],
  ['SDPS', 'SharePoint Deployment Planning', ['Collaboration and Content'], 'silver'],
  [
    'SDPS',
    'Project and Portfolio Management (PPM) Solution Planning',
    ['Project and Portfolio Management (PPM)'],
    'silver',
  ],
  ['S-EDPS', 'Exchange Deployment Planning', ['Messaging'], 'silver'],
  ['S-EDPS', 'Skype for Business Deployment Planning', ['Communications'], 'silver'],
  ['SSDPS', 'Data Estate Modernization', ['Data Analytics', 'Data Platform'], 'gold'],
];

function idOf<Id extends string>(names: Readonly<Record<Id, string>>, name: string): Id {
  const found = (Object.keys(names) as Id[]).find((id) => names[id] === name);
  if (found === undefined) throw new Error(`nothing is called ${name}`);
  return found;
}

const rows = TABLE.map(([offering, engagement, anyOf, level]) => ({
  id: idOf(ENGAGEMENTS, engagement),
  offering,
  requires: { anyOf: anyOf.map((name) => idOf(COMPETENCIES, name)), level },
}));

/** What comes of reserving a voucher of the engagement, by a company that holds exactly this. */
function reserving(
  engagement: EngagementId,
  holds: {
    readonly competencies: Partial<Record<CompetencyId, Level>>;
    readonly enrolled: OfferingId;
    readonly assessments: readonly CompetencyId[];
  },
): 'reserved' | readonly string[] {
  const state: Voucher = evolveVoucher(undefined, {
    type: 'recorded',
    facts: factsOf({ engagement }),
    stage: { status: 'assigned' },
    breaches: [],
  });
  const result = decideVoucher(
    state,
    reserve,
    contextOf({
      company: companyOf({
        competencies: holds.competencies,
        enrolments: { [holds.enrolled]: {} },
        consultants: [{ id: 'anna', assessments: holds.assessments }],
      }),
    }),
  );
  if (!isRefusal(result)) return 'reserved';
  const { refused } = result;
  if (refused.why !== 'guards') throw new Error(`refused: ${refused.why}`);
  return refused.unmet.map(({ guard, detail }) => `${guard} ${detail.code}`);
}

describe('the table of 2020', () => {
  test('is that of the sources, row by row', () => {
    expect(edition('2020').engagements).toEqual(rows);
  });

  test('has a row for every engagement and one for every offering', () => {
    expect(rows.map(({ id }) => id)).toEqual(ENGAGEMENT_IDS);
    expect([...new Set(rows.map(({ offering }) => offering))]).toEqual(OFFERING_IDS);
  });

  const single = rows.flatMap((row) => row.requires.anyOf.map((competency) => ({ ...row, competency })));
  const complete = ({ competency, offering }: (typeof single)[number], level: Level) =>
    ({ competencies: { [competency]: level }, enrolled: offering, assessments: [competency] }) as const;

  test.each(single)('$id can be reserved with gold $competency alone', (row) => {
    expect(reserving(row.id, complete(row, 'gold'))).toBe('reserved');
  });

  test.each(single)('$id with silver $competency can be reserved only where silver is enough', (row) => {
    expect(reserving(row.id, complete(row, 'silver'))).toEqual(
      row.requires.level === 'silver' ? 'reserved' : ['G9 notCompetent'],
    );
  });

  test.each(single)('$id is refused without the enrolment in $offering', (row) => {
    for (const enrolled of OFFERING_IDS.filter((id) => id !== row.offering)) {
      expect(reserving(row.id, { ...complete(row, 'gold'), enrolled })).toEqual(['G9 notEnrolled']);
    }
  });

  test.each(single)('$id is refused to a consultant with no assessment of its competencies', (row) => {
    const others = COMPETENCY_IDS.filter((id) => !row.requires.anyOf.includes(id));
    expect(reserving(row.id, { ...complete(row, 'gold'), assessments: others })).toEqual([
      'G10 notQualified',
    ]);
  });

  test.each(rows)('$id is refused with every other competency in gold', ({ id, offering, requires }) => {
    const others = COMPETENCY_IDS.filter((one) => !requires.anyOf.includes(one));
    const competencies = Object.fromEntries(others.map((one) => [one, 'gold' as const]));
    expect(reserving(id, { competencies, enrolled: offering, assessments: requires.anyOf })).toEqual([
      'G9 notCompetent',
    ]);
  });

  test.each(rows.filter(({ requires }) => requires.anyOf.length > 1))(
    '$id takes the assessment of one of its competencies with the other one held',
    ({ id, offering, requires: { anyOf } }) => {
      const [one, other] = anyOf as [CompetencyId, CompetencyId];
      const enrolled = offering;
      expect(reserving(id, { competencies: { [one]: 'gold' }, enrolled, assessments: [other] })).toBe(
        'reserved',
      );
      expect(reserving(id, { competencies: { [other]: 'gold' }, enrolled, assessments: [one] })).toBe(
        'reserved',
      );
    },
  );
});

describe('a catalogue', () => {
  test('keeps the order of the offerings and leaves out what the edition does not name', () => {
    const some = engagements({ 'data-estate': 'unknown', sharepoint: 'unknown' });
    expect(some.map(({ id, offering }) => [offering, id])).toEqual([
      ['SDPS', 'sharepoint'],
      ['SSDPS', 'data-estate'],
    ]);
  });

  test('lengths are 1, 3, 5, 10 and 15 days', () => {
    expect(SERVICE_LEVELS).toEqual([1, 3, 5, 10, 15]);
  });
});
