import { z } from 'zod';
import { formatDay } from '../../cards/kit/format.ts';
import { remindCard, type Quick } from '../../cards/voucher/remind.ts';
import { addDays, day, type Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { dueOfVoucher, NO_DUE } from '../../domain/urgency.ts';
import { askableAt, remindedOn } from '../../domain/voucher/colleagues.ts';
import { dayInput, missing, readInputs } from '../inputs.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

/** What a sentence may have said already: it fills the card. */
interface RemindDraft {
  on?: Day;
}

const inputsSchema = z.strictObject({ on: dayInput });
const WEEK = 7;

/** Somebody wants to see a voucher again on a day. */
export class RemindDialog extends StepDialog<'remind', RemindDraft> {
  override readonly needs = 'voucher.remind';

  protected readonly handles: Handles<'remind', RemindDraft> = { done: send, forget };

  protected open(turn: Turn, frame: Frame<RemindDraft>): Promise<Reply> {
    return show(turn, frame);
  }
}

async function send(turn: Turn, frame: Frame<RemindDraft>, press: Press): Promise<Reply> {
  const pressed = day(press.arg ?? '');
  const inputs = pressed === undefined ? readInputs(inputsSchema, press.inputs) : { on: pressed };
  if (isRefusal(inputs)) return show(turn, frame, inputs);
  const { on } = inputs;
  frame.draft = present({ on });
  if (on === undefined) return show(turn, frame, missing('on'));
  // One person's wish is overtaken by nothing that others do.
  const order = turn.order({ commandId: press.commandId, version: undefined });
  const outcome = await order.voucher(frame.subject, { command: { type: 'remind', on } });
  if (!outcome.done && outcome.refusal.refused.why === 'input') return show(turn, frame, outcome.refusal);
  const banner = outcome.done
    ? turn.did(outcome, turn.say('remind.done', { day: formatDay(turn.actor.language, on) }))
    : await turn.refused(outcome.refusal);
  return showVoucher(turn, frame.subject, banner);
}

/** Also from the voucher's card, which is drawn without a command id: doing it twice is doing it once. */
async function forget(turn: Turn, { subject }: Frame<RemindDraft>, press: Press): Promise<Reply> {
  const order = turn.order({ commandId: press.commandId, version: undefined });
  const outcome = await order.voucher(subject, { command: { type: 'remind' } });
  const isGone = outcome.done || outcome.refusal.refused.why === 'notFound';
  return showVoucher(
    turn,
    subject,
    isGone && outcome.doc !== undefined
      ? turn.good(turn.say('remind.gone'))
      : await turn.outcome(outcome, 'remind.gone'),
  );
}

async function show(turn: Turn, frame: Frame<RemindDraft>, refusal?: Refusal): Promise<Reply> {
  const isOpen = ({ state: { stage } }: VoucherDocument): boolean => askableAt(stage) !== undefined;
  const doc = await turn.voucher(frame.subject, isOpen);
  if (doc === undefined) return showVoucher(turn, frame.subject);
  if (!isOpen(doc)) {
    const over = refuse({ why: 'state', command: 'remind', status: doc.status });
    return showVoucher(turn, frame.subject, await turn.refused(over));
  }
  const standing = await turn.standing();
  const card = remindCard({
    doc,
    standing,
    actor: turn.actor,
    values: { on: frame.draft.on ?? '' },
    commandId: newCommandId(),
    quick: quickDays(doc, standing),
    has: remindedOn(doc.state, turn.actor.id, standing.today),
    banner: await turn.refused(refusal),
  });
  return { card, waits: true };
}

/** The days that are offered, each once and all of them to come. */
function quickDays({ state }: VoucherDocument, standing: Standing): Readonly<Partial<Record<Quick, Day>>> {
  const { today } = standing;
  const tomorrow = addDays(today, 1);
  const due = dueOfVoucher(state, standing);
  const week = due === NO_DUE ? undefined : addDays(due, -WEEK);
  let monday = tomorrow;
  while (weekday(monday) !== 1) monday = addDays(monday, 1);
  return present({
    tomorrow,
    monday: monday === tomorrow ? undefined : monday,
    week: week === undefined || week <= tomorrow || week === monday ? undefined : week,
  });
}

/** From 0, a Sunday. */
function weekday(of: Day): number {
  return new Date(`${of}T00:00:00Z`).getUTCDay();
}
