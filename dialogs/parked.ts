import { execute, type Element } from '../cards/card.ts';
import { plainLabel } from '../cards/format.ts';
import type { Turn } from './turn.ts';

/** Drafts that wait below the active step: the newest, as a button that goes back to it. */
export interface Parked {
  readonly step: string;
  readonly subject: string;
}

const parked = new WeakMap<Turn, readonly Parked[]>();

/** What the main dialog found waiting when the turn began, apart from the step that the turn is about. */
export function setParked(turn: Turn, waiting: readonly Parked[]): void {
  parked.set(turn, waiting);
}

/** The button that continues the newest draft; undefined when nothing waits. */
export function parkedAction(turn: Turn): Element | undefined {
  const newest = parked.get(turn)?.at(-1);
  if (newest === undefined) return undefined;
  const title =
    newest.subject === ''
      ? turn.say('do.continue')
      : turn.say('do.continueWith', { what: plainLabel(newest.subject, 30) });
  return execute(title, `${newest.step}.open`, newest.subject === '' ? {} : { id: newest.subject });
}
