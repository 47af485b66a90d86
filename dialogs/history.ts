import { claimHead } from '../cards/claim/claim-head.ts';
import { openClaim } from '../cards/claim/claim.ts';
import { historyCard } from '../cards/history.ts';
import { execute, seldom } from '../cards/kit/actions.ts';
import type { Element } from '../cards/kit/elements.ts';
import { countryName, formatDay, formatInstant, listOf } from '../cards/kit/format.ts';
import { guardName } from '../cards/kit/guards.ts';
import { head } from '../cards/kit/head.ts';
import { consultantName, levelName, offeringName, offeringTitle } from '../cards/kit/names.ts';
import { messageCard } from '../cards/message.ts';
import { voucherHead } from '../cards/voucher/voucher-head.ts';
import { dayAt } from '../domain/day.ts';
import { orFirst } from '../domain/desk/open-work.ts';
import type { Standing } from '../domain/desk/standing.ts';
import { may } from '../domain/people/permissions.ts';
import { COMPETENCIES, ENGAGEMENTS } from '../domain/programme/catalogue.ts';
import type { DomainEvent, EventDocument, Texts, VoucherDocument } from '../domain/store/documents.ts';
import { claimId, COMPANY_ID, personId, voucherId } from '../domain/store/ids.ts';
import { commentText } from '../domain/voucher/colleagues.ts';
import { claimWithVouchers, showClaim } from './claim/claims.ts';
import type { Shown } from './step.ts';
import { newCommandId, type Press, type Turn } from './turn.ts';
import { showVoucher } from './voucher/voucher.ts';

/** Who did what when, told in the reader's language from the events. */

const HISTORY_ROWS = 12;

/** Of a voucher. `arg`: where a page begins. */
export async function showHistory(turn: Turn, { id = '', arg }: Pick<Press, 'id' | 'arg'>): Promise<Shown> {
  const doc = await turn.desk.voucher(turn.unit, id);
  if (doc === undefined) return showVoucher(turn, id);
  return shown(turn, voucherId(id), doc.texts, {
    head: voucherHead(turn.say, turn.actor.language, doc, []),
    verb: 'voucher.history',
    id,
    arg,
    open: execute(turn.say('do.openVoucher'), 'voucher.open', { id }),
    also: heedAction(turn, doc),
  });
}

/** Differences with lists that are ignored are asked about again, where somebody may say so. */
function heedAction({ actor, say }: Turn, { state, version }: VoucherDocument): readonly Element[] {
  if (state.ignored === undefined || !may(actor.permission, 'voucher.heedDifferences')) return [];
  const ref = { id: state.facts.number, version, commandId: newCommandId() };
  return [seldom(execute(say('do.heed'), 'sheet.heed', ref))];
}

/** Of a claim. */
export async function showClaimHistory(turn: Turn, { id = '', arg }: Press): Promise<Shown> {
  const found = await claimWithVouchers(turn, id);
  if (found === undefined) return showClaim(turn, id);
  const { today } = await turn.standing();
  return shown(turn, claimId(id), found.doc.texts, {
    head: claimHead(turn.say, turn.actor.language, { ...found, today }),
    verb: 'claims.history',
    id,
    arg,
    open: openClaim(turn.say, found.doc),
  });
}

/** Of the company. */
export async function showCompanyHistory(turn: Turn, { arg }: Press): Promise<Shown> {
  const { texts } = await turn.standing();
  return shown(turn, COMPANY_ID, texts, {
    head: head({ about: texts['name'] ?? turn.say('company.nameless') }),
    verb: 'history.company',
    arg,
    open: execute(turn.say('do.company'), 'company.open'),
  });
}

