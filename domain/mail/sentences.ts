import { datesIn } from './date.ts';
import { daysIn } from './days.ts';
import { announcedIn, isOfAnother } from './labels.ts';
import { VOUCHER } from './voucher-words.ts';
import { isPlausibleNumber } from './values.ts';
import type { Fact } from './wordings.ts';
import type { Steps } from '../steps.ts';

/**
 * Facts that a mail tells in sentences: every value of a type is looked up first, and then what the words around it
 * say of it. So "use it by 3 May" and "nach dem 3. Mai verfällt er" need no label.
 */
export interface Told {
  readonly fact:
    | Extract<
        Fact,
        'number' | 'agreement' | 'adminEmail' | 'assignedOn' | 'expiresOn' | 'customer' | 'projectManager'
      >
    | 'date'
    | 'address'
    | 'id';
  readonly raw: string;
  /** Where it stands in the text that was read. */
  readonly start: number;
  /** The words right before it. */
  readonly before?: string;
  /** Whether those are words for something else. */
  readonly isOfAnother?: boolean;
  /** How probable it is that the words around mean this fact. */
  readonly likely: number;
}

/** How much of a text is looked at closely, whatever it holds. */
export interface Budget {
  left: number;
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  readonly facts: readonly Fact[];
}

/** A longer paragraph is no place where somebody tells the facts of a voucher. */
const MAX_PARAGRAPH = 8_000;
const MAX_VALUES = 300;
/** Letters before and behind a value that are looked at. */
const BEFORE = 90;
const BEHIND = 45;
/** Words around a value from here on are taken to speak of a fact. */
const LIKELY = 0.55;

