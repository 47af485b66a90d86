import type { Element } from './elements.ts';
import type { Say } from './say.ts';

/**
 * One line and a button "Why?" beside it, which opens what is behind it. `line` may be anybody's text; `id` is the card's
 * own name for it.
 */
export function why(
  t: Say,
  id: string,
  line: string,
  items: readonly Element[],
  look: Element = {},
): readonly Element[] {
  const said = {
    type: 'Column',
    width: 'stretch',
    verticalContentAlignment: 'Center',
    items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line, ...look }] }],
  };
  if (items.length === 0) return [{ type: 'ColumnSet', spacing: 'Small', columns: [said] }];
  return [
    {
      type: 'ColumnSet',
      spacing: 'Small',
      columns: [
        said,
        {
          type: 'Column',
          width: 'auto',
          items: [
            {
              type: 'ActionSet',
              actions: [
                { type: 'Action.ToggleVisibility', title: t('do.why'), targetElements: [`why-${id}`] },
              ],
            },
          ],
        },
      ],
    },
    { type: 'Container', id: `why-${id}`, isVisible: false, spacing: 'Small', items },
  ];
}
