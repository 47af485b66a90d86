import { isStep } from '../cards/verbs.ts';
import type { Frame } from './step.ts';
import type { Parked, Turn } from './turn.ts';
import type { RecordDraft } from './voucher/recording.ts';

/**
 * Of all drafts that wait below the newest, in bytes of JSON: room for the mails of a whole morning, and an eighth of
 * what the store takes in one batch. The oldest go first, and one that is too large alone.
 */
const MAX_WAITING_BYTES = 256_000;

/** A stack of dialogs, as the Bot Framework's context of a dialog has it: each with its frame, the newest last. */
interface Stack {
  readonly stack: { id: string; state: unknown }[];
}

/** The drafts on the stack, the newest last. */
export function drafts(dc: Stack): readonly (Frame<object> & Parked)[] {
  return dc.stack.flatMap(({ id, state }) => (isStep(id) ? [{ ...(state as Frame<object>), step: id }] : []));
}

/**
 * Keeps the lines of a text in which no voucher was read, below all else: nobody is at it, and nothing leads back to it but
 * its card. The next such text takes its place.
 */
export function keepUnread(dc: Stack, subject: string, draft: RecordDraft): void {
  const others = dc.stack.filter(
    ({ id, state }) => id !== 'record' || !isUnread(state as Frame<RecordDraft>),
  );
  const kept = { id: 'record', state: { subject, draft, away: true, left: true } };
  dc.stack.splice(0, dc.stack.length, kept, ...others);
}

function isUnread({ draft: { lines, candidates, values } }: Frame<RecordDraft>): boolean {
  return lines !== undefined && candidates === undefined && values === undefined;
}

/** Whether the person is at no form: there is none, or something else was gone to since. */
export function isLeft(dc: Stack): boolean {
  const top = dc.stack.at(-1)?.state as Frame<object> | undefined;
  return top === undefined || top.left === true;
}

/**
 * The turn with the drafts that wait now: something else than the newest is going to be shown. `aside`: help and the
 * like, after which the person is still at it.
 */
export function park(dc: Stack, turn: Turn, aside = false): Turn {
  const top = dc.stack.at(-1)?.state as Frame<object> | undefined;
  if (top !== undefined) top.away = true;
  if (top !== undefined && !aside) top.left = true;
  const waiting = drafts(dc).filter((one) => one.ledTo !== true && (one.step !== 'record' || !isUnread(one)));
  return turn.withParked(waiting.map(({ step, subject }) => ({ step, subject })));
}

/** Lets go of what is too much to keep: of the drafts below the newest, the oldest that have no room. */
export function bound(dc: Stack): void {
  const [newest, ...older] = dc.stack.toReversed();
  if (newest === undefined || older.length === 0) return;
  let left = MAX_WAITING_BYTES;
  const kept = older.filter(({ state }) => {
    const size = Buffer.byteLength(JSON.stringify(state));
    if (size > left) return false;
    left -= size;
    return true;
  });
  if (kept.length < older.length) dc.stack.splice(0, dc.stack.length, ...kept.toReversed(), newest);
}
