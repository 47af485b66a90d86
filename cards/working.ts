import type { Actor } from '../domain/people/person.ts';
import { speaker } from './kit/say.ts';
import type { Card } from './kit/template.ts';
import { messageCard } from './message.ts';

/**
 * It takes a while. In the chat the result will stand in this card's place, and until then one may look elsewhere; a
 * dialog can be closed, and the result comes to the chat.
 */
export function workingCard(actor: Pick<Actor, 'language'>, where: 'chat' | 'dialog' = 'chat'): Card {
  const t = speaker(actor.language);
  if (where === 'dialog')
    return messageCard(actor, { title: 'working.title', text: [t('working.inDialog')] });
  return messageCard(actor, { title: 'working.title', text: [t('working.text')], offers: ['home'] });
}
