import { strToU8, zipSync } from 'fflate';

/** Workbooks as spreadsheets write them, as small as they can be; every content is synthetic. */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

const relationships = (...list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** The parts of a workbook; each can be replaced, or left out with `undefined`. */
export interface Parts {
  /** What stands in `<sheetData>`. */
  readonly rows: string;
  readonly strings?: string;
  readonly workbook?: string;
  readonly formats?: string;
  readonly more?: Readonly<Record<string, string | Uint8Array>>;
  readonly without?: readonly string[];
}

/** The workbook's files by their names. */
export function workbookFiles(parts: Parts): Record<string, Uint8Array> {
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': relationships(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml':
      parts.workbook ??
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A &gt; B" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheet', '/xl/worksheets/sheet2.xml'],
      ['rId3', 'sharedStrings', 'sharedStrings.xml'],
      ['rId4', 'styles', '../xl/styles.xml'],
    ),
    'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}">${parts.strings ?? ''}</sst>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${parts.formats ?? ''}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${MAIN}"><sheetData>${parts.rows}</sheetData></worksheet>`,
    ...parts.more,
  };
  return Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => parts.without?.includes(name) !== true)
      .map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
  );
}

/** The workbook as the bytes of a file. */
export function workbook(parts: Parts): Uint8Array {
  return zipSync(workbookFiles(parts));
}

/** Rows of texts, each in its cell. */
export function textRows(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string =>
    `<c t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;
  return rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
}
