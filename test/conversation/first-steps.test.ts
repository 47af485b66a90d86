import { beforeEach, describe, expect, test } from '@jest/globals';
import { offeringName } from '../../cards/kit/names.ts';
import { LANGUAGES } from '../../domain/people/person.ts';
import { OFFERINGS as CATALOGUE } from '../../domain/programme/catalogue.ts';
import {
  END,
  everyLine,
  letIn,
  LOCALES,
  PLAN,
  recorded,
  setUp,
  START,
  t,
  TODAY,
  words,
} from './running-bot.ts';
import { world } from './world.ts';

/** Steps 1 to 3 of the two articles, each statement where the chat shows it: a company of its own for each test. */

const OFFERINGS = ['DDPS', 'DYDPS', 'PVDPS', 'SDPS', 'S-EDPS', 'SSDPS'] as const;
/** As people call it. */
const SDPS = 'SharePoint';

const { bot, anna } = world({ setUp: 'nobody', anew: true });

function beginning(edition: '2019' | '2020'): void {
  beforeEach(() => setUp(anna, { edition, offerings: [], gold: [], silver: [], assessments: [] }));
}

function lines(): readonly string[] {
  return everyLine(anna.card.card);
}

/** The line of the card that begins so, behind the sign of how it stands; of several the one that says most. */
function line(start: string): string {
  const [found] = lines()
    .filter((one) => one.startsWith(start) || one.replace(/^[✔●○✖?] /, '').startsWith(start))
    .toSorted((a, b) => b.length - a.length);
  if (found === undefined) throw new Error(`no line begins with ${start}:\n${lines().join('\n')}`);
  return found;
}

/** The same with what stands below it. */
function row(start: string): string {
  const all = lines();
  const first = line(start);
  return `${first} ${all[all.indexOf(first) + 1] ?? ''}`;
}

async function eligibility(): Promise<void> {
  await anna.say('home');
  await anna.press('eligibility.open');
}

async function detailsOf(offering: string): Promise<void> {
  await eligibility();
  await anna.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === offering);
}

async function participant(name: string, trainedOn = ''): Promise<void> {
  await eligibility();
  await anna.press('eligibility.participants');
  await anna.press('eligibility.train', { name, trainedOn });
}

/** The status that Anna reads in Partner Center. */
async function status(
  offering: string,
  read: 'notStarted' | 'inProgress' | 'active',
  inputs = {},
): Promise<void> {
  await detailsOf(offering);
  await anna.press('eligibility.status');
  await anna.press('eligibility.saveStatus', { offering, status: read, on: '2026-11-18', ...inputs });
}

/** The end of the MPN membership, under Company. */
async function membership(membershipEnd: string): Promise<void> {
  await anna.say('home');
  await anna.press('company.open');
  await anna.press('company.details');
  await anna.press('company.saveDetails', { membershipEnd, reportingBuffer: '5' });
}

async function sign(on = TODAY): Promise<void> {
  await detailsOf('SDPS');
  await anna.press('eligibility.agreement');
  await anna.press('eligibility.sign', { on });
}

async function competency(id: string, level: 'silver' | 'gold' | 'none'): Promise<void> {
  await anna.say('home');
  await anna.press('company.open');
  await anna.press('company.competency');
  await anna.press('company.saveCompetency', { competency: id, level });
}

async function consultant(assessments: readonly string[]): Promise<void> {
  await anna.say('set up');
  await anna.press('setUp.save', { country: '', locationId: '' });
  await anna.press('setUp.consultant');
  await anna.press('setUp.addConsultant', { consultantName: 'Nina Expert (synthetic)', assessments });
}

async function enrol(offering: string, on = TODAY): Promise<void> {
  await anna.say('home');
  await anna.press('enrol.open');
  if (anna.verbs.includes('enrol.policies')) await anna.press('enrol.policies');
  await anna.press('enrol.done', { offering, on });
}

async function enrolled2019(offering: string): Promise<void> {
  await participant('Paula Part (synthetic)', '2026-11-19');
  await sign();
  await enrol(offering);
}

