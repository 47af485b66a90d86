import { present } from '../present.ts';
import type { DocumentOf, Kind } from './documents.ts';
import type { Page, Query, Store, Stored } from './ports.ts';

/** Documents of a page: as many as a query may ask for. */
const PAGE = 100;

/**
 * Everything that a query finds, a page at a time, for whoever wants the rest of a page too; `first`: documents of the
 * first page, where mostly less is wanted. Throws StoreFailure.
 */
export async function* pagesOf<K extends Kind>(
  store: Pick<Store, 'query'>,
  tenantId: string,
  query: Omit<Query<K>, 'limit' | 'continuation'>,
  first = PAGE,
): AsyncGenerator<readonly Stored<DocumentOf<K>>[], void, undefined> {
  let continuation: string | undefined;
  do {
    const page: Page<DocumentOf<K>> = await store.query(tenantId, {
      ...query,
      limit: continuation === undefined ? first : PAGE,
      ...present({ continuation }),
    });
    yield page.items;
    continuation = page.continuation;
  } while (continuation !== undefined);
}

/** Every document that a query finds, a page in memory at a time; `first` as in {@link pagesOf}. Throws StoreFailure. */
export async function* allOf<K extends Kind>(
  store: Pick<Store, 'query'>,
  tenantId: string,
  query: Omit<Query<K>, 'limit' | 'continuation'>,
  first = PAGE,
): AsyncGenerator<Stored<DocumentOf<K>>, void, undefined> {
  for await (const items of pagesOf(store, tenantId, query, first)) yield* items;
}
