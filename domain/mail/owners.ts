import type { Layout } from './layout.ts';
import type { Place } from './place.ts';
import { paragraphOf } from './paragraphs.ts';
import { sentenceEnds } from './sentences.ts';
import type { FactValues } from './values.ts';
import type { Placed } from './facts.ts';

const OWN_FACTS: ReadonlySet<keyof FactValues> = new Set([
  'serviceLevel',
  'assignedOn',
  'expiresOn',
  'engagement',
  'offering',
]);

/** Whether the mail puts each number behind its facts instead of in front. */
function numbersComeLast(
  places: readonly Place[],
  facts: readonly Placed[],
  paragraph: readonly number[],
): boolean {
  const first = places[0]?.line ?? 0;
  const last = places.at(-1)?.line ?? 0;
  const own = facts.filter(({ by, statement }) => by === 'label' && OWN_FACTS.has(statement.fact));
  return (
    own.some(({ line }) => line < first && paragraph[line] === paragraph[first]) &&
    !own.some(({ line }) => line > last)
  );
}

/** Whose a fact is, and whether nothing else could be meant. */
interface Owned {
  readonly ids: ReadonlySet<string>;
  readonly isClear: boolean;
}

/** A number where it stands in its paragraph's text. */
interface Within {
  readonly id: string;
  readonly line: number;
  readonly at: number;
}

/** A paragraph whose sentences speak of several vouchers. */
interface Prose {
  readonly starts: readonly number[];
  readonly first: number;
  readonly text: string;
  readonly ends: readonly number[];
  readonly numbers: readonly Within[];
}

const ALL_OF_THEM =
  /(?<!\p{L})(?:both|all|each|oba|obě|obou|obojí|všech\p{L}*|beide\p{L}*|alle\p{L}*|jeweils|les deux|tous|toutes|chacun|l'un comme l'autre|entramb\p{L}|tutt[ie]|ciascuno|ambos|ambas|todos|todas|n?os dois|d?os dois|los dos|as duas|cada|obydwa|obu|wszystki\p{L}*|оба|обе|обоих|всех|все|каждый)(?!\p{L})|两张|都|均|皆|兩張|両方|いずれも|ともに|すべて|全て/iu;
/**
 * Whose the facts of a text are. In lists and under labels: of the only number in its paragraph, else of the nearest
 * number above, else, standing above them all, of every number; where numbers come last, the nearest below takes the
 * place of the one above. In sentences that speak of several: of the only number in its sentence, else perhaps of each of them.
 */
export class Owners {
  readonly #prose = new Map<number, Prose>();
  readonly #layout: Layout;
  readonly #ofLine: (line: number) => ReadonlySet<string>;

  constructor(layout: Layout, places: readonly Place[], facts: readonly Placed[]) {
    this.#layout = layout;
    this.#ofLine = ownersIn(places, layout.paragraph, numbersComeLast(places, facts, layout.paragraph));
    for (const [paragraph, all] of Map.groupBy(places, ({ line }) => layout.paragraph[line] ?? -1)) {
      if (new Set(all.map(({ id }) => id)).size < 2) continue;
      const prose = this.#proseOf(paragraph, all);
      if (prose !== undefined) this.#prose.set(paragraph, prose);
    }
  }

  #proseOf(paragraph: number, places: readonly Place[]): Prose | undefined {
    const { paragraph: all, lines } = this.#layout;
    const first = all.indexOf(paragraph);
    const own = lines.slice(first, all.lastIndexOf(paragraph) + 1);
    // A list has a number in each line.
    const full = own.filter((line) => line !== '').length;
    if (full > 2 && new Set(places.map(({ line }) => line)).size >= full - 1) return undefined;
    const { text, starts } = paragraphOf(own);
    const numbers = places
      .map(({ line, start, id, printed }): Within => {
        const from = starts[line - first] ?? 0;
        return { id, line, at: from + (start ?? Math.max(0, text.slice(from).indexOf(printed))) };
      })
      .toSorted((a, b) => a.at - b.at);
    const ends = sentenceEnds(text);
    const isTogether = numbers.some(({ id, at, line }, nth) => {
      const next = numbers[nth + 1];
      if (next === undefined || next.id === id || text.slice(at, next.at).includes('\n')) return false;
      return next.line === line || ends.some((end) => end > at && end < next.at);
    });
    return isTogether ? { text, starts, first, numbers, ends } : undefined;
  }

  /** Whose a line is, or what begins at `start` in it. */
  of(line: number, start?: number): Owned {
    const prose = this.#prose.get(this.#layout.paragraph[line] ?? -1);
    if (prose !== undefined && start !== undefined && start >= 0)
      return inSentence(prose, (prose.starts[line - prose.first] ?? 0) + start);
    return { ids: this.#ofLine(line), isClear: true };
  }
}

