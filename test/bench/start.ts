/**
 * What it takes to start the production bundle and what it holds at rest, as multiples of the echo bot bundled alike, and
 * the same of both from their sources (`npm start`). Started in turns, each with the code that Node compiled before, as the
 * image has it; the bot with an embedded store that is empty, an identity, and a token of a managed identity. At rest: what
 * it prepares when nobody needs it is done. One JSON line each. Linux only.
 *
 *   npm run bench -- --case start
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle, PROGRAMS } from '../../manifest/bundle.ts';
import project from '../../package.json' with { type: 'json' };
import { median, round } from './windows.ts';

const PAIRS = 7;
const PAIRS_OF_SOURCES = 3;
/** By then it has done what it does after the start when nobody asks anything of it. */
const AT_REST_MS = 10_000;
/** Whoever has not ended by the end of its parent is told to. */
const POLITE_MS = 2_000;
/** The kernel's clock that processes are charged by ticks so often a second. */
const TICKS_A_SECOND = 100;
const APP = '0badcafe-0000-4000-8000-000000000001';
const TENANT = '0badcafe-0000-4000-8000-000000000002';
const ADMIN = '0badcafe-0000-4000-8000-000000000003';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** How the image starts a program (`manifest/Dockerfile`). */
function flagsOfImage(): readonly string[] {
  const dockerfile = readFileSync(join(root, 'manifest/Dockerfile'), 'utf8');
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  return (JSON.parse(command) as readonly string[]).slice(1, -1);
}

/** How `npm start` starts the sources. */
function flagsOfStart(): readonly string[] {
  return project.scripts.start.split(' ').slice(1, -1);
}

/** Answers as the process's own `memoryUsage`, after a collection. Not in those that are measured from outside. */
const PROBE = `data:text/javascript,process.on('message', () => { gc(); gc(); process.send(process.memoryUsage()); });`;

/** Of one start: milliseconds until it listened, and bytes at rest. */
interface Seen {
  readonly listening: number;
  /** Of the processor, until it listened. */
  readonly cpu: number;
  readonly resident: number;
  /** The part that is not of files, its own. */
  readonly anonymous: number;
  /** The most that it was in RAM until then. */
  readonly peak: number;
}

type Program = readonly string[];

