import type { Element } from './elements.ts';

/** Short inputs beside each other: two days of one time. */
export function sideBySide(...inputs: readonly Element[]): Element {
  return {
    type: 'ColumnSet',
    columns: inputs.map((input) => ({ type: 'Column', width: 'stretch', items: [input] })),
  };
}
