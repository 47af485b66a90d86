import { describe, expect, test } from '@jest/globals';
import { ENGAGEMENT_IDS } from '../../../domain/programme/catalogue.ts';
import { edition } from '../../../domain/programme/editions.ts';
import {
  EDITION_IDS,
  engagementIn,
  STEP_IDEAS,
  stepNumber,
  type EditionId,
  type StepIdea,
} from '../../../domain/programme/edition.ts';

/** The steps side by side, as the two seeds number them (programme facts §3). */
const NUMBERS: Readonly<Record<StepIdea, Readonly<Record<EditionId, number | undefined>>>> = {
  eligibility: { '2019': 1, '2020': 1, '2021': 1 },
  enrolment: { '2019': 2, '2020': 2, '2021': 2 },
  profile: { '2019': 3, '2020': 3, '2021': 3 },
  assign: { '2019': undefined, '2020': 4, '2021': 4 },
  reserve: { '2019': 4, '2020': 5, '2021': 5 },
  report: { '2019': 5, '2020': 6, '2021': 6 },
  redeem: { '2019': 6, '2020': 7, '2021': 7 },
  claim: { '2019': 7, '2020': 8, '2021': 8 },
};

describe('steps', () => {
  test.each(STEP_IDEAS.flatMap((idea) => EDITION_IDS.map((id) => [idea, id, NUMBERS[idea][id]] as const)))(
    '%s in %s is number %s',
    (idea, id, no) => {
      expect(stepNumber(edition(id), idea)).toBe(no);
    },
  );

  test.each([
    ['2019', 7],
    ['2020', 8],
    ['2021', 8],
  ] as const)('the %s edition has %i of them, numbered from 1 without a gap', (id, count) => {
    expect(edition(id).steps.map(({ no }) => no)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
  });

  test.each(EDITION_IDS)(
    'in %s newcomers go through the first three, who is active begins at step 4',
    (id) => {
      for (const { no, who } of edition(id).steps) expect(who).toBe(no <= 3 ? 'new' : 'existing');
    },
  );

  test('an edition says which one it is', () => {
    for (const id of EDITION_IDS) expect(edition(id).id).toBe(id);
  });
});

describe('editions side by side', () => {
  const rows = {
    eligibility: ['statuses', 'ticks', 'ticks'],
    complianceTraining: [true, false, false],
    agreement: ['eligibility', 'enrolment', 'enrolment'],
    yearlyRenewal: [true, true, false],
    profile: ['directory', 'businessProfile', 'businessProfile'],
    claimWindow: ['warns', 'warns', 'blocks'],
    lastAssignment: [undefined, undefined, '2021-06-30'],
    lastRedemption: [undefined, undefined, '2022-01-01'],
  } as const;

  test.each(Object.entries(rows))('%s is %j in 2019, 2020 and 2021', (key, values) => {
    expect(EDITION_IDS.map((id) => edition(id)[key as keyof typeof rows])).toEqual(values);
  });

  test('2019 does not have PPM, and publishes no requirement of any engagement', () => {
    const { engagements } = edition('2019');
    expect(engagements.map(({ id }) => id)).toEqual(ENGAGEMENT_IDS.filter((id) => id !== 'ppm-solution'));
    expect(new Set(engagements.map(({ requires }) => requires))).toEqual(new Set(['unknown']));
    expect(engagementIn(edition('2019'), 'ppm-solution')).toBeUndefined();
  });

  test('2020 and 2021 have every engagement and the same table', () => {
    expect(edition('2020').engagements.map(({ id }) => id)).toEqual(ENGAGEMENT_IDS);
    expect(edition('2021').engagements).toEqual(edition('2020').engagements);
  });

  test('every link is an https address', () => {
    for (const id of EDITION_IDS) {
      for (const link of Object.values(edition(id).links))
        expect(new URL(link as string).protocol).toBe('https:');
    }
  });

  test('the customer directory belongs to 2019, the workflow and the policies to 2020', () => {
    expect(edition('2019').links.directory).toContain('directory.partners');
    expect(edition('2020').links.directory).toBeUndefined();
    expect(edition('2019').links.workflow).toBeUndefined();
    expect(edition('2020').links.workflow).toContain('2115983');
    expect(edition('2020').links.policies).toContain('2115984');
  });
});
