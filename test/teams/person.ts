import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '../../bot/local/bot-client.ts';
import { LocalConnector, type ConnectorOptions, type Place } from '../../bot/local/connector.ts';
import { localPeople, type LocalPerson } from '../../bot/local/people.ts';
import { KEEP_ALIVE_MS, startLocalTeams } from '../../bot/local/local-teams.ts';
import { sendJson } from '../../bot/local/http.ts';
import type { PointedAt } from '../../bot/local/activities.ts';
import {
  CONSENT_TYPE,
  FILE_TYPE,
  type Attachment,
  type ChatEvent,
  type ChatEntry,
  type Json,
  type PressResult,
  type SendResult,
  type TaskResult,
} from '../../bot/local/wire.ts';
import {
  actionsOf,
  cardsOf,
  describeAction,
  filledIn,
  textsOf,
  type Inputs,
  type ShownAction,
  type ShownCard,
} from './card.ts';
import { TestChannel } from './channel.ts';

export type { Inputs, ShownCard } from './card.ts';

/** Options of a Teams for tests: those of the connector, with people by default. */
type TeamsOptions = Omit<ConnectorOptions, 'botUrl' | 'people'> & {
  readonly people?: readonly LocalPerson[];
  /** With the page, for a browser beside the test; it is at {@link Teams.serviceUrl}. */
  readonly page?: boolean;
};

/** What to press: the title or the verb of a button, or a test of it. */
export type Pressed = string | ((action: ShownAction) => boolean);

/** People wait for as long as a loaded machine takes. */
const DEADLINE_MS = 120_000;

/**
 * Starts a Teams, by default without a page, on a free loopback port, in front of the bot at `botUrl`. Every call waits for
 * the bot's answer, so what the bot sent within the turn is there when the call returns.
 */
export async function startTeams(botUrl: string, options: TeamsOptions = {}): Promise<Teams> {
  const { people = localPeople, deadline = DEADLINE_MS } = options;
  if (options.page === true) {
    const local = await startLocalTeams({ ...options, botUrl, people, deadline, port: 0, throttle: false });
    return new Teams(local.connector, () => local.close());
  }
  const connector = new LocalConnector({ ...options, botUrl, people, deadline });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const path = request.url ?? '/';
    const file = path.startsWith('/files/') ? connector.file(path.slice('/files/'.length)) : undefined;
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(file);
      return;
    }
    const answer = async (): Promise<void> => {
      if (await connector.handle(request, response)) return;
      sendJson(response, 404, { error: { code: 'NotFound', message: path } });
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  connector.serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return new Teams(connector, async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  });
}

/** A Teams with several people in it, driven by a test. */
export class Teams {
  readonly connector: LocalConnector;
  readonly channel: TestChannel;
  readonly #stop: () => Promise<void>;
  readonly #people = new Map<string, TestPerson>();

  constructor(connector: LocalConnector, stop: () => Promise<void>) {
    this.connector = connector;
    this.channel = new TestChannel(connector);
    this.#stop = stop;
    for (const person of connector.people) {
      this.#people.set(person.key, new TestPerson(connector, person));
    }
  }

  get serviceUrl(): string {
    return this.connector.serviceUrl;
  }

  /** A person by the key they have in the options, such as `anna`. */
  person(key: string): TestPerson {
    const person = this.#people.get(key);
    if (person === undefined)
      throw new Error(`nobody called ${key}; there are ${[...this.#people.keys()].join(', ')}`);
    return person;
  }

  /** Sets today for everybody, a day or an instant; undefined goes back to real time. */
  setClock(now: string | undefined): void {
    this.connector.setClock(now);
  }

  /** Stops answering the bot. */
  close(): Promise<void> {
    return this.#stop();
  }
}

/** A press or a message did not do what the person wanted; `result` is what Teams shows them. */
class NotDone extends Error {
  override readonly name = 'NotDone';
  readonly result: PressResult | SendResult;

  constructor(what: string, result: PressResult | SendResult) {
    super(`${what}: ${JSON.stringify(result)}`);
    this.result = result;
  }
}

/** One person with Teams open on their chat with the bot. */
export class TestPerson {
  readonly who: LocalPerson;
  readonly #connector: LocalConnector;
  /** Cards as the presser sees them; gone after a reload or an edit. */
  readonly #views = new Map<string, ShownCard>();
  #dialog: ShownCard | undefined;

  constructor(connector: LocalConnector, who: LocalPerson) {
    this.#connector = connector;
    this.who = who;
    connector.listen((person, event) => {
      if (person !== who.key) return;
      if (event.type === 'updated') this.#views.delete(event.entry.id);
      if (event.type === 'deleted') this.#views.delete(event.id);
    });
  }

