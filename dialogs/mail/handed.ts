import { messageCard } from '../../cards/message.ts';
import { withBanner, type Banner } from '../../cards/kit/template.ts';
import type { Table } from '../../domain/csv-table.ts';
import { readingMail, type MailReading } from '../../domain/mail/read-mail.ts';
import type { ReceivedMail } from '../../domain/mail/received.ts';
import { present } from '../../domain/present.ts';
import type { Answer, Shown } from '../step.ts';
import type { DroppedFile, DroppedFiles, FileContent, Turn } from '../turn.ts';
import type { Came, Reading } from './candidate.ts';
import { MAIL_NAMES } from './names.ts';
import type { Unread } from './unread.ts';

/** A text that was read, and how it came. */
interface ReadText {
  readonly text: string;
  readonly mail: MailReading;
  readonly came: Came;
}

/** One in which there are vouchers. */
export interface ReadMail extends ReadText {
  readonly mail: Extract<MailReading, { readonly kind: 'candidates' }>;
}

/** A file that was not used, and why: it cannot be read, no voucher is in it, or something else came with it. */
interface Unused {
  readonly name: string;
  readonly content: FileContent | { readonly kind: 'noVoucher' | 'apart' | 'notAllowed' };
  /** It is a mail, by its name or by how it came. */
  readonly isMail?: boolean;
}

/** A mail or a table in one line is longer than what people type as a command. */
const MIN_PASTED = 60;

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

/** Without the person who sent it themselves: the mailbox's server vouches for them, and they know it. */
export function withoutOwn({ mail, ...read }: ReadMail, own: string | undefined): ReadMail {
  const candidates = mail.candidates.map(({ hops = [], forwardedBy, ...one }) => ({
    ...one,
    hops: hops.filter((hop) => hop !== own),
    ...(forwardedBy !== undefined && forwardedBy.value !== own && { forwardedBy }),
  }));
  return { ...read, mail: { ...mail, candidates } };
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

export function isPasted(text: string): boolean {
  return text.length >= MIN_PASTED || text.includes('\n');
}

/** A text in which there are none, for the card that says so. */
export function unreadOf({ mail, text }: ReadText): Unread {
  return { kind: 'notMail', ...(mail.kind === 'notMail' && mail), text };
}

/**
 * What dropped files hold together with what is written beside them: the mails in which there are vouchers, in their
 * order; else a table. `unused`: the others, and why; `unread`: the first mail without a voucher; `note`: what is written,
 * where it is no mail itself.
 */
export async function readFiles(
  turn: Turn,
  { files, text }: DroppedFiles,
  mayUse: Readonly<Record<'table' | 'mail', boolean>>,
): Promise<{
  readonly read: readonly ReadMail[];
  readonly unread: Unread | undefined;
  readonly table: Table | undefined;
  readonly unused: readonly Unused[];
  readonly note: string;
}> {
  const found = await contentsOf(files, mayUse);
  const written = isPasted(text) ? await readText(turn, text, { way: 'pasted' }, undefined) : undefined;
  const isMail = written !== undefined && hasVouchers(written);
  const read: ReadMail[] = isMail ? [written] : [];
  const unused = [...found.unused];
  let unread: Unread | undefined;
  for (const { name, mail } of found.mails) {
    const { signedBy, signedFrom } = mail;
    const came = present({ way: 'file' as const, signedBy, signedFrom });
    const source = await readText(turn, mail.text, came, mail.isCut);
    if (hasVouchers(source)) read.push(source);
    else {
      unread ??= unreadOf(source);
      unused.push({ name, content: { kind: 'noVoucher' } });
    }
  }
  const [table, ...tables] = found.tables;
  for (const { name } of read.length > 0 ? found.tables : tables)
    unused.push({ name, content: { kind: 'apart' } });
  return { read, unread, table: table?.table, unused, note: isMail ? '' : text };
}

/** What the files hold, one after another: each may be some megabytes. What somebody may not use is not fetched. */
async function contentsOf(
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
