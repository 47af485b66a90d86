import { FORWARD_PREFIX, labelOf, MAX_LABEL, type Fact, type HeaderField, type Label } from './labels.ts';

/**
 * How a mail is laid out, line by line: which text stands under which label, and which mail headers it quotes.
 * Every line is looked at a bounded number of times, whatever it holds.
 */

/** A longer line is read up to here. */
export const MAX_LINE = 2_000;
const MAX_CELLS = 40;
const MAX_COLONS = 16;
const MAX_LABEL_WORDS = 8;
const MAX_STACK = 12;
/** Empty lines that may stand between a label and its value, or inside a table. */
const MAX_GAP = 4;

/** A value under a label. `loose` = nothing but a space divides the two. */
export interface Labelled {
  readonly fact: Fact;
  readonly borrowed: boolean;
  readonly many: boolean;
  readonly loose: boolean;
  readonly raw: string;
  readonly line: number;
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
  /** Values under labels of invoices and shops. */
  readonly trades: readonly string[];
}

/** Whether a text can be a value of the fact; `many` where the label announces a list. */
type Fits = (fact: Fact, raw: string, many: boolean) => boolean;

type Bare = Extract<Label, { kind: 'fact' }>;
interface Segment {
  readonly label: Label;
  readonly value: string;
}

const BULLET = /^[>\s]*(?:[-*•▪◦‣·–—+o]\s+)?/u;
/** What mail clients put behind a link's text; the bot shows no link from a mail, but an address may stand only there. */
const LINK_TARGET = /<https?:[^<>\s]*>/giu;
const MAIL_TARGET = /<mailto:([^<>\s?]*)[^<>\s]*>/giu;
const TYPED: ReadonlySet<Fact> = new Set(['number', 'adminEmail', 'serviceLevel', 'assignedOn', 'expiresOn']);

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
  const plain = trimEdges(value, /[\s*_`]/u, /[\s*_`,;]/u);
  return /^\[[^[\]]{1,200}\]$/u.test(plain) ? plain.slice(1, -1).trim() : plain;
}

/** The cells of a line: divided by bars, by tabs, or by wide gaps and list marks. */
function cellsOf(line: string): string[] {
  const bars = line.includes('|');
  const divided = bars
    ? line
        .replace(/^[\s|]+/u, '')
        .replace(/\|\s*$/u, '')
        .split('|', MAX_CELLS)
    : line.includes('\t')
      ? line.split('\t', MAX_CELLS)
      : line.split(/ {2,}|\s[•·]\s|;/u, MAX_CELLS);
  return divided.map((cell) => cell.trim());
}

/** The longest label that ends where `before` ends, with where it starts. */
function labelEnding(before: string): { readonly label: Label; readonly start: number } | undefined {
  let found: { readonly label: Label; readonly start: number } | undefined;
  let start = before.length;
  for (
    let words = 0;
    words < MAX_LABEL_WORDS && start > 0 && before.length - start <= MAX_LABEL;
    words += 1
  ) {
    start = before.lastIndexOf(' ', start - 1);
    const label = labelOf(before.slice(start + 1));
    if (label) found = { label, start: start + 1 };
    if (start < 0) break;
  }
  return found;
}

