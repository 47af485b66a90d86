import type { Recipient } from '../../domain/store/documents.ts';
import { personId, recipientId, channelId } from '../../domain/store/ids.ts';
import type { Store, Stored } from '../../domain/store/ports.ts';
import { readReference, type ConversationReference } from '../teams/reference.ts';
import type { MonotonicClock } from './monotonic-clock.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { pagesOf } from '../../domain/store/pages.ts';

/** Somebody, or a channel, as they were read not long ago. */
export interface KnownRecipient {
  readonly stored: Stored<Recipient>;
  /** Undefined when there is none, or it cannot be read. */
  readonly reference: ConversationReference | undefined;
}

/** What was read is believed for so long, and of so many people. */
const FRESH_MS = 60_000;
const KEPT = 20_000;
/** From so many on it is cheaper to walk through all the people of a tenant than to read each. */
const WALK_FROM = 16;

/**
 * A cache of the people and channels that messages go to, read together: to read one costs about as much as to send a
 * message. What is written of them is proved by its etag, so a copy may be a little old; but a channel that does not
 * want any more is asked each time.
 */
export class RecipientCache {
  readonly #store: Store;
  readonly #monotonic: MonotonicClock;
  readonly #kept = new BoundedMap<string, { readonly known: KnownRecipient; readonly until: number }>(KEPT);

  constructor(store: Store, monotonic: MonotonicClock) {
    this.#store = store;
    this.#monotonic = monotonic;
  }

  /** Those of the people and channels with these ids that exist. Rejects with StoreFailure. */
  async of(tenantId: string, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, KnownRecipient>> {
    const now = this.#monotonic.now();
    const found = new Map<string, KnownRecipient>();
    const missing = new Set<string>();
    for (const id of ids) {
      const kept = this.#kept.get(key(tenantId, id));
      if (kept !== undefined && kept.until > now) found.set(id, kept.known);
      else missing.add(id);
    }
    const people = new Set([...missing].filter((id) => !channelId.is(id)));
    if (people.size >= WALK_FROM) await this.#walk(tenantId, people, found);
    // Who was not met on the way came in meanwhile, or is nobody.
    await Promise.all(
      [...missing]
        .filter((id) => !found.has(id))
        .map(async (id) => {
          const known = await this.read(tenantId, id);
          if (known !== undefined) found.set(id, known);
        }),
    );
    return found;
  }

  /** Somebody, or a channel, as they are now. */
  async read(tenantId: string, id: string): Promise<KnownRecipient | undefined> {
    this.#kept.delete(key(tenantId, id));
    const stored = await (channelId.is(id)
      ? this.#store.read(tenantId, 'channel', id)
      : this.#store.read(tenantId, 'person', personId(id)));
    return stored === undefined ? undefined : this.keep(tenantId, stored);
  }

  keep(tenantId: string, stored: Stored<Recipient>): KnownRecipient {
    const id = recipientId(stored.doc);
    const { reference } = stored.doc;
    const known = { stored, reference: reference === undefined ? undefined : readReference(reference) };
    if (stored.doc.kind === 'channel') return known;
    this.#kept.set(key(tenantId, id), { known, until: this.#monotonic.now() + FRESH_MS });
    return known;
  }

  async #walk(tenantId: string, missing: Set<string>, found: Map<string, KnownRecipient>): Promise<void> {
    for await (const items of pagesOf(this.#store, tenantId, { kind: 'person' })) {
      // The whole page is kept: the next rows are often for the people after these.
      for (const stored of items) {
        const id = recipientId(stored.doc);
        const known = this.keep(tenantId, stored);
        if (missing.delete(id)) found.set(id, known);
      }
      if (missing.size === 0) return;
    }
  }
}

const key = (tenantId: string, id: string): string => `${tenantId}/${id}`;
