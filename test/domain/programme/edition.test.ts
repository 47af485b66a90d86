import { describe, expect, test } from '@jest/globals';
import { edition } from '../../../domain/programme/editions.ts';
import {
  EDITION_IDS,
  offeringOf,
  STEP_IDEAS,
  stepNumber,
  type EditionId,
  type StepIdea,
} from '../../../domain/programme/edition.ts';
import type { Facts } from '../../../domain/voucher/model.ts';
import { factsOf } from '../given.ts';

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
});

describe('the offering of a voucher', () => {
  test.each<[string, Partial<Facts>, EditionId, string | undefined]>([
    ['is that of its engagement', { engagement: 'exchange' }, '2020', 'S-EDPS'],
    [
      'is that of its engagement, whatever the mail said',
      { engagement: 'exchange', offering: 'DDPS' },
      '2020',
      'S-EDPS',
    ],
    [
      'is what the mail said while the engagement is not known',
      { engagement: undefined, offering: 'SDPS' },
      '2020',
      'SDPS',
    ],
    [
      'is what the mail said where the edition does not have the engagement',
      { engagement: 'ppm-solution', offering: 'SDPS' },
      '2019',
      'SDPS',
    ],
    ['is not known when neither is', { engagement: undefined }, '2020', undefined],
    [
      'is not known of an engagement that the edition does not have',
      { engagement: 'ppm-solution' },
      '2019',
      undefined,
    ],
  ])('%s', (_title, over, id, offering) => {
    expect(offeringOf(factsOf(over), edition(id))).toBe(offering);
  });
});
