import { execute } from '../cards/kit/actions.ts';
import type { Element } from '../cards/kit/elements.ts';
import { plainLabel } from '../cards/kit/format.ts';
import type { Turn } from './turn.ts';

/** The button that goes back to the newest draft that waits; undefined when none does. */
export function parkedAction(turn: Turn): Element | undefined {
  const newest = turn.parked.at(-1);
  if (newest === undefined) return undefined;
  const { step, subject } = newest;
  const title =
    subject === '' ? turn.say('do.continue') : turn.say('do.continueWith', { what: plainLabel(subject, 30) });
  return execute(title, `${step}.open`, subject === '' ? {} : { id: subject });
}
