import { z } from 'zod';
import type { Card } from '../../cards/kit/template.ts';
import { rescheduleCard } from '../../cards/voucher/reschedule.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Planned } from '../../domain/plan/plan.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { dayInput, nameInput, readInputs, missing } from '../inputs.ts';
import type { Handles } from '../step.ts';
import type { Turn } from '../turn.ts';
import { acceptedOf } from './accepted.ts';
import { plannedBy } from './engaged.ts';
import { VoucherForm, type FormView, type ReadForm, type VoucherDraft } from './voucher-form.ts';

const datesSchema = z.strictObject({ start: dayInput, end: dayInput, reason: nameInput });

/** Other dates for a reserved engagement. */
export class RescheduleDialog extends VoucherForm<'reschedule'> {
  override readonly needs = 'voucher.reschedule';

  protected readonly from = ['reserved'] as const;
  protected readonly handles: Handles<'reschedule', VoucherDraft> = {
    done: this.sent(rescheduled),
    days: (turn, frame, press) => this.takeDays(turn, frame, press),
  };

  protected form(_turn: Turn, view: FormView): Card {
    return rescheduleCard(view);
  }

  protected override planned(
    { state: { stage } }: VoucherDocument,
    standing: Standing,
    { start, end }: Readonly<Record<string, string>>,
  ): Planned | undefined {
    const { consultantId } = 'reservation' in stage ? stage.reservation : {};
    return plannedBy(standing, { consultantId, start, end });
  }

  protected defaults({ state }: VoucherDocument): Record<string, string> {
    const { stage } = state;
    const { start = '', end = '' } = 'reservation' in stage ? stage.reservation : {};
    return { start, end, reason: '' };
  }
}

const rescheduled: ReadForm = ({ press, turn }) => {
  const inputs = readInputs(datesSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  if (inputs.start === undefined) return missing('start');
  if (inputs.end === undefined) return missing('end');
  return {
    command: { type: 'reschedule', start: inputs.start, end: inputs.end, accepted: acceptedOf(press) },
    texts: present({ reason: inputs.reason }),
    done: turn.say('reschedule.done'),
  };
};
