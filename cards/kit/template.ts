import type { Language } from '../../domain/people/person.ts';
import { heading, type Element, type Json } from './elements.ts';
import { Expansion } from './expansion.ts';
import { withError, type InputError } from './input-errors.ts';
import { listValues } from './lists.ts';
import { speaker, type Say } from './say.ts';

/** An Adaptive Card, ready to send. */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly [key: string]: Json;
}

/** A sentence above the inputs, with the style that says how it is meant; the words say it too. */
export interface Banner {
  readonly text: string;
  readonly style: 'good' | 'attention' | 'warning' | 'accent';
  /** The input that it is about: then it is said with the label that it has on the card, and above it, too. */
  readonly at?: InputError | undefined;
}

/** What a card is in one language, before a turn's data. */
interface Plan {
  readonly title: string;
  readonly body: readonly Element[];
  /** What it is about stands below its title, in larger letters. */
  readonly hasHead?: true;
}

const CARD_VERSION = '1.5';

/**
 * Returns the function that fills a card, whose template is compiled once per language, when it is first filled: all of
 * them at load are a third of the start, and memory for cards that nobody sees. `build` gives the body
 * with the language's words in it and `${…}` where a turn's data goes; every card has buttons (`actions`) and may have
 * a banner. What is made for each card, however much of it there is, goes into a `slot`, which costs nothing to expand.
 * Data that came from outside may only be bound in a TextRun or as an input's value: TextBlock, facts, badges and titles
 * are our own words.
 */
export function defineCard<D extends object>(
  build: (t: Say, language: Language) => Plan,
): (
  language: Language,
  data: D & { readonly actions: readonly Element[]; readonly banner?: Banner | undefined },
) => Card {
  const compile = (language: Language) => {
    const t = speaker(language);
    const { title, body, hasHead } = build(t, language);
    const card = {
      type: 'AdaptiveCard',
      version: CARD_VERSION,
      fallbackText: `${title}. ${t('card.fallback')}`,
      body: [heading(title, hasHead), ...body.map((element) => marked(element, t))],
      actions: '${actions}',
    };
    return { expansion: Expansion.of(card), listsOf: listValues(card), mark: requiredMark(t) };
  };
  const compiled: Partial<Record<Language, ReturnType<typeof compile>>> = {};
  return (language, data) => {
    const { expansion, listsOf, mark } = (compiled[language] ??= compile(language));
    const card = filled(expansion.filled({ ...data, ...listsOf(data) }) as Card, data);
    return data.banner === undefined ? card : named(card, data.banner, mark);
  };
}

/** The card with what was made for its slots in their places, and without the lines and gaps of lists that are empty. */
function filled(card: Card, data: object): Card {
  const body = card['body'] as readonly Element[];
  const made = data as Readonly<Record<string, readonly Element[] | undefined>>;
  return {
    ...card,
    body: body.flatMap((element) => {
      if (element['type'] === 'Slot') return made[element['of'] as string] ?? [];
      const { items } = element;
      return Array.isArray(items) && items.length === 0 ? [] : [element];
    }),
  };
}

/** A card that has no banner with this one; what it says besides stays. */
export function withBanner(card: Card, { text, style }: Banner): Card {
  const [title, ...rest] = card['body'] as readonly Element[];
  const banner = {
    type: 'Container',
    style,
    items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] }],
  };
  return title === undefined ? card : { ...card, body: [title, banner, ...rest] };
}

/**
 * Says "(required)" in the label of every input that is: not every screen reader hears the asterisk.
 * Inputs that are bound as data are marked by who makes them.
 */
export function marked(element: Element, t: Say): Element {
  const { isRequired, items, columns } = element;
  if (isRequired !== true && items === undefined && columns === undefined) return element;
  const inner = Object.fromEntries(
    (['items', 'columns'] as const).flatMap((name) => {
      const parts = element[name];
      return Array.isArray(parts) ? [[name, parts.map((part) => marked(part as Element, t))]] : [];
    }),
  );
  return isRequired === true
    ? { ...element, ...inner, label: `${element['label'] as string}${requiredMark(t)}` }
    : { ...element, ...inner };
}

/** What stands behind the label of an input that is required. */
export function requiredMark(t: Say): string {
  return ` (${t('required.word')})`;
}

/** The card with the banner; an error in it is said as the card calls its input, where it has such an input. */
function named(card: Card, banner: Banner, mark: string): Card {
  const [title, ...rest] = card['body'] as readonly Element[];
  const found = banner.at === undefined ? undefined : withError(rest, banner.at, mark);
  if (found === undefined || title === undefined) return withBanner(card, banner);
  return withBanner({ ...card, body: [title, ...found.body] }, { style: banner.style, text: found.text });
}
