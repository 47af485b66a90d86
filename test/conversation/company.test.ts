import { beforeEach, describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import {
  AFTER,
  everyLine,
  letIn,
  LOCALES,
  mail,
  PLAN,
  recorded,
  redeemed,
  REPORT,
  reserved,
  setUp,
  t,
  TODAY,
  words,
  type Chat,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris } = world({ setUp: 'nobody', anew: true });

function lines(chat = anna): readonly string[] {
  return everyLine(chat.card.card);
}

/** The line of the card that begins so, behind the sign of how it stands. */
function line(start: string, chat = anna): string {
  const found = lines(chat).find(
    (one) => one.startsWith(start) || one.replace(/^[✔●○✖?] /, '').startsWith(start),
  );
  if (found === undefined) throw new Error(`no line begins with ${start}:\n${lines(chat).join('\n')}`);
  return found;
}

async function company(chat = anna): Promise<Chat> {
  await chat.say('home');
  return chat.press('company.open');
}

async function competency(id: string, level: 'silver' | 'gold' | 'none', anniversary = ''): Promise<void> {
  await company();
  await anna.press('company.competency');
  await anna.press('company.saveCompetency', { competency: id, level, anniversary });
  expect(anna.text).toContain(t('setUp.saved'));
}

async function details(values: Record<string, string>): Promise<void> {
  await company();
  await anna.press('company.details');
  await anna.press('company.saveDetails', values);
}

async function enrol(offering: string, on = TODAY): Promise<void> {
  await anna.say('home');
  await anna.press('enrol.open');
  if (anna.verbs.includes('enrol.policies')) await anna.press('enrol.policies');
  await anna.press('enrol.done', { offering, on });
}

async function profile(): Promise<void> {
  await anna.say('home');
  await anna.press('profile.open');
}

describe('a new partner', () => {
  test.each(LANGUAGES)(
    'goes from nothing to enrolled and published in one offering, and is refused what it may not deliver (%s)',
    async (language) => {
      const say = words(language);
      anna.person.setLocale(LOCALES[language]);
      await anna.install();
      expect(anna.text).toContain(say('welcome.promise'));
      await anna.press('setUp.open');
      await anna.press('setUp.save', {
        companyName: 'Fabrikam Planning (synthetic)',
        country: 'PL',
        locationId: '4711001',
        timeZone: 'Europe/Warsaw',
        edition: '2020',
        roles: ['mpnPartnerAdmin'],
      });
      await anna.say('home');
      for (const step of ['1. ', '2. ', '3. ']) expect(line(step)).toContain(say('steps.notEntered'));
      expect(line('1. ')).toContain(say('steps.beginHere'));

      await anna.press('eligibility.open');
      await anna.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === 'SDPS');
      await anna.press('company.competency');
      await anna.press('company.saveCompetency', {
        competency: 'collaboration-and-content',
        level: 'silver',
        anniversary: '2027-09-30',
      });
      await anna.say('set up');
      await anna.press('setUp.save', {
        consultantName: 'Boris Ivanov (synthetic)',
        assessments: ['collaboration-and-content'],
      });
      await anna.say('home');
      expect(line('1. ')).toContain(say('steps.eligible', { count: 0, all: 12 }));
      expect(line('1. ')).toContain(say('steps.unchecked', { count: 1 }));

      await anna.press('enrol.open');
      await anna.press('enrol.policies');
      await anna.press('enrol.done', { offering: 'SDPS' });
      expect(anna.text).toContain(say('enrol.done'));
      await anna.press('profile.open');
      await anna.press('profile.edit');
      await anna.press('profile.publish', {
        region: 'PL',
        description: 'We plan.',
        website: 'https://fabrikam.example',
        industries: 'Retail',
        products: 'SharePoint, Teams',
        services: 'Planning',
        solutions: 'Intranet',
        logo: true,
        locations: ['4711001'],
      });
      expect(anna.text).toContain(say('profile.percent', { percent: 100 }));
      await anna.say('home');
      expect(line('2. ')).toContain('SharePoint');
      expect(line('3. ')).toContain(say('profile.percent', { percent: 100 }));
      expect(line('4. ')).toContain(say('steps.beginHere'));

      const number = bot.newNumber();
      await reserved(anna, number);
      expect(anna.text).toContain(say('status.reserved'));
      expect(anna.text).not.toContain(say('voucher.breaches'));
      const other = bot.newNumber();
      await recorded(anna, other, { type: 'Project and Portfolio Management (PPM) Solution Planning' });
      await anna.press('reserve.open');
      expect(anna.text).toContain(say('refusal.title'));
      expect(anna.text).toContain('Project and Portfolio Management (PPM)');
      expect(anna.text).toContain('G9');
      expect(anna.text).toContain(say('guard.instead', { engagements: 'SharePoint Deployment Planning' }));
      await anna.say(other);
      expect(anna.text).toContain(say('status.assigned'));
    },
  );
});

