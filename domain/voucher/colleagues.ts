import type { Day } from '../day.ts';
import { present } from '../present.ts';
import { ASKABLE, type Askable, type Stage, type Voucher } from './model.ts';

/**
 * What the company's people arrange about a voucher among themselves; ours, and no part of the programme. It changes
 * neither a state nor a deadline. People are AAD object ids; what they wrote is a text beside the state.
 */

/** So many of a voucher's comments are kept, the last ones. */
export const COMMENTS_KEPT = 30;
/** So many people can be asked about a voucher at once. */
export const ASKS_OPEN = 5;
/** So many days ahead somebody can want to be reminded. */
export const REMIND_DAYS = 730;

/** The name of the text that a comment, or the line of who asks, is kept under. */
export const commentText = (key: string): string => `said:${key}`;
export const askText = (key: string): string => `asks:${key}`;

/** The step that a voucher waits for and that a colleague can be asked for; undefined when there is none. */
export function askableAt(stage: Stage): Askable | undefined {
  switch (stage.status) {
    case 'assigned':
      return 'reserve';
    case 'reserved':
      return 'report';
    case 'reported':
      return 'redeem';
    case 'redeemed':
      return stage.claimId === undefined ? 'claim' : undefined;
    case 'lost':
    case 'void':
      return undefined;
    default:
      return stage satisfies never;
  }
}

/** Whether what was asked for has been done in this state; else it makes no sense there any more. */
export function isFulfilled(what: Askable, stage: Stage): boolean {
  if (stage.status === 'lost' || stage.status === 'void') return false;
  const at = askableAt(stage);
  return at === undefined || ASKABLE.indexOf(at) > ASKABLE.indexOf(what);
}

/** The voucher without the requests that its state has answered. */
export function withoutAnswered(voucher: Voucher): Voucher {
  const { asks, ...rest } = voucher;
  if (asks === undefined) return voucher;
  const waits = askableAt(voucher.stage);
  const open = asks.filter(({ what }) => what === waits);
  return open.length === asks.length ? voucher : { ...rest, ...some({ asks: open }) };
}

/** Lists that hold something; an empty one is not kept. */
export function some<T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> {
  return present(
    Object.fromEntries(
      Object.entries(lists).map(([name, list]) => [name, list.length > 0 ? list : undefined]),
    ),
  ) as Partial<T>;
}

/** The texts of a voucher that nothing in its state stands for any more. */
export function textsLeft(texts: Readonly<Record<string, string>>, { comments, asks }: Voucher): string[] {
  const kept = new Set([
    ...(comments ?? []).map(({ key }) => commentText(key)),
    ...(asks ?? []).map(({ key }) => askText(key)),
  ]);
  return Object.keys(texts).filter((name) => /^(?:said|asks):/.test(name) && !kept.has(name));
}

/** The day on which this person wants to be reminded, when it is still to come. */
export function remindedOn({ reminders }: Voucher, person: string, today: Day): Day | undefined {
  return reminders?.find(({ by, on }) => by === person && on > today)?.on;
}
