import type { AnyDocument } from '../../domain/store/documents.ts';
import type { Query, Store, Stored } from '../../domain/store/ports.ts';

const PAGE = 100;

type DocumentOf<K extends AnyDocument['kind']> = Extract<AnyDocument, { kind: K }>;

/** Every document that a query finds, a page in memory at a time. Throws StoreFailure. */
export async function* allOf<K extends AnyDocument['kind']>(
  store: Store,
  tenantId: string,
  query: Omit<Query, 'limit' | 'continuation' | 'kind'> & { readonly kind: K },
): AsyncGenerator<Stored & { readonly doc: DocumentOf<K> }, void, undefined> {
  let continuation: string | undefined;
  do {
    const page = await store.query(tenantId, {
      ...query,
      limit: PAGE,
      ...(continuation === undefined ? {} : { continuation }),
    });
    yield* page.items as readonly (Stored & { readonly doc: DocumentOf<K> })[];
    continuation = page.continuation;
  } while (continuation !== undefined);
}
