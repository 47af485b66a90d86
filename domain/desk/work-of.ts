import type { Query } from '../store/ports.ts';
import type { VoucherDocument } from '../store/documents.ts';
import { STATUSES } from '../voucher/model.ts';

/** What somebody has to do with, for the day on which they leave. */
export interface WorkOf {
  /** Reserved, and they deliver it; the nearest deadline first. */
  readonly delivers: readonly VoucherDocument[];
  /** Somebody waits for them to do the next step. */
  readonly asked: readonly VoucherDocument[];
  /** They recorded it, nobody is named who delivers it, and so of all but the admins only they hear of it. */
  readonly looksAfter: readonly VoucherDocument[];
  /** How many vouchers they want to be reminded of. */
  readonly reminders: number;
  /** There are more vouchers than were looked at. */
  readonly isMore: boolean;
}

/** Vouchers of one request, and requests for those of one state. */
const LOOKED_AT = 100;
const REQUESTS = 30;
const IN_FLIGHT = STATUSES.filter((status) => status !== 'lost' && status !== 'void');

type Find = (query: Query<'voucher'>) => Promise<{
  readonly docs: readonly VoucherDocument[];
  readonly continuation?: string;
}>;

/** Looks through the vouchers in flight for what is somebody's; rejects with StoreFailure. */
export async function workOf(
  find: Find,
  who: {
    /** Of the company's consultants. */
    readonly consultantId: string | undefined;
    /** By the AAD object id: the people who are that consultant. */
    readonly people: readonly string[];
  },
): Promise<WorkOf> {
  const of = { delivers: [], asked: [], looksAfter: [] } as Record<
    'delivers' | 'asked' | 'looksAfter',
    VoucherDocument[]
  >;
  let reminders = 0;
  const all = await Promise.all(IN_FLIGHT.map((status) => inState(find, status)));
  for (const doc of all.flatMap(({ docs }) => docs)) {
    const { stage, asks = [], reminders: wishes = [] } = doc.state;
    const consultantId = 'reservation' in stage ? stage.reservation.consultantId : undefined;
    if (stage.status === 'reserved' && consultantId !== undefined && consultantId === who.consultantId)
      of.delivers.push(doc);
    if (asks.some(({ to }) => who.people.includes(to))) of.asked.push(doc);
    if (wishes.some(({ by }) => who.people.includes(by))) reminders += 1;
    if (consultantId === undefined && who.people.includes(doc.recordedBy ?? '')) of.looksAfter.push(doc);
  }
  return { ...of, reminders, isMore: all.some(({ isMore }) => isMore) };
}

/** The vouchers in one state, as many as are looked at. */
async function inState(
  find: Find,
  status: string,
): Promise<{ readonly docs: readonly VoucherDocument[]; readonly isMore: boolean }> {
  const docs: VoucherDocument[] = [];
  let continuation: string | undefined;
  for (let requests = 0; requests < REQUESTS; requests += 1) {
    const page = await find({
      kind: 'voucher',
      where: { status },
      order: { path: 'due' },
      limit: LOOKED_AT,
      ...(continuation === undefined ? {} : { continuation }),
    });
    docs.push(...page.docs);
    continuation = page.continuation;
    if (continuation === undefined) return { docs, isMore: false };
  }
  return { docs, isMore: true };
}
