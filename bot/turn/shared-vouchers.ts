import { plainLabel } from '../../cards/kit/format.ts';
import type { Card } from '../../cards/kit/template.ts';
import { adminsSentence } from '../../cards/help.ts';
import { say, speaker, type Key } from '../../cards/kit/say.ts';
import { previewOf, sharedCard, sharedFactsCard } from '../../cards/voucher/shared.ts';
import { admins } from '../../dialogs/people/people.ts';
import { Turn } from '../../dialogs/turn.ts';
import { lookUp } from '../../dialogs/voucher/look-up.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import { DEFAULT_LANGUAGE, type Language } from '../../domain/people/person.ts';
import { present } from '../../domain/present.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import { MAX_NUMBER } from '../../domain/voucher/typed-number.ts';
import { faultOf, type Log } from '../log.ts';
import { chatLink } from '../notify/chat-link.ts';
import { packing } from './packing.ts';
import type { AnswerTimeout } from './responder.ts';
import type { Sender, TurnRunner } from './runner.ts';
import { inSlices } from './slices.ts';

interface SharedVouchersParts {
  readonly desk: Desk;
  readonly runner: Pick<TurnRunner, 'languageOf'>;
  readonly log: Log;
  readonly answerTimeout: AnswerTimeout;
}

/** What is looked for in a compose box. */
export interface Searched {
  readonly typed: string;
  /** Results that were seen, and how many more are wanted. */
  readonly skip: number;
  readonly count: number;
}

/** What is shown above a compose box: vouchers, or a sentence of plain text. */
export type FoundInBox =
  | {
      readonly kind: 'list';
      readonly results: readonly {
        /** What is put into the chat for everybody there. */
        readonly card: Card;
        /** What who searched sees in the list; plain text. */
        readonly preview: { readonly title: string; readonly text: string };
      }[];
    }
  | { readonly kind: 'message'; readonly text: string };

/** Who asks, from the signed activity alone, and the bot as it names it (`28:…`). Undefined: of another tenant. */
interface Asking {
  readonly sender: Omit<Sender, 'reference'> | undefined;
  readonly bot: string;
  /** What their client speaks. */
  readonly language: Language | undefined;
}

/** A longer text is nothing that a voucher is found by. */
const MAX_TYPED = 200;

export const NOTHING_FOUND: FoundInBox = { kind: 'list', results: [] };

/** An Adaptive Card of a pasted link is of this version at most. */
const LINK_VERSION = '1.3';

/**
 * Vouchers outside of the bot's own chat: found in any compose box, shared as a card, shown to each viewer by their own
 * right. Everything is read fresh and nothing is written: no dialog, no conversation, nothing of the person is kept from
 * there. Each answer comes in time for its invoke, and none rejects.
 */
export class SharedVouchers {
  readonly #of: SharedVouchersParts;

  constructor(parts: SharedVouchersParts) {
    this.#of = parts;
  }

