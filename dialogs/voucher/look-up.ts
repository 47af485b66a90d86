import { isOf } from '../../domain/desk/list-filter.ts';
import { isFew, openPage, sorted } from '../../domain/desk/open-work.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { listNamed } from '../sentence/understood.ts';
import type { Turn } from '../turn.ts';
import { filteredPage } from './filtered.ts';
import { findVouchers } from './find.ts';

/** Open vouchers of which the most urgent of one's own are found. */
const LOOKED_AT = 100;

/**
 * Vouchers that a few typed words mean, for a list beside which nothing else is shown: a number or a part of one, a
 * customer, an engagement, a person, in any order; of a list of what is named its first page. The most urgent first; for
 * no words one's own open ones, then the others. Reads only.
 */
export async function lookUp(turn: Turn, typed: string): Promise<readonly VoucherDocument[]> {
  if (typed === '') return ownFirst(turn);
  const standing = await turn.standing();
  const { docs } = await findVouchers(turn, typed);
  if (docs.length > 0) return sorted(docs, standing);
  const named = await listNamed(turn, typed);
  return named === undefined ? [] : (await filteredPage(turn, named, standing)).docs;
}

async function ownFirst(turn: Turn): Promise<readonly VoucherDocument[]> {
  const { desk, unit, actor } = turn;
  const [standing, tally, person] = await Promise.all([
    turn.standing(),
    desk.tally(unit),
    desk.person(unit, actor.id),
  ]);
  const { docs } = await openPage((query: Query<'voucher'>) => desk.find(unit, query), 'voucher', standing, {
    few: isFew(tally),
    limit: LOOKED_AT,
  });
  const own = { id: actor.id, consultantId: person?.consultantId };
  const isOwn = (doc: VoucherDocument): boolean => isOf(doc, own);
  return [...docs.filter(isOwn), ...docs.filter((doc) => !isOwn(doc))];
}
