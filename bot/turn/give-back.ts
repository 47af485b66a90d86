import { withTimeLeft } from '../../domain/desk/quarantine.ts';
import type { OutboxDocument } from '../../domain/store/documents.ts';
import { personId } from '../../domain/store/ids.ts';
import type { Etag, Store } from '../../domain/store/ports.ts';
import { consequenceOf, withReachability } from '../notify/consequences.ts';
import type { DeliveryOutcome } from '../teams/outcomes.ts';
import { readReference } from '../teams/reference.ts';

const MAX_CONFLICTS = 3;

interface Undelivered {
  readonly store: Store;
  /** Milliseconds, UTC. */
  readonly now: number;
  readonly row: OutboxDocument;
  readonly etag: Etag;
  /** What Teams said; absent = it is too late for it. */
  readonly outcome?: DeliveryOutcome | undefined;
}

/**
 * A mail whose card Teams will not show: it waits for an admin in the place of its row, and whom the bot cannot write to
 * is known as such, so that the next one comes to no row. Rejects with StoreFailure, and then the row is there.
 */
export async function giveBack({ store, now, row, etag, outcome }: Undelivered): Promise<void> {
  const { tenantId, id, brings } = row;
  if (brings === undefined) return;
  // First: after a death in between, Teams says the same once more.
  if (outcome !== undefined) await mark(store, row, brings.to, outcome, now);
  const why = outcome?.kind === 'tooLarge' ? 'unreadable' : 'noChat';
  // A conflict: another process delivered it, or gave it back.
  await store.commit(tenantId, [
    { op: 'delete', id, etag },
    { op: 'put', doc: withTimeLeft({ ...brings.held, status: 'held', why }, now) },
  ]);
}

async function mark(
  store: Store,
  { tenantId, reference: tried }: OutboxDocument,
  to: string,
  outcome: DeliveryOutcome,
  now: number,
): Promise<void> {
  const consequence = consequenceOf(outcome, 1, 0);
  if (consequence.next !== 'unreachable') return;
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
    const stored = await store.read(tenantId, 'person', personId(to));
    const reference = stored?.doc.reference;
    if (stored === undefined || reference === undefined) return;
    // Who is in another chat by now is not judged by the old one.
    if (JSON.stringify(readReference(reference)) !== tried) return;
    const marked = withReachability(stored.doc, { tried: reference, unreachable: consequence }, now);
    if (marked === stored.doc) return;
    const result = await store.commit(tenantId, [{ op: 'replace', doc: marked, etag: stored.etag }]);
    if (result.outcome === 'committed') return;
  }
}
