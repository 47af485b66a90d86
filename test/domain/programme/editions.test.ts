import { describe, expect, test } from '@jest/globals';
import { ENGAGEMENT_IDS } from '../../../domain/programme/catalogue.ts';
import { EDITION_IDS, engagementIn } from '../../../domain/programme/edition.ts';
import { edition } from '../../../domain/programme/editions.ts';

describe('editions side by side', () => {
  test('an edition says which one it is', () => {
    for (const id of EDITION_IDS) expect(edition(id).id).toBe(id);
  });

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
