import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  everyLine,
  LOCALES,
  mail,
  PLAN,
  recorded,
  redeemed,
  submitted,
  reported,
  reserved,
  t,
  TODAY,
  words,
} from './running-bot.ts';
import { world } from './world.ts';

/** What the chat says is what a source says, or what somebody entered; what is ours is called so. */

const { bot, anna, boris } = world({ people: { boris: 'consultant' }, anew: true });

function lines(): readonly string[] {
  return everyLine(anna.card.card);
}

/** The lines that begin so, behind a sign of how they stand: what is short in sight stands whole, with its source, in a fold. */
function line(start: string): string {
  const found = lines().filter(
    (one) => one.startsWith(start) || one.replace(/^[✔●○✖?] /, '').startsWith(start),
  );
  if (found.length === 0) throw new Error(`no line begins with ${start}:\n${lines().join('\n')}`);
  return found.join('\n');
}

/** Whether a sentence holds a source with its kind: "partner training of 2014", "secondary". */
function namesSource(sentence: string, source: string): boolean {
  return source.split(/[()]/).every((part) => sentence.includes(part.trim()));
}

async function edition2019(): Promise<void> {
  await anna.say('company');
  await anna.press('company.details');
  await anna.press('company.saveDetails', { edition: '2019', reportingBuffer: '5' });
}

