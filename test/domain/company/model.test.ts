import { expect, test } from '@jest/globals';
import {
  COMPANY_COMMANDS,
  DEFAULT_REPORTING_BUFFER,
  newCompany,
  type CompanyCommand,
} from '../../../domain/company/model.ts';
import { EDITION_IDS } from '../../../domain/programme/edition.ts';
import type { Covers } from '../given.ts';

test.each(EDITION_IDS)('a company that nobody set up has entered nothing, in edition %s', (id) => {
  expect(newCompany(id)).toEqual({
    edition: id,
    timeZone: 'UTC',
    reportingBuffer: DEFAULT_REPORTING_BUFFER,
    locations: [],
    competencies: {},
    anniversaries: {},
    consultants: [],
    statuses: {},
    participants: [],
    enrolments: {},
    profiles: [],
    savb: {},
    maxDays: {},
  });
  expect(DEFAULT_REPORTING_BUFFER).toBe(5);
});

test('every command has its name in the list', () => {
  const complete: Covers<CompanyCommand['type'], typeof COMPANY_COMMANDS> = true;
  expect(complete).toBe(true);
  expect(new Set(COMPANY_COMMANDS).size).toBe(COMPANY_COMMANDS.length);
});
