import {
  MessageFactory,
  StatusCodes,
  TeamsActivityHandler,
  type TurnContext,
  type Activity,
  type InvokeResponse,
} from 'botbuilder';
import type { Card } from '../../cards/kit/template.ts';
import { say } from '../../cards/kit/say.ts';
import { messageCard } from '../../cards/message.ts';
import type { Input } from '../../dialogs/turn.ts';
import { DEFAULT_LANGUAGE } from '../../domain/people/person.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import { CONSENT, consentOf } from '../files/consent.ts';
import type { Downloads } from '../files/downloads.ts';
import type { FileReaders } from '../files/dropped-file.ts';
import type { FileRunner } from '../takeout/file-runner.ts';
import type { AllowedTenant } from '../config.ts';
import type { MailDecoder } from '../mail/mail-decoder.ts';
import { faultOf, type Log } from '../log.ts';
import type { ConversationQueues } from '../turn/conversation-queues.ts';
import type { ProactiveNotifications } from '../turn/proactive-notifications.ts';
import { NOTHING_FOUND, type FoundInBox, type SharedVouchers } from '../turn/shared-vouchers.ts';
import type { TaskDialogs } from '../turn/task-dialogs.ts';
import type { TurnResponder } from '../turn/responder.ts';
import type { Sender, TurnRunner } from '../turn/runner.ts';
import { chatLink } from '../notify/chat-link.ts';
import type { AllowedTenants } from '../wake/allowed-tenants.ts';
import { goneBy, type Channels } from './channels.ts';
import { clientSettings } from './locale.ts';
import { inputOfInvoke, inputOfMessage } from './input.ts';
import { extensionBody, linkOf, searchOf } from './compose-extension.ts';
import { ANONYMOUS_LINK, EXTENSION_VALUES, LINK } from './extension-value.ts';
import { inputOfTask, taskBody } from './message-action.ts';
import { TASKS } from './task-value.ts';
import { DeliveryFailed } from './outcomes.ts';
import { channelOf, referenceOf } from './reference.ts';

interface BotParts {
  readonly responder: TurnResponder;
  readonly runner: TurnRunner;
  readonly queues: ConversationQueues;
  readonly channels: Channels;
  readonly taskDialogs: TaskDialogs;
  readonly shared: SharedVouchers;
  readonly tenants: Pick<AllowedTenants, 'find' | 'known'>;
  readonly downloads: Downloads;
  readonly decoder: Pick<MailDecoder, 'decode'>;
  readonly files: Pick<FileRunner, 'answered'>;
  readonly mode: 'local' | 'teams';
  readonly log: Log;
  /** Absent = nobody is sent a proactive message. */
  readonly notifications?: ProactiveNotifications | undefined;
  /** Told of everybody whose turn was answered; absent = nobody's addresses are asked for. */
  readonly addresses?: { seen(sender: Sender): void } | undefined;
  /** Called with every activity before its turn; local mode takes its clock from it. */
  readonly onActivity?: (channelData: unknown) => void;
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const REFUSED = 'application/vnd.microsoft.error';
/** What the invoke of an `Action.Execute` is called. */
const CARD_ACTION = 'adaptiveCard/action';

/**
 * The Bot Framework's activity handler: which tenant and person an activity is of, whether they are let in, and what
 * they want; the turn itself is the responder's.
 */
export class PlanningBot extends TeamsActivityHandler {
  readonly #parts: BotParts;
  constructor(parts: BotParts) {
    super();
    this.#parts = parts;
    this.onMessage(async (context, next) => {
      if (isInChannel(context)) {
        await this.#inChannel(context);
        return next();
      }
      if (isInGroup(context)) {
        await this.#inGroup(context);
        return next();
      }
      const sender = this.#sender(context);
      if (sender !== undefined) {
        const { downloads, decoder } = this.#parts;
        const readers: FileReaders = {
          fetch: (url, maxBytes) => downloads.fetch(sender.tenantId, url, maxBytes),
          decodeMail: (bytes) => decoder.decode(bytes, { originals: 'all' }),
        };
        await this.#message(context, inputOfMessage(context.activity, readers), sender);
      }
      return next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      const sender = this.#sender(context);
      const isNew = context.activity.action !== 'add-upgrade';
      // An upgrade is no welcome; what it says of the person is kept with their next message.
      if (sender !== undefined && isNew) await this.#message(context, { kind: 'installed' }, sender);
      await next();
    });
    this.onConversationUpdate(async (context, next) => {
      await this.#channelsGone(context);
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      if (isInChannel(context)) {
        await this.#channelsGone(context);
        return next();
      }
      const sender = this.#sender(context);
      if (sender !== undefined && context.activity.action === 'remove')
        await this.#parts.runner.left(sender.tenantId, sender.id);
      return next();
    });
  }

  /** Nobody is turned away before it is known who is allowed. Rejects where that cannot be read. */
  override async run(context: TurnContext): Promise<void> {
    const tenantId = tenantIdOf(context.activity);
    if (tenantId !== undefined) await this.#parts.tenants.known(tenantId);
    // The SDK looks into it without a look whether it is there.
    context.activity.channelData ??= {};
    await super.run(context);
  }