describe('a last day', () => {
  test('stands with where it comes from: assigned + 180, printed, adjusted', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    expect(line(t('voucher.runsOut'))).toContain('1\u00a0May 2027');
    await recorded(anna, number);
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.assigned'));
    await anna.press('correct.open');
    await anna.press('correct.amend', { printedExpiry: '2027-05-10', reason: 'As in the mail' });
    expect(line(t('voucher.runsOut'))).toContain('10\u00a0May 2027');
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.printed'));
    await anna.press('correct.open');
    await anna.press('correct.amend', { adjustedExpiry: '2027-05-20', reason: 'Microsoft said so' });
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.adjusted'));
  });

  test('is no later than the programme’s own: the card says that day, and whose it is', async () => {
    bot.itIs('2021-06-15');
    await anna.say('company');
    await anna.press('company.details');
    await anna.press('company.saveDetails', { edition: '2021' });
    await anna.say(mail(bot.newNumber(), { assigned: '2021-06-10' }, ['Expiry date: 2022-03-01']));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(line(t('voucher.runsOut'))).toContain('1\u00a0Jan 2022');
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.programme'));
    expect(anna.text).not.toContain('1\u00a0Mar 2022');
  });

  test('that is printed asks whether the 90 days of 2020 are in it, and only one of the two is said (G3)', async () => {
    bot.itIs('2020-05-04');
    const number = bot.newNumber();
    await anna.say(mail(number, { assigned: '2020-03-02' }, ['Expiry date: 2020-08-29']));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(line(t('voucher.runsOut'))).toContain('29\u00a0Aug 2020');
    await anna.press('reserve.open');
    expect(line('? G3')).toContain(t('guard.extensionUnanswered'));
    expect(anna.text).not.toContain(t('guard.extended'));
    const answer = async (extensionPrinted: 'yes' | 'no'): Promise<void> => {
      await anna.say(number);
      await anna.press('correct.open');
      expect(anna.text).toContain(t('field.extensionPrinted'));
      await anna.press('correct.amend', { extensionPrinted, reason: 'Asked the customer' });
    };
    await answer('yes');
    expect(line(t('voucher.runsOut'))).toContain('29\u00a0Aug 2020');
    await anna.press('reserve.open');
    expect(line('✔ G3')).toContain(t('guard.extensionPrinted'));
    expect(anna.text).not.toContain(t('guard.extended'));
    await answer('no');
    expect(line(t('voucher.runsOut'))).toContain('27\u00a0Nov 2020');
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.printedAndExtended'));
    await anna.press('reserve.open');
    expect(line('✔ G3')).toContain(t('guard.extended'));
    expect(anna.text).not.toContain(t('guard.extensionPrinted'));
  });

  test('that is printed and past asks about the 90 days before anything is closed or refused (G2, G3)', async () => {
    bot.itIs('2020-05-04');
    const number = bot.newNumber();
    await anna.say(mail(number, { assigned: '2020-03-02' }, ['Expiry date: 2020-08-29']));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    const days = { by: '29\u00a0Aug 2020', until: '27\u00a0Nov 2020' };
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.doubted', { day: days.until }));
    bot.itIs('2020-09-10');
    await anna.say(`reserve ${number}`);
    expect(line('? G2')).toContain(t('guard.extensionDecides', days));
    await anna.say(number);
    expect(anna.text).toContain(t('guard.extensionDecides', days));
    expect(anna.verbs).not.toContain('correct.close');
    expect(anna.verbs[0]).toBe('correct.open');
    await anna.press('correct.open');
    await anna.press('correct.amend', { extensionPrinted: 'yes', reason: 'Asked the customer' });
    expect(anna.text).toContain(t('next.expired'));
    expect(anna.verbs).toContain('correct.close');
    await anna.press('correct.open');
    await anna.press('correct.amend', { extensionPrinted: 'no', reason: 'Asked again' });
    expect(anna.verbs).toContain('reserve.open');
  });

  test('that is printed stands beside assignment + 180 where they differ, on the mail’s card and the voucher’s', async () => {
    const number = bot.newNumber();
    const beside = `${t('expiryFrom.assigned')}: 1\u00a0May 2027`;
    await anna.say(mail(number, {}, ['Expiry date: 2027-05-10']));
    expect(line(t('voucher.runsOut'))).toContain(beside);
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(line(t('voucher.runsOut'))).toContain(t('expiryFrom.printed'));
    expect(line(t('voucher.runsOut'))).toContain(beside);
    const same = bot.newNumber();
    await anna.say(mail(same, {}, ['Expiry date: 2027-05-01']));
    expect(line(t('voucher.runsOut'))).not.toContain(t('expiryFrom.assigned'));
  });

  test('that is printed on a later voucher asks nothing', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number, {}, ['Expiry date: 2027-05-01']));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    await anna.press('correct.open');
    expect(anna.text).not.toContain(t('field.extensionPrinted'));
  });

  test('of a claim stands with the article of 2021, in every edition', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.say(number);
    expect(line(t('voucher.claimBy'))).toContain(t('source.claimWindow'));
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [number] });
    await anna.press('register.done');
    await anna.press('claim.create', { vouchers: [number] });
    expect(line(t('voucher.claimBy'))).toContain(t('source.claimWindow'));
  });

  test('of a claim, and of its payment, stands on home; its source on the voucher’s card, the claim’s, and in the list of claims', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.say('home');
    expect(lines().find((one) => one.includes(t('due.claim')))).toContain('19\u00a0Mar 2027');
    await anna.say(number);
    expect(line(t('voucher.claimBy'))).toContain(t('source.claimWindow'));
    await anna.press('claim.open');
    expect(anna.text).toContain(t('source.claimWindow'));
    await anna.press('claim.create', { vouchers: [number] });
    await anna.press('register.done');
    await anna.press('claim.create', { vouchers: [number] });
    await anna.say('home');
    expect(lines().find((one) => one.includes(t('due.submit')))).toContain('19\u00a0Mar 2027');
    await anna.press('claims.one');
    expect(line(t('voucher.claimBy'))).toContain(t('source.claimWindow'));
    await anna.say('claims');
    for (const source of ['source.claimWindow', 'source.payment'] as const)
      expect(anna.text).toContain(t(source));
    await anna.press('claims.one');
    await anna.press('settle.submit', { reference: 'MS-REF-1' });
    await anna.press('settle.approve');
    expect(anna.text).toContain(t('claim.didApprove'));
    await anna.say('home');
    expect(lines().find((one) => one.includes(t('due.payment')))).toContain(t('due.left', { days: 30 }));
    await anna.press('claims.one');
    expect(line(t('claim.paymentBy'))).toContain(t('source.payment'));
  });

  test('that has passed: what becomes of the days stands with its source, in each language (S2)', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    bot.itIs('2027-06-01');
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      const w = words(language);
      await anna.say(number);
      expect(namesSource(w('next.expired'), w('source.S2'))).toBe(true);
      expect(anna.text).toContain(w('next.expired'));
      await anna.say(`reserve ${number}`);
      const [before = '', after = ''] = w('guard.expired', { by: '%' }).split('%');
      const said = line(before);
      expect(said).toContain(after);
      expect(namesSource(said, w('source.S2'))).toBe(true);
    }
  });
});

