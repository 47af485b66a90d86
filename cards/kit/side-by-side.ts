import type { Element } from './elements.ts';

/** Short inputs beside each other: two days of one time. */
export function sideBySide(...inputs: readonly Element[]): Element {
  return {
    type: 'ColumnSet',
    // A label of two lines beside one of three would put the fields on different heights.
    columns: inputs.map((input) => ({
      type: 'Column',
      width: 'stretch',
      verticalContentAlignment: 'Bottom',
      items: [input],
    })),
  };
}
