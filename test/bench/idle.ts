/**
 * What tenants cost in which nobody does anything, with 10, 100 and 1,000 of them in the store: the start of a process
 * that is the first to see them and of one that is not, and then each minute at rest. One JSON line each; those with
 * `"store":"file"` are of a process that has the embedded file to itself, and looks at every tenant when it starts.
 *
 *   npm run bench -- --case idle
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../bot/store/store.ts';
import { allowedHint } from '../../bot/wake/hints.ts';
import { newCompany } from '../../domain/company/model.ts';
import { newDocument, parseDocument } from '../../domain/store/documents.ts';
import { allowedTenantId, COMPANY_ID, HINTS } from '../../domain/store/ids.ts';
import { MAX_BATCH, type Write } from '../../domain/store/ports.ts';
import { FaultProxy } from '../bot/store/fault-proxy.ts';
import { Child } from './child.ts';

const KEY = Buffer.from('a key for benchmarks only').toString('base64');
const DATABASE = 'bench';
const MEASURED_MS = 120_000;
/** Nothing is asked of the store, or next to nothing done, for so long: everything has been looked at. */
const QUIET_MS = 8_000;
const QUIET_SHARE = 0.05;
const PATIENCE_MS = 900_000;
/** Of the kernel's clock that processes are charged by. */
const TICKS_A_SECOND = 100;

const idOf = (n: number): string => `0badcafe-0000-4000-8000-${String(n).padStart(12, '0')}`;

export async function idle(): Promise<void> {
  for (const tenants of [10, 100, 1_000]) {
    process.stdout.write(
      `${JSON.stringify({ case: 'idle', store: 'account', ...(await withAccount(tenants)) })}\n`,
    );
    process.stdout.write(
      `${JSON.stringify({ case: 'idle', store: 'file', ...(await withFile(tenants)) })}\n`,
    );
  }
}

async function withAccount(tenants: number): Promise<object> {
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
  const env = { COSMOS_ENDPOINT: proxy.url, COSMOS_KEY: KEY, DATA_DIR: folder };
  let bot: Bot | undefined;
  const started = async (): Promise<{
    readonly bot: Bot;
    readonly ms: number;
    readonly requests: number;
  }> => {
    const before = requests();
    bot = new Bot(env);
    const ms = await bot.listening();
    for (let seen = -1, since = performance.now(); performance.now() - since < QUIET_MS; await sleep(250)) {
      if (requests() !== seen) since = performance.now();
      seen = requests();
      if (bot.age > PATIENCE_MS) throw new Error('it goes on asking the store');
    }
    return { bot, ms, requests: requests() - before };
  };
  try {
    const first = await started();
    await first.bot.kill();
    const next = await started();
    const [before, cpu] = [requests(), next.bot.cpuMs];
    units = 0;
    await sleep(MEASURED_MS);
    const minutes = MEASURED_MS / 60_000;
    return {
      tenants,
      listeningMs: [first.ms, next.ms].map(Math.round),
      requestsAtTheStart: [first.requests, next.requests],
      requestsAMinute: (requests() - before) / minutes,
      unitsAMinute: Math.round(units / minutes),
      cpuMsAMinute: Math.round((next.bot.cpuMs - cpu) / minutes),
      memoryMb: next.bot.memoryMb,
    };
  } finally {
    await bot?.kill();
    await proxy.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function withFile(tenants: number): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-idle-'));
  await seed(folder, tenants);
  const started = async (): Promise<object> => {
    const bot = new Bot({ DATA_DIR: folder });
    try {
      const url = await bot.listening();
      // How long somebody waits who comes meanwhile.
      const longest = await bot.longestAnswer(QUIET_MS);
      return {
        listeningMs: Math.round(url),
        longestAnswerMs: Math.round(longest),
        cpuMs: bot.cpuMs,
        memoryMb: bot.memoryMb,
      };
    } finally {
      await bot.kill();
    }
  };
  try {
    return { tenants, first: await started(), next: await started() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bot as it is deployed, with an identity that nobody knows. */
class Bot {
  readonly #process: ChildProcess;
  readonly #began = performance.now();
  #port = 0;

  constructor(env: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bot/main.ts'], {
      env: {
        ...process.env,
        PORT: '0',
        MicrosoftAppId: idOf(0),
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: idOf(0),
        MicrosoftAppPassword: 'not a secret',
        COSMOS_DATABASE: DATABASE,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** Milliseconds since it was begun. */
  get age(): number {
    return performance.now() - this.#began;
  }

  /** Waits until it listens; gives the milliseconds from its begin. */
  async listening(): Promise<number> {
    let printed = '';
    for await (const chunk of this.#process.stdout ?? []) {
      printed += String(chunk);
      const line = printed.split('\n').find((one) => one.includes('"event":"started"'));
      if (line === undefined || !line.endsWith('}')) continue;
      this.#port = (JSON.parse(line) as { port: number }).port;
      break;
    }
    this.#process.stdout?.resume();
    return this.age;
  }

  /** Asks for its health until it has next to nothing to do for so long; gives the longest that an answer took. */
  async longestAnswer(quietMs: number): Promise<number> {
    let longest = 0;
    for (let since = performance.now(), busy = this.cpuMs; performance.now() - since < quietMs;) {
      const asked = performance.now();
      await fetch(`http://127.0.0.1:${this.#port}/healthz`).then((answer) => answer.text());
      longest = Math.max(longest, performance.now() - asked);
      await sleep(50);
      if (this.cpuMs - busy > QUIET_SHARE * (performance.now() - since) + 50) {
        since = performance.now();
        busy = this.cpuMs;
      }
      if (this.age > PATIENCE_MS) break;
    }
    return longest;
  }

  /** Milliseconds of processor time so far. */
  get cpuMs(): number {
    const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1000;
  }

  get memoryMb(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

/** A company in each tenant, all allowed, and nothing that is due; nobody has looked at them yet. */
async function seed(folder: string, tenants: number): Promise<void> {
  const store = await openStore({ database: DATABASE, dataDir: folder, parse: parseDocument });
  const allowed: Write[] = [{ op: 'put', doc: allowedHint() }];
  for (let n = 0; n < tenants; n += 1) {
    const doc = newDocument('company', idOf(n), COMPANY_ID, {
      version: 1,
      texts: {},
      changedBy: 'synthetic',
      changedAt: 1,
      state: newCompany('2020'),
    });
    await store.commit(idOf(n), [{ op: 'create', doc }]);
    const standing = { status: 'allowed', adminObjectId: idOf(n), since: 1 } as const;
    const id = allowedTenantId(idOf(n));
    allowed.push({ op: 'create', doc: newDocument('allowedTenant', HINTS, id, { standing }) });
  }
  for (let at = 0; at < allowed.length; at += MAX_BATCH)
    await store.commit(HINTS, allowed.slice(at, at + MAX_BATCH));
  await store.close();
}
