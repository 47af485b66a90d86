import type { ColumnMeaning } from '../../domain/sheet/columns.ts';
import { SHEET_FIELDS, SHEET_STATES } from '../../domain/sheet/headings/headings.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute } from '../kit/actions.ts';
import { choiceInput, literal, slot, words, type Element } from '../kit/elements.ts';
import { formatDay, shortened } from '../kit/format.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import type { Day } from '../../domain/day.ts';

const fill = defineCard<{ readonly asked: readonly Element[] }>((t) => ({
  title: t('sheet.askTitle'),
  body: [words(t('sheet.askText')), slot('asked')],
}));

/** What is asked of a list: columns with what stands in them, words for states, and a date that may be two. */
export interface SheetAsks {
  readonly columns: readonly (ColumnMeaning & { readonly examples: readonly string[] })[];
  readonly states: readonly string[];
  readonly date?: { readonly printed: string; readonly dayFirst: Day; readonly monthFirst: Day } | undefined;
}

/** How much of a cell is shown, in characters. */
const CELL_MAX = 40;

/** Where a list is not sure, somebody says it once; it is remembered for the next one. */
export function sheetAsksCard(
  { language }: Actor,
  view: { readonly key: string; readonly asks: SheetAsks; readonly banner?: Banner | undefined },
): Card {
  const t = speaker(language);
  const { key, asks, banner } = view;
  return fill(language, {
    asked: [
      ...asks.columns.flatMap((column, place) => columnAsked(t, column, place)),
      ...asks.states.flatMap((state, place) => [
        literal(shortened(state, CELL_MAX)),
        marked(
          choiceInput(
            `state${place}`,
            t('sheet.stateIs', { place: place + 1 }),
            SHEET_STATES.map((value) => ({ value, title: t(`sheetState.${value}`) })),
            { value: '', required: t('required.choice') },
          ),
          t,
        ),
      ]),
      ...(asks.date === undefined
        ? []
        : [
            literal(asks.date.printed),
            marked(
              choiceInput(
                'order',
                t('sheet.dateIs'),
                (['dayFirst', 'monthFirst'] as const).map((value) => ({
                  value,
                  title: formatDay(language, asks.date?.[value] ?? ('' as Day)),
                })),
                { value: '', required: t('required.choice') },
              ),
              t,
            ),
          ]),
    ],
    banner,
    actions: [
      execute(t('do.goOn'), 'sheet.said', { id: key }, 'positive'),
      cancel(t('do.cancel'), 'sheet', key),
    ],
  });
}

function columnAsked(t: Say, column: SheetAsks['columns'][number], place: number): readonly Element[] {
  const { heading, examples, may, field } = column;
  const fields = [...new Set([...may, ...SHEET_FIELDS])];
  return [
    literal(
      [heading, ...examples]
        .filter((part) => part !== '')
        .map((part) => shortened(part, CELL_MAX))
        .join(' · '),
    ),
    marked(
      choiceInput(
        `column${place}`,
        t('sheet.columnIs', { place: column.column + 1 }),
        [...fields, 'none' as const].map((value) => ({ value, title: t(`sheetField.${value}`) })),
        { value: field ?? 'none', required: t('required.choice') },
      ),
      t,
    ),
  ];
}
