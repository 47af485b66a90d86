import { readTable, type Table, type TableProblem } from '../../domain/csv-table.ts';
import { decodeText, type Decoded } from './decode.ts';
import { readXlsx, type XlsxProblem } from './xlsx.ts';

/** `oldFormat`: a workbook of Excel 97, or one with a password, which look alike from outside. */
type UnreadableFile =
  | TableProblem
  | XlsxProblem
  | Exclude<Decoded, { readonly kind: 'text' }>
  | { readonly kind: 'problem'; readonly problem: 'oldFormat' };

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const ZIPPED = [0x50, 0x4b];

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** The table in a dropped file, by what it holds and not by what it is called: XLSX, or separated text. Never throws. */
export async function readTableFile(bytes: Uint8Array): Promise<Table | UnreadableFile> {
  if (beginsWith(bytes, COMPOUND)) return { kind: 'problem', problem: 'oldFormat' };
  if (beginsWith(bytes, ZIPPED)) return readXlsx(bytes);
  const decoded = decodeText(bytes);
  return decoded.kind === 'text' ? readTable(decoded.text) : decoded;
}
