import { present } from '../../domain/present.ts';
import { newDocument, type MailboxDocument } from '../../domain/store/documents.ts';
import { MAILBOX_ID } from '../../domain/store/ids.ts';
import { StoreFailure, type Store, type Stored } from '../../domain/store/ports.ts';

const MAX_CONFLICTS = 5;

/** What a change of the state says. */
type Change = { readonly [K in 'link' | 'subscription']?: MailboxDocument[K] | undefined };

/** How far the mailbox has been read, and by what it tells of what comes, in the store: for a process that starts again. */
export class MailboxState {
  readonly #store: Store;
  readonly #tenantId: string;
  readonly #fresh: MailboxDocument;
  #stored: Stored<MailboxDocument> | undefined;

  /** `since`: where nothing is known of this mailbox, what came before is left alone (milliseconds, UTC). */
  constructor(
    store: Store,
    of: { readonly tenantId: string; readonly user: string; readonly since: number },
  ) {
    this.#store = store;
    this.#tenantId = of.tenantId;
    this.#fresh = newDocument('mailbox', of.tenantId, MAILBOX_ID, { user: of.user, since: of.since });
  }

  get doc(): MailboxDocument {
    const stored = this.#stored?.doc;
    // Of another mailbox nothing holds for this one.
    return stored?.user === this.#fresh.user ? stored : this.#fresh;
  }

  /** Rejects with StoreFailure. */
  async load(): Promise<this> {
    this.#stored = await this.#store.read(this.#tenantId, 'mailbox', MAILBOX_ID);
    return this;
  }

  /** Changes this much of it, whatever else another process changed. Rejects with StoreFailure. */
  async save(change: Change): Promise<void> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const next = present({ ...this.doc, ...change }) as MailboxDocument;
      const result = await this.#store.commit(this.#tenantId, [
        this.#stored === undefined
          ? { op: 'create', doc: next }
          : { op: 'replace', doc: next, etag: this.#stored.etag },
      ]);
      const etag = result.outcome === 'committed' ? result.etags[0] : undefined;
      if (etag !== undefined) {
        this.#stored = { doc: next, etag };
        return;
      }
      await this.load();
    }
    throw new StoreFailure(
      'the state of the mailbox is written by somebody else again and again',
      'unchanged',
    );
  }
}