/** `Label: value`, `Label - value`, and several of them in one cell. The first label begins the cell. */
function segmentsOf(cell: string): Segment[] {
  const found: { readonly label: Label; readonly start: number; readonly end: number }[] = [];
  const separators = cell.matchAll(/[:：=]|\s[-–—>→]+(?=\s)/gu);
  let seen = 0;
  for (const separator of separators) {
    seen += 1;
    if (seen > MAX_COLONS) break;
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

/** `Label value` with only a space between: when the rest can be nothing but such a value. */
function looseSegment(
  cell: string,
  fits: Fits,
): { readonly label: Bare; readonly value: string } | undefined {
  let found: { readonly label: Bare; readonly value: string } | undefined;
  let end = cell.indexOf(' ');
  for (let words = 0; words < MAX_LABEL_WORDS && end > 0 && end <= MAX_LABEL; words += 1) {
    const label = labelOf(cell.slice(0, end));
    const value = strip(cell.slice(end + 1));
    if (
      label?.kind === 'fact' &&
      !label.borrowed &&
      TYPED.has(label.fact) &&
      fits(label.fact, value, false)
    ) {
      found = { label, value };
    }
    end = cell.indexOf(' ', end + 1);
  }
  return found;
}

function bareLabel(cell: string): Label | undefined {
  return labelOf(cell.replace(/\s*[:：=]\s*$/u, ''));
}

function factOf(label: Label | undefined): Bare | undefined {
  return label?.kind === 'fact' ? label : undefined;
}

/** Reads how `text` (already cleaned) is laid out. */
export function layOut(text: string, fits: Fits): Layout {
  // Wide gaps divide cells; how wide they are says nothing.
  const printed = text
    .split('\n')
    .map((line) =>
      line.slice(0, MAX_LINE).replace(LINK_TARGET, '').replace(MAIL_TARGET, '<$1>').replace(/ {3,}/gu, '  '),
    );
  const lines = printed.map((line) => line.replace(BULLET, '').trimEnd());
  const bulleted = printed.map(
    (line, at) => /^[>\s]*[-*•▪◦‣·–—+o]\s/u.test(line) && (lines[at] ?? '') !== '',
  );
  const paragraph: number[] = [];
  const labelled: Labelled[] = [];
  const trades: string[] = [];
  const headLines: { readonly line: number; readonly field: HeaderField; readonly value: string }[] = [];

  const take = (label: Bare, raw: string, line: number, loose = false): boolean => {
    if (!fits(label.fact, raw, label.many ?? false)) return false;
    labelled.push({
      fact: label.fact,
      borrowed: label.borrowed ?? false,
      many: label.many ?? false,
      loose,
      raw,
      line,
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

  /** Labels without a value at the end of a line: their values stand below, one for one. */
  const fromBelow = (label: Bare, at: number): void => {
    const stack: { readonly label: Bare; readonly line: number }[] = [{ label, line: at }];
    const next = below(at, 2 * MAX_STACK);
    let used = 0;
    for (; used < next.length && stack.length < MAX_STACK; used += 1) {
      const line = next[used] ?? 0;
      const more = factOf(bareLabel(lines[line] ?? ''));
      if (!more) break;
      stack.push({ label: more, line });
    }
    const values = next.slice(used);
    const valueOf = (nth: number): string => strip(lines[values[nth] ?? -1] ?? '');
    if (stack.length > 1) {
      const isWhole = stack.every(({ label: each }, nth) => {
        const value = valueOf(nth);
        return value !== '' && segmentsOf(value).length === 0 && fits(each.fact, value, each.many ?? false);
      });
      // Otherwise the upper labels are empty, and the last one is looked at when its line comes.
      if (!isWhole || !stack.some(({ label: each }) => TYPED.has(each.fact))) return;
      for (const [nth, each] of stack.entries()) {
        take(each.label, valueOf(nth), values[nth] ?? at);
        done.add(each.line);
      }
      return;
    }
    for (const [nth, line] of values.entries()) {
      const value = valueOf(nth);
      const isList = label.many ?? (label.fact === 'number' && (bulleted[line] ?? false));
      if ((nth > 0 && !isList) || segmentsOf(value).length > 0 || bareLabel(value)) break;
      // A free text that has a colon of its own is the next label, one that is not known here.
      if ((!TYPED.has(label.fact) && /[:：]/u.test(value)) || !take(label, value, line)) break;
    }
  };

  /** A value that its line breaks off: it goes on in the next one, after a space or in the middle of a word. */
  const takeWrapped = (label: Bare, value: string, at: number): void => {
    const next = lines[at + 1]?.trim() ?? '';
    if (value === '' || !TYPED.has(label.fact) || !hasText(next)) return;
    if (bareLabel(next) !== undefined || segmentsOf(next).length > 0) return;
    // A number's line ends in the middle of it, or not at all: words behind a label are no number.
    const joints = label.fact === 'number' ? (/[-–]$/u.test(value) ? [''] : []) : [' ', ''];
    joints.some((joint) => take(label, `${value}${joint}${next}`, at));
  };

  /** Label lines that a stack above has already read. */
  const done = new Set<number>();
  let columns: readonly (Bare | undefined)[] | undefined;
  let block = 0;
  let gap = 0;

  for (const [at, line] of lines.entries()) {
    paragraph.push(block);
    if (!hasText(line)) {
      if (!line.includes('|') && !line.includes('+')) {
        block += gap === 0 ? 1 : 0;
        gap += 1;
        if (gap > MAX_GAP) columns = undefined;
      }
      continue;
    }
    gap = 0;
    if (done.has(at)) continue;
    const heads = segmentsOf(line.replace(/\t/gu, ' '));
    if (heads[0]?.label.kind === 'header' && /[:：]/u.test(line)) {
      const isOneLine = heads.length > 1 && heads.every(({ label }) => label.kind === 'header');
      const rest = [{ label: heads[0].label, value: strip(line.replace(/^[^:：]*[:：]/u, '')) }];
      for (const { label, value } of isOneLine ? heads : rest) {
        if (label.kind === 'header') headLines.push({ line: at, field: label.field, value });
      }
      columns = undefined;
      continue;
    }

    const cells = cellsOf(line);
    const labels = cells.map(bareLabel);
    const body = columns?.length === cells.length ? columns : undefined;
    if (body && labels.every((label, nth) => !label || !body[nth])) {
      for (const [nth, cell] of cells.entries()) {
        const column = body[nth];
        if (column && cell !== '') take(column, strip(cell), at);
      }
      continue;
    }
    columns = undefined;
    const facts = labels.map(factOf);
    if (cells.length > 1 && facts.some((label, nth) => label && (label.fact === 'number' || nth > 0))) {
      const inPairs = facts.some((label, nth) => {
        const next = cells[nth + 1] ?? '';
        return label && TYPED.has(label.fact) && fits(label.fact, strip(next), label.many ?? false);
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
          if (label.kind === 'trade') trades.push(value);
          // Several columns under one typed label are several values; free text takes the first.
          else if (label.kind === 'fact' && (taken === 0 || TYPED.has(label.fact)) && value !== '') {
            taken += take(label, value, at) ? 1 : 0;
          }
        }
        if (label.kind === 'fact' && taken === 0 && nth === cells.length - 1) fromBelow(label, at);
        continue;
      }
      const segments = segmentsOf(cell);
      for (const [place, { label: each, value }] of segments.entries()) {
        const isLast = place === segments.length - 1 && nth === cells.length - 1;
        if (each.kind === 'fact') {
          if (!take(each, value, at) && isLast) takeWrapped(each, value, at);
        } else if (each.kind === 'trade') trades.push(value);
      }
      if (segments.length > 0) continue;
      const loose = looseSegment(cell, fits);
      if (loose) take(loose.label, loose.value, at, true);
    }
  }
  return { lines, paragraph, labelled, heads: headsOf(headLines), trades };
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
