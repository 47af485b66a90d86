import { createHash } from 'node:crypto';
import type { InboundActivity } from '../../bot/local/activities.ts';
import type { Json } from '../../bot/local/wire.ts';
import { processedId } from '../../domain/store/ids.ts';
import type { EventDocument } from '../../domain/store/documents.ts';
import { commandOf, type Done, type Known } from './checker.ts';
import type { Stored } from './stored.ts';
import { commandIdOf, shortly, type Outcome } from './work.ts';

/** A press on the card of an activity, as it went for who pressed. */
interface Turn {
  readonly verb: string;
  readonly commandId?: string | undefined;
  /** The card in the answer; absent when none came, or one that says that nobody knows. */
  readonly answer?: string;
  /** The answer said that a command is done: its card has to reach the chat. */
  readonly isDone: boolean;
}

/** A card's place in a chat: what was pressed there, and every card that Teams was given for it. */
interface Place {
  readonly turns: Turn[];
  readonly received: string[];
}

/** A command whose answer did not come, or said that nobody knows. */
interface Unknown {
  readonly commandId: string;
  turnedOut?: 'done' | 'not done';
}

/** A new message of the bot, by what it shows. */
interface Message {
  readonly shows: string;
  /** What was typed when it came first. */
  readonly typed: string | undefined;
  /** How many kills there had been then: after each it may have come once more. */
  readonly killsBefore: number;
  again: number;
}

const hash = (card: unknown): string => createHash('sha256').update(JSON.stringify(card)).digest('base64url');

/** What people sent and what came back: all that is known outside of the bot. */
export class Ledger implements Known {
  readonly pressed = new Map<string, { readonly by: string[]; readonly processed: string[] }>();
  readonly done: (Done & { readonly at: number })[] = [];
  readonly unknown: Unknown[] = [];
  kills = 0;
  /** Messages that nobody asked for. */
  told = 0;
  readonly #places = new Map<string, Place>();
  readonly #messages = new Map<string, Message>();
  /** What was typed in each chat and has no answer yet. */
  readonly #typed = new Map<string, string[]>();
  /** Commands that were refused, or not saved as the card says, and were sent once only. */
  readonly #refused = new Map<string, string>();

  /** An activity goes to the bot. */
  sent(activity: InboundActivity): void {
    const press = pressIn(activity);
    if (press === undefined) return;
    const commandId = commandIdOf(press.verb, press.data);
    if (commandId === undefined) return;
    const by = String((activity['from'] as Json | undefined)?.['aadObjectId']);
    // Two people at the same card may ask for the same: that a voucher is there again, say.
    const known = this.pressed.get(commandId) ?? { by: [], processed: [] };
    if (!known.by.includes(by)) known.by.push(by);
    known.processed.push(processedId(by, activity.conversation.id, activity.id));
    this.pressed.set(commandId, known);
  }

