import { aboutCard, helpCard } from '../cards/help.ts';
import { homeCard } from '../cards/home.ts';
import type { Key } from '../cards/kit/say.ts';
import type { Banner } from '../cards/kit/template.ts';
import { messageCard } from '../cards/message.ts';
import { strangerCard, welcomeCard } from '../cards/welcome.ts';
import type { ClaimDocument, VoucherDocument } from '../domain/store/documents.ts';
import { claimId } from '../domain/store/ids.ts';
import { mostUrgentFirst, urgencyOfClaim, urgencyOfVoucher } from '../domain/urgency.ts';
import { showClaim } from './claim/claims.ts';
import { endangering } from './company/renewals.ts';
import { parkedAction } from './parked.ts';
import { admins } from './people/people.ts';
import type { Shown } from './step.ts';
import type { FileContent, Turn, Unreadable } from './turn.ts';
import { showVoucher } from './voucher/voucher.ts';

/** Open vouchers that are looked at, the nearest deadline first: some of them may have run out. */
const LOOKED_AT = 100;
const ASKING_COUNTED = 20;

/** Home: for who is let in, what needs them; before the set-up, the welcome. */
export async function showHome(turn: Turn, banner?: Banner, look = false): Promise<Shown> {
  const { actor, desk, unit } = turn;
  if (actor.permission === undefined) {
    const person = await desk.person(unit, actor.id);
    return {
      card: strangerCard(actor, { admins: await admins(turn), asked: person?.asked === true }),
      waits: false,
    };
  }
  const standing = await turn.standing();
  const [tally, vouchers, claims, asking] = await Promise.all([
    desk.tally(unit),
    desk.find(unit, { kind: 'voucher', where: { open: true }, order: { path: 'due' }, limit: LOOKED_AT }),
    desk.find(unit, { kind: 'claim', where: { open: true }, order: { path: 'due' }, limit: 5 }),
    actor.permission === 'admin'
      ? desk.find(unit, { kind: 'person', where: { asked: true }, limit: ASKING_COUNTED })
      : undefined,
  ]);
  if (standing.version === 0 && vouchers.docs.length === 0 && !look) {
    const steps = standing.edition.steps.map(({ no, idea }) => `${no}. ${turn.say(`step.${idea}`)}`);
    return { card: welcomeCard(actor, { steps: [turn.say('welcome.steps'), ...steps] }), waits: false };
  }
  return {
    card: homeCard({
      actor,
      standing,
      tally,
      asking: asking?.docs.length ?? 0,
      vouchers: vouchers.docs,
      claims: claims.docs,
      endangered: await endangering(turn),
      parked: parkedAction(turn),
      banner,
    }),
    waits: false,
  };
}

/** The one thing that is next: the most urgent voucher or claim. */
export async function showNext(turn: Turn): Promise<Shown> {
  const { desk, unit } = turn;
  const [standing, vouchers, claims] = await Promise.all([
    turn.standing(),
    desk.find(unit, { kind: 'voucher', where: { open: true }, order: { path: 'due' }, limit: LOOKED_AT }),
    desk.find(unit, { kind: 'claim', where: { open: true }, order: { path: 'due' }, limit: 5 }),
  ]);
  const [doc] = mostUrgentFirst<VoucherDocument | ClaimDocument>([...vouchers.docs, ...claims.docs], (one) =>
    one.kind === 'voucher' ? urgencyOfVoucher(one, standing) : urgencyOfClaim(one, standing.today),
  );
  if (doc === undefined) return showHome(turn, turn.good(turn.say('next.nothing')));
  return doc.kind === 'voucher'
    ? showVoucher(turn, doc.state.facts.number)
    : showClaim(turn, claimId.keyOf(doc.id));
}

/** What people can say and where to read on; the links are the edition's, all historical (P20). */
export async function showHelp(turn: Turn): Promise<Shown> {
  const { links } = (await turn.standing()).edition;
  const named: [Key, string | undefined][] = [
    ['link.workflow', links.workflow],
    ['link.faq', links.faq],
    ['link.policies', links.policies],
    ['link.retired', links.retired],
    ['link.retirement', links.retirement],
    ['link.overview', links.workflow === undefined ? links.overview : undefined],
  ];
  const found = named.flatMap(([title, url]) => (url === undefined ? [] : [{ title, url }]));
  return { card: helpCard(turn.actor, found), waits: false };
}

export async function showAbout(turn: Turn): Promise<Shown> {
  return { card: aboutCard(turn.actor, { admins: await admins(turn) }), waits: false };
}

/** Anything that was not understood: the three likeliest things, never a wall of help. */
export function notUnderstood(turn: Turn): Shown {
  return {
    card: messageCard(turn.actor, {
      title: 'notUnderstood.title',
      text: [turn.say('notUnderstood.text')],
      offers: ['next', 'vouchers', 'help'],
    }),
    waits: false,
  };
}

/** A message of which nothing can be read: why, and what can be. */
export function showUnreadable(turn: Turn, what: Unreadable): Shown {
  const card = messageCard(turn.actor, {
    title: 'unreadable.title',
    text: [turn.say(`unreadable.${what}`)],
    offers: ['newVoucher', 'help', 'home'],
  });
  return { card, waits: false };
}

/** A dropped file that is no table: what it was, and what works instead. */
export function fileDropped(turn: Turn, name: string, content: FileContent): Shown {
  const why = content.kind === 'problem' ? [turn.say(`file.problem.${content.problem}`)] : [];
  return {
    card: messageCard(turn.actor, {
      title: 'file.title',
      text: [...why, turn.say('file.text', { name })],
      offers: ['newVoucher', 'home'],
    }),
    waits: false,
  };
}
