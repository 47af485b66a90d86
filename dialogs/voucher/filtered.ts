import type { ListFilter } from '../../cards/voucher/list-filter.ts';
import { PAGE_SIZE } from '../../cards/voucher/vouchers.ts';
import * as desk from '../../domain/desk/filtered.ts';
import type { Whose } from '../../domain/desk/list-filter.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Turn } from '../turn.ts';

/** Who looks, and with what. */
type Looks = Pick<Turn, 'desk' | 'unit' | 'actor'>;

/** A page of the vouchers that a filter lets through, as a turn sees them. Throws StoreFailure. */
export async function filteredPage(
  turn: Turn,
  filter: ListFilter,
  standing: Standing,
  how: { readonly next?: string | undefined; readonly most?: number } = {},
): Promise<desk.FilteredPage> {
  const whose = await whoseOf(turn, filter);
  return desk.filteredPage((query) => turn.desk.find(turn.unit, query), {
    filter,
    whose,
    standing,
    limit: PAGE_SIZE,
    ...how,
  });
}

/** All that a filter lets through, as the store brings it: a page of it at a time, some of them empty. Throws StoreFailure. */
export async function* allFiltered(
  looks: Looks,
  filter: ListFilter,
  standing: Standing,
): AsyncGenerator<readonly VoucherDocument[], void, undefined> {
  const whose = await whoseOf(looks, filter);
  yield* desk.allFiltered((query) => looks.desk.find(looks.unit, query), { filter, whose, standing });
}

/** Whom a filter means by "mine", and by a colleague. */
async function whoseOf(turn: Looks, { mine, person }: ListFilter): Promise<readonly Whose[]> {
  const ids = new Set([...(mine === true ? [turn.actor.id] : []), ...(person === undefined ? [] : [person])]);
  return Promise.all(
    [...ids].map(async (id) => ({ id, consultantId: (await turn.desk.person(turn.unit, id))?.consultantId })),
  );
}
