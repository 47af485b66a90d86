import type { Card } from '../../cards/kit/elements.ts';
import { reportCard, type StepView } from '../../cards/voucher/steps.ts';
import { guardSentence } from '../../cards/kit/sentences.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { acceptedOf } from './accepted.ts';
import { dayInput, linkInput, nameInput, readInputs, toggle, missing } from '../inputs.ts';
import type { Press, Turn } from '../turn.ts';
import { VoucherForm, type Asked } from './voucher-form.ts';
import { z } from 'zod';

const reportSchema = z.strictObject({
  on: dayInput,
  deliverable: linkInput,
  handedOverOn: dayInput,
  receivedBy: nameInput,
  attested: toggle,
  reason: nameInput,
});

/** Completion report, deliverable, and who received it. */
export class ReportDialog extends VoucherForm {
  readonly acts = ['done'];
  override readonly needs = 'voucher.report' as const;

  protected readonly from = ['reserved'] as const;
  protected override readonly labels = { on: 'reportedOn' };

  constructor() {
    super('report');
  }

  protected form(turn: Turn, view: StepView, accepts: readonly GuardId[]): Card {
    const { facts, stage } = view.doc.state;
    const warnings = checkGuards(
      'report',
      {
        facts,
        status: stage.status,
        reservation: 'reservation' in stage ? stage.reservation : undefined,
        reported: true,
        on: view.standing.today,
        attested: ['G12'],
      },
      view.standing,
    )
      .filter(({ answer }) => answer === 'unmet')
      .map((answer) => `${answer.guard}: ${guardSentence(turn.actor.language, answer)}`);
    return reportCard({ ...view, accepts, warnings });
  }

  protected defaults({ state, texts }: VoucherDocument, { today }: Standing): Record<string, string> {
    const end = 'reservation' in state.stage ? state.stage.reservation.end : today;
    return {
      on: today,
      deliverable: '',
      handedOverOn: end < today ? end : today,
      receivedBy: texts['receivedBy'] ?? '',
      attested: 'false',
      reason: '',
    };
  }

  protected ask(press: Press, _doc: VoucherDocument, { today }: Standing): Asked | Refusal {
    const inputs = readInputs(reportSchema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    if (inputs.deliverable === undefined) return missing('deliverable');
    if (inputs.handedOverOn === undefined) return missing('handedOverOn');
    if (inputs.receivedBy === undefined) return missing('receivedBy');
    return {
      command: {
        type: 'report',
        report: {
          on: inputs.on ?? today,
          deliverable: /^https?:/i.test(inputs.deliverable) ? 'link' : 'file',
          handedOverOn: inputs.handedOverOn,
          attested: inputs.attested ? ['G12'] : [],
        },
        accepted: acceptedOf(press),
      },
      texts: {
        deliverable: inputs.deliverable,
        receivedBy: inputs.receivedBy,
        ...(inputs.reason === undefined ? {} : { reason: inputs.reason }),
      },
      done: 'report.done',
    };
  }
}
