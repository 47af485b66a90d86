import { present } from '../../domain/present.ts';
import type { Element } from './elements.ts';

/** A label and what it holds; `value` may be anybody's text. */
export interface Row {
  readonly label: string;
  readonly value: string;
}

/** A row where there is something to say. */
export function filledRow(label: string, value: string | undefined): readonly Row[] {
  return value === undefined || value === '' ? [] : [{ label, value }];
}

/** A table of two columns: what it is called, and what it is. */
export function factTable(all: readonly Row[]): readonly Element[] {
  return all.map(rowElement);
}

/** A line for each: what it is called, and what it is. Beside a button a column of names has no room for a long word. */
export function factLines(all: readonly Row[]): readonly Element[] {
  return all.map(({ label, value }) =>
    lineElement({ type: 'TextRun', text: `${label}: `, isSubtle: true }, { type: 'TextRun', text: value }),
  );
}

/** A line for each text, small. */
export function linesOf(all: readonly string[]): readonly Element[] {
  return all.map((text) => lineElement({ type: 'TextRun', text, size: 'Small' }));
}

/** The table of the `Row`s of the bound list. */
export function rows(list: string): Element {
  return { type: 'Container', spacing: 'Small', items: `\${${list}__rows}` };
}

/** How the text of the lines of a list looks, by the number that its binding carries. */
const looks: Element[] = [];

/** One line for each string of the bound list. */
export function lines(list: string, extra: Element = {}): Element {
  const { spacing, separator, ...look } = extra;
  const number = looks.push(look) - 1;
  return present({
    type: 'Container',
    spacing: spacing ?? 'Small',
    separator,
    items: `\${${list}__look${number}}`,
  });
}

const BOUND_LIST = /\$\{(\w+)__(?:rows|look(\d+))\}/g;

/**
 * Makes the elements of the lists that a card's template binds, under the names that it binds. One bound value costs
 * nothing to expand, while `$data` costs an expansion for every row.
 */
export function listValues(
  card: object,
): (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, readonly Element[]>> {
  const bound = Array.from(JSON.stringify(card).matchAll(BOUND_LIST), ([, list = '', number]) => {
    if (number === undefined) {
      return { list, name: `${list}__rows`, make: (all: unknown) => (all as readonly Row[]).map(rowElement) };
    }
    const look = looks[Number(number)] ?? {};
    return {
      list,
      name: `${list}__look${number}`,
      make: (all: unknown) =>
        (all as readonly string[]).map((text) => lineElement({ type: 'TextRun', text, ...look })),
    };
  });
  return (data) => Object.fromEntries(bound.map(({ list, name, make }) => [name, make(data[list])]));
}

/** Columns rather than a table: every client has them, and they fold on a phone. */
function rowElement({ label, value }: Row): Element {
  if (value === '') return lineElement({ type: 'TextRun', text: label });
  const column = (width: number, run: Element): Element => ({
    type: 'Column',
    width,
    items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run }] }],
  });
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [column(43, { text: label, isSubtle: true }), column(57, { text: value })],
  };
}

function lineElement(...inlines: readonly Element[]): Element {
  return { type: 'RichTextBlock', spacing: 'Small', inlines };
}
