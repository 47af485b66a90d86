/**
 * Sends messages in a process of its own, for the benchmark of notifications. `--as` says how: `dispatcher` takes
 * rows from the store and removes them, `stock` is one `continueConversationAsync` of the SDK's own adapter at a
 * time, `raw` is Node's HTTP client with as many requests under way as the dispatcher has. Asked `run` over IPC it
 * sends what there is to send and answers with the processor time of that.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Activity, ConversationReference } from 'botbuilder';
import { createAdapter } from '../../bot/teams/adapter.ts';
import { systemClock } from '../../bot/clock.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { Dispatcher } from '../../bot/notify/dispatcher.ts';
import { monotonicClock, type MonotonicClock } from '../../bot/notify/monotonic-clock.ts';
import { openStore } from '../../bot/store/store.ts';
import { parseDocument, type NoticeDocument } from '../../domain/store/documents.ts';
import { benchConversation, benchReference, BENCH_TENANT, seed } from './notify-rows.ts';

export interface Ran {
  readonly messages: number;
  /** Microseconds. */
  readonly cpu: number;
  readonly ms: number;
}

const { values } = parseArgs({
  options: {
    as: { type: 'string' },
    connector: { type: 'string' },
    messages: { type: 'string' },
    rate: { type: 'string' },
  },
});
const connector = values.connector ?? '';
const messages = Number(values.messages);
const rate = values.rate === undefined ? undefined : Number(values.rate);
const UNDER_WAY = 25;

/** What every one of them sends: a card of the usual size and a toast. */
function activityFor(text: string): Partial<Activity> {
  return {
    type: 'message',
    summary: text,
    channelData: { notification: { alert: true } },
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: cardFor(text) }],
  };
}

function cardFor(text: string): object {
  const line = (weight: string): object => ({
    type: 'RichTextBlock',
    inlines: [
      { type: 'TextRun', text: `${text}: the voucher of a synthetic customer expires soon.`, weight },
    ],
  });
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body: ['Bolder', 'Default', 'Default', 'Default', 'Lighter'].map(line),
    actions: ['open', 'later', 'mute'].map((verb) => ({
      type: 'Action.Execute',
      title: verb,
      verb: `voucher.${verb}`,
      data: { id: text, version: 1, commandId: randomUUID() },
      fallback: {
        type: 'Action.Submit',
        title: verb,
        data: { verb: `voucher.${verb}`, id: text, version: 1 },
      },
    })),
  };
}

async function measured(run: () => Promise<void>): Promise<Ran> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { messages, cpu: user + system, ms: performance.now() - began };
}

async function dispatcher(): Promise<() => Promise<Ran>> {
  const store = await openStore({
    ...(process.env['COSMOS_ENDPOINT'] === undefined
      ? {}
      : { endpoint: process.env['COSMOS_ENDPOINT'], key: process.env['COSMOS_KEY'] ?? '' }),
    database: 'bench',
    dataDir: process.env['DATA_DIR'] ?? '',
    parse: parseDocument,
  });
  const log = createLog('silent');
  // Nobody is remembered from one window to the next.
  let skipped = 0;
  const monotonic: MonotonicClock = {
    now: () => monotonicClock.now() + skipped,
    after: (ms, then) => monotonicClock.after(ms, then),
  };
  const one = new Dispatcher({
    store,
    connector: createAdapter(readConfig({}), log),
    compose: (row: NoticeDocument) => Promise.resolve(activityFor(row.id)),
    clock: systemClock,
    monotonic,
    log,
    serves: () => true,
    botId: '28:local-bot',
    limits:
      rate === undefined
        ? { perTenant: 1e6, inAll: 1e6, perConversationMs: 0 }
        : { perTenant: rate, inAll: rate },
  });
  return async () => {
    await seed(store, connector, messages);
    skipped += 600_000;
    return measured(() => one.sweep(BENCH_TENANT));
  };
}

function stock(): () => Promise<Ran> {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  return () =>
    measured(async () => {
      for (let n = 0; n < messages; n += 1) {
        const reference = benchReference(connector, n) as Partial<ConversationReference>;
        await adapter.continueConversationAsync('', reference, async (context) => {
          await context.sendActivity(activityFor(`notice:${n}`));
        });
      }
    });
}

function raw(): () => Promise<Ran> {
  const agent = new Agent({ keepAlive: true, maxSockets: UNDER_WAY });
  const post = (n: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(activityFor(`notice:${n}`));
      const url = `${connector}v3/conversations/${encodeURIComponent(benchConversation(n))}/activities`;
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const req = request(url, { method: 'POST', agent, headers }, (res) => {
        res.resume().once('end', resolve);
      });
      req.once('error', reject);
      req.end(body);
    });
  return () =>
    measured(async () => {
      let next = 0;
      const worker = async (): Promise<void> => {
        while (next < messages) await post(next++);
      };
      await Promise.all(Array.from({ length: UNDER_WAY }, worker));
    });
}

const run = values.as === 'dispatcher' ? await dispatcher() : values.as === 'stock' ? stock() : raw();
process.on('message', () => {
  void run().then((ran) => process.send?.(ran));
});
process.on('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
stdout.write('ready sender\n');
