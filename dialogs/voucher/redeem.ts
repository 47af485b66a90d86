import { z } from 'zod';
import { formatDay, shortened } from '../../cards/kit/format.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { printedNumber } from '../../cards/kit/names.ts';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import { messageCard } from '../../cards/message.ts';
import { redeemCard, redeemOneCard, redeemResultCard, redeemReviewCard } from '../../cards/voucher/redeem.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import { may } from '../../domain/people/permissions.ts';
import { present } from '../../domain/present.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { claimBy } from '../../domain/voucher/deadlines.ts';
import { dayInput, idsInput, nameInput, missing, readInputs, typedIn } from '../inputs.ts';
import { withRole } from '../people/people.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { showVoucher } from './voucher.ts';

/** Vouchers in one batch at most. */
const MAX_CHOSEN = 20;
/** Vouchers on one card of check boxes. */
const MAX_SHOWN = 10;

interface Draft {
  /** The day on which it was redeemed, as a sentence said it. */
  on?: string;
  chosen?: string[];
  values?: Record<string, string>;
}

const chooseSchema = z.strictObject({ vouchers: idsInput });
const yesSchema = z.strictObject({ on: dayInput, reason: nameInput });

/**
 * Step "redeem", one command per voucher. One voucher is one card and one press; several are chosen by check boxes, and
 * confirmed once.
 */
export class RedeemDialog extends StepDialog<'redeem', Draft> {
  override readonly needs = 'voucher.redeem';

