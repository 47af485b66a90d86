import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import {
  AFTER,
  END,
  everyLine,
  LOCALES,
  mail,
  PLAN,
  recorded,
  redeemed,
  REPORT,
  reported,
  reserved,
  RunningBot,
  setUp,
  t,
  TODAY,
  words,
  type Chat,
} from './running-bot.ts';

/** Every statement of the two articles that a user can act on, where the chat shows it; one edition each. */

let bot: RunningBot;
let anna: Chat;

function beginning(edition: '2019' | '2020'): void {
  beforeAll(async () => {
    bot = await RunningBot.start();
    anna = bot.chat('anna');
    await setUp(anna, { edition });
  });
  afterAll(() => bot.close());
  beforeEach(() => {
    bot.itIs(TODAY);
    anna.person.setLocale(LOCALES.en);
  });
}

/** The numbered steps of home, in the order of the card, without the sign of how they stand. */
function stepsShown(chat: Chat): readonly string[] {
  return everyLine(chat.card.card)
    .map((line) => line.replace(/^[●○] /, ''))
    .filter((line) => /^\d\. /.test(line));
}

/** As much of each line as the names are long; where the company stands in the step follows. */
function namesOf(steps: readonly string[], names: readonly string[]): readonly string[] {
  return steps.map((line, nth) => line.slice(0, names[nth]?.length));
}

async function aboutInAllLanguages(): Promise<void> {
  for (const language of LANGUAGES) {
    anna.person.setLocale(LOCALES[language]);
    await anna.say('about');
    expect(anna.text).toContain(words(language)('about.programme'));
    expect(anna.text).toContain(words(language)('about.gain'));
    expect(anna.text).toContain(words(language)('about.training'));
    expect(words(language)('about.training')).toContain('SATV');
  }
}

