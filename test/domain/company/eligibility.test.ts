import { describe, expect, test } from '@jest/globals';
import {
  ENGAGEMENT_IDS,
  OFFERING_IDS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
} from '../../../domain/programme/catalogue.ts';
import { newCompany, type Company } from '../../../domain/company/model.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { EDITION_IDS, type EditionId } from '../../../domain/programme/edition.ts';
import {
  eligibility,
  unlocks,
  type EligibilityStatus,
  type OfferingEligibility,
  type Tick,
} from '../../../domain/company/eligibility.ts';
import { companyOf, d, deepFreeze, today } from '../given.ts';

const shown = (company: Company, id: EditionId, on = today): readonly OfferingEligibility[] =>
  eligibility(deepFreeze(company), edition(id), on);

function offering(company: Company, id: EditionId, which: OfferingId, on = today): OfferingEligibility {
  const found = shown(company, id, on).find((one) => one.id === which);
  if (found === undefined) throw new Error(`no ${which} in ${id}`);
  return found;
}

const ticks = (of: OfferingEligibility): Partial<Record<Tick['what'], boolean>> =>
  Object.fromEntries(of.ticks.map(({ what, met }) => [what, met]));

describe('in every edition', () => {
  test.each(EDITION_IDS)(
    '%s shows every offering with its engagements, in the order of the catalogue',
    (id) => {
      const all = shown(companyOf(), id);
      expect(all.map((one) => one.id)).toEqual(OFFERING_IDS);
      const engagements = all.flatMap((one) => one.engagements.map((engagement) => engagement.id));
      expect(engagements).toEqual(
        id === '2019' ? ENGAGEMENT_IDS.filter((one) => one !== 'ppm-solution') : ENGAGEMENT_IDS,
      );
    },
  );

  test.each<[EditionId, readonly Tick['what'][]]>([
    ['2019', ['training', 'consultant', 'agreement']],
    ['2020', ['competency', 'consultant', 'enrolled']],
    ['2021', ['competency', 'consultant', 'enrolled']],
  ])('%s asks for its own requirements of each offering', (id, wanted) => {
    for (const one of shown(companyOf(), id)) expect(one.ticks.map(({ what }) => what)).toEqual(wanted);
  });

  test.each(EDITION_IDS)('%s has not started with a company that entered nothing', (id) => {
    for (const one of shown(newCompany(id), id)) {
      expect([one.id, one.status, one.ticks.filter(({ met }) => met)]).toEqual([one.id, 'notStarted', []]);
      for (const { answer, consultants } of one.engagements) {
        expect([answer, consultants]).toEqual(['unknown', []]);
      }
    }
  });
});

