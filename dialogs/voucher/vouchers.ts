import { z } from 'zod';
import { messageCard } from '../../cards/message.ts';
import { foundCard, LISTS, PAGE_SIZE, vouchersCard, type List } from '../../cards/voucher/vouchers.ts';
import { isFew, openPage, orFirst, sorted } from '../../domain/desk/open-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import { canonicalNumber, numberSuffix } from '../../domain/voucher/number.ts';
import { choice, readInputs } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';
import { customerDocId } from '../../domain/store/ids.ts';

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
  return { card, waits: false };
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

const FOUND = 10;
/** Longer than any number that can be recorded, or any name worth a search. */
const MAX_NUMBER = 64;

/** Vouchers that a typed number, the end of one, or a customer's name means. */
export async function findVouchers(turn: Turn, typed: string): Promise<readonly VoucherDocument[]> {
  const number = canonicalNumber(typed);
  if (number === '' || number.length > MAX_NUMBER) return [];
  const exact = await turn.desk.voucher(turn.unit, number);
  if (exact !== undefined) return [exact];
  if (/^[\p{L}\p{N}]{4}$/u.test(number) && /\d/.test(number)) {
    const found = await turn.desk.find(turn.unit, {
      kind: 'voucher',
      where: { suffix: numberSuffix(number) },
      limit: FOUND,
    });
    if (found.docs.length > 0) return found.docs;
  }
  const name = customerKey(typed);
  if (name.length < 2) return [];
  const customers = await turn.desk.find(turn.unit, {
    kind: 'customer',
    prefix: { path: 'searchName', value: name },
    limit: FOUND,
  });
  const ids = customers.docs.map(({ id }) => customerDocId.keyOf(id));
  const pages = await Promise.all(
    ids.map((customerId) =>
      turn.desk.find(turn.unit, { kind: 'voucher', where: { customerId }, limit: FOUND }),
    ),
  );
  return pages.flatMap(({ docs }) => docs).slice(0, FOUND);
}

/** A sentence that is longer is no question about a voucher. */
const MAX_QUESTION = 200;

/** The first number within a question that a voucher has ("when does 0042 run out?"). */
async function withinQuestion(turn: Turn, typed: string): Promise<readonly VoucherDocument[]> {
  if (typed.length > MAX_QUESTION) return [];
  const words = typed.match(/[\p{L}\p{N}-]{4,}/gu) ?? [];
  for (const word of words.filter((one) => one !== typed && /\d/.test(one)).slice(0, 3)) {
    const docs = await findVouchers(turn, word);
    if (docs.length > 0) return docs;
  }
  return [];
}

/** One voucher is shown, several are a choice; undefined when nothing answers to it. */
export async function showFound(turn: Turn, typed: string): Promise<Shown | undefined> {
  const found = await findVouchers(turn, typed);
  const docs = found.length > 0 ? found : await withinQuestion(turn, typed);
  const [only] = docs;
  if (only === undefined) return undefined;
  if (docs.length === 1) return showVoucher(turn, only.state.facts.number);
  const standing = await turn.standing();
  return { card: foundCard(turn.actor, { docs: sorted(docs, standing), standing }), waits: false };
}

export function nothingFound(turn: Turn, typed: string): Shown {
  return {
    card: messageCard(turn.actor, {
      title: 'notFound.voucher',
      text: [turn.say('notFound.text', { typed: cleanLine(typed, 100) })],
      offers: ['vouchers', 'newVoucher', 'home'],
    }),
    waits: false,
  };
}
