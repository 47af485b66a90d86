import type { Banner, Card } from '../../cards/kit/template.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherOrder } from '../../domain/desk/desk.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Status } from '../../domain/voucher/model.ts';
import { typedIn } from '../inputs.ts';
import { StepDialog, type Frame, type Handler, type Reply } from '../step.ts';
import { readReference, referenceArg } from '../sentence/reference.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { wasWarned } from '../../cards/voucher/two-places.ts';
import { placesOf, type Places, type Planned } from '../../domain/plan/plan.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { engaged, showTwoPlaces } from './engaged.ts';
import { showVoucher } from './voucher.ts';
import type { VoucherFormView } from '../../cards/voucher/voucher-form.ts';
import type { Step } from '../../cards/verbs.ts';
import { isOfNow, type Outcome } from '../../domain/desk/execute.ts';

export interface VoucherDraft {
  values?: Record<string, string>;
  /** The voucher's version that the values were typed for: they are not shown over a newer one. */
  version?: number;
  /** Which of the step's forms it is; absent = its first. */
  page?: string;
}

/** What a form shows. */
export interface FormView extends VoucherFormView {
  /** Guards that its button records as breaches. */
  readonly accepts: readonly GuardId[];
  /** Which of the step's forms is shown; absent = its first. */
  readonly page?: string | undefined;
}

/** What a form about one voucher asks the desk. */
export type FormOrder = Pick<VoucherOrder, 'command' | 'texts' | 'customer'>;

/** A form that was sent, and the voucher as it is now. */
export interface SentForm {
  readonly press: Press;
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly turn: Turn;
}

/** Reads a form that was sent: what it asks, and what is said when that is done; or what is wrong in it. */
export type ReadForm = (sent: SentForm) => (FormOrder & { readonly done: string }) | Refusal;

/** A form about one voucher: shows it, reads it, asks the desk, and shows the voucher as it is then. */
export abstract class VoucherForm<S extends Step> extends StepDialog<S, VoucherDraft> {
  /** Whether the form proposes the days: those that fit. */
  protected readonly proposes: boolean = false;

  /** States of the voucher in which the form is shown. */
  protected abstract readonly from: readonly Status[];

  /** The card. `refusal`: what the form that was sent met; `accepted`: guards that its card had shown as not met. */
  protected abstract form(
    turn: Turn,
    view: FormView,
    refusal: Refusal | undefined,
    accepted: readonly GuardId[],
  ): Card | Promise<Card>;

  /** What the inputs hold at first. */
  protected abstract defaults(doc: VoucherDocument, standing: Standing): Record<string, string>;

  /** Whose days the voucher takes by what the form holds; undefined while that is not known, and of a form about other things. */
  protected planned(
    _doc: VoucherDocument,
    _standing: Standing,
    _values: Readonly<Record<string, string>>,
  ): Planned | undefined {
    return undefined;
  }

  protected open(turn: Turn, frame: Frame<VoucherDraft>): Promise<Reply> {
    return this.show(turn, frame, []);
  }

