import { describe, expect, test } from '@jest/globals';
import { TestAdapter, TurnContext } from 'botbuilder';
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { ANSWER, type Answer } from '../../dialogs/step.ts';
import { Dialogs, leanContext, type Stack } from '../../dialogs/run-dialogs.ts';
import { MainDialog } from '../../dialogs/main.ts';
import { ComponentDialog } from 'botbuilder-dialogs/lib/componentDialog.js';
import { Dialog, DialogTurnStatus, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { Turn } from '../../dialogs/turn.ts';

const contextOfTurn = (): TurnContext =>
  new TurnContext(new TestAdapter(() => Promise.resolve()), {
    type: 'message',
    text: 'x',
    conversation: { id: 'c', isGroup: false, conversationType: 'personal', name: '' },
  });

const NO_TURN = {} as Turn;

/** Waits once, then ends with what it was begun with. */
class Once extends Dialog {
  override beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { activeDialog } = dc;
    if (activeDialog !== undefined) activeDialog.state = { options };
    return Promise.resolve(Dialog.EndOfTurn);
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const state = dc.activeDialog?.state as { options: object } | undefined;
    return dc.endDialog(state?.options);
  }
}

/** A dialog with another within, in the context that the SDK makes or in ours, which tells how far it is. */
class Outer extends ComponentDialog {
  readonly #isLean: boolean;

  constructor(isLean: boolean) {
    super('outer');
    this.#isLean = isLean;
    this.addDialog(new Once('once'));
  }

  override createChildContext(outer: DialogContext): DialogContext {
    if (!this.#isLean) return super.createChildContext(outer);
    const state = outer.activeDialog?.state as { dialogs?: Stack } | undefined;
    const stack = state?.dialogs ?? { dialogStack: [] };
    if (state !== undefined) state.dialogs = stack;
    return leanContext(this.dialogs, outer, stack);
  }

  protected override checkForVersionChange(): Promise<void> {
    return Promise.resolve();
  }

  protected override async onBeginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#told(dc, await dc.beginDialog('once', { began: true }));
  }

  protected override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#told(dc, await dc.continueDialog());
  }

  #told(dc: DialogContext, result: DialogTurnResult): DialogTurnResult {
    dc.context.turnState.set(ANSWER, { card: { said: result.status, with: result.result } });
    return result;
  }
}

describe('the context of a turn', () => {
  test('has what the SDK’s own has, and nothing that was not looked at', () => {
    const [set, context] = [new DialogSet(), contextOfTurn()];
    const fields = (dc: DialogContext): string[] => Object.keys(dc).toSorted();
    const [own, lean] = [
      new DialogContext(set, context, { dialogStack: [] }),
      leanContext(set, context, { dialogStack: [] }),
    ];
    expect(fields(lean)).toEqual(fields(own));
    const within = { dialogStack: [{ id: 'x', state: {} }] };
    expect(fields(leanContext(set, lean, within))).toEqual(fields(new DialogContext(set, own, within)));
    expect(leanContext(set, lean, within)).toMatchObject({
      parent: lean,
      context,
      stack: within.dialogStack,
    });
    expect(lean).toBeInstanceOf(DialogContext);
  });

  test('begins, waits, goes on and ends as the SDK’s own, on a stack that looks the same', async () => {
    const runs = await Promise.all(
      [true, false].map(async (isLean) => {
        const [dialogs, stack] = [new Dialogs(new Outer(isLean)), { dialogStack: [] }];
        const seen: string[] = [];
        for (let turn = 0; turn < 3; turn += 1) {
          const answer: Answer = await dialogs.answer(contextOfTurn(), NO_TURN, stack);
          seen.push(JSON.stringify([answer, stack]));
        }
        return seen;
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.[0]).toContain(DialogTurnStatus.waiting);
    expect(runs[0]?.[1]).toContain('"with":{"began":true}');
    expect(runs[0]?.[1]).toContain('"dialogStack":[]');
    expect(runs[0]?.[2]).toBe(runs[0]?.[0]);
  });

  test('throws what a dialog throws', async () => {
    const broken = new Error('broken');
    class Broken extends Dialog {
      override beginDialog(): Promise<DialogTurnResult> {
        return Promise.reject(broken);
      }
    }
    const dialogs = new Dialogs(new Broken('broken'));
    await expect(dialogs.answer(contextOfTurn(), NO_TURN, { dialogStack: [] })).rejects.toBe(broken);
  });

  test('of the main dialog is one within another', () => {
    const main = new MainDialog();
    const outer = leanContext(new DialogSet().add(main), contextOfTurn(), {
      dialogStack: [{ id: 'main', state: {} }],
    });
    const inner = main.createChildContext(outer);
    expect([inner.parent, inner.stack]).toEqual([outer, []]);
    expect(outer.activeDialog?.state).toEqual({ dialogs: { dialogStack: [] } });
    outer.stack.length = 0;
    expect(() => main.createChildContext(outer)).toThrow('not on the stack');
  });
});