/** Whose a line is, where it is no sentence. */
function ownersIn(
  places: readonly Place[],
  paragraph: readonly number[],
  isNumberLast: boolean,
): (line: number) => ReadonlySet<string> {
  const idsOf = (all: readonly Place[]): ReadonlySet<string> => new Set(all.map(({ id }) => id));
  const everybody = idsOf(places);
  // The numbers of one line, a list under one label, share what belongs to any of them.
  const byLine = new Map(
    Array.from(
      Map.groupBy(places, ({ line }) => line),
      ([at, all]) => [at, idsOf(all)],
    ),
  );
  const byBlock = Map.groupBy(places, (place) => paragraph[place.line]);
  const onlyOf = new Map(
    Array.from(byBlock, ([block, all]) => [block, idsOf(all).size === 1 ? all[0] : undefined]),
  );
  const last = places.at(-1);
  const nearestTo = (line: number): ReadonlySet<string> | undefined => {
    const above = places.findLast((place) => place.line <= line);
    const nearest = isNumberLast ? (places.find((place) => place.line >= line) ?? above) : above;
    return nearest && byLine.get(nearest.line);
  };
  const ownersOf = (line: number): ReadonlySet<string> => {
    const block = byBlock.get(paragraph[line]);
    const only = onlyOf.get(paragraph[line]);
    if (byLine.has(line)) return byLine.get(line) ?? everybody;
    if (only !== undefined) return byLine.get(only.line) ?? everybody;
    // What stands at the head of a list is of all in it.
    if (block !== undefined && !isNumberLast && line < (block[0]?.line ?? 0)) return idsOf(block);
    // So is what stands below a list, in a paragraph of its own.
    const isBelow = block === undefined && last !== undefined && line > last.line;
    if (isBelow && idsOf(byBlock.get(paragraph[last.line]) ?? []).size > 1) return everybody;
    return nearestTo(line) ?? everybody;
  };
  const found = new Map<number, ReadonlySet<string>>();
  return (line) => {
    const owners = found.get(line) ?? ownersOf(line);
    found.set(line, owners);
    return owners;
  };
}

function inSentence({ text, ends, numbers }: Prose, at: number): Owned {
  const from = (ends.findLast((end) => end < at) ?? -1) + 1;
  const to = ends.find((end) => end >= at) ?? text.length;
  const ids = (some: readonly Within[]): ReadonlySet<string> => new Set(some.map(({ id }) => id));
  const own = numbers.filter((number) => number.at >= from && number.at < to);
  if (ALL_OF_THEM.test(text.slice(Math.max(from, at - 40), at))) return { ids: ids(numbers), isClear: true };
  if (ids(own).size === 1) return { ids: ids(own), isClear: true };
  // Which of them a sentence with several means is for the person to say.
  if (own.length > 1) return { ids: ids(own), isClear: false };
  if (ALL_OF_THEM.test(text.slice(from, to))) return { ids: ids(numbers), isClear: true };
  const before = numbers.filter((number) => number.at < from);
  const behind = numbers.filter((number) => number.at >= to);
  const last = before.at(-1);
  if (last === undefined) return { ids: ids(numbers), isClear: true };
  const start = (ends.findLast((end) => end < last.at) ?? -1) + 1;
  const previous = before.filter((number) => number.at >= start);
  // It may go on about the one before, or lead to the next.
  const near = [...previous, ...behind.slice(0, 1)];
  return { ids: ids(near), isClear: ids(near).size === 1 };
}
