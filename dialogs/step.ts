import { Dialog, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { withBanner, type Banner, type Card } from '../cards/kit/template.ts';
import { actOf, type ActOf, type Step, type Verb } from '../cards/verbs.ts';
import type { CommandName } from '../domain/people/permissions.ts';
import type { Press, Turn } from './turn.ts';

/**
 * Where the turn and its answer are in the context of the activity (`turnState`): a component dialog that waits for
 * more drops what its own dialogs return.
 */
export const TURN = Symbol('turn');
export const ANSWER = Symbol('answer');

/** The unfinished draft of a step, as the dialog stack keeps it: what it is about, and what was entered so far. */
export interface Frame<D extends object> {
  /** Voucher number, claim id, or '' for a step about nothing in particular. */
  readonly subject: string;
  draft: Partial<D>;
  /** Something else was shown since the step's card. */
  away?: boolean | undefined;
  /** And it was no aside such as help: the person is at something else by now, and only a button leads back. */
  left?: boolean | undefined;
  /** What was done led here and nobody asked for it: left without an answer it is not offered again; its card still works. */
  ledTo?: boolean | undefined;
}

/** Something that is looked at: the button that shows it again. */
export interface Seen {
  readonly verb: Verb;
  readonly id?: string | undefined;
  readonly arg?: string | undefined;
}

/** A card that answers. */
export interface Answer {
  readonly card: Card;
  /** What the person looks at now; absent on forms, asides such as help, and what only says a result. */
  readonly seen?: Seen | undefined;
  /** The id of the document whose own card it is, when it is one: that is kept true in the chat. */
  readonly shows?: string | undefined;
  /** The step that waits for an answer to it; absent when none does. */
  readonly waitsIn?: Step | undefined;
}

/** A card, and whether its step waits for more (then its draft is kept). */
export interface Shown extends Answer {
  readonly waits: boolean;
}

/**
 * The step's answer; `goTo` begins another step in the same turn, with what was entered already. `keeps`: there is more
 * to do in this one, and its draft waits. `banner`: what was done here, said above what the other one shows.
 */
export type Reply =
  | Shown
  | {
      readonly goTo: Step;
      readonly subject: string;
      readonly draft?: object | undefined;
      readonly keeps?: boolean | undefined;
      readonly banner?: Banner | undefined;
    };

export type Handler<D extends object> = (turn: Turn, frame: Frame<D>, press: Press) => Promise<Reply> | Reply;

/** What takes each button of a step: exactly those that `cards/verbs.ts` lists for it. */
export type Handles<S extends Step, D extends object> = { readonly [A in ActOf<S>]: Handler<D> };

/** How a step begins, or goes on from the draft that waits. */
interface Options {
  readonly turn: Turn;
  readonly subject: string;
  /** Absent = the step's first card. */
  readonly press?: Press | undefined;
  readonly draft?: object | undefined;
  readonly ledTo?: boolean | undefined;
}

/**
 * A step of the programme as a Bot Framework dialog: it shows cards and takes what comes back from them.
 * It holds a draft only, never state of the domain. Stock waterfalls and prompts ignore invokes (presses of
 * Action.Execute); this one takes presses and typed answers alike.
 */
export abstract class StepDialog<S extends Step, D extends object = object> extends Dialog {
  readonly step: S;

  /** What somebody has to be allowed to do to begin the step. */
  readonly needs: CommandName | undefined = undefined;

  /** Its word and its button show something, and a form of it that waits is one press away there. */
  readonly looksFirst: boolean = false;

  /** Annotate it with the step's own type, `Handles<'reserve', Draft>`: then one too many does not compile either. */
  protected abstract readonly handles: Handles<S, D>;

  constructor(step: S) {
    super(step);
    this.step = step;
  }

  /** The first card, or the one where the draft stands. */
  protected abstract open(turn: Turn, frame: Frame<D>): Promise<Reply>;

  /** What somebody sees who leaves the step; undefined: the voucher that it is about, else home. */
  leave(_turn: Turn, _subject: string, _banner: Banner): Promise<Answer | undefined> {
    return Promise.resolve(undefined);
  }

  /** A typed answer; undefined when it is none. */
  protected text(_turn: Turn, _frame: Frame<D>, _text: string): Promise<Reply | undefined> {
    return Promise.resolve(undefined);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { turn, subject, press, draft, ledTo = false } = options as Options;
    const frame: Frame<D> = { subject, draft: (draft as Partial<D> | undefined) ?? {} };
    remember(dc, frame);
    const begun = await this.#answer(dc, turn, frame, await this.#take(turn, frame, press));
    const { activeDialog } = dc;
    if (ledTo && press === undefined && activeDialog?.id === this.step)
      (activeDialog.state as Frame<D>).ledTo = true;
    return begun;
  }

  /** Only what is typed goes to the step that waits; a button says itself which step it is for. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc);
    const frame = frameOf<D>(dc);
    const reply = turn.input.kind === 'text' ? await this.text(turn, frame, turn.input.text) : undefined;
    return reply === undefined ? Dialog.EndOfTurn : this.#answer(dc, turn, frame, reply);
  }

  /** The step below shows itself when somebody asks for it, not because another one ended: it hands on the answer. */
  override resumeDialog(
    _dc: DialogContext,
    _reason: DialogReason,
    answer?: unknown,
  ): Promise<DialogTurnResult> {
    return Promise.resolve({ ...Dialog.EndOfTurn, result: answer });
  }

  #take(turn: Turn, frame: Frame<D>, press: Press | undefined): Promise<Reply> | Reply {
    const handles: Readonly<Record<string, Handler<D> | undefined>> = this.handles;
    const handler = press?.verb === undefined ? undefined : handles[actOf(press.verb)];
    return press === undefined || handler === undefined
      ? this.open(turn, frame)
      : handler(turn, frame, press);
  }

  async #answer(dc: DialogContext, turn: Turn, frame: Frame<D>, reply: Reply): Promise<DialogTurnResult> {
    if ('goTo' in reply) {
      const { goTo, subject, draft, keeps = false, banner } = reply;
      if (keeps) remember(dc, { ...frame, away: true, left: true });
      else await dc.endDialog();
      const waiting = takeOut(dc, goTo, subject);
      const ledTo = banner !== undefined && waiting === undefined;
      const begun = await begin(dc, goTo, { turn, subject, draft: draft ?? waiting?.draft, ledTo });
      const answer = answerOf(begun);
      return banner === undefined || answer === undefined
        ? begun
        : { ...begun, result: { ...answer, card: withBanner(answer.card, banner) } };
    }
    if (!reply.waits) return dc.endDialog(reply);
    remember(dc, { subject: frame.subject, draft: frame.draft });
    const answer: Answer = { ...reply, waitsIn: this.step };
    return { ...Dialog.EndOfTurn, result: answer };
  }
}

