import type { Card } from '../../cards/kit/elements.ts';
import { correctCard, type StepView } from '../../cards/voucher/steps.ts';
import { ENGAGEMENT_IDS, SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import { VOID_REASONS, type Facts, type Stage } from '../../domain/voucher/model.ts';
import { acceptedOf } from './accepted.ts';
import { customerTexts } from './customer-texts.ts';
import { choice, dayInput, emailInput, nameInput, numberInput, readInputs, missing } from '../inputs.ts';
import type { Press, Turn } from '../turn.ts';
import { VoucherForm, type Asked } from './voucher-form.ts';
import { z } from 'zod';

const correctSchema = z.strictObject({
  engagement: choice(ENGAGEMENT_IDS),
  serviceLevel: choice(SERVICE_LEVELS.map(String)),
  customer: nameInput,
  division: nameInput,
  assignedOn: dayInput,
  printedExpiry: dayInput,
  adjustedExpiry: dayInput,
  adminEmail: emailInput,
  voidReason: choice(VOID_REASONS),
  duplicateOf: numberInput,
  reason: nameInput,
});

/** Amend facts, undo the last step, void: history keeps both. */
export class CorrectDialog extends VoucherForm {
  readonly acts = ['amend', 'undo', 'close', 'void'];
  override readonly needs = 'voucher.amend' as const;

  protected readonly from: readonly Stage['status'][] = [
    'assigned',
    'reserved',
    'reported',
    'redeemed',
    'lost',
    'void',
  ];

  constructor() {
    super('correct');
  }

  protected form(_turn: Turn, view: StepView, accepts: readonly GuardId[]): Card {
    return correctCard({ ...view, accepts });
  }

  protected defaults({ state, texts }: VoucherDocument): Record<string, string> {
    const { facts } = state;
    return {
      engagement: facts.engagement ?? '',
      serviceLevel: facts.serviceLevel === undefined ? '' : String(facts.serviceLevel),
      customer: texts['customerName'] ?? texts['customer'] ?? '',
      division: texts['division'] ?? '',
      assignedOn: facts.assignedOn ?? '',
      printedExpiry: facts.printedExpiry ?? '',
      adjustedExpiry: facts.adjustedExpiry ?? '',
      adminEmail: texts['adminEmail'] ?? '',
      voidReason: '',
      duplicateOf: '',
      reason: '',
    };
  }

  protected ask(press: Press, doc: VoucherDocument): Asked | Refusal {
    const inputs = readInputs(correctSchema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    const texts = inputs.reason === undefined ? {} : { reason: inputs.reason };
    if (press.act === 'close') return { command: { type: 'close' }, done: 'correct.voided' };
    if (press.act === 'undo') return { command: { type: 'undo' }, texts, done: 'correct.undone' };
    if (press.act === 'void') {
      if (inputs.voidReason === undefined) return missing('reason');
      const duplicateOf = inputs.duplicateOf === undefined ? undefined : canonicalNumber(inputs.duplicateOf);
      return {
        command: { type: 'void', reason: inputs.voidReason, duplicateOf },
        texts,
        done: 'correct.voided',
      };
    }
    const { number } = doc.state.facts;
    const facts: Facts = {
      number,
      adminKnown: inputs.adminEmail !== undefined,
      ...(inputs.engagement === undefined
        ? doc.state.facts.offering === undefined
          ? {}
          : { offering: doc.state.facts.offering }
        : { engagement: inputs.engagement }),
      ...(inputs.serviceLevel === undefined ? {} : { serviceLevel: Number(inputs.serviceLevel) }),
      ...(inputs.assignedOn === undefined ? {} : { assignedOn: inputs.assignedOn }),
      ...(inputs.printedExpiry === undefined ? {} : { printedExpiry: inputs.printedExpiry }),
      ...(inputs.adjustedExpiry === undefined ? {} : { adjustedExpiry: inputs.adjustedExpiry }),
      ...(inputs.customer === undefined ? {} : { customerId: customerKey(inputs.customer, inputs.division) }),
    };
    return {
      command: { type: 'amend', facts, accepted: acceptedOf(press) },
      texts: {
        ...texts,
        ...customerTexts(inputs.customer, inputs.division),
        adminEmail: inputs.adminEmail ?? '',
      },
      ...(inputs.customer === undefined
        ? {}
        : {
            customer: {
              name: inputs.customer,
              ...(inputs.division === undefined ? {} : { division: inputs.division }),
            },
          }),
      done: 'correct.done',
    };
  }
}
