import { cleanLine } from '../../domain/plain-text.ts';
import type { MailProblem } from '../../domain/mail/received.ts';
import { MAX_TEXT } from './caps.ts';

/** What a mail printed above its text. */
export interface Printed {
  readonly from: string;
  readonly date: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
}

/** A longer line is no header for the mail's reader. */
const MAX_HEADER = 150;

/** As many whole addresses as one line holds, the first one at any rate. */
function listed(mailboxes: readonly string[]): string {
  let line = '';
  for (const mailbox of mailboxes) {
    const longer = line === '' ? mailbox : `${line}; ${mailbox}`;
    if (line !== '' && longer.length > MAX_HEADER) break;
    line = longer;
  }
  return line;
}

/** A mailbox as mail programs print it. */
export function printedMailbox(name: string, address: string): string {
  const short = cleanLine(name, 60).replace(/[<>]/gu, '');
  if (address === '') return short;
  return short === '' || short === address ? address : `${short} <${address}>`;
}

function headerBlock({ from, date, to, cc, subject }: Printed): string {
  return [
    ['From', from],
    ['Date', date],
    ['To', listed(to)],
    ['Cc', listed(cc)],
    ['Subject', subject],
  ]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Whether somebody wrote something there. */
export function says(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** What keeps a mail without text from being read, the first that was met counts; in the order of what is told. */
const OBSTACLES = [
  'bounce',
  'encrypted',
  'tnef',
  'pdf',
  'calendar',
  'tooNested',
  'tooLarge',
  'damaged',
  'picture',
] as const satisfies readonly MailProblem[];
type Obstacle = (typeof OBSTACLES)[number];

/** The text of a mail and of the mails inside it as it grows, and what stood in the way. */
export class Sheet {
  readonly #pieces: string[] = [];
  readonly #obstacles = new Set<Obstacle>();
  #length = 0;
  #isCut = false;
  #hasText = false;
  #refused: Obstacle | undefined;

  #print(text: string): void {
    const left = MAX_TEXT - this.#length;
    if (text.length > left) this.#isCut = true;
    if (left <= 0) return;
    const piece = text.slice(0, left);
    this.#pieces.push(piece);
    this.#length += piece.length + 2;
  }

  /** Begins a mail: what it printed above its text. A subject with a number in it is worth reading alone. */
  head(printed: Printed): void {
    const block = headerBlock(printed);
    if (block !== '') this.#print(block);
    if (/(?=\S*\d)\S{6,}/u.test(printed.subject)) this.#hasText = true;
  }

  text(text: string): void {
    if (!says(text)) return;
    this.#hasText = true;
    this.#print(text);
  }

  cut(): void {
    this.#isCut = true;
  }

  meet(obstacle: Obstacle): void {
    this.#obstacles.add(obstacle);
  }

  /** What text there is, is only about what cannot be read. */
  refuse(obstacle: Obstacle): void {
    this.#refused ??= obstacle;
  }

  /** The text, or what kept it from being read where there is none. */
  reading(): { readonly text: string; readonly isCut: boolean } | { readonly problem: MailProblem } {
    if (this.#refused !== undefined) return { problem: this.#refused };
    if (this.#hasText) return { text: this.#pieces.join('\n\n'), isCut: this.#isCut };
    return { problem: OBSTACLES.find((obstacle) => this.#obstacles.has(obstacle)) ?? 'noText' };
  }
}
