import { sorted } from '../../domain/desk/open-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { offeringOf } from '../../domain/programme/edition.ts';
import { present } from '../../domain/present.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { urgencyOfVoucher } from '../../domain/urgency.ts';
import type { Turn } from '../turn.ts';
import { findVouchers } from '../voucher/find.ts';
import type { About } from './intents.ts';
import type { Reference } from './reference.ts';

const LOOKED_AT = 100;
/** Customers whose vouchers are looked at. */
const CUSTOMERS = 5;

/** In which states of a voucher a step can be begun; of others in any. */
const FROM: Readonly<Partial<Record<About, readonly string[]>>> = {
  reserve: ['assigned', 'lost'],
  report: ['reserved'],
  redeem: ['reported'],
  claim: ['redeemed'],
  release: ['reserved'],
  lose: ['assigned'],
  plan: ['assigned', 'reserved'],
  reschedule: ['reserved'],
};

/** Vouchers that are meant, the most urgent first. */
interface MeantVouchers {
  /** Those with which the step can be begun; all that were named, when it can be with none. */
  readonly docs: readonly VoucherDocument[];
  /** Whether the step can be begun with them. */
  readonly fits: boolean;
  readonly isMore: boolean;
}

/** Whether a step can be begun with a voucher as it stands. */
export function fits(asks: About | undefined, doc: VoucherDocument): boolean {
  const from = asks === undefined ? undefined : FROM[asks];
  return from === undefined ? doc.status !== 'void' : from.includes(doc.status);
}

/** Which vouchers a sentence means: by number, by customer and engagement, else those that wait for the step. */
export async function vouchersMeant(
  turn: Turn,
  said: Reference,
  asks: About | undefined,
  standing: Standing,
): Promise<MeantVouchers> {
  const { docs, isMore } = await named(turn, said, asks);
  const about = docs.filter((doc) => isAbout(doc, said, standing));
  const those = about.length > 0 || said.customers === undefined ? about : docs;
  const able = those.filter((doc) => fits(asks, doc));
  const live = able.filter((doc) => urgencyOfVoucher(doc, standing).class !== 'over');
  const chosen = live.length > 0 ? live : able.length > 0 ? able : those;
  return { docs: sorted(chosen, standing), fits: able.length > 0, isMore };
}

async function named(
  turn: Turn,
  { number, customers }: Reference,
  asks: About | undefined,
): Promise<{ readonly docs: readonly VoucherDocument[]; readonly isMore: boolean }> {
  if (number !== undefined) return findVouchers(turn, number);
  const queries: readonly Query<'voucher'>[] =
    customers !== undefined
      ? customers
          .slice(0, CUSTOMERS)
          .map((customerId) => ({ kind: 'voucher', where: { customerId }, limit: LOOKED_AT }))
      : ((asks === undefined ? undefined : FROM[asks])?.map((status) => ({
          kind: 'voucher',
          where: { status },
          order: { path: 'due' },
          limit: LOOKED_AT,
        })) ?? [{ kind: 'voucher', where: { open: true }, order: { path: 'due' }, limit: LOOKED_AT }]);
  const pages = await Promise.all(queries.map((query) => turn.desk.find(turn.unit, query)));
  return {
    docs: pages.flatMap(({ docs }) => docs),
    isMore: pages.some(({ continuation }) => continuation !== undefined),
  };
}

/** Whether a voucher is of an engagement that was named. */
function isAbout(
  { state: { facts } }: VoucherDocument,
  { number, engagements, offerings }: Reference,
  { edition }: Standing,
): boolean {
  if (number !== undefined || (engagements === undefined && offerings === undefined)) return true;
  const { engagement } = facts;
  const offering = offeringOf(facts, edition);
  const offered = engagements?.map((one) => offeringOf({ engagement: one }, edition)) ?? [];
  return engagement === undefined
    ? offering !== undefined && [...offered, ...(offerings ?? [])].includes(offering)
    : engagements?.includes(engagement) === true ||
        (offering !== undefined && offerings?.includes(offering) === true);
}

/** What a sentence said of vouchers, without what fills a form. */
export function whichOf({ number, customers, engagements, offerings }: Reference): Reference {
  return present({ number, customers, engagements, offerings });
}