  /** How a press on the card of `activityId` was answered; without a card, nothing came. */
  answered(of: {
    readonly conversationId: string;
    readonly activityId: string;
    readonly verb: string;
    readonly data: Json;
    readonly card?: Json;
    readonly outcome?: Outcome;
  }): void {
    const { verb, data, card, outcome } = of;
    const commandId = commandIdOf(verb, data);
    const isDone = outcome?.kind === 'done';
    const isUnknown = outcome === undefined || outcome.kind === 'unknown';
    this.#place(of.conversationId, of.activityId).turns.push({
      verb,
      commandId,
      isDone,
      ...(card === undefined || isUnknown ? {} : { answer: hash(card) }),
    });
    if (outcome?.kind === 'done') {
      for (const event of outcome.events) this.done.push({ ...event, verb, at: Date.now() });
    }
    if (commandId === undefined) return;
    if (isUnknown) this.unknown.push({ commandId });
    const isRefused = outcome?.kind === 'refused' || outcome?.kind === 'unchanged';
    if (isRefused) this.#refused.set(commandId, `${verb} was answered as ${outcome.kind}`);
  }

  /** Teams sent a press once more: how its answer looks, nobody sees. */
  redelivered(conversationId: string, activityId: string): void {
    this.#place(conversationId, activityId).turns.push({ verb: 'redelivered', isDone: false });
  }

  /** Somebody types a message: one new card may come for it. */
  typed(conversationId: string, text: string): void {
    const waiting = this.#typed.get(conversationId) ?? [];
    waiting.push(text);
    this.#typed.set(conversationId, waiting);
  }

  /** Teams was given a card: a new message, one that nobody asked for, or in the place of one that is there. */
  received(conversationId: string, activityId: string, card: Json, how: 'new' | 'told' | 'edit'): void {
    const shown = hash(card);
    this.#place(conversationId, activityId).received.push(shown);
    if (how === 'edit') return;
    if (how === 'told') this.told += 1;
    const key = `${conversationId} ${shown}`;
    const waiting = this.#typed.get(conversationId) ?? [];
    const message = this.#messages.get(key);
    if (message === undefined) {
      const shows = shortly(card);
      const typed = how === 'told' ? undefined : waiting.pop();
      this.#messages.set(key, { shows, typed, killsBefore: this.kills, again: 0 });
      return;
    }
    // The same words twice are answered with the same card twice, and so is whatever is asked of a voucher that is not there.
    const { typed } = message;
    const at =
      typed === undefined ? -1 : waiting.findLastIndex((words) => subjectOf(words) === subjectOf(typed));
    if (at >= 0) waiting.splice(at, 1);
    else message.again += 1;
  }

  /** How the commands without an answer ended, as far as is not known yet. */
  settle(events: readonly EventDocument[]): void {
    const there = new Set(events.map(({ commandId }) => commandOf(commandId)));
    for (const one of this.unknown) one.turnedOut ??= there.has(one.commandId) ? 'done' : 'not done';
  }

  /** Commands that were carried out although the answer said that they were not. */
  untrue(events: readonly EventDocument[]): readonly string[] {
    const there = new Set(events.map(({ commandId }) => commandId));
    return [...this.#refused]
      .filter(([commandId]) => there.has(commandId) && this.pressed.get(commandId)?.processed.length === 1)
      .map(([commandId, how]) => `${how}, and ${commandId} is there`);
  }

  /** Cards of commands that are done, of which neither Teams nor the outbox knows. */
  undelivered({ outbox }: Stored): readonly string[] {
    const rows = new Set(outbox.map(({ id }) => id));
    return [...this.#places].flatMap(([key, place]) => {
      const at = lastDone(place.turns);
      if (at < 0 || rows.has(`outbox:edit:${key}`) || reached(place, at)) return [];
      return [`the card of a command that is done reached neither Teams nor the outbox: ${key}`];
    });
  }

  /** Places whose chat keeps an older card than the one of the last command that is done. */
  stale(baseOf: (conversationId: string, activityId: string) => Json | undefined): readonly string[] {
    return [...this.#places].flatMap(([key, { turns, received }]) => {
      const at = lastDone(turns);
      if (at < 0) return [];
      const base = baseOf(...splitKey(key));
      const one = base === undefined ? undefined : hash(base);
      const newer = turns.slice(at);
      if (newer.some(({ answer }) => answer === one)) return [];
      if (one !== undefined && isMadeTrue({ turns, received }, one)) return [];
      // A press that was not answered may have shown anything; what was shown before only after what was done.
      const isUnseen = newer.some(({ answer }) => answer === undefined);
      const wasShown = turns.slice(0, at).some(({ answer }) => answer === one);
      const doneAt = received.indexOf(turns.findLast(({ isDone }) => isDone)?.answer ?? '');
      const isAgain = doneAt >= 0 && received.lastIndexOf(one ?? '') > doneAt;
      if (isUnseen && (!wasShown || isAgain)) return [];
      const told = turns.slice(-6).map(({ verb, isDone, answer }) => {
        const how = answer === undefined ? 'not answered' : isDone ? 'done' : 'shown';
        return `${verb} ${how}, came as ${received.flatMap((card, place) => (card === answer ? place : [])).join()}`;
      });
      const shows = base === undefined ? 'nothing' : shortly(base);
      return [
        `the chat keeps an older card: ${key} shows ${shows} (${received.lastIndexOf(one ?? '')}); ${told.join('; ')}`,
      ];
    });
  }

  /** Whether the chat keeps, in place of the card that was seen last, one that somebody else's change made true. */
  isMadeTrue(conversationId: string, activityId: string, base: object): boolean {
    return isMadeTrue(this.#place(conversationId, activityId), hash(base));
  }

  /** New messages that came once more. */
  get repeated(): number {
    return [...this.#messages.values()].reduce((sum, { again }) => sum + again, 0);
  }

  /** New messages that came more often than the kills explain. */
  repeatedTooOften(): readonly string[] {
    return [...this.#messages]
      .filter(([, { again, killsBefore }]) => again > this.kills - killsBefore)
      .map(([key, { shows }]) => `a message came more often than there were kills, ${key}: ${shows}`);
  }

  #place(conversationId: string, activityId: string): Place {
    const key = `${conversationId}:${activityId}`;
    const place = this.#places.get(key) ?? { turns: [], received: [] };
    this.#places.set(key, place);
    return place;
  }
}

/** What is asked about: `history SYN-1` and `report SYN-1` are about the same as the number alone. */
function subjectOf(words: string): string {
  return words.slice(words.lastIndexOf(' ') + 1);
}

/** Whether a card was put in place of what people saw because somebody else changed what it shows: no press gave it. */
function isMadeTrue({ turns, received }: Place, one: string): boolean {
  return !turns.some(({ answer }) => answer === one) && received.lastIndexOf(one) === received.length - 1;
}

/** What an activity presses; undefined when it is a message. */
function pressIn({
  type,
  value,
}: InboundActivity): { readonly verb: string; readonly data: Json } | undefined {
  const data = value as Json | undefined;
  if (type !== 'invoke') return typeof data?.['verb'] === 'string' ? { verb: data['verb'], data } : undefined;
  const action = data?.['action'] as { readonly verb?: string; readonly data?: Json } | undefined;
  return { verb: action?.verb ?? '', data: action?.data ?? {} };
}

/** Where the last command that is done was pressed first: any of its cards shows what it did. Below 0: none is. */
function lastDone(turns: readonly Turn[]): number {
  const done = turns.findLast(({ isDone }) => isDone);
  return done === undefined ? -1 : turns.findIndex(({ commandId }) => commandId === done.commandId);
}

/** Whether the card of this turn, or of a later one in the same place, has come to the chat. */
function reached({ turns, received }: Place, at: number): boolean {
  const earlier = new Set(turns.slice(0, at).map(({ answer }) => answer));
  const later = turns.slice(at);
  const isThere = received.some((card) => later.some(({ answer }) => answer === card));
  // One that was pressed later and not answered: nobody knows how its card looks.
  const last = received.at(-1);
  return (
    isThere || (later.some(({ answer }) => answer === undefined) && last !== undefined && !earlier.has(last))
  );
}

function splitKey(key: string): readonly [conversationId: string, activityId: string] {
  const at = key.lastIndexOf(':');
  return [key.slice(0, at), key.slice(at + 1)];
}
