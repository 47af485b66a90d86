import { present } from '../../domain/present.ts';
import type { Element } from './elements.ts';

/** A person in a list: their initials, their name, what they are, `below` it what else is to be shown; `open` when pressed. */
export function person(
  name: string,
  says: string,
  { below = [], open }: { readonly below?: readonly Element[]; readonly open?: Element | undefined } = {},
): Element {
  return present({
    type: 'ColumnSet',
    spacing: 'Small',
    separator: open === undefined ? undefined : true,
    selectAction: open,
    columns: [
      {
        type: 'Column',
        width: 'auto',
        verticalContentAlignment: 'Top',
        items: [
          {
            type: 'Badge',
            text: initialsOf(name),
            appearance: 'Tint',
            style: 'Accent',
            shape: 'Circular',
            size: 'ExtraLarge',
            fallback: 'drop',
          },
        ],
      },
      {
        type: 'Column',
        width: 'stretch',
        verticalContentAlignment: 'Center',
        items: [
          { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: name, weight: 'Bolder' }] },
          ...(says === ''
            ? []
            : [
                {
                  type: 'RichTextBlock',
                  spacing: 'None',
                  inlines: [{ type: 'TextRun', text: says, size: 'Small' }],
                },
              ]),
          ...below,
        ],
      },
    ],
  });
}

/** The first letters of the first and the last name: letters only, whatever else is in it. */
function initialsOf(name: string): string {
  const parts = name.split(/[\s-]+/u).flatMap((part) => /\p{L}/u.exec(part)?.[0] ?? []);
  const [first = '?'] = parts;
  const last = parts.length > 1 ? (parts.at(-1) ?? '') : '';
  return `${first}${last}`.toUpperCase();
}
