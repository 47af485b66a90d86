import type { Card } from '../../cards/kit/elements.ts';
import { datesCard, type StepView } from '../../cards/voucher/steps.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { acceptedOf } from './accepted.ts';
import { dayInput, nameInput, readInputs, missing } from '../inputs.ts';
import type { Press, Turn } from '../turn.ts';
import { VoucherForm, type Asked } from './voucher-form.ts';
import { z } from 'zod';

const datesSchema = z.strictObject({ start: dayInput, end: dayInput, reason: nameInput });

/** Other dates for a reserved engagement. */
export class RescheduleDialog extends VoucherForm {
  readonly acts = ['done'];
  override readonly needs = 'voucher.reschedule' as const;

  protected readonly from = ['reserved'] as const;

  constructor() {
    super('reschedule');
  }

  protected form(_turn: Turn, view: StepView, accepts: readonly GuardId[]): Card {
    return datesCard({ ...view, accepts });
  }

  protected defaults({ state }: VoucherDocument): Record<string, string> {
    const { stage } = state;
    return 'reservation' in stage
      ? { start: stage.reservation.start, end: stage.reservation.end, reason: '' }
      : { start: '', end: '', reason: '' };
  }

  protected ask(press: Press): Asked | Refusal {
    const inputs = readInputs(datesSchema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    if (inputs.start === undefined) return missing('start');
    if (inputs.end === undefined) return missing('end');
    return {
      command: {
        type: 'reschedule',
        start: inputs.start,
        end: inputs.end,
        accepted: acceptedOf(press),
      },
      texts: inputs.reason === undefined ? {} : { reason: inputs.reason },
      done: 'reschedule.done',
    };
  }
}
