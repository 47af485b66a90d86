import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import {
  asHtml,
  consentActivity,
  executeActivity,
  fileActivity,
  installationActivity,
  linkActivity,
  membersActivity,
  searchActivity,
  submitActivity,
  taskActivity,
  textActivity,
  type Envelope,
  type ExecuteAction,
  type InboundActivity,
  type PointedAt,
  type SearchCall,
  type TaskCall,
} from './activities.ts';
import { postActivity, sendResult, type Authorize, type Delivery, type SentActivity } from './bot-client.ts';
import { LocalChannel } from './channel.ts';
import { BodyTooLarge, parseJson, readBody, sendJson } from './http.ts';
import { LocalGroup } from './group.ts';
import { Journal, type JournalLine } from './journal.ts';
import type { LocalPerson } from './people.ts';
import { route } from './routes.ts';
import { TeamsError } from './teams-error.ts';
import { Uploads, type KeptFile } from './uploads.ts';
import {
  CARD_TYPE,
  CONSENT_TYPE,
  type ChatEvent,
  type ChatState,
  type ChatEntry,
  type Json,
  type GroupEntry,
  type PressResult,
  type SearchResult,
  type SendResult,
  type ShownActivity,
  type TaskResult,
} from './wire.ts';

const PERSON_WAITS_MS = 15_000;
const REQUEST_LIMIT = 512 * 1024;
const LOG_LENGTH = 10_000;

/** Sends allowed in one conversation: so many within so many milliseconds. */
const SEND_LIMITS = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;

/** A call of the bot on the connector. */
export interface ConnectorRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** The status it was answered with; absent while under way and after a reset. */
  status?: number;
}

/** How a call of the bot on the connector goes wrong. */
export interface Fault {
  readonly delay?: number;
  /** Waits for this first. */
  readonly held?: Promise<void>;
  /** Answer with this status instead. */
  readonly status?: number;
  readonly code?: string;
  /** Answer with this page in place of an error that has a code, as a proxy before Teams does. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cut the connection instead of answering. */
  readonly reset?: boolean;
  /** Do what was asked first: the bot cannot know that it was done. */
  readonly afterwards?: boolean;
}

/** Where the connector says what came and went; pino's loggers fit. */
export interface ConnectorLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface ConnectorOptions {
  /** Where the bot listens; activities go to `/api/messages` there. */
  readonly botUrl: string;
  readonly people: readonly LocalPerson[];
  readonly bot?: { readonly id: string; readonly name: string };
  /** A folder that keeps the conversations over a restart; without it they live in memory only. */
  readonly dataDir?: string;
  /** How long a person waits for the bot, in milliseconds. */
  readonly deadline?: number;
  /** Whether the limits of Teams on sends per conversation hold. */
  readonly throttle?: boolean;
  /** Headers for an activity on its way to the bot, such as a signed token. */
  readonly authorize?: Authorize;
  readonly faults?: Faults;
  readonly log?: ConnectorLog;
}

/** Decides which calls of the bot go wrong. */
export type Faults = (request: ConnectorRequest) => Fault | undefined;

/** Where the message is that a command was used on. */
export type Place = 'myChat' | 'otherChat' | 'group' | 'channel';

interface Conversation {
  readonly id: string;
  readonly person: LocalPerson;
  locale: string;
  installed: boolean;
  readonly entries: Map<string, ChatEntry>;
  /** When the bot sent, for the limits. */
  sends: number[];
}

const invokeResponse = z.object({ statusCode: z.int(), type: z.string(), value: z.unknown().optional() });
const jsonObject = z.record(z.string(), z.unknown());
const taskResponse = z.object({
  task: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('continue'),
      value: z.object({
        title: z.string(),
        card: z.object({ contentType: z.literal(CARD_TYPE), content: jsonObject }),
      }),
    }),
    z.object({ type: z.literal('message'), value: z.string() }),
  ]),
});
const extensionResponse = z.object({
  composeExtension: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('result'),
      attachmentLayout: z.literal('list'),
      attachments: z.array(
        z.object({
          contentType: z.literal(CARD_TYPE),
          content: jsonObject,
          preview: z.object({
            contentType: z.literal('application/vnd.microsoft.card.thumbnail'),
            content: z.object({ title: z.string(), text: z.string() }),
          }),
        }),
      ),
    }),
    z.object({ type: z.literal('message'), text: z.string() }),
  ]),
});
const refreshSchema = z.looseObject({
  refresh: z.object({ action: z.looseObject({ verb: z.string(), data: jsonObject }) }),
});
const errorValue = z.object({ message: z.string() });
const offerContent = z.looseObject({
  acceptContext: z.unknown().optional(),
  declineContext: z.unknown().optional(),
});