describe('what the programme limits', () => {
  test('15 days of one customer: vouchers of 10 days beyond them are warned of, not refused (X5)', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await reserved(anna, first, { level: '10 days' }, { end: '2027-01-22' });
    await recorded(anna, second, { level: '10 days' });
    await anna.press('reserve.open');
    expect(line('✖ G6')).toContain(t('guard.customerDays', { days: 20 }));
    expect(line('✖ G6 ')).not.toContain(t('guard.secondFifteen'));
    await anna.press('reserve.done', { ...PLAN, end: '2027-01-22' });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).not.toContain(t('voucher.breaches'));
  });

  test('the longest engagement that the company knows of is entered, shown as its own, and checked (G5)', async () => {
    const sharepoint = 'SharePoint Deployment Planning';
    await anna.say('home');
    await anna.press('eligibility.open');
    await anna.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === 'SDPS');
    await anna.press('company.maxDays');
    expect(anna.text).toContain(t('maxDays.text'));
    expect(anna.choices('engagement')).toContain(sharepoint);
    expect(anna.choices('engagement')).not.toContain('Exchange Deployment Planning');
    await anna.tamper('company.saveMaxDays', { engagement: '', maxDays: '3' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.engagement') }));
    await anna.press('company.saveMaxDays', { engagement: sharepoint, maxDays: t('days', { days: 3 }) });
    expect(line(`✔ ${sharepoint}`)).toContain(t('eligibility.maxDays', { days: 3 }));
    expect(t('eligibility.maxDays', { days: 3 })).toMatch(/entered by your company/);
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('guard.tooLong', { days: 5, max: 3 }));
    await anna.say('home');
    await anna.press('eligibility.open');
    await anna.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === 'SDPS');
    await anna.press('company.maxDays');
    await anna.press('company.saveMaxDays', { engagement: sharepoint, maxDays: t('maxDays.none') });
    expect(line(`✔ ${sharepoint}`)).not.toContain(t('eligibility.maxDays', { days: 3 }));
    await anna.say(`reserve ${number}`);
    expect(anna.text).toContain(t('reserve.title'));
  });

  test('the consultant sees limits and status, and changes only the status', async () => {
    await boris.say('home');
    await boris.press('eligibility.open');
    await boris.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === 'SDPS');
    expect(boris.verbs).not.toContain('company.maxDays');
  });

  test('the attestation of the delivery names charges, travel, on-site and the three days off-site (G12)', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.press('report.open');
    expect(anna.text).toContain(t('attest.G12'));
    for (const word of ['extra', 'travel', 'on site', 'three days off-site']) {
      expect(t('attest.G12')).toContain(word);
    }
  });

  test('and each of its halves with the source that says it (X1, S4), in each language', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      const w = words(language);
      await anna.say(`report ${number}`);
      const said = anna.text;
      expect(said).toContain(w('attest.G12'));
      const [charges = '', place = ''] = w('attest.G12').split(';');
      expect(namesSource(charges, w('source.X1'))).toBe(true);
      expect(namesSource(place, w('source.S4'))).toBe(true);
    }
  });
});

