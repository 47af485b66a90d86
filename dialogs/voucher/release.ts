import { z } from 'zod';
import type { Card } from '../../cards/kit/template.ts';
import { releaseCard } from '../../cards/voucher/release.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { RELEASE_REASONS } from '../../domain/voucher/model.ts';
import { choice, dayInput, readInputs, missing } from '../inputs.ts';
import type { Turn } from '../turn.ts';
import { VoucherForm, type FormView, type ReadForm, type VoucherDraft } from './voucher-form.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Handles } from '../step.ts';

const releaseSchema = z.strictObject({ reason: choice(RELEASE_REASONS), on: dayInput });

/** Cancels the reservation, with one of the documented reasons. */
export class ReleaseDialog extends VoucherForm<'release'> {
  override readonly needs = 'voucher.release';

  protected readonly from = ['reserved'] as const;
  protected readonly handles: Handles<'release', VoucherDraft> = { done: this.sent(released) };

  protected form(_turn: Turn, view: FormView): Card {
    return releaseCard(view);
  }

  protected defaults(_doc: VoucherDocument, { today }: Standing): Record<string, string> {
    return { reason: '', on: today };
  }
}

const released: ReadForm = ({ press, turn }) => {
  const inputs = readInputs(releaseSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  if (inputs.reason === undefined) return missing('reason');
  if (inputs.on === undefined) return missing('on');
  return {
    command: { type: 'release', on: inputs.on, reason: inputs.reason },
    done: turn.say('release.done'),
  };
};
