import { z } from 'zod';
import { formatDay } from '../../cards/kit/format.ts';
import { filterRef, readFilter, type ListFilter } from '../../cards/voucher/list-filter.ts';
import { LISTS, PAGE_SIZE, vouchersCard, type List } from '../../cards/voucher/vouchers.ts';
import { isFew, openPage, orFirst, sorted } from '../../domain/desk/open-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { ENGAGEMENTS } from '../../domain/programme/catalogue.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { choice, readInputs } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
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

/** What a filter lets through, ten a page. */
async function showFiltered(
  turn: Turn,
  filter: ListFilter,
  continuation: string | undefined,
): Promise<Shown> {
  const [tally, standing] = await Promise.all([turn.desk.tally(turn.unit), turn.standing()]);
  const { docs, next } = await orFirst((from) => filteredPage(turn, filter, standing, from), continuation);
  const id = filterRef(filter);
  const card = vouchersCard(turn.actor, {
    docs,
    list: filter.state ?? 'open',
    only: { ref: id, words: await filterWords(turn, filter, standing) },
    standing,
    tally,
    next,
    isFirst: continuation === undefined,
  });
  return { card, seen: { verb: 'vouchers.page', id, arg: continuation }, waits: false };
}

const SPAN_NAMES = {
  mine: 'vouchers.onlyMine',
  overdue: 'vouchers.onlyOverdue',
  week: 'vouchers.onlyWeek',
} as const;

/** What a list is of: "Contoso · SharePoint Deployment Planning · Reserved". */
export async function filterWords(
  turn: Pick<Turn, 'desk' | 'unit' | 'say'> & { readonly actor: Pick<Turn['actor'], 'language'> },
  filter: ListFilter,
  { texts }: Pick<Standing, 'texts'>,
): Promise<string> {
  const { span, week, state, customer, consultant, engagements = [] } = filter;
  const named = customer === undefined ? undefined : await turn.desk.customer(turn.unit, customer);
  return [
    span === undefined ? undefined : turn.say(SPAN_NAMES[span]),
    week === undefined ? undefined : turn.say('overview.week', { day: formatDay(turn.actor.language, week) }),
    named?.name,
    consultant === undefined ? undefined : texts[`consultant:${consultant}`],
    ...engagements.map((id) => ENGAGEMENTS[id]),
    state === undefined ? undefined : turn.say(`status.${state}`),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
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
