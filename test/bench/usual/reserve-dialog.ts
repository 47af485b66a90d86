import { randomUUID } from 'node:crypto';
import type { Storage } from 'botbuilder';
import {
  ComponentDialog,
  Dialog,
  DialogReason,
  WaterfallDialog,
  type DialogContext,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { Json } from '../../../bot/local/wire.ts';
import { formCard, reservedCard } from './cards.ts';
import { usualKey, type UsualReservation, type UsualVoucher } from './places.ts';

/** Where a turn's card is handed over to the bot. */
export const CARD = Symbol('card');

interface Options {
  readonly number: string;
}

/** The waterfall of the SDK goes on with typed text alone: a press of a card's button goes on with its data. */
class PressedWaterfall extends WaterfallDialog<Options> {
  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { action } = dc.context.activity.value as { readonly action: { readonly data: unknown } };
    return this.resumeDialog(dc, DialogReason.continueCalled, action.data);
  }
}

/** The step "reserve": a form, and then what is said in it is kept. */
export class ReserveDialog extends ComponentDialog<Options> {
  readonly #storage: Storage;

  constructor(id: string, storage: Storage) {
    super(id);
    this.#storage = storage;
    this.addDialog(
      new PressedWaterfall('steps', [(step) => this.#form(step), (step) => this.#reserve(step)]),
    );
    this.initialDialogId = 'steps';
  }

  async #form(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
    const { number } = step.options;
    const voucher = await this.#read(number);
    if (voucher.status !== 'assigned') throw new Error(`${number} is ${voucher.status}`);
    step.context.turnState.set(CARD, formCard(voucher, randomUUID()));
    return Dialog.EndOfTurn;
  }

  async #reserve(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
    const { number } = step.options;
    const voucher = await this.#read(number);
    const { adminEmail, start, end, locationId, consultantId, on } = inputsOf(step.result as Json);
    if (voucher.status !== 'assigned') throw new Error(`${number} is ${voucher.status}`);
    if (end < start || end > voucher.expires) throw new Error('these days are not possible');
    const reservation = { adminEmail, start, end, locationId, consultantId, on };
    const next: UsualVoucher = {
      ...voucher,
      status: 'reserved',
      version: voucher.version + 1,
      reservation,
    };
    // The etag that was read comes along: who was slower is refused.
    await this.#storage.write({ [usualKey(number)]: next });
    step.context.turnState.set(CARD, reservedCard(next, reservation));
    return step.endDialog();
  }

  async #read(number: string): Promise<UsualVoucher> {
    const key = usualKey(number);
    const { [key]: voucher } = (await this.#storage.read([key])) as Record<string, UsualVoucher | undefined>;
    if (voucher === undefined) throw new Error(`there is no voucher ${number}`);
    return voucher;
  }
}

function inputsOf(data: Json): UsualReservation {
  const { terms, attested } = data;
  if (terms !== 'true' || attested !== 'G7,G8') throw new Error('not everything is confirmed');
  const text = (name: string): string => {
    const value = data[name];
    if (typeof value !== 'string' || value === '') throw new Error(`${name} is missing`);
    return value;
  };
  const adminEmail = text('adminEmail');
  if (!/^[^\s@]+@[^\s@]+$/.test(adminEmail)) throw new Error('that is no e-mail address');
  return {
    adminEmail,
    start: text('start'),
    end: text('end'),
    locationId: text('locationId'),
    consultantId: text('consultantId'),
    on: text('on'),
  };
}