describe('the edition', () => {
  test('changed on the details card changes steps, words and rules, and keeps the data', async () => {
    await setUp(anna, { offerings: ['SDPS'] });
    const number = bot.newNumber();
    await reserved(anna, number);
    await details({ edition: '2019' });
    expect(anna.text).toContain(t('edition.2019'));
    expect(anna.text).toContain('Collaboration and Content Gold');
    expect(anna.text).toContain('4711001');
    expect(anna.text).toContain('SDPS');
    expect(anna.text).toContain('Boris Ivanov (synthetic)');
    await anna.say('home');
    expect(new Set(lines().filter((one) => /^[●○✔] \d\. /.test(one))).size).toBe(7);
    expect(line('4. ')).toContain(t('step.reserve2019'));
    expect(line('1. ')).toContain(t('eligibility.notRecorded'));
    await anna.press('profile.open');
    expect(anna.text).toContain(t('profile.directory'));
    // The table of 2019 is not known here: what 2020 refuses cannot be checked.
    const second = bot.newNumber();
    await recorded(anna, second, { type: 'SharePoint Deployment Planning' });
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('guard.tableUnknown'));
    expect(anna.text).toContain(t('reserve.title'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reserved'));
    await details({ edition: '2020' });
    await anna.say('home');
    expect(new Set(lines().filter((one) => /^[●○✔] \d\. /.test(one))).size).toBe(8);
    expect(line('1. ')).toContain(t('steps.eligible', { count: 1, all: 12 }));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reserved'));
    expect(await anna.history(number)).toHaveLength(2);
  });

  test('of 2021 has no yearly note, and says on home and at steps 4 to 8 that it is over', async () => {
    await setUp(anna, { offerings: [] });
    await enrol('SDPS', '2025-10-01');
    await details({ membershipEnd: '2026-12-01' });
    await company();
    expect(anna.text).toContain(t('renewal.withEnrolments', { count: 1 }));
    const [number, flying] = [bot.newNumber(), bot.newNumber()];
    await reserved(anna, flying);
    await recorded(anna, number);
    await details({ edition: '2021' });
    const source = t('source.D8');
    const assign = t('closing.assign', { last: '30\u00a0Jun 2021', removed: '1\u00a0Jul 2021', source });
    const redeem = t('closing.redeem', { last: '1\u00a0Jan 2022', source });
    await company();
    expect(anna.text).not.toContain(t('renewal.withEnrolments', { count: 1 }));
    await anna.say('home');
    for (const one of [assign, redeem]) expect(lines()).toContain(`${t('closing.over')} ${one}`);
    const lastDays = { '4. ': '30\u00a0Jun 2021', '7. ': '1\u00a0Jan 2022', '8. ': '2\u00a0Mar 2022' };
    for (const [step, day] of Object.entries(lastDays)) {
      expect(line(step)).toContain(t('steps.over', { day, source }));
    }
    expect(line('1. ')).not.toContain('2021');
    for (const open of ['eligibility.open', 'enrol.open', 'profile.open'] as const) {
      await anna.say('home');
      await anna.press(open);
      expect(lines()).toContain(`${t('closing.over')} ${redeem}`);
      expect(anna.text).not.toContain(t('eligibility.may'));
    }
    await anna.say('new voucher');
    expect(lines()).toContain(`${t('closing.over')} ${assign}`);
    expect(anna.verbs).not.toContain('assign.message');
    expect(anna.text).not.toContain(t('assign.text'));
    expect(anna.text).not.toContain(t('assign.then'));
    expect(anna.text).toContain(t('assign.thenOver'));
    await anna.say(mail(bot.newNumber()));
    expect(anna.verbs.filter((verb) => verb.startsWith('record.'))[0]).toBe('record.only');
    await anna.say(number);
    expect(anna.text).toContain(t('next.expiredForGood'));
    expect(anna.text).toContain(redeem);
    expect(anna.text).not.toContain(t('next.expired'));
    expect(anna.verbs).not.toContain('reserve.open');
    await anna.say(`reserve ${number}`);
    expect(anna.text).toContain(t('refusal.title'));
    expect(anna.text).toContain('G15');
    bot.itIs(AFTER);
    await anna.say(`report ${flying}`);
    expect(lines()).toContain(`${t('closing.over')} ${redeem}`);
    await anna.press('report.done', REPORT);
    await anna.say(`redeem ${flying}`);
    expect(lines()).toContain(`${t('closing.over')} ${redeem}`);
    // It happened all the same: no claim follows, for the last day of that has passed, too.
    await anna.press('redeem.yes');
    await anna.press('redeem.yes', { reason: 'Partner Center took it' });
    expect(anna.text).toContain(t('status.redeemed'));
    expect(anna.text).toContain(flying);
    expect(anna.verbs).not.toContain('claim.create');
    expect(anna.verbs).toContain('home.open');
    expect(anna.text).toContain(
      `${t('closing.over')} ${t('closing.claim', { last: '2\u00a0Mar 2022', source: t('source.D8') })}`,
    );
  });

  test('of 2021 has two sources for the end of the payment tool: the claim says both', async () => {
    await setUp(anna);
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await details({ edition: '2021' });
    const over = `${t('closing.over')} ${t('closing.claim', { last: '2\u00a0Mar 2022', source: t('source.D8') })}`;
    await anna.say(number);
    expect(lines()).toContain(over);
    expect(anna.text).not.toContain(t('next.claim'));
    await anna.say('home');
    expect(anna.text).toContain(number);
    // Neither the voucher's row nor the form that opened behind the redemption leads to a claim any more.
    expect(anna.verbs).not.toContain('claim.open');
    expect(anna.verbs).toContain('voucher.open');
    await anna.say('claims');
    expect(lines()).toContain(over);
    await anna.say(`claim ${number}`);
    expect(lines()).toContain(over);
    await anna.press('claim.create', { vouchers: [number] });
    await anna.press('register.done');
    await anna.press('claim.create', { vouchers: [number] });
    const claim = t('closing.claim', { last: '2\u00a0Mar 2022', source: t('source.D8') });
    expect(claim).toMatch(/CHIP, where SAVB runs, retires at the end of 2021/);
    expect(lines()).toContain(`${t('closing.over')} ${claim}`);
  });

  test('of 2021 says before its last days what they are', async () => {
    bot.itIs('2021-06-01');
    await setUp(anna, { edition: '2021' });
    await anna.say('home');
    const source = t('source.D8');
    expect(lines()).toContain(t('closing.redeem', { last: '1\u00a0Jan 2022', source }));
    expect(anna.text).not.toContain(t('closing.over'));
    await anna.say('new voucher');
    expect(lines()).toContain(
      t('closing.assignAhead', { last: '30\u00a0Jun 2021', removed: '1\u00a0Jul 2021', source }),
    );
    expect(anna.verbs).toContain('assign.message');
  });

  test('what the details card does not know is named, and what was typed is kept', async () => {
    await setUp(anna);
    await details({ mpnId: '123456', timeZone: 'Mars/Olympus', reportingBuffer: '7' });
    expect(anna.text).toContain(t('problem.unknown', { field: t('field.timeZone') }));
    expect(anna.value('mpnId')).toBe('123456');
    await anna.tamper('company.saveDetails', { reportingBuffer: '61', timeZone: 'Europe/Warsaw' });
    expect(anna.text).toContain(
      t('problem.notCount', { field: t('field.reportingBuffer'), min: 0, max: 60 }),
    );
    await anna.tamper('company.saveDetails', { edition: '1999', reportingBuffer: '7' });
    expect(anna.text).toContain(t('setUp.edition'));
    expect(anna.text).not.toContain(t('setUp.saved'));
    await anna.tamper('company.saveDetails', {
      edition: '2020',
      reportingBuffer: '7',
      timeZone: 'Europe/Warsaw',
    });
    expect(anna.text).toContain(t('setUp.saved'));
    expect(line(t('field.mpnId'))).toContain('123456');
    const number = bot.newNumber();
    await recorded(anna, number);
    expect(anna.text).toContain(
      t('voucher.latestStartWhy', { day: '15\u00a0Apr 2027', level: 5, buffer: 7 }),
    );
  });
});

describe('a competency', () => {
  test('dropped: reserving its engagement is refused with the reason and the way out', async () => {
    await setUp(anna, { silver: ['ppm'] });
    const number = bot.newNumber();
    await recorded(anna, number);
    await competency('collaboration-and-content', 'none');
    expect(anna.text).not.toContain('Collaboration');
    await anna.say(number);
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('refusal.title'));
    expect(anna.text).toContain(
      t('guard.needsSilver', {
        engagement: 'SharePoint Deployment Planning',
        competencies: 'Collaboration and Content',
      }),
    );
    expect(anna.text).toContain(
      t('guard.instead', { engagements: 'Project and Portfolio Management (PPM) Solution Planning' }),
    );
    await competency('collaboration-and-content', 'silver');
    await anna.say(`reserve ${number}`);
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).not.toContain(t('voucher.breaches'));
  });

  test('whose renewal window passed counts no more: shown before and after, with the vouchers', async () => {
    await setUp(anna);
    await competency('collaboration-and-content', 'gold', '2026-11-10');
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say('home');
    const shown = t('renewal.competency', { competency: 'Collaboration and Content' });
    expect(line(shown)).toContain('10\u00a0Dec 2026');
    expect(line(shown)).toContain(t('renewal.vouchers', { count: 1 }));
    bot.itIs('2026-12-11');
    await anna.say(`reserve ${number}`);
    expect(anna.text).toContain(t('refusal.title'));
    expect(anna.text).toContain('G9');
    await anna.say('home');
    expect(line(shown)).toContain(t('due.passed', { days: 1 }));
    expect(line('1. ')).toContain(t('steps.eligible', { count: 0, all: 12 }));
  });

  test('that is none, or no level, is refused', async () => {
    await setUp(anna);
    await company();
    await anna.press('company.competency');
    await expect(anna.press('company.saveCompetency')).rejects.toThrow(t('required.competency'));
    await anna.tamper('company.saveCompetency', { competency: 'astrology', level: 'gold' });
    expect(anna.text).not.toContain(t('setUp.saved'));
    expect(anna.text).toContain(t('field.competency'));
    await anna.tamper('company.saveCompetency', { competency: 'ppm', level: '' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.level') }));
    await anna.press('cancel.now');
    await company();
    expect(anna.text).not.toContain('PPM');
  });
});

describe('what runs out', () => {
  test('enrolments: no day of their own; home warns from the membership’s end, and nothing is ever refused', async () => {
    await setUp(anna, { offerings: [] });
    await enrol('SDPS', '2024-12-01');
    await enrol('DDPS', '2026-11-20');
    await details({ membershipEnd: '2026-12-01' });
    const [first, second, other] = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
    await recorded(anna, first);
    await reserved(anna, second);
    await recorded(anna, other, { type: 'Windows and Office Deployment Planning' });
    await anna.say('home');
    expect(line(t('renewal.membership'))).toContain('1\u00a0Dec 2026');
    expect(line(t('renewal.membership'))).toContain(t('renewal.vouchers', { count: 3 }));
    await company();
    expect(anna.text).toContain(t('company.renewals'));
    const membership = line('1\u00a0Dec 2026 · ');
    expect(membership).toContain(t('renewal.withEnrolments', { count: 2 }));
    expect(membership).toContain(t('renewal.vouchers', { count: 3 }));
    bot.itIs('2026-12-01');
    await anna.say(`reserve ${first}`);
    expect(anna.text).toContain(t('reserve.title'));
    bot.itIs('2026-12-02');
    await anna.say(`reserve ${first}`);
    expect(anna.text).toContain(t('reserve.title'));
    expect(anna.text).toContain(
      t('guard.membershipEnded', { offering: 'SharePoint', until: '1\u00a0Dec 2026' }),
    );
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).not.toContain(t('voucher.breaches'));
    await anna.say('home');
    expect(line(t('renewal.membership'))).toContain(t('due.passed', { days: 1 }));
    await details({ membershipEnd: '2027-12-01' });
    await anna.say('home');
    expect(anna.text).not.toContain(t('renewal.membership'));
  });

  test('the membership: within 90 days of its end the new one comes first; a secondary source only warns (S3)', async () => {
    await setUp(anna, { offerings: [] });
    await details({ membershipEnd: '2027-02-18' });
    expect(line(t('field.membershipEnd'))).toContain('18\u00a0Feb 2027');
    await enrol('SDPS');
    expect(anna.text).toContain(t('enrol.membershipEnds', { until: '18\u00a0Feb 2027' }));
    expect(t('enrol.membershipEnds', { until: '' })).toMatch(/secondary/);
    expect(anna.text).toContain(t('enrol.done'));
    await details({ membershipEnd: '2027-02-19' });
    await enrol('SDPS');
    expect(anna.text).not.toContain(t('enrol.membershipEnds', { until: '19\u00a0Feb 2027' }));
    bot.itIs('2027-01-15');
    await anna.say('home');
    expect(line(t('renewal.membership'))).toContain('19\u00a0Feb 2027');
  });
});

