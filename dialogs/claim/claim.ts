import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { claimChooseCard } from '../../cards/claim/choose.ts';
import { messageCard } from '../../cards/message.ts';
import { MAX_CLAIM_VOUCHERS } from '../../domain/claim/model.ts';
import { present } from '../../domain/present.ts';
import type { OfferingId } from '../../domain/programme/catalogue.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { neededNext } from '../../domain/voucher/lacking.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { dayInput, idsInput, missing, nameInput, readInputs, typed } from '../inputs.ts';
import { CONTINUE } from '../parked.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { acceptable, acceptedOf } from '../voucher/accepted.ts';
import { showVoucher } from '../voucher/voucher.ts';
import { moneyOf } from './amount.ts';
import { showClaim, showClaims } from './claims.ts';

export interface ClaimDraft {
  chosen?: string[];
  values?: Record<string, string>;
}

const createSchema = z.strictObject({
  vouchers: idsInput,
  reason: nameInput,
  reference: nameInput,
  on: dayInput,
  amount: nameInput,
  currency: nameInput,
});

/** Step "request payment": redeemed vouchers become one claim, those of one country suggested (R21). */
export class ClaimDialog extends StepDialog<'claim', ClaimDraft> {
  protected readonly handles: Handles<'claim', ClaimDraft> = {
    create: (turn, frame, press) => this.#create(turn, frame, press, false),
    submitted: (turn, frame, press) => this.#create(turn, frame, press, true),
  };
  override readonly needs = 'claim.draft';

  protected async open(turn: Turn, frame: Frame<ClaimDraft>): Promise<Reply> {
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
      if (neededNext(stage).length > 0) return { goTo: 'complete', subject: frame.subject };
      frame.draft.chosen ??= [frame.subject];
    }
    const named = namedBy(turn);
    if (named.length > 0) frame.draft.chosen = named;
    return this.#choose(turn, frame);
  }

  /** The voucher that it was opened from, else the claims. */
  override leave(turn: Turn, subject: string, banner: Banner): Promise<Answer | undefined> {
    return subject === '' ? showClaims(turn, banner) : Promise.resolve(undefined);
  }

  /** A draft; `isSubmitted`: and what was done in SAVB with it, in the same command: both or neither. */
  async #create(turn: Turn, frame: Frame<ClaimDraft>, press: Press, isSubmitted: boolean): Promise<Reply> {
    frame.draft.values = typed(press.inputs);
    const inputs = readInputs(createSchema, press.inputs);
    if (isRefusal(inputs)) return this.#choose(turn, frame, inputs);
    frame.draft.chosen = inputs.vouchers.slice(0, MAX_CLAIM_VOUCHERS + 1);
    const { reason, reference, on } = inputs;
    const money = moneyOf(inputs);
    if (isRefusal(money)) return this.#choose(turn, frame, money);
    if (isSubmitted && on === undefined) return this.#choose(turn, frame, missing('on'));
    const order = turn.order(press);
    const outcome = await order.claimDraft({
      voucherIds: frame.draft.chosen,
      accepted: acceptedOf(press),
      texts: present({ reason, reference, ...money }),
      ...(isSubmitted && on !== undefined
        ? { submitted: { on, referenceGiven: reference !== undefined } }
        : {}),
    });
    if (outcome.done) {
      const done = turn.say(isSubmitted ? 'claim.submitted' : 'claim.drafted');
      return showClaim(turn, order.commandId, turn.good(done));
    }
    const unregistered = offeringToRegister(outcome.refusal);
    if (unregistered !== undefined) {
      const { subject, draft } = frame;
      return { goTo: 'register', subject: unregistered, draft: { claim: { subject, draft } } };
    }
    return this.#choose(turn, frame, outcome.refusal);
  }

  async #choose(turn: Turn, frame: Frame<ClaimDraft>, refusal?: Refusal): Promise<Reply> {
    const page = await turn.desk.find(turn.unit, {
      kind: 'voucher',
      where: { status: 'redeemed' },
      order: { path: 'due' },
      limit: MAX_CLAIM_VOUCHERS,
    });
    // What is meant is offered, however far down the list it stands.
    const meant = new Set([frame.subject, ...(frame.draft.chosen ?? [])].filter((one) => one !== ''));
    for (const { state } of page.docs) meant.delete(state.facts.number);
    const found = await Promise.all(
      [...meant].slice(0, MAX_CLAIM_VOUCHERS).map((number) => turn.desk.voucher(turn.unit, number)),
    );
    const own = found.filter((doc) => doc !== undefined).filter(isClaimable);
    const vouchers = [...own, ...page.docs.filter(isClaimable)].slice(0, MAX_CLAIM_VOUCHERS);
    if (vouchers.length === 0) {
      const card = messageCard(turn.actor, {
        title: 'claim.nothing',
        text: [
          turn.say('claim.nothingWhy'),
          ...(page.docs.length > 0 ? [turn.say('claim.nothingWhole', { count: page.docs.length })] : []),
        ],
        offers: ['claims', 'vouchers', 'home'],
      });
      return { card, waits: false };
    }
    const offered = new Set(vouchers.map(({ state }) => state.facts.number));
    const shown = turn.input.kind === 'press' ? acceptedOf(turn.input) : [];
    const tally = page.continuation === undefined ? undefined : await turn.desk.tally(turn.unit);
    const card = claimChooseCard(turn.actor, {
      vouchers,
      standing: await turn.standing(),
      more: tally === undefined ? 0 : Math.max(0, tally.redeemed - vouchers.length),
      subject: frame.subject,
      chosen: frame.draft.chosen?.filter((number) => offered.has(number)) ?? ofOneCountry(vouchers),
      accepts: refusal === undefined ? [] : acceptable(turn, shown, refusal),
      values: frame.draft.values ?? {},
      commandId: newCommandId(),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }
}

function isClaimable({ state: { stage } }: VoucherDocument): boolean {
  return stage.status === 'redeemed' && stage.claimId === undefined && neededNext(stage).length === 0;
}

/** The vouchers that the pressed button names: what was redeemed just now. */
function namedBy({ input }: Turn): string[] {
  if (input.kind !== 'press' || input.verb !== 'claim.open' || input.arg === CONTINUE) return [];
  const named = idsInput.safeParse(input.arg);
  return named.success ? named.data.slice(0, MAX_CLAIM_VOUCHERS) : [];
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
