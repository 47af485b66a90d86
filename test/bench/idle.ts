/**
 * What tenants cost in which nobody does anything: requests to the store of one process with 10, 100 and 1,000 of
 * them, once they have been looked at for the day. One JSON line each.
 *
 *   npm run bench -- --case idle
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../bot/store/store.ts';
import { newCompany } from '../../domain/company/model.ts';
import { newDocument, parseDocument } from '../../domain/store/documents.ts';
import { COMPANY_ID } from '../../domain/store/ids.ts';
import { FaultProxy } from '../bot/store/fault-proxy.ts';
import { Child } from './child.ts';

const KEY = Buffer.from('a key for benchmarks only').toString('base64');
const MEASURED_MS = 120_000;
/** No request for so long: everything has been looked at. */
const QUIET_MS = 8_000;
const PATIENCE_MS = 180_000;

const idOf = (n: number): string => `0badcafe-0000-4000-8000-${String(n).padStart(12, '0')}`;

export async function idle(): Promise<void> {
  for (const tenants of [10, 100, 1_000])
    process.stdout.write(`${JSON.stringify({ case: 'idle', ...(await measure(tenants)) })}\n`);
}

async function measure(tenants: number): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-idle-'));
  await seed(folder, tenants);
  const engine = await Child.start('bot/store/embedded/serve.ts', [
    '--port=0',
    `--file=${join(folder, 'programme.sqlite')}`,
    `--key=${KEY}`,
  ]);
  const proxy = await FaultProxy.start(engine.where);
  let units = 0;
  proxy.answered = (headers) => (units += Number(headers['x-ms-request-charge'] ?? 0));
  const requests = (): number => Object.values(proxy.seen).reduce((sum, one) => sum + one, 0);
  const bot = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bot/main.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      MicrosoftAppId: idOf(0),
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: idOf(0),
      MicrosoftAppPassword: 'not a secret',
      ALLOWED_TENANTS: Array.from({ length: tenants }, (_, n) => `${idOf(n)}:${idOf(n)}`).join(),
      COSMOS_ENDPOINT: proxy.url,
      COSMOS_KEY: KEY,
      COSMOS_DATABASE: 'bench',
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const began = performance.now();
    for (let before = -1, since = began; performance.now() - began < PATIENCE_MS; await sleep(500)) {
      if (requests() !== before) since = performance.now();
      before = requests();
      if (before > 5 && performance.now() - since > QUIET_MS) break;
    }
    const first = requests();
    units = 0;
    await sleep(MEASURED_MS);
    const minutes = MEASURED_MS / 60_000;
    return {
      tenants,
      requestsAtTheStart: first,
      requestsAMinute: (requests() - first) / minutes,
      unitsAMinute: Math.round(units / minutes),
    };
  } finally {
    const ended = once(bot, 'exit');
    bot.kill('SIGKILL');
    await ended;
    await proxy.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A company in each tenant, and nothing that is due. */
async function seed(folder: string, tenants: number): Promise<void> {
  const store = await openStore({ database: 'bench', dataDir: folder, parse: parseDocument });
  for (let n = 0; n < tenants; n += 1) {
    const doc = newDocument('company', idOf(n), COMPANY_ID, {
      version: 1,
      texts: {},
      changedBy: 'synthetic',
      changedAt: 1,
      state: newCompany('2020'),
    });
    await store.commit(idOf(n), [{ op: 'create', doc }]);
  }
  await store.close();
}