  /** Takes days that the form proposed; what else was typed stays. */
  protected async takeDays(turn: Turn, frame: Frame<VoucherDraft>, press: Press): Promise<Reply> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject);
    if (doc === undefined) return showVoucher(turn, frame.subject);
    const { start, end } = readReference(press.arg) ?? {};
    frame.draft = present({
      values: {
        ...typedIn(Object.keys(this.defaults(doc, await turn.standing())), press.inputs),
        ...(present({ start, end }) as Record<string, string>),
      },
      version: press.version,
      page: frame.draft.page,
    });
    return this.show(turn, frame, []);
  }

  /** Takes a button that sends the form. */
  protected sent(read: ReadForm): Handler<VoucherDraft> {
    return (turn, frame, press) => this.#send(turn, frame, press, read);
  }

  /** Asks the desk for what the form asks of `doc`. */
  protected order(
    turn: Turn,
    _frame: Frame<VoucherDraft>,
    press: Press,
    doc: VoucherDocument,
    order: FormOrder,
  ): Promise<Outcome<VoucherDocument>> {
    return turn.order(press).voucher(doc.state.facts.number, order);
  }

  /** What follows when it is done: the voucher as it is then. `banner`: what was done. */
  protected next(turn: Turn, subject: string, banner: Banner): Promise<Reply> {
    return showVoucher(turn, subject, banner);
  }

  async #send(turn: Turn, frame: Frame<VoucherDraft>, press: Press, read: ReadForm): Promise<Reply> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject, true);
    if (doc === undefined) return showVoucher(turn, frame.subject);
    const accepted = acceptedOf(press);
    const standing = await turn.standing();
    frame.draft = present({
      values: typedIn(Object.keys(this.defaults(doc, standing)), press.inputs),
      version: press.version,
      page: frame.draft.page,
    });
    const asked = read({ press, doc, standing, turn });
    if (isRefusal(asked)) return this.show(turn, frame, accepted, asked);
    const { done, ...order } = asked;
    const outcome = await this.order(turn, frame, press, doc, order);
    if (outcome.done) {
      const banner = turn.did(outcome, done);
      const places = await this.#places(turn, doc, frame.draft.values ?? {});
      return places === undefined || places.others.length === 0 || wasWarned(press.arg, places)
        ? this.next(turn, frame.subject, banner)
        : showTwoPlaces(turn, outcome.doc, banner, places);
    }
    const { why } = outcome.refusal.refused;
    return why === 'input' || why === 'reasonNeeded' || why === 'guards'
      ? this.show(turn, frame, accepted, outcome.refusal)
      : showVoucher(turn, frame.subject, await turn.refused(outcome.refusal));
  }

  /** Shows the form with what was typed in it; the voucher when it is in no state for it. */
  protected async show(
    turn: Turn,
    frame: Frame<VoucherDraft>,
    accepted: readonly GuardId[],
    refusal?: Refusal,
  ): Promise<Reply> {
    const doc = await turn.voucher(frame.subject, ({ state }) => this.from.includes(state.stage.status));
    if (doc === undefined) return showVoucher(turn, frame.subject);
    const { status } = doc.state.stage;
    if (!this.from.includes(status)) {
      const refused = refuse({ why: 'state', command: this.step, status });
      return showVoucher(turn, frame.subject, await turn.refused(refused));
    }
    const standing = await turn.standing();
    const typed =
      frame.draft.version !== undefined && isOfNow(doc, frame.draft.version) ? frame.draft.values : undefined;
    const own = this.defaults(doc, standing);
    const found = await this.#places(turn, doc, { ...own, ...typed });
    const gives = this.proposes && typed === undefined ? found?.fits : undefined;
    const places = gives === undefined || found === undefined ? found : { ...found, ...gives, others: [] };
    const values: Record<string, string> = { ...own, ...typed, ...gives };
    const view: FormView = {
      doc,
      standing,
      actor: turn.actor,
      values,
      commandId: newCommandId(),
      accepts: acceptable(turn, accepted, refusal),
      page: frame.draft.page,
      places,
      daysArg: places?.fits && referenceArg(places.fits),
      banner: await turn.refused(refusal, { country: values['country'] ?? '' }),
    };
    return { card: await this.form(turn, view, refusal, accepted), waits: true };
  }

  /** One request, where the form holds somebody's days that are not over. */
  async #places(
    turn: Turn,
    doc: VoucherDocument,
    values: Readonly<Record<string, string>>,
  ): Promise<Places | undefined> {
    const standing = await turn.standing();
    const planned = this.planned(doc, standing, values);
    if (planned === undefined || planned.end < standing.today || planned.end < planned.start)
      return undefined;
    return placesOf(doc.state, planned, await engaged(turn, planned.consultantId), standing);
  }
}
