import type { Card } from '../../cards/kit/template.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { type OutboxDocument, newDocument } from '../../domain/store/documents.ts';
import { MAX_BATCH, type Clock, type Etag, type Store, type Write } from '../../domain/store/ports.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import type { DeliveryOutcome } from '../teams/outcomes.ts';
import { cardActivity } from '../teams/outgoing-activity.ts';
import { SoonAgain } from '../teams/soon-again.ts';
import { readReference, type ConversationReference } from '../teams/reference.ts';
import { cardJson } from './card-json.ts';
import { keptAnswer } from './kept-answer.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import { allOf } from '../../domain/store/pages.ts';
import { sendRowId, editRowId } from '../../domain/store/ids.ts';
import { createConversationQueues } from './conversation-queues.ts';
import { giveBack } from './give-back.ts';
import type { Waiting } from '../telemetry/state-log.ts';

/** A card on its way to a conversation: a new activity, or the edit of one that is there. */
export interface OutgoingCard {
  readonly tenantId: string;
  readonly reference: ConversationReference;
  /** The activity that is edited; absent = a new message. */
  readonly edits?: string | undefined;
  readonly card: Card;
  /** A message that was sent in the place of this one ("still working"): it becomes this one. */
  readonly inPlaceOf?: string | undefined;
  /** What else is to be written once it has arrived, as this activity; only rows where the last writer is right. */
  readonly also?: ((activityId: string) => readonly Write[]) | undefined;
  /** Something else takes its place in a moment: one try is enough. */
  readonly isPassing?: true;
  /** Something that came for the person: they do not ask again when it is late. */
  readonly isLasting?: true;
  /** The mail that it brings: where Teams will not have it, the mail waits for an admin. */
  readonly brings?: OutboxDocument['brings'];
  /** The idempotency key: the same key twice is the same message. */
  readonly key: string;
}

/** How long a row stays another replica's business. */
const IN_FLIGHT_MS = 20_000;
/** Rows are acknowledged together after so many milliseconds, with what else is to be written, in at most so many per batch. */
const ACK_MS = 250;
const ACK_ROWS = 50;
/**
 * So long after an edit that nobody else makes: before anybody comes to its row, and so late that whoever presses on along
 * one card needs it once, for the row is then the next press's. A process that dies leaves a row whose card is edited once
 * more, to what it shows. A card that is made true when a colleague changes what it shows (`also`) must not have an older
 * one put back over it, nor one be shown that was not to be.
 */
const OWN_EDIT_ACK_MS = 12_000;
/** How long a sweep may go on while the process ends. */
const CLOSE_MS = 5_000;
/** An edit can be tried again for long; a new message whose answer was lost would come again and again. */
const STALE_EDIT_MS = 24 * 3600_000;
const STALE_SEND_MS = 10 * 60_000;
/** One that is worth it all the same is tried so seldom then. */
const SELDOM_MS = 3600_000;
const SELDOM = 1_000;
/** A row that this process has not come across for so long may be gone: another replica looks after the tenant. */
const FORGET_MS = 5 * 60_000;

/** Messages that are the same message, or edits of the same activity, have the same. */
const rowId = ({ reference, edits, key }: Pick<OutgoingCard, 'reference' | 'edits' | 'key'>): string =>
  edits === undefined ? sendRowId(key) : editRowId(reference.conversation.id, edits);

/** The same, of every tenant. */
export const placeId = (outgoing: Pick<OutgoingCard, 'tenantId' | 'reference' | 'edits' | 'key'>): string =>
  placeIn(outgoing.tenantId, rowId(outgoing));
const placeIn = (tenantId: string, row: string): string => `${tenantId}\n${row}`;

/**
 * A transactional outbox for cards that must reach a conversation although the process may die: a row in the turn's
 * batch, delivered right after the commit, acknowledged (deleted) together with others, and taken up by the sweep
 * after a crash.
 */
export class Outbox {
  readonly #store: Store;
  readonly #connector: ConnectorClient;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #soonAgain: SoonAgain;
  readonly #serves: (tenantId: string) => boolean;
  readonly #lines = createConversationQueues(1000);
  /** What is under way for a place, and the row's etag where there is one. */
  readonly #newest = new Map<string, { readonly outgoing: OutgoingCard; readonly row: Etag | undefined }>();
  readonly #acks = new Map<string, Map<string, Etag>>();
  readonly #running = new Set<Promise<unknown>>();
  /** Rows that are there as far as this process knows, by place: since when (UTC), and seen when (monotonic). */
  readonly #waiting = new Map<string, { readonly madeAt: number; readonly seenAt: number }>();
  /** When rows that are late were tried. */
  readonly #seldom = new BoundedMap<string, number>(SELDOM);
  /** What else is to be written, by tenant. */
  readonly #more = new Map<string, Write[]>();
  /** When what was delivered is written next: monotonic. */
  #flushAt = Infinity;
  #flushTimer: NodeJS.Timeout | undefined;
  #stopsSweeping = false;

