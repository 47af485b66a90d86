import { setTimeout as sleep } from 'node:timers/promises';
import { anna as annaNowak, boris as borisIvanov } from '../../bot/local/people.ts';
import type { Json } from '../../bot/local/wire.ts';
import { choiceValue } from '../../cards/kit/elements.ts';
import { eml } from '../bot/mailbox/eml.ts';
import type { Inputs } from '../teams/card.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  mail,
  recorded,
  redeemed,
  reported,
  reserved,
  TODAY,
  type Chat,
  type RunningBot,
} from './running-bot.ts';

/** A form: the function that makes its card, how somebody comes to it, and its button. */
export interface Form {
  readonly card: string;
  readonly open: (chat: Chat) => Promise<unknown>;
  readonly save: string;
  /** What is chosen where a form opens without what is known; it is what is known. */
  readonly same?: Inputs;
  /** What its button needs beside what the card shows. */
  readonly filled?: Json;
}

/** The vouchers by what was done with them. */
const NUMBERS = {
  redeemed: 'SAP-7F3K-2001',
  claimed: 'SAP-7F3K-2002',
  submitted: 'SAP-7F3K-2010',
  reported: 'SAP-7F3K-2003',
  alsoReported: 'SAP-7F3K-2009',
  reserved: 'SAP-7F3K-2004',
  assigned: 'SAP-7F3K-2005',
  lost: 'SAP-7F3K-2006',
  noAdmin: 'SAP-7F3K-2007',
  void: 'SAP-7F3K-2008',
} as const;

const about = (verb: string, which: keyof typeof NUMBERS) => async (chat: Chat) => {
  await chat.say(NUMBERS[which]);
  await chat.press(verb);
};
const from = (word: string, verb: string) => async (chat: Chat) => {
  await chat.say(word);
  await chat.press(verb);
};
/** By a button whose card is not in front of the person. */
const forged =
  (verb: string, data: Json = {}) =>
  async (chat: Chat) => {
    await chat.say('home');
    await chat.forge(verb, data);
  };
/** The claim that offers this. */
const claimWith = (verb: string) => async (chat: Chat) => {
  await chat.say('claims');
  for (const { data } of chat.actions.filter((action) => action.verb === 'claims.one')) {
    await chat.forge('claims.one', data);
    if (chat.verbs.includes(verb)) return;
  }
  throw new Error(`no claim offers ${verb}`);
};

/** Opens a form when nothing of an earlier one waits at the top. */
export async function begin(chat: Chat, open: Form['open']): Promise<void> {
  await chat.say('cancel');
  await open(chat);
}

/** Forms about what is known: saving one as it is changes nothing. */
export const KEEP: readonly Form[] = [
  { card: 'companyDetailsCard', open: from('company', 'company.details'), save: 'company.saveDetails' },
  {
    card: 'competencyCard',
    open: from('company', 'company.competency'),
    save: 'company.saveCompetency',
    same: { competency: 'collaboration-and-content', level: 'gold' },
  },
  { card: 'setUpCard', open: (chat) => chat.say('set up'), save: 'setUp.save' },
  {
    card: 'locationCard',
    open: forged('setUp.location'),
    save: 'setUp.addLocation',
    same: { country: 'Poland', locationId: '4711001' },
  },
  {
    card: 'consultantCard',
    open: forged('setUp.consultant'),
    save: 'setUp.addConsultant',
    same: { consultantName: 'Boris Ivanov (synthetic)' },
  },
  {
    card: 'participantsCard',
    open: forged('eligibility.participants'),
    save: 'eligibility.train',
    same: { participant: 'Petra (synthetic)' },
  },
  { card: 'enrolCard', open: (chat) => chat.say('enrol'), save: 'enrol.done', same: { offering: 'SDPS' } },
  { card: 'profileCard', open: forged('profile.edit', { id: 'PL' }), save: 'profile.save' },
  {
    card: 'profileCard',
    open: forged('profile.edit'),
    save: 'profile.save',
    same: { region: 'Poland' },
  },
  {
    card: 'personCard',
    open: async (chat) => {
      await chat.say('people');
      await chat.press('people.open');
    },
    save: 'people.grant',
  },
  {
    card: 'statusCard',
    open: forged('eligibility.status', { id: 'SDPS' }),
    save: 'eligibility.saveStatus',
  },
  {
    card: 'maxDaysCard',
    open: forged('company.maxDays'),
    save: 'company.saveMaxDays',
    same: { engagement: 'sharepoint', maxDays: '5' },
  },
  { card: 'notificationsCard', open: (chat) => chat.say('notifications'), save: 'notifications.save' },
  ...(['assigned', 'reserved', 'reported', 'redeemed', 'lost'] as const).map((which) => ({
    card: 'correctCard',
    open: about('correct.open', which),
    save: 'correct.amend',
  })),
  { card: 'rescheduleCard', open: about('reschedule.open', 'reserved'), save: 'reschedule.done' },
  { card: 'handOverCard', open: forged('handOver.open', { id: NUMBERS.reserved }), save: 'handOver.done' },
];

