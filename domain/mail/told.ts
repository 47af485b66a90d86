import type { Labelled, Layout } from './layout.ts';
import { paragraphOf } from './paragraphs.ts';
import { toldIn, type Budget, type Told } from './sentences.ts';
import { namedIn } from './told-names.ts';
import type { Steps } from '../steps.ts';

/** What a sentence tells, with the line that it stands in. */
export interface ToldAt extends Told {
  readonly line: number;
}

/** A longer line is read as sentences as well as by its labels. */
const SHORT = 120;
/** Values whose surroundings are read: fifty vouchers with all that a mail can say of them. */
export const MAX_LOOKED = 200;

const MIN_SENTENCE = 12;

/** A longer value under a label is a sentence that looked like one. */
const MAX_EXPLAINED = 45;
/** What may be a number, of a voucher or of something else. */
const NUMBER_LIKE = /\p{Lu}{2,}-?\d/u;
const CELLS = /\t+| {2,}|\s\|\s|;\s/u;

/** A short line that labels explain is no sentence: what is left of it is its cells without a known value. */
function unexplained(line: string, values: readonly Labelled[]): string {
  const cells = line.split(CELLS);
  if (cells.length < 2) {
    const rest = values.reduce((left, { raw }) => left.replace(raw, ' '), line);
    return NUMBER_LIKE.test(rest) ? rest : '';
  }
  return cells.filter((cell) => !values.some(({ raw }) => cell.includes(raw))).join('\n');
}

/**
 * What the sentences of a text tell, each with the line that it stands in; with the `domains` of the customer, only who
 * the customer is, and who leads the project.
 */
export function* toldBy(
  layout: Layout,
  domains: readonly string[] | undefined,
  budget: Budget,
): Steps<ToldAt[]> {
  const found: ToldAt[] = [];
  const explained = Map.groupBy(
    layout.labelled.filter(({ loose, raw }) => !loose && raw.length <= MAX_EXPLAINED),
    ({ line }) => line,
  );
  for (let at = 0; at < layout.lines.length && budget.left >= 0;) {
    let end = at;
    while (end < layout.lines.length && layout.paragraph[end] === layout.paragraph[at]) end += 1;
    const lines = layout.lines.slice(at, end).map((line, nth) => {
      if (layout.headers.has(at + nth)) return '';
      const values = line.length <= SHORT ? explained.get(at + nth) : undefined;
      return values === undefined ? line : unexplained(line, values);
    });
    const { text, starts } = paragraphOf(lines);
    if (text.length < MIN_SENTENCE) {
      at = Math.max(end, at + 1);
      continue;
    }
    yield;
    const told = yield* domains === undefined ? toldIn(text, budget) : namedIn(text, domains, budget);
    for (const one of told) {
      const nth = starts.findLastIndex((start, line) => start <= one.start && lines[line] !== '');
      found.push({ ...one, line: at + Math.max(nth, 0), start: one.start - (starts[nth] ?? 0) });
    }
    at = Math.max(end, at + 1);
  }
  return found;
}
