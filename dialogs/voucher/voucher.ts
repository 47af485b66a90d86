import type { Element } from '../../cards/kit/elements.ts';
import { formatDay, formatInstant, countryName } from '../../cards/kit/format.ts';
import { guardName } from '../../cards/kit/guards.ts';
import { offeringName } from '../../cards/kit/names.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import { peopleOf } from '../../cards/voucher/colleagues.ts';
import { historyCard } from '../../cards/voucher/history.ts';
import { voucherCard } from '../../cards/voucher/voucher.ts';
import { dayAt } from '../../domain/day.ts';
import type { Edition } from '../../domain/programme/edition.ts';
import { voucherId } from '../../domain/store/ids.ts';
import type { DomainEvent } from '../../domain/store/documents.ts';
import type { Answer, Shown } from '../step.ts';
import { commentText } from '../../domain/voucher/colleagues.ts';
import { namesFor } from '../people/names.ts';
import type { Turn } from '../turn.ts';
import { parkedAction } from '../parked.ts';

/** The voucher's own card for this person, as the store has it now; or that there is no such voucher. */
export async function voucherCardFor(
  { desk, unit, actor }: Pick<Turn, 'desk' | 'unit' | 'actor'>,
  number: string,
  { banner, parked }: { readonly banner?: Banner | undefined; readonly parked?: Element | undefined } = {},
): Promise<Answer> {
  const doc = await desk.voucher(unit, number);
  if (doc === undefined) {
    return {
      card: messageCard(actor, { title: 'notFound.voucher', offers: ['vouchers', 'newVoucher', 'home'] }),
    };
  }
  const standing = await desk.standing(unit);
  const { stage } = doc.state;
  const claim =
    stage.status === 'redeemed' && stage.claimId !== undefined
      ? await desk.claim(unit, stage.claimId)
      : undefined;
  const names = await namesFor({ desk, unit, actor }, peopleOf(doc));
  return { card: voucherCard({ doc, standing, actor, claim, banner, parked, names }), shows: doc.id };
}

/** The voucher's own card in a turn: it offers to go back to a draft about it. */
export async function showVoucher(turn: Turn, number: string, banner?: Banner): Promise<Shown> {
  const answer = await voucherCardFor(turn, number, { banner, parked: parkedAction(turn, number) });
  return { ...answer, seen: { verb: 'voucher.open', id: number }, waits: false };
}

const HISTORY_ROWS = 12;

/** Who did what when, told in the reader's language from the events. */
export async function showHistory(turn: Turn, number: string): Promise<Shown> {
  const doc = await turn.desk.voucher(turn.unit, number);
  if (doc === undefined) return showVoucher(turn, number);
  const { company, edition, texts } = await turn.standing();
  const entries = [];
  for (const event of await turn.desk.history(turn.unit, voucherId(number), HISTORY_ROWS)) {
    const name = await turn.nameOf(event.by);
    const { event: what } = event;
    // When somebody else is reminded is theirs.
    if (what.type === 'reminderSet' && what.by !== turn.actor.id) continue;
    const reason = doc.texts[what.type === 'commented' ? commentText(what.key) : `reason:${event.seq}`];
    const told =
      what.type === 'handedOver'
        ? turn.say('history.handedOver', {
            name: texts[`consultant:${what.consultantId}`] ?? turn.say('person.someone'),
          }) + rulesNotKept(turn, what, edition)
        : what.type === 'colleagueAsked'
          ? turn.say('history.colleagueAsked', { name: await turn.nameOf(what.to), what: what.what })
          : tell(turn, what) + rulesNotKept(turn, what, edition);
    entries.push({
      what: told,
      more: [
        formatInstant(turn.actor.language, event.recordedAt, company.timeZone),
        turn.say('history.by', { name }),
        event.occurredOn === dayAt(event.recordedAt, company.timeZone)
          ? undefined
          : turn.say('history.happened', { day: formatDay(turn.actor.language, event.occurredOn) }),
        reason,
      ]
        .filter((part) => part !== undefined)
        .join(' · '),
    });
  }
  const card = historyCard(turn.actor, { doc, entries });
  return { card, seen: { verb: 'voucher.history', id: number }, waits: false };
}

/** The rules that were not kept, by their names. */
function rulesNotKept({ say }: Turn, event: DomainEvent, edition: Edition): string {
  if (!('breaches' in event) || event.breaches.length === 0) return '';
  return ` (${say('voucher.breaches')}: ${event.breaches.map((guard) => guardName(say, guard, edition)).join('; ')})`;
}

function tell(
  { say, actor }: Turn,
  event: Exclude<DomainEvent, { type: 'colleagueAsked' | 'handedOver' }>,
): string {
  switch (event.type) {
    case 'recorded':
      return say('history.recorded', { status: say(`status.${event.stage.status}`) });
    case 'reserved':
      return say('history.reserved', {
        country: countryName(actor.language, event.reservation.country),
        start: formatDay(actor.language, event.reservation.start),
        end: formatDay(actor.language, event.reservation.end),
      });
    case 'rescheduled':
      return say('history.rescheduled', {
        start: formatDay(actor.language, event.start),
        end: formatDay(actor.language, event.end),
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
    case 'reminderSet':
      return say(event.day === undefined ? 'history.reminderGone' : 'history.reminderSet');
    case 'commented':
    case 'askClosed':
    case 'amended':
    case 'lost':
    case 'cameBack':
    case 'reported':
    case 'redeemed':
    case 'completed':
    case 'claimed':
    case 'freed':
    case 'claimDrafted':
    case 'claimSubmitted':
    case 'claimApproved':
    case 'claimPaid':
    case 'claimDiscarded':
    case 'companySetUp':
    case 'locationAdded':
    case 'consultantAdded':
    case 'asked':
    case 'granted':
    case 'detailsChanged':
    case 'competencyChanged':
    case 'statusRead':
    case 'accountMoved':
    case 'maxDaysChanged':
    case 'participantChanged':
    case 'agreementSigned':
    case 'policiesRead':
    case 'enrolled':
    case 'directoryUpdated':
    case 'profileSaved':
    case 'profilePublished':
    case 'editionChanged':
    case 'imported':
      return say(`history.${event.type}`);
    default:
      return event satisfies never;
  }
}
