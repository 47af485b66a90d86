import {
  StatusCodes,
  TeamsActivityHandler,
  TurnContext,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
} from 'botbuilder';
import type { Card } from '../cards/card.ts';
import { failureCard } from '../cards/failure.ts';
import type { Input, Press } from '../dialogs/turn.ts';
import { languageOf } from '../domain/people.ts';
import { cleanLine } from '../domain/plain-text.ts';
import { StoreFailure } from '../domain/ports.ts';
import type { Reference } from './adapter.ts';
import { inputOfInvoke, inputOfMessage } from './input.ts';
import { faultOf, type Log } from './log.ts';
import type { Outbox, Parcel } from './outbox.ts';
import type { Run, Sender, TurnRunner } from './turn-runner.ts';
import type { Turns } from './turns.ts';

/** A tenant that may use the bot, and who is its first admin. */
export interface Tenant {
  readonly tenantId: string;
  readonly adminObjectId: string;
}

export interface BotParts {
  readonly runner: TurnRunner;
  readonly outbox: Outbox;
  readonly turns: Turns;
  readonly tenants: readonly Tenant[];
  /** Where files may be fetched from. */
  readonly mode: 'local' | 'teams';
  readonly log: Log;
  /** Called with every activity before its turn; local mode takes its clock from it. */
  readonly onActivity?: (channelData: unknown) => void;
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const NOT_ALLOWED = 'application/vnd.microsoft.error';

/**
 * The Teams side of a turn: who sent what, one turn of a conversation after another, the card back in the
 * invoke's response at once and into the base activity after it.
 */
export class PlanningBot extends TeamsActivityHandler {
  readonly #parts: BotParts;

  constructor(parts: BotParts) {
    super();
    this.#parts = parts;
    this.onMessage(async (context, next) => {
      const sender = this.#sender(context);
      // Only for who is let in: a file is fetched here.
      const input =
        sender === undefined ? undefined : await inputOfMessage(context.activity, this.#parts.mode);
      if (input !== undefined && sender !== undefined) await this.#message(context, input, sender);
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      const sender = this.#sender(context);
      if (sender !== undefined) await this.#message(context, { kind: 'installed' }, sender);
      await next();
    });
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    value: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const sender = this.#sender(context);
    if (sender === undefined) {
      const error = { code: 'Forbidden', message: 'This tenant may not use the bot.' };
      return { statusCode: 403, type: NOT_ALLOWED, value: error };
    }
    const press = inputOfInvoke(value);
    const edits = context.activity.replyToId;
    const card = await this.#turn(context, press, sender, edits, (run, parcel) => {
      // The response is the presser's view only and does not last: the base card is edited after it.
      if (parcel !== undefined && !run.repeated) void this.#parts.outbox.deliver(parcel, run.row);
      return Promise.resolve();
    });
    return { statusCode: StatusCodes.OK, type: CARD, value: card };
  }

  async #message(context: TurnContext, input: Input, sender: Sender): Promise<void> {
    // A press that fell back to Submit edits the card it was on, as an invoke does.
    const edits = input.kind === 'press' ? context.activity.replyToId : undefined;
    await this.#turn(context, input, sender, edits, async (run, parcel) => {
      if (parcel !== undefined && !run.repeated) await this.#parts.outbox.deliver(parcel, run.row);
    });
  }

  /** Runs the turn and hands its card over; what goes wrong becomes a card that says so. */
  async #turn(
    context: TurnContext,
    input: Input,
    sender: Sender,
    edits: string | undefined,
    handOver: (run: Run, parcel: Parcel | undefined) => Promise<void>,
  ): Promise<Card> {
    const { runner, turns, log, onActivity } = this.#parts;
    const { activity } = context;
    onActivity?.(activity.channelData);
    const reference = TurnContext.getConversationReference(activity) as unknown as Reference;
    const parcelOf = (card: Card): Parcel => ({
      tenantId: sender.tenantId,
      reference,
      edits,
      card,
      key: `${activity.conversation.id}:${activity.id ?? crypto.randomUUID()}`,
    });
    const began = performance.now();
    try {
      return await turns.serialise(activity.conversation.id, async () => {
        const run = await runner.run(context, input, sender, (card) =>
          this.#parts.outbox.row(parcelOf(card)),
        );
        await handOver(run, parcelOf(run.card));
        log.debug({ event: 'turn', verb: verbOf(input), ms: performance.now() - began });
        return run.card;
      });
    } catch (error) {
      const reason = crypto.randomUUID().slice(0, 8);
      const certainty = error instanceof StoreFailure ? error.certainty : 'unchanged';
      log.error({ event: 'turn.failed', reason, verb: verbOf(input), ...faultOf(error) });
      const card = failureCard(
        { language: sender.language },
        { certainty, reference: reason, ...(input.kind === 'press' ? { again: againOf(input) } : {}) },
      );
      // An invoke is answered with the card; whoever sent a message is sent one, the pressed card stays to try again.
      const isAnswered = input.kind === 'press' && activity.type !== 'message';
      const parcel = isAnswered ? undefined : { ...parcelOf(card), edits: undefined };
      await handOver({ card, row: undefined, repeated: false }, parcel);
      return card;
    }
  }

  /** The person, from the signed activity alone; undefined for other channels, tenants and group chats. */
  #sender({ activity }: TurnContext): Sender | undefined {
    const { tenants, log } = this.#parts;
    const { from, conversation, channelData } = activity;
    const claimed = (channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id;
    const tenantId = conversation.tenantId ?? (typeof claimed === 'string' ? claimed : undefined);
    const tenant = tenants.find((one) => one.tenantId === tenantId);
    const id = from.aadObjectId;
    const isPersonal = (conversation.conversationType ?? 'personal') === 'personal';
    const agrees = claimed === undefined || claimed === tenantId;
    if (
      activity.channelId !== 'msteams' ||
      tenant === undefined ||
      id === undefined ||
      !isPersonal ||
      !agrees
    ) {
      log.warn({ event: 'turn.dropped', code: tenant === undefined ? 'tenant' : 'sender' });
      return undefined;
    }
    const isFirstAdmin = id === tenant.adminObjectId;
    return {
      tenantId: tenant.tenantId,
      id,
      name: cleanLine(from.name ?? '', 200),
      language: languageOf(activity.locale),
      timeZone: activity.localTimezone,
      isFirstAdmin,
    };
  }
}

function verbOf(input: Input): string {
  return input.kind === 'press' ? `${input.step}.${input.act}` : input.kind;
}

/** The same press once more: its command id makes sure that it cannot be done twice. */
function againOf({ step, act, id, version, commandId, arg, inputs }: Press) {
  return { verb: `${step}.${act}`, ref: { id, version, commandId, arg }, inputs };
}
