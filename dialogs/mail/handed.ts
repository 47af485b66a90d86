import { messageCard } from '../../cards/message.ts';
import { withBanner, type Banner } from '../../cards/kit/template.ts';
import type { Table } from '../../domain/csv-table.ts';
import { readingMail, type MailReading } from '../../domain/mail/read-mail.ts';
import type { ReceivedMail } from '../../domain/mail/received.ts';
import type { Answer, Shown } from '../step.ts';
import type { DroppedFile, FileContent, Turn } from '../turn.ts';
import type { Came, Reading } from './candidate.ts';
import { MAIL_NAMES } from './names.ts';

/** A text that was read, and how it came. */
export interface ReadText {
  readonly text: string;
  readonly mail: MailReading;
  readonly came: Came;
}

/** One in which there are vouchers. */
export interface ReadMail extends ReadText {
  readonly mail: Extract<MailReading, { readonly kind: 'candidates' }>;
}

/** A file that was not used, and why: it cannot be read, no voucher is in it, or something else came with it. */
export interface Unused {
  readonly name: string;
  readonly content: FileContent | { readonly kind: 'noVoucher' | 'apart' | 'notAllowed' };
  /** It is a mail, by its name or by how it came. */
  readonly isMail?: boolean;
}

/** Files that are named in the line above what was read. */
const NAMED = 4;

/** Reads a text, in slices. `isCut`: not all of it was handed over. */
export async function readText(
  turn: Turn,
  text: string,
  came: Came,
  isCut: true | undefined,
): Promise<ReadText> {
  const mail = await turn.inSlices(readingMail(text, MAIL_NAMES));
  return { text, mail: isCut === true ? { ...mail, isCut } : mail, came };
}

export function hasVouchers(read: ReadText): read is ReadMail {
  return read.mail.kind === 'candidates';
}

/** The vouchers of mails that were handed over together, in their order. */
export function together(read: readonly ReadMail[]): Reading {
  return {
    candidates: read.flatMap(({ mail, came }) => mail.candidates.map((one) => ({ ...one, came }))),
    left: read.reduce((sum, { mail }) => sum + mail.left, 0),
    isCut: read.some(({ mail }) => mail.isCut),
  };
}

/** What the files hold, one after another: each may be some megabytes. What somebody may not use is not fetched. */
export async function contentsOf(
  files: readonly DroppedFile[],
  mayUse: Readonly<Record<'table' | 'mail', boolean>>,
): Promise<{
  readonly mails: readonly { readonly name: string; readonly mail: ReceivedMail }[];
  readonly tables: readonly { readonly name: string; readonly table: Table }[];
  readonly unused: readonly Unused[];
}> {
  const mails: { name: string; mail: ReceivedMail }[] = [];
  const tables: { name: string; table: Table }[] = [];
  const unused: Unused[] = [];
  for (const { name, holds, content: fetched } of files) {
    if (holds === 'table' && !mayUse.table) {
      unused.push({ name, content: { kind: 'notAllowed' } });
      continue;
    }
    const content = await fetched();
    if (content.kind === 'mail') mails.push({ name, mail: content.mail });
    else if (content.kind !== 'table') unused.push({ name, content, isMail: holds === 'mail' });
    else if (mayUse.table) tables.push({ name, table: content });
    else unused.push({ name, content: { kind: 'notAllowed' } });
  }
  return { mails, tables, unused };
}

/** What of the files was not used, for above the card of what was; undefined when all was. */
export function unusedBanner(turn: Turn, unused: readonly Unused[], left: number): Banner | undefined {
  const said = [
    ...unused.slice(0, NAMED).map((one) => `${one.name}: ${whyUnused(turn, one)}`),
    ...more(turn, unused.length - NAMED, left),
  ];
  return said.length === 0 ? undefined : { text: said.join(' '), style: 'warning' };
}

/** Of several files none could be used: why, each by its name. */
export function showUnused(turn: Turn, unused: readonly Unused[], left: number): Shown {
  const [only, ...others] = unused;
  const text =
    only !== undefined && others.length === 0 && left === 0
      ? [whyUnused(turn, only), turn.say('file.text', { name: only.name })]
      : [
          ...unused.map((one) => `${one.name}: ${whyUnused(turn, one)}`),
          ...more(turn, 0, left),
          turn.say('file.texts'),
        ];
  const title = only?.isMail === true && others.length === 0 ? 'mailFile.title' : 'file.title';
  return { card: messageCard(turn.actor, { title, text, offers: ['newVoucher', 'home'] }), waits: false };
}

/** The answer with a line above it, where there is one. */
export function below(banner: Banner | undefined, answer: Answer | undefined): Answer | undefined {
  return answer === undefined || banner === undefined
    ? answer
    : { ...answer, card: withBanner(answer.card, banner) };
}

function more(turn: Turn, unnamed: number, left: number): string[] {
  return [
    ...(unnamed > 0 ? [turn.say('files.more', { count: unnamed })] : []),
    ...(left > 0 ? [turn.say('files.left', { count: left })] : []),
  ];
}

function whyUnused(turn: Turn, { content }: Unused): string {
  switch (content.kind) {
    case 'problem':
      return turn.say(`file.problem.${content.problem}`);
    case 'mailProblem':
      return turn.say(`mailFile.problem.${content.problem}`);
    case 'notAllowed':
    case 'noVoucher':
    case 'apart':
    case 'other':
      return turn.say(`files.${content.kind}`);
    case 'mail':
    case 'table':
      throw new Error('it was used');
    default:
      return content satisfies never;
  }
}
