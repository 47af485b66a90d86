import { z } from 'zod';
import { filterRef, readFilter } from '../../cards/voucher/list-filter.ts';
import { LISTS, PAGE_SIZE, vouchersCard, type List } from '../../cards/voucher/vouchers.ts';
import { statesOf, without, type ListFilter } from '../../domain/desk/list-filter.ts';
import { isFew, openPage, orFirst, sorted } from '../../domain/desk/open-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { choice, readInputs } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { partsOf, type FilterPart } from './filter-words.ts';
import { filteredPage } from './filtered.ts';

const inputsSchema = z.object({ list: choice(LISTS) });

/** The list of vouchers: by state, ten a page. */
export async function showVouchers(turn: Turn, press?: Press): Promise<Shown> {
  const inputs = press?.verb === 'vouchers.list' ? readInputs(inputsSchema, press.inputs) : undefined;
  const chosen = inputs === undefined || isRefusal(inputs) ? undefined : inputs.list;
  const list: List = chosen ?? LISTS.find((one) => one === press?.id) ?? 'open';
  const continuation = press?.verb === 'vouchers.page' ? press.arg : undefined;
  const filter = chosen === undefined ? readFilter(press?.id) : undefined;
  if (filter !== undefined) return showFiltered(turn, filter, continuation);
  const { unit, desk } = turn;
  const [tally, standing] = await Promise.all([desk.tally(unit), turn.standing()]);
  const page = (next: string | undefined) =>
    list === 'open'
      ? openPage((query: Query<'voucher'>) => desk.find(unit, query), 'voucher', standing, {
          few: isFew(tally),
          limit: PAGE_SIZE,
          next,
        })
      : statusPage(turn, list, standing, next);
  const { docs, next } = await orFirst(page, continuation);
  const card = vouchersCard(turn.actor, {
    docs,
    list,
    standing,
    tally,
    next,
    isFirst: continuation === undefined,
  });
  const seen = { verb: 'vouchers.page', id: list, arg: continuation } as const;
  return { card, seen, waits: false };
}

/** What a filter lets through, ten a page; where that is nothing, what to leave out of it. */
export async function showFiltered(turn: Turn, filter: ListFilter, continuation?: string): Promise<Shown> {
  const [tally, standing] = await Promise.all([turn.desk.tally(turn.unit), turn.standing()]);
  const [page, parts] = await Promise.all([
    orFirst((next) => filteredPage(turn, filter, standing, { next }), continuation),
    partsOf(turn, filter, standing),
  ]);
  const { docs, next } = page;
  const isFirst = continuation === undefined;
  const isNone = docs.length === 0 && next === undefined && isFirst;
  const id = filterRef(filter);
  const states = statesOf(filter);
  const card = vouchersCard(turn.actor, {
    docs,
    list: LISTS.find((one) => states.length === 1 && one === states[0]) ?? 'open',
    only: {
      ref: id,
      words: parts.map(({ words }) => words).join(' · '),
      count: isFirst ? page : undefined,
      isCut: page.isCut,
      loosened: isNone ? await loosened(turn, standing, filter, parts) : [],
    },
    standing,
    tally,
    next,
    isFirst,
  });
  return { card, seen: { verb: 'vouchers.page', id, arg: continuation }, waits: false };
}

/** Queries of the store for what would be there without a part. */
const LOOKED_FOR = 4;

/** The parts of a filter without which something would be left, or may be. */
async function loosened(
  turn: Turn,
  standing: Standing,
  filter: ListFilter,
  parts: readonly FilterPart[],
): Promise<readonly { readonly words: string; readonly ref: string }[]> {
  if (parts.length < 2) return [];
  const all = await Promise.all(
    parts.map(async ({ part, words }) => {
      const rest = without(filter, part);
      const { count, isCut } = await filteredPage(turn, rest, standing, { most: LOOKED_FOR });
      return count > 0 || isCut ? [{ words, ref: filterRef(rest) }] : [];
    }),
  );
  return all.flat();
}

/** A page of the vouchers in one state. */
export async function statusPage(
  { desk, unit }: Turn,
  status: string,
  standing: Standing,
  next: string | undefined,
): Promise<{ readonly docs: readonly VoucherDocument[]; readonly next?: string | undefined }> {
  const { docs, continuation } = await desk.find(unit, {
    kind: 'voucher',
    where: { status },
    order: { path: 'due' },
    limit: PAGE_SIZE,
    ...present({ continuation: next }),
  });
  return { docs: sorted(docs, standing), next: continuation };
}
