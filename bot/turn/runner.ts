import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../cards/kit/template.ts';
import { MainDialog } from '../../dialogs/main.ts';
import { goesByDrafts } from '../../dialogs/goes-by-drafts.ts';
import { Dialogs, type Stack, type TurnContext } from '../../dialogs/run-dialogs.ts';
import type { Answer } from '../../dialogs/step.ts';
import { Turn, type Input, DeniedOnKeptCopy } from '../../dialogs/turn.ts';
import type { Step } from '../../cards/verbs.ts';
import { backoffMs, type Backoff } from '../backoff.ts';
import { packing } from './packing.ts';
import { foreseen } from './foreseen.ts';
import { inSlices } from './slices.ts';
import { cardBytes } from './card-json.ts';
import { keptAnswer, packed } from './kept-answer.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import {
  type NoticeDocument,
  type OutboxDocument,
  type ProcessedDocument,
  newDocument,
} from '../../domain/store/documents.ts';
import { ttlOf } from '../../domain/store/retention.ts';
import { dialogId, processedId } from '../../domain/store/ids.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { DEFAULT_LANGUAGE, type Actor, type Language } from '../../domain/people/person.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { StoreFailure, type Etag, type Stored, type Write } from '../../domain/store/ports.ts';

/** Who sent the activity, as it was signed. */
export interface Sender {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  /** Absent = their client does not say. */
  readonly language?: Language | undefined;
  readonly timeZone?: string | undefined;
  /** Where the bot can write to them, as JSON. */
  readonly reference?: string | undefined;
  /** The admin that the configuration names for the tenant. */
  readonly isFirstAdmin: boolean;
  /** Something came for them, and they did nothing: nothing is learnt of them. */
  readonly isAbsent?: true;
}

interface TurnResult {
  readonly card: Card;
  /** The etag of the message's row in the outbox; undefined when the turn wrote nothing. */
  readonly row: Etag | undefined;
  /** The activity was answered before; nothing changed this time. */
  readonly repeated: boolean;
  /** The document whose own card this is. */
  readonly shows?: string | undefined;
  /** What people have to be told of it. */
  readonly announced?: Stored<NoticeDocument> | undefined;
  /** What is known of somebody changed. */
  readonly met?: boolean;
  /** The answer stays in the task dialog that asked. */
  readonly stays: boolean;
}

/** What goes into a turn's batch beside what the turn changed, and where its answer is shown. */
export interface Handover {
  /** Makes the outbox row of the answer, when the turn changes something; its record holds the card. */
  readonly row: (card: Card, recordId: string) => { readonly op: 'put'; readonly doc: OutboxDocument };
  /** Rides in the batch. */
  readonly also?: readonly Exclude<Write, { op: 'add' }>[];
  /** Whether a task dialog shows the answer, by the step that waits for more; absent = no dialog asked. */
  readonly stays?: ((waitsIn: Step | undefined) => boolean) | undefined;
}

/** A batch that had no answer: it may have been written. */
export interface UnknownEnd {
  readonly tenantId: string;
  /** The activity's record, which the batch writes with the answer in it. */
  readonly recordId: string;
  /** The message's row in the outbox, which the batch writes too. */
  readonly rowId: string;
}

/** What an activity was answered with. `row` is absent when it was delivered, or is a newer message's now. */
export interface KeptAnswer {
  readonly card: Card;
  readonly row: Etag | undefined;
  /** It stayed in the task dialog that asked. */
  readonly stays: boolean;
}

/** What became of an {@link UnknownEnd}. */
type Settled = ({ readonly saved: true } & KeptAnswer) | { readonly saved: false };

/** The turn's batch had no answer, each time that it was tried. */
export class Uncertain extends Error {
  readonly end: UnknownEnd;
  constructor(end: UnknownEnd, cause: unknown) {
    super('it is not known whether the turn was saved', { cause });
    this.name = 'Uncertain';
    this.end = end;
  }
}

/** The activity's first batch was given up and shut out: nothing changed, and only a new activity can change it. */
class Unsaved extends Error {
  constructor() {
    super('the activity can no longer be saved');
    this.name = 'Unsaved';
  }
}

/** Somebody else wrote the same documents again and again; nothing was changed by this turn. */
export class TooContended extends Error {
  constructor() {
    super('the turn lost every race for its documents');
    this.name = 'TooContended';
  }
}

