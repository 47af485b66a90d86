import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MailProblem } from '../../domain/mail/received.ts';
import type { MailHeaders } from './mail-headers.ts';
import { fromChild, type FromChild, type Request, type Resolved } from './wire.ts';

/** How much a mail may take of the process that decodes it. */
export interface Caps {
  /** Milliseconds that the process works; by the clock {@link LONGEST} times as many, and where the system does not say, so many. */
  readonly ms: number;
  readonly memoryBytes: number;
  /** How long a process may take to start: none of it counts as a mail's. */
  readonly startMs: number;
}

export type Outcome = { readonly headers?: MailHeaders | undefined } & (
  | Omit<Extract<FromChild, { kind: 'mail' }>, 'headers'>
  | { readonly kind: 'problem'; readonly problem: MailProblem }
);

/** What is known of how a mail was decoded. */
export interface Spent {
  readonly ms: number;
  /** The most memory that the process has had; 0 where the system does not say. */
  readonly peakBytes: number;
}

interface Job {
  readonly of: Request;
  readonly lookUp: (name: string) => Promise<string[][]>;
  readonly done: (outcome: Outcome, spent: Spent) => void;
  headers?: MailHeaders;
  sentAt: number;
  /** What the process had worked by then. */
  workedMs: number | undefined;
}

/** How many times as long as it may work a mail may take: on a busy machine a process waits more than it works. */
const LONGEST = 4;
/** A tick of what Linux charges a process with, in milliseconds. */
const TICK_MS = 10;
/** How often the memory of a process at work is looked at. */
const LOOK_MS = 25;
/** A process that has kept this share of what a mail may take is not asked again. */
const WORN = 0.6;

/** Memory of a process, in bytes; undefined where the system does not say. */
function memoryOf(pid: number | undefined): { readonly now: number; readonly peak: number } | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(status)?.[1] ?? 0);
    return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
  } catch {
    return undefined;
  }
}

/** How long a process has worked, in milliseconds; undefined where the system does not say. */
function workedMs(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Behind the name of the program, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isNaN(ticks) ? undefined : ticks * TICK_MS;
  } catch {
    return undefined;
  }
}

/**
 * One process that decodes one mail at a time. A mail that takes too long or too much memory ends it, and so does one
 * that makes a library abort; each is answered, and `isDead` says that another process is needed.
 */
export class DecodingProcess {
  readonly #child: ChildProcess;
  readonly #caps: Caps;
  #job: Job | undefined;
  #isReady = false;
  #isDead = false;
  #killedFor: 'time' | 'memory' | undefined;
  #peak = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;

  constructor(caps: Caps) {
    this.#caps = caps;
    // As it is named here: `.js` when it was compiled.
    const script = new URL(`./child${extname(import.meta.url)}`, import.meta.url);
    this.#child = fork(fileURLToPath(script), [], {
      execArgv: [
        `--max-old-space-size=${Math.round(caps.memoryBytes / 1024 / 1024)}`,
        '--disable-warning=ExperimentalWarning',
        '--permission',
        '--allow-fs-read=*',
      ],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (message) => this.#hear(message));
    this.#child.once('error', () => this.#died(null));
    this.#child.once('exit', (_code, signal) => this.#died(signal));
    this.#keep(false);
  }

  get isFree(): boolean {
    return !this.#isDead && this.#job === undefined;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Decodes a mail; only a process that {@link isFree} is asked. Never rejects. */
  decode(of: Request, lookUp: Job['lookUp']): Promise<{ outcome: Outcome; spent: Spent }> {
    return new Promise((resolve) => {
      this.#job = {
        of,
        lookUp,
        done: (outcome, spent) => resolve({ outcome, spent }),
        sentAt: 0,
        workedMs: undefined,
      };
      this.#keep(true);
      if (this.#isReady) this.#send();
      else this.#timer = setTimeout(() => this.#child.kill('SIGKILL'), this.#caps.startMs);
    });
  }

  /** Ends the process; settles when it has ended. */
  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, 'exit');
    this.#keep(true);
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** Whether this process's end is waited for before the bot can end. */
  #keep(isKept: boolean): void {
    if (isKept) {
      this.#child.ref();
      this.#child.channel?.ref();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
    }
  }

  #send(): void {
    const job = this.#job;
    if (job === undefined) return;
    clearTimeout(this.#timer);
    job.sentAt = performance.now();
    job.workedMs = workedMs(this.#child.pid);
    this.#timer = setTimeout(() => this.#timeIsUp(job), this.#caps.ms);
    this.#looking = setInterval(() => {
      const memory = this.#look();
      if (memory !== undefined && memory.now > this.#caps.memoryBytes) this.#kill('memory');
    }, LOOK_MS);
    this.#child.send(job.of, (error) => {
      if (error !== null) this.#kill('time');
    });
  }

  /** Ends it, unless it has worked less than it may: it is told anew when it could have. */
  #timeIsUp(job: Job): void {
    const [before, now] = [job.workedMs, workedMs(this.#child.pid)];
    const left = before === undefined || now === undefined ? 0 : this.#caps.ms - (now - before);
    if (left <= 0 || performance.now() - job.sentAt >= LONGEST * this.#caps.ms) this.#kill('time');
    else this.#timer = setTimeout(() => this.#timeIsUp(job), Math.max(left, LOOK_MS));
  }

  #look(): { readonly now: number } | undefined {
    const memory = memoryOf(this.#child.pid);
    this.#peak = Math.max(this.#peak, memory?.peak ?? 0);
    return memory;
  }

  #kill(why: 'time' | 'memory'): void {
    this.#killedFor ??= why;
    this.#child.kill('SIGKILL');
  }

  #hear(message: unknown): void {
    const parsed = fromChild.safeParse(message);
    const job = this.#job;
    // What says something else than it should is not asked again.
    if (!parsed.success) return void this.#child.kill('SIGKILL');
    const said = parsed.data;
    if (said.kind === 'ready') {
      this.#isReady = true;
      this.#send();
    } else if (job === undefined) return;
    else if (said.kind === 'headers') job.headers = said.headers;
    else if (said.kind === 'txt') void this.#resolve(job, said.name);
    else this.#answer(said);
  }

  async #resolve(job: Job, name: string): Promise<void> {
    const records = await job.lookUp(name).catch(() => undefined);
    if (this.#job !== job || this.#isDead) return;
    this.#child.send({ kind: 'txt', name, records } satisfies Resolved, () => undefined);
  }

  #answer(outcome: Outcome): void {
    const job = this.#job;
    if (job === undefined) return;
    clearTimeout(this.#timer);
    clearInterval(this.#looking);
    const ms = job.sentAt === 0 ? 0 : performance.now() - job.sentAt;
    // Many that take little leave a process with much: one that takes more would be the one that is ended.
    const memory = this.#look();
    if (memory !== undefined && memory.now > WORN * this.#caps.memoryBytes && !this.#isDead) {
      this.#isDead = true;
      void this.end();
    }
    this.#job = undefined;
    this.#keep(false);
    job.done({ headers: job.headers, ...outcome }, { ms, peakBytes: this.#peak });
  }

  #died(signal: NodeJS.Signals | null): void {
    this.#isDead = true;
    if (!this.#isReady) return this.#answer({ kind: 'problem', problem: 'busy' });
    // V8 aborts the process when its memory is full.
    const isTooMuch = this.#killedFor !== undefined || signal === 'SIGABRT' || signal === 'SIGTRAP';
    this.#answer({ kind: 'problem', problem: isTooMuch ? 'tooSlow' : 'damaged' });
  }
}
