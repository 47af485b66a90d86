import { z } from 'zod';
import type { DroppedFile, FileContent } from '../../dialogs/turn.ts';
import type { MailProblem, ReceivedMail } from '../../domain/mail/received.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import type { Download } from './download.ts';
import { isHeader, readTableFile } from './table-file.ts';

/** How the content of a dropped file is come by. */
export interface FileReaders {
  /** The file at an address, of at most so many bytes. Never rejects. */
  readonly fetch: (url: string, maxBytes: number) => Promise<Download>;
  /** The mail in a file. Never rejects. */
  readonly decodeMail: (
    bytes: Uint8Array,
  ) => Promise<
    | { readonly kind: 'mail'; readonly mail: ReceivedMail }
    | { readonly kind: 'problem'; readonly problem: MailProblem }
  >;
}

const MIB = 1024 * 1024;
const MAX_FILE = 2 * MIB;
/** An item that was saved from Outlook holds everything twice. */
const MAX_MSG = 5 * MIB;

/** What a file is by its name where it is worth fetching; what is called nothing at all may be anything. */
const HOLDS: readonly (readonly [RegExp, DroppedFile['holds']])[] = [
  [/\.(?:csv|tsv|xls[xm]?)$/iu, 'table'],
  [/\.(?:eml|emlx|msg|oft|mht|mhtml)$/iu, 'mail'],
  [/\.(?:txt|text|html?|xhtml)$/iu, 'either'],
  [/^[^.]*$/u, 'either'],
];

/** Why a file is not fetched, where its name says it. */
const NOT_FETCHED: readonly (readonly [RegExp, MailProblem])[] = [
  [/^winmail\.dat$/iu, 'tnef'],
  [/\.(?:p7m|p7s|p7z|rpmsg|pgp|gpg|asc)$/iu, 'encrypted'],
  [/\.(?:ics|vcs)$/iu, 'calendar'],
  [/\.pdf$/iu, 'pdf'],
  [/\.(?:png|jpe?g|gif|bmp|tiff?|webp|heic|svg)$/iu, 'picture'],
];

const downloadInfo = z.looseObject({ downloadUrl: z.string().max(4096) });

/** A file of a message; nothing is fetched before its content is asked for, and that once: a turn may be decided again. */
export function droppedFile(named: string | undefined, info: unknown, readers: FileReaders): DroppedFile {
  const name = cleanLine(named ?? '', 100);
  const holds = HOLDS.find(([called]) => called.test(name))?.[1] ?? 'neither';
  let content: Promise<FileContent> | undefined;
  return {
    name,
    holds,
    content: () =>
      (content ??= holds === 'neither' ? notFetched(name) : contentOf(name, holds, info, readers)),
  };
}

function notFetched(name: string): Promise<FileContent> {
  const problem = NOT_FETCHED.find(([called]) => called.test(name))?.[1];
  return Promise.resolve(problem === undefined ? { kind: 'other' } : { kind: 'mailProblem', problem });
}

async function contentOf(
  name: string,
  holds: Exclude<DroppedFile['holds'], 'neither'>,
  info: unknown,
  { fetch, decodeMail }: FileReaders,
): Promise<FileContent> {
  const parsed = downloadInfo.safeParse(info);
  if (!parsed.success) return { kind: 'problem', problem: 'failed' };
  const file = await fetch(parsed.data.downloadUrl, /\.(?:msg|oft)$/iu.test(name) ? MAX_MSG : MAX_FILE);
  if (file.kind === 'problem') {
    const isOfMail = holds === 'mail' && (file.problem === 'tooLarge' || file.problem === 'busy');
    return isOfMail ? { kind: 'mailProblem', problem: file.problem as MailProblem } : file;
  }
  const { bytes } = file;
  if (holds === 'table') return readTableFile(bytes);
  const table = holds === 'either' ? await readTableFile(bytes) : undefined;
  if (table?.kind === 'table' && isHeader(table.columns)) return table;
  const decoded = await decodeMail(bytes);
  return decoded.kind === 'mail' ? decoded : { kind: 'mailProblem', problem: decoded.problem };
}
