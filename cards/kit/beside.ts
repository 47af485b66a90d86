import type { Element } from './elements.ts';

/** A button at the end of what it belongs to. */
export function beside(items: readonly Element[], action: Element): Element {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items },
      {
        type: 'Column',
        width: 'auto',
        verticalContentAlignment: 'Center',
        items: [{ type: 'ActionSet', actions: [action] }],
      },
    ],
  };
}
