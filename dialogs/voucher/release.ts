import type { Card } from '../../cards/kit/elements.ts';
import { releaseCard, type StepView } from '../../cards/voucher/steps.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { RELEASE_REASONS } from '../../domain/voucher/model.ts';
import { choice, dayInput, readInputs, missing } from '../inputs.ts';
import type { Press, Turn } from '../turn.ts';
import { VoucherForm, type Asked } from './voucher-form.ts';
import { z } from 'zod';

const releaseSchema = z.strictObject({ reason: choice(RELEASE_REASONS), on: dayInput });

/** Cancels the reservation, with one of the documented reasons. */
export class ReleaseDialog extends VoucherForm {
  readonly acts = ['done'];
  override readonly needs = 'voucher.release' as const;

  protected readonly from = ['reserved'] as const;

  constructor() {
    super('release');
  }

  protected form(_turn: Turn, view: StepView): Card {
    return releaseCard(view);
  }

  protected defaults(_doc: VoucherDocument, { today }: Standing): Record<string, string> {
    return { reason: '', on: today };
  }

  protected ask(press: Press, _doc: VoucherDocument, { today }: Standing): Asked | Refusal {
    const inputs = readInputs(releaseSchema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    if (inputs.reason === undefined) return missing('reason');
    return {
      command: { type: 'release', on: inputs.on ?? today, reason: inputs.reason },
      done: 'release.done',
    };
  }
}
