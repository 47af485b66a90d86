import { addDays, day, type Day } from '../../domain/day.ts';
import {
  MAX_COLUMNS,
  MAX_RAW_CELL,
  tableOf,
  type IsHeader,
  type RawRow,
  type Table,
  type TableProblem,
} from '../../domain/csv-table.ts';
import { attribute, pieces, XmlError } from './xml.ts';
import { Zip, ZipError, type ZipProblem } from './zip.ts';

/** `notSpreadsheet`: an archive of another kind. */
export type XlsxProblem = { readonly kind: 'problem'; readonly problem: ZipProblem | 'notSpreadsheet' };

/** Different texts of a workbook that are kept. */
const MAX_STRINGS = 200_000;

/** Sheets that are looked through for a table. */
const MAX_SHEETS = 10;

/**
 * A visible sheet of an XLSX workbook as a table: the first whose header means something, else the first that holds
 * one. Formulas are not evaluated, nor is what Excel kept of their
 * values taken: they come as cells that begin with `=`. Days come as `YYYY-MM-DD`. Never throws.
 */
export async function readXlsx(
  bytes: Uint8Array,
  isHeader?: IsHeader,
): Promise<Table | TableProblem | XlsxProblem> {
  try {
    const zip = new Zip(bytes);
    const workbook = await part(zip, await workbookPath(zip));
    if (workbook === undefined) return { kind: 'problem', problem: 'notSpreadsheet' };
    const related = await relations(zip, workbook.path);
    const { sheets, is1904 } = sheetsOf(workbook.xml);
    // A sheet of a chart, a dialog or a macro has no cells.
    const paths = sheets.flatMap((sheet) => {
      const found = related.find(({ id }) => id === sheet);
      return found === undefined || (found.type ?? 'worksheet') !== 'worksheet' ? [] : [found.path];
    });
    const strings = await part(zip, related.find(({ type }) => type === 'sharedStrings')?.path);
    const styles = await part(zip, related.find(({ type }) => type === 'styles')?.path);
    const book: Book = {
      strings: strings === undefined ? [] : stringsOf(strings.xml),
      dates: styles === undefined ? [] : datesOf(styles.xml),
      epoch: (is1904 ? '1904-01-01' : '1899-12-30') as Day,
    };
    let best: Table | TableProblem | XlsxProblem = { kind: 'problem', problem: 'notSpreadsheet' };
    for (const path of paths.slice(0, MAX_SHEETS)) {
      const cells = await part(zip, path);
      if (cells === undefined) continue;
      const table = tableOf(rows(cells.xml, book), { isHeader, isPlaced: true });
      if (table.kind === 'table' && (isHeader === undefined || isHeader(table.columns))) return table;
      if (best.kind === 'problem' && (table.kind === 'table' || best.problem === 'notSpreadsheet'))
        best = table;
    }
    return best;
  } catch (error) {
    if (error instanceof ZipError || error instanceof XmlError)
      return { kind: 'problem', problem: error.problem };
    throw error;
  }
}

interface Part {
  readonly path: string;
  readonly xml: string;
}

async function part(zip: Zip, path: string | undefined): Promise<Part | undefined> {
  const bytes = path === undefined ? undefined : await zip.read(path);
  if (path === undefined || bytes === undefined) return undefined;
  const encoding = encodingOf(bytes);
  try {
    return { path, xml: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    throw new XmlError(`not ${encoding}`);
  }
}

/** The encoding of an XML document: its first bytes tell UTF-16, else its declaration. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^[^<]{0,3}<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]{1,40})["']/iu.exec(head)?.[1];
  return declared === undefined || /^utf-?16/iu.test(declared) ? 'utf-8' : declared;
}

interface Relation {
  readonly id: string | undefined;
  /** The last word of its type, which the strict and the transitional form of the format share. */
  readonly type: string | undefined;
  readonly path: string;
}

/** What a part of the package refers to inside it; `''` is the package itself. */
async function relations(zip: Zip, path: string): Promise<readonly Relation[]> {
  const slash = path.lastIndexOf('/') + 1;
  const found = await part(zip, `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`);
  const related: Relation[] = [];
  for (const piece of found === undefined ? [] : pieces(found.xml)) {
    if (piece.kind !== 'open' || piece.name !== 'Relationship') continue;
    const target = attribute(piece.attributes, 'Target');
    if (target === undefined || attribute(piece.attributes, 'TargetMode') === 'External') continue;
    related.push({
      id: attribute(piece.attributes, 'Id'),
      type: attribute(piece.attributes, 'Type')?.split('/').at(-1),
      path: resolved(path.slice(0, slash), target),
    });
  }
  return related;
}