function conversationIdOf(person: LocalPerson): string {
  const digest = createHash('sha256').update(`${person.tenantId}/${person.aadObjectId}`).digest('base64url');
  return `a:1${digest}`;
}

/**
 * Microsoft Teams and its Bot Connector as far as a bot can see them: the people, their personal chats with
 * the bot, one channel of a team, and the routes on which the bot answers. It reaches the bot over HTTP alone and needs a server
 * that hands it requests: see `handle`.
 */
export class LocalConnector {
  /** Where the bot finds the connector's routes; the server that mounts them sets it. */
  serviceUrl = '';
  authorize: Authorize | undefined;
  faults: Faults | undefined;
  /** The bot's calls, oldest first; the last ten thousand. */
  readonly requests: ConnectorRequest[] = [];
  /** What was sent to the bot, oldest first; the last ten thousand. */
  readonly sent: SentActivity[] = [];
  readonly bot: { readonly id: string; readonly name: string };
  readonly channel: LocalChannel;
  readonly group = new LocalGroup();

  readonly #messagesUrl: string;
  readonly #deadline: number;
  readonly #throttle: boolean;
  readonly #log: ConnectorLog | undefined;
  readonly #journal: Journal | undefined;
  readonly #conversations = new Map<string, Conversation>();
  readonly uploads: Uploads;
  /** The command whose dialog somebody has open, and the message that it is about. */
  readonly #tasks = new Map<
    string,
    { readonly command: string; readonly message: PointedAt; readonly place: Place }
  >();
  readonly #listeners = new Set<(person: string, event: ChatEvent) => void>();
  #clock: string | undefined;
  #lastId = 0;

