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
 * Whose a fact is, by its line: of the only number in its paragraph, else of the nearest number above, else, standing
 * above them all, of every number. Where numbers come last, the nearest below takes the place of the one above.
 */
export function ownersIn(
  places: readonly Place[],
  paragraph: readonly number[],
  isNumberLast: boolean,
): (line: number) => ReadonlySet<string> {
  const idsOf = (all: readonly Place[]): ReadonlySet<string> => new Set(all.map(({ id }) => id));
  const everybody = idsOf(places);
  // The numbers of one line, a list under one label, share what belongs to any of them.
  const byLine = new Map(Array.from(Map.groupBy(places, ({ line }) => line), ([at, all]) => [at, idsOf(all)]));
  const byBlock = Map.groupBy(places, (place) => paragraph[place.line]);
  const onlyOf = new Map(
    Array.from(byBlock, ([block, all]) => [block, idsOf(all).size === 1 ? all[0] : undefined]),
  );
  const found = new Map<number, ReadonlySet<string>>();
  return (line) => {
    const known = found.get(line);
    if (known !== undefined) return known;
    const above = (): Place | undefined => places.findLast((place) => place.line <= line);
    const nearest =
      onlyOf.get(paragraph[line]) ??
      (isNumberLast ? (places.find((place) => place.line >= line) ?? above()) : above());
    const owners = (nearest && byLine.get(nearest.line)) ?? everybody;
    found.set(line, owners);
    return owners;
  };
}
