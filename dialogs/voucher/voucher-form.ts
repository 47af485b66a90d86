import type { Card } from '../../cards/kit/elements.ts';
import type { Key } from '../../cards/kit/say.ts';
import type { StepView } from '../../cards/voucher/steps.ts';
import type { Standing, VoucherOrder } from '../../domain/desk/desk.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/table.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Status } from '../../domain/voucher/decide.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { typed } from '../inputs.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

export interface Draft {
  values?: Record<string, string>;
  /** The voucher's version that the values were typed for: they are not shown over a newer one. */
  version?: number;
  accepted?: readonly GuardId[];
}

/** What a form about one voucher asks the desk, and what it says when it is done. */
export type Asked = Pick<VoucherOrder, 'command' | 'texts' | 'customer'> & { readonly done: Key };

/** A form about one voucher: shows it, reads it, asks the desk, and shows the voucher as it is then. */
export abstract class VoucherForm extends StepDialog<Draft> {
  protected abstract readonly from: readonly Status[];
  /** Fields that the form calls by another name. */
  protected readonly labels: Readonly<Record<string, string>> = {};
  protected abstract form(turn: Turn, view: StepView, accepts: readonly GuardId[]): Card;
  protected abstract defaults(doc: VoucherDocument, standing: Standing): Record<string, string>;
  protected abstract ask(press: Press, doc: VoucherDocument, standing: Standing): Asked | Refusal;

  protected blank(): Draft {
    return {};
  }

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return this.show(turn, frame);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject, true);
    if (doc === undefined) return showVoucher(turn, frame.subject);
    frame.draft = {
      values: typed(press.inputs),
      accepted: acceptedOf(press),
      ...(press.version === undefined ? {} : { version: press.version }),
    };
    const asked = this.ask(press, doc, await turn.standing());
    if (isRefusal(asked)) return this.show(turn, frame, asked);
    const { done, ...order } = asked;
    const outcome = await turn.desk.orderVoucher(turn.unit, turn.actor, {
      id: frame.subject,
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      ...order,
    });
    if (outcome.done) return showVoucher(turn, frame.subject, turn.good(turn.say(done)));
    const { why } = outcome.refusal.refused;
    if (why === 'input' || why === 'reasonNeeded' || why === 'guards') {
      return this.show(turn, frame, outcome.refusal);
    }
    return showVoucher(turn, frame.subject, await turn.notice(outcome.refusal));
  }

  private async show(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const doc = await turn.voucher(frame.subject, ({ state }) => this.from.includes(state.stage.status));
    if (doc === undefined) return showVoucher(turn, frame.subject);
    const { status } = doc.state.stage;
    if (!this.from.includes(status)) {
      const banner = await turn.notice(refuse({ why: 'state', command: this.id, status }));
      return showVoucher(turn, frame.subject, banner);
    }
    const standing = await turn.standing();
    const view: StepView = {
      doc,
      standing,
      actor: turn.actor,
      values: {
        ...this.defaults(doc, standing),
        ...(frame.draft.version === doc.version ? frame.draft.values : {}),
      },
      commandId: newCommandId(),
      banner: refusal === undefined ? undefined : await turn.notice(refusal, this.labels),
    };
    const accepts = refusal === undefined ? [] : acceptable(turn, frame.draft.accepted ?? [], refusal);
    return { card: this.form(turn, view, accepts), waits: true };
  }
}
