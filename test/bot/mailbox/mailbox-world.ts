import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { openStore } from '../../../bot/store/store.ts';
import { localTenantId } from '../../../bot/local/people.ts';
import { parseDocument, type DocumentOf, type Kind } from '../../../domain/store/documents.ts';
import { allOf } from '../../../domain/store/pages.ts';
import type { Store } from '../../../domain/store/ports.ts';
import { letIn, RunningBot, setUp, type Chat } from '../../conversation/running-bot.ts';
import { STORE_PATIENCE_MS } from '../../machine.ts';
import { cardsOf } from '../../teams/card.ts';
import { startGraph, type GraphServer } from './graph-server.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');
const PATIENCE_MS = 60_000;

/** A company with a mailbox: the bot, its Graph, and its store, which outlive the bot. */
export class MailboxWorld {
  readonly server: GraphServer;
  readonly bot: RunningBot;
  readonly store: Store;
  readonly anna: Chat;
  readonly boris: Chat;
  readonly #close: () => Promise<void>;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(of: {
    readonly server: GraphServer;
    readonly bot: RunningBot;
    readonly store: Store;
    readonly close: () => Promise<void>;
    readonly env: Readonly<Record<string, string>>;
  }) {
    this.server = of.server;
    this.bot = of.bot;
    this.store = of.store;
    this.#close = of.close;
    this.#env = of.env;
    this.anna = of.bot.chat('anna');
    this.boris = of.bot.chat('boris');
  }

  /** Anna is the admin, Boris a consultant; the bot knows both of their addresses. */
  static async start(pollMs = 60_000): Promise<MailboxWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    const engine = await serve({ file: join(folder, 'programme.sqlite'), key: KEY });
    const server = await startGraph();
    const env = { COSMOS_ENDPOINT: engine.url, COSMOS_KEY: KEY };
    const bot = await RunningBot.start({ env, graphUrl: server.url, limits: { pollMs } });
    const store = await openStore({
      endpoint: engine.url,
      key: KEY,
      database: 'planning-services',
      dataDir: folder,
      parse: parseDocument,
      deadlineMs: STORE_PATIENCE_MS,
    });
    const world = new MailboxWorld({
      server,
      bot,
      store,
      env,
      async close() {
        await bot.close();
        await store.close();
        await server.close();
        await engine.close();
        await rm(folder, { recursive: true, force: true });
      },
    });
    await setUp(world.anna);
    await letIn(world.anna, world.boris);
    await world.until(
      async () => (await world.all('person')).filter(({ addresses }) => addresses !== undefined).length === 2,
    );
    await world.until(() => Promise.resolve(server.graph.subscriptions.size === 1));
    return world;
  }

  get graph(): GraphServer['graph'] {
    return this.server.graph;
  }

  /** One more process of the bot, on the same store and mailbox; people are in the Teams of the first. */
  replica(): Promise<RunningBot> {
    return RunningBot.start({ env: this.#env, graphUrl: this.server.url, limits: { pollMs: 300 } });
  }

  close(): Promise<void> {
    return this.#close();
  }

  async all<K extends Kind>(kind: K): Promise<readonly DocumentOf<K>[]> {
    const found: DocumentOf<K>[] = [];
    for await (const { doc } of allOf(this.store, localTenantId, { kind })) found.push(doc);
    return found;
  }

  async until(isSo: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(`not so in time: ${isSo.toString()}`);
      await sleep(50);
    }
  }

  /** Waits until this many messages were dealt with, and are marked. */
  async dealtWith(count: number): Promise<void> {
    await this.until(
      async () => (await this.all('mail')).filter(({ status }) => status === 'marked').length === count,
    );
  }

  /** How many messages of the bot in somebody's chat say this. */
  told(chat: Chat, text: string): number {
    return chat.person
      .messages()
      .filter((entry) => cardsOf(entry).some(({ card }) => JSON.stringify(card).includes(text))).length;
  }
}
