import { z } from 'zod';
import { claimCard, claimChooseCard, claimsCard, registerCard } from '../cards/claim.ts';
import { noticeCard } from '../cards/notice.ts';
import { OFFERING_IDS, type OfferingId } from '../domain/catalogue.ts';
import { DENIAL_REASONS, MAX_CLAIM_VOUCHERS } from '../domain/claim.ts';
import type { ClaimOrder } from '../domain/desk.ts';
import type { VoucherDocument } from '../domain/documents.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { GuardId } from '../domain/guards.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { choice, dayInput, idsInput, nameInput, readInputs, typed } from './inputs.ts';
import { StepDialog, type Frame, type Reply } from './step.ts';
import { newCommandId, type Press, type Turn } from './turn.ts';
import { showVoucher } from './voucher.ts';
import type { Notice } from '../cards/card.ts';

interface Draft {
  chosen?: string[];
  values?: Record<string, string>;
}

const createSchema = z.strictObject({ vouchers: idsInput, reason: nameInput });

/** Step "request payment": redeemed vouchers of one country become one claim (R21). */
export class ClaimDialog extends StepDialog<Draft> {
  readonly acts = ['create'];
  override readonly needs = 'claim.draft' as const;

  constructor() {
    super('claim');
  }

  protected blank(): Draft {
    return {};
  }

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (frame.subject !== '') {
      const doc = await turn.desk.voucher(turn.unit, frame.subject);
      if (doc === undefined) return showVoucher(turn, frame.subject);
      const { stage } = doc.state;
      if (stage.status !== 'redeemed') {
        const notice = await turn.notice(refuse({ why: 'state', command: 'claim', status: stage.status }));
        return showVoucher(turn, frame.subject, notice);
      }
      if (stage.claimId !== undefined) return showClaim(turn, stage.claimId);
      frame.draft.chosen ??= [frame.subject];
    }
    return this.#choose(turn, frame);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    if (press.act !== 'create') return this.#choose(turn, frame);
    frame.draft.values = typed(press.inputs);
    const inputs = readInputs(createSchema, press.inputs);
    if (isRefusal(inputs)) return this.#choose(turn, frame, inputs);
    frame.draft.chosen = inputs.vouchers.slice(0, MAX_CLAIM_VOUCHERS + 1);
    const commandId = press.commandId ?? newCommandId();
    const outcome = await turn.desk.draftClaim(turn.unit, turn.actor, {
      id: commandId,
      commandId,
      voucherIds: frame.draft.chosen,
      accepted: acceptedOf(press),
      texts: inputs.reason === undefined ? {} : { reason: inputs.reason },
    });
    if (outcome.done) return showClaim(turn, commandId, turn.good(turn.say('claim.drafted')));
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
      const card = noticeCard(turn.actor, {
        title: 'claim.nothing',
        text: [turn.say('claim.nothingWhy')],
        offers: ['claims', 'vouchers', 'home'],
      });
      return { card, waits: false };
    }
    const shown = turn.input.kind === 'press' ? acceptedOf(turn.input) : [];
    const card = claimChooseCard(turn.actor, {
      vouchers,
      subject: frame.subject,
      chosen: frame.draft.chosen ?? ofOneCountry(vouchers),
      accepts: refusal === undefined ? [] : acceptable(turn, shown, refusal),
      reason: frame.draft.values?.['reason'] ?? '',
      commandId: newCommandId(),
      notice: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }
}

/** Vouchers of the country whose deadline is the nearest: those can go into one claim. */
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

/** A claim's card with its next step. */
export async function showClaim(
  turn: Turn,
  id: string,
  notice?: Notice,
  values: Readonly<Record<string, string>> = {},
  accepts: readonly GuardId[] = [],
): Promise<Reply> {
  const doc = await turn.desk.claim(turn.unit, id);
  if (doc === undefined) {
    return {
      card: noticeCard(turn.actor, { title: 'notFound.claim', offers: ['claims', 'home'] }),
      waits: false,
    };
  }
  const found = await Promise.all(doc.state.voucherIds.map((number) => turn.desk.voucher(turn.unit, number)));
  const vouchers = found.filter((one): one is VoucherDocument => one !== undefined);
  const standing = await turn.standing();
  const card = claimCard({
    actor: turn.actor,
    standing,
    doc,
    vouchers,
    values,
    accepts,
    commandId: newCommandId(),
    notice,
  });
  return { card, waits: false };
}

const CLAIMS_SHOWN = 8;
const CLAIMS_SETTLED = 5;

/** Claims in flight first, then those settled lately; and what is redeemed and not yet claimed. */
export async function showClaims(turn: Turn): Promise<Reply> {
  const [open, closed, tally, standing] = await Promise.all([
    turn.desk.find(turn.unit, {
      kind: 'claim',
      where: { open: true },
      order: { path: 'due' },
      limit: CLAIMS_SHOWN,
    }),
    turn.desk.find(turn.unit, {
      kind: 'claim',
      where: { open: false },
      order: { path: 'changedAt', descending: true },
      limit: CLAIMS_SETTLED,
    }),
    turn.desk.tally(turn.unit),
    turn.standing(),
  ]);
  const settled = closed.docs.filter(({ status }) => status !== 'discarded');
  const card = claimsCard(turn.actor, { docs: open.docs, settled, standing, unclaimed: tally.redeemed });
  return { card, waits: false };
}

