import { allOf } from '../../domain/store/pages.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localTenantId } from '../../bot/local/people.ts';
import { connectCosmosStore, type ClosableStore } from '../../bot/store/cosmos-store.ts';
import { serve, type EngineServer } from '../../bot/store/embedded/serve.ts';
import {
  type Kind,
  parseDocument,
  type EventDocument,
  type DocumentOf,
} from '../../domain/store/documents.ts';
import { FaultProxy } from '../bot/store/fault-proxy.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');
const DATABASE = 'planning';
/** What the company's record is made of; the others belong to messages. */
const STATE: readonly Kind[] = ['company', 'person', 'customer', 'voucher', 'claim', 'event', 'tally'];

/** The store over HTTP, a proxy that can spoil the bot's way to it, and a look at it past the proxy. */
export class TrueStore {
  readonly proxy: FaultProxy;
  readonly #engine: EngineServer;
  readonly #store: ClosableStore;
  readonly #folder: string;

  private constructor(engine: EngineServer, proxy: FaultProxy, store: ClosableStore, folder: string) {
    this.#engine = engine;
    this.proxy = proxy;
    this.#store = store;
    this.#folder = folder;
  }

  static async start(): Promise<TrueStore> {
    const folder = await mkdtemp(join(tmpdir(), 'true-store-'));
    const engine = await serve({ file: join(folder, 'programme.sqlite'), key: KEY });
    const proxy = await FaultProxy.start(engine.url);
    const store = await connectCosmosStore({
      deadlineMs: STORE_PATIENCE_MS,
      endpoint: engine.url,
      key: KEY,
      database: DATABASE,
      parse: parseDocument,
    });
    return new TrueStore(engine, proxy, store, folder);
  }

  /** Where the bot finds the store: through the proxy. */
  get env(): Readonly<Record<string, string>> {
    return { COSMOS_ENDPOINT: this.proxy.url, COSMOS_KEY: KEY, COSMOS_DATABASE: DATABASE };
  }

  async every<K extends Kind>(kind: K): Promise<readonly DocumentOf<K>[]> {
    const found: DocumentOf<K>[] = [];
    for await (const { doc } of allOf(this.#store, localTenantId, { kind })) found.push(doc);
    return found;
  }

  /** All that the company's record says, as one text to compare. */
  async state(): Promise<string> {
    return JSON.stringify(await Promise.all(STATE.map((kind) => this.every(kind))));
  }

  async events(): Promise<readonly EventDocument[]> {
    return this.every('event');
  }

  async close(): Promise<void> {
    await this.#store.close();
    await this.proxy.close();
    await this.#engine.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
