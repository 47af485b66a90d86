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
  qualifiedAlone,
  unlocks,
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

type Answers = Partial<Record<Tick['what'], Tick['answer']>>;
const ticks = (of: OfferingEligibility): Answers =>
  Object.fromEntries(of.ticks.map(({ what, answer }) => [what, answer]));

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
    ['2019', ['competency', 'consultant', 'status', 'training', 'agreement']],
    ['2020', ['competency', 'consultant', 'training', 'enrolled']],
    ['2021', ['competency', 'consultant', 'training', 'enrolled']],
  ])('%s asks for its own requirements of each offering, in its order', (id, wanted) => {
    for (const one of shown(companyOf(), id)) expect(one.ticks.map(({ what }) => what)).toEqual(wanted);
  });

  test.each(EDITION_IDS)(
    '%s checks nothing of a company that entered nothing, and calls nothing unmet',
    (id) => {
      for (const one of shown(newCompany(id), id)) {
        expect([one.id, one.status, one.ticks.filter(({ answer }) => answer !== 'unknown')]).toEqual([
          one.id,
          undefined,
          [],
        ]);
        for (const { answer, consultants } of one.engagements) {
          expect([answer, consultants]).toEqual(['unknown', []]);
        }
      }
    },
  );
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
      needs: { competency: { answer: open ? 'met' : 'unmet' }, consultant: { answer: 'met' } },
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
    expect(engagementOf(company, '2019', engagement)?.needs.competency.answer).toBe(
      engagement === 'ppm-solution' ? undefined : 'unknown',
    );
  });
});

describe('an engagement may be delivered', () => {
  const answerOf = (over: Partial<Company>, id: EditionId = '2020') =>
    offering(companyOf(over), id, 'DDPS').engagements.find((one) => one.id === 'windows-office');

  test.each<[string, Partial<Company>, Tick['answer'], string]>([
    ['with competency, enrolment and a consultant with an assessment', {}, 'met', 'ok'],
    ['not with another competency', { competencies: { messaging: 'gold' } }, 'unmet', 'notCompetent'],
    ['not enrolled in another offering', { enrolments: { SDPS: {} } }, 'unmet', 'notEnrolled'],
    [
      'not with a consultant of another competency',
      { consultants: [{ id: 'anna', assessments: ['messaging'] }] },
      'unmet',
      'notQualified',
    ],
    ['perhaps, while no competency is entered', { competencies: {} }, 'unknown', 'missing'],
    ['perhaps, while no enrolment is entered', { enrolments: {} }, 'unknown', 'missing'],
    ['perhaps, while no consultant is entered', { consultants: [] }, 'unknown', 'missing'],
    [
      'perhaps, while no assessment is entered',
      { consultants: [{ id: 'anna', assessments: [] }] },
      'unknown',
      'missing',
    ],
    [
      'not, when one is not met, whatever else is not entered',
      { competencies: { messaging: 'gold' }, enrolments: {}, consultants: [] },
      'unmet',
      'notCompetent',
    ],
  ])('%s', (_title, over, answer, code) => {
    expect(answerOf(over)).toMatchObject({ answer, detail: { code } });
  });
});

