import { describe, expect, test } from '@jest/globals';
import { competence, qualified } from '../../../domain/guards/competence.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { companyOf, contextOf } from '../given.ts';

describe('competence', () => {
  test('names nobody as qualified where the table is not known or does not have the engagement', () => {
    expect(qualified('windows-office', contextOf({ editionId: '2019' }))).toEqual([]);
    expect(qualified('ppm-solution', contextOf({ editionId: '2019' }))).toEqual([]);
    expect(qualified('windows-office', contextOf())).toEqual(['anna']);
  });

  test('of an offering none of whose engagements may be delivered is answered', () => {
    const context = contextOf({ company: companyOf({ competencies: { messaging: 'gold' } }) });
    for (const { id } of edition('2020').engagements) {
      expect(competence(id, context).answer).toBe(id === 'exchange' ? 'met' : 'unmet');
    }
  });
});
