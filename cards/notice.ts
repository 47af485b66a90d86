import type { Actor } from '../domain/people/person.ts';
import { defineCard, lines, openUrl, plainExecute, type Card, type Element } from './kit/elements.ts';
import { namesOf } from './kit/format.ts';
import { speaker, type Key, type Say } from './kit/say.ts';
import type { Verb } from './verbs.ts';

/** The likeliest next things, as buttons. */
export type Offer =
  | 'home'
  | 'vouchers'
  | 'claims'
  | 'newVoucher'
  | 'help'
  | 'about'
  | 'ask'
  | 'people'
  | 'setUp'
  | 'next'
  | 'notifications';

const OFFERS: Readonly<Record<Offer, { readonly title: Key; readonly verb: Verb }>> = {
  home: { title: 'do.home', verb: 'home.open' },
  vouchers: { title: 'do.vouchers', verb: 'vouchers.open' },
  claims: { title: 'do.claims', verb: 'claims.open' },
  newVoucher: { title: 'do.newVoucher', verb: 'assign.open' },
  help: { title: 'do.help', verb: 'help.open' },
  about: { title: 'do.about', verb: 'about.open' },
  ask: { title: 'do.ask', verb: 'people.ask' },
  people: { title: 'do.people', verb: 'people.open' },
  setUp: { title: 'do.setUp', verb: 'setUp.open' },
  next: { title: 'do.next', verb: 'home.next' },
  notifications: { title: 'do.notifications', verb: 'notifications.open' },
};

/** It leads away from what is on the card, so no empty input holds it back. */
export function offer(t: Say, which: Offer): Element {
  const { title, verb } = OFFERS[which];
  return plainExecute(t(title), verb);
}

const fill = defineCard<{ readonly heading: string; readonly lines: readonly string[] }>((t) => ({
  title: t('notice.title'),
  body: [
    {
      type: 'RichTextBlock',
      spacing: 'None',
      inlines: [{ type: 'TextRun', text: '${heading}', weight: 'Bolder' }],
    },
    lines('lines'),
  ],
}));

/** A few sentences and what to do next. */
export function noticeCard(
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
  return fill(language, {
    heading: t(title),
    lines: text,
    actions: [
      ...actions,
      ...links.map((link) => openUrl(t(link.title), link.url)),
      ...offers.map((which) => offer(t, which)),
    ],
  });
}

const HELP: readonly Key[] = [
  'help.paste',
  'help.number',
  'help.step',
  'help.customer',
  'help.next',
  'help.money',
  'help.notifications',
  'help.anywhere',
];

/** Commands by example, and further reading, marked historical (P20). */
export function helpCard(
  actor: Actor,
  links: readonly { readonly title: Key; readonly url: string }[],
): Card {
  const t = speaker(actor.language);
  return noticeCard(actor, {
    title: 'help.title',
    text: [...HELP.map((key) => t(key)), ...(links.length > 0 ? [t('help.historical')] : [])],
    links,
    // A stranger has nothing to be told about yet.
    offers:
      links.length > 4 ? ['home'] : ['home', actor.permission === undefined ? 'about' : 'notifications'],
  });
}

/** What the programme and the bot are (R1, P2). */
export function aboutCard(actor: Actor, { admins }: { readonly admins: readonly string[] }): Card {
  const t = speaker(actor.language);
  const isIn = actor.permission !== undefined;
  return noticeCard(actor, {
    title: 'about.title',
    text: [
      t('about.programme'),
      t('about.gain'),
      t('about.bot'),
      t('about.record'),
      admins.length === 0 ? t('about.noAdmin') : t('about.admins', { names: namesOf(admins) }),
    ],
    offers: isIn ? ['home', 'help'] : ['ask', 'help'],
  });
}
