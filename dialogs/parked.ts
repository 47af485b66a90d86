import { execute } from '../cards/kit/actions.ts';
import type { Element } from '../cards/kit/elements.ts';
import { plainLabel } from '../cards/kit/format.ts';
import type { Turn } from './turn.ts';

/**
 * The button that goes back to the newest draft that waits; undefined when none does. `about`: on the card of this
 * voucher only a draft about it is offered, for nobody is led from one thing into the form of another.
 */
export function parkedAction(turn: Turn, about?: string): Element | undefined {
  const newest = turn.parked.findLast(({ subject }) => about === undefined || subject === about);
  if (newest === undefined) return undefined;
  const { step, subject } = newest;
  const title =
    subject === '' || subject === about || step === 'import'
      ? turn.say('do.continue')
      : turn.say('do.continueWith', { what: plainLabel(subject, 30) });
  return execute(title, `${step}.open`, subject === '' ? {} : { id: subject });
}
