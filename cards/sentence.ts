import type { Standing } from '../domain/desk/standing.ts';
import type { Actor } from '../domain/people/person.ts';
import type { VoucherDocument } from '../domain/store/documents.ts';
import { actionSet, execute, offer, type Offer } from './kit/actions.ts';
import { slot, words, type Element } from './kit/elements.ts';
import { lines } from './kit/lists.ts';
import { speaker } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';
import type { Verb } from './verbs.ts';
import { listedRows, listedVoucher, spoken } from './voucher/vouchers.ts';

/** A button that a sentence may have meant. */
export interface Meant {
  readonly title: string;
  readonly verb: Verb;
  readonly id?: string | undefined;
  readonly arg?: string | undefined;
}

const fillAsked = defineCard<{ readonly ways: readonly Element[] }>((t) => ({
  title: t('sentence.title'),
  body: [words(t('sentence.text')), actionSet('ways', { spacing: 'Small' })],
}));

/** What was typed can mean several things: the likeliest as buttons. */
export function askedCard(
  { language }: Pick<Actor, 'language'>,
  meant: readonly Meant[],
  offers: readonly Offer[],
): Card {
  const t = speaker(language);
  return fillAsked(language, {
    ways: meant.map(({ title, verb, id, arg }) => execute(title, verb, { id, arg })),
    actions: offers.map((which) => offer(t, which)),
  });
}

const fillChoice = defineCard<{
  readonly summary: readonly string[];
  readonly vouchers: readonly Element[];
}>((t) => ({ title: t('sentence.which'), body: [lines('summary'), slot('vouchers')] }));

/** Several vouchers fit a step that a sentence asked for: each row begins it with its own. */
export function choiceCard(
  actor: Actor,
  view: {
    readonly docs: readonly VoucherDocument[];
    readonly standing: Standing;
    /** What the step is called. */
    readonly step: string;
    readonly verb: Verb;
    /** What goes with it: dates and the like. */
    readonly arg?: string | undefined;
    /** There are more than are shown. */
    readonly isMore: boolean;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { docs, standing, step, verb, arg, isMore } = view;
  return fillChoice(language, {
    summary: [t('sentence.whichFor', { step }), ...(isMore ? [t('vouchers.foundMore')] : [])],
    vouchers: listedRows(
      t,
      docs.map((doc) => {
        const row = listedVoucher(t, doc, standing, language);
        const id = doc.state.facts.number;
        return { ...row, open: execute(`${step}: ${spoken(row)}`, verb, { id, arg }) };
      }),
    ),
    actions: [offer(t, 'vouchers'), offer(t, 'home')],
  });
}