  /** The vouchers that are meant, the most urgent first; a sentence for whoever may not see any. */
  search(asking: Asking, { typed, skip, count }: Searched): Promise<FoundInBox> {
    const { bot } = asking;
    return this.#inTime<FoundInBox>(
      asking,
      (language) => ({ kind: 'message', text: say(language, 'shared.failed') }),
      async (turn) => {
        const { language } = turn.actor;
        if (turn.actor.permission === undefined)
          return { kind: 'message', text: (await closed(turn)).join(' ') };
        const text = typed.trim();
        if (text.length > MAX_TYPED)
          return { kind: 'message', text: `${turn.say('find.tooLong')} ${turn.say('find.hint')}` };
        const [docs, standing] = [await lookUp(turn, text), await turn.standing()];
        if (docs.length === 0) return { kind: 'message', text: nothing(turn, text) };
        return {
          kind: 'list',
          results: docs.slice(skip, skip + count).map((doc) => {
            const { number } = doc.state.facts;
            return {
              card: sharedCard(language, { number, chat: chatLink(bot, number) }),
              preview: previewOf(language, doc, standing),
            };
          }),
        };
      },
      (language) => ({ kind: 'message', text: say(language, 'shared.tenant') }),
    );
  }

  /** The card of one of our own links; nothing for any other, and for whoever may not see vouchers. */
  unfurl(asking: Asking, link: string): Promise<FoundInBox> {
    const none = (): FoundInBox => NOTHING_FOUND;
    return this.#inTime<FoundInBox>(
      asking,
      none,
      async (turn) => {
        const { actor, desk, unit } = turn;
        if (actor.permission === undefined) return NOTHING_FOUND;
        const doc = await desk.linked(unit, link);
        if (doc === undefined) return NOTHING_FOUND;
        const { number } = doc.state.facts;
        const card = sharedCard(actor.language, { number, chat: chatLink(asking.bot, number) });
        const preview = previewOf(actor.language, doc, await turn.standing());
        return { kind: 'list', results: [{ card: { ...card, version: LINK_VERSION }, preview }] };
      },
      none,
    );
  }

  /** A shared voucher as this viewer may see it; `id` is what the card carries, and may be anything. */
  show(asking: Asking, id: string): Promise<Card> {
    const number = canonicalNumber(id.slice(0, MAX_NUMBER));
    const chat = chatLink(asking.bot, number);
    const neutral = (language: Language, key: Key): Card =>
      sharedCard(language, { number, chat, said: [say(language, key)] });
    return this.#inTime(
      asking,
      (language) => neutral(language, 'shared.failed'),
      async (turn) => {
        const { actor, desk, unit } = turn;
        if (actor.permission === undefined)
          return sharedCard(actor.language, { number, chat, said: await closed(turn), isClosed: true });
        const doc = await desk.voucher(unit, number);
        if (doc === undefined) return neutral(actor.language, 'notFound.voucher');
        const { stage } = doc.state;
        const claim =
          stage.status === 'redeemed' && stage.claimId !== undefined
            ? await desk.claim(unit, stage.claimId)
            : undefined;
        return sharedFactsCard(actor, { doc, standing: await turn.standing(), claim, chat });
      },
      (language) =>
        sharedCard(language, { number, chat, said: [say(language, 'shared.tenant')], isClosed: true }),
    );
  }

  /** What `answer` finds, in the language of who asks; `failed` when the store does not answer in time. */
  async #inTime<T>(
    { sender, language: ofClient }: Asking,
    failed: (language: Language) => T,
    answer: (turn: Turn) => Promise<T>,
    elsewhere: (language: Language) => T,
  ): Promise<T> {
    const { runner, log, answerTimeout } = this.#of;
    if (sender === undefined) return elsewhere(ofClient ?? DEFAULT_LANGUAGE);
    const late = Promise.withResolvers<never>();
    const callOff = answerTimeout(() => late.reject(new Error('the store took too long')));
    try {
      return await Promise.race([this.#turnOf(sender).then(answer), late.promise]);
    } catch (error) {
      log.error({ event: 'shared.failed', tenantId: sender.tenantId, ...faultOf(error) });
      return failed(runner.languageOf({ ...sender, reference: undefined }));
    } finally {
      callOff();
    }
  }

  /** A turn in which nothing is written. Nobody's right is judged by a kept copy: what is shown stands among others. */
  async #turnOf({ tenantId, isFirstAdmin, ...met }: Omit<Sender, 'reference'>): Promise<Turn> {
    const { desk } = this.#of;
    const unit = desk.begin(tenantId, true);
    const [actor, person] = [await desk.actor(unit, met), await desk.person(unit, met.id)];
    return new Turn({
      desk,
      unit,
      actor: {
        ...actor,
        language: person?.speaks ?? met.language ?? actor.language,
        // Whom the configuration names may not have opened the bot yet.
        ...present({ permission: actor.permission ?? (isFirstAdmin ? 'admin' : undefined) }),
      },
      input: { kind: 'unreadable', what: 'empty' },
      inSlices,
      packing,
    });
  }
}

/** Why somebody is shown nothing, and whom to ask. */
async function closed(turn: Turn): Promise<readonly string[]> {
  const t = speaker(turn.actor.language);
  return [t('stranger.closed'), adminsSentence(t, await admins(turn))];
}

function nothing(turn: Turn, typed: string): string {
  return typed === ''
    ? turn.say('vouchers.none')
    : `${turn.say('notFound.text', { typed: plainLabel(typed) })} ${turn.say('find.hint')}`;
}
