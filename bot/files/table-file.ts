import { readTable, type Table, type TableProblem } from '../../domain/csv-table.ts';
import { isKnownHeader } from '../../domain/company/table-columns.ts';
import { isVoucherHeader } from '../../domain/sheet/columns.ts';
import { htmlToText, MAX_HTML } from '../mail/html-text.ts';
import { decodeText, type Decoded } from './decode.ts';
import { readXlsx, type XlsxProblem } from './xlsx.ts';

/**
 * `oldFormat`: a workbook of Excel 97 or in the XML of Excel 2003, or one with a password. `webPage`: HTML under a
 * spreadsheet's name, such as a report that was saved so, or the page that asks to sign in. `pdf`: pages to print, whose
 * source may be plain text all through; `richText`: a formatted text.
 */
type UnreadableFile =
  | TableProblem
  | XlsxProblem
  | Exclude<Decoded, { readonly kind: 'text' }>
  | { readonly kind: 'problem'; readonly problem: 'oldFormat' | 'webPage' | 'pdf' | 'richText' };

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const ZIPPED = [0x50, 0x4b];
/** Readers of PDF look for its mark in the first kilobyte, at the beginning of a line. */
const PDF = /(?:^|[\r\n\u00BF])%(?:PDF-\d|!PS-Adobe)/u;
const RICH_TEXT = /^(?:\u00EF\u00BB\u00BF)?\s*\{\\rtf/u;
/** How web pages begin. */
const WEB_PAGE = /^<(?:!doctype\s+html|html|head|body|table|meta|script|style)\b/iu;
const WEB_ARCHIVE =
  /^(?:[\w-]+:[^\n]{0,500}\n){0,20}?(?:mime-version|content-type:\s*multipart\/related)\b/iu;
const EXCEL_2003 =
  /^\s*<\?xml[^]{0,500}(?:progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet)/iu;

/** Of the company, or of vouchers. */
export function isHeader(cells: readonly string[]): boolean {
  return isKnownHeader(cells) || isVoucherHeader(cells);
}

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** The table in a dropped file, by what it holds and not by what it is called: XLSX, or separated text. Never throws. */
export async function readTableFile(bytes: Uint8Array): Promise<Table | UnreadableFile> {
  if (beginsWith(bytes, COMPOUND)) return { kind: 'problem', problem: 'oldFormat' };
  if (beginsWith(bytes, ZIPPED)) return readXlsx(bytes, isHeader);
  const marks = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (PDF.test(marks)) return { kind: 'problem', problem: 'pdf' };
  if (RICH_TEXT.test(marks)) return { kind: 'problem', problem: 'richText' };
  const decoded = decodeText(bytes);
  if (decoded.kind !== 'text') return decoded;
  const { text } = decoded;
  if (EXCEL_2003.test(text)) return { kind: 'problem', problem: 'oldFormat' };
  if (WEB_PAGE.test(beginning(text))) return tableOfPage(text);
  if (WEB_ARCHIVE.test(text)) return { kind: 'problem', problem: 'webPage' };
  return readTable(text, isHeader);
}

/** What a text begins with, behind comments and declarations of XML. */
function beginning(text: string): string {
  let at = 0;
  for (;;) {
    at += /^\s{0,1000}/u.exec(text.slice(at, at + 1000))?.[0].length ?? 0;
    const mark = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : undefined;
    if (mark === undefined) return text.slice(at, at + 100);
    const end = text.indexOf(mark, at);
    if (end < 0) return '';
    at = end + mark.length;
  }
}

/** The table of a web page, when the whole page can be read and a header in it means something. */
function tableOfPage(html: string): Table | UnreadableFile {
  const page: UnreadableFile = { kind: 'problem', problem: 'webPage' };
  if (html.length > MAX_HTML || !/<table\b/iu.test(html)) return page;
  const table = readTable(htmlToText(html), isHeader);
  return table.kind === 'table' && isHeader(table.columns) ? table : page;
}
