import { execute } from '../cards/kit/actions.ts';
import type { Element } from '../cards/kit/elements.ts';
import { plainLabel } from '../cards/kit/format.ts';
import type { Step } from '../cards/verbs.ts';
import type { Turn } from './turn.ts';

/** Tells the button that goes on with a draft from the one that shows what the step is about. */
export const CONTINUE = 'continue';

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
  return continues(title, step, subject);
}

/** The button that goes on with the draft of this step, for a card that its word and its button show first. */
export function continueAction(turn: Turn, step: Step, subject: string): Element | undefined {
  const waits = turn.parked.some((one) => one.step === step && one.subject === subject);
  return waits ? continues(turn.say('do.continue'), step, subject) : undefined;
}

function continues(title: string, step: Step, subject: string): Element {
  return execute(title, `${step}.open`, { id: subject === '' ? undefined : subject, arg: CONTINUE });
}
