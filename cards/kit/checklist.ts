import { icon } from './icon.ts';
import type { Element } from './elements.ts';

/** A step of several, or a thing that is checked. */
export interface Check {
  readonly is: 'done' | 'now' | 'open' | 'not' | 'unknown';
  /** May be anybody's text. */
  readonly text: string;
  /** What more is to be said of it, small. */
  readonly more?: string | undefined;
}

const PICTURES = {
  done: icon('CheckmarkCircle', { color: 'Good', filled: true, sign: '✔' }),
  now: icon('CircleHalfFill', { color: 'Accent', filled: true, sign: '●' }),
  open: icon('Circle', { sign: '○' }),
  not: icon('ErrorCircle', { color: 'Attention', filled: true, sign: '✖' }),
  unknown: icon('QuestionCircle', { color: 'Warning', sign: '?' }),
} as const;

/** Lines, each with a picture of how it stands. The words have to say it, too. */
export function checklist(checks: readonly Check[]): readonly Element[] {
  return checks.map(({ is, text, more }) => ({
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'auto', spacing: 'None', items: [PICTURES[is]] },
      {
        type: 'Column',
        width: 'stretch',
        spacing: 'Small',
        items: [
          { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] },
          ...(more === undefined || more === ''
            ? []
            : [
                {
                  type: 'RichTextBlock',
                  spacing: 'None',
                  inlines: [{ type: 'TextRun', text: more, size: 'Small', isSubtle: true }],
                },
              ]),
        ],
      },
    ],
  }));
}
