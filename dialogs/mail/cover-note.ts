import type { Verb } from '../../cards/verbs.ts';
import { readMail } from '../../domain/mail/read-mail.ts';
import { commandIn, type Meaning } from '../understand.ts';
import { MAIL_NAMES } from './names.ts';

/** A longer text above a mail is no note to the bot. */
const MAX_NOTE_LINES = 8;

/** What leads on from the mail's card to what its cover note asks for. */
const VIEW_VERBS: Readonly<Partial<Record<string, Verb>>> = {
  home: 'home.open',
  vouchers: 'vouchers.open',
  claims: 'claims.open',
  next: 'home.next',
  help: 'help.open',
  about: 'about.open',
  admin: 'about.open',
};

/**
 * What somebody asks for who wrote a line or two above a forwarded mail ("Please reserve this one"), as the verb of its
 * button; undefined when they ask for nothing. The note is what the mail says the same without.
 */
export function coverNote(text: string): Verb | undefined {
  const lines = text.split('\n');
  const whole = said(text);
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (at >= MAX_NOTE_LINES || said(lines.slice(at + 1).join('\n')) !== whole) return undefined;
    const asked = commandIn(line);
    if (asked !== undefined) return verbOf(asked);
  }
  return undefined;
}

function said(text: string): string {
  return JSON.stringify(readMail(text, MAIL_NAMES));
}

function verbOf(asked: Meaning): Verb | undefined {
  switch (asked.kind) {
    case 'view':
      return VIEW_VERBS[asked.view];
    case 'step':
      return `${asked.step}.open`;
    case 'voucher':
      return asked.asks === 'history' ? 'voucher.history' : `${asked.asks}.open`;
    case 'words':
      return undefined;
    default:
      return asked satisfies never;
  }
}
