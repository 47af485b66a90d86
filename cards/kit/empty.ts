import { icon, type IconName } from './icon.ts';
import { words, type Element } from './elements.ts';

/** Where there is nothing yet: what would stand here, and what to do. Our own words. */
export function empty(picture: IconName, says: string, hint: string): readonly Element[] {
  return [
    {
      type: 'ColumnSet',
      spacing: 'Medium',
      columns: [
        { type: 'Column', width: 'auto', items: [icon(picture, { size: 'Medium', color: 'Accent' })] },
        {
          type: 'Column',
          width: 'stretch',
          verticalContentAlignment: 'Center',
          items: [words(says, { weight: 'Bolder' }), words(hint, { spacing: 'None', isSubtle: true })],
        },
      ],
    },
  ];
}
