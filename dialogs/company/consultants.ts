import { CONSULTANTS_PAGE, consultantsCard } from '../../cards/company/consultants.ts';
import { removeConsultantCard } from '../../cards/company/remove-consultant.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { qualifiedAlone } from '../../domain/company/eligibility.ts';
import { refuse } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { NO_DUE } from '../../domain/urgency.ts';
import type { Shown } from '../step.ts';
import { newCommandId, type Turn } from '../turn.ts';

/** Reserved vouchers that are shown before a consultant is removed. */
const NEAREST = 3;

/** The company's consultants, to choose who is removed. `arg`: the place of the page's first. */
export async function showConsultants(turn: Turn, arg = '0', banner?: Banner): Promise<Shown> {
  const standing = await turn.standing();
  const place = Number(arg);
  const isPlace = Number.isInteger(place) && place >= 0 && place < standing.company.consultants.length;
  const from = isPlace ? place - (place % CONSULTANTS_PAGE) : 0;
  return {
    card: consultantsCard(turn.actor, { standing, from, banner }),
    seen: { verb: 'company.consultants', arg: String(from) },
    waits: false,
  };
}

/** What becomes of everything that a consultant has, before they are removed from the company. */
export async function showRemoval(turn: Turn, consultantId: string, banner?: Banner): Promise<Shown> {
  const standing = await turn.standing();
  if (standing.company.consultants.every(({ id }) => id !== consultantId))
    return showConsultants(turn, undefined, banner ?? (await turn.refused(refuse({ why: 'notFound' }))));
  const card = removeConsultantCard(turn.actor, {
    consultantId,
    ...(await reservedWith(turn, consultantId)),
    unstaffed: qualifiedAlone(consultantId, standing),
    standing,
    commandId: newCommandId(),
    banner,
  });
  return { card, seen: { verb: 'company.toRemove', id: consultantId }, waits: false };
}

/** How many vouchers are reserved with a consultant, and those with the nearest deadlines; two requests. */
export async function reservedWith(
  { desk, unit }: Turn,
  consultantId: string,
): Promise<{ readonly count: number; readonly nearest: readonly VoucherDocument[] }> {
  const where = { consultantId, status: 'reserved' };
  const [count, { docs }] = await Promise.all([
    desk.count(unit, { kind: 'voucher', where, order: { path: 'due', to: NO_DUE } }),
    desk.find(unit, { kind: 'voucher', where, order: { path: 'due' }, limit: NEAREST }),
  ]);
  return { count, nearest: docs };
}
