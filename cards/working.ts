import type { Actor } from '../domain/people/person.ts';
import { speaker } from './kit/say.ts';
import type { Card } from './kit/template.ts';
import { messageCard } from './message.ts';

/** It takes a while: the result will stand in this card's place, and until then one may look elsewhere. */
export function workingCard(actor: Pick<Actor, 'language'>): Card {
  const t = speaker(actor.language);
  return messageCard(actor, { title: 'working.title', text: [t('working.text')], offers: ['home'] });
}
