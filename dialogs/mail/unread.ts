import { execute } from '../../cards/kit/actions.ts';
import { messageCard } from '../../cards/message.ts';
import type { MailReading } from '../../domain/mail/read-mail.ts';
import type { Shown } from '../step.ts';
import type { Turn } from '../turn.ts';

/** A pasted text in which no voucher was read. */
export type Unread = Extract<MailReading, { readonly kind: 'notMail' }>;

/**
 * A pasted text that is no voucher mail: what it seems to be, that it was not read to its end where that is so, and the
 * way to record a voucher all the same.
 */
export function showUnread(turn: Turn, { near, isCut }: Unread): Shown {
  const card = messageCard(turn.actor, {
    title: near === undefined ? 'notUnderstood.title' : `near.${near}`,
    text: [
      turn.say(near === undefined ? 'notUnderstood.text' : 'near.text'),
      ...(isCut === true ? [turn.say('mail.isCut')] : []),
    ],
    actions: [execute(turn.say('do.recordByHand'), 'record.hand', { id: '' })],
    offers: ['home', 'help'],
  });
  return { card, waits: false };
}
