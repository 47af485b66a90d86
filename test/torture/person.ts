import type { LocalConnector } from '../../bot/local/connector.ts';
import type { LocalPerson } from '../../bot/local/people.ts';
import type { ChatEvent, Json, PressResult } from '../../bot/local/wire.ts';
import type { Day } from '../../domain/day.ts';
import { actionsOf, cardsOf, filledIn, type ShownAction } from '../teams/card.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import {
  choose,
  entered,
  isForm,
  outcomeOf,
  shortly,
  typed,
  verbOf,
  voucherMail,
  type Outcome,
} from './work.ts';

/** What the people of one company share. */
export interface Office {
  readonly connector: LocalConnector;
  readonly ledger: Pick<Ledger, 'typed' | 'answered' | 'redelivered' | 'received'>;
  readonly today: Day;
  /** Vouchers that somebody works on, the newest last. */
  readonly numbers: string[];
  newNumber(): string;
}

/** How a turn went: answered with something that one can go on with, or not; `why` is what came instead. */
export type Went = { readonly ok: true } | { readonly ok: false; readonly why: string };

const FINE: Went = { ok: true };
/** Cards that a person scrolls back to. */
const REMEMBERED = 12;
/** Vouchers that people look after at the same time. */
const LOOKED_AFTER = 12;

/** What was sent and not answered. */
type Unanswered =
  | { readonly kind: 'press'; readonly activityId: string; readonly action: ShownAction; readonly data: Json }
  | { readonly kind: 'words'; readonly words: string };

/**
 * Somebody at work: presses what the card in front of them offers, types now and then, leaves forms half-way and
 * comes back to them, presses again when no answer came.
 */
export class BusyPerson {
  readonly who: LocalPerson;
  readonly #office: Office;
  readonly #random: Random;
  readonly #conversationId: string;
  /** As they are shown now, the newest activity last. */
  readonly #cards = new Map<string, Json>();
  readonly #revisions = new Map<string, number>();
  /** The card in front of the person. */
  #front: string | undefined;
  /** Forms that were left half-way. */
  readonly #left: string[] = [];
  #unanswered: Unanswered | undefined;
  #newCards = 0;
  /** The last answer to a press, and where it was shown. */
  lastSeen: { readonly activityId: string; readonly card: Json } | undefined;

  constructor(office: Office, who: LocalPerson, random: Random) {
    this.who = who;
    this.#office = office;
    this.#random = random;
    this.#conversationId = office.connector.conversationId(who.key);
    office.connector.listen((key, event) => {
      if (key === who.key) this.#happened(event);
    });
  }

  /** Takes the newest card that the chat has, such as after somebody else set it up. */
  lookUp(): void {
    for (const entry of this.#office.connector.state(this.who.key).entries) {
      const [shown] = cardsOf(entry);
      if (entry.from === 'bot' && shown !== undefined) this.#show(entry.id, shown.card);
    }
  }

  /** One turn of work. */
  async turn(): Promise<Went> {
    const unanswered = this.#unanswered;
    this.#unanswered = undefined;
    if (unanswered !== undefined) {
      const how = this.#random.next();
      if (how < 0.45) return this.#send(unanswered);
      if (how < 0.75) return this.#redeliver();
    } else if (this.#random.chance(0.04)) return this.#redeliver();
    const actions = this.#actions(this.#front);
    if (this.#left.length > 0 && this.#random.chance(0.15)) return this.#backToForm();
    if (isForm(actions) && this.#random.chance(0.12)) {
      if (this.#front !== undefined) this.#left.push(this.#front);
      return this.#type();
    }
    if (this.#cards.size > 1 && this.#random.chance(0.05)) {
      return this.#press(this.#random.pick([...this.#cards.keys()]));
    }
    return this.#random.chance(0.06) ? this.#type() : this.#press(this.#front);
  }

  /** Goes on with the newest card, whatever happened: a press, which has to be answered with a card. */
  async goOn(): Promise<Went> {
    this.#unanswered = undefined;
    this.lastSeen = undefined;
    return this.#press([...this.#cards.keys()].at(-1));
  }

  #happened(event: ChatEvent): void {
    if (event.type === 'deleted') this.#forget(event.id);
    if (event.type !== 'entry' && event.type !== 'updated') return;
    const { entry } = event;
    const [shown] = cardsOf(entry);
    if (entry.from !== 'bot' || shown === undefined) return;
    const isNew = event.type === 'entry';
    // What they are told unasked is no answer to what they typed.
    const isTold = entry.activity.summary !== undefined;
    const how = isTold ? 'told' : isNew ? 'new' : 'edit';
    this.#office.ledger.received(this.#conversationId, entry.id, shown.card, how);
    this.#revisions.set(entry.id, entry.revision);
    this.#show(entry.id, shown.card);
    if (how !== 'new') return;
    this.#newCards += 1;
    this.#front = entry.id;
  }

  /** A message is gone from the chat: nothing on it can be pressed. */
  #forget(activityId: string): void {
    this.#cards.delete(activityId);
    this.#revisions.delete(activityId);
    if (this.#front === activityId) this.#front = [...this.#cards.keys()].at(-1);
    if (this.#unanswered?.kind === 'press' && this.#unanswered.activityId === activityId)
      this.#unanswered = undefined;
  }

  #show(activityId: string, card: Json): void {
    this.#cards.set(activityId, card);
    this.#front ??= activityId;
    const [oldest] = this.#cards.keys();
    if (this.#cards.size > REMEMBERED && oldest !== undefined) this.#cards.delete(oldest);
  }

  #actions(activityId: string | undefined): readonly ShownAction[] {
    const card = activityId === undefined ? undefined : this.#cards.get(activityId);
    return card === undefined ? [] : actionsOf(card, this.who.executeAsSubmit);
  }

  #backToForm(): Promise<Went> {
    const activityId = this.#left.pop();
    return this.#press(activityId !== undefined && this.#cards.has(activityId) ? activityId : this.#front);
  }

  /** Presses something on a card that makes sense there; types when nothing does. */
  async #press(activityId: string | undefined): Promise<Went> {
    const action = choose(this.#actions(activityId), this.#random);
    if (action === undefined || activityId === undefined) return this.#type();
    this.#front = activityId;
    const data = filledIn(action, entered(action, this.#office.today, this.#random));
    return this.#send({ kind: 'press', activityId, action, data });
  }

  #type(): Promise<Went> {
    const { numbers, today } = this.#office;
    if (this.#random.chance(0.4)) {
      const number = this.#office.newNumber();
      numbers.push(number);
      if (numbers.length > LOOKED_AFTER) numbers.shift();
      return this.#send({ kind: 'words', words: voucherMail(number, today, this.#random) });
    }
    return this.#send({ kind: 'words', words: typed(numbers, this.#random) });
  }

  /** Teams sends the latest activity once more, with the same id. */
  async #redeliver(): Promise<Went> {
    const { connector } = this.#office;
    const last = connector.sent.findLast(
      ({ activity }) =>
        activity.conversation.id === this.#conversationId && activity.type !== 'conversationUpdate',
    );
    if (last === undefined) return FINE;
    const delivery = await connector.deliver(last.activity);
    const pressedOn = last.activity['replyToId'];
    if (typeof pressedOn === 'string') this.#office.ledger.redelivered(this.#conversationId, pressedOn);
    if (delivery.kind === 'no answer') return { ok: false, why: delivery.reason };
    return delivery.status < 300 ? FINE : { ok: false, why: `the bot answered ${delivery.status}` };
  }

  async #send(what: Unanswered): Promise<Went> {
    return what.kind === 'words' ? this.#say(what) : this.#pressOn(what);
  }

