import { execute } from '../cards/kit/actions.ts';
import type { Element } from '../cards/kit/elements.ts';
import { plainLabel } from '../cards/kit/format.ts';
import type { Step } from '../cards/verbs.ts';
import type { Turn } from './turn.ts';

/** Steps whose subject is a key that says nothing to anybody. */
const NAMELESS: ReadonlySet<Step> = new Set(['import', 'sheet', 'bulk', 'handOverAll', 'several']);

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
    subject === '' || subject === about || NAMELESS.has(step)
      ? turn.say('do.continue')
      : turn.say('do.continueWith', { what: plainLabel(subject, 30) });
  return continues(title, step, subject);
}

/**
 * The button that goes on with the newest draft of these steps, for a card that their word and their button show first.
 * `subject`: only a draft about it.
 */
export function continueAction(turn: Turn, steps: readonly Step[], subject?: string): Element | undefined {
  const newest = turn.parked.findLast(
    (one) => steps.includes(one.step) && (subject === undefined || one.subject === subject),
  );
  return newest && continues(turn.say('do.continue'), newest.step, newest.subject);
}

function continues(title: string, step: Step, subject: string): Element {
  return execute(title, `${step}.open`, { id: subject === '' ? undefined : subject, arg: CONTINUE });
}