describe('what no source says', () => {
  test('whether a redemption can be taken back is said to be not documented, in each language', async () => {
    const number = bot.newNumber();
    await reported(bot, anna, number);
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      await anna.say(`redeem ${number}`);
      expect(anna.text).toContain(words(language)('redeem.final'));
    }
    expect(t('redeem.final')).toMatch(/not documented/);
  });

  test('what becomes of vouchers after a denial is said to be not documented, with whom to ask', async () => {
    const number = bot.newNumber();
    await submitted(bot, anna, number, 'MS-REF-1');
    await anna.press('settle.denial');
    await anna.press('settle.deny', { denial: 'length' });
    expect(anna.text).toContain(t('claim.afterDenial'));
    expect(anna.text).toContain('savoucher@msdirectservices.com');
    expect(anna.text).toContain('https://partner.microsoft.com/dashboard/support/servicerequests');
    // Its voucher says so, too, where it offers the next claim, until that denial is undone.
    await anna.say(number);
    expect(anna.text).toContain(t('next.claimDenied'));
    expect(t('next.claimDenied')).toMatch(/not documented/);
    expect(anna.text).toContain('savoucher@msdirectservices.com');
    expect(lines()).not.toContain(t('next.claim'));
    expect(anna.verbs).toContain('claim.open');
    const other = bot.newNumber();
    bot.itIs(TODAY);
    await redeemed(bot, anna, other);
    expect(anna.text).not.toContain(t('next.claimDenied'));
  });

  test('is not said of a source that exists: what only this bot lacks, it calls so, with where it stands', async () => {
    for (const language of LANGUAGES) {
      const say = words(language);
      for (const key of ['eligibility.unknown2019', 'setUp.cannotTable', 'welcome.factsNoTable'] as const) {
        expect(say(key)).not.toMatch(/published|опубликован|opublikowan/);
      }
      for (const key of ['guard.tableUnknown', 'maxDays.text', 'profile.directoryHow'] as const) {
        expect(say(key)).not.toMatch(/published|documented|опубликован|не описано|opublikowan|nie opisano/);
      }
    }
    await edition2019();
    await anna.say('home');
    await anna.press('eligibility.open');
    await anna.press(({ verb, data }) => verb === 'eligibility.open' && data['id'] === 'SDPS');
    expect(anna.text).toContain(t('eligibility.unknown2019'));
    expect(anna.links.some((link) => link.endsWith('partnereligibilityrequirements.aspx'))).toBe(true);
    await anna.say('home');
    await anna.press('profile.open');
    expect(anna.text).toContain(t('profile.directoryHow'));
    expect(anna.text).toContain('so that they find you');
  });
});

describe('whoever looks', () => {
  test('sees the way in VVR to redeem, and who may go it', async () => {
    const number = bot.newNumber();
    await reported(bot, anna, number);
    await boris.say(`redeem ${number}`);
    expect(boris.text).toContain(t('vvr.ask', { names: anna.person.who.name }));
    expect(boris.text).toContain(t('redeem.signIn'));
  });

  test('sees when the payment is expected, with where that is from', async () => {
    const number = bot.newNumber();
    await submitted(bot, anna, number, 'MS-REF-1');
    await anna.press('settle.approve');
    expect(anna.text).toContain(t('source.payment'));
    await anna.say('claims');
    expect(anna.text).toContain(t('source.payment'));
  });

  test('sees for whom each step is: existing partners at 4 to 8 (P4)', async () => {
    await anna.say('home');
    for (const step of ['1. ', '3. ']) expect(line(step)).toContain(t('steps.newPartners'));
    for (const step of ['4. ', '8. ']) expect(line(step)).toContain(t('steps.existingPartners'));
  });
});

