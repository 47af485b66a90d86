import { COMPANY_ID, kindOf, voucherId } from '../../domain/store/ids.ts';
import type {
  AnyDocument,
  ChannelDocument,
  PersonDocument,
  VoucherDocument,
} from '../../domain/store/documents.ts';
import type { Etag, Store, Stored } from '../../domain/store/ports.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { MonotonicClock } from './monotonic-clock.ts';

/** How long the people of a tenant are believed, where another process let somebody in. */
const FRESH_MS = 2_000;

/** Who and what a notice may be about, read from the store. */
export class Directory {
  readonly #store: Store;
  readonly #monotonic: MonotonicClock;
  readonly #people = new Map<
    string,
    { readonly people: Promise<readonly PersonDocument[]>; readonly until: number }
  >();

  readonly #etags = new WeakMap<AnyDocument, Etag>();

  constructor(store: Store, monotonic: MonotonicClock) {
    this.#store = store;
    this.#monotonic = monotonic;
  }

  /** Of these, those that were read here, as they were: who is told of something need not be read again to be written to. */
  asRead<D extends AnyDocument>(docs: readonly D[]): readonly Stored<D>[] {
    return docs.flatMap((doc) => {
      const etag = this.#etags.get(doc);
      return etag === undefined ? [] : [{ doc, etag }];
    });
  }

  /** Everybody who has a permission in the tenant, read at most every two seconds. */
  people(tenantId: string): Promise<readonly PersonDocument[]> {
    const kept = this.#people.get(tenantId);
    if (kept !== undefined && kept.until > this.#monotonic.now()) return kept.people;
    const people = this.#readPeople(tenantId);
    this.#people.set(tenantId, { people, until: this.#monotonic.now() + FRESH_MS });
    people.catch(() => this.#people.delete(tenantId));
    return people;
  }

  async #readPeople(tenantId: string): Promise<readonly PersonDocument[]> {
    const found: PersonDocument[] = [];
    for await (const { doc, etag } of allOf(this.#store, tenantId, { kind: 'person' })) {
      if (doc.permission === undefined) continue;
      found.push(doc);
      this.#etags.set(doc, etag);
    }
    return found;
  }

  /** The channels that get status lines, as they are now: one that was unsubscribed gets nothing more. */
  async channels(tenantId: string): Promise<readonly ChannelDocument[]> {
    const found: ChannelDocument[] = [];
    for await (const { doc } of allOf(this.#store, tenantId, { kind: 'channel' })) found.push(doc);
    return found;
  }

  /** Somebody was let in or chose anew: read again. */
  forget(tenantId: string): void {
    this.#people.delete(tenantId);
  }

  async read(tenantId: string, id: string): Promise<AnyDocument | undefined> {
    return (await this.#store.read(tenantId, kindOf(id), id))?.doc;
  }

  /** The vouchers whose consultants and recorders a notice about `subject` concerns. */
  async vouchersOf(tenantId: string, subject: AnyDocument | undefined): Promise<readonly VoucherDocument[]> {
    if (subject?.kind === 'voucher') return [subject];
    if (subject?.kind !== 'claim') return [];
    const docs = await Promise.all(
      subject.state.voucherIds.map((number) => this.read(tenantId, voucherId(number))),
    );
    return docs.flatMap((doc) => (doc?.kind === 'voucher' ? [doc] : []));
  }

  async company(tenantId: string) {
    const doc = await this.read(tenantId, COMPANY_ID);
    return doc?.kind === 'company' ? doc : undefined;
  }
}
