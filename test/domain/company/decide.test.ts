import { describe, expect, test } from '@jest/globals';
import {
  companyEventSchema,
  companySchema,
  isTrained,
  MAX_CONSULTANTS,
  MAX_LOCATIONS,
  MAX_PARTICIPANTS,
  MAX_PROFILES,
  newCompany,
  type Company,
  type CompanyCommand,
  type CompanyEvent,
  type Profile,
} from '../../../domain/company/model.ts';
import { decideCompany, type CompanyContext } from '../../../domain/company/decide.ts';
import { evolveCompany } from '../../../domain/company/evolve.ts';
import { OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import { companyOf, d, deepFreeze, scenarios, today } from '../given.ts';

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

const given = scenarios<Company, CompanyCommand, CompanyEvent, CompanyContext>(
  {
    decide: (state, ...rest) => decideCompany(state as Company, ...rest),
    evolve: (state, event) => evolveCompany(state as Company, event),
  },
  () => context,
);

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
    given(full).when({ type: 'addLocation', location: warsaw }).refused({ why: 'tooMany', max: 200 });
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

  test('loses a consultant, once, and nothing else', () => {
    const bo = { id: 'bo', assessments: [] };
    const before = companyOf({ consultants: [anna, bo] });
    const remove = { type: 'removeConsultant', consultantId: anna.id } as const;
    const after = decide(before, remove) as Company;
    expect(after).toEqual({ ...before, consultants: [bo] });
    given(after).when(remove).refused({ why: 'notFound' });
    given(before).when({ type: 'removeConsultant', consultantId: 'toString' }).refused({ why: 'notFound' });
    expect(decide(after, { type: 'removeConsultant', consultantId: 'bo' })).toMatchObject({
      consultants: [],
    });
  });

  test('has at most 500 consultants, of which each can still be replaced', () => {
    const full = companyOf({
      consultants: Array.from({ length: MAX_CONSULTANTS }, (_, n) => ({ id: `c${n}`, assessments: [] })),
    });
    given(full).when({ type: 'addConsultant', consultant: anna }).refused({ why: 'tooMany', max: 500 });
    expect(decide(full, { type: 'addConsultant', consultant: { ...anna, id: 'c7' } })).toMatchObject({
      edition: '2020',
    });
  });
});

describe('the SAVB registration', () => {
  const register = { type: 'registerSavb', offering: 'SDPS', on: today, by: 'global-admin' } as const;

  test('is kept, once per programme', () => {
    const after = decide(companyOf(), register) as Company;
    expect(after.savb).toEqual({ ...companyOf().savb, SDPS: { on: today, by: 'global-admin' } });
    given(after).when(register).refused({ why: 'registered', offering: 'SDPS' });
  });

  test.each(OFFERING_IDS.filter((id) => id !== 'SDPS' && id !== 'DDPS'))(
    'of %s needs a redeemed voucher of that programme (G13)',
    (offering) => {
      given(companyOf())
        .when({ ...register, offering })
        .refused({ why: 'nothingRedeemed', offering });
    },
  );

  test('is said by the MPN global administrator, or an admin for them', () => {
    given(companyOf())
      .when(register, { ...context, mayRegister: false })
      .refused({ why: 'role', role: 'mpnGlobalAdmin' });
  });

  test('happened today or earlier', () => {
    given(companyOf())
      .when({ ...register, on: d('2020-06-16') })
      .refusedLike({ why: 'input', field: 'on', problem: 'future' });
  });
});

const profileOf = (over: Partial<Profile> = {}): Profile => ({
  region: 'PL',
  hasLogo: false,
  description: 0,
  hasWebsite: false,
  hasLinkedIn: false,
  industries: 0,
  products: 0,
  services: 0,
  solutions: 0,
  locations: [],
  ...over,
});
const tomorrow = d('2020-06-16');

