import type { Activity } from 'botbuilder';
import { CardFactory, MessageFactory } from 'botbuilder';
import { z } from 'zod';
import type { Card } from '../../cards/kit/template.ts';
import type { OutboxDocument, ProcessedDocument } from '../../domain/store/documents.ts';
import type { Clock, Etag, Store, Write } from '../../domain/store/ports.ts';
import type { DeliveryOutcome, Reference } from '../teams/adapter.ts';
import { cardJson } from './card-json.ts';
import { faultOf, type Log } from '../log.ts';
import { allOf } from '../store/pages.ts';
import { createTurns } from './turns.ts';

/** What carries messages to Teams. */
export interface Carrier {
  send(reference: Reference, activity: Partial<Activity>): Promise<DeliveryOutcome>;
  update(reference: Reference, activityId: string, activity: Partial<Activity>): Promise<DeliveryOutcome>;
}

const referenceSchema = z.looseObject({
  serviceUrl: z.string(),
  channelId: z.string(),
  conversation: z.looseObject({ id: z.string(), tenantId: z.string().optional() }),
  bot: z.looseObject({ id: z.string() }),
});

/** A card that goes to a conversation: new, or in the place of an activity that is there. */
export interface Parcel {
  readonly tenantId: string;
  readonly reference: Reference;
  /** The activity that is edited; absent = a new message. */
  readonly edits?: string | undefined;
  readonly card: Card;
  /** A message that was sent in the place of this one ("still working"): it becomes this one. */
  readonly inPlaceOf?: string | undefined;
  /** What else is to be written once it has arrived, as this activity; only rows where the last writer is right. */
  readonly also?: ((activityId: string) => readonly Write[]) | undefined;
  /** Tells messages apart: the same id twice is the same message. */
  readonly key: string;
}

/** Rows are acknowledged together after so many milliseconds, in at most so many per batch. */
const ACK_MS = 250;
const ACK_ROWS = 50;
/** How often rows that were not delivered are tried again, and how long a row stays another replica's business. */
const SWEEP_MS = 30_000;
const IN_FLIGHT_MS = 20_000;
/** How long a sweep may go on while the process ends. */
const CLOSE_MS = 5_000;
/** An edit can be tried again for long; a new message whose answer was lost would come again and again. */
const STALE_EDIT_MS = 24 * 3600_000;
const STALE_SEND_MS = 10 * 60_000;

/** Messages that are the same message, or edits of the same activity, have the same. */
export const rowId = ({ reference, edits, key }: Pick<Parcel, 'reference' | 'edits' | 'key'>): string =>
  edits === undefined ? `outbox:send:${key}` : `outbox:edit:${reference.conversation.id}:${edits}`;

/**
 * Cards that must reach a conversation although the process may die: a row in the turn's batch, delivered
 * right after the commit, acknowledged together with others, and taken up by the sweep after a crash.
 */
export class Outbox {
  readonly #store: Store;
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #lines = createTurns(1000);
  /** What is under way for a row, and the row's etag where there is one. */
  readonly #newest = new Map<string, { readonly parcel: Parcel; readonly row: Etag | undefined }>();
  readonly #acks = new Map<string, Map<string, Etag>>();
  readonly #running = new Set<Promise<unknown>>();
  #more: (readonly [tenantId: string, Write])[] = [];
  #ackTimer: NodeJS.Timeout | undefined;
  #sweepTimer: NodeJS.Timeout | undefined;
  #stopsSweeping = false;

  constructor(of: { store: Store; carrier: Carrier; clock: Clock; log: Log }) {
    this.#store = of.store;
    this.#carrier = of.carrier;
    this.#clock = of.clock;
    this.#log = of.log;
  }

  /** The row for a batch; `answer` = the record in the same batch that holds the card. */
  row(parcel: Parcel, answer?: string): { readonly op: 'put'; readonly doc: OutboxDocument } {
    const doc: OutboxDocument = {
      id: rowId(parcel),
      tenantId: parcel.tenantId,
      kind: 'outbox',
      schema: 1,
      reference: JSON.stringify(parcel.reference),
      ...(answer === undefined ? { card: cardJson(parcel.card) } : { answer }),
      madeAt: this.#clock.now(),
      ...(parcel.edits === undefined ? {} : { edits: parcel.edits }),
    };
    return { op: 'put', doc };
  }

