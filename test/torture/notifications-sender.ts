/**
 * The process that is killed: a dispatcher on a store over HTTP. Prints `ready dispatcher`; over IPC it tells its
 * memory every 50 ms, and `done` when a pass found nothing left to send.
 */
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { createAdapter } from '../../bot/teams/adapter.ts';
import { systemClock } from '../../bot/clock.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { Dispatcher } from '../../bot/notify/dispatcher.ts';
import { DEFAULT_RETRY_POLICY } from '../../bot/notify/consequences.ts';
import { monotonicClock } from '../../bot/notify/monotonic-clock.ts';
import { openStore } from '../../bot/store/store.ts';
import { parseDocument } from '../../domain/store/documents.ts';

export interface Told {
  /** Bytes. */
  readonly rss: number;
  readonly rows: number;
  readonly underWay: number;
}

/** As often as a process looks. */
const LOOK_MS = 30_000;

const { values } = parseArgs({
  options: { store: { type: 'string' }, key: { type: 'string' }, tenants: { type: 'string' } },
});
const tenants = (values.tenants ?? '').split(',');
const store = await openStore({
  endpoint: values.store ?? '',
  key: values.key ?? '',
  database: 'torture',
  dataDir: '',
  parse: parseDocument,
});
const log = createLog('warn', { write: (line) => process.stderr.write(line) });
const dispatcher = new Dispatcher({
  store,
  connector: createAdapter(readConfig({}), log, { sendMs: 1_000 }),
  compose: (row) => Promise.resolve({ text: row.id }),
  clock: systemClock,
  monotonic: monotonicClock,
  log,
  serves: () => true,
  botId: '28:local-bot',
  // The limits have tests of their own: here there is not a day's time.
  limits: { perTenant: 400, inAll: 1_000, perConversationMs: 5, firstPauseMs: 5, longestPauseMs: 100 },
  retryPolicy: { ...DEFAULT_RETRY_POLICY, pauses: DEFAULT_RETRY_POLICY.pauses.map(() => 300) },
});
setInterval(() => {
  process.send?.({ rss: process.memoryUsage.rss(), ...dispatcher.load } satisfies Told);
}, 50);
process.on('disconnect', () => process.exit(0));
const look = (): void => {
  for (const tenantId of tenants) void dispatcher.sweep(tenantId);
};
setInterval(look, LOOK_MS);
look();
stdout.write('ready dispatcher\n');
