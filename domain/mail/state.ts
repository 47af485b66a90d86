import { fieldIn, mayTell, phraseIn } from './state-phrases.ts';
import { VOUCHER } from './voucher-words.ts';
import type { VoucherState } from './wordings.ts';
import type { Steps } from '../steps.ts';

/**
 * What a mail says has become of its vouchers: the phrases that tell it are looked for within one clause, and count for
 * the voucher of their sentence, row or section.
 */

/** What has become of a voucher, with the clause that says so. */
export interface ToldState {
  readonly value: VoucherState;
  readonly raw: string;
}

/** A number where it stands, as it is printed and by its id. */
interface Place {
  readonly line: number;
  readonly printed: string;
  readonly id: string;
}

interface Text {
  readonly lines: readonly string[];
  readonly paragraph: readonly number[];
}

/** Characters of what is quoted of a mail. */
const MAX_RAW = 80;
/** A longer clause is read up to here: nobody tells in so many words that a voucher is gone. */
const MAX_CLAUSE = 400;
/** Sentences that are looked at: the mail of fifty vouchers has fewer. */
const MAX_SENTENCES = 2_000;
/** A line from here on may be broken off by the width of the page. */
const WRAPPED = 45;

/** Several vouchers at once. */
const PLURAL =
  /(?<!\p{L})(?:vouchers|gutscheine|bons|vales|bonos|buoni|vouchery|voucherów|poukazy|poukazů|ваучеры|ваучеров|ваучерами)(?!\p{L})/u;

