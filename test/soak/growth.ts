import { KINDS } from '../../domain/store/documents.ts';
import { RETENTION } from '../../domain/store/retention.ts';
import type { readDataFile } from '../fuzz/data-file.ts';

type DataFile = ReturnType<typeof readDataFile>;

/** Rows that have expired and wait to be cleared away, at most, to those that have not. */
const MOST_EXPIRED = 0.1;
/** Cards that wait to be sent when nothing is done any more, at most, for each person. */
const MOST_WAITING = 20;
/**
 * Bytes of the file in use, at most, to those of the documents' JSON: each has a key in some indexes beside it, and pages are
 * between half full and full.
 */
const MOST_BESIDE = 2.5;

/** Where the bytes of the file are: a line for each kind, and for what is no document. */
export function tableOf({ kinds, documents, expired, fileBytes, freeBytes }: DataFile): readonly string[] {
  const vouchers = Math.max(1, kinds.get('voucher')?.count ?? 0);
  const rows = KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
    const { count, bytes } = kinds.get(kind) ?? { count: 0, bytes: 0 };
    const held = RETENTION[kind];
    const kept = 'days' in held ? `${held.days} days` : held.kept;
    return `${kind.padEnd(11)} ${cell(count)} ${cell(bytes / 1024)} KB ${cell(bytes / vouchers)} B a voucher  ${kept}`;
  });
  const json = jsonBytes(kinds);
  return [
    ...rows,
    `${'in all'.padEnd(11)} ${cell(documents)} ${cell(json / 1024)} KB ${cell(json / vouchers)} B a voucher`,
    `the file: ${Math.round(fileBytes / 1024)} KB, ${Math.round(freeBytes / 1024)} KB of it free; ${((fileBytes - freeBytes) / json).toFixed(2)} bytes in use for each of JSON; ${expired} rows have expired`,
  ];
}

/** Growth that nothing explains; empty when all is. */
export function unexplainedGrowth(file: DataFile, people: number): readonly string[] {
  const { kinds, documents, expired, untold, fileBytes, freeBytes } = file;
  const found: string[] = [...file.wrong];
  if (expired > documents * MOST_EXPIRED) found.push(`${expired} rows have expired and are not cleared away`);
  const used = (fileBytes - freeBytes) / jsonBytes(kinds);
  if (used > MOST_BESIDE) found.push(`the file has ${used.toFixed(2)} bytes for each of its documents`);
  const { count: waiting = 0 } = kinds.get('outbox') ?? {};
  if (waiting > people * MOST_WAITING) found.push(`${waiting} cards wait in the outbox`);
  if (untold > 0) found.push(`${untold} news should have been told days ago`);
  for (const kind of ['company', 'tally', 'sweep', 'mailbox', 'sheetWords', 'hint'] as const) {
    const { count = 0 } = kinds.get(kind) ?? {};
    if (count > 1) found.push(`there are ${count} of ${kind}`);
  }
  return found;
}

const cell = (number: number): string => String(Math.round(number)).padStart(8);

function jsonBytes(kinds: DataFile['kinds']): number {
  return [...kinds.values()].reduce((sum, { bytes }) => sum + bytes, 0);
}
