import { personId } from '../store/ids.ts';
import type { PersonDocument, VoucherDocument } from '../store/documents.ts';
import type { Day } from '../day.ts';
import { isLastDay, RULES, type Hearer } from './rules.ts';
import type { Notice } from './notice.ts';

/** Of whom to think when a notice is addressed. */
export interface Audience {
  /** Everybody who may be meant, at least the admins; who has no permission is told nothing. */
  readonly people: readonly PersonDocument[];
  /** The company's consultants who deliver, by their ids in the company. */
  readonly consultantIds: readonly string[];
  /** Who recorded the vouchers, by their AAD object ids. */
  readonly recordedBy: readonly string[];
  /** Who reserved the vouchers, spoke of them, asked or was asked, by their AAD object ids. */
  readonly involved?: readonly string[];
  readonly today: Day;
}

/** Consultants and recorders of these vouchers: of one, or of all that are in a claim. */
export function audienceOf(
  vouchers: readonly VoucherDocument[],
): Required<Pick<Audience, 'consultantIds' | 'recordedBy' | 'involved'>> {
  const consultantIds = vouchers.flatMap(({ state: { stage } }) =>
    'reservation' in stage ? (stage.reservation.consultantId ?? []) : [],
  );
  return {
    consultantIds: [...new Set(consultantIds)],
    recordedBy: [...new Set(vouchers.flatMap(({ recordedBy }) => recordedBy ?? []))],
    involved: [
      ...new Set(
        vouchers.flatMap(({ reservedBy, state: { comments = [], asks = [] } }) => [
          ...(reservedBy === undefined ? [] : [reservedBy]),
          ...comments.map(({ by }) => by),
          ...asks.flatMap(({ by, to }) => [by, to]),
        ]),
      ),
    ],
  };
}

/**
 * AAD object ids of everybody who hears it, each once: never who did it, nobody without a permission, nobody who
 * muted its group. A last-day warning that would reach no admin goes to all of them, whatever they muted.
 */
export function recipients(notice: Notice, audience: Audience): readonly string[] {
  const { group, hears } = RULES[notice.code];
  const meant = audience.people.filter(
    (person) =>
      person.permission !== undefined &&
      idOf(person) !== notice.by &&
      hears.some((hearer) => isHearer(hearer, person, notice, audience)),
  );
  const willing = meant.filter(({ muted }) => muted?.includes(group) !== true);
  const told =
    isLastDay(notice, audience.today) && !willing.some(isReachableAdmin)
      ? meant.filter((person) => person.permission === 'admin' || willing.includes(person))
      : willing;
  return [...new Set(told.map(idOf))];
}

function isHearer(hearer: Hearer, person: PersonDocument, notice: Notice, audience: Audience): boolean {
  switch (hearer) {
    case 'consultants':
      return person.consultantId !== undefined && audience.consultantIds.includes(person.consultantId);
    case 'recorders':
      return audience.recordedBy.includes(idOf(person));
    case 'admins':
      return person.permission === 'admin';
    case 'person':
      return person.id === notice.subject;
    case 'involved':
      return (
        isHearer('consultants', person, notice, audience) ||
        audience.involved?.includes(idOf(person)) === true
      );
    case 'named':
      return idOf(person) === notice.to;
    default:
      return hearer satisfies never;
  }
}

/** Whether the last message reached them, as far as is known. */
function isReachable({ reference, unreachable }: PersonDocument): boolean {
  return reference !== undefined && unreachable === undefined;
}

function isReachableAdmin(person: PersonDocument): boolean {
  return person.permission === 'admin' && isReachable(person);
}

function idOf({ id }: PersonDocument): string {
  return personId.keyOf(id);
}

/** Whether a team's channel is told: what all the staff may hear, nothing that is for admins or one person only. */
export function isForChannels({ code }: Pick<Notice, 'code'>): boolean {
  return RULES[code].hears.includes('consultants');
}
