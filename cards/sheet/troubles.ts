import type { RowTrouble, SheetRow, Trouble } from '../../domain/sheet/rows.ts';
import { shortened } from '../kit/format.ts';
import type { Say } from '../kit/say.ts';

/** How much of a cell is shown, in characters. */
const VALUE_MAX = 40;

/** A row that is not taken, in a sentence: where it is, and why. What stands in its cells is anybody's text. */
export function troubleLine(t: Say, row: Extract<SheetRow, { kind: 'trouble' }>): string {
  return t('sheet.line', { line: row.line, says: troubleText(t, row) });
}

/** Why a row is not taken: the first of its troubles. */
export function troubleText(t: Say, { troubles }: Extract<SheetRow, { kind: 'trouble' }>): string {
  const [first] = troubles;
  return first === undefined ? '' : said(t, first);
}

function said(t: Say, { field, value, trouble }: Trouble): string {
  return t(`sheet.trouble.${trouble.code}`, {
    field: t(`sheetField.${field}`),
    value: shortened(value, VALUE_MAX),
    line: lineOf(trouble),
  });
}

function lineOf(trouble: RowTrouble): number {
  return trouble.code === 'disagrees' ? trouble.line : 0;
}