/** Of what somebody may do: for themselves, and for who gives and takes it. */
export async function showAccessHistory(turn: Turn, { id = '', arg }: Press): Promise<Shown> {
  const isOwn = id === turn.actor.id;
  const maySee = isOwn || may(turn.actor.permission, 'person.grant');
  if (!maySee) turn.deny();
  const person = maySee ? await turn.desk.person(turn.unit, id) : undefined;
  if (person === undefined)
    return {
      card: messageCard(turn.actor, {
        title: 'history.title',
        text: [turn.say('history.notYours')],
        offers: ['people', 'home'],
      }),
      waits: false,
    };
  return shown(
    turn,
    personId(id),
    {},
    {
      head: head({ about: person.name, under: turn.say('history.ofAccess') }),
      verb: 'history.person',
      id,
      arg,
      open: execute(turn.say('do.people'), 'people.open', isOwn ? {} : { id }),
    },
  );
}

/** A page of the history of a document; `texts`: what people wrote of its events. */
async function shown(
  turn: Turn,
  subject: string,
  texts: Texts,
  of: Pick<Parameters<typeof historyCard>[1], 'head' | 'id' | 'open' | 'also'> & {
    readonly verb: NonNullable<Press['verb']>;
    readonly arg: string | undefined;
  },
): Promise<Shown> {
  const { arg, ...view } = of;
  const page = await orFirst((from) => turn.desk.history(turn.unit, subject, HISTORY_ROWS, from), arg);
  const standing = await turn.standing();
  const entries = [];
  for (const event of page.docs) {
    const told = await toldEvent(turn, event, standing, texts);
    if (told !== undefined)
      entries.push({ what: told.what, more: circumstances(turn, event, standing, told) });
  }
  const card = historyCard(turn.actor, {
    ...view,
    entries,
    next: page.continuation,
    isFirst: arg === undefined,
  });
  return { card, seen: { verb: of.verb, id: of.id, arg }, waits: false };
}

