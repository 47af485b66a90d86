import type { Actor } from '../domain/people/person.ts';
import { namesOf } from './kit/format.ts';
import { speaker, type Key, type Say } from './kit/say.ts';
import type { Card } from './kit/template.ts';
import { messageCard } from './message.ts';

const HELP: readonly Key[] = [
  'help.paste',
  'help.number',
  'help.step',
  'help.customer',
  'help.next',
  'help.money',
  'help.notifications',
  'help.mailbox',
  'help.anywhere',
];

/** Commands by example, and further reading, marked historical (P20). */
export function helpCard(
  actor: Actor,
  links: readonly { readonly title: Key; readonly url: string }[],
): Card {
  const t = speaker(actor.language);
  return messageCard(actor, {
    title: 'help.title',
    text: [...HELP.map((key) => t(key)), ...(links.length > 0 ? [t('help.historical')] : [])],
    links,
    // A stranger has nothing to be told about yet.
    offers:
      links.length > 4 ? ['home'] : ['home', actor.permission === undefined ? 'about' : 'notifications'],
  });
}

/** Whom to ask for access. */
export function adminsSentence(t: Say, admins: readonly string[]): string {
  return admins.length === 0 ? t('about.noAdmin') : t('about.admins', { names: namesOf(t, admins) });
}

/** What the programme and the bot are, and which benefit of the articles is not the bot's (R1, P2). */
export function aboutCard(actor: Actor, { admins }: { readonly admins: readonly string[] }): Card {
  const t = speaker(actor.language);
  const isIn = actor.permission !== undefined;
  return messageCard(actor, {
    title: 'about.title',
    text: [
      t('about.programme'),
      t('about.gain'),
      t('about.training'),
      t('about.bot'),
      t('about.record'),
      adminsSentence(t, admins),
    ],
    offers: isIn ? ['home', 'help'] : ['ask', 'help'],
  });
}
