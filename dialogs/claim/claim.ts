import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { claimChooseCard } from '../../cards/claim/choose.ts';
import { messageCard } from '../../cards/message.ts';
import { MAX_CLAIM_VOUCHERS } from '../../domain/claim/model.ts';
import { present } from '../../domain/present.ts';
import type { OfferingId } from '../../domain/programme/catalogue.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { idsInput, nameInput, readInputs, typed } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { acceptable, acceptedOf } from '../voucher/accepted.ts';
import { showVoucher } from '../voucher/voucher.ts';
import { showClaim, showClaims } from './claims.ts';

interface Draft {
  chosen?: string[];
  values?: Record<string, string>;
}

const createSchema = z.strictObject({ vouchers: idsInput, reason: nameInput });

/** Step "request payment": redeemed vouchers become one claim, those of one country suggested (R21). */
export class ClaimDialog extends StepDialog<'claim', Draft> {
  protected readonly handles: Handles<'claim', Draft> = {
    create: (turn, frame, press) => this.#create(turn, frame, press),
  };
  override readonly needs = 'claim.draft';

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (frame.subject !== '') {
      const doc = await turn.desk.voucher(turn.unit, frame.subject);
      if (doc === undefined) return showVoucher(turn, frame.subject);
      const { stage } = doc.state;
      if (stage.status !== 'redeemed') {
        const banner = await turn.refused(refuse({ why: 'state', command: 'claim', status: stage.status }));
        // Why, for a voucher that can still come so far: redeeming comes before claiming (P17, G13).
        const waits = stage.status !== 'lost' && stage.status !== 'void';
        const text = waits ? `${banner.text} ${turn.say('guard.notRedeemed')}` : banner.text;
        return showVoucher(turn, frame.subject, { ...banner, text });
      }
      if (stage.claimId !== undefined) return showClaim(turn, stage.claimId);
      frame.draft.chosen ??= [frame.subject];
    }
    return this.#choose(turn, frame);
  }

  /** The voucher that it was opened from, else the claims. */
  override leave(turn: Turn, subject: string, banner: Banner): Promise<Answer | undefined> {
    return subject === '' ? showClaims(turn, banner) : Promise.resolve(undefined);
  }

  async #create(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft.values = typed(press.inputs);
    const inputs = readInputs(createSchema, press.inputs);
    if (isRefusal(inputs)) return this.#choose(turn, frame, inputs);
    frame.draft.chosen = inputs.vouchers.slice(0, MAX_CLAIM_VOUCHERS + 1);
    const order = turn.order(press);
    const outcome = await order.claimDraft({
      voucherIds: frame.draft.chosen,
      accepted: acceptedOf(press),
      texts: present({ reason: inputs.reason }),
    });
    if (outcome.done) return showClaim(turn, order.commandId, turn.good(turn.say('claim.drafted')));
    const unregistered = offeringToRegister(outcome.refusal);
    if (unregistered !== undefined) {
      return { goTo: 'register', subject: unregistered };
    }
    return this.#choose(turn, frame, outcome.refusal);
  }

  async #choose(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const page = await turn.desk.find(turn.unit, {
      kind: 'voucher',
      where: { status: 'redeemed' },
      order: { path: 'due' },
      limit: MAX_CLAIM_VOUCHERS,
    });
    const own = frame.subject === '' ? undefined : await turn.desk.voucher(turn.unit, frame.subject);
    const vouchers = [
      ...(own === undefined || page.docs.some(({ id }) => id === own.id) ? [] : [own]),
      ...page.docs,
    ].slice(0, MAX_CLAIM_VOUCHERS);
    if (vouchers.length === 0) {
      const card = messageCard(turn.actor, {
        title: 'claim.nothing',
        text: [turn.say('claim.nothingWhy')],
        offers: ['claims', 'vouchers', 'home'],
      });
      return { card, waits: false };
    }
    const shown = turn.input.kind === 'press' ? acceptedOf(turn.input) : [];
    const tally = page.continuation === undefined ? undefined : await turn.desk.tally(turn.unit);
    const card = claimChooseCard(turn.actor, {
      vouchers,
      standing: await turn.standing(),
      more: tally === undefined ? 0 : Math.max(0, tally.redeemed - vouchers.length),
      subject: frame.subject,
      chosen: frame.draft.chosen ?? ofOneCountry(vouchers),
      accepts: refusal === undefined ? [] : acceptable(turn, shown, refusal),
      reason: frame.draft.values?.['reason'] ?? '',
      commandId: newCommandId(),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }
}

/** Vouchers of the country whose deadline is the nearest: what we suggest for one claim. */
function ofOneCountry(vouchers: readonly VoucherDocument[]): string[] {
  const countryOf = ({ state: { stage } }: VoucherDocument): string | undefined =>
    'reservation' in stage ? stage.reservation.country : undefined;
  const [first] = vouchers;
  return vouchers
    .filter((doc) => first !== undefined && countryOf(doc) === countryOf(first))
    .map(({ state }) => state.facts.number);
}

/** The offering whose SAVB registration stands in the way, whatever else does. */
function offeringToRegister({ refused }: Refusal): OfferingId | undefined {
  if (refused.why !== 'guards') return undefined;
  const found = refused.unmet.find(({ detail }) => detail.code === 'notRegistered');
  return found?.detail.code === 'notRegistered' ? found.detail.offering : undefined;
}
