import { DialogTurnStatus, type Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogContext, type DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { ANSWER, TURN, type Answer } from './step.ts';
import type { Turn } from './turn.ts';

/** The SDK's context of the activity that is answered. */
export type TurnContext = DialogContext['context'];

/** The stack of dialogs of a conversation, as it is stored. */
export type Stack = DialogState;

/** Runs the dialogs of a conversation for one turn. */
export class Dialogs {
  readonly #set: DialogSet;
  readonly #main: string;

  /** `main` begins where none waits. */
  constructor(main: Dialog) {
    this.#set = new DialogSet().add(main);
    this.#main = main.id;
  }

  /** What the dialogs answer; the stack is changed in its place. Throws what a dialog throws. */
  async answer(context: TurnContext, turn: Turn, stack: Stack): Promise<Answer> {
    context.turnState.set(TURN, turn);
    const dc = leanContext(this.#set, context, stack);
    try {
      const result = await dc.continueDialog();
      if (result.status === DialogTurnStatus.empty) await dc.beginDialog(this.#main);
    } catch (error) {
      // The SDK wraps what a dialog throws.
      throw error instanceof DialogContextError ? error.error : error;
    }
    const answer = context.turnState.get<Answer | undefined>(ANSWER);
    if (answer === undefined) throw new Error('the dialogs gave no card');
    return answer;
  }
}

/** What dialogs write into the SDK's memory is for recognisers and adaptive dialogs: nobody reads it here. */
const NO_MEMORY: Pick<DialogContext['state'], 'setValue'> = { setValue: () => undefined };

/**
 * The SDK's context of a dialog without its memory and its events. To make the memory of each of the three contexts of a turn,
 * and to tell every dialog on the stack of an activity that none waits for, was a tenth of a turn's processor; the stack, and
 * how dialogs begin, go on and end, are the SDK's own.
 */
class LeanContext extends DialogContext {
  /** No dialog of ours hears of events. */
  override emitEvent(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/** A context of dialogs for one turn, or the one within a dialog that has dialogs of its own. */
export function leanContext(
  dialogs: DialogSet,
  outer: TurnContext | DialogContext,
  stack: Stack,
): DialogContext {
  const parent = outer instanceof DialogContext ? outer : undefined;
  // The SDK's constructor makes the memory. A test tells when it makes anything else.
  const made = Object.create(LeanContext.prototype) as DialogContext;
  return Object.assign(made, {
    services: parent?.services ?? new Map(),
    dialogs,
    ...(parent !== undefined && { parent }),
    context: outer instanceof DialogContext ? outer.context : outer,
    stack: stack.dialogStack,
    state: NO_MEMORY,
  });
}
