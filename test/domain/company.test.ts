import { describe, expect, test } from '@jest/globals';
import {
  companyEventSchema,
  companySchema,
  decideCompany,
  DEFAULT_REPORTING_BUFFER,
  evolveCompany,
  heldLevel,
  MAX_CONSULTANTS,
  MAX_LOCATIONS,
  newCompany,
  type Company,
  type CompanyCommand,
  type CompanyContext,
} from '../../domain/company.ts';
import { OFFERING_IDS } from '../../domain/catalogue.ts';
import { EDITION_IDS } from '../../domain/edition.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { companyOf, d, deepFreeze, today } from './given.ts';

const context: CompanyContext = { today, redeemedOfferings: new Set(['SDPS']), mayRegister: true };

function decide(
  state: Company,
  command: CompanyCommand,
  over: Partial<CompanyContext> = {},
): Company | Refusal {
  const events = decideCompany(deepFreeze(state), deepFreeze(command), { ...context, ...over });
  if (isRefusal(events)) return events;
  for (const event of events)
    expect(companyEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  const after = events.reduce((one, event) => deepFreeze(evolveCompany(one, deepFreeze(event))), state);
  expect(companySchema.parse(after)).toEqual(after);
  return after;
}

const warsaw = { id: 'SYN-PL', country: 'PL' };
const anna = { id: 'anna', assessments: ['messaging'] } as const;
const setUp = {
  type: 'setUp',
  edition: '2020',
  timeZone: 'Europe/Warsaw',
  competencies: { messaging: 'gold' },
  offerings: ['S-EDPS'],
} as const satisfies CompanyCommand;

const locationsOf = (count: number): Company['locations'] =>
  Array.from({ length: count }, (_, n) => ({ id: `SYN-${n}`, country: 'PL' }));

describe('a company', () => {
  test.each(EDITION_IDS)('that nobody set up has entered nothing, in edition %s', (id) => {
    expect(newCompany(id)).toEqual({
      edition: id,
      timeZone: 'UTC',
      reportingBuffer: DEFAULT_REPORTING_BUFFER,
      locations: [],
      competencies: {},
      anniversaries: {},
      consultants: [],
      participants: [],
      enrolments: {},
      profiles: [],
      savb: {},
      maxDays: {},
    });
    expect(DEFAULT_REPORTING_BUFFER).toBe(5);
  });

  test('is set up, with its first location and consultant', () => {
    expect(decide(newCompany('2019'), { ...setUp, location: warsaw, consultant: anna })).toEqual({
      ...newCompany('2020'),
      timeZone: 'Europe/Warsaw',
      competencies: { messaging: 'gold' },
      enrolments: { 'S-EDPS': {} },
      locations: [warsaw],
      consultants: [anna],
    });
  });

  test('is set up again: competencies and enrolments are those of today, the rest stays', () => {
    const before = companyOf({ enrolments: { DDPS: { on: d('2019-02-01') }, SDPS: {} } });
    expect(decide(before, { ...setUp, edition: '2021', offerings: ['DDPS', 'S-EDPS'] })).toEqual({
      ...before,
      edition: '2021',
      competencies: { messaging: 'gold' },
      enrolments: { DDPS: { on: d('2019-02-01') }, 'S-EDPS': {} },
    });
  });

  test('has a location or a consultant once: the same id is replaced', () => {
    const moved = { id: 'SYN-PL', country: 'CZ' };
    expect(decide(companyOf(), { type: 'addLocation', location: moved })).toMatchObject({
      locations: [{ id: 'SYN-DE', country: 'DE' }, moved],
    });
    expect(decide(companyOf(), { type: 'addConsultant', consultant: anna })).toMatchObject({
      consultants: [anna],
    });
    const bo = { id: 'bo', assessments: [] };
    expect(decide(companyOf(), { type: 'addConsultant', consultant: bo })).toMatchObject({
      consultants: [{ id: 'anna' }, bo],
    });
  });

  test('has at most 200 locations, of which each can still be replaced', () => {
    const full = companyOf({ locations: locationsOf(MAX_LOCATIONS) });
    expect(MAX_LOCATIONS).toBe(200);
    expect(decide(full, { type: 'addLocation', location: warsaw })).toEqual({
      refused: { why: 'tooMany', max: 200 },
    });
    expect(decide(full, { type: 'addLocation', location: { id: 'SYN-7', country: 'DE' } })).toMatchObject({
      edition: '2020',
    });
    expect(
      decide(companyOf({ locations: locationsOf(MAX_LOCATIONS - 1) }), {
        type: 'addLocation',
        location: warsaw,
      }),
    ).toMatchObject({ edition: '2020' });
  });

  test('has at most 500 consultants, of which each can still be replaced', () => {
    const full = companyOf({
      consultants: Array.from({ length: MAX_CONSULTANTS }, (_, n) => ({ id: `c${n}`, assessments: [] })),
    });
    expect(decide(full, { type: 'addConsultant', consultant: anna })).toEqual({
      refused: { why: 'tooMany', max: 500 },
    });
    expect(decide(full, { type: 'addConsultant', consultant: { ...anna, id: 'c7' } })).toMatchObject({
      edition: '2020',
    });
  });

  test('holds the better level of any of several competencies', () => {
    const company = companyOf({ competencies: { messaging: 'silver', erp: 'gold' } });
    expect(heldLevel(company, ['messaging'])).toBe('silver');
    expect(heldLevel(company, ['messaging', 'erp'])).toBe('gold');
    expect(heldLevel(company, ['ppm'])).toBeUndefined();
    expect(heldLevel(company, [])).toBeUndefined();
  });
});

describe('the SAVB registration', () => {
  const register = { type: 'registerSavb', offering: 'SDPS', on: today, by: 'global-admin' } as const;

  test('is kept, once per programme', () => {
    const after = decide(companyOf(), register) as Company;
    expect(after.savb).toEqual({ ...companyOf().savb, SDPS: { on: today, by: 'global-admin' } });
    expect(decide(after, register)).toEqual({ refused: { why: 'registered', offering: 'SDPS' } });
  });

  test.each(OFFERING_IDS.filter((id) => id !== 'SDPS' && id !== 'DDPS'))(
    'of %s needs a redeemed voucher of that programme (G13)',
    (offering) => {
      expect(decide(companyOf(), { ...register, offering })).toEqual({
        refused: { why: 'nothingRedeemed', offering },
      });
    },
  );

  test('is said by the MPN global administrator, or an admin for them', () => {
    expect(decide(companyOf(), register, { mayRegister: false })).toEqual({
      refused: { why: 'role', role: 'mpnGlobalAdmin' },
    });
  });

  test('happened today or earlier', () => {
    expect(decide(companyOf(), { ...register, on: d('2020-06-16') })).toMatchObject({
      refused: { why: 'input', field: 'on', problem: 'future' },
    });
  });
});