describe('two admins at once', () => {
  beforeEach(async () => {
    await setUp(anna);
    await letIn(anna, boris, 'admin');
  });

  test('company details: the second sees who changed them and how they stand, and decides', async () => {
    await company();
    await anna.press('company.details');
    await company(boris);
    await boris.press('company.details');
    await boris.press('company.saveDetails', { mpnId: '222222', reportingBuffer: '8' });
    expect(boris.text).toContain(t('setUp.saved'));
    await anna.press('company.saveDetails', { mpnId: '111111' });
    expect(anna.text).toMatch(/Boris Ivanov \(synthetic\) changed this in the meantime/);
    expect(anna.text).not.toContain('111111');
    expect(anna.value('mpnId')).toBe('222222');
    expect(String(anna.value('reportingBuffer'))).toBe('8');
    await company(boris);
    expect(line(t('field.mpnId'), boris)).toContain('222222');
    await anna.press('company.saveDetails', { mpnId: '111111' });
    expect(anna.text).toContain(t('setUp.saved'));
    expect(line(t('field.mpnId'))).toContain('111111');
    await anna.press('company.details');
    expect(String(anna.value('reportingBuffer'))).toBe('8');
  });

  test('the same competency: the second sees the level that it has now', async () => {
    await company();
    await anna.press('company.competency');
    await company(boris);
    await boris.press('company.competency');
    await boris.press('company.saveCompetency', {
      competency: 'ppm',
      level: 'gold',
      anniversary: '2027-05-01',
    });
    await anna.press('company.saveCompetency', { competency: 'ppm', level: 'silver' });
    expect(anna.text).toMatch(/changed this in the meantime/);
    expect(anna.value('competency')).toBe('ppm');
    expect(anna.value('level')).toBe('gold');
    expect(anna.value('anniversary')).toBe('2027-05-01');
    await anna.press('cancel.now');
    await company();
    expect(anna.text).toContain('PPM) Gold (1\u00a0May 2027)');
  });

  test('setting the company up: nothing of the first is overwritten unseen', async () => {
    await anna.say('set up');
    await boris.say('set up');
    await boris.press('setUp.save', { silver: ['messaging'], offerings: ['SDPS', 'S-EDPS'] });
    await anna.press('setUp.save', { silver: ['ppm'] });
    expect(anna.text).toMatch(/Boris Ivanov \(synthetic\) changed this in the meantime/);
    expect(anna.value('silver')).toBe('messaging');
    expect(String(anna.value('offerings')).split(',').toSorted()).toEqual(['S-EDPS', 'SDPS']);
    await anna.press('setUp.save', { silver: ['messaging', 'ppm'] });
    await company();
    expect(anna.text).toContain('PPM) Silver');
    expect(anna.text).toContain('Messaging Silver');
  });

  test('what was typed for a form that somebody overtook is not shown again later', async () => {
    await company(anna);
    await anna.press('company.details');
    await company(boris);
    await boris.press('company.details');
    await boris.press('company.saveDetails', { companyName: 'Right (synthetic)' });
    await anna.press('company.saveDetails', { companyName: 'Wrong (synthetic)' });
    expect(anna.text).toMatch(/changed this in the meantime/);
    await anna.say('home');
    await anna.press('company.open');
    expect(anna.value('companyName')).toBe('Right (synthetic)');
    const open = anna.dataOf('company.saveDetails');
    await anna.press('cancel.now');
    await company(anna);
    await anna.press('setUp.open');
    await boris.forge('company.saveDetails', { ...open, companyName: 'Newer (synthetic)' });
    await anna.press('setUp.save', { companyName: 'Wrong (synthetic)', edition: '2020' });
    expect(anna.text).toMatch(/changed this in the meantime/);
    await anna.say('home');
    await company(anna);
    await anna.press('setUp.open');
    expect(anna.value('companyName')).toBe('Newer (synthetic)');
  });

  test('a long profile in Cyrillic is asked about again with every word of it', async () => {
    const typed = {
      region: 'Nowhere',
      description: 'Мы планируем. '.repeat(175).trim(),
      industries: 'Образование, '.repeat(38).trim(),
      products: 'Почта, '.repeat(70).trim(),
      services: 'Услуги, '.repeat(60).trim(),
      solutions: 'Решения, '.repeat(55).trim(),
    };
    await anna.say('home');
    await anna.press('profile.open');
    await anna.press('profile.edit');
    await anna.press('profile.save', typed);
    for (const [field, text] of Object.entries(typed))
      expect([field, anna.value(field)]).toEqual([field, text]);
    expect(Buffer.byteLength(JSON.stringify(anna.card.card))).toBeLessThan(25_000);
  });

  test('the profile of a region: the second sees what the first has written, unless it is another’s', async () => {
    for (const admin of [anna, boris]) {
      await admin.say('home');
      await admin.press('profile.open');
      await admin.press('profile.edit');
    }
    await boris.press('profile.save', {
      region: 'Poland',
      description: 'His.',
      website: 'https://b.example',
    });
    await anna.press('profile.save', { region: 'Poland', description: 'Hers.' });
    expect(anna.text).toMatch(/Boris Ivanov \(synthetic\) changed this in the meantime/);
    expect(anna.value('description')).toBe('His.');
    expect(anna.value('website')).toBe('https://b.example');
    await anna.press('profile.save', { description: 'Ours.' });
    expect(anna.text).toContain(t('setUp.saved'));
    await anna.press(({ verb, data }) => verb === 'profile.edit' && data['id'] === 'PL');
    expect(anna.value('description')).toBe('Ours.');
    expect(anna.value('website')).toBe('https://b.example');
    // Something else of the company changed: what was typed here is kept, and one more press saves it.
    await company(boris);
    await boris.press('company.details');
    await boris.press('company.saveDetails', { mpnId: '222222' });
    await anna.press('profile.save', { description: 'A long text.' });
    expect(anna.text).toMatch(/changed this in the meantime/);
    expect(anna.value('description')).toBe('A long text.');
    await anna.press('profile.save');
    expect(anna.text).toContain(t('setUp.saved'));
  });

  test('enrolling twice from two cards: the second is told, and asked whether another day counts', async () => {
    await anna.say('home');
    await anna.press('enrol.open');
    await anna.press('enrol.policies');
    await boris.say('home');
    await boris.press('enrol.open');
    await boris.press('enrol.done', { offering: 'SDPS', on: '2026-11-19' });
    await anna.press('enrol.done', { offering: 'SDPS' });
    const days = { since: '19\u00a0Nov 2026', on: '20\u00a0Nov 2026' };
    expect(anna.text).toContain(t('enrol.again', { offering: 'SharePoint', ...days }));
    expect(line('✔ SharePoint')).toContain('19\u00a0Nov 2026 · Boris Ivanov (synthetic)');
  });

  test('a consultant and a reader change nothing of it', async () => {
    await letIn(anna, boris, 'consultant');
    await company(boris);
    expect(boris.verbs).not.toContain('company.details');
    for (const [verb, data] of [
      ['company.saveDetails', { companyName: 'Taken (synthetic)', reportingBuffer: '5' }],
      ['company.saveCompetency', { competency: 'ppm', level: 'gold' }],
      ['enrol.done', { offering: 'SSDPS', on: TODAY }],
      ['enrol.policies', { on: TODAY }],
      ['eligibility.train', { participant: 'new', name: 'Nobody (synthetic)' }],
      ['eligibility.sign', { on: TODAY }],
    ] as const) {
      await boris.forge(verb, { ...data, commandId: crypto.randomUUID() });
      expect(boris.text).toContain(t('refused.permission', { needs: t('permission.admin') }));
    }
    await letIn(anna, boris, 'reader');
    for (const [verb, data] of [
      ['profile.save', { region: 'PL' }],
      ['profile.publish', { region: 'PL', on: TODAY }],
      ['profile.updated', { on: TODAY }],
    ] as const) {
      await boris.forge(verb, { ...data, commandId: crypto.randomUUID() });
      expect(boris.text).toMatch(/You cannot do this/);
    }
    await company();
    expect(anna.text).not.toContain('Taken (synthetic)');
    expect(anna.text).not.toContain('SSDPS');
  });
});

