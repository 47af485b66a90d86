import { DENIAL_REASONS } from '../../domain/claim/model.ts';
import type { ClaimOrder } from '../../domain/desk/desk.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { acceptable, acceptedOf } from '../voucher/accepted.ts';
import { showClaim } from './claims.ts';
import { choice, dayInput, nameInput, readInputs, typed } from '../inputs.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { z } from 'zod';

const settleSchema = z.strictObject({
  on: dayInput,
  reference: nameInput,
  amount: nameInput,
  currency: nameInput,
  denial: choice(DENIAL_REASONS),
  reason: nameInput,
});

/** 1500, 1500,00 or, as Poles and Russians write it, 1 500,00. */
const AMOUNT = /^(?:\d{1,12}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,3})(?:[.,]\d{1,2})?$/;

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
    if (inputs.amount !== undefined && !AMOUNT.test(inputs.amount)) {
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
