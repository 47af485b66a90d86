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
import type { Fact } from './wordings.ts';

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

/** A training voucher has the shape of a planning voucher. */
function isOfTraining(lines: readonly string[]): boolean {
  return lines.filter((line) => TRAINING.test(line)).length > 1 && !PLAN.test(titleOf(lines));
}

/** An invoice nearly has it. */
function isOfTrade(lines: readonly string[]): boolean {
  return INVOICE.test(titleOf(lines)) || lines.some(namesMoney);
}

function isLevel(raw: string): boolean {
  return daysUnder(raw).some((days) => LEVELS.includes(days));
}

/**
 * Whether a text holds what only the mail of a planning voucher does, whatever it calls a voucher: an engagement of the
 * catalogue, and most of a length of the programme, the days between which it is valid, and an address. Where all of
 * them are labelled, a sum of money makes it no invoice.
 */
export function isShapedLikeVoucher(
  layout: Layout,
  tokens: readonly Placed[],
  told: readonly ToldAt[],
): boolean {
  const { labelled, lines, headers } = layout;
  const has = (fact: Fact, least = CLEAR): boolean =>
    labelled.some((one) => one.fact === fact && one.likely >= least && !one.loose);
  const isLabelled =
    has('adminEmail') &&
    has('expiresOn') &&
    labelled.some(({ fact, raw }) => fact === 'serviceLevel' && isLevel(raw));
  const isNamed =
    tokens.length > 0 || (isLabelled && (has('engagement', 1) || lines.some((line) => PLAN.test(line))));
  if (!isNamed || isOfTraining(lines) || isOfAnotherPaper(lines)) return false;
  if (!isLabelled && isOfTrade(lines)) return false;
  const clear = new Set([
    ...labelled.filter(({ likely }) => likely >= LIKELY).map(({ fact }) => fact),
    ...told.filter(({ likely }) => likely >= CLEAR).map(({ fact }) => fact),
  ]);
  const isOfDays =
    labelled.some(({ fact, raw }) => fact === 'serviceLevel' && isLevel(raw)) ||
    lines.some((line) => daysIn(line).some(({ value }) => LEVELS.includes(value)));
  const isDated = clear.has('expiresOn') || hasValidity(layout, told);
  const hasAddress =
    clear.has('adminEmail') || lines.some((line, at) => !headers.has(at) && line.includes('@'));
  if (isDated) return has('adminEmail') || (isOfDays && hasAddress);
  return clear.has('adminEmail') && isOfDays && clear.has('assignedOn');
}
