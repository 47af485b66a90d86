import { TurnContext } from 'botbuilder';
import type { Card } from '../../cards/kit/template.ts';
import { failureCard } from '../../cards/failure.ts';
import { say } from '../../cards/kit/say.ts';
import { workingCard } from '../../cards/working.ts';
import type { Input, Press } from '../../dialogs/turn.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { StoreFailure, type Etag } from '../../domain/store/ports.ts';
import { faultOf, type Log } from '../log.ts';
import { shortReference } from '../telemetry/correlation.ts';
import { noTelemetry, secondsSince, type Span, type Telemetry } from '../telemetry/telemetry.ts';
import type { DeliveryOutcome } from '../teams/outcomes.ts';
import { referenceOf, type ConversationReference } from '../teams/reference.ts';
import { messageCard } from '../../cards/message.ts';
import { TurnRefused, type ConversationQueues } from './conversation-queues.ts';
import type { Outbox, OutgoingCard } from './outbox.ts';
import type { ProactiveNotifications } from './proactive-notifications.ts';
import { Uncertain, type Handover, type Sender, type TurnRunner, type UnknownEnd } from './runner.ts';
import { Settlements } from './settlements.ts';

/** Calls back when a person has waited for an answer long enough; gives what calls that off. */
export type AnswerTimeout = (onLate: () => void) => () => void;

interface ResponderParts {
  readonly runner: TurnRunner;
  readonly outbox: Outbox;
  readonly queues: ConversationQueues;
  readonly log: Log;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
  readonly answerTimeout: AnswerTimeout;
  /** Absent = nobody is sent a proactive message. */
  readonly notifications?: ProactiveNotifications | undefined;
}

/** What an activity is answered with. */
interface Given {
  readonly card: Card;
  /** Where a task dialog asked: it shows the card, which is not in the chat. */
  readonly stays: boolean;
}

/** An activity, and where its answer goes. */
interface Asked {
  readonly context: TurnContext;
  readonly input: Input;
  readonly sender: Sender;
  readonly reference: ConversationReference;
  /** The activity that the answer edits; absent = it is a message of its own. */
  readonly edits?: string | undefined;
  /** It is answered by its response, and not by what is sent. */
  readonly isInvoke: boolean;
  /** A task dialog asked, and shows answers for which this says so; the others go to the chat. */
  readonly stays?: Handover['stays'];
  /** Where somebody has waited already; absent = they wait from now on. */
  readonly answerTimeout?: AnswerTimeout;
}

/** What a turn came to. */
type TurnAnswer =
  | {
      readonly kind: 'done';
      readonly card: Card;
      readonly row: Etag | undefined;
      /** The document whose own card it is. */
      readonly shows: string | undefined;
      /** It stays in the task dialog that asked. */
      readonly stays: boolean;
    }
  /** The activity was answered before; nothing changed this time. */
  | ({ readonly kind: 'again' } & Given)
  | {
      readonly kind: 'failed';
      readonly card: Card;
      /** What the card says of it. */
      readonly certainty: StoreFailure['certainty'];
      /** The batch whose end has to be found out. */
      readonly end: UnknownEnd | undefined;
      /** What to say when it turns out that nothing was saved. */
      readonly unsaved: () => Card;
    };

/** `flood`: it was not begun, because too many waited. */
type TurnOutcome = 'done' | 'again' | StoreFailure['certainty'] | 'flood';

/** A delivery that comes again comes within minutes. */
const KEPT_ANSWERS = 500;
/** A flood in one conversation is told once in so many milliseconds, there and in the log. */
const FLOOD_MS = 60_000;
/** Conversations whose flood is remembered. */
const FLOODS = 1_000;
/** In a button that tries again: nobody knew yet whether the press before it was saved. */
const UNSURE = 'unsure';

/**
 * Responds to an activity: one turn of a conversation after another, the card in the invoke's response at once and
 * into the base activity after it, a "still working" in time, and a card also for what went wrong.
 */
