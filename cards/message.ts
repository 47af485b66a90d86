import type { Actor } from '../domain/people/person.ts';
import { IN_SIGHT, offer, openUrl, seldom, type Offer } from './kit/actions.ts';
import { headline, type Element } from './kit/elements.ts';
import { lines } from './kit/lists.ts';
import { speaker, type Key } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';

const fill = defineCard<{ readonly heading: string; readonly lines: readonly string[] }>((t) => ({
  title: t('notice.title'),
  hasHead: true,
  body: [headline('${heading}'), lines('lines')],
}));

/** A few sentences and what to do next: the likeliest things in sight. */
export function messageCard(
  { language }: Pick<Actor, 'language'>,
  {
    title,
    text = [],
    offers = [],
    actions = [],
    links = [],
  }: {
    readonly title: Key;
    /** Whole sentences; may hold anybody's text, it is shown literally. */
    readonly text?: readonly string[];
    readonly offers?: readonly Offer[];
    readonly actions?: readonly Element[];
    readonly links?: readonly { readonly title: Key; readonly url: string }[];
  },
): Card {
  const t = speaker(language);
  const all = [
    ...actions,
    ...links.map((link) => openUrl(t(link.title), link.url)),
    ...offers.map((which) => offer(t, which)),
  ];
  return fill(language, {
    heading: t(title),
    lines: text,
    actions: all.map((action, nth) => (nth < IN_SIGHT ? action : seldom(action))),
  });
}