/** When it was done, by whom, on which other day it happened, and why. */
function circumstances(
  { say, actor: { language } }: Turn,
  { recordedAt, occurredOn }: EventDocument,
  { company: { timeZone } }: Standing,
  { who, why }: Told,
): string {
  return [
    formatInstant(language, recordedAt, timeZone),
    say('history.by', { name: who }),
    occurredOn === dayAt(recordedAt, timeZone)
      ? undefined
      : say('history.happened', { day: formatDay(language, occurredOn) }),
    why,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Who tells, and in which language. */
type Teller = Pick<Turn, 'say' | 'actor' | 'nameOf'>;

/** What was done, by whom, and why. */
interface Told {
  readonly what: string;
  readonly who: string;
  readonly why: string | undefined;
}

/** What an event says to this reader; undefined: it is somebody else's. `texts`: what people wrote of it. */
export async function toldEvent(
  teller: Teller,
  { event, by, seq }: EventDocument,
  standing: Standing,
  texts: Texts,
): Promise<Told | undefined> {
  // When somebody else is reminded is theirs.
  if (event.type === 'reminderSet' && event.by !== teller.actor.id) return undefined;
  const what =
    event.type === 'colleagueAsked'
      ? teller.say('history.colleagueAsked', { name: await teller.nameOf(event.to), what: event.what })
      : tell(teller, event, standing) + rulesNotKept(teller, event, standing);
  const why = texts[event.type === 'commented' ? commentText(event.key) : `reason:${seq}`];
  return { what, who: await teller.nameOf(by), why };
}

/** The rules that were not kept, by their names. */
function rulesNotKept({ say }: Teller, event: DomainEvent, { edition }: Standing): string {
  if (!('breaches' in event) || event.breaches.length === 0) return '';
  return ` (${say('voucher.breaches')}: ${event.breaches.map((guard) => guardName(say, guard, edition)).join('; ')})`;
}

function tell(
  { say, actor }: Teller,
  event: Exclude<DomainEvent, { type: 'colleagueAsked' }>,
  standing: Standing,
): string {
  const { language } = actor;
  /** What was done, and what it was of: names as they are now. */
  const of = (done: string, ...about: readonly (string | undefined)[]): string =>
    [done, about.filter(Boolean).join(', ')].filter((part) => part !== '').join(': ');
  switch (event.type) {
    case 'recorded':
      return say('history.recorded', { status: say(`status.${event.stage.status}`) });
    case 'reserved':
      return say('history.reserved', {
        country: countryName(language, event.reservation.country),
        start: formatDay(language, event.reservation.start),
        end: formatDay(language, event.reservation.end),
      });
    case 'handedOver':
      return say('history.handedOver', {
        name: standing.texts[`consultant:${event.consultantId}`] ?? say('person.someone'),
      });
    case 'rescheduled':
      return say('history.rescheduled', {
        start: formatDay(language, event.start),
        end: formatDay(language, event.end),
      });
    case 'released':
      return say('history.released', { reason: say(`release.${event.reason}`) });
    case 'undone':
      return say('history.undone', { status: say(`status.${event.restored.status}`) });
    case 'claimUndone':
      return say('history.undone', { status: say(`status.${event.restored.status}`) });
    case 'voided':
      return say('history.voided', { reason: say(`void.${event.reason}`) });
    case 'claimDenied':
      return say('history.claimDenied', { reason: say(`denial.${event.reason}`) });
    case 'savbRegistered':
      return say('history.savbRegistered', { offering: offeringName(event.offering) });
    case 'advanced':
      return say('history.advanced', { status: say(`status.${event.stage.status}`) });
    case 'differencesIgnored':
      return say('history.differencesIgnored', {
        what: listOf(
          language,
          event.differences.map(({ what }) => say(`sheetField.${what}`)),
        ),
      });
    case 'reminderSet':
      return say(event.day === undefined ? 'history.reminderGone' : 'history.reminderSet');
    case 'granted':
      return of(
        say(`history.${event.type}`),
        say(`permission.${event.permission ?? 'none'}`),
        ...event.roles.map((role) => say(`role.${role}`)),
        event.consultantId === undefined ? undefined : consultantName(standing, event.consultantId),
      );
    case 'locationAdded':
      return of(
        say(`history.${event.type}`),
        `${countryName(language, event.location.country)} ${event.location.id}`,
      );
    case 'consultantAdded':
      return of(say(`history.${event.type}`), consultantName(standing, event.consultant.id));
    case 'consultantRemoved':
      return of(say(`history.${event.type}`), consultantName(standing, event.consultantId));
    case 'competencyChanged':
      return of(
        say(`history.${event.type}`),
        COMPETENCIES[event.competency],
        event.level === undefined ? say('company.noLevel') : levelName(event.level),
      );
    case 'statusRead':
    case 'enrolled':
      return of(say(`history.${event.type}`), offeringTitle(event.offering));
    case 'maxDaysChanged':
      return of(
        say(`history.${event.type}`),
        ENGAGEMENTS[event.engagement],
        event.days === undefined ? undefined : say('days', { days: event.days }),
      );
    case 'participantChanged':
      return of(say(`history.${event.type}`), standing.texts[`participant:${event.participant.id}`]);
    case 'profileSaved':
      return of(say(`history.${event.type}`), countryName(language, event.profile.region));
    case 'profilePublished':
      return of(say(`history.${event.type}`), countryName(language, event.region));
    case 'editionChanged':
      return of(say(`history.${event.type}`), say(`edition.${event.edition}`));
    case 'commented':
    case 'askClosed':
    case 'amended':
    case 'lost':
    case 'cameBack':
    case 'reported':
    case 'redeemed':
    case 'completed':
    case 'differencesHeeded':
    case 'claimed':
    case 'freed':
    case 'claimDrafted':
    case 'claimSubmitted':
    case 'claimApproved':
    case 'claimPaid':
    case 'claimDiscarded':
    case 'companySetUp':
    case 'asked':
    case 'detailsChanged':
    case 'accountMoved':
    case 'agreementSigned':
    case 'policiesRead':
    case 'directoryUpdated':
    case 'imported':
      return say(`history.${event.type}`);
    default:
      return event satisfies never;
  }
}