  constructor(options: ConnectorOptions) {
    this.#messagesUrl = new URL('/api/messages', options.botUrl).href;
    this.bot = options.bot ?? { id: '28:local-bot', name: 'Planning Services' };
    this.#deadline = options.deadline ?? PERSON_WAITS_MS;
    this.#throttle = options.throttle ?? false;
    this.#log = options.log;
    this.authorize = options.authorize;
    this.faults = options.faults;
    this.uploads = new Uploads(options.dataDir);
    for (const person of options.people) {
      this.#conversations.set(person.key, {
        id: conversationIdOf(person),
        person,
        locale: person.locale,
        installed: false,
        entries: new Map(),
        sends: [],
      });
    }
    this.channel = new LocalChannel({
      envelope: (person, conversationId, team) => ({
        ...this.#envelope(this.#of(person)),
        conversationId,
        team,
      }),
      deliver: (activity) => this.deliver(activity),
      nextId: () => this.#nextId(),
    });
    if (options.dataDir !== undefined) {
      this.#journal = new Journal(options.dataDir);
      this.#restore(this.#journal);
    }
  }

  /** The people who use this Teams. */
  get people(): readonly LocalPerson[] {
    return [...this.#conversations.values()].map((conversation) => conversation.person);
  }

  /** Today's clock as set on the page, an instant; undefined means real time. */
  get clock(): string | undefined {
    return this.#clock;
  }

  /** One person's chat as it is drawn after a reload: the base activities, without immediate views. */
  state(person: string): ChatState {
    const conversation = this.#of(person);
    return present({
      person: { key: person, name: conversation.person.name, locale: conversation.locale },
      people: this.people.map(({ key, name }) => ({ key, name })),
      botName: this.bot.name,
      installed: conversation.installed,
      executeAsSubmit: conversation.person.executeAsSubmit === true,
      clock: this.#clock,
      entries: [...conversation.entries.values()],
    });
  }

  /** The id of a person's chat with the bot. */
  conversationId(person: string): string {
    return this.#of(person).id;
  }

  /** Tells what happens in any chat, until the returned function is called. */
  listen(listener: (person: string, event: ChatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Adds the app for a person, as from the store of Teams. */
  async install(person: string): Promise<SendResult> {
    const conversation = this.#of(person);
    conversation.installed = true;
    this.#settingsChanged(conversation);
    const [installed] = await Promise.all([
      this.deliver(installationActivity(this.#envelope(conversation), 'add')),
      this.deliver(membersActivity(this.#envelope(conversation), 'membersAdded')),
    ]);
    const result = sendResult(installed);
    if (result.kind === 'failed') {
      conversation.installed = false;
      this.#settingsChanged(conversation);
    }
    return result;
  }

  /** Removes the app for a person: the bot can no longer write to them. */
  async uninstall(person: string): Promise<SendResult> {
    const conversation = this.#of(person);
    conversation.installed = false;
    this.#settingsChanged(conversation);
    const [removed] = await Promise.all([
      this.deliver(installationActivity(this.#envelope(conversation), 'remove')),
      this.deliver(membersActivity(this.#envelope(conversation), 'membersRemoved')),
    ]);
    return sendResult(removed);
  }

  /** Sends what a person typed or pasted; `html` is how it looked where it was copied from. */
  async say(person: string, text: string, html?: string): Promise<SendResult> {
    const conversation = this.#of(person);
    const activity = textActivity(this.#envelope(conversation), text, html);
    const shown = present({ type: 'message', text, textFormat: 'plain', html });
    return this.#sayActivity(conversation, activity, shown);
  }

  /** Keeps a file as a person's OneDrive does, for a message that brings it; gives its id. */
  keep(file: KeptFile): string {
    return this.uploads.keep(file);
  }

  /** Sends files that were kept, all in one message, with what is typed beside them. */
  async drop(person: string, fileIds: readonly string[], text = ''): Promise<SendResult> {
    const conversation = this.#of(person);
    const files = fileIds.map((fileId) => {
      const file = this.uploads.file(fileId);
      if (file === undefined) throw new Error(`there is no file ${fileId}`);
      return { name: file.name, downloadUrl: new URL(`/files/${fileId}`, this.serviceUrl).href };
    });
    return this.#sayActivity(conversation, fileActivity(this.#envelope(conversation), files, text), {
      type: 'message',
      ...(text === '' ? {} : { text, textFormat: 'plain' }),
      attachments: files.map(({ name }) => ({ contentType: 'application/octet-stream', name })),
    });
  }

  /** A file that was put into a chat not long ago. */
  file(fileId: string): Uint8Array | undefined {
    return this.uploads.file(fileId)?.bytes;
  }

  /** Accepts or declines a file that the bot offers; when it is accepted the bot gets the address of a place for it. */
  async consent(person: string, activityId: string, isAccepted: boolean): Promise<PressResult> {
    const conversation = this.#of(person);
    this.#mustShow(conversation, activityId);
    const offer = conversation.entries
      .get(activityId)
      ?.activity.attachments?.find(({ contentType }) => contentType === CONSENT_TYPE);
    const content = offerContent.safeParse(offer?.content);
    if (offer === undefined || !content.success) throw new Error(`${activityId} offers no file`);
    const { acceptContext, declineContext } = content.data;
    const delivery = await this.deliver(
      consentActivity(this.#envelope(conversation), activityId, {
        context: isAccepted ? acceptContext : declineContext,
        uploadInfo: isAccepted ? this.uploads.open(offer.name ?? 'file', this.serviceUrl) : undefined,
      }),
    );
    if (delivery.kind === 'no answer') return { kind: 'failed', message: delivery.reason };
    if (delivery.status < 300) return { kind: 'accepted' };
    return { kind: 'error', message: 'Something went wrong. Please try again.', status: delivery.status };
  }

  /** Presses an `Action.Execute` of the card in `activityId`, its inputs merged into `action.data`. */
  async press(person: string, activityId: string, action: ExecuteAction): Promise<PressResult> {
    const conversation = this.#of(person);
    this.#mustShow(conversation, activityId);
    const delivery = await this.deliver(executeActivity(this.#envelope(conversation), activityId, action));
    return pressResult(delivery, activityId, conversation.entries.get(activityId)?.revision ?? 0);
  }

  /** Looks for something with the app's search, at a compose box somewhere in Teams. */
  async search(
    person: string,
    typed: string,
    { place = 'group', command = 'find', ...page }: { place?: Place } & Partial<SearchCall> = {},
  ): Promise<SearchResult> {
    const from = this.#elsewhere(this.#of(person), place);
    return searchResult(await this.deliver(searchActivity(from, { ...page, command, typed })));
  }

  /** Pastes a link into a compose box; `anonymous`: as somebody who does not have the app. */
  async unfurl(
    person: string,
    url: string,
    { place = 'group', anonymous = false }: { place?: Place; anonymous?: boolean } = {},
  ): Promise<SearchResult> {
    const from = this.#elsewhere(this.#of(person), place);
    return searchResult(await this.deliver(linkActivity(from, url, anonymous)));
  }

  /** Writes in the group chat. A link of the app's own becomes its card, as in Teams before it is sent. */
  async sayInGroup(person: string, text: string): Promise<GroupEntry> {
    const link = text.split(/\s+/u).find((word) => this.#isTheBots(word));
    const unfurled = link === undefined ? undefined : await this.unfurl(person, link);
    return this.putInGroup(person, {
      text,
      card: unfurled?.kind === 'list' ? unfurled.found[0]?.card : undefined,
    });
  }

  /** Puts a message with a card of the app into the group chat. */
  putInGroup(
    person: string,
    said: { readonly text?: string | undefined; readonly card?: Json | undefined },
  ): GroupEntry {
    const { name } = this.#of(person).person;
    const entry: GroupEntry = { id: this.#nextId(), from: person, name, ...present(said) };
    this.group.put(entry);
    return entry;
  }

  /** Presses an `Action.Execute` of a card in the group chat; without one the client asks by itself, as the card says. */
  async pressInGroup(person: string, id: string, action?: ExecuteAction): Promise<PressResult> {
    const card = this.group.cardOf(id);
    const asked = action ?? refreshSchema.parse(card).refresh.action;
    const from = this.#elsewhere(this.#of(person), 'group');
    const trigger = action === undefined ? 'automatic' : 'manual';
    return pressResult(await this.deliver(executeActivity(from, id, asked, trigger)), id, 0);
  }

  /** Whether it is a link to where the bot listens: its own domain. */
  #isTheBots(word: string): boolean {
    return URL.canParse(word) && new URL(word).origin === new URL(this.#messagesUrl).origin;
  }

  /** Presses an `Action.Submit`, or the fallback of an `Action.Execute`, its inputs merged into `data`. */
  async submit(person: string, activityId: string, data: Json): Promise<PressResult> {
    const conversation = this.#of(person);
    this.#mustShow(conversation, activityId);
    const delivery = await this.deliver(submitActivity(this.#envelope(conversation), activityId, data));
    if (delivery.kind === 'no answer') return { kind: 'failed', message: delivery.reason };
    if (delivery.status < 300) return { kind: 'accepted' };
    return { kind: 'error', message: 'Something went wrong. Please try again.', status: delivery.status };
  }

  /** Uses the app's command on a message of the person's own chat. */
  openTaskOn(person: string, entryId: string): Promise<TaskResult> {
    const conversation = this.#of(person);
    this.#mustShow(conversation, entryId);
    const { from, activity } = conversation.entries.get(entryId)!;
    const attachments = (activity.attachments ?? []).map(({ contentType }, nth) => ({
      id: String(nth),
      contentType,
    }));
    const places = attachments.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
    const html = activity.html ?? (activity.text ? asHtml(activity.text) : '');
    const { aadObjectId: id, name } = conversation.person;
    const message = present({
      id: entryId,
      html: `<div>${html}${places}</div>`,
      attachments,
      from: from === 'me' ? { id, name } : undefined,
    });
    return this.openTask(person, message, { place: 'myChat' });
  }

  /** Uses the app's command on a message somewhere in Teams: opens its dialog. The one before is closed. */
  openTask(
    person: string,
    message: PointedAt,
    { command = 'recordVoucher', place = 'channel' }: { command?: string; place?: Place } = {},
  ): Promise<TaskResult> {
    const conversation = this.#of(person);
    const from = this.#elsewhere(conversation, place);
    const open = { command, message: { ...message, id: message.id ?? from.id }, place };
    this.#tasks.set(person, open);
    return this.#task(person, from, { ...open, name: 'composeExtension/fetchTask' });
  }

  /** Presses an `Action.Submit` of the card in the person's open dialog, its inputs merged into `data`. */
  submitTask(person: string, data: Json): Promise<TaskResult> {
    const conversation = this.#of(person);
    const open = this.#tasks.get(person);
    if (open === undefined) throw new Error(`${person} has no dialog open`);
    const from = this.#elsewhere(conversation, open.place);
    return this.#task(person, from, { ...open, name: 'composeExtension/submitAction', data });
  }

  async #task(person: string, from: Envelope, call: TaskCall): Promise<TaskResult> {
    const delivery = await this.deliver(taskActivity(from, call));
    if (delivery.kind === 'no answer') return { kind: 'failed', message: delivery.reason };
    const answer = taskResponse.safeParse(delivery.body);
    if (delivery.status >= 300 || !answer.success)
      return { kind: 'error', message: 'Unable to reach app. Please try again.', status: delivery.status };
    const { task } = answer.data;
    if (task.type === 'continue')
      return { kind: 'dialog', title: task.value.title, card: task.value.card.content };
    this.#tasks.delete(person);
    return { kind: 'text', text: task.value };
  }

  #elsewhere(conversation: Conversation, place: Place): Envelope {
    const here = this.#envelope(conversation);
    if (place === 'myChat') return here;
    if (place === 'otherChat') return { ...here, conversationId: '19:synthetic-two@unq.gbl.spaces' };
    if (place === 'group') return { ...here, conversationId: this.group.id, isGroup: true };
    const { id, team } = this.channel;
    return { ...here, conversationId: `${id};messageid=${here.id}`, team: { team, channel: id } };
  }

  /** Switches the language of a person's Teams; the bot learns of it with the next activity. */
  setLocale(person: string, locale: string): void {
    const conversation = this.#of(person);
    conversation.locale = locale;
    this.#settingsChanged(conversation);
  }

  /** Sets today's clock for everybody, from a day or an instant; undefined goes back to real time. */
  setClock(now: string | undefined): void {
    // Noon, so that a day is the same day in every time zone of the people.
    this.#clock =
      now === undefined ? undefined : new Date(now.includes('T') ? now : `${now}T12:00:00Z`).toISOString();
    this.#journal?.append({ kind: 'clock', now: this.#clock });
    for (const person of this.#conversations.keys()) this.#tell(person, { type: 'settings' });
  }

  /** Posts an activity to the bot; the same one twice is what Teams does after a slow answer. */
  async deliver(activity: InboundActivity): Promise<Delivery> {
    const sent: SentActivity = { activity };
    remember(this.sent, sent);
    sent.delivery = await postActivity(this.#messagesUrl, activity, {
      deadlineMs: this.#deadline,
      authorize: this.authorize,
    });
    const { type, id } = activity;
    if (sent.delivery.kind === 'no answer') {
      this.#log?.warn({ type, id, reason: sent.delivery.reason }, 'the bot did not answer');
    } else {
      this.#log?.info({ type, id, status: sent.delivery.status }, 'activity delivered');
    }
    return sent.delivery;
  }

  /** Answers a request on the connector's routes; false when it is for another route. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    if (await this.uploads.handle(request, response, path)) return true;
    if (!path.startsWith('/v3/')) return false;
    const method = request.method ?? 'GET';
    let call: ConnectorRequest | undefined;
    try {
      const text = (await readBody(request, REQUEST_LIMIT)).toString('utf8');
      const body = parseJson(text);
      call = { method, path, headers: request.headers, body };
      remember(this.requests, call);
      if (text !== '' && body === undefined) throw new TeamsError(400, 'BadSyntax', 'The body is not JSON');

      const fault = this.faults?.(call);
      if (fault?.delay !== undefined) await sleep(fault.delay);
      await fault?.held;
      const done = fault?.afterwards === true ? route(this, method, path, body) : undefined;
      if (fault?.reset === true) {
        request.socket.destroy();
        return true;
      }
      if (fault?.status !== undefined && fault.html !== undefined) {
        call.status = fault.status;
        response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers });
        response.end(fault.html);
        return true;
      }
      if (fault?.status !== undefined) {
        const code = fault.code ?? 'ServiceError';
        throw new TeamsError(fault.status, code, `Fault ${fault.status}`, fault.headers);
      }
      const answer = done ?? route(this, method, path, body);
      call.status = answer.status;
      sendJson(response, answer.status, answer.body);
    } catch (error) {
      const known =
        error instanceof BodyTooLarge
          ? new TeamsError(413, 'MessageSizeTooBig', 'Message size too large')
          : error;
      if (!(known instanceof TeamsError)) throw error;
      if (call !== undefined) call.status = known.status;
      this.#log?.warn({ method, path, status: known.status, code: known.code }, 'the connector refused');
      const { code, message } = known;
      sendJson(response, known.status, { error: { code, message } }, known.headers);
    }
    return true;
  }

  /** The person whose chat has this id, if there is one. */
  personIn(conversationId: string): LocalPerson | undefined {
    return [...this.#conversations.values()].find(({ id }) => id === conversationId)?.person;
  }

  /** Takes a message of the bot into a person's chat and returns its id. */
  receive(person: string, activity: ShownActivity): string {
    const conversation = this.#of(person);
    this.#mustBeInstalled(conversation);
    this.#mustNotThrottle(conversation);
    const id = this.#nextId();
    if (activity.type === 'typing') this.#tell(person, { type: 'typing' });
    else this.#put(conversation, { id, from: 'bot', at: rightNow(), revision: 0, activity });
    return id;
  }

  /** Puts an edited message of the bot in place of an earlier one. */
  edit(person: string, activityId: string, activity: ShownActivity): void {
    const conversation = this.#of(person);
    this.#mustBeInstalled(conversation);
    const old = this.#mustBeTheBots(conversation, activityId);
    this.#put(conversation, { ...old, revision: old.revision + 1, activity });
  }

  /** Takes a message of the bot back. */
  remove(person: string, activityId: string): void {
    const conversation = this.#of(person);
    this.#mustBeInstalled(conversation);
    this.#mustBeTheBots(conversation, activityId);
    conversation.entries.delete(activityId);
    this.#journal?.append({ kind: 'deleted', person, id: activityId });
    this.#tell(person, { type: 'deleted', id: activityId });
  }

  /** Finds the chat that the bot may write to; Teams has none before the app is installed. */
  openConversation(personOrAadId: string): string {
    const conversation = [...this.#conversations.values()].find(
      ({ person }) => person.id === personOrAadId || person.aadObjectId === personOrAadId,
    );
    if (conversation === undefined) throw new TeamsError(404, 'NotFound', 'The person is not known');
    this.#mustBeInstalled(conversation);
    return conversation.id;
  }

  #of(person: string): Conversation {
    const conversation = this.#conversations.get(person);
    if (conversation !== undefined) return conversation;
    throw new Error(`nobody called ${person}; there are ${[...this.#conversations.keys()].join(', ')}`);
  }

  #mustBeInstalled(conversation: Conversation): void {
    if (conversation.installed) return;
    throw new TeamsError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster');
  }

  #mustNotThrottle(conversation: Conversation): void {
    if (!this.#throttle) return;
    const time = Date.now();
    conversation.sends = conversation.sends.filter((sent) => time - sent < 3_600_000);
    for (const [most, within] of SEND_LIMITS) {
      if (conversation.sends.filter((sent) => time - sent < within).length >= most) {
        throw new TeamsError(429, 'Throttled', 'Too many requests');
      }
    }
    conversation.sends.push(time);
  }

  #mustBeTheBots(conversation: Conversation, activityId: string): ChatEntry {
    const entry = conversation.entries.get(activityId);
    if (entry === undefined) {
      throw new TeamsError(404, 'ActivityNotFoundInConversation', 'The activity was not found');
    }
    if (entry.from !== 'bot') throw new TeamsError(403, 'Forbidden', 'The message is not the bot’s');
    return entry;
  }

  #mustShow(conversation: Conversation, activityId: string): void {
    if (conversation.entries.has(activityId)) return;
    throw new Error(`there is no activity ${activityId} in the chat of ${conversation.person.key}`);
  }

  #envelope(conversation: Conversation): Envelope {
    return {
      person: conversation.person,
      locale: conversation.locale,
      conversationId: conversation.id,
      bot: this.bot,
      serviceUrl: this.serviceUrl,
      id: this.#nextId(),
      now: new Date(),
      clock: this.#clock,
    };
  }

  /** Ids look like Teams' own: milliseconds, each used once. */
  #nextId(): string {
    this.#lastId = Math.max(Date.now(), this.#lastId + 1);
    return String(this.#lastId);
  }

  async #sayActivity(
    conversation: Conversation,
    activity: InboundActivity,
    shown: ShownActivity,
  ): Promise<SendResult> {
    const entry: ChatEntry = { id: activity.id, from: 'me', at: rightNow(), revision: 0, activity: shown };
    this.#put(conversation, entry);
    const result = sendResult(await this.deliver(activity));
    if (result.kind === 'failed') this.#put(conversation, { ...entry, revision: 1, failed: result.message });
    return result;
  }

  #put(conversation: Conversation, entry: ChatEntry): void {
    const person = conversation.person.key;
    const type = conversation.entries.has(entry.id) ? 'updated' : 'entry';
    conversation.entries.set(entry.id, entry);
    this.#journal?.append({ kind: 'entry', person, entry });
    this.#tell(person, { type, entry });
  }

  #settingsChanged(conversation: Conversation): void {
    this.#journal?.append(personLine(conversation));
    this.#tell(conversation.person.key, { type: 'settings' });
  }

  #tell(person: string, event: ChatEvent): void {
    for (const listener of this.#listeners) listener(person, event);
  }

  #restore(journal: Journal): void {
    for (const line of journal.read()) {
      if (line.kind === 'clock') {
        this.#clock = line.now;
        continue;
      }
      const conversation = this.#conversations.get(line.person);
      if (conversation === undefined) continue;
      if (line.kind === 'person') {
        conversation.installed = line.installed;
        conversation.locale = line.locale;
      } else if (line.kind === 'deleted') {
        conversation.entries.delete(line.id);
      } else {
        conversation.entries.set(line.entry.id, line.entry);
        this.#lastId = Math.max(this.#lastId, Number(line.entry.id));
      }
    }
    const kept: JournalLine[] = [{ kind: 'clock', now: this.#clock }];
    for (const conversation of this.#conversations.values()) {
      kept.push(personLine(conversation));
      for (const entry of conversation.entries.values()) {
        kept.push({ kind: 'entry', person: conversation.person.key, entry });
      }
    }
    journal.rewrite(kept);
  }
}

/** What the presser sees. */
function pressResult(delivery: Delivery, activityId: string, revision: number): PressResult {
  if (delivery.kind === 'no answer') return { kind: 'failed', message: delivery.reason };
  const answer = invokeResponse.safeParse(delivery.body);
  if (delivery.status >= 300 || !answer.success) {
    return { kind: 'error', message: 'Something went wrong. Please try again.', status: delivery.status };
  }
  const { statusCode, type, value } = answer.data;
  if (type === CARD_TYPE && statusCode === 200) {
    const card = jsonObject.safeParse(value);
    if (card.success) return { kind: 'card', activityId, card: card.data, revision };
  }
  if (type === 'application/vnd.microsoft.activity.message' && statusCode === 200) {
    return { kind: 'text', text: typeof value === 'string' ? value : '' };
  }
  const told = errorValue.safeParse(value);
  return {
    kind: 'error',
    message: told.success ? told.data.message : 'Unable to reach app. Please try again.',
    status: statusCode,
  };
}

/** What stands above a compose box. */
function searchResult(delivery: Delivery): SearchResult {
  if (delivery.kind === 'no answer') return { kind: 'failed', message: delivery.reason };
  const answer = extensionResponse.safeParse(delivery.body);
  if (delivery.status >= 300 || !answer.success)
    return { kind: 'error', message: 'Unable to reach app. Please try again.', status: delivery.status };
  const { composeExtension: shown } = answer.data;
  if (shown.type === 'message') return { kind: 'text', text: shown.text };
  return {
    kind: 'list',
    found: shown.attachments.map(({ content: card, preview: { content } }) => ({ ...content, card })),
  };
}

function personLine({ person, installed, locale }: Conversation): JournalLine {
  return { kind: 'person', person: person.key, installed, locale };
}

function remember<T>(log: T[], item: T): void {
  log.push(item);
  if (log.length > LOG_LENGTH) log.shift();
}

function rightNow(): string {
  return new Date().toISOString();
}
