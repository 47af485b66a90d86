import type { Day } from '../day.ts';
import { printedDate, type PrintedDate } from '../mail/date.ts';
import { addressesIn, isPlausibleNumber } from '../mail/values.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import type { SheetField } from './headings/headings.ts';
import { stateOf } from './states.ts';

/** What only others know: how countries are called, what engagements are, and where the company is. */
export interface Fits {
  readonly isCountry: (cell: string) => boolean;
  readonly isEngagement: (cell: string) => boolean;
  readonly isLocation: (cell: string) => boolean;
}

/** A number that lost digits on its way: `1.23457E+11`. */
export const LOST_DIGITS = /^\d(?:[.,]\d+)?E[+-]?\d+$/iu;

/** The whole number that a cell of a spreadsheet shows as `123456.0`. */
export function wholeNumber(cell: string): string {
  return cell.replace(/^(\d+)[.,]0+$/u, '$1');
}

function isDays(cell: string): boolean {
  const [, days] = /^(\d{1,3})(?:[.,]0+)?(?:\s*\p{L}+\.?)?$/u.exec(cell) ?? [];
  return SERVICE_LEVELS.some((level) => level === Number(days));
}

function isName(cell: string): boolean {
  return /\p{L}{2}/u.test(cell) && addressesIn(cell).length === 0 && printedDate(cell) === undefined;
}

/** Whether a cell may be a value of the field. */
function isOf(field: SheetField, cell: string, { isCountry, isEngagement, isLocation }: Fits): boolean {
  switch (field) {
    case 'assignedOn':
    case 'printedExpiry':
    case 'reservedOn':
    case 'start':
    case 'end':
    case 'reportedOn':
    case 'redeemedOn':
      return printedDate(cell) !== undefined;
    case 'customer':
    case 'consultant':
      return isName(cell) && stateOf(cell) === undefined && !isEngagement(cell);
    case 'number':
      return isPlausibleNumber(wholeNumber(cell)) || LOST_DIGITS.test(cell);
    case 'status':
      return stateOf(cell) !== undefined;
    case 'engagement':
      return isEngagement(cell);
    case 'serviceLevel':
      return isDays(cell);
    case 'adminEmail':
      return addressesIn(cell).length > 0;
    case 'country':
      return isCountry(cell);
    case 'locationId':
      return isLocation(cell);
    default:
      return field satisfies never;
  }
}

/** A field whose values are told from any other text. */
const STRICT: ReadonlySet<SheetField> = new Set([
  'assignedOn',
  'printedExpiry',
  'reservedOn',
  'start',
  'end',
  'reportedOn',
  'redeemedOn',
  'number',
  'adminEmail',
  'serviceLevel',
  'country',
]);
/** What is left of a column whose cells are none of its field. */
const LEAST = 0.01;
const LEAST_LOOSE = 0.1;

/** How well the cells of a column are values of a field, from 0 to 1; of an empty column nothing is known. */
export function fitOf(field: SheetField, cells: readonly string[], fits: Fits): number {
  if (cells.length === 0) return 1;
  const part = cells.filter((cell) => isOf(field, cell, fits)).length / cells.length;
  const least = STRICT.has(field) ? LEAST : LEAST_LOOSE;
  // A number stands for one voucher: a column that says the same in most rows is none of numbers.
  const different = field === 'number' ? new Set(cells).size / cells.length : 1;
  return least + (1 - least) * part ** 2 * (different < 0.5 ? 0.1 : 1);
}

/** Which of day and month comes first in dates such as `03/11/2026`. */
export type DateOrder = 'dayFirst' | 'monthFirst';

/** `03/11/2026`: two days may be meant. */
const SLASHED = /^(\d{1,2})\s?[-/]\s?(\d{1,2})\s?[-/]\s?\d{2,4}$/u;

/** The order that the dates of some columns can only have; undefined where none of them tells, or they disagree. */
export function orderOf(cells: Iterable<string>): DateOrder | undefined {
  const found = new Set<DateOrder>();
  for (const cell of cells) {
    const [, first, second] = SLASHED.exec(cell.trim()) ?? [];
    if (first === undefined || second === undefined) continue;
    if (Number(first) > 12 && Number(second) <= 12) found.add('dayFirst');
    if (Number(second) > 12 && Number(first) <= 12) found.add('monthFirst');
  }
  const [only, ...others] = found;
  return others.length > 0 ? undefined : only;
}

/** The day in a cell; what it may be where only a person can tell; undefined when it is none. */
export function dayIn(cell: string, order: DateOrder | undefined): Day | readonly Day[] | undefined {
  // A cell of a spreadsheet has its time, too.
  const date: PrintedDate | undefined =
    printedDate(cell) ??
    printedDate(cell.replace(/[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[AP]M|Z)?$/iu, ''));
  if (date === undefined) return undefined;
  if (date.kind === 'day') return date.day;
  const [, first, second] = SLASHED.exec(cell.trim()) ?? [];
  if (order === undefined || first === undefined || second === undefined) return date.options;
  const [dayOfMonth, month] = order === 'dayFirst' ? [first, second] : [second, first];
  const end = `-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  return date.options.find((option) => option.endsWith(end)) ?? date.options;
}
