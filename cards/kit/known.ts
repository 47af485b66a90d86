import { beside } from './beside.ts';
import type { Element } from './elements.ts';
import { factLines, type Row } from './lists.ts';
import type { Say } from './say.ts';

/**
 * What a form knows already, as text; its inputs open behind "Change". `id` is the card's own name for it. The inputs
 * are sent whether they are open or not: a required one among them has to hold a value.
 */
export function known(
  t: Say,
  id: string,
  rows: readonly Row[],
  inputs: readonly Element[],
): readonly Element[] {
  const change = { type: 'Action.ToggleVisibility', title: t('do.change'), targetElements: [`known-${id}`] };
  return [
    rows.length === 0 ? { type: 'ActionSet', actions: [change] } : beside(factLines(rows), change),
    { type: 'Container', id: `known-${id}`, isVisible: false, items: inputs },
  ];
}