/** A target as a name in the archive: names are only ever looked up there, so no path can lead out of it. */
function resolved(folder: string, target: string): string {
  const names: string[] = [];
  const plainTarget = unencoded(target).replaceAll('\\', '/');
  for (const name of (plainTarget.startsWith('/') ? plainTarget : folder + plainTarget).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}

/** A target is an address: `sheet%201.xml`. */
function unencoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

async function workbookPath(zip: Zip): Promise<string | undefined> {
  const related = await relations(zip, '');
  const path = related.find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  // A document or a slide show has a main part, too.
  return /\.xml$/iu.test(path) && !/^(?:word|ppt)\//iu.test(path) ? path : undefined;
}

/** The ids of the sheets that are shown; programs write other words than `visible` for that, or none. */
function sheetsOf(xml: string): { readonly sheets: readonly string[]; readonly is1904: boolean } {
  const sheets: string[] = [];
  let is1904 = false;
  for (const piece of pieces(xml)) {
    if (piece.kind !== 'open') continue;
    if (piece.name === 'workbookPr')
      is1904 = /^(?:1|true)$/u.test(attribute(piece.attributes, 'date1904') ?? '');
    if (piece.name !== 'sheet' || sheets.length > MAX_STRINGS) continue;
    const id = attribute(piece.attributes, 'id');
    if (id !== undefined && !/hidden$/iu.test(attribute(piece.attributes, 'state') ?? '')) sheets.push(id);
  }
  return { sheets, is1904 };
}

/** Characters that XML cannot hold are written `_x000D_`. */
const ESCAPED = /_x([\dA-Fa-f]{4})_/gu;

function plain(text: string): string {
  return text.replace(ESCAPED, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function stringsOf(xml: string): readonly string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isKept = false;
  for (const piece of pieces(xml)) {
    if (piece.kind === 'text') {
      if (isText && isKept && text.length <= MAX_RAW_CELL) text += piece.text.slice(0, MAX_RAW_CELL + 1);
    } else if (piece.name === 't') isText = piece.kind === 'open';
    // The reading aid of East Asian texts repeats them.
    else if (piece.name === 'rPh') isKept = piece.kind === 'close';
    else if (piece.name === 'si') {
      isKept = piece.kind === 'open';
      if (isKept) text = '';
      else if (strings.push(plain(text)) > MAX_STRINGS) throw new ZipError('tooLarge');
    }
  }
  return strings;
}

/** Built-in number formats that show a day. */
const DATE_FORMATS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** For each cell style, whether it shows numbers as days. */
function datesOf(xml: string): readonly boolean[] {
  const formats = new Set(DATE_FORMATS);
  const dates: boolean[] = [];
  let isCells = false;
  for (const piece of pieces(xml)) {
    if (piece.kind === 'text') continue;
    if (piece.name === 'cellXfs') isCells = piece.kind === 'open';
    if (piece.kind !== 'open') continue;
    const id = Number(attribute(piece.attributes, 'numFmtId') ?? NaN);
    if (piece.name === 'numFmt') {
      // Some programs write the letters of their own language. Words in quotes, colours in brackets and escaped signs say nothing about the number.
      const code = (attribute(piece.attributes, 'formatCode') ?? '').slice(0, 500);
      if (/[dyj]|г{2}/iu.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./gu, ''))) formats.add(id);
      else formats.delete(id);
    } else if (isCells && piece.name === 'xf') dates.push(formats.has(id));
  }
  return dates;
}

interface Book {
  readonly strings: readonly string[];
  readonly dates: readonly boolean[];
  readonly epoch: Day;
}

/** One cell as it is put together. */
interface Cell {
  readonly column: number;
  readonly type: string;
  readonly isDay: boolean;
  /** What stands in `<v>`. */
  text: string;
  /** What stands in `<is>`; programs that write both mean this. */
  inline: string | undefined;
  formula: string | undefined;
}