let lists = 0;
let sheets = 0;

/** Forms whose button does something: what it needs is marked, and what is wrong is said where it stands. */
export const ACTS: readonly Form[] = [
  {
    card: 'mailCard',
    open: (chat) => chat.say(mail('SAP-FORM-0001', { assigned: '03/11/2026' })),
    save: 'record.only',
    filled: { assignedOn: '2026-11-03' },
  },
  {
    card: 'mailListCard',
    open: (chat) => {
      // What was recorded from the list before is none of this one.
      lists += 1;
      const [first, second] = [`SAP-LIST-${1000 + 2 * lists}`, `SAP-LIST-${1001 + 2 * lists}`];
      return chat.say(`${mail(first)}\n\n${mail(second)}`);
    },
    save: 'record.all',
  },
  {
    card: 'quarantinedMailCard',
    open: from('mailbox', 'quarantine.open'),
    save: 'quarantine.hand',
    filled: { person: choiceValue(annaNowak.aadObjectId) },
  },
  {
    card: 'recordCard',
    open: forged('record.hand'),
    save: 'record.facts',
    filled: { number: 'SAP-FORM-0002' },
  },
  {
    card: 'recordStageCard',
    open: async (chat) => {
      await chat.say('new voucher');
      await chat.press('record.hand');
      await chat.press('record.facts', { number: 'SAP-FORM-0003', stage: 'redeemed' });
    },
    save: 'record.stage',
    filled: {
      reservedOn: '2026-11-20',
      start: '2026-11-20',
      end: '2026-11-20',
      reportedOn: '2026-11-20',
      deliverable: 'plan.docx',
      redeemedOn: '2026-11-20',
    },
  },
  {
    card: 'reserveCard',
    open: about('reserve.open', 'noAdmin'),
    save: 'reserve.done',
    filled: { terms: 'true', attested: 'G7,G8', adminEmail: ADMIN_EMAIL },
  },
  {
    card: 'completeCard',
    open: async (chat) => {
      sheets += 1;
      const number = `SAP-SHT-${1000 + sheets}`;
      await chat.say(`Voucher number;Status\n${number};Reserved`);
      await chat.press('sheet.begin');
      await chat.settledList();
      await chat.say(number);
      await chat.press('complete.open');
    },
    save: 'complete.done',
    filled: { start: '2026-11-16', end: '2026-11-20', locationId: 'other', country: 'Poland' },
  },
  { card: 'loseCard', open: about('lose.open', 'assigned'), save: 'lose.done' },
  {
    card: 'askColleagueCard',
    open: about('askColleague.open', 'reserved'),
    save: 'askColleague.done',
    filled: { personId: borisIvanov.aadObjectId },
  },
  {
    card: 'remindCard',
    open: about('remind.open', 'reserved'),
    save: 'remind.done',
    filled: { on: '2027-01-04' },
  },
  {
    card: 'commentCard',
    open: about('comment.open', 'reserved'),
    save: 'comment.done',
    filled: { comment: 'The customer is away (synthetic)' },
  },
  {
    card: 'releaseCard',
    open: about('release.open', 'reserved'),
    save: 'release.done',
    filled: { reason: 'otherPartner' },
  },
  {
    card: 'reportCard',
    open: about('report.open', 'reserved'),
    save: 'report.done',
    filled: { deliverable: 'plan.docx', receivedBy: 'Paula (synthetic)' },
  },
  { card: 'redeemOneCard', open: about('redeem.open', 'reported'), save: 'redeem.yes' },
  { card: 'redeemCard', open: (chat) => chat.say('redeem'), save: 'redeem.review' },
  {
    card: 'redeemReviewCard',
    open: async (chat) => {
      await chat.say('redeem');
      await chat.press('redeem.review', { vouchers: [NUMBERS.reported, NUMBERS.alsoReported] });
    },
    save: 'redeem.yes',
  },
  { card: 'claimChooseCard', open: about('claim.open', 'redeemed'), save: 'claim.create' },
  { card: 'registerCard', open: forged('register.open', { id: 'SDPS' }), save: 'register.done' },
  // Undoing it is all that can be done; pressed by an earlier one of these, it is void again.
  {
    card: 'undoCard',
    open: async (chat) => {
      await about('correct.open', 'void')(chat);
      if (!chat.verbs.includes('correct.toVoid')) return;
      await chat.press('correct.toVoid');
      await chat.press('correct.void', { voidReason: 'mistake' });
      await chat.press('correct.open');
    },
    save: 'correct.undo',
    filled: { reason: 'Recorded twice' },
  },
  {
    card: 'voidCard',
    open: async (chat) => {
      await about('correct.open', 'lost')(chat);
      await chat.press('correct.toVoid');
    },
    save: 'correct.void',
    filled: { voidReason: 'mistake' },
  },
  { card: 'agreementCard', open: forged('eligibility.agreement'), save: 'eligibility.sign' },
  {
    card: 'claimCard',
    open: claimWith('settle.submit'),
    save: 'settle.submit',
    filled: { reference: 'MRN-1' },
  },
  {
    card: 'denialCard',
    open: async (chat) => {
      await claimWith('settle.denial')(chat);
      await chat.press('settle.denial');
    },
    save: 'settle.deny',
    filled: { denial: 'other' },
  },
  {
    card: 'claimUndoCard',
    open: async (chat) => {
      await claimWith('settle.lastStep')(chat);
      await chat.press('settle.lastStep');
    },
    save: 'settle.undo',
    filled: { reason: 'Sent by mistake (synthetic)' },
  },
  {
    card: 'enrolCard',
    open: (chat) => chat.say('enrol'),
    save: 'enrol.done',
    filled: { offering: 'DDPS' },
  },
];

