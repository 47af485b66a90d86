import { ALLOWED_HINT_ID, allowedTenantId, HINTS } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Etag, Store } from '../../domain/store/ports.ts';
import type { AllowedTenant } from '../config.ts';
import type { Log } from '../log.ts';

interface AllowedTenantsParts {
  readonly store: Store;
  /** Those that the environment names: they are allowed as long as the process lives, whatever the store says. */
  readonly named: readonly AllowedTenant[];
  /** Whether the store's are allowed too. */
  readonly readsStore: boolean;
  /** Told all that are allowed, each time that the store was read. */
  readonly onRead?: (tenantIds: readonly string[]) => void;
  readonly log: Log;
}

/**
 * The tenants whose people may use the bot: those that the environment names, and those of the store. Asked per request
 * and answered from memory. The store's are read anew when the etag of one document is another than it was, which every
 * look at the hints brings along: it costs nothing while nobody changes anything.
 */
export class AllowedTenants {
  readonly #of: AllowedTenantsParts;
  readonly #named: ReadonlyMap<string, AllowedTenant>;
  #stored: ReadonlyMap<string, AllowedTenant> = new Map();
  /** Of which etag what is known of the store's is; absent = they have not been read yet. */
  #version: { readonly etag: Etag | undefined } | undefined;
  #looking: Promise<void> | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(of: AllowedTenantsParts) {
    this.#of = of;
    this.#named = new Map(of.named.map((one) => [one.tenantId, one]));
    if (!of.readsStore) this.#version = { etag: undefined };
  }

  /** Of a tenant that both name the environment's: it is whose first admin no command changes. */
  find(tenantId: string): AllowedTenant | undefined {
    return this.#named.get(tenantId) ?? this.#stored.get(tenantId);
  }

  /** Whether the store was read: before, a tenant may be allowed although {@link serves} says no. */
  get isRead(): boolean {
    return this.#version !== undefined;
  }

  readonly serves = (tenantId: string): boolean => this.find(tenantId) !== undefined;

  get ids(): readonly string[] {
    return [...new Set([...this.#named.keys(), ...this.#stored.keys()])];
  }

  /**
   * Resolves when it is sure whether the tenant is allowed: at once, but for one that only the store can know of and
   * before it was read. Rejects with StoreFailure.
   */
  known(tenantId: string): Promise<void> | undefined {
    if (this.#version !== undefined || this.#named.has(tenantId)) return undefined;
    return this.look();
  }

  /** Asks whether the store's are others than before, with one request, and reads them if so. Rejects with StoreFailure. */
  look(): Promise<void> {
    return (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
  }

  /** Somebody has just read the etag of {@link ALLOWED_HINT_ID}; undefined = there is none. Rejects with StoreFailure. */
  noticed(etag: Etag | undefined): Promise<void> {
    // One after another: what was read earlier never takes the place of what was read later.
    const reading = this.#reading.then(() => this.#read(etag));
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #read(etag: Etag | undefined): Promise<void> {
    if (!this.#of.readsStore || (this.#version !== undefined && this.#version.etag === etag)) return;
    const stored = new Map<string, AllowedTenant>();
    // A version that does not exist has no documents.
    if (etag !== undefined) {
      for await (const { doc } of allOf(this.#of.store, HINTS, { kind: 'allowedTenant' })) {
        const tenantId = allowedTenantId.keyOf(doc.id);
        const { standing } = doc;
        if (standing.status === 'allowed')
          stored.set(tenantId, { tenantId, adminObjectId: standing.adminObjectId });
      }
    }
    this.#stored = stored;
    this.#version = { etag };
    const { ids } = this;
    this.#of.log.info({ event: 'tenants.allowed', count: ids.length });
    this.#of.onRead?.(ids);
  }

  async #look(): Promise<void> {
    if (!this.#of.readsStore) return;
    const first = { kind: 'hint', order: { path: 'due' }, limit: 1 } as const;
    const { items } = await this.#of.store.query(HINTS, first);
    const [hint] = items;
    await this.noticed(hint?.doc.id === ALLOWED_HINT_ID ? hint.etag : undefined);
  }
}
