import { printedNumber } from '../../cards/kit/names.ts';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import type { Banner, Card } from '../../cards/kit/template.ts';
import { ranOutCard, ranOutResultCard, ranOutReviewCard } from '../../cards/voucher/ran-out.ts';
import { expiredOnes } from '../../domain/desk/open-work.ts';
import { MAY, may } from '../../domain/people/permissions.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Query } from '../../domain/store/ports.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

/** Vouchers that one press closes, and so at most in one batch. */
const MAX_CLOSED = 20;

interface Draft {
  chosen?: string[];
  commandId?: string;
}

/**
 * Vouchers that ran out are put away together: what they are, the page to confirm, what became of each. One by one
 * whoever works with vouchers may close them; many at once only an admin, who can also undo it.
 */
export class RanOutDialog extends StepDialog<'ranOut', Draft> {
  protected readonly handles: Handles<'ranOut', Draft> = {
    review: (turn, frame) => this.#review(turn, frame),
    yes: (turn, frame, press) => this.#close(turn, frame, press),
  };

  protected async open(turn: Turn): Promise<Reply> {
    const card = await list(turn);
    return { card, seen: { verb: 'ranOut.open' }, waits: false };
  }

  async #review(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (!mayClose(turn)) return this.#denied(turn);
    const { docs } = await found(turn);
    if (docs.length === 0) return this.open(turn);
    const commandId = newCommandId();
    frame.draft = { chosen: docs.map(({ state }) => state.facts.number), commandId };
    const { edition } = await turn.standing();
    return { card: ranOutReviewCard(turn.actor, { vouchers: docs, edition, commandId }), waits: true };
  }

  /** One command per voucher, each with its own result, all in the turn's one batch. */
  async #close(turn: Turn, { draft }: Frame<Draft>, { commandId }: Press): Promise<Reply> {
    if (!mayClose(turn)) return this.#denied(turn);
    // A page that was pressed before, or that another one followed, closes nothing that it did not show.
    const chosen =
      commandId === undefined
        ? []
        : commandId === draft.commandId
          ? [...(draft.chosen ?? []).entries()]
          : await turn.desk.changedBy(turn.unit, commandId, MAX_CLOSED);
    if (chosen.length === 0) return this.open(turn);
    const standing = await turn.standing();
    const done: string[] = [];
    const failed: string[] = [];
    for (const [index, id] of chosen) {
      const outcome = await turn
        .order({ commandId }, String(index))
        .voucher(id, { command: { type: 'close' } });
      const number = outcome.doc === undefined ? id : printedNumber(outcome.doc);
      if (outcome.done) {
        done.push(turn.say('ranOut.closed', { number }));
      } else {
        const why = refusalSentence(turn.actor.language, outcome.refusal.refused, { standing });
        failed.push(turn.say('ranOut.failed', { number, why }));
      }
    }
    return {
      card: ranOutResultCard(turn.actor, { done, failed, isMore: chosen.length === MAX_CLOSED }),
      waits: false,
    };
  }

  async #denied(turn: Turn): Promise<Reply> {
    const banner = await turn.refused(refuse({ why: 'permission', needs: MAY['voucher.void'] }));
    return { card: await list(turn, banner), waits: false };
  }
}

function mayClose({ actor }: Turn): boolean {
  return may(actor.permission, 'voucher.void');
}

async function list(turn: Turn, banner?: Banner): Promise<Card> {
  const { docs, more, doubted } = await found(turn);
  const { edition } = await turn.standing();
  return ranOutCard(turn.actor, { vouchers: docs, edition, more, doubted, mayClose: mayClose(turn), banner });
}

async function found(turn: Turn): ReturnType<typeof expiredOnes> {
  const standing = await turn.standing();
  return expiredOnes((query: Query<'voucher'>) => turn.desk.find(turn.unit, query), standing, MAX_CLOSED);
}