  /**
   * Cards are pressed, messages are recorded, vouchers are looked for and linked, files are accepted; nothing else is
   * invoked: the SDK's handlers of the others read values that nobody checked, and end in an error.
   */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { name = '' } = context.activity;
    if (name === CARD_ACTION) return this.#pressed(context);
    if (name === CONSENT) return this.#consent(context);
    if (EXTENSION_VALUES.has(name)) return this.#inBox(context, name);
    return TASKS.has(name) ? this.#task(context) : { status: StatusCodes.NOT_IMPLEMENTED };
  }

  /** Something is looked for or pasted in a compose box, anywhere in Teams. */
  async #inBox(context: TurnContext, name: string): Promise<InvokeResponse> {
    const { value } = context.activity;
    const answered = (found: FoundInBox): InvokeResponse => ({
      status: StatusCodes.OK,
      body: extensionBody(found),
    });
    if (name === ANONYMOUS_LINK) return answered(NOTHING_FOUND);
    const { shared } = this.#parts;
    if (name === LINK) {
      const link = linkOf(value);
      return answered(link === undefined ? NOTHING_FOUND : await shared.unfurl(this.#asking(context), link));
    }
    const searched = searchOf(value);
    if (searched === undefined) return { status: StatusCodes.BAD_REQUEST, body: { error: 'not_a_command' } };
    return answered(await shared.search(this.#asking(context), searched));
  }

  /** Who asks for vouchers outside of their own chat. Where it is, is not kept. */
  #asking(context: TurnContext): Parameters<SharedVouchers['search']>[0] {
    const { notifications, onActivity } = this.#parts;
    const { activity } = context;
    const found = this.#sender(context, 'anywhere');
    const { language } = clientSettings(activity);
    const bot = activity.recipient.id;
    if (found === undefined) return { sender: undefined, bot, language };
    onActivity?.(activity.channelData);
    notifications?.seen(found.tenantId);
    const { reference: _elsewhere, ...sender } = found;
    return { sender, bot, language };
  }

  /** What somebody answered to the offer of a file; only that it was taken is told at once. */
  async #consent(context: TurnContext): Promise<InvokeResponse> {
    const { files, mode, log, notifications, onActivity } = this.#parts;
    const { activity } = context;
    const sender = this.#sender(context);
    if (sender === undefined) return { status: 403 };
    onActivity?.(activity.channelData);
    notifications?.seen(sender.tenantId);
    try {
      await files.answered(sender, consentOf(activity.value, mode), {
        reference: referenceOf(activity),
        activityId: activity.replyToId,
        key: `consent/${activity.id ?? crypto.randomUUID()}`,
      });
      return { status: StatusCodes.OK };
    } catch (error) {
      // Teams says that it did not work, and the offer is there to be pressed again.
      log.warn({ event: 'file.unanswered', ...faultOf(error), tenantId: sender.tenantId });
      return { status: 503 };
    }
  }

  /** A command on a message, anywhere in Teams, and what is pressed in its dialog. */
  async #task(context: TurnContext): Promise<InvokeResponse> {
    const { taskDialogs, runner, notifications, onActivity } = this.#parts;
    const { activity } = context;
    const found = this.#sender(context, 'anywhere');
    if (found === undefined) {
      const language = clientSettings(activity).language ?? DEFAULT_LANGUAGE;
      const card = messageCard(
        { language },
        { title: 'task.tenantTitle', text: [say(language, 'task.tenantText')] },
      );
      return { status: StatusCodes.OK, body: taskBody(language, { kind: 'card', card }) };
    }
    const input = inputOfTask(activity.name ?? '', activity.value);
    if (input === undefined) return { status: StatusCodes.BAD_REQUEST, body: { error: 'not_a_command' } };
    onActivity?.(activity.channelData);
    notifications?.seen(found.tenantId);
    const { reference: _elsewhere, ...sender } = found;
    const answer = await taskDialogs.answer({
      activityId: activity.id ?? crypto.randomUUID(),
      input,
      sender,
      bot: activity.recipient.id,
    });
    return { status: StatusCodes.OK, body: taskBody(runner.languageOf(found), answer) };
  }

