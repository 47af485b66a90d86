import { RECORDED_STATES } from '../../domain/sheet/counts.ts';
import type { SheetCounts } from '../../domain/sheet/counts.ts';
import type { SheetRow } from '../../domain/sheet/rows.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute } from '../kit/actions.ts';
import { badge } from '../kit/badge.ts';
import { folded, type Element } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { factTable, linesOf, type Row } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import type { Banner, Card } from '../kit/template.ts';
import { fillList, IN_SIGHT, NAMED } from './list-card.ts';
import { troubleLine } from './troubles.ts';

/** How much of a heading is shown, in characters. */
const HEADING_MAX = 60;

/** What a list would record, before anything is: how many of each state, what is left out, and which rows are not taken. */
export function sheetPreviewCard(
  { language }: Actor,
  view: {
    readonly key: string;
    /** The file's; '' of what was pasted. */
    readonly name: string;
    readonly counts: SheetCounts;
    /** Rows that are not taken, the first ones. */
    readonly troubles: readonly Extract<SheetRow, { kind: 'trouble' }>[];
    /** Headings whose columns say nothing here. */
    readonly ignored: readonly string[];
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const { key, name, counts, banner } = view;
  const { vouchers } = counts;
  return fillList(language, {
    head: head({
      about: t('sheet.vouchers', { count: vouchers }),
      under: name === '' ? t('sheet.pasted') : name,
      badges: counts.troubles === 0 ? [] : [badge(t('sheet.notTaken', { count: counts.troubles }), 'late')],
    }),
    says: says(t, view),
    banner,
    actions: [
      ...(vouchers === 0
        ? []
        : [execute(t('do.recordAll', { count: vouchers }), 'sheet.begin', { id: key }, 'positive')]),
      execute(t('do.columns'), 'sheet.ask', { id: key }),
      cancel(t('do.cancel'), 'sheet', key),
    ],
  });
}

function says(
  t: Say,
  { counts, troubles, ignored }: Parameters<typeof sheetPreviewCard>[1],
): readonly Element[] {
  const rows: Row[] = RECORDED_STATES.filter((state) => counts.states[state] > 0).map((state) => ({
    label: t(`status.${state}`),
    value: String(counts.states[state]),
  }));
  if (counts.over > 0) rows.push({ label: t('sheet.over'), value: String(counts.over) });
  if (counts.again > 0) rows.push({ label: t('sheet.again'), value: String(counts.again) });
  const lines = troubles.slice(0, NAMED).map((row) => troubleLine(t, row));
  const more = counts.troubles - lines.length;
  const rest = [...lines.slice(IN_SIGHT), ...(more > 0 ? [t('notify.more', { count: more })] : [])];
  return [
    ...factTable(rows),
    ...linesOf(lines.slice(0, IN_SIGHT)),
    ...(rest.length === 0 ? [] : folded('troubles', t('do.theRest'), linesOf(rest))),
    ...(ignored.length === 0
      ? []
      : folded(
          'ignored',
          t('sheet.ignored'),
          linesOf(ignored.slice(0, NAMED).map((heading) => shortened(heading, HEADING_MAX))),
        )),
  ];
}
