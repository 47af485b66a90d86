import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** By how much a bot's clock goes on that is asked `later`, in milliseconds. */
export const LATER_MS = 6 * 3_600_000;

/** How long nobody has done anything, as it seems to a bot that is told that it has `rested`, in milliseconds. */
export const RESTED_MS = 120_000;

/** A process of the benchmark: it prints `ready <where>` and answers questions over IPC one at a time. */
export class Child {
  /** What it printed after `ready`: a port or a URL. */
  readonly where: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, where: string) {
    this.#process = child;
    this.where = where;
  }

  /**
   * Runs a script of the project; rejects when it ends before it is ready. `heard` gets what it prints, on both streams;
   * without it, its errors are printed where ours are.
   */
  static start(
    script: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
    heard?: (printed: string) => void,
  ): Promise<Child> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', heard === undefined ? 'inherit' : 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => heard?.(text));
    return new Promise((resolve, reject) => {
      let printed = '';
      let isReady = false;
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        heard?.(text);
        if (isReady) return;
        printed += text;
        const where = /^ready (\S+)$/m.exec(printed)?.[1];
        if (where === undefined) return;
        isReady = true;
        resolve(new Child(child, where));
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async ask<T>(
    question:
      | 'cpu'
      | 'memory'
      | 'later'
      | 'rested'
      | 'watch'
      | 'longest'
      | 'close'
      | 'count'
      | 'counted'
      | 'served'
      | 'listed'
      | 'profile'
      | 'stop'
      | 'run',
  ): Promise<T> {
    const answered = once(this.#process, 'message');
    this.#process.send({ ask: question });
    const [answer] = (await answered) as [T];
    return answer;
  }

  /** Microseconds of processor time so far, the system's on its behalf included. */
  async cpu(): Promise<number> {
    const { cpu } = await this.ask<{ cpu: NodeJS.CpuUsage }>('cpu');
    return cpu.user + cpu.system;
  }

  async stop(): Promise<void> {
    if (!this.isAlive) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}
