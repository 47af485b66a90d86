import { failureCard } from '../../../cards/failure.ts';
import { aboutCard, helpCard } from '../../../cards/help.ts';
import { homeCard } from '../../../cards/home.ts';
import type { Offer } from '../../../cards/kit/actions.ts';
import type { Key } from '../../../cards/kit/say.ts';
import { messageCard } from '../../../cards/message.ts';
import { answerCard, questionsCard } from '../../../cards/questions.ts';
import { strangerCard, welcomeCard } from '../../../cards/welcome.ts';
import { workingCard } from '../../../cards/working.ts';
import { QUESTION_IDS } from '../../../domain/programme/questions.ts';
import { edition } from '../../../domain/programme/editions.ts';
import type { InFlight } from '../../../domain/desk/open-work.ts';
import type { Tallied, VoucherDocument } from '../../../domain/store/documents.ts';
import { LATER, TODAY } from './days.ts';
import { Scene } from './scene.ts';

const NEAR = ['training', 'agreement', 'invoice', 'voucher'] as const;
const UNREADABLE = ['picture', 'recording', 'forwarded', 'cloudFile', 'loop', 'other', 'empty'] as const;

/** Home, welcome, and cards of a few sentences. */
export function showHome(scene: Scene): void {
  homes(scene);
  messages(scene);
}

function homes(scene: Scene): void {
  const actor = scene.actor;
  const base = { actor, standing: scene.standing(), asking: 0 };
  const states: readonly Tallied[] = ['assigned', 'reserved', 'reported', 'redeemed'];
  const vouchers = states.map((state, nth) => scene.voucher(state, nth));
  const inFlight = (urgent: readonly VoucherDocument[], ranOut = 0, isMore = false): InFlight => ({
    doubted: ranOut,
    urgent,
    pressing: urgent.length,
    ranOut: { assigned: ranOut, reserved: 0, reported: 0 },
    isMore,
  });
  const claims = (['draft', 'submitted', 'approved'] as const).map((status) => scene.claim(status, 2));
  scene.show(
    homeCard,
    'nothing yet',
    homeCard({
      ...base,
      standing: scene.standing('empty'),
      vouchers: inFlight([]),
      claims: [],
      tally: scene.tally(0),
    }),
  );
  for (const voucher of [...vouchers, scene.voucher('assigned', 0, 'number')]) {
    scene.show(
      homeCard,
      `one ${voucher.status}`,
      homeCard({ ...base, vouchers: inFlight([voucher]), claims: [], tally: scene.tally(1) }),
    );
  }
  scene.show(
    homeCard,
    'expired',
    homeCard({
      ...base,
      standing: scene.standing('full', LATER),
      vouchers: inFlight(vouchers, 5),
      claims: [],
      tally: scene.tally(5),
    }),
  );
  for (const claim of claims) {
    scene.show(
      homeCard,
      `claim ${claim.status}`,
      homeCard({ ...base, vouchers: inFlight([]), claims: [claim], tally: scene.tally(21) }),
    );
  }
  scene.show(
    homeCard,
    'full, with a draft and a banner',
    homeCard({
      ...base,
      vouchers: inFlight(vouchers, 1000, true),
      claims,
      asking: 21,
      mails: 21,
      tally: scene.tally(1_122),
      parked: scene.parked(),
      banner: scene.banner('warning'),
      endangered: () => ({ count: 1_002, orMore: true }),
    }),
  );
  const steps = edition(scene.edition).steps.map(({ no, idea }) => `${no}. ${scene.say(`step.${idea}`)}`);
  scene.show(
    welcomeCard,
    'before the set-up',
    welcomeCard(actor, { steps: [scene.say('welcome.steps'), ...steps], edition: edition(scene.edition) }),
  );
  for (const asked of [true, false]) {
    scene.show(
      strangerCard,
      `asked ${asked}`,
      strangerCard(actor, { admins: scene.names('person', 10), asked }),
    );
    scene.show(strangerCard, `no admin, asked ${asked}`, strangerCard(actor, { admins: [], asked }));
  }
}

function messages(scene: Scene): void {
  const actor = scene.actor;
  const offers: readonly Offer[] = ['home', 'vouchers', 'newVoucher', 'claims', 'help', 'about'];
  const texts: readonly (readonly [Key, readonly string[]])[] = [
    ['record.notOurs', []],
    ['redeem.nothing', [scene.say('redeem.nothingWhy')]],
    ['claim.nothing', [scene.say('claim.nothingWhy')]],
    ['notFound.voucher', [scene.say('notFound.text', { typed: scene.outside('typed', 0) })]],
    ['notFound.claim', []],
    ['notUnderstood.title', [scene.say('notUnderstood.text')]],
    ...NEAR.map((near) => [`near.${near}`, [scene.say('near.text')]] as const),
    ['file.title', [scene.say('file.text', { name: scene.outside('file', 0) })]],
    ...UNREADABLE.map((what) => ['unreadable.title', [scene.say(`unreadable.${what}`)]] as const),
    ['failure.tooManyTitle', [scene.say('failure.tooManyText')]],
    ['ask.title', [scene.say('ask.text', { names: scene.names('person', 10).join(', ') })]],
    ['ask.title', [scene.say('about.noAdmin')]],
  ];
  for (const [title, text] of texts) {
    scene.show(
      messageCard,
      title,
      messageCard(actor, { title, text, offers: ['next', 'ask', 'people', 'setUp'] }),
    );
    scene.show(messageCard, `${title}, other offers`, messageCard(actor, { title, text, offers }));
  }
  const { links } = edition(scene.edition);
  const urls = (
    [
      ['link.workflow', links.workflow],
      ['link.faq', links.faq],
      ['link.policies', links.policies],
      ['link.retired', links.retired],
      ['link.overview', links.workflow === undefined ? links.overview : undefined],
    ] as const
  ).flatMap(([title, url]) => (url === undefined ? [] : [{ title, url }]));
  scene.show(helpCard, 'the links of the edition', helpCard(actor, urls));
  scene.show(helpCard, 'no links', helpCard(actor, []));
  scene.show(aboutCard, 'admins', aboutCard(actor, { admins: scene.names('person', 10) }));
  scene.show(aboutCard, 'no admin', aboutCard(actor, { admins: [] }));
  scene.show(questionsCard, 'all groups', questionsCard(actor));
  for (const question of QUESTION_IDS)
    scene.show(answerCard, question, answerCard(actor, { question, standing: scene.standing() }));
  scene.show(workingCard, 'a slow store', workingCard(actor));
  for (const certainty of ['unchanged', 'unknown'] as const) {
    const reference = scene.outside('failure', 0);
    const ref = {
      id: scene.outside('number', 0),
      version: 3,
      commandId: 'synthetic-command',
      arg: 'override',
    };
    const inputs = { deliverable: scene.outside('deliverable', 0), on: TODAY, attested: 'true', not: 1 };
    scene.show(failureCard, certainty, failureCard(actor, { certainty, reference }));
    scene.show(
      failureCard,
      `${certainty}, a press to repeat`,
      failureCard(actor, { certainty, reference, again: { verb: 'report.done', ref, inputs } }),
    );
  }
}