const settleSchema = z.strictObject({
  on: dayInput,
  reference: nameInput,
  amount: nameInput,
  currency: nameInput,
  denial: choice(DENIAL_REASONS),
  reason: nameInput,
});

/** What became of a claim in SAVB: submitted, approved, paid, denied; or discarded, or undone. */
export class SettleDialog extends StepDialog<object> {
  readonly acts = ['submit', 'approve', 'pay', 'deny', 'discard', 'undo'];

  constructor() {
    super('settle');
  }

  protected blank(): object {
    return {};
  }

  protected open(turn: Turn, frame: Frame<object>): Promise<Reply> {
    return showClaim(turn, frame.subject);
  }

  protected async press(turn: Turn, frame: Frame<object>, press: Press): Promise<Reply> {
    const values = typed(press.inputs);
    const again = async (refusal: Refusal): Promise<Reply> =>
      showClaim(
        turn,
        frame.subject,
        await turn.notice(refusal),
        values,
        acceptable(turn, acceptedOf(press), refusal),
      );
    const inputs = readInputs(settleSchema, press.inputs);
    if (isRefusal(inputs)) return again(inputs);
    if (inputs.amount !== undefined && !/^\d{1,12}([.,]\d{1,2})?$/.test(inputs.amount)) {
      return again(refuse({ why: 'input', field: 'amount', problem: 'malformed' }));
    }
    if (inputs.currency !== undefined && !/^[A-Za-z]{3}$/.test(inputs.currency)) {
      return again(refuse({ why: 'input', field: 'currency', problem: 'malformed' }));
    }
    const { today } = await turn.standing();
    const on = inputs.on ?? today;
    const command = ((): ClaimOrder['command'] | Refusal => {
      switch (press.act) {
        case 'submit':
          return {
            type: 'submit',
            on,
            referenceGiven: inputs.reference !== undefined,
            accepted: acceptedOf(press),
          };
        case 'approve':
          return { type: 'approve', on };
        case 'pay':
          return { type: 'pay', on };
        case 'deny':
          return inputs.denial === undefined
            ? refuse({ why: 'input', field: 'reason', problem: 'missing' })
            : { type: 'deny', on, reason: inputs.denial };
        case 'discard':
          return { type: 'discard' };
        case 'undo':
          return { type: 'undo' };
        default:
          return refuse({ why: 'notFound' });
      }
    })();
    if (isRefusal(command)) return again(command);
    const texts = Object.fromEntries(
      [
        ['reference', inputs.reference],
        ['amount', inputs.amount],
        ['currency', inputs.currency?.toUpperCase()],
        ['reason', inputs.reason],
      ].filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const outcome = await turn.desk.orderClaim(turn.unit, turn.actor, {
      id: frame.subject,
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      command,
      texts,
    });
    return outcome.done
      ? showClaim(turn, frame.subject, turn.good(turn.say(DONE[command.type])))
      : again(outcome.refusal);
  }
}

const DONE = {
  submit: 'claim.didSubmit',
  approve: 'claim.didApprove',
  pay: 'claim.didPay',
  deny: 'claim.didDeny',
  discard: 'claim.didDiscard',
  undo: 'correct.undone',
} as const;

const registerSchema = z.strictObject({ on: dayInput, registeredBy: nameInput });

/** The first SAVB registration of an offering. */
export class RegisterDialog extends StepDialog<object> {
  readonly acts = ['done'];

  constructor() {
    super('register');
  }

  protected blank(): object {
    return {};
  }

  protected open(turn: Turn, frame: Frame<object>): Promise<Reply> {
    const offering = OFFERING_IDS.find((id) => id === frame.subject);
    return offering === undefined ? showClaims(turn) : this.#form(turn, offering);
  }

  protected async press(turn: Turn, frame: Frame<object>, press: Press): Promise<Reply> {
    const offering = OFFERING_IDS.find((id) => id === frame.subject);
    if (offering === undefined) return showClaims(turn);
    const inputs = readInputs(registerSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, offering, inputs);
    const { today } = await turn.standing();
    const outcome = await turn.desk.orderCompany(turn.unit, turn.actor, {
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      command: { type: 'registerSavb', offering, on: inputs.on ?? today, by: turn.actor.id },
      texts: inputs.registeredBy === undefined ? {} : { [`savb:${offering}`]: inputs.registeredBy },
    });
    if (!outcome.done) return this.#form(turn, offering, outcome.refusal);
    return { goTo: 'claim', subject: '' };
  }

  async #form(turn: Turn, offering: OfferingId, refusal?: Refusal): Promise<Reply> {
    const people = await turn.desk.find(turn.unit, { kind: 'person', limit: 100 });
    const globalAdmins = people.docs
      .filter(({ roles }) => roles.includes('mpnGlobalAdmin'))
      .map(({ name }) => name);
    const card = registerCard(turn.actor, {
      offering,
      standing: await turn.standing(),
      commandId: newCommandId(),
      globalAdmins,
      notice: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }
}