describe('the edition’s own words', () => {
  test('2019 asks training and exams of the consultant; an assessment of the competency is of 2020 (R4, P15)', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(line('✔ G10')).toContain(t('guardName.G10'));
    await edition2019();
    await anna.say(`reserve ${number}`);
    expect(line('? G10')).toContain(t('guardName.G10of2019'));
    expect(anna.text).not.toContain(t('guardName.G10'));
  });

  test('2021: home begins at the first step that is still open, and days are removed only on their day', async () => {
    bot.itIs('2021-05-10');
    await anna.say('company');
    await anna.press('company.details');
    await anna.press('company.saveDetails', { edition: '2021' });
    await anna.say('home');
    const days = { last: '30\u00a0Jun 2021', removed: '1\u00a0Jul 2021', source: t('source.D8') };
    expect(anna.text).toContain(t('closing.assignAhead', days));
    expect(anna.text).not.toContain(t('closing.assign', days));
    expect(line('4. ')).toContain(t('steps.beginHere'));
    bot.itIs('2021-07-05');
    await anna.say('home');
    expect(anna.text).toContain(t('closing.assign', days));
    expect(line('4. ')).not.toContain(t('steps.beginHere'));
    expect(line('5. ')).toContain(t('steps.beginHere'));
  });
});

describe('where it is from', () => {
  test('stands beside what neither article says: SAVB, the copy with the report, the message to the customer', async () => {
    const number = bot.newNumber();
    await anna.say('new voucher');
    expect(anna.text).toContain(t('assign.sources'));
    expect(t('assign.sources')).toMatch(/article of 2020.*secondary/);
    await reserved(anna, number);
    await anna.press('report.open');
    expect(anna.text).toContain(t('report.copyFrom', { source: t('source.X5') }));
    expect(anna.text).toContain(t('report.consultant'));
    await anna.press('cancel.now');
    const done = bot.newNumber();
    await redeemed(bot, anna, done);
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [done] });
    expect(anna.text).toContain(t('register.signIn'));
    expect(t('register.signIn')).toMatch(/Software Assurance Voucher Benefit.*VVR questions of 2019/);
    expect(line('In SAVB')).toContain('Microsoft’s payment page');
    await anna.press('register.done');
    await anna.press('claim.create', { vouchers: [done] });
    expect(line('1. Open SAVB')).toContain('VVR questions of 2019');
    expect(line('2. ')).toContain('SAVB training, secondary');
    await anna.say('profile');
    expect(line('Create or update')).toContain('Partner Center’s page on business profiles (2020)');
    await anna.say('company');
    await anna.press('company.competency');
    expect(anna.text).toContain('Partner Center’s renewal page');
  });

  test('a claim for a voucher that is not redeemed says why not: redeem first, then claim (P17)', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.say(`claim ${number}`);
    expect(anna.text).toContain(t('guard.notRedeemed'));
    expect(anna.verbs).toContain('report.open');
  });

  test('2019: the roles of 2020 are not asked, the clicks in VVR name its page, and enrolling says that Active comes first', async () => {
    await edition2019();
    await anna.say('home');
    await anna.press('eligibility.open');
    expect(anna.text).toContain(t('eligibility.account2019'));
    expect(anna.text).not.toContain(t('eligibility.account'));
    await anna.press('enrol.open');
    expect(anna.text).toContain(t('eligibility.activeUnread'));
    expect(anna.text).toContain('for the offerings you enrolled in');
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(line('Voucher overview')).toContain(t('source.V3'));
    await anna.press('reserve.done', PLAN);
    await anna.press('report.open');
    expect(anna.text).not.toContain(t('report.copyFrom', { source: t('source.X5') }));
    expect(anna.text).not.toContain(t('report.consultant'));
  });
});

describe('what is ours', () => {
  test('is called ours: the margin for the report, the suggested dates, the days of reminders, one country', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    expect(line(t('voucher.latestStart'))).toMatch(/our own margin/);
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('reserve.ours', { buffer: 5 }));
    await anna.say('notifications');
    expect(anna.text).toContain(t('notifications.ours'));
  });

  test('and a source is the article of the edition: 2019 never cites that of 2020', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(line('✔ G9')).toContain(t('source.PL'));
    await anna.say('home');
    await anna.press('company.open');
    await anna.press('company.details');
    await anna.press('company.saveDetails', { edition: '2019', reportingBuffer: '5' });
    bot.itIs(AFTER);
    await anna.say(`reserve ${number}`);
    expect(lines().filter((one) => one.includes(t('source.RU'))).length).toBeGreaterThan(0);
    expect(anna.text).not.toContain(t('source.PL'));
  });
});
