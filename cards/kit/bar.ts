import type { Element } from './elements.ts';

/** A part of a whole: how many of it there are, and its own words. */
export interface Part {
  readonly count: number;
  /** What they are, with the number: "5 reserved". */
  readonly says: string;
  readonly style: 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';
}

/** No part is so small that its number does not fit. */
const LEAST = 0.12;

/**
 * Parts of a whole as one bar, each as wide as its number; below it the same in words. Parts of none are left out. `open`:
 * what a press on the bar does, called by its words.
 */
export function bar(parts: readonly Part[], words: string, open?: Element): readonly Element[] {
  const some = parts.filter(({ count }) => count > 0);
  const all = some.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return [];
  return [
    {
      type: 'ColumnSet',
      spacing: 'Medium',
      ...(open === undefined ? {} : { selectAction: open }),
      columns: some.map(({ count, style }) => ({
        type: 'Column',
        width: Math.round(100 * Math.max(LEAST, count / all)),
        spacing: 'None',
        style,
        items: [{ type: 'TextBlock', text: String(count), weight: 'Bolder', horizontalAlignment: 'Center' }],
      })),
    },
    { type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text: words, size: 'Small' }] },
  ];
}
