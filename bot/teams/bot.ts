import {
  MessageFactory,
  StatusCodes,
  TeamsActivityHandler,
  TurnContext,
  type Activity,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
} from 'botbuilder';
import type { Card } from '../../cards/kit/template.ts';
import { failureCard } from '../../cards/failure.ts';
import { workingCard } from '../../cards/working.ts';
import type { Input, Press } from '../../dialogs/turn.ts';
import { languageOf } from '../../domain/people/person.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import type { NoticeDocument } from '../../domain/store/documents.ts';
import { StoreFailure, type Etag, type Stored, type Write } from '../../domain/store/ports.ts';
import type { DeliveryOutcome, Reference } from './adapter.ts';
import { Answers } from '../turn/answers.ts';
import { channelOf, goneBy, type Channels } from './channels.ts';
import { inputOfInvoke, inputOfMessage } from './input.ts';
import { faultOf, type Log } from '../log.ts';
import type { Outbox, Parcel } from '../turn/outbox.ts';
import { Settlements } from '../turn/settlements.ts';
import { Uncertain, type Sender, type TurnRunner, type UnknownEnd } from '../turn/runner.ts';
import type { Turns } from '../turn/turns.ts';

/** A tenant that may use the bot, and who is its first admin. */
export interface Tenant {
  readonly tenantId: string;
  readonly adminObjectId: string;
}

/** Calls back when a person has waited for an answer long enough; gives what calls that off. */
export type Patience = (onLate: () => void) => () => void;

export interface BotParts {
  readonly runner: TurnRunner;
  readonly outbox: Outbox;
  readonly turns: Turns;
  readonly channels: Channels;
  readonly tenants: readonly Tenant[];
  /** Where files may be fetched from. */
  readonly mode: 'local' | 'teams';
  readonly log: Log;
  readonly patience: Patience;
  /** Who speaks up without being asked; absent = nobody does. */
  readonly teller?: Teller | undefined;
  /** Called with every activity before its turn; local mode takes its clock from it. */
  readonly onActivity?: (channelData: unknown) => void;
}

/** What the turns tell whoever speaks up without being asked. */
export interface Teller {
  /** Somebody of the tenant is here. */
  seen(tenantId: string): void;
  /** What is known of somebody of the tenant changed. */
  met(tenantId: string): void;
  /** A batch announced this. */
  announced(row: Stored<NoticeDocument>): void;
  /** A turn of the person is over. */
  answered(tenantId: string, personId: string): void;
  /** What is to be written when an activity of a person's chat shows a document's card, or another one. */
  shown(
    tenantId: string,
    personId: string,
    subject: string | undefined,
    place: { readonly activityId: string; readonly isNew: boolean },
  ): readonly Write[];
}

/** What a turn came to. */
type Answer =
  | {
      readonly kind: 'done';
      readonly card: Card;
      readonly row: Etag | undefined;
      /** The document whose own card it is. */
      readonly shows: string | undefined;
    }
  /** The activity was answered before; nothing changed this time. */
  | { readonly kind: 'again'; readonly card: Card }
  | {
      readonly kind: 'failed';
      readonly card: Card;
      /** The batch whose end has to be found out. */
      readonly end: UnknownEnd | undefined;
      /** What to say when it turns out that nothing was saved. */
      readonly unsaved: () => Card;
    };

const CARD = 'application/vnd.microsoft.card.adaptive';
/** In a button that tries again: nobody knew yet whether the press before it was saved. */
const UNSURE = 'unsure';
const NOT_ALLOWED = 'application/vnd.microsoft.error';

/**
 * The Teams side of a turn: who sent what, one turn of a conversation after another, the card back in the
 * invoke's response at once and into the base activity after it.
 */
export class PlanningBot extends TeamsActivityHandler {
  readonly #parts: BotParts;
  readonly #settlements: Settlements;
  readonly #answers = new Answers();
  /** By activity. A turn's answer comes before its work ends, when that takes too long. */
  readonly #underWay = new Map<string, { readonly answer: Promise<Card>; readonly work: Promise<void> }>();

