import type { Verb } from '../../cards/verbs.ts';
import { readingMail, type MailReading } from '../../domain/mail/read-mail.ts';
import type { Steps } from '../../domain/steps.ts';
import { commandIn, type Meaning } from '../understand.ts';
import { MAIL_NAMES } from './names.ts';

/** A longer text above a mail is no note to the bot. */
const MAX_NOTE_LINES = 8;

/** What leads on from the mail's card to what its cover note asks for. */
const VIEW_VERBS: Readonly<Partial<Record<string, Verb>>> = {
  home: 'home.open',
  vouchers: 'vouchers.open',
  claims: 'claims.open',
  money: 'claims.money',
  next: 'home.next',
  help: 'help.open',
  about: 'about.open',
  admin: 'about.open',
};

/**
 * What somebody asks for who wrote a line or two above a forwarded mail ("Please reserve this one"), as the verb of its
 * button; undefined when they ask for nothing. The note is what the mail says the same without: it is read once more.
 */
export function* coverNote(text: string, mail: MailReading): Steps<Verb | undefined> {
  const lines = text.split('\n', MAX_NOTE_LINES);
  for (const [at, line] of lines.entries()) {
    const asked = line.trim() === '' ? undefined : commandIn(line);
    if (asked === undefined) continue;
    const above = lines.slice(0, at + 1).join('\n').length;
    const below = yield* readingMail(text.slice(above + 1), MAIL_NAMES);
    return JSON.stringify(below) === JSON.stringify(mail) ? verbOf(asked) : undefined;
  }
  return undefined;
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
