import { aboutCard, helpCard } from '../cards/help.ts';
import { homeCard } from '../cards/home.ts';
import type { Key, Say } from '../cards/kit/say.ts';
import { closingLines, stepName } from '../cards/kit/programme.ts';
import type { Banner } from '../cards/kit/template.ts';
import { messageCard } from '../cards/message.ts';
import { strangerCard, welcomeCard } from '../cards/welcome.ts';
import { beginsAt } from '../domain/company/beginning.ts';
import { inFlight, isFew, openCount, openPage, sorted } from '../domain/desk/open-work.ts';
import type { Standing } from '../domain/desk/standing.ts';
import type { ClaimDocument, VoucherDocument } from '../domain/store/documents.ts';
import { claimId } from '../domain/store/ids.ts';
import type { Query } from '../domain/store/ports.ts';
import { showClaim } from './claim/claims.ts';
import { endangering } from './company/renewals.ts';
import { parkedAction } from './parked.ts';
import { admins } from './people/people.ts';
import type { Shown } from './step.ts';
import type { FileContent, Turn, Unreadable } from './turn.ts';
import { showVoucher } from './voucher/voucher.ts';

/** Of each kind so many of the most urgent are looked at: more than home shows. */
const LOOKED_AT = 5;
const ASKING_COUNTED = 20;
const HOME = { verb: 'home.open' } as const;

/** Home: for who is let in, what needs them; before the set-up, the welcome. */
export async function showHome(turn: Turn, banner?: Banner, look = false): Promise<Shown> {
  const { actor, desk, unit } = turn;
  if (actor.permission === undefined) {
    const person = await desk.person(unit, actor.id);
    return {
      card: strangerCard(actor, { admins: await admins(turn), asked: person?.asked === true }),
      seen: HOME,
      waits: false,
    };
  }
  const [standing, tally] = await Promise.all([turn.standing(), desk.tally(unit)]);
  const isAdmin = actor.permission === 'admin';
  const [vouchers, claims, asking, mails] = await Promise.all([
    inFlight((query) => desk.find(unit, query), standing, tally, LOOKED_AT),
    urgentClaims(turn, standing),
    isAdmin ? desk.find(unit, { kind: 'person', where: { asked: true }, limit: ASKING_COUNTED }) : undefined,
    isAdmin && desk.hasMailbox(unit) ? desk.heldMails(unit, { limit: ASKING_COUNTED }) : undefined,
  ]);
  if (standing.version === 0 && openCount(tally) === 0 && !look) {
    const steps = standing.edition.steps.map(
      ({ no, idea }) => `${no}. ${stepName(turn.say, standing.edition, idea)}`,
    );
    const closing = (['assign', 'redeem'] as const).flatMap((idea) =>
      closingLines(turn.say, actor.language, standing, idea),
    );
    return {
      card: welcomeCard(actor, {
        steps: [turn.say('welcome.steps'), ...steps, ...closing],
        edition: standing.edition,
      }),
      seen: HOME,
      waits: false,
    };
  }
  return {
    card: homeCard({
      actor,
      standing,
      tally,
      asking: asking?.docs.length ?? 0,
      mails: mails?.docs.filter(({ status }) => status === 'held').length,
      vouchers,
      claims,
      endangered: await endangering(turn),
      parked: parkedAction(turn),
      banner,
    }),
    seen: HOME,
    waits: false,
  };
}

function urgentClaims(turn: Turn, standing: Standing): Promise<readonly ClaimDocument[]> {
  const find = (query: Query<'claim'>) => turn.desk.find(turn.unit, query);
  return openPage(find, 'claim', standing, { few: true, limit: LOOKED_AT }).then(({ docs }) => docs);
}

/** The one thing that is next: the most urgent voucher or claim. */
export async function showNext(turn: Turn): Promise<Shown> {
  const { desk, unit } = turn;
  const [standing, tally] = await Promise.all([turn.standing(), desk.tally(unit)]);
  const find = (query: Query<'voucher'>) => desk.find(unit, query);
  const [vouchers, claims] = await Promise.all([
    openPage(find, 'voucher', standing, { few: isFew(tally), limit: 1 }),
    urgentClaims(turn, standing),
  ]);
  const [doc] = sorted<VoucherDocument | ClaimDocument>([...vouchers.docs, ...claims], standing);
  if (doc === undefined) return showHome(turn, turn.good(nothingWaits(turn.say, standing)));
  return doc.kind === 'voucher'
    ? showVoucher(turn, doc.state.facts.number)
    : showClaim(turn, claimId.keyOf(doc.id));
}

/** No voucher and no claim: what a newcomer's next step is (R2), else that nothing waits. */
function nothingWaits(say: Say, { company, edition, today }: Standing): string {
  const step = edition.steps.find(({ idea }) => idea === beginsAt(company, edition, today));
  return step?.who === 'new'
    ? say('next.begin', { no: step.no, step: stepName(say, edition, step.idea) })
    : say('next.nothing');
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
