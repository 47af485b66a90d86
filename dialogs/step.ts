import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Card } from '../cards/kit/template.ts';
import type { CommandName } from '../domain/people/permissions.ts';
import type { Press, Turn } from './turn.ts';

/** Where the turn waits in the context of the activity. */
export const TURN = Symbol('turn');

/** The unfinished draft of a step: what it is about, and what was entered so far. */
export interface Frame<D> {
  /** Voucher number, claim id, or '' for a step about nothing in particular. */
  readonly subject: string;
  draft: D;
  /** Something else was shown since the step's card. */
  readonly away?: boolean | undefined;
}

/** The step's answer: a card, and whether it waits for more (then its draft is kept). `goTo` begins another step in the same turn, with what was entered already. */
export type Reply =
  Shown | { readonly goTo: string; readonly subject: string; readonly draft?: object | undefined };

/** A card, and whether its step waits for more. */
export interface Shown {
  readonly card: Card;
  readonly waits: boolean;
}

interface Options {
  readonly subject: string;
  /** Absent = open the step; else the press continues a step whose draft is gone. */
  readonly press?: Press;
  readonly draft?: object | undefined;
}

/**
 * A step of the programme as a Bot Framework dialog: it shows cards and takes what comes back from them.
 * It holds a draft only, never state of the domain. Stock waterfalls ignore invokes; this one takes
 * presses and typed answers alike.
 */
export abstract class StepDialog<D extends object> extends Dialog {
  /** The buttons of its cards, beside `open`; any other one the bot never made. */
  abstract readonly acts: readonly string[];

  /** What somebody has to be allowed to do to begin the step. */
  readonly needs: CommandName | undefined = undefined;

  /** An empty draft. */
  protected abstract blank(): D;

  /** The first card. */
  protected abstract open(turn: Turn, frame: Frame<D>): Promise<Reply>;

  /** A button of one of the step's cards. */
  protected abstract press(turn: Turn, frame: Frame<D>, press: Press): Promise<Reply>;

  /** A typed answer; undefined when it is none. */
  protected text(_turn: Turn, _frame: Frame<D>, _text: string): Promise<Reply | undefined> {
    return Promise.resolve(undefined);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { subject, press, draft } = options as Options;
    const frame: Frame<D> = { subject, draft: (draft as D | undefined) ?? this.blank() };
    const turn = turnOf(dc);
    remember(dc, frame);
    return this.#answer(
      dc,
      frame,
      await (press === undefined ? this.open(turn, frame) : this.press(turn, frame, press)),
    );
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc);
    const frame = frameOf<D>(dc);
    const { input } = turn;
    if (turn.reopens) return this.#answer(dc, frame, await this.open(turn, frame));
    if (input.kind === 'press') {
      const again = input.act === 'open' ? this.open(turn, frame) : this.press(turn, frame, input);
      return this.#answer(dc, frame, await again);
    }
    const reply = input.kind === 'text' ? await this.text(turn, frame, input.text) : undefined;
    return reply === undefined ? Dialog.EndOfTurn : this.#answer(dc, frame, reply);
  }

  /** The step below shows itself when somebody asks for it, not because another one ended. */
  override resumeDialog(_dc: DialogContext, _reason: DialogReason): Promise<DialogTurnResult> {
    return Promise.resolve(Dialog.EndOfTurn);
  }

  async #answer(dc: DialogContext, frame: Frame<D>, reply: Reply): Promise<DialogTurnResult> {
    if ('goTo' in reply) {
      const { goTo, subject, draft } = reply;
      await dc.endDialog();
      const waits = bringUp(dc, goTo, subject);
      if (waits && draft === undefined) return reopen(dc);
      if (waits) dc.stack.pop();
      return dc.beginDialog(goTo, { subject, draft } satisfies Options);
    }
    turnOf(dc).card = reply.card;
    if (!reply.waits) return dc.endDialog();
    remember(dc, frame);
    return Dialog.EndOfTurn;
  }
}

/** The turn of this activity. */
export function turnOf(dc: DialogContext): Turn {
  return dc.context.turnState.get<Turn>(TURN);
}

interface State {
  subject: string;
  draft: object;
  away?: boolean;
}

/** Puts the step with this subject on top when its draft waits anywhere. */
export function bringUp(dc: DialogContext, step: string, subject: string): boolean {
  const at = dc.stack.findIndex(({ id, state }) => id === step && (state as State).subject === subject);
  if (at < 0) return false;
  dc.stack.push(...dc.stack.splice(at, 1));
  return true;
}

/** The step on top shows where it stands: what came in was not meant for it. */
export function reopen(dc: DialogContext): Promise<DialogTurnResult> {
  turnOf(dc).reopens = true;
  return dc.continueDialog();
}

/** The frame of the active step, as the dialog state keeps it. */
export function frameOf<D>(dc: DialogContext): Frame<D> {
  const state = dc.activeDialog?.state as State;
  return { subject: state.subject, draft: state.draft as D, away: state.away };
}

function remember<D extends object>(dc: DialogContext, frame: Frame<D>): void {
  if (dc.activeDialog !== undefined) {
    dc.activeDialog.state = { subject: frame.subject, draft: frame.draft } satisfies State;
  }
}
