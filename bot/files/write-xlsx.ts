import { strToU8, Zip, ZipDeflate } from 'fflate';
import { daysBetween, type Day } from '../../domain/day.ts';
import type { Cell } from '../../domain/sheet/cell.ts';

/**
 * A workbook that is written row by row: what was written is compressed and handed on, so that the memory it takes does
 * not grow with its rows. Several sheets may be written by turns.
 */

interface Column {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
}

/** The styles of the cells, by their places in `styles.xml`. */
const STYLES = { plain: 0, day: 1, moment: 2, amount: 3, heading: 4, quoted: 5 } as const;

/** So much is compressed at once, in characters: a step of about a millisecond. */
const PIECE = 32 * 1024;
/** Of a longer text Excel shows nothing at all. */
const MAX_TEXT = 32_767;
const MAX_NAME = 31;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** `14`, `22` and `4` are Excel's own formats: a day, a day with its time and an amount as the reader's country writes them. */
const STYLES_XML =
  `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  [14, 22, 4]
    .map(
      (format) =>
        `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    )
    .join('') +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>' +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Writes the parts of one workbook; `onBytes` gets the file, piece by piece. */
export class XlsxWriter {
  readonly #zip: Zip;
  readonly #names: string[] = [];
  readonly #sheets: SheetWriter[] = [];

  constructor(onBytes: (bytes: Uint8Array) => void) {
    this.#zip = new Zip((error, bytes) => {
      // Of what is written here nothing can fail but the program.
      if (error !== null) throw error;
      onBytes(bytes);
    });
  }

  /** A sheet with its headings, which stay in sight and can be filtered by. Its name is made one that Excel takes. */
  sheet(name: string, columns: readonly Column[]): SheetWriter {
    this.#names.push(name.replaceAll(/[[\]:*?/\\]/gu, ' ').slice(0, MAX_NAME));
    const writer = new SheetWriter(
      this.#entry(`xl/worksheets/sheet${this.#names.length}.xml`),
      columns,
      this.#names.length === 1,
    );
    this.#sheets.push(writer);
    return writer;
  }

  /** Ends the sheets and the file. */
  end(): void {
    for (const sheet of this.#sheets) sheet.end();
    const sheets = this.#names.map((name, nth) => ({ name, nth: nth + 1 }));
    const whole = (path: string, xml: string): void => this.#entry(path).push(strToU8(xml), true);
    whole('xl/styles.xml', STYLES_XML);
    whole(
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
        .map(({ name, nth }) => `<sheet name="${escaped(name)}" sheetId="${nth}" r:id="rId${nth}"/>`)
        .join('')}</sheets></workbook>`,
    );
    whole(
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}">${sheets
        .map(
          ({ nth }) =>
            `<Relationship Id="rId${nth}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${nth}.xml"/>`,
        )
        .join('')}<Relationship Id="rIdStyles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    );
    whole(
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    );
    whole(
      '[Content_Types].xml',
      `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
        sheets
          .map(
            ({ nth }) =>
              `<Override PartName="/xl/worksheets/sheet${nth}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
          )
          .join('') +
        '</Types>',
    );
    this.#zip.end();
  }

  #entry(path: string): ZipDeflate {
    const entry = new ZipDeflate(path, { level: 6 });
    this.#zip.add(entry);
    return entry;
  }
}

/** One sheet, a row after another. */
class SheetWriter {
  readonly #entry: ZipDeflate;
  readonly #width: number;
  #waiting = '';
  #rows = 0;

  constructor(entry: ZipDeflate, columns: readonly Column[], isFirst: boolean) {
    this.#entry = entry;
    this.#width = columns.length;
    this.#waiting =
      `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<sheetFormatPr defaultRowHeight="15"/><cols>${columns
        .map(({ width }, nth) => `<col min="${nth + 1}" max="${nth + 1}" width="${width}" customWidth="1"/>`)
        .join('')}</cols><sheetData>`;
    this.#row(columns.map(({ heading }) => textCell(heading, STYLES.heading)));
  }

  /** The cells of a row in the order of the columns; undefined is an empty one. */
  row(cells: readonly (Cell | undefined)[]): void {
    this.#row(cells.map((cell) => (cell === undefined || cell === '' ? '' : written(cell))));
  }

  end(): void {
    this.#waiting += `</sheetData><autoFilter ref="A1:${letters(this.#width - 1)}${this.#rows}"/></worksheet>`;
    this.#entry.push(strToU8(this.#waiting), true);
    this.#waiting = '';
  }

  #row(cells: readonly string[]): void {
    this.#rows += 1;
    const row = this.#rows;
    this.#waiting += `<row r="${row}">${cells
      .map((cell, column) => (cell === '' ? '' : `<c r="${letters(column)}${row}"${cell}`))
      .join('')}</row>`;
    if (this.#waiting.length < PIECE) return;
    this.#entry.push(strToU8(this.#waiting));
    this.#waiting = '';
  }
}

/** The column's letters, from 0: `A`, `Z`, `AA`. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

/** What follows the place of a cell in its tag. */
function written(cell: Cell): string {
  if (typeof cell === 'string') return textCell(cell, isLikeFormula(cell) ? STYLES.quoted : STYLES.plain);
  if (typeof cell === 'number') return numberCell(String(cell), STYLES.plain);
  if ('day' in cell) return numberCell(String(serialOf(cell.day)), STYLES.day);
  if ('at' in cell) return numberCell((cell.at / 86_400_000 + EPOCH).toFixed(6), STYLES.moment);
  const { amount } = cell;
  return numberCell(`${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`, STYLES.amount);
}

/**
 * Always a text, whatever it begins with: nothing is a formula here. What looks like one is marked as quoted, too, so that
 * it stays a text for who edits the cell or saves the sheet in another format.
 */
function textCell(text: string, style: number): string {
  const s = style === STYLES.plain ? '' : ` s="${style}"`;
  return `${s} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, MAX_TEXT))}</t></is></c>`;
}

function isLikeFormula(text: string): boolean {
  return /^[\s\p{Cf}]*[=+\-@|%\t\r]/u.test(text) || /^[\t\r\n]/u.test(text);
}

function numberCell(value: string, style: number): string {
  return `${style === STYLES.plain ? '' : ` s="${style}"`}><v>${value}</v></c>`;
}

/** Excel's day 0, in days before the epoch of time. */
const EPOCH = 25_569;

function serialOf(day: Day): number {
  return EPOCH + daysBetween('1970-01-01' as Day, day);
}

/** What XML cannot hold. */
const UNWRITABLE = /[\p{Control}--[\t\n\r]]|\p{Surrogate}|[\u{FFFE}\u{FFFF}]/gv;

/** A text as XML, and so that Excel reads nothing into it: to it `_x000D_` is a sign by its number. */
function escaped(text: string): string {
  return text
    .replaceAll(UNWRITABLE, '')
    .replaceAll(/_(?=x[\da-f]{4}_)/giu, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
