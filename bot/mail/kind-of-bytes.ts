import { Buffer } from 'node:buffer';

/** What a file or an attachment is, by what it holds and never by its name. */
type KindOfBytes =
  /** A compound file with a message of Outlook in it. */
  | 'msg'
  /** A compound file of something else: a document of Word, a workbook. */
  | 'compound'
  | 'mime'
  | 'html'
  | 'rtf'
  | 'tnef'
  | 'encrypted'
  | 'calendar'
  | 'pdf'
  | 'picture'
  | 'archive'
  /** Whatever else: text, or nothing that can be read. */
  | 'other';

const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const TNEF = Buffer.from([0x78, 0x9f, 0x3e, 0x22]);
/** The stream that every message of Outlook has, as the directory of the file names it. */
const MESSAGE = Buffer.from('__properties_version1.0', 'utf16le');
/** The object identifiers of PKCS #7, as they begin: signed data, enveloped data and their kin. */
const PKCS7 = Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]);
const PICTURES = [
  Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  Buffer.from([0xff, 0xd8, 0xff]),
  Buffer.from('GIF8'),
  Buffer.from('II*\0'),
  Buffer.from('MM\0*'),
];

const UTF8_MARK = /^\u00EF\u00BB\u00BF/u;
const HTML =
  /^(?:<\?xml[^>]{0,500}\?>\s*)?(?:<!--[^]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div|title)\b/iu;
/** A line that begins a header, and what may come before it in a mailbox's file. */
const HEADER = /^[!-9;-~]{1,70}[ \t]*:/u;
const MBOX = /^>?From \S{1,300} [^\n]{0,200}\r?\n/u;
/** What no mail that was saved as text prints above it, and every mail's source has. */
const OF_SOURCE =
  /^(?:mime-version|content-type|content-transfer-encoding|message-id|return-path|delivered-to|dkim-signature|authentication-results|x-[\w-]{1,60}|received(?=[ \t]*:[ \t]*(?:from|by)\b))[ \t]*:/iu;

/** Whether a text begins with the headers of a mail's source. */
function isSource(start: string): boolean {
  for (const line of start.replace(MBOX, '').split(/\r?\n/u)) {
    if (line === '') return false;
    if (OF_SOURCE.test(line)) return true;
    if (!HEADER.test(line) && !/^[ \t]/u.test(line)) return false;
  }
  return false;
}

/** A source without what some programs save before its first header, which would be the end of all headers. */
export function withoutLead(bytes: Buffer): Buffer {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  return bytes.subarray(at);
}

export function kindOfBytes(bytes: Buffer): KindOfBytes {
  const begins = (mark: Buffer): boolean => bytes.subarray(0, mark.length).equals(mark);
  if (begins(COMPOUND)) return bytes.includes(MESSAGE) ? 'msg' : 'compound';
  if (begins(TNEF)) return 'tnef';
  if (PICTURES.some(begins)) return 'picture';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 9) < 9) return 'archive';
  if (bytes[0] === 0x30 && bytes.subarray(0, 40).includes(PKCS7)) return 'encrypted';
  // UTF-16, as programs save a page or a text: only its beginning is looked at.
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const start = bytes
    .subarray(0, 64 * 1024)
    .toString(wide ? 'utf16le' : 'latin1')
    .replace(wide ? /^\uFEFF/u : UTF8_MARK, '')
    .trimStart();
  if (start.startsWith('%PDF-')) return 'pdf';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (/^BEGIN:VCALENDAR/iu.test(start)) return 'calendar';
  if (/^-----BEGIN (?:PGP MESSAGE|PKCS7|CMS|SMIME)/u.test(start)) return 'encrypted';
  if (HTML.test(start)) return 'html';
  return !wide && isSource(start) ? 'mime' : 'other';
}