/** Puts the company and its vouchers into the states in which the forms can be opened; it is {@link TODAY} then. */
export async function prepareForms(bot: Pick<RunningBot, 'itIs' | 'sendMail'>, anna: Chat): Promise<void> {
  for (const which of ['redeemed', 'claimed', 'submitted'] as const) {
    await redeemed(bot, anna, NUMBERS[which]);
    bot.itIs(TODAY);
  }
  for (const which of ['reported', 'alsoReported'] as const) {
    await reported(bot, anna, NUMBERS[which]);
    bot.itIs(TODAY);
  }
  await reserved(anna, NUMBERS.reserved);
  for (const which of ['assigned', 'lost', 'noAdmin', 'void'] as const) {
    if (which === 'noAdmin') {
      await anna.say(mail(NUMBERS[which]));
      await anna.press('record.only');
    } else await recorded(anna, NUMBERS[which]);
  }
  await anna.say(NUMBERS.lost);
  await anna.press('lose.open');
  await anna.press('lose.done');
  await forged('eligibility.participants')(anna);
  await anna.press('eligibility.train', { name: 'Petra (synthetic)', trainedOn: '2026-11-19' });
  await anna.say('enrol');
  await anna.press('enrol.policies');
  await anna.press('enrol.done', { offering: 'SDPS' });
  await forged('company.competency')(anna);
  await anna.press('company.saveCompetency', {
    competency: 'collaboration-and-content',
    level: 'gold',
    anniversary: '2027-05-01',
  });
  await forged('eligibility.status', { id: 'SDPS' })(anna);
  await anna.press('eligibility.saveStatus', { status: 'active', moved: 'yes' });
  await forged('company.maxDays')(anna);
  await anna.press('company.saveMaxDays', { engagement: 'sharepoint', maxDays: '5' });
  await forged('profile.edit')(anna);
  await anna.press('profile.save', {
    region: 'PL',
    description: 'We plan (synthetic)',
    website: 'https://fabrikam.example',
    logo: true,
    locations: ['4711001'],
  });
  // One is put away by the buttons beside the form.
  for (let mails = 0; mails < 2; mails += 1) await bot.sendMail(eml({ from: 'pm@elsewhere.example' }));
  do {
    await sleep(100);
    await anna.say('mailbox');
  } while (anna.verbs.filter((verb) => verb === 'quarantine.open').length < 2);
  bot.itIs(AFTER);
  await anna.say('claim');
  await anna.press('claim.create', { vouchers: [NUMBERS.claimed] });
  await anna.press('register.done');
  await anna.press('claim.create', { vouchers: [NUMBERS.claimed] });
  await anna.say('claim');
  await anna.press('claim.create', { vouchers: [NUMBERS.submitted] });
  await anna.press('settle.submit', { reference: 'MRN-2' });
  bot.itIs(TODAY);
}
