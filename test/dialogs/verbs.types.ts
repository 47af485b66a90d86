/** What must not compile. The type check reads this file, nothing runs it: an expected error that is none is one. */
import { cancel, execute, plainExecute } from '../../cards/kit/actions.ts';
import type { Step } from '../../cards/verbs.ts';
import { stepDialogs, type StepDialogs } from '../../dialogs/main.ts';
import type { Handler, Handles } from '../../dialogs/step.ts';
import { STEP_WORDS, type StepWords } from '../../dialogs/understand.ts';

declare const handler: Handler<object>;

// Buttons.
execute('Reserved', 'reserve.done');
// @ts-expect-error a misspelt act
execute('Reserved', 'reserve.don');
// @ts-expect-error another step's act
plainExecute('No', 'reserve.no');
// @ts-expect-error a misspelt step
cancel('Cancel', 'reserves');

// What a step handles.
export const each: Handles<'lose', object> = { done: handler, back: handler };
// @ts-expect-error one of its acts has no handler
export const one: Handles<'lose', object> = { done: handler };
// @ts-expect-error a handler of no act of its own
export const more: Handles<'lose', object> = { done: handler, back: handler, undo: handler };

// What every step has beside its dialog: words or `none`, and a place in the main dialog.
const { reserve: _words, ...otherWords } = STEP_WORDS;
// @ts-expect-error a step without words
export const words: StepWords = otherWords;
// @ts-expect-error words that do not say whether they are about a voucher
export const vague: StepWords = { ...STEP_WORDS, reserve: { words: ['reserve'] } };
const { reserve: _dialog, ...otherDialogs } = stepDialogs();
// @ts-expect-error a step without a place
export const dialogs: StepDialogs = otherDialogs;
// @ts-expect-error another step's dialog in its place
export const swapped: StepDialogs = { ...stepDialogs(), reserve: stepDialogs().release };

// A verb that is put together is one only when its parts are.
export const opens = (step: Step) => execute('Continue', `${step}.open`);
// @ts-expect-error any text may be no step
export const opensAny = (step: string) => execute('Continue', `${step}.open`);