  /**
   * Delivers now; messages of one conversation keep their order, and of several edits of one activity only
   * the newest is sent. `row` = the etag of the committed row, which is removed once it is delivered. Never rejects.
   */
  deliver(parcel: Parcel, row: Etag | undefined): Promise<DeliveryOutcome> {
    const id = rowId(parcel);
    const acks = this.#acks.get(parcel.tenantId);
    // The row is this parcel's now: what an earlier one of the same activity delivered must not remove it. A card
    // without a row takes over the one that is there, or the sweep would put the older card back.
    const newest = { parcel, row: row ?? this.#newest.get(id)?.row ?? acks?.get(id) };
    this.#newest.set(id, newest);
    acks?.delete(id);
    const work = this.#lines
      .serialise(parcel.reference.conversation.id, async (): Promise<DeliveryOutcome> => {
        if (this.#newest.get(id) !== newest) return { kind: 'delivered', id: parcel.edits ?? '' };
        const outcome = await this.#carry(parcel);
        const isNewest = this.#newest.get(id) === newest;
        if (isNewest) this.#newest.delete(id);
        const again = outcome.kind === 'throttled' || outcome.kind === 'unknown';
        if (outcome.kind !== 'delivered') {
          this.#log.warn({ event: 'outbox.undelivered', outcome: outcome.kind, tenantId: parcel.tenantId });
        }
        if (newest.row !== undefined && isNewest && !again)
          this.#acknowledge(parcel.tenantId, id, newest.row);
        if (outcome.kind === 'delivered' && outcome.id !== '') {
          this.#more.push(
            ...(parcel.also?.(outcome.id) ?? []).map((write) => [parcel.tenantId, write] as const),
          );
          if (this.#more.length > 0)
            this.#ackTimer ??= setTimeout(() => void this.#track(this.#flush()), ACK_MS).unref();
        }
        return outcome;
      })
      .catch((error: unknown): DeliveryOutcome => {
        // Not under way any more: the sweep may take the row up.
        if (this.#newest.get(id) === newest) this.#newest.delete(id);
        this.#log.error({ event: 'outbox.failed', ...faultOf(error) });
        return { kind: 'unknown', reason: 'connection', sent: 'no' };
      });
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  async #carry({ reference, edits, inPlaceOf, card }: Parcel): Promise<DeliveryOutcome> {
    const activity = MessageFactory.attachment(CardFactory.adaptiveCard(card));
    const there = edits ?? inPlaceOf;
    if (there === undefined) return this.#carrier.send(reference, activity);
    const outcome = await this.#carrier.update(reference, there, activity);
    // Teams forgets activities now and then (msteams-docs 6139): then the card comes anew.
    return outcome.kind === 'notFound' && outcome.what === 'activity'
      ? this.#carrier.send(reference, activity)
      : outcome;
  }

  /** The row need not be delivered: something newer stands where it would go. */
  acknowledge(parcel: Parcel, row: Etag | undefined): void {
    if (row !== undefined) this.#acknowledge(parcel.tenantId, rowId(parcel), row);
  }

  #acknowledge(tenantId: string, id: string, etag: Etag): void {
    const rows = this.#acks.get(tenantId) ?? new Map<string, Etag>();
    rows.set(id, etag);
    this.#acks.set(tenantId, rows);
    // An edit twice is one edit; a message twice is two messages.
    if (rows.size >= ACK_ROWS || id.startsWith('outbox:send:')) void this.#track(this.#flush());
    else this.#ackTimer ??= setTimeout(() => void this.#track(this.#flush()), ACK_MS).unref();
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  /** Removes delivered rows by their etags: one that was written anew meanwhile stays. */
  async #flush(): Promise<void> {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    const waiting = [...this.#acks];
    this.#acks.clear();
    const more = Map.groupBy(this.#more, ([tenantId]) => tenantId);
    this.#more = [];
    for (const [tenantId, found] of more)
      await this.#remove(
        tenantId,
        found.slice(-ACK_ROWS).map(([, write]) => write),
      );
    for (const [tenantId, rows] of waiting) {
      const done = [...rows].filter(([id]) => this.#newest.get(id)?.row === undefined);
      for (let at = 0; at < done.length; at += ACK_ROWS) {
        const writes = done.slice(at, at + ACK_ROWS).map(([id, etag]): Write => ({ op: 'delete', id, etag }));
        await this.#remove(tenantId, writes);
      }
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

  /**
   * Delivers what an earlier process committed and did not send; then keeps looking. `alone` = no other replica
   * shares the store, so that nothing that is there can be under way elsewhere.
   */
  start(tenants: readonly string[], alone: boolean): void {
    const sweep = async (first: boolean): Promise<void> => {
      for (const tenantId of tenants) await this.#sweep(tenantId, first);
    };
    void this.#track(sweep(alone));
    this.#sweepTimer = setInterval(() => void this.#track(sweep(false)), SWEEP_MS).unref();
  }

  async #sweep(tenantId: string, first: boolean): Promise<void> {
    try {
      for await (const { doc, etag } of allOf(this.#store, tenantId, { kind: 'outbox' })) {
        if (this.#stopsSweeping) return;
        const row = doc;
        const age = this.#clock.now() - row.madeAt;
        if (this.#newest.has(row.id) || this.#acks.get(tenantId)?.has(row.id) === true) continue;
        if (!first && age >= 0 && age < IN_FLIGHT_MS) continue;
        const reference = referenceSchema.safeParse(JSON.parse(row.reference));
        if (!reference.success || age > (row.edits === undefined && !first ? STALE_SEND_MS : STALE_EDIT_MS)) {
          this.#acknowledge(tenantId, row.id, etag);
          continue;
        }
        const card = row.card ?? (await this.#answer(tenantId, row.answer));
        if (card === undefined) {
          this.#acknowledge(tenantId, row.id, etag);
          continue;
        }
        // Somebody may have written or delivered it while the earlier ones were under way.
        if ((await this.#store.read(tenantId, row.id))?.etag !== etag) continue;
        await this.deliver(
          {
            tenantId,
            reference: reference.data as Reference,
            edits: row.edits,
            card: JSON.parse(card) as Card,
            key: row.id.slice('outbox:send:'.length),
          },
          etag,
        );
      }
    } catch (error) {
      this.#log.warn({ event: 'outbox.sweep', ...faultOf(error), tenantId });
    }
  }

  /** The card that the record of an answered activity holds; undefined when it is gone, or was never saved. */
  async #answer(tenantId: string, recordId: string | undefined): Promise<string | undefined> {
    const stored = recordId === undefined ? undefined : await this.#store.read(tenantId, recordId);
    return (stored?.doc as ProcessedDocument | undefined)?.card;
  }

  /** Waits for what is under way and removes what was delivered. */
  async close(): Promise<void> {
    clearInterval(this.#sweepTimer);
    // Rows are there for the next process too: a connector that hangs must not hold up the end.
    const enough = setTimeout(() => (this.#stopsSweeping = true), CLOSE_MS);
    await Promise.allSettled(this.#running);
    clearTimeout(enough);
    await this.#flush();
  }
}
