import { plainExecute } from '../../cards/kit/actions.ts';
import { formatSpan } from '../../cards/kit/format.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { placesWarning } from '../../cards/voucher/two-places.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { suggestedConsultant } from '../../domain/people/same-person.ts';
import type { Engaged } from '../../domain/plan/engagements.ts';
import { placesOf, type Places, type Planned } from '../../domain/plan/plan.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { dayInput } from '../inputs.ts';
import { referenceArg } from '../sentence/reference.ts';
import type { Shown } from '../step.ts';
import type { Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

/** What a consultant has reserved from today on, with one request at most. */
export async function engaged(turn: Turn, consultantId: string): Promise<Engaged> {
  const { today } = await turn.standing();
  return turn.desk.engaged(turn.unit, consultantId, today);
}

/** Whose days a form's inputs name, of the company's consultants: who is typed goes before who is chosen. */
export function plannedBy(
  standing: Standing,
  values: Readonly<Record<string, string | undefined>>,
): Planned | undefined {
  const start = dayInput.safeParse(values['start'] ?? '').data;
  const end = dayInput.safeParse(values['end'] ?? '').data;
  const consultantId =
    suggestedConsultant(values['consultantName'] ?? '', standing) ?? values['consultantId'];
  const isOurs = standing.company.consultants.some(({ id }) => id === consultantId);
  return start === undefined || end === undefined || consultantId === undefined || !isOurs
    ? undefined
    : { consultantId, start, end };
}

/** Where else the consultant of a reservation that was recorded is in its days; undefined where nowhere. */
export async function placesRecorded(turn: Turn, doc: VoucherDocument): Promise<Places | undefined> {
  const { stage } = doc.state;
  if (stage.status !== 'reserved') return undefined;
  const standing = await turn.standing();
  const { start, end, consultantId } = stage.reservation;
  const planned = plannedBy(standing, { start, end, consultantId });
  if (planned === undefined || planned.end < standing.today) return undefined;
  const places = placesOf(doc.state, planned, await engaged(turn, planned.consultantId), standing);
  return places.others.length > 0 ? places : undefined;
}

/** A voucher that was done as it was asked, and that its consultant is in two places by it; with days that fit. */
export async function showTwoPlaces(
  turn: Turn,
  { state: { facts }, version }: VoucherDocument,
  { text }: Banner,
  places: Places,
): Promise<Shown> {
  const { language } = turn.actor;
  const warning = placesWarning(turn.say, language, await turn.standing(), places) ?? '';
  const { fits } = places;
  const take =
    fits === undefined
      ? undefined
      : plainExecute(turn.say('do.takeDays', { days: formatSpan(language, fits) }), 'reschedule.open', {
          id: facts.number,
          version,
          arg: referenceArg({ start: fits.start, end: fits.end }),
        });
  return showVoucher(turn, facts.number, { text: `${text} ${warning}`, style: 'warning' }, take);
}
