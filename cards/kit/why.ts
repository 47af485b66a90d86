import { beside } from './beside.ts';
import { bound, type Element } from './elements.ts';
import type { Say } from './say.ts';

/**
 * One line and a button "Why?" beside it, which opens what is behind it. `line` may be anybody's text; `id` is the card's
 * own name for it; `title`: what the button asks instead.
 */
export function why(
  t: Say,
  id: string,
  line: string,
  items: readonly Element[],
  look: Element = {},
  title = t('do.why'),
): readonly Element[] {
  if (items.length === 0) return [bound(line, { ...look, spacing: 'Small' })];
  return [
    beside([bound(line, look)], { type: 'Action.ToggleVisibility', title, targetElements: [`why-${id}`] }),
    { type: 'Container', id: `why-${id}`, isVisible: false, spacing: 'Small', items },
  ];
}
