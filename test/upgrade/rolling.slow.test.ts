import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import { expect, jest, test } from '@jest/globals';
import { readConfig } from '../../bot/config.ts';
import { anna } from '../../bot/local/people.ts';
import { Journal } from '../../bot/local/journal.ts';
import { createLog } from '../../bot/log.ts';
import { start, type Running } from '../../bot/main.ts';
import { containerDefinition } from '../../bot/store/container.ts';
import { upgradeContainer } from '../../bot/store/upgrade.ts';
import { until } from '../bot/store/documents.ts';
import { IndexingAccount } from '../bot/store/indexing-account.ts';
import { Chat, mail, setUp, TODAY } from '../conversation/running-bot.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';
import { startTeams } from '../teams/person.ts';
import { Front } from '../torture/front.ts';

/** How often the platform asks a replica whether it is ready, in milliseconds. */
const PROBE_MS = 50;

const ours = containerDefinition().indexingPolicy;
/** The version before knows no list that is narrowed down. */
const former = {
  ...ours,
  compositeIndexes: (ours?.compositeIndexes ?? []).filter((one) => one.every(({ path }) => path !== '/rank')),
};

interface Replica {
  readonly bot: Running;
  isReady: boolean;
  /** Turns that it got. */
  turns: number;
}

/** Replicas of the bot on one account, and a platform that sends turns to those that are ready, one after the other. */
class Replicas {
  readonly #all = new Set<Replica>();
  readonly #folder: string;
  #next = 0;
  readonly #over = new AbortController();
  readonly #probing: Promise<void>;

  constructor(folder: string) {
    this.#folder = folder;
    this.#probing = this.#probe();
  }

  async add(env: Readonly<Record<string, string>>): Promise<Replica> {
    const dataDir = await mkdtemp(join(this.#folder, 'replica-'));
    new Journal(dataDir).append({ kind: 'clock', now: `${TODAY}T12:00:00.000Z` });
    const config = readConfig({
      PORT: '0',
      LOCAL_TEAMS_PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      NOTIFY_PER_SECOND: '0',
      ...env,
    });
    const bot = await start(config, createLog('silent'), {
      answerTimeout: () => () => undefined,
      storeMs: STORE_PATIENCE_MS,
    });
    const replica = { bot, isReady: false, turns: 0 };
    this.#all.add(replica);
    return replica;
  }

  /** As a platform ends one: first it gets no more turns. */
  async end(replica: Replica): Promise<void> {
    this.#all.delete(replica);
    await replica.bot.close();
  }

  /** The ports of whom a turn goes to. */
  route(): readonly number[] {
    const ready = [...this.#all].filter(({ isReady }) => isReady);
    this.#next += 1;
    const chosen = ready[this.#next % ready.length];
    if (chosen === undefined) throw new Error('nobody is ready');
    chosen.turns += 1;
    return [chosen.bot.port];
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#probing;
    for (const replica of this.#all) await this.end(replica);
  }

  async #probe(): Promise<void> {
    while (!this.#over.signal.aborted) {
      for (const replica of this.#all) replica.isReady = (await readiness(replica)).status === 200;
      await sleep(PROBE_MS);
    }
  }
}

async function readiness({ bot }: Replica): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${bot.port}/readyz`).catch(() => undefined);
  return { status: response?.status ?? 0, body: await response?.json() };
}

test('the policy first, then one replica after the other: every turn is answered, and nothing is lost', async () => {
  const words: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    words.push(String(text));
    return true;
  });
  const folder = await mkdtemp(join(tmpdir(), 'rolling-'));
  const account = await IndexingAccount.start(join(folder, 'programme.sqlite'), { indexingPolicy: former });
  const replicas = new Replicas(folder);
  const front = await Front.start({ replicas: () => replicas.route() });
  const teams = await startTeams(front.url, { people: [anna] });
  teams.setClock(TODAY);
  // The bots have roles for data, an administrator has the account's key.
  const dataOnly = await account.env({ dataOnly: true });
  const admin = await account.env();
  const client = new CosmosClient({
    endpoint: admin['COSMOS_ENDPOINT'] ?? '',
    key: admin['COSMOS_KEY'] ?? '',
    connectionPolicy: { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false },
  });
  const chat = new Chat({ teams }, anna.key);
  const recorded: string[] = [];
  /** A turn of what both versions know. */
  const works = async (): Promise<void> => {
    const number = `SAP-ROLL-${1000 + recorded.length}`;
    await chat.say(mail(number));
    await chat.press('record.only', { adminEmail: '' });
    recorded.push(number);
    await chat.say(number);
    expect(chat.text).toContain(number);
    await chat.say('home');
  };
  try {
    const before = [
      await replicas.add(await account.env({ former: true })),
      await replicas.add(await account.env({ former: true })),
    ];
    await until(() => Promise.resolve(before.every(({ isReady }) => isReady)));
    await setUp(chat);
    await works();

    // The new version too early: it is not ready, says why, and those of the version before go on.
    const [first, second] = [await replicas.add(dataOnly), await replicas.add(dataOnly)];
    await until(async () => (await readiness(first)).status === 503);
    expect(await readiness(first)).toEqual({
      status: 503,
      body: expect.objectContaining({ reason: 'other_container' }),
    });
    await works();

    const told: string[] = [];
    const upgrade = upgradeContainer(client, 'planning', (line) => told.push(line));
    for (const percent of [0, 60]) {
      account.builtPercent = percent;
      await until(() => Promise.resolve(told.includes(`${percent} % of the indexes are built`)));
      expect((await readiness(first)).status).toBe(503);
      await works();
    }
    expect(await readiness(first)).toMatchObject({ body: { reason: 'indexing' } });
    expect([first.turns, second.turns]).toEqual([0, 0]);
    account.builtPercent = 100;
    await upgrade;
    await until(() => Promise.resolve(first.isReady && second.isReady));

    // All four, then one of the version before less, then the other.
    await works();
    for (const old of before) {
      await replicas.end(old);
      await works();
    }
    expect(first.turns).toBeGreaterThan(0);
    expect(second.turns).toBeGreaterThan(0);
    await chat.say('vouchers');
    for (const number of recorded) expect(chat.text).toContain(number.slice(-4));
    expect(recorded.length).toBe(7);
    expect(account.refused).toEqual([]);
    // Once each, however often they were asked.
    expect(words.map((text) => /\((\w+)\); /.exec(text)?.[1])).toEqual([
      'other_container',
      'other_container',
      'indexing',
      'indexing',
    ]);
  } finally {
    stderr.mockRestore();
    client.dispose();
    await teams.close();
    await replicas.close();
    await front.close();
    await account.close();
    await rm(folder, { recursive: true, force: true });
  }
});