  constructor(of: {
    store: Store;
    connector: ConnectorClient;
    clock: Clock;
    log: Log;
    /** Absent = within about six seconds. */
    soonAgain?: SoonAgain;
    /** Is the tenant allowed, now? Rows of others stay. Absent = every one is. */
    serves?: (tenantId: string) => boolean;
  }) {
    this.#store = of.store;
    this.#connector = of.connector;
    this.#clock = of.clock;
    this.#log = of.log;
    this.#soonAgain = of.soonAgain ?? new SoonAgain();
    this.#serves = of.serves ?? (() => true);
  }

  /** Rows that wait to be delivered, and since when the oldest does. Asks nobody. */
  get waiting(): Waiting {
    let first = Infinity;
    for (const [place, { madeAt, seenAt }] of this.#waiting) {
      if (performance.now() - seenAt > FORGET_MS && !this.#newest.has(place)) this.#waiting.delete(place);
      else first = Math.min(first, madeAt);
    }
    const ms = first === Infinity ? 0 : Math.max(0, this.#clock.now() - first);
    return { count: this.#waiting.size, ms };
  }

  #sees(place: string, madeAt: number): void {
    this.#waiting.set(place, { madeAt, seenAt: performance.now() });
  }

  /** The row for a batch; `answer` = the record in the same batch that holds the card. */
  row(outgoing: OutgoingCard, answer?: string): { readonly op: 'put'; readonly doc: OutboxDocument } {
    const doc = newDocument('outbox', outgoing.tenantId, rowId(outgoing), {
      reference: JSON.stringify(outgoing.reference),
      ...(answer === undefined ? { card: cardJson(outgoing.card) } : { answer }),
      madeAt: this.#clock.now(),
      edits: outgoing.edits,
      lasting: outgoing.isLasting,
      brings: outgoing.brings,
    });
    return { op: 'put', doc };
  }

  /**
   * Delivers now, and again within seconds while Teams will not have it in passing; messages of one conversation keep their order, and of several edits of one activity only
   * the newest is sent. `row` = the etag of the committed row, which is removed once it is delivered. Never rejects.
   */
  deliver(outgoing: OutgoingCard, row: Etag | undefined): Promise<DeliveryOutcome> {
    const id = rowId(outgoing);
    const place = placeId(outgoing);
    const acks = this.#acks.get(outgoing.tenantId);
    // The row is this card's now: what an earlier one of the same activity delivered must not remove it. A card
    // without a row takes over the one that is there, or the sweep would put the older card back.
    const newest = { outgoing, row: row ?? this.#newest.get(place)?.row ?? acks?.get(id) };
    this.#newest.set(place, newest);
    if (row !== undefined) this.#sees(place, this.#waiting.get(place)?.madeAt ?? this.#clock.now());
    acks?.delete(id);
    const work = this.#lines
      .serialise(outgoing.reference.conversation.id, async (): Promise<DeliveryOutcome> => {
        if (this.#newest.get(place) !== newest) return { kind: 'delivered', id: outgoing.edits ?? '' };
        const outcome = outgoing.isPassing
          ? await this.#post(outgoing)
          : await this.#soonAgain.deliver(() => this.#post(outgoing), {
              isEdit: (outgoing.edits ?? outgoing.inPlaceOf) !== undefined,
              isWanted: () => this.#newest.get(place) === newest,
            });
        const isNewest = this.#newest.get(place) === newest;
        if (isNewest) this.#newest.delete(place);
        const again = outcome.kind === 'throttled' || outcome.kind === 'unknown';
        if (outcome.kind !== 'delivered') {
          this.#log.warn({ event: 'outbox.undelivered', outcome: outcome.kind, tenantId: outgoing.tenantId });
        }
        if (newest.row !== undefined && isNewest && !again) {
          const isLost = outcome.kind !== 'delivered' && outgoing.brings !== undefined;
          if (isLost) await this.#giveBack(this.row(outgoing).doc, newest.row, outcome);
          else {
            // A row that was taken over holds an older card than this one.
            const isOwn = row !== undefined && isOwnEdit(outgoing, outcome);
            this.#acknowledge(outgoing.tenantId, id, newest.row, isOwn);
          }
        }
        if (outcome.kind === 'delivered' && outcome.id !== '')
          this.#alsoWrite(outgoing.tenantId, outgoing.also?.(outcome.id) ?? []);
        return outcome;
      })
      .catch((error: unknown): DeliveryOutcome => {
        // Not under way any more: the sweep may take the row up.
        if (this.#newest.get(place) === newest) this.#newest.delete(place);
        this.#log.error({ event: 'outbox.failed', ...faultOf(error) });
        return { kind: 'unknown', reason: 'connection', sent: 'no' };
      });
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  async #post({ reference, edits, inPlaceOf, card }: OutgoingCard): Promise<DeliveryOutcome> {
    const activity = cardActivity(card);
    const there = edits ?? inPlaceOf;
    if (there === undefined) return this.#connector.send(reference, activity);
    const outcome = await this.#connector.update(reference, there, activity);
    // Teams forgets activities now and then (msteams-docs 6139): then the card comes anew.
    return outcome.kind === 'notFound' && outcome.what === 'activity'
      ? this.#connector.send(reference, activity)
      : outcome;
  }

  /** The row need not be delivered: something newer stands where it would go. */
  acknowledge(outgoing: OutgoingCard, row: Etag | undefined): void {
    if (row !== undefined) this.#acknowledge(outgoing.tenantId, rowId(outgoing), row);
  }

  /** The row is never shown to anybody. */
  async #drop(row: OutboxDocument, etag: Etag): Promise<void> {
    if (row.brings === undefined) this.#acknowledge(row.tenantId, row.id, etag);
    else await this.#giveBack(row, etag);
  }

  /** What the row brings waits for an admin; where that cannot be written the row stays, and the sweep comes to it. */
  async #giveBack(row: OutboxDocument, etag: Etag, outcome?: DeliveryOutcome): Promise<void> {
    const { tenantId } = row;
    try {
      await giveBack({ store: this.#store, now: this.#clock.now(), row, etag, outcome });
      this.#waiting.delete(placeIn(tenantId, row.id));
      this.#log.warn({ event: 'outbox.given_back', outcome: outcome?.kind ?? 'too_late', tenantId });
    } catch (error) {
      this.#log.warn({ event: 'outbox.not_given_back', ...faultOf(error), tenantId });
    }
  }

  #acknowledge(tenantId: string, id: string, etag: Etag, isOwn = false): void {
    this.#waiting.delete(placeIn(tenantId, id));
    const rows = this.#acks.get(tenantId) ?? new Map<string, Etag>();
    rows.set(id, etag);
    this.#acks.set(tenantId, rows);
    // An edit twice is one edit; a message twice is two messages.
    if (rows.size >= ACK_ROWS || sendRowId.is(id)) void this.#track(this.#flush());
    else this.#flushIn(isOwn ? OWN_EDIT_ACK_MS : ACK_MS);
  }

  #alsoWrite(tenantId: string, writes: readonly Write[]): void {
    if (writes.length === 0) return;
    const more = this.#more.get(tenantId) ?? [];
    more.push(...writes);
    this.#more.set(tenantId, more);
    if (more.length >= ACK_ROWS) void this.#track(this.#flush());
    else this.#flushIn(ACK_MS);
  }

  /** Writes what was delivered in so many milliseconds, if nothing is to write it sooner. */
  #flushIn(ms: number): void {
    const at = performance.now() + ms;
    if (at >= this.#flushAt) return;
    clearTimeout(this.#flushTimer);
    this.#flushAt = at;
    this.#flushTimer = setTimeout(() => void this.#track(this.#flush()), ms).unref();
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  /** Removes delivered rows by their etags: one that was written anew meanwhile stays. */
  #flush(): Promise<void> {
    return correlated(() => this.#removeDelivered());
  }

  /** One batch of a tenant, where it holds all. */
  async #removeDelivered(): Promise<void> {
    clearTimeout(this.#flushTimer);
    this.#flushAt = Infinity;
    const [acks, more] = [new Map(this.#acks), new Map(this.#more)];
    this.#acks.clear();
    this.#more.clear();
    for (const tenantId of new Set([...more.keys(), ...acks.keys()])) {
      const done = [...(acks.get(tenantId) ?? [])].filter(
        ([id]) => this.#newest.get(placeIn(tenantId, id))?.row === undefined,
      );
      const writes = [
        ...(more.get(tenantId) ?? []),
        ...done.map(([id, etag]): Write => ({ op: 'delete', id, etag })),
      ];
      for (let at = 0; at < writes.length; at += MAX_BATCH)
        await this.#remove(tenantId, writes.slice(at, at + MAX_BATCH));
    }
  }

  /** A row that is gone or newer must not keep the others: it is left out, and they go together again. */
  async #remove(tenantId: string, writes: readonly Write[]): Promise<void> {
    try {
      let rows = writes;
      while (rows.length > 0) {
        const result = await this.#store.commit(tenantId, rows);
        if (result.outcome === 'committed') return;
        rows = rows.toSpliced(result.at, 1);
      }
    } catch (error) {
      // The rows stay; the sweep delivers them once more.
      this.#log.warn({ event: 'outbox.unacknowledged', ...faultOf(error), count: writes.length });
    }
  }

  /** Delivers what an earlier process committed and did not send, when no other process shares the store (`alone`). */
  start(tenants: readonly string[], alone: boolean): void {
    if (!alone) return;
    const sweep = async (): Promise<void> => {
      for (const tenantId of tenants) await this.#sweep(tenantId, true);
    };
    void this.#track(correlated(sweep));
  }

  /** Delivers what nobody has under way; gives when there may be more: soon where there were rows. Never rejects. */
  async look(tenantId: string): Promise<number> {
    const isLeft = await this.#track(correlated(() => this.#sweep(tenantId, false)));
    return isLeft ? this.#clock.now() : Infinity;
  }

  /** Whether there was a row. */
  async #sweep(tenantId: string, first: boolean): Promise<boolean> {
    let isAny = false;
    const began = performance.now();
    try {
      for await (const { doc, etag } of allOf(this.#store, tenantId, { kind: 'outbox' })) {
        if (this.#stopsSweeping || !this.#serves(tenantId)) return true;
        isAny = true;
        const row = doc;
        const age = this.#clock.now() - row.madeAt;
        const place = placeIn(tenantId, row.id);
        const isOurs = first || age < 0 || age >= IN_FLIGHT_MS;
        if (this.#acks.get(tenantId)?.has(row.id) === true) continue;
        if (isOurs || this.#waiting.has(place)) this.#sees(place, row.madeAt);
        if (this.#newest.has(place) || !isOurs) continue;
        const reference = readReference(row.reference);
        if (
          reference === undefined ||
          age > (row.edits === undefined && !first && row.lasting !== true ? STALE_SEND_MS : STALE_EDIT_MS)
        ) {
          await this.#drop(row, etag);
          continue;
        }
        if (row.lasting === true && age > STALE_SEND_MS && this.#wasTried(placeIn(tenantId, row.id)))
          continue;
        const card = row.card ?? (await this.#answer(tenantId, row.answer));
        if (card === undefined) {
          await this.#drop(row, etag);
          continue;
        }
        // Somebody may have written or delivered it while the earlier ones were under way.
        if ((await this.#store.read(tenantId, 'outbox', row.id))?.etag !== etag) continue;
        await this.deliver(
          {
            tenantId,
            reference,
            edits: row.edits,
            card: JSON.parse(card) as Card,
            key: row.edits === undefined ? sendRowId.keyOf(row.id) : row.id,
            ...(row.lasting === true ? { isLasting: true } : {}),
            brings: row.brings,
          },
          etag,
        );
      }
      // Another replica has delivered those that were not met.
      for (const [place, { seenAt }] of this.#waiting)
        if (seenAt < began && place.startsWith(placeIn(tenantId, '')) && !this.#newest.has(place))
          this.#waiting.delete(place);
    } catch (error) {
      this.#log.warn({ event: 'outbox.sweep', ...faultOf(error), tenantId });
      return true;
    }
    return isAny;
  }

  /** Whether this process tried the row within the hour; if not, it does now. */
  #wasTried(place: string): boolean {
    const now = performance.now();
    const at = this.#seldom.get(place);
    if (at !== undefined && now - at < SELDOM_MS) return true;
    this.#seldom.set(place, now);
    return false;
  }

  /** The card that the record of an answered activity holds; undefined when it is gone, or was never saved. */
  async #answer(tenantId: string, recordId: string | undefined): Promise<string | undefined> {
    const stored =
      recordId === undefined ? undefined : await this.#store.read(tenantId, 'processed', recordId);
    return stored === undefined ? undefined : keptAnswer(stored.doc);
  }

  /** The process ends: nothing is tried again, and rows of before are left to the next one. */
  hasten(): void {
    this.#soonAgain.close();
  }

  /** Waits for what is under way and removes what was delivered. */
  async close(): Promise<void> {
    this.hasten();
    // Rows are there for the next process too: a connector that hangs must not hold up the end.
    const enough = setTimeout(() => (this.#stopsSweeping = true), CLOSE_MS);
    await Promise.allSettled(this.#running);
    clearTimeout(enough);
    await this.#flush();
  }
}

/** Whether an edit has arrived that nobody but who pressed makes: once more it is the same. */
function isOwnEdit({ edits, inPlaceOf, also, isLasting }: OutgoingCard, { kind }: DeliveryOutcome): boolean {
  return (
    kind === 'delivered' &&
    edits !== undefined &&
    inPlaceOf === undefined &&
    also === undefined &&
    isLasting !== true
  );
}