describe('edition 2019, seven steps', () => {
  beginning('2019');

  test('R1: about says in each language that Microsoft compensates approved partners, what else it brings, and that training is another benefit', async () => {
    await aboutInAllLanguages();
  });

  /** What edition 2019 asks of who begins at step 4. */
  async function active(moved: 'yes' | 'no'): Promise<void> {
    await anna.say('home');
    await anna.press('eligibility.status');
    await anna.press('eligibility.saveStatus', { offering: 'SDPS', status: 'active', moved });
  }

  test('R3: home has the seven steps in their order', async () => {
    await active('yes');
    await anna.say('home');
    const ideas = ['eligibility', 'enrolment', 'profile', 'reserve', 'report', 'redeem', 'claim'] as const;
    const names = ideas.map((idea, index) => {
      const begin = idea === 'reserve' ? `${t('steps.beginHere')} ` : '';
      const name = idea === 'reserve' || idea === 'profile' ? t(`step.${idea}2019`) : t(`step.${idea}`);
      return `${index + 1}. ${name} ${begin}`;
    });
    expect(namesOf(stepsShown(anna), names)).toEqual(names);
  });

  test('R2: home sends newcomers through the first three steps and who is active and moved to step 4', async () => {
    await active('no');
    await anna.say('home');
    expect(stepsShown(anna)[0]).toContain(t('steps.beginHere'));
    await active('yes');
    await anna.say('home');
    const steps = stepsShown(anna);
    expect(anna.text).toContain(t('steps.who2019'));
    // For whom each step is, only the articles of eight steps write beside it.
    expect(anna.text).not.toContain(t('steps.newPartners'));
    expect(steps.filter((line) => line.includes(t('steps.beginHere')))).toEqual([steps[3]]);
  });

  test('R16: the forwarded mail with the voucher ID is all that it takes', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.verbs).toEqual(
      expect.arrayContaining(['record.andReserve', 'record.only', 'record.notOurs']),
    );
  });

  test('R17: with the details the voucher is reserved and the engagement scheduled', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    expect(anna.text).toContain(t('reserve.done'));
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain('11\u00a0Jan 2027 – 15\u00a0Jan 2027');
  });

  test('R23: reserving and reporting go by the page about VVR, linked on both cards', async () => {
    const guide = 'https://docs.microsoft.com/en-us/partner-center/voucher-validation-tool';
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(anna.links).toEqual(['https://partner.microsoft.com/pcv/dashboard/overview', guide]);
    expect(anna.titles).toContain(t('link.vvrGuide'));
    await anna.press('reserve.done', PLAN);
    await anna.press('report.open');
    expect(anna.links).toContain(guide);
  });

  test('R18: the completion report follows the engagement and the final deliverable', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.press('report.open');
    expect(anna.text).toContain(t('report.first'));
    expect(anna.text).toContain(t('report.second'));
    await anna.press('report.done', REPORT);
    expect(anna.text).toContain(
      t('problem.beforeEnd', { field: t('field.reportedOn'), limit: '15\u00a0Jan 2027' }),
    );
    bot.itIs(AFTER);
    await anna.say(number);
    expect(anna.text).toContain(t('next.reportOverdue'));
    await anna.press('report.open');
    await anna.press('report.done', { ...REPORT, on: AFTER, handedOverOn: END });
    expect(anna.text).toContain(t('report.done'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reported'));
  });

  test('R19: no report without the copy of the deliverable', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    bot.itIs(AFTER);
    await anna.say(number);
    await anna.press('report.open');
    await expect(anna.press('report.done', { ...REPORT, deliverable: '' })).rejects.toThrow(
      t('required.deliverable'),
    );
    await anna.tamper('report.done', { receivedBy: 'Paula Owner (synthetic)', deliverable: ' ' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.deliverable') }));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reserved'));
    await anna.press('report.open');
    const link = `https://files.customer.example/${'plan/'.repeat(90)}plan.docx`;
    await anna.press('report.done', { ...REPORT, deliverable: link });
    await anna.say(number);
    expect(anna.text).toContain(link);
  });

  test('R20: redeeming is check boxes, the page to confirm, review, Yes', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await reported(bot, anna, first);
    bot.itIs(TODAY);
    await reported(bot, anna, second);
    await anna.say('redeem');
    expect(anna.choices('vouchers').join('\n')).toContain(first);
    await anna.press('redeem.review', { vouchers: [first, second] });
    expect(anna.text).toContain(t('redeem.confirmTitle'));
    expect(anna.text).toContain(first);
    expect(anna.text).toContain('SharePoint Deployment Planning');
    expect(anna.text).toContain('5\u00a0days');
    await anna.press('redeem.yes');
    expect(anna.text).toContain(t('redeem.done', { number: first, by: '19\u00a0Mar 2027' }));
    expect(anna.text).toContain(t('redeem.done', { number: second, by: '19\u00a0Mar 2027' }));
    await anna.say(second);
    expect(anna.text).toContain(t('status.redeemed'));
  });

  test('R21: a claim begins at the list and at the voucher’s own page', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    expect(anna.titles).toContain(t('do.claim'));
    await anna.press('claim.open');
    expect(anna.value('vouchers')).toBe(number);
    await anna.say('claims');
    expect(anna.titles).toContain(t('do.claim'));
    await anna.press('claim.open');
    expect(String(anna.value('vouchers')).split(',')).toContain(number);
  });

  test('R22: the claim goes through SAVB, signed in with the personal account', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [number] });
    expect(anna.text).toContain(t('register.title'));
    expect(anna.text).toContain(t('register.signIn'));
    await anna.press('register.done');
    await anna.press('claim.create', { vouchers: [number] });
    expect(anna.text).toContain(t('claim.drafted'));
    expect(anna.text).toContain(t('claim.signIn'));
    expect(anna.links.some((link) => link.endsWith('getpaid.aspx'))).toBe(true);
    await anna.press('settle.submit', { reference: 'MS-REF-2019' });
    expect(anna.text).toContain(t('claim.didSubmit'));
  });
});