describe('the business profile', () => {
  const FULL = {
    region: 'Poland',
    description: 'We plan.',
    website: 'https://fabrikam.example',
    industries: 'Retail',
    products: 'SharePoint',
    services: 'Planning',
    solutions: 'Intranet',
    logo: true,
    locations: ['4711001'],
  };

  beforeEach(() => setUp(anna));

  test('counts what is filled and names what is missing', async () => {
    await profile();
    await anna.press('profile.edit');
    await anna.press('profile.save', { region: 'Poland', description: 'We plan.' });
    expect(anna.text).toContain(t('profile.percent', { percent: 13 }));
    for (const part of [
      'logo',
      'website',
      'industries',
      'products',
      'services',
      'solutions',
      'locations',
    ] as const) {
      expect(anna.text).toContain(t(`profile.${part}`));
    }
    expect(anna.text).toContain(t('profile.unpublished'));
    await anna.press(({ verb, data }) => verb === 'profile.edit' && data['id'] === 'PL');
    expect(anna.text).toContain(t('profile.count', { length: 8, max: 2500 }));
    await anna.press('profile.save', FULL);
    expect(lines().join(' · ')).toContain(
      `Poland · ${t('profile.unpublished')} · ${t('profile.percent', { percent: 100 })}`,
    );
  });

  test('takes 2,500 characters of description and not one more', async () => {
    await profile();
    await anna.press('profile.edit');
    await expect(
      anna.press('profile.save', { region: 'Poland', description: 'x'.repeat(2501) }),
    ).rejects.toThrow('2500');
    await anna.tamper('profile.save', { region: 'Poland', description: 'x'.repeat(2501) });
    expect(anna.text).toMatch(/the text is too long/);
    expect(anna.text).toContain(t('profile.count', { length: 2501, max: 2500 }));
    expect(String(anna.value('description'))).toHaveLength(2501);
    await anna.press('profile.save', { description: 'x'.repeat(2500) });
    expect(anna.text).toContain(t('profile.percent', { percent: 13 }));
  });

  test('takes five locations and not one more', async () => {
    for (let n = 2; n <= 6; n += 1) {
      await anna.say('set up');
      await anna.press('setUp.save', { country: 'Poland', locationId: `471100${n}` });
    }
    const six = [1, 2, 3, 4, 5, 6].map((n) => `471100${n}`);
    await profile();
    await anna.press('profile.edit');
    await anna.press('profile.save', { ...FULL, locations: six });
    expect(anna.text).toContain(t('refused.tooMany', { max: 5 }));
    expect(anna.value('description')).toBe('We plan.');
    expect(String(anna.value('locations')).split(',')).toHaveLength(6);
    await anna.press('profile.save', { locations: six.slice(0, 5) });
    expect(anna.text).toContain(t('profile.percent', { percent: 100 }));
    await anna.press(({ verb, data }) => verb === 'profile.edit' && data['id'] === 'PL');
    expect(String(anna.value('locations')).split(',')).toHaveLength(5);
  });

  test('of a region that is none names the nearest', async () => {
    await profile();
    await anna.press('profile.edit');
    await anna.press('profile.save', { region: 'Polnd', description: 'Kept.' });
    expect(anna.text).toMatch(/Did you mean .*Poland/);
    expect(anna.value('region')).toBe('Polnd');
    expect(anna.value('description')).toBe('Kept.');
  });

  test('published is stale when locations or competencies have changed since, and after half a year', async () => {
    await profile();
    await anna.press('profile.edit');
    await anna.press('profile.publish', FULL);
    expect(lines().join(' · ')).toContain(
      `Poland · ${t('profile.published', { day: '20\u00a0Nov 2026' })} · ${t('profile.percent', { percent: 100 })}`,
    );
    const publish = async (): Promise<void> => {
      await profile();
      await anna.press(({ verb, data }) => verb === 'profile.edit' && data['id'] === 'PL');
      await anna.press('profile.publish');
      expect(anna.text).not.toContain(t('profile.old'));
      expect(anna.text).not.toContain('changed since');
    };
    await anna.say('set up');
    await anna.press('setUp.save', { country: 'Germany', locationId: '4711002' });
    await profile();
    expect(anna.text).toContain(t('profile.locationsChanged'));
    await anna.say('home');
    expect(line('3. ')).toContain(t('profile.locationsChanged'));
    await publish();
    await competency('ppm', 'silver');
    await profile();
    expect(anna.text).toContain(t('profile.competenciesChanged'));
    await publish();
    bot.itIs('2027-05-22');
    await profile();
    expect(anna.text).not.toContain(t('profile.old'));
    bot.itIs('2027-05-23');
    await profile();
    expect(anna.text).toContain(t('profile.old'));
  });
});
