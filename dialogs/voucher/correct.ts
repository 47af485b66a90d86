import { z } from 'zod';
import type { Card } from '../../cards/kit/template.ts';
import { correctCard, undoCard, voidCard } from '../../cards/voucher/correct.ts';
import { may } from '../../domain/people/permissions.ts';
import { present } from '../../domain/present.ts';
import { ENGAGEMENT_IDS, SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { customerKey, customerTexts } from '../../domain/voucher/customer.ts';
import { VOID_REASONS, type Facts, type Stage } from '../../domain/voucher/model.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import { choice, dayInput, emailInput, nameInput, numberInput, readInputs, missing } from '../inputs.ts';
import type { Frame, Handler, Handles, Reply } from '../step.ts';
import type { Turn } from '../turn.ts';
import { acceptedOf } from './accepted.ts';
import {
  VoucherForm,
  type FormView,
  type ReadForm,
  type SentForm,
  type VoucherDraft,
} from './voucher-form.ts';

const correctSchema = z.strictObject({
  engagement: choice(ENGAGEMENT_IDS),
  serviceLevel: choice(SERVICE_LEVELS.map(String)),
  customer: nameInput,
  division: nameInput,
  assignedOn: dayInput,
  printedExpiry: dayInput,
  extensionPrinted: choice(['yes', 'no']),
  adjustedExpiry: dayInput,
  adminEmail: emailInput,
  voidReason: choice(VOID_REASONS),
  duplicateOf: numberInput,
  reason: nameInput,
});

/** The forms beside that of the facts. */
type Page = 'undo' | 'void';

/** Amend facts, undo the last step, void: a form each; history keeps both. */
export class CorrectDialog extends VoucherForm<'correct'> {
  override readonly needs = 'voucher.amend';

  protected readonly handles: Handles<'correct', VoucherDraft> = {
    amend: this.sent(amended),
    undo: this.#on('undo', this.sent(undone)),
    close: this.sent(closed),
    void: this.#on('void', this.sent(voided)),
    toUndo: (turn, frame) => this.#turnTo('undo', turn, frame),
    toVoid: (turn, frame) => this.#turnTo('void', turn, frame),
  };
  protected readonly from: readonly Stage['status'][] = [
    'assigned',
    'reserved',
    'reported',
    'redeemed',
    'lost',
    'void',
  ];

  protected form({ actor }: Turn, view: FormView): Card {
    if (may(actor.permission, 'voucher.undo')) {
      // Of a void one only the last step can be undone.
      if (view.page === 'undo' || view.doc.state.stage.status === 'void') return undoCard(view);
      if (view.page === 'void') return voidCard(view);
    }
    return correctCard(view);
  }

  /** What is refused of one of the forms is said on that one, whichever card its button was on. */
  #on(page: Page, send: Handler<VoucherDraft>): Handler<VoucherDraft> {
    return (turn, frame, press) => {
      frame.draft.page = page;
      return send(turn, frame, press);
    };
  }

  /** Nothing of one form is kept for another. */
  #turnTo(page: Page, turn: Turn, frame: Frame<VoucherDraft>): Promise<Reply> {
    frame.draft = { page };
    return this.show(turn, frame, []);
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
      extensionPrinted: facts.extensionPrinted === undefined ? '' : facts.extensionPrinted ? 'yes' : 'no',
      adjustedExpiry: facts.adjustedExpiry ?? '',
      adminEmail: texts['adminEmail'] ?? '',
      voidReason: '',
      duplicateOf: '',
      reason: '',
    };
  }
}

/** Reads what any of the forms sends; cards of an earlier version have all of it on one. */
const sentBy =
  (read: (inputs: z.infer<typeof correctSchema>, sent: SentForm) => ReturnType<ReadForm>): ReadForm =>
  (sent) => {
    const inputs = readInputs(correctSchema, sent.press.inputs);
    return isRefusal(inputs) ? inputs : read(inputs, sent);
  };

const closed = sentBy((_inputs, { turn }) => ({
  command: { type: 'close' },
  done: turn.say('correct.voided'),
}));

const undone = sentBy(({ reason }, { turn }) => ({
  command: { type: 'undo' },
  texts: present({ reason }),
  done: turn.say('correct.undone'),
}));

const voided = sentBy(({ voidReason, duplicateOf, reason }, { turn }) =>
  voidReason === undefined
    ? missing('voidReason')
    : {
        command: {
          type: 'void',
          reason: voidReason,
          duplicateOf: duplicateOf === undefined ? undefined : canonicalNumber(duplicateOf),
        },
        texts: present({ reason }),
        done: turn.say('correct.voided'),
      },
);

const amended = sentBy((inputs, { press, doc: { state }, turn }) => {
  const { engagement, serviceLevel, customer, division, adminEmail, reason } = inputs;
  const facts: Facts = present({
    number: state.facts.number,
    adminKnown: adminEmail !== undefined,
    offering: engagement === undefined ? state.facts.offering : undefined,
    engagement,
    serviceLevel: serviceLevel === undefined ? undefined : Number(serviceLevel),
    assignedOn: inputs.assignedOn,
    printedExpiry: inputs.printedExpiry,
    adjustedExpiry: inputs.adjustedExpiry,
    // Asked only where it matters: what was answered before stays.
    extensionPrinted:
      inputs.extensionPrinted === undefined
        ? state.facts.extensionPrinted
        : inputs.extensionPrinted === 'yes',
    customerId: customer === undefined ? undefined : customerKey(customer, division),
  });
  return {
    command: { type: 'amend', facts, accepted: acceptedOf(press) },
    texts: {
      ...present({ reason }),
      ...customerTexts(customer, division),
      adminEmail: adminEmail ?? '',
    },
    ...(customer === undefined ? {} : { customer: present({ name: customer, division }) }),
    done: turn.say('correct.done'),
  };
});
