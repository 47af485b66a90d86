import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  executeActivity,
  textActivity,
  type Envelope,
  type InboundActivity,
} from '../../bot/local/activities.ts';
import { localTenantId, type LocalPerson } from '../../bot/local/people.ts';
import type { Json } from '../../bot/local/wire.ts';
import { actionsOf, filledIn, type Inputs } from '../teams/card.ts';

/** How long a person waits before the run is given up, in milliseconds. */
const PATIENCE = 60_000;

const conversationOf = ({ key }: LocalPerson): string => `a:1${key}`;

/** A person with a chat of their own. */
export function benchPerson(index: number): LocalPerson {
  const digits = String(index).padStart(12, '0');
  return {
    key: `person${index}`,
    name: `Person ${index} (synthetic)`,
    id: `29:1BenchPerson${index}`,
    aadObjectId: `c0ffee00-0000-4000-8000-${digits}`,
    tenantId: localTenantId,
    locale: 'en-US',
    timezone: 'Europe/Warsaw',
  };
}

/**
 * The cheapest Teams that can carry load: takes every message and every edit, keeps none of them, and tells
 * whoever waits for one. Its own cost is another process's than the bot's.
 */
export class BenchTeams {
  /** The bot's calls so far. */
  calls = 0;
  /** The instant that everybody's clock shows, ISO; absent = time runs. */
  clock: string | undefined;
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #waiting = new Map<string, () => void>();
  /** By the conversation: who waits for a message in it. */
  readonly #hearing = new Map<string, (body: string, activityId: string) => void>();
  #listener: ((body: string) => void) | undefined;
  #lastId = 1_700_000_000_000;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<BenchTeams> {
    const server = createServer();
    const teams = new BenchTeams(server);
    server.on('request', (req, res) => {
      const listener = teams.#listener;
      const [, , , conversation = '', , last = ''] = (req.url ?? '').split('/');
      const id = req.method === 'PUT' ? last : teams.nextId();
      const hearing = req.method === 'PUT' ? undefined : teams.#hearing.get(decodeURIComponent(conversation));
      if (listener === undefined && hearing === undefined) req.resume();
      else {
        let heard = '';
        req.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
        req.once('end', () => {
          listener?.(heard);
          hearing?.(heard, id);
        });
      }
      req.once('end', () => {
        teams.calls += 1;
        const body = JSON.stringify({ id });
        res.writeHead(req.method === 'PUT' ? 200 : 201, {
          'content-type': 'application/json',
          'content-length': body.length,
        });
        res.end(body);
        if (req.method === 'PUT') teams.#waiting.get(id)?.();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return teams;
  }

  /** Types a message; gives the milliseconds until the bot's answer. */
  async say(botPort: string, person: LocalPerson, text: string): Promise<number> {
    const { ms } = await this.#post(botPort, textActivity(this.#envelope(person), text));
    return ms;
  }

  /** Types a message as {@link say}; gives what the bot sent into the chat, as JSON. */
  async hear(botPort: string, person: LocalPerson, text: string): Promise<string> {
    const heard: string[] = [];
    this.#listener = (body) => heard.push(body);
    try {
      await this.say(botPort, person, text);
    } finally {
      this.#listener = undefined;
    }
    return heard.join('\n');
  }

  /** Types a message as {@link say}; gives the card that the bot sent into the chat, and the activity that it stands in. */
  async ask(
    botPort: string,
    person: LocalPerson,
    text: string,
  ): Promise<{ readonly ms: number; readonly card: Json; readonly activityId: string }> {
    const conversation = conversationOf(person);
    const answered = this.#within<{ body: string; activityId: string }>(
      `"${text.slice(0, 40)}": there was no answer`,
      (resolve) => this.#hearing.set(conversation, (body, activityId) => resolve({ body, activityId })),
    );
    const [ms, { body, activityId }] = await Promise.all([
      this.say(botPort, person, text),
      answered.finally(() => this.#hearing.delete(conversation)),
    ]);
    const { attachments } = JSON.parse(body) as { attachments?: readonly { readonly content: Json }[] };
    const card = attachments?.[0]?.content;
    if (card === undefined) throw new Error(`no card answered "${text.slice(0, 40)}"`);
    return { ms, card, activityId };
  }

  /**
   * Presses a button of a card and waits for the answer, and until the card's activity is edited: a person
   * reads before pressing again. The milliseconds are those until the answer.
   */
  async press(
    botPort: string,
    person: LocalPerson,
    of: { readonly activityId: string; readonly verb: string; readonly data: Json },
  ): Promise<{ readonly ms: number; readonly card: Json }> {
    const { activityId, verb, data } = of;
    const edited = this.#within<undefined>(`${verb}: the card was not edited`, (resolve) =>
      this.#waiting.set(activityId, () => resolve(undefined)),
    ).finally(() => this.#waiting.delete(activityId));
    const activity = executeActivity(this.#envelope(person), activityId, { verb, data });
    const [{ ms, body }] = await Promise.all([this.#post(botPort, activity), edited]);
    const { value } = JSON.parse(body) as { value?: Json };
    return { ms, card: value ?? (JSON.parse(body) as Json) };
  }

  /** What `begin` is told, or after a while an error that says so. */
  #within<T>(late: string, begin: (resolve: (told: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(late)), PATIENCE);
      begin((told) => {
        clearTimeout(timer);
        resolve(told);
      });
    });
  }

  nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #envelope(person: LocalPerson): Envelope {
    const { port } = this.#server.address() as AddressInfo;
    return {
      person,
      locale: person.locale,
      conversationId: conversationOf(person),
      bot: { id: '28:local-bot', name: 'Planning Services' },
      serviceUrl: `http://127.0.0.1:${port}/`,
      id: this.nextId(),
      now: this.clock === undefined ? new Date() : new Date(this.clock),
      clock: this.clock,
    };
  }

  #post(port: string, activity: InboundActivity): Promise<{ readonly ms: number; readonly body: string }> {
    const text = JSON.stringify(activity);
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const req = request(
        {
          host: '127.0.0.1',
          port,
          path: '/api/messages',
          method: 'POST',
          agent: this.#agent,
          timeout: PATIENCE,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
        },
        (res) => {
          let body = '';
          res.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
          res.once('end', () => {
            if (res.statusCode !== undefined && res.statusCode < 300) {
              resolve({ ms: performance.now() - began, body });
            } else reject(new Error(`the bot answered ${res.statusCode}: ${body.slice(0, 200)}`));
          });
        },
      );
      req.once('timeout', () => req.destroy(new Error('the bot did not answer')));
      req.once('error', (error: NodeJS.ErrnoException) => {
        // The bot had closed what was kept open for it: it has not read this.
        if (req.reusedSocket && error.code === 'ECONNRESET') resolve(this.#post(port, activity));
        else reject(error);
      });
      req.end(text);
    });
  }
}

/** What a client sends for the button with this verb, the given inputs over those that the card holds. */
export function pressed(
  card: Json,
  verb: string,
  inputs: Inputs,
): { readonly verb: string; readonly data: Json } {
  const action = actionsOf(card).find((one) => one.verb === verb);
  if (action === undefined) throw new Error(`no ${verb} on ${JSON.stringify(card).slice(0, 300)}`);
  return { verb, data: filledIn(action, inputs) };
}
