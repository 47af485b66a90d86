import { present } from '../../domain/present.ts';
import { COLORS, type Tone } from './badge.ts';
import type { Element } from './elements.ts';

/** One thing in a list; the texts may be anybody's. */
interface ListRow {
  /** Whom or what it is about. */
  readonly about: string;
  /** The rest of its sentence. */
  readonly says: string;
  /** How what it says looks, beside its words. */
  readonly tone?: Tone | undefined;
  /** How it stands: a badge. */
  readonly badge?: Element | undefined;
}

/**
 * A row that is a button as a whole. `open`: an action whose title reads as the row's sentence, for who hears the list.
 */
export function pressableRow(row: ListRow, open: Element): Element {
  return { ...body(row, row.badge), selectAction: open };
}

/** A row with one button of its own beside it. */
export function rowWithButton(row: ListRow, button: Element): Element {
  const { badge, ...rest } = row;
  return body(rest, { type: 'ActionSet', actions: [button] }, badge);
}

/** A row that only tells. */
export function plainRow(row: ListRow): Element {
  return body(row, row.badge);
}

function body(
  { about, says, tone = 'plain' }: ListRow,
  beside: Element | undefined,
  below?: Element,
): Element {
  const text = {
    type: 'Column',
    width: 'stretch',
    verticalContentAlignment: 'Center',
    items: [
      {
        type: 'RichTextBlock',
        inlines: [{ type: 'TextRun', text: about, weight: 'Bolder' }],
      },
      ...(says === ''
        ? []
        : [
            {
              type: 'RichTextBlock',
              spacing: 'None',
              inlines: [{ type: 'TextRun', text: says, size: 'Small', color: COLORS[tone] }],
            },
          ]),
      ...(below === undefined ? [] : [{ ...below, spacing: 'Small' }]),
    ],
  };
  return present({
    type: 'Container',
    spacing: 'Small',
    separator: true,
    items: [
      {
        type: 'ColumnSet',
        columns: [
          text,
          ...(beside === undefined
            ? []
            : [{ type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [beside] }]),
        ],
      },
    ],
  });
}