describe('the statuses of 2019', () => {
  const trained = { id: 'anna', trainedOn: d('2019-02-01') };
  const signed = { on: d('2019-02-02'), by: 'admin' };
  const bare = companyOf({ edition: '2019', consultants: [] });

  test('are what somebody read, and never follow from training, exams, agreement or enrolment', () => {
    const everything: Partial<Company> = {
      participants: [trained],
      consultants: [{ id: 'anna', assessments: ['messaging'] }],
      agreement: signed,
      enrolments: Object.fromEntries(OFFERING_IDS.map((id) => [id, {}])),
    };
    for (const one of shown({ ...bare, ...everything }, '2019')) expect(one.status).toBeUndefined();
    const read = { status: 'inProgress', on: d('2019-02-03'), by: 'anna' } as const;
    const one = { ...bare, statuses: { SDPS: read } };
    expect(offering(one, '2019', 'SDPS').status).toEqual(read);
    expect(offering(one, '2019', 'DDPS').status).toBeUndefined();
  });

  test.each<[string, Partial<Company>, Answers]>([
    ['nothing', {}, { status: 'unknown', training: 'unknown', agreement: 'unknown' }],
    [
      'one who is not trained yet',
      { participants: [trained, { id: 'bo' }] },
      { status: 'unknown', training: 'unmet', agreement: 'unknown' },
    ],
    [
      'a status that is not Active',
      { statuses: { DDPS: { status: 'notStarted', on: today, by: 'anna' } }, agreement: signed },
      { status: 'unmet', training: 'unknown', agreement: 'met' },
    ],
    [
      'everything',
      {
        statuses: { DDPS: { status: 'active', on: today, by: 'anna' } },
        participants: [trained],
        agreement: signed,
      },
      { status: 'met', training: 'met', agreement: 'met' },
    ],
  ])('with %s entered have their conditions in order', (_title, over, wanted) => {
    expect(ticks(offering({ ...bare, ...over }, '2019', 'DDPS'))).toEqual({
      competency: 'unknown',
      consultant: 'unknown',
      ...wanted,
    });
  });
});

describe('the ticks of 2020', () => {
  test.each<[string, Partial<Company>, Answers]>([
    ['are all there', {}, { competency: 'met', consultant: 'met', enrolled: 'met' }],
    [
      'miss a competency of another offering',
      { competencies: { messaging: 'gold' } },
      { competency: 'unmet', consultant: 'met', enrolled: 'met' },
    ],
    [
      'miss a consultant without an assessment of it',
      { consultants: [{ id: 'anna', assessments: ['messaging'] }] },
      { competency: 'met', consultant: 'unmet', enrolled: 'met' },
    ],
    [
      'miss an enrolment in another offering',
      { enrolments: { SDPS: {} } },
      { competency: 'met', consultant: 'met', enrolled: 'unmet' },
    ],
    [
      'know nothing of what nobody entered',
      { competencies: {}, consultants: [], enrolments: {} },
      { competency: 'unknown', consultant: 'unknown', enrolled: 'unknown' },
    ],
  ])('%s; whether the compliance course is asked for is never clear', (_title, over, wanted) => {
    for (const id of ['2020', '2021'] as const) {
      expect(ticks(offering(companyOf(over), id, 'DDPS'))).toEqual({ ...wanted, training: 'unknown' });
    }
  });

  test.each([
    ['2019-06-15', 'met'],
    ['2019-06-16', 'unmet'],
  ])('on %s a competency whose anniversary was thirty days before 15 June counts: %s', (on, met) => {
    const company = companyOf({ anniversaries: { 'windows-and-devices': d('2019-05-16') } });
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
    const lapsed = { anniversaries: { 'windows-and-devices': d('2019-05-15') } } as const;
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

describe('what one of the consultants alone qualifies for', () => {
  const one = { id: 'anna', assessments: ['collaboration-and-content'] } as const;
  const alone = (consultants: Company['consultants']): readonly EngagementId[] =>
    qualifiedAlone('anna', { company: companyOf({ consultants }), edition: edition('2020') });

  test('is all that takes their assessments, while nobody else has one of them', () => {
    expect(alone([one])).toContain('sharepoint');
    expect(alone([one, { id: 'bo', assessments: ['ppm'] }])).toEqual(alone([one]));
  });

  test('is nothing that somebody else qualifies for, of whom has no assessment, or of a stranger', () => {
    expect(alone([one, { ...one, id: 'bo' }])).toEqual([]);
    expect(alone([{ id: 'anna', assessments: [] }])).toEqual([]);
    expect(alone([{ ...one, id: 'bo' }])).toEqual([]);
  });
});
