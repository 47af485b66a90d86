import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

const READY_MS = 120_000;

interface Program {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The line that it prints when it can be used. */
  readonly ready: RegExp;
  /** Where everything goes that it prints. */
  readonly log: string;
}

/** Every process that was started and has not ended: none may outlive the run. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program of the project in a process of its own, which can be ended as by a power cut, and begun again. */
export class Killable {
  readonly name: string;
  readonly #program: Program;
  #child: ChildProcess | undefined;

  constructor(program: Program) {
    this.name = program.name;
    this.#program = program;
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it and waits until it is ready. Rejects with what it printed when it ends before. */
  async start(execArgv: readonly string[] = []): Promise<void> {
    const { script, args = [], env = {}, ready, log, name } = this.#program;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...execArgv, script, ...args],
      { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#child = child;
    const file = createWriteStream(log, { flags: 'a' });
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${name} was not ready in time:\n${printed}`)),
        READY_MS,
      );
      for (const stream of [child.stdout, child.stderr]) {
        stream.pipe(file, { end: false });
        stream.on('data', (chunk: Buffer) => {
          printed = `${printed}${chunk.toString()}`.slice(-4000);
          if (ready.test(printed)) resolve();
        });
      }
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}:\n${printed}`)));
      child.once('error', reject);
      child.once('exit', () => {
        clearTimeout(timer);
        file.end();
      });
      void once(child.stdout, 'data').then(() => timer.unref());
    });
  }

  /** Ends it and waits until it has ended. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isAlive) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** A port below those that the system hands out by itself: nobody takes it while its process is dead. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port === port));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