  constructor(parts: BotParts) {
    super();
    this.#parts = parts;
    this.#settlements = new Settlements(parts);
    this.onMessage(async (context, next) => {
      if (isInChannel(context)) {
        await this.#inChannel(context);
        return next();
      }
      const sender = this.#sender(context);
      // Only for who is let in: a file is fetched here.
      const input =
        sender === undefined ? undefined : await inputOfMessage(context.activity, this.#parts.mode);
      if (input !== undefined && sender !== undefined) await this.#message(context, input, sender);
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
    return { statusCode: StatusCodes.OK, type: CARD, value: await this.#turn(context, press, sender, edits) };
  }

  /** One line for what is typed in a team's channel, one after another of a channel. */
  async #inChannel(context: TurnContext): Promise<void> {
    const { turns, channels, teller, onActivity } = this.#parts;
    const { activity } = context;
    const sender = this.#sender(context, 'channel');
    if (sender === undefined) return;
    onActivity?.(activity.channelData);
    teller?.seen(sender.tenantId);
    await turns.serialise(channelOf(activity.conversation.id), async () => {
      const line = await channels.answer(activity, sender);
      await context.sendActivity({ ...MessageFactory.text(line), textFormat: 'markdown' });
    });
  }

  /** The bot was taken out of a team, or the channel is no more: who did it, it does not matter. */
  async #channelsGone({ activity }: TurnContext): Promise<void> {
    const gone = goneBy(activity);
    const tenant = gone === undefined ? undefined : this.#tenant(activity);
    if (gone !== undefined && tenant !== undefined) await this.#parts.channels.left(tenant.tenantId, gone);
  }

  async #message(context: TurnContext, input: Input, sender: Sender): Promise<void> {
    // A press that fell back to Submit edits the card it was on, as an invoke does.
    const edits = input.kind === 'press' ? context.activity.replyToId : undefined;
    await this.#turn(context, input, sender, edits);
  }

  /**
   * Runs the turn and hands its card over; what goes wrong becomes a card that says so. Gives the card that
   * answers an invoke. A turn that takes too long is answered with a card that says so, and completes it later.
   * An activity that comes again meanwhile gets the answer of the first.
   */
  #turn(context: TurnContext, input: Input, sender: Sender, edits: string | undefined): Promise<Card> {
    const { activity } = context;
    this.#parts.onActivity?.(activity.channelData);
    this.#parts.teller?.seen(sender.tenantId);
    const key = `${activity.conversation.id}:${activity.id ?? crypto.randomUUID()}`;
    const first = this.#underWay.get(key);
    if (first !== undefined) return first.answer;
    const turn = this.#begin(context, input, sender, { edits, key });
    this.#underWay.set(key, turn);
    void turn.work.finally(() => this.#underWay.delete(key));
    return turn.answer;
  }

  #begin(
    context: TurnContext,
    input: Input,
    sender: Sender,
    { edits, key }: Pick<Parcel, 'edits' | 'key'>,
  ): { readonly answer: Promise<Card>; readonly work: Promise<void> } {
    const { turns, outbox, patience } = this.#parts;
    const { activity } = context;
    const isInvoke = activity.type !== 'message' && input.kind === 'press';
    const place = {
      tenantId: sender.tenantId,
      reference: TurnContext.getConversationReference(activity) as unknown as Reference,
      key,
    };
    // The turn may outlive its request, and what the SDK hands out does not.
    const own = new TurnContext(context.adapter, activity);

    const answered = Promise.withResolvers<Card>();
    const working = Promise.withResolvers<Card>();
    let isLate = false;
    let isKnown = false;
    /** The message that says "still working", when there is one to be replaced. */
    let told: Promise<DeliveryOutcome> | undefined;
    const callOff = patience(() => {
      const card = workingCard({ language: sender.language });
      // Known, and on its way: its request need not wait until it has arrived.
      isLate = !isKnown;
      if (isLate && !isInvoke)
        told = outbox.deliver({ ...place, edits, card, key: `${key}/working` }, undefined);
      working.resolve(card);
    });

    const give = async (answer: Answer): Promise<void> => {
      // Where a turn failed, what becomes of an earlier one is still to be shown.
      if (answer.kind === 'done' && edits !== undefined) this.#settlements.overtake({ ...place, edits });
      isKnown = true;
      answered.resolve(answer.card);
      const parcel = { ...place, edits, card: answer.card };
      await this.#handOver(answer, { personId: sender.id, isInvoke, isLate, told, parcel });
    };
    const work = turns
      .serialise(activity.conversation.id, async () =>
        give(await this.#answer(own, input, sender, { ...place, edits })),
      )
      .catch((error: unknown) => give(this.#failed(error, input, sender, { ...place, edits })))
      .finally(callOff);

    const answer = async (): Promise<Card> => {
      // A message is answered by what is sent, an invoke by its response.
      await Promise.race([isInvoke ? answered.promise : work, working.promise]);
      if (!isLate) return answered.promise;
      await told;
      return working.promise;
    };
    return { answer: answer(), work };
  }

  /** The turn's own answer; the same activity once more gets the same one. */
  async #answer(
    context: TurnContext,
    input: Input,
    sender: Sender,
    place: Omit<Parcel, 'card'>,
  ): Promise<Answer> {
    const { runner, outbox, log, teller } = this.#parts;
    const given = this.#answers.get(place.key);
    if (given !== undefined) return { kind: 'again', card: given };
    const began = performance.now();
    try {
      const run = await runner.run(context, unmarked(input), sender, (card, record) =>
        outbox.row({ ...place, card }, record),
      );
      log.debug({ event: 'turn', verb: verbOf(input), ms: performance.now() - began });
      this.#answers.set(place.key, run.card);
      if (run.met === true) teller?.met(sender.tenantId);
      if (run.announced !== undefined) teller?.announced(run.announced);
      teller?.answered(sender.tenantId, sender.id);
      return run.repeated
        ? { kind: 'again', card: run.card }
        : { kind: 'done', card: run.card, row: run.row, shows: run.shows };
    } catch (error) {
      return this.#failed(error, input, sender, place);
    }
  }

  async #handOver(
    answer: Answer,
    {
      isInvoke,
      isLate,
      told,
      parcel,
      personId,
    }: {
      readonly personId: string;
      readonly isInvoke: boolean;
      readonly isLate: boolean;
      readonly told: Promise<DeliveryOutcome> | undefined;
      readonly parcel: Parcel;
    },
  ): Promise<void> {
    const { outbox, teller } = this.#parts;
    const outcome = await told;
    const inPlaceOf =
      parcel.edits === undefined && outcome?.kind === 'delivered' && outcome.id !== ''
        ? outcome.id
        : undefined;
    const there: Parcel = { ...parcel, inPlaceOf };
    switch (answer.kind) {
      case 'done': {
        // The response is the presser's view only and does not last: the base card is edited after it.
        const { shows } = answer;
        const also =
          teller === undefined
            ? undefined
            : (activityId: string) =>
                teller.shown(there.tenantId, personId, shows, {
                  activityId,
                  isNew: activityId !== there.edits && activityId !== there.inPlaceOf,
                });
        const delivered = outbox.deliver({ ...there, also }, answer.row);
        if (!isInvoke) await delivered;
        return;
      }
      case 'again':
        if (isLate) await outbox.deliver(there, undefined);
        return;
      case 'failed': {
        // On time, an invoke is answered with the card; whoever sent a message is sent one, and the pressed card
        // stays to try again.
        const shown =
          isInvoke && !isLate
            ? undefined
            : await outbox.deliver(isLate ? there : { ...parcel, edits: undefined }, undefined);
        if (answer.end === undefined) return;
        const id = shown?.kind === 'delivered' && shown.id !== '' ? shown.id : inPlaceOf;
        this.#settlements.begin({
          end: answer.end,
          place: parcel,
          told: id === parcel.edits ? undefined : id,
          unsaved: answer.unsaved,
        });
        return;
      }
      default:
        answer satisfies never;
    }
  }

  /** What went wrong, as a card: what is known of it, and how to try again. */
  #failed(error: unknown, input: Input, { language }: Sender, place: Omit<Parcel, 'card'>): Answer {
    const reference = crypto.randomUUID().slice(0, 8);
    // Nothing changed by this turn; by an earlier press of the same card something may have.
    const end = error instanceof Uncertain ? error.end : this.#settlements.endAt(place);
    const isUnknown =
      end !== undefined ||
      (input.kind === 'press' && input.inputs[UNSURE] !== undefined) ||
      (error instanceof StoreFailure && error.certainty === 'unknown');
    this.#parts.log.error({
      event: 'turn.failed',
      reason: reference,
      verb: verbOf(input),
      ...faultOf(error),
    });
    const card = (certainty: StoreFailure['certainty']): Card => {
      const again = input.kind === 'press' ? againOf(input, certainty) : undefined;
      return failureCard({ language }, { certainty, reference, again });
    };
    return {
      kind: 'failed',
      card: card(isUnknown ? 'unknown' : 'unchanged'),
      end,
      unsaved: () => card('unchanged'),
    };
  }

  /** Waits for the turns that outlived their request. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#underWay.values()].map(({ work }) => work));
    await this.#settlements.close();
  }

  /** The tenant that an activity says it is of, twice the same, when it may use the bot. */
  #tenant({ channelId, conversation, channelData }: Activity): Tenant | undefined {
    const claimed = (channelData as { tenant?: { id?: unknown } } | undefined)?.tenant?.id;
    const tenantId = conversation.tenantId ?? (typeof claimed === 'string' ? claimed : undefined);
    if (channelId !== 'msteams' || (claimed !== undefined && claimed !== tenantId)) return undefined;
    return this.#parts.tenants.find((one) => one.tenantId === tenantId);
  }

  /** The person, from the signed activity alone; undefined for other channels, tenants and group chats. */
  #sender({ activity }: TurnContext, where: 'personal' | 'channel' = 'personal'): Sender | undefined {
    const { from, conversation } = activity;
    const tenant = this.#tenant(activity);
    const id = from.aadObjectId;
    const isThere = (conversation.conversationType ?? 'personal') === where;
    if (tenant === undefined || id === undefined || !isThere) {
      this.#parts.log.warn({ event: 'turn.dropped', code: tenant === undefined ? 'tenant' : 'sender' });
      return undefined;
    }
    const isFirstAdmin = id === tenant.adminObjectId;
    return {
      tenantId: tenant.tenantId,
      id,
      name: cleanLine(from.name ?? '', 200),
      language: languageOf(activity.locale),
      timeZone: activity.localTimezone,
      reference: referenceOf(activity),
      isFirstAdmin,
    };
  }
}