describe('the table of 2020, and of 2021 after it', () => {
  /** What opens each engagement, written out once more. */
  const TABLE: Readonly<Record<EngagementId, readonly [readonly CompetencyId[], Level]>> = {
    'windows-office': [['windows-and-devices'], 'silver'],
    'mobile-productivity': [['enterprise-mobility-management', 'windows-and-devices'], 'silver'],
    'enterprise-security-poc': [['enterprise-mobility-management'], 'silver'],
    'd365-ce-upgrade': [['cloud-business-applications', 'cloud-crm'], 'silver'],
    'd365-ce-migration': [['cloud-business-applications', 'cloud-crm'], 'silver'],
    'd365-fo-upgrade': [['erp'], 'gold'],
    'windows-server': [['datacenter'], 'silver'],
    sharepoint: [['collaboration-and-content'], 'silver'],
    'ppm-solution': [['ppm'], 'silver'],
    exchange: [['messaging'], 'silver'],
    'skype-for-business': [['communications'], 'silver'],
    'data-estate': [['data-analytics', 'data-platform'], 'gold'],
  };
  const rows = (['2020', '2021'] as const).flatMap((id) =>
    ENGAGEMENT_IDS.flatMap((engagement) =>
      TABLE[engagement][0].flatMap((competency) =>
        (['silver', 'gold'] as const).map(
          (held) =>
            [id, engagement, competency, held, held === 'gold' || TABLE[engagement][1] === held] as const,
        ),
      ),
    ),
  );
  const engagementOf = (company: Company, id: EditionId, which: EngagementId) =>
    shown(company, id)
      .flatMap(({ engagements }) => engagements)
      .find((one) => one.id === which);

  test.each(rows)('in %s, %s with %s at %s is open: %s', (id, engagement, competency, held, open) => {
    const consultants = [{ id: 'anna', assessments: [competency] }];
    const company = companyOf({ edition: id, competencies: { [competency]: held }, consultants });
    expect(engagementOf(company, id, engagement)).toMatchObject({
      answer: open ? 'met' : 'unmet',
      consultants: ['anna'],
    });
  });

  test.each(rows)('in 2019 nothing of it is known, nor in %s of another competency: %s', (id, engagement) => {
    const other = TABLE[engagement][0].includes('messaging') ? 'ppm' : 'messaging';
    const company = companyOf({
      competencies: { [other]: 'gold' },
      consultants: [{ id: 'anna', assessments: [other] }],
    });
    expect(engagementOf(company, id, engagement)).toMatchObject({ answer: 'unmet', consultants: [] });
    expect(engagementOf(company, '2019', engagement)?.answer).toBe(
      engagement === 'ppm-solution' ? undefined : 'unknown',
    );
  });
});

describe('the statuses of 2019', () => {
  const trained = { id: 'anna', trainedOn: d('2019-02-01') };
  const signed = { on: d('2019-02-02'), by: 'admin' };
  const bare = companyOf({ edition: '2019', consultants: [] });

  test.each<[string, Partial<Company>, EligibilityStatus]>([
    ['nothing', {}, 'notStarted'],
    ['a consultant without an exam', { consultants: [{ id: 'anna', assessments: [] }] }, 'notStarted'],
    ['one who is not trained yet', { participants: [{ id: 'anna' }] }, 'notStarted'],
    ['all trained', { participants: [trained] }, 'inProgress'],
    ['one of two trained', { participants: [trained, { id: 'bo' }] }, 'notStarted'],
    ['an exam', { consultants: [{ id: 'anna', assessments: ['messaging'] }] }, 'inProgress'],
    ['the agreement alone', { agreement: signed }, 'inProgress'],
    [
      'all but the agreement',
      { participants: [trained], consultants: [{ id: 'anna', assessments: ['messaging'] }] },
      'inProgress',
    ],
    [
      'everything',
      {
        participants: [trained],
        consultants: [{ id: 'anna', assessments: ['messaging'] }],
        agreement: signed,
      },
      'active',
    ],
  ])('with %s', (_title, over, status) => {
    for (const one of shown({ ...bare, ...over }, '2019')) expect(one.status).toBe(status);
  });

  test('do not count for the ticks of 2020, nor the other way round', () => {
    const company = companyOf({ participants: [trained], agreement: signed });
    expect(offering(company, '2019', 'SSDPS').status).toBe('active');
    expect(offering(company, '2020', 'SSDPS').status).toBe('notStarted');
    expect(offering(companyOf(), '2020', 'DDPS').status).toBe('active');
    expect(offering(companyOf(), '2019', 'DDPS').status).toBe('inProgress');
  });
});

