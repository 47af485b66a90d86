import { z } from 'zod';
import { commentCard } from '../../cards/voucher/comment.ts';
import { commentsOf } from '../../cards/voucher/colleagues.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { commentText } from '../../domain/voucher/colleagues.ts';
import { commentInput, missing, readInputs, typed } from '../inputs.ts';
import { namesFor } from '../people/names.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

/** What a sentence may have said already: it fills the card. */
interface CommentDraft {
  text?: string;
}

const inputsSchema = z.strictObject({ comment: commentInput });

/** Somebody says something of a voucher, in whatever state it is. */
export class CommentDialog extends StepDialog<'comment', CommentDraft> {
  override readonly needs = 'voucher.comment';

  protected readonly handles: Handles<'comment', CommentDraft> = { done: send };

  protected open(turn: Turn, frame: Frame<CommentDraft>): Promise<Reply> {
    return show(turn, frame);
  }
}

async function send(turn: Turn, frame: Frame<CommentDraft>, press: Press): Promise<Reply> {
  frame.draft = { text: typed(press.inputs)['comment'] ?? '' };
  const inputs = readInputs(inputsSchema, press.inputs);
  if (isRefusal(inputs)) return show(turn, frame, inputs);
  if (inputs.comment === undefined) return show(turn, frame, missing('comment'));
  // Whatever happened to the voucher since the card was made, it can be said.
  const order = turn.order({ commandId: press.commandId, version: undefined });
  const key = order.commandId;
  const outcome = await order.voucher(frame.subject, {
    command: { type: 'comment', key },
    texts: { [commentText(key)]: inputs.comment },
  });
  return showVoucher(turn, frame.subject, await turn.outcome(outcome, 'comment.done'));
}

async function show(turn: Turn, frame: Frame<CommentDraft>, refusal?: Refusal): Promise<Reply> {
  const doc = await turn.voucher(frame.subject, () => true);
  if (doc === undefined) return showVoucher(turn, frame.subject);
  const ids = [...new Set(doc.state.comments?.map(({ by }) => by))];
  const [standing, names] = await Promise.all([turn.standing(), namesFor(turn, ids)]);
  const card = commentCard({
    doc,
    standing,
    actor: turn.actor,
    values: { comment: frame.draft.text ?? '' },
    commandId: newCommandId(),
    said: commentsOf(turn.say, doc, names),
    banner: await turn.refused(refusal),
  });
  return { card, waits: true };
}
