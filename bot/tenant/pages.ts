import type { Kind, Page, Store, Stored } from '../../domain/ports.ts';

const PAGE = 100;

/** Everything of one kind in a tenant, a page in memory at a time. Throws StoreFailure. */
export async function* allOf(
  store: Store,
  tenantId: string,
  kind: Kind,
): AsyncGenerator<Stored, void, undefined> {
  let continuation: string | undefined;
  do {
    const page: Page = await store.query(tenantId, {
      kind,
      limit: PAGE,
      ...(continuation === undefined ? {} : { continuation }),
    });
    yield* page.items;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