describe('the details of a company', () => {
  const details = { type: 'changeDetails', timeZone: 'UTC', reportingBuffer: 3 } as const;

  test('are entered, and taken back when they are left out', () => {
    const entered = { mpnId: 'SYN-1', membershipEnd: d('2020-12-31') };
    const after = decide(companyOf(), { ...details, ...entered }) as Company;
    expect(after).toEqual({ ...companyOf(), timeZone: 'UTC', reportingBuffer: 3, ...entered });
    expect(decide(after, details)).toEqual({ ...companyOf(), timeZone: 'UTC', reportingBuffer: 3 });
  });

  test('have a zone in which days can be told', () => {
    given(companyOf())
      .when({ ...details, timeZone: 'Europe/Nowhere' })
      .wrong('timeZone', 'unknown');
  });

  test('say which edition it follows; all else stays', () => {
    expect(decide(companyOf(), { type: 'changeEdition', edition: '2019' })).toEqual(
      companyOf({ edition: '2019' }),
    );
  });
});

describe('a competency', () => {
  const changed = (over: Partial<Extract<CompanyCommand, { type: 'changeCompetency' }>>): CompanyCommand => ({
    type: 'changeCompetency',
    competency: 'messaging',
    ...over,
  });

  test('is entered with its anniversary, changed without it, and given up', () => {
    const anniversary = d('2020-07-01');
    const held = decide(companyOf(), changed({ level: 'silver', anniversary })) as Company;
    expect(held.competencies).toEqual({ 'windows-and-devices': 'silver', messaging: 'silver' });
    expect(held.anniversaries).toEqual({ messaging: anniversary });
    const raised = decide(held, changed({ level: 'gold' })) as Company;
    expect(raised.competencies.messaging).toBe('gold');
    expect(raised.anniversaries).toEqual({});
    expect(decide(held, changed({ anniversary }))).toEqual(companyOf());
  });
});

test('the longest length of an engagement is what the company knows, and can be forgotten again', () => {
  const limit = (days?: number): CompanyCommand => ({
    type: 'changeMaxDays',
    engagement: 'sharepoint',
    ...(days === undefined ? {} : { days }),
  });
  const known = decide(companyOf(), limit(10)) as Company;
  expect(known.maxDays).toEqual({ sharepoint: 10 });
  expect((decide(known, limit(5)) as Company).maxDays).toEqual({ sharepoint: 5 });
  expect((decide(known, limit()) as Company).maxDays).toEqual({});
  for (const days of [0, -1, 16]) given(companyOf()).when(limit(days)).wrong('maxDays', 'malformed');
});

