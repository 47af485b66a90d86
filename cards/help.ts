import type { Actor } from '../domain/people/person.ts';
import { actionSet, offer, openUrl } from './kit/actions.ts';
import { bound, folded, words, type Element } from './kit/elements.ts';
import { namesOf } from './kit/format.ts';
import { lines } from './kit/lists.ts';
import { speaker, type Key, type Say } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';

/** What people say most, by example. */
const HELP = ['help.number', 'help.step', 'help.customer', 'help.next', 'help.money'] as const;
const MORE = [
  'help.takeout',
  'help.overview',
  'help.people',
  'help.notifications',
  'help.mailbox',
  'help.anywhere',
] as const;

const fillHelp = defineCard<{
  readonly rest: readonly string[];
  readonly links: readonly Element[];
  readonly hasLinks: boolean;
}>((t) => ({
  title: t('help.title'),
  body: [
    words(t('help.paste')),
    words(t('help.list'), { spacing: 'Small' }),
    ...HELP.map((key) => bound(t(key), { spacing: 'Small' })),
    ...folded('more', t('help.more'), [
      ...MORE.map((key) => bound(t(key), { spacing: 'Small' })),
      lines('rest', { size: 'Small', isSubtle: true }),
      { $when: '${hasLinks}', ...actionSet('links', { spacing: 'Small' }) },
    ]),
  ],
}));

/** Commands by example; the rest, and further reading, marked historical (P20), unfolds. */
export function helpCard(
  actor: Actor,
  links: readonly { readonly title: Key; readonly url: string }[],
): Card {
  const t = speaker(actor.language);
  return fillHelp(actor.language, {
    rest: links.length > 0 ? [t('help.historical')] : [],
    links: links.map(({ title, url }) => openUrl(t(title), url)),
    hasLinks: links.length > 0,
    // A stranger has nothing to be told about yet.
    actions: [
      offer(t, 'home'),
      ...(actor.permission === undefined
        ? [offer(t, 'about')]
        : [offer(t, 'overview'), offer(t, 'questions'), offer(t, 'notifications')]),
    ],
  });
}

/** Admins that a sentence names: enough to ask one of them. */
const ADMINS = 3;

/** Whom to ask for access. */
export function adminsSentence(t: Say, admins: readonly string[]): string {
  return admins.length === 0 ? t('about.noAdmin') : t('about.admins', { names: namesOf(t, admins, ADMINS) });
}

const fillAbout = defineCard<{ readonly admins: string }>((t) => ({
  title: t('about.title'),
  body: [
    words(t('about.bot')),
    bound('${admins}'),
    ...folded('programme', t('about.more'), [
      words(t('about.programme')),
      words(t('about.gain')),
      words(t('about.training')),
      words(t('about.record')),
    ]),
  ],
}));

/** What the bot and the programme are, and which benefit of the articles is not the bot's (R1, P2). */
export function aboutCard(actor: Actor, { admins }: { readonly admins: readonly string[] }): Card {
  const t = speaker(actor.language);
  const isIn = actor.permission !== undefined;
  return fillAbout(actor.language, {
    admins: adminsSentence(t, admins),
    actions: isIn ? [offer(t, 'home'), offer(t, 'help')] : [offer(t, 'ask'), offer(t, 'help')],
  });
}
