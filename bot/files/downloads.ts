import { present } from '../../domain/present.ts';
import { downloadFile, type Download } from './download.ts';

/** Files that are fetched at the same time, each of some megabytes: for one tenant, and in all. */
const PER_TENANT = 4;
const IN_ALL = 16;

/** The files that are being fetched. What is too much is not fetched at all, and its owner is told. */
export class Downloads {
  readonly #fetch: (url: string, maxBytes?: number) => Promise<Download>;
  readonly #ofTenant = new Map<string, number>();
  #inAll = 0;

  /** `fetch`: another way, for tests. */
  constructor(
    mode: 'local' | 'teams',
    fetch = (url: string, maxBytes?: number) => downloadFile(url, present({ mode, maxBytes })),
  ) {
    this.#fetch = fetch;
  }

  /** The file at an address, of at most so many bytes, for somebody of the tenant. Never rejects. */
  async fetch(tenantId: string, url: string, maxBytes?: number): Promise<Download> {
    const own = this.#ofTenant.get(tenantId) ?? 0;
    if (own >= PER_TENANT || this.#inAll >= IN_ALL) return { kind: 'problem', problem: 'busy' };
    this.#count(tenantId, 1);
    try {
      return await this.#fetch(url, maxBytes);
    } finally {
      this.#count(tenantId, -1);
    }
  }

  #count(tenantId: string, change: 1 | -1): void {
    this.#inAll += change;
    const own = (this.#ofTenant.get(tenantId) ?? 0) + change;
    if (own === 0) this.#ofTenant.delete(tenantId);
    else this.#ofTenant.set(tenantId, own);
  }
}