const MAX_ATTEMPTS = 12;
/** How often a batch is sent that gets no answer, and the pauses between two tries. */
const MAX_UNANSWERED = 3;
const UNANSWERED_BACKOFF: Backoff = { firstMs: 200, jitter: [0.5, 1.5] };
/** People whose language is remembered. */
const KNOWN = 5_000;

/**
 * One turn, one batch: loads the dialog state, lets the dialogs decide, and commits state, events, dialog
 * state, the message's row and the activity's id together. When somebody else was faster, the turn begins
 * again on fresh state.
 */
export class TurnRunner {
  readonly #desk: Desk;
  readonly #dialogs = new Dialogs(new MainDialog());
  readonly #languages = new BoundedMap<
    string,
    { readonly spoken: Language; readonly ofClient: Language | undefined }
  >(KNOWN);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * An activity that was answered before gets that answer. A batch without an answer is looked for and sent again: nothing happens
   * twice. Throws StoreFailure (nothing changed), TooContended, Unsaved, Uncertain.
   */
  async run(
    context: TurnContext,
    input: Input,
    sender: Sender,
    { row, also = [], stays: staysFor = () => false }: Handover,
  ): Promise<TurnResult> {
    const { tenantId } = sender;
    const { conversation, id: activityId } = context.activity;
    // Without an id it cannot be told when it comes again; what became of it can.
    const recordId = processedId(sender.id, conversation.id, activityId ?? crypto.randomUUID());
    let unknown: UnknownEnd | undefined;
    let unanswered = 0;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      try {
        const found = unknown === undefined ? undefined : await this.#keptAnswer(unknown);
        if (found !== undefined) return { ...found, repeated: found.row === undefined };
        const unit = this.#desk.begin(tenantId, attempt > 0);
        const { card, shows, waitsIn } = await this.#decide(context, unit, input, sender);
        // A batch proves the drafts that it writes; an answer that leaves them as they are follows from them, too.
        if (goesByDrafts(input) && !(await unit.stands('dialog', dialogId(conversation.id)))) continue;
        const message = row(card, recordId);
        const rowId = message.doc.id;
        const stays = staysFor(waitsIn);
        // What edits the pressed card may be shown again; an answer that is a message of its own comes once.
        const isRepeatable = input.kind === 'press' && (stays || message.doc.edits !== undefined);
        if (unit.isEmpty && isRepeatable && unknown === undefined) {
          // A command that changes nothing may have been this activity's own, before.
          const given =
            input.commandId === undefined ? undefined : await this.#keptAnswer({ tenantId, recordId, rowId });
          if (given !== undefined) return { ...given, row: undefined, repeated: true };
          return { card, row: undefined, repeated: false, shows, stays };
        }
        unit.add(message);
        const record: ProcessedDocument = {
          ...recordOf(tenantId, recordId),
          packed: packed(cardBytes(card)),
          ...(stays && { stays: true as const }),
        };
        unit.add({ op: 'create', doc: record });
        // Behind the record: of an activity that was answered before that is what the batch meets first.
        for (const write of also) unit.add(write);
        const result = await this.#commit(unit, () => {
          unknown = { tenantId, recordId, rowId };
        });
        if (result === 'committed') {
          const { announced, changesPeople: met } = unit;
          return { card, row: unit.writtenEtag(rowId), repeated: false, shows, announced, met, stays };
        }
        // Without a record it was the command that another activity has done: decided anew, it is "done before".
        if (result === 'repeated' && unknown === undefined) {
          const given = await this.#keptAnswer({ tenantId, recordId, rowId });
          if (given !== undefined) return { ...given, row: undefined, repeated: true };
        }
      } catch (error) {
        // Somebody may have been let in at another replica: the next attempt reads everything fresh.
        if (error instanceof DeniedOnKeptCopy) continue;
        if (unknown === undefined || error instanceof Unsaved) throw error;
        // Whatever failed since, the batch without an answer may have been written.
        unanswered += 1;
        if (unanswered >= MAX_UNANSWERED) throw new Uncertain(unknown, error);
        await sleep(backoffMs(UNANSWERED_BACKOFF, unanswered - 1));
      }
    }
    if (unknown !== undefined) throw new Uncertain(unknown, new TooContended());
    throw new TooContended();
  }

  /**
   * The language to speak to them in when nothing can be read: the last that was spoken here, for they may have chosen it,
   * as long as their client says the same as then; else the client's.
   */
  languageOf({ tenantId, id, language }: Sender): Language {
    const last = this.#languages.get(`${tenantId}/${id}`);
    if (last !== undefined && (language === undefined || language === last.ofClient)) return last.spoken;
    return language ?? DEFAULT_LANGUAGE;
  }

  /** The person removed the app; that somebody else wrote meanwhile is as good. Throws StoreFailure. */
  async left(tenantId: string, id: string): Promise<void> {
    const unit = this.#desk.begin(tenantId, true);
    await this.#desk.left(unit, id);
    await unit.commit();
  }

  /**
   * Finds out what became of a batch without an answer, for good: where its record is not there, it is written
   * now, marked, and the batch, should it still be under way, meets a conflict. Throws StoreFailure.
   */
  async settle(end: UnknownEnd): Promise<Settled> {
    const unit = this.#desk.begin(end.tenantId, true);
    const fence: ProcessedDocument = { ...recordOf(end.tenantId, end.recordId), fenced: true };
    unit.add({ op: 'create', doc: fence });
    if ((await unit.commit()) === 'committed') return { saved: false };
    try {
      const given = await this.#keptAnswer(end);
      return given === undefined ? { saved: false } : { saved: true, ...given };
    } catch (error) {
      if (error instanceof Unsaved) return { saved: false };
      throw error;
    }
  }

  /** The answer that the activity's record holds; undefined when it has none. Throws Unsaved, StoreFailure. */
  async #keptAnswer({ tenantId, recordId, rowId }: UnknownEnd): Promise<KeptAnswer | undefined> {
    const unit = this.#desk.begin(tenantId, true);
    const record = await unit.read('processed', recordId);
    if (record === undefined) return undefined;
    const card = keptAnswer(record);
    if (card === undefined) throw new Unsaved();
    const row = await unit.read('outbox', rowId);
    return {
      card: JSON.parse(card) as Card,
      row: row?.answer === recordId ? unit.etag(rowId) : undefined,
      stays: record.stays === true,
    };
  }

  async #decide(context: TurnContext, unit: UnitOfWork, input: Input, sender: Sender): Promise<Answer> {
    await unit.foresee(foreseen(input, sender.id, context.activity.conversation.id));
    const actor = await this.#meet(unit, sender);
    this.#languages.set(`${sender.tenantId}/${sender.id}`, {
      spoken: actor.language,
      ofClient: sender.language,
    });
    const turn = new Turn({
      desk: this.#desk,
      unit,
      actor,
      input,
      inSlices,
      packing,
      timeZone: sender.timeZone,
    });
    return this.#dialog(context, unit, turn, dialogId(context.activity.conversation.id));
  }

  async #commit(unit: UnitOfWork, onUnknown: () => void): Promise<'committed' | 'repeated' | 'conflict'> {
    try {
      return await unit.commit();
    } catch (error) {
      if (error instanceof StoreFailure && error.certainty === 'unknown') onUnknown();
      throw error;
    }
  }

  #meet(unit: UnitOfWork, { isFirstAdmin, isAbsent, ...met }: Sender): Promise<Actor> {
    if (isAbsent === true) return this.#desk.actor(unit, met);
    return this.#desk.meet(unit, met, { admin: isFirstAdmin });
  }

  async #dialog(context: TurnContext, unit: UnitOfWork, turn: Turn, id: string): Promise<Answer> {
    const doc = await unit.read('dialog', id);
    const before = doc === undefined ? '' : JSON.stringify(doc.state);
    // The stack is the turn's own: it is written with the batch, so the SDK needs no accessor for it.
    const stack = (before === '' ? { dialogStack: [] } : JSON.parse(before)) as Stack;
    const answer = await this.#dialogs.answer(context, turn, stack);
    if (stack.dialogStack.length === 0) {
      const etag = unit.etag(id);
      if (etag !== undefined) unit.add({ op: 'delete', id, etag });
      return answer;
    }
    const after = JSON.stringify(stack);
    if (after === before) return answer;
    const saved = newDocument('dialog', unit.tenantId, id, {
      ttl: ttlOf('dialog'),
      owner: turn.actor.id,
      at: this.#desk.now(),
      state: JSON.parse(after) as Record<string, unknown>,
    });
    unit.save(saved);
    return answer;
  }
}

function recordOf(tenantId: string, id: string): ProcessedDocument {
  return newDocument('processed', tenantId, id, { ttl: ttlOf('processed') });
}