const ADDRESS = /[\p{L}\d][\p{L}\d.!#$%&'*+/=?^_`{|}~-]{0,63}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/gu;
const NUMBER =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\d@./\\-]|[\dA-Z]:)(?=[\p{Script=Latin}\p{Script=Cyrillic}_./:#{~[(-]{0,40}\d|[\p{Lu}_./:-]{2,40}(?![\p{Ll}\d])|\p{Lu}\s\d{4})[\p{Script=Latin}\p{Script=Cyrillic}\d{([][\p{Script=Latin}\p{Script=Cyrillic}\d\-_./:#~})\]]{1,62}(?:(?<![:.,]) [\p{Lu}\d][\p{Lu}\d-]{1,24}(?![\p{L}\d@-]|\.[\p{L}\d])){0,5}/gu;
/** The mark of an office's register, where something divides it from the words before. */
const REGISTER =
  /(?<=^|[\s「『“（(：:])(?:[\p{Script=Han}]{1,5}\d{0,4}[\p{Script=Han}]{0,2}-第?[\dA-Z][\dA-Z-]{2,24}[号號]?|[\p{Script=Han}]{1,4}字第[\d-]{4,20}[号號])/gu;
const SENTENCE_END =
  /[!?。！？\n]|[.;](?=\s|$)(?<!\p{L}\.\p{L}\.|(?:^|\s)(?:no|nr|n|č|núm|num|nº|dr|ing|hr|fr|г|ул)\.)/giu;

/** Where the sentences of a text end. A dot behind a day or a short word ends none. */
export function sentenceEnds(text: string): number[] {
  return Array.from(text.matchAll(SENTENCE_END), ({ index }) => index).filter(
    (end) =>
      text[end] !== '.' ||
      !/(?<!\d)\d{1,2}$/.test(text.slice(Math.max(0, end - 3), end)) ||
      !/^\s\p{L}/u.test(text.slice(end + 1, end + 3)),
  );
}

function valuesIn(text: string): Value[] {
  const found: Value[] = [];
  const isFree = (start: number, end: number): boolean =>
    !found.some((one) => start < one.end && end > one.start);
  for (const match of text.matchAll(ADDRESS)) {
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      raw: match[0],
      facts: ['adminEmail'],
    });
  }
  for (const { start, end, raw } of datesIn(text)) {
    if (isFree(start, end)) found.push({ start, end, raw, facts: ['assignedOn', 'expiresOn'] });
  }
  for (const { start, raw } of daysIn(text)) {
    if (isFree(start, start + raw.length)) found.push({ start, end: start + raw.length, raw, facts: [] });
  }
  for (const { index, 0: raw } of text.matchAll(REGISTER)) {
    if (isPlausibleNumber(raw) && isFree(index, index + raw.length))
      found.push({ start: index, end: index + raw.length, raw, facts: ['number', 'agreement'] });
  }
  for (const match of text.matchAll(NUMBER)) {
    // A label without a space behind its colon.
    const label = /^\p{L}*\p{Ll}{2}:/u.exec(match[0])?.[0] ?? '';
    // "V 7743911": a letter of its own is the first group.
    const letter =
      label === '' && /^\d+(?!\p{L})/u.test(match[0])
        ? (/(?<![\p{L}\d])\p{Lu} $/u.exec(text.slice(Math.max(0, match.index - 3), match.index))?.[0] ?? '')
        : '';
    const isBehind = BEHIND_VOUCHER.test(text.slice(Math.max(0, match.index - BEFORE), match.index));
    const raw = numberAt(letter + match[0].slice(label.length), isBehind ? LEAST_BEHIND : LEAST_LETTERS);
    const start = match.index + label.length - letter.length;
    // "PO 4500…", "Ticket#…": it says itself what it is a number of.
    const prefix = /^\p{L}{2,12}(?=[ #:])/u.exec(raw ?? '')?.[0];
    if (prefix !== undefined && isOfAnother(prefix)) continue;
    // "D365-Planungstage" is a word.
    if (/\p{Ll}{5}/u.test(raw ?? '') && !/^[\da-f-]+$/iu.test(raw ?? '')) continue;
    if (raw !== undefined && isFree(start, start + raw.length)) {
      found.push({ start, end: start + raw.length, raw, facts: ['number', 'agreement'] });
    }
  }
  return found.toSorted((a, b) => a.start - b.start).slice(0, MAX_VALUES);
}

/** A bracket that opens or closes what is around the number goes. */
function balanced(text: string): string {
  let plain = text;
  if (/^[([]/.test(plain) && !/[)\]]/.test(plain.slice(0, -1))) plain = plain.slice(1);
  if (/[)\]]$/.test(plain) && !/[([]/.test(plain)) plain = plain.slice(0, -1);
  if (plain.endsWith('}') && !plain.includes('{')) plain = plain.slice(0, -1);
  return plain;
}

/** Letters and digits of a number in a sentence: right behind the word for a voucher, fewer. */
const LEAST_LETTERS = 5;
/** "CO-19", "TAG-1". */
const SHORT_FORM = /^\p{Lu}{2,4}-\p{Lu}?\d{1,3}$/u;
const LEAST_BEHIND = 4;

/** The number that begins a run of groups: all of them, or fewer. Words of prose are none. */
function numberAt(run: string, least: number): string | undefined {
  const groups = run.split(/\s/u);
  for (let count = groups.length; count > 0; count -= 1) {
    const text = balanced(
      groups
        .slice(0, count)
        .join(' ')
        .replace(/^(?:ID|NR|NO|REF) (?=.*\d)/u, '')
        .replace(/[.:/_#-]+$/u, ''),
    );
    const letters = SHORT_FORM.test(text) ? LEAST_BEHIND : least;
    if ((text.match(/[\p{L}\d]/gu) ?? []).length >= letters && isPlausibleNumber(text)) return text;
  }
  return undefined;
}

/** A word for a voucher right before a value, perhaps with one for its number. */
const BEHIND_VOUCHER =
  /(?:voucher\p{L}*|ваучер\p{L}*|gutschein\p{L}*|buono|poukaz\p{L}*|kupón\p{L}*|kupon\p{L}*|bon|vale|bono|バウチャー|受講券|利用券|凭证|优惠券|服务券)(?:\s\p{Lu}{2,4})?[\s:(]*(?:(?:no|nr|n|č|nº|n\.º|n°|№|id|号|番号|編號|编号)\.?[\s:(]*)?$/iu;

/** Right behind the word for a voucher stands its number. */
const TOLD = 0.86;
/** The clause before a number speaks of a voucher, and of nothing else that has one. */
function isOfVoucher(before: string): boolean {
  const clause = /[^,;.@]{0,45}$/u.exec(before)?.[0] ?? '';
  return VOUCHER.test(clause) && !isOfAnother(before);
}

/** A longer line is no label of the one below. */
const MAX_ABOVE = 64;

/** The words before a value in its sentence; for one that is alone in its line, the short line above. */
function wordsBefore(text: string, from: number, start: number, end: number): string {
  const own = text.slice(from, start);
  if (/[\p{L}\d]/u.test(own) || (text[end] ?? '\n') !== '\n') return own;
  const above = text.slice(Math.max(0, from - 4 * MAX_ABOVE), from).trimEnd();
  const line = above.slice(above.lastIndexOf('\n') + 1);
  return line.length <= MAX_ABOVE && !/[\d@]/.test(line) ? line : own;
}

/** What the sentences of one paragraph tell; `budget`: of so many more values the words around are looked at. */
export function* toldIn(paragraph: string, budget: Budget): Steps<Told[]> {
  const text = paragraph.slice(0, MAX_PARAGRAPH);
  const values = valuesIn(text);
  if (values.every(({ facts }) => facts.length === 0)) return [];
  const ends = Array.from(text.matchAll(SENTENCE_END), ({ index }) => index).filter(
    (end) => !values.some(({ start, end: last }) => end >= start && end < last),
  );
  const told: Told[] = [];
  for (const [at, { start, end, raw, facts }] of values.entries()) {
    if (facts.length === 0) continue;
    budget.left -= 1;
    if (budget.left < 0) break;
    yield;
    const from = Math.max(
      values[at - 1]?.end ?? 0,
      (ends.findLast((one) => one < start) ?? -1) + 1,
      start - BEFORE,
    );
    const to = Math.min(
      values[at + 1]?.start ?? text.length,
      ends.find((one) => one >= end) ?? text.length,
      end + BEHIND,
    );
    const before = wordsBefore(text, from, start, end);
    const best = announcedIn(before, text.slice(end, to), facts);
    // Letters alone are told to be a number in so many words, or are none.
    const least = /\d/.test(raw) ? LIKELY : 0.7;
    const isBehind = facts.includes('number') && BEHIND_VOUCHER.test(before);
    const isSpoken = facts.includes('number') && isOfVoucher(before);
    const isOther = best !== undefined && best.fact !== 'number' && best.likely >= 0.9;
    if ((isBehind || (isSpoken && !isOther)) && (best?.fact !== 'number' || best.likely < TOLD))
      told.push({ fact: 'number', raw, start, before, likely: TOLD });
    else if (
      best !== undefined &&
      best.likely >= least &&
      !(best.likely < (best.fact === 'number' ? 0.97 : 0.8) && isOfAnother(before))
    )
      told.push({
        fact: best.fact as Told['fact'],
        raw,
        start,
        before,
        likely: best.likely,
      });
    // What the words do not explain, the rules between readings may.
    else if (facts.includes('assignedOn')) told.push({ fact: 'date', raw, start, likely: 0 });
    else if (facts.includes('adminEmail'))
      told.push({ fact: 'address', raw, start, before, isOfAnother: isOfAnother(before), likely: 0 });
    else if (facts.includes('number')) {
      const isForeign = isOfAnother(before);
      const fact = !isForeign && /\d/.test(raw) && /\p{L}/u.test(raw) ? 'number' : 'id';
      told.push({ fact, raw, start, before, isOfAnother: isForeign, likely: fact === 'number' ? LIKELY : 0 });
    }
  }
  return told;
}
