import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import { finish } from '../steps.ts';
import { cleanLine } from '../plain-text.ts';
import { canonicalNumber } from '../voucher/number.ts';
import { datesIn, isOnlyDate, printedDate } from './date.ts';
import { daysIn, daysUnder, onlyDays } from './days.ts';
import { labelOf } from './labels.ts';
import { layOut, type Layout } from './layout.ts';
import type { Place } from './place.ts';
import { toldIn } from './sentences.ts';
import {
  addressesIn,
  isPlausibleNumber,
  MAX_VALUE,
  Names,
  numbersIn,
  statementsIn,
  type EngagementNames,
  type Statement,
} from './values.ts';
import type { Fact } from './wordings.ts';

/** What a line holds of the fact that a person says it is. */
export type SaidValue = Statement | { readonly fact: 'number'; readonly value: string; readonly raw: string };

/** A longer line is no name and nothing else. */
const MAX_NAME = 100;
/** Values of a line whose surroundings are read. */
const MAX_LOOKED = 40;

/** Signs between the words of a line, and around a number in it. */
const BETWEEN = /[\s,;|<>()"'„“”«»、，；（）]+/u;
/** A line that ends so goes on in the next one. */
const BROKEN = /[-–_@/]$/u;

/**
 * The values of `fact` in a line of which a person says that it is this fact: without its label, where it has one.
 * A label alone means the line below (`next`), and so does a value that its line breaks off. None: the line cannot be it.
 */
export function saidIn(
  fact: Fact,
  line: string,
  next: string | undefined,
  catalogue: EngagementNames,
): readonly SaidValue[] {
  const names = Names.of(catalogue);
  const [text, below] = [line.trim(), (next ?? '').trim()];
  const whole = BROKEN.test(text) && below !== '' ? valuesOf(fact, text + below, names) : [];
  if (whole.length > 0) return whole;
  const found = valuesOf(fact, text, names);
  const isLabel = /[:：]$/u.test(text) || isBareLabel(text);
  if (!isLabel || (found.length > 0 && !isFreeText(fact))) return found;
  return valuesOf(fact, below, names);
}

/** The numbers that a person says are those of vouchers, whatever the text says of them. */
export function pointedNumbers(layout: Layout, numbers: readonly string[]): Place[] {
  return numbers.map((printed) => {
    const line = layout.lines.findIndex((text) => text.includes(printed));
    return { line: Math.max(0, line), by: 'label', printed, id: canonicalNumber(printed) };
  });
}

function isBareLabel(text: string): boolean {
  // Behind a tab its value stands.
  const label = /[.!?。]$|\t/u.test(text) ? undefined : labelOf(text);
  return label?.kind === 'facts' && label.isPlain;
}

function isFreeText(fact: Fact): boolean {
  return fact === 'customer' || fact === 'projectManager';
}

function valuesOf(fact: Fact, line: string, names: Names): readonly SaidValue[] {
  const parts = partsOf(fact, line.slice(0, MAX_VALUE * 2), names);
  const text = cleanLine(line, MAX_VALUE * 2);
  switch (fact) {
    case 'number':
      return numbersOf(parts, text, names);
    case 'adminEmail':
      return addressesIn(text).map((value) => ({ fact, value, raw: value }));
    case 'serviceLevel': {
      const levels: readonly number[] = SERVICE_LEVELS;
      const under = firstOf(parts, (part) => daysUnder(part).map((value) => ({ value, raw: part })));
      const found = under.length > 0 ? under : daysIn(text);
      return found
        .filter(({ value }) => levels.includes(value))
        .map(({ value, raw }) => ({ fact, value, raw }));
    }
    case 'assignedOn':
    case 'expiresOn': {
      const printed = datesIn(text).map(({ raw }) => raw);
      return (printed.length > 0 ? printed : parts).flatMap((raw) => {
        const value = printedDate(raw);
        return value === undefined ? [] : [{ fact, value, raw }];
      });
    }
    case 'engagement':
      return firstOf([...parts, text], (part) =>
        statementsIn(fact, part, names).filter((one) => one.fact === 'engagement' || one.fact === 'offering'),
      );
    case 'agreement': {
      const under = parts.filter((part) => part !== text);
      return firstOf([...under, ...text.split(BETWEEN)], (part) => statementsIn(fact, part, names));
    }
    case 'customer':
    case 'projectManager':
      return namesOf(fact, parts, names);
    default:
      return fact satisfies never;
  }
}

/** The texts of a line that can be a value, the likeliest first: under its label, behind a colon, in cells, all of it. */
function partsOf(fact: Fact, line: string, names: Names): readonly string[] {
  const fits = (one: Fact, raw: string, many: boolean): boolean =>
    one === fact &&
    (one === 'number' ? numbersIn(raw, many, names).length > 0 : statementsIn(one, raw, names).length > 0);
  const labelled = finish(layOut(line, fits)).labelled.flatMap((one) => (one.fact === fact ? [one.raw] : []));
  if (labelled.length > 0) return labelled;
  const told = finish(toldIn(line, { left: MAX_LOOKED })).flatMap((one) =>
    one.fact === fact ? [one.raw] : [],
  );
  const cells = line
    .split(/\t+|\s*\|\s*| {3,}/u, 40)
    .map((cell) => cleanLine(cell, MAX_VALUE))
    .filter((cell) => cell !== '');
  // Of two cells the first is the label, whatever it says.
  const values = cells.length === 2 ? cells.slice(1) : cells;
  const behind = values.flatMap((cell) => /^[^:：]{1,64}[:：]\s*(.+)$/u.exec(cell)?.[1] ?? cell);
  return [...told, ...behind];
}

function firstOf<T>(parts: readonly string[], of: (part: string) => readonly T[]): readonly T[] {
  for (const part of parts) {
    const found = of(part);
    if (found.length > 0) return found;
  }
  return [];
}

function numbersOf(parts: readonly string[], text: string, names: Names): readonly SaidValue[] {
  const under = firstOf(parts, (part) => numbersIn(part, true, names));
  const words = datesIn(text)
    .reduce((rest, { raw }) => rest.replace(raw, ' '), text)
    .split(BETWEEN)
    .map((word) => word.replace(/[.:!?。：]+$/u, ''))
    .filter((word) => /\d/.test(word) && !word.includes('@') && isPlausibleNumber(word));
  // Of several words that may be one, letters and digits together say more than digits alone.
  const [best] = words.toSorted(
    (a, b) => Number(/\p{L}/u.test(b)) - Number(/\p{L}/u.test(a)) || b.length - a.length,
  );
  const found = under.length > 0 ? under : best === undefined ? [] : [best];
  return found.map((value) => ({ fact: 'number', value, raw: value }));
}

/** Names are whatever is nothing else. */
function namesOf(
  fact: 'customer' | 'projectManager',
  parts: readonly string[],
  names: Names,
): readonly SaidValue[] {
  return parts.flatMap((part): readonly SaidValue[] => {
    const isOther =
      part.length > MAX_NAME ||
      isOnlyDate(part) ||
      onlyDays(part) !== undefined ||
      (/\d/.test(part) && isPlausibleNumber(part)) ||
      names.in(part).length > 0;
    if (isOther) return [];
    const found = statementsIn(fact, part, names);
    const [address] = fact === 'projectManager' && found.length === 0 ? addressesIn(part) : [];
    return address === undefined ? found : [{ fact, value: address, raw: part }];
  });
}
