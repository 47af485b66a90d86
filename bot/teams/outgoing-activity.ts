import { CardFactory, MessageFactory, type Activity } from 'botbuilder';
import type { Card } from '../../cards/kit/elements.ts';

/** An activity of the bot on its way to Teams; who it is from and where it goes is put on by the connector. */
export type OutgoingActivity = Partial<Activity>;

/** A message that is an Adaptive Card. */
export function cardActivity(card: Card): OutgoingActivity {
  return MessageFactory.attachment(CardFactory.adaptiveCard(card));
}