  /** Adds the app. */
  async install(): Promise<void> {
    must('installing', await this.#connector.install(this.who.key));
  }

  /** Removes the app. */
  async uninstall(): Promise<void> {
    must('uninstalling', await this.#connector.uninstall(this.who.key));
  }

  /** Types a message. */
  async say(words: string): Promise<void> {
    must(`saying “${words.slice(0, 60)}”`, await this.#connector.say(this.who.key, words));
  }

  /** Pastes a text, with how it looked where it was copied from. */
  async paste(words: string, html?: string): Promise<void> {
    must(`pasting “${words.slice(0, 60)}”`, await this.#connector.say(this.who.key, words, html));
  }

  /** Puts a file into the chat. */
  async drop(name: string, content: string | Uint8Array): Promise<void> {
    await this.dropAll([[name, content]]);
  }

  /** Puts several files into the chat, in one message, with what is typed beside them. */
  async dropAll(
    files: readonly (readonly [name: string, content: string | Uint8Array])[],
    text = '',
  ): Promise<void> {
    const dropped = files.map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    }));
    const names = files.map(([name]) => name).join(', ');
    const ids = dropped.map((file) => this.#connector.keep(file));
    must(`dropping ${names}`, await this.#connector.drop(this.who.key, ids, text));
  }

  /** Accepts, or declines, the file that the bot offered last; `activityId`: another offer. */
  async answerOffer(isAccepted: boolean, activityId = this.offers().at(-1)?.id): Promise<PressResult> {
    if (activityId === undefined) throw new Error(`${this.who.key} is offered no file`);
    return this.#connector.consent(this.who.key, activityId, isAccepted);
  }

  /** The messages in which the bot offers a file. */
  offers(): readonly ChatEntry[] {
    return this.messages().filter((entry) => attachmentOf(entry, CONSENT_TYPE) !== undefined);
  }

  /** The files that the bot put into its places, as the chat shows them: names and bytes. */
  files(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
    return this.messages().flatMap((entry) => {
      const url = attachmentOf(entry, FILE_TYPE)?.contentUrl;
      const file = url && this.#connector.uploads.file(new URL(url).pathname.slice('/files/'.length));
      return file === undefined || file === '' ? [] : [file];
    });
  }

  /** The card of the dialog that is open; undefined without one. */
  get dialog(): ShownCard | undefined {
    return this.#dialog;
  }

  /** Uses the bot's command on a message, in a channel unless told; gives what Teams shows. */
  async pointAt(message: PointedAt, at: { command?: string; place?: Place } = {}): Promise<TaskResult> {
    return this.#shownInDialog(await this.#connector.openTask(this.who.key, message, at));
  }

  /** Presses a button in the dialog. */
  async pressInDialog(what: Pressed, inputs: Inputs = {}): Promise<TaskResult> {
    if (this.#dialog === undefined) throw new Error(`${this.who.key} has no dialog open`);
    const { action } = this.#find(what, this.#dialog);
    if (action.type !== 'Action.Submit')
      throw new Error(`${describeAction(action)} cannot be pressed in a dialog`);
    return this.submitInDialog(filledIn(action, inputs));
  }

  /** Submits any data in the dialog. */
  async submitInDialog(data: Json): Promise<TaskResult> {
    return this.#shownInDialog(await this.#connector.submitTask(this.who.key, data));
  }

  #shownInDialog(result: TaskResult): TaskResult {
    if (result.kind === 'dialog') this.#dialog = { activityId: 'dialog', card: result.card };
    else if (result.kind === 'text') this.#dialog = undefined;
    return result;
  }

  /**
   * Presses a button on the newest card that has it, or on `card`, and throws unless the bot's answer could be
   * shown. A person whose Teams is old presses the `Action.Submit` fallback.
   */
  async press(what: Pressed, inputs: Inputs = {}, card?: ShownCard): Promise<PressResult> {
    return must(`pressing ${nameOf(what)}`, await this.tryPress(what, inputs, card));
  }

  /** Presses as `press` does and returns what Teams shows, a failure too. */
  async tryPress(what: Pressed, inputs: Inputs = {}, card?: ShownCard): Promise<PressResult> {
    const { action, on } = this.#find(what, card);
    const data = filledIn(action, inputs);
    if (action.type === 'Action.Submit') return this.#connector.submit(this.who.key, on.activityId, data);
    if (action.type !== 'Action.Execute')
      throw new Error(`${describeAction(action)} asks nothing of the bot`);
    const { id, verb } = action;
    const result = await this.#connector.press(this.who.key, on.activityId, { id, verb, data });
    if (result.kind === 'card') {
      // An edit that came in between is newer than this answer.
      const base = this.messages().find((entry) => entry.id === on.activityId);
      if (base?.revision === result.revision) {
        this.#views.set(on.activityId, { activityId: on.activityId, card: result.card });
      }
    }
    return result;
  }

  /** Presses a button as an old Teams does, through its `Action.Submit` fallback. */
  async submit(what: Pressed, inputs: Inputs = {}, card?: ShownCard): Promise<PressResult> {
    const { action, on } = this.#find(what, card, true);
    if (action.type !== 'Action.Submit') throw new Error(`${describeAction(action)} asks nothing of the bot`);
    const data = filledIn(action, inputs);
    const result = await this.#connector.submit(this.who.key, on.activityId, data);
    return must(`submitting ${nameOf(what)}`, result);
  }

  /** Sends the latest activity of this person to the bot once more, as Teams does after a slow answer. */
  async redeliver(): Promise<Delivery> {
    const mine = this.#connector.sent.filter(
      ({ activity }) => (activity['from'] as Json)['id'] === this.who.id,
    );
    const last = mine.at(-1);
    if (last === undefined) throw new Error(`${this.who.key} has sent nothing`);
    return this.#connector.deliver(last.activity);
  }

  /** Forgets the immediate views: the chat shows the base activities, as on another device. */
  reload(): void {
    this.#views.clear();
  }

  setLocale(locale: string): void {
    this.#connector.setLocale(this.who.key, locale);
  }

  /** The messages of the chat, oldest first; their own too. */
  messages(): readonly ChatEntry[] {
    return this.#connector.state(this.who.key).entries;
  }

  /** The cards of the chat as they are shown now, oldest first. */
  cards(): ShownCard[] {
    return this.messages().flatMap((entry) => {
      const view = this.#views.get(entry.id);
      return view === undefined ? cardsOf(entry) : [view];
    });
  }

  /** The latest card that answers what was said last: a notice may come between, and answers nothing. */
  latestAnswer(): ShownCard | undefined {
    const messages = this.messages();
    const since = messages.slice(messages.findLastIndex(({ from }) => from === 'me') + 1);
    const answers = new Set(since.filter(({ activity }) => !isNotice(activity)).map(({ id }) => id));
    return this.cards().findLast(({ activityId }) => answers.has(activityId));
  }

  latestCard(): ShownCard {
    const card = this.cards().at(-1);
    if (card === undefined)
      throw new Error(`${this.who.key} sees no card; the messages are ${this.#describe()}`);
    return card;
  }

  /** All that a card says, in order; the latest unless one is given. */
  texts(card: ShownCard = this.latestCard()): string[] {
    return textsOf(card.card);
  }

  /** All that can be pressed on a card; the latest unless one is given. */
  actions(card: ShownCard = this.latestCard()): ShownAction[] {
    return actionsOf(card.card, this.who.executeAsSubmit);
  }

  /** Waits until something in the chat is so, for what the bot does after it answered. */
  async until(isSo: () => boolean, within = 60_000): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        silence();
        reject(new Error(`${this.who.key} waited in vain; the messages are ${this.#describe()}`));
      }, within);
      const silence = this.#connector.listen((_person: string, _event: ChatEvent) => {
        if (!isSo()) return;
        clearTimeout(timer);
        silence();
        resolve();
      });
    });
  }

  #find(
    what: Pressed,
    card: ShownCard | undefined,
    oldClient = this.who.executeAsSubmit,
  ): {
    action: ShownAction;
    on: ShownCard;
  } {
    const matches = (action: ShownAction): boolean =>
      typeof what === 'string'
        ? action.title === what || action.verb === what || action.data['verb'] === what
        : what(action);
    const candidates = card === undefined ? this.cards().toReversed() : [card];
    for (const on of candidates) {
      const [action, ...more] = actionsOf(on.card, oldClient).filter(matches);
      if (action === undefined) continue;
      if (more.length > 0) {
        const several = [action, ...more].map(describeAction).join('\n  ');
        throw new Error(`${nameOf(what)} could be several:\n  ${several}`);
      }
      if (!action.enabled) throw new Error(`${describeAction(action)} cannot be pressed`);
      return { action, on };
    }
    const offered = candidates.map(
      (on) =>
        `${textsOf(on.card)[0] ?? 'a card'}: ${actionsOf(on.card, oldClient).map(describeAction).join(', ')}`,
    );
    throw new Error(
      `${this.who.key} sees no ${nameOf(what)}; newest first, there are\n  ${offered.slice(0, 5).join('\n  ') || 'no cards'}`,
    );
  }

  #describe(): string {
    const lines = this.messages().map((entry: ChatEntry) => {
      const cards = cardsOf(entry).map((card) => `card “${textsOf(card.card).slice(0, 3).join(' · ')}”`);
      return `${entry.from}: ${[entry.activity.text, ...cards].filter(Boolean).join(' ')}`;
    });
    return lines.slice(-8).join('\n  ') || 'none';
  }
}

function attachmentOf({ activity }: ChatEntry, type: string): Attachment | undefined {
  return activity.attachments?.find(({ contentType }) => contentType === type);
}

function isNotice({ channelData }: ChatEntry['activity']): boolean {
  return JSON.stringify(channelData ?? {}).includes('"notification"');
}

function must<T extends PressResult | SendResult>(what: string, result: T): T {
  if (result.kind === 'failed' || result.kind === 'error') throw new NotDone(what, result);
  return result;
}

function nameOf(what: Pressed): string {
  return typeof what === 'string' ? `“${what}”` : 'such a button';
}