describe('edition 2019, steps 1 to 3', () => {
  beginning('2019');

  test('R4: an offering asks for the compliance course of all who take part and for the consultant’s exams', async () => {
    await participant('Paula Part (synthetic)');
    await detailsOf('SDPS');
    expect(lines()).toContain(`✖ ${t('tick.training')}: ${t('answer.unmet')}`);
    expect(lines()).toContain(`? ${t('tick.competency')}: ${t('answer.unknown')}`);
    expect(lines()).toContain(`? ${t('tick.consultant')}: ${t('answer.unknown')}`);
    expect(anna.text).toContain(t('eligibility.unknown2019'));
    await eligibility();
    await anna.press('eligibility.participants');
    await anna.press('eligibility.train', { participant: 'Paula Part (synthetic)', trainedOn: '2026-11-19' });
    await detailsOf('SDPS');
    expect(lines()).toContain(`✔ ${t('tick.training')}: ${t('answer.met')}`);
  });

  test('R5: each programme has its own page here, with its engagements and the link to its requirements', async () => {
    await eligibility();
    const rows = lines().filter((one) => one.endsWith(t('eligibility.unread')));
    expect(rows).toEqual(OFFERINGS.map((id) => `${offeringName(id)} ${t('eligibility.unread')}`));
    const shown: Record<string, string[]> = {};
    for (const offering of OFFERINGS) {
      await detailsOf(offering);
      expect(lines()[1]).toBe(CATALOGUE[offering]);
      expect(anna.links).toContain(
        'https://planningservices.partners.extranet.microsoft.com/en/Pages/partnereligibilityrequirements.aspx',
      );
      shown[offering] = lines().filter(
        (one) => one.startsWith('? ') && one.includes(t('guard.tableUnknown')),
      );
    }
    expect(shown['SDPS']).toEqual([expect.stringContaining('SharePoint Deployment Planning')]);
    expect(shown['S-EDPS']).toHaveLength(2);
    expect(shown['DDPS']).toHaveLength(3);
  });

  test('R6: the card says where to look, in each language, and links there', async () => {
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      await eligibility();
      const path = words(language)('eligibility.path2019');
      expect(anna.text).toContain(path);
      for (const label of ['Software Assurance > Requirements', 'Planning services', 'Eligibility status']) {
        expect(path).toContain(label);
      }
      expect(anna.links.some((link) => link.endsWith('partnereligibilityrequirements.aspx'))).toBe(true);
    }
  });

  test('R7: “Not started”: not eligible yet, and the programme’s name in Partner Center says what is needed', async () => {
    await eligibility();
    expect(line(SDPS)).toContain(t('eligibility.unread'));
    expect(anna.text).not.toContain(t('eligibility.notStarted'));
    await anna.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === 'SDPS');
    expect(anna.text).toContain(t('eligibility.notRecordedMeans'));
    for (const what of ['status', 'training', 'agreement'] as const) {
      expect(lines()).toContain(`? ${t(`tick.${what}`)}: ${t('answer.missing')}`);
    }
    expect(anna.verbs).toEqual(expect.arrayContaining(['eligibility.participants', 'eligibility.agreement']));
    await anna.press('eligibility.status');
    expect(anna.value('offering')).toBe('SDPS');
    await anna.press('eligibility.saveStatus', { status: 'notStarted' });
    expect(anna.text).toContain(t('eligibility.notStartedMeans'));
    expect(line(`✖ ${t('tick.status')}`)).toContain('20\u00a0Nov 2026 · Anna Nowak (synthetic)');
  });

  test('R8: “In progress”: begun, and what is left', async () => {
    await participant('Paula Part (synthetic)', '2026-11-19');
    await status('SDPS', 'inProgress');
    expect(anna.text).toContain(t('eligibility.inProgressMeans'));
    expect(lines()).toContain(`✔ ${t('tick.training')}: ${t('answer.met')}`);
    expect(lines()).toContain(`? ${t('tick.agreement')}: ${t('answer.missing')}`);
    await eligibility();
    expect(line(SDPS)).toContain(t('eligibility.inProgress'));
    expect(line('Desktop')).toContain(t('eligibility.unread'));
  });

  test('R9: “Active”: as it was read in Partner Center, by whom and when; never computed', async () => {
    await consultant(['collaboration-and-content']);
    await participant('Paula Part (synthetic)', '2026-11-19');
    await sign();
    await enrol('SDPS');
    await eligibility();
    expect(line(SDPS)).toContain(t('eligibility.unread'));
    expect(anna.text).toContain(t('steps.statuses', { active: 0, all: 6 }));
    await anna.say('home');
    expect(line('1. ')).toContain(t('eligibility.notRecorded'));
    await status('SDPS', 'active');
    expect(anna.text).toContain(t('eligibility.activeMeans'));
    expect(line(`✔ ${t('tick.status')}`)).toContain(
      `${t('eligibility.active')} · 18\u00a0Nov 2026 · Anna Nowak (synthetic)`,
    );
    await anna.press('enrol.open');
    expect(anna.text).toContain(t('enrol.title'));
    expect(anna.value('offering')).toBe('SDPS');
    await anna.say('home');
    expect(line('1. ')).toContain(t('steps.statuses', { active: 1, all: 6 }));
  });

  test('R25: Active in Partner Center comes first, then the course, then the agreement', async () => {
    await detailsOf('SDPS');
    const order = ['status', 'training', 'agreement'].map((what) =>
      lines().findIndex((one) => one.includes(t(`tick.${what as 'status' | 'training' | 'agreement'}`))),
    );
    expect(order.every((at) => at > 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const buttons = ['eligibility.status', 'eligibility.participants', 'eligibility.agreement'];
    expect(anna.verbs.filter((verb) => buttons.includes(verb))).toEqual(buttons);
    expect(t('eligibility.notRecordedMeans')).toMatch(/record it; then come the course and the agreement/);
    await status('SDPS', 'active');
    expect(t('eligibility.activeMeans')).toMatch(/course, then the agreement/);
    expect(anna.text).toContain(t('eligibility.activeMeans'));
  });

  test('R25: where another status is recorded, agreement and enrolment say that Active comes first', async () => {
    await detailsOf('SDPS');
    await anna.press('eligibility.agreement');
    const first = t('eligibility.activeFirst', { list: `${SDPS}: ${t('eligibility.inProgress')}` });
    expect(anna.text).not.toContain(first);
    await anna.press('cancel.now');
    await status('SDPS', 'inProgress');
    await anna.press('eligibility.agreement');
    expect(anna.text).toContain(first);
    await anna.press('cancel.now');
    await anna.say('home');
    await anna.press('enrol.open');
    expect(anna.text).toContain(first);
    await status('SDPS', 'active');
    await anna.press('eligibility.agreement');
    expect(anna.text).not.toContain(first);
  });

  test('a recorded status that is not Active is asked before reserving: it warns, and blocks nothing (G9)', async () => {
    await enrolled2019('SDPS');
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(line('? G9')).toContain(t('guard.tableUnknown'));
    await status('SDPS', 'notStarted');
    await anna.say(`reserve ${number}`);
    expect(line('✖ G9')).not.toBe('');
    expect(anna.text).toContain(t('guard.notActive', { status: t('eligibility.notStarted') }));
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
  });

  test('the set-up does not promise checks for which the table of 2019 is not known', async () => {
    await consultant(['messaging']);
    await anna.say('set up');
    await anna.press('setUp.save', { country: '', locationId: '', gold: ['messaging'] });
    expect(lines()).toContain(`? ${t('setUp.cannotTable')}`);
    expect(anna.text).not.toContain(t('setUp.canCompetency', { count: 1 }));
    expect(lines().some((one) => one.startsWith('✔') && one.includes('Nina Expert'))).toBe(false);
  });

  test('R24: at step 4 begins who is active and was moved to Partner Center: both are asked, and home leads by them', async () => {
    await anna.say('home');
    expect(anna.text).toContain(t('steps.activeAsk'));
    expect(anna.text).toContain(t('steps.movedAsk'));
    expect(line('1. ')).toContain(t('steps.beginHere'));
    await anna.say('set up');
    await anna.press('setUp.save', { country: '', locationId: '', offerings: ['SDPS'] });
    await status('SDPS', 'active');
    await anna.say('home');
    expect(anna.text).toContain(t('steps.activeIn', { offerings: SDPS }));
    expect(anna.text).toContain(t('steps.movedAsk'));
    expect(anna.text).not.toContain(t('steps.beginHere'));
    await anna.press('eligibility.status');
    expect(anna.text).toContain(t('status.moved'));
    await anna.press('eligibility.saveStatus', { moved: 'no' });
    await anna.say('home');
    expect(anna.text).toContain(t('steps.movedNo'));
    expect(line('1. ')).toContain(t('steps.beginHere'));
    await anna.press('eligibility.status');
    expect(anna.value('moved')).toBe('no');
    await anna.press('eligibility.saveStatus', { moved: 'yes' });
    await anna.say('home');
    expect(anna.text).toContain(t('steps.movedYes'));
    expect(line('4. ')).toContain(t('steps.beginHere'));
    expect(line('1. ')).not.toContain(t('steps.beginHere'));
    await anna.press('eligibility.status');
    await anna.press('eligibility.saveStatus', { offering: 'DDPS' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.status') }));
  });

  test('R2: the column’s Active alone begins nothing at step 4: a newcomer goes through course, agreement, enrolment, profile', async () => {
    await status('SDPS', 'active', { moved: 'yes' });
    await anna.say('home');
    expect(anna.text).toContain(t('steps.who2019'));
    expect(line('1. ')).toContain(t('steps.beginHere'));
    await anna.say('what next');
    expect(anna.text).toContain(t('next.begin', { no: 1, step: t('step.eligibility') }));
    expect(anna.text).not.toContain(t('next.nothing'));
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(
      lines()
        .filter((one) => one.startsWith('? G9'))
        .join('\n'),
    ).toContain(t('guard.missing', { fact: t('fact.enrolments') }));
    await anna.say(number);
    await anna.press('correct.open');
    await anna.press('correct.toVoid');
    await anna.press('correct.void', { voidReason: 'mistake', reason: 'A test' });
    await participant('Paula Part (synthetic)', '2026-11-19');
    await anna.say('home');
    expect(line('1. ')).toContain(t('steps.beginHere'));
    await sign();
    await anna.say('home');
    expect(line('2. ')).toContain(t('steps.beginHere'));
    await enrol('SDPS');
    await anna.say('what next');
    expect(anna.text).toContain(t('next.begin', { no: 3, step: t('step.profile2019') }));
    expect(line('3. ')).toContain(t('steps.beginHere'));
    await anna.press('profile.open');
    await anna.press('profile.updated');
    await anna.say('home');
    expect(line('4. ')).toContain(t('steps.beginHere'));
    await anna.say('what next');
    expect(anna.text).toContain(t('next.nothing'));
  });

  test('R10: the participants of the course, done or not, and a message to send them', async () => {
    await participant('Paula Part (synthetic)', '2026-11-19');
    await participant('Piotr Late (synthetic)');
    expect(lines()).toContain('✔ Paula Part (synthetic) 19\u00a0Nov 2026');
    expect(lines()).toContain(`✖ Piotr Late (synthetic) ${t('participants.notYet')}`);
    expect(String(anna.value('message'))).toContain('partnereligibilityrequirements.aspx');
    await anna.press('eligibility.agreement');
    await anna.press('eligibility.sign');
    expect(anna.text).toContain(t('refused.notTrained'));
    await anna.press('eligibility.participants');
    await anna.press('eligibility.train', { participant: 'Piotr Late (synthetic)', trainedOn: '2026-11-21' });
    expect(anna.text).toContain(
      t('problem.future', { field: t('field.trainedOn'), limit: '20\u00a0Nov 2026' }),
    );
    await anna.press('eligibility.train', { trainedOn: '2026-11-20' });
    expect(lines()).toContain('✔ Piotr Late (synthetic) 20\u00a0Nov 2026');
  });

  test('R11: then back to the registration page: the link, and who signed the provider agreement when', async () => {
    await participant('Paula Part (synthetic)', '2026-11-10');
    await anna.press('eligibility.agreement');
    expect(anna.text).toContain(t('agreement.text'));
    expect(anna.links).toContain(
      'https://planningservices.partners.extranet.microsoft.com/en/Pages/GetRegistered.aspx',
    );
    await anna.press('eligibility.sign', { on: '2026-11-18' });
    expect(anna.text).toContain(t('enrol.title'));
    await detailsOf('SDPS');
    expect(line('✔ provider agreement')).toContain('18\u00a0Nov 2026 · Anna Nowak (synthetic)');
    expect(anna.verbs).not.toContain('eligibility.agreement');
  });

  test('R12: to enrol, choose the programme and Enroll, after the agreement', async () => {
    await enrol('SDPS');
    expect(anna.text).toContain(t('refused.notSigned'));
    expect(anna.text).toContain(t('enrol.path2019'));
    expect(t('enrol.path2019')).toContain('Enroll');
    expect(anna.verbs).not.toContain('enrol.policies');
    await participant('Paula Part (synthetic)', '2026-11-10');
    await sign();
    await enrol('SDPS');
    expect(anna.text).toContain(t('enrol.done'));
    expect(line(`✔ ${SDPS}`)).toContain('20\u00a0Nov 2026');
    await anna.say('home');
    expect(line('2. ')).toContain(SDPS);
    expect(anna.titles.some((title) => title.startsWith('Continue'))).toBe(false);
  });

  test('R13: afterwards all locations are approved, and work in VVR goes under any of them', async () => {
    await anna.say('set up');
    await anna.press('setUp.save', { country: 'Germany', locationId: '4711002' });
    await participant('Paula Part (synthetic)', '2026-11-10');
    await sign();
    await enrol('SDPS');
    expect(anna.text).toContain(t('enrol.result'));
    await anna.say('home');
    await anna.press('company.open');
    expect(line(t('company.offerings'))).toBe(`${t('company.offerings')} 1 ▾`);
    expect(lines()).toEqual(expect.arrayContaining(['Poland 4711001', 'Germany 4711002']));
    expect(line(t('company.locations'))).toBe(`${t('company.locations')} 2 ▾`);
    for (const [locationId, country] of [
      ['4711001', 'Poland'],
      ['4711002', 'Germany'],
    ] as const) {
      const number = bot.newNumber();
      await recorded(anna, number);
      await anna.press('reserve.open');
      await anna.press('reserve.done', { ...PLAN, locationId });
      expect(anna.text).toContain(t('status.reserved'));
      expect(anna.text).toContain(`${country} · ${locationId}`);
      expect(anna.text).not.toContain(t('voucher.breaches'));
    }
  });

  test('R14: requirements and enrolment are renewed every year: no day of its own, a reminder by the membership', async () => {
    await participant('Paula Part (synthetic)', '2024-11-10');
    await sign('2024-12-01');
    await enrol('SDPS', '2024-12-18');
    expect(anna.text).toContain(t('enrol.yearly', { article: t('source.RU') }));
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say(`reserve ${number}`);
    expect(anna.text).toContain(t('reserve.title'));
    await membership('2026-12-18');
    await anna.say('home');
    await anna.press('enrol.open');
    expect(anna.text).toContain(
      t('enrol.yearlyWithMembership', { article: t('source.RU'), day: '18\u00a0Dec 2026' }),
    );
    await anna.say('home');
    expect(line(t('renewal.membership'))).toContain('18\u00a0Dec 2026');
    await anna.press('company.open');
    const renewal = line('18\u00a0Dec 2026 · ');
    expect(renewal).toContain(t('renewal.withEnrolments', { count: 1 }));
    expect(renewal).toContain(t('renewal.vouchers', { count: 1 }));
    bot.itIs('2026-12-19');
    await anna.say('home');
    expect(line(t('renewal.membership'))).toContain(t('due.passed', { days: 1 }));
    expect(line('2. ')).toContain(SDPS);
    expect(line('2. ')).not.toContain('✖');
    await anna.say(`reserve ${number}`);
    expect(anna.text).toContain(t('reserve.title'));
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).not.toContain(t('voucher.breaches'));
  });

  test('R15: customers look into the directory: both links, and who updated the profile when', async () => {
    await anna.say('home');
    await anna.press('profile.open');
    expect(anna.text).toContain(t('profile.directory'));
    expect(anna.text).toContain(t('profile.directoryHow'));
    expect(anna.text).toContain(t('profile.directoryNotYet'));
    expect(anna.links).toEqual([
      'https://planningservices.partners.extranet.microsoft.com/en/Pages/dashboard.aspx',
      'https://directory.partners.extranet.microsoft.com/psbproviders/',
    ]);
    expect(anna.verbs).not.toContain('profile.edit');
    await anna.press('profile.updated');
    expect(lines()).toContain(
      `✔ ${t('profile.directoryDone', { day: '20\u00a0Nov 2026' })} Anna Nowak (synthetic)`,
    );
    await anna.say('home');
    expect(line('3. ')).toContain(t('profile.directoryDone', { day: '20\u00a0Nov 2026' }));
  });
});

/** The article’s table of requirements: offering, engagement, competency, level. */
const TABLE = [
  ['DDPS', 'Windows and Office Deployment Planning', 'Windows and Devices', 'silver'],
  ['DDPS', 'Mobile Productivity Deployment Planning', 'Enterprise Mobility Management or Windows and Devices', 'silver'],
  ['DDPS', 'Modern IT Enterprise Security Proof of Concept', 'Enterprise Mobility Management', 'silver'],
  ['DYDPS', 'Upgrading Microsoft Dynamics 365 for Customer Engagement', 'Cloud Business Applications or Cloud Customer Relationship Management', 'silver'],
  ['DYDPS', 'Migrating to Microsoft Dynamics 365 for Customer Engagement', 'Cloud Business Applications or Cloud Customer Relationship Management', 'silver'],
  ['DYDPS', 'Upgrading Microsoft Dynamics 365 for Finance and Operations', 'Enterprise Resource Planning (ERP)', 'gold'],
  ['PVDPS', 'Modernizing Your Windows Server Platform', 'Datacenter', 'silver'],
  ['SDPS', 'SharePoint Deployment Planning', 'Collaboration and Content', 'silver'],
  ['S-EDPS', 'Exchange Deployment Planning', 'Messaging', 'silver'],
  ['S-EDPS', 'Skype for Business Deployment Planning', 'Communications', 'silver'],
  ['SSDPS', 'Data Estate Modernization', 'Data Analytics or Data Platform', 'gold'],
] as const; // prettier-ignore

describe('edition 2020, steps 1 to 3', () => {
  beginning('2020');

  test('P1: the roles that the article is for: global administrator and MPN partner admin, and who has them', async () => {
    await eligibility();
    expect(anna.text).toContain(t('eligibility.account'));
    expect(t('eligibility.account')).toMatch(/global administrator or MPN partner admin/);
    const boris = bot.chat('boris');
    await letIn(anna, boris, 'consultant', ['mpnPartnerAdmin']);
    expect(anna.choices('roles')).toEqual(
      expect.arrayContaining([t('role.mpnGlobalAdmin'), t('role.mpnPartnerAdmin')]),
    );
    await boris.say('people');
    const shown = everyLine(boris.card.card);
    expect(shown.find((one) => one.startsWith(boris.person.who.name))).toContain(t('role.mpnPartnerAdmin'));
    expect(shown.find((one) => one.startsWith('Anna'))).toContain(t('role.mpnGlobalAdmin'));
  });

  test('P5: enrolling where no competency fits an engagement of the offering is recorded, and warned of', async () => {
    const warning = t('enrol.noneFits', { offering: SDPS });
    await enrol('SDPS');
    // Not entered is not "not met".
    expect(anna.text).not.toContain(warning);
    await competency('messaging', 'gold');
    await enrol('PVDPS');
    expect(anna.text).toContain(t('enrol.done'));
    for (const id of ['SDPS', 'PVDPS'] as const)
      expect(lines()).toContain(t('enrol.noneFits', { offering: offeringName(id) }));
    await competency('collaboration-and-content', 'silver');
    await anna.say('home');
    await anna.press('enrol.open');
    expect(anna.text).not.toContain(warning);
  });

  test('P5: enrolled in DDPS, yet entitled only where the competency fits: per engagement, with the reason', async () => {
    await competency('windows-and-devices', 'silver');
    await detailsOf('DDPS');
    const windows = 'Windows and Office';
    expect(line(`? ${windows}`)).toContain(t('eligibility.competencyFits'));
    expect(line(`? ${windows}`)).toContain(t('guard.missing', { fact: t('fact.enrolments') }));
    expect(line(`? ${windows}`)).toContain(t('guard.missing', { fact: t('fact.assessments') }));
    expect(anna.text).not.toContain(t('eligibility.may'));
    await enrol('SDPS');
    await detailsOf('DDPS');
    expect(line(`✖ ${windows}`)).toContain(t('guard.notEnrolled', { offering: 'Desktop', enrolled: SDPS }));
    await enrol('DDPS');
    await consultant(['messaging']);
    await detailsOf('DDPS');
    expect(line(`✖ ${windows}`)).toContain(t('eligibility.nobody'));
    expect(anna.text).not.toContain(t('eligibility.may'));
    await consultant(['windows-and-devices']);
    await detailsOf('DDPS');
    expect(line('✔ Windows and Office')).toContain(t('eligibility.may'));
    expect(line('✔ Windows and Office')).toContain('Nina Expert (synthetic)');
    expect(line('✔ Mobile Productivity')).toContain(t('eligibility.may'));
    const reason = t('guard.needsSilver', {
      engagement: 'Modern IT Enterprise Security Proof of Concept',
      competencies: 'Enterprise Mobility Management',
    });
    expect(line('✖ Modern IT')).toContain(reason);
    expect(anna.text).toContain(
      t('eligibility.waySilver', {
        competency: 'Enterprise Mobility Management',
        engagements: 'Modern IT Enterprise Security Proof of Concept',
      }),
    );
    const number = bot.newNumber();
    await recorded(anna, number, { type: 'Modern IT Enterprise Security Proof of Concept' });
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('refusal.title'));
    expect(anna.text).toContain(reason);
    expect(anna.text).toContain(
      t('guard.instead', {
        engagements: 'Windows and Office Deployment Planning and Mobile Productivity Deployment Planning',
      }),
    );
  });

  test('P6: the table of requirements, each engagement with its competency and level, and the link', async () => {
    const link = 'https://docs.microsoft.com/en-us/partner-center/software-assurance-dps-requirements';
    for (const [offering, engagement, competencies, level] of TABLE) {
      await detailsOf(offering);
      expect(line(`? ${engagement}`)).toContain(
        t(level === 'gold' ? 'eligibility.asksGold' : 'eligibility.asksSilver', { competencies }),
      );
    }
    // One that opens nothing else: every other row says what it asks for.
    await competency('ppm', 'gold');
    for (const [offering, engagement, competencies, level] of TABLE) {
      await detailsOf(offering);
      expect(anna.links).toContain(link);
      expect(line(`✖ ${engagement}`)).toContain(
        level === 'gold'
          ? t('guard.needsGold', { engagement, competencies, held: 'none' })
          : t('guard.needsSilver', { engagement, competencies }),
      );
    }
    await detailsOf('SDPS');
    expect(line('? Project and Portfolio Management (PPM) Solution Planning')).toContain(
      t('eligibility.competencyFits'),
    );
  });

  test('P7: where to look, the link, and a green tick by each requirement met', async () => {
    await competency('collaboration-and-content', 'silver');
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      await eligibility();
      const path = words(language)('eligibility.path2020');
      expect(anna.text).toContain(path);
      for (const label of ['MPN', 'Programs', 'Planning Services program enrollment']) {
        expect(path).toContain(label);
      }
      expect(anna.links).toContain('https://partner.microsoft.com/dashboard/home');
    }
    anna.person.setLocale(LOCALES.en);
    await eligibility();
    const ticks = async (offering: string): Promise<readonly string[]> => {
      await detailsOf(offering);
      return (['competency', 'consultant', 'training', 'enrolled'] as const).map((what) =>
        line(t(`tick.${what}`)).slice(0, 1),
      );
    };
    const lacks = (...what: readonly ('competency' | 'consultant' | 'enrolled')[]): string =>
      what
        .map((one) => t(`tick.${one}`))
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' and ');
    expect(row(SDPS)).toContain(t('eligibility.toEnter', { what: lacks('consultant', 'enrolled') }));
    expect(row('SQL Server')).toContain(t('eligibility.lacks', { what: lacks('competency') }));
    expect(await ticks('SDPS')).toEqual(['✔', '?', '?', '?']);
    expect(await ticks('SSDPS')).toEqual(['✖', '?', '?', '?']);
    await consultant(['collaboration-and-content']);
    await enrol('SDPS');
    await eligibility();
    expect(line(SDPS)).toContain(t('eligibility.partly', { count: 1, all: 2 }));
    expect(line('SQL Server')).toContain(t('eligibility.notYet'));
    expect(await ticks('SDPS')).toEqual(['✔', '✔', '?', '✔']);
    expect(await ticks('SSDPS')).toEqual(['✖', '✖', '?', '✖']);
    await detailsOf('SDPS');
    expect(line(`? ${t('tick.training')}`)).toContain(t('guard.sourcesDiffer'));
  });

  test('P21: the requirements and the profile’s instructions, by the links of the article', async () => {
    await eligibility();
    expect(anna.links).toContain(
      'https://docs.microsoft.com/en-us/partner-center/software-assurance-dps-requirements',
    );
    await anna.say('home');
    await anna.press('profile.open');
    expect(anna.links).toContain(
      'https://docs.microsoft.com/en-us/partner-center/create-a-marketing-profile',
    );
    await anna.press('profile.edit');
    expect(anna.links).toContain(
      'https://docs.microsoft.com/en-us/partner-center/create-a-marketing-profile',
    );
  });

  test('P23: consultants, not only the company, meet the competency requirement', async () => {
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      await eligibility();
      expect(anna.text).toContain(words(language)('eligibility.both'));
    }
    anna.person.setLocale(LOCALES.en);
    await competency('messaging', 'gold');
    await enrol('S-EDPS');
    await consultant(['communications']);
    await detailsOf('S-EDPS');
    expect(line('✖ Exchange')).toContain(t('eligibility.nobody'));
    expect(anna.text).toContain(t('eligibility.both'));
  });

  test('P8: first the policies, then sign and enrol in one or more offerings', async () => {
    await anna.say('home');
    await anna.press('enrol.open');
    const how = lines();
    expect(how.indexOf(t('enrol.policies'))).toBeLessThan(how.indexOf(t('enrol.path2020')));
    expect(anna.links).toContain('https://go.microsoft.com/fwlink/?linkid=2115984');
    await anna.press('enrol.done', { offering: 'SDPS' });
    expect(anna.text).toContain(t('refused.policiesUnread'));
    expect(anna.value('offering')).toBe('SDPS');
    await anna.press('enrol.policies', { offering: 'SDPS', on: '2026-11-19' });
    expect(anna.text).toContain(t('enrol.policiesRead'));
    expect(lines()).toContain(`✔ ${t('enrol.policies')}`);
    expect(anna.value('offering')).toBe('SDPS');
    expect(anna.value('on')).toBe('2026-11-19');
    await anna.press('enrol.done');
    expect(anna.text).toContain(t('enrol.done'));
    await anna.press('enrol.done', { offering: 'DDPS', on: TODAY });
    expect(line(`✔ ${SDPS}`)).toContain('19\u00a0Nov 2026 · Anna Nowak (synthetic)');
    expect(line('✔ Desktop')).toContain('20\u00a0Nov 2026 · Anna Nowak (synthetic)');
    await anna.say('home');
    expect(line('2. ')).toMatch(/Desktop and SharePoint/);
    expect(anna.titles.some((title) => title.startsWith('Continue'))).toBe(false);
  });

  test.each([
    ['2026-11-03', ''],
    ['', 'DDPS'],
  ])('the policies are read beside an unfinished form, which stays: %j %j', async (on, offering) => {
    await anna.say('enrol');
    await anna.press('enrol.policies', { on, offering });
    expect(anna.text).toContain(t('enrol.policiesRead'));
    expect(anna.value('on')).toBe(on);
    expect(anna.value('offering')).toBe(offering);
    await anna.say('home');
    await anna.press(t('do.continue'));
    expect(anna.value('on')).toBe(on);
  });

  test('P9: requirements and enrolment are renewed every year: no day of its own, a reminder by the membership', async () => {
    await competency('collaboration-and-content', 'silver');
    await consultant(['collaboration-and-content']);
    await enrol('SDPS', '2024-12-18');
    expect(anna.text).toContain(t('enrol.yearly', { article: t('source.PL') }));
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say('home');
    expect(anna.text).not.toContain(t('renewal.membership'));
    await detailsOf('SDPS');
    expect(line(`✔ ${t('tick.enrolled')}`)).toContain(t('answer.met'));
    await membership('2026-12-18');
    await anna.say('home');
    await anna.press('company.open');
    const renewal = line('18\u00a0Dec 2026 · ');
    expect(renewal).toContain(t('renewal.withEnrolments', { count: 1 }));
    expect(renewal).toContain(t('renewal.vouchers', { count: 1 }));
    bot.itIs('2026-12-19');
    await detailsOf('SDPS');
    expect(line(`? ${t('tick.enrolled')}`)).toContain(t('answer.unknown'));
    await anna.say(`reserve ${number}`);
    await anna.press('reserve.done', { ...PLAN, start: START, end: END });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).not.toContain(t('voucher.breaches'));
  });

  test('P10: the business profile of a region is created, and updated', async () => {
    await anna.say('home');
    await anna.press('profile.open');
    expect(anna.text).toContain(t('profile.path'));
    expect(anna.text).toContain(t('profile.none'));
    expect(anna.links).toContain('https://partner.microsoft.com/dashboard/home');
    await anna.press('profile.edit');
    await anna.press('profile.publish', {
      region: 'Polska',
      description: 'We plan.',
      locations: ['4711001'],
    });
    expect(lines()).toContain(t('profile.percent', { percent: 25 }));
    expect(lines()).toContain(t('profile.published', { day: '20\u00a0Nov 2026' }));
    await anna.press(({ verb, data }) => verb === 'profile.edit' && data['id'] === 'PL');
    expect(anna.value('description')).toBe('We plan.');
    await anna.press('profile.save', { website: 'https://fabrikam.example', logo: true });
    expect(lines()).toContain(t('profile.percent', { percent: 50 }));
    expect(lines()).toContain(t('profile.published', { day: '20\u00a0Nov 2026' }));
    await anna.say('home');
    expect(line('3. ')).toContain(t('profile.percent', { percent: 50 }));
  });
});

describe('before the set-up in edition 2019', () => {
  const { anna: first } = world({ setUp: 'nobody', how: () => ({ env: { PROGRAMME_EDITION: '2019' } }) });

  test('the welcome promises no check of engagements, for which there is no table', async () => {
    await first.install();
    await first.say('home');
    expect(first.text).toContain(t('welcome.factsNoTable'));
    expect(first.text).not.toContain(t('welcome.facts'));
  });
});
