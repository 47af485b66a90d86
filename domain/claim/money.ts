import type { Day } from '../day.ts';
import { present } from '../present.ts';
import { dueOfClaim, nearUntil, NO_DUE } from '../urgency.ts';
import { hundredths } from './amount.ts';
import type { Claim } from './model.ts';

/**
 * Where the company's money is, by what is recorded: sums of each currency apart. What a claim without an amount is worth
 * nobody knows (§6: rates are UNKNOWN), so it is counted and not summed.
 */

/** What of a claim is counted. */
interface Recorded {
  readonly id: string;
  readonly state: Pick<Claim, 'stage' | 'redeemed'>;
  readonly texts: Readonly<Record<string, string>>;
}

interface Sum {
  /** Its code; empty where only the amount was recorded. */
  readonly currency: string;
  readonly hundredths: bigint;
}

export interface Amounts {
  readonly claims: number;
  /** A sum for each currency, by its code; that without a currency last. */
  readonly sums: readonly Sum[];
  /** Claims without an amount that could be read. */
  readonly without: number;
}

/** Things with a last day, of which some may have passed. */
export interface LastDays {
  readonly over: number;
  /** The first one that passed. */
  readonly since?: Day;
  readonly near: number;
  /** The next one that has not passed. */
  readonly next?: Day;
  readonly unknown: number;
}

/** Claims that wait for the same. `first`: the id of the one whose day is the first. */
export type Waiting = Amounts & LastDays & { readonly first?: string };

interface InFlight {
  /** Created here, and not submitted: their 60 days go on. */
  readonly drafts: Waiting;
  readonly submitted: Waiting;
  /** Approved, and the 30 days have not passed. */
  readonly approved: Waiting;
  /** Approved, and not paid within the 30 days. */
  readonly late: Waiting;
}

export interface PaidMonth extends Amounts {
  /** `2026-11` */
  readonly month: string;
}

/** Months that are shown, the latest ones in which anything was paid. */
const MONTHS = 6;

/** The month of a day, `2026-11`; sorts as text. */
function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The amounts of claims, summed exactly. */
function amountsOf(claims: readonly Recorded[]): Amounts {
  const sums = new Map<string, bigint>();
  let without = 0;
  for (const { texts } of claims) {
    const amount = hundredths(texts['amount'] ?? '');
    const currency = texts['currency'] ?? '';
    if (amount === undefined) without += 1;
    else sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  }
  return {
    claims: claims.length,
    sums: [...sums]
      .map(([currency, sum]) => ({ currency, hundredths: sum }))
      .sort((a, b) => (a.currency === '' ? 1 : b.currency === '' ? -1 : a.currency < b.currency ? -1 : 1)),
    without,
  };
}

/** How many of these days are over or near; `9999-12-31` is one that is not known. */
export function lastDaysOf(days: readonly Day[], today: Day): LastDays {
  const known = days.filter((day) => day !== NO_DUE).sort();
  const over = known.filter((day) => day < today);
  const ahead = known.slice(over.length);
  return {
    over: over.length,
    near: ahead.filter((day) => day <= nearUntil(today)).length,
    unknown: days.length - known.length,
    ...present({ since: over[0], next: ahead[0] }),
  };
}

/** What open claims wait for. */
export function moneyInFlight(claims: readonly Recorded[], today: Day): InFlight {
  const dueOf = ({ state }: Recorded): Day => dueOfClaim(state);
  const of = (status: string): readonly Recorded[] =>
    claims.filter(({ state }) => state.stage.status === status);
  const waiting = (all: readonly Recorded[]): Waiting => {
    const [first] = all.toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
    return { ...amountsOf(all), ...lastDaysOf(all.map(dueOf), today), ...present({ first: first?.id }) };
  };
  const approved = Map.groupBy(of('approved'), (one) => dueOf(one) < today);
  return {
    drafts: waiting(of('draft')),
    submitted: waiting(of('submitted')),
    approved: waiting(approved.get(false) ?? []),
    late: waiting(approved.get(true) ?? []),
  };
}

/** What was paid, by the month of the payment, the latest first: the last six in which anything was. */
export function paidByMonth(claims: readonly Recorded[]): readonly PaidMonth[] {
  const paid = claims.flatMap((one) => {
    const { stage } = one.state;
    return stage.status === 'paid' ? [{ one, month: monthOf(stage.paidOn) }] : [];
  });
  return [...Map.groupBy(paid, ({ month }) => month)]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MONTHS)
    .map(([month, all]) => ({ month, ...amountsOf(all.map(({ one }) => one)) }));
}

/** Whether claims that were changed no later than `until` can add nothing to these months: nobody records a day to come. */
export function hasEveryMonth(months: readonly PaidMonth[], until: Day): boolean {
  const last = months[MONTHS - 1];
  return last !== undefined && last.month > monthOf(until);
}
