import { z } from 'zod';
import type { Card } from '../../cards/kit/template.ts';
import { loseCard } from '../../cards/voucher/lose.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { dayInput, missing, readInputs } from '../inputs.ts';
import type { Frame, Handles, Reply } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { VoucherForm, type FormView, type ReadForm, type VoucherDraft } from './voucher-form.ts';
import { showVoucher } from './voucher.ts';
import { isRefusal } from '../../domain/refusal.ts';

const loseSchema = z.strictObject({ on: dayInput });

/** Another partner has it; and back again. */
export class LoseDialog extends VoucherForm<'lose'> {
  override readonly needs = 'voucher.lose';

  protected readonly from = ['assigned'] as const;
  protected readonly handles: Handles<'lose', VoucherDraft> = { done: this.sent(lost), back: comeBack };

  protected form(_turn: Turn, view: FormView): Card {
    return loseCard(view);
  }

  protected defaults(_doc: VoucherDocument, { today }: Standing): Record<string, string> {
    return { on: today };
  }
}

const lost: ReadForm = ({ press, turn }) => {
  const inputs = readInputs(loseSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  if (inputs.on === undefined) return missing('on');
  return { command: { type: 'lose', on: inputs.on }, done: turn.say('lose.done') };
};

/** The button of the voucher's card, which is drawn without a command id: the version makes it the same command. */
async function comeBack(turn: Turn, { subject }: Frame<VoucherDraft>, press: Press): Promise<Reply> {
  const { today } = await turn.standing();
  const { version, commandId = `${subject}/back/${version ?? 0}` } = press;
  const order = turn.order({ version, commandId });
  const outcome = await order.voucher(subject, { command: { type: 'comeBack', on: today } });
  return showVoucher(turn, subject, await turn.outcome(outcome, 'lose.back'));
}
