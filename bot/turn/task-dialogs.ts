import { failureCard } from '../../cards/failure.ts';
import { openUrl } from '../../cards/kit/actions.ts';
import { say } from '../../cards/kit/say.ts';
import type { Card } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import type { Step } from '../../cards/verbs.ts';
import type { Input } from '../../dialogs/turn.ts';
import { faultOf, type Log } from '../log.ts';
import { chatLink } from '../notify/chat-link.ts';
import { shortReference } from '../telemetry/correlation.ts';
import { ownChat, type OwnChatParts } from './own-chat.ts';
import type { AnswerTimeout, TurnResponder } from './responder.ts';
import type { Sender, TurnRunner } from './runner.ts';

/** The step that goes on in the dialog: it records what the message says, and everything else belongs in the chat. */
const STEP: Step = 'record';

interface TaskDialogParts extends OwnChatParts {
  readonly responder: TurnResponder;
  readonly runner: TurnRunner;
  readonly log: Log;
  readonly answerTimeout: AnswerTimeout;
}

/** What somebody did with a task dialog. */
interface Task {
  /** The invoke's id: the same one twice is the same press. */
  readonly activityId: string;
  /** The message that the dialog is opened on, or a press in it. */
  readonly input: Input;
  /** Their reference is not looked at: the invoke may come from anywhere. */
  readonly sender: Omit<Sender, 'reference'>;
  /** The bot as the invoke names it (`28:…`). */
  readonly bot: string;
}

/** The card that the dialog shows; or it closes, and the answer is in the chat. */
export type TaskAnswer = { readonly kind: 'card'; readonly card: Card } | { readonly kind: 'inChat' };

/**
 * Task dialogs, which people open on any message in Teams: what happens there are turns of their own chat with the bot,
 * where the draft is kept and the result is told.
 */
export class TaskDialogs {
  readonly #of: TaskDialogParts;

  constructor(parts: TaskDialogParts) {
    this.#of = parts;
  }

  /** In time for the invoke, whatever the store does. Never rejects. */
  async answer({ activityId, input, sender, bot }: Task): Promise<TaskAnswer> {
    const language = this.#of.runner.languageOf({ ...sender, reference: undefined });
    let chat: Awaited<ReturnType<typeof ownChat>>;
    // One deadline for all: the invoke's.
    const late = Promise.withResolvers<void>();
    const callOff = this.#of.answerTimeout(() => late.resolve());
    try {
      chat = await Promise.race([
        ownChat(this.#of, sender.tenantId, sender.id),
        late.promise.then(() => Promise.reject(new Error('the store took too long'))),
      ]);
    } catch (error) {
      callOff();
      const reference = shortReference();
      this.#of.log.error({ event: 'turn.failed', ...faultOf(error) });
      return { kind: 'card', card: failureCard({ language }, { certainty: 'unchanged', reference }) };
    }
    if (chat === undefined) {
      callOff();
      return { kind: 'card', card: this.#noChat(language, bot) };
    }
    const isFirst = input.kind !== 'press';
    const { card, stays } = await this.#of.responder.respondInDialog({
      context: chat.context(`task/${activityId}`),
      input,
      // Where the bot can write to them was learnt in the chat, and stays as it is.
      sender: { ...sender, reference: chat.person.reference },
      reference: chat.reference,
      stays: (waitsIn) => isFirst || waitsIn === STEP,
      answerTimeout: (onLate) => {
        void late.promise.then(onLate);
        return callOff;
      },
    });
    return stays ? { kind: 'card', card } : { kind: 'inChat' };
  }

  #noChat(language: Parameters<typeof say>[0], bot: string): Card {
    return messageCard(
      { language },
      {
        title: 'task.noChatTitle',
        text: [say(language, 'task.noChatText')],
        actions: [openUrl(say(language, 'link.chat'), chatLink(bot))],
      },
    );
  }
}
