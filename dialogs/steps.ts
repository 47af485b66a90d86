import { z } from 'zod';
import type { Card } from '../cards/card.ts';
import { guardSentence } from '../cards/words.ts';
import { correctCard, datesCard, loseCard, releaseCard, reportCard, type StepView } from '../cards/steps.ts';
import { ENGAGEMENT_IDS, SERVICE_LEVELS } from '../domain/catalogue.ts';
import { customerKey } from '../domain/customer.ts';
import type { Standing, VoucherOrder } from '../domain/desk.ts';
import type { VoucherDocument } from '../domain/documents.ts';
import { checkGuards, type GuardId } from '../domain/guards.ts';
import { canonicalNumber } from '../domain/voucher-number.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import { RELEASE_REASONS, VOID_REASONS, type Facts, type Stage, type Status } from '../domain/voucher.ts';
import type { Key } from '../cards/say.ts';
import { choice, dayInput, emailInput, nameInput, numberInput, readInputs, toggle, typed } from './inputs.ts';
import { StepDialog, type Frame, type Reply } from './step.ts';
import { newCommandId, type Press, type Turn } from './turn.ts';
import { showVoucher } from './voucher.ts';

interface Draft {
  values?: Record<string, string>;
  /** The voucher's version that the values were typed for: they are not shown over a newer one. */
  version?: number;
  accepted?: readonly GuardId[];
}

/** What a form about one voucher asks the desk, and what it says when it is done. */
type Asked = Pick<VoucherOrder, 'command' | 'texts' | 'customer'> & { readonly done: Key };

/** A form about one voucher: shows it, reads it, asks the desk, and shows the voucher as it is then. */
abstract class VoucherForm extends StepDialog<Draft> {
  protected abstract readonly from: readonly Status[];
  /** Fields that the form calls by another name. */
  protected readonly labels: Readonly<Record<string, string>> = {};
  protected abstract form(turn: Turn, view: StepView, accepts: readonly GuardId[]): Card;
  protected abstract defaults(doc: VoucherDocument, standing: Standing): Record<string, string>;
  protected abstract ask(press: Press, doc: VoucherDocument, standing: Standing): Asked | Refusal;

  protected blank(): Draft {
    return {};
  }

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return this.show(turn, frame);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject, true);
    if (doc === undefined) return showVoucher(turn, frame.subject);
    frame.draft = {
      values: typed(press.inputs),
      accepted: acceptedOf(press),
      ...(press.version === undefined ? {} : { version: press.version }),
    };
    const asked = this.ask(press, doc, await turn.standing());
    if (isRefusal(asked)) return this.show(turn, frame, asked);
    const { done, ...order } = asked;
    const outcome = await turn.desk.orderVoucher(turn.unit, turn.actor, {
      id: frame.subject,
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      ...order,
    });
    if (outcome.done) return showVoucher(turn, frame.subject, turn.good(turn.say(done)));
    const { why } = outcome.refusal.refused;
    if (why === 'input' || why === 'reasonNeeded' || why === 'guards') {
      return this.show(turn, frame, outcome.refusal);
    }
    return showVoucher(turn, frame.subject, await turn.notice(outcome.refusal));
  }

  private async show(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const doc = await turn.voucher(frame.subject, ({ state }) => this.from.includes(state.stage.status));
    if (doc === undefined) return showVoucher(turn, frame.subject);
    const { status } = doc.state.stage;
    if (!this.from.includes(status)) {
      const notice = await turn.notice(refuse({ why: 'state', command: this.id, status }));
      return showVoucher(turn, frame.subject, notice);
    }
    const standing = await turn.standing();
    const view: StepView = {
      doc,
      standing,
      actor: turn.actor,
      values: {
        ...this.defaults(doc, standing),
        ...(frame.draft.version === doc.version ? frame.draft.values : {}),
      },
      commandId: newCommandId(),
      notice: refusal === undefined ? undefined : await turn.notice(refusal, this.labels),
    };
    const accepts = refusal === undefined ? [] : acceptable(turn, frame.draft.accepted ?? [], refusal);
    return { card: this.form(turn, view, accepts), waits: true };
  }
}

const missing = (field: string): Refusal => refuse({ why: 'input', field, problem: 'missing' });

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
    const notice = outcome.done ? turn.good(turn.say('lose.back')) : await turn.notice(outcome.refusal);
    return showVoucher(turn, frame.subject, notice);
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

const reportSchema = z.strictObject({
  on: dayInput,
  deliverable: nameInput,
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

/** How a customer is kept beside the voucher: as shown, and in its parts for the next correction. */
export function customerTexts(
  name: string | undefined,
  division: string | undefined,
): Record<string, string> {
  if (name === undefined) return { customer: '', customerName: '', division: '' };
  return {
    customer: division === undefined ? name : `${name} (${division})`,
    customerName: name,
    division: division ?? '',
  };
}
