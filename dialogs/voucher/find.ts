import { execute } from '../../cards/kit/actions.ts';
import { anyOf } from '../../cards/kit/refusals.ts';
import { messageCard } from '../../cards/message.ts';
import { foundCard, PAGE_SIZE } from '../../cards/voucher/vouchers.ts';
import { behind, endOf } from '../../domain/desk/open-work.ts';
import { MAY, may } from '../../domain/people/permissions.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { customerDocId } from '../../domain/store/ids.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import { canonicalNumber, keysWith, numberKeys } from '../../domain/voucher/number.ts';
import { MAX_NUMBER, numbersIn, numberToRecord } from '../../domain/voucher/typed-number.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

/** Vouchers that are looked at for one answer, and customers. */
const LOOKED_AT = 100;
const CUSTOMERS = 10;
/** Words that may be a number typed with spaces, or a part of one. */
const MAX_WORDS = 4;
/** Of what was typed, so much is looked for again on the next page. */
const MAX_TYPED = 200;

/** What a typed text means; `isMore`: there are others that were not looked at. */
interface Found {
  readonly docs: readonly VoucherDocument[];
  readonly isMore: boolean;
}

const NOTHING: Found = { docs: [], isMore: false };

type Look = (turn: Turn, typed: string) => Promise<Found>;

/**
 * Vouchers that a typed number, a part of one, or a customer's name means, alone or within a sentence. A whole number
 * costs a read, a part of one a query more.
 */
export async function findVouchers(turn: Turn, typed: string): Promise<Found> {
  const whole = canonicalNumber(typed);
  if (whole === '') return NOTHING;
  if (whole.length <= MAX_NUMBER) {
    const found = await firstOf(turn, typed, [byNumber, ...waysFor(typed)]);
    if (found.docs.length > 0) return found;
  }
  for (const number of numbersIn(typed)) {
    if (number === whole) continue;
    const found = await firstOf(turn, number, [byNumber, byPart, byCustomer]);
    if (found.docs.length > 0) return found;
  }
  return NOTHING;
}

/** A word with a digit is a number rather than a name, everything else a name rather than a number. */
function waysFor(typed: string): readonly Look[] {
  const words = typed.trim().split(/\s+/u).length;
  const hasDigit = /\p{N}/u.test(typed);
  if (words === 1) return hasDigit ? [byPart, byCustomer, byEnd] : [byCustomer, byPart];
  return hasDigit && words <= MAX_WORDS ? [byCustomer, byPart] : [byCustomer];
}

async function firstOf(turn: Turn, typed: string, ways: readonly Look[]): Promise<Found> {
  for (const way of ways) {
    const found = await way(turn, typed);
    if (found.docs.length > 0) return found;
  }
  return NOTHING;
}

async function byNumber(turn: Turn, typed: string): Promise<Found> {
  const exact = await turn.desk.voucher(turn.unit, canonicalNumber(typed));
  return exact === undefined ? NOTHING : { docs: [exact], isMore: false };
}

async function byPart(turn: Turn, typed: string): Promise<Found> {
  const part = canonicalNumber(typed);
  const anyPrefix = keysWith(part);
  if (anyPrefix.length === 0) return NOTHING;
  const { docs, continuation } = await turn.desk.find(turn.unit, {
    kind: 'voucher',
    anyPrefix,
    limit: LOOKED_AT,
  });
  // All of its letters and digits, with other dashes: the others are longer.
  const { plain } = numberKeys(part);
  const same = docs.filter(({ state }) => numberKeys(state.facts.number).plain === plain);
  return same.length > 0 ? { docs: same, isMore: false } : { docs, isMore: continuation !== undefined };
}

/** Two or three digits are the last ones of a number. */
async function byEnd(turn: Turn, typed: string): Promise<Found> {
  const end = canonicalNumber(typed);
  if (!/^\d{2,3}$/.test(end)) return NOTHING;
  const { docs, continuation } = await turn.desk.find(turn.unit, {
    kind: 'voucher',
    prefix: { path: 'reversed', value: numberKeys(end).reversed },
    limit: LOOKED_AT,
  });
  return { docs, isMore: continuation !== undefined };
}

/** Vouchers of the customers whose names begin like this. */
export async function byCustomer(turn: Turn, typed: string): Promise<Found> {
  const name = customerKey(typed);
  if (name.length < 2) return NOTHING;
  const customers = await turn.desk.find(turn.unit, {
    kind: 'customer',
    prefix: { path: 'searchName', value: name },
    limit: CUSTOMERS,
  });
  const ids = customers.docs.map(({ id }) => customerDocId.keyOf(id));
  const limit = Math.floor(LOOKED_AT / Math.max(1, ids.length));
  const pages = await Promise.all(
    ids.map((customerId) => turn.desk.find(turn.unit, { kind: 'voucher', where: { customerId }, limit })),
  );
  return {
    docs: pages.flatMap(({ docs }) => docs),
    isMore:
      customers.continuation !== undefined || pages.some(({ continuation }) => continuation !== undefined),
  };
}

/** One voucher is shown, several are a choice, the most urgent first; undefined when nothing was found. */
export async function showFound(
  turn: Turn,
  typed: string,
  { docs, isMore }: Found,
  end?: string,
): Promise<Shown | undefined> {
  const [only] = docs;
  if (only === undefined) return undefined;
  if (docs.length === 1 && !isMore) return showVoucher(turn, only.state.facts.number);
  const standing = await turn.standing();
  const left = behind(docs, end, standing);
  const rest = left.length > 0 ? left : behind(docs, undefined, standing);
  const page = rest.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  const card = foundCard(turn.actor, {
    docs: page,
    standing,
    typed: cleanLine(typed, MAX_TYPED),
    from: docs.length - rest.length,
    count: docs.length,
    isMore,
    next: last === undefined || rest.length <= PAGE_SIZE ? undefined : endOf(last, standing),
  });
  const seen = { verb: 'vouchers.found', id: cleanLine(typed, MAX_TYPED), arg: end } as const;
  return { card, seen, waits: false };
}

/** Another page of the choice: what was typed is looked for again. */
export async function showFoundPage(turn: Turn, { id: typed = '', arg }: Press): Promise<Shown> {
  const found = await findVouchers(turn, typed.slice(0, MAX_TYPED));
  return (await showFound(turn, typed, found, arg)) ?? nothingFound(turn, typed);
}

/** Nobody knows it: what looks like a number can be recorded, or is said who may do that. */
export function nothingFound(turn: Turn, typed: string): Shown {
  const { language, permission } = turn.actor;
  const number = numberToRecord(typed);
  const mayRecord = may(permission, 'voucher.record');
  return {
    card: messageCard(turn.actor, {
      title: 'notFound.voucher',
      text: [
        turn.say('notFound.text', { typed: cleanLine(typed, 100) }),
        ...(number === undefined || mayRecord
          ? []
          : [turn.say('notFound.whoRecords', { needs: anyOf(language, MAY['voucher.record']) })]),
      ],
      actions:
        number === undefined || !mayRecord
          ? []
          : [execute(turn.say('do.recordNumber', { number }), 'record.hand', { id: number })],
      offers: ['vouchers', 'newVoucher', 'home'],
    }),
    waits: false,
  };
}