  /** A button of a card. The SDK's own way here reads the value once more, and copies it. */
  async #pressed(context: TurnContext): Promise<InvokeResponse> {
    const { value, replyToId } = context.activity;
    const answered = (statusCode: number, type: string, answer: object): InvokeResponse => ({
      status: statusCode,
      body: { statusCode, type, value: answer },
    });
    const press = inputOfInvoke(value);
    if (press === undefined) {
      const error = { code: 'NotSupported', message: 'Only Action.Execute is answered.' };
      return answered(StatusCodes.BAD_REQUEST, REFUSED, error);
    }
    // Its card may stand in any chat, and is answered for its viewer alone.
    if (press.verb === 'voucher.shared') {
      const card = await this.#parts.shared.show(this.#asking(context), press.id ?? '');
      return answered(StatusCodes.OK, CARD, card);
    }
    const sender = this.#sender(context);
    if (sender === undefined) {
      const error = { code: 'Forbidden', message: 'This tenant may not use the bot.' };
      return answered(403, REFUSED, error);
    }
    const card = await this.#respond(context, { ...press, on: replyToId }, sender, replyToId);
    return answered(StatusCodes.OK, CARD, card);
  }

  /** One line for what is typed in a team's channel, one after another of a channel. */
  async #inChannel(context: TurnContext): Promise<void> {
    const { queues, channels, notifications, onActivity } = this.#parts;
    const { activity } = context;
    const sender = this.#sender(context, 'channel');
    if (sender === undefined) return;
    onActivity?.(activity.channelData);
    notifications?.seen(sender.tenantId);
    await queues.serialise(channelOf(activity.conversation.id), async () => {
      const line = await channels.answer(activity, sender);
      await this.#write(context, line);
    });
  }

  /** A group chat is no place to work in: one line that leads to the own chat. */
  async #inGroup(context: TurnContext): Promise<void> {
    const { activity } = context;
    const sender = this.#sender(context, 'groupChat');
    if (sender === undefined) return;
    const language = sender.language ?? DEFAULT_LANGUAGE;
    const link = `[${say(language, 'link.chat')}](${chatLink(activity.recipient.id)})`;
    const line = say(language, 'shared.group', { link });
    await this.#write(context, line);
  }

  /** A line where several people read. The bot may just have been taken out of there, which is no failure of the turn. */
  async #write(context: TurnContext, line: string): Promise<void> {
    try {
      await context.sendActivity({ ...MessageFactory.text(line), textFormat: 'markdown' });
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      this.#parts.log.warn({ event: 'line.undelivered', outcome: error.outcome.kind });
    }
  }

  /** The bot was taken out of a team, or the channel is no more: who did it, it does not matter. */
  async #channelsGone({ activity }: TurnContext): Promise<void> {
    const gone = goneBy(activity);
    const tenant = gone === undefined ? undefined : this.#tenant(activity);
    if (gone !== undefined && tenant !== undefined) await this.#parts.channels.left(tenant.tenantId, gone);
  }

  async #message(context: TurnContext, input: Input, sender: Sender): Promise<void> {
    // A press that fell back to Submit edits the card it was on, as an invoke does; a shared card is a person's own.
    const isOurs = input.kind === 'press' && input.verb !== 'voucher.shared';
    const edits = isOurs ? context.activity.replyToId : undefined;
    await this.#respond(context, input.kind === 'press' ? { ...input, on: edits } : input, sender, edits);
  }

  async #respond(
    context: TurnContext,
    input: Input,
    sender: Sender,
    edits: string | undefined,
  ): Promise<Card> {
    const { responder, notifications, addresses, onActivity } = this.#parts;
    onActivity?.(context.activity.channelData);
    notifications?.seen(sender.tenantId);
    const card = await responder.respond(context, input, sender, edits);
    addresses?.seen(sender);
    return card;
  }

  /** The tenant that an activity is of, when it may use the bot. */
  #tenant(activity: Activity): AllowedTenant | undefined {
    const tenantId = tenantIdOf(activity);
    return tenantId === undefined ? undefined : this.#parts.tenants.find(tenantId);
  }

  /** The person, from the signed activity alone; undefined for other channels, tenants and places. */
  #sender(
    { activity }: TurnContext,
    where: 'personal' | 'groupChat' | 'channel' | 'anywhere' = 'personal',
  ): Sender | undefined {
    const { from } = activity;
    const tenant = this.#tenant(activity);
    const id = from.aadObjectId;
    const isThere = where === 'anywhere' || placeOf(activity) === where;
    if (tenant === undefined || id === undefined || !isThere) {
      this.#parts.log.warn({ event: 'turn.dropped', code: tenant === undefined ? 'tenant' : 'sender' });
      return undefined;
    }
    const isFirstAdmin = id === tenant.adminObjectId;
    return {
      tenantId: tenant.tenantId,
      id,
      name: cleanLine(from.name ?? '', 200),
      ...clientSettings(activity),
      reference: JSON.stringify(referenceOf(activity)),
      isFirstAdmin,
    };
  }
}

/** The tenant that an activity says it is of, twice the same; undefined for other channels. */
function tenantIdOf({ channelId, conversation, channelData }: Activity): string | undefined {
  const claimed = (channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id;
  const tenantId = conversation.tenantId ?? (typeof claimed === 'string' ? claimed : undefined);
  const isSure = channelId === 'msteams' && (claimed === undefined || claimed === tenantId);
  return isSure ? tenantId : undefined;
}

function isInChannel({ activity }: TurnContext): boolean {
  return placeOf(activity) === 'channel';
}

function isInGroup({ activity }: TurnContext): boolean {
  return placeOf(activity) === 'groupChat';
}

/** How the id of a chat of two people ends. */
const OF_TWO = '@unq.gbl.spaces';

/** Where an activity is from. A chat of two people calls itself personal too, and is nobody's chat with the bot. */
function placeOf({ conversation }: Activity): string {
  const said: string | undefined = conversation.conversationType;
  const place = said ?? 'personal';
  return place === 'personal' && conversation.id.endsWith(OF_TWO) ? 'groupChat' : place;
}
