import { allOf } from '../../domain/store/pages.ts';
import type {
  Kind,
  ClaimDocument,
  CompanyDocument,
  CustomerDocument,
  EventDocument,
  NoticeDocument,
  OutboxDocument,
  PersonDocument,
  TallyDocument,
  VoucherDocument,
  DocumentOf,
} from '../../domain/store/documents.ts';
import type { Store } from '../../domain/store/ports.ts';

/** Everything that a tenant's partition holds, apart from unfinished drafts. */
export interface Stored {
  readonly events: readonly EventDocument[];
  readonly vouchers: readonly VoucherDocument[];
  readonly claims: readonly ClaimDocument[];
  readonly people: readonly PersonDocument[];
  readonly customers: readonly CustomerDocument[];
  readonly company: CompanyDocument | undefined;
  readonly tally: TallyDocument | undefined;
  readonly outbox: readonly OutboxDocument[];
  /** What people have to be told yet. */
  readonly notices: readonly NoticeDocument[];
  /** Ids of the activities that were answered with a write. */
  readonly processed: ReadonlySet<string>;
}

/** Reads a partition page by page; nobody may be writing meanwhile. */
export async function readStored(store: Store, tenantId: string): Promise<Stored> {
  const all = async <K extends Kind>(kind: K): Promise<readonly DocumentOf<K>[]> => {
    const docs: DocumentOf<K>[] = [];
    for await (const { doc } of allOf(store, tenantId, { kind })) docs.push(doc);
    return docs;
  };
  // The rows first: one that is removed later has been delivered by then.
  const outbox = await all('outbox');
  const notices = await all('notice');
  const [company] = await all('company');
  const [tally] = await all('tally');
  return {
    outbox,
    notices,
    company,
    tally,
    events: await all('event'),
    vouchers: await all('voucher'),
    claims: await all('claim'),
    people: await all('person'),
    customers: await all('customer'),
    processed: new Set((await all('processed')).map(({ id }) => id)),
  };
}