  async #say(what: Extract<Unanswered, { kind: 'words' }>): Promise<Went> {
    const { connector, ledger } = this.#office;
    const before = this.#newCards;
    ledger.typed(this.#conversationId, what.words);
    const result = await connector.say(this.who.key, what.words);
    if (result.kind === 'failed') {
      this.#unanswered = what;
      return { ok: false, why: `“${what.words.slice(0, 40)}”: ${result.message}` };
    }
    if (this.#newCards === before)
      return { ok: false, why: `“${what.words.slice(0, 40)}” was met with silence` };
    return this.#proper(this.#front === undefined ? undefined : this.#cards.get(this.#front), what.words);
  }

  async #pressOn(what: Extract<Unanswered, { kind: 'press' }>): Promise<Went> {
    const { connector } = this.#office;
    const { activityId, action, data } = what;
    const verb = verbOf(action);
    const before = this.#revisions.get(activityId);
    const result: PressResult =
      action.type === 'Action.Submit'
        ? await connector.submit(this.who.key, activityId, data)
        : await connector.press(this.who.key, activityId, { id: action.id, verb, data });
    const press = { activityId, verb, data };
    if (result.kind === 'failed' || result.kind === 'error' || result.kind === 'text') {
      this.#unanswered = what;
      this.#answered(press);
      return { ok: false, why: `${verb}: ${'message' in result ? result.message : result.text}` };
    }
    // The answer to an old client's press is the card as it is edited; an edit may be late.
    const isEdited = this.#revisions.get(activityId) !== before;
    const card = result.kind === 'card' ? result.card : isEdited ? this.#cards.get(activityId) : undefined;
    if (card === undefined) {
      this.#answered(press);
      return FINE;
    }
    if (result.kind === 'card' && (this.#revisions.get(activityId) ?? 0) === result.revision) {
      if (this.#cards.has(activityId)) this.#cards.set(activityId, card);
    }
    const outcome = outcomeOf(verb, data, card);
    this.#answered(press, card, outcome);
    this.lastSeen = { activityId, card };
    if (outcome.kind === 'unknown') this.#unanswered = what;
    return this.#proper(card, verb);
  }

  #answered(
    press: { readonly activityId: string; readonly verb: string; readonly data: Json },
    card?: Json,
    outcome?: Outcome,
  ): void {
    this.#office.ledger.answered({
      ...press,
      conversationId: this.#conversationId,
      ...(card === undefined ? {} : { card }),
      ...(outcome === undefined ? {} : { outcome }),
    });
  }

  /** A card with which one can go on: not one that says that it failed. */
  #proper(card: Json | undefined, what: string): Went {
    if (card === undefined) return { ok: false, why: `${what.slice(0, 40)}: no card` };
    const { kind } = outcomeOf('', {}, card);
    return kind === 'unknown' || kind === 'unchanged'
      ? { ok: false, why: `${what.slice(0, 40)}: ${shortly(card)}` }
      : FINE;
  }
}
