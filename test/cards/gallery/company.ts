import { consultantCard } from '../../../cards/company/add-consultant.ts';
import { locationCard } from '../../../cards/company/add-location.ts';
import { agreementCard } from '../../../cards/company/agreement.ts';
import { companyCard, companyDetailsCard, competencyCard } from '../../../cards/company/company.ts';
import { CONSULTANTS_PAGE, consultantsCard } from '../../../cards/company/consultants.ts';
import { eligibilityCard, offeringCard } from '../../../cards/company/eligibility.ts';
import { enrolCard } from '../../../cards/company/enrol.ts';
import { importCard } from '../../../cards/company/import.ts';
import { maxDaysCard } from '../../../cards/company/max-days.ts';
import { NEW_PARTICIPANT, participantsCard } from '../../../cards/company/participants.ts';
import { profileCard, profilesCard } from '../../../cards/company/profile.ts';
import { removeConsultantCard } from '../../../cards/company/remove-consultant.ts';
import { statusCard } from '../../../cards/company/status.ts';
import type { Coming } from '../../../cards/company/renewal-rows.ts';
import { setUpCard, setUpDoneCard } from '../../../cards/company/set-up.ts';
import { execute } from '../../../cards/kit/actions.ts';
import type { Check } from '../../../cards/kit/checklist.ts';
import { offeringName } from '../../../cards/kit/names.ts';
import { eligibility, unlocks } from '../../../domain/company/eligibility.ts';
import { renewals } from '../../../domain/company/renewal.ts';
import type { Column } from '../../../domain/company/table-columns.ts';
import type { CompanyTable, RowProblem } from '../../../domain/company/tables.ts';
import type { Standing } from '../../../domain/desk/standing.ts';
import { COMPETENCY_IDS, ENGAGEMENT_IDS, OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import { ASSIGNED, LATER, TODAY } from './days.ts';
import { Scene } from './scene.ts';

/** The company: set-up, details, tables, eligibility, enrolment, profiles. */
export function showCompany(scene: Scene): void {
  setUp(scene);
  details(scene);
  consultants(scene);
  eligible(scene);
  profiles(scene);
}

function setUp(scene: Scene): void {
  const actor = scene.actor;
  const values = {
    companyName: scene.outside('company', 0),
    country: scene.outside('country', 0),
    locationId: scene.outside('location', 0),
    gold: COMPETENCY_IDS.join(','),
    silver: COMPETENCY_IDS.join(','),
    offerings: OFFERING_IDS.join(','),
    consultantName: scene.outside('consultant', 0),
    assessments: COMPETENCY_IDS.join(','),
    roles: 'mpnPartnerAdmin,mpnGlobalAdmin',
    timeZone: scene.outside('zone', 0),
    edition: scene.edition,
  };
  const blank = Object.fromEntries(Object.keys(values).map((name) => [name, '']));
  for (const kind of ['full', 'empty'] as const) {
    const standing = scene.standing(kind);
    const parked = execute(scene.say('do.continue'), 'company.open', { arg: 'continue' });
    scene.show(companyCard, `${kind}, a form waits`, companyCard(actor, { standing, renewals: [], parked }));
    for (const [of, view] of [
      ['filled', { values, banner: scene.banner() }],
      ['blank', { values: blank }],
    ] as const) {
      const form = { actor, standing, commandId: 'synthetic-command', ...view };
      scene.show(setUpCard, `${of}, ${kind}`, setUpCard(form));
      scene.show(locationCard, `${of}, ${kind}`, locationCard(form));
      scene.show(consultantCard, `${of}, ${kind}`, consultantCard(form));
    }
    scene.show(
      setUpDoneCard,
      kind,
      setUpDoneCard(actor, standing, { text: scene.say('setUp.saved'), style: 'good' }),
    );
  }
}

function consultants(scene: Scene): void {
  const { actor } = scene;
  const standing = scene.standing();
  for (const from of [0, CONSULTANTS_PAGE])
    scene.show(
      consultantsCard,
      `from ${from}`,
      consultantsCard(actor, { standing, from, banner: scene.banner() }),
    );
  const removal = { consultantId: 'consultant-0', standing, commandId: 'synthetic-command' };
  const nothing = { count: 0, nearest: [], unstaffed: [] };
  scene.show(removeConsultantCard, 'nothing', removeConsultantCard(actor, { ...removal, ...nothing }));
  scene.show(
    removeConsultantCard,
    'all that they can have',
    removeConsultantCard(actor, {
      ...removal,
      count: 1234,
      nearest: scene.many('reserved', 3),
      unstaffed: ENGAGEMENT_IDS,
      banner: scene.banner(),
    }),
  );
}

function coming({ company, edition: rules, today }: Standing): readonly Coming[] {
  return renewals(company, rules, today).map((renewal, count) => ({
    renewal,
    endangered: { count, orMore: false },
  }));
}

function details(scene: Scene): void {
  const actor = scene.actor;
  const values = {
    companyName: scene.outside('company', 0),
    mpnId: scene.outside('mpnId', 0),
    membershipEnd: TODAY,
    timeZone: scene.outside('zone', 0),
    reportingBuffer: '5',
    edition: scene.edition,
    competency: 'erp',
    level: 'none',
    anniversary: TODAY,
  };
  const blank = Object.fromEntries(Object.keys(values).map((name) => [name, '']));
  for (const kind of ['full', 'empty'] as const) {
    const standing = scene.standing(kind);
    const state = coming(standing);
    scene.show(
      companyCard,
      kind,
      companyCard(actor, { standing, renewals: state, banner: scene.banner('good') }),
    );
    scene.show(companyCard, `${kind}, nothing to renew`, companyCard(actor, { standing, renewals: [] }));
    for (const [of, view] of [
      ['filled', { values, banner: scene.banner() }],
      ['blank', { values: blank }],
    ] as const) {
      const form = { actor, standing, commandId: 'synthetic-command', ...view };
      scene.show(companyDetailsCard, `${of}, ${kind}`, companyDetailsCard(form));
      scene.show(competencyCard, `${of}, ${kind}`, competencyCard(form));
      for (const offering of ['DYDPS', undefined] as const) {
        const limits = { ...form, values: { engagement: '', maxDays: '15' }, offering };
        scene.show(maxDaysCard, `${of}, ${kind}, ${offering ?? 'all'}`, maxDaysCard(limits));
      }
    }
  }
  const confirm = { commandId: 'synthetic-command', version: 41 };
  const subject = 'synthetic-table';
  scene.show(
    importCard,
    'no table',
    importCard(actor, { table: undefined, subject: '', banner: scene.banner() }),
  );
  for (const [of, table] of Object.entries(tables(scene))) {
    scene.show(importCard, of, importCard(actor, { table, subject, confirm }));
    scene.show(importCard, `${of}, banner`, importCard(actor, { table, subject, banner: scene.banner() }));
  }
}

/** Tables as they are read: twelve rows of each kind, every error, and one that is none of ours. */
function tables(scene: Scene): Readonly<Record<string, CompanyTable>> {
  const rows = Array.from({ length: 12 }, (_, nth) => nth);
  const ignored = scene.names('cell', 6);
  const errors = Object.values(PROBLEMS_OF_ROWS).map((problem, nth) => ({
    line: nth + 2,
    column: scene.outside('cell', 0),
    value: scene.outside('cell', nth),
    problem,
  }));
  const required: readonly Column[] = ['competency', 'level', 'anniversary'];
  const place: readonly Column[] = ['locationId', 'country', 'locationName'];
  const person: readonly Column[] = ['consultant', 'assessments'];
  const locations = {
    kind: 'locations',
    rows: rows.map((nth) => ({
      line: nth + 2,
      id: scene.outside('location', nth),
      country: 'VC',
      name: scene.outside('office', nth),
    })),
    errors: [],
    unread: 0,
    ignored,
  } as const;
  return {
    competencies: {
      kind: 'competencies',
      rows: COMPETENCY_IDS.map((competency, nth) => ({
        line: nth + 2,
        competency,
        level: 'gold',
        anniversary: TODAY,
      })),
      errors: [],
      unread: 0,
      ignored,
    },
    locations,
    consultants: {
      kind: 'consultants',
      rows: rows.map((nth) => ({
        line: nth + 2,
        name: scene.outside('consultant', nth),
        assessments: COMPETENCY_IDS,
      })),
      errors: [],
      unread: 0,
      ignored,
    },
    'the first errors': { ...locations, errors },
    'the last errors': { ...locations, rows: [], errors: errors.slice(-5) },
    'a row that is wrong': {
      ...locations,
      errors: [{ line: 2, value: '', problem: { code: 'extraCell' } }],
    },
    'below a title': { ...locations, headerLine: 3 },
    'none of ours': {
      kind: 'unknown',
      headerLine: 3,
      columns: scene.names('cell', 6),
      known: [
        { kind: 'competencies', required, optional: [], missing: required },
        { kind: 'locations', required: place, optional: [], missing: place },
        { kind: 'consultants', required: person, optional: [], missing: person },
      ],
    },
  };
}

function eligible(scene: Scene): void {
  const actor = scene.actor;
  const values = { participant: NEW_PARTICIPANT, name: scene.outside('participant', 0), trainedOn: TODAY };
  const one = { participant: '', name: '', trainedOn: '' };
  for (const kind of ['full', 'empty'] as const) {
    const standing = scene.standing(kind);
    const { company, edition: rules, today } = standing;
    const offerings = eligibility(company, rules, today);
    const ways = unlocks(company, rules, today);
    const view = {
      actor,
      standing,
      offerings,
      ways,
      signer: scene.outside('person', 2),
      reader: scene.outside('person', 2),
    };
    scene.show(eligibilityCard, kind, eligibilityCard(view));
    scene.show(eligibilityCard, `${kind}, banner`, eligibilityCard({ ...view, banner: scene.banner() }));
    const parked = execute(scene.say('do.continue'), 'eligibility.open', { arg: 'continue' });
    scene.show(eligibilityCard, `${kind}, a form waits`, eligibilityCard({ ...view, parked }));
    for (const offering of offerings) {
      scene.show(offeringCard, `${offering.id}, ${kind}`, offeringCard({ ...view, offering }));
      const waiting = offeringCard({ ...view, offering, parked });
      scene.show(offeringCard, `${offering.id}, ${kind}, a form waits`, waiting);
    }
    const form = { actor, standing, commandId: 'synthetic-command' };
    scene.show(
      participantsCard,
      `filled, ${kind}`,
      participantsCard({ ...form, values, banner: scene.banner() }),
    );
    scene.show(participantsCard, `blank, ${kind}`, participantsCard({ ...form, values: one }));
    scene.show(
      agreementCard,
      `filled, ${kind}`,
      agreementCard({ ...form, on: TODAY, banner: scene.banner() }),
    );
    scene.show(agreementCard, `blank, ${kind}`, agreementCard({ ...form, on: '' }));
    const read = { offering: 'PVDPS', status: 'inProgress', on: TODAY, moved: 'no' };
    for (const [of, status] of [
      ['filled', { values: read, subject: 'PVDPS', banner: scene.banner() }],
      ['blank', { values: { offering: '', status: '', on: TODAY, moved: '' }, subject: '' }],
    ] as const) {
      scene.show(statusCard, `${of}, ${kind}`, statusCard({ ...form, ...status }));
    }
    const state = coming(standing);
    const filled = { offering: 'PVDPS', on: TODAY } as const;
    const enrolled: readonly Check[] = OFFERING_IDS.map((id) => ({
      is: 'done',
      text: offeringName(id),
      more: scene.outside('person', 1),
    }));
    const yearly = [scene.say('enrol.yearly', { article: scene.say('source.RU') })];
    const enrol = {
      ...form,
      enrolled,
      yearly,
      renewals: state,
      values: filled,
      offering: 'PVDPS',
    } as const;
    scene.show(enrolCard, `filled, ${kind}`, enrolCard({ ...enrol, banner: scene.banner() }));
    const again = { arg: 'SDPS 2020-06-15', on: TODAY };
    scene.show(enrolCard, `again, ${kind}`, enrolCard({ ...enrol, again, banner: scene.banner('warning') }));
    const blank = {
      ...form,
      enrolled: [],
      yearly: [],
      renewals: [],
      values: { offering: '', on: '' },
      offering: undefined,
    };
    scene.show(enrolCard, `blank, ${kind}`, enrolCard(blank));
  }
}

function profiles(scene: Scene): void {
  const actor = scene.actor;
  const standings = {
    full: scene.standing(),
    empty: scene.standing('empty'),
    later: scene.standing('full', LATER),
  };
  const values = {
    region: scene.outside('country', 0),
    description: scene.outside('description', 0),
    website: scene.outside('website', 0),
    industries: scene.outside('tags', 0),
    products: scene.outside('tags', 1),
    services: scene.outside('tags', 2),
    solutions: scene.outside('tags', 3),
    linkedIn: scene.outside('website', 1),
    logo: 'true',
    locations: '',
    on: TODAY,
  };
  const blank = { ...Object.fromEntries(Object.keys(values).map((name) => [name, ''])), logo: 'false' };
  for (const [when, standing] of Object.entries(standings)) {
    const form = { actor, standing, commandId: 'synthetic-command' };
    scene.show(
      profilesCard,
      when,
      profilesCard(actor, {
        standing,
        commandId: 'synthetic-command',
        updatedBy: scene.outside('person', 2),
      }),
    );
    const bannered = { standing, commandId: 'synthetic-command', banner: scene.banner() };
    scene.show(profilesCard, `${when}, banner`, profilesCard(actor, bannered));
    const parked = execute(scene.say('do.continue'), 'profile.open', { arg: 'continue' });
    scene.show(profilesCard, `${when}, a form waits`, profilesCard(actor, { ...bannered, parked }));
    const fresh = { ...form, region: '', profile: undefined, values: blank };
    scene.show(profileCard, `${when}, new`, profileCard(fresh));
    for (const profile of standing.company.profiles) {
      const locations = profile.locations.join(',');
      const filled = { ...form, region: profile.region, profile, values: { ...values, locations } };
      scene.show(
        profileCard,
        `${when}, ${profile.region}`,
        profileCard({ ...filled, banner: scene.banner() }),
      );
      const changed = { ...profile, published: { on: ASSIGNED, locations: [], competencies: [] } };
      scene.show(
        profileCard,
        `${when}, ${profile.region}, changed`,
        profileCard({ ...filled, profile: changed }),
      );
      const wanting = { ...profile, hasLogo: false };
      scene.show(
        profileCard,
        `${when}, ${profile.region}, no logo`,
        profileCard({ ...filled, profile: wanting }),
      );
    }
  }
}

/** Every error of a row, as long as it can get. */
const PROBLEMS_OF_ROWS: Readonly<Record<RowProblem['code'], RowProblem>> = {
  formula: { code: 'formula' },
  tooLong: { code: 'tooLong', max: 200 },
  extraCell: { code: 'extraCell' },
  missing: { code: 'missing' },
  unknownCompetency: { code: 'unknownCompetency', near: COMPETENCY_IDS.slice(0, 3) },
  unknownLevel: { code: 'unknownLevel', near: ['silver', 'gold'] },
  unknownCountry: { code: 'unknownCountry', near: ['VC', 'GS', 'BA'] },
  unknownDay: { code: 'unknownDay' },
  ambiguousDay: { code: 'ambiguousDay', options: [TODAY, LATER] },
  duplicate: { code: 'duplicate', firstLine: 2 },
  duplicateColumn: { code: 'duplicateColumn' },
  tooMany: { code: 'tooMany', max: 500 },
  moreRows: { code: 'moreRows', max: 2000, count: 7 },
};
