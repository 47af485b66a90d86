import type { Place } from './numbers.ts';
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
export function numbersComeLast(
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

/**
 * Whose a fact is: of the only number in its paragraph, else of the nearest number above, else, standing above
 * them all, of every number. Where numbers come last, the nearest below takes the place of the one above.
 */
export function ownersOf(
  line: number,
  places: readonly Place[],
  paragraph: readonly number[],
  isNumberLast: boolean,
): ReadonlySet<string> {
  const inBlock = places.filter((place) => paragraph[place.line] === paragraph[line]);
  const above = places.filter((place) => place.line <= line);
  const below = places.filter((place) => place.line >= line);
  const only = new Set(inBlock.map(({ id }) => id)).size === 1 ? inBlock[0] : undefined;
  const nearest = only ?? (isNumberLast ? (below[0] ?? above.at(-1)) : above.at(-1));
  // The numbers of one line, a list under one label, share what belongs to any of them.
  const owners = nearest ? places.filter((place) => place.line === nearest.line) : places;
  return new Set(owners.map(({ id }) => id));
}
