import { daysIn } from './days.ts';
import { labelKey, MAX_LABEL } from './label-key.ts';
import type { Layout } from './layout.ts';
import { placeOf, type Place } from './place.ts';
import { namesProduct } from './products.ts';
import type { ToldAt } from './told.ts';
import { VOUCHER } from './voucher-words.ts';
import { isPlausibleNumber } from './values.ts';
import { canonicalNumber } from '../voucher/number.ts';

/** Which number is a voucher's where no known words say so: by what stands around it, and by what is left. */

/** Letters around a number in which something of its voucher stands, and lines around a short one. */
const AROUND = 90;
const LINES_AROUND = 2;
const MAX_FAR = 6;
const SHORT_LINE = 80;

/** Whether a number stands by a word for a voucher, an engagement, a length or an address. */
export function nearVoucher(layout: Layout): (one: ToldAt) => boolean {
  const tells = (text: string): boolean =>
    VOUCHER.test(text) || namesProduct(text) || /DPS(?!\p{L})|@/u.test(text) || daysIn(text).length > 0;
  return ({ line, start, raw }) => {
    const own = layout.lines[line] ?? '';
    if (tells(own.slice(Math.max(0, start - AROUND), start + raw.length + AROUND))) return true;
    if (own.length > SHORT_LINE) return false;
    for (const step of [-1, 1]) {
      let seen = 0;
      for (let at = line + step; seen < LINES_AROUND && Math.abs(at - line) <= MAX_FAR; at += step) {
        const text = layout.lines[at] ?? '';
        if (text === '') continue;
        seen += 1;
        if (text.length <= SHORT_LINE && tells(text)) return true;
      }
    }
    return false;
  };
}

/** Letters between a number and the word for a voucher that stands beside it. */
const BESIDE = 25;

/** Whether a word for a voucher stands right before a number or behind it. */
export function isBeside(layout: Layout, { line, start, raw }: ToldAt): boolean {
  const own = layout.lines[line] ?? '';
  const behind = start + raw.length;
  return (
    VOUCHER.test(own.slice(Math.max(0, start - BESIDE), start)) ||
    VOUCHER.test(own.slice(behind, behind + BESIDE))
  );
}

export function isBesideEngagement(layout: Layout, { line, start, raw }: ToldAt): boolean {
  const own = (layout.lines[line] ?? '').slice(Math.max(0, start - AROUND), start + raw.length + AROUND);
  return namesProduct(own) || daysIn(own).length > 0;
}

const GUID = /^\W?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\W?$/iu;
const MIN_ID = 5;
/** Letters of a word that two labels can share: in scripts without spaces, fewer. */
const SHARED = 4;
const SHARED_UNSPACED = 2;

/** Words of a label, and for scripts without spaces its pairs of letters. */
function wordsOf(label: string): Set<string> {
  const found = new Set<string>();
  // "l'attestato": an article is none of it.
  const plain = label.slice(-MAX_LABEL).replace(/(?<!\p{L})\p{L}{1,2}['’](?=\p{L})/gu, '');
  for (const [word] of labelKey(plain).matchAll(/\p{L}+/gu)) {
    if (/[\p{Script=Han}\p{Script=Katakana}]/u.test(word))
      for (let at = 0; at + SHARED_UNSPACED <= word.length; at += 1)
        found.add(word.slice(at, at + SHARED_UNSPACED));
    // Words are inflected.
    else if (word.length >= SHARED) found.add(word.slice(0, Math.max(SHARED, word.length - 2)));
  }
  return found;
}

/** The numbers of a text that nothing else explains. */
interface Left {
  /** With those before which words of something else stand. */
  readonly all: readonly ToldAt[];
  readonly free: readonly ToldAt[];
  /** Paragraphs in which facts of a voucher stand. */
  readonly facts: ReadonlySet<number | undefined>;
}

function leftIn(layout: Layout, told: readonly ToldAt[]): Left {
  const explained = new Set(
    layout.labelled.filter(({ fact }) => fact !== 'number').map(({ raw }) => canonicalNumber(raw)),
  );
  const others = layout.others.map(canonicalNumber);
  const all = told.filter(
    ({ fact, raw, line }) =>
      (fact === 'number' || fact === 'id') &&
      raw.length >= MIN_ID &&
      !layout.headers.has(line) &&
      isPlausibleNumber(raw) &&
      // Digits in groups that spaces divide are somebody's phone, a few alone their post code.
      !/^[\d -]* [\d -]*$|^\d{5,6}$/.test(raw) &&
      !explained.has(canonicalNumber(raw)),
  );
  const free = all.filter(
    ({ raw, isOfAnother }) =>
      isOfAnother !== true && !others.some((other) => other.startsWith(canonicalNumber(raw))),
  );
  return { all, free, facts: new Set(layout.labelled.map(({ line }) => layout.paragraph[line])) };
}

/** Those of which the administrator keeps what they are called: "evidence no.", "keeper of the evidence". */
function keptOf({ all }: Left, layout: Layout, told: readonly ToldAt[]): readonly ToldAt[] {
  const keepers = new Set(
    told
      .filter(({ fact }) => fact === 'address' || fact === 'adminEmail')
      .flatMap(({ before = '' }) => [...wordsOf(before)]),
  );
  for (const { label, fact } of layout.labelled)
    if (fact === 'adminEmail') for (const word of wordsOf(label)) keepers.add(word);
  return all.filter(({ before = '' }) =>
    [...wordsOf(before)].some((word) =>
      [...keepers].some((keeper) => keeper.startsWith(word) || word.startsWith(keeper)),
    ),
  );
}

/** The only number of some, or none. */
function onlyOf(some: readonly ToldAt[]): Place[] {
  const ids = new Set(some.map(({ raw }) => canonicalNumber(raw)));
  const [first] = some;
  return ids.size === 1 && first !== undefined ? [placeOf(first.line, 'token', first.raw, first.start)] : [];
}

function firstOnly(tries: readonly (readonly ToldAt[])[]): Place[] {
  return tries.map(onlyOf).find((found) => found.length > 0) ?? [];
}

/** The number that is called by a word that nobody knows, which its administrator is told with, too. */
export function keptNumber(layout: Layout, told: readonly ToldAt[]): Place[] {
  const left = leftIn(layout, told);
  const kept = keptOf(left, layout, told);
  return firstOnly([kept, kept.filter(({ line }) => left.facts.has(layout.paragraph[line]))]);
}

/**
 * The number of a voucher where nobody knows what a translation calls one: the only one that its administrator keeps;
 * else the only one with a word for a voucher before it; else the only one that nothing else explains, or that stands
 * among the other facts.
 */
export function remainingNumber(layout: Layout, told: readonly ToldAt[]): Place[] {
  const left = leftIn(layout, told);
  const { all, free, facts } = left;
  const isAmongFacts = ({ line }: ToldAt): boolean => facts.has(layout.paragraph[line]);
  const kept = keptOf(left, layout, told);
  const near = free.filter(nearVoucher(layout));
  return firstOnly([
    kept,
    kept.filter(isAmongFacts),
    all.filter(({ before = '' }) => VOUCHER.test(before)),
    near,
    near.filter(isAmongFacts),
    all.filter(({ raw }) => GUID.test(raw)),
    near.filter(({ raw }) => /\d/.test(raw) && /\p{L}/u.test(raw) && raw.length >= 8),
  ]);
}
