import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalPerson } from '../../bot/local/people.ts';
import type { Held } from '../bench/bot.ts';
import { Child } from '../bench/child.ts';
import { Chat } from '../conversation/running-bot.ts';
import { startTeams, type Teams } from '../teams/person.ts';
import { freePort } from '../torture/killable.ts';

/** Messages that somebody's chat keeps: who works here for hours reads the newest. */
const KEPT_MESSAGES = 20;

interface WatchedOptions {
  readonly people: readonly LocalPerson[];
  readonly env?: Readonly<Record<string, string>>;
  /** How long a person waits for the bot, in milliseconds. */
  readonly deadline: number;
}

/**
 * The bot in a process of its own, with its own file, and a Teams in front of it. What it prints is kept until somebody
 * looks, and what it holds can be asked.
 */
export class WatchedBot {
  readonly folder: string;
  readonly teams: Teams;
  readonly port: number;
  readonly #env: Readonly<Record<string, string>>;
  #child: Child | undefined;
  #printed = '';

  private constructor(of: {
    folder: string;
    teams: Teams;
    port: number;
    env: Readonly<Record<string, string>>;
  }) {
    this.folder = of.folder;
    this.teams = of.teams;
    this.port = of.port;
    this.#env = of.env;
  }

  static async start({ people, env = {}, deadline }: WatchedOptions): Promise<WatchedBot> {
    const folder = await mkdtemp(join(tmpdir(), 'watched-'));
    const port = await freePort();
    const teams = await startTeams(`http://127.0.0.1:${port}`, { people, deadline });
    const bot = new WatchedBot({
      folder,
      teams,
      port,
      env: {
        PORT: String(port),
        LOCAL_TEAMS_PORT: String(await freePort()),
        DATA_DIR: folder,
        LOG_LEVEL: 'warn',
        // What takes long on a loaded machine is not "still working".
        PATIENT: 'true',
        ...env,
      },
    });
    await bot.begin();
    return bot;
  }

  get isAlive(): boolean {
    return this.#child?.isAlive === true;
  }

  /** Starts the process, once more when it has ended. */
  async begin(): Promise<void> {
    this.#child = await Child.start('test/bench/bot.ts', [], this.#env, (printed) => {
      this.#printed += printed;
    });
  }

  /** Somebody's chat, with nothing looked at yet. */
  chat(key: string): Chat {
    return new Chat(this, key);
  }

  /** The day in everybody's Teams; the bot learns of it with the next activity. */
  itIs(day: string): void {
    this.teams.setClock(day);
  }

  /** A mail is sent to the mailbox that the bot watches. */
  async sendMail(raw: Uint8Array): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${this.#env['LOCAL_TEAMS_PORT']}/api/mailbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(raw),
    });
    if (!response.ok) throw new Error(`the mail was not taken: ${response.status}`);
  }

  /** The whole lines that it has printed since somebody looked last. */
  printed(): readonly string[] {
    const lines = this.#printed.split('\n');
    this.#printed = lines.pop() ?? '';
    return lines.filter((line) => line !== '' && !line.startsWith('ready '));
  }

  held(): Promise<Held> {
    return this.#asked.ask<Held>('memory');
  }

  /** Its clock goes on by six hours. */
  async later(): Promise<void> {
    await this.#asked.ask('later');
  }

  /** Takes the oldest messages of the bot out of everybody's chat, and what was sent and asked out of memory. */
  tidy(): void {
    const { connector } = this.teams;
    for (const { key } of connector.people) {
      const { entries } = connector.state(key);
      const old = entries.slice(0, -KEPT_MESSAGES).filter(({ from }) => from === 'bot');
      for (const { id } of old) connector.remove(key, id);
    }
    connector.sent.length = 0;
    connector.requests.length = 0;
  }

  /** Lets it end what is under way; what it has written can be read then. */
  async end(): Promise<void> {
    if (this.isAlive) await this.#asked.ask('close');
    await this.#child?.stop();
  }

  /** `keep` = the folder stays, for whoever looks into it. */
  async close(keep = false): Promise<void> {
    await this.#child?.stop();
    await this.teams.close();
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }

  get #asked(): Child {
    if (this.#child === undefined) throw new Error('the bot is not started');
    return this.#child;
  }
}
