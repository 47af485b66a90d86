import { daysIn, hasNumberWord } from './days.ts';
import { MAX_LABEL } from './label-key.ts';
import { labelOf, type Label } from './labels.ts';
import type { Fact, HeaderField } from './wordings.ts';
import type { Steps } from '../steps.ts';

/**
 * How a mail is laid out, line by line: which text stands under which label, and which mail headers it quotes.
 * Every line is looked at a bounded number of times, whatever it holds.
 */

/** A longer line that begins as a mail's header is no header alone. */
const MAX_HEADER = 160;
/** A longer line is read up to here. */
export const MAX_LINE = 2_000;
const MAX_CELLS = 40;
const MAX_COLONS = 16;
const MAX_LABEL_WORDS = 8;
/** Beginnings of lines that are looked at as labels without a sign behind them: six for each line of fifty vouchers. */
const MAX_LOOSE_LOOKS = 3_000;
const MAX_STACK = 12;
const MAX_TITLES = 4;
/** A longer line is no rest of a name. */
const MAX_CONTINUED = 50;
/** Behind a label without a sign stands a value and no sentence. */
const MAX_LOOSE = 80;
const HALF_NAME = /^(?:\p{L}{1,5}\.\s?)?(?:\p{Lu}[\p{L}'’-]+|\p{Script=Han}{1,3})$/u;
const REST_OF_NAME = /^(?:\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}|\p{Script=Han}{1,3})$/u;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Empty lines that may stand between a label and its value, or inside a table. */
const MAX_GAP = 4;

/** A value under a label. `loose` = nothing but a space divides the two. */
export interface Labelled {
  readonly fact: Fact;
  readonly borrowed: boolean;
  readonly generic: boolean;
  readonly many: boolean;
  readonly loose: boolean;
  /** How probable it is that the label announces this fact: 1 for one that is listed. */
  readonly likely: number;
  readonly raw: string;
  readonly line: number;
  /** The label as it is compared. */
  readonly label: string;
}

/** The head of a quoted mail: at least From and one more field. */
interface Head {
  readonly line: number;
  readonly fields: Readonly<Partial<Record<HeaderField, string>>>;
  /** Its subject says that it was a forward itself. */
  readonly isForward: boolean;
}

export interface Layout {
  /** As printed, without quote marks and bullets. */
  readonly lines: readonly string[];
  /** The paragraph that each line stands in. */
  readonly paragraph: readonly number[];
  readonly labelled: readonly Labelled[];
  readonly heads: readonly Head[];
  /** Lines of mail headers, and those that say who wrote what is quoted below. */
  readonly headers: ReadonlySet<number>;
  /** Lines whose cells say something that no known label announces, for what their form alone can tell. */
  readonly unlabelled: readonly { readonly raw: string; readonly line: number }[];
  /** Values under labels of invoices and shops. */
  readonly trades: readonly string[];
  /** Values under labels that are known to be of nothing a voucher has. */
  readonly others: readonly string[];
  /** Whether labels were looked for in fewer lines than may have one without a sign behind it. */
  readonly isCut: boolean;
}

/** Whether a text can be a value of the fact; `many` where the label announces a list. */
type Fits = (fact: Fact, raw: string, many: boolean) => boolean;

type Bare = Extract<Label, { kind: 'facts' }>;
interface Segment {
  readonly label: Label;
  readonly value: string;
}

const BULLET = /^[>\s]*(?:[-*•▪◦‣·–—+o]\s+|・\s*)?/u;
/** What mail clients put behind a link's text; the bot shows no link from a mail, but an address may stand only there. */
const LINK_TARGET = /<https?:[^<>\s]*>/giu;
const MAIL_TARGET = /<mailto:([^<>\s?]*)[^<>\s]*>/giu;
/** What stands under a label that is only like the listed ones counts as free text from here on. */
const LIKELY_TEXT = 0.8;
const LIKELY_LOOSE = 0.9;
/** Dots that lead the eye from a label to its value. */
const LEADERS = /\s?(?:(?:\.{3,}|…|·{3,}|_{3,})\s+|…{2,}\s*)(?=\S)/gu;
const TYPED: ReadonlySet<Fact> = new Set(['number', 'adminEmail', 'serviceLevel', 'assignedOn', 'expiresOn']);

/** Beginnings of a forwarded mail's subject. */
const FORWARD_PREFIX =
  /^(?:fw|fwd|wg|tr|rv|pd|vs|vb|enc|i|r|doorst|пересл|переслано|fs|转发|轉寄|転送)\s?[:：]/iu;

/** Whether the lists have the label itself. */
function isListed(label: Label | undefined): boolean {
  return label?.kind === 'facts' && label.facts[0]?.likely === 1;
}

/** Whether only a text of a certain form can stand under a label. */
function isTyped(label: Bare): boolean {
  return TYPED.has(label.facts[0]?.fact ?? 'customer');
}

/** The fact that a label announces of a value: the likeliest that the value can be one of. */
function factFor(
  label: Bare,
  raw: string,
  fits: Fits,
): { readonly fact: Fact; readonly likely: number } | undefined {
  const all = label.facts.filter(
    ({ fact, likely }) =>
      (TYPED.has(fact) || fact === 'agreement' || likely >= LIKELY_TEXT) && fits(fact, raw, label.many),
  );
  // What has a type says more of a value than free text, which anything can be.
  return all.find(({ fact, likely }) => TYPED.has(fact) && likely >= 0.3) ?? all[0];
}

function hasText(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

/** `text` without characters of `leading` in front and of `trailing` behind, in one pass from each end. */
export function trimEdges(text: string, leading: RegExp, trailing: RegExp): string {
  let start = 0;
  let end = text.length;
  while (start < end && leading.test(text[start] ?? '')) start += 1;
  while (end > start && trailing.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

function strip(value: string): string {
  const plain = trimEdges(value, /[\s*_`:：>]/u, /[\s*_`,;；，]/u);
  return /^\[[^[\]]{1,200}\]$/u.test(plain) ? plain.slice(1, -1).trim() : plain;
}

function commaCells(line: string): string[] {
  return line.split(',', MAX_CELLS).map((cell) => cell.trim());
}

/** The head of a table whose cells are divided by commas: most of them are labels. */
function isCommaHeader(line: string): boolean {
  if (line.length > 400 || /[|\t]/u.test(line) || line.split(',').length < 4) return false;
  const cells = commaCells(line);
  return cells.filter((cell) => isListed(bareLabel(cell))).length * 2 > cells.length;
}

/** A row of a table of commas, every cell in quotation marks. */
const QUOTED_CELLS = /^"[^"]*"(?:[,;]"[^"]*"){2,}$/u;

/** The cells of a line: divided by bars, by tabs, or by wide gaps and list marks. */
function cellsOf(line: string): string[] {
  if (QUOTED_CELLS.test(line))
    return line
      .slice(1, -1)
      .split(/"[,;]"/u, MAX_CELLS)
      .map((cell) => cell.trim());
  const bars = line.includes('|');
  const divided = bars
    ? line
        .replace(/^[\s|]+/u, '')
        .replace(/\|\s*$/u, '')
        .split('|', MAX_CELLS)
    : line.includes('\t')
      ? line.split('\t', MAX_CELLS)
      : line.split(/ {2,}|\s[•·]\s|\s\/\/\s|[;；]/u, MAX_CELLS);
  return divided.map((cell) => cell.trim());
}

/** The longest label that ends where `before` ends, with where it starts. */
function labelEnding(before: string): { readonly label: Label; readonly start: number } | undefined {
  let found: { readonly label: Label; readonly start: number; readonly isCertain: boolean } | undefined;
  let start = before.length;
  for (
    let words = 0;
    words < MAX_LABEL_WORDS && start > 0 && before.length - start <= MAX_LABEL;
    words += 1
  ) {
    start = before.lastIndexOf(' ', start - 1);
    const label = labelOf(before.slice(start + 1));
    const isCertain = label?.kind !== 'facts' || label.facts[0]?.likely === 1;
    // A listed label ends before the words that the last value ends with.
    if (found?.isCertain === true && !isCertain) continue;
    if (label && !(label.kind === 'facts' && !label.isPlain)) found = { label, start: start + 1, isCertain };
    if (start < 0) break;
  }
  return found;
}

const IN_GROUPS = /[\dA-Z]{1,8}:[\dA-Z]{2,8}:[\dA-Z]{2,8}/;

/** `Label: value`, `Label - value`, and several of them in one cell. The first label begins the cell. */
function segmentsOf(cell: string): Segment[] {
  const found: { readonly label: Label; readonly start: number; readonly end: number }[] = [];
  const separators = cell.matchAll(/[:：=]|\s(?:[-–—>→]+|\/)(?=\s)/gu);
  let seen = 0;
  for (const separator of separators) {
    seen += 1;
    if (seen > MAX_COLONS) break;
    // A number in groups that colons divide.
    if (
      separator[0] === ':' &&
      IN_GROUPS.test(cell.slice(Math.max(0, separator.index - 12), separator.index + 12))
    )
      continue;
    const from = found.at(-1)?.end ?? 0;
    const before = cell.slice(from, separator.index).trimEnd();
    if (found.length === 0) {
      const label = labelOf(before);
      if (label) found.push({ label, start: 0, end: separator.index + separator[0].length });
      else if (before.length > MAX_LABEL) break;
    } else if (separator[0] === ':' || separator[0] === '：') {
      const next = labelEnding(before);
      if (next) {
        found.push({
          label: next.label,
          start: from + next.start,
          end: separator.index + separator[0].length,
        });
      }
    }
  }
  return found.map(({ label, end }, at) => ({ label, value: strip(cell.slice(end, found[at + 1]?.start)) }));
}

/** Without a sign between the label has to be a known one, and its value one of a type. */
function isLoose(is: { readonly fact: Fact; readonly likely: number } | undefined): boolean {
  return is !== undefined && TYPED.has(is.fact) && is.likely >= LIKELY_LOOSE;
}

/** Whether there may be a value of one of the types in a text: each has one of these, or a word for a number. */
function mayBeTyped(text: string): boolean {
  return /[\p{N}\p{Pd}@＠﹫年]|\p{Lu}{2}/u.test(text) || hasNumberWord(text);
}

/** What a value of a type may hold behind further words: an address, two groups of a date's digits. */
const MAY_STAND_ANYWHERE = /[@＠﹫年]|\p{N}\P{N}+\p{N}/u;
/** The first group of a number, which begins its text. */
const BEGINS_NUMBER = /^[^\p{L}\p{N}]*(?:\p{Lu}(?=\s)|\S*?(?:\p{N}|\p{Lu}{2}|\p{Pd}))/u;

/** `Label value` with only a space between: when the rest can be nothing but such a value. */
function looseSegment(
  cell: string,
  fits: Fits,
  budget: { left: number },
): { readonly label: Bare; readonly value: string } | undefined {
  if (!mayBeTyped(cell)) return undefined;
  const isAnywhere = MAY_STAND_ANYWHERE.test(cell) || hasNumberWord(cell) || daysIn(cell).length > 0;
  let found: { readonly label: Bare; readonly value: string } | undefined;
  let end = cell.indexOf(' ');
  for (let words = 0; words < MAX_LABEL_WORDS && end > 0 && end <= MAX_LABEL; words += 1) {
    const rest = cell.slice(end + 1);
    const before = cell.slice(0, end);
    end = cell.indexOf(' ', end + 1);
    if (!isAnywhere && !BEGINS_NUMBER.test(rest)) continue;
    budget.left -= 1;
    if (budget.left < 0) break;
    const label = labelOf(before);
    const value = strip(rest);
    if (
      label?.kind === 'facts' &&
      label.isPlain &&
      !label.isGeneric &&
      value.length <= MAX_LOOSE &&
      !(found !== undefined && /\s\p{Lu}{2,4}$/u.test(cell.slice(0, end))) &&
      isLoose(factFor(label, value, fits))
    ) {
      found = { label, value };
    }
  }
  return found;
}

/** Whether a line can be a label and no value: it is short, and holds neither a digit nor a sign of its own. */
function mayBeLabel(line: string): boolean {
  if (line === '' || line.length > MAX_LABEL || /[\d@|\t]|[:：]\s*\S|[!?。]$/u.test(line)) return false;
  return !line.endsWith('.') || bareLabel(line) !== undefined;
}

function bareLabel(cell: string): Label | undefined {
  // To look for the sign behind it takes the square of the white space in it.
  if (cell.length > 4 * MAX_LABEL) return undefined;
  const plain = cell.replace(/\s*[:：=]\s*$/u, '');
  const label = labelOf(plain);
  // With a sign behind it, it says itself that it is a label.
  return label?.kind === 'facts' && !label.isPlain && plain === cell ? undefined : label;
}

function factOf(label: Label | undefined): Bare | undefined {
  return label?.kind === 'facts' ? label : undefined;
}

/** "On 3 Nov 2026 Vera Novak <vera@…> wrote:" in any language. */
function isAttribution(line: string): boolean {
  return line.length <= MAX_HEADER && /[:：]\s*$/u.test(line) && line.includes('@') && /\d/.test(line);
}

/** The number of a list's item before its text. */
const NUMBERED =
  /^(?:[(（]?\d{1,2}\s?(?:[.．)）°º、]|\.[)º°])|[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|[■□◆◇●○▶►])\s*(?=[\p{L}【[])|^(?:[①-⑳]|\d{1,2}、)\s*(?=\S)|^\d{1,2}\/\s+(?=\p{L})/u;

const DIVIDED = /\S(?:\t+| {2,}|\s?\.{3,}\s|\s?…{2,}\s?)\S/u;
/** A label and its value by a sign. */
const LED = /\S(?:\s(?:=>|->|→)|[:：])\s\S/u;
const SET_IN = /^(?:\s*\t\s*| {6,})(?=\S)/u;
/** Marks of quoting before a line. */
const QUOTED = /^(?:> ?)+/u;

/** The lines, with cells that go on set in below themselves put together in the first. */
function withoutWraps(lines: readonly string[]): string[] {
  const joined = [...lines];
  let open: number | undefined;
  let depth = '';
  for (const [at, line] of lines.entries()) {
    const [marks = ''] = QUOTED.exec(line) ?? [];
    const own = line.slice(marks.length);
    const rest = own.trim();
    const before = open === undefined ? '' : (joined[open] ?? '').trimEnd();
    const isMore = open !== undefined && marks.trim() === depth && SET_IN.test(own);
    if (open !== undefined && isMore && !DIVIDED.test(rest) && !/[:：]/u.test(rest)) {
      joined[open] = `${before}${/[-@./]$/u.test(before) ? '' : ' '}${rest}`;
      joined[at] = '';
    } else {
      open = DIVIDED.test(own) || LED.test(own) ? at : undefined;
      depth = marks.trim();
    }
  }
  return joined;
}

/** Reads how `text` (already cleaned) is laid out. */
export function* layOut(text: string, fits: Fits): Steps<Layout> {
  // Wide gaps divide cells; how wide they are says nothing.
  const printed = withoutWraps(text.split('\n')).map((line) =>
    line
      .slice(0, MAX_LINE)
      .replace(LINK_TARGET, '')
      .replace(MAIL_TARGET, '<$1>')
      .replace(LEADERS, ': ')
      .replace(/ {3,}/gu, '  '),
  );
  const lines = printed.map((line) => line.replace(BULLET, '').replace(NUMBERED, '').trimEnd());
  const bulleted = printed.map(
    (line, at) => /^[>\s]*[-*•▪◦‣·–—+o]\s/u.test(line) && (lines[at] ?? '') !== '',
  );
  const paragraph: number[] = [];
  const labelled: Labelled[] = [];
  const unlabelled: { readonly raw: string; readonly line: number }[] = [];
  const trades: string[] = [];
  const others: string[] = [];
  const headers = new Set(lines.flatMap((line, at) => (isAttribution(line) ? [at] : [])));
  const headLines: { readonly line: number; readonly field: HeaderField; readonly value: string }[] = [];

  const take = (label: Bare, raw: string, line: number, loose = false): boolean => {
    const is = factFor(label, raw, fits);
    if (is === undefined) return false;
    labelled.push({
      ...is,
      borrowed: label.borrowed,
      generic: label.isGeneric,
      many: label.many,
      loose,
      raw,
      line,
      label: label.key,
    });
    return true;
  };

  /** The next lines with text below `at`, up to `count`, with no wider gap than allowed. */
  const below = (at: number, count: number): number[] => {
    const found: number[] = [];
    let gap = 0;
    for (let next = at + 1; next < lines.length && found.length < count && gap <= MAX_GAP; next += 1) {
      if (hasText(lines[next] ?? '')) {
        found.push(next);
        gap = 0;
      } else gap += 1;
    }
    return found;
  };

  /**
   * A block of labels and below it the block of their values, one for one. What is no known label is one among labels
   * when it can be no value; where the values begin is found by what fits.
   */
  const takeStack = (at: number): boolean => {
    if (!mayBeLabel(lines[at] ?? '')) {
      run = 0;
      return false;
    }
    run += 1;
    // A block begins at the first of its lines, or where a title or two stand above it.
    if (run > MAX_TITLES) return false;
    const next = below(at, 2 * MAX_STACK);
    const stack = [{ label: factOf(bareLabel(lines[at] ?? '')), line: at }];
    for (const line of next) {
      const printedBelow = lines[line] ?? '';
      if (stack.length >= MAX_STACK || !mayBeLabel(printedBelow)) break;
      stack.push({ label: factOf(bareLabel(printedBelow)), line });
    }
    for (let size = Math.min(stack.length, (next.length + 1) >> 1); size > 1; size -= 1) {
      const labels = stack.slice(0, size);
      const known = labels.filter(({ label }) => label !== undefined).length;
      // Prose has no label in every other line.
      if (known * 2 < size || (labels[0]?.label === undefined && (size < 4 || known < 3))) continue;
      const valueOf = (nth: number): string => strip(lines[next[size - 1 + nth] ?? -1] ?? '');
      const typed = labels.filter(({ label }) => label && isTyped(label));
      const fitting = labels.filter(
        ({ label }, nth) => label && isTyped(label) && factFor(label, valueOf(nth), fits) !== undefined,
      );
      const isWhole = labels.every((_each, nth) => {
        const value = valueOf(nth);
        return value !== '' && segmentsOf(value).length === 0 && !isListed(bareLabel(value));
      });
      if (!isWhole || fitting.length < Math.min(2, typed.length) || fitting.length * 4 < typed.length * 3)
        continue;
      if (fitting.length === 0) continue;
      for (const [nth, { label, line }] of labels.entries()) {
        const value = { raw: valueOf(nth), line: next[size - 1 + nth] ?? at };
        if (label === undefined || !take(label, value.raw, value.line)) unlabelled.push(value);
        done.add(line);
        done.add(value.line);
      }
      return true;
    }
    return false;
  };

  /** A label without a value at the end of a line: its value stands below, or several do. */
  const fromBelow = (label: Bare, at: number): void => {
    const next = below(at, 2 * MAX_STACK);
    const second = lines[next[0] ?? -1] ?? '';
    if (next.length > 0 && mayBeLabel(second) && factOf(bareLabel(second)) !== undefined) return;
    const values = next;
    const valueOf = (nth: number): string => strip(lines[values[nth] ?? -1] ?? '');
    for (const [nth, line] of values.entries()) {
      const value = valueOf(nth);
      const isNumber = label.facts[0]?.fact === 'number';
      const isList = isNumber && (label.many || (bulleted[line] ?? false));
      if ((nth > 0 && !isList) || segmentsOf(value).length > 0 || bareLabel(value)) break;
      // A free text that has a colon of its own is the next label, one that is not known here.
      if ((!isTyped(label) && /[:：]/u.test(value)) || !take(label, value, line)) break;
    }
  };

  /** A name that goes on in the next line, where the next label follows at once. */
  const continued = (label: Bare, value: string, at: number): string => {
    const next = lines[at + 1]?.trim() ?? '';
    const isName = value !== '' && !isTyped(label) && next.length <= MAX_CONTINUED;
    // A person's first name alone goes on with the other.
    const isHalf =
      label.facts[0]?.fact === 'projectManager' && HALF_NAME.test(value) && REST_OF_NAME.test(next);
    const isMore =
      isName &&
      (isHalf ||
        (/^[\p{L}&(（]/u.test(next) &&
          !/[\d@:：|\t]/u.test(next) &&
          segmentsOf(lines[at + 2] ?? '').some((segment) => segment.label.kind === 'facts')));
    if (!isMore || isListed(bareLabel(next))) return value;
    done.add(at + 1);
    return UNSPACED.test(next) ? value + next : `${value} ${next}`;
  };

  /** A value with further labels and values behind its commas: "Contoso, agreement V-33". */
  const takeParts = (label: Bare, value: string, at: number): boolean => {
    const parts = value.split(/[,;，；]\s*/u, MAX_CELLS);
    const first = isTyped(label)
      ? -1
      : parts.findIndex((part, nth) => nth > 0 && looseSegment(part, fits, loosely) !== undefined);
    if (first < 0) return take(label, value, at);
    for (const part of parts.slice(first)) {
      const loose = looseSegment(part, fits, loosely);
      if (loose) take(loose.label, loose.value, at, true);
    }
    return take(label, parts.slice(0, first).join(', '), at);
  };

  /** A value that its line breaks off: it goes on in the next one, after a space or in the middle of a word. */
  const takeWrapped = (label: Bare, value: string, at: number): void => {
    const next = lines[at + 1]?.trim() ?? '';
    if (value === '' || !isTyped(label) || !hasText(next)) return;
    if (bareLabel(next) !== undefined || segmentsOf(next).length > 0) return;
    // A number's line ends in the middle of it, or not at all: words behind a label are no number.
    const joints =
      label.facts[0]?.fact === 'number'
        ? /[-–]$/u.test(value)
          ? ['']
          : []
        : /[-._@]$/u.test(value)
          ? ['', ' ']
          : [' ', ''];
    joints.some((joint) => take(label, `${value}${joint}${next}`, at));
  };

  const loosely = { left: MAX_LOOSE_LOOKS };
  /** Lines on end that may be labels. */
  let run = 0;
  /** Label lines that a stack above has already read. */
  const done = new Set<number>();
  let columns: readonly (Bare | undefined)[] | undefined;
  let inCommas = false;
  let block = 0;
  let gap = 0;

  for (const [at, line] of lines.entries()) {
    yield;
    paragraph.push(block);
    if (!hasText(line)) {
      if (!line.includes('|') && !line.includes('+')) {
        block += gap === 0 ? 1 : 0;
        gap += 1;
        if (gap > MAX_GAP || inCommas) columns = undefined;
        inCommas = false;
      }
      continue;
    }
    gap = 0;
    // Prose holds nothing that stands under a label.
    if (line.length > MAX_LABEL && !/[\d@:：=|\t>→;；•·(（,，]|\s[-–—]\s| {2}/u.test(line)) {
      columns = undefined;
      run = 0;
      continue;
    }
    if (done.has(at) || takeStack(at)) continue;
    const heads = segmentsOf(line.replace(/\t/gu, ' '));
    if (heads[0]?.label.kind === 'header' && /[:：]/u.test(line)) {
      const isOneLine = heads.length > 1 && heads.every(({ label }) => label.kind === 'header');
      const rest = [{ label: heads[0].label, value: strip(line.replace(/^[^:：]*[:：]/u, '')) }];
      for (const { label, value } of isOneLine ? heads : rest) {
        if (label.kind === 'header') headLines.push({ line: at, field: label.field, value });
      }
      // A whole mail in one line begins with them.
      if (line.length <= MAX_HEADER) headers.add(at);
      columns = undefined;
      continue;
    }

    const cells = inCommas && columns !== undefined ? commaCells(line) : cellsOf(line);
    if (!inCommas && isCommaHeader(line)) {
      columns = commaCells(line).map((cell) => factOf(bareLabel(cell)));
      inCommas = true;
      continue;
    }
    const labels = cells.map(bareLabel);
    const body =
      columns && cells.length > 1 && columns.length >= cells.length && columns.length <= cells.length + 2
        ? columns
        : undefined;
    const isRow = body?.some((column, nth) => {
      const cell = strip(cells[nth] ?? '');
      return column && cell !== '' && isTyped(column) && factFor(column, cell, fits) !== undefined;
    });
    const first = labels[0];
    // Under "Field" and "Value" every row is a pair.
    const isPair =
      cells.length === 2 &&
      first?.kind === 'facts' &&
      factFor(first, strip(cells[1] ?? ''), fits) !== undefined;
    if (body && !isPair && (isRow === true || labels.every((label, nth) => !label || !body[nth]))) {
      for (const [nth, cell] of cells.entries()) {
        const column = body[nth];
        if (cell === '') continue;
        if (!column || !take(column, strip(cell), at)) unlabelled.push({ raw: strip(cell), line: at });
      }
      continue;
    }
    columns = undefined;
    const facts = labels.map(factOf);
    if (
      cells.length > 1 &&
      facts.some((label, nth) => label && (label.facts[0]?.fact === 'number' || nth > 0))
    ) {
      const inPairs = facts.some((label, nth) => {
        const next = cells[nth + 1] ?? '';
        return label && isTyped(label) && factFor(label, strip(next), fits) !== undefined;
      });
      if (!inPairs) {
        columns = facts;
        continue;
      }
    }

    for (let nth = 0; nth < cells.length; nth += 1) {
      const cell = cells[nth] ?? '';
      const label = labels[nth];
      if (label) {
        let taken = 0;
        for (; nth + 1 < cells.length && !labels[nth + 1]; nth += 1) {
          const value = strip(cells[nth + 1] ?? '');
          if (segmentsOf(value).length > 0) break;
          if (label.kind === 'other') {
            others.push(value);
            if (label.isTrade) trades.push(value);
          }
          // Several columns under one typed label are several values; free text takes the first.
          else if (label.kind === 'facts' && (taken === 0 || isTyped(label)) && value !== '') {
            taken += take(label, value, at) ? 1 : 0;
          }
        }
        if (label.kind === 'facts' && taken === 0 && nth === cells.length - 1) fromBelow(label, at);
        continue;
      }
      const segments = segmentsOf(cell);
      for (const [place, { label: each, value }] of segments.entries()) {
        const isLast = place === segments.length - 1 && nth === cells.length - 1;
        if (each.kind === 'facts') {
          const whole = isLast ? continued(each, value, at) : value;
          if (!takeParts(each, whole, at) && isLast) takeWrapped(each, value, at);
        } else if (each.kind === 'other') {
          others.push(value);
          if (each.isTrade) trades.push(value);
        }
      }
      if (segments.length > 0) continue;
      const [, before = '', inner = ''] = /^(.{3,120}?)\s*[(（]([^()（）]{3,60})[)）]$/u.exec(cell) ?? [];
      const told = factOf(inner === '' ? undefined : bareLabel(inner));
      if (told !== undefined && take(told, strip(before), at)) continue;
      const [, ahead = '', behindIt = ''] = /^(.{3,120}?)\s[–—-]\s([^–—]{3,60})$/u.exec(cell) ?? [];
      const reversed = factOf(behindIt === '' ? undefined : bareLabel(behindIt));
      if (reversed !== undefined && bareLabel(ahead) === undefined && take(reversed, strip(ahead), at))
        continue;
      const [, behind] = /^[^:：]{1,64}[:：](.+)$/u.exec(cell) ?? [];
      if (behind !== undefined) unlabelled.push({ raw: strip(behind), line: at });
      const loose = looseSegment(cell, fits, loosely);
      if (loose) take(loose.label, loose.value, at, true);
    }
  }
  return {
    lines,
    paragraph,
    labelled,
    unlabelled,
    heads: headsOf(headLines),
    headers,
    trades,
    others,
    isCut: loosely.left < 0,
  };
}

/** Header lines close together, with a From among them, are the head of one mail. */
function headsOf(
  headLines: readonly { readonly line: number; readonly field: HeaderField; readonly value: string }[],
): Head[] {
  const groups: (typeof headLines)[number][][] = [];
  for (const header of headLines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isNear = last !== undefined && header.line - last.line <= MAX_GAP + 1;
    const isNew = header.field === 'to' || !group?.some(({ field }) => field === header.field);
    if (group && isNear && isNew) group.push(header);
    else groups.push([header]);
  }
  return groups.flatMap((group) => {
    const fields: Partial<Record<HeaderField, string>> = {};
    for (const { field, value } of group) fields[field] ??= value;
    if (fields.from === undefined || Object.keys(fields).length < 2) return [];
    const isForward = FORWARD_PREFIX.test(fields.subject ?? '');
    return [{ line: group[0]?.line ?? 0, fields, isForward }];
  });
}
