import { z } from 'zod';
import { claimUndoCard } from '../../cards/claim/undo.ts';
import { denialCard } from '../../cards/claim/denial.ts';
import { DENIAL_REASONS, type Claim, type ClaimStatus } from '../../domain/claim/model.ts';
import type { ClaimOrder } from '../../domain/desk/desk.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { MAY, may } from '../../domain/people/permissions.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { choice, dayInput, missing, nameInput, readInputs, typed } from '../inputs.ts';
import { StepDialog, type Frame, type Handler, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Turn } from '../turn.ts';
import { acceptable, acceptedOf } from '../voucher/accepted.ts';
import { moneyOf } from './amount.ts';
import { claimWithVouchers, showClaim } from './claims.ts';

const settleSchema = z.strictObject({
  on: dayInput,
  paidOn: dayInput,
  reference: nameInput,
  amount: nameInput,
  currency: nameInput,
  denial: choice(DENIAL_REASONS),
  reason: nameInput,
});

type Command = ClaimOrder['command'];

/**
 * What became of a claim in SAVB: submitted, approved, paid, denied; or discarded, or undone. The claim's card has the
 * form of what comes next; the denial and the undoing are forms of their own.
 */
export class SettleDialog extends StepDialog<'settle'> {
  protected readonly handles: Handles<'settle', object> = {
    submit: settles(({ reference, on }, accepted) =>
      on === undefined
        ? missing('on')
        : { type: 'submit', on, referenceGiven: reference !== undefined, accepted },
    ),
    // Whoever enters the day of the payment beside that of the approval has said both.
    approve: settles(({ on, paidOn }) => {
      if (on === undefined) return missing('on');
      return paidOn === undefined ? { type: 'approve', on } : { type: 'pay', on: paidOn, approvedOn: on };
    }),
    pay: settles(({ on, paidOn }) => {
      if (on === undefined) return missing('on');
      return paidOn === undefined ? { type: 'pay', on } : { type: 'pay', on: paidOn, approvedOn: on };
    }),
    deny: settles(
      ({ denial, on }) => {
        if (denial === undefined) return missing('denial');
        return on === undefined ? missing('on') : { type: 'deny', on, reason: denial };
      },
      { form: 'deny' },
    ),
    discard: settles(() => ({ type: 'discard' })),
    undo: settles(() => ({ type: 'undo' }), { form: 'undo' }),
    denial: (turn, { subject }) => showForm(turn, 'deny', subject),
    lastStep: (turn, { subject }) => showForm(turn, 'undo', subject),
  };

  protected open(turn: Turn, frame: Frame<object>): Promise<Reply> {
    return showClaim(turn, frame.subject);
  }
}

/** Takes a button of a claim's card, or of a form of its own: `asks` makes the command of its inputs. */
function settles(
  asks: (inputs: z.infer<typeof settleSchema>, accepted: readonly GuardId[]) => Command | Refusal,
  { form }: { readonly form?: Form } = {},
): Handler<object> {
  return async (turn, { subject }, press) => {
    const values = typed(press.inputs);
    const accepted = acceptedOf(press);
    const again = async (refusal: Refusal): Promise<Reply> => {
      const { why } = refusal.refused;
      return form !== undefined && (why === 'input' || why === 'reasonNeeded')
        ? showForm(turn, form, subject, { refusal, values })
        : showClaim(turn, subject, await turn.refused(refusal), values, acceptable(turn, accepted, refusal));
    };
    const inputs = readInputs(settleSchema, press.inputs);
    if (isRefusal(inputs)) return again(inputs);
    const money = moneyOf(inputs);
    if (isRefusal(money)) return again(money);
    const command = asks(inputs, accepted);
    if (isRefusal(command)) return again(command);
    const outcome = await turn.order(press).claim(subject, {
      command,
      texts: present({ reference: inputs.reference, ...money, reason: inputs.reason }),
    });
    return outcome.done
      ? showClaim(turn, subject, turn.good(turn.say(DONE[command.type])))
      : again(asCardCalls(command, outcome.refusal));
  };
}

/**
 * The refusal with the inputs of the card of a submitted claim: there `on` is the day of the approval, and that of the
 * payment has an input of its own.
 */
function asCardCalls(command: Command, refusal: Refusal): Refusal {
  const { refused } = refusal;
  if (command.type !== 'pay') return refusal;
  if (command.approvedOn === undefined)
    return refused.why === 'state' && refused.status === 'submitted' ? missing('paidOn') : refusal;
  if (refused.why !== 'input') return refusal;
  return refuse({ ...refused, field: refused.field === 'approvedOn' ? 'on' : 'paidOn' });
}

/** What is a form of its own. */
type Form = 'deny' | 'undo';

/** In which states there is something to deny. */
const DENIABLE: readonly ClaimStatus[] = ['submitted', 'approved'];

/** The form of a denial, or of undoing the last step; the claim where neither is possible. */
async function showForm(
  turn: Turn,
  form: Form,
  id: string,
  {
    refusal,
    values = {},
  }: { readonly refusal?: Refusal; readonly values?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  const { permission } = turn.actor;
  const command = `claim.${form}` as const;
  if (!may(permission, command)) {
    const denied = refuse({ why: 'permission', needs: MAY[command] });
    return showClaim(turn, id, await turn.refused(denied));
  }
  const found = await claimWithVouchers(turn, id, ({ state }) => whyNot(form, state) === undefined);
  if (found === undefined) return showClaim(turn, id);
  const not = whyNot(form, found.doc.state);
  if (not !== undefined) return showClaim(turn, id, await turn.refused(not));
  const view = {
    ...found,
    actor: turn.actor,
    standing: await turn.standing(),
    values,
    commandId: newCommandId(),
    banner: await turn.refused(refusal),
  };
  return { card: form === 'deny' ? denialCard(view) : claimUndoCard(view), waits: false };
}

/** Why there is nothing to deny, or to undo. */
function whyNot(form: Form, { stage: { status }, before }: Claim): Refusal | undefined {
  if (form === 'undo') return before === undefined ? refuse({ why: 'nothingToUndo' }) : undefined;
  return DENIABLE.includes(status) ? undefined : refuse({ why: 'state', command: 'deny', status });
}

const DONE = {
  submit: 'claim.didSubmit',
  approve: 'claim.didApprove',
  pay: 'claim.didPay',
  deny: 'claim.didDeny',
  discard: 'claim.didDiscard',
  undo: 'correct.undone',
} as const;