describe('edition 2020, eight steps', () => {
  beginning('2020');

  test('P2: about says in each language that Microsoft compensates approved partners, and what else it brings', async () => {
    await aboutInAllLanguages();
  });

  test('P4: home has the eight steps in their order, one to three for new partners', async () => {
    await anna.say('home');
    const ideas = [
      'eligibility',
      'enrolment',
      'profile',
      'assign',
      'reserve',
      'report',
      'redeem',
      'claim',
    ] as const;
    const steps = stepsShown(anna);
    const names = ideas.map((idea, index) => `${index + 1}. ${t(`step.${idea}`)} `);
    expect(
      namesOf(
        steps.map((line) => line.replace(`${t('steps.beginHere')} `, '')),
        names,
      ),
    ).toEqual(names);
    expect(steps.map((line) => line.includes(t('steps.newPartners')))).toEqual([
      true, true, true, false, false, false, false, false,
    ]); // prettier-ignore
  });

  test('P3: who is active begins each engagement at step 4', async () => {
    await anna.say('home');
    const begin = stepsShown(anna).filter((line) => line.includes(t('steps.beginHere')));
    expect(begin).toHaveLength(1);
    expect(begin[0]).toMatch(/^4\. /);
  });

  test('P11: the customer activates, creates and assigns: a message ready to send, in their language', async () => {
    await anna.say('new voucher');
    for (const language of LANGUAGES) {
      await anna.press('assign.message', { language });
      const message = String(anna.value('message'));
      for (const key of ['assign.activate', 'assign.create', 'assign.forward'] as const) {
        expect(message).toContain(words(language)(key));
      }
    }
    expect(anna.text).toContain(t('assign.title'));
  });

  test('P12: the message has the links to the customer’s instructions', async () => {
    await anna.say('new voucher');
    const message = String(anna.value('message'));
    expect(message).toContain('https://www.microsoft.com/Licensing/servicecenter/default.aspx');
    expect(message).toContain('VLSC-Software-Assurance-Guide_en-US.pdf');
    expect(message).toContain('https://go.microsoft.com/fwlink/?linkid=2115983');
  });

  test('P13: the message asks the customer to forward the e-mail, and the pasted e-mail becomes the voucher', async () => {
    const number = bot.newNumber();
    await anna.say('new voucher');
    expect(String(anna.value('message'))).toContain(t('assign.forward'));
    expect(anna.text).toContain(t('assign.then'));
    await recorded(anna, number);
    expect(anna.text).toContain(t('record.done'));
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('P14: reserving shows the tool and its account, the dates, and the voucher is scheduled', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('vvr.signIn'));
    expect(anna.text).toContain(t('reserve.inVvr'));
    const buttons = [
      'Voucher overview',
      'Action',
      'Validate and reserve',
      'Validate voucher',
      'Reserve voucher',
    ];
    for (const language of LANGUAGES) {
      const at = buttons.map((one) => words(language)('reserve.inVvr').indexOf(one));
      expect(at).toEqual(at.toSorted((a, b) => a - b));
      expect(at[0]).toBeGreaterThanOrEqual(0);
    }
    // Both values that VVR asks for stand there to be copied, each in a text of its own.
    const shown = everyLine(anna.card.card);
    expect(shown[shown.indexOf(t('field.number')) + 1]).toBe(number);
    expect(shown[shown.indexOf(t('reserve.admin')) + 1]).toMatch(/^\S+@customer[.]example$/);
    expect(anna.text).toContain(t('voucher.latestStart'));
    expect(anna.links).toContain('https://partner.microsoft.com/pcv/dashboard/overview');
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain('11\u00a0Jan 2027 – 15\u00a0Jan 2027');
  });

  test('P22: steps 2, 4, 5, 6, 7 and 8 each point to their step of the workflow', async () => {
    const workflow = 'https://go.microsoft.com/fwlink/?linkid=2115983';
    const points = (step: number): void => {
      const title = t('link.workflowStep', { step });
      const found = anna.unfold().actions.filter((one) => one.title === title);
      expect([step, found.map(({ url }) => url)]).toEqual([step, [workflow]]);
    };
    const number = bot.newNumber();
    await anna.say('home');
    await anna.press('enrol.open');
    points(2);
    await anna.say('new voucher');
    points(4);
    await recorded(anna, number);
    await anna.press('reserve.open');
    points(5);
    await anna.press('reserve.done', PLAN);
    bot.itIs(AFTER);
    await anna.say(`report ${number}`);
    points(6);
    await anna.press('report.done', REPORT);
    points(7);
    await anna.press('redeem.yes');
    await anna.press('claim.create', { vouchers: [number] });
    if (anna.verbs.includes('register.done')) {
      await anna.press('register.done');
      await anna.press('claim.create', { vouchers: [number] });
    }
    points(8);
  });

  test('P15: only a consultant with an assessment of the qualifying competency; who qualifies is said', async () => {
    const number = bot.newNumber();
    await anna.say('set up');
    await anna.press('setUp.save', { country: '', locationId: '' });
    await anna.press('setUp.consultant');
    await anna.press('setUp.addConsultant', {
      consultantName: 'Nina New (synthetic)',
      assessments: ['messaging'],
    });
    await recorded(anna, number);
    await anna.press('reserve.open');
    const nina = anna.choices('consultantId').find((title) => title.startsWith('Nina'));
    const qualifies = anna.choices('consultantId').find((title) => title.includes(t('reserve.qualifies')));
    expect(qualifies).toMatch(/^Boris/);
    await anna.press('reserve.done', { ...PLAN, consultantId: nina ?? '' });
    expect(anna.text).toContain(
      t('guard.notQualified', { competencies: 'Collaboration and Content', count: 1 }),
    );
    expect(anna.text).toContain('G10');
    await anna.say(number);
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('P16: the report is filled in and submitted when the customer has the final deliverable', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    bot.itIs(AFTER);
    await anna.say(`report ${number}`);
    expect(anna.text).toContain(t('report.first'));
    expect(anna.text).toContain(t('report.second'));
    await anna.press('report.done', REPORT);
    expect(anna.text).toContain(t('report.done'));
    await anna.say(number);
    expect(anna.text).toContain('https://files.customer.example/plan.docx');
    expect(anna.text).toContain('Paula Owner (synthetic)');
  });

  test('P17: redeem before invoicing: what is not redeemed cannot be claimed', async () => {
    const number = bot.newNumber();
    await reported(bot, anna, number);
    await anna.say(number);
    expect(anna.verbs).not.toContain('claim.open');
    await anna.say(`claim ${number}`);
    expect(anna.text).toContain(t('refused.state', { status: t('status.reported') }));
    await anna.forge('claim.create', { commandId: crypto.randomUUID(), vouchers: number });
    expect(anna.text).toContain(t('claim.nothingWhy'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.reported'));
  });

  test('P18: the claim goes to Microsoft through SAVB, and the card says with which account', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [number] });
    if (anna.verbs.includes('register.done')) {
      await anna.press('register.done');
      await anna.press('claim.create', { vouchers: [number] });
    }
    expect(anna.text).toContain(t('claim.signIn'));
    expect(anna.text).toContain(t('claim.inSavb'));
    expect(anna.links.some((link) => link.endsWith('getpaid.aspx'))).toBe(true);
  });

  test('P19: the invoice’s states are followed to paid', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [number] });
    if (anna.verbs.includes('register.done')) {
      await anna.press('register.done');
      await anna.press('claim.create', { vouchers: [number] });
    }
    await anna.press('settle.submit', { reference: 'MS-REF-2020' });
    expect(anna.text).toContain(t('status.submitted'));
    bot.itIs('2027-02-01');
    await anna.say('where is my money');
    expect(anna.text).toContain(`${t('status.submitted')} (1)`);
    await anna.press('claims.open');
    expect(anna.text).toContain('MS-REF-2020');
    await anna.say(number);
    await anna.press('claims.one');
    await anna.press('settle.approve');
    expect(anna.text).toContain(t('claim.didApprove'));
    bot.itIs('2027-02-15');
    await anna.press('settle.pay');
    expect(anna.text).toContain(t('claim.didPay'));
    expect(anna.text).toContain(t('status.paid'));
  });

  test('P20: help leads to the further reading, marked historical', async () => {
    await anna.say('help');
    expect(anna.text).toContain(t('help.historical'));
    anna.unfold();
    expect(anna.titles).toEqual(
      expect.arrayContaining([t('link.workflow'), t('link.faq'), t('link.policies'), t('link.retired')]),
    );
    expect(anna.links).toEqual([
      'https://go.microsoft.com/fwlink/?linkid=2115983',
      'https://go.microsoft.com/fwlink/?linkid=2116077',
      'https://go.microsoft.com/fwlink/?linkid=2115984',
      'https://query.prod.cms.rt.microsoft.com/cms/api/am/binary/RE4sln9',
    ]);
  });
});