describe('the first step of 2019', () => {
  const in2019 = companyOf({ edition: '2019', enrolments: {} });
  const train = (id: string, trainedOn?: string): CompanyCommand => ({
    type: 'changeParticipant',
    participant: { id, ...(trainedOn === undefined ? {} : { trainedOn: d(trainedOn) }) },
  });
  const sign = { type: 'signAgreement', on: today, by: 'admin' } as const;
  const enrol = { type: 'enrol', offering: 'DDPS', on: today, by: 'admin' } as const;

  test('keeps every participant once, with the day of the course', () => {
    const one = decide(in2019, train('anna')) as Company;
    expect(one.participants).toEqual([{ id: 'anna' }]);
    expect(isTrained(one)).toBe(false);
    const trained = decide(one, train('anna', '2020-06-01')) as Company;
    expect(trained.participants).toEqual([{ id: 'anna', trainedOn: '2020-06-01' }]);
    expect(isTrained(trained)).toBe(true);
    given(in2019).when(train('anna', tomorrow)).wrong('trainedOn', 'future', today);
  });

  test('has at most 500 participants, of which each can still be changed', () => {
    const participants = Array.from({ length: MAX_PARTICIPANTS }, (_, n) => ({ id: `p${n}` }));
    const full = { ...in2019, participants };
    given(full).when(train('anna')).refused({ why: 'tooMany', max: 500 });
    expect(decide(full, train('p7', today))).toMatchObject({ edition: '2019' });
  });

  test('keeps the status that was read in Partner Center, and whether the account was moved there', () => {
    const read = { offering: 'DDPS', status: 'inProgress', on: today, by: 'anna' } as const;
    const first = decide(in2019, { type: 'recordStatus', read }) as Company;
    expect(first.statuses).toEqual({ DDPS: { status: 'inProgress', on: today, by: 'anna' } });
    expect(first.moved).toBeUndefined();
    const both = decide(first, {
      type: 'recordStatus',
      read: { ...read, status: 'active' },
      moved: true,
    }) as Company;
    expect([both.statuses.DDPS?.status, both.moved]).toEqual(['active', true]);
    expect((decide(both, { type: 'recordStatus', moved: false }) as Company).moved).toBe(false);
    given(in2019).when({ type: 'recordStatus' }).wrong('status', 'missing');
    given(in2019)
      .when({ type: 'recordStatus', read: { ...read, on: tomorrow } })
      .wrong('on', 'future', today);
  });

  test('signs the agreement only when everybody is trained', () => {
    const half: Company = { ...in2019, participants: [{ id: 'anna', trainedOn: today }, { id: 'bo' }] };
    for (const state of [in2019, half]) given(state).when(sign).refused({ why: 'notTrained' });
    const trained: Company = { ...in2019, participants: [{ id: 'anna', trainedOn: today }] };
    given(trained)
      .when({ ...sign, on: tomorrow })
      .wrong('on', 'future', today);
    expect(decide(trained, sign)).toEqual({ ...trained, agreement: { on: today, by: 'admin' } });
  });

  test('comes before the enrolment, for which the policies and the membership do not matter', () => {
    given(in2019).when(enrol).refused({ why: 'notSigned' });
    const signed: Company = {
      ...in2019,
      agreement: { on: today, by: 'admin' },
      membershipEnd: today,
    };
    expect(decide(signed, enrol)).toEqual({ ...signed, enrolments: { DDPS: { on: today } } });
    given(signed)
      .when({ ...enrol, on: tomorrow })
      .wrong('on', 'future', today);
  });

  test('updates the directory, today or earlier', () => {
    const update = { type: 'updateDirectory', on: today, by: 'anna' } as const;
    expect(decide(in2019, update)).toEqual({ ...in2019, directory: { on: today, by: 'anna' } });
    given(in2019)
      .when({ ...update, on: tomorrow })
      .wrong('on', 'future', today);
  });
});

describe.each(['2020', '2021'] as const)('enrolling in %s', (id) => {
  const company = companyOf({ edition: id, enrolments: {} });
  const enrol = { type: 'enrol', offering: 'DDPS', on: today, by: 'admin' } as const;
  const read = decide(company, { type: 'readPolicies', on: d('2020-06-14') }) as Company;

  test('comes after the policies, which were read today or earlier', () => {
    given(company).when(enrol).refused({ why: 'policiesUnread' });
    expect(read).toEqual({ ...company, policiesReadOn: '2020-06-14' });
    given(company).when({ type: 'readPolicies', on: tomorrow }).wrong('on', 'future', today);
  });

  test('signs the agreement with it, and needs no training', () => {
    expect(decide(read, enrol)).toEqual({
      ...read,
      enrolments: { DDPS: { on: today, agreement: { on: today, by: 'admin' } } },
    });
    given(read)
      .when({ ...enrol, on: tomorrow })
      .wrong('on', 'future', today);
    expect(decide(company, { type: 'signAgreement', on: today, by: 'admin' })).toMatchObject({
      agreement: { on: today },
    });
  });

  test('again counts from the new day, and leaves the other enrolments', () => {
    const before: Company = { ...read, enrolments: { DDPS: { on: d('2019-06-01') }, SDPS: {} } };
    expect(decide(before, enrol)).toMatchObject({
      enrolments: { DDPS: { on: today }, SDPS: {} },
    });
  });

  test.each(['2020-06-01', '2020-09-13', '2020-09-14'])(
    'does not wait for the new membership when the old one ends on %s: the 90 days are of a secondary source (S3)',
    (end) => {
      const result = decide({ ...read, membershipEnd: d(end) }, enrol);
      expect(result).toMatchObject({ enrolments: { DDPS: { on: today } } });
    },
  );
});

