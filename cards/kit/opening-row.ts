import { icon } from './icon.ts';
import type { Element } from './elements.ts';

/**
 * A row of a table that opens what is behind it: what it is, and how much of it there is. `about` and `says` are our own
 * words, `id` the card's own name for the row; without anything behind it the row only tells.
 */
export function openingRow(
  id: string,
  about: string,
  says: string,
  items: readonly Element[],
): readonly Element[] {
  const texts = [
    {
      type: 'Column',
      width: 'stretch',
      verticalContentAlignment: 'Center',
      items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: about, weight: 'Bolder' }] }],
    },
    {
      type: 'Column',
      width: 'auto',
      verticalContentAlignment: 'Center',
      items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: says }] }],
    },
  ];
  const row = { type: 'ColumnSet', spacing: 'Small', separator: true };
  if (items.length === 0) return [{ ...row, columns: texts }];
  const cue = icon('ChevronDown', { sign: '▾' });
  return [
    {
      ...row,
      columns: [
        ...texts,
        { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [cue] },
      ],
      selectAction: {
        type: 'Action.ToggleVisibility',
        title: `${about}: ${says}`,
        targetElements: [`row-${id}`],
      },
    },
    { type: 'Container', id: `row-${id}`, isVisible: false, spacing: 'Small', items },
  ];
}