/** What one sentence says, as its clauses; a comma within a number or a date divides nothing. */
const CLAUSE_END = /[,;](?=\s|$)|[、，；()（）[\]"„“”«»]|\s[-–—]+\s|\t|\||\s{2,}/gu;
const SENTENCE_END = /(?<!\d|(?<!\p{L})(?:no|nr|n|č|г))[.](?=\s|$)|[!?。！？]+/giu;

interface Sentence {
  readonly line: number;
  readonly text: string;
  /** The line with text above it. */
  readonly above: string;
  readonly isQuestion: boolean;
}

/** The sentences of a text: lines that the width of the page broke are put together, rows and fields are not. */
function sentencesIn({ lines, paragraph }: Text): Sentence[] {
  const found: Sentence[] = [];
  let open: { readonly line: number; readonly above: string; text: string } | undefined;
  let above = '';
  const close = (): void => {
    if (open === undefined) return;
    let start = 0;
    for (const { 0: sign, index } of [
      ...open.text.matchAll(SENTENCE_END),
      { 0: '', index: open.text.length },
    ]) {
      const text = open.text.slice(start, index);
      start = index + sign.length;
      if (/\p{L}/u.test(text))
        found.push({
          line: open.line,
          above: start === text.length + sign.length ? open.above : '',
          text,
          isQuestion: /[?？]/u.test(sign),
        });
    }
    open = undefined;
  };
  for (const [at, line] of lines.entries()) {
    if (found.length >= MAX_SENTENCES) break;
    const before = lines[at - 1] ?? '';
    const goesOn =
      open !== undefined &&
      paragraph[at] === paragraph[at - 1] &&
      before.length >= WRAPPED &&
      open.text.length < MAX_CLAUSE &&
      !/[\t|]| {2}/u.test(before + line) &&
      (/^\s*\p{Ll}/u.test(line) || /[,、，]$/u.test(before));
    if (goesOn && open !== undefined) open.text += ` ${line.trim()}`;
    else {
      close();
      open = { line: at, above, text: line };
    }
    if (line.trim() !== '') above = line;
  }
  close();
  return found;
}

interface Hit extends ToldState {
  readonly line: number;
  readonly start: number;
  readonly sentence: string;
  /** It stands alone under a label or in a column, as the field of a section. */
  readonly isField: boolean;
}

/** What the clauses of a sentence say; `isOwn` tells whether a text holds the number of a voucher. */
function hitsIn({ text, line, above, isQuestion }: Sentence, isOwn: (text: string) => boolean): Hit[] {
  if (isQuestion) return [];
  const hits: Hit[] = [];
  const ends = [...text.matchAll(CLAUSE_END)];
  const isRow = /[\t|]|\s{2,}\S/u.test(text);
  const cells: { readonly text: string; readonly start: number }[] = [];
  let start = 0;
  for (const { 0: sign, index } of [...ends, { 0: '', index: text.length }]) {
    if (index > start) cells.push({ text: text.slice(start, index).slice(0, MAX_CLAUSE), start });
    start = index + sign.length;
  }
  const isOfOwn = isOwn(text);
  const names = VOUCHER.test(text) || isOfOwn;
  for (const [nth, clause] of cells.entries()) {
    const field = fieldIn(clause.text, cells[nth - 1]?.text ?? above, isOfOwn && (isRow || nth > 0));
    if (field !== undefined) {
      hits.push({
        value: field,
        raw: rawOf(clause.text),
        line,
        start: clause.start,
        sentence: text,
        isField: true,
      });
      continue;
    }
    // The name of a column stands among other names.
    if (isRow && cells.length > 2 && !/\d/.test(text)) continue;
    const hit = phraseIn(clause.text, { names, isOwn: isOfOwn });
    if (hit !== undefined) {
      hits.push({
        value: hit.state,
        raw: rawOf(clause.text),
        line,
        start: clause.start + hit.at,
        sentence: text,
        isField: false,
      });
    }
  }
  return hits;
}

function rawOf(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().slice(0, MAX_RAW);
}

/** Letters at the end of a number, by which it is looked up. */
const END = 4;

/** Tells whether a text holds one of the numbers, which are looked up by their ends: those of one company begin alike. */
function holdsOneOf(printed: readonly string[]): (text: string) => boolean {
  const byEnd = Map.groupBy(printed, (number) => number.slice(-END));
  const last = new Set(printed.map((number) => number.charCodeAt(number.length - 1)));
  const isAt = (number: string, text: string, end: number): boolean =>
    end >= number.length && text.startsWith(number, end - number.length);
  return (text) => {
    for (let end = 1; end <= text.length; end += 1) {
      if (!last.has(text.charCodeAt(end - 1))) continue;
      const alike = byEnd.get(text.slice(Math.max(0, end - END), end));
      if (alike?.some((number) => isAt(number, text, end)) === true) return true;
    }
    return false;
  };
}

/**
 * What has become of each voucher, by its id. `ownersOf`: whose a field on a line is. A sentence without a number speaks
 * of the only one of its paragraph, or of the text.
 */
export function* statesIn(
  text: Text,
  places: readonly Place[],
  ownersOf: (line: number) => ReadonlySet<string>,
): Steps<ReadonlyMap<string, ToldState>> {
  const states = new Map<string, ToldState>();
  const ids = new Set(places.map(({ id }) => id));
  const printed = [...new Set(places.map((place) => place.printed))];
  const lines = new Set(places.map(({ line }) => line));
  const isOwn = holdsOneOf(printed);
  for (const sentence of sentencesIn(text)) {
    yield;
    if (!mayTell(sentence.text)) continue;
    for (const { value, raw, line, start, isField } of hitsIn(sentence, isOwn)) {
      if (ids.size === 1 && !isField && PLURAL.test(sentence.text.toLowerCase()) && !isOwn(sentence.text))
        continue;
      const told = ((): Iterable<string> => {
        if (ids.size === 1) return ids;
        const named = places
          .map((place) => ({ id: place.id, at: sentence.text.indexOf(place.printed) }))
          .filter(({ at }) => at >= 0)
          .toSorted((a, b) => a.at - b.at);
        const one = named.findLast(({ at }) => at <= start) ?? named[0];
        if (one !== undefined) return [one.id];
        if (isField || lines.has(line)) return ownersOf(line);
        const near = new Set(
          places.filter((place) => text.paragraph[place.line] === text.paragraph[line]).map(({ id }) => id),
        );
        return near.size === 1 ? near : [];
      })();
      for (const id of told) if (!states.has(id)) states.set(id, { value, raw });
    }
  }
  return states;
}
