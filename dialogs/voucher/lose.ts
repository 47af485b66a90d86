import type { Card } from '../../cards/kit/elements.ts';
import { loseCard, type StepView } from '../../cards/voucher/steps.ts';
import type { Standing } from '../../domain/desk/desk.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { dayInput, readInputs } from '../inputs.ts';
import type { Frame, Reply } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { VoucherForm, type Asked, type Draft } from './voucher-form.ts';
import { showVoucher } from './voucher.ts';
import { z } from 'zod';

const loseSchema = z.strictObject({ on: dayInput });

/** Another partner has it; and back again. */
export class LoseDialog extends VoucherForm {
  readonly acts = ['done', 'back'];
  override readonly needs = 'voucher.lose' as const;

  protected readonly from = ['assigned'] as const;

  constructor() {
    super('lose');
  }

  protected override async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    if (press.act !== 'back') return super.press(turn, frame, press);
    const { today } = await turn.standing();
    const outcome = await turn.desk.orderVoucher(turn.unit, turn.actor, {
      id: frame.subject,
      version: press.version,
      commandId: press.commandId ?? `${frame.subject}/back/${press.version ?? 0}`,
      command: { type: 'comeBack', on: today },
    });
    const banner = outcome.done ? turn.good(turn.say('lose.back')) : await turn.notice(outcome.refusal);
    return showVoucher(turn, frame.subject, banner);
  }

  protected form(_turn: Turn, view: StepView): Card {
    return loseCard(view);
  }

  protected defaults(_doc: VoucherDocument, { today }: Standing): Record<string, string> {
    return { on: today };
  }

  protected ask(press: Press, _doc: VoucherDocument, { today }: Standing): Asked | Refusal {
    const inputs = readInputs(loseSchema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    return { command: { type: 'lose', on: inputs.on ?? today }, done: 'lose.done' };
  }
}
