import { COMPETENCIES, COMPETENCY_IDS, type CompetencyId, type Level } from '../programme/catalogue.ts';
import { nearest } from '../nearest.ts';

/** Names in a table about the company, read whatever way people write them. */

/** Silver and gold as people write them: English, Russian, Polish. */
const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  silver: 'silver|серебро|серебряный|серебряная|серебряный уровень|srebro|srebrny|srebrna|srebrne',
  gold: 'gold|золото|золотой|золотая|золотой уровень|złoto|złoty|złota|złote',
};

/** How many names are told that may have been meant. */
const NEAR = 3;

/** A name to compare by: capitals, accents, signs and doubled spaces do not count. */
function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const withoutBrackets = (text: string): string => text.replaceAll(/\([^()]*\)/gu, ' ');

/** Known names by their plain form, each with what it means. */
export function dictionary<T>(
  entries: readonly (readonly [name: string, thing: T])[],
): ReadonlyMap<string, T> {
  return new Map(entries.map(([name, thing]) => [plainName(name), thing]));
}

const COMPETENCY_BY_NAME = dictionary(
  COMPETENCY_IDS.flatMap((id) => [
    [COMPETENCIES[id], id] as const,
    [withoutBrackets(COMPETENCIES[id]), id] as const,
    [id, id] as const,
  ]),
);
const LEVEL_BY_NAME = dictionary(
  (['silver', 'gold'] as const).flatMap((level) =>
    LEVEL_WORDS[level].split('|').map((word) => [word, level] as const),
  ),
);

/** What a name means, with or without what stands in brackets; undefined when it is not known. */
export function meaningOf<T>(text: string, known: ReadonlyMap<string, T>): T | undefined {
  return known.get(plainName(text)) ?? known.get(plainName(withoutBrackets(text)));
}

/** What a name means, or the ids of what is named most alike. */
export type Named<T> = { readonly id: T } | { readonly near: readonly T[] };

function named<T>(text: string, known: ReadonlyMap<string, T>): Named<T> {
  const id = meaningOf(text, known);
  return id === undefined ? { near: nearest(plainName(text), known, NEAR) } : { id };
}

/** The competency of a name (with or without what stands in brackets) or id; else the nearest ones. */
export function readCompetency(text: string): Named<CompetencyId> {
  return named(text, COMPETENCY_BY_NAME);
}

/** The level of a word; else the nearest ones. */
export function readLevel(text: string): Named<Level> {
  return named(text, LEVEL_BY_NAME);
}