export class TurnResponder {
  readonly #parts: ResponderParts;
  readonly #settlements: Settlements;
  /** Answers of the latest activities: one that Teams delivers again gets the same, and nothing is decided for it. */
  readonly #answers = new BoundedMap<string, Given>(KEPT_ANSWERS);
  /** When a flood in a conversation was told. */
  readonly #floods = new BoundedMap<string, number>(FLOODS);
  /** By activity. A turn's answer comes before its work ends, when that takes too long. */
  readonly #underWay = new Map<string, { readonly answer: Promise<Given>; readonly work: Promise<void> }>();

  constructor(parts: ResponderParts) {
    this.#parts = parts;
    this.#settlements = new Settlements(parts);
  }

  /**
   * Runs the turn and hands its card over; what goes wrong becomes a card that says so. Gives the card that
   * answers an invoke. A turn that takes too long is answered with a card that says so, and completes it later.
   * An activity that comes again meanwhile gets the answer of the first.
   */
  async respond(
    context: TurnContext,
    input: Input,
    sender: Sender,
    edits: string | undefined,
  ): Promise<Card> {
    const { activity } = context;
    const isInvoke = activity.type !== 'message' && input.kind === 'press';
    const reference = referenceOf(activity);
    const { card } = await this.#respond({ context, input, sender, edits, reference, isInvoke });
    return card;
  }

  /**
   * The same for a task dialog, which is open anywhere: the turn is one of the person's own chat. The dialog shows the
   * answers for which `stays` says so, and what went wrong; every other answer, and one that comes too late for the
   * dialog, is a message in the chat.
   */
  respondInDialog(asked: Omit<Asked, 'edits' | 'isInvoke'> & Required<Pick<Asked, 'stays'>>): Promise<Given> {
    return this.#respond({ ...asked, isInvoke: true });
  }

  #respond(asked: Asked): Promise<Given> {
    const { sender } = asked;
    const { activity } = asked.context;
    const key = `${sender.id}:${activity.conversation.id}:${activity.id ?? crypto.randomUUID()}`;
    const whose = answerOf({ tenantId: sender.tenantId, key });
    const first = this.#underWay.get(whose);
    if (first !== undefined) return first.answer;
    const turn = this.#begin(asked, key);
    this.#underWay.set(whose, turn);
    void turn.work.finally(() => this.#underWay.delete(whose));
    return turn.answer;
  }