/** The turn of this activity. */
export function turnOf(dc: DialogContext): Turn {
  return dc.context.turnState.get<Turn>(TURN);
}

/** Takes the step with this subject off the stack, when its draft waits anywhere there. */
export function takeOut(dc: DialogContext, step: string, subject: string): Frame<object> | undefined {
  const at = dc.stack.findIndex(
    ({ id, state }) => id === step && (state as Frame<object>).subject === subject,
  );
  const [found] = at < 0 ? [] : dc.stack.splice(at, 1);
  return found?.state as Frame<object> | undefined;
}

/** Begins a step on top of those that wait; {@link answerOf} tells what it answers. */
export function begin(dc: DialogContext, step: Step, options: Options): Promise<DialogTurnResult> {
  return dc.beginDialog(step, options);
}

/** What a step answered; undefined when what was typed was no answer to it. */
export function answerOf({ result }: DialogTurnResult): Answer | undefined {
  return result as Answer | undefined;
}

/** The frame of the active step, as the dialog state keeps it. */
export function frameOf<D extends object>(dc: DialogContext): Frame<D> {
  return { ...(dc.activeDialog?.state as Frame<D>) };
}

function remember<D extends object>(dc: DialogContext, frame: Frame<D>): void {
  if (dc.activeDialog !== undefined) dc.activeDialog.state = frame;
}