describe('a business profile', () => {
  test('is kept once per region, and remembers what was published', () => {
    const saved = decide(companyOf(), { type: 'saveProfile', profile: profileOf() }) as Company;
    expect(saved.profiles).toEqual([profileOf()]);
    const published = decide(saved, { type: 'publishProfile', region: 'PL', on: today }) as Company;
    const then = { on: today, locations: ['SYN-DE', 'SYN-PL'], competencies: ['windows-and-devices:silver'] };
    expect(published.profiles).toEqual([profileOf({ published: then })]);
    const other = decide(published, { type: 'saveProfile', profile: profileOf({ region: 'DE' }) }) as Company;
    const again = decide(other, { type: 'saveProfile', profile: profileOf({ hasLogo: true }) }) as Company;
    expect(again.profiles).toEqual([
      profileOf({ region: 'DE' }),
      profileOf({ hasLogo: true, published: then }),
    ]);
  });

  test('is published today or earlier, when there is one of that region', () => {
    const saved = companyOf({ profiles: [profileOf()] });
    given(saved).when({ type: 'publishProfile', region: 'DE', on: today }).refused({ why: 'notFound' });
    given(saved).when({ type: 'publishProfile', region: 'PL', on: tomorrow }).wrong('on', 'future', today);
  });

  test('is there for at most 50 regions, of which each can still be changed', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const profiles = Array.from({ length: MAX_PROFILES }, (_, n) =>
      profileOf({ region: `${letters[Math.floor(n / 26)] ?? ''}${letters[n % 26] ?? ''}` }),
    );
    const full = companyOf({ profiles });
    given(full)
      .when({ type: 'saveProfile', profile: profileOf({ region: 'PL' }) })
      .refused({ why: 'tooMany', max: 50 });
    expect(decide(full, { type: 'saveProfile', profile: profileOf({ region: 'AB' }) })).toMatchObject({
      edition: '2020',
    });
  });
});

describe('an import', () => {
  const nothing = {
    type: 'import',
    locations: [],
    competencies: {},
    anniversaries: {},
    consultants: [],
  } as const satisfies CompanyCommand;

  test('adds what is new, replaces what is known, and takes nothing away', () => {
    const before = companyOf({
      competencies: { 'windows-and-devices': 'silver', erp: 'silver' },
      anniversaries: { erp: d('2020-09-01') },
    });
    const moved = { id: 'SYN-PL', country: 'CZ' };
    const fresh = { id: 'SYN-FR', country: 'FR' };
    const after = decide(before, {
      ...nothing,
      locations: [moved, fresh],
      competencies: { erp: 'gold', messaging: 'silver' },
      anniversaries: { messaging: d('2020-10-01') },
      consultants: [{ id: 'bo', assessments: ['erp'] }],
    });
    expect(after).toEqual({
      ...before,
      locations: [{ id: 'SYN-DE', country: 'DE' }, moved, fresh],
      competencies: { 'windows-and-devices': 'silver', erp: 'gold', messaging: 'silver' },
      anniversaries: { erp: '2020-09-01', messaging: '2020-10-01' },
      consultants: [...before.consultants, { id: 'bo', assessments: ['erp'] }],
    });
    expect(decide(before, nothing)).toEqual(before);
  });

  test('is refused as a whole when there would be too many', () => {
    const full = companyOf({ locations: locationsOf(MAX_LOCATIONS - 1) });
    expect(decide(full, { ...nothing, locations: [warsaw] })).toMatchObject({ edition: '2020' });
    given(full)
      .when({ ...nothing, locations: [warsaw, { id: 'SYN-X', country: 'DE' }] })
      .refused({ why: 'tooMany', max: 200 });
    expect(decide(full, { ...nothing, locations: [warsaw, { id: 'SYN-7', country: 'DE' }] })).toMatchObject({
      edition: '2020',
    });
    const consultants = Array.from({ length: MAX_CONSULTANTS }, (_, n) => ({ id: `c${n}`, assessments: [] }));
    given(companyOf())
      .when({ ...nothing, consultants })
      .refused({ why: 'tooMany', max: 500 });
    expect(decide(companyOf({ consultants: [] }), { ...nothing, consultants })).toMatchObject({
      edition: '2020',
    });
  });
});