  protected readonly handles: Handles<'redeem', Draft> = {
    review: (turn, frame, press) => this.#chose(turn, frame, press),
    yes: (turn, frame, press) => this.#redeem(turn, frame, press),
    no: (turn, frame) => this.#choose(turn, frame),
  };

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (frame.subject !== '') {
      const doc = await turn.desk.voucher(turn.unit, frame.subject);
      const status = doc?.state.stage.status;
      if (doc === undefined || (status !== 'reported' && status !== 'reserved')) {
        const banner =
          status === undefined
            ? undefined
            : await turn.refused(refuse({ why: 'state', command: 'redeem', status }));
        return showVoucher(turn, frame.subject, banner);
      }
      if (status === 'reserved') return this.#unreported(turn, doc);
      const { chosen = [frame.subject] } = frame.draft;
      if (chosen.length === 1 && chosen[0] === frame.subject) {
        frame.draft.chosen = chosen;
        return this.#review(turn, frame);
      }
    }
    return this.#choose(turn, frame);
  }

  async #chose(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const inputs = readInputs(chooseSchema, press.inputs);
    if (isRefusal(inputs)) return this.#choose(turn, frame, inputs);
    frame.draft.chosen = inputs.vouchers.slice(0, MAX_CHOSEN);
    return frame.draft.chosen.length === 0
      ? this.#choose(turn, frame, refuse({ why: 'nothingChosen' }))
      : this.#review(turn, frame);
  }

  /** "Yes" and "no" can be typed on the page to confirm. */
  protected override async text(turn: Turn, frame: Frame<Draft>, text: string): Promise<Reply | undefined> {
    const word = text.trim().toLowerCase();
    const { chosen, values } = frame.draft;
    // "Yes" answers the page to confirm only while it is the last thing that was shown.
    if (chosen === undefined || values === undefined || frame.away === true) return undefined;
    if (NO.has(word)) return this.#choose(turn, frame);
    if (!YES.has(word)) return undefined;
    return this.#redeem(turn, frame, {
      kind: 'press',
      verb: 'redeem.yes',
      inputs: { on: values['on'] ?? (await turn.standing()).today, reason: values['reason'] ?? '' },
      commandId: values['commandId'],
    });
  }

  async #choose(turn: Turn, frame: Frame<Draft>, refusal?: Refusal, isOlder = false): Promise<Reply> {
    const { values: _asked, ...rest } = frame.draft;
    frame.draft = rest;
    const page = await turn.desk.find(turn.unit, {
      kind: 'voucher',
      where: { status: 'reported' },
      order: { path: 'due' },
      limit: MAX_SHOWN,
    });
    const own = frame.subject === '' ? undefined : await turn.desk.voucher(turn.unit, frame.subject);
    const vouchers = [
      ...(own?.state.stage.status !== 'reported' || page.docs.some(({ id }) => id === own.id) ? [] : [own]),
      ...page.docs,
    ].slice(0, MAX_SHOWN);
    if (vouchers.length === 0) {
      const card = messageCard(turn.actor, {
        title: 'redeem.nothing',
        text: [turn.say('redeem.nothingWhy')],
        offers: ['vouchers', 'home'],
      });
      return { card, waits: false };
    }
    const banner = isOlder ? overtaken(turn) : await turn.refused(refusal);
    const tally = page.continuation === undefined ? undefined : await turn.desk.tally(turn.unit);
    const more = tally === undefined ? 0 : Math.max(0, tally.reported - vouchers.length);
    return {
      card: redeemCard(turn.actor, {
        vouchers,
        standing: await turn.standing(),
        chosen: frame.draft.chosen ?? [],
        more,
        subject: frame.subject,
        banner,
      }),
      waits: true,
    };
  }

  async #review(turn: Turn, frame: Frame<Draft>, refusal?: Refusal, isOlder = false): Promise<Reply> {
    const vouchers = await this.#chosen(turn, frame);
    if (vouchers.length === 0) return this.#choose(turn, frame, undefined, isOlder);
    const standing = await turn.standing();
    const commandId = newCommandId();
    frame.draft.values = { ...frame.draft.values, commandId };
    const shown = turn.input.kind === 'press' ? acceptedOf(turn.input) : [];
    const view = {
      standing,
      on: frame.draft.values['on'] ?? frame.draft.on ?? standing.today,
      reason: frame.draft.values['reason'] ?? '',
      accepts: refusal === undefined ? [] : acceptable(turn, shown, refusal),
      commandId,
      subject: frame.subject,
      partnerAdmins: turn.actor.roles.includes('mpnPartnerAdmin')
        ? []
        : await withRole(turn, 'mpnPartnerAdmin'),
      banner: isOlder ? overtaken(turn) : await turn.refused(refusal),
    };
    const [doc] = vouchers;
    const card =
      vouchers.length === 1 && doc !== undefined
        ? redeemOneCard(turn.actor, { ...view, doc })
        : redeemReviewCard(turn.actor, { ...view, vouchers });
    return { card, waits: true };
  }

  async #chosen(turn: Turn, frame: Frame<Draft>): Promise<readonly VoucherDocument[]> {
    const docs = await Promise.all((frame.draft.chosen ?? []).map((id) => turn.desk.voucher(turn.unit, id)));
    return docs.filter((doc) => doc !== undefined);
  }

  /**
   * What the page that was pressed showed: the draft's, when it is the draft's newest page; what it redeemed,
   * when it was pressed before; else nothing, for the draft may be about other vouchers now.
   */
  async #confirmed(
    turn: Turn,
    { draft }: Frame<Draft>,
    { commandId }: Press,
  ): Promise<readonly [number, string][]> {
    if (commandId === undefined) return [];
    return commandId === draft.values?.['commandId']
      ? [...(draft.chosen ?? []).entries()]
      : turn.desk.changedBy(turn.unit, commandId, MAX_CHOSEN);
  }

  /** One command per voucher, each with its own result, all in the turn's one batch. */
  async #redeem(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const chosen = await this.#confirmed(turn, frame, press);
    if (chosen.length === 0) return this.#review(turn, frame, undefined, true);
    frame.draft.values = {
      ...frame.draft.values,
      ...typedIn(Object.keys(yesSchema.shape), press.inputs),
    };
    const inputs = readInputs(yesSchema, press.inputs);
    if (isRefusal(inputs)) return this.#review(turn, frame, inputs);
    const { on } = inputs;
    if (on === undefined) return this.#review(turn, frame, missing('on'));
    const standing = await turn.standing();
    const done: string[] = [];
    const failed: string[] = [];
    const redeemed: string[] = [];
    let first: Refusal | undefined;
    for (const [index, id] of chosen) {
      const order = turn.order({ commandId: press.commandId }, String(index));
      const outcome = await order.voucher(id, {
        command: { type: 'redeem', redemption: { on }, accepted: acceptedOf(press) },
        texts: present({ reason: inputs.reason }),
      });
      const name = outcome.doc === undefined ? id : printedNumber(outcome.doc);
      if (outcome.done) {
        redeemed.push(id);
        done.push(turn.say('redeem.done', { number: name, by: formatDay(turn.actor.language, claimBy(on)) }));
      } else {
        first ??= outcome.refusal;
        const why = refusalSentence(turn.actor.language, outcome.refusal.refused, { standing });
        failed.push(turn.say('redeem.failed', { number: shortened(name, 40), why }));
      }
    }
    if (done.length === 0 && first !== undefined) {
      const { why } = first.refused;
      if (why === 'input' || why === 'guards' || why === 'reasonNeeded')
        return this.#review(turn, frame, first);
    }
    const [only] = chosen;
    if (chosen.length === 1 && only !== undefined) return this.#redeemed(turn, only[1], done, first);
    return { card: redeemResultCard(turn.actor, { done, failed, redeemed, standing }), waits: false };
  }

  /** What follows one voucher: its claim, for who may create one. */
  async #redeemed(
    turn: Turn,
    subject: string,
    done: readonly string[],
    refusal: Refusal | undefined,
  ): Promise<Reply> {
    const [said] = done;
    if (said === undefined) return showVoucher(turn, subject, await turn.refused(refusal));
    const { edition, today } = await turn.standing();
    return may(turn.actor.permission, 'claim.draft') && !hasEnded(edition, 'claim', today)
      ? { goTo: 'claim', subject, banner: turn.good(said) }
      : showVoucher(turn, subject, turn.good(said));
  }

  /** Redeeming what is not reported: G11 says what has to come first. */
  async #unreported(turn: Turn, doc: VoucherDocument): Promise<Reply> {
    const { facts, stage } = doc.state;
    const standing = await turn.standing();
    const subject = { facts, status: stage.status, reported: false, on: standing.today, attested: [] };
    const unmet = checkGuards('redeem', subject, standing).filter(({ guard }) => guard === 'G11');
    const banner = await turn.refused(refuse({ why: 'guards', step: 'redeem', unmet }));
    return showVoucher(turn, facts.number, banner);
  }
}

/** The page that was pressed is not what the draft is about by now. */
function overtaken(turn: Turn): Banner {
  return { text: turn.say('draft.newerPage'), style: 'warning' };
}

const YES = new Set(['yes', 'y', 'да', 'tak']);
const NO = new Set(['no', 'n', 'нет', 'nie']);
