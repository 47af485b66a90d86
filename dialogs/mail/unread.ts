import { execute } from '../../cards/kit/actions.ts';
import { messageCard } from '../../cards/message.ts';
import type { MailReading } from '../../domain/mail/read-mail.ts';
import { saidIn } from '../../domain/mail/pointed-line.ts';
import type { Shown } from '../step.ts';
import type { Turn } from '../turn.ts';
import { isLongAsMail, keptLines, lineBelow } from './lines.ts';
import { MAIL_NAMES } from './names.ts';
import type { Steps } from '../../domain/steps.ts';

/** A pasted text in which no voucher was read. */
export type Unread = Extract<MailReading, { readonly kind: 'notMail' }> & { readonly text: string };

/** The lines of such a text of which a person could say that one is the number; none where it is too short, or holds none. */
export function* unreadLines({ near, text }: Unread): Steps<string[]> {
  const lines = yield* keptLines(text, []);
  if (near === undefined && !isLongAsMail(lines)) return [];
  for (const [at, line] of lines.entries()) {
    yield;
    if (line !== '' && saidIn('number', line, lineBelow(lines, at), MAIL_NAMES).length > 0) return lines;
  }
  return [];
}

/**
 * A pasted text that is no voucher mail: what it seems to be, that it was not read to its end where that is so, and the
 * way to record a voucher all the same. `subject`: its lines are kept under it, and one can be said to be the number.
 * `name`: what the mail is called, where it was none that was pasted.
 */
export function showUnread(
  turn: Turn,
  { near, isCut }: Unread,
  { subject, name }: { readonly subject?: string | undefined; readonly name?: string | undefined } = {},
): Shown {
  const { say } = turn;
  const card = messageCard(turn.actor, {
    title:
      near !== undefined ? `near.${near}` : name === undefined ? 'notUnderstood.title' : 'mail.noVoucher',
    text: [
      ...(name === undefined ? [] : [`“${name}”`]),
      say(near === undefined ? 'notUnderstood.text' : 'near.text'),
      ...(isCut === true ? [say('mail.isCut')] : []),
    ],
    actions: [
      ...(subject === undefined ? [] : [execute(say('do.lineIsNumber'), 'record.lines', { id: subject })]),
      execute(say('do.recordByHand'), 'record.hand', { id: '' }),
    ],
    offers: ['home', 'help'],
  });
  return { card, waits: false };
}