function isInChannel({ activity }: TurnContext): boolean {
  return activity.conversation.conversationType === 'channel';
}

/** What is needed to write to the person later; of each activity the same, as long as nothing moved. */
function referenceOf({ serviceUrl, channelId, conversation, recipient, from }: Activity): string {
  return JSON.stringify({
    serviceUrl,
    channelId,
    conversation: {
      id: conversation.id,
      tenantId: conversation.tenantId,
      conversationType: conversation.conversationType ?? 'personal',
    },
    bot: { id: recipient.id, name: recipient.name },
    user: { id: from.id, aadObjectId: from.aadObjectId },
  });
}

function verbOf(input: Input): string {
  return input.kind === 'press' ? (input.verb ?? 'unknown') : input.kind;
}

/** The same press once more: its command id makes sure that it cannot be done twice. */
function againOf(press: Press, certainty: StoreFailure['certainty']) {
  const { verb, id, version, commandId, arg, inputs } = unmarked(press);
  if (verb === undefined) return undefined;
  const mark = certainty === 'unknown' ? { [UNSURE]: 'true' } : {};
  return {
    verb,
    ref: { id, version, commandId, arg },
    inputs: { ...inputs, ...mark },
  };
}

/** What the person entered. */
function unmarked<I extends Input>(input: I): I {
  if (input.kind !== 'press') return input;
  const { [UNSURE]: _mark, ...inputs } = input.inputs;
  return { ...input, inputs };
}
