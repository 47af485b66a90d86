import type { ListFilter } from '../../cards/voucher/list-filter.ts';
import { PAGE_SIZE } from '../../cards/voucher/vouchers.ts';
import { addDays, weekOf, type Day } from '../../domain/day.ts';
import { sorted } from '../../domain/desk/open-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { present } from '../../domain/present.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { urgencyOfVoucher } from '../../domain/urgency.ts';
import type { Turn } from '../turn.ts';

/** Documents of one request, and requests of one page of a list. */
const LOOKED_AT = 100;
const REQUESTS = 10;

/**
 * A page of the vouchers that a filter lets through, the most urgent first. The store is asked by what it has an index
 * of; the rest is looked at in what it brings. `next`: where a page before ended.
 */
export async function filteredPage(
  turn: Turn,
  filter: ListFilter,
  standing: Standing,
  next: string | undefined,
): Promise<{ readonly docs: readonly VoucherDocument[]; readonly next?: string | undefined }> {
  const [, skipped = '0', token] = /^(\d{1,3})(?:\.(.+))?$/su.exec(next ?? '') ?? [];
  const lets = await passes(turn, filter, standing);
  const query = queryOf(filter, standing);
  const found: VoucherDocument[] = [];
  let skip = Number(skipped);
  let continuation = token;
  for (let requests = 0; requests < REQUESTS; requests += 1) {
    const page = await turn.desk.find(turn.unit, { ...query, ...present({ continuation }) });
    const passed = sorted(page.docs.filter(lets), standing);
    const room = PAGE_SIZE - found.length;
    found.push(...passed.slice(skip, skip + room));
    if (skip + room < passed.length) return { docs: found, next: `${skip + room}${mark(continuation)}` };
    skip = 0;
    continuation = page.continuation;
    if (continuation === undefined) return { docs: found };
  }
  return { docs: found, next: `0${mark(continuation)}` };
}

/** All that a filter lets through, as the store brings it: a page of it at a time, some of them empty. Throws StoreFailure. */
export async function* allFiltered(
  turn: Pick<Turn, 'desk' | 'unit' | 'actor'>,
  filter: ListFilter,
  standing: Standing,
): AsyncGenerator<readonly VoucherDocument[], void, undefined> {
  const lets = await passes(turn, filter, standing);
  const query = queryOf(filter, standing);
  let continuation: string | undefined;
  do {
    const page = await turn.desk.find(turn.unit, { ...query, ...present({ continuation }) });
    yield page.docs.filter(lets);
    continuation = page.continuation;
  } while (continuation !== undefined);
}

function mark(continuation: string | undefined): string {
  return continuation === undefined ? '' : `.${continuation}`;
}

function queryOf(
  { span, week, state, customer, consultant }: ListFilter,
  { today }: Standing,
): Query<'voucher'> {
  const base = { kind: 'voucher', limit: LOOKED_AT } as const;
  if (customer !== undefined) return { ...base, where: present({ customerId: customer, status: state }) };
  if (state !== undefined && consultant !== undefined)
    return { ...base, where: { consultantId: consultant, status: state }, order: { path: 'due' } };
  if (state !== undefined) return { ...base, where: { status: state }, order: { path: 'due' } };
  const where = { open: true };
  if (span === 'overdue') return { ...base, where, order: { path: 'due', to: addDays(today, -1) } };
  if (span === 'week') return { ...base, where, order: { path: 'due', from: today, to: daysOf(today).to } };
  if (week !== undefined) return { ...base, where, order: { path: 'due', ...daysOf(week) } };
  return { ...base, where, order: { path: 'due' } };
}

/** The first and the last day of the week in which a day is. */
function daysOf(week: Day): { readonly from: Day; readonly to: Day } {
  const from = weekOf(week);
  return { from, to: addDays(from, 6) };
}

/**
 * Whether a voucher is somebody's, as for those who are reminded of it: who delivers, and who recorded it. `consultantId`:
 * which of the company's consultants they are.
 */
export function isOf(doc: VoucherDocument, personId: string, consultantId: string | undefined): boolean {
  return doc.recordedBy === personId || (consultantId !== undefined && delivers(doc) === consultantId);
}

function delivers({ state: { stage } }: VoucherDocument): string | undefined {
  return 'reservation' in stage ? stage.reservation.consultantId : undefined;
}

async function passes(
  turn: Pick<Turn, 'desk' | 'unit' | 'actor'>,
  filter: ListFilter,
  standing: Standing,
): Promise<(doc: VoucherDocument) => boolean> {
  const { span, week, state, customer, consultant, engagements } = filter;
  const days = week === undefined ? undefined : daysOf(week);
  const { actor } = turn;
  const own = span === 'mine' ? (await turn.desk.person(turn.unit, actor.id))?.consultantId : undefined;
  const { today } = standing;
  return (doc) =>
    (customer === undefined || doc.customerId === customer) &&
    (state === undefined || doc.status === state) &&
    (days === undefined || (doc.open && doc.due >= days.from && doc.due <= days.to)) &&
    (consultant === undefined || delivers(doc) === consultant) &&
    (engagements === undefined ||
      (doc.state.facts.engagement !== undefined && engagements.includes(doc.state.facts.engagement))) &&
    (span !== 'mine' || isOf(doc, actor.id, own)) &&
    (span !== 'overdue' ||
      (doc.open && doc.due < today && urgencyOfVoucher(doc, standing).class !== 'over')) &&
    (span !== 'week' || (doc.open && doc.due >= today && doc.due <= daysOf(today).to));
}