describe('the ticks of 2020', () => {
  test.each<[string, Partial<Company>, Partial<Record<Tick['what'], boolean>>, EligibilityStatus]>([
    ['are all there', {}, { competency: true, consultant: true, enrolled: true }, 'active'],
    [
      'miss a competency of another offering',
      { competencies: { messaging: 'gold' } },
      { competency: false, consultant: true, enrolled: true },
      'inProgress',
    ],
    [
      'miss a consultant without an assessment of it',
      { consultants: [{ id: 'anna', assessments: ['messaging'] }] },
      { competency: true, consultant: false, enrolled: true },
      'inProgress',
    ],
    [
      'miss an enrolment in another offering',
      { enrolments: { SDPS: {} } },
      { competency: true, consultant: true, enrolled: false },
      'inProgress',
    ],
    [
      'miss all of them',
      { competencies: {}, consultants: [], enrolments: {} },
      { competency: false, consultant: false, enrolled: false },
      'notStarted',
    ],
  ])('%s', (_title, over, wanted, status) => {
    const found = offering(companyOf(over), '2020', 'DDPS');
    expect([ticks(found), found.status]).toEqual([wanted, status]);
  });

  test.each<[EditionId, string, boolean]>([
    ['2020', '2020-06-15', true],
    ['2020', '2020-06-16', false],
    ['2021', '2020-06-16', true],
  ])('in %s, on %s, an enrolment of a year before counts: %s', (id, on, met) => {
    const company = companyOf({ edition: id, enrolments: { DDPS: { on: d('2019-06-15') } } });
    expect(ticks(offering(company, id, 'DDPS', d(on))).enrolled).toBe(met);
  });

  test.each([
    ['2020-06-15', true],
    ['2020-06-16', false],
  ])('on %s a competency whose anniversary was thirty days before 15 June counts: %s', (on, met) => {
    const company = companyOf({ anniversaries: { 'windows-and-devices': d('2020-05-16') } });
    expect(ticks(offering(company, '2020', 'DDPS', d(on))).competency).toBe(met);
  });
});

describe('what a competency would open', () => {
  const ways = (over: Partial<Company>, id: EditionId = '2020') =>
    unlocks(deepFreeze(companyOf(over)), edition(id), today).map(({ competency, level, engagements }) => [
      competency,
      level,
      [...engagements],
    ]);

  test('is told the most first, at the level that suffices', () => {
    expect(ways({})).toEqual([
      ['cloud-business-applications', 'silver', ['d365-ce-upgrade', 'd365-ce-migration']],
      ['cloud-crm', 'silver', ['d365-ce-upgrade', 'd365-ce-migration']],
      ['enterprise-mobility-management', 'silver', ['enterprise-security-poc']],
      ['erp', 'gold', ['d365-fo-upgrade']],
      ['datacenter', 'silver', ['windows-server']],
      ['collaboration-and-content', 'silver', ['sharepoint']],
      ['ppm', 'silver', ['ppm-solution']],
      ['messaging', 'silver', ['exchange']],
      ['communications', 'silver', ['skype-for-business']],
      ['data-analytics', 'gold', ['data-estate']],
      ['data-platform', 'gold', ['data-estate']],
    ]);
  });

  test('is a higher level of one that is held', () => {
    const own = (over: Partial<Company>) =>
      ways(over).filter(([competency]) => competency === 'data-platform');
    expect(own({ competencies: { 'data-platform': 'silver' } })).toEqual([
      ['data-platform', 'gold', ['data-estate']],
    ]);
    expect(own({ competencies: { 'data-platform': 'gold' } })).toEqual([]);
  });

  test('is that of one that lapsed, as it was', () => {
    const lapsed = { anniversaries: { 'windows-and-devices': d('2020-05-15') } } as const;
    const own = ways(lapsed).filter(([competency]) => competency === 'windows-and-devices');
    expect(own).toEqual([['windows-and-devices', 'silver', ['windows-office', 'mobile-productivity']]]);
    const held = { anniversaries: { 'windows-and-devices': d('2020-05-16') } } as const;
    expect(ways(held).some(([competency]) => competency === 'windows-and-devices')).toBe(false);
  });

  test('is nothing where the table is not known, nor where everything is open', () => {
    expect(ways({ edition: '2019' }, '2019')).toEqual([]);
    const all = Object.fromEntries(
      edition('2020').engagements.flatMap(({ requires }) =>
        requires === 'unknown' ? [] : requires.anyOf.map((one) => [one, 'gold']),
      ),
    ) as Company['competencies'];
    expect(ways({ competencies: all })).toEqual([]);
  });
});
