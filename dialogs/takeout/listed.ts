import { readFilter } from '../../cards/voucher/list-filter.ts';
import { LISTS } from '../../cards/voucher/vouchers.ts';
import type { Wanted } from '../../domain/desk/files.ts';
import { present } from '../../domain/present.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import type { Turn } from '../turn.ts';
import { allFiltered } from '../voucher/filtered.ts';

/** Who looks, and with what. */
type Looks = Pick<Turn, 'desk' | 'unit' | 'actor' | 'standing'>;

/** Documents of one request. */
const PAGE = 100;

/** The vouchers that a file is of, a page at a time, the nearest deadline first where the list has it so. Throws StoreFailure. */
export async function* vouchersOf(
  looks: Looks,
  { of, ref = '', numbers = [] }: Wanted,
): AsyncGenerator<readonly VoucherDocument[], void, undefined> {
  const { desk, unit } = looks;
  if (of === 'numbers' || of === 'voucher') {
    const all = of === 'voucher' ? [ref] : numbers;
    for (let at = 0; at < all.length; at += PAGE) {
      const found = await Promise.all(all.slice(at, at + PAGE).map((number) => desk.voucher(unit, number)));
      yield found.filter((doc) => doc !== undefined);
    }
    return;
  }
  const filter = of === 'mine' ? { mine: true as const } : readFilter(ref);
  if (filter !== undefined) {
    yield* allFiltered(looks, filter, await looks.standing());
    return;
  }
  const list = LISTS.find((one) => one === ref);
  const query: Query<'voucher'> =
    list === undefined
      ? { kind: 'voucher', limit: PAGE }
      : {
          kind: 'voucher',
          where: list === 'open' ? { open: true } : { status: list },
          order: { path: 'due' },
          limit: PAGE,
        };
  let continuation: string | undefined;
  do {
    const page = await desk.find(unit, { ...query, ...present({ continuation }) });
    yield page.docs;
    continuation = page.continuation;
  } while (continuation !== undefined);
}

/** Whether there is any voucher in it. */
export async function isAny(looks: Looks, wanted: Wanted): Promise<boolean> {
  for await (const docs of vouchersOf(looks, wanted)) if (docs.length > 0) return true;
  return false;
}
