import { addDays, type Day } from '../day.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import { printedDate } from './date.ts';
import { daysIn, daysUnder } from './days.ts';
import type { Placed } from './facts.ts';
import type { Layout } from './layout.ts';
import { INVOICE, namesMoney, isOfAnotherPaper, titleOf, TRAINING } from './papers.ts';
import { VALIDITY } from './rules.ts';
import type { ToldAt } from './told.ts';
import { MAX_VALUE } from './values.ts';

/** A label or the words around say what a value is from here on. */
const CLEAR = 0.7;
const LIKELY = 0.5;
/** More dates than this are a calendar. */
const MAX_DATES = 200;
const PLAN = /plan|план|計画|计划|規劃|规划|プランニング/iu;
const LEVELS: readonly number[] = SERVICE_LEVELS;

/** Whether two of the dates are as far apart as a voucher is valid (S4, G3). */
function hasValidity(layout: Layout, told: readonly ToldAt[]): boolean {
  const days = new Set<Day>();
  for (const { raw } of [...layout.labelled, ...layout.unlabelled, ...told]) {
    if (days.size >= MAX_DATES) break;
    const date = raw.length <= MAX_VALUE ? printedDate(raw) : undefined;
    if (date?.kind === 'day') days.add(date.day);
    else for (const option of date?.options ?? []) days.add(option);
  }
  return [...days].some((first) => VALIDITY.some((length) => days.has(addDays(first, length))));
}

/** A training voucher has the shape of a planning voucher, a plan or an invoice nearly. */
function isAnother(lines: readonly string[]): boolean {
  const title = titleOf(lines);
  if (INVOICE.test(title) || isOfAnotherPaper(lines) || lines.some(namesMoney)) return true;
  return lines.filter((line) => TRAINING.test(line)).length > 1 && !PLAN.test(title);
}

/**
 * Whether a text holds what only the mail of a planning voucher does, whatever it calls a voucher: an engagement of the
 * catalogue, and most of a length of the programme, the days between which it is valid, and an address.
 */
export function isShapedLikeVoucher(
  layout: Layout,
  tokens: readonly Placed[],
  told: readonly ToldAt[],
): boolean {
  const labelled = layout.labelled.filter(({ likely }) => likely >= LIKELY);
  if (tokens.length === 0 || isAnother(layout.lines)) return false;
  const clear = new Set(
    [...labelled, ...told.filter(({ likely }) => likely >= CLEAR)].map(({ fact }) => fact),
  );
  const isOfDays =
    layout.labelled.some(
      ({ fact, raw }) => fact === 'serviceLevel' && daysUnder(raw).some((days) => LEVELS.includes(days)),
    ) || layout.lines.some((line) => daysIn(line).some(({ value }) => LEVELS.includes(value)));
  const isDated = clear.has('expiresOn') || hasValidity(layout, told);
  const hasAdmin = clear.has('adminEmail');
  const hasAddress =
    hasAdmin || layout.lines.some((line, at) => !layout.headers.has(at) && line.includes('@'));
  const isAdminClear = layout.labelled.some(
    ({ fact, likely, loose }) => fact === 'adminEmail' && likely >= CLEAR && !loose,
  );
  if (isDated) return isAdminClear || (isOfDays && hasAddress);
  return hasAdmin && isOfDays && clear.has('assignedOn');
}
