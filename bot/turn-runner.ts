import { DialogContext, DialogSet, DialogTurnStatus, type DialogState } from 'botbuilder-dialogs';
import type { TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.ts';
import { MainDialog } from '../dialogs/main.ts';
import { TURN } from '../dialogs/step.ts';
import { Turn, type Input } from '../dialogs/turn.ts';
import type { Desk } from '../domain/desk.ts';
import {
  DIALOG_TTL_SECONDS,
  dialogId,
  PROCESSED_TTL_SECONDS,
  processedId,
  type DialogDocument,
} from '../domain/documents.ts';
import type { Actor, Language } from '../domain/people.ts';
import type { Unit } from '../domain/unit.ts';
import type { Etag, Write } from '../domain/ports.ts';

/** Who sent the activity, as it was signed. */
export interface Sender {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly timeZone?: string | undefined;
  /** The admin that the configuration names for the tenant. */
  readonly isFirstAdmin: boolean;
}

export interface Run {
  readonly card: Card;
  /** The etag of the message's row in the outbox; undefined when the turn wrote nothing. */
  readonly row: Etag | undefined;
  /** The activity was answered before; nothing changed this time. */
  readonly repeated: boolean;
}

/** Somebody else wrote the same documents again and again; nothing was changed by this turn. */
export class TooContended extends Error {
  constructor() {
    super('the turn lost every race for its documents');
    this.name = 'TooContended';
  }
}

const MAX_ATTEMPTS = 12;
/** Where the SDK keeps, for one turn, the memory scopes of its dialogs. */
const MEMORY = 'DialogStateManagerConfiguration';

/**
 * One turn, one batch: loads the dialog state, lets the dialogs decide, and commits state, events, dialog
 * state, the message's row and the activity's id together. When somebody else was faster, the turn begins
 * again on fresh state.
 */
export class TurnRunner {
  readonly #desk: Desk;
  readonly #dialogs = new DialogSet().add(new MainDialog());
  /** The scopes hold nothing of a turn, and making them is dear: those of the first turn serve all. */
  #memory: unknown;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** `row` makes the outbox row for the card, when the turn changes something. Throws StoreFailure, TooContended. */
  async run(
    context: TurnContext,
    input: Input,
    sender: Sender,
    row: (card: Card) => Extract<Write, { op: 'put' }>,
  ): Promise<Run> {
    const conversationId = context.activity.conversation.id;
    const activityId = context.activity.id;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const unit = this.#desk.begin(sender.tenantId, attempt > 0);
      const actor = await this.#meet(unit, sender);
      const turn = new Turn({ desk: this.#desk, unit, actor, input, timeZone: sender.timeZone });
      await this.#dialog(context, unit, turn, dialogId(conversationId));
      const { card } = turn;
      if (card === undefined) throw new Error('the dialogs gave no card');
      // A press edits the card that it was on; a message's answer is a new one, and comes once.
      if (unit.isEmpty && input.kind === 'press') return { card, row: undefined, repeated: false };
      const message = row(card);
      unit.add(message);
      if (activityId !== undefined) {
        unit.add({
          op: 'create',
          doc: {
            id: processedId(conversationId, activityId),
            tenantId: sender.tenantId,
            kind: 'processed',
            schema: 1,
            ttl: PROCESSED_TTL_SECONDS,
          },
        });
      }
      const result = await unit.commit();
      if (result === 'committed') return { card, row: unit.writtenEtag(message.doc.id), repeated: false };
      if (result === 'repeated' && attempt > 0) return { card, row: undefined, repeated: true };
    }
    throw new TooContended();
  }

  #meet(unit: Unit, { isFirstAdmin, ...met }: Sender): Promise<Actor> {
    return this.#desk.meet(unit, met, { admin: isFirstAdmin });
  }

  async #dialog(context: TurnContext, unit: Unit, turn: Turn, id: string): Promise<void> {
    const doc = await unit.read('dialog', id);
    const before = doc === undefined ? '' : JSON.stringify(doc.state);
    const state = (before === '' ? { dialogStack: [] } : JSON.parse(before)) as DialogState;
    context.turnState.set(TURN, turn);
    // The state is the turn's own: it is written with the batch, so the set needs no accessor.
    if (this.#memory !== undefined) context.turnState.set(MEMORY, this.#memory);
    const dc = new DialogContext(this.#dialogs, context, state);
    this.#memory = context.turnState.get(MEMORY);
    const result = await dc.continueDialog();
    if (result.status === DialogTurnStatus.empty) await dc.beginDialog('main');
    if (state.dialogStack.length === 0) {
      const etag = unit.etag(id);
      if (etag !== undefined) unit.add({ op: 'delete', id, etag });
      return;
    }
    const after = JSON.stringify(state);
    if (after === before) return;
    const saved: DialogDocument = {
      id,
      tenantId: unit.tenantId,
      kind: 'dialog',
      schema: 1,
      ttl: DIALOG_TTL_SECONDS,
      state: JSON.parse(after) as Record<string, unknown>,
    };
    unit.save(saved);
  }
}
