import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The bot as `npm start` runs it, in a process of its own that can be killed. */
export class BotProcess {
  readonly #dataDir: string;
  readonly #port: number;
  readonly #pagePort: number;
  #child: ChildProcess | undefined;

  readonly #env: Readonly<Record<string, string>>;

  constructor(of: {
    dataDir: string;
    port: number;
    pagePort: number;
    env?: Readonly<Record<string, string>>;
  }) {
    this.#env = of.env ?? {};
    this.#dataDir = of.dataDir;
    this.#port = of.port;
    this.#pagePort = of.pagePort;
  }

  /** Starts the bot and waits until its page can be opened. Rejects with what it printed when it does not start. */
  async start(): Promise<string> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bot/main.ts'], {
      env: {
        ...process.env,
        PORT: String(this.#port),
        LOCAL_TEAMS_PORT: String(this.#pagePort),
        DATA_DIR: this.#dataDir,
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let printed = '';
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return new Promise((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const url = /^Open (\S+)$/m.exec(printed)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once('exit', (code) => reject(new Error(`the bot ended with ${code}:\n${printed.slice(-2000)}`)));
    });
  }

  /** Ends it as a power cut would, or politely. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}
