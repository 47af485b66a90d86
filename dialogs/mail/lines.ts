import { asRead } from '../../domain/mail/decoding.ts';
import { MAX_MAIL } from '../../domain/mail/read-mail.ts';
import { cleanText } from '../../domain/plain-text.ts';
import type { Steps } from '../../domain/steps.ts';

/** Lines with text that a draft keeps of a mail about one voucher; for each further voucher it keeps some more. */
const MAX_KEPT = 40;
const FOR_EACH = 6;
const MOST_KEPT = 160;
/** Characters of a line. */
const MAX_LENGTH = 200;
/** Characters of all lines: a tenth of what a draft has room for. */
const MAX_CHARACTERS = 8_000;
/** Kept above the first voucher. */
const ABOVE = 12;

/** Marks of quoting, which say nothing of what a line is. */
const QUOTED = /^(?:> ?)+/u;

/** Lines that a card has room for, and how many of them stand above the voucher. */
const SHOWN = 30;
const SHOWN_ABOVE = 10;

/** A text with so many characters is long enough for a mail. */
const MAIL_LENGTH = 120;

/** A line of a mail, with its place among those that the draft keeps. */
interface KeptLine {
  readonly place: number;
  readonly text: string;
}

/**
 * What a draft keeps of the text of a mail so that a person can say what a line of it is: the lines around the first of
 * these numbers, each as its reader sees it, a long one in pieces. Without a number: those that may hold one, or the first.
 */
export function* keptLines(text: string, numbers: readonly string[]): Steps<string[]> {
  const source = yield* asRead(text.slice(0, MAX_MAIL));
  yield;
  const all = cleanText(source, MAX_MAIL)
    .split('\n', 4 * MOST_KEPT + 1_500)
    .flatMap((line) => piecesOf(line.replace(QUOTED, '')));
  const most = Math.min(MOST_KEPT, MAX_KEPT + FOR_EACH * Math.max(0, numbers.length - 1));
  yield;
  const full = all.flatMap((line, at) => (hasText(line) ? [at] : []));
  const [number] = numbers;
  const first = number === undefined ? -1 : full.findIndex((at) => all[at]?.includes(number));
  const from = Math.max(0, Math.min(first - ABOVE, full.length - most));
  const around =
    full.length <= most ? full : first < 0 ? mostTelling(all, full, most) : full.slice(from, from + most);
  return withinCharacters(withGaps(all, around));
}

/** Whether a text that was not understood is more than what somebody types. */
export function isLongAsMail(lines: readonly string[]): boolean {
  return lines.reduce((sum, line) => sum + line.length, 0) >= MAIL_LENGTH;
}

/** The lines of the card about a voucher that stands in line `at`. */
export function linesAround(lines: readonly string[], at: number): readonly KeptLine[] {
  const full = lines.flatMap((text, place): KeptLine[] => (text === '' ? [] : [{ place, text }]));
  const own = full.findIndex(({ place }) => place >= at);
  const from = Math.max(0, Math.min(own - SHOWN_ABOVE, full.length - SHOWN));
  return full.slice(from, from + SHOWN);
}

/** The next line with text. */
export function lineBelow(lines: readonly string[], place: number): string | undefined {
  return lines.slice(place + 1).find((line) => line !== '');
}

function hasText(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

/** Where there is no voucher to be near to, what a fact can stand in comes first. */
function mostTelling(all: readonly string[], full: readonly number[], most: number): readonly number[] {
  const telling = full.filter((at) => /\d|@/.test(all[at] ?? ''));
  const known = new Set(telling);
  const others = full.filter((at) => !known.has(at));
  return [...telling, ...others].slice(0, most).toSorted((a, b) => a - b);
}

/** A gap between lines is one empty line: it divides what stands above from what stands below. */
function withGaps(all: readonly string[], places: readonly number[]): string[] {
  return places.flatMap((at, nth) => {
    const before = places[nth - 1];
    const line = (all[at] ?? '').trimEnd();
    return before === undefined || before === at - 1 ? [line] : ['', line];
  });
}

function withinCharacters(lines: readonly string[]): string[] {
  let left = MAX_CHARACTERS;
  return lines.filter((line) => (left -= line.length + 1) >= 0);
}

/** A line that is longer than what is kept of one, in pieces that end with a sentence, else with a word. */
function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > MAX_LENGTH && pieces.length < MAX_KEPT) {
    const start = rest.slice(0, MAX_LENGTH);
    const sentence = Math.max(...['. ', '; ', '。', '；', '! ', '? '].map((end) => start.lastIndexOf(end)));
    const word = start.lastIndexOf(' ');
    const end = sentence > 0 ? sentence + 1 : word > 0 ? word : MAX_LENGTH;
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest.slice(0, MAX_LENGTH)];
}