  #begin(
    { context, input, sender, reference, edits, isInvoke, stays, answerTimeout: waited }: Asked,
    key: string,
  ): { readonly answer: Promise<Given>; readonly work: Promise<void> } {
    const { queues, outbox, runner } = this.#parts;
    const answerTimeout = waited ?? this.#parts.answerTimeout;
    const { activity } = context;
    const isDialog = stays !== undefined;
    const place = { tenantId: sender.tenantId, reference, key };
    // The turn may outlive its request, and what the SDK hands out does not.
    const own = new TurnContext(context.adapter, activity);

    const answered = Promise.withResolvers<Given>();
    const working = Promise.withResolvers<Given>();
    let isLate = false;
    let isKnown = false;
    /** The message that says "still working", when there is one to be replaced. */
    let told: Promise<DeliveryOutcome> | undefined;
    const callOff = answerTimeout(() => {
      const card = workingCard({ language: runner.languageOf(sender) }, isDialog ? 'dialog' : 'chat');
      // Known, and on its way: its request need not wait until it has arrived.
      isLate = !isKnown;
      if (isLate && !isInvoke)
        told = outbox.deliver({ ...place, edits, card, isPassing: true, key: `${key}/working` }, undefined);
      working.resolve({ card, stays: true });
    });

    const measured = this.#measured(input);
    const give = async (answer: TurnAnswer, span: Span, isFlood = false): Promise<void> => {
      measured(span, isFlood ? 'flood' : answer.kind === 'failed' ? answer.certainty : answer.kind);
      // Where a turn failed, what becomes of an earlier one is still to be shown.
      if (answer.kind === 'done' && edits !== undefined) this.#settlements.overtake({ ...place, edits });
      isKnown = true;
      answered.resolve({ card: answer.card, stays: answer.kind === 'failed' || answer.stays });
      const outgoing = { ...place, edits, card: answer.card };
      await this.#handOver(answer, { personId: sender.id, isInvoke, isDialog, isLate, told, outgoing });
    };
    const work = (this.#parts.telemetry ?? noTelemetry)
      .span(`turn ${verbOf(input)}`, 'internal', {}, (span) =>
        queues
          .serialise(activity.conversation.id, async () =>
            give(await this.#answer(own, input, sender, { ...place, edits }, stays), span),
          )
          .catch((error: unknown) =>
            error instanceof TurnRefused
              ? give(this.#tooMany(activity.conversation.id, sender), span, true)
              : give(this.#failed(error, input, sender, { ...place, edits }), span),
          ),
      )
      .finally(callOff);

    const answer = async (): Promise<Given> => {
      // A message is answered by what is sent, an invoke by its response.
      await Promise.race([isInvoke ? answered.promise : work, working.promise]);
      if (!isLate) return answered.promise;
      await told;
      return working.promise;
    };
    return { answer: answer(), work };
  }

  /** Measures a turn from now on until it has its answer, the time in which it waits for others included. */
  #measured(input: Input): (span: Span, outcome: TurnOutcome) => void {
    const { telemetry } = this.#parts;
    if (telemetry?.isOn !== true) return () => undefined;
    const began = performance.now();
    const of = {
      'planning.turn.kind': input.kind,
      'planning.turn.verb': input.kind === 'press' ? verbOf(input) : undefined,
    };
    return (span, outcome) => {
      const became = { ...of, 'planning.turn.outcome': outcome };
      telemetry.record('planning.turn.duration', secondsSince(began), became);
      span.set(became);
      if (outcome === 'unchanged' || outcome === 'unknown') span.failed(outcome);
    };
  }

  /** The turn's own answer; the same activity once more gets the same one. */
  async #answer(
    context: TurnContext,
    input: Input,
    sender: Sender,
    place: Omit<OutgoingCard, 'card'>,
    stays: Handover['stays'],
  ): Promise<TurnAnswer> {
    const { runner, outbox, log, notifications } = this.#parts;
    const given = this.#answers.get(answerOf(place));
    if (given !== undefined) return { kind: 'again', ...given };
    const began = performance.now();
    try {
      const run = await runner.run(context, unmarked(input), sender, {
        row: (card, record) => outbox.row({ ...place, card }, record),
        stays,
      });
      log.debug({ event: 'turn', verb: verbOf(input), ms: performance.now() - began });
      const answer: Given = { card: run.card, stays: run.stays };
      this.#answers.set(answerOf(place), answer);
      if (run.met === true) notifications?.met(sender.tenantId);
      if (run.announced !== undefined) notifications?.announced(run.announced);
      notifications?.answered(sender.tenantId, sender.id);
      return run.repeated
        ? { kind: 'again', ...answer }
        : { kind: 'done', ...answer, row: run.row, shows: run.shows };
    } catch (error) {
      return this.#failed(error, input, sender, place);
    }
  }

  async #handOver(
    answer: TurnAnswer,
    {
      isInvoke,
      isDialog,
      isLate,
      told,
      outgoing,
      personId,
    }: {
      readonly personId: string;
      readonly isInvoke: boolean;
      readonly isDialog: boolean;
      readonly isLate: boolean;
      readonly told: Promise<DeliveryOutcome> | undefined;
      readonly outgoing: OutgoingCard;
    },
  ): Promise<void> {
    const { outbox, notifications } = this.#parts;
    const outcome = await told;
    const inPlaceOf =
      outgoing.edits === undefined && outcome?.kind === 'delivered' && outcome.id !== ''
        ? outcome.id
        : undefined;
    const there: OutgoingCard = { ...outgoing, inPlaceOf };
    switch (answer.kind) {
      case 'done': {
        // Shown where it was asked for: the row was for the case that it would come too late, or not at all.
        if (answer.stays && !isLate) return outbox.acknowledge(there, answer.row);
        // The response is the presser's view only and does not last: the base card is edited after it.
        const { shows } = answer;
        const also =
          notifications === undefined
            ? undefined
            : (activityId: string) =>
                notifications.shown(there.tenantId, personId, shows, {
                  activityId,
                  isNew: activityId !== there.edits && activityId !== there.inPlaceOf,
                });
        const delivered = outbox.deliver({ ...there, also }, answer.row);
        if (!isInvoke) await delivered;
        return;
      }
      case 'again':
        // What a dialog asked for and did not keep went to the chat the first time.
        if (isLate && (answer.stays || !isDialog)) await outbox.deliver(there, undefined);
        return;
      case 'failed': {
        // On time, an invoke is answered with the card; whoever sent a message is sent one, and the pressed card
        // stays to try again.
        const shown =
          isInvoke && !isLate
            ? undefined
            : await outbox.deliver(isLate ? there : { ...outgoing, edits: undefined }, undefined);
        if (answer.end === undefined) return;
        const id = shown?.kind === 'delivered' && shown.id !== '' ? shown.id : inPlaceOf;
        this.#settlements.begin({
          end: answer.end,
          place: outgoing,
          told: id === outgoing.edits ? undefined : id,
          unsaved: answer.unsaved,
        });
        return;
      }
      default:
        answer satisfies never;
    }
  }

  /** Too many turns of the conversation wait: said once, not for each of them. */
  #tooMany(conversation: string, sender: Sender): TurnAnswer {
    const { log, runner } = this.#parts;
    const card = messageCard(
      { language: runner.languageOf(sender) },
      {
        title: 'failure.tooManyTitle',
        text: [say(runner.languageOf(sender), 'failure.tooManyText')],
        offers: ['home'],
      },
    );
    const now = performance.now();
    const told = this.#floods.get(conversation);
    if (told !== undefined && now - told < FLOOD_MS) return { kind: 'again', card, stays: true };
    this.#floods.set(conversation, now);
    log.warn({ event: 'turn.flood', tenantId: sender.tenantId });
    return { kind: 'failed', card, certainty: 'unchanged', end: undefined, unsaved: () => card };
  }

  /** What went wrong, as a card: what is known of it, and how to try again. */
  #failed(error: unknown, input: Input, sender: Sender, place: Omit<OutgoingCard, 'card'>): TurnAnswer {
    const language = this.#parts.runner.languageOf(sender);
    const reference = shortReference();
    // Nothing changed by this turn; by an earlier press of the same card something may have.
    const end = error instanceof Uncertain ? error.end : this.#settlements.endAt(place);
    const isUnknown =
      end !== undefined ||
      (input.kind === 'press' && input.inputs[UNSURE] !== undefined) ||
      (error instanceof StoreFailure && error.certainty === 'unknown');
    this.#parts.log.error({
      event: 'turn.failed',
      verb: verbOf(input),
      ...faultOf(error),
    });
    const card = (certainty: StoreFailure['certainty']): Card => {
      const again = input.kind === 'press' ? againOf(input, certainty) : undefined;
      return failureCard({ language }, { certainty, reference, again });
    };
    const certainty = isUnknown ? 'unknown' : 'unchanged';
    return {
      kind: 'failed',
      card: card(certainty),
      certainty,
      end,
      unsaved: () => card('unchanged'),
    };
  }

  /** Waits for the turns that outlived their request. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#underWay.values()].map(({ work }) => work));
    await this.#settlements.close();
  }
}

/** An answer belongs to a tenant, a person, a conversation and an activity: the key names the last three. */
function answerOf({ tenantId, key }: Pick<OutgoingCard, 'tenantId' | 'key'>): string {
  return `${tenantId}\n${key}`;
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
