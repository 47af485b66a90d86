import type { Card } from '../cards/card.ts';
import { faultOf, type Log } from './log.ts';
import type { Outbox, Parcel } from './outbox.ts';
import type { TurnRunner, UnknownEnd } from './turn-runner.ts';

/** Milliseconds before the first look, and the longest pause between two; the pause doubles in between. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** How often it is tried: about ten minutes. */
const MAX_LOOKS = 25;

/** A batch without an answer, and where the person waits to hear what became of it. */
export interface Open {
  readonly end: UnknownEnd;
  /** The message as its row has it. */
  readonly place: Omit<Parcel, 'card'>;
  /** The message of its own that says "I do not know yet". */
  readonly told?: string | undefined;
  /** What to show when it was not saved. */
  readonly unsaved: () => Card;
}

/**
 * Turns whose end is not known: asks the store until it says what became of them, and then shows the true state
 * where the person was told that it is not known.
 */
export class Settlements {
  readonly #runner: TurnRunner;
  readonly #outbox: Outbox;
  readonly #log: Log;
  readonly #open = new Set<Open>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #isClosed = false;

  constructor(of: { runner: TurnRunner; outbox: Outbox; log: Log }) {
    this.#runner = of.runner;
    this.#outbox = of.outbox;
    this.#log = of.log;
  }

  begin(open: Open): void {
    this.#open.add(open);
    this.#later(open, 0);
  }

  /** The activity shows something newer now: what becomes of an earlier turn must not cover it. */
  overtake(conversationId: string, activityId: string): void {
    for (const open of this.#open) {
      const { reference, edits } = open.place;
      if (edits === activityId && reference.conversation.id === conversationId) this.#open.delete(open);
    }
  }

  #later(open: Open, look: number): void {
    if (this.#isClosed) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        const work = this.#look(open, look).finally(() => this.#running.delete(work));
        this.#running.add(work);
      },
      Math.min(FIRST_MS * 2 ** look, LONGEST_MS),
    );
    this.#timers.add(timer);
  }

  async #look(open: Open, look: number): Promise<void> {
    const { end, place, told, unsaved } = open;
    const toldIn = { ...place, edits: undefined, inPlaceOf: told, key: `${place.key}/told` };
    try {
      const settled = await this.#runner.settle(end);
      this.#log.info({
        event: 'turn.settled',
        outcome: settled.saved ? 'saved' : 'unsaved',
        attempt: look + 1,
      });
      const isAwaited = this.#open.delete(open);
      if (!settled.saved) {
        const shownIn = told === undefined ? place : toldIn;
        if (isAwaited) await this.#outbox.deliver({ ...shownIn, card: unsaved() }, undefined);
        return;
      }
      const { card, row } = settled;
      const parcel = { ...place, card, inPlaceOf: place.edits === undefined ? told : undefined };
      if (!isAwaited) this.#outbox.acknowledge(parcel, row);
      // Without its row it has been delivered: by the sweep, or by another process.
      else if (row !== undefined) await this.#outbox.deliver(parcel, row);
      if (told !== undefined && place.edits !== undefined)
        await this.#outbox.deliver({ ...toldIn, card }, undefined);
    } catch (error) {
      this.#log.warn({ event: 'turn.unsettled', ...faultOf(error), attempt: look + 1 });
      if (look + 1 < MAX_LOOKS) this.#later(open, look + 1);
      else this.#open.delete(open);
    }
  }

  /** Looks no more; what was saved is delivered by the next process, from its row. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.allSettled(this.#running);
  }
}
