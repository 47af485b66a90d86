import { z } from 'zod';
import type { Card } from '../../cards/kit/template.ts';
import { handOverCard } from '../../cards/voucher/hand-over.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Planned } from '../../domain/plan/plan.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { idInput, missing, nameInput, readInputs } from '../inputs.ts';
import type { Handles } from '../step.ts';
import type { Turn } from '../turn.ts';
import { acceptedOf } from './accepted.ts';
import { plannedBy } from './engaged.ts';
import { consultantOf } from './consultant.ts';
import { VoucherForm, type FormView, type ReadForm, type VoucherDraft } from './voucher-form.ts';

const inputsSchema = z.strictObject({
  consultantId: idInput,
  consultantName: nameInput,
  reason: nameInput,
});

/** A reserved voucher goes to another consultant; both are told. */
export class HandOverDialog extends VoucherForm<'handOver'> {
  override readonly needs = 'voucher.handOver';

  protected readonly from = ['reserved'] as const;
  protected readonly handles: Handles<'handOver', VoucherDraft> = { done: this.sent(handedOver) };

  protected form(_turn: Turn, view: FormView): Card {
    return handOverCard(view);
  }

  protected override planned(
    { state: { stage } }: VoucherDocument,
    standing: Standing,
    { consultantId, consultantName }: Readonly<Record<string, string>>,
  ): Planned | undefined {
    const { start, end } = 'reservation' in stage ? stage.reservation : {};
    return plannedBy(standing, { consultantId, consultantName, start, end });
  }

  protected defaults({ state: { stage } }: VoucherDocument): Record<string, string> {
    const { consultantId = '' } = 'reservation' in stage ? stage.reservation : {};
    return { consultantId, consultantName: '', reason: '' };
  }
}

const handedOver: ReadForm = ({ press, standing, turn }) => {
  const inputs = readInputs(inputsSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  const who = consultantOf(standing, inputs);
  if (isRefusal(who)) return who;
  const { consultantId } = who;
  if (consultantId === undefined) return missing('consultantId');
  return {
    command: { type: 'handOver', consultantId, accepted: acceptedOf(press) },
    texts: present({ reason: inputs.reason }),
    done: turn.say('handOver.done', { name: standing.texts[`consultant:${consultantId}`] ?? '' }),
  };
};