export async function starts(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
  const identity = createServer((_req, answer) => {
    const now = Math.floor(Date.now() / 1000);
    answer.setHeader('content-type', 'application/json');
    answer.end(
      JSON.stringify({
        access_token: 'synthetic',
        token_type: 'Bearer',
        resource: 'x',
        client_id: 'x',
        expires_on: now + 86_400,
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(identity, 'listening');
  const { port } = identity.address() as AddressInfo;
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: '0',
    MicrosoftAppId: APP,
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: TENANT,
    ALLOWED_TENANTS: `${TENANT}:${ADMIN}`,
    IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
    IDENTITY_HEADER: 'synthetic',
  };
  const begun = async (program: Program, ipc = false): Promise<Started> => {
    const data = join(folder, 'data');
    await rm(data, { recursive: true, force: true });
    await mkdir(data);
    return Started.listening(program, { ...env, DATA_DIR: data }, ipc);
  };
  try {
    const bundled: Record<'bot' | 'echo', Program> = {
      bot: [...flagsOfImage(), join(folder, 'bot/main.js')],
      echo: [...flagsOfImage(), join(folder, 'echo/main.js')],
    };
    await bundle(PROGRAMS, await made(join(folder, 'bot')));
    await bundle({ main: 'test/bench/echo.ts' }, await made(join(folder, 'echo')));
    for (const name of ['bot', 'echo']) spawnSync(process.execPath, [join(folder, name, 'precompile.js')]);
    const sources: typeof bundled = {
      bot: [...flagsOfStart(), 'bot/main.ts'],
      echo: [...flagsOfStart(), 'test/bench/echo.ts'],
    };
    await compare('bundle', bundled, PAIRS, begun);
    await compare('sources', sources, PAIRS_OF_SOURCES, begun);
  } finally {
    identity.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}

async function compare(
  of: string,
  programs: Record<'bot' | 'echo', Program>,
  pairs: number,
  begun: (program: Program, ipc?: boolean) => Promise<Started>,
): Promise<void> {
  const seen: Record<'bot' | 'echo', Seen[]> = { bot: [], echo: [] };
  // What Node compiled is kept when a process ends by itself.
  for (const name of ['bot', 'echo'] as const) await (await begun(programs[name], true)).end();
  for (let pair = 0; pair < pairs; pair += 1)
    for (const name of ['bot', 'echo'] as const) {
      const one = await begun(programs[name]);
      await sleep(AT_REST_MS);
      seen[name].push(one.seen());
      await one.kill();
    }
  const heap: Partial<Record<'bot' | 'echo', number>> = {};
  for (const name of ['bot', 'echo'] as const) {
    const one = await begun(['--expose-gc', `--import=${PROBE}`, ...programs[name]], true);
    await sleep(AT_REST_MS);
    heap[name] = (await one.memory()).heapUsed;
    await one.kill();
  }
  const { bot = 0, echo = 1 } = heap;
  const ratios = (what: (one: Seen) => number): object => {
    const all = seen.bot.map((one, pair) => what(one) / what(seen.echo[pair] ?? one));
    return {
      ratio: round(median(seen.bot.map(what)) / median(seen.echo.map(what))),
      pairs: [round(Math.min(...all)), round(Math.max(...all))],
    };
  };
  const line = {
    case: 'start',
    of,
    listening: ratios(({ listening }) => listening),
    cpu: ratios(({ cpu }) => cpu),
    resident: ratios(({ resident }) => resident),
    anonymous: ratios(({ anonymous }) => anonymous),
    files: ratios(({ resident, anonymous }) => resident - anonymous),
    peak: ratios(({ peak }) => peak),
    heap: { ratio: round(bot / echo) },
    residentMb: {
      bot: Math.round(median(seen.bot.map(({ resident }) => resident)) / 1e6),
      echo: Math.round(median(seen.echo.map(({ resident }) => resident)) / 1e6),
    },
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A program that listens. */
class Started {
  readonly #process: ChildProcess;
  readonly #listening: number;
  readonly #cpu: number;

  private constructor(child: ChildProcess, listening: number) {
    this.#process = child;
    this.#listening = listening;
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    this.#cpu = ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1000;
  }

  /** Starts it; rejects with what it said when it ends before it listens. */
  static async listening(program: Program, env: NodeJS.ProcessEnv, ipc: boolean): Promise<Started> {
    const began = performance.now();
    const child = spawn(process.execPath, program, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit', ...(ipc ? (['ipc'] as const) : [])],
    });
    const ended = once(child, 'exit').then(() =>
      Promise.reject(new Error(`it ended before it listened: ${said}`)),
    );
    let said = '';
    const listens = new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk) => {
        said += String(chunk);
        if (/"event":"started"|^ready /m.test(said)) resolve();
      });
    });
    await Promise.race([listens, ended]);
    // It is ended on purpose later.
    ended.catch(() => undefined);
    return new Started(child, performance.now() - began);
  }

  seen(): Seen {
    const bytes = (file: string, name: string): number =>
      1024 *
      Number(
        new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(
          readFileSync(`/proc/${this.#process.pid}/${file}`, 'utf8'),
        )?.[1],
      );
    return {
      listening: this.#listening,
      cpu: this.#cpu,
      resident: bytes('smaps_rollup', 'Rss'),
      anonymous: bytes('smaps_rollup', 'Anonymous'),
      peak: bytes('status', 'VmHWM'),
    };
  }

  async memory(): Promise<NodeJS.MemoryUsage> {
    const answered = once(this.#process, 'message');
    this.#process.send('memory');
    const [answer] = (await answered) as [NodeJS.MemoryUsage];
    return answer;
  }

  /** As politely as each of them takes it: by the end of who started it, or by a signal. */
  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    const late = setTimeout(() => this.#process.kill('SIGTERM'), POLITE_MS);
    await ended;
    clearTimeout(late);
  }

  async kill(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
