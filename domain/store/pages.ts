import { present } from '../present.ts';
import type { DocumentOf, Kind } from './documents.ts';
import type { Page, Query, Store, Stored } from './ports.ts';

/** Documents of a page: as many as a query may ask for. */
const PAGE = 100;

/** Every document that a query finds, a page in memory at a time. Throws StoreFailure. */
export async function* allOf<K extends Kind>(
  store: Pick<Store, 'query'>,
  tenantId: string,
  query: Omit<Query<K>, 'limit' | 'continuation'>,
): AsyncGenerator<Stored<DocumentOf<K>>, void, undefined> {
  let continuation: string | undefined;
  do {
    const page: Page<DocumentOf<K>> = await store.query(tenantId, {
      ...query,
      limit: PAGE,
      ...present({ continuation }),
    });
    yield* page.items;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