/** The sheet's rows as they come, so that reading ends where the table's limits do. */
function* rows(xml: string, book: Book): Generator<RawRow> {
  let line = 0;
  let cells: string[] = [];
  let formulas = new Map<number, string>();
  let next = 0;
  let cell: Cell | undefined;
  let inside = '';
  let isReading = false;
  let isBegun = false;
  for (const piece of pieces(xml)) {
    if (piece.kind === 'text') {
      if (cell === undefined || inside === '' || isReading) continue;
      const text = piece.text.slice(0, MAX_RAW_CELL + 1);
      if (inside === 'f') cell.formula = ((cell.formula ?? '') + text).slice(0, MAX_RAW_CELL + 1);
      else if (inside === 't') cell.inline = ((cell.inline ?? '') + text).slice(0, MAX_RAW_CELL + 1);
      else cell.text = (cell.text + text).slice(0, MAX_RAW_CELL + 1);
      continue;
    }
    const isOpen = piece.kind === 'open';
    switch (piece.name) {
      case 'row':
        if (isOpen) {
          line = Number(/^\d{1,7}$/u.exec(attribute(piece.attributes, 'r') ?? '')?.[0] ?? line + 1);
          cells = [];
          formulas = new Map();
          next = 0;
        } else if (cells.length > 0) yield formulas.size === 0 ? { line, cells } : { line, cells, formulas };
        break;
      case 'c':
        if (isOpen) {
          const column = columnOf(attribute(piece.attributes, 'r')) ?? next;
          next = column + 1;
          const isDay = book.dates[Number(attribute(piece.attributes, 's') ?? 0)] ?? false;
          const type = attribute(piece.attributes, 't') ?? 'n';
          cell = { column, type, isDay, text: '', inline: undefined, formula: undefined };
        } else if (cell !== undefined) {
          const { formula } = cell;
          const text = shown(cell, book);
          put(cells, cell.column, formula === undefined || text !== '' ? text : `=${formula}`);
          if (formula !== undefined && text !== '' && cell.column < MAX_COLUMNS)
            formulas.set(cell.column, `=${formula}`);
          cell = undefined;
        }
        break;
      case 'f':
        if (isOpen && cell !== undefined) cell.formula = '';
        inside = isOpen ? 'f' : '';
        break;
      case 'v':
      case 't':
        inside = isOpen ? piece.name : '';
        break;
      case 'rPh':
        // The reading aid of East Asian texts repeats them.
        isReading = isOpen;
        break;
      case 'sheetData':
        if (!isOpen) return;
        isBegun = true;
        break;
      default:
    }
  }
  if (isBegun) throw new XmlError('the sheet never ends');
}

/** `AB12` is in column 27, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/u.exec(reference?.trim().toUpperCase() ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Beyond the columns that a table can have, one cell that is not empty stands for all. */
function put(cells: string[], column: number, text: string): void {
  if (text === '') return;
  const place = Math.min(column, MAX_COLUMNS);
  while (cells.length < place) cells.push('');
  cells[place] = text;
}

const SERIAL = /^\d{1,7}(?:\.\d{1,20})?(?:E\+?\d)?$/iu;

/** What is seen of a cell; of a formula what the program that saved it last reckoned, which is not reckoned again. */
function shown({ type, isDay, text, inline }: Cell, { strings, epoch }: Book): string {
  if (inline !== undefined) return plain(inline);
  switch (type) {
    case 's':
      return strings[/^\s*\d{1,7}\s*$/u.test(text) ? Number(text) : -1] ?? '';
    case 'b':
      return text === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return text.slice(0, 10);
    case 'n': {
      const number = Number(text);
      if (isDay && SERIAL.test(text.trim()) && number >= 1) return dayOf(Math.floor(number), epoch);
      return text.trim() !== '' && Number.isSafeInteger(number) ? String(number) : text;
    }
    default:
      return plain(text);
  }
}

const LAST_SERIAL = 2_958_465;

/** The day of a serial number; Excel's first calendar has a 29 February 1900, so its days before are one off. */
function dayOf(serial: number, epoch: Day): string {
  if (serial > LAST_SERIAL) return String(serial);
  const isBeforeLeap = epoch === day('1899-12-30') && serial < 60;
  return addDays(epoch, isBeforeLeap ? serial + 1 : serial);
}
