import type { Element } from './elements.ts';
import type { Row } from './lists.ts';

/** What has to be entered elsewhere, letter by letter: each under its name in a text of its own, apart from what is only read. */
export function toCopy(rows: readonly Row[]): Element {
  return {
    type: 'Container',
    style: 'emphasis',
    spacing: 'Small',
    items: rows.flatMap(({ label, value }) => [
      line({ text: label, size: 'Small', isSubtle: true }, 'Small'),
      line({ text: value, fontType: 'Monospace' }, 'None'),
    ]),
  };
}

function line(run: Element, spacing: string): Element {
  return { type: 'RichTextBlock', spacing, inlines: [{ type: 'TextRun', ...run }] };
}
