import { z } from 'zod';
import { LISTS, PAGE_SIZE, vouchersCard, type List } from '../../cards/voucher/vouchers.ts';
import { isFew, openPage, orFirst, sorted } from '../../domain/desk/open-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { choice, readInputs } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

const inputsSchema = z.object({ list: choice(LISTS) });

/** The list of vouchers: by state, ten a page. */
export async function showVouchers(turn: Turn, press?: Press): Promise<Shown> {
  const inputs = press?.verb === 'vouchers.list' ? readInputs(inputsSchema, press.inputs) : undefined;
  const chosen = inputs === undefined || isRefusal(inputs) ? undefined : inputs.list;
  const list: List = chosen ?? LISTS.find((one) => one === press?.id) ?? 'open';
  const continuation = press?.verb === 'vouchers.page' ? press.arg : undefined;
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

async function statusPage(
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
