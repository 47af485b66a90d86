import type { Card } from '../../cards/kit/template.ts';
import { faultOf, type Log } from '../log.ts';
import { placeId, type Outbox, type OutgoingCard } from './outbox.ts';
import type { KeptAnswer, TurnRunner, UnknownEnd } from './runner.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';

/** The pauses before a look. */
const BACKOFF: Backoff = { firstMs: 500, longestMs: 30_000, jitter: NO_JITTER };
/** How often it is tried: about a day, as an edit's row waits. */
const MAX_LOOKS = 2_880;

/** A batch without an answer, and where the person waits to hear what became of it. */
export interface Open {
  readonly end: UnknownEnd;
  /** The message as its row has it. */
  readonly place: Omit<OutgoingCard, 'card'>;
  /** The message of its own that says "I do not know yet". */
  readonly told?: string | undefined;
  /** What to show when it was not saved. */
  readonly unsaved: () => Card;
}

/** All that is not known of one place: its card says one thing when all of it is. */
interface Question {
  /** The oldest first. */
  readonly ends: UnknownEnd[];
  readonly place: Omit<OutgoingCard, 'card'>;
  readonly told: Set<string>;
  unsaved: () => Card;
}

/**
 * Turns whose batch got no answer: asks the store, with backoff, until it says what became of them, and then shows the
 * true state where the person was told that it is not known.
 */
export class Settlements {
  readonly #runner: TurnRunner;
  readonly #outbox: Outbox;
  readonly #log: Log;
  /** By the place. */
  readonly #open = new Map<string, Question>();
  /** What each timer would do. */
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  readonly #running = new Set<Promise<void>>();
  #isClosed = false;

  constructor(of: { runner: TurnRunner; outbox: Outbox; log: Log }) {
    this.#runner = of.runner;
    this.#outbox = of.outbox;
    this.#log = of.log;
  }

  begin({ end, place, told, unsaved }: Open): void {
    const known = this.#open.get(placeId(place));
    const question = known ?? { ends: [], place, told: new Set(), unsaved };
    if (!question.ends.some(({ recordId }) => recordId === end.recordId)) {
      question.ends.push(end);
      question.unsaved = unsaved;
    }
    if (told !== undefined) question.told.add(told);
    if (known !== undefined) return;
    this.#open.set(placeId(place), question);
    this.#later(question, 0);
  }

  /** What is not known of the place yet: as long as that is so, nobody can say that nothing changed. */
  endAt(place: Omit<OutgoingCard, 'card'>): UnknownEnd | undefined {
    return this.#open.get(placeId(place))?.ends.at(-1);
  }

  /** The place shows something newer now: what becomes of an earlier turn must not cover it. */
  overtake(place: Omit<OutgoingCard, 'card'>): void {
    this.#open.delete(placeId(place));
  }

  #later(question: Question, look: number): void {
    if (this.#isClosed) return;
    const begin = (): void => {
      clearTimeout(timer);
      this.#timers.delete(timer);
      const work = this.#look(question, look).finally(() => this.#running.delete(work));
      this.#running.add(work);
    };
    const timer = setTimeout(begin, backoffMs(BACKOFF, look));
    this.#timers.set(timer, begin);
  }

  async #look(question: Question, look: number): Promise<void> {
    const id = placeId(question.place);
    try {
      const saved = [];
      // One more may be asked for meanwhile.
      for (let at = 0; at < question.ends.length; at += 1) {
        const end = question.ends[at];
        const settled = end === undefined ? undefined : await this.#runner.settle(end);
        if (settled?.saved === true) saved.unshift(settled);
      }
      const isAwaited = this.#open.get(id) === question;
      if (isAwaited) this.#open.delete(id);
      this.#log.info({
        event: 'turn.settled',
        outcome: saved.length > 0 ? 'saved' : 'unsaved',
        attempt: look + 1,
      });
      // Of several, the row is that of the last one written.
      const shown = saved.find(({ row }) => row !== undefined) ?? saved[0];
      if (isAwaited) await this.#show(question, shown);
      else if (shown !== undefined)
        this.#outbox.acknowledge({ ...question.place, card: shown.card }, shown.row);
    } catch (error) {
      this.#log.warn({ event: 'turn.unsettled', ...faultOf(error), attempt: look + 1 });
      if (look + 1 < MAX_LOOKS) this.#later(question, look + 1);
      else if (this.#open.get(id) === question) this.#open.delete(id);
    }
  }

  /** Shows what was saved, or that nothing was. */
  async #show({ place, told, unsaved }: Question, saved: KeptAnswer | undefined): Promise<void> {
    const card = saved?.card ?? unsaved();
    const rest = [...told];
    const inPlaceOf = place.edits === undefined ? rest.shift() : undefined;
    // Without its row it has been delivered, by the sweep or by another process: not where it was said that
    // it is not known.
    const isDue = saved === undefined ? told.size === 0 : saved.row !== undefined;
    if (isDue || inPlaceOf !== undefined)
      await this.#outbox.deliver({ ...place, card, inPlaceOf }, saved?.row);
    for (const one of rest) {
      const key = `${place.key}/told/${one}`;
      await this.#outbox.deliver({ ...place, card, edits: undefined, inPlaceOf: one, key }, undefined);
    }
  }

  /** Looks once more, and then no more; what was saved is delivered by the next process, from its row. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const begin of this.#timers.values()) begin();
    await Promise.allSettled(this.#running);
  }
}
