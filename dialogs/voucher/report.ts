import type { Banner, Card } from '../../cards/kit/template.ts';
import { reportCard } from '../../cards/voucher/report.ts';
import { guardSentence } from '../../cards/kit/guards.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { acceptedOf } from './accepted.ts';
import { dayInput, linkInput, nameInput, readInputs, toggle, missing } from '../inputs.ts';
import type { Turn } from '../turn.ts';
import { VoucherForm, type FormView, type ReadForm, type VoucherDraft } from './voucher-form.ts';
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import { may } from '../../domain/people/permissions.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { neededNext } from '../../domain/voucher/lacking.ts';
import type { Frame, Handles, Reply } from '../step.ts';

const reportSchema = z.strictObject({
  on: dayInput,
  deliverable: linkInput,
  handedOverOn: dayInput,
  receivedBy: nameInput,
  attested: toggle,
  reason: nameInput,
});

/** Completion report, deliverable, and who received it. */
export class ReportDialog extends VoucherForm<'report'> {
  override readonly needs = 'voucher.report';

  protected readonly from = ['reserved'] as const;
  protected readonly handles: Handles<'report', VoucherDraft> = { done: this.sent(reported) };

  /** What a list did not say of the reservation comes first: a report lies behind the engagement's last day. */
  protected override async open(turn: Turn, frame: Frame<VoucherDraft>): Promise<Reply> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject);
    return doc?.state.stage.status === 'reserved' && neededNext(doc.state.stage).length > 0
      ? { goTo: 'complete', subject: frame.subject }
      : super.open(turn, frame);
  }

  protected form(turn: Turn, view: FormView): Card {
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
      .map((answer) => guardSentence(turn.actor.language, answer));
    return reportCard({ ...view, warnings });
  }

  /** Who may redeem is asked for that at once: nothing comes in between. */
  protected override async next(turn: Turn, subject: string, banner: Banner): Promise<Reply> {
    const { edition, today } = await turn.standing();
    return may(turn.actor.permission, 'voucher.redeem') && !hasEnded(edition, 'redeem', today)
      ? { goTo: 'redeem', subject, banner }
      : super.next(turn, subject, banner);
  }

  protected defaults({ state, texts }: VoucherDocument, { today }: Standing): Record<string, string> {
    const end = ('reservation' in state.stage ? state.stage.reservation.end : undefined) ?? today;
    return {
      on: today,
      deliverable: '',
      handedOverOn: end < today ? end : today,
      receivedBy: texts['receivedBy'] ?? '',
      attested: 'false',
      reason: '',
    };
  }
}

const reported: ReadForm = ({ press, turn }) => {
  const inputs = readInputs(reportSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  if (inputs.on === undefined) return missing('on');
  if (inputs.deliverable === undefined) return missing('deliverable');
  if (inputs.handedOverOn === undefined) return missing('handedOverOn');
  if (inputs.receivedBy === undefined) return missing('receivedBy');
  return {
    command: {
      type: 'report',
      report: {
        on: inputs.on,
        deliverable: /^https?:/i.test(inputs.deliverable) ? 'link' : 'file',
        handedOverOn: inputs.handedOverOn,
        attested: inputs.attested ? ['G12'] : [],
      },
      accepted: acceptedOf(press),
    },
    texts: present({
      deliverable: inputs.deliverable,
      receivedBy: inputs.receivedBy,
      reason: inputs.reason,
    }),
    done: turn.say('report.done'),
  };
};
