import { z } from 'zod';
import { DENIAL_REASONS } from '../../domain/claim/model.ts';
import type { ClaimOrder } from '../../domain/desk/desk.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { choice, dayInput, missing, nameInput, readInputs, typed } from '../inputs.ts';
import { StepDialog, type Frame, type Handler, type Handles, type Reply } from '../step.ts';
import type { Turn } from '../turn.ts';
import { acceptable, acceptedOf } from '../voucher/accepted.ts';
import { readAmount } from './amount.ts';
import { showClaim } from './claims.ts';

const settleSchema = z.strictObject({
  on: dayInput,
  reference: nameInput,
  amount: nameInput,
  currency: nameInput,
  denial: choice(DENIAL_REASONS),
  reason: nameInput,
});

/** What became of a claim in SAVB: submitted, approved, paid, denied; or discarded, or undone. */
export class SettleDialog extends StepDialog<'settle'> {
  protected readonly handles: Handles<'settle', object> = {
    submit: settles(({ reference, on }, accepted) =>
      on === undefined
        ? missing('on')
        : { type: 'submit', on, referenceGiven: reference !== undefined, accepted },
    ),
    approve: settles(({ on }) => (on === undefined ? missing('on') : { type: 'approve', on })),
    pay: settles(({ on }) => (on === undefined ? missing('on') : { type: 'pay', on })),
    deny: settles(({ denial, on }) => {
      if (denial === undefined) return missing('denial');
      return on === undefined ? missing('on') : { type: 'deny', on, reason: denial };
    }),
    discard: settles(() => ({ type: 'discard' })),
    undo: settles(() => ({ type: 'undo' })),
  };

  protected open(turn: Turn, frame: Frame<object>): Promise<Reply> {
    return showClaim(turn, frame.subject);
  }
}

/** Takes a button of a claim's card: `asks` makes the command of its inputs. */
function settles(
  asks: (
    inputs: z.infer<typeof settleSchema>,
    accepted: readonly GuardId[],
  ) => ClaimOrder['command'] | Refusal,
): Handler<object> {
  return async (turn, frame, press) => {
    const values = typed(press.inputs);
    const again = async (refusal: Refusal): Promise<Reply> =>
      showClaim(
        turn,
        frame.subject,
        await turn.refused(refusal),
        values,
        acceptable(turn, acceptedOf(press), refusal),
      );
    const inputs = readInputs(settleSchema, press.inputs);
    if (isRefusal(inputs)) return again(inputs);
    const given = inputs.amount === undefined ? {} : readAmount(inputs.amount);
    if (typeof given === 'string') return again(refuse({ why: 'input', field: 'amount', problem: given }));
    const currency = inputs.currency?.toUpperCase() ?? given.currency;
    if (given.sign !== undefined && currency === undefined) return again(missing('currency'));
    const isOther = given.currency !== undefined && currency !== given.currency;
    if (currency !== undefined && (isOther || !/^[A-Z]{3}$/.test(currency))) {
      return again(
        refuse({ why: 'input', field: 'currency', problem: isOther ? 'otherCurrency' : 'malformed' }),
      );
    }
    const command = asks(inputs, acceptedOf(press));
    if (isRefusal(command)) return again(command);
    const outcome = await turn.order(press).claim(frame.subject, {
      command,
      texts: present({
        reference: inputs.reference,
        amount: given.amount,
        currency,
        reason: inputs.reason,
      }),
    });
    return outcome.done
      ? showClaim(turn, frame.subject, turn.good(turn.say(DONE[command.type])))
      : again(outcome.refusal);
  };
}

const DONE = {
  submit: 'claim.didSubmit',
  approve: 'claim.didApprove',
  pay: 'claim.didPay',
  deny: 'claim.didDeny',
  discard: 'claim.didDiscard',
  undo: 'correct.undone',
} as const;
