import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machine } from '../../machine.ts';
import { until } from './documents.ts';

const MAIN = fileURLToPath(new URL('../../../bot/main.ts', import.meta.url));

/** However slow a machine is, a process that ends by itself has ended after so long; in milliseconds. */
const ENDED_MS = 120_000;

interface Readiness {
  readonly status: number;
  readonly body: unknown;
}

/** The bot as `npm start` runs it, in a process of its own in local mode. */
export class MainProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  /** `before` is the command that runs it, with its arguments. */
  constructor(env: Readonly<Record<string, string>>, before: readonly string[] = []) {
    const [command, ...args] = [...before, process.execPath, '--disable-warning=ExperimentalWarning', MAIN];
    this.#child = spawn(command, args, {
      env: { ...machine, PORT: '0', LOCAL_TEAMS_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#exited = once(this.#child, 'close');
  }

  /** Everything that it said in words so far. */
  get words(): string {
    return this.#stderr;
  }

  /** The lines of its log so far. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.#stdout
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  /** Where it listens, once it does. */
  async listening(): Promise<string> {
    await until(() => Promise.resolve(this.#startedLine() !== undefined || this.#child.exitCode !== null));
    const port = this.#startedLine()?.['port'];
    if (typeof port !== 'number') throw new Error(`it did not start: ${this.words}`);
    return `http://127.0.0.1:${port}`;
  }

  #startedLine(): Readonly<Record<string, unknown>> | undefined {
    return this.log.find(({ event }) => event === 'started');
  }

  async ready(): Promise<Readiness> {
    const response = await fetch(`${await this.listening()}/readyz`);
    return { status: response.status, body: await response.json() };
  }

  /** The exit code, when it ends by itself. One that does not is told with what each of its threads waits for. */
  async ended(): Promise<number | null> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(new Error(`it did not end; ${this.#threads()}; it said: ${this.#stdout}${this.#stderr}`)),
        ENDED_MS,
      );
    });
    await Promise.race([this.#exited, tooLate]).finally(() => clearTimeout(timer));
    return this.#child.exitCode;
  }

  #threads(): string {
    const tasks = `/proc/${this.#child.pid}/task`;
    if (!existsSync(tasks)) return 'its process is gone';
    const read = (path: string): string => readFileSync(path, 'utf8').trim();
    return readdirSync(tasks)
      .map((id) => `${read(`${tasks}/${id}/comm`)}: ${read(`${tasks}/${id}/wchan`)}`)
      .join(', ');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}
